// SPDX-License-Identifier: MIT
// node test/run.mjs BASE_URL OUT_DIR [--real] [--judge] [--only=FILES] [--except=FILES]
// Runs the checks of browser/*.test.mjs against a running "plumbline serve" and leaves screenshots in OUT_DIR.
// --real: the store holds the real tiles; their counts are checked too. --judge: budgets of time are judged as they
// stand, on a machine that does nothing else. --only, --except: parts of names of files
// or checks, divided by commas. Exit code 0 or 1.
// PLUMBLINE_CHROMIUM names the browser, /usr/bin/chromium otherwise.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const [base_url = process.env.PLUMBLINE_URL, out_dir] = process.argv
  .slice(2)
  .filter((argument) => !argument.startsWith('--'));
if (!base_url || !out_dir || options.some((option) => !/^--(real$|judge$|only=|except=)/.test(option))) {
  console.error('usage: node test/run.mjs BASE_URL OUT_DIR [--real] [--judge] [--only=FILES] [--except=FILES]');
  process.exit(2);
}
const context = {
  base_url: base_url.replace(/\/$/, ''),
  out_dir,
  real: options.includes('--real'),
  judges: options.includes('--judge'),
};
mkdirSync(out_dir, { recursive: true });

const checks = await wanted_checks(parts_of('--only='), parts_of('--except='));

const kGeneral = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-renderer-backgrounding',
];
/** Ways to start the browser: without any graphics card, and with one that is made of software. */
const kArguments = {
  plain: [...kGeneral, '--disable-gpu'],
  webgl: [...kGeneral, '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
};
const browsers = new Map();
async function browser_for(kind) {
  if (!browsers.has(kind)) {
    const executablePath = process.env.PLUMBLINE_CHROMIUM ?? '/usr/bin/chromium';
    browsers.set(kind, await chromium.launch({ executablePath, args: kArguments[kind] }));
  }
  return browsers.get(kind);
}

let failures = 0;
for (const check of checks) {
  const started = performance.now();
  const failure = await run(check);
  const milliseconds = Math.round(performance.now() - started);
  console.log(`${failure ? 'FAILED' : 'ok'}  ${check.name} (${milliseconds} ms)`);
  if (failure) {
    console.log(failure.stack ?? failure);
    failures += 1;
  }
}
for (const browser of browsers.values()) await browser.close();
console.log(
  failures === 0 ? `all ${checks.length} checks passed` : `${failures} of ${checks.length} checks failed`,
);
process.exitCode = failures === 0 && checks.length > 0 ? 0 : 1;

/** What an option lists; nothing where it is not given. */
function parts_of(option) {
  const given = options.find((each) => each.startsWith(option));
  return given ? given.slice(option.length).split(',') : [];
}

/** The checks of all files. Those that say `only_real` need the real tiles; others say what the store must hold. */
async function wanted_checks(only, except) {
  const folder = new URL('browser/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs'));
  const found = [];
  for (const file of files.sort()) {
    const { checks } = await import(new URL(file, folder));
    const meets = (parts, name) => parts.some((part) => file.includes(part) || name.includes(part));
    found.push(
      ...checks.filter(({ name }) => (only.length === 0 || meets(only, name)) && !meets(except, name)),
    );
  }
  const info = await (await fetch(`${context.base_url}/get_info`)).json();
  return found.filter(({ only_real, needs = () => true }) => (!only_real || context.real) && needs(info));
}

/** A fresh page for every check. Whatever the browser complains about is a failure. */
async function run(check) {
  const browser = await browser_for(check.browser ?? 'plain');
  const session = await browser.newContext({ viewport: { width: 1360, height: 860 }, hasTouch: check.touch ?? false });
  // The hint of a first visit would lie over what the checks look at.
  const been_here = () => location.protocol === 'http:' && localStorage.setItem('plumbline.visited', '1');
  if (!check.first_visit) await session.addInitScript(been_here);
  const page = await session.newPage();
  page.setDefaultTimeout(90000); // for machines with much else to do
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.stack ?? String(error)));
  page.on('console', (message) => {
    // The checks read pixels back, which the page itself never does.
    const is_ours = /getImageData|ReadPixels/.test(message.text());
    // The browser's own request for the icon of a page that has gone meanwhile; one that is missing is a 404.
    const is_late_icon =
      /favicon\.svg' from origin 'null'/.test(message.text()) ||
      (/ERR_FAILED/.test(message.text()) && message.location().url.endsWith('/favicon.svg'));
    if (['error', 'warning'].includes(message.type()) && !is_ours && !is_late_icon)
      complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!check.may_ask_others && !request.url().startsWith(context.base_url)) complaints.push(`foreign request: ${request.url()}`);
  });
  try {
    await check.run(page, context);
    if (!check.expects_errors) assert.deepEqual(complaints, [], 'the page has no complaints');
    return null;
  } catch (error) {
    const name = check.name.replace(/[^a-z]+/gi, '_').slice(0, 40);
    await page.screenshot({ path: `${out_dir}/failed_${name}.png` }).catch(() => {});
    return error;
  } finally {
    await session.close();
  }
}
