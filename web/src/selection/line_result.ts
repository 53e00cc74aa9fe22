// SPDX-License-Identifier: MIT
// The profile along a line: position against velocity, or position against time.
import { fetch_profile } from '../api_client';
import { Chart } from '../chart/chart';
import { save_chart_png, save_chart_svg } from '../chart/export';
import { button, follow } from '../controls/form';
import { element } from '../dom';
import { save_text } from '../download';
import { kGeometries, type Geometry } from '../panel/geometry';
import { menu } from '../panel/menu';
import { swatch } from '../panel/series_cards';
import { line_query, shape_text, type Shape } from '../state/shape';
import type { View, ViewState } from '../state/view_state';
import { text } from '../strings';
import { Answers } from './answers';
import { heat_map } from './heat_map';
import { directed_filters, kBins, velocity_content, type DirectedProfile } from './profile_data';

type Line = Extract<Shape, { kind: 'line' }>;

export class LineResult {
  readonly place = element('div', { class: 'content' });
  private readonly chart_place_ = element('div');
  private readonly heat_ = element('div', { class: 'heat' });
  private readonly figures_ = element('div', { class: 'list' });
  private readonly direction_ = element('select', { id: 'profile-direction' });
  private readonly chart_: Chart;
  private readonly answers_: Answers<readonly DirectedProfile[]>;
  private profiles_: readonly DirectedProfile[] = [];
  private line_: Line | null = null;

  constructor(
    private readonly state_: ViewState,
    say: (message: string) => void,
  ) {
    const plot = element('div', { class: 'plot' }, this.toolbar(), this.chart_place_, this.heat_);
    this.place.append(plot, this.figures_);
    this.chart_ = new Chart(this.chart_place_);
    this.answers_ = new Answers(say, (profiles) => {
      this.profiles_ = profiles;
      this.draw(state_.view);
    });
  }

  update(view: View, line: Line | null): void {
    this.place.hidden = line === null;
    if (!line) {
      if (view.selection?.kind !== 'line') this.answers_.forget();
      return;
    }
    this.line_ = line;
    const { profile_width_m: width_m, profile_in_time: series } = view.panel;
    const { from, to } = view.time;
    const common = {
      ...line_query(line),
      width_m,
      bins: kBins,
      series: series || undefined,
      from: from ?? undefined,
      to: to ?? undefined,
    };
    const questions = directed_filters(view.filters).map(({ geometry, query }) => ({
      geometry,
      query: { ...query, ...common },
    }));
    this.answers_.ask(JSON.stringify(questions), async (signal) => {
      const ask = async ({ geometry, query }: (typeof questions)[number]): Promise<DirectedProfile> => ({
        geometry,
        profile: await fetch_profile(query, signal),
      });
      const all = await Promise.all(questions.map(ask));
      return all.filter(({ profile }) => profile.count > 0);
    });
    this.draw(view);
  }

  private draw(view: View): void {
    if (!this.line_) return;
    const in_time = view.panel.profile_in_time;
    this.chart_place_.hidden = in_time;
    this.heat_.hidden = !in_time;
    this.figures_.replaceChildren(this.figures());
    this.list_directions();
    if (this.profiles_.length === 0) this.chart_.clear();
    else if (!in_time) this.draw_velocities();
    if (in_time) this.draw_times();
  }

  private draw_velocities(): void {
    const count = this.profiles_.reduce((sum, { profile }) => sum + profile.count, 0);
    const length = text.profile_length(this.profiles_[0].profile.length_m);
    const content = velocity_content(this.profiles_, shape_text(this.line_) ?? '');
    this.chart_.show(content, text.profile_aria(count, length));
  }

  private draw_times(): void {
    const chosen = this.profiles_.find(({ geometry }) => geometry === this.direction_.value);
    const series = chosen?.profile.series;
    if (!chosen || !series || series.dates.length === 0) this.heat_.replaceChildren();
    else this.heat_.replaceChildren(heat_map(series, chosen.profile.length_m));
  }

  private list_directions(): void {
    const found = this.profiles_.map(({ geometry }) => geometry);
    const before = this.direction_.value as Geometry;
    this.direction_.replaceChildren(
      ...found.map((geometry) => element('option', { value: geometry }, text.geometry[geometry])),
    );
    if (found.includes(before)) this.direction_.value = before;
  }

  private figures(): HTMLElement {
    if (this.profiles_.length === 0) return element('p', { class: 'empty' }, text.selection_no_points);
    const entries = this.profiles_.map(({ geometry, profile: { count, points } }) => {
      const words = `${text.geometry[geometry]}: ${text.selection_count(count)}`;
      const thinned = points.length < count ? ` (${text.profile_thinned(points.length)})` : '';
      return element('li', {}, swatch(kGeometries.indexOf(geometry)), `${words}${thinned}`);
    });
    const length = text.profile_length(this.profiles_[0].profile.length_m);
    return element(
      'div',
      {},
      element('p', {}, element('strong', {}, length)),
      element('ul', { class: 'key' }, ...entries),
    );
  }

  private toolbar(): HTMLElement {
    const view = element('select', { id: 'profile-view' });
    view.append(
      element('option', { value: 'velocity' }, text.profile_velocity),
      element('option', { value: 'time' }, text.profile_time),
    );
    view.addEventListener('change', () =>
      this.state_.change({ panel: { profile_in_time: view.value === 'time' } }),
    );
    const width = element('input', { id: 'profile-width', type: 'number', min: 1, max: 50_000, step: 50 });
    width.addEventListener('change', () => {
      const metres = Number(width.value);
      if (metres >= 1 && metres <= 50_000) this.state_.change({ panel: { profile_width_m: metres } });
    });
    this.direction_.addEventListener('change', () => this.draw_times());
    const direction = element('label', {}, text.profile_geometry, ' ', this.direction_);
    follow(this.state_, ({ panel }) => {
      view.value = panel.profile_in_time ? 'time' : 'velocity';
      width.value = String(panel.profile_width_m);
      direction.hidden = !panel.profile_in_time;
    });
    return element(
      'div',
      { class: 'chart-bar', role: 'group', 'aria-label': text.chart_controls },
      element('label', {}, text.profile_view, ' ', view),
      direction,
      element('label', {}, text.profile_width, ' ', width),
      button(text.fit_chart, () => this.chart_.fit()),
      menu(text.export_menu, [
        [
          text.export_csv,
          () => save_text('plumbline_profile.csv', 'text/csv', csv_of_points(this.profiles_)),
        ],
        [text.export_svg, () => save_chart_svg(this.chart_, 'plumbline_profile', kWords)],
        [text.export_png, () => void save_chart_png(this.chart_, 'plumbline_profile', kWords)],
      ]),
    );
  }
}

const kWords = { title: text.profile_velocity, credit: text.attribution_data };

function csv_of_points(profiles: readonly DirectedProfile[]): string {
  const rows = profiles.flatMap(({ geometry, profile }) =>
    profile.points.map((point) =>
      [
        point.distance_m,
        point.offset_m,
        point.pid,
        point.tile,
        geometry,
        point.velocity ?? '',
        point.coherence ?? '',
      ].join(','),
    ),
  );
  const head = 'distance_m,offset_m,pid,tile,direction,velocity_mm_per_year,coherence';
  return [`# ${text.attribution_data}`, head, ...rows, ''].join('\n');
}
