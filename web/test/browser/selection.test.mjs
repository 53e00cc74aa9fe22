// SPDX-License-Identifier: MIT
// What is known of an area and along a line.
import assert from 'node:assert/strict';
import { downloaded } from './series.test.mjs';
import { get_points, kPatienceMs, lonely_point, open, screenshot, settled, summary_of } from './support.mjs';

/** A square around the middle of all points, and the points in it. */
async function middle(context) {
  const { points } = await get_points(context.base_url, {});
  const sorted = (key) => points.map((point) => point[key]).sort((a, b) => a - b);
  const [longitude, latitude] = ['longitude', 'latitude'].map(
    (key) => sorted(key)[Math.floor(points.length / 2)],
  );
  const box = {
    min_lon: longitude - 0.01,
    min_lat: latitude - 0.007,
    max_lon: longitude + 0.01,
    max_lat: latitude + 0.007,
  };
  const place = `map=14/${latitude.toFixed(5)}/${longitude.toFixed(5)}`;
  return { box, place, points: (await get_points(context.base_url, box)).points };
}

function hash_of_box({ min_lon, min_lat, max_lon, max_lat }, place, more = '') {
  return `#${place}&selection=rectangle:${[min_lon, min_lat, max_lon, max_lat].map((x) => x.toFixed(6))}&panel=selection${more}`;
}

export const checks = [
  {
    name: 'an area is told by its count, mean series, class shares and histogram',
    async run(page, context) {
      const { box, place } = await middle(context);
      await open(page, context, hash_of_box(box, place));
      await page.waitForSelector('#panel .area-figures', { timeout: kPatienceMs });
      const query = new URLSearchParams(Object.entries(box).map(([name, value]) => [name, value.toFixed(6)]));
      const answer = await (await fetch(`${context.base_url}/api/v1/selection?${query}`)).json();
      assert.match(
        await page.textContent('#panel .area-figures'),
        new RegExp(`^${answer.count.toLocaleString('en-GB')} points`),
      );
      const classes = await page.$$eval('#panel .shares li', (items) =>
        items.map((item) => item.dataset.class),
      );
      assert.deepEqual(
        classes,
        answer.classes.map((each) => each.class),
      );
      assert.equal(await page.locator('#panel .histogram rect').count(), answer.histogram.counts.length);
      assert.equal(await page.locator('#panel .groups tbody tr').count(), answer.groups.length);
      await settled(page);
      assert.ok((await summary_of(page, '#page-selection canvas')).drawn > 2000, 'the mean series are drawn');
      await screenshot(page, context, 'selection');
      await page.locator('#page-selection').getByRole('button', { name: 'Export' }).first().click();
      const csv = await downloaded(page, () => page.getByRole('menuitem', { name: 'CSV' }).first().click());
      const [, , head, first] = csv.bytes.toString().split('\n');
      assert.match(head, /^date,.*mean /);
      assert.match(first, /^\d{4}-\d\d-\d\d,/);
    },
  },
  {
    name: 'an area without points says so',
    async run(page, context) {
      await open(page, context);
      const { place } = await middle(context);
      await open(page, context, hash_of_box({ min_lon: -40, min_lat: 40, max_lon: -39, max_lat: 41 }, place));
      await page.waitForFunction(() =>
        /No point that passes/.test(document.querySelector('#page-selection').textContent),
      );
    },
  },
  {
    name: 'a profile along a line: position against velocity, and against time',
    async run(page, context) {
      const { box, place } = await middle(context);
      const line = [box.min_lon, box.min_lat, box.max_lon, box.max_lat].map((x) => x.toFixed(6));
      await open(page, context, `#${place}&selection=line:${line}&panel=selection`);
      await page.waitForSelector('#page-selection .key li', { timeout: kPatienceMs });
      assert.match(await page.textContent('#page-selection .content:not([hidden]) .list'), /km long|m long/);
      await settled(page);
      assert.ok((await summary_of(page, '#page-selection .chart canvas')).drawn > 500);
      await screenshot(page, context, 'profile');
      await page.locator('#profile-view').selectOption('time');
      await page.waitForSelector('#page-selection .heat-map canvas', { timeout: kPatienceMs });
      assert.ok(
        (await summary_of(page, '#page-selection .heat-map canvas')).hues > 3,
        'colours by displacement',
      );
      await screenshot(page, context, 'profile_in_time');
    },
  },
  {
    name: 'against a reference the series loses the reference series, and the map its velocity',
    async run(page, context) {
      const { points } = await get_points(context.base_url, {});
      const point = lonely_point(points, 'A');
      const other = points.find((each) => each.tile === point.tile && each !== point);
      const reference = `&reference=point:${other.longitude.toFixed(6)},${other.latitude.toFixed(6)},${other.tile}/${other.pid}`;
      await open(
        page,
        context,
        `#map=16/${point.latitude}/${point.longitude}&series=${point.tile}/${point.pid}${reference}`,
      );
      await page.waitForSelector('#panel .remark', { timeout: kPatienceMs });
      assert.match(await page.textContent('#panel .remark'), /Relative to the reference/);
      await page.getByRole('button', { name: 'Export' }).click();
      const csv = await downloaded(page, () => page.getByRole('menuitem', { name: 'CSV' }).click());
      const [of_point, of_other] = await Promise.all(
        [point, other].map(async ({ pid }) =>
          (await fetch(`${context.base_url}/get_timeseries?pid=${pid}`)).json(),
        ),
      );
      const rows = csv.bytes
        .toString()
        .split('\n')
        .filter((row) => /^\d{4}/.test(row))
        .map((row) => row.split(','));
      assert.ok(rows.length > 10);
      for (const [date, value] of rows) {
        const i = of_point.dates.indexOf(date);
        const expected = of_point.values[i] - of_other.values[of_other.dates.indexOf(date)];
        assert.ok(Math.abs(Number(value) - expected) < 1e-3, `${date}: ${value}, ${expected}`);
      }
    },
  },
];
