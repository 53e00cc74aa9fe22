// SPDX-License-Identifier: MIT
// Along which direction a series measures motion. Only series of the same direction may be subtracted from each other.
import type { Info } from '../api_client';

/** Line of sight of ascending and descending orbits, or of an unknown one; east; up. */
export const kGeometries = ['A', 'D', 'LOS', 'E', 'U'] as const;
export type Geometry = (typeof kGeometries)[number];

export function geometry_of(component: string, orbit: string | null): Geometry {
  if (component === 'E' || component === 'U') return component;
  return orbit === 'A' || orbit === 'D' ? orbit : 'LOS';
}

/** Of a point, by the tile that it lies in. */
export function geometry_in(info: Info, tile: string, orbit: unknown): Geometry {
  const found = info.tiles.find(({ stem }) => stem === tile);
  return geometry_of(found?.component ?? 'LOS', typeof orbit === 'string' ? orbit : null);
}
