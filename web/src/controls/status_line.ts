// SPDX-License-Identifier: MIT
// One sentence about what is on the map, and the notices that need an answer.
import type { LoadState } from '../point_loader';
import { element } from '../dom';
import { has_filters, type Filters } from '../state/filters';
import { text } from '../strings';
import { button } from './form';

/** From this zoom on the server leaves no point out, up to its largest answer. */
const kZoomOfAllPoints = 12;

export function status_text(shown: number, total: number, zoom: number, filters: Filters): string {
  const parts = [text.status_points(shown, total, zoom), ...filter_texts(filters)];
  if (shown < total) parts.push(zoom < kZoomOfAllPoints ? text.status_thinned : text.status_too_many);
  return parts.join(' · ');
}

function filter_texts(filters: Filters): string[] {
  const parts: string[] = [];
  if (filters.least_speed_mm_per_year > 0) parts.push(text.status_speed(filters.least_speed_mm_per_year));
  if (filters.least_coherence > 0) parts.push(text.status_coherence(filters.least_coherence));
  parts.push(...other_texts(filters));
  if (filters.ascending && !filters.descending) parts.push(text.status_ascending_only);
  if (!filters.ascending && filters.descending) parts.push(text.status_descending_only);
  if (!filters.ascending && !filters.descending) parts.push(text.status_no_orbit);
  return parts.length > 0 ? parts : [text.status_no_filter];
}

function other_texts(filters: Filters): string[] {
  const { least_velocity_mm_per_year, most_velocity_mm_per_year, least_height_m, most_height_m } = filters;
  const parts: string[] = [];
  if (least_velocity_mm_per_year !== null || most_velocity_mm_per_year !== null)
    parts.push(text.status_velocity(least_velocity_mm_per_year, most_velocity_mm_per_year));
  if (least_height_m !== null || most_height_m !== null)
    parts.push(text.status_height(least_height_m, most_height_m));
  if (filters.without_classes.length > 0)
    parts.push(text.status_without(filters.without_classes.map(text.kind_name)));
  for (const flag of filters.with_flags) parts.push(text.kind_name(flag).toLowerCase());
  for (const flag of filters.without_flags) parts.push(text.status_not(text.kind_name(flag).toLowerCase()));
  if (!filters.east) parts.push(text.status_not(text.east));
  if (!filters.up) parts.push(text.status_not(text.up));
  if (filters.cluster) parts.push(text.cluster_title(filters.cluster));
  return parts;
}

/** What there may be to say about loading. */
export type NoticeState = Exclude<LoadState, { kind: 'ready' }> | { readonly kind: 'ready'; readonly drawn: number };

export interface NoticeActions {
  retry(): void;
  reset_filters(): void;
  show_whole_extent(): void;
}

/** Shows a notice over the map, or none where all is well. */
export function show_notice(place: HTMLElement, state: NoticeState, filters: Filters, actions: NoticeActions): void {
  if (state.kind === 'loading') return; // the notice before stays until there is news
  const children = notice_of(state, filters, actions);
  place.hidden = children.length === 0;
  place.classList.toggle('severe', state.kind === 'gone' || state.kind === 'refused');
  place.replaceChildren(...children);
}

function notice_of(state: NoticeState, filters: Filters, actions: NoticeActions): HTMLElement[] {
  if (state.kind === 'gone') {
    const message = `${text.server_gone} ${text.retry_soon(state.retry_seconds)}`;
    return [element('span', {}, message), button(text.retry_now, actions.retry)];
  }
  if (state.kind === 'refused') return [element('span', {}, text.refused(state.message))];
  if (state.kind === 'ready' && state.drawn === 0) {
    return has_filters(filters)
      ? [element('span', {}, text.empty_filtered), button(text.reset_filters, actions.reset_filters)]
      : [element('span', {}, text.empty_no_points), button(text.whole_extent, actions.show_whole_extent)];
  }
  return [];
}
