// SPDX-License-Identifier: MIT
// The tab with what is known of the shape on the map: an area's figures, or a line's profile.
import { element } from '../dom';
import type { View, ViewState } from '../state/view_state';
import { text } from '../strings';
import { AreaResult } from './area_result';
import { LineResult } from './line_result';

export class SelectionPage {
  readonly place = element('div', { class: 'page' });
  private readonly empty_ = element('p', { class: 'empty' }, text.selection_empty);
  private readonly area_: AreaResult;
  private readonly line_: LineResult;

  constructor(state: ViewState, say: (message: string) => void) {
    this.area_ = new AreaResult(state, say);
    this.line_ = new LineResult(state, say);
    this.place.append(this.empty_, this.area_.place, this.line_.place);
    state.subscribe((view) => this.update(view));
    this.update(state.view);
  }

  private update(view: View): void {
    const { selection, panel } = view;
    const is_open = panel.tab === 'selection';
    const area = is_open && selection !== null && selection.kind !== 'line' ? selection : null;
    const line = is_open && selection?.kind === 'line' ? selection : null;
    this.empty_.hidden = selection !== null;
    this.area_.update(view, area);
    this.line_.update(view, line);
  }
}
