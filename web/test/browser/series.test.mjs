// SPDX-License-Identifier: MIT
// The panel of series.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import {
  click_centre,
  get_points,
  hash_of,
  judge,
  kPatienceMs,
  lonely_point,
  open,
  place_on_map,
  screenshot,
  settled,
  summary_of,
} from './support.mjs';

/** Opens the page with the series of points, and waits until they are drawn. */
export async function open_series(page, context, points, more = '', zoom = 16) {
  const names = points.map(({ tile, pid }) => `${tile}/${pid}`).join(',');
  await open(page, context, hash_of(points[0], zoom, `&series=${names}${more}`));
  await page.waitForFunction(
    (count) => document.querySelectorAll('#panel [data-pid]').length === count,
    points.length,
    { timeout: kPatienceMs },
  );
  await settled(page);
}

async function lonely(context, orbit) {
  return lonely_point((await get_points(context.base_url, {})).points, orbit);
}

function picture(page) {
  return summary_of(page, '#panel canvas');
}

export async function downloaded(page, action) {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: kPatienceMs }), action()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

async function export_as(page, name) {
  await page.getByRole('button', { name: 'Export' }).click();
  return downloaded(page, () => page.getByRole('menuitem', { name }).click());
}

export const checks = [
  {
    name: 'a click opens the series of a point, Ctrl+click adds another, Esc closes',
    async run(page, context) {
      const { points } = await get_points(context.base_url, {});
      const point = lonely_point(points, 'A');
      await open(page, context, hash_of(point, 17));
      await click_centre(page);
      await page.waitForSelector(`#panel [data-pid="${point.pid}"]`, { timeout: kPatienceMs });
      assert.match(
        await page.getAttribute('#panel .chart', 'aria-label'),
        new RegExp(`${point.pid}: \\d+ values`),
      );
      await settled(page);
      assert.ok((await picture(page)).drawn > 2000, 'the series is drawn');
      await check_values(page, context, point);
      await add_a_second_series(page, point, points);
      await screenshot(page, context, 'series');
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('#panel').isVisible(), false);
    },
  },
  {
    name: 'a finger opens a series although it is not quite on the point',
    touch: true,
    async run(page, context) {
      const point = await lonely(context, 'A');
      await open(page, context, hash_of(point, 18));
      const { at } = await place_on_map(page);
      const { x, y } = at(point);
      await page.touchscreen.tap(x + 12, y);
      await page.waitForSelector(`#panel [data-pid="${point.pid}"]`, { timeout: kPatienceMs });
    },
  },
  {
    name: 'the keyboard alone opens a series, reads its values and zooms',
    async run(page, context) {
      const point = await lonely(context, 'D');
      await open(page, context, hash_of(point, 18));
      await page.locator('#map').focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector(`#panel [data-pid="${point.pid}"]`, { timeout: kPatienceMs });
      await page.locator('#page-series .chart').focus();
      await page.keyboard.press('ArrowRight');
      const { dates } = await (await fetch(`${context.base_url}/get_timeseries?pid=${point.pid}`)).json();
      const read = () => page.textContent('#panel .series .value');
      assert.match(
        await read(),
        new RegExp(`${Number(dates[0].slice(8))} \\w{3} ${dates[0].slice(0, 4)}: .* mm`),
      );
      const first = await read();
      await page.keyboard.press('Shift+ArrowRight');
      assert.notEqual(await read(), first);
      await settled(page);
      const before = await picture(page);
      await page.keyboard.press('+');
      await settled(page);
      assert.notEqual((await picture(page)).digest, before.digest);
    },
  },
  {
    name: 'the wheel zooms the chart, a drag moves it, and Fit brings all of it back',
    async run(page, context) {
      await open_series(page, context, [await lonely(context, 'A')]);
      const whole = await picture(page);
      const box = await page.locator('#panel .u-over').boundingBox();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      for (const key of [null, 'Shift', 'Control']) {
        if (key) await page.keyboard.down(key);
        await page.mouse.wheel(0, -240);
        if (key) await page.keyboard.up(key);
        await page.mouse.move(box.x + 5, box.y + 5);
        await settled(page);
        assert.notEqual((await picture(page)).digest, whole.digest, `wheel with ${key}`);
        await page.locator('#fit-chart').click();
        await settled(page);
        assert.equal((await picture(page)).digest, whole.digest, `Fit after the wheel with ${key}`);
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      }
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2 + 90, box.y + box.height / 2 + 20, { steps: 5 });
      await page.mouse.up();
      await settled(page);
      assert.notEqual((await picture(page)).digest, whole.digest, 'a drag moves');
    },
  },
  {
    name: 'ten series have ten colours and ten markers; an eleventh is refused in words',
    async run(page, context) {
      const { points } = await get_points(context.base_url, {});
      await open_series(page, context, points.slice(0, 10));
      const marks = await page.$$eval('#panel .series .marker path', (paths) =>
        paths.map((path) => [path.getAttribute('fill'), path.getAttribute('d')]),
      );
      assert.equal(new Set(marks.map(([colour]) => colour)).size, 10);
      assert.equal(new Set(marks.map(([, shape]) => shape)).size, 10);
      await screenshot(page, context, 'series_ten');
      const { map, at } = await place_on_map(page);
      const eleventh = points
        .slice(10)
        .map(at)
        .find(
          ({ x, y }) => x > map.x + 80 && x < map.x + 700 && y > map.y + 20 && y < map.y + map.height - 40,
        );
      await page.keyboard.down('Shift');
      await page.mouse.click(eleventh.x, eleventh.y);
      await page.keyboard.up('Shift');
      await page.waitForFunction(() =>
        /At most 10/.test(document.querySelector('#panel .message').textContent),
      );
    },
  },
  {
    name: 'the address restores series, model and residuals',
    async run(page, context) {
      const point = await lonely(context, 'A');
      await open_series(page, context, [point], '&fit=egms&residuals=1');
      assert.equal(await page.locator('#fit').inputValue(), 'egms');
      assert.equal(await page.locator('#residuals').isChecked(), true);
      assert.match(await page.evaluate(() => location.hash), /series=[^&]+&fit=egms&residuals=1/);
      await screenshot(page, context, 'series_residuals');
    },
  },
  {
    name: 'CSV, SVG and PNG hold what the chart shows',
    async run(page, context) {
      const points = [await lonely(context, 'A'), await lonely(context, 'D')];
      await open_series(page, context, points, '&fit=seasonal');
      const csv = await export_as(page, 'CSV');
      assert.equal(csv.name, `plumbline_${points[0].pid}_${points[1].pid}.csv`);
      const rows = csv.bytes
        .toString()
        .split('\n')
        .filter((row) => row && !row.startsWith('#'));
      assert.equal(rows[0], `date,${points.map(({ pid, tile }) => `${pid} ${tile}`).join(',')}`);
      const series = await (await fetch(`${context.base_url}/get_timeseries?pid=${points[0].pid}`)).json();
      const found = rows
        .slice(1)
        .map((row) => row.split(','))
        .filter(([, value]) => value !== '');
      assert.deepEqual(
        found.map(([date, value]) => [date, Number(value)]),
        series.dates
          .map((date, i) => [date, series.values[i]])
          .filter(([, value]) => value !== null)
          .map(([date, value]) => [date, value + 0]), // -0.0 is 0
      );
      const svg = (await export_as(page, 'SVG')).bytes.toString();
      assert.match(svg, new RegExp(points[0].pid));
      assert.match(svg, /Copernicus/);
      const png = (await export_as(page, 'PNG')).bytes;
      assert.deepEqual([...png.subarray(1, 4)].map((code) => String.fromCharCode(code)).join(''), 'PNG');
      assert.ok(png.readUInt32BE(16) >= 1900, 'wide enough for print');
    },
  },
  {
    name: 'properties are told in words, with no velocity more certain than 0.7 mm/yr',
    async run(page, context) {
      const point = await lonely(context, 'A');
      await open_series(page, context, [point]);
      const words = await page.textContent('#panel .facts dl');
      assert.match(
        words,
        /Motion(Moves (away from|towards) the satellite|No significant motion) \([+−]?\d+\.\d ± (0\.[7-9]|[1-9])/,
      );
      assert.match(words, /ascending pass, seen from the (west|east), \d+° off the vertical/);
      assert.match(words, /Height/);
    },
  },
  {
    name: 'figure: from a click to the drawn series',
    async run(page, context) {
      const { points } = await get_points(context.base_url, {});
      await open(page, context, hash_of(lonely_point(points, 'A'), 15));
      const { map, at } = await place_on_map(page);
      const places = points
        .map(at)
        .filter(({ x, y }) => x > map.x + 60 && x < map.x + 700 && y > map.y + 20 && y < map.y + 300);
      const times = await click_times(page, places, 40);
      const idle = await idle_times(page, times.length);
      const [p95, idle_p95] = [percentile(times, 0.95), percentile(idle, 0.95)];
      console.log(
        `figure click to series: median ${percentile(times, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms (budget 150 ms) ` +
          `of ${times.length}; two frames and an empty answer: p95 ${idle_p95.toFixed(0)} ms`,
      );
      assert.ok(times.length >= 20, `${times.length} points found`);
      judge(context, 'click to series, p95', p95, 150);
    },
  },
];

