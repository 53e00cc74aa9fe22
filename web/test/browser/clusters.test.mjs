// SPDX-License-Identifier: MIT
// Cluster polygons.
import assert from 'node:assert/strict';
import { hash_of, kPatienceMs, open, screenshot, settled, summary_of } from './support.mjs';

export const checks = [
  {
    name: 'clusters are drawn when they are switched on, and a click tells their id',
    async run(page, context) {
      const info = await (await fetch(`${context.base_url}/get_info`)).json();
      await open(page, context);
      if (!info.has_clusters) {
        assert.equal(await page.locator('#clusters').isDisabled(), true);
        return;
      }
      assert.equal(await page.locator('.clusters-canvas').count(), 0);
      await page.locator('#clusters').check();
      await page.waitForSelector('.clusters-canvas', { timeout: kPatienceMs, state: 'attached' });
      await settled(page);
      assert.ok((await summary_of(page, '.clusters-canvas')).drawn > 50, 'polygons are drawn');
      await screenshot(page, context, 'clusters');
      await click_on_a_cluster(page, context);
      await page.locator('#clusters').uncheck();
      await page.waitForSelector('.clusters-canvas', { state: 'detached', timeout: kPatienceMs });
    },
  },
];

async function click_on_a_cluster(page, context) {
  // Without points in the way every click inside a polygon is a click on it.
  const { features } = await (await fetch(`${context.base_url}/get_clusters`)).json();
  const { geometry, properties } = features[0];
  const ring = geometry.type === 'Polygon' ? geometry.coordinates[0] : geometry.coordinates[0][0];
  const middle = (axis) =>
    ring.slice(1).reduce((sum, position) => sum + position[axis], 0) / (ring.length - 1);
  const place = { longitude: middle(0), latitude: middle(1) };
  await open(page, context, hash_of(place, 16, '&ascending=0&descending=0&clusters=1'));
  await page.waitForSelector('.clusters-canvas', { timeout: kPatienceMs, state: 'attached' });
  await settled(page);
  const map = await page.locator('#map').boundingBox();
  await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
  const words = await page.locator('.polygon-popup').textContent({ timeout: kPatienceMs });
  const ids = features.map((feature) => feature.properties.cluster_id);
  assert.ok(
    ids.some((id) => words.includes(id)),
    `${words} names a cluster, such as ${properties.cluster_id}`,
  );
  await page.keyboard.press('Escape');
}
