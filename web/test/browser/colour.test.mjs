// SPDX-License-Identifier: MIT
// What colours mean.
import assert from 'node:assert/strict';
import { open, screenshot, settled, status_counts, summary_of } from './support.mjs';

export const checks = [
  {
    name: 'colouring by class changes the picture and counts the classes',
    async run(page, context) {
      await open(page, context);
      const by_velocity = await summary_of(page, '.points-canvas');
      await page.locator('label:has(#colour-class)').click();
      await settled(page);
      const by_class = await summary_of(page, '.points-canvas');
      assert.notEqual(by_class.digest, by_velocity.digest);
      assert.equal(by_class.drawn, by_velocity.drawn, 'the same points in other colours');
      const counts = await page.locator('#legend .classes .count').allTextContents();
      const sum = counts.reduce((total, text) => total + Number(text.replaceAll(',', '')), 0);
      assert.equal(sum, (await status_counts(page)).shown);
      await screenshot(page, context, 'class');
    },
  },
];
