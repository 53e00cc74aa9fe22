// SPDX-License-Identifier: MIT
// The polygons that lie over the points; what the store does not have cannot be switched on.
import type { Info } from '../api_client';
import { element } from '../dom';
import type { View, ViewState } from '../state/view_state';
import { text } from '../strings';
import { button, checkbox, group } from './form';

type Overlay = 'clusters' | 'subclusters';

export class OverlayGroup {
  private readonly boxes_: Readonly<Record<Overlay, HTMLElement>>;
  private readonly list_: HTMLButtonElement;
  readonly place: HTMLElement;

  constructor(private readonly state_: ViewState) {
    this.boxes_ = { clusters: this.box('clusters'), subclusters: this.box('subclusters') };
    this.list_ = button(text.cluster_open, () => this.open_list(), { id: 'cluster-list', class: 'plain' });
    this.place = group(text.overlay_group, this.boxes_.clusters, this.boxes_.subclusters, this.list_);
  }

  show_info(info: Info): void {
    this.limit('clusters', info.has_clusters, info.clusters);
    this.limit('subclusters', info.has_subclusters, info.subclusters);
    this.list_.disabled = !info.has_clusters;
  }

  private open_list(): void {
    this.state_.change({ panel: { tab: 'clusters' }, layers: { clusters: true } });
  }

  private box(overlay: Overlay): HTMLElement {
    return checkbox(this.state_, {
      id: overlay,
      label: text[overlay],
      read: ({ layers }: View) => layers[overlay],
      write: (value) => ({ layers: { [overlay]: value } }),
    });
  }

  private limit(overlay: Overlay, present: boolean, count: number): void {
    const box = this.boxes_[overlay];
    const input = box.querySelector('input') as HTMLInputElement;
    input.disabled = !present;
    box.classList.toggle('disabled', !present);
    box.querySelector('.count')?.remove();
    const figure = present ? text.polygon_count(count) : text.none_in_store;
    box.append(element('span', { class: 'count' }, figure));
    if (!present && this.state_.view.layers[overlay]) this.state_.change({ layers: { [overlay]: false } });
  }
}
