// SPDX-License-Identifier: MIT
// What the panel under the map shows.
import type { HashReader, HashWriter } from './hash';
import { point_name_from_text, point_name_text, type PointName } from './reference';

export const kPanelTabs = ['series', 'selection', 'clusters'] as const;
export type PanelTab = (typeof kPanelTabs)[number];

/** Models of /api/v1/series. */
export const kFitModels = ['linear', 'seasonal', 'quadratic', 'egms'] as const;
export type FitModel = (typeof kFitModels)[number];

/** As many as there are colours that stay apart. */
export const kMostSeries = 10;

export interface PanelState {
  /** Null: the panel is closed. */
  readonly tab: PanelTab | null;
  /** The points whose series are open, in the order in which they were opened. */
  readonly series: readonly PointName[];
  readonly fit: FitModel | null;
  /** What the model leaves over instead of the series. */
  readonly residuals: boolean;
  /** Every series begins at zero, whatever its own offset is. */
  readonly from_zero: boolean;
  /** The cluster whose mean series is open. */
  readonly cluster: string | null;
}

export const kClosedPanel: PanelState = {
  tab: null,
  series: [],
  fit: null,
  residuals: false,
  from_zero: false,
  cluster: null,
};

export function write_panel(to: HashWriter, panel: PanelState): void {
  to.add('series', panel.series.map(point_name_text).join(','), '');
  to.add('panel', panel.tab, panel.series.length > 0 ? 'series' : null);
  if (panel.tab === null) to.add('panel', 'closed', panel.series.length > 0 ? null : 'closed');
  to.add('fit', panel.fit, null);
  to.add('residuals', panel.residuals, false);
  to.add('from_zero', panel.from_zero, false);
  to.add('cluster_series', panel.cluster, null);
}

export function read_panel(from: HashReader): PanelState {
  const names = (from.text('series') ?? '').split(',').map(point_name_from_text);
  const series = names.filter((name) => name !== null).slice(0, kMostSeries);
  const tab = from.choice('panel', [...kPanelTabs, 'closed'], series.length > 0 ? 'series' : 'closed');
  return {
    tab: tab === 'closed' ? null : tab,
    series,
    fit: kFitModels.find((model) => model === from.text('fit')) ?? null,
    residuals: from.flag('residuals', false),
    from_zero: from.flag('from_zero', false),
    cluster: from.text('cluster_series'),
  };
}

/** The panel after a point was chosen: its series instead of the others or with them; null when no more fit. */
export function with_series(panel: PanelState, name: PointName, add: boolean): Partial<PanelState> | null {
  const kept = add ? panel.series : [];
  const is_open = kept.some(({ tile, pid }) => tile === name.tile && pid === name.pid);
  if (!is_open && kept.length >= kMostSeries) return null;
  return { tab: 'series', series: is_open ? kept : [...kept, name] };
}
