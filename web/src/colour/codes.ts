// SPDX-License-Identifier: MIT
// What a point is coloured by as a number of 16 bits, and the table that gives each number its colour. Both ways of
// drawing take the same two, and another scale or range is another table for the same numbers.
import { kColourCount, packed } from '../map/rasteriser';
import type { ScaleName } from '../state/colouring';
import { kMissingColour, type Rgb } from './rgb';
import { scale_colour, type Range } from './scales';

export const kMissingCode = kColourCount - 1;

/** Code k stands for the value first + k * step. */
export interface NumberCodes {
  readonly codes: Uint16Array;
  readonly first: number;
  readonly step: number;
}

/** 65,535 equal steps from the least to the greatest value. */
export function number_codes(values: ArrayLike<number>): NumberCodes {
  const [first, last] = finite_limits(values);
  const step = last > first ? (last - first) / (kMissingCode - 1) : 1;
  const codes = new Uint16Array(values.length);
  for (let i = 0; i < codes.length; ++i) {
    const code = Math.round((values[i] - first) / step);
    codes[i] = code >= 0 && code < kMissingCode ? code : kMissingCode; // also NaN
  }
  return { codes, first, step };
}

function finite_limits(values: ArrayLike<number>): Range {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; ++i) {
    const value = values[i];
    if (value < least && value > -Infinity) least = value;
    if (value > most && value < Infinity) most = value;
  }
  return least <= most ? [least, most] : [0, 0];
}

/** Colours of codes by a table of 1,024 steps over the range. */
export function number_colours(
  { first, step }: Pick<NumberCodes, 'first' | 'step'>,
  scale: ScaleName,
  [least, most]: Range,
): Uint32Array {
  const steps = 1024;
  const table = Uint32Array.from({ length: steps }, (_, k) => packed(...scale_colour(scale, (k + 0.5) / steps)));
  const colours = new Uint32Array(kColourCount);
  const per_unit = steps / (most - least);
  for (let code = 0; code < kMissingCode; ++code) {
    const place = Math.floor((first + code * step - least) * per_unit);
    colours[code] = table[Math.max(0, Math.min(steps - 1, place))];
  }
  colours[kMissingCode] = packed(...kMissingColour);
  return colours;
}

/** Code k has colour k; the missing code, and codes beyond the list, are grey. */
export function category_colours(list: readonly Rgb[]): Uint32Array {
  const colours = new Uint32Array(kColourCount).fill(packed(...kMissingColour));
  list.forEach((colour, k) => (colours[k] = packed(...colour)));
  return colours;
}
