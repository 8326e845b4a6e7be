// A page around the elements that old scripts have changed, as Prototype.js and MooTools do in shops that run for many years:
// whole logins go as in any other.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startSandbox } from '../../dist/sandbox/index.js';
import { sessionHtml, startBrowser, startPages } from './page-helpers.mjs';

/** What each leaves in the page. */
const PAGES = {
  'Prototype.js': `
    Array.from = list => {
      const copy = new Array(list.length || 0);
      for (let i = 0; i < copy.length; i++) copy[i] = list[i];
      return copy;
    };
    delete Array.prototype.entries;
    Array.prototype.each = Array.prototype.forEach;
  `,
  MooTools: `
    window.Event = function (event) {
      this.type = event.type.toLowerCase();
    };
    Function.prototype.extend = Function.prototype.implement = function () {};
  `,
  'names of its own, which a browser has, too': `
    var origin = 'https://cdn.example', parent = null;
    const URL = '/shop';
    class Image {}
  `,
  'what gives every object a method and a value': `
    Object.prototype.extend = function (more) {
      for (const key in more) this[key] = more[key];
    };
    Object.prototype.version = '1.0';
    Object.prototype.nil = null;
  `,
};

describe('a page with', () => {
  let sandbox;
  let pages;
  let browser;

  before(async () => {
    sandbox = await startSandbox({ pace: 15 });
    pages = await startPages(sandbox);
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await pages?.close();
    await sandbox?.close();
  });

  for (const [name, script] of Object.entries(PAGES)) {
    it(name, async () => {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        const errors = [];
        page.on('pageerror', error => errors.push(error.message));
        page.setDefaultTimeout(10_000);
        await page.goto(
          pages.urlOf(`<script>${script}
            addEventListener('syncfy-success', event => (window.code = event.detail.code));
            window.asked = 0;
            addEventListener('syncfy-challenge', () => window.asked++);</script>
            ${sessionHtml(sandbox, '<syncfy-connect no-consent></syncfy-connect>')}`),
        );
        await page.getByRole('searchbox').fill('Acme Bank');
        await page.getByRole('button', { name: /^Multiple Text/ }).click();
        await page.getByLabel('Username').fill('test');
        await page.getByLabel('Password', { exact: true }).fill('test');
        await page.getByRole('button', { name: 'Connect' }).click();
        for (const asked of [1, 2]) {
          await page.waitForFunction(n => globalThis.asked === n, asked);
          await page.getByRole('radio').first().check({ force: true });
          await page.getByRole('button', { name: 'Send' }).click();
        }
        await page.waitForFunction(() => globalThis.code === 200);
        assert.deepEqual(errors, []);
      } finally {
        await context.close();
      }
    });
  }
});
