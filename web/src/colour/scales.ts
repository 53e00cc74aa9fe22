// SPDX-License-Identifier: MIT
// Scales of colours, from share 0 to share 1.
//
// egms: red away from the satellite (subsidence), blue towards it (uplift), a pale green between, as EGMS Explorer's
// readers are used to. Both arms grow darker from the middle and differ in blue, so that no common colour blindness
// folds one onto the other (test/unit/colour.test.ts).
// roma, vik, batlow: Crameri, F. (2021), Scientific colour maps 7.0.1, doi:10.5281/zenodo.5501399, MIT licence; 17 of
// their 256 colours, straight lines between. vik is turned round, so that red is away here as well.
import type { ScaleName } from '../state/colouring';
import { kMissingColour, type Rgb } from './rgb';

const kStops: Readonly<Record<ScaleName, readonly Rgb[]>> = {
  egms: colours('7a0e1e b0201e d94824 f08436 facc68 a0d496 7eccd6 4ea8d8 2e7ec8 2054a8 142a7a'),
  roma: colours(
    '7e1700 8f3c0c 9d5818 a97223 b68c32 c3a848 cfc86f d1e19e c0eac3 9fe4d4 76d1d7 51b7d0 399dc7 2b84bc 226ab1 ' +
      '194fa5 033198',
  ),
  vik: colours(
    '590008 741506 942f06 b3531f c37243 cf8c66 dbaa8d e9cab8 ece5e0 c3dae5 90bcd1 5d9cbb 307da6 0c5e92 034481 ' +
      '022b71 001261',
  ),
  batlow: colours(
    '011959 0d315d 114360 175262 226061 356a59 4d734d 677b3e 828231 9f892b be9035 db954b f19d6b fca890 fdb4b4 ' +
      'fcbfd6 faccfa',
  ),
};

function colours(list: string): Rgb[] {
  const channel = (code: string, at: number): number => parseInt(code.slice(at, at + 2), 16);
  return list.split(' ').map((code) => [channel(code, 0), channel(code, 2), channel(code, 4)]);
}

/** Colour at a share of the scale, clamped to its ends. NaN is grey. */
export function scale_colour(scale: ScaleName, share: number): Rgb {
  if (Number.isNaN(share)) return kMissingColour;
  const stops = kStops[scale];
  const place = Math.max(0, Math.min(1, share)) * (stops.length - 1);
  const below = Math.min(Math.floor(place), stops.length - 2);
  const weight = place - below;
  const blend = (channel: 0 | 1 | 2): number =>
    Math.round(stops[below][channel] * (1 - weight) + stops[below + 1][channel] * weight);
  return [blend(0), blend(1), blend(2)];
}

/** Limits of a range of colours, in the unit of what is coloured. */
export type Range = readonly [least: number, most: number];

export function value_colour(scale: ScaleName, [least, most]: Range, value: number): Rgb {
  return scale_colour(scale, (value - least) / (most - least));
}
