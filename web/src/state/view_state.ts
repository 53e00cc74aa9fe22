// SPDX-License-Identifier: MIT
// What the user has chosen: all that an address restores but the place on the map. One object, replaced on every
// change; those who show a part of it subscribe.
import { kDefaultColouring, type Colouring } from './colouring';
import { kNoFilters, type Filters } from './filters';
import { kDefaultLayers, type Layers } from './layers';
import { kClosedPanel, type PanelState } from './panel_state';
import type { Reference } from './reference';
import type { Shape } from './shape';
import { kAllTime, type TimeChoice } from './time_choice';

export interface View {
  readonly colouring: Colouring;
  readonly filters: Filters;
  readonly layers: Layers;
  readonly time: TimeChoice;
  /** Null: velocities as the store has them. */
  readonly reference: Reference | null;
  /** The area or line that was drawn. */
  readonly selection: Shape | null;
  readonly panel: PanelState;
}

export const kDefaultView: View = {
  colouring: kDefaultColouring,
  filters: kNoFilters,
  layers: kDefaultLayers,
  time: kAllTime,
  reference: null,
  selection: null,
  panel: kClosedPanel,
};

type Listener = (view: View, before: View) => void;
/** Parts that are objects may be given in part. */
export type ViewChange = { readonly [Part in keyof View]?: View[Part] extends object ? Partial<View[Part]> : View[Part] };

export class ViewState {
  private readonly listeners_: Listener[] = [];

  constructor(private view_: View) {}

  get view(): View {
    return this.view_;
  }

  /** change({ filters: { ascending: false } }) leaves the other filters as they are. */
  change(change: ViewChange): void {
    const { colouring, filters, layers, time, panel, ...whole } = change;
    const before = this.view_;
    this.replace({
      ...before,
      ...whole,
      colouring: colouring ? { ...before.colouring, ...colouring } : before.colouring,
      filters: filters ? { ...before.filters, ...filters } : before.filters,
      layers: layers ? { ...before.layers, ...layers } : before.layers,
      time: time ? { ...before.time, ...time } : before.time,
      panel: panel ? { ...before.panel, ...panel } : before.panel,
    });
  }

  replace(view: View): void {
    const before = this.view_;
    this.view_ = view;
    for (const listener of this.listeners_) listener(view, before);
  }

  /** Parts that did not change are the same objects in both views. */
  subscribe(listener: Listener): void {
    this.listeners_.push(listener);
  }
}
