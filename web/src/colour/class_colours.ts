// SPDX-License-Identifier: MIT
// One colour a class of motion, near those of the paper's figure 4 (EGMSpy 2026) but spread in lightness, so
// that they stay apart for colour-blind readers. Likewise for flags and clusters.
import type { Rgb } from './rgb';

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

/** No flag; one colour a flag in the order of kFlagNames; several flags. */
export const kFlagColours: readonly Rgb[] = [
  [196, 200, 204],
  [32, 108, 190],
  [206, 32, 42],
  [100, 40, 140],
  [214, 150, 40],
  [30, 34, 40],
];

/** In no cluster; then the colours that clusters take in turn (Okabe and Ito 2008, without their yellow). */
export const kOutsideClusters: Rgb = [196, 200, 204];
export const kClusterColours: readonly Rgb[] = [
  [0, 114, 178],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
  [213, 94, 0],
  [86, 180, 233],
  [80, 60, 130],
  [120, 94, 50],
];
