// A phone whose owner wants larger text, as an app's web view makes it: the lines grow, the boxes in px do not.
/* global customElements, document */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser, startPages } from './page-helpers.mjs';

let browser;
let pages;
before(async () => {
  browser = await startBrowser();
  pages = await startPages({ issueToken: () => '' });
});
after(async () => {
  await browser?.close();
  await pages?.close();
});

test('initials stay in their box', async () => {
  const page = await browser.newPage({ isMobile: true, viewport: { width: 360, height: 640 } });
  await page.goto(
    pages.urlOf(`<meta name="viewport" content="width=device-width"><style>html { text-size-adjust: 170% }</style>
    <syncfy-session token="t" locale="en"><syncfy-connect client-name="Aurora"></syncfy-connect></syncfy-session>`),
  );
  await page.locator('[part~="button-continue"]').waitFor();
  const [box, text, size] = await page.evaluate(async () => {
    await customElements.whenDefined('syncfy-connect');
    const logo = document.querySelector('syncfy-connect').shadowRoot.querySelector('[part~="logo-initials"]');
    const range = document.createRange();
    range.selectNodeContents(logo);
    const sides = ({ top, bottom }) => [top, bottom];
    return [
      sides(logo.getBoundingClientRect()),
      sides(range.getBoundingClientRect()),
      range.getBoundingClientRect().height,
    ];
  });
  assert.ok(size > 20, `${size} px is no larger text`);
  assert.ok(text[0] >= box[0] && text[1] <= box[1], `text at ${text}, box at ${box}`);
});
