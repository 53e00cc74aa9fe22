// SPDX-License-Identifier: MIT
// node build.mjs OUT_DIR: bundles the viewer into OUT_DIR, and the contract as JSON. The same sources give the
// same bytes.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { JSON_SCHEMA, load } from 'js-yaml';
import { make_basemap } from './tools/basemap.mjs';
import { make_places } from './tools/places.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const out = process.argv[2];
if (!out) {
  console.error('usage: node build.mjs OUT_DIR');
  process.exit(2);
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const shared = { bundle: true, minify: true, logLevel: 'warning', absWorkingDir: here, legalComments: 'eof' };
await Promise.all([
  build({
    ...shared,
    entryPoints: ['src/main.ts'],
    outfile: join(out, 'viewer.js'),
    format: 'iife',
    target: ['es2020'],
    // The module build of Leaflet, so that what is not used is left out.
    alias: { leaflet: 'leaflet/dist/leaflet-src.esm.js' },
  }),
  build({
    ...shared,
    entryPoints: ['src/map/raster_worker.ts'],
    outfile: join(out, 'raster_worker.js'),
    format: 'iife',
    target: ['es2020'],
  }),
  build({
    ...shared,
    entryPoints: ['src/all_styles.css'],
    outfile: join(out, 'viewer.css'),
    // Pictures of controls that the viewer does not use.
    external: ['*.png'],
  }),
  copyFile(join(here, 'src/index.html'), join(out, 'index.html')),
  copyFile(join(here, 'src/favicon.svg'), join(out, 'favicon.svg')),
  make_basemap(join(here, 'node_modules/world-atlas/countries-10m.json')).then((basemap) =>
    writeFile(join(out, 'basemap.json'), basemap),
  ),
  writeFile(join(out, 'places.json'), make_places()),
  readFile(join(here, '../api/openapi.yaml'), 'utf8').then((contract) =>
    writeFile(join(out, 'openapi.json'), JSON.stringify(load(contract, { schema: JSON_SCHEMA }))),
  ),
]);
