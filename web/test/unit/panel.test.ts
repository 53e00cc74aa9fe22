// SPDX-License-Identifier: MIT
// The panel: which series are open, what is told of a point, profiles by direction.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { motion_sentence, rate_text } from '../../src/panel/point_facts';
import { part_for } from '../../src/panel/reference_motion';
import { csv_of } from '../../src/panel/series_text';
import { colour_limit, directed_filters } from '../../src/selection/profile_data';
import { kClassChoices, kNoFilters } from '../../src/state/filters';
import { HashReader, HashWriter } from '../../src/state/hash';
import { kClosedPanel, kMostSeries, read_panel, with_series, write_panel } from '../../src/state/panel_state';

const point = (pid: string) => ({ tile: 'T', pid });

test('a click replaces the open series, with Ctrl it adds one, and an open one stays', () => {
  const one = { ...kClosedPanel, series: [point('a')] };
  assert.deepEqual(with_series(one, point('b'), false)?.series, [point('b')]);
  assert.deepEqual(with_series(one, point('b'), true)?.series, [point('a'), point('b')]);
  assert.deepEqual(with_series(one, point('a'), true)?.series, [point('a')]);
});

test('an eleventh series is refused', () => {
  const full = { ...kClosedPanel, series: Array.from({ length: kMostSeries }, (_, i) => point(`p${i}`)) };
  assert.equal(with_series(full, point('x'), true), null);
  assert.notEqual(with_series(full, point('x'), false), null);
});

test('the address restores the panel, open or closed', () => {
  const series = [{ tile: 'T', pid: '0000000001' }];
  for (const panel of [
    { ...kClosedPanel, tab: 'series' as const, series, fit: 'egms' as const, residuals: true },
    { ...kClosedPanel, series },
    { ...kClosedPanel, tab: 'clusters' as const, cluster: 'CL_0001' },
    {
      ...kClosedPanel,
      tab: 'selection' as const,
      profile_width_m: 50,
      profile_in_time: true,
      from_zero: true,
    },
    kClosedPanel,
  ]) {
    const writer = new HashWriter();
    write_panel(writer, panel);
    assert.deepEqual(read_panel(new HashReader(writer.text)), panel, writer.text);
  }
});

test('no velocity is more certain than 0.7 mm/yr', () => {
  assert.equal(rate_text(-5.22, 0.1), '\u22125.2 ± 0.7 mm/yr');
  assert.equal(rate_text(-5.22, 1.34), '\u22125.2 ± 1.3 mm/yr');
  assert.equal(rate_text(2, null), '+2.0 ± 0.7 mm/yr');
});

test('motion is told by the direction of measurement, and not where it is not significant', () => {
  assert.match(motion_sentence(-5, 0, 'A'), /^Moves away from the satellite/);
  assert.match(motion_sentence(5, 0, 'D'), /^Moves towards the satellite/);
  assert.match(motion_sentence(-5, 0, 'U'), /^Sinks/);
  assert.match(motion_sentence(5, 0, 'E'), /^Moves east/);
  assert.match(motion_sentence(-2, 0, 'U'), /^No significant motion/);
});

test('a reference serves its own direction only; of two tracks the one with more dates in common', () => {
  const series = { dates: ['2020-01-01', '2020-01-07'], values: [1, 2] };
  const far = { geometry: 'A' as const, series: { dates: ['2020-01-02'], values: [0] } };
  const near = { geometry: 'A' as const, series: { dates: ['2020-01-01'], values: [0] } };
  assert.equal(part_for(series, 'A', [far, near]), near);
  assert.equal(part_for(series, 'D', [far, near]), null);
});

test('CSV has a row a date, empty where a series has none, and remarks before', () => {
  const text = csv_of(
    ['said'],
    [
      { name: 'a', dates: ['2020-01-01', '2020-01-07'], values: [0.1, null] },
      { name: 'b, c', dates: ['2020-01-07'], values: [-2] },
    ],
  );
  assert.equal(text, '# said\ndate,a,"b, c"\n2020-01-01,0.1,\n2020-01-07,,-2\n');
});

test('a profile asks once for each direction that the filters leave', () => {
  const all = directed_filters(kNoFilters).map(({ geometry, query }) => [
    geometry,
    query.products?.join(),
    query.asc,
    query.desc,
  ]);
  assert.deepEqual(all, [
    ['A', 'LOS', undefined, false],
    ['D', 'LOS', false, undefined],
    ['E', 'E', undefined, undefined],
    ['U', 'U', undefined, undefined],
  ]);
  const some = directed_filters({ ...kNoFilters, ascending: false, east: false });
  assert.deepEqual(
    some.map(({ geometry }) => geometry),
    ['D', 'U'],
  );
  assert.deepEqual(directed_filters({ ...kNoFilters, without_classes: [...kClassChoices] }), []);
});

test('the colours of displacement reach a round number that holds all but the wildest', () => {
  assert.equal(colour_limit([1, -7, null]), 10);
  assert.equal(colour_limit([...new Array<number>(300).fill(3), 400]), 5);
  assert.equal(colour_limit([]), 5);
});
