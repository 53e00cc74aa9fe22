// SPDX-License-Identifier: MIT
// An outline around what was chosen in a list.
import * as L from 'leaflet';

export interface Extent {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Nearer than this even a small cluster is not looked at. */
const kNearestZoom = 17;

export class Highlight {
  private layer_: L.LayerGroup | null = null;

  constructor(private readonly map_: L.Map) {}

  show(geometry: GeoJSON.Geometry): void {
    this.clear();
    const outline = (color: string, weight: number): L.GeoJSON =>
      L.geoJSON(geometry, { interactive: false, style: { color, weight, fill: false } });
    this.layer_ = L.layerGroup([outline('#ffffff', 7), outline('#0b5c8a', 3.5)]).addTo(this.map_);
  }

  clear(): void {
    this.layer_?.remove();
    this.layer_ = null;
  }

  fly_to({ west, south, east, north }: Extent): void {
    const bounds = L.latLngBounds([south, west], [north, east]);
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const options = { maxZoom: kNearestZoom, padding: [40, 40] as L.PointTuple };
    if (calm) this.map_.fitBounds(bounds, { ...options, animate: false });
    else this.map_.flyToBounds(bounds, { ...options, duration: 0.6 });
  }
}
