// SPDX-License-Identifier: MIT
// Draws points into the pixels of an ImageData on the CPU: 100,000 in about ten milliseconds, without a GPU.
import type { Frame } from '../projection';
import type { Stamp } from './stamps';

/** Device pixels of each point in `frame`. Kept for picking. */
export interface ScreenPositions {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export function project(x: Float64Array, y: Float64Array, frame: Frame): ScreenPositions {
  const result = { x: new Float32Array(x.length), y: new Float32Array(x.length) };
  for (let i = 0; i < x.length; ++i) {
    result.x[i] = x[i] * frame.scale - frame.left;
    result.y[i] = y[i] * frame.scale - frame.top;
  }
  return result;
}

/** A colour as ImageData holds it on a little-endian machine: alpha, blue, green, red from the top. */
export function packed(red: number, green: number, blue: number, alpha = 255): number {
  return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** Pixels of a picture, row by row, in packed colours. */
export interface Picture {
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
}

/** Draws point after point; later ones lie on top. `stamp_of[shape[i]]` is the shape of point i. */
export function draw_points(
  picture: Picture,
  positions: ScreenPositions,
  colours: Uint32Array,
  shape: Uint8Array,
  stamp_of: readonly Stamp[],
): void {
  const { pixels, width, height } = picture;
  const lists = stamp_of.map((stamp) => pixel_lists(stamp, width));
  for (let i = 0; i < positions.x.length; ++i) {
    const stamp = stamp_of[shape[i]];
    const { size } = stamp;
    const left = Math.floor(positions.x[i] - size / 2 + 0.5);
    const top = Math.floor(positions.y[i] - size / 2 + 0.5);
    if (left >= 0 && top >= 0 && left + size <= width && top + size <= height) {
      draw_whole(pixels, top * width + left, lists[shape[i]], colours[i]);
    } else if (left < width && top < height && left + size > 0 && top + size > 0) {
      draw_cut(picture, stamp, left, top, colours[i]);
    }
  }
}

/** The covered pixels of a stamp as distances from its first pixel, for pictures of one width. */
interface PixelLists {
  readonly fill: Int32Array;
  readonly rim: Int32Array;
  readonly partial: Int32Array;
  readonly partial_alpha: Uint8Array;
}

function pixel_lists({ size, coverage, rim }: Stamp, width: number): PixelLists {
  const all = Array.from(coverage, (_, index) => index);
  const offsets = (indices: number[]): Int32Array =>
    Int32Array.from(indices, (index) => Math.floor(index / size) * width + (index % size));
  const partial = all.filter((index) => coverage[index] > 0 && coverage[index] < 255);
  return {
    fill: offsets(all.filter((index) => coverage[index] === 255 && !rim[index])),
    rim: offsets(all.filter((index) => coverage[index] === 255 && rim[index])),
    partial: offsets(partial),
    partial_alpha: Uint8Array.from(partial, (index) => coverage[index]),
  };
}

/** A stamp that lies inside the picture. Half covered pixels take the colour of the rim, where there is one. */
function draw_whole(pixels: Uint32Array, first: number, lists: PixelLists, colour: number): void {
  const { fill, rim, partial, partial_alpha } = lists;
  const border = rim.length > 0 ? darker(colour) : colour;
  for (let k = 0; k < fill.length; ++k) pixels[first + fill[k]] = colour;
  for (let k = 0; k < rim.length; ++k) pixels[first + rim[k]] = border;
  for (let k = 0; k < partial.length; ++k) {
    const target = first + partial[k];
    pixels[target] = over(border, partial_alpha[k], pixels[target]);
  }
}

/** A stamp that the edge of the picture cuts. */
function draw_cut(picture: Picture, stamp: Stamp, left: number, top: number, colour: number): void {
  const { pixels, width, height } = picture;
  const { size, coverage, rim } = stamp;
  const border = rim.includes(1) ? darker(colour) : colour;
  for (let row = Math.max(0, -top); row < Math.min(size, height - top); ++row) {
    for (let column = Math.max(0, -left); column < Math.min(size, width - left); ++column) {
      const alpha = coverage[row * size + column];
      const target = (top + row) * width + left + column;
      if (alpha === 255) pixels[target] = rim[row * size + column] ? border : colour;
      else if (alpha > 0) pixels[target] = over(border, alpha, pixels[target]);
    }
  }
}

/** Three quarters of the brightness. */
function darker(colour: number): number {
  const half = (colour >>> 1) & 0x7f7f7f;
  const quarter = (colour >>> 2) & 0x3f3f3f;
  return ((colour & 0xff000000) | (half + quarter)) >>> 0;
}

/** "source over destination" of not premultiplied colours (Porter and Duff 1984). */
function over(source: number, alpha: number, below: number): number {
  const below_alpha = below >>> 24;
  if (below_alpha === 0) return ((alpha << 24) | (source & 0xffffff)) >>> 0;
  const share_below = (below_alpha * (255 - alpha)) / 255;
  const out_alpha = alpha + share_below;
  const weight = alpha / out_alpha;
  const red = (source & 255) * weight + (below & 255) * (1 - weight);
  const green = ((source >>> 8) & 255) * weight + ((below >>> 8) & 255) * (1 - weight);
  const blue = ((source >>> 16) & 255) * weight + ((below >>> 16) & 255) * (1 - weight);
  return packed((red + 0.5) | 0, (green + 0.5) | 0, (blue + 0.5) | 0, (out_alpha + 0.5) | 0);
}
