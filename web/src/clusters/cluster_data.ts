// SPDX-License-Identifier: MIT
// Clusters as rows of a table: read from GeoJSON, filtered, sorted.
import type { PolygonCollection } from '../api_client';
import type { Extent } from '../map/highlight';

export interface Cluster {
  readonly id: string;
  /** The cluster itself, or the one that a sub-cluster lies in. */
  readonly cluster_id: string;
  readonly points: number;
  /** Mean, mm/yr along the line of sight. */
  readonly velocity: number | null;
  /** 0 to 1; null where it was not computed (sub-clusters). */
  readonly quality: number | null;
  /** 1 very reliable to 4 not reliable. */
  readonly quality_class: number | null;
  /** Share of the points that accelerate. */
  readonly accelerating: number;
  readonly dominant_class: string | null;
  readonly mixed: boolean;
  readonly extent: Extent;
  readonly geometry: GeoJSON.Geometry;
  /** As the store has them. */
  readonly properties: Readonly<Record<string, unknown>>;
}

export function clusters_of(collection: PolygonCollection): Cluster[] {
  return collection.features.map(({ geometry, properties }) => {
    const number = (name: string): number | null => {
      const value = properties[name];
      return typeof value === 'number' ? value : null;
    };
    const text = (name: string): string | null => {
      const value = properties[name];
      return typeof value === 'string' ? value : null;
    };
    const points = number('n_points') ?? 0;
    const cluster_id = text('cluster_id') ?? '';
    return {
      id: text('subcluster_id') ?? cluster_id,
      cluster_id,
      points,
      velocity: number('mean_velocity'),
      quality: number('quality'),
      quality_class: number('quality_class'),
      accelerating: points > 0 ? (number('n_accel') ?? 0) / points : 0,
      dominant_class: text('dominant_class'),
      mixed: properties.mixed === true || properties.mixed === 1,
      extent: extent_of(geometry as unknown as GeoJSON.Geometry),
      geometry: geometry as unknown as GeoJSON.Geometry,
      properties,
    };
  });
}

function extent_of(geometry: GeoJSON.Geometry): Extent {
  const rings =
    geometry.type === 'Polygon'
      ? geometry.coordinates
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates.flat()
        : [];
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [longitude, latitude] of rings.flat()) {
    [west, east] = [Math.min(west, longitude), Math.max(east, longitude)];
    [south, north] = [Math.min(south, latitude), Math.max(north, latitude)];
  }
  return { west, south, east, north };
}

export const kSortKeys = ['id', 'points', 'velocity', 'quality', 'accelerating'] as const;
export type SortKey = (typeof kSortKeys)[number];

export interface Order {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** The other direction, or another column with its most interesting rows first. */
export function next_order(order: Order, key: SortKey): Order {
  return order.key === key
    ? { key, descending: !order.descending }
    : { key, descending: key !== 'id' && key !== 'velocity' };
}

/** What is missing comes last, whichever way; equal ones stay in the order of the store. */
export function sorted(clusters: readonly Cluster[], { key, descending }: Order): Cluster[] {
  const sign = descending ? -1 : 1;
  return [...clusters].sort((a, b) => {
    const [left, right] = [a[key], b[key]];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left < right ? -1 : left > right ? 1 : 0);
  });
}

export interface ClusterFilter {
  /** A part of the id. */
  readonly words: string;
  readonly least_points: number;
  /** Only those with a class of quality up to this. */
  readonly worst_quality: number;
  readonly accelerating: boolean;
}

export const kAllClusters: ClusterFilter = {
  words: '',
  least_points: 0,
  worst_quality: 4,
  accelerating: false,
};

export function passes(cluster: Cluster, filter: ClusterFilter): boolean {
  return (
    cluster.id.toLowerCase().includes(filter.words.trim().toLowerCase()) &&
    cluster.points >= filter.least_points &&
    (cluster.quality_class ?? 0) <= filter.worst_quality &&
    (!filter.accelerating || cluster.accelerating > 0)
  );
}
