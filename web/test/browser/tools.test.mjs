// SPDX-License-Identifier: MIT
// The tools on the map: drawing, measuring, a reference, coordinates.
import assert from 'node:assert/strict';
import {
  get_points,
  hash_of,
  lonely_point,
  open,
  place_on_map,
  screenshot,
  settled,
  summary_of,
  window_of,
} from './support.mjs';

async function take(page, tool) {
  await page.locator(`[data-tool="${tool}"]`).click();
  return page.locator('#map').boundingBox();
}

async function drag(page, [x0, y0], [x1, y1]) {
  await page.mouse.move(x0, y0);
  await page.mouse.down();
  await page.mouse.move((x0 + x1) / 2, (y0 + y1) / 2, { steps: 3 });
  await page.mouse.move(x1, y1, { steps: 3 });
  await page.mouse.up();
}

/** The selection as the address has it, as numbers. */
async function selection(page) {
  const hash = await page.evaluate(() => location.hash);
  const [, kind, list] = /selection=(\w+):([^&]*)/.exec(hash) ?? [];
  return { kind, numbers: (list ?? '').split(',').map(Number) };
}

export const checks = [
  {
    name: 'a rectangle and a circle are drawn by a drag that does not move the map',
    async run(page, context) {
      await open(page, context);
      const place = await window_of(page);
      const before = (await place_on_map(page)).at(place);
      let map = await take(page, 'rectangle');
      await drag(page, [map.x + 300, map.y + 250], [map.x + 600, map.y + 450]);
      const rectangle = await selection(page);
      assert.equal(rectangle.kind, 'rectangle');
      const [west, south, east, north] = rectangle.numbers;
      const metres_per_px = ((east - west) * 111320 * Math.cos((south * Math.PI) / 180)) / 300;
      assert.ok(west < east && south < north);
      map = await take(page, 'circle');
      await drag(page, [map.x + 450, map.y + 350], [map.x + 550, map.y + 350]);
      const circle = await selection(page);
      assert.equal(circle.kind, 'circle');
      assert.ok(Math.abs(circle.numbers[2] / (100 * metres_per_px) - 1) < 0.02, `${circle.numbers[2]} m`);
      const after = (await place_on_map(page)).at(place);
      assert.ok(Math.hypot(after.x - before.x, after.y - before.y) < 2, 'the results cover a part of the map, it stays');
      await screenshot(page, context, 'selection_circle');
    },
  },
  {
    name: 'a polygon is drawn corner by corner and restored by the address; clearing removes it',
    async run(page, context) {
      await open(page, context);
      const map = await take(page, 'polygon');
      for (const [x, y] of [
        [350, 250],
        [600, 280],
        [500, 500],
      ])
        await page.mouse.click(map.x + x, map.y + y);
      await page.keyboard.press('Enter');
      const drawn = await selection(page);
      assert.equal(drawn.kind, 'polygon');
      assert.equal(drawn.numbers.length, 6);
      await open(page, context, await page.evaluate(() => location.hash));
      assert.deepEqual(await selection(page), drawn);
      await page.locator('[data-tool="clear"]').click();
      assert.equal((await selection(page)).kind, undefined);
      assert.equal(await page.locator('[data-tool="clear"]').isVisible(), false);
    },
  },
  {
    name: 'measuring says how long and how large, and selects nothing',
    async run(page, context) {
      await open(page, context);
      const map = await take(page, 'measure');
      await page.mouse.click(map.x + 400, map.y + 300);
      await page.mouse.click(map.x + 600, map.y + 300);
      await page.mouse.click(map.x + 600, map.y + 450);
      await page.keyboard.press('Enter');
      assert.match(await page.textContent('#tool-note'), /^[\d.]+ k?m · encloses [\d.,]+ k?m²$/);
      assert.equal((await selection(page)).kind, undefined);
      await screenshot(page, context, 'measure');
    },
  },
  {
    name: 'the keyboard alone draws a line through the middle of the map',
    async run(page, context) {
      await open(page, context);
      await page.locator('[data-tool="line"]').focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press(' ');
      const { longitude } = await window_of(page);
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction((from) => Number(location.hash.split('/')[2].split('&')[0]) > from, longitude);
      await settled(page);
      await page.keyboard.press(' ');
      await page.keyboard.press('Enter');
      const line = await selection(page);
      assert.equal(line.kind, 'line');
      assert.ok(line.numbers[2] > line.numbers[0]);
    },
  },
  {
    name: 'a reference point takes its velocity from the map, and is restored by the address',
    async run(page, context) {
      const { points } = await get_points(context.base_url, {});
      const point = lonely_point(points, 'A');
      await open(page, context, hash_of(point, 17));
      const before = await summary_of(page, '.points-canvas');
      await page.locator('#reference-point').click();
      const map = await page.locator('#map').boundingBox();
      await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
      await page.waitForFunction((pid) => document.querySelector('#reference').textContent.includes(pid), point.pid);
      await page.waitForTimeout(500); // the reference is asked for
      await settled(page);
      const after = await summary_of(page, '.points-canvas');
      assert.notEqual(after.digest, before.digest);
      assert.equal(after.drawn, before.drawn);
      assert.match(await page.textContent('#legend'), /relative to the reference/);
      assert.equal(await page.locator('#panel').isVisible(), false, 'the click was no click on a point');
      await open(page, context, await page.evaluate(() => location.hash));
      await page.waitForTimeout(500);
      await settled(page);
      assert.equal((await summary_of(page, '.points-canvas')).digest, after.digest);
      await page.locator('#reference-clear').click();
      await settled(page);
      assert.equal((await summary_of(page, '.points-canvas')).digest, before.digest);
    },
  },
  {
    name: 'the coordinates under the pointer, in both systems, and a way to go there',
    async run(page, context) {
      await open(page, context);
      await page.locator('#go-to').fill('50, 5');
      await page.keyboard.press('Enter');
      const { latitude, longitude } = await window_of(page);
      assert.deepEqual([latitude, longitude].map(Math.round), [50, 5]);
      assert.match(await page.textContent('#coordinates'), /50\.0000\d° N {2}5\.0000\d° E/);
      await page.locator('#coordinates').click();
      assert.match(await page.textContent('#coordinates'), /E 3,962,\d+ {2}N 2,999,\d+ {2}EPSG:3035/);
      await page.locator('#go-to').fill('Rome');
      await page.keyboard.press('Enter');
      assert.equal(await page.locator('#go-to').evaluate((field) => field.validity.valid), false);
    },
  },
];
