// SPDX-License-Identifier: MIT
// The pieces that groups of controls are made of. Each writes into the view state and follows it.
import { element } from '../dom';
import type { View, ViewChange, ViewState } from '../state/view_state';

export function group(title: string, ...children: HTMLElement[]): HTMLElement {
  return element('fieldset', {}, element('legend', {}, title), ...children);
}

export function button(label: string, action: () => void, attributes: { id?: string; class?: string } = {}) {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', action);
  return made;
}

/** Calls `show` now and after every change. */
export function follow(state: ViewState, show: (view: View) => void): void {
  state.subscribe(show);
  show(state.view);
}

export interface Bound<Value> {
  readonly id: string;
  readonly label: string;
  read(view: View): Value;
  write(value: Value): ViewChange;
}

export function checkbox(state: ViewState, bound: Bound<boolean>, ...marks: HTMLElement[]): HTMLElement {
  const input = element('input', { type: 'checkbox', id: bound.id });
  input.addEventListener('change', () => state.change(bound.write(input.checked)));
  follow(state, (view) => (input.checked = bound.read(view)));
  return element('label', { class: 'check' }, input, ...marks, element('span', {}, bound.label));
}

export interface SliderLimits {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  describe(value: number): string;
}

export function slider(state: ViewState, bound: Bound<number>, limits: SliderLimits): HTMLElement {
  const { least, most, step, describe } = limits;
  const input = element('input', { type: 'range', id: bound.id, min: least, max: most, step });
  const output = element('output', { for: bound.id });
  input.addEventListener('input', () => state.change(bound.write(Number(input.value))));
  follow(state, (view) => {
    const words = describe(bound.read(view));
    input.value = String(bound.read(view));
    output.textContent = words;
    input.setAttribute('aria-valuetext', words);
  });
  const head = element('div', { class: 'row' }, element('label', { for: bound.id }, bound.label), output);
  return element('div', { class: 'slider' }, head, input);
}

export type Option = readonly [value: string, label: string];

export function select(state: ViewState, bound: Bound<string>, options: readonly Option[]): HTMLElement {
  const input = element('select', { id: bound.id });
  for (const [value, label] of options) input.append(element('option', { value }, label));
  input.addEventListener('change', () => state.change(bound.write(input.value)));
  follow(state, (view) => (input.value = bound.read(view)));
  return element('div', { class: 'row' }, element('label', { for: bound.id }, bound.label), input);
}

export function shape_mark(shape: 'circle' | 'square' | 'diamond'): HTMLElement {
  return element('span', { class: `shape ${shape}`, 'aria-hidden': 'true' });
}
