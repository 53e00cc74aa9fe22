// SPDX-License-Identifier: MIT
// The same place seen from other directions: the nearest point of each that is not open yet.
import { fetch_points, type Info, type TimeSeries } from '../api_client';
import { metres_between } from '../map/shape_geometry';
import { kOrbitAscending, kOrbitDescending, type Points } from '../points';
import type { PointName } from '../state/reference';
import { geometry_of, kGeometries, type Geometry } from './geometry';
import { number_in } from './point_facts';

/** Cells of L3 products are 100 m wide; the centre of the next one is at most so far. */
const kReachMetres = 100;
/** A degree of latitude is nowhere shorter. */
const kMetresPerDegree = 110_500;

export interface NearPoint {
  readonly name: PointName;
  readonly geometry: Geometry;
  readonly metres: number;
}

export async function missing_geometries(
  from: TimeSeries,
  open: ReadonlySet<Geometry>,
  info: Info,
): Promise<NearPoint[]> {
  const latitude = number_in(from.metadata, 'latitude');
  const longitude = number_in(from.metadata, 'longitude');
  if (latitude === null || longitude === null) return [];
  const high = kReachMetres / kMetresPerDegree;
  const wide = high / Math.cos((latitude * Math.PI) / 180);
  const window = {
    min_lat: latitude - high,
    max_lat: latitude + high,
    min_lon: longitude - wide,
    max_lon: longitude + wide,
    release: unusual_release(from.tile, info),
  };
  const points = await fetch_points(window, new AbortController().signal);
  return nearest_of_each(points, longitude, latitude, info).filter(({ geometry }) => !open.has(geometry));
}

/** The release of a tile, unless it is the one that the server uses when none is named. */
function unusual_release(tile: string, { tiles, datasets }: Info): string | undefined {
  const release = tiles.find(({ stem }) => stem === tile)?.release ?? undefined;
  return datasets.some((dataset) => dataset.usual && dataset.release === release) ? undefined : release;
}

/** One point a direction, in the order of kGeometries. */
export function nearest_of_each(
  points: Points,
  longitude: number,
  latitude: number,
  info: Info,
): NearPoint[] {
  const components = new Map(info.tiles.map(({ stem, component }) => [stem, component]));
  const best = new Map<Geometry, NearPoint>();
  for (let i = 0; i < points.count; ++i) {
    const tile = points.tiles[points.tile[i]];
    const geometry = geometry_of(components.get(tile) ?? 'LOS', orbit_letter(points.orbit[i]));
    const metres = metres_between([longitude, latitude], [points.longitude[i], points.latitude[i]]);
    if (metres <= kReachMetres && metres < (best.get(geometry)?.metres ?? Infinity))
      best.set(geometry, { name: { tile, pid: points.pid(i) }, geometry, metres });
  }
  return kGeometries.flatMap((geometry) => best.get(geometry) ?? []);
}

function orbit_letter(orbit: number): 'A' | 'D' | null {
  return orbit === kOrbitAscending ? 'A' : orbit === kOrbitDescending ? 'D' : null;
}
