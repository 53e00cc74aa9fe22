// SPDX-License-Identifier: MIT
// Which points are wanted: the filters of /api/v1/points.
import type { PointsQuery } from '../api_client';
import type { HashReader, HashWriter } from './hash';

export const kClassNames = ['stable', 'noisy', 'linear', 'accel', 'decel', 'variable', 'other'] as const;
export const kClassChoices = [...kClassNames, 'unclassified'] as const;
export type ClassChoice = (typeof kClassChoices)[number];
export const kFlagNames = ['periodic', 'jumpy', 'variable_flag', 'noisy_trend'] as const;
export type FlagName = (typeof kFlagNames)[number];

export interface Filters {
  /** Least |mean velocity|, mm/yr. */
  readonly least_speed_mm_per_year: number;
  /** Limits of the mean velocity with its sign; null = none. */
  readonly least_velocity_mm_per_year: number | null;
  readonly most_velocity_mm_per_year: number | null;
  readonly least_coherence: number;
  readonly least_height_m: number | null;
  readonly most_height_m: number | null;
  /** Classes that are not wanted. */
  readonly without_classes: readonly ClassChoice[];
  /** Flags that must all be set, and flags of which none may be. */
  readonly with_flags: readonly FlagName[];
  readonly without_flags: readonly FlagName[];
  readonly ascending: boolean;
  readonly descending: boolean;
  readonly east: boolean;
  readonly up: boolean;
  /** Id of the cluster that points must belong to. */
  readonly cluster: string | null;
  /** Release of the points, as /get_info lists them; null = the newest. */
  readonly release: string | null;
}

export const kNoFilters: Filters = {
  least_speed_mm_per_year: 0,
  least_velocity_mm_per_year: null,
  most_velocity_mm_per_year: null,
  least_coherence: 0,
  least_height_m: null,
  most_height_m: null,
  without_classes: [],
  with_flags: [],
  without_flags: [],
  ascending: true,
  descending: true,
  east: true,
  up: true,
  cluster: null,
  release: null,
};

/** No orbit, and no component that would need none. */
const kNothing: PointsQuery = { asc: false, desc: false };

/** No class is wanted. The server cannot be asked for that: a list of no classes means all. */
export function wants_nothing({ without_classes }: Filters): boolean {
  return kClassChoices.every((name) => without_classes.includes(name));
}

/** The parameters of a question; what lets everything pass is left out. */
export function filter_query(filters: Filters): PointsQuery {
  const { without_classes, with_flags, without_flags } = filters;
  if (wants_nothing(filters)) return kNothing;
  const classes = kClassChoices.filter((name) => !without_classes.includes(name));
  return {
    thresh: filters.least_speed_mm_per_year || undefined,
    min_vel: filters.least_velocity_mm_per_year ?? undefined,
    max_vel: filters.most_velocity_mm_per_year ?? undefined,
    min_coh: filters.least_coherence || undefined,
    min_height: filters.least_height_m ?? undefined,
    max_height: filters.most_height_m ?? undefined,
    classes: without_classes.length > 0 ? classes : undefined,
    flags: with_flags.length > 0 ? [...with_flags] : undefined,
    not_flags: without_flags.length > 0 ? [...without_flags] : undefined,
    asc: filters.ascending ? undefined : false,
    desc: filters.descending ? undefined : false,
    products: products(filters),
    cluster: filters.cluster ?? undefined,
    release: filters.release ?? undefined,
  };
}

function products({ ascending, descending, east, up }: Filters): ('LOS' | 'E' | 'U')[] | undefined {
  // East and Up have no orbit: named, they pass whichever orbits are wanted.
  if (ascending && descending && east && up) return undefined;
  const wanted: ('LOS' | 'E' | 'U')[] = [];
  if (east) wanted.push('E');
  if (up) wanted.push('U');
  if (ascending || descending || wanted.length === 0) wanted.push('LOS');
  return wanted;
}

export function same_filters(a: Filters, b: Filters): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function has_filters(filters: Filters): boolean {
  return !same_filters(filters, kNoFilters);
}

/** Whether every point that passes `narrow` also passes `wide`. */
export function is_within(narrow: Filters, wide: Filters): boolean {
  const from = (a: number | null, b: number | null): boolean => (a ?? -Infinity) >= (b ?? -Infinity);
  const to = (a: number | null, b: number | null): boolean => (a ?? Infinity) <= (b ?? Infinity);
  const all_in = <T>(part: readonly T[], whole: readonly T[]): boolean => part.every((x) => whole.includes(x));
  return (
    narrow.least_speed_mm_per_year >= wide.least_speed_mm_per_year &&
    from(narrow.least_velocity_mm_per_year, wide.least_velocity_mm_per_year) &&
    to(narrow.most_velocity_mm_per_year, wide.most_velocity_mm_per_year) &&
    narrow.least_coherence >= wide.least_coherence &&
    from(narrow.least_height_m, wide.least_height_m) &&
    to(narrow.most_height_m, wide.most_height_m) &&
    all_in(wide.without_classes, narrow.without_classes) &&
    all_in(wide.with_flags, narrow.with_flags) &&
    all_in(wide.without_flags, narrow.without_flags) &&
    (wide.ascending || !narrow.ascending) &&
    (wide.descending || !narrow.descending) &&
    (wide.east || !narrow.east) &&
    (wide.up || !narrow.up) &&
    (wide.cluster === null || narrow.cluster === wide.cluster) &&
    narrow.release === wide.release
  );
}

export function write_filters(to: HashWriter, filters: Filters): void {
  to.add('speed', filters.least_speed_mm_per_year, 0);
  to.add('velocity_from', filters.least_velocity_mm_per_year, null);
  to.add('velocity_to', filters.most_velocity_mm_per_year, null);
  to.add('coherence', filters.least_coherence, 0);
  to.add('height_from', filters.least_height_m, null);
  to.add('height_to', filters.most_height_m, null);
  to.add('without_classes', filters.without_classes.join(','), '');
  to.add('flags', filters.with_flags.join(','), '');
  to.add('without_flags', filters.without_flags.join(','), '');
  to.add('ascending', filters.ascending, true);
  to.add('descending', filters.descending, true);
  to.add('east', filters.east, true);
  to.add('up', filters.up, true);
  to.add('cluster', filters.cluster, null);
  to.add('release', filters.release, null);
}

export function read_filters(from: HashReader): Filters {
  return {
    least_speed_mm_per_year: from.number('speed', 0, 1000, 0),
    least_velocity_mm_per_year: from.number('velocity_from', -1000, 1000, null),
    most_velocity_mm_per_year: from.number('velocity_to', -1000, 1000, null),
    least_coherence: from.number('coherence', 0, 1, 0),
    least_height_m: from.number('height_from', -1000, 10000, null),
    most_height_m: from.number('height_to', -1000, 10000, null),
    without_classes: from.list('without_classes', kClassChoices),
    with_flags: from.list('flags', kFlagNames),
    without_flags: from.list('without_flags', kFlagNames),
    ascending: from.flag('ascending', true),
    descending: from.flag('descending', true),
    east: from.flag('east', true),
    up: from.flag('up', true),
    cluster: from.text('cluster'),
    release: from.text('release'),
  };
}
