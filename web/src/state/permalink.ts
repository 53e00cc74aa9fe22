// SPDX-License-Identifier: MIT
// The address that restores a view: #map=zoom/latitude/longitude&colour=class&... Defaults are left out.
import { kMaxLatitude } from '../projection';
import { read_colouring, write_colouring } from './colouring';
import { read_filters, write_filters } from './filters';
import { HashReader, HashWriter } from './hash';
import { read_layers, write_layers } from './layers';
import { read_panel, write_panel } from './panel_state';
import { read_reference, write_reference } from './reference';
import { shape_from_text, shape_text } from './shape';
import { read_time, write_time } from './time_choice';
import type { View } from './view_state';

export interface Place {
  readonly zoom: number;
  readonly latitude: number;
  readonly longitude: number;
}

export const kMaxZoom = 19;

export function write_hash({ zoom, latitude, longitude }: Place, view: View): string {
  const hash = new HashWriter();
  hash.add('map', `${zoom}/${latitude.toFixed(5)}/${longitude.toFixed(5)}`, null);
  write_colouring(hash, view.colouring);
  write_filters(hash, view.filters);
  write_layers(hash, view.layers);
  write_time(hash, view.time);
  write_reference(hash, view.reference);
  hash.add('selection', shape_text(view.selection), null);
  write_panel(hash, view.panel);
  return hash.text;
}

export function read_hash(hash: string): { place: Place | null; view: View } {
  const reader = new HashReader(hash);
  return {
    place: read_place(reader.text('map')),
    view: {
      colouring: read_colouring(reader),
      filters: read_filters(reader),
      layers: read_layers(reader),
      time: read_time(reader),
      reference: read_reference(reader),
      selection: shape_from_text(reader.text('selection')),
      panel: read_panel(reader),
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
