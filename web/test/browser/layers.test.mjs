// SPDX-License-Identifier: MIT
// What lies under the points, light and dark, paper, and the view from aside.
import assert from 'node:assert/strict';
import { drawn, kPatienceMs, open, screenshot, settled, summary_of } from './support.mjs';

/** One transparent pixel. */
const kPicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Answers for all other servers; gives the addresses that were asked for. */
async function stand_in(page) {
  const asked = [];
  await page.route(/^https:/, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: 'image/png', body: kPicture });
  });
  return asked;
}

async function waited_for(asked, pattern) {
  for (let trial = 0; trial < 100 && !asked.some((url) => pattern.test(url)); ++trial)
    await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(asked.some((url) => pattern.test(url)), `${pattern} among ${asked.length} addresses`);
}

export const checks = [
  {
    name: 'names of places are drawn, and can be switched off',
    async run(page, context) {
      await open(page, context, '#map=6/45/12');
      await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('places.json')));
      await page.waitForTimeout(300);
      await drawn(page);
      assert.ok((await summary_of(page, '.places-canvas')).drawn > 500);
      await screenshot(page, context, 'places');
      await page.locator('#places').uncheck();
      await page.waitForSelector('.places-canvas', { state: 'detached' });
    },
  },
  {
    name: 'an online basemap is asked for only when it is chosen, and is named on the map',
    may_ask_others: true,
    async run(page, context) {
      const asked = await stand_in(page);
      await open(page, context);
      assert.deepEqual(asked, []);
      await page.selectOption('#basemap', 'osm');
      await waited_for(asked, /^https:\/\/tile\.openstreetmap\.org\/\d+\/\d+\/\d+\.png$/);
      assert.match(await page.textContent('.leaflet-control-attribution'), /OpenStreetMap contributors/);
      assert.equal(await page.locator('.basemap-canvas').count(), 0);
      assert.match(await page.textContent('#sidebar'), /Asked for over the Internet/);
      await page.selectOption('#basemap', 'offline');
      await page.waitForSelector('.basemap-canvas', { state: 'attached' });
    },
  },
  {
    name: 'own layers: tiles and WMS are added by address, restored by the page address, refused without https',
    may_ask_others: true,
    async run(page, context) {
      const asked = await stand_in(page);
      await open(page, context);
      await page.locator('summary:has-text("Own layers")').click();
      for (const address of ['https://tiles.test/{z}/{x}/{y}.png', 'https://maps.test/wms?layers=geology']) {
        await page.locator('#own-layer').fill(address);
        await page.locator('#own-layer-add').click();
      }
      await waited_for(asked, /^https:\/\/tiles\.test\/\d+\/\d+\/\d+\.png$/);
      await waited_for(asked, /^https:\/\/maps\.test\/wms\?.*request=GetMap.*layers=geology.*bbox=/i);
      await page.locator('#own-layer').fill('http://tiles.test/{z}/{x}/{y}.png');
      await page.locator('#own-layer-add').click();
      assert.equal(await page.locator('.own-layers li').count(), 2);
      assert.equal(await page.locator('#own-layer').evaluate((field) => field.validity.valid), false);
      await page.waitForTimeout(300);
      await open(page, context, await page.evaluate(() => location.hash));
      assert.equal(await page.locator('.own-layers li').count(), 2);
      await page.locator('.own-layers button').first().click();
      assert.equal(await page.locator('.own-layers li').count(), 1);
    },
  },
  {
    name: 'the page turns dark by choice, and remembers it in its address',
    async run(page, context) {
      await open(page, context, '#map=5/45/12');
      await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('basemap.json')));
      await page.waitForTimeout(300);
      await drawn(page);
      const light = await summary_of(page, '.basemap-canvas');
      await page.selectOption('#theme', 'dark');
      await settled(page);
      assert.notEqual((await summary_of(page, '.basemap-canvas')).digest, light.digest);
      const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.match(await background(), /rgb\((\d|1\d|2\d), /);
      await page.waitForTimeout(300);
      await open(page, context, await page.evaluate(() => location.hash));
      assert.match(await background(), /rgb\((\d|1\d|2\d), /);
      await open(page, context, '#theme=dark');
      await screenshot(page, context, 'dark');
    },
  },
  {
    name: 'on paper there is the map with its legend, and nothing to press',
    async run(page, context) {
      await open(page, context);
      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.locator('#sidebar').isVisible(), false);
      assert.equal(await page.locator('.map-tools').isVisible(), false);
      assert.equal(await page.locator('#legend').isVisible(), true);
      assert.equal(await page.locator('.leaflet-control-scale').isVisible(), true);
      await screenshot(page, context, 'print');
    },
  },
  {
    name: 'the 3-D view shows the points by height, turns by drag and keys, and closes with Esc',
    async run(page, context) {
      await open(page, context);
      await page.locator('#show-3d').click();
      const dialog = page.locator('#relief');
      await dialog.waitFor({ state: 'visible', timeout: kPatienceMs });
      const look = async () => {
        await page.waitForTimeout(250);
        return summary_of(page, '#relief canvas');
      };
      const first = await look();
      assert.ok(first.drawn > 2000 && first.hues > 10, `${first.drawn} pixels in ${first.hues} hues`);
      await screenshot(page, context, 'relief');
      const { x, y, width, height } = await page.locator('#relief canvas').boundingBox();
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(x + width / 2 + 120, y + height / 2 + 30, { steps: 4 });
      await page.mouse.up();
      const turned = await look();
      assert.notEqual(turned.digest, first.digest);
      await page.keyboard.press('ArrowLeft');
      assert.notEqual((await look()).digest, turned.digest);
      await page.locator('#exaggeration').fill('12');
      assert.match(await page.textContent('#relief output'), /12/);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    },
  },
];
