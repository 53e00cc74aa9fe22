// SPDX-License-Identifier: MIT
// What points are coloured by, less what the points of the reference have.
import type { PointsQuery } from '../api_client';
import { fetched_column, own_column, type Window } from '../colour/columns';
import type { Points } from '../points';
import { is_motion, type ColourBy } from '../state/colouring';
import { coded_frame, fetch_frames, frames_less, type Frames } from '../time/frames';
import type { Component } from './point_filter';
import { groups_of, relative_to, type ReferencePoints } from './reference_points';

/** Points and the question that they are the answer to. */
export interface Asked {
  readonly points: Points;
  readonly query: PointsQuery;
  /** Of each tile of the points. */
  readonly components: readonly Component[];
}

/** Null for what the points themselves do not have. */
export function own_values(asked: Asked, by: ColourBy, reference: ReferencePoints | null): Float32Array | null {
  const values = own_column(asked.points, by);
  const against = reference && is_motion(by) ? own_column(reference.points, by) : null;
  return values && less(values, asked, reference, against);
}

export async function asked_values(
  asked: Asked,
  by: ColourBy,
  window: Window,
  reference: ReferencePoints | null,
  signal: AbortSignal,
): Promise<Float32Array> {
  const column = ({ points, query }: Omit<Asked, 'components'>) => fetched_column(points, query, by, window, signal);
  const [values, against] = await Promise.all([column(asked), reference && is_motion(by) ? column(reference) : null]);
  return less(values, asked, reference, against);
}

export async function asked_frames(
  asked: Asked,
  window: Window,
  reference: ReferencePoints | null,
  signal: AbortSignal,
): Promise<Frames> {
  const ask = ({ points, query }: Omit<Asked, 'components'>) => fetch_frames(points, query, window, signal);
  const [frames, against] = await Promise.all([ask(asked), reference && ask(reference)]);
  if (!reference || !against) return frames;
  const means = frames.dates.map((_, k) => reference.means(coded_frame(against, k).values));
  return frames_less(frames, means, groups_of(asked.points, asked.components));
}

/** `against`: what the points of the reference have; null where nothing is to be subtracted. */
function less(
  values: Float32Array,
  { points, components }: Asked,
  reference: ReferencePoints | null,
  against: Float32Array | null,
): Float32Array {
  if (!reference || !against) return values;
  return relative_to(reference.means(against), values, groups_of(points, components));
}
