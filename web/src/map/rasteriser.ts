// SPDX-License-Identifier: MIT
// Draws points into the pixels of an ImageData on the CPU: what the graphics card draws elsewhere, pixel by pixel.
import { kMarginPx, kUnitsPerWorld, type PixelGrid } from './pixel_grid';
import { kFill, kHidden, kRim, type Stamp } from './stamps';

/** A colour as ImageData holds it on a little-endian machine: alpha, blue, green, red from the top. */
export function packed(red: number, green: number, blue: number, alpha = 255): number {
  return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** Points in the order in which they are drawn; later ones lie on top. */
export interface DrawnPoints {
  /** Units of pixel_grid.ts. */
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** Index into the stamps, or kHidden. */
  readonly shapes: Uint8Array;
  /** Index into the colours. */
  readonly codes: Uint16Array;
}

/** Packed colours by code; one whose alpha is 0 is not drawn. */
export const kColourCount = 65536;

/** Draws into `pixels`, row by row, which are of the size of the grid. */
export function draw_points(
  pixels: Uint32Array,
  grid: PixelGrid,
  points: DrawnPoints,
  colours: Uint32Array,
  stamps: readonly Stamp[],
): void {
  const { width, height, corner_x, corner_y } = grid;
  const { x, y, shapes, codes } = points;
  const runs_of = stamps.map((stamp) => pixel_runs(stamp, width));
  const factor = grid.scale / kUnitsPerWorld;
  const [limit_x, limit_y] = [width + 2 * kMarginPx, height + 2 * kMarginPx];
  for (let i = 0; i < x.length; ++i) {
    const shape = shapes[i];
    if (shape === kHidden) continue;
    const place_x = (x[i] - corner_x) * factor;
    const place_y = (y[i] - corner_y) * factor;
    if (!(place_x >= 0 && place_y >= 0 && place_x < limit_x && place_y < limit_y)) continue;
    const colour = colours[codes[i]];
    if (colour >>> 24 === 0) continue;
    const runs = runs_of[shape];
    const { size, half } = runs;
    const left = (place_x | 0) - kMarginPx - half;
    const top = (place_y | 0) - kMarginPx - half;
    if (left >= 0 && top >= 0 && left + size <= width && top + size <= height) {
      draw_whole(pixels, top * width + left, runs, colour);
    } else {
      draw_cut(pixels, grid, stamps[shape], left, top, colour);
    }
  }
}

/** The pixels of a stamp as runs of neighbours, given by distances from its first pixel in pictures of one width. */
interface PixelRuns {
  readonly size: number;
  /** Pixels left of and above the pixel of the point. */
  readonly half: number;
  /** First pixel of a run, first pixel after it, and so on. */
  readonly fill: Int32Array;
  readonly rim: Int32Array;
}

function pixel_runs({ size, mask }: Stamp, width: number): PixelRuns {
  const runs = (kind: number): Int32Array => {
    const ends: number[] = [];
    for (let row = 0; row < size; ++row) {
      for (let column = 0, inside = false; column <= size; ++column) {
        const is_kind = column < size && mask[row * size + column] === kind;
        if (is_kind !== inside) ends.push(row * width + column);
        inside = is_kind;
      }
    }
    return Int32Array.from(ends);
  };
  return { size, half: size >> 1, fill: runs(kFill), rim: runs(kRim) };
}

/** A stamp that lies inside the picture. */
function draw_whole(pixels: Uint32Array, first: number, { fill, rim }: PixelRuns, colour: number): void {
  draw_runs(pixels, first, fill, colour);
  if (rim.length > 0) draw_runs(pixels, first, rim, darker(colour));
}

function draw_runs(pixels: Uint32Array, first: number, runs: Int32Array, colour: number): void {
  for (let k = 0; k < runs.length; k += 2) {
    const end = first + runs[k + 1];
    for (let pixel = first + runs[k]; pixel < end; ++pixel) pixels[pixel] = colour;
  }
}

/** A stamp that the edge of the picture cuts. */
function draw_cut(
  pixels: Uint32Array,
  { width, height }: PixelGrid,
  { size, mask }: Stamp,
  left: number,
  top: number,
  colour: number,
): void {
  const border = darker(colour);
  for (let row = Math.max(0, -top); row < Math.min(size, height - top); ++row) {
    for (let column = Math.max(0, -left); column < Math.min(size, width - left); ++column) {
      const kind = mask[row * size + column];
      const target = (top + row) * width + left + column;
      if (kind === kFill) pixels[target] = colour;
      else if (kind === kRim) pixels[target] = border;
    }
  }
}

/** Three quarters of the brightness, in whole numbers: half of each channel and a quarter, each rounded down. */
function darker(colour: number): number {
  const half = (colour >>> 1) & 0x7f7f7f;
  const quarter = (colour >>> 2) & 0x3f3f3f;
  return ((colour & 0xff000000) | (half + quarter)) >>> 0;
}
