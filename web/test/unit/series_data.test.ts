// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TimeSeries } from '../../src/api_client';
import { iso_date_of, nearest_value, plot_table, seconds_of, summary_of } from '../../src/panel/series_data';

function series(dates: string[], values: (number | null)[], gaps: TimeSeries['gaps'] = []): TimeSeries {
  return { pid: '0000000001', tile: 'tile', dates, values, gaps, metadata: {} };
}

test('a missing acquisition stays in the table as null, which breaks the line', () => {
  const gap = { from: '2020-01-01', to: '2020-01-13', days: 12, missing: 1 };
  const [seconds, values] = plot_table(
    series(['2020-01-01', '2020-01-07', '2020-01-13'], [1, null, 3], [gap]),
  );
  assert.deepEqual(seconds.map(iso_date_of), ['2020-01-01', '2020-01-07', '2020-01-13']);
  assert.deepEqual(values, [1, null, 3]);
});

test('a gap between neighbouring acquisitions gets a null in its middle', () => {
  const gap = { from: '2020-01-01', to: '2020-03-01', days: 60, missing: 0 };
  const [seconds, values] = plot_table(series(['2020-01-01', '2020-03-01'], [1, 2], [gap]));
  assert.deepEqual(values, [1, null, 2]);
  assert.equal(iso_date_of(seconds[1]), '2020-01-31');
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

test('the pointer reads the nearest value of a series with other dates, up to twelve days away', () => {
  const seconds = ['2020-01-01', '2020-01-04', '2020-01-13', '2020-02-20', '2020-03-20'].map(seconds_of);
  const values = [1, undefined, 3, null, 5];
  assert.deepEqual(nearest_value(seconds, values, 0), { iso_date: '2020-01-01', value: 1 });
  assert.deepEqual(nearest_value(seconds, values, 1), { iso_date: '2020-01-01', value: 1 });
  assert.deepEqual(nearest_value(seconds, values, 2), { iso_date: '2020-01-13', value: 3 });
  assert.equal(nearest_value(seconds, values, 3), null);
  assert.equal(nearest_value([], [], 0), null);
});
