// SPDX-License-Identifier: MIT
// Distances, lengths and areas on the sphere; which places a drawn shape holds.
import type { AreaShape, Position, Shape } from '../state/shape';

/** Mean radius of the Earth (IUGG), metres: lengths are right to half a per cent everywhere. */
const kRadius = 6371008.8;
const kDegree = Math.PI / 180;

/** Great circle (haversine). */
export function metres_between([lon_a, lat_a]: Position, [lon_b, lat_b]: Position): number {
  const north = Math.sin(((lat_b - lat_a) * kDegree) / 2);
  const east = Math.sin(((lon_b - lon_a) * kDegree) / 2);
  const chord = north * north + Math.cos(lat_a * kDegree) * Math.cos(lat_b * kDegree) * east * east;
  return 2 * kRadius * Math.asin(Math.min(1, Math.sqrt(chord)));
}

export function length_m(corners: readonly Position[]): number {
  return corners.slice(1).reduce((sum, corner, i) => sum + metres_between(corners[i], corner), 0);
}

/** Area of a ring on the sphere (Chamberlain and Duquette 2007). */
export function ring_area_m2(corners: readonly Position[]): number {
  let sum = 0;
  corners.forEach(([longitude, latitude], i) => {
    const [next_longitude, next_latitude] = corners[(i + 1) % corners.length];
    const width = (next_longitude - longitude) * kDegree;
    sum += width * (2 + Math.sin(latitude * kDegree) + Math.sin(next_latitude * kDegree));
  });
  return Math.abs((sum * kRadius * kRadius) / 2);
}

/** West, south, east, north. */
export function bounds_of(shape: Shape): [number, number, number, number] {
  if (shape.kind === 'rectangle') return [shape.west, shape.south, shape.east, shape.north];
  if (shape.kind === 'circle') {
    const [longitude, latitude] = shape.centre;
    const high = shape.radius_m / kRadius / kDegree;
    const wide = high / Math.max(0.01, Math.cos(latitude * kDegree));
    return [longitude - wide, Math.max(-90, latitude - high), longitude + wide, Math.min(90, latitude + high)];
  }
  const longitudes = shape.corners.map(([longitude]) => longitude);
  const latitudes = shape.corners.map(([, latitude]) => latitude);
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
}

/** Whether a place lies in an area; polygons by the even-odd rule in degrees, as the server does. */
export function contains(shape: AreaShape, [longitude, latitude]: Position): boolean {
  if (shape.kind === 'circle') return metres_between(shape.centre, [longitude, latitude]) <= shape.radius_m;
  if (shape.kind === 'rectangle') {
    const { west, south, east, north } = shape;
    return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
  }
  let inside = false;
  shape.corners.forEach(([lon_a, lat_a], i) => {
    const [lon_b, lat_b] = shape.corners[(i + 1) % shape.corners.length];
    if (lat_a > latitude === lat_b > latitude) return;
    if (longitude < lon_a + ((latitude - lat_a) / (lat_b - lat_a)) * (lon_b - lon_a)) inside = !inside;
  });
  return inside;
}

/** A ring of places at a distance from a centre, for drawing. */
export function circle_ring([longitude, latitude]: Position, radius_m: number, corners = 64): Position[] {
  const angle = radius_m / kRadius;
  const phi = latitude * kDegree;
  return Array.from({ length: corners }, (_, k) => {
    const bearing = (2 * Math.PI * k) / corners;
    const sine = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing);
    const east = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(phi),
      Math.cos(angle) - Math.sin(phi) * sine,
    );
    return [longitude + east / kDegree, Math.asin(sine) / kDegree] as const;
  });
}
