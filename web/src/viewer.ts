// SPDX-License-Identifier: MIT
// The page: puts the parts together and lets them hear of each other.
import * as L from 'leaflet';
import { fetch_info, Refused, type Info, type PointsQuery } from './api_client';
import { Legend } from './controls/legend';
import { Sidebar } from './controls/sidebar';
import { show_notice, status_text, type NoticeState } from './controls/status_line';
import { Address } from './address';
import { by_id } from './dom';
import { button } from './controls/form';
import { show_first_hint } from './help/first_visit';
import { Shortcuts } from './help/shortcuts';
import { Highlight } from './map/highlight';
import { HoverLabel } from './map/hover_label';
import { add_ground, make_map } from './map/map_shell';
import { MapPoints, type ShownPoints } from './map/map_points';
import { Overlays } from './overlays';
import { SeriesMarks } from './map/series_marks';
import { Results } from './panel/results';
import { kMostSeries, with_series } from './state/panel_state';
import { kMaxZoom, read_hash, write_hash } from './state/permalink';
import type { LoadState } from './point_loader';
import { text } from './strings';
import { kNoFilters } from './state/filters';
import { ViewState } from './state/view_state';
import { keep_theme } from './theme';
import { TimeBar } from './time/time_bar';
import { MapTools } from './tools/map_tools';

/** Keyboard: the point nearest to the centre of the map, if it is this near. */
const kCentrePickPx = 80;
/** Europe, for a store without points. */
const kFallbackBounds: L.LatLngBoundsLiteral = [
  [35, -11],
  [70, 33],
];

export class Viewer {
  private readonly state_ = new ViewState(read_hash(location.hash).view);
  private readonly map_ = make_map(by_id('map'));
  private readonly points_ = new MapPoints(
    this.state_,
    () => ({ ...this.window_query(), zoom: this.map_.getZoom() }),
    {
      loading: (state) => this.on_load(state),
      shown: (shown) => this.on_shown(shown),
      dates: (dates) => this.time_.show_dates(dates),
    },
  );
  private readonly overlays_ = new Overlays(this.map_, this.state_, () => this.window_query());
  private readonly results_ = new Results(
    by_id('panel'),
    this.state_,
    new SeriesMarks(this.map_),
    new Highlight(this.map_),
  );
  private readonly time_ = new TimeBar(by_id('time'), this.state_);
  private readonly legend_ = new Legend(by_id('legend'), this.state_);
  private readonly sidebar_ = new Sidebar(by_id('sidebar'), this.state_, {
    show_whole_extent: () => this.show_whole_extent(),
    show_3d: () => this.tools_.show_3d(),
    pick_reference: () => this.tools_.pick_reference(),
  });
  private readonly tools_ = new MapTools(this.map_, this.points_.layer, this.state_, by_id('position'));
  private readonly address_ = new Address();
  private info_: Info | null = null;
  private connect_timer_ = 0;
  /** The map knows where it is. */
  private placed_ = false;

  start(): void {
    keep_theme(this.state_);
    by_id('status').textContent = text.status_starting;
    new HoverLabel(this.map_, this.points_.layer, by_id('hover'));
    this.state_.subscribe(() => this.write_address());
    this.map_.on('click', (event) => this.on_click(event));
    this.map_.on('moveend', () => this.on_move());
    new ResizeObserver(() => this.map_.invalidateSize({ pan: false })).observe(by_id('map'));
    document.addEventListener('keydown', (event) => this.on_key(event));
    window.addEventListener('hashchange', () => this.restore());
    this.add_help();
    void this.connect();
  }

  /** Buttons that are always there, the keys, and a hint for a first visit. */
  private add_help(): void {
    const shortcuts = new Shortcuts({
      toggle_panel: () => this.results_.panel.toggle(),
      open_clusters: () => this.results_.open_clusters(),
      close: () => this.close_results(),
    });
    const results = button(text.panel_open, () => this.results_.panel.toggle(), { id: 'results' });
    results.title = text.panel_open_long;
    by_id('bar').append(results, shortcuts.opener);
    show_first_hint(by_id('map-area'), () => shortcuts.opener.click());
  }

  private close_results(): void {
    if (!this.results_.panel.is_open) return;
    this.results_.panel.close();
    this.map_.getContainer().focus({ preventScroll: true });
  }

