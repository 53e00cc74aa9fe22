// SPDX-License-Identifier: MIT
// What lies on the map beside the points.
import type { HashReader, HashWriter } from './hash';

export interface Layers {
  readonly clusters: boolean;
  readonly subclusters: boolean;
}

export const kDefaultLayers: Layers = { clusters: false, subclusters: false };

export function write_layers(to: HashWriter, layers: Layers): void {
  to.add('clusters', layers.clusters, kDefaultLayers.clusters);
  to.add('subclusters', layers.subclusters, kDefaultLayers.subclusters);
}

export function read_layers(from: HashReader): Layers {
  return { clusters: from.flag('clusters', false), subclusters: from.flag('subclusters', false) };
}
