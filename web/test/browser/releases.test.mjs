// SPDX-License-Identifier: MIT
// A store that holds the same points in two releases.
import assert from 'node:assert/strict';
import { get_points, open, screenshot, settled, status_counts } from './support.mjs';

const needs = ({ datasets }) => datasets.some(({ usual }) => !usual);

export const checks = [
  {
    name: 'the map shows the newest release; another one is chosen from a list and kept in the address',
    needs,
    async run(page, context) {
      const info = await (await fetch(`${context.base_url}/get_info`)).json();
      const older = info.datasets.find(({ usual }) => !usual).release;
      await open(page, context);
      assert.equal((await status_counts(page)).total, info.points);
      assert.match(await page.textContent('#release option:first-child'), /newest \(\d{4}_\d{4}\)/);
      await screenshot(page, context, 'releases');
      const asked = page.waitForRequest((request) => request.url().includes(`release=${older}`));
      await page.selectOption('#release', older);
      await asked;
      await settled(page);
      assert.match(await page.evaluate(() => location.hash), new RegExp(`release=${older}`));
      const expected = await get_points(context.base_url, { release: older });
      assert.equal((await status_counts(page)).total, expected.total);
    },
  },
];
