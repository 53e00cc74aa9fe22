// SPDX-License-Identifier: MIT
// Against what motion is measured: a point, the drawn area, or as the store has it.
import { element } from '../dom';
import type { ViewState } from '../state/view_state';
import { text } from '../strings';
import { button, follow, group } from './form';

/** `pick_point`: the next click on the map chooses the point. */
export function reference_group(state: ViewState, pick_point: () => void): HTMLElement {
  const words = element('p', { class: 'data', id: 'reference' });
  const pick = button(text.reference_pick, pick_point, { id: 'reference-point' });
  const use_area = button(text.reference_area, () => refer_to_selection(state), { id: 'reference-area' });
  const clear = button(text.reference_clear, () => state.change({ reference: null }), { id: 'reference-clear' });
  follow(state, ({ reference, selection }) => {
    use_area.disabled = selection === null || selection.kind === 'line';
    clear.hidden = reference === null;
    if (!reference) words.textContent = text.reference_none;
    else words.textContent = reference.kind === 'point' ? text.reference_point(reference.pid) : text.reference_is_area;
  });
  return group(text.reference_group, words, element('div', { class: 'buttons' }, pick, use_area, clear));
}

function refer_to_selection(state: ViewState): void {
  const { selection } = state.view;
  if (selection && selection.kind !== 'line') state.change({ reference: { kind: 'area', shape: selection } });
}
