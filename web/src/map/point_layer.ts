// SPDX-License-Identifier: MIT
// The points of the current window: circles for ascending orbits (and L3), squares for descending ones.
import { kOrbitDescending, type Points } from '../points';
import type { Frame } from '../projection';
import { CanvasLayer } from './canvas_layer';
import { PickingGrid } from './picking_grid';
import { draw_points, project, type ScreenPositions } from './rasteriser';
import { point_size_px, point_stamps } from './stamps';

/** How far beside a point a click may land, CSS pixels: a finger needs more than a pen. */
const kPickSlackPx = { mouse: 4, touch: 14 } as const;

export class PointLayer extends CanvasLayer {
  private points_: Points | null = null;
  private colours_: Uint32Array = new Uint32Array(0);
  private shapes_: Uint8Array = new Uint8Array(0);
  private frame_: Frame | null = null;
  private positions_: ScreenPositions | null = null;
  /** Built at the first pick after a redraw. */
  private grid_: PickingGrid | null = null;

  constructor() {
    super('points');
  }

  get points(): Points | null {
    return this.points_;
  }

  /** `colours[i]` is the packed colour of point i. */
  show(points: Points, colours: Uint32Array): void {
    this.positions_ = null; // they belong to the points before
    this.points_ = points;
    this.shapes_ = Uint8Array.from(points.orbit, (orbit) => (orbit === kOrbitDescending ? 1 : 0));
    this.recolour(colours);
  }

  recolour(colours: Uint32Array): void {
    this.colours_ = colours;
    this.redraw_soon();
  }

  /** Index of the point at a place of the map (CSS pixels from its corner), or -1. */
  pick(x: number, y: number, pointer: keyof typeof kPickSlackPx): number {
    return this.nearest(x, y, point_size_px(this._map.getZoom()) / 2 + kPickSlackPx[pointer]);
  }

  nearest(x: number, y: number, radius_px: number): number {
    const frame = this.frame_;
    if (!frame || !this.positions_) return -1;
    this.grid_ ??= new PickingGrid(this.positions_, frame.width, frame.height);
    const { pixel_ratio } = frame;
    return this.grid_.nearest(x * pixel_ratio, y * pixel_ratio, radius_px * pixel_ratio);
  }

  protected override draw(frame: Frame): void {
    const context = this.canvas.getContext('2d');
    this.frame_ = frame;
    this.grid_ = null;
    this.positions_ = null;
    if (!context || !this.points_ || frame.width === 0 || frame.height === 0) return;
    const positions = project(this.points_.x, this.points_.y, frame);
    const image = context.createImageData(frame.width, frame.height);
    const picture = { pixels: new Uint32Array(image.data.buffer), width: frame.width, height: frame.height };
    const { circle, square } = point_stamps(this._map.getZoom(), frame.pixel_ratio);
    draw_points(picture, positions, this.colours_, this.shapes_, [circle, square]);
    context.putImageData(image, 0, 0);
    this.positions_ = positions;
  }
}
