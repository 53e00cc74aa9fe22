// SPDX-License-Identifier: MIT
// Asks about what is drawn on the map, and again when it, the filters or the window of time change.
import { was_aborted } from '../api_client';
import { failure_text } from '../panel/failure';
import { text } from '../strings';

/** A drawn shape and sliders change many times a second. */
const kRestMs = 150;

export class Answers<Answer> {
  private timer_ = 0;
  private request_: AbortController | null = null;
  private question_ = '';

  constructor(
    private readonly say_: (message: string) => void,
    private readonly show_: (answer: Answer) => void,
  ) {}

  /** Nothing happens when `question` is the one before. */
  ask(question: string, fetch_it: (signal: AbortSignal) => Promise<Answer>): void {
    if (question === this.question_) return;
    this.forget();
    this.question_ = question;
    const request = new AbortController();
    this.request_ = request;
    this.timer_ = window.setTimeout(() => void this.fetch(request, fetch_it), kRestMs);
  }

  forget(): void {
    window.clearTimeout(this.timer_);
    this.request_?.abort();
    this.question_ = '';
  }

  private async fetch(
    request: AbortController,
    fetch_it: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<void> {
    this.say_(text.panel_loading);
    try {
      const answer = await fetch_it(request.signal);
      if (request.signal.aborted) return;
      this.say_('');
      this.show_(answer);
    } catch (error) {
      if (request.signal.aborted || was_aborted(error)) return;
      this.question_ = '';
      this.say_(failure_text(error));
    }
  }
}
