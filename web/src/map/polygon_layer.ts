// SPDX-License-Identifier: MIT
// Polygons of clusters or sub-clusters, filled in the colour of their class.
import type { PolygonCollection } from '../api_client';
import { class_colour } from '../colour/class_colours';
import { world_x, world_y, type Frame } from '../projection';
import { CanvasLayer } from './canvas_layer';
import { clip_ring } from './clip';
import { meet, ring_contains, trace_ring, window_of, world_shape, type WorldShape } from './world_shape';

export type PolygonProperties = Readonly<Record<string, unknown>>;

interface PolygonFeature {
  readonly properties: PolygonProperties;
  readonly rings: WorldShape[];
}

export class PolygonLayer extends CanvasLayer {
  private features_: PolygonFeature[] = [];

  constructor(
    name: string,
    private readonly line_width_px_: number,
  ) {
    super(name);
  }

  show(collection: PolygonCollection): void {
    this.features_ = collection.features.map((feature) => ({
      properties: feature.properties,
      rings: rings_of(feature.geometry).map(world_shape),
    }));
    this.redraw_soon();
  }

  /** Properties of the polygon at a place; of several the one drawn last. */
  at(longitude: number, latitude: number): PolygonProperties | null {
    const x = world_x(longitude);
    const y = world_y(latitude);
    for (const { properties, rings } of [...this.features_].reverse()) {
      const crossings = rings.filter(({ coordinates }) => ring_contains(coordinates, x, y)).length;
      if (crossings % 2 === 1) return properties;
    }
    return null;
  }

  protected override draw(frame: Frame): void {
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const window = window_of(frame);
    context.lineWidth = this.line_width_px_ * frame.pixel_ratio;
    context.lineJoin = 'round';
    for (const { properties, rings } of this.features_) {
      const path = new Path2D();
      let visible = false;
      for (const { coordinates, bounds } of rings) {
        if (!meet(bounds, window)) continue;
        trace_ring(path, clip_ring(coordinates, window), frame);
        visible = true;
      }
      if (!visible) continue;
      const [red, green, blue] = class_colour(class_of(properties));
      context.fillStyle = `rgba(${red}, ${green}, ${blue}, 0.18)`;
      context.strokeStyle = `rgb(${red}, ${green}, ${blue})`;
      context.fill(path, 'evenodd');
      context.stroke(path);
    }
  }
}

/** The class among the attributes of a polygon, whatever its column is called in the store. */
function class_of(properties: PolygonProperties): string | null {
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('class') && typeof value === 'string') return value;
  }
  return null;
}

function rings_of(geometry: unknown): number[][][] {
  const { type, coordinates } = geometry as { type: string; coordinates: unknown };
  if (type === 'Polygon') return coordinates as number[][][];
  if (type === 'MultiPolygon') return (coordinates as number[][][][]).flat();
  return [];
}
