// SPDX-License-Identifier: MIT
// The panel of series.
import assert from 'node:assert/strict';
import { get_points, hash_of, kPatienceMs, lonely_point, open, screenshot, settled, summary_of, window_of } from './support.mjs';

export const checks = [
  {
    name: 'a click opens the series of a point, Ctrl+click adds another, Esc closes',
    async run(page, context) {
      const { points } = await get_points(context.base_url, {});
      const point = lonely_point(points, 'A');
      await open(page, context, hash_of(point, 17));
      const map = await page.locator('#map').boundingBox();
      await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
      await page.waitForSelector(`#panel [data-pid="${point.pid}"]`, { timeout: kPatienceMs });
      assert.match(
        await page.getAttribute('#panel .chart', 'aria-label'),
        new RegExp(`${point.pid}: \\d+ values`),
      );
      await settled(page);
      assert.ok((await summary_of(page, '#panel canvas')).drawn > 2000, 'the series is drawn');
      await check_values(page, context, point);
      await add_a_second_series(page, point, points);
      await screenshot(page, context, 'series');
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('#panel').isVisible(), false);
    },
  },
  {
    name: 'the keyboard alone opens a series',
    async run(page, context) {
      const { points } = await get_points(context.base_url, {});
      const point = lonely_point(points, 'D');
      await open(page, context, hash_of(point, 18));
      await page.locator('#map').focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector(`#panel [data-pid="${point.pid}"]`, { timeout: kPatienceMs });
    },
  },
];

/** The table of values, opened on demand, holds what /get_timeseries says. */
async function check_values(page, { base_url }, point) {
  const series = await (await fetch(`${base_url}/get_timeseries?pid=${point.pid}`)).json();
  await page.locator('#panel details summary').first().click();
  await page.waitForSelector('#panel .values tbody tr', { timeout: kPatienceMs });
  const rows = await page.$$eval('#panel .values tbody tr', (found) =>
    found.map((row) => [...row.cells].map((cell) => cell.textContent)),
  );
  assert.equal(rows.length, series.dates.length);
  rows.forEach(([date, value], i) => {
    assert.equal(date, series.dates[i]);
    if (series.values[i] === null) assert.equal(value, '–');
    else assert.equal(Number(value.replace('\u2212', '-')), Number(series.values[i].toFixed(1)));
  });
}

async function add_a_second_series(page, first, points) {
  const { zoom, latitude, longitude, width, height } = await window_of(page);
  const scale = 256 * 2 ** zoom;
  const world_y = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
  const map = await page.locator('#map').boundingBox();
  const place_of = (point) => ({
    point,
    x: map.x + width / 2 + ((point.longitude - longitude) / 360) * scale,
    y: map.y + height / 2 + (world_y(point.latitude) - world_y(latitude)) * scale,
  });
  const reachable = ({ point, x, y }) =>
    point !== first && x > map.x + 80 && x < map.x + width - 270 && y > map.y + 20 && y < map.y + height - 40;
  const other = points.map(place_of).find(reachable);
  if (!other) return; // the store has a single point here
  await page.keyboard.down('Control');
  await page.mouse.click(other.x, other.y);
  await page.keyboard.up('Control');
  await page.waitForFunction(() => document.querySelectorAll('#panel [data-pid]').length === 2, undefined, {
    timeout: kPatienceMs,
  });
}
