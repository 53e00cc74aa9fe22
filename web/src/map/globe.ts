// SPDX-License-Identifier: MIT
// The sphere that lengths around a place are taken on, as the server takes them (src/serve/earth.h): in the area of
// EPSG:3035 that of the earth's mean radius, right to half a per cent; elsewhere the one that fits the ellipsoid there
// (Gauss's conformal projection), right to a millimetre in ten kilometres.
import type { Position } from '../state/shape';

/** Mean radius of the Earth (IUGG), metres. */
const kMeanRadius = 6371008.8;
/** GRS 80. */
const kMajorAxis = 6378137;
const kFlattening = 1 / 298.257222101;
const kE2 = kFlattening * (2 - kFlattening);
const kE = Math.sqrt(kE2);
const kDegree = Math.PI / 180;

export interface Globe {
  readonly radius_m: number;
  /** Longitude and latitude on the sphere, in radians. */
  on_sphere(place: Position): Position;
  /** Back to degrees on the earth. */
  on_earth(on_sphere: Position): Position;
}

const kMeanGlobe: Globe = {
  radius_m: kMeanRadius,
  on_sphere: ([longitude, latitude]) => [longitude * kDegree, latitude * kDegree],
  on_earth: ([longitude, latitude]) => [longitude / kDegree, latitude / kDegree],
};

/** The area that EPSG:3035 is made for (src/geodesy/europe.h). */
function is_in_europe([longitude, latitude]: Position): boolean {
  return longitude >= -35.58 && longitude <= 44.83 && latitude >= 24.6 && latitude <= 84.73;
}

/** The same direction within 180 degrees. */
function turned(degrees: number): number {
  return Math.abs(degrees) <= 180 ? degrees : degrees - 360 * Math.round(degrees / 360);
}

function isometric(sine: number): number {
  return Math.atanh(sine) - kE * Math.atanh(kE * sine);
}

/** Which place has an isometric latitude: by steps that gain three digits each. */
function latitude_of(value: number): number {
  let sine = Math.tanh(value);
  for (let step = 0; step < 6; ++step) sine = Math.tanh(value + kE * Math.atanh(kE * sine));
  return Math.asin(sine);
}

export function globe_around(middle: Position): Globe {
  if (is_in_europe(middle)) return kMeanGlobe;
  const [middle_longitude, latitude] = middle;
  const phi = Math.max(-89.9, Math.min(89.9, latitude)) * kDegree;
  const [sine, cosine] = [Math.sin(phi), Math.cos(phi)];
  const stretch = Math.sqrt(1 + (kE2 / (1 - kE2)) * cosine ** 4);
  const shift = Math.atanh(sine / stretch) - stretch * isometric(sine);
  return {
    radius_m: (kMajorAxis * Math.sqrt(1 - kE2)) / (1 - kE2 * sine * sine),
    on_sphere: ([longitude, at]) => [
      stretch * turned(longitude - middle_longitude) * kDegree,
      Math.atan(Math.sinh(stretch * isometric(Math.sin(at * kDegree)) + shift)),
    ],
    on_earth: ([longitude, at]) => [
      middle_longitude + longitude / stretch / kDegree,
      latitude_of((Math.asinh(Math.tan(at)) - shift) / stretch) / kDegree,
    ],
  };
}
