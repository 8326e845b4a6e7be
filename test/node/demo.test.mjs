// The demo's pages, as a visitor meets them; and its themes, which keep to what is public.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { chromiumArgs, findChromium } from '../../scripts/browsers.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = path => readFileSync(`${root}${path}`, 'utf8');
const pages = readdirSync(`${root}demo`).filter(name => name.endsWith('.html'));
const themes = readdirSync(`${root}demo/themes`).filter(name => name.endsWith('.css'));
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

describe('the themes of the demo', () => {
  const elements = JSON.parse(read('custom-elements.json')).modules.flatMap(module => module.declarations);
  const names = kind => new Set(elements.flatMap(element => (element[kind] ?? []).map(({ name }) => name)));

  test('there are three', () => assert.equal(themes.length, 3));

  for (const name of themes) {
    test(`${name} sets what is documented, in about ten lines`, () => {
      const css = read(`demo/themes/${name}`);
      const tokens = [...css.matchAll(/(--[\w-]+):/g)].map(([, token]) => token);
      const parts = [...css.matchAll(/::part\(([\w-]+)\)/g)].map(([, part]) => part);
      assert.ok(tokens.length >= 5 && tokens.length + parts.length <= 12);
      for (const token of tokens) assert.ok(names('cssProperties').has(token), token);
      for (const part of parts) assert.ok(names('cssParts').has(part), part);
    });
  }
});

describe('the demo', () => {
  let server;
  let browser;
  let base;
  before(async () => {
    server = await createServer({
      configFile: `${root}demo/vite.config.ts`,
      logLevel: 'error',
      server: { hmr: false, watch: null },
      // Ones that were prepared before something more was imported would have the page load again, which it can't here.
      optimizeDeps: { force: true },
    });
    await server.listen();
    base = server.resolvedUrls.local[0];
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Opens a page; answers what it complained of. */
  async function open(t, name, { width = 1280, colorScheme = 'light', hasTouch = false } = {}) {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme,
      hasTouch,
      locale: 'en-US',
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    t.after(() => context.close());
    const page = await context.newPage();
    const complaints = [];
    page.on('pageerror', error => complaints.push(error.message));
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(`${base}${name}`);
    await page.getByRole('button').first().waitFor();
    await page.waitForLoadState('networkidle');
    return { page, complaints };
  }

  async function axe(page) {
    await page.addScriptTag({ path: `${root}node_modules/axe-core/axe.min.js` });
    const found = await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(WCAG)} })`);
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id} at ${target.flat().join(' ')}`),
    );
  }

  test('the newest event is in sight in its list, and the page stays where it is', async t => {
    const { page } = await open(t, 'index.html', { width: 320 });
    await page.evaluate(
      `for (let i = 0; i < 40; i++) document.dispatchEvent(new CustomEvent('syncfy-step', { detail: {} }))`,
    );
    const [top, left] = await page.evaluate(`[scrollY, log.scrollHeight - log.clientHeight - log.scrollTop]`);
    assert.equal(top, 0);
    assert.ok(left <= 1);
  });

  for (const name of pages) {
    for (const [width, colorScheme] of [
      [320, 'dark'],
      [1280, 'light'],
    ]) {
      test(`${name} at ${width} px, ${colorScheme}`, async t => {
        const { page, complaints } = await open(t, name, { width, colorScheme });
        assert.deepEqual(complaints, []);
        assert.deepEqual(await axe(page), []);
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
        const links = await page.getByRole('navigation').getByRole('link').count();
        assert.equal(links, pages.length);
      });
    }
  }

  test('under a finger, the types of institutions are one row to swipe', async t => {
    const { page } = await open(t, 'index.html', { width: 320, hasTouch: true });
    await page.getByRole('button', { name: 'Continuar' }).tap();
    const chips = page.locator('[part=chip]');
    await chips.first().waitFor();
    const tops = await chips.evaluateAll(all => all.map(chip => chip.getBoundingClientRect().top));
    assert.ok(tops.length > 4);
    assert.equal(new Set(tops).size, 1);
    await chips.last().tap();
    assert.equal(await chips.last().getAttribute('aria-pressed'), 'true');
    assert.deepEqual(await axe(page), []);
  });

  const button = page => page.locator('.previews section syncfy-connect [part~="button-main"]');
  const look = (page, property) =>
    button(page).evaluate(
      (element, name) => element.ownerDocument.defaultView.getComputedStyle(element)[name],
      property,
    );

  for (const colorScheme of ['light', 'dark']) {
    test(`every theme can be read, ${colorScheme}`, async t => {
      const { page } = await open(t, 'themes.html', { colorScheme });
      for (const preset of await page.getByRole('radio', { name: /Neobank|Institution|Clay|Default/ }).all()) {
        await preset.check();
        assert.deepEqual(await axe(page), []);
        assert.equal(await page.locator('#contrast .low').count(), 0);
      }
    });
  }

  test('a theme is edited with the controls and in its text', async t => {
    const { page, complaints } = await open(t, 'themes.html');
    const css = page.getByLabel('CSS of the theme');
    await page.getByLabel('Institution').check();
    assert.equal(await look(page, 'borderRadius'), '0px');
    assert.match(await css.inputValue(), /serif/);

    await page.getByRole('slider', { name: /^radius/ }).focus();
    await page.keyboard.press('ArrowRight');
    assert.match(await css.inputValue(), /--syncfy-radius: 1px;/);
    assert.equal(await look(page, 'borderRadius'), '1px');
    assert.equal(await page.getByLabel('Institution').isChecked(), false);

    await page.getByLabel('accent, light', { exact: true }).fill('#006644');
    assert.match(await css.inputValue(), /--syncfy-color-accent: light-dark\(#006644, #b5cdea\);/);
    assert.equal(await look(page, 'backgroundColor'), 'rgb(0, 102, 68)');
    await page.getByRole('button', { name: 'Reset accent', exact: true }).click();
    assert.doesNotMatch(await css.inputValue(), /color-accent/);

    await css.fill(':root { --syncfy-color-accent: #dddddd; }');
    assert.equal(await page.getByLabel('accent, dark', { exact: true }).inputValue(), '#dddddd');
    assert.ok((await page.locator('#contrast .low').count()) > 0);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Copied.').waitFor();
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), await css.inputValue());
    assert.deepEqual(complaints, []);
  });
});
