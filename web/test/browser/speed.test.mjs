// SPDX-License-Identifier: MIT
// Budgets, without a graphics card: time of a frame, time to the first points, size of the code.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { drawn, judge, machine_is_free, open } from './support.mjs';

/** An answer of /api/v1/points with many points, scattered around a place. */
function many_points(count, [longitude, latitude], [width, height]) {
  const types = [
    ['longitude_e6', Int32Array, 1],
    ['latitude_e6', Int32Array, 1],
    ['mean_velocity', Float32Array, 1],
    ['height', Float32Array, 1],
    ['row', Uint32Array, 1],
    ['cluster', Uint32Array, 1],
    ['subcluster', Uint32Array, 1],
    ['tile', Uint16Array, 1],
    ['temporal_coherence_e2', Uint8Array, 1],
    ['class_1', Uint8Array, 1],
    ['flags', Uint8Array, 1],
    ['orbit', Uint8Array, 1],
    ['pid', Uint8Array, 10],
  ];
  const header_bytes = 2048;
  let offset = 16 + header_bytes;
  const columns = types.map(([name, type, each]) => {
    const column = { name, type: 'uint8', offset };
    offset += Math.ceil((count * each * type.BYTES_PER_ELEMENT) / 4) * 4;
    return column;
  });
  const body = Buffer.alloc(offset);
  const classes = ['stable', 'noisy', 'linear', 'accel', 'decel', 'variable', 'other'];
  const header = { count, total: count, tiles: ['tile'], classes, clusters: [], subclusters: [], columns };
  body.write('PLPT');
  body.writeUInt32LE(1, 4);
  body.writeUInt32LE(header_bytes, 8);
  body.writeUInt32LE(count, 12);
  body.write(JSON.stringify(header).padEnd(header_bytes), 16);
  const column = (k) => new types[k][1](body.buffer, body.byteOffset + columns[k].offset, count * types[k][2]);
  const [lon, lat, velocity, orbit] = [column(0), column(1), column(2), column(11)];
  let seed = 7;
  const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 4294967296;
  for (let i = 0; i < count; ++i) {
    lon[i] = 1e6 * (longitude + (random() - 0.5) * width);
    lat[i] = 1e6 * (latitude + (random() - 0.5) * height);
    velocity[i] = 20 * (random() - 0.5);
    orbit[i] = 1 + (i & 1);
  }
  column(5).fill(0xffffffff);
  column(6).fill(0xffffffff);
  column(12).fill(48);
  return body;
}

/** Milliseconds of the frames that were drawn while the map was panned. */
async function frame_times(page, context, count) {
  const zoom = 11;
  const answer = many_points(count, [11.5, 45], [0.9, 0.4]); // the window at this zoom and somewhat more
  await page.route('**/api/v1/points**', (route) =>
    route.fulfill({ contentType: 'application/vnd.plumbline.points', body: answer }),
  );
  await open(page, context, `#map=${zoom}/45/11.5`);
  for (let k = 0; k < 12; ++k) {
    await page.locator('#point-size').fill(String(k % 2 ? 1 : 1.25));
    await drawn(page);
  }
  const all = await page.evaluate(() => performance.getEntriesByName('points-frame').map((e) => e.duration));
  return all.slice(-10).sort((a, b) => a - b);
}

export const checks = [
  ...[
    [200000, 20],
    [1000000, 50],
  ].map(([count, most_ms]) => ({
    name: `a frame of ${count} points takes at most ${most_ms} ms without a graphics card`,
    async run(page, context) {
      const was_free = await machine_is_free(page);
      const times = await frame_times(page, context, count);
      const median = times[Math.floor(times.length / 2)];
      await judge(page, `best frame of ${count} points (median ${median.toFixed(1)} ms)`, times[0], most_ms, was_free);
    },
  })),
  {
    name: 'the first points are there within 1.5 s',
    async run(page, context) {
      const was_free = await machine_is_free(page);
      let best = Infinity;
      // The best of several: other work on the machine is not what is measured.
      for (let trial = 0; trial < 5; ++trial) {
        await page.goto('about:blank');
        await page.goto(`${context.base_url}/`, { waitUntil: 'commit' });
        await page.waitForFunction(
          () => performance.getEntriesByName('points-shown').length > 0,
          undefined,
          { polling: 'raf', timeout: 30000 },
        );
        const [first] = await page.evaluate(() =>
          performance.getEntriesByName('points-shown').map(({ startTime }) => startTime),
        );
        best = Math.min(best, first);
      }
      await judge(page, 'first points', best, 1500, was_free);
    },
  },
  {
    name: 'the code is at most 400 kB, compressed',
    async run(page, { base_url }) {
      let sum = 0;
      for (const file of ['', 'viewer.js', 'viewer.css', 'raster_worker.js', 'favicon.svg'])
        sum += gzipSync(Buffer.from(await (await fetch(`${base_url}/${file}`)).arrayBuffer())).length;
      console.log(`figure  code: ${(sum / 1000).toFixed(0)} kB compressed`);
      assert.ok(sum <= 400000);
    },
  },
];
