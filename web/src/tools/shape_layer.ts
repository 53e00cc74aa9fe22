// SPDX-License-Identifier: MIT
// A drawn shape over the map: a dark line on a light one, so that it shows on any ground.
import * as L from 'leaflet';
import type { Position, Shape } from '../state/shape';

export class ShapeLayer {
  private readonly group_ = L.layerGroup();

  constructor(
    map: L.Map,
    private readonly colour_: string,
  ) {
    this.group_.addTo(map);
  }

  show(shape: Shape | null, corners: readonly Position[] = []): void {
    this.group_.clearLayers();
    if (shape) {
      this.add(shape, { color: '#ffffff', weight: 5, opacity: 0.9, fill: false });
      this.add(shape, { color: this.colour_, weight: 2, fillOpacity: 0.08, fill: shape.kind !== 'line' });
    }
    for (const corner of corners) {
      const style = { radius: 4, color: this.colour_, fillColor: '#ffffff', fillOpacity: 1, weight: 2 };
      L.circleMarker(place(corner), { ...style, interactive: false }).addTo(this.group_);
    }
  }

  private add(shape: Shape, style: L.PolylineOptions): void {
    leaflet_shape(shape, { ...style, interactive: false }).addTo(this.group_);
  }
}

function leaflet_shape(shape: Shape, style: L.PolylineOptions): L.Path {
  switch (shape.kind) {
    case 'rectangle':
      return L.rectangle([place([shape.west, shape.south]), place([shape.east, shape.north])], style);
    case 'circle':
      return L.circle(place(shape.centre), { ...style, radius: shape.radius_m });
    case 'polygon':
      return L.polygon(shape.corners.map(place), style);
    case 'line':
      return L.polyline(shape.corners.map(place), style);
  }
}

function place([longitude, latitude]: Position): [number, number] {
  return [latitude, longitude];
}
