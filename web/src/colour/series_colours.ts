// SPDX-License-Identifier: MIT
// Ten colours for series that lie over each other: apart from one another for every kind of colour vision, each
// with a contrast of at least 3:1 against the panel, light or dark (test/unit/colour.test.ts). Found by a search for
// the ten that differ most, two of them given; the first ones differ most.
export const kSeriesColours: readonly string[] = [
  '#1f78c8',
  '#d9480f',
  '#a55a69',
  '#a587b4',
  '#a51ef0',
  '#f06969',
  '#5a783c',
  '#c300b4',
  '#00961e',
  '#e14bff',
];
