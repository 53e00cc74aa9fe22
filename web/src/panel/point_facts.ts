// SPDX-License-Identifier: MIT
// What the store knows of a point, in words that a geologist reads.
import type { TimeSeries } from '../api_client';
import { fixed, signed, text } from '../strings';
import type { Geometry } from './geometry';
import { gaps_of } from './series_values';

/**
 * Standard deviation of a velocity, mm/yr, that EGMS specifies; formal deviations are printed down to 0.0 and say
 * nothing below it.
 */
export const kHonestFloor = 0.7;
/** Slower than this a single point does not move significantly, mm/yr. */
const kNotSignificant = 2;

export type Fact = readonly [name: string, value: string];

type Metadata = TimeSeries['metadata'];

export function number_in(metadata: Metadata, name: string): number | null {
  const value = metadata[name];
  return typeof value === 'number' ? value : null;
}

export function text_in(metadata: Metadata, name: string): string | null {
  const value = metadata[name];
  return typeof value === 'string' ? value : null;
}

/** "−5.2 ± 0.7 mm/yr": never more certain than the floor. */
export function rate_text(velocity: number | null, std: number | null): string {
  if (velocity === null) return '–';
  return text.rate(signed(velocity, 1), fixed(Math.max(kHonestFloor, std ?? 0), 1));
}

/** The sentence about motion: which way, how fast, whether it means anything. */
export function motion_sentence(velocity: number | null, std: number | null, geometry: Geometry): string {
  if (velocity === null) return text.motion_unknown;
  const rate = rate_text(velocity, std);
  if (Math.abs(velocity) <= kNotSignificant) return text.motion_not_significant(rate);
  return text.motion(geometry, velocity < 0, rate);
}

export function point_facts(series: TimeSeries, geometry: Geometry): Fact[] {
  const { metadata } = series;
  const facts: (Fact | null)[] = [
    [
      text.fact_motion,
      motion_sentence(
        number_in(metadata, 'mean_velocity'),
        number_in(metadata, 'mean_velocity_std'),
        geometry,
      ),
    ],
    [text.motion_class, class_sentence(metadata)],
    fact(text.fact_acceleration, number_in(metadata, 'acceleration'), (value) =>
      text.acceleration(signed(value, 2)),
    ),
    fact(text.fact_season, number_in(metadata, 'seasonality'), (value) => text.season(fixed(value, 1))),
    fact(text.fact_scatter, number_in(metadata, 'rmse') ?? number_in(metadata, 'rmse_ts'), (value) =>
      text.scatter(fixed(value, 1)),
    ),
    fact(text.coherence, number_in(metadata, 'temporal_coherence'), (value) =>
      text.coherence_of_one(fixed(value, 2)),
    ),
    [text.fact_view, view_sentence(metadata, geometry)],
    fact(text.fact_reflector, number_in(metadata, 'mp_type'), text.reflector),
    fact(text.height, number_in(metadata, 'height'), (value) => text.metres(fixed(value, 0))),
    fact(text.fact_gnss, number_in(metadata, 'gnss_velocity'), (value) => text.gnss(signed(value, 1))),
    [text.gaps, gap_sentence(series)],
  ];
  return facts.filter((each) => each !== null);
}

function fact(name: string, value: number | null, words: (value: number) => string): Fact | null {
  return value === null ? null : [name, words(value)];
}

function class_sentence(metadata: Metadata): string {
  const name = text.class_name(text_in(metadata, 'class_1'));
  const flags = text.flags_in_words.flatMap(([flag, words]) => (metadata[flag] === true ? [words] : []));
  return [name, ...flags].join(', ');
}

/** Positive east: the satellite stands east of the point. */
function view_sentence(metadata: Metadata, geometry: Geometry): string {
  if (geometry === 'E' || geometry === 'U') return text.view_component(geometry);
  const east = number_in(metadata, 'los_east');
  const side = east === null ? null : east > 0 ? 'east' : 'west';
  const incidence = number_in(metadata, 'incidence_angle');
  return text.view_satellite(geometry, side, incidence === null ? null : fixed(incidence, 0));
}

function gap_sentence(series: TimeSeries): string {
  const gaps = gaps_of(series);
  return text.gap_summary(gaps.length, Math.max(0, ...gaps.map(({ days }) => days)));
}
