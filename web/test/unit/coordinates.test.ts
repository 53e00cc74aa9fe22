// SPDX-License-Identifier: MIT
// Coordinates: EPSG:3035 against published figures, and what people type.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { from_laea, read_coordinates, to_laea } from '../../src/map/coordinates';

test('EPSG:3035: the worked example of the guidance note, and there and back', () => {
  // EPSG Guidance Note 7-2, Lambert azimuthal equal area: 50° N 5° E.
  const [easting, northing] = to_laea([5, 50]);
  assert.ok(Math.abs(easting - 3962799.45) < 0.01 && Math.abs(northing - 2999718.85) < 0.01);
  assert.deepEqual(to_laea([10, 52]), [4321000, 3210000]);
  for (const place of [[13.2, 38.7], [-9.1, 38.7], [25.8, 71.1], [10, 52], [33, 35]] as const) {
    const [longitude, latitude] = from_laea(...to_laea(place));
    assert.ok(Math.abs(longitude - place[0]) < 1e-9 && Math.abs(latitude - place[1]) < 1e-9, `${place}`);
  }
});

test('coordinates are read as they are written', () => {
  assert.deepEqual(read_coordinates('38.7057, 13.1763'), [13.1763, 38.7057]);
  assert.deepEqual(read_coordinates(' -33.5 151 '), [151, -33.5]);
  assert.deepEqual(read_coordinates('38.5° N 9.25° W'), [-9.25, 38.5]);
  const [longitude, latitude] = read_coordinates('13° 30′ 36″ E, 38° 15′ N') ?? [NaN, NaN];
  assert.ok(Math.abs(longitude - 13.51) < 1e-9 && latitude === 38.25);
  const laea = read_coordinates('3962799.45 2999718.85') ?? [NaN, NaN];
  assert.ok(Math.abs(laea[0] - 5) < 1e-6 && Math.abs(laea[1] - 50) < 1e-6);
});

test('what is no place is refused', () => {
  for (const text of ['', 'Rome', '91, 13', '38.7', '38 N 39 N', '1,2,3'])
    assert.equal(read_coordinates(text), null, text);
});
