// SPDX-License-Identifier: MIT
// Which points are shown.
import { element } from '../dom';
import { kFlagNames, kNoFilters, type Filters, type FlagName } from '../state/filters';
import { number_of } from '../state/hash';
import { kMostPoints } from '../state/layers';
import type { View, ViewState } from '../state/view_state';
import { text, whole } from '../strings';
import { button, checkbox, follow, group, select, shape_mark, slider } from './form';

export function filter_group(state: ViewState): HTMLElement {
  return group(
    text.filter_group,
    speed_slider(state),
    coherence_slider(state),
    orbit_box(state, 'ascending', 'circle'),
    orbit_box(state, 'descending', 'square'),
    orbit_box(state, 'east', 'diamond'),
    orbit_box(state, 'up', 'diamond'),
    most_points(state),
    more(state),
    button(text.reset_filters, () => state.change({ filters: kNoFilters }), { id: 'reset', class: 'plain' }),
  );
}

function speed_slider(state: ViewState): HTMLElement {
  return slider(
    state,
    {
      id: 'speed',
      label: text.least_speed,
      read: ({ filters }) => filters.least_speed_mm_per_year,
      write: (value) => ({ filters: { least_speed_mm_per_year: value } }),
    },
    { least: 0, most: 20, step: 0.5, describe: text.speed_value },
  );
}

function coherence_slider(state: ViewState): HTMLElement {
  return slider(
    state,
    {
      id: 'coherence',
      label: text.least_coherence,
      read: ({ filters }) => filters.least_coherence,
      write: (value) => ({ filters: { least_coherence: value } }),
    },
    { least: 0, most: 1, step: 0.05, describe: text.coherence_value },
  );
}

function orbit_box(
  state: ViewState,
  key: 'ascending' | 'descending' | 'east' | 'up',
  shape: 'circle' | 'square' | 'diamond',
): HTMLElement {
  const bound = {
    id: key,
    label: text[key],
    read: ({ filters }: { filters: Filters }) => filters[key],
    write: (value: boolean) => ({ filters: { [key]: value } }),
  };
  return checkbox(state, bound, shape_mark(shape));
}

function most_points(state: ViewState): HTMLElement {
  const bound = {
    id: 'most-points',
    label: text.most_points,
    read: ({ layers }: View) => String(layers.most_points),
    write: (value: string) => ({ layers: { most_points: Number(value) } }),
  };
  return select(state, bound, kMostPoints.map((count) => [String(count), whole(count)]));
}

/** The filters that are needed less often. */
function more(state: ViewState): HTMLElement {
  return element(
    'details',
    { class: 'more' },
    element('summary', {}, text.more_filters),
    limits(state, text.velocity_between, 'least_velocity_mm_per_year', 'most_velocity_mm_per_year'),
    limits(state, text.height_between, 'least_height_m', 'most_height_m'),
    ...kFlagNames.map((flag) => flag_choice(state, flag)),
    cluster_choice(state),
  );
}

type Limit =
  | 'least_velocity_mm_per_year'
  | 'most_velocity_mm_per_year'
  | 'least_height_m'
  | 'most_height_m';

function limits(state: ViewState, label: string, least: Limit, most: Limit): HTMLElement {
  const input = (key: Limit, name: string): HTMLElement => {
    const made = element('input', { type: 'number', id: key, step: 'any', 'aria-label': `${label}: ${name}` });
    made.addEventListener('change', () => {
      const value = number_of(made.value);
      state.change({ filters: { [key]: Number.isNaN(value) ? null : value } });
    });
    follow(state, ({ filters }) => (made.value = filters[key] === null ? '' : String(filters[key])));
    return made;
  };
  const row = element('div', { class: 'row limits' }, input(least, text.from), '–', input(most, text.to));
  return element('div', {}, element('div', { class: 'label' }, label), row);
}

/** Whatever, set, or not set. */
function flag_choice(state: ViewState, flag: FlagName): HTMLElement {
  const input = element('select', { id: `flag-${flag}` });
  for (const [value, label] of [
    ['any', text.flag_any],
    ['with', text.flag_set],
    ['without', text.flag_not_set],
  ])
    input.append(element('option', { value }, label));
  const wanted = ({ with_flags, without_flags }: Filters): string =>
    with_flags.includes(flag) ? 'with' : without_flags.includes(flag) ? 'without' : 'any';
  input.addEventListener('change', () => {
    const { with_flags, without_flags } = state.view.filters;
    const chosen = (list: readonly FlagName[], value: string): FlagName[] =>
      kFlagNames.filter((name) => (name === flag ? input.value === value : list.includes(name)));
    state.change({
      filters: { with_flags: chosen(with_flags, 'with'), without_flags: chosen(without_flags, 'without') },
    });
  });
  follow(state, ({ filters }) => (input.value = wanted(filters)));
  const label = element('label', { for: input.id }, text.kind_name(flag));
  return element('div', { class: 'row' }, label, input);
}

function cluster_choice(state: ViewState): HTMLElement {
  const input = element('input', { type: 'text', id: 'cluster-filter', placeholder: 'CL_0001', size: 10 });
  input.addEventListener('change', () => state.change({ filters: { cluster: input.value.trim() || null } }));
  follow(state, ({ filters }) => (input.value = filters.cluster ?? ''));
  return element('div', { class: 'row' }, element('label', { for: input.id }, text.cluster_filter), input);
}
