// SPDX-License-Identifier: MIT
// Makes the basemap: world-atlas 1:10 million around Europe, where EGMS measures, and coarse elsewhere, in one
// topology, so that neighbours still share their borders.
import { readFile } from 'node:fs/promises';

/** Degrees. Every country that EGMS covers lies inside, overseas islands of the Atlantic included. */
const kDetailed = { west: -32, south: 26, east: 46, north: 72 };
/** How far a simplified line may be from the true one, degrees. */
const kTolerance = { detailed: 0.002, coarse: 0.06 };

export async function make_basemap(atlas_file) {
  const atlas = JSON.parse(await readFile(atlas_file, 'utf8'));
  const { scale, translate } = atlas.transform;
  atlas.arcs = atlas.arcs.map((arc) => {
    const line = decoded(arc);
    const inside = line.some(([x, y]) =>
      is_detailed(x * scale[0] + translate[0], y * scale[1] + translate[1]),
    );
    const tolerance = inside ? kTolerance.detailed : kTolerance.coarse;
    return encoded(simplified(line, tolerance / scale[0], tolerance / scale[1]));
  });
  for (const country of atlas.objects.countries.geometries) {
    delete country.properties;
    delete country.id;
  }
  for (const { geometries } of Object.values(atlas.objects))
    geometries.forEach((part) => drop_specks(part, atlas.arcs));
  return JSON.stringify(without_unused_arcs(atlas));
}

function is_detailed(longitude, latitude) {
  const { west, south, east, north } = kDetailed;
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}

/** TopoJSON keeps differences between positions. */
function decoded(arc) {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => [(x += dx), (y += dy)]);
}

function encoded(line) {
  let [x, y] = [0, 0];
  return line.map(([to_x, to_y]) => {
    const step = [to_x - x, to_y - y];
    [x, y] = [to_x, to_y];
    return step;
  });
}

/** Douglas and Peucker (1973), with a tolerance for each axis; ends stay, so that arcs still meet. */
function simplified(line, tolerance_x, tolerance_y) {
  const keep = new Array(line.length).fill(false);
  keep[0] = keep[line.length - 1] = true;
  const open = [[0, line.length - 1]];
  while (open.length > 0) {
    const [from, to] = open.pop();
    let [farthest, most] = [-1, 1];
    for (let i = from + 1; i < to; ++i) {
      const distance = distance_to_segment(line[i], line[from], line[to], tolerance_x, tolerance_y);
      if (distance > most) [farthest, most] = [i, distance];
    }
    if (farthest < 0) continue;
    keep[farthest] = true;
    open.push([from, farthest], [farthest, to]);
  }
  return line.filter((_, i) => keep[i]);
}

/** In units of the tolerances. */
function distance_to_segment([px, py], [ax, ay], [bx, by], unit_x, unit_y) {
  const [x, y] = [(px - ax) / unit_x, (py - ay) / unit_y];
  const [dx, dy] = [(bx - ax) / unit_x, (by - ay) / unit_y];
  const length_squared = dx * dx + dy * dy;
  const share = length_squared === 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / length_squared));
  return Math.hypot(x - share * dx, y - share * dy);
}

/** Removes rings that have become lines: far islands too small to be seen. */
function drop_specks(geometry, arcs) {
  const positions = (ring) =>
    ring.reduce((sum, index) => sum + arcs[index < 0 ? ~index : index].length - 1, 0);
  const is_area = (polygon) => positions(polygon[0]) >= 3;
  if (geometry.type === 'GeometryCollection') geometry.geometries.forEach((part) => drop_specks(part, arcs));
  if (geometry.type === 'MultiPolygon') geometry.arcs = geometry.arcs.filter(is_area);
  if (geometry.type === 'Polygon' && !is_area(geometry.arcs)) {
    geometry.type = 'MultiPolygon';
    geometry.arcs = [];
  }
}

function without_unused_arcs(atlas) {
  const number_of = new Map();
  const arcs = [];
  const renumbered = (index) => {
    const old = index < 0 ? ~index : index;
    if (!number_of.has(old)) {
      number_of.set(old, arcs.length);
      arcs.push(atlas.arcs[old]);
    }
    const now = number_of.get(old);
    return index < 0 ? ~now : now;
  };
  const walk = (value) => (Array.isArray(value) ? value.map(walk) : renumbered(value));
  const visit = (geometry) => {
    if (geometry.geometries) geometry.geometries.forEach(visit);
    else if (geometry.arcs) geometry.arcs = walk(geometry.arcs);
  };
  Object.values(atlas.objects).forEach(visit);
  return { ...atlas, arcs };
}
