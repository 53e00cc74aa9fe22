// SPDX-License-Identifier: MIT
// The shapes of points as small masks of whole pixels, copied to every point of a frame. A pixel belongs to a shape
// or it does not: half covered ones would have to be mixed, and no two machines mix alike.

/** What a point looks like, by its number; kHidden is not drawn. */
export const kShapes = ['circle', 'square', 'diamond'] as const;
export const kHidden = 255;

export const kOutside = 0;
export const kFill = 1;
export const kRim = 2;

export interface Stamp {
  /** Width and height in device pixels. */
  readonly size: number;
  /** kOutside, kFill or kRim, row by row. */
  readonly mask: Uint8Array;
}

/** Rims help to tell neighbours apart; smaller points would be all rim. */
const kLeastSizeWithRim = 8;

export function circle_stamp(size: number): Stamp {
  return stamp(size, (dx, dy) => size / 2 - Math.hypot(dx, dy));
}

/** A square of `size` pixels a side, all of them covered. */
export function square_stamp(size: number): Stamp {
  return stamp(size, (dx, dy) => size / 2 - Math.max(Math.abs(dx), Math.abs(dy)));
}

/** A square on its corner, from tip to tip `size` pixels. */
export function diamond_stamp(size: number): Stamp {
  return stamp(size, (dx, dy) => (size / 2 - Math.abs(dx) - Math.abs(dy)) * Math.SQRT1_2);
}

/** `depth`: distance in pixels from a pixel's centre to the border, positive inside. */
function stamp(size: number, depth: (dx: number, dy: number) => number): Stamp {
  const mask = new Uint8Array(size * size);
  const rim_width = size >= kLeastSizeWithRim ? Math.max(1, size / 12) : 0;
  for (let row = 0; row < size; ++row) {
    for (let column = 0; column < size; ++column) {
      const inside = depth(column + 0.5 - size / 2, row + 0.5 - size / 2);
      mask[row * size + column] = inside < 0 ? kOutside : inside < rim_width ? kRim : kFill;
    }
  }
  return { size, mask };
}

/** Diameter of a point in CSS pixels: overviews stay readable, single points can be hit. */
export function point_size_px(zoom: number): number {
  if (zoom <= 7) return 3;
  if (zoom <= 9) return 4;
  if (zoom <= 11) return 5;
  if (zoom <= 12) return 6;
  if (zoom <= 13) return 7;
  if (zoom <= 14) return 8;
  if (zoom <= 15) return 10;
  if (zoom <= 16) return 12;
  return 14;
}

/** The shapes of kShapes with about the same area, so that none looks heavier. `size_factor`: the user's wish. */
export function point_stamps(zoom: number, pixel_ratio: number, size_factor = 1): Stamp[] {
  const most = 60;
  const diameter = clamped(Math.round(point_size_px(zoom) * pixel_ratio * size_factor), 2, most);
  const side = clamped(Math.round(diameter * 0.886), 2, most);
  const tip_to_tip = clamped(Math.round(diameter * 1.253), 3, most);
  return [circle_stamp(diameter), square_stamp(side), diamond_stamp(tip_to_tip)];
}

function clamped(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
