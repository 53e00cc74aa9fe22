// SPDX-License-Identifier: MIT
// The page for everyone: axe-core in every main state, keys, the first visit, a phone.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { get_points, hash_of, kPatienceMs, lonely_point, open, screenshot, settled } from './support.mjs';

const kAxe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const kPhone = { width: 390, height: 780 };

/** What axe-core calls serious or critical, in words; evaluated in the page, past its Content-Security-Policy. */
async function serious_violations(page) {
  await page.evaluate(kAxe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'],
    }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join('; ')}`,
    );
}

async function check_page(page, state) {
  assert.deepEqual(await serious_violations(page), [], state);
}

async function series_hash(context, more = '') {
  const point = lonely_point((await get_points(context.base_url, {})).points, 'A');
  return hash_of(point, 16, `&series=${point.tile}/${point.pid}${more}`);
}

async function has_clusters({ base_url }) {
  return (await (await fetch(`${base_url}/get_info`)).json()).has_clusters;
}

export const checks = [
  ...['light', 'dark'].map((colorScheme) => ({
    name: `axe-core finds nothing serious: map, series and clusters, ${colorScheme}`,
    async run(page, context) {
      await page.emulateMedia({ colorScheme });
      await open(page, context);
      await check_page(page, 'map');
      await open(page, context, await series_hash(context, '&fit=egms'));
      await page.waitForSelector('#panel [data-pid]', { timeout: kPatienceMs });
      await page.locator('#panel .table-of-values summary').click();
      await check_page(page, 'series');
      await screenshot(page, context, `series_${colorScheme}`);
      if (!(await has_clusters(context))) return;
      await open(page, context, '#panel=clusters&clusters=1');
      await page.waitForSelector('#panel [data-cluster]', { timeout: kPatienceMs });
      await check_page(page, 'clusters');
    },
  })),
  {
    name: 'axe-core finds nothing serious on a phone; the panel is a sheet that its grip makes taller',
    async run(page, context) {
      await page.setViewportSize(kPhone);
      await open(page, context, await series_hash(context));
      await page.waitForSelector('#panel [data-pid]', { timeout: kPatienceMs });
      await check_page(page, 'phone');
      const height = async () => (await page.locator('#panel').boundingBox()).height;
      const before = await height();
      await screenshot(page, context, 'phone');
      await page.locator('#panel .grip').click();
      assert.ok((await height()) > before + 100);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
    },
  },
  {
    name: 'on a first visit a hint is shown, once',
    first_visit: true,
    async run(page, context) {
      await open(page, context);
      assert.match(await page.textContent('#hint'), /measured from space/);
      await check_page(page, 'hint');
      await screenshot(page, context, 'first_visit');
      await page.locator('#hint button').last().click();
      assert.equal(await page.locator('#hint').count(), 0);
      await open(page, context);
      assert.equal(await page.locator('#hint').count(), 0);
    },
  },
  {
    name: 'the keys are listed under "?", and open and close the results',
    async run(page, context) {
      await open(page, context);
      await page.keyboard.press('?');
      assert.match(await page.textContent('#shortcuts'), /with Shift ten at a time/);
      await check_page(page, 'list of keys');
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('#shortcuts').isVisible(), false);
      await page.keyboard.press('p');
      await page.waitForSelector('#panel', { state: 'visible' });
      assert.match(await page.textContent('#panel .message'), /Click a point/);
      await page.keyboard.press('p');
      await page.waitForSelector('#panel', { state: 'hidden' });
      await settled(page);
    },
  },
];
