// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadAnswer } from '../../src/binary_answer';
import { kUnitsPerWorld } from '../../src/map/pixel_grid';
import { decode_points, kNone, kUnclassified } from '../../src/points';

interface Row {
  lon_e6: number;
  lat_e6: number;
  velocity: number;
  coherence_e2: number;
  class_1: number;
  orbit: number;
  pid: string;
}

const kColumns: [name: string, type: string, bytes: number][] = [
  ['longitude_e6', 'int32', 4],
  ['latitude_e6', 'int32', 4],
  ['mean_velocity', 'float32', 4],
  ['height', 'float32', 4],
  ['row', 'uint32', 4],
  ['cluster', 'uint32', 4],
  ['subcluster', 'uint32', 4],
  ['tile', 'uint16', 2],
  ['temporal_coherence_e2', 'uint8', 1],
  ['class_1', 'uint8', 1],
  ['flags', 'uint8', 1],
  ['orbit', 'uint8', 1],
  ['pid', 'char[10]', 10],
];

/** An answer of /api/v1/points, written from the description in api/openapi.yaml. */
function answer(rows: Row[], total = rows.length): ArrayBuffer {
  const header_bytes = 2048;
  let offset = 16 + header_bytes;
  const columns = kColumns.map(([name, type, bytes]) => {
    const column = { name, type, offset };
    offset += Math.ceil((rows.length * bytes) / 4) * 4;
    return column;
  });
  const header = {
    count: rows.length,
    total,
    tiles: ['tile_a'],
    classes: ['stable', 'noisy', 'linear', 'accel', 'decel', 'variable', 'other'],
    clusters: [],
    subclusters: [],
    columns,
  };
  const body = new ArrayBuffer(offset);
  const view = new DataView(body);
  const bytes = new Uint8Array(body);
  bytes.set(new TextEncoder().encode('PLPT'));
  view.setUint32(4, 1, true);
  view.setUint32(8, header_bytes, true);
  view.setUint32(12, rows.length, true);
  bytes.set(new TextEncoder().encode(JSON.stringify(header).padEnd(header_bytes)), 16);
  const at = (name: string): number => columns.find((column) => column.name === name)!.offset;
  rows.forEach((row, i) => {
    view.setInt32(at('longitude_e6') + 4 * i, row.lon_e6, true);
    view.setInt32(at('latitude_e6') + 4 * i, row.lat_e6, true);
    view.setFloat32(at('mean_velocity') + 4 * i, row.velocity, true);
    view.setUint32(at('cluster') + 4 * i, kNone, true);
    bytes[at('temporal_coherence_e2') + i] = row.coherence_e2;
    bytes[at('class_1') + i] = row.class_1;
    bytes[at('orbit') + i] = row.orbit;
    bytes.set(new TextEncoder().encode(row.pid), at('pid') + 10 * i);
  });
  return body;
}

const kRows: Row[] = [
  {
    lon_e6: 9_123_456,
    lat_e6: 45_000_001,
    velocity: -2.5,
    coherence_e2: 87,
    class_1: 3,
    orbit: 1,
    pid: '1WBfX5AP9s',
  },
  {
    lon_e6: -8_000_000,
    lat_e6: -1,
    velocity: NaN,
    coherence_e2: 255,
    class_1: kUnclassified,
    orbit: 2,
    pid: '0nan05e700',
  },
  { lon_e6: 180_000_000, lat_e6: 0, velocity: 0, coherence_e2: 0, class_1: 3, orbit: 0, pid: 'zzzzzzzzzz' },
];

test('every column of an answer reads back as it was written', () => {
  const points = decode_points(answer(kRows, 12_345));
  assert.equal(points.count, 3);
  assert.equal(points.total, 12_345);
  assert.deepEqual([...points.longitude], [9.123456, -8, 180]);
  assert.deepEqual([...points.latitude], [45.000001, -0.000001, 0]);
  assert.deepEqual([...points.velocity_mm_per_year], [-2.5, NaN, 0]);
  assert.deepEqual([...points.coherence_e2], [87, 255, 0]);
  assert.deepEqual([...points.class_index], [3, 255, 3]);
  assert.deepEqual([...points.orbit], [1, 2, 0]);
  assert.deepEqual([...points.cluster], [kNone, kNone, kNone]);
  assert.deepEqual(
    [0, 1, 2].map((i) => points.pid(i)),
    ['1WBfX5AP9s', '0nan05e700', 'zzzzzzzzzz'],
  );
  assert.equal(points.x[2], kUnitsPerWorld);
  assert.ok(Math.abs(points.y[2] - kUnitsPerWorld / 2) <= 1);
});

test('an answer without points is an answer', () => {
  const points = decode_points(answer([], 0));
  assert.equal(points.count, 0);
});

test('bytes that are not an answer are refused', () => {
  const whole = answer(kRows);
  assert.throws(() => decode_points(new ArrayBuffer(3)), BadAnswer);
  assert.throws(() => decode_points(new ArrayBuffer(64)), BadAnswer);
  assert.throws(() => decode_points(whole.slice(0, 100)), BadAnswer);
  assert.throws(() => decode_points(whole.slice(0, whole.byteLength - 8)), BadAnswer);
  const newer = whole.slice(0);
  new DataView(newer).setUint32(4, 2, true);
  assert.throws(() => decode_points(newer), /reload/);
});
