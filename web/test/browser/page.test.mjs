// SPDX-License-Identifier: MIT
// The page as a whole: opening, failing, narrow screens.
import assert from 'node:assert/strict';
import { kPatienceMs, open, screenshot, settled, summary_of } from './support.mjs';

export const checks = [
  {
    name: 'the page opens on the whole data and draws points in many hues',
    async run(page, context) {
      await open(page, context);
      const { hues, drawn } = await summary_of(page, '.points-canvas');
      assert.ok(drawn > 200, `${drawn} pixels`);
      assert.ok(hues >= 12, `${hues} different colours`);
      await screenshot(page, context, 'velocity');
    },
  },
  {
    name: 'a server that went away is said to be, and the page recovers',
    expects_errors: true,
    async run(page, context) {
      await open(page, context);
      await page.route('**/api/v1/points**', (route) => route.abort());
      await page.locator('.leaflet-control-zoom-in').click();
      await page.waitForSelector('#notice.severe', { timeout: kPatienceMs });
      assert.match(await page.textContent('#notice'), /does not answer/);
      await page.unroute('**/api/v1/points**');
      await page.locator('#notice button').click();
      await page.waitForSelector('#notice', { state: 'hidden', timeout: kPatienceMs });
      await settled(page);
    },
  },
  {
    name: 'on a narrow screen nothing overflows and the controls open on demand',
    async run(page, context) {
      await page.setViewportSize({ width: 390, height: 780 });
      await open(page, context);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
      assert.equal(await page.locator('#speed').isVisible(), false);
      await page.locator('.menu').click();
      assert.equal(await page.locator('#speed').isVisible(), true);
      await screenshot(page, context, 'narrow');
    },
  },
  {
    name: 'the real tiles: 11,590 and 11,759 points, in one view',
    only_real: true,
    async run(page, { base_url }) {
      await page.goto(base_url);
      await page.waitForFunction(() =>
        /^23,349 of 23,349 points/.test(document.querySelector('#status').textContent),
      );
    },
  },
];
