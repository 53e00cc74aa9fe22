// SPDX-License-Identifier: MIT
// Ranges of an axis: what a wheel or a finger makes of them.

export type Range = readonly [least: number, most: number];

/** Made `factor` times as long; what is at `fixed` stays where it is. */
export function zoomed([least, most]: Range, fixed: number, factor: number): Range {
  return [fixed + (least - fixed) * factor, fixed + (most - fixed) * factor];
}

export function shifted([least, most]: Range, by: number): Range {
  return [least + by, most + by];
}

export function middle_of([least, most]: Range): number {
  return (least + most) / 2;
}

/** Made longer about its middle until it is `shortest` long. */
export function at_least([least, most]: Range, shortest: number): Range {
  const half = Math.max(shortest, most - least) / 2;
  const middle = (least + most) / 2;
  return [middle - half, middle + half];
}

/** With a margin of a share of its length on both sides. */
export function with_margin([least, most]: Range, share: number): Range {
  return zoomed([least, most], (least + most) / 2, 1 + 2 * share);
}

/** Least and greatest of the numbers that are there; null when none is. */
export function range_of(values: Iterable<number | null | undefined>): Range | null {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (typeof value !== 'number' || Number.isNaN(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most] : null;
}

/** Factor of one turn of the wheel: as fast as the map, whatever the device calls a turn. */
export function wheel_factor(delta: number, mode: number): number {
  const pixels = mode === 1 ? delta * 18 : mode === 2 ? delta * 300 : delta;
  return Math.exp(Math.max(-1, Math.min(1, pixels / 300)));
}
