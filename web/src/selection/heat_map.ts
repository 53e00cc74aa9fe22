// SPDX-License-Identifier: MIT
// Displacement by distance along a line and time, as a picture with axes.
import type { Profile } from '../api_client';
import { number_ticks, time_ticks } from '../chart/ticks';
import { css_colour } from '../colour/rgb';
import { value_colour } from '../colour/scales';
import { element, svg_element } from '../dom';
import { seconds_of } from '../panel/time';
import { text } from '../strings';
import { colour_limit } from './profile_data';

type TimeSeriesOfBins = NonNullable<Profile['series']>;

/** A cell of the picture is a stretch of the line and a date; cells that have no value stay empty. */
export function heat_map(series: TimeSeriesOfBins, length_m: number): HTMLElement {
  const { dates, mean_mm } = series;
  const bins = mean_mm[0]?.length ?? 0;
  const limit = colour_limit(mean_mm.flat());
  const picture = element('canvas', { width: Math.max(1, bins), height: Math.max(1, dates.length) });
  paint(picture, mean_mm, limit);
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', text.profile_time_aria(dates[0], dates[dates.length - 1]));
  return element(
    'div',
    { class: 'heat-map' },
    axis_of_time(dates),
    picture,
    axis_of_distance(length_m),
    element('span', { class: 'axis-label' }, text.axis_distance),
    legend(limit, dates[0]),
  );
}

/** The latest date is on top. */
function paint(
  picture: HTMLCanvasElement,
  rows: readonly (readonly (number | null)[])[],
  limit: number,
): void {
  const context = picture.getContext('2d');
  if (!context) return;
  rows.forEach((row, date) => {
    row.forEach((value, bin) => {
      if (value === null) return;
      context.fillStyle = css_colour(value_colour('egms', [-limit, limit], value));
      context.fillRect(bin, rows.length - 1 - date, 1, 1);
    });
  });
}

/** Rows are acquisitions; between them the ticks of years and months stand where they belong. */
function axis_of_time(dates: readonly string[]): HTMLElement {
  const seconds = dates.map(seconds_of);
  const axis = element('div', { class: 'time-axis', 'aria-hidden': 'true' });
  for (const { at, label } of time_ticks([seconds[0], seconds[seconds.length - 1]], 6)) {
    const row = seconds.findIndex((second) => second >= at);
    const tick = element('span', {}, label);
    tick.style.bottom = `${(100 * row) / seconds.length}%`;
    axis.append(tick);
  }
  return axis;
}

function axis_of_distance(length_m: number): HTMLElement {
  const axis = element('div', { class: 'distance-axis', 'aria-hidden': 'true' });
  for (const { at, label } of number_ticks([0, length_m], 8)) {
    const tick = element('span', {}, label);
    tick.style.left = `${(100 * at) / length_m}%`;
    axis.append(tick);
  }
  return axis;
}

function legend(limit: number, first: string): HTMLElement {
  const steps = Array.from({ length: 17 }, (_, k) => css_colour(value_colour('egms', [-1, 1], k / 8 - 1)));
  const bar = svg_element('svg', { viewBox: '0 0 17 1', preserveAspectRatio: 'none', 'aria-hidden': true });
  steps.forEach((fill, x) => bar.append(svg_element('rect', { x, width: 1.02, height: 1, fill })));
  return element(
    'div',
    { class: 'heat-legend' },
    `\u2212${limit}`,
    bar as unknown as HTMLElement,
    `+${limit} ${text.profile_since(first)}`,
  );
}
