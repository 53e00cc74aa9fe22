// SPDX-License-Identifier: MIT
// Which clusters the list holds.
import { element } from '../dom';
import { text } from '../strings';
import { kAllClusters, type ClusterFilter } from './cluster_data';

export function cluster_filter(
  change: (filter: ClusterFilter) => void,
  show_subclusters: (sub: boolean) => void,
): HTMLElement {
  let filter = kAllClusters;
  const set = (part: Partial<ClusterFilter>): void => change((filter = { ...filter, ...part }));
  const words = element('input', {
    type: 'search',
    id: 'cluster-words',
    placeholder: 'CL_0001',
    'aria-label': text.cluster_find,
  });
  words.addEventListener('input', () => set({ words: words.value }));
  const points = element('input', { type: 'number', id: 'cluster-points', min: 0, step: 5, value: 0 });
  points.addEventListener('input', () => set({ least_points: Math.max(0, Number(points.value) || 0) }));
  const quality = element('select', { id: 'cluster-quality' });
  for (const worst of [4, 3, 2, 1])
    quality.append(element('option', { value: worst }, text.cluster_worst_quality[worst]));
  quality.addEventListener('change', () => set({ worst_quality: Number(quality.value) }));
  const accelerating = element('input', { type: 'checkbox', id: 'cluster-accelerating' });
  accelerating.addEventListener('change', () => set({ accelerating: accelerating.checked }));
  const sub = element('input', { type: 'checkbox', id: 'cluster-sub' });
  sub.addEventListener('change', () => show_subclusters(sub.checked));
  return element(
    'div',
    { class: 'chart-bar', role: 'group', 'aria-label': text.cluster_which },
    words,
    element('label', {}, text.cluster_least_points, ' ', points),
    element('label', {}, text.cluster_column.quality, ' ', quality),
    element('label', { class: 'check' }, accelerating, text.cluster_accelerating),
    element('label', { class: 'check' }, sub, text.subclusters),
  );
}
