// SPDX-License-Identifier: MIT
// The frames of the time slider.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BinaryAnswer } from '../../src/binary_answer';
import { kMissingCode } from '../../src/colour/codes';
import { coded_frame, decode_frames, frame_at, frames_less, type FramesHeader } from '../../src/time/frames';

const kDates = ['2020-01-01', '2020-07-01', '2021-01-01'];

/** Two points, in another order than those of the map; the third point of the map is not among them. */
const kAnswer = {
  count: 2,
  header: { count: 2, dates: kDates, columns: [] },
  column: (name: string) =>
    ({
      tile: Uint16Array.of(1, 0),
      row: Uint32Array.of(5, 9),
      frame_0: Int16Array.of(0, 0),
      frame_1: Int16Array.of(-32768, 25),
      frame_2: Int16Array.of(-120, 50),
    })[name],
} as unknown as BinaryAnswer<FramesHeader>;
const kPoints = { count: 3, tile: Uint16Array.of(0, 1, 1), row: Uint32Array.of(9, 5, 6) };

test('points find their frames by tile and row; without one they have no value', () => {
  const frames = decode_frames(kPoints, kAnswer);
  assert.deepEqual([...coded_frame(frames, 2).values], [5, -12, NaN]);
  assert.deepEqual([...coded_frame(frames, 1).values], [2.5, NaN, NaN]);
});

test('a code stands for its displacement in every frame', () => {
  const { values, coded } = coded_frame(decode_frames(kPoints, kAnswer), 2);
  [0, 1].forEach((i) => assert.ok(Math.abs(coded.first + coded.step * coded.codes[i] - values[i]) < 1e-6));
  assert.equal(coded.codes[2], kMissingCode);
});

test('a day shows the frame before it, no day the last one', () => {
  const at = (day: string | null): number => frame_at({ dates: kDates }, day);
  assert.deepEqual(['2020-01-01', '2020-06-30', '2020-07-01', '2099-01-01'].map(at), [0, 0, 1, 2]);
  assert.equal(at('1999-01-01'), 0);
  assert.equal(at(null), 2);
});

test('frames lose what the reference of their group has moved at the same date; without one they have no value', () => {
  const means = [Float32Array.of(0, 0), Float32Array.of(1, NaN), Float32Array.of(1.04, -2)];
  const less = frames_less(decode_frames(kPoints, kAnswer), means, Uint8Array.of(0, 1, 1));
  assert.deepEqual([...coded_frame(less, 2).values].map((value) => Math.round(10 * value) / 10), [4, -10, NaN]);
  assert.deepEqual([...coded_frame(less, 1).values], [1.5, NaN, NaN]);
});
