// SPDX-License-Identifier: MIT
// The panel with its pages: what can be looked at under the map.
import type { Info } from '../api_client';
import { ClusterTab } from '../clusters/cluster_tab';
import type { Highlight } from '../map/highlight';
import type { SeriesMarks } from '../map/series_marks';
import { SelectionPage } from '../selection/selection_page';
import type { ViewState } from '../state/view_state';
import { text } from '../strings';
import { Panel } from './panel';
import { SeriesSource } from './series_source';
import { SeriesTab } from './series_tab';

export class Results {
  readonly panel: Panel;
  private has_clusters_ = false;

  constructor(
    place: HTMLElement,
    private readonly state_: ViewState,
    marks: SeriesMarks,
    highlight: Highlight,
  ) {
    this.panel = new Panel(place, state_);
    const source = new SeriesSource();
    const say = (message: string): void => this.panel.say(message);
    this.panel.add({
      tab: 'series',
      place: new SeriesTab(state_, source, say, (places) => marks.show(places)).place,
      title: ({ panel }) => text.panel_title(Math.max(1, panel.series.length)),
      available: () => true,
    });
    this.panel.add({
      tab: 'selection',
      place: new SelectionPage(state_, say).place,
      title: ({ selection }) => (selection?.kind === 'line' ? text.profile_title : text.selection_title),
      available: ({ selection }) => selection !== null,
    });
    this.panel.add({
      tab: 'clusters',
      place: new ClusterTab(state_, highlight, say).place,
      title: () => text.clusters_title,
      available: () => this.has_clusters_,
    });
    this.open_for_shapes();
  }

  open_clusters(): void {
    if (this.has_clusters_) this.state_.change({ panel: { tab: 'clusters' }, layers: { clusters: true } });
  }

  show_info(info: Info): void {
    this.has_clusters_ = info.has_clusters;
    this.panel.refresh();
  }

  /** A shape that the reader draws opens its page; one that an address restores says itself what is open. */
  private open_for_shapes(): void {
    this.state_.subscribe((view, before) => {
      const is_drawn = view.selection !== before.selection && view.panel === before.panel;
      if (!is_drawn) return;
      // Not while the others are still told of this change.
      if (view.selection) queueMicrotask(() => this.state_.change({ panel: { tab: 'selection' } }));
      else if (view.panel.tab === 'selection') queueMicrotask(() => this.panel.close());
    });
  }
}
