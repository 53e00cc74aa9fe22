// SPDX-License-Identifier: MIT
// The points of the current window: circles for ascending orbits, squares for descending ones, diamonds for East
// and Up.
import type { Points } from '../points';
import { world_size_px, world_x, world_y, type Frame } from '../projection';
import type { Layers } from '../state/layers';
import { CanvasLayer } from './canvas_layer';
import { note_first_points } from './frame_time';
import { PickingGrid } from './picking_grid';
import { kUnitsPerWorld, pixel_grid } from './pixel_grid';
import { make_renderer, type PointRenderer } from './point_renderer';
import { kHidden, point_size_px, point_stamps } from './stamps';

/** How far beside a point a click may land, CSS pixels: a finger needs more than a pen. */
const kPickSlackPx = { mouse: 4, touch: 14 } as const;

/** What is drawn, column by column. */
export interface Drawn {
  readonly points: Points;
  readonly shapes: Uint8Array;
  readonly codes: Uint16Array;
  readonly colours: Uint32Array;
}

export class PointLayer extends CanvasLayer {
  private renderer_: PointRenderer;
  private drawn_: Drawn | null = null;
  private size_factor_ = 1;
  /** Built at the first pick of new points. */
  private grid_: PickingGrid | null = null;

  constructor() {
    const wish = new URLSearchParams(location.search).get('renderer');
    const renderer = make_renderer(wish, () => this.after_loss());
    super('points', renderer.canvas);
    this.renderer_ = renderer;
    this.canvas.dataset.renderer = renderer.kind;
  }

  get points(): Points | null {
    return this.drawn_?.points ?? null;
  }

  /** What is drawn; null before the first points. */
  get drawn(): Drawn | null {
    return this.drawn_;
  }

  /** Whether a point passes the filters. */
  is_shown(index: number): boolean {
    return this.drawn_ !== null && this.drawn_.shapes[index] !== kHidden;
  }

  show(drawn: Drawn): void {
    this.drawn_ = drawn;
    this.grid_ = null;
    this.hand_over(drawn);
    this.redraw_soon();
  }

  /** Shapes of stamps.ts, kHidden for points that do not pass. */
  reshape(shapes: Uint8Array): void {
    if (!this.drawn_ || this.drawn_.shapes === shapes) return;
    this.drawn_ = { ...this.drawn_, shapes };
    this.renderer_.set_shapes(shapes);
    this.redraw_soon();
  }

  recode(codes: Uint16Array): void {
    if (!this.drawn_ || this.drawn_.codes === codes) return;
    this.drawn_ = { ...this.drawn_, codes };
    this.renderer_.set_codes(codes);
    this.redraw_soon();
  }

  recolour(colours: Uint32Array): void {
    if (!this.drawn_) return;
    this.drawn_ = { ...this.drawn_, colours };
    this.renderer_.set_colours(colours);
    this.redraw_soon();
  }

  set_look({ point_size, point_opacity }: Pick<Layers, 'point_size' | 'point_opacity'>): void {
    this.canvas.style.opacity = String(point_opacity);
    if (point_size === this.size_factor_) return;
    this.size_factor_ = point_size;
    this.redraw_soon();
  }

  /** Index of the point at a place of the map (CSS pixels from its corner), or -1. */
  pick(x: number, y: number, pointer: keyof typeof kPickSlackPx): number {
    const radius_px = (point_size_px(this._map.getZoom()) * this.size_factor_) / 2;
    return this.nearest(x, y, radius_px + kPickSlackPx[pointer]);
  }

  nearest(x: number, y: number, radius_px: number): number {
    if (!this.drawn_) return -1;
    const { points } = this.drawn_;
    this.grid_ ??= new PickingGrid(points.x, points.y);
    const { lng, lat } = this._map.containerPointToLatLng([x, y]);
    const units_per_px = kUnitsPerWorld / world_size_px(this._map.getZoom());
    const place = [world_x(lng) * kUnitsPerWorld, world_y(lat) * kUnitsPerWorld] as const;
    return this.grid_.nearest(...place, radius_px * units_per_px, (index) => !this.is_shown(index));
  }

  protected override draw(frame: Frame, present: () => void): void {
    if (frame.width === 0 || frame.height === 0) return;
    const stamps = point_stamps(this._map.getZoom(), frame.pixel_ratio, this.size_factor_);
    const has_points = this.drawn_ !== null;
    this.renderer_.draw(pixel_grid(frame), stamps, () => {
      present();
      if (has_points) note_first_points();
    });
  }

  private hand_over({ points, shapes, codes, colours }: Drawn): void {
    this.renderer_.set_points(points.x, points.y);
    this.renderer_.set_shapes(shapes);
    this.renderer_.set_codes(codes);
    this.renderer_.set_colours(colours);
  }

  /** The graphics card has forgotten everything: the processor goes on. */
  private after_loss(): void {
    this.renderer_ = make_renderer('worker', () => undefined);
    this.renderer_.canvas.style.opacity = this.canvas.style.opacity;
    this.replace_canvas(this.renderer_.canvas);
    this.canvas.dataset.renderer = this.renderer_.kind;
    if (this.drawn_) this.hand_over(this.drawn_);
  }
}

