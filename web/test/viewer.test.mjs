// SPDX-License-Identifier: MIT
// What a user sees, checked in Chromium on a running "plumbline serve". Every check gets the page and a
// `context` with the address of the server and the folder for screenshots.
import assert from 'node:assert/strict';
import { join } from 'node:path';

const kPatienceMs = 15000;

/** Opens the page at a hash and waits until its points are there. */
async function open(page, { base_url }, hash = '') {
  await page.goto('about:blank'); // so that a change of the hash alone is a new page as well
  await page.goto(`${base_url}/${hash}`);
  await settled(page);
}

/** The status line has counts, no request is under way and the picture is drawn. */
async function settled(page) {
  await page.waitForTimeout(250); // longer than the page waits for the map to rest
  const done = () =>
    /points shown/.test(document.querySelector('#status').textContent) &&
    document.querySelector('#progress').hidden;
  await page.waitForFunction(done, undefined, { timeout: kPatienceMs });
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** What can be said of all pixels of a canvas: computed in the page, for millions of numbers travel slowly. */
function summary_of(page, selector) {
  return page.evaluate((canvas_selector) => {
    const canvas = document.querySelector(canvas_selector);
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const hues = new Set();
    let drawn = 0;
    let digest = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] === 0) continue;
      drawn += 1;
      if (data[i + 3] === 255) hues.add((data[i] >> 4) * 256 + (data[i + 1] >> 4) * 16 + (data[i + 2] >> 4));
      digest = (Math.imul(digest, 31) + data[i] * 65536 + data[i + 1] * 256 + data[i + 2]) | 0;
    }
    return { hues: hues.size, drawn, share: (4 * drawn) / data.length, digest };
  }, selector);
}

/** Transparency of the pixels of a square around the centre of the points' canvas, row by row. */
function alpha_at_centre(page, side) {
  return page.evaluate((size) => {
    const canvas = document.querySelector('.points-canvas');
    const [left, top] = [Math.round((canvas.width - size) / 2), Math.round((canvas.height - size) / 2)];
    const { data } = canvas.getContext('2d').getImageData(left, top, size, size);
    return [...data].filter((_, i) => i % 4 === 3);
  }, side);
}

async function get_points(base_url, query) {
  const response = await fetch(`${base_url}/get_points?${new URLSearchParams(query)}`);
  assert.equal(response.status, 200);
  return { points: await response.json(), total: Number(response.headers.get('X-Total-Count')) };
}

/** The window that the map shows, from the address of the page and the size of the map. */
async function window_of(page) {
  const { hash, width, height } = await page.evaluate(() => {
    const { clientWidth, clientHeight } = document.querySelector('#map');
    return { hash: location.hash, width: clientWidth, height: clientHeight };
  });
  const [zoom, latitude, longitude] = /map=([^&]*)/.exec(hash)[1].split('/').map(Number);
  return { zoom, latitude, longitude, width, height };
}

/** A point with no other one within about `metres`, of the given orbit. */
function lonely_point(points, orbit, metres = 30) {
  const degrees = metres / 111000;
  const near = (a, b) => {
    const north = Math.abs(a.latitude - b.latitude);
    const east = Math.abs(a.longitude - b.longitude) * Math.cos((a.latitude * Math.PI) / 180);
    return Math.hypot(north, east) < degrees;
  };
  const found = points.find(
    (p) => p.orbit === orbit && !points.some((other) => other !== p && near(p, other)),
  );
  assert.ok(found, `no point of orbit ${orbit} stands alone`);
  return found;
}

function hash_of(point, zoom, more = '') {
  return `#map=${zoom}/${point.latitude.toFixed(5)}/${point.longitude.toFixed(5)}${more}`;
}

