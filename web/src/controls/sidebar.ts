// SPDX-License-Identifier: MIT
// The controls beside the map, one module a group.
import type { Info } from '../api_client';
import { element } from '../dom';
import type { View, ViewState } from '../state/view_state';
import { text } from '../strings';
import { colour_group } from './colour_group';
import { filter_group } from './filter_group';
import { button, group, select, type Option } from './form';
import { map_group } from './map_group';
import { OverlayGroup } from './overlay_group';
import { reference_group } from './reference_group';

export interface SidebarActions {
  show_whole_extent(): void;
  show_3d(): void;
  /** The next click on the map chooses the reference. */
  pick_reference(): void;
}

export class Sidebar {
  private readonly data_ = element('p', { class: 'data' });
  private readonly release_ = element('div');
  private readonly overlays_: OverlayGroup;

  constructor(
    place: HTMLElement,
    private readonly state_: ViewState,
    actions: SidebarActions,
  ) {
    const state = this.state_;
    const menu = element(
      'button',
      { type: 'button', class: 'menu', 'aria-expanded': 'false', 'aria-controls': 'controls' },
      text.menu,
    );
    this.overlays_ = new OverlayGroup(state);
    const controls = element(
      'form',
      { id: 'controls', 'aria-label': text.menu },
      colour_group(state),
      filter_group(state),
      reference_group(state, () => actions.pick_reference()),
      this.overlays_.place,
      map_group(state, () => actions.show_3d()),
      this.data_group(actions),
    );
    controls.addEventListener('submit', (event) => event.preventDefault());
    menu.addEventListener('click', () => {
      const open = place.classList.toggle('open');
      menu.setAttribute('aria-expanded', String(open));
    });
    place.append(heading(), menu, controls);
  }

  show_info(info: Info): void {
    this.data_.textContent = text.data_points(info.points, usual_tiles(info));
    if (info.dates) this.data_.append(element('br'), text.data_dates(info.dates.first, info.dates.last));
    if (info.store_changed) this.data_.append(element('strong', { class: 'warning' }, text.store_changed));
    this.overlays_.show_info(info);
    this.release_.replaceChildren(...release_choice(this.state_, info));
  }

  private data_group(actions: SidebarActions): HTMLElement {
    const extent = button(text.whole_extent, actions.show_whole_extent, { id: 'extent', class: 'plain' });
    return group(text.data_group, this.data_, this.release_, extent);
  }
}

/** Number of the tiles that are shown unless another release is chosen. */
function usual_tiles({ tiles, datasets }: Info): number {
  return tiles.filter((tile) =>
    datasets.some(
      ({ usual, product, level, release }) =>
        usual && product === tile.component && level === tile.level && release === tile.release,
    ),
  ).length;
}

/** Nothing for a store of one release. */
function release_choice(state: ViewState, info: Info): HTMLElement[] {
  const newest = new Set(info.datasets.filter(({ usual }) => usual).map(({ release }) => release));
  const others = new Set(info.datasets.map(({ release }) => release).filter((release) => !newest.has(release)));
  const older = [...others].filter((release) => release !== null).sort().reverse();
  if (older.length === 0) return [];
  const named = [...newest].filter((release) => release !== null).join(', ');
  const bound = {
    id: 'release',
    label: text.release,
    read: ({ filters }: View) => filters.release ?? '',
    write: (value: string) => ({ filters: { release: value === '' ? null : value } }),
  };
  return [select(state, bound, [['', text.newest_release(named)], ...older.map((name): Option => [name, name])])];
}

function heading(): HTMLElement {
  const logo = element('img', { src: 'favicon.svg', alt: '', width: 30, height: 30 });
  return element('header', {}, logo, element('h1', {}, text.product, element('small', {}, text.subtitle)));
}
