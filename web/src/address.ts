// SPDX-License-Identifier: MIT
// The address of the page, written a few times a second at most: browsers refuse more while a slider moves.

const kPauseMs = 150;

export class Address {
  private written_ms_ = -Infinity;
  private timer_ = 0;

  write(hash: string): void {
    window.clearTimeout(this.timer_);
    const wait_ms = this.written_ms_ + kPauseMs - performance.now();
    this.timer_ = window.setTimeout(() => this.write_now(hash), wait_ms);
    if (wait_ms <= 0) this.write_now(hash);
  }

  private write_now(hash: string): void {
    window.clearTimeout(this.timer_);
    this.written_ms_ = performance.now();
    history.replaceState(null, '', hash);
  }
}
