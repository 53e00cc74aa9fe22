// SPDX-License-Identifier: MIT
// Profiles along a line: one question for each direction of measurement, for motions along different directions have
// no mean; and what a chart shows of the answers.
import type { PointsQuery, Profile } from '../api_client';
import type { ChartContent, ChartLine } from '../chart/content';
import { kMarkers } from '../chart/markers';
import { kSeriesColours } from '../colour/series_colours';
import { kGeometries, type Geometry } from '../panel/geometry';
import { filter_query, wants_nothing, type Filters } from '../state/filters';
import { text } from '../strings';

export interface DirectedProfile {
  readonly geometry: Geometry;
  readonly profile: Profile;
}

/** Parts of the line that are averaged. */
export const kBins = 60;

/** The filters of each direction that they leave; the line of sight of an unknown orbit is not asked for. */
export function directed_filters(filters: Filters): { geometry: Geometry; query: PointsQuery }[] {
  if (wants_nothing(filters)) return [];
  const common = filter_query(filters);
  return [
    ...(filters.ascending
      ? [{ geometry: 'A' as const, query: { ...common, asc: undefined, desc: false } }]
      : []),
    ...(filters.descending
      ? [{ geometry: 'D' as const, query: { ...common, asc: false, desc: undefined } }]
      : []),
    ...(filters.east ? [{ geometry: 'E' as const, query: common }] : []),
    ...(filters.up ? [{ geometry: 'U' as const, query: common }] : []),
  ].map(({ geometry, query }) => ({ geometry, query: { ...query, products: [product_of(geometry)] } }));
}

function product_of(geometry: Geometry): 'LOS' | 'E' | 'U' {
  return geometry === 'E' || geometry === 'U' ? geometry : 'LOS';
}

export function velocity_content(profiles: readonly DirectedProfile[], subject: string): ChartContent {
  return {
    subject,
    lines: profiles.flatMap(velocity_lines),
    shaded: [],
    x_is_time: false,
    x_label: text.axis_distance,
    y_label: text.axis_velocity,
    least_height: 4,
  };
}

function velocity_lines({ geometry, profile }: DirectedProfile): ChartLine[] {
  const slot = kGeometries.indexOf(geometry);
  const common = { label: text.geometry[geometry], colour: kSeriesColours[slot], marker: kMarkers[slot] };
  const { points, bins } = profile;
  const filled = bins.filter(({ count }) => count > 0);
  return [
    {
      ...common,
      look: 'loose',
      x: points.map((point) => point.distance_m),
      y: points.map((point) => point.velocity),
    },
    {
      ...common,
      look: 'model',
      x: filled.map(({ from_m, to_m }) => (from_m + to_m) / 2),
      y: filled.map(({ mean_velocity }) => mean_velocity),
      spread: filled.map(({ std_velocity }) => std_velocity),
    },
  ];
}

/** Half-width of the colours of displacement: round, and all but the wildest hundredth inside. */
export function colour_limit(values: readonly (number | null)[]): number {
  const sizes = values.flatMap((value) => (value === null ? [] : [Math.abs(value)])).sort((a, b) => a - b);
  const wanted = sizes[Math.ceil(0.99 * sizes.length) - 1] ?? 0;
  return [5, 10, 20, 50, 100, 200, 500].find((limit) => limit >= wanted) ?? 1000;
}
