// SPDX-License-Identifier: MIT
// The figures of an area: velocities by direction, shares of classes, histogram.
import type { Selection } from '../api_client';
import { class_colour } from '../colour/class_colours';
import { css_colour } from '../colour/rgb';
import { element, svg_element } from '../dom';
import { rate_text } from '../panel/point_facts';
import { group_label } from '../panel/mean_series';
import { swatch } from '../panel/series_cards';
import { fixed, signed, text, whole } from '../strings';

export function area_figures(selection: Selection): HTMLElement {
  const { count, series_points } = selection;
  if (count === 0) return element('p', { class: 'empty' }, text.selection_no_points);
  const head = element('p', {}, element('strong', {}, text.selection_count(count)));
  if (series_points > 0 && series_points < count)
    head.append(` (${text.selection_series_points(series_points)})`);
  return element(
    'div',
    { class: 'area-figures' },
    head,
    velocities(selection),
    element('h3', {}, text.class_shares),
    class_shares(selection),
    element('h3', {}, text.area_histogram),
    histogram(selection),
  );
}

function velocities({ groups }: Selection): HTMLElement {
  const rows = groups.map((group, slot) => {
    const { mean, std, median, min, max } = group.velocity_mm_per_year;
    const fit = group.fit ? rate_text(group.fit.velocity, group.fit.velocity_std_correlated) : '–';
    const cells = [
      whole(group.count),
      text.plus_minus(signed(mean, 1), fixed(std, 1)),
      text.value_and_range(signed(median, 1), signed(min, 1), signed(max, 1)),
      fit,
    ];
    const name = element('th', { scope: 'row' }, swatch(slot), group_label(group));
    return element('tr', {}, name, ...cells.map((cell) => element('td', {}, cell)));
  });
  const headings = [
    text.group_heading,
    text.group_points,
    text.group_mean,
    text.group_median,
    text.group_fit,
  ];
  const head = element('tr', {}, ...headings.map((heading) => element('th', { scope: 'col' }, heading)));
  return element('table', { class: 'groups' }, element('thead', {}, head), element('tbody', {}, ...rows));
}

function class_shares({ classes }: Selection): HTMLElement {
  const entries = classes.map(({ class: name, count, share }) => {
    const bar = element('span', { class: 'share', 'aria-hidden': 'true' });
    bar.style.width = `${Math.max(1, 100 * share)}%`;
    bar.style.background = css_colour(class_colour(name));
    const words = name === 'unclassified' ? text.class_name(null) : text.class_name(name);
    return element(
      'li',
      { 'data-class': name },
      element('span', {}, words),
      element('span', { class: 'track' }, bar),
      element('span', { class: 'count' }, `${whole(count)} (${Math.round(100 * share)} %)`),
    );
  });
  return element('ul', { class: 'shares' }, ...entries);
}

const kHistogramHeight = 60;

function histogram({ histogram: { edges, counts } }: Selection): HTMLElement {
  if (counts.length === 0) return element('p', {}, '–');
  const most = Math.max(...counts);
  const svg = svg_element('svg', {
    viewBox: `0 0 ${counts.length} ${kHistogramHeight}`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': text.area_histogram_aria(
      signed(edges[0], 1),
      signed(edges[edges.length - 1], 1),
      signed(edges[counts.indexOf(most)], 1),
    ),
  });
  counts.forEach((count, k) => {
    const height = (kHistogramHeight * count) / most;
    const bar = svg_element('rect', { x: k + 0.06, y: kHistogramHeight - height, width: 0.88, height });
    const words = text.area_histogram_bin(signed(edges[k], 1), signed(edges[k + 1], 1), count);
    bar.append(svg_element('title', {}, words));
    svg.append(bar);
  });
  const ends = element(
    'div',
    { class: 'ends' },
    element('span', {}, signed(edges[0], 1)),
    element('span', {}, signed(edges[edges.length - 1], 1)),
  );
  return element('div', { class: 'histogram' }, svg, ends);
}
