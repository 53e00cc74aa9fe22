// SPDX-License-Identifier: MIT
// Series as uPlot wants them: seconds since 1970 and values, null where a line must break.
import type { TimeSeries } from '../api_client';

export type PlotTable = [seconds: number[], values: (number | null)[]];

export function seconds_of(iso_date: string): number {
  return Date.parse(`${iso_date}T00:00:00Z`) / 1000;
}

export function iso_date_of(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** A gap without an acquisition date inside gets one in its middle, so that the line breaks there too. */
export function plot_table(series: TimeSeries): PlotTable {
  const rows = series.dates.map((date, i): [number, number | null] => [seconds_of(date), series.values[i]]);
  for (const gap of series.gaps) {
    if (gap.missing === 0) rows.push([(seconds_of(gap.from) + seconds_of(gap.to)) / 2, null]);
  }
  rows.sort((a, b) => a[0] - b[0]);
  return [rows.map((row) => row[0]), rows.map((row) => row[1])];
}

export interface DatedValue {
  readonly iso_date: string;
  readonly value: number;
}

/** Series of other orbits have other dates: how far the pointer may be from a value that it still reads. */
const kReadingDays = 12;

/** The value nearest in time to row `index` of joined tables, or null when the nearest is too far away. */
export function nearest_value(
  seconds: ArrayLike<number>,
  values: ArrayLike<number | null | undefined>,
  index: number,
): DatedValue | null {
  let best = -1;
  let best_distance = kReadingDays * 86400;
  const consider = (i: number): boolean => {
    const distance = Math.abs(seconds[i] - seconds[index]);
    if (distance > best_distance) return false; // and all beyond are farther
    if (typeof values[i] === 'number' && (best < 0 || distance < best_distance)) {
      best = i;
      best_distance = distance;
    }
    return true;
  };
  for (let i = index; i >= 0 && consider(i); --i);
  for (let i = index + 1; i < seconds.length && consider(i); ++i);
  return best < 0 ? null : { iso_date: iso_date_of(seconds[best]), value: values[best] as number };
}

/** First and last date with a value, number of values and their limits; null without values. */
export function summary_of(
  series: TimeSeries,
): { count: number; first: string; last: string; least: number; most: number } | null {
  const present = series.dates.flatMap((date, i) => {
    const value = series.values[i];
    return value === null ? [] : [{ date, value }];
  });
  if (present.length === 0) return null;
  const values = present.map(({ value }) => value);
  return {
    count: present.length,
    first: present[0].date,
    last: present[present.length - 1].date,
    least: Math.min(...values),
    most: Math.max(...values),
  };
}
