// SPDX-License-Identifier: MIT
// What colours mean: the choice of property, scale and range, and the legend that explains them.
import assert from 'node:assert/strict';
import { open, screenshot, settled, status_counts, summary_of } from './support.mjs';

async function class_counts(page) {
  const counts = await page.locator('#legend .classes .count').allTextContents();
  return counts.map((text) => Number(text.replaceAll(',', '')));
}

export const checks = [
  {
    name: 'colouring by class changes the picture and counts the classes',
    async run(page, context) {
      await open(page, context);
      const by_velocity = await summary_of(page, '.points-canvas');
      await page.selectOption('#colour', 'class');
      await settled(page);
      const by_class = await summary_of(page, '.points-canvas');
      assert.notEqual(by_class.digest, by_velocity.digest);
      assert.equal(by_class.drawn, by_velocity.drawn, 'the same points in other colours');
      const sum = (await class_counts(page)).reduce((total, count) => total + count, 0);
      assert.equal(sum, (await status_counts(page)).shown);
      await screenshot(page, context, 'class');
    },
  },
  {
    name: 'a class that is switched off in the legend leaves the map and keeps its count',
    async run(page, context) {
      await open(page, context, '#colour=class');
      const before = await status_counts(page);
      const counts = await class_counts(page);
      await page.locator('[data-class="stable"]').uncheck();
      await settled(page);
      const stable = counts[0];
      assert.ok(stable > 0);
      assert.equal((await status_counts(page)).shown, before.shown - stable);
      assert.deepEqual(await class_counts(page), counts);
      assert.match(await page.textContent('#status'), /without stable/);
      await page.locator('[data-class="stable"]').check();
      await settled(page);
      assert.equal((await status_counts(page)).shown, before.shown);
    },
  },
  {
    name: 'each property that points have gives another picture, scales and ranges as well',
    async run(page, context) {
      await open(page, context);
      const seen = new Set();
      const look = async () => {
        await settled(page);
        seen.add((await summary_of(page, '.points-canvas')).digest);
      };
      for (const by of ['velocity', 'coherence', 'height', 'flags', 'cluster']) {
        await page.selectOption('#colour', by);
        await look();
      }
      await page.selectOption('#colour', 'velocity');
      for (const scale of ['roma', 'vik']) {
        await page.selectOption('#scale', scale);
        await look();
      }
      for (const range of ['very_fine', 'coarse', 'percentiles']) {
        await page.selectOption('#range', range);
        await look();
      }
      assert.equal(seen.size, 10);
      await screenshot(page, context, 'vik_percentiles');
    },
  },
  {
    name: 'the histogram counts what is in view, and a drag over it filters by velocity',
    async run(page, context) {
      await open(page, context);
      const { total } = await status_counts(page);
      const label = await page.getAttribute('#legend .histogram', 'aria-label');
      assert.match(label, new RegExp(`Histogram of ${total.toLocaleString('en-GB')} points`));
      assert.match(await page.textContent('#legend'), /no significant motion/);
      const { x, y, width, height } = await page.locator('#legend .histogram').boundingBox();
      await page.mouse.move(x + width * 0.05, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(x + width * 0.4, y + height / 2, { steps: 5 });
      await page.mouse.up();
      await settled(page);
      const filtered = await status_counts(page);
      assert.ok(filtered.shown < total && filtered.shown > 0, `${filtered.shown} of ${total}`);
      assert.match(await page.textContent('#status'), /v \u22129 to \u22122 mm\/yr/);
      await screenshot(page, context, 'brushed');
      await page.mouse.click(x + width / 2, y + height / 2);
      await settled(page);
      assert.equal((await status_counts(page)).shown, total, 'a click shows all again');
    },
  },
  {
    name: 'the address restores property, scale and range',
    async run(page, context) {
      await open(page, context, '#colour=coherence&scale=roma&stretch=medium');
      const before = await summary_of(page, '.points-canvas');
      await open(page, context, new URL(page.url()).hash);
      assert.equal(await page.inputValue('#colour'), 'coherence');
      assert.equal(await page.inputValue('#scale'), 'roma');
      assert.equal(await page.inputValue('#range'), 'medium');
      assert.equal((await summary_of(page, '.points-canvas')).digest, before.digest);
    },
  },
  {
    name: 'icons of flags are drawn on demand and explained',
    async run(page, context) {
      await open(page, context);
      assert.equal(await page.locator('.flags-canvas').count(), 0);
      assert.equal(await page.getByText('Noisy trend').filter({ visible: true }).count(), 0);
      await page.locator('#flag-icons').check();
      await settled(page);
      assert.ok((await summary_of(page, '.flags-canvas')).drawn > 200);
      assert.ok(await page.locator('#legend').getByText('Noisy trend').isVisible());
      await screenshot(page, context, 'flag_icons');
      await page.locator('#flag-icons').uncheck();
      assert.equal(await page.locator('.flags-canvas').count(), 0);
    },
  },
];
