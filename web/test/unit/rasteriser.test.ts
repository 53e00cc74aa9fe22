// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draw_points, packed, project } from '../../src/map/rasteriser';
import { circle_stamp, point_stamps, square_stamp } from '../../src/map/stamps';
import { latitude_of, longitude_of, world_size_px, world_x, world_y } from '../../src/projection';

const kRed = packed(255, 0, 0);
const kBlue = packed(0, 0, 255);

function picture(width: number, height: number) {
  return { pixels: new Uint32Array(width * height), width, height };
}

function at(x: number[], y: number[]) {
  return { x: Float32Array.from(x), y: Float32Array.from(y) };
}

test('Web Mercator: corners of the world, and there and back', () => {
  assert.equal(world_x(-180), 0);
  assert.equal(world_x(180), 1);
  assert.ok(Math.abs(world_y(0) - 0.5) < 1e-15);
  assert.ok(Math.abs(world_y(85.0511287798066)) < 1e-12);
  assert.equal(world_y(90), world_y(86));
  for (const [lat, lon] of [
    [38.7, 13.2],
    [-33.5, 151],
    [0, 0],
    [71, -25],
  ]) {
    assert.ok(Math.abs(latitude_of(world_y(lat)) - lat) < 1e-12);
    assert.ok(Math.abs(longitude_of(world_x(lon)) - lon) < 1e-12);
  }
});

test('a point lands on the pixel of its place at the deepest zoom', () => {
  const scale = world_size_px(19);
  const frame = {
    width: 100,
    height: 100,
    scale,
    left: world_x(13.2) * scale - 50,
    top: world_y(38.7) * scale - 20,
    pixel_ratio: 1,
  };
  const positions = project(Float64Array.of(world_x(13.2)), Float64Array.of(world_y(38.7)), frame);
  assert.ok(Math.abs(positions.x[0] - 50) < 1e-3);
  assert.ok(Math.abs(positions.y[0] - 20) < 1e-3);
});

test('a square fills its corners and a circle does not', () => {
  for (const size of [5, 8, 14]) {
    const last = size * size - 1;
    assert.equal(square_stamp(size).coverage[0], 255);
    assert.equal(square_stamp(size).coverage[last], 255);
    assert.ok(circle_stamp(size).coverage[0] < 64);
    assert.ok(circle_stamp(size).coverage[last] < 64);
    assert.equal(circle_stamp(size).coverage[(size >> 1) * size + (size >> 1)], 255);
  }
});

test('circle and square of a zoom level have about the same area', () => {
  const area = (coverage: Uint8Array): number => coverage.reduce((sum, value) => sum + value, 0) / 255;
  for (const ratio of [1, 2]) {
    for (const zoom of [14, 16, 19]) {
      const { circle, square } = point_stamps(zoom, ratio);
      assert.ok(
        Math.abs(area(circle.coverage) / area(square.coverage) - 1) < 0.15,
        `zoom ${zoom}, ratio ${ratio}`,
      );
    }
  }
});

test('a point covers the pixels around its place and no others', () => {
  const image = picture(5, 5);
  draw_points(image, at([2.5], [1.5]), Uint32Array.of(kRed), Uint8Array.of(0), [square_stamp(3)]);
  const rows = [0, 1, 2, 3, 4].map((y) =>
    [...image.pixels.subarray(5 * y, 5 * y + 5)].map((p) => (p === kRed ? '#' : '.')).join(''),
  );
  assert.deepEqual(rows, ['.###.', '.###.', '.###.', '.....', '.....']);
});

test('points at and beyond the edges are cut, not wrapped into the next row', () => {
  const image = picture(4, 4);
  draw_points(
    image,
    at([0, 4, -9, 50, 2], [0, 4, 2, 2, NaN]),
    new Uint32Array(5).fill(kRed),
    new Uint8Array(5),
    [square_stamp(2)],
  );
  const filled = [...image.pixels].flatMap((pixel, i) => (pixel ? [i] : []));
  assert.deepEqual(filled, [0, 15]);
});

test('a point that the edge cuts looks like the part of a whole one', () => {
  const stamp = circle_stamp(12);
  const [whole, cut] = [picture(32, 32), picture(26, 24)];
  draw_points(whole, at([26], [22]), Uint32Array.of(kRed), Uint8Array.of(0), [stamp]);
  draw_points(cut, at([26], [22]), Uint32Array.of(kRed), Uint8Array.of(0), [stamp]);
  for (let y = 0; y < cut.height; ++y) {
    for (let x = 0; x < cut.width; ++x)
      assert.equal(cut.pixels[y * 26 + x], whole.pixels[y * 32 + x], `${x}, ${y}`);
  }
});

test('the later point lies on top', () => {
  const image = picture(3, 3);
  draw_points(image, at([1.5, 1.5], [1.5, 1.5]), Uint32Array.of(kRed, kBlue), Uint8Array.of(0, 0), [
    square_stamp(1),
  ]);
  assert.equal(image.pixels[4], kBlue);
});

test('a half covered pixel mixes with what is below and stays opaque there', () => {
  const half = { size: 1, coverage: Uint8Array.of(128), rim: Uint8Array.of(0) };
  const image = picture(2, 1);
  image.pixels[0] = kBlue;
  draw_points(image, at([0.5, 1.5], [0.5, 0.5]), Uint32Array.of(kRed, kRed), Uint8Array.of(0, 0), [half]);
  assert.equal(image.pixels[0], packed(128, 0, 127, 255));
  assert.equal(image.pixels[1], packed(255, 0, 0, 128));
});

test('no points leave the picture empty', () => {
  const image = picture(3, 3);
  draw_points(image, at([], []), new Uint32Array(0), new Uint8Array(0), [square_stamp(3)]);
  assert.ok(image.pixels.every((pixel) => pixel === 0));
});
