// SPDX-License-Identifier: MIT
// The next click on a point makes it the reference.
import type * as L from 'leaflet';
import type { PointLayer } from '../map/point_layer';
import type { ViewState } from '../state/view_state';

export class ReferencePicker {
  private is_active_ = false;

  constructor(
    private readonly map_: L.Map,
    private readonly layer_: PointLayer,
    private readonly state_: ViewState,
    private readonly say_: (words: string) => void,
  ) {
    map_.getContainer().addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.stop();
    });
  }

  start(hint: string): void {
    this.is_active_ = true;
    this.map_.getContainer().classList.add('drawing');
    this.map_.getContainer().focus({ preventScroll: true });
    this.say_(hint);
  }

  /** False when it does not wait for a point. */
  take(index: number): boolean {
    if (!this.is_active_) return false;
    const { points } = this.layer_;
    if (!points || index < 0) return true; // beside all points: still waiting
    this.state_.change({
      reference: {
        kind: 'point',
        tile: points.tiles[points.tile[index]],
        pid: points.pid(index),
        longitude: points.longitude[index],
        latitude: points.latitude[index],
      },
    });
    this.stop();
    return true;
  }

  private stop(): void {
    if (!this.is_active_) return;
    this.is_active_ = false;
    this.map_.getContainer().classList.remove('drawing');
    this.say_('');
  }
}
