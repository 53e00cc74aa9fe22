// SPDX-License-Identifier: MIT
// Cluster and sub-cluster polygons: fetched for the window while they are switched on, described on a click.
import * as L from 'leaflet';
import { fetch_clusters, fetch_subclusters, was_aborted, type PolygonCollection } from './api_client';
import { element } from './dom';
import { PolygonLayer, type PolygonProperties } from './map/polygon_layer';
import { fixed, text } from './strings';
import type { ViewState } from './state/view_state';

type WindowQuery = Parameters<typeof fetch_clusters>[0];
type Fetch = (window: WindowQuery, signal: AbortSignal) => Promise<PolygonCollection>;

export class Overlays {
  private readonly clusters_: Overlay;
  private readonly subclusters_: Overlay;

  constructor(
    private readonly map_: L.Map,
    private readonly state_: ViewState,
    private readonly window_: () => WindowQuery,
  ) {
    this.clusters_ = new Overlay(map_, new PolygonLayer('clusters', 2, false), fetch_clusters);
    this.subclusters_ = new Overlay(map_, new PolygonLayer('subclusters', 1.25, true), fetch_subclusters);
    state_.subscribe((view, before) => {
      if (view.layers !== before.layers) this.load();
    });
  }

  load(): void {
    this.clusters_.load(this.state_.view.layers.clusters, this.window_());
    this.subclusters_.load(this.state_.view.layers.subclusters, this.window_());
  }

  /** Describes the polygon at a place in a popup; false when there is none. */
  describe(place: L.LatLng): boolean {
    const subcluster = this.subclusters_.at(place);
    const properties = subcluster ?? this.clusters_.at(place);
    if (!properties) return false;
    L.popup({ maxWidth: 320, className: 'polygon-popup' })
      .setLatLng(place)
      .setContent(description(properties, subcluster !== null))
      .openOn(this.map_);
    return true;
  }
}

class Overlay {
  private request_: AbortController | null = null;

  constructor(
    private readonly map_: L.Map,
    private readonly layer_: PolygonLayer,
    private readonly fetch_: Fetch,
  ) {}

  load(wanted: boolean, window: WindowQuery): void {
    this.request_?.abort();
    if (!wanted) {
      this.layer_.remove();
      return;
    }
    const request = new AbortController();
    this.request_ = request;
    this.fetch_(window, request.signal)
      .then((collection) => {
        if (request.signal.aborted) return;
        this.layer_.show(collection);
        this.layer_.addTo(this.map_);
      })
      .catch((error: unknown) => {
        // The points of the same window are asked for too, and their answer shows that the server is gone.
        if (!was_aborted(error)) this.layer_.remove();
      });
  }

  at(place: L.LatLng): PolygonProperties | null {
    return this.map_.hasLayer(this.layer_) ? this.layer_.at(place.lng, place.lat) : null;
  }
}

/** Attributes that say nothing here: keys of the file, the id that is the title, classes without a point. */
function is_told([name, value]: [string, unknown], id: string): boolean {
  if (value === null || value === '' || value === id || ['fid', 'ogc_fid'].includes(name)) return false;
  return !(name.startsWith('n_') && value === 0);
}

/** The id and the attributes as the store names them. */
function description(properties: PolygonProperties, is_subcluster: boolean): HTMLElement {
  const id = String(properties[is_subcluster ? 'subcluster_id' : 'cluster_id'] ?? '');
  const rows = Object.entries(properties)
    .filter((entry) => is_told(entry, id))
    .map(([name, value]) => {
      const heading = element('th', { scope: 'row' }, name.replaceAll('_', ' '));
      return element('tr', {}, heading, element('td', {}, cell(value)));
    });
  const title = is_subcluster ? text.subcluster_title(id) : text.cluster_title(id);
  return element('div', {}, element('h3', {}, title), element('table', {}, element('tbody', {}, ...rows)));
}

function cell(value: unknown): string {
  if (typeof value === 'number' && !Number.isInteger(value))
    return fixed(value, Math.abs(value) >= 100 ? 1 : 3);
  return String(value);
}
