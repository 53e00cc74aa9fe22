// SPDX-License-Identifier: MIT
// Cuts rings and lines to a rectangle. At zoom 19 the world is 134 million pixels wide, more than a canvas
// can place exactly, so only what is near the window may reach it. Coordinates come as x, y, x, y, ...

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The ring inside the rectangle (Sutherland and Hodgman 1974); empty when they do not meet. */
export function clip_ring(ring: ArrayLike<number>, window: Rectangle): number[] {
  let result: ArrayLike<number> = ring;
  result = clip_side(result, 0, window.left, 1);
  result = clip_side(result, 0, window.right, -1);
  result = clip_side(result, 1, window.top, 1);
  result = clip_side(result, 1, window.bottom, -1);
  return Array.from(result);
}

/** Keeps what lies beyond `limit` along an axis (0 = x, 1 = y), in the direction of `sign`. */
function clip_side(ring: ArrayLike<number>, axis: 0 | 1, limit: number, sign: 1 | -1): number[] {
  const result: number[] = [];
  const length = ring.length;
  for (let i = 0; i < length; i += 2) {
    const previous = (i + length - 2) % length;
    const depth = (ring[i + axis] - limit) * sign;
    const previous_depth = (ring[previous + axis] - limit) * sign;
    if (depth >= 0 !== previous_depth >= 0) {
      const share = previous_depth / (previous_depth - depth);
      result.push(
        ring[previous] + share * (ring[i] - ring[previous]),
        ring[previous + 1] + share * (ring[i + 1] - ring[previous + 1]),
      );
    }
    if (depth >= 0) result.push(ring[i], ring[i + 1]);
  }
  return result;
}

/** Calls `visit` with the part of every segment that lies in the rectangle (Liang and Barsky 1984). */
export function clip_line(
  line: ArrayLike<number>,
  window: Rectangle,
  visit: (x0: number, y0: number, x1: number, y1: number) => void,
): void {
  for (let i = 2; i < line.length; i += 2) {
    const x = line[i - 2];
    const y = line[i - 1];
    const dx = line[i] - x;
    const dy = line[i + 1] - y;
    let from = 0;
    let to = 1;
    for (const [step, room] of [
      [-dx, x - window.left],
      [dx, window.right - x],
      [-dy, y - window.top],
      [dy, window.bottom - y],
    ]) {
      if (step === 0) {
        if (room < 0) to = -1;
      } else if (step < 0) {
        from = Math.max(from, room / step);
      } else {
        to = Math.min(to, room / step);
      }
    }
    if (from <= to) visit(x + from * dx, y + from * dy, x + to * dx, y + to * dy);
  }
}
