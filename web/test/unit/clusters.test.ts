// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  clusters_of,
  kAllClusters,
  next_order,
  passes,
  sorted,
  type Cluster,
} from '../../src/clusters/cluster_data';

function feature(properties: Record<string, unknown>): never {
  const ring = [
    [13, 38],
    [14, 38],
    [14, 39],
    [13, 38],
  ];
  return { type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties } as never;
}

function clusters(...properties: Record<string, unknown>[]): Cluster[] {
  return clusters_of({ type: 'FeatureCollection', features: properties.map(feature) });
}

const ids = (list: readonly Cluster[]): string[] => list.map(({ id }) => id);

test('a cluster is read with its extent and the share of its points that accelerate', () => {
  const [cluster] = clusters({ cluster_id: 'CL_0001', n_points: 8, n_accel: 2, mean_velocity: -5, mixed: 1 });
  assert.deepEqual(cluster.extent, { west: 13, south: 38, east: 14, north: 39 });
  assert.equal(cluster.accelerating, 0.25);
  assert.equal(cluster.mixed, true);
  assert.equal(cluster.quality, null);
});

test('a sub-cluster has its own id and knows its cluster', () => {
  const [sub] = clusters({ subcluster_id: 'CL_0001_SUB_001', cluster_id: 'CL_0001', n_points: 3 });
  assert.deepEqual([sub.id, sub.cluster_id], ['CL_0001_SUB_001', 'CL_0001']);
});

test('rows sort both ways, missing values last either way', () => {
  const list = clusters(
    { cluster_id: 'a', quality: 0.2 },
    { cluster_id: 'b' },
    { cluster_id: 'c', quality: 0.9 },
  );
  assert.deepEqual(ids(sorted(list, { key: 'quality', descending: true })), ['c', 'a', 'b']);
  assert.deepEqual(ids(sorted(list, { key: 'quality', descending: false })), ['a', 'c', 'b']);
});

test('a heading sorts by the most interesting first, and turns round when it is chosen again', () => {
  assert.deepEqual(next_order({ key: 'id', descending: false }, 'points'), {
    key: 'points',
    descending: true,
  });
  assert.deepEqual(next_order({ key: 'id', descending: false }, 'velocity'), {
    key: 'velocity',
    descending: false,
  });
  assert.deepEqual(next_order({ key: 'points', descending: true }, 'points'), {
    key: 'points',
    descending: false,
  });
});

test('filters ask for a part of the id, a size, a quality, acceleration', () => {
  const [cluster] = clusters({ cluster_id: 'CL_0012', n_points: 20, quality_class: 3, n_accel: 0 });
  assert.ok(passes(cluster, { ...kAllClusters, words: ' cl_00 ', least_points: 20, worst_quality: 3 }));
  assert.ok(!passes(cluster, { ...kAllClusters, words: '0013' }));
  assert.ok(!passes(cluster, { ...kAllClusters, least_points: 21 }));
  assert.ok(!passes(cluster, { ...kAllClusters, worst_quality: 2 }));
  assert.ok(!passes(cluster, { ...kAllClusters, accelerating: true }));
});
