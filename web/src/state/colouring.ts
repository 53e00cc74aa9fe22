// SPDX-License-Identifier: MIT
// What the colours of points mean.
import type { HashReader, HashWriter } from './hash';

export const kColourBy = ['velocity', 'class'] as const;
export type ColourBy = (typeof kColourBy)[number];

/** Half-widths of the colour range in mm/yr. The second is the default. */
export const kRangePresets = [5, 10, 20, 50] as const;
export const kDefaultRange = 10;

export interface Colouring {
  readonly by: ColourBy;
  /** Half-width of the velocity colours, mm/yr. */
  readonly range_mm_per_year: number;
}

export const kDefaultColouring: Colouring = { by: 'velocity', range_mm_per_year: kDefaultRange };

export function write_colouring(to: HashWriter, colouring: Colouring): void {
  to.add('colour', colouring.by, kDefaultColouring.by);
  to.add('range', colouring.range_mm_per_year, kDefaultRange);
}

export function read_colouring(from: HashReader): Colouring {
  const range = from.number('range', 0, 1000, kDefaultRange);
  return {
    by: from.choice('colour', kColourBy, kDefaultColouring.by),
    range_mm_per_year: kRangePresets.find((preset) => preset === range) ?? kDefaultRange,
  };
}
