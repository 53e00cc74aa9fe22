// SPDX-License-Identifier: MIT
// One colour a class of motion, near those of the paper's figure 4 (EGMSpy 2026) but spread in lightness, so
// that they stay apart for colour-blind readers.
import { packed } from '../map/rasteriser';
import type { Points } from '../points';
import type { Rgb } from './velocity_scale';

const kUnclassifiedColour: Rgb = [150, 150, 150];

const kClassColours: Readonly<Record<string, Rgb>> = {
  stable: [60, 170, 130],
  noisy: [160, 160, 166],
  linear: [32, 108, 190],
  accel: [206, 32, 42],
  decel: [244, 154, 40],
  variable: [100, 40, 140],
  other: [90, 80, 20],
};

/** Colour of a class by its name; of an unknown or missing one a grey. */
export function class_colour(name: string | null | undefined): Rgb {
  return (name ? kClassColours[name] : undefined) ?? kUnclassifiedColour;
}

export function class_colours(points: Pick<Points, 'classes' | 'class_index'>): Uint32Array {
  const table = new Uint32Array(256).fill(packed(...kUnclassifiedColour));
  points.classes.forEach((name, index) => (table[index] = packed(...class_colour(name))));
  return Uint32Array.from(points.class_index, (index) => table[index]);
}
