// SPDX-License-Identifier: MIT
// Against what motion is measured: the store's own reference, another point, or the mean of an area.
import { number_of, type HashReader, type HashWriter } from './hash';
import { shape_from_text, shape_text, type AreaShape } from './shape';

export interface PointName {
  readonly tile: string;
  readonly pid: string;
}

export type Reference =
  | (PointName & { readonly kind: 'point'; readonly longitude: number; readonly latitude: number })
  | { readonly kind: 'area'; readonly shape: AreaShape };

export function point_name_text({ tile, pid }: PointName): string {
  return `${tile}/${pid}`;
}

/** Null for what names no point. */
export function point_name_from_text(text: string): PointName | null {
  const parts = /^([^/,]+)\/([0-9A-Za-z]{10})$/.exec(text);
  return parts ? { tile: parts[1], pid: parts[2] } : null;
}

export function write_reference(to: HashWriter, reference: Reference | null): void {
  if (reference?.kind === 'area') to.add('reference', shape_text(reference.shape), null);
  if (reference?.kind !== 'point') return;
  const place = `${reference.longitude.toFixed(6)},${reference.latitude.toFixed(6)}`;
  to.add('reference', `point:${place},${point_name_text(reference)}`, null);
}

export function read_reference(from: HashReader): Reference | null {
  const text = from.text('reference') ?? '';
  if (!text.startsWith('point:')) {
    const shape = shape_from_text(text);
    return shape && shape.kind !== 'line' ? { kind: 'area', shape } : null;
  }
  const [longitude, latitude, name] = text.slice('point:'.length).split(',');
  const point = point_name_from_text(name ?? '');
  const place = { longitude: number_of(longitude), latitude: number_of(latitude) };
  return point && Number.isFinite(place.longitude + place.latitude)
    ? { kind: 'point', ...place, ...point }
    : null;
}
