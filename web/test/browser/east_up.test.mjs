// SPDX-License-Identifier: MIT
// East and Up beside the lines of sight; needs a store with L3 tiles, such as `decompose` makes.
import assert from 'node:assert/strict';
import { click_centre, filled_share, get_points, hash_of, kPatienceMs, open, screenshot, status_counts } from './support.mjs';

const needs = ({ tiles }) => tiles.some(({ component }) => component === 'U');

/** A point of the Up tile, from the middle of the store. */
async function up_cell(base_url) {
  const info = await (await fetch(`${base_url}/get_info`)).json();
  const { stem, points } = info.tiles.find(({ component }) => component === 'U');
  const answer = await get_points(base_url, {});
  return { ...answer.points.find(({ tile }) => tile === stem), cells: points };
}

export const checks = [
  {
    name: 'Up alone: each cell a diamond, coloured by its velocity',
    needs,
    async run(page, context) {
      const cell = await up_cell(context.base_url);
      const alone = '&ascending=0&descending=0&east=0';
      await open(page, context, `#${alone}`);
      assert.equal((await status_counts(page)).total, cell.cells);
      await screenshot(page, context, 'up');
      await open(page, context, hash_of(cell, 17, `${alone}&size=2`));
      const share = await filled_share(page, 60);
      assert.ok(share > 0.4 && share < 0.6, `half of its square, not ${share}`);
      await click_centre(page);
      await page.waitForSelector(`#panel [data-pid="${cell.pid}"]`, { timeout: kPatienceMs });
      assert.match(await page.textContent('#panel'), /up/i);
    },
  },
  {
    name: 'ascending, descending, East and Up of one place in one chart',
    needs,
    async run(page, context) {
      const cell = await up_cell(context.base_url);
      await open(page, context, hash_of(cell, 16, `&series=${cell.tile}/${cell.pid}`));
      await page.waitForSelector('#panel [data-pid]', { timeout: kPatienceMs });
      await page.locator('#compare').click();
      await page.waitForFunction(() => document.querySelectorAll('#panel [data-pid]').length === 4);
      const words = await page.textContent('#panel');
      for (const direction of [/ascending/i, /descending/i, /east/i, /up/i]) assert.match(words, direction);
      await screenshot(page, context, 'geometries');
    },
  },
];
