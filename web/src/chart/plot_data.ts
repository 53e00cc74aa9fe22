// SPDX-License-Identifier: MIT
// Chart lines as uPlot wants them: one ascending column of x for all, and for every line a column of y in which null
// breaks the line and undefined is passed over.
import { band_edges, type ChartLine } from './content';

type Column = (number | null | undefined)[];

export interface PlotData {
  readonly x: number[];
  /** Columns of y: for every line its own, and after all of them the edges of the bands. */
  readonly y: Column[];
  /** For every band: the columns of its upper and lower edge, counted from 1 as uPlot does, and the line it is of. */
  readonly bands: readonly { readonly upper: number; readonly lower: number; readonly line: number }[];
}

export function plot_data(lines: readonly ChartLine[]): PlotData {
  const xs = lines.map((line) => (line.look === 'loose' ? strictly_ascending(line.x) : line.x));
  const x = [...new Set(xs.flat())].sort((a, b) => a - b);
  const place = new Map(x.map((value, i) => [value, i]));
  const column = (k: number, values: readonly (number | null)[]): Column => {
    const made = new Array<number | null | undefined>(x.length).fill(undefined);
    xs[k].forEach((value, i) => (made[place.get(value) as number] = values[i]));
    return made;
  };
  const y = lines.map((line, k) => column(k, line.y));
  const bands = lines.flatMap((line, k) => {
    if (!line.spread) return [];
    y.push(column(k, band_edges(line, 1)), column(k, band_edges(line, -1)));
    return [{ upper: y.length - 1, lower: y.length, line: k }];
  });
  return { x, y, bands };
}

/** Equal neighbours are moved apart by less than anybody sees, so that each keeps its own marker. */
function strictly_ascending(sorted: readonly number[]): number[] {
  const made: number[] = [];
  for (const value of sorted) {
    const before = made[made.length - 1];
    made.push(before !== undefined && value <= before ? before + 1e-6 : value);
  }
  return made;
}

export interface Reading {
  readonly x: number;
  readonly y: number;
}

/** The value of a column nearest to row `index`, or null when the nearest is farther than `reach`. */
export function nearest_value(
  x: ArrayLike<number>,
  y: ArrayLike<number | null | undefined>,
  index: number,
  reach: number,
): Reading | null {
  let best = -1;
  let best_distance = reach;
  const consider = (i: number): boolean => {
    const distance = Math.abs(x[i] - x[index]);
    if (distance > best_distance) return false; // and all beyond are farther
    if (typeof y[i] === 'number' && (best < 0 || distance < best_distance)) {
      best = i;
      best_distance = distance;
    }
    return true;
  };
  for (let i = index; i >= 0 && consider(i); --i);
  for (let i = index + 1; i < x.length && consider(i); ++i);
  return best < 0 ? null : { x: x[best], y: y[best] as number };
}
