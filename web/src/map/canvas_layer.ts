// SPDX-License-Identifier: MIT
// A map layer that is one canvas as large as the map. While the map is dragged or zoomed the browser moves
// and scales the finished picture (a CSS transform); it is drawn anew when the movement ends.
import * as L from 'leaflet';
import { world_size_px, type Frame } from '../projection';

export abstract class CanvasLayer extends L.Layer {
  readonly canvas: HTMLCanvasElement = document.createElement('canvas');
  private corner_: L.LatLng = L.latLng(0, 0);
  private drawn_zoom_ = 0;
  private request_ = 0;

  /** `name` is also that of the pane: panes stack in the order of their z-index in style.css. */
  constructor(private readonly name_: string) {
    super();
    this.canvas.className = `${name_}-canvas leaflet-zoom-animated`;
    this.canvas.setAttribute('aria-hidden', 'true');
  }

  /** Draws everything into the canvas, which is empty and of the frame's size. */
  protected abstract draw(frame: Frame): void;

  override onAdd(map: L.Map): this {
    const pane = map.getPane(this.name_) ?? map.createPane(this.name_);
    pane.appendChild(this.canvas);
    this.redraw();
    return this;
  }

  override onRemove(): this {
    cancelAnimationFrame(this.request_);
    this.canvas.remove();
    return this;
  }

  override getEvents(): { [name: string]: L.LeafletEventHandlerFn } {
    return {
      moveend: () => this.redraw(),
      viewreset: () => this.redraw(),
      resize: () => this.redraw(),
      zoom: () => this.place(this._map.getCenter(), this._map.getZoom()),
      zoomanim: (event) => {
        const { center, zoom } = event as L.ZoomAnimEvent;
        this.place(center, zoom);
      },
    };
  }

  /** Draws in the next animation frame, however often it is called until then. */
  redraw_soon(): void {
    cancelAnimationFrame(this.request_);
    this.request_ = requestAnimationFrame(() => this.redraw());
  }

  redraw(): void {
    const map = this._map as L.Map | null;
    if (!map) return;
    const frame = this.current_frame();
    this.corner_ = map.containerPointToLatLng([0, 0]);
    this.drawn_zoom_ = map.getZoom();
    this.canvas.width = frame.width; // also empties it
    this.canvas.height = frame.height;
    this.canvas.style.width = `${frame.width / frame.pixel_ratio}px`;
    this.canvas.style.height = `${frame.height / frame.pixel_ratio}px`;
    L.DomUtil.setTransform(this.canvas, map.containerPointToLayerPoint([0, 0]), 1);
    this.draw(frame);
  }

  private current_frame(): Frame {
    const size = this._map.getSize();
    const pixel_ratio = window.devicePixelRatio || 1;
    const corner = this._map.getPixelBounds().min as L.Point;
    return {
      width: Math.round(size.x * pixel_ratio),
      height: Math.round(size.y * pixel_ratio),
      scale: world_size_px(this._map.getZoom()) * pixel_ratio,
      left: corner.x * pixel_ratio,
      top: corner.y * pixel_ratio,
      pixel_ratio,
    };
  }

  /** Moves the picture to where it belongs on a map with this centre and zoom. */
  private place(center: L.LatLng, zoom: number): void {
    const scale = this._map.getZoomScale(zoom, this.drawn_zoom_);
    const size = this._map.getSize();
    const new_origin = this._map.project(center, zoom).subtract(size.divideBy(2));
    const pane_offset = this._map.containerPointToLayerPoint([0, 0]);
    const corner = this._map.project(this.corner_, zoom).subtract(new_origin).add(pane_offset);
    L.DomUtil.setTransform(this.canvas, corner, scale);
  }
}
