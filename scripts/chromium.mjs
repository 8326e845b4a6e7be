// The Chromium that the tests run in: one that is named, one that is there, or one that can be had.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

/** Flags that let it run as root, in a container and without a network. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [...folders.flatMap(folder => NAMES.map(name => join(folder, name))), ...PLACES];
  const downloaded = chromium.executablePath();
  return [...candidates, downloaded].find(path => path && isExecutable(path));
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: 'inherit', env }).status === 0;
}

function installDebianPackage() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log('No Chromium found: installing the Debian package.');
  return (
    run('apt-get', ['update', '-qq']) && run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
  );
}

function downloadWithPlaywright() {
  console.log('No Chromium found: downloading one with Playwright.');
  const cli = join(import.meta.dirname, '../node_modules/playwright-core/cli.js');
  return run(process.execPath, [cli, 'install', 'chromium']);
}

/** The path of a Chromium that can be started; installs one where there is none, and throws one clear sentence where it can't. */
export function findChromium() {
  const named = process.env.CHROMIUM_BIN;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(
      `CHROMIUM_BIN names ${named}, which cannot be run: correct it, or unset it to have a Chromium found.`,
    );
  }
  const found = installed() ?? ((installDebianPackage() || downloadWithPlaywright()) && installed());
  if (found) return found;
  throw new Error(
    'The tests need a Chromium: install one (Debian: apt-get install chromium), or name it with CHROMIUM_BIN.',
  );
}
