// SPDX-License-Identifier: MIT
// What lies on the map beside the points; how many points at most, and how strong they are.
import type { HashReader, HashWriter } from './hash';

export const kBasemaps = ['offline', 'osm', 'topography', 'satellite', 'none'] as const;
export type Basemap = (typeof kBasemaps)[number];
export const kThemes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof kThemes)[number];

/** As a phone, a laptop and a workstation take them. */
export const kMostPoints = [50000, 200000, 500000, 1000000] as const;

export interface Layers {
  readonly clusters: boolean;
  readonly subclusters: boolean;
  /** "offline" comes from our own server; the others are asked for over the Internet. */
  readonly basemap: Basemap;
  /** Addresses of the user's own layers, as own_layers.ts reads them. */
  readonly own: readonly string[];
  readonly places: boolean;
  /** Beyond this many the most coherent are shown: one of kMostPoints. */
  readonly most_points: number;
  /** Factor of the usual size of points. */
  readonly point_size: number;
  /** 0 to 1. */
  readonly point_opacity: number;
  readonly theme: Theme;
}

export const kDefaultLayers: Layers = {
  clusters: false,
  subclusters: false,
  basemap: 'offline',
  own: [],
  places: true,
  most_points: 200000,
  point_size: 1,
  point_opacity: 1,
  theme: 'system',
};

const kMostPointsWords = kMostPoints.map(String);

export function write_layers(to: HashWriter, layers: Layers): void {
  const usual = kDefaultLayers;
  to.add('clusters', layers.clusters, usual.clusters);
  to.add('subclusters', layers.subclusters, usual.subclusters);
  to.add('basemap', layers.basemap, usual.basemap);
  to.add('own', layers.own.join(' '), '');
  to.add('places', layers.places, usual.places);
  to.add('points', layers.most_points, usual.most_points);
  to.add('size', layers.point_size, usual.point_size);
  to.add('opacity', layers.point_opacity, usual.point_opacity);
  to.add('theme', layers.theme, usual.theme);
}

export function read_layers(from: HashReader): Layers {
  const usual = kDefaultLayers;
  return {
    clusters: from.flag('clusters', usual.clusters),
    subclusters: from.flag('subclusters', usual.subclusters),
    basemap: from.choice('basemap', kBasemaps, usual.basemap),
    own: (from.text('own') ?? '').split(' ').filter((address) => address !== ''),
    places: from.flag('places', usual.places),
    most_points: Number(from.choice('points', kMostPointsWords, String(usual.most_points))),
    point_size: from.number('size', 0.5, 3, usual.point_size),
    point_opacity: from.number('opacity', 0.1, 1, usual.point_opacity),
    theme: from.choice('theme', kThemes, usual.theme),
  };
}
