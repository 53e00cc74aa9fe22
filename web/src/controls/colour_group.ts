// SPDX-License-Identifier: MIT
// What points are coloured by, with which scale, over which range.
import { number_property } from '../colour/properties';
import { element } from '../dom';
import { kColourBy, kScaleNames, kStretches, type ColourBy, type ScaleName, type Stretch } from '../state/colouring';
import { number_of } from '../state/hash';
import type { ViewState } from '../state/view_state';
import { fixed, text } from '../strings';
import { checkbox, follow, group, select, slider } from './form';

export function colour_group(state: ViewState): HTMLElement {
  return group(text.colour_group, by_choice(state), scale_choice(state), ...range_choice(state), ...looks(state));
}

function by_choice(state: ViewState): HTMLElement {
  return select(
    state,
    {
      id: 'colour',
      label: text.colour_by,
      read: ({ colouring }) => colouring.by,
      write: (value) => ({ colouring: { by: value as ColourBy } }),
    },
    kColourBy.map((by) => [by, text.colour_name[by]]),
  );
}

function scale_choice(state: ViewState): HTMLElement {
  const row = select(
    state,
    {
      id: 'scale',
      label: text.scale,
      read: ({ colouring }) => colouring.scale,
      write: (value) => ({ colouring: { scale: value as ScaleName } }),
    },
    kScaleNames.map((name) => [name, text.scale_name[name]]),
  );
  follow(state, ({ colouring }) => (row.hidden = number_property(colouring.by) === null));
  return row;
}

function range_choice(state: ViewState): HTMLElement[] {
  const row = select(
    state,
    {
      id: 'range',
      label: text.range,
      read: ({ colouring }) => colouring.stretch,
      write: (value) => ({ colouring: { stretch: value as Stretch } }),
    },
    kStretches.map((stretch) => [stretch, text.stretch_name[stretch]]),
  );
  follow(state, ({ colouring }) => {
    const property = number_property(colouring.by);
    row.hidden = property === null;
    if (!property) return;
    for (const option of row.querySelectorAll('option')) {
      const range = property.presets[option.value as keyof typeof property.presets];
      const digits = range && range.some((limit) => !Number.isInteger(limit)) ? 1 : 0;
      const limits = !range
        ? ''
        : property.is_signed
          ? ` (±${fixed(range[1], digits)})`
          : ` (${range.map((limit) => fixed(limit, digits)).join(' – ')})`;
      option.textContent = text.stretch_name[option.value as Stretch] + limits;
    }
  });
  return [row, custom_limits(state)];
}

function custom_limits(state: ViewState): HTMLElement {
  const limit = (key: 'least' | 'most'): HTMLElement => {
    const input = element('input', { type: 'number', id: `colours-${key}`, step: 'any' });
    input.setAttribute('aria-label', key === 'least' ? text.range_least : text.range_most);
    input.addEventListener('change', () => {
      const value = number_of(input.value);
      const { least, most } = state.view.colouring;
      const is_range = key === 'least' ? value < most : value > least;
      if (is_range) state.change({ colouring: { [key]: value } });
    });
    follow(state, ({ colouring }) => (input.value = String(colouring[key])));
    return input;
  };
  const row = element('div', { class: 'row limits' }, limit('least'), '–', limit('most'));
  follow(state, ({ colouring }) => (row.hidden = colouring.stretch !== 'custom'));
  return row;
}

function looks(state: ViewState): HTMLElement[] {
  return [
    slider(
      state,
      {
        id: 'point-size',
        label: text.point_size,
        read: ({ layers }) => layers.point_size,
        write: (value) => ({ layers: { point_size: value } }),
      },
      { least: 0.5, most: 3, step: 0.25, describe: (value) => `× ${value}` },
    ),
    slider(
      state,
      {
        id: 'point-opacity',
        label: text.point_opacity,
        read: ({ layers }) => layers.point_opacity,
        write: (value) => ({ layers: { point_opacity: value } }),
      },
      { least: 0.1, most: 1, step: 0.1, describe: (value) => `${Math.round(100 * value)} %` },
    ),
    checkbox(state, {
      id: 'flag-icons',
      label: text.flag_icons,
      read: ({ colouring }) => colouring.flag_icons,
      write: (value) => ({ colouring: { flag_icons: value } }),
    }),
  ];
}
