// SPDX-License-Identifier: MIT
// The points of a window as columns, decoded from the binary answer of /api/v1/points (api/openapi.yaml).
import type { components } from './api_types';
import { world_x, world_y } from './projection';

type PointsHeader = components['schemas']['PointsHeader'];

export const kMagic = 0x54504c50; // "PLPT", read as little-endian uint32
export const kLayoutVersion = 1;
export const kUnclassified = 255;
export const kNone = 0xffffffff;
export const kOrbitAscending = 1;
export const kOrbitDescending = 2;

/** Rows are in the order of the server's answer. */
export interface Points {
  readonly count: number;
  /** Points that pass the filters; count is smaller when the server has thinned. */
  readonly total: number;
  readonly tiles: readonly string[];
  readonly classes: readonly string[];
  readonly clusters: readonly string[];
  readonly subclusters: readonly string[];
  /** Degrees. */
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  /** Position in world units of projection.ts. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** mm/yr; NaN = missing. */
  readonly velocity_mm_per_year: Float32Array;
  /** Hundredths; 255 = missing. */
  readonly coherence_e2: Uint8Array;
  /** Index into `classes`; kUnclassified = none. */
  readonly class_index: Uint8Array;
  /** 0 = none (L3), kOrbitAscending, kOrbitDescending. */
  readonly orbit: Uint8Array;
  readonly cluster: Uint32Array;
  readonly tile: Uint16Array;
  pid(index: number): string;
}

export class BadAnswer extends Error {}

/** Throws BadAnswer when the bytes are not what the contract says. The columns are views of `body`. */
export function decode_points(body: ArrayBuffer): Points {
  if (body.byteLength < 16) throw new BadAnswer('The answer with points is too short.');
  const [magic, version, header_bytes, count] = new Uint32Array(body, 0, 4);
  if (magic !== kMagic) throw new BadAnswer('The answer does not hold points.');
  if (version !== kLayoutVersion)
    throw new BadAnswer(`Layout ${version} of the points is not known; reload the page.`);
  if (16 + header_bytes > body.byteLength) throw new BadAnswer('The answer with points was cut off.');
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(body, 16, header_bytes))) as PointsHeader;

  const offset_of = (name: string, bytes_per_point: number): number => {
    const column = header.columns.find((candidate) => candidate.name === name);
    if (!column) throw new BadAnswer(`The answer has no column "${name}".`);
    if (column.offset + bytes_per_point * count > body.byteLength) {
      throw new BadAnswer('The answer with points was cut off.');
    }
    return column.offset;
  };
  const longitude = degrees(new Int32Array(body, offset_of('longitude_e6', 4), count));
  const latitude = degrees(new Int32Array(body, offset_of('latitude_e6', 4), count));
  const pids = new Uint8Array(body, offset_of('pid', 10), 10 * count);
  return {
    count,
    total: header.total,
    tiles: header.tiles,
    classes: header.classes,
    clusters: header.clusters,
    subclusters: header.subclusters,
    longitude,
    latitude,
    x: longitude.map(world_x),
    y: latitude.map(world_y),
    velocity_mm_per_year: new Float32Array(body, offset_of('mean_velocity', 4), count),
    coherence_e2: new Uint8Array(body, offset_of('temporal_coherence_e2', 1), count),
    class_index: new Uint8Array(body, offset_of('class_1', 1), count),
    orbit: new Uint8Array(body, offset_of('orbit', 1), count),
    cluster: new Uint32Array(body, offset_of('cluster', 4), count),
    tile: new Uint16Array(body, offset_of('tile', 2), count),
    pid: (index) => String.fromCharCode(...pids.subarray(10 * index, 10 * index + 10)),
  };
}

function degrees(millionths: Int32Array): Float64Array {
  const result = new Float64Array(millionths.length);
  for (let i = 0; i < millionths.length; ++i) result[i] = millionths[i] / 1e6;
  return result;
}

/** Number of points of each class, in the order of `classes`; the last one is the unclassified. */
export function count_classes(points: Points): number[] {
  const counts = new Array<number>(points.classes.length + 1).fill(0);
  for (const index of points.class_index) {
    counts[index === kUnclassified ? points.classes.length : index] += 1;
  }
  return counts;
}
