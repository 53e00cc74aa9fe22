// SPDX-License-Identifier: MIT
// Which points are shown.
import assert from 'node:assert/strict';
import { get_points, open, settled, status_counts } from './support.mjs';

export const checks = [
  {
    name: 'the status line gives the counts of the server, with and without filters',
    async run(page, context) {
      await open(page, context);
      const { points, total } = await get_points(context.base_url, {});
      const before = await status_counts(page);
      assert.equal(before.total, total, 'the first view holds all points');
      const speeds = points.map((point) => Math.abs(point.mean_velocity ?? 0)).sort((a, b) => a - b);
      const speed = Math.floor(2 * speeds[Math.floor(speeds.length / 2)]) / 2 + 0.5;
      await page.locator('#speed').fill(String(speed));
      await page.locator('#ascending').uncheck();
      await settled(page);
      const filtered = await get_points(context.base_url, { thresh: speed, asc: false });
      const after = await status_counts(page);
      assert.equal(after.total, filtered.total);
      assert.ok(after.total < before.total);
      assert.match(await page.textContent('#status'), /\|v\| ≥ .*descending only/);
      await page.locator('#reset').click();
      await settled(page);
      assert.equal((await status_counts(page)).total, total);
    },
  },
  {
    name: 'no point passes: the page says so and offers the way out',
    async run(page, context) {
      await open(page, context, '#ascending=0&descending=0');
      assert.match(await page.textContent('#notice'), /No point here passes the filters/);
      await page.locator('#notice button').click();
      await settled(page);
      assert.equal(await page.locator('#notice').isVisible(), false);
      assert.ok((await status_counts(page)).total > 0);
    },
  },
  {
    name: 'more points than usual can be had, or fewer for a phone; the address keeps it',
    async run(page, context) {
      const asked = [];
      page.on('request', (request) => {
        const { pathname, searchParams } = new URL(request.url());
        if (pathname.endsWith('/api/v1/points')) asked.push(searchParams.get('max_pts'));
      });
      await open(page, context, '#points=50000');
      assert.equal(await page.locator('#most-points').inputValue(), '50000');
      const few = await status_counts(page);
      assert.ok(few.shown <= 50000);
      await page.selectOption('#most-points', '1000000');
      await settled(page);
      assert.deepEqual(asked, ['50000', '1000000']);
      assert.match(await page.evaluate(() => location.hash), /points=1000000/);
      const many = await status_counts(page);
      assert.equal(many.total, few.total);
      assert.ok(many.shown >= few.shown);
    },
  },
];
