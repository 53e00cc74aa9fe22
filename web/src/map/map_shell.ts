// SPDX-License-Identifier: MIT
// The Leaflet map with everything that is not data: basemaps, names, scale bar, attribution, keyboard.
import * as L from 'leaflet';
import type { Topology } from 'topojson-specification';
import { css_variable, on_theme_change } from '../dom';
import { kMaxZoom } from '../state/permalink';
import type { ViewState } from '../state/view_state';
import { text } from '../strings';
import { BasemapLayer, type BasemapColours } from './basemap_layer';
import { PlacesLayer, type PlaceColours } from './places_layer';
import { TileLayers } from './tile_layers';

export function make_map(place: HTMLElement): L.Map {
  place.setAttribute('role', 'application');
  place.setAttribute('aria-label', text.map_label);
  const map = L.map(place, {
    zoomControl: false,
    minZoom: 2,
    maxZoom: kMaxZoom,
    maxBounds: [
      [-86, -200],
      [86, 200],
    ],
    maxBoundsViscosity: 1,
    wheelPxPerZoomLevel: 90,
  });
  L.control.zoom({ zoomInTitle: text.zoom_in, zoomOutTitle: text.zoom_out }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
  map.attributionControl.setPrefix('Leaflet');
  map.attributionControl.addAttribution(text.attribution_data);
  return map;
}

/** Adds basemaps and names, which arrive after the page: points do not wait for them. */
export async function add_ground(map: L.Map, state: ViewState): Promise<void> {
  const basemap = new BasemapLayer(basemap_colours());
  basemap.getAttribution = () => text.attribution_basemap;
  const places = new PlacesLayer(place_colours());
  places.getAttribution = () => text.attribution_places;
  new TileLayers(map, state, basemap);
  const show_places = (): void => {
    if (state.view.layers.places) places.addTo(map);
    else places.remove();
  };
  state.subscribe((view, before) => {
    if (view.layers.places !== before.layers.places) show_places();
  });
  show_places();
  on_theme_change(() => {
    basemap.repaint(basemap_colours());
    places.repaint(place_colours());
  });
  const [topology, names] = await Promise.all([asset('basemap.json'), asset('places.json')]);
  basemap.show(topology as Topology);
  places.show(names as Parameters<PlacesLayer['show']>[0]);
}

async function asset(name: string): Promise<unknown> {
  const response = await fetch(name);
  if (!response.ok) throw new Error(text.basemap_missing);
  return response.json();
}

function basemap_colours(): BasemapColours {
  return {
    land: css_variable('--land'),
    coast: css_variable('--coast'),
    border: css_variable('--border'),
    grid: css_variable('--graticule'),
    label: css_variable('--map-label'),
  };
}

function place_colours(): PlaceColours {
  return { text: css_variable('--text'), halo: css_variable('--land') };
}
