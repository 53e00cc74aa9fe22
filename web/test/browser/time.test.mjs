// SPDX-License-Identifier: MIT
// The time slider: displacements at a date. The answers of the server are made here, so that each date has its own.
import assert from 'node:assert/strict';
import { get_points, kPatienceMs, lonely_point, open, screenshot, settled, summary_of } from './support.mjs';

const kDates = ['2020-01-05', '2021-01-05', '2022-01-05', '2023-01-05'];

/** An answer of /api/v1/displacements for the points of /api/v1/points: -20 mm from each date to the next. */
async function displacements(url) {
  const question = new URL(url);
  const asked = Object.fromEntries(question.searchParams);
  question.pathname = '/api/v1/points';
  for (const name of ['from', 'to', 'frames']) question.searchParams.delete(name);
  const body = await (await fetch(question)).arrayBuffer();
  const [, , header_bytes, count] = new Uint32Array(body, 0, 4);
  const header = JSON.parse(Buffer.from(body, 16, header_bytes).toString());
  const taken = (name, bytes) => {
    const { offset } = header.columns.find((column) => column.name === name);
    return Buffer.from(body, offset, bytes * count);
  };
  const columns = [['row', taken('row', 4)], ['tile', taken('tile', 2)]];
  kDates.forEach((_, k) => columns.push([`frame_${k}`, Buffer.from(new Int16Array(count).fill(-200 * k).buffer)]));
  return { asked, answer: written({ ...header, dates: kDates }, columns, count) };
}

function written(header, columns, count) {
  const header_bytes = 4096;
  let offset = 16 + header_bytes;
  const places = columns.map(([name, bytes]) => {
    const place = { name, offset };
    offset += Math.ceil(bytes.length / 4) * 4;
    return place;
  });
  const body = Buffer.alloc(offset);
  body.write('PLPT');
  [1, header_bytes, count].forEach((number, k) => body.writeUInt32LE(number, 4 + 4 * k));
  body.write(JSON.stringify({ ...header, columns: places }).padEnd(header_bytes), 16);
  columns.forEach(([, bytes], k) => bytes.copy(body, places[k].offset));
  return body;
}

/** Answers all questions for displacements; gives the list that they are kept in. */
async function answer_displacements(page) {
  const questions = [];
  await page.route('**/api/v1/displacements**', async (route) => {
    const { asked, answer } = await displacements(route.request().url());
    questions.push(asked);
    await route.fulfill({ contentType: 'application/vnd.plumbline.points', body: answer });
  });
  return questions;
}

export const checks = [
  {
    name: 'the time slider shows the displacement at a date, plays, and is restored by the address',
    async run(page, context) {
      const questions = await answer_displacements(page);
      await open(page, context);
      assert.equal(await page.locator('#time').isVisible(), false);
      await page.selectOption('#colour', 'displacement');
      await page.waitForSelector('#time-at:enabled', { timeout: kPatienceMs });
      assert.equal(questions[0].frames, '60');
      assert.match(questions[0].from, /^\d{4}-\d\d-\d\d$/);
      assert.equal(await page.textContent('#time output'), '5 Jan 2023');
      await settled(page);
      const last = await summary_of(page, '.points-canvas');
      await page.locator('#time-at').fill('0');
      await settled(page);
      assert.equal(await page.textContent('#time output'), '5 Jan 2020');
      const first = await summary_of(page, '.points-canvas');
      assert.notEqual(first.digest, last.digest);
      assert.equal(questions.length, 1, 'a date is no question');
      await screenshot(page, context, 'time');
      await page.locator('#time-play').click();
      await page.waitForFunction(() => document.querySelector('#time output').textContent === '5 Jan 2023');
      await page.locator('#time-play').click();
      await page.locator('#time-at').fill('1'); // taken in hand, it stops
      await page.waitForTimeout(500);
      assert.equal(await page.textContent('#time output'), '5 Jan 2021');
      await page.waitForTimeout(300);
      await open(page, context, await page.evaluate(() => location.hash));
      await page.waitForSelector('#time-at:enabled', { timeout: kPatienceMs });
      assert.equal(await page.textContent('#time output'), '5 Jan 2021');
    },
  },
  {
    name: 'against a reference the points of the slider lose what the reference has moved',
    async run(page, context) {
      const questions = await answer_displacements(page);
      const at = ({ latitude, longitude }, more) => `#map=16/${latitude}/${longitude}&colour=displacement${more}`;
      const point = lonely_point((await get_points(context.base_url, {})).points, 'A');
      const name = `${point.longitude.toFixed(6)},${point.latitude.toFixed(6)},${point.tile}/${point.pid}`;
      const shown = async (more) => {
        await open(page, context, at(point, `&descending=0&east=0&up=0${more}`));
        await page.waitForSelector('#time-at:enabled', { timeout: kPatienceMs });
        await page.waitForTimeout(500); // the reference is asked for
        await settled(page);
        return (await summary_of(page, '.points-canvas')).digest;
      };
      const last = await shown('');
      const first = await shown(`&at=${kDates[0]}`);
      questions.length = 0;
      const relative = await shown(`&reference=point:${name}`);
      assert.notEqual(last, first);
      assert.equal(relative, first, 'all have moved as the reference has: that is 0 mm');
      const days = new Set(questions.map(({ from, to }) => `${from} ${to}`));
      assert.equal(days.size, 1, 'the reference is asked for the same window of time');
    },
  },
];
