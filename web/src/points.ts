// SPDX-License-Identifier: MIT
// The points of a window as columns, decoded from the binary answer of /api/v1/points (api/openapi.yaml).
import type { components } from './api_types';
import { BinaryAnswer } from './binary_answer';
import { world_units } from './map/pixel_grid';
import { world_x, world_y } from './projection';

type PointsHeader = components['schemas']['PointsHeader'];

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
  /** Position in the units of map/pixel_grid.ts. */
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** mm/yr; NaN = missing. */
  readonly velocity_mm_per_year: Float32Array;
  /** m; NaN = missing. */
  readonly height_m: Float32Array;
  /** Hundredths; 255 = missing. */
  readonly coherence_e2: Uint8Array;
  /** Index into `classes`; kUnclassified = none. */
  readonly class_index: Uint8Array;
  /** 0 = none (L3), kOrbitAscending, kOrbitDescending. */
  readonly orbit: Uint8Array;
  /** Bit k: flag k of kFlagNames. */
  readonly flags: Uint8Array;
  /** Index into `clusters`; kNone = in none. */
  readonly cluster: Uint32Array;
  readonly tile: Uint16Array;
  /** Row in the tile. */
  readonly row: Uint32Array;
  pid(index: number): string;
}

/** Throws BadAnswer when the bytes are not what the contract says. */
export function decode_points(body: ArrayBuffer): Points {
  const answer = new BinaryAnswer<PointsHeader>(body);
  const { header, count } = answer;
  const longitude = degrees(answer.column('longitude_e6', Int32Array));
  const latitude = degrees(answer.column('latitude_e6', Int32Array));
  const pids = answer.column('pid', Uint8Array, 10);
  return {
    count,
    total: header.total,
    tiles: header.tiles,
    classes: header.classes,
    clusters: header.clusters,
    subclusters: header.subclusters,
    longitude,
    latitude,
    x: world_units(longitude.map(world_x)),
    y: world_units(latitude.map(world_y)),
    velocity_mm_per_year: answer.column('mean_velocity', Float32Array),
    height_m: answer.column('height', Float32Array),
    coherence_e2: answer.column('temporal_coherence_e2', Uint8Array),
    class_index: answer.column('class_1', Uint8Array),
    orbit: answer.column('orbit', Uint8Array),
    flags: answer.column('flags', Uint8Array),
    cluster: answer.column('cluster', Uint32Array),
    tile: answer.column('tile', Uint16Array),
    row: answer.column('row', Uint32Array),
    pid: (index) => String.fromCharCode(...pids.subarray(10 * index, 10 * index + 10)),
  };
}

function degrees(millionths: Int32Array): Float64Array {
  const result = new Float64Array(millionths.length);
  for (let i = 0; i < millionths.length; ++i) result[i] = millionths[i] / 1e6;
  return result;
}
