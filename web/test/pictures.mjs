// SPDX-License-Identifier: MIT
// node test/pictures.mjs BASE_URL OUT_DIR
// Makes the pictures of the README over a served demo store ("make demo"): the figures 3, 4 and 5 of the paper (EGMSpy
// 2026), a series, a selection and the list of clusters.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { kPatienceMs, open, settled } from './browser/support.mjs';

const [address, out_dir] = process.argv.slice(2);
if (!address || !out_dir) {
  console.error('usage: node test/pictures.mjs BASE_URL OUT_DIR');
  process.exit(2);
}
const context = { base_url: address.replace(/\/$/, '') };
mkdirSync(out_dir, { recursive: true });

const { features } = await (await fetch(`${context.base_url}/get_clusters`)).json();
const accelerating = largest(features.filter(({ properties }) => properties.dominant_class === 'accel'));
const biggest = largest(features);

/** Name, address, what has to be there before the picture is taken. */
const pictures = [
  ['figure_3_velocity_clusters', `${place_of(biggest, 15)}&clusters=1`, '.clusters-canvas'],
  ['figure_4_class_subclusters', `${place_of(biggest, 15)}&colour=class&subclusters=1`, '.subclusters-canvas'],
  ['figure_5_window', '#clusters=1', '.clusters-canvas'],
  ['viewer_series', await series_hash(accelerating), '#panel .fit'],
  ['viewer_selection', `${place_of(biggest, 14)}&panel=selection&selection=${circle_of(biggest)}`, '.area-figures'],
  [
    'viewer_clusters',
    `${place_of(accelerating, 14)}&clusters=1&panel=clusters&cluster_series=${accelerating.properties.cluster_id}`,
    '#panel .detail canvas',
  ],
];

const browser = await chromium.launch({
  executablePath: process.env.PLUMBLINE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
const session = await browser.newContext({ viewport: { width: 1360, height: 860 } });
await session.addInitScript(() => location.protocol === 'http:' && localStorage.setItem('plumbline.visited', '1'));
session.setDefaultTimeout(120_000);
const page = await session.newPage();
for (const [name, hash, wanted] of pictures) {
  await open(page, context, hash);
  await page.waitForSelector(wanted, { timeout: kPatienceMs, state: 'attached' });
  await page.waitForTimeout(500); // the basemap
  await settled(page);
  const path = join(out_dir, `${name}.png`);
  await page.screenshot({ path });
  console.log(path);
}
await browser.close();

function largest(list) {
  return list.reduce((best, feature) => (feature.properties.n_points > best.properties.n_points ? feature : best));
}

function corners_of({ geometry: { type, coordinates } }) {
  return type === 'Polygon' ? coordinates[0] : coordinates[0][0];
}

function middle_of(feature) {
  const corners = corners_of(feature);
  return [0, 1].map((axis) => {
    const values = corners.map((corner) => corner[axis]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  });
}

function place_of(feature, zoom) {
  const [longitude, latitude] = middle_of(feature);
  return `#map=${zoom}/${latitude.toFixed(5)}/${longitude.toFixed(5)}`;
}

function circle_of(feature) {
  return `circle:${middle_of(feature).map((degrees) => degrees.toFixed(6))},500`;
}

/** The two points nearest to the middle of a cluster, of both orbits. */
async function series_hash(feature) {
  const [longitude, latitude] = middle_of(feature);
  const query = new URLSearchParams({
    min_lon: longitude - 0.003,
    max_lon: longitude + 0.003,
    min_lat: latitude - 0.002,
    max_lat: latitude + 0.002,
  });
  const points = await (await fetch(`${context.base_url}/get_points?${query}`)).json();
  const distance = (point) => Math.hypot(point.latitude - latitude, 0.7 * (point.longitude - longitude));
  points.sort((a, b) => distance(a) - distance(b));
  const chosen = ['A', 'D'].map((orbit) => points.find((point) => point.orbit === orbit)).filter(Boolean);
  const names = chosen.map(({ tile, pid }) => `${tile}/${pid}`).join(',');
  return `${place_of(feature, 16)}&series=${names}&fit=egms`;
}
