// `npm run screenshots`: walks through the demo in a real browser and takes a picture of every state, in the
// three languages, at 320 and 1280 px, in light and dark; look at them before you call a change done. The three that the
// README shows are written to docs/images/.
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { chromiumArgs, findChromium } from './browsers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What the pictures' way through the demo is led by. */
const KEYS = {
  go: 'common.continue',
  connect: 'form.submit',
  send: 'twofa.submit',
  done: 'common.done',
  search: 'pick.search',
};
const CHALLENGES = [
  'Captcha (2FA)',
  'Multiple Image (2FA)',
  'Multiple Text (2FA)',
  'QR Code Scan (2FA)',
  'Confirm Login (2FA)',
];

const server = await createServer({ root: `${root}demo`, configFile: `${root}demo/vite.config.ts`, logLevel: 'error' });
await server.listen();
const base = server.resolvedUrls.local[0];
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });

async function wordsOf(language) {
  const { [language]: texts } = await server.ssrLoadModule(`${root}src/i18n/${language}.ts`);
  return Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [name, texts[key]]));
}
const WORDS = { es: await wordsOf('es'), en: await wordsOf('en'), pt: await wordsOf('pt') };

/** The demo in one setting, and how to take its picture. */
async function open({ language, width, scheme }) {
  const folder = `${root}screenshots/${width}-${scheme}-${language}`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  let context;
  let count = 0;
  const at = {
    words: WORDS[language],
    /** Opens the page for somebody who was never there: a running job and a catalogue are kept otherwise. */
    async load(prepare) {
      await context?.close();
      context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme, locale: language });
      at.page = await context.newPage();
      await prepare?.(at.page);
      await at.page.goto(base);
      await at.page.selectOption('#language', language);
      await at.page.getByRole('button', { name: WORDS[language].go }).waitFor();
      return at.page;
    },
    async shot(name) {
      await at.page.waitForTimeout(200);
      const path = `${folder}/${String(count++).padStart(2, '0')}-${name}.png`;
      await at.page.screenshot({ path, fullPage: true });
    },
    close: () => context.close(),
  };
  return at;
}

async function choose({ page, words }, organization, site) {
  await page.locator('syncfy-site-picker select').selectOption('MX');
  await page.getByRole('searchbox', { name: words.search }).fill(organization);
  await page.getByRole('button', { name: site }).first().click();
  await page.getByRole('button', { name: words.connect, exact: true }).waitFor();
}

async function logIn({ page, words }, password = 'test') {
  await page.locator('syncfy-credential-form input').first().fill('test');
  await page.locator('syncfy-credential-form input[type=password]').first().fill(password);
  await page.getByRole('button', { name: words.connect, exact: true }).click();
}

async function mainWay(at) {
  const { words, shot } = at;
  const page = await at.load();
  await shot('consent');
  await page.getByRole('button', { name: words.go }).click();
  await page.locator('syncfy-site-picker select').selectOption('MX');
  await page.getByRole('searchbox', { name: words.search }).waitFor();
  await shot('pick');
  await page.getByRole('searchbox', { name: words.search }).fill('zzz');
  await shot('nothing-found');
  await page.getByRole('searchbox', { name: words.search }).fill('bbva emp');
  await shot('found');
  await page.getByRole('searchbox', { name: words.search }).fill('bancco');
  await shot('found-with-typo');
  await choose(at, 'acme bank', 'Token (2FA)');
  await shot('form');
  await page.getByRole('button', { name: words.connect, exact: true }).click();
  await shot('form-invalid');
  await logIn(at, 'wrong');
  await page.getByRole('alert').waitFor();
  await shot('form-refused');
  await logIn(at);
  await page.waitForTimeout(700);
  await shot('working');
  await page.locator('syncfy-twofa input').fill('123456');
  await shot('challenge');
  await page.getByRole('button', { name: words.send }).click();
  await page.waitForTimeout(1600);
  await shot('working-logged-in');
  await page.getByRole('button', { name: words.done }).waitFor();
  await shot('success');
}

/** To the form of a site, by somebody who was never there. */
async function toForm(at, site) {
  const page = await at.load();
  await page.getByRole('button', { name: at.words.go }).click();
  await choose(at, 'acme bank', site);
  return page;
}

async function sideWays(at) {
  const { words, shot } = at;
  for (const site of CHALLENGES) {
    const page = await toForm(at, site);
    await logIn(at);
    await page.locator('syncfy-twofa').waitFor();
    await shot(site.replace(/\W+/g, '-').toLowerCase());
  }
  let page = await toForm(at, 'Error');
  await logIn(at);
  await page.getByRole('alert').waitFor();
  await shot('failure');
  page = await at.load(fresh => fresh.route('**/v1/catalogues/**', route => route.abort()));
  await page.getByRole('button', { name: words.go }).click();
  await page.getByRole('alert').waitFor();
  await shot('catalogue-failed');
  page = await at.load(fresh => fresh.route('**/v1/catalogues/organizations/**', () => {}));
  await page.getByRole('button', { name: words.go }).click();
  await page.locator('syncfy-site-picker select').selectOption('MX');
  await shot('catalogue-loads');
  page = await toForm(at, 'Normal');
  await page.route('**/v1/credentials', route => route.abort());
  await logIn(at);
  await page.getByRole('alert').waitFor();
  await shot('form-unreachable');
}

/** The steps that the README shows, each card cut out. */
async function readme() {
  const context = await browser.newContext({
    viewport: { width: 480, height: 900 },
    deviceScaleFactor: 2,
    locale: 'en',
  });
  const page = await context.newPage();
  const at = { page, words: WORDS.en };
  const card = async name => {
    await page.mouse.move(0, 0);
    await page.locator('syncfy-connect').screenshot({ path: `${root}docs/images/${name}.png` });
  };
  await page.goto(base);
  await page.selectOption('#language', 'en');
  await page.getByRole('button', { name: WORDS.en.go }).click();
  await page.locator('syncfy-site-picker select').selectOption('MX');
  await page.getByRole('searchbox').fill('ban');
  await page.waitForTimeout(600);
  await card('pick');
  await choose(at, 'acme bank', 'Token (2FA)');
  await card('log-in');
  await logIn(at);
  await page.locator('syncfy-twofa input').waitFor();
  await card('challenge');
  await context.close();
}

for (const language of Object.keys(WORDS))
  for (const width of [320, 1280])
    for (const scheme of ['light', 'dark']) {
      const at = await open({ language, width, scheme });
      await mainWay(at);
      if (language === 'es' || (width === 320 && scheme === 'dark')) await sideWays(at);
      await at.close();
    }
await readme();
await browser.close();
await server.close();
