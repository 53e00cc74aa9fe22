// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  difference,
  filled_values,
  from_zero,
  gaps_of,
  plot_filled,
  plot_values,
  summary_of,
  type Values,
} from '../../src/panel/series_values';
import { iso_date_of } from '../../src/panel/time';

function series(dates: string[], values: (number | null)[]): Values {
  return { dates, values };
}

test('a missing acquisition stays among the values as null, which breaks the line', () => {
  const { x, y } = plot_values(series(['2020-01-01', '2020-01-07', '2020-01-13'], [1, null, 3]));
  assert.deepEqual(x.map(iso_date_of), ['2020-01-01', '2020-01-07', '2020-01-13']);
  assert.deepEqual(y, [1, null, 3]);
});

test('a gap between neighbouring acquisitions gets a null in its middle', () => {
  const { x, y } = plot_values(series(['2020-01-01', '2020-03-01'], [1, 2]));
  assert.deepEqual(y, [1, null, 2]);
  assert.equal(iso_date_of(x[1]), '2020-01-31');
});

test('thirty days without an acquisition are no gap, thirty-one are', () => {
  assert.deepEqual(gaps_of(series(['2020-01-01', '2020-01-31'], [1, 2])), []);
  assert.deepEqual(gaps_of(series(['2020-01-01', '2020-02-01'], [1, 2])), [
    { from: '2020-01-01', to: '2020-02-01', days: 31 },
  ]);
});

test('missing values at the ends are no gap', () => {
  assert.deepEqual(gaps_of(series(['2020-01-01', '2020-01-07', '2020-01-13'], [null, 1, null])), []);
});

test('values missing over more than thirty days are filled on the straight line over days', () => {
  const dates = ['2020-01-01', '2020-01-11', '2020-02-20'];
  assert.deepEqual(filled_values(series(dates, [0, null, 5])), [null, 1, null]);
});

test('a run of missing values within thirty days, and those at the ends, are not filled', () => {
  const dates = ['2020-01-01', '2020-01-07', '2020-01-31', '2020-06-01'];
  assert.deepEqual(filled_values(series(dates, [0, null, 5, null])), [null, null, null, null]);
  assert.equal(plot_filled(series(dates, [0, null, 5, null])), null);
});

test('the line of filled values begins and ends at the values beside the gap', () => {
  const dates = ['2020-01-01', '2020-01-11', '2020-02-20', '2020-02-26'];
  assert.deepEqual(plot_filled(series(dates, [0, null, 5, 6]))?.y, [0, 1, 5, null]);
});

test('a difference has the dates that both have a value at', () => {
  const a = series(['2020-01-01', '2020-01-07', '2020-01-13', '2020-01-19'], [5, 6, null, 8]);
  const b = series(['2020-01-01', '2020-01-13', '2020-01-19', '2020-01-25'], [1, 1, 3, 9]);
  assert.deepEqual(difference(a, b), { dates: ['2020-01-01', '2020-01-19'], values: [4, 5] });
});

test('a series that starts at zero keeps what is missing', () => {
  const dates = ['2020-01-01', '2020-01-07', '2020-01-13'];
  assert.deepEqual(from_zero(series(dates, [null, 2, 5])).values, [null, 0, 3]);
});

test('the summary speaks of present values only', () => {
  const dates = ['2020-01-01', '2020-01-07', '2020-01-13', '2020-01-19'];
  assert.deepEqual(summary_of(series(dates, [null, -1.5, 4, null])), {
    count: 2,
    first: '2020-01-07',
    last: '2020-01-13',
    least: -1.5,
    most: 4,
  });
  assert.equal(summary_of(series(dates, [null, null, null, null])), null);
  assert.equal(summary_of(series([], [])), null);
});