/** The four corners of the drawn shape nearest to the centre of the map: how many of them are filled. */
async function filled_corners(page) {
  const side = 40;
  const values = await alpha_at_centre(page, side);
  const alpha = (x, y) => values[y * side + x];
  let [left, top, right, bottom] = [side, side, -1, -1];
  for (let y = 0; y < side; ++y) {
    for (let x = 0; x < side; ++x) {
      if (alpha(x, y) < 128) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  assert.ok(right - left >= 8 && right - left <= 16, `a shape of ${right - left + 1} pixels at the centre`);
  const corners = [alpha(left, top), alpha(right, top), alpha(left, bottom), alpha(right, bottom)];
  return corners.filter((value) => value > 200).length;
}

function screenshot(page, { out_dir }, name) {
  return page.screenshot({ path: join(out_dir, `${name}.png`) });
}

async function status_counts(page) {
  const words = await page.textContent('#status');
  const [, shown, total] = /^([\d,]+) of ([\d,]+) points shown/.exec(words);
  return { shown: Number(shown.replaceAll(',', '')), total: Number(total.replaceAll(',', '')) };
}

export const checks = [
  {
    name: 'the page opens on the whole data and draws points in many hues',
    async run(page, context) {
      await open(page, context);
      const { hues, drawn } = await summary_of(page, '.points-canvas');
      assert.ok(drawn > 200, `${drawn} pixels`);
      assert.ok(hues >= 12, `${hues} different colours`);
      await screenshot(page, context, 'velocity');
    },
  },
  {
    name: 'the basemap is drawn',
    async run(page, context) {
      await open(page, context, '#map=5/45/12');
      await page.waitForFunction(
        () => performance.getEntriesByName(new URL('basemap.json', location.href).href).length,
      );
      await page.waitForTimeout(300);
      const { share, hues } = await summary_of(page, '.basemap-canvas');
      assert.ok(share > 0.3 && share < 0.95, `land on ${share} of the map`);
      assert.ok(hues >= 2, 'land and borders differ');
    },
  },
  {
    name: 'the status line gives the counts of the server, with and without filters',
    async run(page, context) {
      await open(page, context);
      const { points, total } = await get_points(context.base_url, {});
      const before = await status_counts(page);
      assert.equal(before.total, total, 'the first view holds all points');
      const speeds = points.map((point) => Math.abs(point.mean_velocity ?? 0)).sort((a, b) => a - b);
      const speed = Math.floor(2 * speeds[Math.floor(speeds.length / 2)]) / 2 + 0.5;
      await page.locator('#speed').fill(String(speed));
      await page.locator('#ascending').uncheck();
      await settled(page);
      const filtered = await get_points(context.base_url, { thresh: speed, asc: false });
      const after = await status_counts(page);
      assert.equal(after.total, filtered.total);
      assert.ok(after.total < before.total);
      assert.match(await page.textContent('#status'), /\|v\| ≥ .*descending only/);
      await page.locator('#reset').click();
      await settled(page);
      assert.equal((await status_counts(page)).total, total);
    },
  },
  {
    name: 'no point passes: the page says so and offers the way out',
    async run(page, context) {
      await open(page, context, '#ascending=0&descending=0');
      assert.match(await page.textContent('#notice'), /No point here passes the filters/);
      await page.locator('#notice button').click();
      await settled(page);
      assert.equal(await page.locator('#notice').isVisible(), false);
      assert.ok((await status_counts(page)).total > 0);
    },
  },
  {
    name: 'ascending points are circles and descending points are squares',
    async run(page, context) {
      const { points } = await get_points(context.base_url, {});
      await open(page, context, hash_of(lonely_point(points, 'A'), 18));
      assert.equal(await filled_corners(page), 0, 'a circle has no filled corner');
      await open(page, context, hash_of(lonely_point(points, 'D'), 18));
      assert.equal(await filled_corners(page), 4, 'a square has four');
    },
  },
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
  {
    name: 'a click opens the series of a point, Ctrl+click adds another, Esc closes',
    async run(page, context) {
      const { points } = await get_points(context.base_url, {});
      const point = lonely_point(points, 'A');
      await open(page, context, hash_of(point, 17));
      const map = await page.locator('#map').boundingBox();
      await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
      await page.waitForSelector(`#panel [data-pid="${point.pid}"]`, { timeout: kPatienceMs });
      assert.match(
        await page.getAttribute('#panel .chart', 'aria-label'),
        new RegExp(`${point.pid}: \\d+ values`),
      );
      await settled(page);
      assert.ok((await summary_of(page, '#panel canvas')).drawn > 2000, 'the series is drawn');
      await check_values(page, context, point);
      await add_a_second_series(page, point, points);
      await screenshot(page, context, 'series');
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('#panel').isVisible(), false);
    },
  },
  {
    name: 'the keyboard alone opens a series',
    async run(page, context) {
      const { points } = await get_points(context.base_url, {});
      const point = lonely_point(points, 'D');
      await open(page, context, hash_of(point, 18));
      await page.locator('#map').focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector(`#panel [data-pid="${point.pid}"]`, { timeout: kPatienceMs });
    },
  },
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
  {
    name: 'dragging the map moves the window, asks again and keeps the address',
    async run(page, context) {
      await open(page, context);
      const before = await window_of(page);
      const map = await page.locator('#map').boundingBox();
      await page.mouse.move(map.x + 300, map.y + 300);
      await page.mouse.down();
      await page.mouse.move(map.x + 420, map.y + 360, { steps: 6 });
      await page.waitForTimeout(300); // no momentum
      await page.mouse.up();
      await settled(page);
      const after = await window_of(page);
      assert.equal(after.zoom, before.zoom);
      assert.ok(after.longitude < before.longitude && after.latitude > before.latitude);
      await open(page, context, await page.evaluate(() => location.hash));
      assert.deepEqual(await window_of(page), after);
    },
  },
  {
    name: 'a server that went away is said to be, and the page recovers',
    expects_errors: true,
    async run(page, context) {
      await open(page, context);
      await page.route('**/api/v1/points**', (route) => route.abort());
      await page.locator('.leaflet-control-zoom-in').click();
      await page.waitForSelector('#notice.severe', { timeout: kPatienceMs });
      assert.match(await page.textContent('#notice'), /does not answer/);
      await page.unroute('**/api/v1/points**');
      await page.locator('#notice button').click();
      await page.waitForSelector('#notice', { state: 'hidden', timeout: kPatienceMs });
      await settled(page);
    },
  },
  {
    name: 'on a narrow screen nothing overflows and the controls open on demand',
    async run(page, context) {
      await page.setViewportSize({ width: 390, height: 780 });
      await open(page, context);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
      assert.equal(await page.locator('#speed').isVisible(), false);
      await page.locator('.menu').click();
      assert.equal(await page.locator('#speed').isVisible(), true);
      await screenshot(page, context, 'narrow');
    },
  },
];

/** The table of values, opened on demand, holds what /get_timeseries says. */
async function check_values(page, { base_url }, point) {
  const series = await (await fetch(`${base_url}/get_timeseries?pid=${point.pid}`)).json();
  await page.locator('#panel details summary').first().click();
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
  const { zoom, latitude, longitude, width, height } = await window_of(page);
  const scale = 256 * 2 ** zoom;
  const world_y = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
  const map = await page.locator('#map').boundingBox();
  const place_of = (point) => ({
    point,
    x: map.x + width / 2 + ((point.longitude - longitude) / 360) * scale,
    y: map.y + height / 2 + (world_y(point.latitude) - world_y(latitude)) * scale,
  });
  const reachable = ({ point, x, y }) =>
    point !== first && x > map.x + 80 && x < map.x + width - 270 && y > map.y + 20 && y < map.y + height - 40;
  const other = points.map(place_of).find(reachable);
  if (!other) return; // the store has a single point here
  await page.keyboard.down('Control');
  await page.mouse.click(other.x, other.y);
  await page.keyboard.up('Control');
  await page.waitForFunction(() => document.querySelectorAll('#panel [data-pid]').length === 2, undefined, {
    timeout: kPatienceMs,
  });
}

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
