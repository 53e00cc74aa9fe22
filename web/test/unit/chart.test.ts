// SPDX-License-Identifier: MIT
// Charts before and without uPlot: ranges, columns, ticks, files.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits_of, type ChartContent, type ChartLine } from '../../src/chart/content';
import { kMarkers } from '../../src/chart/markers';
import { nearest_value, plot_data } from '../../src/chart/plot_data';
import { range_of, wheel_factor, zoomed } from '../../src/chart/range';
import { chart_svg } from '../../src/chart/svg';
import { number_ticks, time_ticks } from '../../src/chart/ticks';
import { seconds_of } from '../../src/panel/time';

function line(x: number[], y: (number | null)[], more: Partial<ChartLine> = {}): ChartLine {
  return { label: 'A', colour: '#1f78c8', look: 'measured', marker: kMarkers[0], x, y, ...more };
}

function content(...lines: ChartLine[]): ChartContent {
  return { subject: '', lines, shaded: [], x_is_time: false, x_label: 'm', y_label: 'mm', least_height: 10 };
}

test('zooming keeps what is under the pointer where it is', () => {
  assert.deepEqual(zoomed([0, 10], 2, 0.5), [1, 6]);
  assert.deepEqual(zoomed([0, 10], 0, 2), [0, 20]);
});

test('one turn of the wheel never more than halves or doubles by far, in pixels as in lines', () => {
  assert.ok(wheel_factor(-100, 0) > 0.6 && wheel_factor(-100, 0) < 0.9);
  assert.ok(Math.abs(wheel_factor(3, 1) - wheel_factor(54, 0)) < 1e-12);
  assert.ok(wheel_factor(1e6, 0) < 3);
});

test('the range of numbers passes over what is missing', () => {
  assert.deepEqual(range_of([null, 3, undefined, NaN, -2]), [-2, 3]);
  assert.equal(range_of([null]), null);
});

test('a quiet series is given ten millimetres, so that noise does not look like motion', () => {
  const { y } = limits_of(content(line([0, 1], [-0.5, 0.5])));
  assert.ok(y[1] - y[0] >= 10);
});

test('limits hold the band about a line', () => {
  const { y } = limits_of(content(line([0, 1], [0, 0], { spread: [20, null] })));
  assert.ok(y[0] < -20 && y[1] > 20);
});

test('lines on different dates share one column of x; null breaks, undefined is passed over', () => {
  const { x, y } = plot_data([line([1, 3, 5], [10, null, 30]), line([2, 3], [1, 2])]);
  assert.deepEqual(x, [1, 2, 3, 5]);
  assert.deepEqual(y[0], [10, undefined, null, 30]);
  assert.deepEqual(y[1], [undefined, 1, 2, undefined]);
});

test('a band has an upper and a lower edge after all lines', () => {
  const { y, bands } = plot_data([line([1], [5], { spread: [2] }), line([1], [0])]);
  assert.deepEqual(bands, [{ upper: 3, lower: 4, line: 0 }]);
  assert.deepEqual([y[2], y[3]], [[7], [3]]);
});

test('loose markers at one place are all kept', () => {
  const { y } = plot_data([line([4, 4, 4], [1, 2, 3], { look: 'loose' })]);
  assert.deepEqual(y[0], [1, 2, 3]);
});

test('the reading line reads the nearest value within its reach', () => {
  const x = [0, 3, 12, 50, 79];
  const y = [1, undefined, 3, null, 5];
  assert.deepEqual(nearest_value(x, y, 0, 12), { x: 0, y: 1 });
  assert.deepEqual(nearest_value(x, y, 1, 12), { x: 0, y: 1 });
  assert.deepEqual(nearest_value(x, y, 2, 12), { x: 12, y: 3 });
  assert.equal(nearest_value(x, y, 3, 12), null);
  assert.equal(nearest_value([], [], 0, 12), null);
});

test('ticks of numbers stand at round values with a true minus sign', () => {
  assert.deepEqual(
    number_ticks([-12, 11], 5).map(({ label }) => label),
    ['\u221210', '\u22125', '0', '5', '10'],
  );
  assert.deepEqual(
    number_ticks([0, 0.5], 5).map(({ label }) => label),
    ['0.0', '0.1', '0.2', '0.3', '0.4', '0.5'],
  );
});

test('ticks of time stand at the first of months; a year is named in January', () => {
  const range = [seconds_of('2019-11-20'), seconds_of('2021-02-01')] as const;
  assert.deepEqual(
    time_ticks(range, 5).map(({ label }) => label),
    ['2020', '2020-04', '2020-07', '2020-10', '2021'],
  );
});

test('the ten markers differ', () => {
  assert.equal(new Set(kMarkers.map((marker) => JSON.stringify(marker))).size, 10);
});

test('an SVG file breaks its lines at null, keeps names as text and has a legend', () => {
  const shown = content(line([0, 1, 2, 3], [1, 2, null, 4], { label: 'a<b>&"c"' }));
  const svg = chart_svg(shown, limits_of(shown), { title: 'T', credit: 'C' });
  const path = /<path d="(M[^"]*)" fill="none"/.exec(svg)?.[1] ?? '';
  assert.equal(path.split('M').length - 1, 2, path);
  assert.match(svg, /a&lt;b&gt;&amp;&quot;c&quot;/);
  assert.match(svg, />T<\/text>/);
  assert.match(svg, />C<\/text>/);
});
