// SPDX-License-Identifier: MIT
// What the page says and remembers: address, status line, words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { status_text } from '../../src/controls/status_line';
import { read_hash, write_hash } from '../../src/permalink';
import { day, fixed, signed, whole } from '../../src/strings';
import { filters_differ, has_filters, kDefaultView } from '../../src/view_state';

const kPlace = { zoom: 14, latitude: 38.70578, longitude: 13.1763 };

test('an address restores the view that it was written from', () => {
  const view = {
    colour_by: 'class',
    range_mm_per_year: 20,
    least_speed_mm_per_year: 2.5,
    least_coherence: 0.65,
    ascending: false,
    descending: true,
    clusters: true,
    subclusters: true,
  } as const;
  assert.deepEqual(read_hash(write_hash(kPlace, view)), { place: kPlace, view });
});

test('what is as usual is left out of the address', () => {
  assert.equal(write_hash(kPlace, kDefaultView), '#map=14/38.70578/13.17630');
});

test('an address that makes no sense gives the usual view', () => {
  const addresses = [
    '',
    '#',
    '#map=',
    '#map=1/2',
    '#map=99/1/1',
    '#map=3/91/0',
    '#map=a/b/c',
    '#speed=-1&coherence=2',
    '#colour=loud&range=7&speed=',
    '#%%%',
  ];
  for (const hash of addresses) assert.deepEqual(read_hash(hash), { place: null, view: kDefaultView }, hash);
});

test('the status line names counts, zoom and filters', () => {
  assert.equal(status_text(5, 5, 14, kDefaultView), '5 of 5 points shown · zoom 14 · no filter');
  const filtered = { ...kDefaultView, least_speed_mm_per_year: 3, least_coherence: 0.5, descending: false };
  assert.equal(
    status_text(23641, 23641, 12, filtered),
    '23,641 of 23,641 points shown · zoom 12 · |v| ≥ 3 mm/yr · coherence ≥ 0.5 · ascending only',
  );
});

test('the status line says why points are left out', () => {
  assert.match(status_text(10, 5000, 8, kDefaultView), /^10 of 5,000 .*grid cell/);
  assert.match(status_text(200000, 5000000, 13, kDefaultView), /^200,000 of 5,000,000 .*too many/);
});

test('only filters make the server be asked again', () => {
  assert.equal(filters_differ(kDefaultView, { ...kDefaultView, colour_by: 'class', clusters: true }), false);
  assert.equal(filters_differ(kDefaultView, { ...kDefaultView, ascending: false }), true);
  assert.equal(has_filters({ ...kDefaultView, least_coherence: 0.1 }), true);
  assert.equal(has_filters(kDefaultView), false);
});

test('numbers and dates read as in print', () => {
  assert.equal(fixed(-2.25, 1), '\u22122.3');
  assert.equal(fixed(null, 1), '–');
  assert.equal(fixed(NaN, 1), '–');
  assert.equal(signed(3, 1), '+3.0');
  assert.equal(signed(0, 1), '0.0');
  assert.equal(whole(1234567), '1,234,567');
  assert.equal(day('2021-03-07'), '7 Mar 2021');
});
