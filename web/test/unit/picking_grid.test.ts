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

function grid_of(places: [number, number][]): PickingGrid {
  return new PickingGrid(
    Int32Array.from(places, ([x]) => x),
    Int32Array.from(places, ([, y]) => y),
  );
}

const nothing_hidden = (): boolean => false;

test('an empty map has nothing to pick', () => {
  assert.equal(grid_of([]).nearest(50, 50, 1000, nothing_hidden), -1);
});

test('a point is picked within the radius and not beyond', () => {
  const grid = grid_of([[50, 50]]);
  assert.equal(grid.nearest(53, 54, 5.01, nothing_hidden), 0);
  assert.equal(grid.nearest(53, 54, 4.99, nothing_hidden), -1);
});

test('of several points the nearest is picked, across borders of cells', () => {
  const grid = grid_of([
    [10, 10],
    [16, 16],
    [40, 40],
  ]);
  assert.equal(grid.nearest(18, 15, 8, nothing_hidden), 1);
});

test('of points in the same place the one on top is picked', () => {
  assert.equal(
    grid_of([
      [5, 5],
      [5, 5],
      [5, 5],
    ]).nearest(6, 5, 3, nothing_hidden),
    2,
  );
});

test('a hidden point is not picked, the one below it is', () => {
  const grid = grid_of([
    [5, 5],
    [5, 5],
  ]);
  assert.equal(
    grid.nearest(5, 5, 3, (i) => i === 1),
    0,
  );
});

test('points that lie in a line, or in one place at the edge of the world, are found', () => {
  const line = grid_of(Array.from({ length: 1000 }, (_, i): [number, number] => [i * 1e6, -7]));
  assert.equal(line.nearest(123e6 + 5, -9, 10, nothing_hidden), 123);
  const far = grid_of([[2 ** 30, 2 ** 30]]);
  assert.equal(far.nearest(2 ** 30 - 1, 2 ** 30, 2, nothing_hidden), 0);
});

test('picking agrees with looking at every point', () => {
  const random = numbers(7);
  const whole = (most: number): number => Math.floor(random() * most);
  const places = Array.from({ length: 500 }, (): [number, number] => [whole(30000), whole(20000)]);
  const grid = grid_of(places);
  for (let trial = 0; trial < 500; ++trial) {
    const [x, y, radius] = [whole(32000) - 1000, whole(22000) - 1000, whole(3000)];
    const distance = (i: number): number => Math.hypot(places[i][0] - x, places[i][1] - y);
    const reachable = places.map((_, i) => i).filter((i) => distance(i) <= radius);
    const found = grid.nearest(x, y, radius, nothing_hidden);
    if (reachable.length === 0) assert.equal(found, -1);
    else assert.equal(distance(found), Math.min(...reachable.map(distance)));
  }
});