/** A click on one place after another: milliseconds until the frame after another series came. */
function click_times(page, places, most) {
  return page.evaluate(
    async ([wanted, count]) => {
      const map = document.querySelector('#map');
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));
      const shown = () => document.querySelector('#panel [data-pid]')?.dataset.pid;
      const times = [];
      for (const { x, y } of wanted) {
        if (times.length === count) break;
        const at = { clientX: x, clientY: y, bubbles: true, view: window };
        await frame();
        const before = shown();
        const start = performance.now();
        for (const kind of ['mousedown', 'mouseup', 'click']) map.dispatchEvent(new MouseEvent(kind, at));
        while (shown() === before && performance.now() - start < 1000) await frame();
        if (shown() === before) continue; // the same point again
        await frame();
        times.push(performance.now() - start);
      }
      return times;
    },
    [places, most],
  );
}

/** What the machine needs when nothing is to be done: two frames and the smallest answer of the server. */
function idle_times(page, count) {
  return page.evaluate(async (wanted) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));
    const times = [];
    while (times.length < wanted) {
      await frame();
      const start = performance.now();
      await (await fetch('health')).text();
      await frame();
      await frame();
      times.push(performance.now() - start);
    }
    return times;
  }, count);
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
}

/** The table of values, opened on demand, holds what /get_timeseries says. */
async function check_values(page, { base_url }, point) {
  const series = await (await fetch(`${base_url}/get_timeseries?pid=${point.pid}`)).json();
  await page.locator('#panel .table-of-values summary').first().click();
  await page.waitForSelector('#panel .values tbody tr', { timeout: kPatienceMs });
  const rows = await page.$$eval('#panel .values tbody tr', (found) =>
    found.map((row) => [...row.cells].map((cell) => cell.textContent)),
  );
  assert.equal(rows.length, series.dates.length);
  rows.forEach(([date, value], i) => {
    assert.equal(date, series.dates[i]);
    if (series.values[i] === null) assert.equal(value, '–');
    else assert.equal(Number(value.replace('\u2212', '-')), Number(series.values[i].toFixed(1)));
  });
}

async function add_a_second_series(page, first, points) {
  const { map, at } = await place_on_map(page);
  const reachable = ({ x, y }) =>
    x > map.x + 80 && x < map.x + map.width - 270 && y > map.y + 20 && y < map.y + map.height - 40;
  const other = points
    .filter((point) => point !== first)
    .map(at)
    .find(reachable);
  if (!other) return; // the store has a single point here
  await page.keyboard.down('Control');
  await page.mouse.click(other.x, other.y);
  await page.keyboard.up('Control');
  await page.waitForFunction(() => document.querySelectorAll('#panel [data-pid]').length === 2, undefined, {
    timeout: kPatienceMs,
  });
}
