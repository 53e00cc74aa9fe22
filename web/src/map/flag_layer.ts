// SPDX-License-Identifier: MIT
// Icons beside the points that have flags.
import type { Points } from '../points';
import { kFlagNames } from '../state/filters';
import { world_size_px, type Frame } from '../projection';
import { CanvasLayer } from './canvas_layer';
import { kFlagIcons } from './flag_icons';
import { kMarginPx, pixel_grid, pixel_of } from './pixel_grid';
import { kHidden, point_size_px } from './stamps';

/** One point a cell has icons, so that they can be told apart; from this width of the world on there is room for them. */
const kCellPx = 34;
const kLeastWorldPx = world_size_px(13);
const kIconPx = 12;

interface Flagged {
  readonly points: Points;
  readonly shapes: Uint8Array;
}

export class FlagLayer extends CanvasLayer {
  private flagged_: Flagged | null = null;

  constructor() {
    super('flags');
  }

  show(flagged: Flagged): void {
    this.flagged_ = flagged;
    this.redraw_soon();
  }

  protected override draw(frame: Frame, present: () => void): void {
    present();
    const context = this.canvas.getContext('2d');
    if (!context || !this.flagged_ || frame.scale < kLeastWorldPx * frame.pixel_ratio) return;
    const grid = pixel_grid(frame);
    const { points, shapes } = this.flagged_;
    const icons = kFlagNames.map((name) => new Path2D(kFlagIcons[name]));
    const beside = (point_size_px(this._map.getZoom()) / 2 + 1) * frame.pixel_ratio;
    const cell = kCellPx * frame.pixel_ratio;
    const columns = Math.ceil(frame.width / cell) + 1;
    const taken = new Set<number>();
    for (let i = 0; i < points.count; ++i) {
      if (points.flags[i] === 0 || shapes[i] === kHidden) continue;
      const x = pixel_of(points.x[i], grid.corner_x, grid.scale) - kMarginPx;
      const y = pixel_of(points.y[i], grid.corner_y, grid.scale) - kMarginPx;
      if (x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
      const place = Math.floor(y / cell) * columns + Math.floor(x / cell);
      if (taken.has(place)) continue;
      taken.add(place);
      draw_icons(context, icons, points.flags[i], x + beside, y - beside, frame.pixel_ratio);
    }
  }
}

function draw_icons(
  context: CanvasRenderingContext2D,
  icons: readonly Path2D[],
  flags: number,
  left: number,
  bottom: number,
  ratio: number,
): void {
  let shown = 0;
  icons.forEach((icon, k) => {
    if ((flags & (1 << k)) === 0) return;
    const scale = (kIconPx * ratio) / 10;
    context.setTransform(scale, 0, 0, scale, left + shown * kIconPx * ratio, bottom - kIconPx * ratio);
    context.strokeStyle = 'rgba(255, 255, 255, 0.9)';
    context.lineWidth = 4;
    context.stroke(icon);
    context.strokeStyle = '#14202c';
    context.lineWidth = 1.4;
    context.stroke(icon);
    shown += 1;
  });
  context.setTransform(1, 0, 0, 1, 0, 0);
}
