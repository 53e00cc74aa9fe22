// SPDX-License-Identifier: MIT
// The list of clusters: a table whose headings sort it, and whose ids choose a cluster.
import { button } from '../controls/form';
import { element } from '../dom';
import { fixed, signed, text, whole } from '../strings';
import { kSortKeys, next_order, sorted, type Cluster, type Order, type SortKey } from './cluster_data';

/** A page of rows: more than anybody reads, few enough to be drawn at once. */
const kRowsAtOnce = 100;

export class ClusterTable {
  readonly place = element('div', { class: 'cluster-table' });
  private order_: Order = { key: 'points', descending: true };
  private rows_: readonly Cluster[] = [];
  private chosen_: string | null = null;
  private most_rows_ = kRowsAtOnce;

  constructor(private readonly choose_: (cluster: Cluster) => void) {}

  show(clusters: readonly Cluster[], chosen: string | null): void {
    this.rows_ = clusters;
    this.chosen_ = chosen;
    this.draw();
  }

  private draw(): void {
    const focused =
      document.activeElement instanceof HTMLElement ? document.activeElement.dataset.sort : undefined;
    const rows = sorted(this.rows_, this.order_);
    const table = element(
      'table',
      {},
      element('caption', { class: 'unseen' }, text.cluster_list),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...kSortKeys.map((key) => this.heading(key)),
          element('th', { scope: 'col' }, text.motion_class),
        ),
      ),
      element('tbody', {}, ...rows.slice(0, this.most_rows_).map((cluster) => this.row(cluster))),
    );
    this.place.replaceChildren(table);
    if (rows.length === 0) this.place.append(element('p', {}, text.cluster_none_passes));
    if (rows.length > this.most_rows_) this.place.append(this.more(rows.length));
    if (focused) this.place.querySelector<HTMLElement>(`[data-sort="${focused}"]`)?.focus();
  }

  private heading(key: SortKey): HTMLElement {
    const { key: by, descending } = this.order_;
    const arrow = by !== key ? '' : descending ? ' ▾' : ' ▴';
    const sort = button(text.cluster_column[key] + arrow, () => {
      this.order_ = next_order(this.order_, key);
      this.draw();
    });
    sort.dataset.sort = key;
    const direction = by !== key ? undefined : descending ? 'descending' : 'ascending';
    return element('th', { scope: 'col', 'aria-sort': direction }, sort);
  }

  private row(cluster: Cluster): HTMLElement {
    const { id, points, velocity, quality, quality_class, accelerating, dominant_class, mixed } = cluster;
    const choose = button(id, () => this.choose_(cluster), { class: 'choose' });
    const is_chosen = id === this.chosen_;
    choose.setAttribute('aria-pressed', String(is_chosen));
    const number = (value: string): HTMLElement => element('td', { class: 'number' }, value);
    return element(
      'tr',
      { 'data-cluster': id, class: is_chosen ? 'chosen' : undefined },
      element('th', { scope: 'row' }, choose),
      number(whole(points)),
      number(signed(velocity, 1)),
      number(quality === null ? '–' : text.cluster_quality(fixed(quality, 2), quality_class)),
      number(`${Math.round(100 * accelerating)} %`),
      element('td', {}, mixed ? text.class_name('mixed') : text.class_name(dominant_class)),
    );
  }

  private more(count: number): HTMLElement {
    return button(text.show_more(count - this.most_rows_), () => {
      this.most_rows_ += 10 * kRowsAtOnce;
      this.draw();
    });
  }
}
