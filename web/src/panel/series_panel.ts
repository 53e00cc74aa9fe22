// SPDX-License-Identifier: MIT
// The panel under the map with the series of one to ten points.
import { fetch_series, Refused, ServerGone, type TimeSeries } from '../api_client';
import { kSeriesColours } from '../colour/series_colours';
import { element } from '../dom';
import { day, fixed, signed, text } from '../strings';
import { SeriesChart } from './series_chart';
import { summary_of, type DatedValue } from './series_data';

export interface ShownSeries {
  readonly series: TimeSeries;
  readonly colour: string;
}

export class SeriesPanel {
  private shown_: ShownSeries[] = [];
  /** Number of the newest request: answers to earlier ones that were replaced are dropped. */
  private newest_ = 0;
  private readonly title_ = element('h2');
  private readonly message_ = element('p', { class: 'message', role: 'status' });
  private readonly chart_place_ = element('div', { class: 'chart', role: 'img' });
  private readonly list_ = element('div', { class: 'list' });
  private readonly chart_: SeriesChart;

  /** `on_change` hears of every change of what is shown, and of opening and closing. */
  constructor(
    private readonly place_: HTMLElement,
    private readonly on_change_: (shown: readonly ShownSeries[]) => void,
  ) {
    const close = element('button', { type: 'button', class: 'close', 'aria-label': text.panel_close }, '×');
    close.addEventListener('click', () => this.close());
    place_.setAttribute('aria-label', text.panel_title(1));
    place_.append(
      element(
        'header',
        {},
        this.title_,
        this.message_,
        element('span', { class: 'hint' }, text.panel_hint),
        close,
      ),
      element('div', { class: 'content' }, this.chart_place_, this.list_),
    );
    this.chart_ = new SeriesChart(this.chart_place_, (values) => this.read_out(values));
  }

  get is_open(): boolean {
    return !this.place_.hidden;
  }

  /** Shows the series of a point, instead of the others or with them. */
  async open(pid: string, tile: string, add: boolean): Promise<void> {
    const request = ++this.newest_;
    const kept = add ? this.shown_ : [];
    if (kept.some(({ series }) => series.pid === pid && series.tile === tile)) return;
    if (kept.length >= kSeriesColours.length) {
      this.message_.textContent = text.panel_full(kSeriesColours.length);
      return;
    }
    this.message_.textContent = text.panel_loading;
    this.place_.hidden = false;
    try {
      const series = await fetch_series(pid, tile);
      if (request !== this.newest_ && !add) return;
      const before = add ? this.shown_ : [];
      this.show([...before, { series, colour: free_colour(before) }]);
    } catch (error) {
      if (request === this.newest_) this.message_.textContent = failure_text(error);
    }
  }

  close(): void {
    this.newest_ += 1;
    this.show([]);
  }

  private show(shown: ShownSeries[]): void {
    this.shown_ = shown;
    this.place_.hidden = shown.length === 0;
    this.message_.textContent = '';
    this.title_.textContent = text.panel_title(shown.length);
    this.chart_place_.setAttribute('aria-label', shown.map(({ series }) => described(series)).join(' '));
    this.list_.replaceChildren(this.list_of_series(), ...shown.map(({ series }) => table_of_values(series)));
    this.chart_.show(shown);
    this.on_change_(shown);
  }

  private list_of_series(): HTMLElement {
    return element('ul', { class: 'series' }, ...this.shown_.map((shown) => this.entry_of(shown)));
  }

  private entry_of(shown: ShownSeries): HTMLElement {
    const { pid, gaps, metadata } = shown.series;
    const swatch = element('span', { class: 'swatch', 'aria-hidden': 'true' });
    swatch.style.background = shown.colour;
    const remove = element('button', { type: 'button', 'aria-label': text.panel_remove(pid) }, '×');
    remove.addEventListener('click', () => this.show(this.shown_.filter((other) => other !== shown)));
    const facts: readonly [string, string][] = [
      [text.velocity, `${signed(number_in(metadata.mean_velocity), 1)} ${text.velocity_unit}`],
      [text.coherence, fixed(number_in(metadata.temporal_coherence), 2)],
      [text.motion_class, text.class_name(text_in(metadata.class_1))],
      [text.orbit, text.orbit_name(text_in(metadata.orbit))],
      [text.gaps, text.gap_summary(gaps.length, Math.max(0, ...gaps.map(({ days }) => days)))],
    ];
    const list = element('dl');
    for (const [name, value] of facts)
      list.append(element('div', {}, element('dt', {}, name), element('dd', {}, value)));
    return element(
      'li',
      { 'data-pid': pid },
      element(
        'div',
        { class: 'row' },
        swatch,
        element('strong', {}, pid),
        element('span', { class: 'value' }),
        remove,
      ),
      list,
    );
  }

  /** The date and value under the pointer go beside the name of each series. */
  private read_out(values: readonly (DatedValue | null)[]): void {
    this.list_.querySelectorAll('.series .value').forEach((place, k) => {
      const value = values[k];
      place.textContent = value ? `${day(value.iso_date)}: ${text.mm(value.value)}` : '';
    });
  }
}

function free_colour(shown: readonly ShownSeries[]): string {
  return (
    kSeriesColours.find((colour) => !shown.some((other) => other.colour === colour)) ?? kSeriesColours[0]
  );
}

function described(series: TimeSeries): string {
  const summary = summary_of(series);
  if (!summary) return `${series.pid}: ${text.panel_no_values}`;
  return text.series_aria(
    series.pid,
    summary.count,
    summary.first,
    summary.last,
    summary.least,
    summary.most,
  );
}

/** Filled when it is opened for the first time: hundreds of rows that most readers never ask for. */
function table_of_values(series: TimeSeries): HTMLElement {
  const details = element('details', {}, element('summary', {}, `${text.panel_table}: ${series.pid}`));
  const fill = (): void => {
    const head = element(
      'tr',
      {},
      element('th', { scope: 'col' }, text.table_date),
      element('th', { scope: 'col' }, text.axis_displacement),
    );
    const rows = series.dates.map((date, i) =>
      element(
        'tr',
        {},
        element('td', {}, date),
        element('td', { class: 'number' }, fixed(series.values[i], 1)),
      ),
    );
    details.append(
      element('table', { class: 'values' }, element('thead', {}, head), element('tbody', {}, ...rows)),
    );
  };
  details.addEventListener('toggle', fill, { once: true });
  return details;
}

function failure_text(error: unknown): string {
  if (error instanceof ServerGone) return text.server_gone;
  if (error instanceof Refused) return text.refused(error.message);
  throw error;
}

function number_in(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function text_in(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
