// SPDX-License-Identifier: MIT
// The histogram of what is in view, in the colours of the map. Where the values can be filtered by, a drag over it does.
import { css_colour } from '../colour/rgb';
import { histogram, type Histogram } from '../colour/ranges';
import { scale_colour, type Range } from '../colour/scales';
import { element, svg_element } from '../dom';
import type { ScaleName } from '../state/colouring';
import { text, whole } from '../strings';

const kWidth = 216;
const kHeight = 46;
const kBins = 36;

export interface Brush {
  /** Limits that are set now; null = none. */
  readonly least: number | null;
  readonly most: number | null;
  set(least: number | null, most: number | null): void;
}

export function histogram_chart(
  values: Float32Array,
  range: Range,
  scale: ScaleName,
  brush: Brush | null,
): SVGElement {
  const found = histogram(values, range, kBins);
  const chart = svg_element('svg', {
    class: `histogram${brush ? ' brushable' : ''}`,
    viewBox: `0 0 ${kWidth} ${kHeight}`,
    role: 'img',
    'aria-label': described(found),
  });
  chart.append(...bars(found, scale));
  if (brush) add_brush(chart, range, brush);
  return chart;
}

function bars({ counts }: Histogram, scale: ScaleName): SVGElement[] {
  const most = Math.max(1, ...counts);
  const width = kWidth / kBins;
  return counts.map((count, k) => {
    // Bins with few points stay visible.
    const height = count === 0 ? 0 : Math.max(1.5, (kHeight * count) / most);
    const fill = css_colour(scale_colour(scale, (k + 0.5) / kBins));
    return svg_element('rect', { x: k * width, y: kHeight - height, width: width - 0.5, height, fill });
  });
}

function described({ counts, below, above, range }: Histogram): string {
  const most = Math.max(...counts);
  const [least] = range;
  const width = (range[1] - least) / counts.length;
  const peak = least + (counts.indexOf(most) + 0.5) * width;
  const all = counts.reduce((sum, count) => sum + count, below + above);
  return text.histogram_aria(whole(all), peak);
}

function add_brush(chart: SVGElement, range: Range, brush: Brush): void {
  const [least, most] = range;
  const place_of = (value: number): number => (kWidth * (value - least)) / (most - least);
  const dim = (from: number, to: number): SVGElement =>
    svg_element('rect', { class: 'dimmed', x: from, y: 0, width: Math.max(0, to - from), height: kHeight });
  const left = dim(0, brush.least === null ? 0 : place_of(brush.least));
  const right = dim(brush.most === null ? kWidth : place_of(brush.most), kWidth);
  chart.append(left, right, element('title', {}, text.histogram_hint));
  const value_at = (event: PointerEvent): number => {
    const { left: edge, width } = chart.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (event.clientX - edge) / width));
    return least + share * (most - least);
  };
  chart.addEventListener('pointerdown', (event) => {
    const start = value_at(event);
    chart.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => {
      const [a, b] = [start, value_at(moved)].sort((one, other) => one - other);
      left.setAttribute('width', String(place_of(a)));
      right.setAttribute('x', String(place_of(b)));
      right.setAttribute('width', String(kWidth - place_of(b)));
    };
    chart.addEventListener('pointermove', move);
    chart.addEventListener(
      'pointerup',
      (ended) => {
        chart.removeEventListener('pointermove', move);
        set_brush(brush, range, start, value_at(ended));
      },
      { once: true },
    );
  });
}

/** A click without a drag takes the limits away; an edge of the range is no limit. */
function set_brush(brush: Brush, [least, most]: Range, start: number, end: number): void {
  const width = most - least;
  const [low, high] = start < end ? [start, end] : [end, start];
  if (high - low < width / 50) {
    brush.set(null, null);
    return;
  }
  const rounded = (value: number): number => Math.round((100 * value) / width) / (100 / width);
  const tidy = (value: number): number => Number(rounded(value).toPrecision(4));
  brush.set(low <= least ? null : tidy(low), high >= most ? null : tidy(high));
}
