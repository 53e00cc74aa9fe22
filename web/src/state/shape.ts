// SPDX-License-Identifier: MIT
// Shapes drawn on the map: what is selected, along which line a profile runs, against which area motion is referenced.
import { number_of } from './hash';

export type Position = readonly [longitude: number, latitude: number];

export type Shape =
  | {
      readonly kind: 'rectangle';
      readonly west: number;
      readonly south: number;
      readonly east: number;
      readonly north: number;
    }
  | { readonly kind: 'polygon'; readonly corners: readonly Position[] }
  | { readonly kind: 'circle'; readonly centre: Position; readonly radius_m: number }
  | { readonly kind: 'line'; readonly corners: readonly Position[] };

export type AreaShape = Exclude<Shape, { kind: 'line' }>;

export const kMostCorners = 500;
const kMostRadius = 1e6;

/** The area of a question to the server: parameters of /api/v1/selection and its like. */
export type AreaQuery =
  | {
      readonly min_lon: number;
      readonly min_lat: number;
      readonly max_lon: number;
      readonly max_lat: number;
    }
  | { readonly polygon: number[] }
  | { readonly circle: number[] };

export function area_query(shape: AreaShape): AreaQuery {
  switch (shape.kind) {
    case 'rectangle':
      return { min_lon: shape.west, min_lat: shape.south, max_lon: shape.east, max_lat: shape.north };
    case 'polygon':
      return { polygon: shape.corners.flat().map(millionths) };
    case 'circle':
      return { circle: [...shape.centre.map(millionths), Math.round(10 * shape.radius_m) / 10] };
  }
}

/** `line` of /api/v1/profile. */
export function line_query(shape: Extract<Shape, { kind: 'line' }>): { readonly line: number[] } {
  return { line: shape.corners.flat().map(millionths) };
}

/** "rectangle:13.1,38.6,13.2,38.7": the shape as the address holds it. */
export function shape_text(shape: Shape | null): string | null {
  if (!shape) return null;
  switch (shape.kind) {
    case 'rectangle':
      return `rectangle:${numbers_text([shape.west, shape.south, shape.east, shape.north])}`;
    case 'circle':
      return `circle:${numbers_text(shape.centre)},${shape.radius_m.toFixed(1)}`;
    default:
      return `${shape.kind}:${numbers_text(shape.corners.flat())}`;
  }
}

/** Null for what is not a shape. */
export function shape_from_text(text: string | null): Shape | null {
  const [kind, list] = (text ?? '').split(':');
  const numbers = (list ?? '').split(',').map(number_of);
  if (numbers.some((number) => !Number.isFinite(number))) return null;
  if (kind === 'rectangle' && numbers.length === 4) {
    const [west, south, east, north] = numbers;
    return west < east && south < north ? { kind, west, south, east, north } : null;
  }
  if (kind === 'circle' && numbers.length === 3) {
    const [longitude, latitude, radius_m] = numbers;
    return radius_m > 0 && radius_m <= kMostRadius ? { kind, centre: [longitude, latitude], radius_m } : null;
  }
  const least = kind === 'polygon' ? 3 : 2;
  if ((kind !== 'polygon' && kind !== 'line') || numbers.length % 2 || numbers.length < 2 * least)
    return null;
  if (numbers.length > 2 * kMostCorners) return null;
  return { kind, corners: pairs(numbers) };
}

function pairs(numbers: readonly number[]): Position[] {
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i], numbers[2 * i + 1]] as const);
}

function numbers_text(numbers: readonly number[]): string {
  return numbers.map((number) => String(millionths(number))).join(',');
}

/** Six decimals, as the points have; no needless zeros. */
function millionths(number: number): number {
  return Math.round(number * 1e6) / 1e6;
}
