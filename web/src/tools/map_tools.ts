// SPDX-License-Identifier: MIT
// What one can do on the map beside opening points: draw, measure, choose a reference, go to coordinates.
import * as L from 'leaflet';
import { CoordinateBox } from '../controls/coordinate_box';
import type { PointLayer } from '../map/point_layer';
import { relief_points } from '../relief/relief';
import { ReliefView } from '../relief/relief_view';
import type { Reference } from '../state/reference';
import type { ViewState } from '../state/view_state';
import { text } from '../strings';
import { ReferencePicker } from './reference_picker';
import { ShapeLayer } from './shape_layer';
import { Toolbar } from './toolbar';

export class MapTools {
  private readonly toolbar_: Toolbar;
  private readonly picker_: ReferencePicker;
  private readonly reference_: ShapeLayer;

  private relief_: ReliefView | null = null;

  constructor(
    map: L.Map,
    private readonly layer_: PointLayer,
    state: ViewState,
    position: HTMLElement,
  ) {
    this.toolbar_ = new Toolbar(map, state);
    this.picker_ = new ReferencePicker(map, layer_, state, (words) => this.toolbar_.say(words));
    this.reference_ = new ShapeLayer(map, '#0a6b3d');
    new CoordinateBox(position, map);
    state.subscribe((view, before) => {
      if (view.reference !== before.reference) this.show_reference(view.reference);
    });
    this.show_reference(state.view.reference);
  }

  pick_reference(): void {
    this.picker_.start(text.reference_hint);
  }

  show_3d(): void {
    const { drawn } = this.layer_;
    if (!drawn) return;
    this.relief_ ??= new ReliefView();
    this.relief_.show(relief_points(drawn.points, drawn.shapes, drawn.codes, drawn.colours));
  }

  /** Whether a click belongs to a tool. `index`: the point under it, or -1. */
  takes_click(index: number): boolean {
    return this.toolbar_.is_active || this.picker_.take(index);
  }

  private show_reference(reference: Reference | null): void {
    if (!reference) this.reference_.show(null);
    else if (reference.kind === 'area') this.reference_.show(reference.shape);
    else this.reference_.show(null, [[reference.longitude, reference.latitude]]);
  }
}
