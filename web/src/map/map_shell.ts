// SPDX-License-Identifier: MIT
// The Leaflet map with everything that is not data: basemap, scale bar, attribution, keyboard.
import * as L from 'leaflet';
import type { Topology } from 'topojson-specification';
import { css_variable } from '../dom';
import { kMaxZoom } from '../state/permalink';
import { text } from '../strings';
import { BasemapLayer, type BasemapColours } from './basemap_layer';

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
  map.attributionControl.addAttribution(text.attribution_basemap);
  return map;
}

/** Adds the basemap, which arrives after the page: points do not wait for it. */
export async function add_basemap(map: L.Map): Promise<void> {
  const layer = new BasemapLayer(basemap_colours());
  layer.addTo(map);
  window
    .matchMedia('(prefers-color-scheme: dark)')
    .addEventListener('change', () => layer.repaint(basemap_colours()));
  const response = await fetch('basemap.json');
  if (!response.ok) throw new Error(text.basemap_missing);
  layer.show((await response.json()) as Topology);
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
