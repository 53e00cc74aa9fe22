// SPDX-License-Identifier: MIT
// Velocities relative to a point or an area: one velocity to subtract for each line of sight and component, for those
// cannot be mixed.
import type { PointsQuery } from '../api_client';
import type { Points } from '../points';
import type { Reference } from '../state/reference';
import type { Component } from './point_filter';
import { bounds_of, contains, metres_between } from './shape_geometry';

/** Ascending, descending, East, Up. */
export const kGroups = 4;
/** mm/yr by group; NaN where no point of the group lies there. */
export type GroupVelocities = Float32Array;

/** Points of the other groups within this distance of a reference point stand for it. */
const kNearMetres = 100;

export function group_of(orbit: number, component: Component): number {
  if (component === 'E') return 2;
  if (component === 'U') return 3;
  return orbit === 2 ? 1 : 0;
}

/** The window in which all points lie that reference_velocities needs. */
export function reference_window(reference: Reference): PointsQuery {
  const shape =
    reference.kind === 'area'
      ? reference.shape
      : ({
          kind: 'circle',
          centre: [reference.longitude, reference.latitude],
          radius_m: 1.2 * kNearMetres,
        } as const);
  const [west, south, east, north] = bounds_of(shape);
  return { min_lon: west, min_lat: south, max_lon: east, max_lat: north };
}

/** Means of the points in the area; for a point its own velocity, and means around it for the other groups. */
export function reference_velocities(
  points: Points,
  reference: Reference,
  components: readonly Component[],
): GroupVelocities {
  const sums = new Float64Array(kGroups);
  const counts = new Uint32Array(kGroups);
  const own = { group: -1, velocity: NaN };
  for (let i = 0; i < points.count; ++i) {
    const velocity = points.velocity_mm_per_year[i];
    if (Number.isNaN(velocity)) continue;
    const group = group_of(points.orbit[i], components[points.tile[i]]);
    if (is_point(points, i, reference)) Object.assign(own, { group, velocity });
    if (!is_near(points.longitude[i], points.latitude[i], reference)) continue;
    sums[group] += velocity;
    counts[group] += 1;
  }
  const result = Float32Array.from(sums, (sum, group) => (counts[group] > 0 ? sum / counts[group] : NaN));
  if (own.group >= 0) result[own.group] = own.velocity;
  return result;
}

function is_point(points: Points, i: number, reference: Reference): boolean {
  return (
    reference.kind === 'point' &&
    points.tiles[points.tile[i]] === reference.tile &&
    points.pid(i) === reference.pid
  );
}

function is_near(longitude: number, latitude: number, reference: Reference): boolean {
  if (reference.kind === 'area')
    return contains(reference.shape, [longitude, latitude]);
  const distance = metres_between([reference.longitude, reference.latitude], [longitude, latitude]);
  return distance <= kNearMetres;
}

/** NaN for points whose group has no reference. */
export function referenced(
  values: Float32Array,
  points: Points,
  components: readonly Component[],
  velocities: GroupVelocities,
): Float32Array {
  return values.map((value, i) => value - velocities[group_of(points.orbit[i], components[points.tile[i]])]);
}
