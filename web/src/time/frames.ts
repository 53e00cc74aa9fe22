// SPDX-License-Identifier: MIT
// Where the points have moved to at evenly spaced dates, as codes of colour: one table serves all dates.
import { fetch_columns, type PointsQuery } from '../api_client';
import { BinaryAnswer, type ColumnsHeader } from '../binary_answer';
import { kMissingCode, type NumberCodes } from '../colour/codes';
import { places_in, type Window } from '../colour/columns';
import type { Points } from '../points';

export type FramesHeader = ColumnsHeader & { readonly dates: readonly string[] };

/** As many as a reader of the slider tells apart, and as the server reads in a second. */
const kFrames = 60;
const kMostPoints = 20000;
const kMissing = -32768;
/** The code of 0 mm; a step of the codes is a tenth of a millimetre. */
const kZeroCode = 32767;
const kStepMm = 0.1;

export interface Frames {
  readonly dates: readonly string[];
  /** Tenths of a millimetre, one column a date, in the order of the answer. */
  readonly columns: readonly Int16Array[];
  /** Of each point in the columns, -1 for none. */
  readonly places: Int32Array;
}

export async function fetch_frames(
  points: Points,
  query: PointsQuery,
  window: Window,
  signal: AbortSignal,
): Promise<Frames> {
  const question = { ...query, ...window, max_pts: kMostPoints, frames: kFrames };
  return decode_frames(points, await fetch_columns<FramesHeader>('displacements', question, signal));
}

export function decode_frames(
  points: Pick<Points, 'count' | 'tile' | 'row'>,
  answer: BinaryAnswer<FramesHeader>,
): Frames {
  const { dates } = answer.header;
  const columns = dates.map((_, k) => answer.column(`frame_${k}`, Int16Array));
  return { dates, columns, places: places_in(points, answer) };
}

/**
 * Minus a displacement for each frame and group of points, mm; without one there is no value. `groups`: of each point of
 * the map.
 */
export function frames_less(frames: Frames, means: readonly Float32Array[], groups: Uint8Array): Frames {
  const group_of_place = new Uint8Array(frames.columns[0]?.length ?? 0);
  frames.places.forEach((place, i) => {
    if (place >= 0) group_of_place[place] = groups[i];
  });
  const columns = frames.columns.map((column, frame) => {
    const mean_tenths = means[frame].map((mean) => mean / kStepMm);
    return column.map((tenths, place) => {
      const moved = tenths - mean_tenths[group_of_place[place]];
      return tenths === kMissing || Number.isNaN(moved) ? kMissing : Math.max(-kZeroCode, Math.min(kZeroCode, Math.round(moved)));
    });
  });
  return { ...frames, columns };
}

/** The last frame that is not after a day; the last of all without one. */
export function frame_at({ dates }: Pick<Frames, 'dates'>, day: string | null): number {
  const later = day === null ? -1 : dates.findIndex((date) => date > day);
  return later < 0 ? dates.length - 1 : Math.max(0, later - 1);
}

/** Millimetres and their codes; NaN and the missing code where there is no value. */
export function coded_frame(
  { columns, places }: Frames,
  frame: number,
): { readonly values: Float32Array; readonly coded: NumberCodes } {
  const column = columns[frame];
  const values = new Float32Array(places.length).fill(NaN);
  const codes = new Uint16Array(places.length).fill(kMissingCode);
  places.forEach((place, i) => {
    const tenths = place < 0 || !column ? kMissing : column[place];
    if (tenths === kMissing) return;
    values[i] = tenths * kStepMm;
    codes[i] = tenths + kZeroCode;
  });
  return { values, coded: { codes, first: -kZeroCode * kStepMm, step: kStepMm } };
}
