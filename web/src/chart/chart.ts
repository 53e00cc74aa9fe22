// SPDX-License-Identifier: MIT
// A chart that is drawn by uPlot and moved about by navigation.ts.
import uPlot from 'uplot';
import { css_variable, on_theme_change } from '../dom';
import { fixed, text } from '../strings';
import { limits_of, type ChartContent, type ChartLine, type Limits } from './content';
import { trace_marker } from './markers';
import { navigate_by_keys, navigate_by_pointer, type ChartMotions } from './navigation';
import { nearest_value, plot_data, type PlotData, type Reading } from './plot_data';
import { shifted, zoomed } from './range';

/** Called while the reading line moves: for each line its value nearest to it, null for none. */
export type ReadOut = (values: readonly (Reading | null)[]) => void;

/** Series of other orbits have other dates: how far from the reading line a value may be. */
const kReachSeconds = 12 * 86400;
const kMarkerPx = 2.6;
const kFont = '12px system-ui, sans-serif';

export class Chart {
  private plot_: uPlot | null = null;
  private content_: ChartContent | null = null;
  private data_: PlotData = plot_data([]);
  private limits_: Limits | null = null;
  private readonly motions_: ChartMotions = {
    zoom: (at_x, at_y, factor_x, factor_y) => this.zoom(at_x, at_y, factor_x, factor_y),
    move: (by_x, by_y) => this.move(by_x, by_y),
    fit: () => this.fit(),
    step: (values) => this.step(values),
  };

  constructor(
    private readonly place_: HTMLElement,
    private readonly read_out_: ReadOut = () => undefined,
  ) {
    place_.classList.add('chart');
    place_.tabIndex = 0;
    place_.setAttribute('role', 'application');
    place_.setAttribute('aria-roledescription', text.chart_role);
    navigate_by_keys(place_, this.motions_);
    new ResizeObserver(() => this.plot_?.setSize(this.size())).observe(place_);
    on_theme_change(() => this.draw());
  }

  show(content: ChartContent, description: string): void {
    const same = this.content_?.subject === content.subject;
    this.content_ = content;
    if (!same || !this.limits_) this.limits_ = limits_of(content);
    this.place_.setAttribute('aria-label', `${description} ${text.chart_keys}`);
    this.draw();
  }

  clear(): void {
    this.content_ = null;
    this.limits_ = null;
    this.plot_?.destroy();
    this.plot_ = null;
  }

  fit(): void {
    if (this.content_) this.set_limits(limits_of(this.content_));
  }

  get content(): ChartContent | null {
    return this.content_;
  }

  get limits(): Limits | null {
    return this.limits_;
  }

  get canvas(): HTMLCanvasElement | null {
    return this.plot_?.ctx.canvas ?? null;
  }

  private draw(): void {
    this.plot_?.destroy();
    this.plot_ = null;
    const content = this.content_;
    if (!content || content.lines.length === 0 || !this.limits_) return;
    this.data_ = plot_data(content.lines);
    this.plot_ = new uPlot(
      this.options(content),
      [this.data_.x, ...this.data_.y] as uPlot.AlignedData,
      this.place_,
    );
    this.set_limits(this.limits_);
    navigate_by_pointer(this.plot_.over, this.motions_);
  }

  private set_limits(limits: Limits): void {
    this.limits_ = limits;
    this.plot_?.batch((plot: uPlot) => {
      plot.setScale('x', { min: limits.x[0], max: limits.x[1] });
      plot.setScale('y', { min: limits.y[0], max: limits.y[1] });
    });
  }

  private zoom(at_x: number, at_y: number, factor_x: number, factor_y: number): void {
    if (!this.limits_) return;
    const { x, y } = this.limits_;
    this.set_limits({
      x: zoomed(x, x[0] + at_x * (x[1] - x[0]), factor_x),
      y: zoomed(y, y[0] + at_y * (y[1] - y[0]), factor_y),
    });
  }

  private move(by_x: number, by_y: number): void {
    if (!this.limits_) return;
    const { x, y } = this.limits_;
    this.set_limits({
      x: shifted(x, by_x * (x[1] - x[0])),
      y: shifted(y, by_y * (y[1] - y[0])),
    });
  }

