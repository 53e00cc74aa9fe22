// SPDX-License-Identifier: MIT
// Where points lie in a picture, in whole numbers, so that the CPU and the graphics card draw the same pixels: places
// are multiples of 1/2^30 of the world (4 cm), a frame is a whole number of pixels per world, and the pixel of a
// place is floor((place - corner) * scale / 2^30).
import type { Frame } from '../projection';

const kUnitBits = 30;
export const kUnitsPerWorld = 2 ** kUnitBits;
/** Points this far outside the picture may still show a part of their shape. */
export const kMarginPx = 32;

/** World coordinates of projection.ts as whole units. */
export function world_units(coordinates: Float64Array): Int32Array {
  const units = new Int32Array(coordinates.length);
  for (let i = 0; i < units.length; ++i) units[i] = Math.floor(coordinates[i] * kUnitsPerWorld);
  return units;
}

export interface PixelGrid {
  readonly width: number;
  readonly height: number;
  /** Device pixels per world, a whole number below 2^30. */
  readonly scale: number;
  /** Units of the corner of the picture with its margin. */
  readonly corner_x: number;
  readonly corner_y: number;
}

export function pixel_grid(frame: Frame): PixelGrid {
  const corner = (pixels: number): number => Math.floor(((pixels - kMarginPx) / frame.scale) * kUnitsPerWorld);
  return {
    width: frame.width,
    height: frame.height,
    scale: Math.round(frame.scale),
    corner_x: corner(frame.left),
    corner_y: corner(frame.top),
  };
}

/** Pixels right of or below the corner. Exact: the product of what lies in a picture is below 2^53. */
export function pixel_of(units: number, corner: number, scale: number): number {
  return Math.floor((units - corner) * (scale / kUnitsPerWorld));
}
