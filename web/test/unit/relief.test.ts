// SPDX-License-Identifier: MIT
// The 3-D view: where places lie, and what hides what.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draw_relief, projection, relief_points } from '../../src/relief/relief';
import { kHidden } from '../../src/map/stamps';

const kFromSouth = { azimuth: 0, tilt: 30, zoom: 1, exaggeration: 2 };

test('looking north, east is right, north is away and up is up', () => {
  const project = projection(kFromSouth, 100, 200, 200);
  const [x, y, depth] = project(0, 0, 0);
  assert.deepEqual([x, y, depth], [100, 100, 0]);
  assert.ok(project(10, 0, 0)[0] > x);
  assert.ok(project(0, 10, 0)[1] < y && project(0, 10, 0)[2] > depth);
  assert.ok(project(0, 0, 10)[1] < y && project(0, 0, 10)[2] < depth);
});

test('looking east, east is away and north is to the left', () => {
  const project = projection({ ...kFromSouth, azimuth: 90 }, 100, 200, 200);
  assert.ok(project(10, 0, 0)[2] > 0);
  assert.ok(project(0, 10, 0)[0] < 100);
});

test('from above heights do not show', () => {
  const project = projection({ ...kFromSouth, tilt: 90 }, 100, 200, 200);
  assert.ok(Math.abs(project(3, 4, 50)[1] - project(3, 4, 0)[1]) < 1e-9);
});

test('only points that are shown and have a height are there, around their middle', () => {
  const points = {
    longitude: Float64Array.of(10, 10.002, 10.001, 11),
    latitude: Float64Array.of(0, 0, 0, 0),
    height_m: Float32Array.of(10, 30, NaN, 5),
  };
  const shapes = Uint8Array.of(0, 1, 0, kHidden);
  const colours = Uint32Array.of(7, 8);
  const relief = relief_points(points, shapes, Uint16Array.of(0, 1, 0, 0), colours);
  assert.deepEqual([...relief.up], [-10, 10]);
  assert.deepEqual([...relief.colours], [7, 8]);
  assert.ok(Math.abs(relief.east[1] - 111.195) < 0.01 && Math.abs(relief.radius_m - 111.195) < 0.01);
});

test('the nearer point hides the farther one, in whichever order they come', () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const pixels = new Uint32Array(100);
    const points = {
      east: Float32Array.of(0, 0),
      north: Float32Array.from(order, (k) => [0, 50][k]),
      up: Float32Array.from(order, (k) => [0, 0][k]),
      colours: Uint32Array.from(order, (k) => [11, 22][k]),
      radius_m: 1000,
    };
    draw_relief(pixels, 10, 10, points, projection({ ...kFromSouth, tilt: 5 }, 1000, 10, 10), 2);
    assert.equal(pixels[5 * 10 + 5], 11);
  }
});