  private step(values: number): void {
    const plot = this.plot_;
    if (!plot) return;
    const last = this.data_.x.length - 1;
    const from = plot.cursor.idx ?? (values > 0 ? -1 : last + 1);
    const index = Math.max(0, Math.min(last, from + values));
    const readable = this.data_.y.map((column) => column[index]).find((value) => typeof value === 'number');
    const top = typeof readable === 'number' ? plot.valToPos(readable, 'y') : plot.over.clientHeight / 2;
    plot.setCursor({ left: plot.valToPos(this.data_.x[index], 'x'), top });
  }

  private size(): { width: number; height: number } {
    return { width: Math.max(200, this.place_.clientWidth), height: Math.max(120, this.place_.clientHeight) };
  }

  private options(content: ChartContent): uPlot.Options {
    const { lines, x_is_time } = content;
    const keep = (_plot: uPlot, least: number, most: number): uPlot.Range.MinMax => [least, most];
    return {
      ...this.size(),
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      legend: { show: false },
      cursor: { points: { size: 9 }, drag: { x: false, y: false, setScale: false } },
      scales: { x: { time: x_is_time, auto: false, range: keep }, y: { auto: false, range: keep } },
      axes: axes_of(content),
      series: [{}, ...lines.map(series_of), ...this.data_.y.slice(lines.length).map(() => kEdge)],
      bands: this.data_.bands.map(({ upper, lower, line }) => ({
        series: [upper, lower],
        fill: `${lines[line].colour}38`,
      })),
      hooks: {
        drawAxes: [(plot) => this.shade(plot)],
        setCursor: [(plot) => this.report(plot)],
      },
    };
  }

  private shade(plot: uPlot): void {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.fillStyle = css_variable('--gap');
    for (const [from, to] of this.content_?.shaded ?? []) {
      const left = plot.valToPos(from, 'x', true);
      ctx.fillRect(left, bbox.top, plot.valToPos(to, 'x', true) - left, bbox.height);
    }
    ctx.restore();
  }

  private report(plot: uPlot): void {
    const index = plot.cursor.idx;
    const lines = this.content_?.lines ?? [];
    if (index === null || index === undefined) this.read_out_([]);
    else {
      const reach = this.content_?.x_is_time ? kReachSeconds : Infinity;
      this.read_out_(lines.map((_, k) => nearest_value(this.data_.x, this.data_.y[k], index, reach)));
    }
  }
}

const kEdge: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } };

function series_of(line: ChartLine): uPlot.Series {
  const { look, colour, label } = line;
  const filled = look === 'filled';
  const common = { label, stroke: colour, spanGaps: false };
  if (look === 'model') return { ...common, width: 2.5, points: { show: false } };
  return {
    ...common,
    width: 1,
    dash: filled ? [2, 3] : undefined,
    paths: look === 'loose' ? () => null : undefined,
    points: {
      show: true,
      size: 5,
      width: 1,
      stroke: colour,
      fill: filled ? css_variable('--surface') : colour,
      paths: (plot, series, first, last) => marker_paths(plot, series, first, last, line),
    },
  };
}

function marker_paths(
  plot: uPlot,
  series: number,
  first: number,
  last: number,
  { marker }: ChartLine,
): uPlot.Series.Points.Paths {
  const path = new Path2D();
  const radius = kMarkerPx * devicePixelRatio;
  for (let i = first; i <= last; ++i) {
    const value = plot.data[series][i];
    if (typeof value !== 'number') continue;
    const x = plot.valToPos(plot.data[0][i], 'x', true);
    trace_marker(path, marker, x, plot.valToPos(value, 'y', true), radius);
  }
  return { fill: path, stroke: path };
}

function axes_of({ x_label, y_label }: ChartContent): uPlot.Axis[] {
  const grid = { stroke: css_variable('--line'), width: 1 };
  const common = {
    stroke: css_variable('--text-soft'),
    grid,
    ticks: grid,
    font: kFont,
    labelFont: kFont,
    labelSize: 20,
  };
  const plain = (_plot: uPlot, ticks: number[]): string[] =>
    ticks.map((tick) => fixed(tick, ticks.every(Number.isInteger) ? 0 : 1));
  return [
    x_label === null ? common : { ...common, label: x_label, values: plain },
    { ...common, label: y_label, size: 46, values: plain },
  ];
}
