// SPDX-License-Identifier: MIT
// Lines and rings in world units with their bounds, so that what is not in the window is skipped quickly.
import { world_x, world_y, type Frame } from '../projection';
import type { Rectangle } from './clip';

export interface WorldShape {
  /** x, y, x, y, ... in world units. */
  readonly coordinates: Float64Array;
  readonly bounds: Rectangle;
}

export function world_shape(positions: readonly (readonly number[])[]): WorldShape {
  const coordinates = new Float64Array(2 * positions.length);
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  positions.forEach(([longitude, latitude], i) => {
    const x = (coordinates[2 * i] = world_x(longitude));
    const y = (coordinates[2 * i + 1] = world_y(latitude));
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  });
  return { coordinates, bounds: { left, top, right, bottom } };
}

/** The window of a frame in world units, a few pixels larger, so that cut edges stay out of sight. */
export function window_of(frame: Frame): Rectangle {
  const margin = 8;
  return {
    left: (frame.left - margin) / frame.scale,
    top: (frame.top - margin) / frame.scale,
    right: (frame.left + frame.width + margin) / frame.scale,
    bottom: (frame.top + frame.height + margin) / frame.scale,
  };
}

export function meet(a: Rectangle, b: Rectangle): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

/** Whether a place lies in a ring (even-odd rule). */
export function ring_contains(ring: ArrayLike<number>, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, previous = ring.length - 2; i < ring.length; previous = i, i += 2) {
    const crosses = ring[i + 1] > y !== ring[previous + 1] > y;
    if (crosses) {
      const share = (y - ring[i + 1]) / (ring[previous + 1] - ring[i + 1]);
      if (x < ring[i] + share * (ring[previous] - ring[i])) inside = !inside;
    }
  }
  return inside;
}

/** Adds a ring, given in world units, to a path in device pixels. */
export function trace_ring(path: Path2D, ring: ArrayLike<number>, frame: Frame): void {
  for (let i = 0; i < ring.length; i += 2) {
    const x = ring[i] * frame.scale - frame.left;
    const y = ring[i + 1] * frame.scale - frame.top;
    if (i === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  path.closePath();
}