  /** Asks until the server says what it holds; only then is it known where to look. */
  private async connect(): Promise<void> {
    window.clearTimeout(this.connect_timer_);
    try {
      this.info_ = await fetch_info();
      by_id('notice').hidden = true;
    } catch (error) {
      if (error instanceof Refused) {
        this.notice({ kind: 'refused', message: error.message });
        return;
      }
      const retry_seconds = 3;
      this.notice({ kind: 'gone', retry_seconds });
      this.connect_timer_ = window.setTimeout(() => void this.connect(), retry_seconds * 1000);
      return;
    }
    this.sidebar_.show_info(this.info_);
    if (this.info_.dates) this.time_.limit(this.info_.dates);
    this.results_.show_info(this.info_);
    this.points_.start(this.info_);
    this.place_map();
    this.points_.layer.addTo(this.map_);
    this.tools_.start(this.state_.view);
    add_ground(this.map_, this.state_).catch(() => this.map_.attributionControl.addAttribution(text.basemap_missing));
  }

  private place_map(): void {
    const { place } = read_hash(location.hash);
    if (place) this.map_.setView([place.latitude, place.longitude], place.zoom);
    else this.show_whole_extent();
    this.placed_ = true;
    this.write_address();
  }

  private show_whole_extent(): void {
    const box = this.info_?.bbox;
    const bounds: L.LatLngBoundsLiteral = box
      ? [
          [box.min_lat, box.min_lon],
          [box.max_lat, box.max_lon],
        ]
      : kFallbackBounds;
    this.map_.fitBounds(bounds, { padding: [24, 24], maxZoom: kMaxZoom - 2, animate: false });
  }

  private restore(): void {
    const { place, view } = read_hash(location.hash);
    this.state_.replace(view);
    if (place && this.placed_)
      this.map_.setView([place.latitude, place.longitude], place.zoom, { animate: false });
  }

  private window_query(): Required<Pick<PointsQuery, 'min_lat' | 'max_lat' | 'min_lon' | 'max_lon'>> {
    const bounds = this.map_.getBounds();
    return {
      min_lat: Math.max(-90, bounds.getSouth()),
      max_lat: Math.min(90, bounds.getNorth()),
      min_lon: bounds.getWest(),
      max_lon: bounds.getEast(),
    };
  }

  private on_move(): void {
    this.points_.load_soon();
    this.overlays_.load();
    this.write_address();
  }

  private write_address(): void {
    if (!this.placed_) return;
    const centre = this.map_.getCenter();
    const place = { zoom: this.map_.getZoom(), latitude: centre.lat, longitude: centre.lng };
    this.address_.write(write_hash(place, this.state_.view));
  }

  private on_load(state: LoadState): void {
    by_id('progress').hidden = state.kind !== 'loading';
    by_id('map').setAttribute('aria-busy', String(state.kind === 'loading'));
    if (state.kind !== 'ready') this.notice(state);
  }

  private on_shown(shown: ShownPoints): void {
    this.legend_.show(shown);
    this.tools_.on_shown(shown);
    const { drawn, total, query } = shown;
    const { filters } = this.state_.view;
    by_id('status').textContent = status_text(drawn, total, Number(query.zoom), filters);
    this.notice({ kind: 'ready', drawn });
  }

  private notice(state: NoticeState): void {
    show_notice(by_id('notice'), state, this.state_.view.filters, {
      retry: () => (this.info_ ? this.points_.load_now() : void this.connect()),
      reset_filters: () => this.state_.change({ filters: kNoFilters }),
      show_whole_extent: () => this.show_whole_extent(),
    });
  }

  private on_click(event: L.LeafletMouseEvent): void {
    const pointer = (event.originalEvent as PointerEvent).pointerType === 'touch' ? 'touch' : 'mouse';
    const index = this.points_.layer.pick(event.containerPoint.x, event.containerPoint.y, pointer);
    if (this.tools_.takes_click(index)) return;
    const { ctrlKey, shiftKey, metaKey } = event.originalEvent;
    if (index >= 0) this.open_series(index, ctrlKey || shiftKey || metaKey);
    else this.overlays_.describe(event.latlng);
  }

  private open_series(index: number, add: boolean): void {
    const { points } = this.points_.layer;
    if (!points) return;
    const name = { pid: points.pid(index), tile: points.tiles[points.tile[index]] };
    const panel = with_series(this.state_.view.panel, name, add);
    if (panel) this.state_.change({ panel });
    else this.results_.panel.say(text.panel_full(kMostSeries));
  }

  private on_key(event: KeyboardEvent): void {
    if (event.key === 'Enter' && event.target === this.map_.getContainer()) {
      const centre = this.map_.getSize().divideBy(2);
      const index = this.points_.layer.nearest(centre.x, centre.y, kCentrePickPx);
      if (index >= 0) this.open_series(index, event.shiftKey || event.ctrlKey);
    }
  }
}
