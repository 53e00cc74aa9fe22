// SPDX-License-Identifier: MIT
// A button that opens a short list of actions: arrow keys, Home, End and Esc as everywhere.
import { button } from '../controls/form';
import { element } from '../dom';

export type MenuEntry = readonly [label: string, action: () => void];

export function menu(label: string, entries: readonly MenuEntry[]): HTMLElement {
  const list = element('div', { class: 'menu-list', role: 'menu', 'aria-label': label, hidden: true });
  const opener = button(label, () => (list.hidden ? open() : close(true)));
  opener.setAttribute('aria-haspopup', 'menu');
  opener.setAttribute('aria-expanded', 'false');
  const items = entries.map(([name, action]) => {
    const item = button(name, () => {
      close(true);
      action();
    });
    item.setAttribute('role', 'menuitem');
    item.tabIndex = -1;
    return item;
  });
  list.append(...items);
  const place = element('div', { class: 'menu-place' }, opener, list);

  function open(): void {
    list.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    items[0].focus();
  }
  function close(return_focus: boolean): void {
    list.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    if (return_focus) opener.focus();
  }
  place.addEventListener('focusout', (event) => {
    if (!place.contains(event.relatedTarget as Node | null)) close(false);
  });
  list.addEventListener('keydown', (event) => {
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next !== undefined) items[(next + items.length) % items.length].focus();
    else if (event.key === 'Escape') close(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return place;
}
