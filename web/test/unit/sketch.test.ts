// SPDX-License-Identifier: MIT
// Shapes while they are drawn.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sketch } from '../../src/tools/sketch';

test('a rectangle is complete with its second corner, whichever that is', () => {
  const sketch = new Sketch('rectangle');
  sketch.add([14, 38]);
  assert.equal(sketch.shape(), null);
  sketch.add([13, 39]);
  assert.equal(sketch.is_complete, true);
  assert.deepEqual(sketch.shape(), { kind: 'rectangle', west: 13, south: 38, east: 14, north: 39 });
});

test('a rectangle without width or a circle without radius is nothing', () => {
  for (const tool of ['rectangle', 'circle'] as const) {
    const sketch = new Sketch(tool);
    sketch.add([14, 38]);
    sketch.add([14, 38]);
    assert.equal(sketch.shape(), null);
  }
});

test('a polygon needs three corners; the second click of a double one adds none', () => {
  const sketch = new Sketch('polygon');
  sketch.add([0, 0]);
  sketch.add([1, 0]);
  assert.equal(sketch.shape(), null);
  assert.equal(sketch.shape([1, 1])?.kind, 'polygon');
  sketch.add([1, 1]);
  sketch.add([1, 1]);
  assert.deepEqual(sketch.shape(), { kind: 'polygon', corners: [[0, 0], [1, 0], [1, 1]] });
  sketch.remove_last();
  assert.equal(sketch.shape(), null);
});
