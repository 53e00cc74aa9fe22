// SPDX-License-Identifier: MIT
// The tab with the clusters: a list to sort and filter, and of the chosen one its place, figures and mean series.
import {
  fetch_cluster_series,
  fetch_clusters,
  fetch_subclusters,
  type ClusterSeries,
  type PolygonCollection,
} from '../api_client';
import { Chart } from '../chart/chart';
import { button, checkbox, follow } from '../controls/form';
import { element } from '../dom';
import type { Highlight } from '../map/highlight';
import { failure_text } from '../panel/failure';
import { fit_model } from '../panel/model_fit';
import { group_label, mean_content } from '../panel/mean_series';
import { rate_text } from '../panel/point_facts';
import type { View, ViewState } from '../state/view_state';
import { text, whole } from '../strings';
import { clusters_of, kAllClusters, passes, type Cluster, type ClusterFilter } from './cluster_data';
import { cluster_facts } from './cluster_facts';
import { cluster_filter } from './cluster_filter';
import { ClusterTable } from './cluster_table';

export class ClusterTab {
  readonly place = element('div', { class: 'content clusters' });
  private readonly count_ = element('p', { class: 'count', role: 'status' });
  private readonly table_: ClusterTable;
  private readonly detail_ = element('div', { class: 'detail' });
  private readonly figures_ = element('div', { class: 'figures' });
  private readonly chart_: Chart;
  private clusters_: readonly Cluster[] = [];
  private filter_: ClusterFilter = kAllClusters;
  private subclusters_ = false;
  /** Asked for when the tab is first opened. */
  private asked_: 'clusters' | 'subclusters' | null = null;
  private shown_series_: string | null = null;

  constructor(
    private readonly state_: ViewState,
    private readonly highlight_: Highlight,
    private readonly say_: (message: string) => void,
  ) {
    this.table_ = new ClusterTable((cluster) => this.choose(cluster));
    const chart_place = element('div');
    this.chart_ = new Chart(chart_place);
    this.detail_.append(this.detail_bar(), this.figures_, chart_place);
    const filter = cluster_filter(
      (chosen) => {
        this.filter_ = chosen;
        this.draw();
      },
      (sub) => {
        this.subclusters_ = sub;
        void this.update(this.state_.view);
      },
    );
    this.place.append(
      element('div', { class: 'list' }, filter, this.count_, this.table_.place),
      this.detail_,
    );
    follow(state_, (view) => void this.update(view));
  }

  private detail_bar(): HTMLElement {
    const only = checkbox(this.state_, {
      id: 'only-cluster',
      label: text.cluster_only,
      read: ({ filters, panel }) => filters.cluster !== null && filters.cluster === panel.cluster,
      write: (value) => ({ filters: { cluster: value ? this.state_.view.panel.cluster : null } }),
    });
    const fly = button(text.cluster_fly, () => this.fly(), { id: 'fly' });
    const fit = button(text.fit_chart, () => this.chart_.fit());
    return element(
      'div',
      { class: 'chart-bar', role: 'group', 'aria-label': text.chart_controls },
      fly,
      only,
      fit,
    );
  }

  private async update(view: View): Promise<void> {
    if (view.panel.tab !== 'clusters') {
      this.highlight_.clear();
      return;
    }
    const wanted = this.subclusters_ ? 'subclusters' : 'clusters';
    if (this.asked_ !== wanted) await this.load(wanted);
    else this.draw();
  }

  private async load(wanted: 'clusters' | 'subclusters'): Promise<void> {
    this.asked_ = wanted;
    this.say_(text.panel_loading);
    try {
      const fetch_them = wanted === 'clusters' ? fetch_clusters : fetch_subclusters;
      const collection: PolygonCollection = await fetch_them({}, new AbortController().signal);
      if (this.asked_ !== wanted) return;
      this.clusters_ = clusters_of(collection);
      this.say_('');
      this.draw();
    } catch (error) {
      this.asked_ = null;
      this.say_(failure_text(error));
    }
  }

  private draw(): void {
    const shown = this.clusters_.filter((cluster) => passes(cluster, this.filter_));
    this.count_.textContent = text.cluster_count(shown.length, this.clusters_.length);
    const chosen = this.state_.view.panel.cluster;
    this.table_.show(shown, chosen);
    this.detail_.hidden = chosen === null;
    const cluster = this.clusters_.find(({ id }) => id === chosen);
    if (!cluster) {
      this.highlight_.clear();
      return;
    }
    this.highlight_.show(cluster.geometry);
    void this.show_series(cluster);
  }

  private choose(cluster: Cluster): void {
    this.state_.change({
      panel: { cluster: cluster.id },
      layers: this.subclusters_ ? { subclusters: true } : { clusters: true },
    });
    this.highlight_.fly_to(cluster.extent);
  }

  private fly(): void {
    const cluster = this.clusters_.find(({ id }) => id === this.state_.view.panel.cluster);
    if (cluster) this.highlight_.fly_to(cluster.extent);
  }

  /** Sub-clusters have no series of their own in the store; that of their cluster is shown. */
  private async show_series(cluster: Cluster): Promise<void> {
    if (this.shown_series_ === cluster.id) return;
    this.shown_series_ = cluster.id;
    this.figures_.replaceChildren(cluster_facts(cluster));
    try {
      const series = await fetch_cluster_series(cluster.cluster_id);
      if (this.shown_series_ !== cluster.id) return;
      this.chart_.show(
        mean_content(series.groups, true, cluster.cluster_id),
        text.cluster_series_aria(cluster.cluster_id),
      );
      this.figures_.append(rates(series));
    } catch (error) {
      this.shown_series_ = null;
      this.chart_.clear();
      this.say_(failure_text(error));
    }
  }
}

function rates({ groups }: ClusterSeries): HTMLElement {
  const rows = groups.map((group) => {
    const fit = fit_model({ dates: group.dates, values: group.mean_mm }, 'seasonal');
    const rate = fit ? rate_text(fit.velocity.value, fit.velocity_std_correlated) : '–';
    return element(
      'li',
      {},
      element('span', {}, group_label(group)),
      ' ',
      element('b', {}, rate),
      ` (${text.cluster_points(whole(Math.max(0, ...group.points)))})`,
    );
  });
  return element('ul', { class: 'rates' }, ...rows);
}
