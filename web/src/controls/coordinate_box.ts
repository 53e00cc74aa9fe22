// SPDX-License-Identifier: MIT
// The coordinates under the pointer, in WGS 84 or EPSG:3035, and a field to go to a place.
import * as L from 'leaflet';
import { element } from '../dom';
import { read_coordinates, to_laea } from '../map/coordinates';
import type { Position } from '../state/shape';
import { coordinates_text, text } from '../strings';

const kLeastZoom = 14;

export class CoordinateBox {
  private readonly read_out_ = element('button', { type: 'button', id: 'coordinates', title: text.switch_system });
  private readonly field_ = element('input', {
    type: 'text',
    id: 'go-to',
    placeholder: text.go_to,
    'aria-label': text.go_to_label,
    autocomplete: 'off',
  });
  private is_laea_ = false;
  private place_: Position;

  constructor(
    place: HTMLElement,
    private readonly map_: L.Map,
  ) {
    this.place_ = [0, 0];
    const form = element('form', { class: 'go-to' }, this.field_);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.go();
    });
    this.field_.addEventListener('input', () => this.field_.setCustomValidity(''));
    this.read_out_.addEventListener('click', () => {
      this.is_laea_ = !this.is_laea_;
      this.show(this.place_);
    });
    place.append(this.read_out_, form);
    map_.on('mousemove', ({ latlng }) => this.show([latlng.lng, latlng.lat]));
    map_.on('moveend', () => this.show([map_.getCenter().lng, map_.getCenter().lat]));
  }

  private show(place: Position): void {
    this.place_ = place;
    this.read_out_.textContent = this.is_laea_
      ? coordinates_text.laea(...to_laea(place))
      : coordinates_text.degrees(...place);
  }

  private go(): void {
    const place = read_coordinates(this.field_.value);
    if (!place) {
      this.field_.setCustomValidity(text.go_to_refused);
      this.field_.reportValidity();
      return;
    }
    const [longitude, latitude] = place;
    this.map_.setView([latitude, longitude], Math.max(kLeastZoom, this.map_.getZoom()), { animate: false });
    this.map_.getContainer().focus({ preventScroll: true });
  }
}
