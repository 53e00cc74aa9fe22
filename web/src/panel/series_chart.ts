// SPDX-License-Identifier: MIT
// The drawing of the series: points joined by lines that break at gaps, gaps shaded.
import uPlot from 'uplot';
import type { TimeSeries } from '../api_client';
import { css_variable } from '../dom';
import { fixed, text } from '../strings';
import { nearest_value, plot_table, seconds_of, type DatedValue } from './series_data';

export interface ChartSeries {
  readonly series: TimeSeries;
  readonly colour: string;
}

/** Called while the pointer moves: for each series its value nearest to the pointer, null for none. */
export type ReadOut = (values: readonly (DatedValue | null)[]) => void;

export class SeriesChart {
  private plot_: uPlot | null = null;
  private shown_: readonly ChartSeries[] = [];
  private readonly observer_: ResizeObserver;

  constructor(
    private readonly place_: HTMLElement,
    private readonly read_out_: ReadOut,
  ) {
    this.observer_ = new ResizeObserver(() => this.plot_?.setSize(this.size()));
    this.observer_.observe(place_);
    window
      .matchMedia('(prefers-color-scheme: dark)')
      .addEventListener('change', () => this.show(this.shown_));
  }

  show(shown: readonly ChartSeries[]): void {
    this.plot_?.destroy();
    this.plot_ = null;
    this.shown_ = shown;
    if (shown.length === 0) return;
    // Dates that only another series has become undefined, across which a line goes on; null breaks it.
    const data = uPlot.join(shown.map(({ series }) => plot_table(series)));
    this.plot_ = new uPlot(this.options(), data, this.place_);
  }

  private size(): { width: number; height: number } {
    return { width: Math.max(200, this.place_.clientWidth), height: Math.max(120, this.place_.clientHeight) };
  }

  private options(): uPlot.Options {
    const text_colour = css_variable('--text-soft');
    const grid = { stroke: css_variable('--line'), width: 1 };
    const axis = { stroke: text_colour, grid, ticks: grid, font: '12px system-ui, sans-serif' };
    return {
      ...this.size(),
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      legend: { show: false },
      cursor: { points: { size: 9 }, drag: { x: true, y: false } },
      scales: { y: { range: (_plot, least, most) => padded(least, most) } },
      axes: [
        axis,
        {
          ...axis,
          label: text.axis_displacement,
          labelFont: '12px system-ui, sans-serif',
          labelSize: 20,
          size: 46,
          values: (_plot, ticks) => ticks.map((tick) => fixed(tick, Number.isInteger(tick) ? 0 : 1)),
        },
      ],
      series: [
        {},
        ...this.shown_.map(({ series, colour }) => ({
          label: series.pid,
          stroke: colour,
          width: 1,
          spanGaps: false,
          points: { show: true, size: 5, width: 1, fill: colour, stroke: colour },
        })),
      ],
      hooks: {
        drawAxes: [(plot) => this.shade_gaps(plot)],
        setCursor: [(plot) => this.report(plot)],
      },
    };
  }

  /** With one series on display its gaps are shaded; with more the bands would say nothing. */
  private shade_gaps(plot: uPlot): void {
    if (this.shown_.length !== 1) return;
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.fillStyle = css_variable('--gap');
    for (const gap of this.shown_[0].series.gaps) {
      const left = plot.valToPos(seconds_of(gap.from), 'x', true);
      const right = plot.valToPos(seconds_of(gap.to), 'x', true);
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
    }
    ctx.restore();
  }

  private report(plot: uPlot): void {
    const index = plot.cursor.idx;
    if (index === null || index === undefined) this.read_out_([]);
    else this.read_out_(this.shown_.map((_, k) => nearest_value(plot.data[0], plot.data[k + 1], index)));
  }
}

/** Limits of the vertical axis: at least 10 mm, so that noise does not look like motion. */
export function padded(least: number | null, most: number | null): [number, number] {
  if (least === null || most === null) return [-5, 5];
  const middle = (least + most) / 2;
  const half = Math.max(5, ((most - least) / 2) * 1.08);
  return [middle - half, middle + half];
}
