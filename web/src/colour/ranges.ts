// SPDX-License-Identifier: MIT
// Over which range colours are spread, and how the values lie in it.
import type { Colouring } from '../state/colouring';
import type { NumberProperty } from './properties';
import type { Range } from './scales';

/** `values`: what is in view; NaN is left out. */
export function colour_range(
  { stretch, least, most }: Colouring,
  property: NumberProperty,
  values: Float32Array,
): Range {
  if (stretch === 'custom') return [least, most];
  if (stretch !== 'percentiles') return property.presets[stretch];
  const [low, high] = percentiles(values, 0.02, 0.98);
  if (!(low < high)) return property.presets.fine;
  const half = Math.max(Math.abs(low), Math.abs(high));
  return property.is_signed ? [-half, half] : [low, high];
}

/** Quantiles between which nothing is interpolated; NaN without values. */
export function percentiles(values: Float32Array, low: number, high: number): Range {
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
  return [at(low), at(high)];
}

export interface Histogram {
  readonly range: Range;
  /** Equal bins over the range; values beyond it are counted apart. */
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
}

export function histogram(values: Float32Array, range: Range, bins: number): Histogram {
  const counts = new Array<number>(bins).fill(0);
  let [below, above] = [0, 0];
  const [least, most] = range;
  const per_unit = bins / (most - least);
  for (const value of values) {
    if (value < least) below += 1;
    else if (value > most) above += 1;
    else if (value === value) counts[Math.min(bins - 1, Math.floor((value - least) * per_unit))] += 1;
  }
  return { range, counts, below, above };
}
