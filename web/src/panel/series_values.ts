// SPDX-License-Identifier: MIT
// Series as values on dates: their gaps, what fills them, one minus another.
import { days_between, seconds_of } from './time';

export interface Values {
  /** ISO dates, ascending. */
  readonly dates: readonly string[];
  /** mm; null where there is none. */
  readonly values: readonly (number | null)[];
}

export interface Gap {
  /** Last date with a value before the gap, first one after it. */
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

/** Longer without a value is a gap that the features are computed over as if a straight line filled it. */
const kGapDays = 30;

/** As /get_timeseries: neighbouring values with missing ones between them, or more than 30 days apart. */
export function gaps_of({ dates, values }: Values): Gap[] {
  const gaps: Gap[] = [];
  let last = -1;
  values.forEach((value, i) => {
    if (value === null) return;
    if (last >= 0) {
      const days = days_between(dates[last], dates[i]);
      if (i - last > 1 || days > kGapDays) gaps.push({ from: dates[last], to: dates[i], days });
    }
    last = i;
  });
  return gaps;
}

/**
 * Values that features and classes are computed with where the series has none: on the straight line across gaps
 * longer than 30 days (docs/science.md). Null elsewhere; nothing is filled at the ends.
 */
export function filled_values({ dates, values }: Values): (number | null)[] {
  const filled = new Array<number | null>(values.length).fill(null);
  let last = -1;
  values.forEach((value, i) => {
    if (value === null) return;
    if (last >= 0 && days_between(dates[last], dates[i]) > kGapDays) {
      const [start, days] = [values[last] as number, days_between(dates[last], dates[i])];
      for (let k = last + 1; k < i; ++k)
        filled[k] = start + ((value - start) * days_between(dates[last], dates[k])) / days;
    }
    last = i;
  });
  return filled;
}

/** Value minus reference on the dates that both have a value at. */
export function difference(series: Values, reference: Values): Values {
  const at = new Map(reference.dates.map((date, i) => [date, reference.values[i]]));
  const dates: string[] = [];
  const values: number[] = [];
  series.dates.forEach((date, i) => {
    const value = series.values[i];
    const other = at.get(date);
    if (value === null || other === null || other === undefined) return;
    dates.push(date);
    values.push(value - other);
  });
  return { dates, values };
}

/** Moved so that the first value is zero. */
export function from_zero<Kind extends Values>(series: Kind): Kind {
  const first = series.values.find((value) => value !== null);
  if (first === undefined || first === null) return series;
  return { ...series, values: series.values.map((value) => (value === null ? null : value - first)) };
}

export interface PlotValues {
  readonly x: number[];
  readonly y: (number | null)[];
}

/** A gap without an acquisition date inside gets one in its middle, so that the line breaks there too. */
export function plot_values(series: Values): PlotValues {
  const rows = series.dates.map((date, i): [number, number | null] => [seconds_of(date), series.values[i]]);
  for (const { from, to } of gaps_of(series)) {
    const inside = series.dates.some((date) => date > from && date < to);
    if (!inside) rows.push([(seconds_of(from) + seconds_of(to)) / 2, null]);
  }
  rows.sort((a, b) => a[0] - b[0]);
  return { x: rows.map((row) => row[0]), y: rows.map((row) => row[1]) };
}

/** The filled values with the values on both sides of each gap, so that a line can join them. */
export function plot_filled(series: Values): PlotValues | null {
  const filled = filled_values(series);
  if (filled.every((value) => value === null)) return null;
  const is_filled = (i: number): boolean => filled[i] !== null && filled[i] !== undefined;
  const y = filled.map(
    (value, i) => value ?? (is_filled(i - 1) || is_filled(i + 1) ? series.values[i] : null),
  );
  return { x: series.dates.map(seconds_of), y };
}

export interface Summary {
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly least: number;
  readonly most: number;
}

/** First and last date with a value, number of values and their limits; null without values. */
export function summary_of({ dates, values }: Values): Summary | null {
  const present = dates.flatMap((date, i) => {
    const value = values[i];
    return value === null ? [] : [{ date, value }];
  });
  if (present.length === 0) return null;
  const numbers = present.map(({ value }) => value);
  return {
    count: present.length,
    first: present[0].date,
    last: present[present.length - 1].date,
    least: Math.min(...numbers),
    most: Math.max(...numbers),
  };
}
