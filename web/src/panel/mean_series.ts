// SPDX-License-Identifier: MIT
// Mean series of many points with the spread among them: of a selection, of a cluster.
import type { ChartContent } from '../chart/content';
import { kMarkers } from '../chart/markers';
import { kSeriesColours } from '../colour/series_colours';
import { text } from '../strings';
import { geometry_of } from './geometry';
import { from_zero, plot_values } from './series_values';
import { seconds_of } from './time';

/** Points of one product, orbit and track: the same dates, the same direction of motion. */
export interface MeanGroup {
  readonly product: string;
  readonly orbit: string | null;
  readonly track: number | null;
  readonly dates: readonly string[];
  readonly mean_mm: readonly (number | null)[];
  readonly std_mm: readonly (number | null)[];
}

export function group_label({ product, orbit, track }: MeanGroup): string {
  return text.group_label(geometry_of(product, orbit), track);
}

export function mean_content(
  groups: readonly MeanGroup[],
  starts_at_zero: boolean,
  subject: string,
): ChartContent {
  const lines = groups.map((group, slot) => {
    const stored = { dates: group.dates, values: group.mean_mm };
    const { x, y } = plot_values(starts_at_zero ? from_zero(stored) : stored);
    const std = new Map(group.dates.map((date, i) => [seconds_of(date), group.std_mm[i]]));
    const spread = x.map((at) => std.get(at) ?? null);
    const colour = kSeriesColours[slot % kSeriesColours.length];
    const marker = kMarkers[slot % kMarkers.length];
    return { label: group_label(group), colour, marker, look: 'measured' as const, x, y, spread };
  });
  return {
    subject,
    lines,
    shaded: [],
    x_is_time: true,
    x_label: null,
    y_label: text.axis_mean_displacement,
    least_height: 10,
  };
}
