// SPDX-License-Identifier: MIT
// Web Mercator in world units: 0 to 1 from west to east and from north to south, so that one multiplication
// by the size of the world at a zoom level gives pixels.

/** Latitude at which the square world map ends. */
export const kMaxLatitude = 85.0511287798066;
const kTileSizePx = 256;

export function world_x(longitude: number): number {
  return longitude / 360 + 0.5;
}

export function world_y(latitude: number): number {
  const clamped = Math.max(-kMaxLatitude, Math.min(kMaxLatitude, latitude));
  const sine = Math.sin((clamped * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export function longitude_of(x: number): number {
  return (x - 0.5) * 360;
}

export function latitude_of(y: number): number {
  return (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;
}

/** Width of the whole world in CSS pixels. */
export function world_size_px(zoom: number): number {
  return kTileSizePx * 2 ** zoom;
}

/** What a canvas shows: device pixel = world * scale - (left, top). */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Device pixels per world unit. */
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  /** Device pixels per CSS pixel. */
  readonly pixel_ratio: number;
}
