// SPDX-License-Identifier: MIT
// The panel with its pages: what can be looked at under the map.
import type { Info } from '../api_client';
import { ClusterTab } from '../clusters/cluster_tab';
import type { Highlight } from '../map/highlight';
import type { SeriesMarks } from '../map/series_marks';
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
      tab: 'clusters',
      place: new ClusterTab(state_, highlight, say).place,
      title: () => text.clusters_title,
      available: () => this.has_clusters_,
    });
  }

  open_clusters(): void {
    if (this.has_clusters_) this.state_.change({ panel: { tab: 'clusters' }, layers: { clusters: true } });
  }

  show_info(info: Info): void {
    this.has_clusters_ = info.has_clusters;
    this.panel.refresh();
  }
}
