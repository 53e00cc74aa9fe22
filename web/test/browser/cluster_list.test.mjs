// SPDX-License-Identifier: MIT
// The list of clusters.
import assert from 'node:assert/strict';
import { kPatienceMs, open, screenshot, settled, status_counts, window_of } from './support.mjs';

const kRow = '#panel [data-cluster]';

function column(page, index) {
  return page.$$eval(kRow, (rows, k) => rows.map((row) => row.cells[k].textContent), index);
}

async function clusters_of({ base_url }) {
  return (await (await fetch(`${base_url}/get_clusters`)).json()).features;
}

/** West, south, east, north of a polygon or several. */
function bounds_of({ geometry }) {
  const numbers = geometry.coordinates.flat(Infinity);
  const [longitudes, latitudes] = [0, 1].map((axis) => numbers.filter((_, k) => k % 2 === axis));
  return [
    Math.min(...longitudes),
    Math.min(...latitudes),
    Math.max(...longitudes),
    Math.max(...latitudes),
  ];
}

async function open_list(page, context) {
  await open(page, context);
  await page.locator('#cluster-list').click();
  await page.waitForSelector(kRow, { timeout: kPatienceMs });
}

export const checks = [
  {
    name: 'the list of clusters holds all of them, sorts and filters',
    async run(page, context) {
      const features = await clusters_of(context);
      if (features.length === 0) return;
      await open_list(page, context);
      assert.equal(await page.locator(kRow).count(), Math.min(100, features.length));
      const sizes = (await column(page, 1)).map((text) => Number(text.replaceAll(',', '')));
      assert.deepEqual(
        sizes,
        features
          .map(({ properties }) => properties.n_points)
          .sort((a, b) => b - a)
          .slice(0, 100),
      );
      await page.locator('[data-sort=velocity]').click();
      const velocities = (await column(page, 2)).map((text) => Number(text.replace('\u2212', '-')));
      assert.deepEqual(
        velocities,
        [...velocities].sort((a, b) => a - b),
        'the fastest sinking first',
      );
      assert.equal(await page.getAttribute('th[aria-sort]', 'aria-sort'), 'ascending');
      const least = sizes[Math.floor(sizes.length / 2)];
      await page.locator('#cluster-points').fill(String(least));
      const wanted = features.filter(({ properties }) => properties.n_points >= least).length;
      await page.waitForFunction(
        ([row, count]) => document.querySelectorAll(row).length === count,
        [kRow, Math.min(100, wanted)],
      );
      assert.match(await page.textContent('#panel .clusters .count'), new RegExp(`^${wanted}`));
    },
  },
  {
    name: 'a chosen cluster is flown to and told in figures; its mean series is that of the server',
    async run(page, context) {
      const [feature] = await clusters_of(context);
      if (!feature) return;
      const id = feature.properties.cluster_id;
      await open_list(page, context);
      await page.locator(`[data-cluster="${id}"] .choose`).click();
      await page.waitForSelector('#panel .detail canvas', { timeout: kPatienceMs });
      await page.waitForTimeout(900); // the flight
      await settled(page);
      const there = await window_of(page);
      const [west, south, east, north] = bounds_of(feature);
      assert.ok(there.longitude > west && there.longitude < east, `${there.longitude} in ${west} to ${east}`);
      assert.ok(there.latitude > south && there.latitude < north, `${there.latitude} in ${south} to ${north}`);
      assert.equal(await page.textContent('#panel .detail h3'), id);
      assert.match(await page.evaluate(() => location.hash), new RegExp(`cluster_series=${id}`));
      const { groups } = await (
        await fetch(`${context.base_url}/api/v1/cluster_series?cluster=${id}`)
      ).json();
      assert.equal(await page.locator('#panel .rates li').count(), groups.length);
      await screenshot(page, context, 'cluster_list');
      await page.locator('#only-cluster').check();
      await settled(page);
      assert.equal((await status_counts(page)).shown, feature.properties.n_points);
    },
  },
];
