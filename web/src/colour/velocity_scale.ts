// SPDX-License-Identifier: MIT
// Colours of velocity: red away from the satellite (subsidence), blue towards it (uplift), a pale green
// between, as EGMS Explorer's readers are used to. Both arms grow darker from the middle and differ in
// blue, so that no common colour blindness folds one onto the other (test/unit/colour.test.ts).
import { packed } from '../map/rasteriser';

export type Rgb = readonly [red: number, green: number, blue: number];

/** Below this a velocity is not significant for a single point: EGMS's communication of its accuracy. */
export const kNotSignificant = 2;

const kMissing: Rgb = [128, 128, 128];

/** From -1 to +1 of the range, equally spaced. */
const kStops: readonly Rgb[] = [
  [122, 14, 30],
  [176, 32, 30],
  [217, 72, 36],
  [240, 132, 54],
  [250, 204, 104],
  [160, 212, 150],
  [126, 204, 214],
  [78, 168, 216],
  [46, 126, 200],
  [32, 84, 168],
  [20, 42, 122],
];

/** Colour of a velocity, clamped to the range. NaN is grey. */
export function velocity_colour(velocity_mm_per_year: number, range_mm_per_year: number): Rgb {
  if (Number.isNaN(velocity_mm_per_year)) return kMissing;
  const share = Math.max(-1, Math.min(1, velocity_mm_per_year / range_mm_per_year));
  const place = ((share + 1) / 2) * (kStops.length - 1);
  const below = Math.min(Math.floor(place), kStops.length - 2);
  const weight = place - below;
  const blend = (channel: 0 | 1 | 2): number =>
    Math.round(kStops[below][channel] * (1 - weight) + kStops[below + 1][channel] * weight);
  return [blend(0), blend(1), blend(2)];
}

const kTableSize = 1024;

/** Packed colours of many velocities, by a table of 1,024 steps over the range. */
export function velocity_colours(
  velocities_mm_per_year: Float32Array,
  range_mm_per_year: number,
): Uint32Array {
  const table = new Uint32Array(kTableSize);
  for (let k = 0; k < kTableSize; ++k) {
    table[k] = packed(...velocity_colour((2 * (k + 0.5)) / kTableSize - 1, 1));
  }
  const missing = packed(...kMissing);
  const steps_per_unit = kTableSize / (2 * range_mm_per_year);
  const colours = new Uint32Array(velocities_mm_per_year.length);
  for (let i = 0; i < colours.length; ++i) {
    const velocity = velocities_mm_per_year[i];
    const step = Math.floor((velocity + range_mm_per_year) * steps_per_unit);
    colours[i] = velocity !== velocity ? missing : table[Math.max(0, Math.min(kTableSize - 1, step))];
  }
  return colours;
}

export function css_colour([red, green, blue]: Rgb): string {
  return `rgb(${red}, ${green}, ${blue})`;
}
