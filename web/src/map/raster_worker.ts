// SPDX-License-Identifier: MIT
// The Worker of worker_renderer.ts: keeps the columns, draws frames when asked to.
import type { PixelGrid } from './pixel_grid';
import { draw_points, kColourCount } from './rasteriser';
import type { Stamp } from './stamps';

export type WorkerRequest =
  | { readonly kind: 'points'; readonly x: Int32Array; readonly y: Int32Array }
  | { readonly kind: 'shapes'; readonly shapes: Uint8Array }
  | { readonly kind: 'codes'; readonly codes: Uint16Array }
  | { readonly kind: 'colours'; readonly colours: Uint32Array }
  | {
      readonly kind: 'draw';
      readonly frame: number;
      readonly grid: PixelGrid;
      readonly stamps: readonly Stamp[];
      /** Memory of an earlier picture, to be used again. */
      readonly memory: ArrayBuffer | null;
    };

export interface WorkerAnswer {
  readonly frame: number;
  readonly grid: PixelGrid;
  readonly pixels: ArrayBuffer;
  readonly milliseconds: number;
}

let points = {
  x: new Int32Array(0),
  y: new Int32Array(0),
  shapes: new Uint8Array(0),
  codes: new Uint16Array(0),
};
let colours = new Uint32Array(kColourCount);

onmessage = ({ data: request }: MessageEvent<WorkerRequest>): void => {
  if (request.kind === 'colours') colours = request.colours as typeof colours;
  else if (request.kind === 'draw') draw(request);
  else points = { ...points, ...(request as Partial<typeof points>) };
};

function draw({ frame, grid, stamps, memory }: Extract<WorkerRequest, { kind: 'draw' }>): void {
  const started = performance.now();
  const bytes = 4 * grid.width * grid.height;
  const pixels = new Uint32Array(memory?.byteLength === bytes ? memory : new ArrayBuffer(bytes));
  pixels.fill(0);
  draw_points(pixels, grid, points, colours, stamps);
  const answer: WorkerAnswer = {
    frame,
    grid,
    pixels: pixels.buffer,
    milliseconds: performance.now() - started,
  };
  (self as unknown as Worker).postMessage(answer, [pixels.buffer]);
}
