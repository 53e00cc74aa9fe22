// SPDX-License-Identifier: MIT
// Polygons of clusters (grey) or sub-clusters (in the colour of their class), over the points: a veil and an outline
// with a light edge, so that they show on any ground.
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

const kGrey = [45, 55, 68] as const;

export class PolygonLayer extends CanvasLayer {
  private features_: PolygonFeature[] = [];

  constructor(
    name: string,
    private readonly line_width_px_: number,
    private readonly colour_by_class_: boolean,
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

  protected override draw(frame: Frame, present: () => void): void {
    present();
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const window = window_of(frame);
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
      const [red, green, blue] = this.colour_by_class_ ? class_colour(class_of(properties)) : kGrey;
      context.fillStyle = `rgba(${red}, ${green}, ${blue}, 0.2)`;
      context.fill(path, 'evenodd');
      const line_width = this.line_width_px_ * frame.pixel_ratio;
      context.lineWidth = line_width + 2 * frame.pixel_ratio;
      context.strokeStyle = 'rgba(255, 255, 255, 0.85)';
      context.stroke(path);
      context.lineWidth = line_width;
      context.strokeStyle = `rgb(${red}, ${green}, ${blue})`;
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
