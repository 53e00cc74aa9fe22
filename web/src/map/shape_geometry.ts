// SPDX-License-Identifier: MIT
// Distances, lengths and areas on the globe around them; which places a drawn shape holds.
import type { AreaShape, Position, Shape } from '../state/shape';
import { globe_around, type Globe } from './globe';

const kDegree = Math.PI / 180;
/** A degree of latitude is nowhere shorter, metres. */
const kShortestDegree = 110500;

/** Great circle (haversine) on the globe around the first place, unless another is given. */
export function metres_between(a: Position, b: Position, globe: Globe = globe_around(a)): number {
  const [lon_a, lat_a] = globe.on_sphere(a);
  const [lon_b, lat_b] = globe.on_sphere(b);
  const north = Math.sin((lat_b - lat_a) / 2);
  const east = Math.sin((lon_b - lon_a) / 2);
  const chord = north * north + Math.cos(lat_a) * Math.cos(lat_b) * east * east;
  return 2 * globe.radius_m * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** The globe around the middle of corners. */
function globe_of(corners: readonly Position[]): Globe {
  const [west, south, east, north] = box_around(corners);
  return globe_around([(west + east) / 2, (south + north) / 2]);
}

export function length_m(corners: readonly Position[]): number {
  const globe = globe_of(corners);
  return corners.slice(1).reduce((sum, corner, i) => sum + metres_between(corners[i], corner, globe), 0);
}

/** Area of a ring on the globe (Chamberlain and Duquette 2007). */
export function ring_area_m2(corners: readonly Position[]): number {
  const globe = globe_of(corners);
  const ring = corners.map((corner) => globe.on_sphere(corner));
  let sum = 0;
  ring.forEach(([longitude, latitude], i) => {
    const [next_longitude, next_latitude] = ring[(i + 1) % ring.length];
    sum += (next_longitude - longitude) * (2 + Math.sin(latitude) + Math.sin(next_latitude));
  });
  return Math.abs((sum * globe.radius_m * globe.radius_m) / 2);
}

function box_around(corners: readonly Position[]): [number, number, number, number] {
  const longitudes = corners.map(([longitude]) => longitude);
  const latitudes = corners.map(([, latitude]) => latitude);
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
}

/** West, south, east, north. */
export function bounds_of(shape: Shape): [number, number, number, number] {
  if (shape.kind === 'rectangle') return [shape.west, shape.south, shape.east, shape.north];
  if (shape.kind === 'circle') {
    const [longitude, latitude] = shape.centre;
    const high = shape.radius_m / kShortestDegree;
    const wide = high / Math.max(0.01, Math.cos(latitude * kDegree));
    return [longitude - wide, Math.max(-90, latitude - high), longitude + wide, Math.min(90, latitude + high)];
  }
  return box_around(shape.corners);
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
export function circle_ring(centre: Position, radius_m: number, corners = 64): Position[] {
  const globe = globe_around(centre);
  const angle = radius_m / globe.radius_m;
  const [lambda, phi] = globe.on_sphere(centre);
  return Array.from({ length: corners }, (_, k) => {
    const bearing = (2 * Math.PI * k) / corners;
    const sine = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing);
    const east = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(phi),
      Math.cos(angle) - Math.sin(phi) * sine,
    );
    return globe.on_earth([lambda + east, Math.asin(sine)]);
  });
}
