// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clip_line, clip_ring } from '../../src/map/clip';
import { meet, ring_contains } from '../../src/map/world_shape';

const kWindow = { left: 0, top: 0, right: 10, bottom: 10 };

function area(ring: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    sum += ring[i] * ring[next + 1] - ring[next] * ring[i + 1];
  }
  return Math.abs(sum) / 2;
}

test('a ring inside the window stays as it is', () => {
  assert.deepEqual(clip_ring([1, 1, 9, 1, 9, 9], kWindow), [1, 1, 9, 1, 9, 9]);
});

test('a ring outside disappears, and an empty one stays empty', () => {
  assert.deepEqual(clip_ring([11, 1, 19, 1, 19, 9], kWindow), []);
  assert.deepEqual(clip_ring([], kWindow), []);
});

test('a ring around the window becomes the window', () => {
  assert.equal(area(clip_ring([-100, -100, 100, -100, 100, 100, -100, 100], kWindow)), 100);
});

test('a square half inside keeps half of its area', () => {
  assert.equal(area(clip_ring([8, 2, 12, 2, 12, 6, 8, 6], kWindow)), 8);
});

test('of a line the parts inside are visited', () => {
  const parts: number[][] = [];
  clip_line([-5, 5, 5, 5, 5, 20, 30, 20], kWindow, (...part) => parts.push(part));
  assert.deepEqual(parts, [
    [0, 5, 5, 5],
    [5, 5, 5, 10],
  ]);
});

test('a line past a corner is not visited', () => {
  clip_line([-6, 5, 5, -6], kWindow, () => assert.fail());
});

test('a place is inside a ring by the even-odd rule', () => {
  const notch = [0, 0, 10, 0, 10, 10, 5, 2, 0, 10]; // an M
  assert.equal(ring_contains(notch, 1, 5), true);
  assert.equal(ring_contains(notch, 5, 5), false);
  assert.equal(ring_contains(notch, 5, 1), true);
  assert.equal(ring_contains(notch, -1, 5), false);
  assert.equal(ring_contains([], 0, 0), false);
});

test('rectangles that touch meet', () => {
  assert.equal(meet(kWindow, { left: 10, top: 10, right: 20, bottom: 20 }), true);
  assert.equal(meet(kWindow, { left: 11, top: 0, right: 20, bottom: 10 }), false);
});
