// SPDX-License-Identifier: MIT
// Bundles test/unit/*.test.ts into a temporary folder and runs node's own test runner over them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const unit = fileURLToPath(new URL('unit/', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'plumbline-viewer-'));
try {
  const entryPoints = readdirSync(unit)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(unit, name));
  const bundle = {
    bundle: true,
    platform: 'node',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
  };
  await build({ ...bundle, entryPoints, outdir: out });
  const files = readdirSync(out).map((name) => join(out, name));
  const { status } = spawnSync(process.execPath, ['--test', ...files], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
