// SPDX-License-Identifier: MIT
// The figures of a cluster in words.
import { element } from '../dom';
import { fixed, signed, text, whole } from '../strings';
import type { Cluster } from './cluster_data';

export function cluster_facts(cluster: Cluster): HTMLElement {
  const { id, points, velocity, properties } = cluster;
  const number = (name: string): number | null => {
    const value = properties[name];
    return typeof value === 'number' ? value : null;
  };
  const facts: (readonly [string, string] | null)[] = [
    [
      text.cluster_column.points,
      `${whole(points)} (${text.cluster_orbits(number('n_ascending'), number('n_descending'))})`,
    ],
    [
      text.velocity,
      text.cluster_velocity(
        signed(velocity, 1),
        signed(number('min_velocity'), 1),
        signed(number('max_velocity'), 1),
      ),
    ],
    number('up_velocity') === null
      ? null
      : [
          text.cluster_east_up,
          text.cluster_east_up_value(signed(number('east_velocity'), 1), signed(number('up_velocity'), 1)),
        ],
    cluster.quality_class === null
      ? null
      : [
          text.cluster_column.quality,
          text.cluster_quality_words(cluster.quality_class, fixed(cluster.quality, 2)),
        ],
    [
      text.motion_class,
      `${text.class_name(cluster.mixed ? 'mixed' : cluster.dominant_class)} (${Math.round(100 * (number('purity') ?? 0))} %)`,
    ],
    [text.cluster_area, text.hectares(fixed((number('area_m2') ?? 0) / 1e4, 1))],
    [text.coherence, text.coherence_of_one(fixed(number('mean_coherence'), 2))],
  ];
  const list = element('dl', {});
  for (const fact of facts)
    if (fact) list.append(element('div', {}, element('dt', {}, fact[0]), element('dd', {}, fact[1])));
  return element('div', {}, element('h3', {}, id), list);
}
