// SPDX-License-Identifier: MIT
// Where the ticks of an axis stand, for the pictures that are drawn without uPlot.
import type { Range } from './range';

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** About `wanted` ticks at 1, 2 or 5 times a power of ten. */
export function number_ticks([least, most]: Range, wanted: number): Tick[] {
  const rough = (most - least) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((multiple) => multiple * power >= rough) ?? 10) * power;
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks: Tick[] = [];
  for (let k = Math.ceil(least / step); k * step <= most; ++k)
    ticks.push({ at: k * step, label: (k * step).toFixed(digits).replace('-', '\u2212') });
  return ticks;
}

const kMonths = [1, 2, 3, 6, 12, 24, 60, 120];
const kSecondsPerMonth = 30.4 * 86400;

/** At the first of months: "2021" in January, "2021-07" otherwise. */
export function time_ticks([least, most]: Range, wanted: number): Tick[] {
  const rough = (most - least) / kSecondsPerMonth / wanted;
  const step = kMonths.find((months) => months >= rough) ?? 240;
  const start = new Date(least * 1000);
  let month = Math.ceil((12 * start.getUTCFullYear() + start.getUTCMonth()) / step) * step;
  const ticks: Tick[] = [];
  for (; ; month += step) {
    const at = date_seconds(month);
    if (at > most) return ticks;
    const label = new Date(at * 1000).toISOString().slice(0, month % 12 === 0 ? 4 : 7);
    if (at >= least) ticks.push({ at, label });
  }
}

/** Month 0 is January of the year 0. */
function date_seconds(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / 1000;
}
