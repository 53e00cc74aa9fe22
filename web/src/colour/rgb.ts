// SPDX-License-Identifier: MIT
export type Rgb = readonly [red: number, green: number, blue: number];

export function css_colour([red, green, blue]: Rgb): string {
  return `rgb(${red}, ${green}, ${blue})`;
}

/** A value that is missing. */
export const kMissingColour: Rgb = [128, 128, 128];
