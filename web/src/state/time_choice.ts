// SPDX-License-Identifier: MIT
// Which part of time is looked at: all of it, a window, and in it the date that the slider stands at.
import type { HashReader, HashWriter } from './hash';

export interface TimeChoice {
  /** First and last day of the window, "2021-03-07"; null = from the first, to the last acquisition. */
  readonly from: string | null;
  readonly to: string | null;
  /** Day whose displacement is shown; null = that of the end. */
  readonly at: string | null;
}

export const kAllTime: TimeChoice = { from: null, to: null, at: null };

/** The window with the limits that were left out. */
export function window_in(
  time: TimeChoice,
  all: { readonly first: string; readonly last: string },
): { readonly from: string; readonly to: string } {
  return { from: time.from ?? all.first, to: time.to ?? all.last };
}

export function write_time(to: HashWriter, time: TimeChoice): void {
  to.add('from', time.from, null);
  to.add('to', time.to, null);
  to.add('at', time.at, null);
}

export function read_time(from: HashReader): TimeChoice {
  return { from: from.date('from'), to: from.date('to'), at: from.date('at') };
}
