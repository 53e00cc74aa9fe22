// SPDX-License-Identifier: MIT
// The numbers that points are coloured by: from their own columns, or from a question to the server for the same
// points.
import { fetch_columns, type PointsQuery } from '../api_client';
import type { BinaryAnswer, ColumnsHeader } from '../binary_answer';
import type { Points } from '../points';
import type { ColourBy } from '../state/colouring';

/** Null for what the points themselves do not have. */
export function own_column(points: Points, by: ColourBy): Float32Array | null {
  if (by === 'velocity') return points.velocity_mm_per_year;
  if (by === 'height') return points.height_m;
  if (by !== 'coherence') return null;
  return Float32Array.from(points.coherence_e2, (hundredths) => (hundredths === 255 ? NaN : hundredths / 100));
}

/** First and last day. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** Most points that the server reads series of. */
const kMostWithSeries = 50000;

/** Asks for a column of the points that `query` gave; NaN where the answer has no such point. */
export async function fetched_column(
  points: Points,
  query: PointsQuery,
  by: ColourBy,
  time: Window,
  signal: AbortSignal,
): Promise<Float32Array> {
  if (by === 'window') {
    const window = { ...query, ...time, max_pts: kMostWithSeries };
    const answer = await fetch_columns('window_velocity', window, signal);
    return joined(points, answer, answer.column('velocity', Float32Array));
  }
  const answer = await fetch_columns('values', { ...query, columns: [by] }, signal);
  return joined(points, answer, answer.column(by, Float32Array));
}

/** For each point its place in an answer, -1 for none: an answer may hold fewer points, and in another order. */
export function places_in(
  points: Pick<Points, 'count' | 'tile' | 'row'>,
  answer: BinaryAnswer<ColumnsHeader>,
): Int32Array {
  const tile = answer.column('tile', Uint16Array);
  const row = answer.column('row', Uint32Array);
  const key = (a_tile: number, a_row: number): number => a_tile * 2 ** 32 + a_row;
  const place_of = new Map<number, number>();
  for (let k = 0; k < answer.count; ++k) place_of.set(key(tile[k], row[k]), k);
  return Int32Array.from({ length: points.count }, (_, i) => place_of.get(key(points.tile[i], points.row[i])) ?? -1);
}

/** NaN where the answer has no such point. */
function joined(points: Points, answer: BinaryAnswer<ColumnsHeader>, values: Float32Array): Float32Array {
  return Float32Array.from(places_in(points, answer), (place) => (place < 0 ? NaN : values[place]));
}
