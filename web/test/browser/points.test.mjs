// SPDX-License-Identifier: MIT
// How points are drawn: the graphics card and the processor draw the same picture.
import assert from 'node:assert/strict';
import { open, screenshot, settled } from './support.mjs';

/** Every pixel of the points as one text of numbers: compared in the page, for millions travel slowly. */
async function picture(page, context, hash, renderer) {
  await open(page, context, hash, `?renderer=${renderer}`);
  assert.equal(await page.getAttribute('.points-canvas', 'data-renderer'), renderer);
  await page.evaluate((name) => {
    const canvas = document.querySelector('.points-canvas');
    const copy = document.createElement('canvas');
    copy.width = canvas.width;
    copy.height = canvas.height;
    copy.getContext('2d').drawImage(canvas, 0, 0);
    sessionStorage.setItem(name, copy.toDataURL()); // PNG loses nothing
  }, renderer);
}

/** Number of pixels, of drawn ones, and of those that differ between the two kept pictures. */
function compared(page) {
  return page.evaluate(async () => {
    const pixels = async (name) => {
      const image = new Image();
      image.src = sessionStorage.getItem(name);
      await image.decode();
      const copy = document.createElement('canvas');
      copy.width = image.width;
      copy.height = image.height;
      const context = copy.getContext('2d');
      context.drawImage(image, 0, 0);
      return new Uint32Array(context.getImageData(0, 0, copy.width, copy.height).data.buffer);
    };
    const [one, other] = [await pixels('webgl'), await pixels('worker')];
    let [different, drawn, others] = [0, 0, 0];
    for (let i = 0; i < one.length; ++i) {
      if (one[i] !== other[i]) different += 1;
      if (one[i] >>> 24) drawn += 1;
      if (other[i] >>> 24) others += 1;
    }
    return { size: one.length, same_size: one.length === other.length, drawn, others, different };
  });
}

export const checks = [
  {
    name: 'the graphics card and the processor draw the same picture, pixel by pixel',
    /** Software WebGL; reading pixels back makes the driver complain. */
    browser: 'webgl',
    async run(page, context) {
      await open(page, context);
      const { hash } = new URL(page.url());
      const [zoom, latitude, longitude] = /map=([\d./-]+)/.exec(hash)[1].split('/').map(Number);
      const places = [zoom, zoom + 2, zoom + 5].map((z) => `#map=${z}/${latitude}/${longitude}`);
      places.push(`${places[1]}&colour=class`, `${places[2]}&scale=roma&stretch=very_fine&size=1.75`);
      for (const place of places) {
        await picture(page, context, place, 'webgl');
        await picture(page, context, place, 'worker');
        const { size, same_size, drawn, others, different } = await compared(page);
        console.log(`figure  ${place}: ${drawn} and ${others} of ${size} pixels drawn, ${different} differ`);
        assert.ok(same_size && drawn > 0);
        assert.equal(different, 0, place);
      }
      await screenshot(page, context, 'points_close');
    },
  },
  {
    name: 'without a graphics card the points are drawn in a Worker',
    async run(page, context) {
      await open(page, context);
      assert.equal(await page.getAttribute('.points-canvas', 'data-renderer'), 'worker');
    },
  },
  {
    name: 'colours, sizes and filters change without asking the server again',
    async run(page, context) {
      await open(page, context);
      const asked = [];
      page.on('request', (request) => {
        if (request.url().includes('/api/')) asked.push(request.url());
      });
      await page.selectOption('#colour', 'coherence');
      await page.selectOption('#scale', 'roma');
      await page.locator('#point-size').fill('2');
      await page.locator('#coherence').fill('0.5');
      await page.locator('#ascending').uncheck();
      await settled(page);
      await page.locator('#ascending').check();
      await page.locator('#coherence').fill('0');
      await settled(page);
      assert.deepEqual(asked, []);
    },
  },
];
