// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kMarginPx, kUnitsPerWorld, pixel_grid, pixel_of, world_units, type PixelGrid } from '../../src/map/pixel_grid';
import { draw_points, kColourCount, packed } from '../../src/map/rasteriser';
import {
  circle_stamp,
  diamond_stamp,
  kFill,
  kHidden,
  kOutside,
  point_stamps,
  square_stamp,
  type Stamp,
} from '../../src/map/stamps';
import { latitude_of, longitude_of, world_size_px, world_x, world_y } from '../../src/projection';

const kRed = packed(255, 0, 0);
const kBlue = packed(0, 0, 255);

/** Pixels as large as a unit: a point at x lies in pixel x. */
function unit_grid(width: number, height: number): PixelGrid {
  return { width, height, scale: kUnitsPerWorld, corner_x: -kMarginPx, corner_y: -kMarginPx };
}

function drawn(
  [width, height]: [number, number],
  places: [x: number, y: number, code?: number][],
  stamp: Stamp,
  shapes = new Uint8Array(places.length),
): Uint32Array {
  const colours = new Uint32Array(kColourCount);
  colours.set([kRed, kBlue]);
  const pixels = new Uint32Array(width * height);
  const points = {
    x: Int32Array.from(places, ([x]) => x),
    y: Int32Array.from(places, ([, y]) => y),
    codes: Uint16Array.from(places, ([, , code]) => code ?? 0),
    shapes,
  };
  draw_points(pixels, unit_grid(width, height), points, colours, [stamp, stamp, stamp]);
  return pixels;
}

function rows(pixels: Uint32Array, width: number): string[] {
  return Array.from({ length: pixels.length / width }, (_, y) =>
    [...pixels.subarray(width * y, width * (y + 1))].map((p) => (p ? '#' : '.')).join(''),
  );
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
  const scale = world_size_px(19) * 2;
  const frame = {
    width: 100,
    height: 100,
    scale,
    left: Math.round(world_x(13.2) * scale) - 50,
    top: Math.round(world_y(38.7) * scale) - 20,
    pixel_ratio: 2,
  };
  const grid = pixel_grid(frame);
  const x = pixel_of(world_units(Float64Array.of(world_x(13.2)))[0], grid.corner_x, grid.scale) - kMarginPx;
  const y = pixel_of(world_units(Float64Array.of(world_y(38.7)))[0], grid.corner_y, grid.scale) - kMarginPx;
  assert.ok(Math.abs(x - 50) <= 1 && Math.abs(y - 20) <= 1, `${x}, ${y}`);
});

test('a square fills its corners, a circle and a diamond do not', () => {
  for (const size of [5, 8, 14]) {
    const last = size * size - 1;
    assert.notEqual(square_stamp(size).mask[0], kOutside);
    assert.notEqual(square_stamp(size).mask[last], kOutside);
    for (const stamp of [circle_stamp(size), diamond_stamp(size)]) {
      assert.equal(stamp.mask[0], kOutside);
      assert.equal(stamp.mask[last], kOutside);
      assert.equal(stamp.mask[(size >> 1) * size + (size >> 1)], kFill);
    }
    // On the diagonal a diamond ends where a circle goes on.
    const at_45_degrees = (stamp: Stamp): number => {
      const step = Math.round(size * 0.15);
      return stamp.mask[step * size + step];
    };
    assert.notEqual(at_45_degrees(circle_stamp(size)), kOutside);
    if (size > 5) assert.equal(at_45_degrees(diamond_stamp(size)), kOutside);
  }
});

test('the shapes of a zoom level have about the same area', () => {
  const area = ({ mask }: Stamp): number => mask.reduce((sum, kind) => sum + Number(kind !== kOutside), 0);
  for (const ratio of [1, 2]) {
    for (const zoom of [14, 16, 19]) {
      const [circle, square, diamond] = point_stamps(zoom, ratio).map(area);
      for (const other of [square, diamond])
        assert.ok(Math.abs(circle / other - 1) < 0.2, `zoom ${zoom}, ratio ${ratio}: ${circle}, ${other}`);
    }
  }
});

test('a point covers the pixels around its place and no others', () => {
  assert.deepEqual(rows(drawn([5, 5], [[2, 1]], square_stamp(3)), 5), [
    '.###.',
    '.###.',
    '.###.',
    '.....',
    '.....',
  ]);
  assert.deepEqual(rows(drawn([4, 3], [[2, 1]], square_stamp(2)), 4), ['.##.', '.##.', '....']);
});

test('points at and beyond the edges are cut, not wrapped into the next row', () => {
  const pixels = drawn(
    [4, 4],
    [
      [0, 0],
      [4, 4],
      [-9, 2],
      [50, 2],
      [-(2 ** 30), 2],
    ],
    square_stamp(2),
  );
  const filled = [...pixels].flatMap((pixel, i) => (pixel ? [i] : []));
  assert.deepEqual(filled, [0, 15]);
});

test('a point that the edge cuts looks like the part of a whole one', () => {
  const stamp = circle_stamp(12);
  const [whole, cut] = [drawn([32, 32], [[26, 22]], stamp), drawn([26, 24], [[26, 22]], stamp)];
  for (let y = 0; y < 24; ++y) {
    for (let x = 0; x < 26; ++x) assert.equal(cut[y * 26 + x], whole[y * 32 + x], `${x}, ${y}`);
  }
});

test('the later point lies on top', () => {
  const pixels = drawn(
    [3, 3],
    [
      [1, 1, 0],
      [1, 1, 1],
    ],
    square_stamp(1),
  );
  assert.equal(pixels[4], kBlue);
});

test('hidden points and codes without a colour are not drawn', () => {
  const hidden = Uint8Array.of(0, kHidden);
  const pixels = drawn(
    [3, 1],
    [
      [0, 0],
      [1, 0],
    ],
    square_stamp(1),
    hidden,
  );
  assert.deepEqual([...pixels], [kRed, 0, 0]);
  assert.deepEqual([...drawn([1, 1], [[0, 0, 7]], square_stamp(1))], [0]);
});

test('no points leave the picture empty', () => {
  assert.ok(drawn([3, 3], [], square_stamp(3)).every((pixel) => pixel === 0));
});
