// SPDX-License-Identifier: MIT
// The tab with the series of one to ten points: follows the view, asks for what it lacks, and shows it.
import type { TimeSeries } from '../api_client';
import { Chart } from '../chart/chart';
import { save_chart_png, save_chart_svg } from '../chart/export';
import type { Reading } from '../chart/plot_data';
import { save_text } from '../download';
import { element } from '../dom';
import type { MarkedPlace } from '../map/series_marks';
import { kMostSeries, type FitModel } from '../state/panel_state';
import { point_name_text, type PointName } from '../state/reference';
import type { View, ViewState } from '../state/view_state';
import { day, text } from '../strings';
import { failure_text } from './failure';
import { geometry_in, type Geometry } from './geometry';
import { missing_geometries } from './other_geometries';
import { motion_of, part_for, type ReferencePart } from './reference_motion';
import { number_in } from './point_facts';
import { series_cards, type Card } from './series_cards';
import { prepared, series_content } from './series_content';
import type { DatedFit, SeriesSource } from './series_source';
import { csv_of } from './series_text';
import { series_toolbar } from './series_toolbar';
import { summary_of } from './series_values';
import { iso_date_of } from './time';

/** What was asked for and has come. */
interface Loaded {
  readonly name: PointName;
  readonly stored: TimeSeries;
  readonly geometry: Geometry;
  readonly fit: DatedFit | null;
}

export class SeriesTab {
  readonly place = element('div', { class: 'content' });
  private readonly chart_: Chart;
  private readonly list_ = element('div', { class: 'list' });
  private cards_: readonly Card[] = [];
  /** The slot of colour that an open series keeps until it is closed. */
  private readonly slots_ = new Map<string, number>();
  /** Number of the newest update: answers to earlier ones are dropped. */
  private newest_ = 0;

  constructor(
    private readonly state_: ViewState,
    private readonly source_: SeriesSource,
    private readonly say_: (message: string) => void,
    private readonly mark_: (places: readonly MarkedPlace[]) => void,
  ) {
    const chart_place = element('div');
    const toolbar = series_toolbar(state_, {
      fit_chart: () => this.chart_.fit(),
      compare_geometries: () => void this.compare_geometries(),
      export_csv: () => this.export_csv(),
      export_svg: () => save_chart_svg(this.chart_, this.file_name(), this.words()),
      export_png: () => void save_chart_png(this.chart_, this.file_name(), this.words()),
    });
    this.place.append(element('div', { class: 'plot' }, toolbar, chart_place), this.list_);
    this.chart_ = new Chart(chart_place, (values) => this.read_out(values));
    state_.subscribe((view, before) => {
      if (view.panel !== before.panel || view.reference !== before.reference || view.time !== before.time)
        void this.update(view);
    });
    void this.update(state_.view);
  }

  private async update(view: View): Promise<void> {
    const update = ++this.newest_;
    const { series, fit } = view.panel;
    if (series.length === 0) {
      this.show(view, [], []);
      this.say_(view.panel.tab === 'series' ? text.panel_empty : '');
      return;
    }
    const slow = window.setTimeout(() => this.say_(text.panel_loading), 200);
    try {
      const [loaded, reference] = await Promise.all([
        Promise.all(series.map((name) => this.load(name, view.reference ? null : fit, view))),
        view.reference ? motion_of(view.reference, this.source_) : [],
      ]);
      if (update === this.newest_) this.show(view, loaded, reference);
    } catch (error) {
      if (update === this.newest_) this.say_(failure_text(error));
    } finally {
      window.clearTimeout(slow);
    }
  }

  private async load(name: PointName, fit: FitModel | null, view: View): Promise<Loaded> {
    const [info, stored, fitted] = await Promise.all([
      this.source_.info(),
      this.source_.series(name),
      fit ? this.source_.fit(name, fit, view.time) : null,
    ]);
    return { name, stored, geometry: geometry_in(info, stored.tile, stored.metadata.orbit), fit: fitted };
  }

  private show(view: View, loaded: readonly Loaded[], reference: readonly ReferencePart[]): void {
    this.assign_slots(loaded);
    this.cards_ = loaded.map((each) => this.card_of(view, each, reference));
    const { panel } = view;
    const shown = this.cards_.map((card) => card.shown);
    const subject = [
      panel.series.map(point_name_text).join(),
      panel.residuals,
      panel.from_zero,
      reference.length,
    ].join(' ');
    this.say_('');
    this.list_.replaceChildren(
      series_cards(this.cards_, panel.fit !== null, {
        remove: (card) => this.remove(card),
        toggle_reference: (card) => this.toggle_reference(card),
      }),
      ...(this.cards_.length > 0 ? [element('p', { class: 'hint' }, text.panel_hint)] : []),
    );
    this.chart_.show(series_content(shown, panel.residuals, subject), this.described());
    this.mark_(panel.tab === null ? [] : this.cards_.flatMap(marked_place));
  }

