// SPDX-License-Identifier: MIT
// The least squares of /api/v1/series for series that the server does not have: differences from a reference and
// means of clusters. Same models, same figures (test/browser/fits.test.mjs holds one to the other).
import type { FitModel } from '../state/panel_state';
import type { Values } from './series_values';
import { seconds_of } from './time';

export interface Estimate {
  readonly value: number;
  readonly std: number;
}

export interface Fit {
  readonly model: FitModel;
  readonly velocity: Estimate;
  /** Standard deviation of the velocity where neighbouring residuals are alike. */
  readonly velocity_std_correlated: number;
  readonly acceleration: Estimate | null;
  readonly amplitude: Estimate | null;
  /** When the annual wave is highest, 0 to 1 years after the first acquisition. */
  readonly peak_year: number | null;
  readonly rmse: number;
  readonly curve: readonly number[];
  readonly residuals: readonly (number | null)[];
}

const kFewestValues = 10;
const kSecondsPerYear = 365.25 * 86400;

type Term = (t: number, tau: number) => number;
const kConstant: Term = () => 1;
const kTrend: Term = (_, tau) => tau;
const kCosine: Term = (t) => Math.cos(2 * Math.PI * t);
const kSine: Term = (t) => Math.sin(2 * Math.PI * t);
const kSquare: Term = (_, tau) => tau * tau;
const kCube: Term = (_, tau) => tau * tau * tau;

const kTerms: Readonly<Record<FitModel, readonly Term[]>> = {
  linear: [kConstant, kTrend],
  quadratic: [kConstant, kTrend, kSquare],
  seasonal: [kConstant, kTrend, kCosine, kSine],
  egms: [kConstant, kTrend, kCosine, kSine, kSquare, kCube],
};

/** Null with fewer than ten values. */
export function fit_model(series: Values, model: FitModel): Fit | null {
  const present = series.values.flatMap((value, i) => (value === null ? [] : [i]));
  if (present.length < kFewestValues) return null;
  const start = seconds_of(series.dates[0]);
  const years = series.dates.map((date) => (seconds_of(date) - start) / kSecondsPerYear);
  const mean = present.reduce((sum, i) => sum + years[i], 0) / present.length;
  const terms = kTerms[model];
  const row = (i: number): number[] => terms.map((term) => term(years[i], years[i] - mean));
  const solved = solve(
    present.map(row),
    present.map((i) => series.values[i] as number),
  );
  if (!solved) return null;
  const curve = years.map((_, i) => dot(row(i), solved.coefficients));
  const residuals = series.values.map((value, i) => (value === null ? null : value - curve[i]));
  const left = present.map((i) => residuals[i] as number);
  const squares = dot(left, left);
  const sigma = Math.sqrt(squares / (present.length - terms.length));
  const estimate_of = (term: Term, factor = 1): Estimate | null => {
    const k = terms.indexOf(term);
    if (k < 0) return null;
    return { value: factor * solved.coefficients[k], std: factor * sigma * Math.sqrt(solved.variances[k]) };
  };
  const velocity = estimate_of(kTrend) as Estimate;
  return {
    model,
    velocity,
    velocity_std_correlated: velocity.std * widening(left),
    acceleration: estimate_of(kSquare, 2),
    ...season(estimate_of(kCosine), estimate_of(kSine)),
    rmse: Math.sqrt(squares / present.length),
    curve,
    residuals,
  };
}

function season(cosine: Estimate | null, sine: Estimate | null): Pick<Fit, 'amplitude' | 'peak_year'> {
  if (!cosine || !sine) return { amplitude: null, peak_year: null };
  const peak = Math.atan2(sine.value, cosine.value) / (2 * Math.PI);
  const std = Math.sqrt((cosine.std ** 2 + sine.std ** 2) / 2);
  return {
    amplitude: { value: Math.hypot(cosine.value, sine.value), std },
    peak_year: peak < 0 ? peak + 1 : peak,
  };
}

/** The root of (1 + r) / (1 - r), r the correlation of neighbouring residuals where it is positive. */
function widening(residuals: readonly number[]): number {
  const squares = dot(residuals, residuals);
  if (squares === 0) return 1;
  const neighbours = residuals.slice(1).reduce((sum, value, i) => sum + value * residuals[i], 0);
  const correlation = Math.min(0.99, Math.max(0, neighbours / squares));
  return Math.sqrt((1 + correlation) / (1 - correlation));
}

/** Least squares by an orthonormal basis of the columns; the diagonal of inverse(GᵀG) with it. */
function solve(
  rows: readonly (readonly number[])[],
  y: readonly number[],
): { coefficients: number[]; variances: number[] } | null {
  const size = rows[0].length;
  const basis: number[][] = [];
  const upper: number[][] = [];
  for (let k = 0; k < size; ++k) {
    let column = rows.map((row) => row[k]);
    const parts = new Array<number>(size).fill(0);
    for (let pass = 0; pass < 2; ++pass) {
      basis.forEach((vector, j) => {
        const part = dot(vector, column);
        parts[j] += part;
        column = column.map((value, i) => value - part * vector[i]);
      });
    }
    const length = Math.sqrt(dot(column, column));
    if (length < 1e-9) return null; // two terms say the same, on dates as few as these
    parts[k] = length;
    basis.push(column.map((value) => value / length));
    upper.push(parts);
  }
  const inverse = inverse_of(upper);
  const projections = basis.map((vector) => dot(vector, y));
  return {
    coefficients: inverse.map((row) => dot(row, projections)),
    variances: inverse.map((row) => dot(row, row)),
  };
}

/** Of an upper triangular matrix that is given by columns. */
function inverse_of(columns: readonly (readonly number[])[]): number[][] {
  const size = columns.length;
  const inverse = columns.map(() => new Array<number>(size).fill(0));
  for (let k = 0; k < size; ++k) {
    inverse[k][k] = 1 / columns[k][k];
    for (let i = k - 1; i >= 0; --i) {
      let sum = 0;
      for (let j = i + 1; j <= k; ++j) sum += columns[j][i] * inverse[j][k];
      inverse[i][k] = -sum / columns[i][i];
    }
  }
  return inverse;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += a[i] * b[i];
  return sum;
}
