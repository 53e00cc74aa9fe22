// SPDX-License-Identifier: MIT
// Hands the reader a file that was made in the page.

export function save_text(name: string, type: string, content: string): void {
  save(name, new Blob([content], { type: `${type};charset=utf-8` }));
}

export function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Hands the reader a file that the server makes; its answer says what it is called. */
export function save_from(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