  private assign_slots(loaded: readonly Loaded[]): void {
    const names = loaded.map(({ name }) => point_name_text(name));
    for (const known of [...this.slots_.keys()]) if (!names.includes(known)) this.slots_.delete(known);
    for (const name of names) {
      if (this.slots_.has(name)) continue;
      const taken = [...this.slots_.values()];
      this.slots_.set(
        name,
        Array.from({ length: kMostSeries }, (_, k) => k).find((k) => !taken.includes(k)) ?? 0,
      );
    }
  }

  private card_of(view: View, loaded: Loaded, parts: readonly ReferencePart[]): Card {
    const { name, stored, geometry, fit } = loaded;
    const { panel, reference, time } = view;
    const part = reference ? part_for(stored, geometry, parts) : null;
    const made = prepared(stored, fit, part?.series ?? null, panel.fit, time, panel.from_zero);
    const is_reference = reference?.kind === 'point' && point_name_text(reference) === point_name_text(name);
    const slot = this.slots_.get(point_name_text(name)) ?? 0;
    return {
      stored,
      geometry,
      is_reference,
      shown: { label: `${stored.pid} (${text.geometry[geometry]})`, slot, ...made },
      remark: !reference
        ? null
        : !part
          ? text.reference_other
          : made.series.dates.length === 0
            ? text.reference_no_dates
            : text.reference_subtracted,
    };
  }

  private remove({ stored }: Card): void {
    const series = this.state_.view.panel.series.filter(
      ({ pid, tile }) => pid !== stored.pid || tile !== stored.tile,
    );
    this.state_.change({ panel: { series, tab: series.length > 0 ? 'series' : null } });
  }

  private toggle_reference({ stored, is_reference }: Card): void {
    const longitude = number_in(stored.metadata, 'longitude') ?? 0;
    const latitude = number_in(stored.metadata, 'latitude') ?? 0;
    const { pid, tile } = stored;
    this.state_.change({
      reference: is_reference ? null : { kind: 'point', pid, tile, longitude, latitude },
    });
  }

  /** Adds the nearest points of the directions that are not open yet, beside the newest series. */
  private async compare_geometries(): Promise<void> {
    const newest = this.cards_[this.cards_.length - 1];
    if (!newest) return;
    try {
      const open = new Set(this.cards_.map(({ geometry }) => geometry));
      const found = await missing_geometries(newest.stored, open, await this.source_.info());
      const { series } = this.state_.view.panel;
      const room = kMostSeries - series.length;
      this.state_.change({
        panel: { series: [...series, ...found.map(({ name }) => name)].slice(0, series.length + room) },
      });
      const distances = found.map(({ geometry, metres }) => text.found_geometry(geometry, metres));
      this.say_(found.length > 0 ? distances.join('; ') : text.no_other_geometry);
    } catch (error) {
      this.say_(failure_text(error));
    }
  }

  private export_csv(): void {
    const { panel } = this.state_.view;
    const columns = this.cards_.flatMap(({ shown, stored }) => {
      const name = `${stored.pid} ${stored.tile}`;
      if (panel.residuals && shown.fit)
        return [{ name, dates: shown.fit.dates, values: shown.fit.residuals }];
      return [{ name, ...shown.series }];
    });
    save_text(`${this.file_name()}.csv`, 'text/csv', csv_of(this.remarks(), columns));
  }

  private remarks(): string[] {
    const { panel, reference } = this.state_.view;
    return [
      panel.residuals ? text.axis_residual : text.axis_displacement,
      ...(reference ? [text.reference_subtracted] : []),
      ...(panel.from_zero ? [text.from_zero] : []),
      text.attribution_data,
    ];
  }

  private file_name(): string {
    return `plumbline_${this.cards_.map(({ stored }) => stored.pid).join('_')}`;
  }

  private words(): { title: string; credit: string } {
    const names = this.cards_.map(({ shown }) => shown.label).join(', ');
    return { title: `${text.panel_title(this.cards_.length)}: ${names}`, credit: text.attribution_data };
  }

  private described(): string {
    return this.cards_
      .map(({ stored, shown }) => {
        const summary = summary_of(shown.series);
        return summary ? text.series_aria(stored.pid, summary) : `${stored.pid}: ${text.panel_no_values}`;
      })
      .join(' ');
  }

  /** The date and value under the pointer go beside the name of each series. */
  private read_out(values: readonly (Reading | null)[]): void {
    const lines = this.chart_.content?.lines ?? [];
    this.cards_.forEach(({ shown }, k) => {
      const line = lines.findIndex(
        (each) => each.label === shown.label && (each.look === 'measured' || each.look === 'loose'),
      );
      const reading = values[line];
      const place = this.list_.querySelectorAll('.series .value')[k];
      place.textContent = reading ? `${day(iso_date_of(reading.x))}: ${text.mm(reading.y)}` : '';
    });
  }
}

function marked_place({ stored, shown }: Card): MarkedPlace[] {
  const latitude = number_in(stored.metadata, 'latitude');
  const longitude = number_in(stored.metadata, 'longitude');
  return latitude === null || longitude === null ? [] : [{ latitude, longitude, slot: shown.slot }];
}
