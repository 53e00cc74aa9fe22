// SPDX-License-Identifier: MIT
// The motion of what is referenced against, by direction of measurement.
import type { PointName } from '../state/reference';
import type { Geometry } from './geometry';
import { geometry_in } from './geometry';
import { number_in } from './point_facts';
import type { SeriesSource } from './series_source';
import type { Values } from './series_values';

export interface ReferencePart {
  readonly series: Values;
  /** mm/yr; null where the store has none. */
  readonly velocity: number | null;
}

export type ReferenceMotion = ReadonlyMap<Geometry, ReferencePart>;

/** A point is a reference for series of its own direction only. */
export async function motion_of_point(name: PointName, source: SeriesSource): Promise<ReferenceMotion> {
  const [info, series] = await Promise.all([source.info(), source.series(name)]);
  const geometry = geometry_in(info, series.tile, series.metadata.orbit);
  return new Map([[geometry, { series, velocity: number_in(series.metadata, 'mean_velocity') }]]);
}
