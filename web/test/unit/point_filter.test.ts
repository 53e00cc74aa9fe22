// SPDX-License-Identifier: MIT
// The filters over points in memory: the rules of /api/v1/points.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shown_shapes } from '../../src/map/point_filter';
import { kHidden } from '../../src/map/stamps';
import { kNone, kUnclassified, type Points } from '../../src/points';
import { kNoFilters, type Filters } from '../../src/state/filters';

/** An ascending, a descending, an East and an Up point. */
const kPoints = {
  count: 4,
  classes: ['stable', 'noisy'],
  clusters: ['CL_0007'],
  velocity_mm_per_year: Float32Array.of(-3, 0.1, NaN, 5),
  height_m: Float32Array.of(10, NaN, 30, 40),
  coherence_e2: Uint8Array.of(70, 255, 95, 60),
  class_index: Uint8Array.of(0, 1, kUnclassified, 0),
  flags: Uint8Array.of(0b0001, 0b0011, 0, 0b1000),
  orbit: Uint8Array.of(1, 2, 0, 0),
  cluster: Uint32Array.of(0, kNone, kNone, 0),
  tile: Uint16Array.of(0, 0, 1, 2),
} as unknown as Points;

function passing(change: Partial<Filters>): number[] {
  const shapes = shown_shapes(kPoints, { ...kNoFilters, ...change }, ['LOS', 'E', 'U']);
  return [...shapes].flatMap((shape, i) => (shape === kHidden ? [] : [i]));
}

test('ascending points are circles, descending ones squares, East and Up diamonds', () => {
  assert.deepEqual([...shown_shapes(kPoints, kNoFilters, ['LOS', 'E', 'U'])], [0, 1, 2, 2]);
});

test('a missing velocity counts as 0', () => {
  assert.deepEqual(passing({ least_speed_mm_per_year: 0.1 }), [0, 1, 3]);
  assert.deepEqual(passing({ least_velocity_mm_per_year: 0 }), [1, 2, 3]);
  assert.deepEqual(passing({ most_velocity_mm_per_year: -0.5 }), [0]);
});

test('a missing coherence or height passes only where none is asked for', () => {
  assert.deepEqual(passing({ least_coherence: 0.6 }), [0, 2, 3]);
  assert.deepEqual(passing({ least_coherence: 0.95 }), [2]);
  assert.deepEqual(passing({ least_height_m: 10 }), [0, 2, 3]);
  assert.deepEqual(passing({ most_height_m: 30 }), [0, 2]);
});

test('classes, flags, orbits, components and clusters', () => {
  assert.deepEqual(passing({ without_classes: ['stable'] }), [1, 2]);
  assert.deepEqual(passing({ without_classes: ['unclassified', 'noisy'] }), [0, 3]);
  assert.deepEqual(passing({ with_flags: ['periodic'] }), [0, 1]);
  assert.deepEqual(passing({ with_flags: ['periodic', 'jumpy'] }), [1]);
  assert.deepEqual(passing({ without_flags: ['jumpy', 'noisy_trend'] }), [0, 2]);
  assert.deepEqual(passing({ ascending: false, up: false }), [1, 2]);
  assert.deepEqual(passing({ descending: false, east: false }), [0, 3]);
  assert.deepEqual(passing({ cluster: 'CL_0007' }), [0, 3]);
  assert.deepEqual(passing({ cluster: 'CL_0008' }), []);
});
