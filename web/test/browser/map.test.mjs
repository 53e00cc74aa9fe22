// SPDX-License-Identifier: MIT
// The map: basemap, shapes of points, moving.
import assert from 'node:assert/strict';
import { filled_corners, get_points, hash_of, lonely_point, open, settled, summary_of, window_of } from './support.mjs';

export const checks = [
  {
    name: 'the basemap is drawn',
    async run(page, context) {
      await open(page, context, '#map=5/45/12');
      await page.waitForFunction(
        () => performance.getEntriesByName(new URL('basemap.json', location.href).href).length,
      );
      await page.waitForTimeout(300);
      const { share, hues } = await summary_of(page, '.basemap-canvas');
      assert.ok(share > 0.3 && share < 0.95, `land on ${share} of the map`);
      assert.ok(hues >= 2, 'land and borders differ');
    },
  },
  {
    name: 'ascending points are circles and descending points are squares',
    async run(page, context) {
      const { points } = await get_points(context.base_url, {});
      await open(page, context, hash_of(lonely_point(points, 'A'), 18));
      assert.equal(await filled_corners(page), 0, 'a circle has no filled corner');
      await open(page, context, hash_of(lonely_point(points, 'D'), 18));
      assert.equal(await filled_corners(page), 4, 'a square has four');
    },
  },
  {
    name: 'dragging the map moves the window, asks again and keeps the address',
    async run(page, context) {
      await open(page, context);
      const before = await window_of(page);
      const map = await page.locator('#map').boundingBox();
      await page.mouse.move(map.x + 300, map.y + 300);
      await page.mouse.down();
      await page.mouse.move(map.x + 420, map.y + 360, { steps: 6 });
      await page.waitForTimeout(300); // no momentum
      await page.mouse.up();
      await settled(page);
      const after = await window_of(page);
      assert.equal(after.zoom, before.zoom);
      assert.ok(after.longitude < before.longitude && after.latitude > before.latitude);
      await open(page, context, await page.evaluate(() => location.hash));
      assert.deepEqual(await window_of(page), after);
    },
  },
];
