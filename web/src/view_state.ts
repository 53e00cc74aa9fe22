// SPDX-License-Identifier: MIT
// What the user has chosen. One object, replaced on every change; those who show it subscribe.
import { kDefaultRange } from './colour/velocity_scale';

export type ColourBy = 'velocity' | 'class';

export interface View {
  readonly colour_by: ColourBy;
  /** Half-width of the velocity colours, mm/yr. */
  readonly range_mm_per_year: number;
  /** Least |mean velocity|, mm/yr. */
  readonly least_speed_mm_per_year: number;
  readonly least_coherence: number;
  readonly ascending: boolean;
  readonly descending: boolean;
  readonly clusters: boolean;
  readonly subclusters: boolean;
}

export const kDefaultView: View = {
  colour_by: 'velocity',
  range_mm_per_year: kDefaultRange,
  least_speed_mm_per_year: 0,
  least_coherence: 0,
  ascending: true,
  descending: true,
  clusters: false,
  subclusters: false,
};

type Listener = (view: View, before: View) => void;

export class ViewState {
  private readonly listeners_: Listener[] = [];

  constructor(private view_: View) {}

  get view(): View {
    return this.view_;
  }

  change(part: Partial<View>): void {
    const before = this.view_;
    this.view_ = { ...before, ...part };
    for (const listener of this.listeners_) listener(this.view_, before);
  }

  subscribe(listener: Listener): void {
    this.listeners_.push(listener);
  }
}

/** Whether the server has to be asked again. */
export function filters_differ(a: View, b: View): boolean {
  return (
    a.least_speed_mm_per_year !== b.least_speed_mm_per_year ||
    a.least_coherence !== b.least_coherence ||
    a.ascending !== b.ascending ||
    a.descending !== b.descending
  );
}

export function has_filters(view: View): boolean {
  return filters_differ(view, kDefaultView);
}
