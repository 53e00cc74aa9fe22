// SPDX-License-Identifier: MIT
// What points are coloured by, and over which range.
import { element } from '../dom';
import { kRangePresets, type ColourBy } from '../state/colouring';
import type { ViewState } from '../state/view_state';
import { text } from '../strings';
import { follow, group, select } from './form';

export function colour_group(state: ViewState): HTMLElement {
  const range = select(
    state,
    {
      id: 'range',
      label: text.range,
      read: ({ colouring }) => String(colouring.range_mm_per_year),
      write: (value) => ({ colouring: { range_mm_per_year: Number(value) } }),
    },
    kRangePresets.map((preset) => [String(preset), text.range_option(preset)]),
  );
  follow(state, ({ colouring }) => (range.hidden = colouring.by !== 'velocity'));
  const choice = element(
    'div',
    { class: 'segmented' },
    colour_choice(state, 'velocity', text.colour_by_velocity),
    colour_choice(state, 'class', text.colour_by_class),
  );
  return group(text.colour_group, choice, range);
}

function colour_choice(state: ViewState, by: ColourBy, label: string): HTMLElement {
  const input = element('input', { type: 'radio', name: 'colour', value: by, id: `colour-${by}` });
  input.addEventListener('change', () => state.change({ colouring: { by } }));
  follow(state, ({ colouring }) => (input.checked = colouring.by === by));
  return element('label', {}, input, element('span', {}, label));
}
