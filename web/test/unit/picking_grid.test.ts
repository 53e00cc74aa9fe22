// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PickingGrid } from '../../src/map/picking_grid';

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function grid_of(places: [number, number][], width = 100, height = 100): PickingGrid {
  const x = Float32Array.from(places, ([px]) => px);
  const y = Float32Array.from(places, ([, py]) => py);
  return new PickingGrid({ x, y }, width, height);
}

test('an empty map has nothing to pick', () => {
  assert.equal(grid_of([]).nearest(50, 50, 1000), -1);
});

test('a point is picked within the radius and not beyond', () => {
  const grid = grid_of([[50, 50]]);
  assert.equal(grid.nearest(53, 54, 5.01), 0);
  assert.equal(grid.nearest(53, 54, 4.99), -1);
});

test('of several points the nearest is picked, across borders of cells', () => {
  const grid = grid_of([
    [10, 10],
    [15.9, 16.1],
    [40, 40],
  ]);
  assert.equal(grid.nearest(16.2, 15.8, 8), 1);
});

test('of points in the same place the one on top is picked', () => {
  assert.equal(
    grid_of([
      [5, 5],
      [5, 5],
      [5, 5],
    ]).nearest(6, 5, 3),
    2,
  );
});

test('points outside the map, or nowhere, are not picked', () => {
  assert.equal(
    grid_of(
      [
        [-1, 5],
        [100.5, 5],
        [NaN, 5],
        [5, 1e9],
      ],
      100,
      100,
    ).nearest(0, 5, 3),
    -1,
  );
});

test('picking agrees with looking at every point', () => {
  const random = numbers(7);
  const places = Array.from({ length: 500 }, (): [number, number] => [random() * 300, random() * 200]);
  const grid = grid_of(places, 300, 200);
  for (let trial = 0; trial < 500; ++trial) {
    const [x, y, radius] = [random() * 320 - 10, random() * 220 - 10, random() * 30];
    const distance = (i: number): number =>
      Math.hypot(Math.fround(places[i][0]) - x, Math.fround(places[i][1]) - y);
    const reachable = places.map((_, i) => i).filter((i) => distance(i) < radius);
    const found = grid.nearest(x, y, radius);
    if (reachable.length === 0) assert.equal(found, -1);
    else assert.equal(distance(found), Math.min(...reachable.map(distance)));
  }
});
