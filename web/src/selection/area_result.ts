// SPDX-License-Identifier: MIT
// What the points of an area have in common: mean series with their spread, velocities, classes.
import { export_address, fetch_selection, type Selection, type SelectionQuery } from '../api_client';
import { Chart } from '../chart/chart';
import { save_chart_png, save_chart_svg } from '../chart/export';
import { button, checkbox } from '../controls/form';
import { element } from '../dom';
import { save_from, save_text } from '../download';
import { menu } from '../panel/menu';
import { group_label, mean_content } from '../panel/mean_series';
import { csv_of } from '../panel/series_text';
import { filter_query } from '../state/filters';
import { area_query, shape_text, type AreaShape } from '../state/shape';
import type { View, ViewState } from '../state/view_state';
import { text } from '../strings';
import { Answers } from './answers';
import { area_figures } from './area_figures';

/** Most points of /api/v1/export, without and with their series. */
const kMostExported = { plain: 500_000, series: 50_000 } as const;

const kFormats = [
  ['csv', { format: 'csv' }, 'plain'],
  ['geojson', { format: 'geojson' }, 'plain'],
  ['gpkg', { format: 'gpkg' }, 'plain'],
  ['parquet', { format: 'parquet' }, 'plain'],
  ['csv_series', { format: 'csv', series: true }, 'series'],
] as const;

export class AreaResult {
  readonly place = element('div', { class: 'content' });
  private readonly figures_ = element('div', { class: 'list' });
  private readonly chart_: Chart;
  private readonly answers_: Answers<Selection>;
  private selection_: Selection | null = null;
  private shape_: AreaShape | null = null;
  private query_: SelectionQuery = {};

  constructor(
    private readonly state_: ViewState,
    private readonly say_: (message: string) => void,
  ) {
    const chart_place = element('div');
    this.place.append(element('div', { class: 'plot' }, this.toolbar(), chart_place), this.figures_);
    this.chart_ = new Chart(chart_place);
    this.answers_ = new Answers(say_, (selection) => {
      this.selection_ = selection;
      this.draw(state_.view);
    });
  }

  update(view: View, shape: AreaShape | null): void {
    this.place.hidden = shape === null;
    if (!shape) {
      if (view.selection === null || view.selection.kind === 'line') this.answers_.forget();
      return;
    }
    this.shape_ = shape;
    const { from, to } = view.time;
    const area: SelectionQuery = { ...filter_query(view.filters), ...area_query(shape) };
    this.query_ = area;
    const query = {
      ...area,
      fit: view.panel.fit ?? ('seasonal' as const),
      from: from ?? undefined,
      to: to ?? undefined,
    };
    this.answers_.ask(JSON.stringify(query), (signal) => fetch_selection(query, signal));
    this.draw(view);
  }

  private draw(view: View): void {
    const selection = this.selection_;
    if (!selection || !this.shape_) return;
    this.figures_.replaceChildren(area_figures(selection));
    const groups = selection.groups.filter(({ dates }) => dates.length > 0);
    const subject = `${shape_text(this.shape_)} ${view.panel.from_zero}`;
    const aria = text.mean_series_aria(groups.map(group_label).join(', '));
    if (selection.count === 0) this.chart_.clear();
    else this.chart_.show(mean_content(groups, view.panel.from_zero, subject), aria);
  }

  private toolbar(): HTMLElement {
    const start = checkbox(this.state_, {
      id: 'area-from-zero',
      label: text.from_zero,
      read: ({ panel }) => panel.from_zero,
      write: (value) => ({ panel: { from_zero: value } }),
    });
    const reference = button(text.selection_as_reference, () => {
      if (this.shape_) this.state_.change({ reference: { kind: 'area', shape: this.shape_ } });
    });
    reference.title = text.selection_as_reference_long;
    reference.setAttribute('aria-label', text.selection_as_reference_long);
    return element(
      'div',
      { class: 'chart-bar', role: 'group', 'aria-label': text.chart_controls },
      start,
      button(text.fit_chart, () => this.chart_.fit()),
      reference,
      menu(text.export_menu, [
        [text.export_csv, () => this.export_csv()],
        [text.export_svg, () => save_chart_svg(this.chart_, kFileName, kWords)],
        [text.export_png, () => void save_chart_png(this.chart_, kFileName, kWords)],
      ]),
      menu(
        text.download_points,
        kFormats.map(([name, query, limit]) => [
          text.download_format[name],
          () => this.download({ ...query }, kMostExported[limit]),
        ]),
      ),
    );
  }

  private download(query: { format: string; series?: boolean }, most: number): void {
    if ((this.selection_?.count ?? 0) > most) this.say_(text.download_too_many(most));
    else save_from(export_address({ ...this.query_, ...query }));
  }

  private export_csv(): void {
    const columns = (this.selection_?.groups ?? []).flatMap((group) => [
      { name: `mean ${group_label(group)}`, dates: group.dates, values: group.mean_mm },
      { name: `spread ${group_label(group)}`, dates: group.dates, values: group.std_mm },
    ]);
    const remarks = [text.axis_mean_displacement, text.attribution_data];
    save_text(`${kFileName}.csv`, 'text/csv', csv_of(remarks, columns));
  }
}

const kFileName = 'plumbline_selection';
const kWords = { title: text.axis_mean_displacement, credit: text.attribution_data };
