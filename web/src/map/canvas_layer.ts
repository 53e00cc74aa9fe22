// SPDX-License-Identifier: MIT
// A map layer that is one canvas as large as the map. While the map is dragged or zoomed the browser moves
// and scales the finished picture (a CSS transform); it is drawn anew when the movement ends.
import * as L from 'leaflet';
import { world_size_px, type Frame } from '../projection';

export abstract class CanvasLayer extends L.Layer {
  private corner_: L.LatLng = L.latLng(0, 0);
  private drawn_zoom_ = 0;
  private request_ = 0;
  private is_zooming_ = false;
  /** Number of the newest frame. */
  private newest_ = 0;

  /** `name` is also that of the pane: panes stack in the order of their z-index in style.css. */
  constructor(
    private readonly name_: string,
    public canvas: HTMLCanvasElement = document.createElement('canvas'),
  ) {
    super();
    this.dress_canvas();
  }

  /** Puts another canvas in the place of the one before. */
  protected replace_canvas(canvas: HTMLCanvasElement): void {
    this.canvas.replaceWith(canvas);
    this.canvas = canvas;
    this.dress_canvas();
    this.redraw_soon();
  }

  private dress_canvas(): void {
    this.canvas.className = `${this.name_}-canvas leaflet-zoom-animated`;
    this.canvas.setAttribute('aria-hidden', 'true');
  }

  /**
   * Draws everything, now or a little later. `present` must be called first: it empties the canvas, gives it the
   * frame's size and moves it to where the frame belongs.
   */
  protected abstract draw(frame: Frame, present: () => void): void;

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
      moveend: () => this.after_zoom(),
      viewreset: () => this.redraw(),
      resize: () => this.redraw(),
      zoom: () => this.place(this._map.getCenter(), this._map.getZoom()),
      zoomanim: (event) => {
        const { center, zoom } = event as L.ZoomAnimEvent;
        this.is_zooming_ = true;
        this.place(center, zoom);
      },
    };
  }

  /** Draws in the next animation frame, however often it is called until then. */
  redraw_soon(): void {
    this.newest_ += 1;
    this.canvas.dataset.drawn = 'no'; // until the newest picture is there
    cancelAnimationFrame(this.request_);
    this.request_ = requestAnimationFrame(() => this.redraw());
  }

  redraw(): void {
    const map = this._map as L.Map | null;
    if (!map) return;
    const frame = this.current_frame();
    const corner = map.containerPointToLatLng([0, 0]);
    const zoom = map.getZoom();
    const number = ++this.newest_;
    this.canvas.dataset.drawn = 'no';
    this.draw(frame, () => {
      if (number === this.newest_) this.canvas.dataset.drawn = 'yes';
      this.corner_ = corner;
      this.drawn_zoom_ = zoom;
      this.canvas.width = frame.width; // also empties it
      this.canvas.height = frame.height;
      this.canvas.style.width = `${frame.width / frame.pixel_ratio}px`;
      this.canvas.style.height = `${frame.height / frame.pixel_ratio}px`;
      // In the middle of a zoom the place of the end is already set.
      if (!this.is_zooming_) this.place(map.getCenter(), map.getZoom());
    });
  }

  private after_zoom(): void {
    this.is_zooming_ = false;
    this.redraw();
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
