// SPDX-License-Identifier: MIT
// What a chart shows, before anybody draws it: lines over one axis, and stretches that are shaded.
import { at_least, range_of, with_margin, type Range } from './range';
import type { Marker } from './markers';

export interface ChartLine {
  readonly label: string;
  readonly colour: string;
  /**
   * measured: markers joined by a thin line. model: a thick line without markers. filled: hollow markers on a dotted
   * line. loose: markers alone.
   */
  readonly look: 'measured' | 'model' | 'filled' | 'loose';
  readonly marker: Marker;
  /** Seconds since 1970, or metres. Ascending, but for loose markers. */
  readonly x: readonly number[];
  /** Null breaks the line. */
  readonly y: readonly (number | null)[];
  /** Half-width of a band about the line. */
  readonly spread?: readonly (number | null)[];
}

export interface ChartContent {
  /** What is looked at: as long as it stays the same, the reader's zoom is kept. */
  readonly subject: string;
  readonly lines: readonly ChartLine[];
  readonly shaded: readonly Range[];
  readonly x_is_time: boolean;
  readonly x_label: string | null;
  readonly y_label: string;
  /** Shortest vertical range, so that noise does not look like motion. */
  readonly least_height: number;
}

export interface Limits {
  readonly x: Range;
  readonly y: Range;
}

/** All of it, with a margin. */
export function limits_of({ lines, least_height }: ChartContent): Limits {
  const x = range_of(lines.flatMap((line) => [...line.x])) ?? [0, 1];
  const y = range_of(lines.flatMap((line) => [...line.y, ...band_edges(line, -1), ...band_edges(line, 1)]));
  return {
    x: with_margin(at_least(x, 1), 0.015),
    y: with_margin(at_least(y ?? [0, 0], least_height), 0.04),
  };
}

export function band_edges(line: ChartLine, side: -1 | 1): (number | null)[] {
  const { y, spread } = line;
  if (!spread) return [];
  return y.map((value, i) => {
    const half = spread[i];
    return value === null || half === null ? null : value + side * half;
  });
}
