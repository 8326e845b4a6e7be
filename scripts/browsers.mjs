// The browsers that the tests run in: one that is named, one that is there, or one that can be had.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, firefox, webkit } from 'playwright-core';

const BROWSERS = {
  Chromium: {
    variable: 'CHROMIUM_BIN',
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'],
    places: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    packages: ['chromium'],
    playwrights: chromium,
  },
  Firefox: {
    variable: 'FIREFOX_BIN',
    names: ['firefox-esr', 'firefox'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    packages: ['firefox-esr'],
    playwrights: firefox,
  },
  // WebKitGTK's driver, which starts the browser itself, on a screen that nobody sees.
  WebKit: {
    variable: 'WEBKIT_DRIVER_BIN',
    names: ['WebKitWebDriver'],
    places: [],
    besides: 'Xvfb',
    packages: ['webkit2gtk-driver', 'xvfb'],
    playwrights: webkit,
  },
};

/** Flags that let Chromium run as root, in a container and without a network. */
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

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap(folder => names.map(name => join(folder, name))).find(isExecutable);
}

function installed({ names, places, besides, playwrights }) {
  const path = onPath(names) ?? places.find(isExecutable);
  if (path && (!besides || onPath([besides]))) return { path, isPlaywrights: false };
  const downloaded = playwrights.executablePath();
  return downloaded && isExecutable(downloaded) ? { path: downloaded, isPlaywrights: true } : undefined;
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: 'inherit', env }).status === 0;
}

function installDebianPackages(name, packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`No ${name} found: installing the Debian package.`);
  return (
    run('apt-get', ['update', '-qq']) &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
  );
}

function downloadWithPlaywright(name) {
  console.log(`No ${name} found: downloading one with Playwright.`);
  const cli = join(import.meta.dirname, '../node_modules/playwright-core/cli.js');
  return run(process.execPath, [cli, 'install', name.toLowerCase()]);
}

/**
 * Where a browser is that can be started, and whether it is one of Playwright's own, which only Playwright can drive.
 * Installs one where there is none, and throws one clear sentence where it can't.
 */
export function findBrowser(name) {
  const browser = BROWSERS[name];
  const { variable, packages } = browser;
  const named = process.env[variable];
  if (named) {
    if (isExecutable(named)) return { path: named, isPlaywrights: named === browser.playwrights.executablePath() };
    throw new Error(
      `${variable} names ${named}, which cannot be run: correct it, or unset it to have a ${name} found.`,
    );
  }
  const found =
    installed(browser) ??
    ((installDebianPackages(name, packages) || downloadWithPlaywright(name)) && installed(browser));
  if (found) return found;
  throw new Error(
    `The tests need a ${name}: install one (Debian: apt-get install ${packages.join(' ')}), or name it with ${variable}.`,
  );
}

/** The path of a Chromium that can be started. */
export const findChromium = () => findBrowser('Chromium').path;
