// SPDX-License-Identifier: MIT
// The shapes of points as small masks, drawn once and copied to every point of a frame.

export interface Stamp {
  /** Width and height in device pixels. */
  readonly size: number;
  /** 0 (outside) to 255 (inside), row by row. */
  readonly coverage: Uint8Array;
  /** 1 where the pixel belongs to the darker rim. */
  readonly rim: Uint8Array;
}

/** Rims help to tell neighbours apart; smaller points would be all rim. */
const kLeastSizeWithRim = 10;

export function circle_stamp(size: number): Stamp {
  const radius = size / 2;
  return stamp(size, (dx, dy) => radius - Math.hypot(dx, dy));
}

/** A square of `size` pixels a side, all of them covered. */
export function square_stamp(size: number): Stamp {
  const half = size / 2;
  return stamp(size, (dx, dy) => half - Math.max(Math.abs(dx), Math.abs(dy)));
}

/** `depth`: distance in pixels from a pixel's centre to the border, positive inside. */
function stamp(size: number, depth: (dx: number, dy: number) => number): Stamp {
  const coverage = new Uint8Array(size * size);
  const rim = new Uint8Array(size * size);
  const rim_width = size >= kLeastSizeWithRim ? Math.max(1, size / 12) : 0;
  for (let row = 0; row < size; ++row) {
    for (let column = 0; column < size; ++column) {
      const inside = depth(column + 0.5 - size / 2, row + 0.5 - size / 2);
      coverage[row * size + column] = Math.round(255 * Math.max(0, Math.min(1, inside + 0.5)));
      rim[row * size + column] = inside < rim_width ? 1 : 0;
    }
  }
  return { size, coverage, rim };
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

/** Circle and square of about the same area, so that neither orbit looks heavier. */
export function point_stamps(zoom: number, pixel_ratio: number): { circle: Stamp; square: Stamp } {
  const diameter = Math.max(2, Math.round(point_size_px(zoom) * pixel_ratio));
  return { circle: circle_stamp(diameter), square: square_stamp(Math.max(2, Math.round(diameter * 0.886))) };
}
