// SPDX-License-Identifier: MIT
// Rings around the points whose series are shown, in the colours of the series.
import * as L from 'leaflet';
import { kSeriesColours } from '../colour/series_colours';

export interface MarkedPlace {
  readonly latitude: number;
  readonly longitude: number;
  /** Which of the colours of series. */
  readonly slot: number;
}

export class SeriesMarks {
  private readonly rings_: L.LayerGroup;
  private count_ = 0;

  constructor(private readonly map_: L.Map) {
    this.rings_ = L.layerGroup().addTo(map_);
  }

  /** The first one is brought into view: the panel that opens for it takes a part of the map. */
  show(places: readonly MarkedPlace[]): void {
    this.rings_.clearLayers();
    const style = { radius: 10, weight: 3, fill: false, interactive: false };
    for (const { latitude, longitude, slot } of places) {
      L.circleMarker([latitude, longitude], { ...style, color: '#fff', weight: 6 }).addTo(this.rings_);
      L.circleMarker([latitude, longitude], { ...style, color: kSeriesColours[slot] }).addTo(this.rings_);
    }
    const first = this.count_ === 0 ? places[0] : undefined;
    this.count_ = places.length;
    if (!first) return;
    // An address that names a series may have it before the map knows where to look.
    this.map_.whenReady(() => {
      this.map_.invalidateSize({ pan: false });
      this.map_.panInside([first.latitude, first.longitude], { padding: [40, 40] });
    });
  }
}
