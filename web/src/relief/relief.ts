// SPDX-License-Identifier: MIT
// Points by height seen from aside: a parallel projection with a buffer of depths, drawn by the processor.
import { kHidden } from '../map/stamps';
import type { Points } from '../points';

/** Metres from the middle of the points: east, north, up. */
export interface ReliefPoints {
  readonly east: Float32Array;
  readonly north: Float32Array;
  readonly up: Float32Array;
  readonly colours: Uint32Array;
  /** Half the greatest extent in the plane. */
  readonly radius_m: number;
}

export interface Camera {
  /** Clockwise from north, the direction that is looked in; degrees. */
  readonly azimuth: number;
  /** 90 looks straight down. */
  readonly tilt: number;
  /** 1 shows everything. */
  readonly zoom: number;
  /** Heights are drawn this much larger. */
  readonly exaggeration: number;
}

const kMetresPerDegree = 111195;
const kRadians = Math.PI / 180;

/** The points that are shown and have a height. */
export function relief_points(
  points: Pick<Points, 'longitude' | 'latitude' | 'height_m'>,
  shapes: Uint8Array,
  codes: Uint16Array,
  colours: Uint32Array,
): ReliefPoints {
  const { longitude, latitude, height_m } = points;
  const chosen = Array.from(shapes.keys()).filter((i) => shapes[i] !== kHidden && Number.isFinite(height_m[i]));
  const [middle_longitude, middle_latitude] = [middle(chosen, longitude), middle(chosen, latitude)];
  const east_metres = kMetresPerDegree * Math.cos(middle_latitude * kRadians);
  const mean_height = chosen.reduce((sum, i) => sum + height_m[i], 0) / Math.max(1, chosen.length);
  const east = Float32Array.from(chosen, (i) => (longitude[i] - middle_longitude) * east_metres);
  const north = Float32Array.from(chosen, (i) => (latitude[i] - middle_latitude) * kMetresPerDegree);
  const radius_m = chosen.reduce((most, _, k) => Math.max(most, Math.abs(east[k]), Math.abs(north[k])), 1);
  return {
    east,
    north,
    up: Float32Array.from(chosen, (i) => height_m[i] - mean_height),
    colours: Uint32Array.from(chosen, (i) => colours[codes[i]]),
    radius_m,
  };
}

function middle(chosen: readonly number[], values: Float64Array): number {
  let [least, most] = [Infinity, -Infinity];
  for (const i of chosen) {
    least = Math.min(least, values[i]);
    most = Math.max(most, values[i]);
  }
  return (least + most) / 2;
}

/** Where a place lies in a picture, and how far away. */
export interface Projection {
  (east: number, north: number, up: number): readonly [x: number, y: number, depth: number];
}

export function projection(camera: Camera, radius_m: number, width: number, height: number): Projection {
  const [sin_a, cos_a] = [Math.sin(camera.azimuth * kRadians), Math.cos(camera.azimuth * kRadians)];
  const [sin_t, cos_t] = [Math.sin(camera.tilt * kRadians), Math.cos(camera.tilt * kRadians)];
  const scale = (0.36 * Math.min(width, height) * camera.zoom) / radius_m;
  return (east, north, up) => {
    const right = east * cos_a - north * sin_a;
    const away = east * sin_a + north * cos_a;
    const high = up * camera.exaggeration;
    return [
      width / 2 + right * scale,
      height / 2 - (away * sin_t + high * cos_t) * scale,
      away * cos_t - high * sin_t,
    ];
  };
}

/** Squares of `side` pixels; what is nearer hides what is farther. */
export function draw_relief(
  pixels: Uint32Array,
  width: number,
  height: number,
  { east, north, up, colours }: ReliefPoints,
  project: Projection,
  side: number,
): void {
  const depths = new Float32Array(pixels.length).fill(Infinity);
  for (let i = 0; i < east.length; ++i) {
    const [x, y, depth] = project(east[i], north[i], up[i]);
    const [left, top] = [Math.round(x - side / 2), Math.round(y - side / 2)];
    if (left < 0 || top < 0 || left + side > width || top + side > height) continue;
    for (let row = top; row < top + side; ++row) {
      for (let pixel = row * width + left; pixel < row * width + left + side; ++pixel) {
        if (depth >= depths[pixel]) continue;
        depths[pixel] = depth;
        pixels[pixel] = colours[i];
      }
    }
  }
}
