// SPDX-License-Identifier: MIT
// The legend of kinds: colour, name and number of points; classes can be switched off and on.
import { css_colour } from '../colour/rgb';
import type { Coloured } from '../colour/coloured';
import type { Kind } from '../colour/kinds';
import { element } from '../dom';
import type { ShownPoints } from '../map/map_points';
import { shown_shapes } from '../map/point_filter';
import { kHidden } from '../map/stamps';
import type { ClassChoice } from '../state/filters';
import type { ViewState } from '../state/view_state';
import { text, whole } from '../strings';

/** More clusters than these fill the screen; the list of clusters shows them all. */
const kMostKinds = 12;

export function kind_list(
  state: ViewState,
  shown: ShownPoints,
  { by, kinds }: Extract<Coloured, { kind: 'kinds' }>,
): HTMLElement[] {
  const counts = counts_of(state, shown, kinds.codes, kinds.entries.length);
  const rows = kinds.entries
    .map((kind, k) => ({ kind, count: counts[k] }))
    .filter(({ kind, count }) => count > 0 || (kind.class_choice && kind.name !== 'unclassified'));
  if (by === 'cluster') rows.sort((a, b) => b.count - a.count);
  const list = element('ul', { class: 'classes' });
  for (const { kind, count } of rows.slice(0, kMostKinds)) list.append(row_of(state, kind, count));
  const note = rows.length > kMostKinds ? text.legend_more(rows.length - kMostKinds) : text.legend_class_note;
  return [list, element('div', { class: 'note' }, note)];
}

/** Classes that are switched off are counted too, as far as they are in memory. */
function counts_of(
  state: ViewState,
  { points, components }: ShownPoints,
  codes: Uint16Array,
  kinds: number,
): number[] {
  const counts = new Array<number>(kinds).fill(0);
  const shapes = shown_shapes(points, { ...state.view.filters, without_classes: [] }, components);
  codes.forEach((code, i) => {
    if (shapes[i] !== kHidden) counts[code] += 1;
  });
  return counts;
}

function row_of(state: ViewState, kind: Kind, count: number): HTMLElement {
  const swatch = element('span', { class: 'swatch', 'aria-hidden': 'true' });
  swatch.style.background = css_colour(kind.colour);
  const label = element('span', {}, text.kind_name(kind.name));
  const figure = element('span', { class: 'count' }, whole(count));
  const choice = kind.class_choice;
  if (!choice) return element('li', {}, swatch, label, figure);
  const input = element('input', { type: 'checkbox', 'data-class': choice });
  input.checked = !state.view.filters.without_classes.includes(choice);
  input.addEventListener('change', () => toggle(state, choice));
  return element('li', {}, element('label', {}, input, swatch, label, figure));
}

function toggle(state: ViewState, choice: ClassChoice): void {
  const without = state.view.filters.without_classes;
  const without_classes = without.includes(choice)
    ? without.filter((name) => name !== choice)
    : [...without, choice];
  state.change({ filters: { without_classes } });
}
