// SPDX-License-Identifier: MIT
// What lies under the points, the user's own layers, light or dark, and the map on paper.
import { element } from '../dom';
import { read_own_layer } from '../map/own_layers';
import { kBasemaps, kThemes, type Basemap, type Theme } from '../state/layers';
import type { ViewState } from '../state/view_state';
import { text } from '../strings';
import { button, checkbox, follow, group, select } from './form';

export function map_group(state: ViewState, show_3d: () => void): HTMLElement {
  return group(
    text.map_group,
    basemap_choice(state),
    online_note(state),
    own_layers(state),
    checkbox(state, {
      id: 'places',
      label: text.places,
      read: ({ layers }) => layers.places,
      write: (value) => ({ layers: { places: value } }),
    }),
    theme_choice(state),
    element(
      'div',
      { class: 'buttons' },
      button(text.view_3d, show_3d, { id: 'show-3d' }),
      button(text.print, () => window.print(), { id: 'print' }),
    ),
  );
}

function basemap_choice(state: ViewState): HTMLElement {
  return select(
    state,
    {
      id: 'basemap',
      label: text.basemap,
      read: ({ layers }) => layers.basemap,
      write: (value) => ({ layers: { basemap: value as Basemap } }),
    },
    kBasemaps.map((basemap) => [basemap, text.basemap_name[basemap]]),
  );
}

function online_note(state: ViewState): HTMLElement {
  const note = element('p', { class: 'data note' }, text.online_note);
  follow(state, ({ layers }) => {
    note.hidden = layers.own.length === 0 && (layers.basemap === 'offline' || layers.basemap === 'none');
  });
  return note;
}

function own_layers(state: ViewState): HTMLElement {
  const list = element('ul', { class: 'own-layers' });
  const field = element('input', { type: 'url', id: 'own-layer', placeholder: 'https://…/{z}/{x}/{y}.png' });
  field.setAttribute('aria-label', text.own_layer_label);
  field.title = text.own_layer_label;
  field.addEventListener('input', () => field.setCustomValidity(''));
  const add = (): void => {
    const address = field.value.trim();
    if (!read_own_layer(address)) {
      field.setCustomValidity(text.own_layer_refused);
      field.reportValidity();
      return;
    }
    // A space divides addresses in the page's own.
    state.change({ layers: { own: [...state.view.layers.own, address.replaceAll(' ', '%20')] } });
    field.value = '';
  };
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  });
  follow(state, ({ layers }) => list.replaceChildren(...layers.own.map((address) => entry(state, address))));
  const row = element('div', { class: 'row' }, field, button(text.own_layer_add, add, { id: 'own-layer-add' }));
  return element(
    'details',
    { class: 'more', open: state.view.layers.own.length > 0 },
    element('summary', {}, text.own_layers),
    list,
    row,
  );
}

function entry(state: ViewState, address: string): HTMLElement {
  const remove = button('×', () => {
    state.change({ layers: { own: state.view.layers.own.filter((other) => other !== address) } });
  });
  remove.setAttribute('aria-label', text.own_layer_remove(address));
  const name = element('span', { title: address }, read_own_layer(address)?.host ?? address);
  return element('li', { class: 'row' }, name, remove);
}

function theme_choice(state: ViewState): HTMLElement {
  return select(
    state,
    {
      id: 'theme',
      label: text.theme,
      read: ({ layers }) => layers.theme,
      write: (value) => ({ layers: { theme: value as Theme } }),
    },
    kThemes.map((theme) => [theme, text.theme_name[theme]]),
  );
}
