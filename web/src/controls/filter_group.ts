// SPDX-License-Identifier: MIT
// Which points are shown.
import { kNoFilters } from '../state/filters';
import type { ViewState } from '../state/view_state';
import { text } from '../strings';
import { button, checkbox, group, shape_mark, slider } from './form';

export function filter_group(state: ViewState): HTMLElement {
  return group(
    text.filter_group,
    speed_slider(state),
    coherence_slider(state),
    orbit_box(state, 'ascending', 'circle'),
    orbit_box(state, 'descending', 'square'),
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
  key: 'ascending' | 'descending',
  shape: 'circle' | 'square',
): HTMLElement {
  const bound = {
    id: key,
    label: text[key],
    read: state_reader(key),
    write: (value: boolean) => ({ filters: { [key]: value } }),
  };
  return checkbox(state, bound, shape_mark(shape));
}

function state_reader(key: 'ascending' | 'descending') {
  return ({ filters }: ViewState['view']): boolean => filters[key];
}
