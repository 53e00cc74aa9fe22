// SPDX-License-Identifier: MIT
// Asks for the points of the window: waits until the map rests, gives up the request before, and tries again
// by itself when the server does not answer.
import { fetch_points, Refused, ServerGone, was_aborted, type PointsQuery } from './api_client';
import { BadAnswer } from './binary_answer';
import type { Points } from './points';

const kRestMs = 120;
const kRetrySeconds = [2, 4, 8, 15];

export type LoadState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly points: Points; readonly query: PointsQuery }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'gone'; readonly retry_seconds: number };

export class PointLoader {
  private timer_ = 0;
  private request_: AbortController | null = null;
  private failures_ = 0;

  constructor(
    private readonly query_: () => PointsQuery,
    private readonly report_: (state: LoadState) => void,
  ) {}

  /** Loads when nothing has asked for a while. */
  load_soon(): void {
    this.schedule(kRestMs);
  }

  load_now(): void {
    this.schedule(0);
  }

  private schedule(delay_ms: number): void {
    window.clearTimeout(this.timer_);
    this.request_?.abort();
    this.timer_ = window.setTimeout(() => void this.load(), delay_ms);
  }

  private async load(): Promise<void> {
    const request = new AbortController();
    this.request_ = request;
    const query = this.query_();
    this.report_({ kind: 'loading' });
    try {
      const points = await fetch_points(query, request.signal);
      if (request.signal.aborted) return;
      this.failures_ = 0;
      this.report_({ kind: 'ready', points, query });
    } catch (error) {
      if (request.signal.aborted || was_aborted(error)) return;
      this.report_failure(error);
    }
  }

  private report_failure(error: unknown): void {
    if (error instanceof ServerGone) {
      const retry_seconds = kRetrySeconds[Math.min(this.failures_, kRetrySeconds.length - 1)];
      this.failures_ += 1;
      this.report_({ kind: 'gone', retry_seconds });
      this.timer_ = window.setTimeout(() => void this.load(), retry_seconds * 1000);
    } else if (error instanceof Refused || error instanceof BadAnswer) {
      this.report_({ kind: 'refused', message: error.message });
    } else {
      throw error;
    }
  }
}
