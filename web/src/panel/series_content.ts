// SPDX-License-Identifier: MIT
// Open series as lines of a chart.
import type { ChartContent, ChartLine } from '../chart/content';
import { kMarkers } from '../chart/markers';
import { kSeriesColours } from '../colour/series_colours';
import type { FitModel } from '../state/panel_state';
import { text } from '../strings';
import { fit_model } from './model_fit';
import type { DatedFit, FitWindow } from './series_source';
import { difference, from_zero, gaps_of, plot_filled, plot_values, type Values } from './series_values';
import { seconds_of } from './time';

/** A series as it is shown, after all that is done to it. */
export interface ShownSeries {
  readonly label: string;
  /** Which of the ten colours and markers. */
  readonly slot: number;
  readonly series: Values;
  readonly fit: DatedFit | null;
}

/** Fits of the server belong to the series as it is stored; differences are fitted here. */
export function prepared(
  stored: Values,
  stored_fit: DatedFit | null,
  reference: Values | null,
  model: FitModel | null,
  window: FitWindow,
  starts_at_zero: boolean,
): Pick<ShownSeries, 'series' | 'fit'> {
  const series = reference ? difference(stored, reference) : stored;
  const fit = !model ? null : reference ? fit_in_window(series, model, window) : stored_fit;
  if (!starts_at_zero) return { series, fit };
  const first = series.values.find((value) => value !== null) ?? 0;
  return {
    series: from_zero(series),
    fit: fit && { ...fit, curve: fit.curve.map((value) => value - first) },
  };
}

export function fit_in_window(
  { dates, values }: Values,
  model: FitModel,
  { from, to }: FitWindow,
): DatedFit | null {
  const inside = (date: string): boolean => (from === null || date >= from) && (to === null || date <= to);
  const part = {
    dates: dates.filter(inside),
    values: values.filter((_, i) => inside(dates[i])),
  };
  const fit = fit_model(part, model);
  return fit && { ...fit, dates: part.dates };
}

export function series_content(
  shown: readonly ShownSeries[],
  residuals: boolean,
  subject: string,
): ChartContent {
  const lines = shown.flatMap((each) => (residuals ? residual_lines(each) : series_lines(each)));
  // With more than one series the bands of gaps would say nothing.
  const gaps = shown.length === 1 && !residuals ? gaps_of(shown[0].series) : [];
  return {
    subject,
    lines,
    shaded: gaps.map(({ from, to }) => [seconds_of(from), seconds_of(to)]),
    x_is_time: true,
    x_label: null,
    y_label: residuals ? text.axis_residual : text.axis_displacement,
    least_height: 10,
  };
}

function series_lines({ label, slot, series, fit }: ShownSeries): ChartLine[] {
  const common = { label, colour: kSeriesColours[slot], marker: kMarkers[slot] };
  // Markers alone leave the model easier to see.
  const lines: ChartLine[] = [{ ...common, look: fit ? 'loose' : 'measured', ...plot_values(series) }];
  const filled = plot_filled(series);
  if (filled) lines.push({ ...common, look: 'filled', ...filled });
  if (fit) lines.push({ ...common, look: 'model', x: fit.dates.map(seconds_of), y: fit.curve });
  return lines;
}

function residual_lines({ label, slot, fit }: ShownSeries): ChartLine[] {
  if (!fit) return [];
  const values = { dates: fit.dates, values: fit.residuals };
  return [
    { label, colour: kSeriesColours[slot], marker: kMarkers[slot], look: 'measured', ...plot_values(values) },
  ];
}
