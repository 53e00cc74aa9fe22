// SPDX-License-Identifier: MIT
// What the page says and remembers: address, status line, words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { status_text } from '../../src/controls/status_line';
import { read_hash, write_hash } from '../../src/state/permalink';
import { filter_query, has_filters, is_within, kNoFilters } from '../../src/state/filters';
import { day, fixed, signed, whole } from '../../src/strings';
import { kDefaultView, ViewState, type View } from '../../src/state/view_state';

const kPlace = { zoom: 14, latitude: 38.70578, longitude: 13.1763 };

test('an address restores the view that it was written from', () => {
  const view: View = {
    colouring: { by: 'height', scale: 'roma', stretch: 'custom', least: -5, most: 120.5, flag_icons: true },
    filters: {
      least_speed_mm_per_year: 2.5,
      least_velocity_mm_per_year: -12.5,
      most_velocity_mm_per_year: 0,
      least_coherence: 0.65,
      least_height_m: -3,
      most_height_m: 1200,
      without_classes: ['stable', 'unclassified'],
      with_flags: ['periodic'],
      without_flags: ['jumpy', 'noisy_trend'],
      ascending: false,
      descending: true,
      east: false,
      up: true,
      cluster: 'CL_0001',
      release: '2018_2022',
    },
    layers: {
      clusters: true,
      subclusters: true,
      basemap: 'osm',
      own: ['https://tiles.example/{z}/{x}/{y}.png', 'https://maps.example/wms?layers=a,b#wms'],
      places: false,
      most_points: 1000000,
      point_size: 1.5,
      point_opacity: 0.5,
      theme: 'dark',
    },
    time: { from: '2019-01-03', to: '2023-12-20', at: '2021-06-01' },
    reference: { kind: 'point', tile: 'EGMS_L2b_015', pid: '00a5ZtQxY1', longitude: 13.25, latitude: 38.5 },
    selection: { kind: 'circle', centre: [13.25, 38.5], radius_m: 250 },
    panel: { ...kDefaultView.panel, series: [{ tile: 'EGMS_L2b_015', pid: '00a5ZtQxY1' }] },
  };
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
    '#colour=loud&stretch=7&speed=&basemap=moon',
    '#%%%',
  ];
  for (const hash of addresses) assert.deepEqual(read_hash(hash), { place: null, view: kDefaultView }, hash);
});

test('the status line names counts, zoom and filters', () => {
  assert.equal(status_text(5, 5, 14, kNoFilters), '5 of 5 points shown · zoom 14 · no filter');
  const filtered = { ...kNoFilters, least_speed_mm_per_year: 3, least_coherence: 0.5, descending: false };
  assert.equal(
    status_text(23641, 23641, 12, filtered),
    '23,641 of 23,641 points shown · zoom 12 · |v| ≥ 3 mm/yr · coherence ≥ 0.5 · ascending only',
  );
});

test('the status line says why points are left out', () => {
  assert.match(status_text(10, 5000, 8, kNoFilters), /^10 of 5,000 .*grid cell/);
  assert.match(status_text(200000, 5000000, 13, kNoFilters), /^200,000 of 5,000,000 .*too many/);
});

test('a question to the server holds the filters that are set and no others', () => {
  const asked = (change: object): object =>
    JSON.parse(JSON.stringify(filter_query({ ...kNoFilters, ...change })));
  assert.deepEqual(asked({}), {});
  assert.deepEqual(asked({ ascending: false, least_coherence: 0.5 }), {
    asc: false,
    min_coh: 0.5,
    products: ['E', 'U', 'LOS'],
  });
  assert.deepEqual(asked({ most_velocity_mm_per_year: 0 }), { max_vel: 0 });
  assert.deepEqual(asked({ east: false }), { products: ['U', 'LOS'] });
  assert.deepEqual(asked({ ascending: false, descending: false, up: false }), {
    asc: false,
    desc: false,
    products: ['E'],
  });
  assert.deepEqual(asked({ without_classes: ['stable'] }), {
    classes: ['noisy', 'linear', 'accel', 'decel', 'variable', 'other', 'unclassified'],
  });
});

test('stricter filters are within looser ones, and not the other way round', () => {
  assert.equal(has_filters(kNoFilters), false);
  const changes = [
    { least_speed_mm_per_year: 2 },
    { least_velocity_mm_per_year: -5 },
    { most_velocity_mm_per_year: 5 },
    { least_coherence: 0.1 },
    { least_height_m: 10 },
    { most_height_m: 10 },
    { without_classes: ['noisy'] as const },
    { with_flags: ['jumpy'] as const },
    { without_flags: ['jumpy'] as const },
    { ascending: false },
    { east: false },
    { cluster: 'CL_0001' },
  ];
  for (const change of changes) {
    const strict = { ...kNoFilters, ...change };
    assert.equal(has_filters(strict), true);
    assert.equal(is_within(strict, kNoFilters), true, JSON.stringify(change));
    assert.equal(is_within(kNoFilters, strict), false, JSON.stringify(change));
  }
});

test('a change of one part leaves the others the same objects', () => {
  const state = new ViewState(kDefaultView);
  const seen: string[] = [];
  state.subscribe((view, before) => {
    for (const part of Object.keys(view) as (keyof View)[]) if (view[part] !== before[part]) seen.push(part);
  });
  state.change({ filters: { ascending: false } });
  state.change({ selection: { kind: 'circle', centre: [1, 2], radius_m: 3 } });
  assert.deepEqual(seen, ['filters', 'selection']);
  assert.deepEqual(state.view.filters, { ...kDefaultView.filters, ascending: false });
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
