// SPDX-License-Identifier: MIT
// Ten colours for series that lie over each other, apart in hue and lightness, each with a contrast of at
// least 3:1 against the panel, light or dark.
export const kSeriesColours: readonly string[] = [
  '#1f78c8',
  '#d9480f',
  '#2b8a3e',
  '#ae3ec9',
  '#b08800',
  '#e03131',
  '#0c8599',
  '#8a7359',
  '#d6336c',
  '#6b7280',
];
