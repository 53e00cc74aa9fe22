// SPDX-License-Identifier: MIT
// The filters of /api/v1/points over the points in memory, by the rules of api/openapi.yaml.
import { kOrbitAscending, kOrbitDescending, kUnclassified, type Points } from '../points';
import { kFlagNames, type ClassChoice, type Filters, type FlagName } from '../state/filters';
import { kHidden } from './stamps';

export type Component = 'LOS' | 'E' | 'U';

/** Shape of each point (kShapes of stamps.ts), kHidden for those that do not pass. `components`: of each tile. */
export function shown_shapes(
  points: Points,
  filters: Filters,
  components: readonly Component[],
): Uint8Array<ArrayBuffer> {
  const shapes = new Uint8Array(points.count);
  const tests = tests_of(points, filters, components);
  const shape_of_orbit = [2, 0, 1]; // none (East and Up), ascending, descending
  for (let i = 0; i < shapes.length; ++i) {
    let passes = true;
    for (let k = 0; passes && k < tests.length; ++k) passes = tests[k](i);
    shapes[i] = passes ? shape_of_orbit[points.orbit[i]] : kHidden;
  }
  return shapes;
}

type Test = (index: number) => boolean;

/** Only the filters that are set cost anything. */
function tests_of(points: Points, filters: Filters, components: readonly Component[]): Test[] {
  return [
    ...velocity_tests(points, filters),
    ...height_tests(points, filters),
    ...kind_tests(points, filters),
    ...orbit_tests(points, filters, components),
  ];
}

/** A missing velocity counts as 0; bounds are float32, as the velocities are. */
function velocity_tests(points: Points, filters: Filters): Test[] {
  const velocity = points.velocity_mm_per_year;
  const tests: Test[] = [];
  const least_speed = Math.fround(filters.least_speed_mm_per_year);
  if (least_speed > 0) tests.push((i) => Math.abs(velocity[i] || 0) >= least_speed);
  const least = Math.fround(filters.least_velocity_mm_per_year ?? -Infinity);
  if (least > -Infinity) tests.push((i) => (velocity[i] || 0) >= least);
  const most = Math.fround(filters.most_velocity_mm_per_year ?? Infinity);
  if (most < Infinity) tests.push((i) => (velocity[i] || 0) <= most);
  const least_coherence = Math.fround(filters.least_coherence);
  if (least_coherence > 0)
    tests.push((i) => {
      const hundredths = points.coherence_e2[i];
      return hundredths !== kMissingCoherence && Math.fround(hundredths / 100) >= least_coherence;
    });
  return tests;
}

const kMissingCoherence = 255;

/** A missing height passes only where no height is asked for. */
function height_tests({ height_m }: Points, filters: Filters): Test[] {
  const tests: Test[] = [];
  if (filters.least_height_m !== null) {
    const least = Math.fround(filters.least_height_m);
    tests.push((i) => height_m[i] >= least);
  }
  if (filters.most_height_m !== null) {
    const most = Math.fround(filters.most_height_m);
    tests.push((i) => height_m[i] <= most);
  }
  return tests;
}

function kind_tests(points: Points, filters: Filters): Test[] {
  const tests: Test[] = [];
  if (filters.without_classes.length > 0) {
    const unwanted = new Uint8Array(256);
    for (const name of filters.without_classes) unwanted[class_number(points, name)] = 1;
    tests.push((i) => unwanted[points.class_index[i]] === 0);
  }
  const all_of = flag_bits(filters.with_flags);
  if (all_of) tests.push((i) => (points.flags[i] & all_of) === all_of);
  const none_of = flag_bits(filters.without_flags);
  if (none_of) tests.push((i) => (points.flags[i] & none_of) === 0);
  if (filters.cluster !== null) {
    const wanted = points.clusters.indexOf(filters.cluster);
    tests.push((i) => points.cluster[i] === wanted);
  }
  return tests;
}

function class_number(points: Points, name: ClassChoice): number {
  return name === 'unclassified' ? kUnclassified : points.classes.indexOf(name);
}

function flag_bits(names: readonly FlagName[]): number {
  return names.reduce((bits, name) => bits | (1 << kFlagNames.indexOf(name)), 0);
}

function orbit_tests(points: Points, filters: Filters, components: readonly Component[]): Test[] {
  const tests: Test[] = [];
  if (!filters.ascending) tests.push((i) => points.orbit[i] !== kOrbitAscending);
  if (!filters.descending) tests.push((i) => points.orbit[i] !== kOrbitDescending);
  if (!filters.east) tests.push((i) => components[points.tile[i]] !== 'E');
  if (!filters.up) tests.push((i) => components[points.tile[i]] !== 'U');
  return tests;
}
