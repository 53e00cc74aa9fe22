// SPDX-License-Identifier: MIT
// Who draws the points: the graphics card where there is one, the processor in a Worker where there is none. Both
// draw the same picture (test/browser/points.test.mjs).
import type { PixelGrid } from './pixel_grid';
import type { Stamp } from './stamps';
import { WebglRenderer } from './webgl_renderer';
import { WorkerRenderer } from './worker_renderer';

/** Columns as in DrawnPoints; each stays until it is given again. */
export interface PointRenderer {
  readonly kind: 'webgl' | 'worker';
  readonly canvas: HTMLCanvasElement;
  set_points(x: Int32Array, y: Int32Array): void;
  set_shapes(shapes: Uint8Array): void;
  set_codes(codes: Uint16Array): void;
  set_colours(colours: Uint32Array): void;
  /** Draws now or a little later; `present` is called when the new picture is about to replace the one before. */
  draw(grid: PixelGrid, stamps: readonly Stamp[], present: () => void): void;
}

/** "?renderer=webgl" or "?renderer=worker" in the address overrules what is found out about the machine. */
export function make_renderer(wish: string | null, on_lost: () => void): PointRenderer {
  const webgl = wish === 'worker' ? null : WebglRenderer.make(wish === 'webgl', on_lost);
  return webgl ?? new WorkerRenderer();
}
