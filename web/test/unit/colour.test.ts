// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { class_colour } from '../../src/colour/class_colours';
import { category_colours, kMissingCode, number_codes, number_colours } from '../../src/colour/codes';
import { colour_range, histogram } from '../../src/colour/ranges';
import { number_property } from '../../src/colour/properties';
import { value_colour } from '../../src/colour/scales';
import type { Rgb } from '../../src/colour/rgb';
import { kSeriesColours } from '../../src/colour/series_colours';
import { packed } from '../../src/map/rasteriser';
import { kDefaultColouring, kPresets } from '../../src/state/colouring';

function velocity_colour(velocity: number, range: number): Rgb {
  return value_colour('egms', [-range, range], velocity);
}

/** Dichromat vision: Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB. */
const kVision = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
};

function linear([red, green, blue]: Rgb): number[] {
  return [red, green, blue].map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

function seen(colour: Rgb, matrix: number[]): number[] {
  const [r, g, b] = linear(colour);
  return [0, 3, 6].map((k) =>
    Math.max(0, Math.min(1, matrix[k] * r + matrix[k + 1] * g + matrix[k + 2] * b)),
  );
}

/** CIE L*a*b* (D65) of linear RGB. */
function lab([r, g, b]: number[]): [number, number, number] {
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function difference(a: Rgb, b: Rgb, matrix: number[]): number {
  const [la, lb] = [lab(seen(a, matrix)), lab(seen(b, matrix))];
  return Math.hypot(la[0] - lb[0], la[1] - lb[1], la[2] - lb[2]);
}

function luminance(colour: Rgb): number {
  const [r, g, b] = linear(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test('the two ends of the velocity scale are red for away and blue for towards', () => {
  const [away, towards] = [velocity_colour(-10, 10), velocity_colour(10, 10)];
  assert.ok(away[0] > 2 * away[2]);
  assert.ok(towards[2] > 2 * towards[0]);
});

test('velocities beyond the range have the colour of its end, a missing one is grey', () => {
  assert.deepEqual(velocity_colour(-99, 10), velocity_colour(-10, 10));
  assert.deepEqual(velocity_colour(Infinity, 10), velocity_colour(10, 10));
  const [red, green, blue] = velocity_colour(NaN, 10);
  assert.ok(red === green && green === blue);
});

test('both arms darken towards their ends', () => {
  for (const sign of [-1, 1]) {
    for (let v = 2.5; v < 10; v += 0.5) {
      const [inner, outer] = [velocity_colour(sign * v, 10), velocity_colour(sign * (v + 0.5), 10)];
      assert.ok(luminance(outer) < luminance(inner), `at ${sign * v} mm/yr`);
    }
  }
});

test('subsidence and uplift of the same speed stay apart for every kind of colour vision', () => {
  for (const [name, matrix] of Object.entries(kVision)) {
    for (let v = 2.5; v <= 10; v += 0.5) {
      const apart = difference(velocity_colour(-v, 10), velocity_colour(v, 10), matrix);
      assert.ok(apart > 20, `${name}, ±${v} mm/yr: ${apart.toFixed(1)}`);
    }
  }
});

test('the table of many colours agrees with the scale, to the width of its steps', () => {
  const velocities = Float32Array.from([-60, -10, -3.3, 0, 4.9, 10, NaN]);
  const coded = number_codes(velocities);
  const property = number_property('velocity')!;
  for (const preset of kPresets) {
    const range = property.presets[preset];
    const table = number_colours(coded, 'egms', range);
    velocities.forEach((velocity, i) => {
      const exact = value_colour('egms', range, velocity);
      const colour = table[coded.codes[i]];
      const channels = [0, 8, 16].map((shift) => (colour >>> shift) & 255);
      channels.forEach((channel, k) =>
        assert.ok(Math.abs(channel - exact[k]) <= 2, `${velocity} in ${range}`),
      );
      assert.equal(colour >>> 24, 255);
    });
  }
});

test('codes hold values to the width of a step, and a missing one apart', () => {
  const values = Float32Array.from([-327, -2.34, 0, 1e-3, 512.5, NaN, Infinity]);
  const { codes, first, step } = number_codes(values);
  [0, 1, 2, 3, 4].forEach((i) => assert.ok(Math.abs(first + step * codes[i] - values[i]) <= step / 2 + 1e-4));
  assert.deepEqual([codes[5], codes[6]], [kMissingCode, kMissingCode]);
  assert.deepEqual([...number_codes(Float32Array.of(7, 7)).codes], [0, 0]);
  assert.deepEqual([...number_codes(Float32Array.of(NaN)).codes], [kMissingCode]);
});

test("ranges are the preset, the 2 to 98 % of the view around zero, or the user's", () => {
  const property = number_property('velocity')!;
  const values = Float32Array.from({ length: 101 }, (_, i) => i - 60);
  const range = (change: object) => colour_range({ ...kDefaultColouring, ...change }, property, values);
  assert.deepEqual(range({ stretch: 'coarse' }), [-50, 50]);
  assert.deepEqual(range({ stretch: 'percentiles' }), [-58, 58]);
  assert.deepEqual(range({ stretch: 'custom', least: -3, most: 7 }), [-3, 7]);
  const coherence = number_property('coherence')!;
  assert.deepEqual(
    colour_range({ ...kDefaultColouring, stretch: 'percentiles' }, coherence, Float32Array.of(0.5, 0.9, NaN)),
    [Math.fround(0.5), Math.fround(0.9)],
  );
});

test('a histogram counts every value once', () => {
  const values = Float32Array.of(-11, -10, -0.1, 0, 9.99, 10, 10.1, NaN);
  assert.deepEqual(histogram(values, [-10, 10], 2), {
    range: [-10, 10],
    counts: [2, 3],
    below: 1,
    above: 1,
  });
});

test('any two classes stay apart for every kind of colour vision', () => {
  const names = ['stable', 'noisy', 'linear', 'accel', 'decel', 'variable', 'other'];
  for (const [vision, matrix] of Object.entries(kVision)) {
    for (const a of names) {
      for (const b of names) {
        if (a >= b) continue;
        const apart = difference(class_colour(a), class_colour(b), matrix);
        assert.ok(apart > 10, `${vision}: ${a} and ${b} differ by ${apart.toFixed(1)}`);
      }
    }
  }
});

test('kinds have their colours by number, and grey beyond', () => {
  const colours = category_colours([class_colour('linear'), class_colour('stable')]);
  assert.equal(colours[1], packed(...class_colour('stable')));
  assert.equal(colours[2], colours[kMissingCode]);
});

test('the ten colours of series are different and show up on light and on dark panels', () => {
  assert.equal(new Set(kSeriesColours).size, 10);
  const contrast = (a: number, b: number): number => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const panels: Rgb[] = [
    [255, 255, 255],
    [24, 33, 43],
  ];
  for (const colour of kSeriesColours) {
    const rgb = [1, 3, 5].map((k) => parseInt(colour.slice(k, k + 2), 16)) as unknown as Rgb;
    for (const panel of panels) {
      assert.ok(contrast(luminance(rgb), luminance(panel)) >= 3, `${colour} on ${panel}`);
    }
  }
});

test('any two of the ten colours of series stay apart for every kind of colour vision', () => {
  const colours = kSeriesColours.map(
    (colour) => [1, 3, 5].map((k) => parseInt(colour.slice(k, k + 2), 16)) as unknown as Rgb,
  );
  for (const [vision, matrix] of Object.entries(kVision)) {
    colours.forEach((a, i) => {
      for (const b of colours.slice(0, i)) {
        const apart = difference(a, b, matrix);
        assert.ok(apart > 15, `${vision}: ${a} and ${b} differ by ${apart.toFixed(1)}`);
      }
    });
  }
});
