// SPDX-License-Identifier: MIT
// Runs "npm ci" when node_modules does not hold what package-lock.json says, and nothing otherwise.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));

if (!is_installed()) {
  const { status, error } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: web,
    stdio: 'inherit',
  });
  if (error) console.error(`npm could not be started (${error.message}): install it, or run tools/setup.`);
  process.exit(status ?? 1);
}

/** npm keeps a copy of the lock file, less the packages of other platforms, inside node_modules. */
function is_installed() {
  const wanted = packages_of(`${web}package-lock.json`);
  let present;
  try {
    present = packages_of(`${web}node_modules/.package-lock.json`);
  } catch {
    return false;
  }
  const as_wanted = ([path, { version, optional }]) =>
    path in present ? present[path].version === version : path === '' || optional === true;
  return Object.entries(wanted).every(as_wanted);
}

function packages_of(lock_file) {
  return JSON.parse(readFileSync(lock_file, 'utf8')).packages;
}
