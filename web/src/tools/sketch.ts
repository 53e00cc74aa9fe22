// SPDX-License-Identifier: MIT
// A shape while it is being drawn: corners one by one, or two ends of a drag.
import { metres_between } from '../map/shape_geometry';
import { kMostCorners, type Position, type Shape } from '../state/shape';

export const kTools = ['rectangle', 'circle', 'polygon', 'line', 'measure'] as const;
export type Tool = (typeof kTools)[number];

/** Shapes that a drag draws from one place to another. */
export function is_dragged(tool: Tool): boolean {
  return tool === 'rectangle' || tool === 'circle';
}

export class Sketch {
  private corners_: Position[] = [];

  constructor(readonly tool: Tool) {}

  get corners(): readonly Position[] {
    return this.corners_;
  }

  add(corner: Position): void {
    const last = this.corners_[this.corners_.length - 1];
    const is_same = last && last[0] === corner[0] && last[1] === corner[1]; // the second click of a double one
    if (!is_same && this.corners_.length < kMostCorners) this.corners_.push(corner);
  }

  remove_last(): void {
    this.corners_.pop();
  }

  /** Whether another corner ends it. */
  get is_complete(): boolean {
    return is_dragged(this.tool) && this.corners_.length >= 2;
  }

  /** What it would be with the pointer as its last corner; null while that is nothing yet. */
  shape(pointer: Position | null = null): Shape | null {
    const corners = pointer ? [...this.corners_, pointer] : this.corners_;
    const [first, second] = corners;
    if (!second) return null;
    if (this.tool === 'rectangle') return rectangle(first, second);
    if (this.tool === 'circle') {
      const radius_m = metres_between(first, second);
      return radius_m > 0 ? { kind: 'circle', centre: first, radius_m } : null;
    }
    if (this.tool === 'polygon') return corners.length >= 3 ? { kind: 'polygon', corners } : null;
    return { kind: 'line', corners };
  }
}

function rectangle([lon_a, lat_a]: Position, [lon_b, lat_b]: Position): Shape | null {
  if (lon_a === lon_b || lat_a === lat_b) return null;
  return {
    kind: 'rectangle',
    west: Math.min(lon_a, lon_b),
    south: Math.min(lat_a, lat_b),
    east: Math.max(lon_a, lon_b),
    north: Math.max(lat_a, lat_b),
  };
}
