// SPDX-License-Identifier: MIT
// The window of time that is looked at, and in it a slider of dates that plays. Shown while points are coloured by what
// depends on time.
import { element } from '../dom';
import type { ViewState } from '../state/view_state';
import { day, text } from '../strings';
import { frame_at } from './frames';

const kFrameMs = 200;

export class TimeBar {
  private readonly from_ = date_field('time-from', text.time_from);
  private readonly to_ = date_field('time-to', text.time_to);
  private readonly play_ = element('button', { type: 'button', id: 'time-play' });
  private readonly slider_ = element('input', { type: 'range', id: 'time-at', 'aria-label': text.time_at, min: 0 });
  private readonly date_ = element('output', { for: 'time-at' });
  private readonly player_: HTMLElement;
  private dates_: readonly string[] = [];
  private timer_ = 0;

  constructor(
    private readonly place_: HTMLElement,
    private readonly state_: ViewState,
  ) {
    this.player_ = element('div', { class: 'player' }, this.play_, this.slider_, this.date_);
    place_.append(element('div', { class: 'window' }, this.from_, '–', this.to_), this.player_);
    this.from_.addEventListener('change', () => state_.change({ time: { from: this.from_.value || null } }));
    this.to_.addEventListener('change', () => state_.change({ time: { to: this.to_.value || null } }));
    this.slider_.addEventListener('input', () => {
      const wanted = Number(this.slider_.value);
      this.stop(); // who takes the slider in hand does not want it to run away
      this.go(wanted);
    });
    this.play_.addEventListener('click', () => (this.timer_ ? this.stop() : this.play()));
    state_.subscribe(() => this.update());
    this.update();
  }

  /** The days that the store has. */
  limit(all: { readonly first: string; readonly last: string }): void {
    for (const field of [this.from_, this.to_]) {
      field.min = all.first;
      field.max = all.last;
    }
    this.from_.dataset.otherwise = all.first;
    this.to_.dataset.otherwise = all.last;
    this.update();
  }

  /** The dates of the frames that are there; none while they are asked for. */
  show_dates(dates: readonly string[]): void {
    this.dates_ = dates;
    this.slider_.max = String(Math.max(0, dates.length - 1));
    this.update();
  }

  private update(): void {
    const { colouring, time } = this.state_.view;
    const is_player = colouring.by === 'displacement';
    this.place_.hidden = !is_player && colouring.by !== 'window';
    this.player_.hidden = !is_player;
    if (!is_player) this.stop();
    this.from_.value = time.from ?? this.from_.dataset.otherwise ?? '';
    this.to_.value = time.to ?? this.to_.dataset.otherwise ?? '';
    const frame = frame_at({ dates: this.dates_ }, time.at);
    this.slider_.disabled = this.dates_.length === 0;
    this.slider_.value = String(frame);
    this.date_.textContent = this.dates_.length > 0 ? day(this.dates_[frame]) : text.time_loading;
    this.slider_.setAttribute('aria-valuetext', this.date_.textContent);
    this.play_.textContent = this.timer_ ? '❚❚' : '▶';
    this.play_.setAttribute('aria-label', this.timer_ ? text.time_pause : text.time_play);
  }

  private go(frame: number): void {
    if (this.dates_[frame]) this.state_.change({ time: { at: this.dates_[frame] } });
  }

  /** From the start when it stands at the end. */
  private play(): void {
    const last = this.dates_.length - 1;
    if (Number(this.slider_.value) >= last) this.go(0);
    this.timer_ = window.setInterval(() => {
      const next = Number(this.slider_.value) + 1;
      if (next >= last) this.stop();
      this.go(Math.min(next, last));
    }, kFrameMs);
    this.update();
  }

  private stop(): void {
    if (!this.timer_) return;
    window.clearInterval(this.timer_);
    this.timer_ = 0;
    this.update();
  }
}

function date_field(id: string, label: string): HTMLInputElement {
  return element('input', { type: 'date', id, 'aria-label': label });
}
