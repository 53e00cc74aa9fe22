// SPDX-License-Identifier: MIT
// Pictures of other servers under the points: a basemap that was chosen, and the user's own layers. Nothing is asked
// for before somebody chooses one.
import * as L from 'leaflet';
import type { Basemap } from '../state/layers';
import type { View, ViewState } from '../state/view_state';
import { text } from '../strings';
import { read_own_layer } from './own_layers';

interface OnlineBasemap {
  readonly template: string;
  readonly attribution: string;
  readonly most_zoom: number;
}

const kOnline: Readonly<Partial<Record<Basemap, OnlineBasemap>>> = {
  osm: {
    template: 'https://tile.openstreetmap.org/{z}/{x}/{y}.png',
    attribution: '© OpenStreetMap contributors',
    most_zoom: 19,
  },
  topography: {
    template: 'https://tile.opentopomap.org/{z}/{x}/{y}.png',
    attribution: '© OpenStreetMap contributors, SRTM; map style © OpenTopoMap (CC-BY-SA)',
    most_zoom: 17,
  },
  satellite: {
    template: 'https://tiles.maps.eox.at/wmts/1.0.0/s2cloudless_3857/default/g/{z}/{y}/{x}.jpg',
    attribution: 'Sentinel-2 cloudless 2016 by EOX (contains modified Copernicus Sentinel data 2016)',
    most_zoom: 15,
  },
};

export class TileLayers {
  private basemap_: L.TileLayer | null = null;
  private own_: L.TileLayer[] = [];

  constructor(
    private readonly map_: L.Map,
    state: ViewState,
    private readonly offline_: L.Layer,
  ) {
    state.subscribe((view, before) => {
      if (view.layers.basemap !== before.layers.basemap) this.show_basemap(view);
      if (view.layers.own !== before.layers.own) this.show_own(view);
    });
    this.show_basemap(state.view);
    this.show_own(state.view);
  }

  private show_basemap({ layers }: View): void {
    this.basemap_?.remove();
    this.basemap_ = null;
    const online = kOnline[layers.basemap];
    if (online) {
      const { template, attribution, most_zoom } = online;
      this.basemap_ = L.tileLayer(template, { ...kPolite, attribution, maxNativeZoom: most_zoom, zIndex: 1 });
      this.basemap_.addTo(this.map_);
    }
    if (layers.basemap === 'offline') this.offline_.addTo(this.map_);
    else this.offline_.remove();
  }

  private show_own({ layers }: View): void {
    for (const layer of this.own_) layer.remove();
    this.own_ = layers.own.flatMap((address, k) => {
      const layer = own_layer(address, 2 + k);
      return layer ? [layer.addTo(this.map_)] : [];
    });
  }
}

/** Servers of tiles want to know which site asks, and no more than that. */
const kPolite = { referrerPolicy: 'origin', maxZoom: 19 } as const;

function own_layer(address: string, zIndex: number): L.TileLayer | null {
  const layer = read_own_layer(address);
  if (!layer) return null;
  const options = { ...kPolite, zIndex, attribution: text.own_attribution(layer.host) };
  return layer.kind === 'tiles'
    ? L.tileLayer(layer.template, { ...options, tms: layer.template.includes('{-y}') })
    : L.tileLayer.wms(layer.base, { ...options, ...layer.parameters });
}
