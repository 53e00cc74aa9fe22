// SPDX-License-Identifier: MIT
// The controls beside the map. They write into the view state and follow it.
import type { Info } from '../api_client';
import { kRangePresets } from '../colour/velocity_scale';
import { element } from '../dom';
import { text } from '../strings';
import { kDefaultView, type View, type ViewState } from '../view_state';

export interface SidebarActions {
  show_whole_extent(): void;
}

export class Sidebar {
  private readonly follow_: ((view: View) => void)[] = [];
  private readonly data_ = element('p', { class: 'data' });
  private readonly controls_: HTMLElement;
  private clusters_label_: HTMLElement | null = null;
  private subclusters_label_: HTMLElement | null = null;

  constructor(
    place: HTMLElement,
    private readonly state_: ViewState,
    private readonly actions_: SidebarActions,
  ) {
    const menu = element(
      'button',
      { type: 'button', class: 'menu', 'aria-expanded': 'false', 'aria-controls': 'controls' },
      text.menu,
    );
    this.controls_ = element(
      'form',
      { id: 'controls', 'aria-label': text.menu },
      this.colour_group(),
      this.filter_group(),
      this.overlay_group(),
      this.data_group(),
    );
    this.controls_.addEventListener('submit', (event) => event.preventDefault());
    menu.addEventListener('click', () => {
      const open = place.classList.toggle('open');
      menu.setAttribute('aria-expanded', String(open));
    });
    place.append(heading(), menu, this.controls_);
    state_.subscribe((view) => this.update(view));
    this.update(state_.view);
  }

  show_info(info: Info): void {
    this.data_.textContent = text.data_points(info.points, info.tiles.length);
    if (info.dates) this.data_.append(element('br'), text.data_dates(info.dates.first, info.dates.last));
    if (info.store_changed) this.data_.append(element('strong', { class: 'warning' }, text.store_changed));
    this.limit_overlay('clusters', this.clusters_label_, info.has_clusters, info.clusters);
    this.limit_overlay('subclusters', this.subclusters_label_, info.has_subclusters, info.subclusters);
  }

  private update(view: View): void {
    for (const follow of this.follow_) follow(view);
  }

  private colour_group(): HTMLElement {
    const range = element('select', { id: 'range' });
    for (const preset of kRangePresets)
      range.append(element('option', { value: preset }, text.range_option(preset)));
    range.addEventListener('change', () => this.state_.change({ range_mm_per_year: Number(range.value) }));
    const range_row = element('div', { class: 'row' }, element('label', { for: 'range' }, text.range), range);
    this.follow_.push((view) => {
      range.value = String(view.range_mm_per_year);
      range_row.hidden = view.colour_by !== 'velocity';
    });
    const choice = element(
      'div',
      { class: 'segmented' },
      this.colour_choice('velocity', text.colour_by_velocity),
      this.colour_choice('class', text.colour_by_class),
    );
    return group(text.colour_group, choice, range_row);
  }

  private colour_choice(colour_by: View['colour_by'], label: string): HTMLElement {
    const input = element('input', {
      type: 'radio',
      name: 'colour',
      value: colour_by,
      id: `colour-${colour_by}`,
    });
    input.addEventListener('change', () => this.state_.change({ colour_by }));
    this.follow_.push((view) => (input.checked = view.colour_by === colour_by));
    return element('label', {}, input, element('span', {}, label));
  }

  private filter_group(): HTMLElement {
    const reset = element('button', { type: 'button', id: 'reset', class: 'plain' }, text.reset_filters);
    reset.addEventListener('click', () => {
      const { least_speed_mm_per_year, least_coherence, ascending, descending } = kDefaultView;
      this.state_.change({ least_speed_mm_per_year, least_coherence, ascending, descending });
    });
    return group(
      text.filter_group,
      this.slider('speed', text.least_speed, 20, 0.5, 'least_speed_mm_per_year', text.speed_value),
      this.slider('coherence', text.least_coherence, 1, 0.05, 'least_coherence', text.coherence_value),
      this.checkbox('ascending', text.ascending, shape_mark('circle')),
      this.checkbox('descending', text.descending, shape_mark('square')),
      reset,
    );
  }

  private slider(
    id: string,
    label: string,
    most: number,
    step: number,
    key: 'least_speed_mm_per_year' | 'least_coherence',
    describe: (value: number) => string,
  ): HTMLElement {
    const input = element('input', { type: 'range', id, min: 0, max: most, step });
    const output = element('output', { for: id });
    input.addEventListener('input', () => this.state_.change({ [key]: Number(input.value) }));
    this.follow_.push((view) => {
      input.value = String(view[key]);
      output.textContent = describe(view[key]);
      input.setAttribute('aria-valuetext', describe(view[key]));
    });
    const head = element('div', { class: 'row' }, element('label', { for: id }, label), output);
    return element('div', { class: 'slider' }, head, input);
  }

  private overlay_group(): HTMLElement {
    this.clusters_label_ = this.checkbox('clusters', text.clusters);
    this.subclusters_label_ = this.checkbox('subclusters', text.subclusters);
    return group(text.overlay_group, this.clusters_label_, this.subclusters_label_);
  }

  private checkbox(
    key: 'ascending' | 'descending' | 'clusters' | 'subclusters',
    label: string,
    ...marks: HTMLElement[]
  ): HTMLElement {
    const input = element('input', { type: 'checkbox', id: key });
    input.addEventListener('change', () => this.state_.change({ [key]: input.checked }));
    this.follow_.push((view) => (input.checked = view[key]));
    return element('label', { class: 'check' }, input, ...marks, element('span', {}, label));
  }

  /** An overlay that the store does not have cannot be switched on. */
  private limit_overlay(
    key: 'clusters' | 'subclusters',
    label: HTMLElement | null,
    present: boolean,
    count: number,
  ): void {
    const input = label?.querySelector('input');
    if (!label || !input) return;
    input.disabled = !present;
    label.classList.toggle('disabled', !present);
    label.querySelector('.count')?.remove();
    label.append(
      element('span', { class: 'count' }, present ? text.polygon_count(count) : text.none_in_store),
    );
    if (!present && this.state_.view[key]) this.state_.change({ [key]: false });
  }

  private data_group(): HTMLElement {
    const extent = element('button', { type: 'button', id: 'extent', class: 'plain' }, text.whole_extent);
    extent.addEventListener('click', () => this.actions_.show_whole_extent());
    return group(text.data_group, this.data_, extent);
  }
}

function heading(): HTMLElement {
  const logo = element('img', { src: 'favicon.svg', alt: '', width: 30, height: 30 });
  return element('header', {}, logo, element('h1', {}, text.product, element('small', {}, text.subtitle)));
}

function group(title: string, ...children: HTMLElement[]): HTMLElement {
  return element('fieldset', {}, element('legend', {}, title), ...children);
}

export function shape_mark(shape: 'circle' | 'square'): HTMLElement {
  return element('span', { class: `shape ${shape}`, 'aria-hidden': 'true' });
}
