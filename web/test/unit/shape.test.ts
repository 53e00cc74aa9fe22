// SPDX-License-Identifier: MIT
// Drawn shapes: their text in the address, their questions to the server, their measures on the sphere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds_of, circle_ring, contains, length_m, metres_between, ring_area_m2 } from '../../src/map/shape_geometry';
import { groups_of, ReferencePoints, relative_to } from '../../src/map/reference_points';
import type { Points } from '../../src/points';
import { area_query, line_query, shape_from_text, shape_text, type Position, type Shape } from '../../src/state/shape';

const kShapes: Shape[] = [
  { kind: 'rectangle', west: 13.1, south: 38.6, east: 13.2, north: 38.7 },
  { kind: 'circle', centre: [13.15, 38.65], radius_m: 250.5 },
  { kind: 'polygon', corners: [[13, 38], [14, 38], [14, 39]] },
  { kind: 'line', corners: [[13, 38], [14, 38.5]] },
];

test('a shape reads back from its text', () => {
  for (const shape of kShapes) assert.deepEqual(shape_from_text(shape_text(shape)), shape);
  assert.equal(shape_text(null), null);
});

test('what is no shape is none', () => {
  const texts = ['', 'circle', 'circle:1,2', 'circle:1,2,-3', 'polygon:1,2,3,4', 'polygon:1,2,3,4,5', 'line:1,2'];
  texts.push('rectangle:2,1,1,2', 'star:1,2,3,4', 'line:1,2,3,x', 'rectangle:,,,');
  for (const text of texts) assert.equal(shape_from_text(text), null, text);
});

test('an area asks the server by bounds, polygon or circle', () => {
  const [rectangle, circle, polygon, line] = kShapes;
  assert.deepEqual(area_query(rectangle as never), { min_lon: 13.1, min_lat: 38.6, max_lon: 13.2, max_lat: 38.7 });
  assert.deepEqual(area_query(circle as never), { circle: [13.15, 38.65, 250.5] });
  assert.deepEqual(area_query(polygon as never), { polygon: [13, 38, 14, 38, 14, 39] });
  assert.deepEqual(line_query(line as never), { line: [13, 38, 14, 38.5] });
});

test('lengths and areas on the sphere', () => {
  assert.ok(Math.abs(metres_between([0, 40], [0, 41]) - 111195) < 1);
  assert.ok(Math.abs(length_m([[0, 40], [0, 41], [0, 42]]) - 2 * 111195) < 2);
  const square = ring_area_m2([[10, 45], [10.01, 45], [10.01, 45.01], [10, 45.01]]);
  const expected = metres_between([10, 45.005], [10.01, 45.005]) * metres_between([10, 45], [10, 45.01]);
  assert.ok(Math.abs(square / expected - 1) < 1e-4, `${square} and ${expected}`);
});

// By PROJ's shortest lines and areas on GRS 80.
test('outside the area of EPSG:3035 lengths and areas are those on the ground', () => {
  const ten_kilometres: [Position, Position][] = [
    [[-99.13, 19.43], [-99.047513184, 19.475149377]],
    [[179.98, -16.8], [-179.926189731, -16.799978619]],
    [[179.98, -16.8], [180.073810269, -16.799978619]],
    [[-68.3, -54.8], [-68.353292429, -54.884401487]],
    [[106.8, -6.2], [106.8, -6.109573491]],
  ];
  for (const [from, to] of ten_kilometres)
    assert.ok(Math.abs(metres_between(from, to) - 10000) < 0.002, `${metres_between(from, to)}`);
  const square = ring_area_m2([[179.995, -16.8], [180.005, -16.8], [180.005, -16.79], [179.995, -16.79]]);
  assert.ok(Math.abs(square - 1179720.8) < 2, `${square}`);
  for (const centre of [[-99.13, 19.43], [180, -84.9], [0, 0]] as Position[]) {
    for (const place of circle_ring(centre, 5000)) assert.ok(Math.abs(metres_between(centre, place) - 5000) < 0.001);
  }
});

test('a ring around a centre has its radius, and lies within the bounds of the circle', () => {
  const circle = { kind: 'circle', centre: [13, 68], radius_m: 5000 } as const;
  const [west, south, east, north] = bounds_of(circle);
  for (const place of circle_ring(circle.centre, circle.radius_m)) {
    assert.ok(Math.abs(metres_between(circle.centre, place) - 5000) < 0.01);
    assert.ok(place[0] >= west - 1e-4 && place[0] <= east + 1e-4 && place[1] >= south && place[1] <= north);
  }
});

test('areas hold what lies in them', () => {
  assert.equal(contains({ kind: 'circle', centre: [13, 38], radius_m: 1000 }, [13.01, 38]), true);
  assert.equal(contains({ kind: 'circle', centre: [13, 38], radius_m: 1000 }, [13.012, 38]), false);
  const triangle = { kind: 'polygon', corners: [[0, 0], [2, 0], [0, 2]] } as const;
  assert.equal(contains(triangle, [0.9, 0.9]), true);
  assert.equal(contains(triangle, [1.1, 1.1]), false);
});

/** Two ascending points 50 m apart, a descending one beside them, one far away. */
const kPoints = {
  count: 4,
  tiles: ['A', 'D'],
  tile: Uint16Array.of(0, 0, 1, 0),
  longitude: Float64Array.of(13, 13.0005, 13, 14),
  latitude: Float64Array.of(38, 38, 38, 38),
  orbit: Uint8Array.of(1, 1, 2, 1),
  velocity_mm_per_year: Float32Array.of(-2, -4, 1, 9),
  pid: (i: number) => `point00000${i}`.slice(-10),
} as unknown as Points;

test('a reference point gives its own velocity, and to other lines of sight the mean around it', () => {
  const reference = { kind: 'point', tile: 'A', pid: kPoints.pid(0), longitude: 13, latitude: 38 } as const;
  const means = new ReferencePoints(reference, kPoints, {}, ['LOS', 'LOS']).means(kPoints.velocity_mm_per_year);
  assert.deepEqual([...means], [-2, 1, NaN, NaN]);
  const relative = relative_to(means, kPoints.velocity_mm_per_year, groups_of(kPoints, ['LOS', 'LOS']));
  assert.deepEqual([...relative], [0, -2, 0, 11]);
});

test('a reference area gives the mean of its points with a value, none where it has none', () => {
  const shape = { kind: 'rectangle', west: 12.9, south: 37, east: 13.1, north: 39 } as const;
  const points = new ReferencePoints({ kind: 'area', shape }, kPoints, {}, ['LOS', 'E']);
  assert.deepEqual([...points.means(kPoints.velocity_mm_per_year)], [-3, NaN, 1, NaN]);
  assert.deepEqual([...points.means(Float32Array.of(NaN, 7, NaN, 9))], [7, NaN, NaN, NaN]);
});

test('points of East and Up tiles, and of descending orbits, have references of their own', () => {
  assert.deepEqual([...groups_of(kPoints, ['LOS', 'U'])], [0, 0, 3, 0]);
  assert.deepEqual([...groups_of(kPoints, ['E', 'LOS'])], [2, 2, 1, 2]);
});
