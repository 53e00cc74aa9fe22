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
  /** Of a line: how far from it points still count, together. */
  readonly profile_width_m: number;
  /** Displacement by place and time instead of velocity by place. */
  readonly profile_in_time: boolean;
}

const kDefaultProfileWidth = 200;

export const kClosedPanel: PanelState = {
  tab: null,
  series: [],
  fit: null,
  residuals: false,
  from_zero: false,
  cluster: null,
  profile_width_m: kDefaultProfileWidth,
  profile_in_time: false,
};

export function write_panel(to: HashWriter, panel: PanelState): void {
  to.add('series', panel.series.map(point_name_text).join(','), '');
  to.add('panel', panel.tab, panel.series.length > 0 ? 'series' : null);
  if (panel.tab === null) to.add('panel', 'closed', panel.series.length > 0 ? null : 'closed');
  to.add('fit', panel.fit, null);
  to.add('residuals', panel.residuals, false);
  to.add('from_zero', panel.from_zero, false);
  to.add('cluster_series', panel.cluster, null);
  to.add('profile_width', panel.profile_width_m, kDefaultProfileWidth);
  to.add('profile_in_time', panel.profile_in_time, false);
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
    profile_width_m: from.number('profile_width', 1, 50_000, kDefaultProfileWidth),
    profile_in_time: from.flag('profile_in_time', false),
  };
}

/** The panel after a point was chosen: its series instead of the others or with them; null when no more fit. */
export function with_series(panel: PanelState, name: PointName, add: boolean): Partial<PanelState> | null {
  const kept = add ? panel.series : [];
  const is_open = kept.some(({ tile, pid }) => tile === name.tile && pid === name.pid);
  if (!is_open && kept.length >= kMostSeries) return null;
  return { tab: 'series', series: is_open ? kept : [...kept, name] };
}
