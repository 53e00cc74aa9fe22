// SPDX-License-Identifier: MIT
// The list beside the chart: for every open series its name, the value under the pointer, its fit and its facts.
import type { TimeSeries } from '../api_client';
import { marker_path, kMarkers } from '../chart/markers';
import { kSeriesColours } from '../colour/series_colours';
import { button } from '../controls/form';
import { element, svg_element } from '../dom';
import { fixed, signed, text } from '../strings';
import type { Geometry } from './geometry';
import { kHonestFloor, number_in, point_facts, rate_text, text_in, type Fact } from './point_facts';
import type { ShownSeries } from './series_content';
import type { DatedFit } from './series_source';
import { table_of_values } from './series_table';

export interface Card {
  readonly stored: TimeSeries;
  readonly geometry: Geometry;
  readonly shown: ShownSeries;
  readonly is_reference: boolean;
  /** Why the reference is not subtracted, where there is one. */
  readonly remark: string | null;
}

export interface CardActions {
  remove(card: Card): void;
  toggle_reference(card: Card): void;
}

export function series_cards(cards: readonly Card[], fit_wanted: boolean, actions: CardActions): HTMLElement {
  const open = cards.length === 1;
  return element(
    'div',
    {},
    element('ul', { class: 'series' }, ...cards.map((card) => card_of(card, open, fit_wanted, actions))),
    ...cards.map(({ shown }) => table_of_values(shown.label, shown.series)),
  );
}

function card_of(card: Card, open: boolean, fit_wanted: boolean, actions: CardActions): HTMLElement {
  const { stored, geometry, shown } = card;
  const { pid } = stored;
  const remove = button('×', () => actions.remove(card), { class: 'remove' });
  remove.setAttribute('aria-label', text.panel_remove(pid));
  const reference = button(text.use_as_reference, () => actions.toggle_reference(card), {
    class: 'reference',
  });
  reference.setAttribute('aria-pressed', String(card.is_reference));
  reference.setAttribute('aria-label', text.use_as_reference_of(pid));
  const head = element(
    'div',
    { class: 'row' },
    swatch(shown.slot),
    element('strong', {}, pid),
    element('span', { class: 'geometry' }, text.geometry[geometry]),
    element('span', { class: 'value' }),
    remove,
  );
  const facts = element(
    'details',
    { class: 'facts' },
    element('summary', {}, summary_of_point(stored)),
    facts_list(point_facts(stored, geometry)),
    all_columns(stored),
  );
  facts.open = open;
  const card_element = element('li', { 'data-pid': pid, 'data-tile': stored.tile }, head);
  if (fit_wanted) card_element.append(fit_line(shown.fit));
  if (card.remark) card_element.append(element('p', { class: 'remark' }, card.remark));
  card_element.append(element('div', { class: 'actions' }, facts, reference));
  return card_element;
}

/** "−5.2 ± 0.7 mm/yr, Accelerating" */
function summary_of_point({ metadata }: TimeSeries): string {
  const rate = rate_text(number_in(metadata, 'mean_velocity'), number_in(metadata, 'mean_velocity_std'));
  return `${rate}, ${text.class_name(text_in(metadata, 'class_1'))}`;
}

/** The marker of a series in its colour, as on the chart. */
export function swatch(slot: number): SVGSVGElement {
  const k = slot % kMarkers.length;
  const path = svg_element('path', { d: marker_path(kMarkers[k], 0, 0, 4.4), fill: kSeriesColours[k] });
  return svg_element('svg', { class: 'marker', viewBox: '-7 -7 14 14', 'aria-hidden': true }, path);
}

function facts_list(facts: readonly Fact[]): HTMLElement {
  const list = element('dl');
  for (const [name, value] of facts)
    list.append(element('div', {}, element('dt', {}, name), element('dd', {}, value)));
  return list;
}

/** As the store names them. */
function all_columns({ tile, metadata }: TimeSeries): HTMLElement {
  const rows = Object.entries({ tile, ...metadata }).map(([name, value]) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      element('td', {}, value === null ? '–' : String(value)),
    ),
  );
  return element(
    'details',
    { class: 'columns' },
    element('summary', {}, text.all_columns),
    element('table', {}, element('tbody', {}, ...rows)),
  );
}

export function fit_line(fit: DatedFit | null): HTMLElement {
  if (!fit) return element('p', { class: 'fit' }, text.fit_impossible);
  const { velocity, velocity_std_correlated, acceleration, amplitude, peak_year, rmse, dates } = fit;
  const words = rate_text(velocity.value, velocity_std_correlated);
  // A curve has another rate at each date; the models' own is that of the middle.
  const is_curved = acceleration !== null;
  const rate = element('b', {}, is_curved ? text.fit_rate_in_middle(words) : words);
  rate.title = text.rate_explained(fixed(velocity.std, 2), fixed(velocity_std_correlated, 2), kHonestFloor);
  const parts: string[] = [];
  if (acceleration)
    parts.push(text.fit_acceleration(signed(acceleration.value, 2), fixed(acceleration.std, 2)));
  if (amplitude && peak_year !== null)
    parts.push(
      text.fit_season(fixed(amplitude.value, 1), fixed(amplitude.std, 1), month_of(dates[0], peak_year)),
    );
  parts.push(text.fit_rmse(fixed(rmse, 1)));
  return element('p', { class: 'fit' }, rate, ` · ${parts.join(' · ')}`);
}

/** 0 to 11. */
function month_of(first: string, years_later: number): number {
  return new Date(Date.parse(`${first}T00:00:00Z`) + years_later * 365.25 * 86400_000).getUTCMonth();
}
