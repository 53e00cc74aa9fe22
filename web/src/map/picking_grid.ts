// SPDX-License-Identifier: MIT
// Finds the point under the pointer: a grid of cells over the points, each with the indices of its points. It is in
// the units of pixel_grid.ts, so it serves every frame.

const kPointsPerCell = 4;
const kMostCells = 1 << 20;

export class PickingGrid {
  private readonly left_: number;
  private readonly top_: number;
  private readonly cell_: number;
  private readonly columns_: number;
  private readonly rows_: number;
  /** Points of cell c are order_[starts_[c] .. starts_[c + 1]). */
  private readonly starts_: Uint32Array;
  private readonly order_: Uint32Array;

  /** Cost: three passes over the points. */
  constructor(
    private readonly x_: Int32Array,
    private readonly y_: Int32Array,
  ) {
    const [left, right] = limits(x_);
    const [top, bottom] = limits(y_);
    const [width, height] = [right - left + 1, bottom - top + 1];
    const cells = Math.max(1, Math.min(kMostCells, x_.length / kPointsPerCell));
    this.left_ = left;
    this.top_ = top;
    this.cell_ = Math.max(1, Math.ceil(Math.sqrt((width * height) / cells)), Math.ceil(width / cells));
    this.cell_ = Math.max(this.cell_, Math.ceil(height / cells));
    this.columns_ = Math.floor((width - 1) / this.cell_) + 1;
    this.rows_ = Math.floor((height - 1) / this.cell_) + 1;
    this.starts_ = new Uint32Array(this.columns_ * this.rows_ + 1);
    for (let i = 0; i < x_.length; ++i) this.starts_[this.cell_of(i) + 1] += 1;
    for (let cell = 0; cell + 1 < this.starts_.length; ++cell) this.starts_[cell + 1] += this.starts_[cell];
    this.order_ = new Uint32Array(x_.length);
    const next = this.starts_.slice();
    for (let i = 0; i < x_.length; ++i) this.order_[next[this.cell_of(i)]++] = i;
  }

  /** Index of the nearest point within `radius`, or -1. Of equally near ones the one drawn last, on top. */
  nearest(x: number, y: number, radius: number, is_hidden: (index: number) => boolean): number {
    let best = -1;
    let best_squared = radius * radius;
    this.visit(x, y, radius, (i) => {
      const squared = (this.x_[i] - x) ** 2 + (this.y_[i] - y) ** 2;
      if (squared > best_squared || is_hidden(i)) return;
      if (squared < best_squared || best < 0 || i > best) best = i;
      best_squared = squared;
    });
    return best;
  }

  /** Visits the points of all cells that a square around a place meets. */
  private visit(x: number, y: number, radius: number, visit: (index: number) => void): void {
    const column = (value: number): number => Math.floor((value - this.left_) / this.cell_);
    const row = (value: number): number => Math.floor((value - this.top_) / this.cell_);
    const last_column = Math.min(this.columns_ - 1, column(x + radius));
    const last_row = Math.min(this.rows_ - 1, row(y + radius));
    for (let r = Math.max(0, row(y - radius)); r <= last_row; ++r) {
      for (let c = Math.max(0, column(x - radius)); c <= last_column; ++c) {
        const cell = r * this.columns_ + c;
        for (let k = this.starts_[cell]; k < this.starts_[cell + 1]; ++k) visit(this.order_[k]);
      }
    }
  }

  private cell_of(i: number): number {
    const column = Math.floor((this.x_[i] - this.left_) / this.cell_);
    return Math.floor((this.y_[i] - this.top_) / this.cell_) * this.columns_ + column;
  }
}

function limits(values: Int32Array): [least: number, most: number] {
  let [least, most] = values.length > 0 ? [values[0], values[0]] : [0, 0];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
