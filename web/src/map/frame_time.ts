// SPDX-License-Identifier: MIT
// Entries in the page's performance timeline, for tests and for the curious.

/** Each frame of points that was drawn, and the first picture with points that was shown. */
const kFrameMeasure = 'points-frame';
const kShownMark = 'points-shown';

export function note_frame(milliseconds: number): void {
  performance.measure(kFrameMeasure, { end: performance.now(), duration: milliseconds });
}

export function note_first_points(): void {
  if (performance.getEntriesByName(kShownMark).length === 0) performance.mark(kShownMark);
}
