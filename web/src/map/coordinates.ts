// SPDX-License-Identifier: MIT
// Coordinates as people write them: WGS 84 in degrees, and ETRS89-extended / LAEA Europe (EPSG:3035) in metres.
import type { Position } from '../state/shape';

/** GRS 80 and the parameters of EPSG:3035. */
const kMajor = 6378137;
const kFlattening = 1 / 298.257222101;
const kE2 = kFlattening * (2 - kFlattening);
const kE = Math.sqrt(kE2);
const kRadians = Math.PI / 180;
const [kCentreLongitude, kCentreLatitude] = [10 * kRadians, 52 * kRadians];
const [kFalseEasting, kFalseNorthing] = [4321000, 3210000];

/** Snyder (1987), Map projections, equation 3-12. */
function q_of(phi: number): number {
  const sine = Math.sin(phi);
  const es = kE * sine;
  return (1 - kE2) * (sine / (1 - es * es) - Math.log((1 - es) / (1 + es)) / (2 * kE));
}

const kQPole = q_of(Math.PI / 2);
const kRadius = kMajor * Math.sqrt(kQPole / 2);
const kBeta = Math.asin(q_of(kCentreLatitude) / kQPole);
const kD =
  (kMajor * Math.cos(kCentreLatitude)) /
  Math.sqrt(1 - kE2 * Math.sin(kCentreLatitude) ** 2) /
  (kRadius * Math.cos(kBeta));

/** Lambert azimuthal equal area (Snyder 1987, equations 24-17 to 24-20); WGS 84 and ETRS89 are taken as the same. */
export function to_laea([longitude, latitude]: Position): readonly [easting: number, northing: number] {
  const beta = Math.asin(q_of(latitude * kRadians) / kQPole);
  const lambda = longitude * kRadians - kCentreLongitude;
  const cosine = Math.sin(kBeta) * Math.sin(beta) + Math.cos(kBeta) * Math.cos(beta) * Math.cos(lambda);
  const b = kRadius * Math.sqrt(2 / (1 + cosine));
  const north = Math.cos(kBeta) * Math.sin(beta) - Math.sin(kBeta) * Math.cos(beta) * Math.cos(lambda);
  return [kFalseEasting + b * kD * Math.cos(beta) * Math.sin(lambda), kFalseNorthing + (b / kD) * north];
}

/** The inverse (Snyder 1987, equations 24-26 to 24-30), by Newton's method on the latitude. */
export function from_laea(easting: number, northing: number): Position {
  const [x, y] = [(easting - kFalseEasting) / kD, (northing - kFalseNorthing) * kD];
  const rho = Math.hypot(x, y);
  if (rho === 0) return [kCentreLongitude / kRadians, kCentreLatitude / kRadians];
  const angle = 2 * Math.asin(Math.min(1, rho / (2 * kRadius)));
  const sine = Math.cos(angle) * Math.sin(kBeta) + (y * Math.sin(angle) * Math.cos(kBeta)) / rho;
  const q = kQPole * sine;
  const across = rho * Math.cos(kBeta) * Math.cos(angle) - y * Math.sin(kBeta) * Math.sin(angle);
  const lambda = kCentreLongitude + Math.atan2(x * Math.sin(angle), across);
  let phi = Math.asin(sine);
  for (let step = 0; step < 6; ++step) {
    const es2 = kE2 * Math.sin(phi) ** 2;
    phi += ((1 - es2) ** 2 / (2 * (1 - kE2) * Math.cos(phi))) * (q - q_of(phi));
  }
  return [lambda / kRadians, phi / kRadians];
}

/** "38.70578, 13.17630", "38.7 N 13.2 E", "38° 42′ 20.8″ N 13° 10′ 35″ E", or easting and northing of EPSG:3035. */
export function read_coordinates(text: string): Position | null {
  const pair = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  if (pair) {
    const [first, second] = [Number(pair[1]), Number(pair[2])];
    if (first > 900000 && second > 900000) return from_laea(first, second);
    return position(second, first);
  }
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*[°d]?\s*(?:(\d+(?:\.\d+)?)\s*['′]\s*)?(?:(\d+(?:\.\d+)?)\s*["″]\s*)?([NSEW])/gi)];
  if (parts.length !== 2) return null;
  const degrees = parts.map(([, whole, minutes, seconds, side]) => {
    const value = Number(whole) + Number(minutes ?? 0) / 60 + Number(seconds ?? 0) / 3600;
    return { value: /[SW]/i.test(side) ? -value : value, is_latitude: /[NS]/i.test(side) };
  });
  const [one, other] = degrees;
  if (one.is_latitude === other.is_latitude) return null;
  return one.is_latitude ? position(other.value, one.value) : position(one.value, other.value);
}

function position(longitude: number, latitude: number): Position | null {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [longitude, latitude] : null;
}
