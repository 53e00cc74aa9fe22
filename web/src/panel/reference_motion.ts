// SPDX-License-Identifier: MIT
// The motion of what is referenced against: one series for each direction and track, for those cannot be mixed.
import { fetch_selection } from '../api_client';
import { area_query, type AreaShape } from '../state/shape';
import type { Reference } from '../state/reference';
import { geometry_in, geometry_of, type Geometry } from './geometry';
import type { SeriesSource } from './series_source';
import { difference, type Values } from './series_values';

export interface ReferencePart {
  readonly geometry: Geometry;
  readonly series: Values;
}

/** Around a point its neighbours stand for it in the other directions, as on the map. */
const kNearMetres = 100;

export async function motion_of(reference: Reference, source: SeriesSource): Promise<ReferencePart[]> {
  if (reference.kind === 'area') return motion_of_area(reference.shape);
  const centre = [reference.longitude, reference.latitude] as const;
  const [info, series, around] = await Promise.all([
    source.info(),
    source.series(reference),
    motion_of_area({ kind: 'circle', centre, radius_m: kNearMetres }),
  ]);
  const geometry = geometry_in(info, series.tile, series.metadata.orbit);
  return [{ geometry, series }, ...around.filter((part) => part.geometry !== geometry)];
}

async function motion_of_area(shape: AreaShape): Promise<ReferencePart[]> {
  const { groups } = await fetch_selection(area_query(shape));
  return groups.map(({ product, orbit, dates, mean_mm }) => ({
    geometry: geometry_of(product, orbit),
    series: { dates, values: mean_mm },
  }));
}

/** Of the parts in the same direction the one with the most dates in common; null without such a part. */
export function part_for(
  series: Values,
  geometry: Geometry,
  parts: readonly ReferencePart[],
): ReferencePart | null {
  let best: ReferencePart | null = null;
  let most = -1;
  for (const part of parts) {
    if (part.geometry !== geometry) continue;
    const common = difference(series, part.series).dates.length;
    if (common > most) [best, most] = [part, common];
  }
  return best;
}
