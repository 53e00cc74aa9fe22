// SPDX-License-Identifier: MIT
// The points that motion is measured against: one mean to subtract for each line of sight and component, for those
// cannot be mixed.
import type { PointsQuery } from '../api_client';
import type { Points } from '../points';
import type { Reference } from '../state/reference';
import type { Component } from './point_filter';
import { bounds_of, contains, metres_between } from './shape_geometry';

/** Of ascending, descending, East, Up: NaN where no point of the group lies there. */
export type GroupMeans = Float32Array;
const kGroups = 4;

/** Points of the other groups within this distance of a reference point stand for it. */
const kNearMetres = 100;

/** For each point the place of its mean. `components`: of each tile. */
export function groups_of({ tile, orbit }: Points, components: readonly Component[]): Uint8Array {
  const group_of_component = { LOS: 0, E: 2, U: 3 };
  return Uint8Array.from(tile, (place, i) => group_of_component[components[place]] || Number(orbit[i] === 2));
}

/** The window in which all points of a reference lie. */
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

export class ReferencePoints {
  private readonly groups_: Uint8Array;
  /** Points that count for the mean of their group. */
  private readonly members_: readonly number[];

  /** `points`: the answer to `query`, which is the reference's window. */
  constructor(
    reference: Reference,
    readonly points: Points,
    readonly query: PointsQuery,
    components: readonly Component[],
  ) {
    this.groups_ = groups_of(points, components);
    const all = Array.from(points.tile.keys());
    const own = all.find((i) => is_point(points, i, reference));
    this.members_ = all.filter((i) =>
      own !== undefined && this.groups_[i] === this.groups_[own] ? i === own : is_near(points, i, reference),
    );
  }

  /** A reference point has its own value, the other groups the mean of the points around it. */
  means(values: Float32Array): GroupMeans {
    const sums = new Float64Array(kGroups);
    const counts = new Uint32Array(kGroups);
    for (const i of this.members_) {
      if (Number.isNaN(values[i])) continue;
      sums[this.groups_[i]] += values[i];
      counts[this.groups_[i]] += 1;
    }
    return Float32Array.from(sums, (sum, group) => (counts[group] > 0 ? sum / counts[group] : NaN));
  }
}

function is_point(points: Points, i: number, reference: Reference): boolean {
  return (
    reference.kind === 'point' &&
    points.tiles[points.tile[i]] === reference.tile &&
    points.pid(i) === reference.pid
  );
}

function is_near({ longitude, latitude }: Points, i: number, reference: Reference): boolean {
  const place = [longitude[i], latitude[i]] as const;
  if (reference.kind === 'area') return contains(reference.shape, place);
  return metres_between([reference.longitude, reference.latitude], place) <= kNearMetres;
}

/** NaN for points whose group has no mean. */
export function relative_to(means: GroupMeans, values: Float32Array, groups: Uint8Array): Float32Array {
  return values.map((value, i) => value - means[groups[i]]);
}
