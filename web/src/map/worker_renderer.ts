// SPDX-License-Identifier: MIT
// Points drawn by the processor, beside the page: the map stays smooth while a million of them are drawn.
import { note_frame } from './frame_time';
import type { PixelGrid } from './pixel_grid';
import type { PointRenderer } from './point_renderer';
import type { WorkerAnswer, WorkerRequest } from './raster_worker';
import type { Stamp } from './stamps';

interface Wanted {
  readonly grid: PixelGrid;
  readonly stamps: readonly Stamp[];
  readonly present: () => void;
}

export class WorkerRenderer implements PointRenderer {
  readonly kind = 'worker';
  readonly canvas = document.createElement('canvas');
  private readonly worker_ = new Worker('raster_worker.js');
  private memory_: ArrayBuffer | null = null;
  private frame_ = 0;
  /** The frame that is being drawn, and the newest one that was asked for meanwhile. */
  private under_way_: Wanted | null = null;
  private next_: Wanted | null = null;

  constructor() {
    this.worker_.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => this.show(data));
  }

  set_points(x: Int32Array, y: Int32Array): void {
    this.send({ kind: 'points', x, y });
  }

  set_shapes(shapes: Uint8Array): void {
    this.send({ kind: 'shapes', shapes });
  }

  set_codes(codes: Uint16Array): void {
    this.send({ kind: 'codes', codes });
  }

  set_colours(colours: Uint32Array): void {
    this.send({ kind: 'colours', colours });
  }

  draw(grid: PixelGrid, stamps: readonly Stamp[], present: () => void): void {
    const wanted = { grid, stamps, present };
    if (this.under_way_) this.next_ = wanted;
    else this.start(wanted);
  }

  private start(wanted: Wanted): void {
    this.under_way_ = wanted;
    const { grid, stamps } = wanted;
    const memory = this.memory_;
    this.memory_ = null;
    this.send({ kind: 'draw', frame: ++this.frame_, grid, stamps, memory }, memory ? [memory] : []);
  }

  private show({ grid, pixels, milliseconds }: WorkerAnswer): void {
    const done = this.under_way_;
    this.under_way_ = null;
    note_frame(milliseconds);
    // A picture that is out of date already would only flicker.
    if (done && !this.next_) {
      done.present();
      const image = new ImageData(new Uint8ClampedArray(pixels), grid.width, grid.height);
      this.canvas.getContext('2d')?.putImageData(image, 0, 0);
    }
    this.memory_ = pixels;
    const next = this.next_;
    this.next_ = null;
    if (next) this.start(next);
  }

  /** Columns are copied: the page needs them as well. */
  private send(request: WorkerRequest, transfer: Transferable[] = []): void {
    this.worker_.postMessage(request, transfer);
  }
}
