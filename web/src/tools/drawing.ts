// SPDX-License-Identifier: MIT
// Drawing with the pointer, a finger or the keyboard: rectangles and circles by a drag, polygons and lines corner by
// corner. With the map in focus, Space sets a corner in its middle, Enter ends, Backspace takes one back, Esc gives up.
import * as L from 'leaflet';
import type { Position, Shape } from '../state/shape';
import { is_dragged, Sketch, type Tool } from './sketch';
import { ShapeLayer } from './shape_layer';

export interface DrawingReports {
  /** While it is being drawn; null when nothing is. */
  sketch(shape: Shape | null): void;
  done(tool: Tool, shape: Shape): void;
  /** The tool in hand has changed. */
  tool(tool: Tool | null): void;
}

export class Drawing {
  private sketch_: Sketch | null = null;
  private readonly layer_: ShapeLayer;

  constructor(
    private readonly map_: L.Map,
    private readonly reports_: DrawingReports,
  ) {
    this.layer_ = new ShapeLayer(map_, '#7a1fa2');
    map_.on('click', (event) => this.on_click(event));
    map_.on('mousemove', (event) => this.preview(position_of(event.latlng)));
    map_.on('dblclick', () => this.finish());
    map_.on('move', () => this.preview_centre());
    this.listen_to_drags(map_.getContainer());
    map_.getContainer().addEventListener('keydown', (event) => this.on_key(event), { capture: true });
  }

  get is_active(): boolean {
    return this.sketch_ !== null;
  }

  /** Takes a tool in hand; null lays it down. */
  take(tool: Tool | null): void {
    this.sketch_ = tool ? new Sketch(tool) : null;
    const is_drag = tool !== null && is_dragged(tool);
    this.map_.dragging[is_drag ? 'disable' : 'enable']();
    this.map_.doubleClickZoom[tool ? 'disable' : 'enable']();
    const container = this.map_.getContainer();
    container.classList.toggle('drawing', tool !== null);
    container.classList.toggle('dragging-shape', is_drag);
    this.show(null);
    this.reports_.tool(tool);
    if (tool) container.focus({ preventScroll: true });
  }

  private on_click(event: L.LeafletMouseEvent): void {
    if (!this.sketch_ || is_dragged(this.sketch_.tool)) return;
    this.add(position_of(event.latlng));
  }

  private add(corner: Position): void {
    if (!this.sketch_) return;
    this.sketch_.add(corner);
    if (this.sketch_.is_complete) this.finish();
    else this.show(null);
  }

  private listen_to_drags(container: HTMLElement): void {
    let start: Position | null = null;
    const place = (event: PointerEvent): Position => position_of(this.map_.mouseEventToLatLng(event));
    container.addEventListener('pointerdown', (event) => {
      const is_on_control = (event.target as Element).closest('.leaflet-control') !== null;
      if (!this.sketch_ || !is_dragged(this.sketch_.tool) || is_on_control || !event.isPrimary) return;
      start = place(event);
      this.sketch_ = new Sketch(this.sketch_.tool);
      this.sketch_.add(start);
      container.setPointerCapture(event.pointerId);
    });
    // Otherwise the browser selects words of the page, and the next drag takes them along instead of drawing.
    container.addEventListener('mousedown', (event) => {
      if (start) event.preventDefault();
    });
    container.addEventListener('pointercancel', () => {
      if (!start || !this.sketch_) return;
      start = null;
      this.sketch_ = new Sketch(this.sketch_.tool);
      this.show(null);
    });
    container.addEventListener('pointermove', (event) => {
      if (start && event.isPrimary) this.preview(place(event));
    });
    container.addEventListener('pointerup', (event) => {
      if (!start || !event.isPrimary) return;
      start = null;
      swallow_click(container);
      this.add(place(event));
    });
  }

  private on_key(event: KeyboardEvent): void {
    if (!this.sketch_) return;
    const action = {
      Escape: () => this.take(null),
      Enter: () => this.finish(),
      ' ': () => this.add(position_of(this.map_.getCenter())),
      Backspace: () => this.take_back(),
    }[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  private take_back(): void {
    this.sketch_?.remove_last();
    this.show(null);
  }

  /** With the keyboard the map moves below a pointer in its middle. */
  private preview_centre(): void {
    if (this.sketch_ && this.sketch_.corners.length > 0) this.preview(position_of(this.map_.getCenter()));
  }

  private preview(pointer: Position): void {
    if (this.sketch_ && this.sketch_.corners.length > 0) this.show(pointer);
  }

  private show(pointer: Position | null): void {
    const shape = this.sketch_?.shape(pointer) ?? null;
    this.layer_.show(shape ?? line_so_far(this.sketch_, pointer), this.sketch_?.corners);
    this.reports_.sketch(shape);
  }

  private finish(): void {
    const sketch = this.sketch_;
    const shape = sketch?.shape() ?? null;
    if (!sketch || !shape) return;
    this.take(null);
    this.reports_.done(sketch.tool, shape);
  }
}

/** The click that follows the end of a drag opens nothing. */
function swallow_click(container: HTMLElement): void {
  const swallow = (event: Event): void => event.stopPropagation();
  container.addEventListener('click', swallow, { capture: true });
  window.setTimeout(() => container.removeEventListener('click', swallow, { capture: true }), 50);
}

/** The first side of a polygon is a line. */
function line_so_far(sketch: Sketch | null, pointer: Position | null): Shape | null {
  if (!sketch || sketch.tool !== 'polygon') return null;
  const corners = pointer ? [...sketch.corners, pointer] : sketch.corners;
  return corners.length === 2 ? { kind: 'line', corners } : null;
}

function position_of({ lng, lat }: L.LatLng): Position {
  const tidy = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
  return [tidy(lng), tidy(lat)];
}
