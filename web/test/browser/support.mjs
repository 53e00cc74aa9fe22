// SPDX-License-Identifier: MIT
// What the browser checks have in common: opening the page, waiting for it, reading its pictures and words.
import assert from 'node:assert/strict';
import { join } from 'node:path';

export const kPatienceMs = 60000;

/** Opens the page at a hash and waits until its points are there. */
export async function open(page, { base_url }, hash = '', search = '') {
  await page.goto('about:blank'); // so that a change of the hash alone is a new page as well
  await page.goto(`${base_url}/${search}${hash}`);
  await settled(page);
}

/** The status line has counts, no request is under way and the picture is drawn. */
export async function settled(page) {
  await page.waitForTimeout(250); // longer than the page waits for the map to rest
  const done = () =>
    /points shown/.test(document.querySelector('#status').textContent) &&
    document.querySelector('#progress').hidden;
  await page.waitForFunction(done, undefined, { timeout: kPatienceMs });
  await drawn(page);
}

/** The newest picture of every layer is on its canvas. */
export async function drawn(page) {
  await page.waitForFunction(() => !document.querySelector('[data-drawn="no"]'), undefined, {
    timeout: kPatienceMs,
  });
}

/**
 * Prints a figure and its budget. With --judge it fails beyond the budget; otherwise only beyond five times the
 * budget: tests run beside other work, and only a machine that is left alone says how fast the page is.
 */
export function judge({ judges }, figure, value_ms, budget_ms) {
  console.log(`figure  ${figure}: ${value_ms.toFixed(1)} ms, budget ${budget_ms} ms`);
  const most_ms = judges ? budget_ms : 5 * budget_ms;
  assert.ok(value_ms <= most_ms, `${figure}: ${value_ms.toFixed(1)} ms, at most ${most_ms} ms`);
}

/** What can be said of all pixels of a canvas: computed in the page, for millions of numbers travel slowly. */
export function summary_of(page, selector) {
  return page.evaluate((canvas_selector) => {
    const canvas = document.querySelector(canvas_selector);
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const hues = new Set();
    let drawn = 0;
    let digest = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] === 0) continue;
      drawn += 1;
      if (data[i + 3] === 255) hues.add((data[i] >> 4) * 256 + (data[i + 1] >> 4) * 16 + (data[i + 2] >> 4));
      digest = (Math.imul(digest, 31) + data[i] * 65536 + data[i + 1] * 256 + data[i + 2]) | 0;
    }
    return { hues: hues.size, drawn, share: (4 * drawn) / data.length, digest };
  }, selector);
}

/** Transparency of the pixels of a square around the centre of the points' canvas, row by row. */
export function alpha_at_centre(page, side) {
  return page.evaluate((size) => {
    const canvas = document.querySelector('.points-canvas');
    const [left, top] = [Math.round((canvas.width - size) / 2), Math.round((canvas.height - size) / 2)];
    const { data } = canvas.getContext('2d').getImageData(left, top, size, size);
    return [...data].filter((_, i) => i % 4 === 3);
  }, side);
}

export async function get_points(base_url, query) {
  const response = await fetch(`${base_url}/get_points?${new URLSearchParams(query)}`);
  assert.equal(response.status, 200);
  return { points: await response.json(), total: Number(response.headers.get('X-Total-Count')) };
}

/** The window that the map shows, from the address of the page and the size of the map. */
export async function window_of(page) {
  const { hash, width, height } = await page.evaluate(() => {
    const { clientWidth, clientHeight } = document.querySelector('#map');
    return { hash: location.hash, width: clientWidth, height: clientHeight };
  });
  const [zoom, latitude, longitude] = /map=([^&]*)/.exec(hash)[1].split('/').map(Number);
  return { zoom, latitude, longitude, width, height };
}

/** A point with no other one within about `metres`, of the given orbit. */
export function lonely_point(points, orbit, metres = 30) {
  const degrees = metres / 111000;
  const near = (a, b) => {
    const north = Math.abs(a.latitude - b.latitude);
    const east = Math.abs(a.longitude - b.longitude) * Math.cos((a.latitude * Math.PI) / 180);
    return Math.hypot(north, east) < degrees;
  };
  const found = points.find(
    (p) => p.orbit === orbit && !points.some((other) => other !== p && near(p, other)),
  );
  assert.ok(found, `no point of orbit ${orbit} stands alone`);
  return found;
}

export function hash_of(point, zoom, more = '') {
  return `#map=${zoom}/${point.latitude.toFixed(5)}/${point.longitude.toFixed(5)}${more}`;
}

/** The four corners of the drawn shape nearest to the centre of the map: how many of them are filled. */
export async function filled_corners(page) {
  const side = 40;
  const values = await alpha_at_centre(page, side);
  const alpha = (x, y) => values[y * side + x];
  let [left, top, right, bottom] = [side, side, -1, -1];
  for (let y = 0; y < side; ++y) {
    for (let x = 0; x < side; ++x) {
      if (alpha(x, y) < 128) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  assert.ok(right - left >= 8 && right - left <= 16, `a shape of ${right - left + 1} pixels at the centre`);
  const corners = [alpha(left, top), alpha(right, top), alpha(left, bottom), alpha(right, bottom)];
  return corners.filter((value) => value > 200).length;
}

/** How much of the square around the drawn shape nearest to the centre of the map is filled. */
export async function filled_share(page, side) {
  const values = await alpha_at_centre(page, side);
  const drawn = [...values.keys()].filter((i) => values[i] >= 128);
  const extent = (places) => Math.max(...places) - Math.min(...places) + 1;
  return drawn.length / (extent(drawn.map((i) => i % side)) * extent(drawn.map((i) => Math.floor(i / side))));
}

/** `at(point)` is where a point lies on the page. */
export async function place_on_map(page) {
  const { zoom, latitude, longitude, width, height } = await window_of(page);
  const scale = 256 * 2 ** zoom;
  const world_y = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
  const map = await page.locator('#map').boundingBox();
  const at = (point) => ({
    x: map.x + width / 2 + ((point.longitude - longitude) / 360) * scale,
    y: map.y + height / 2 + (world_y(point.latitude) - world_y(latitude)) * scale,
  });
  return { map, at };
}

export async function click_centre(page) {
  const map = await page.locator('#map').boundingBox();
  await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
}

export function screenshot(page, { out_dir }, name) {
  return page.screenshot({ path: join(out_dir, `${name}.png`) });
}

export async function status_counts(page) {
  const words = await page.textContent('#status');
  const [, shown, total] = /^([\d,]+) of ([\d,]+) points shown/.exec(words);
  return { shown: Number(shown.replaceAll(',', '')), total: Number(total.replaceAll(',', '')) };
}
