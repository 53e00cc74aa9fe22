// SPDX-License-Identifier: MIT
// The velocity of the point under the pointer, beside the pointer.
import * as L from 'leaflet';
import { signed, text } from '../strings';
import type { PointLayer } from './point_layer';

export class HoverLabel {
  private request_ = 0;

  constructor(
    private readonly map_: L.Map,
    private readonly layer_: PointLayer,
    private readonly label_: HTMLElement,
  ) {
    map_.on('mousemove', (event) => {
      cancelAnimationFrame(this.request_);
      this.request_ = requestAnimationFrame(() => this.show(event.containerPoint));
    });
    map_.on('mouseout movestart zoomstart', () => this.hide());
  }

  private show(at: L.Point): void {
    const points = this.layer_.points;
    const index = points ? this.layer_.pick(at.x, at.y, 'mouse') : -1;
    if (!points || index < 0) {
      this.hide();
      return;
    }
    const velocity = points.velocity_mm_per_year[index];
    const name =
      points.class_index[index] < points.classes.length ? points.classes[points.class_index[index]] : null;
    this.label_.textContent = `${signed(velocity, 1)} ${text.velocity_unit} · ${text.class_name(name)}`;
    this.label_.hidden = false;
    const size = this.map_.getSize();
    const left = Math.min(at.x + 14, size.x - this.label_.offsetWidth - 4);
    const top = Math.min(at.y + 14, size.y - this.label_.offsetHeight - 4);
    L.DomUtil.setPosition(this.label_, L.point(left, top));
    this.map_.getContainer().style.cursor = 'pointer';
  }

  private hide(): void {
    cancelAnimationFrame(this.request_);
    this.label_.hidden = true;
    this.map_.getContainer().style.cursor = '';
  }
}
