// SPDX-License-Identifier: MIT
// What one can do on the map beside opening points: draw, measure, choose a reference, go to coordinates.
import * as L from 'leaflet';
import { CoordinateBox } from '../controls/coordinate_box';
import { FlagLayer } from '../map/flag_layer';
import type { ShownPoints } from '../map/map_points';
import type { PointLayer } from '../map/point_layer';
import { relief_points } from '../relief/relief';
import { ReliefView } from '../relief/relief_view';
import type { Reference } from '../state/reference';
import type { View, ViewState } from '../state/view_state';
import { text } from '../strings';
import { ReferencePicker } from './reference_picker';
import { ShapeLayer } from './shape_layer';
import { Toolbar } from './toolbar';

export class MapTools {
  private readonly toolbar_: Toolbar;
  private readonly picker_: ReferencePicker;
  private readonly reference_: ShapeLayer;

  private readonly flags_ = new FlagLayer();
  private relief_: ReliefView | null = null;

  constructor(
    private readonly map_: L.Map,
    private readonly layer_: PointLayer,
    state: ViewState,
    position: HTMLElement,
  ) {
    this.toolbar_ = new Toolbar(map_, state);
    this.picker_ = new ReferencePicker(map_, layer_, state, (words) => this.toolbar_.say(words));
    this.reference_ = new ShapeLayer(map_, '#0a6b3d');
    new CoordinateBox(position, map_);
    state.subscribe((view, before) => {
      if (view.reference !== before.reference) this.show_reference(view.reference);
      if (view.colouring.flag_icons !== before.colouring.flag_icons) this.show_flags(view);
    });
    this.show_reference(state.view.reference);
  }

  /** The map knows where it is. */
  start(view: View): void {
    this.show_flags(view);
  }

  /** What is on the map has changed. */
  on_shown({ points, shapes }: ShownPoints): void {
    this.flags_.show({ points, shapes });
  }

  private show_flags({ colouring }: View): void {
    if (colouring.flag_icons) this.flags_.addTo(this.map_);
    else this.flags_.remove();
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
