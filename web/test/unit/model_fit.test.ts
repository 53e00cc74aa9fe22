// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fit_model } from '../../src/panel/model_fit';
import type { Values } from '../../src/panel/series_values';
import { iso_date_of, seconds_of } from '../../src/panel/time';

/** Every sixth day from 2020 on. */
function series(count: number, value: (years: number) => number | null): Values {
  const start = seconds_of('2020-01-01');
  const days = Array.from({ length: count }, (_, i) => 6 * i);
  return {
    dates: days.map((day) => iso_date_of(start + day * 86400)),
    values: days.map((day) => value(day / 365.25)),
  };
}

function near(actual: number | undefined, expected: number, tolerance = 1e-9): void {
  assert.ok(actual !== undefined && Math.abs(actual - expected) < tolerance, `${actual} is not ${expected}`);
}

test('a straight line is found exactly, with nothing left over', () => {
  const fit = fit_model(
    series(60, (t) => 3 - 4 * t),
    'linear',
  );
  near(fit?.velocity.value, -4);
  near(fit?.rmse, 0);
  near(fit?.curve[0], 3);
  assert.equal(fit?.acceleration, null);
  assert.equal(fit?.amplitude, null);
});

test('season, curvature and cubic are told apart by the full model', () => {
  const wave = (t: number): number => 5 * Math.cos(2 * Math.PI * (t - 0.25));
  const fit = fit_model(
    series(300, (t) => wave(t) + t * t),
    'egms',
  );
  near(fit?.amplitude?.value, 5, 1e-6);
  near(fit?.peak_year ?? undefined, 0.25, 1e-6);
  near(fit?.acceleration?.value, 2, 1e-6);
});

test('the rate of a parabola is that at the mean time', () => {
  const fit = fit_model(
    series(61, (t) => t * t),
    'quadratic',
  );
  near(fit?.velocity.value, (2 * (30 * 6)) / 365.25, 1e-9);
});

test('the deviation of a rate is that of the textbook', () => {
  // Residuals +1 and -1 in turn: their sum of squares is n, the rate of them nearly zero.
  const values = series(40, (t) => (Math.round((t * 365.25) / 6) % 2 === 0 ? 1 : -1));
  const fit = fit_model(values, 'linear');
  const years = values.dates.map((_, i) => (6 * i) / 365.25);
  const mean = years.reduce((sum, t) => sum + t, 0) / 40;
  const spread = years.reduce((sum, t) => sum + (t - mean) ** 2, 0);
  const squares = (fit?.residuals ?? []).reduce<number>((sum, r) => sum + (r ?? 0) ** 2, 0);
  near(fit?.velocity.std, Math.sqrt(squares / 38 / spread), 1e-12);
  near(fit?.velocity_std_correlated, fit?.velocity.std ?? NaN, 1e-12); // neighbours are opposed, not alike
});

test('neighbouring residuals that are alike widen the deviation', () => {
  const fit = fit_model(
    series(100, (t) => Math.sin(t * 4)),
    'linear',
  );
  assert.ok((fit?.velocity_std_correlated ?? 0) > 3 * (fit?.velocity.std ?? 1));
});

test('missing values have a curve but no residual', () => {
  const fit = fit_model(
    series(30, (t) => (t > 0.1 && t < 0.2 ? null : t)),
    'linear',
  );
  assert.equal(fit?.curve.length, 30);
  assert.ok(fit?.residuals.includes(null));
});

test('nine values are too few', () => {
  assert.equal(
    fit_model(
      series(9, () => 1),
      'linear',
    ),
    null,
  );
  assert.notEqual(
    fit_model(
      series(10, () => 1),
      'linear',
    ),
    null,
  );
});
