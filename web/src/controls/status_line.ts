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
  if (filters.ascending && !filters.descending) parts.push(text.status_ascending_only);
  if (!filters.ascending && filters.descending) parts.push(text.status_descending_only);
  if (!filters.ascending && !filters.descending) parts.push(text.status_no_orbit);
  return parts.length > 0 ? parts : [text.status_no_filter];
}

export interface NoticeActions {
  retry(): void;
  reset_filters(): void;
  show_whole_extent(): void;
}

/** Shows a notice over the map, or none where all is well. */
export function show_notice(place: HTMLElement, state: LoadState, filters: Filters, actions: NoticeActions): void {
  if (state.kind === 'loading') return; // the notice before stays until there is news
  const children = notice_of(state, filters, actions);
  place.hidden = children.length === 0;
  place.classList.toggle('severe', state.kind === 'gone' || state.kind === 'refused');
  place.replaceChildren(...children);
}

function notice_of(state: LoadState, filters: Filters, actions: NoticeActions): HTMLElement[] {
  if (state.kind === 'gone') {
    const message = `${text.server_gone} ${text.retry_soon(state.retry_seconds)}`;
    return [element('span', {}, message), button(text.retry_now, actions.retry)];
  }
  if (state.kind === 'refused') return [element('span', {}, text.refused(state.message))];
  if (state.kind === 'ready' && state.points.count === 0) {
    return has_filters(filters)
      ? [element('span', {}, text.empty_filtered), button(text.reset_filters, actions.reset_filters)]
      : [element('span', {}, text.empty_no_points), button(text.whole_extent, actions.show_whole_extent)];
  }
  return [];
}
