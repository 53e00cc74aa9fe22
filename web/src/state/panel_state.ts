// SPDX-License-Identifier: MIT
// What the panel under the map shows.
import type { HashReader, HashWriter } from './hash';
import { point_name_from_text, point_name_text, type PointName } from './reference';

export interface PanelState {
  /** The points whose series are open, in the order in which they were opened. */
  readonly series: readonly PointName[];
}

export const kClosedPanel: PanelState = { series: [] };

export function write_panel(to: HashWriter, panel: PanelState): void {
  to.add('series', panel.series.map(point_name_text).join(','), '');
}

export function read_panel(from: HashReader): PanelState {
  const names = (from.text('series') ?? '').split(',').map(point_name_from_text);
  return { series: names.filter((name) => name !== null) };
}
