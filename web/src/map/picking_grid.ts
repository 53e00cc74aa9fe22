// SPDX-License-Identifier: MIT
// Finds the point under the pointer: a grid of cells over the screen, each with the indices of its points.
import type { ScreenPositions } from './rasteriser';

const kCellPx = 16;

export class PickingGrid {
  private readonly columns_: number;
  private readonly rows_: number;
  /** Points of cell c are order_[starts_[c] .. starts_[c + 1]). */
  private readonly starts_: Uint32Array;
  private readonly order_: Uint32Array;

  /** Points outside `width` x `height` cannot be picked. Cost: two passes over the points. */
  constructor(
    private readonly positions_: ScreenPositions,
    width: number,
    height: number,
  ) {
    this.columns_ = Math.max(1, Math.ceil(width / kCellPx));
    this.rows_ = Math.max(1, Math.ceil(height / kCellPx));
    this.starts_ = new Uint32Array(this.columns_ * this.rows_ + 1);
    const { x, y } = positions_;
    let inside = 0;
    for (let i = 0; i < x.length; ++i) {
      const cell = this.cell_of(x[i], y[i]);
      if (cell < 0) continue;
      this.starts_[cell + 1] += 1;
      inside += 1;
    }
    for (let cell = 0; cell + 1 < this.starts_.length; ++cell) this.starts_[cell + 1] += this.starts_[cell];
    this.order_ = new Uint32Array(inside);
    const next = this.starts_.slice();
    for (let i = 0; i < x.length; ++i) {
      const cell = this.cell_of(x[i], y[i]);
      if (cell >= 0) this.order_[next[cell]++] = i;
    }
  }

  /** Index of the nearest point within `radius_px`, or -1. Of equally near ones the one drawn last, on top. */
  nearest(x: number, y: number, radius_px: number): number {
    const first_column = Math.max(0, Math.floor((x - radius_px) / kCellPx));
    const last_column = Math.min(this.columns_ - 1, Math.floor((x + radius_px) / kCellPx));
    const first_row = Math.max(0, Math.floor((y - radius_px) / kCellPx));
    const last_row = Math.min(this.rows_ - 1, Math.floor((y + radius_px) / kCellPx));
    let best = -1;
    let best_squared = radius_px * radius_px;
    for (let row = first_row; row <= last_row; ++row) {
      for (let column = first_column; column <= last_column; ++column) {
        const cell = row * this.columns_ + column;
        for (let k = this.starts_[cell]; k < this.starts_[cell + 1]; ++k) {
          const i = this.order_[k];
          const squared = (this.positions_.x[i] - x) ** 2 + (this.positions_.y[i] - y) ** 2;
          if (squared < best_squared || (squared === best_squared && i > best)) {
            best = i;
            best_squared = squared;
          }
        }
      }
    }
    return best;
  }

  private cell_of(x: number, y: number): number {
    const column = Math.floor(x / kCellPx);
    const row = Math.floor(y / kCellPx);
    if (column < 0 || row < 0 || column >= this.columns_ || row >= this.rows_) return -1;
    return row * this.columns_ + column;
  }
}
