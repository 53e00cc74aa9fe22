// SPDX-License-Identifier: MIT
// The address that restores a view: #map=zoom/latitude/longitude&colour=class&... Defaults are left out.
import { kRangePresets } from './colour/velocity_scale';
import { kMaxLatitude } from './projection';
import { kDefaultView, type View } from './view_state';

export interface Place {
  readonly zoom: number;
  readonly latitude: number;
  readonly longitude: number;
}

export const kMaxZoom = 19;

export function write_hash(place: Place, view: View): string {
  const { zoom, latitude, longitude } = place;
  const parts = [`map=${zoom}/${latitude.toFixed(5)}/${longitude.toFixed(5)}`];
  const add = (name: string, value: string | number, default_value: string | number): void => {
    if (value !== default_value) parts.push(`${name}=${value}`);
  };
  add('colour', view.colour_by, kDefaultView.colour_by);
  add('range', view.range_mm_per_year, kDefaultView.range_mm_per_year);
  add('speed', view.least_speed_mm_per_year, 0);
  add('coherence', view.least_coherence, 0);
  add('ascending', Number(view.ascending), 1);
  add('descending', Number(view.descending), 1);
  add('clusters', Number(view.clusters), 0);
  add('subclusters', Number(view.subclusters), 0);
  return `#${parts.join('&')}`;
}

/** Whatever cannot be understood is as if it were not there. */
export function read_hash(hash: string): { place: Place | null; view: View } {
  const entries = new URLSearchParams(hash.replace(/^#/, ''));
  const number = (name: string, least: number, most: number, otherwise: number): number => {
    const text = entries.get(name);
    const value = text === null || text.trim() === '' ? NaN : Number(text);
    return value >= least && value <= most ? value : otherwise;
  };
  const range = number('range', 0, 1000, kDefaultView.range_mm_per_year);
  return {
    place: read_place(entries.get('map')),
    view: {
      colour_by: entries.get('colour') === 'class' ? 'class' : 'velocity',
      range_mm_per_year: kRangePresets.find((preset) => preset === range) ?? kDefaultView.range_mm_per_year,
      least_speed_mm_per_year: number('speed', 0, 1000, 0),
      least_coherence: number('coherence', 0, 1, 0),
      ascending: number('ascending', 0, 1, 1) !== 0,
      descending: number('descending', 0, 1, 1) !== 0,
      clusters: number('clusters', 0, 1, 0) !== 0,
      subclusters: number('subclusters', 0, 1, 0) !== 0,
    },
  };
}

function read_place(text: string | null): Place | null {
  const numbers = /^(\d+)\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/.exec(text ?? '');
  if (!numbers) return null;
  const [zoom, latitude, longitude] = numbers.slice(1).map(Number);
  if (zoom > kMaxZoom || Math.abs(latitude) > kMaxLatitude || Math.abs(longitude) > 540) return null;
  return { zoom, latitude, longitude };
}
