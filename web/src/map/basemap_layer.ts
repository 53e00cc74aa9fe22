// SPDX-License-Identifier: MIT
// Land, borders and a graticule, drawn from world-atlas (Natural Earth 1:10 million, public domain; made
// by tools/basemap.mjs). Needs nothing but our own server.
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { MultiPolygon, Polygon } from 'geojson';
import { latitude_of, longitude_of, world_x, world_y, type Frame } from '../projection';
import { CanvasLayer } from './canvas_layer';
import { clip_line, clip_ring, type Rectangle } from './clip';
import { meet, trace_ring, window_of, world_shape, type WorldShape } from './world_shape';

export interface BasemapColours {
  readonly land: string;
  readonly coast: string;
  readonly border: string;
  readonly grid: string;
  readonly label: string;
}

export class BasemapLayer extends CanvasLayer {
  private land_: WorldShape[] = [];
  private borders_: WorldShape[] = [];

  constructor(private colours_: BasemapColours) {
    super('basemap');
  }

  show(topology: Topology): void {
    const countries = topology.objects.countries as GeometryCollection;
    const land = feature(topology, topology.objects.land as GeometryCollection);
    this.land_ = land.features
      .flatMap((part) => rings_of(part.geometry as Polygon | MultiPolygon))
      .map(world_shape);
    const borders = mesh(topology, countries, (a, b) => a !== b);
    this.borders_ = borders.coordinates.map(world_shape);
    this.redraw_soon();
  }

  repaint(colours: BasemapColours): void {
    this.colours_ = colours;
    this.redraw_soon();
  }

  protected override draw(frame: Frame, present: () => void): void {
    present();
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const window = window_of(frame);
    this.draw_land(context, frame, window);
    this.draw_borders(context, frame, window);
    draw_graticule(context, frame, this.colours_);
  }

  private draw_land(context: CanvasRenderingContext2D, frame: Frame, window: Rectangle): void {
    const path = new Path2D();
    for (const { coordinates, bounds } of this.land_) {
      if (meet(bounds, window)) trace_ring(path, clip_ring(coordinates, window), frame);
    }
    context.fillStyle = this.colours_.land;
    context.strokeStyle = this.colours_.coast;
    context.lineWidth = frame.pixel_ratio;
    context.fill(path, 'evenodd');
    context.stroke(path);
  }

  private draw_borders(context: CanvasRenderingContext2D, frame: Frame, window: Rectangle): void {
    const path = new Path2D();
    for (const { coordinates, bounds } of this.borders_) {
      if (!meet(bounds, window)) continue;
      clip_line(coordinates, window, (x0, y0, x1, y1) => {
        path.moveTo(x0 * frame.scale - frame.left, y0 * frame.scale - frame.top);
        path.lineTo(x1 * frame.scale - frame.left, y1 * frame.scale - frame.top);
      });
    }
    context.strokeStyle = this.colours_.border;
    context.lineWidth = 1.25 * frame.pixel_ratio;
    context.stroke(path);
  }
}

function rings_of(geometry: Polygon | MultiPolygon): number[][][] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
}

/** Degrees between the lines, from 20 seconds to 30 degrees. */
const kGridSteps = [1 / 180, 1 / 60, 1 / 30, 1 / 12, 1 / 6, 0.5, 1, 2, 5, 10, 30];
const kLeastGridPx = 140;

/** The finest step whose lines stay far enough apart. */
export function grid_step(degrees_per_px: number): number {
  return (
    kGridSteps.find((step) => step / degrees_per_px >= kLeastGridPx) ?? kGridSteps[kGridSteps.length - 1]
  );
}

function draw_graticule(context: CanvasRenderingContext2D, frame: Frame, colours: BasemapColours): void {
  const ratio = frame.pixel_ratio;
  const step = grid_step((360 / frame.scale) * ratio);
  const west = longitude_of(frame.left / frame.scale);
  const east = longitude_of((frame.left + frame.width) / frame.scale);
  const north = latitude_of(frame.top / frame.scale);
  const south = latitude_of((frame.top + frame.height) / frame.scale);
  context.strokeStyle = colours.grid;
  context.fillStyle = colours.label;
  context.lineWidth = ratio;
  context.font = `${10.5 * ratio}px system-ui, sans-serif`;
  context.beginPath();
  context.textAlign = 'center';
  for (let k = Math.ceil(west / step); k * step <= east; ++k) {
    const x = Math.round(world_x(k * step) * frame.scale - frame.left) + 0.5;
    context.moveTo(x, 0);
    context.lineTo(x, frame.height);
    context.fillText(degree_label(k * step, step, 'E', 'W'), x, frame.height - 6 * ratio);
  }
  context.textAlign = 'right';
  for (let k = Math.ceil(south / step); k * step <= north; ++k) {
    const y = Math.round(world_y(k * step) * frame.scale - frame.top) + 0.5;
    context.moveTo(0, y);
    context.lineTo(frame.width, y);
    context.fillText(degree_label(k * step, step, 'N', 'S'), frame.width - 6 * ratio, y - 4 * ratio);
  }
  context.stroke();
}

/** "45° 30′ N", with as much as the step needs. */
export function degree_label(degrees: number, step: number, positive: string, negative: string): string {
  const seconds = Math.round(Math.abs(degrees) * 3600);
  const side = seconds === 0 ? '' : ` ${degrees > 0 ? positive : negative}`;
  const whole = Math.floor(seconds / 3600);
  if (step >= 1) return `${whole}°${side}`;
  const minutes = Math.floor((seconds % 3600) / 60);
  if (step >= 1 / 60) return `${whole}° ${minutes}′${side}`;
  return `${whole}° ${minutes}′ ${seconds % 60}″${side}`;
}
