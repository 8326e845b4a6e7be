// A browser that changes the page for its user by itself, as Chrome on Android and apps with a web view can: it darkens what has no
// dark colours, enlarges text, but no boxes in px, and lays its own controls over the page. What the person sees is read from the picture.
/* global Image, OffscreenCanvas, btoa, customElements, document */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSandbox } from '../../dist/sandbox/index.js';
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

/** The relative luminance of the darkest and of the lightest thing in a picture. */
const range = (page, png) =>
  page.evaluate(async base64 => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const linear = byte => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
    let [least, most] = [1, 0];
    for (let at = 0; at < data.length; at += 4) {
      const light = 0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]);
      least = Math.min(least, light);
      most = Math.max(most, light);
    }
    return [least, most];
  }, png.toString('base64'));

test('captchas, buttons and the focus can be seen where a browser darkens the page', async () => {
  const page = await browser.newPage({ colorScheme: 'dark', viewport: { width: 360, height: 640 } });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setAutoDarkModeOverride', { enabled: true });
  await page.goto(pages.urlOf('<syncfy-session token="t" locale="en"><syncfy-twofa></syncfy-twofa></syncfy-session>'));
  await page.evaluate(async () => {
    await customElements.whenDefined('syncfy-twofa');
    // Black on nothing, as many captchas are.
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"><text x="9" y="45" font-size="40">R7K4P</text></svg>';
    const twofa = [{ name: 'captcha', type: 'text', label: 'Letters', imgBase64File: btoa(svg) }];
    Object.assign(document.querySelector('syncfy-twofa'), { challenge: { address: '/', twofa } });
  });
  const contrast = async shown => {
    const [least, most] = await range(page, shown);
    return (most + 0.05) / (least + 0.05);
  };
  const captcha = page.locator('[part~="picture-image"]');
  await captcha.waitFor();
  assert.ok((await contrast(await captcha.screenshot())) > 7, 'captcha');
  const button = page.locator('[part~="button-main"]');
  // Within its border.
  const { x, y, width, height } = await button.boundingBox();
  const clip = { x: x + 12, y: y + 12, width: width - 24, height: height - 24 };
  assert.ok((await contrast(await page.screenshot({ clip }))) > 4.5, 'button');
  const input = page.getByRole('textbox');
  await input.focus();
  const box = await input.boundingBox();
  // Beside it: the surface and the ring.
  const beside = { x: box.x - 8, y: box.y + 12, width: 7, height: box.height - 24 };
  assert.ok((await contrast(await page.screenshot({ clip: beside }))) > 3, 'focus');
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

test('the last button of the dialog ends above what a phone lays over the screen', async () => {
  const page = await browser.newPage({ isMobile: true, viewport: { width: 390, height: 664 } });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setSafeAreaInsetsOverride', { insets: { bottom: 34 } });
  await page.goto(
    pages.urlOf(`<meta name="viewport" content="width=device-width, viewport-fit=cover">
    <syncfy-session token="t" locale="en"><syncfy-connect mode="dialog" open></syncfy-connect></syncfy-session>`),
  );
  const { y, height } = await page.locator('[part~="button-continue"]').boundingBox();
  assert.ok(y + height <= 664 - 34, `it ends at ${y + height}`);
});

/** A phone that shows an element, in a session of a sandbox of its own. */
async function openPhone(t, width, height, element) {
  const sandbox = await startSandbox();
  t.after(() => sandbox.close());
  const page = await browser.newPage({ isMobile: true, hasTouch: true, viewport: { width, height } });
  await page.goto(
    pages.urlOf(`<meta name="viewport" content="width=device-width">
    <syncfy-session token="${sandbox.issueToken()}" api-base="${sandbox.apiBase}" assets-base="${sandbox.assetsBase}"
      country="MX" locale="en">${element}</syncfy-session>`),
  );
  return page;
}

test('above a keyboard on the screen one sees what is found', async t => {
  // What a keyboard leaves of a small phone.
  const page = await openPhone(t, 360, 290, '<syncfy-connect mode="dialog" open no-consent></syncfy-connect>');
  const search = page.getByRole('searchbox');
  const found = page.locator('[part~="organization-name"]').first();
  const chips = page.locator('[part~="chips"]');
  await found.waitFor();
  await search.tap();
  await search.fill('bank');
  await chips.waitFor({ state: 'hidden' });
  const { y, height } = await found.boundingBox();
  assert.ok(y > 0 && y + height <= 290, `it stands at ${y}, ${height} px tall`);
  await search.fill('there is none');
  // A press, and what it takes the focus from, move nothing: what is pressed then is what was meant.
  const country = page.getByLabel('Country');
  await country.selectOption({ label: 'Panama' });
  await search.fill('acme');
  await country.waitFor();
  await country.focus();
  await country.selectOption({ label: 'Mexico' });
  await found.waitFor();
  await found.tap();
  await page.locator('[aria-expanded="true"]').waitFor();
  assert.ok(await country.isVisible());
  await search.fill('');
  await chips.waitFor();
  // Whoever comes back has no keyboard on the screen, and finds the country and the types there.
  await search.fill('acme');
  await chips.waitFor({ state: 'hidden' });
  await found.tap();
  await page.locator('[part~="site"]').first().tap();
  await page.locator('[part~="button-back"]').tap();
  await chips.waitFor();
  assert.equal(await search.inputValue(), 'acme');
  // What is chosen besides what is typed stays in sight: it is why less is found.
  await page.getByRole('button', { name: 'Banks' }).tap();
  await search.fill('there is none');
  await page.locator('[part~="message"]').waitFor();
  await search.fill('acme bank');
  await page.locator('[part~="message"]').waitFor({ state: 'detached' });
  assert.ok(await chips.isVisible());
});

test('above a keyboard on the screen, a press in a list that stays moves nothing under the finger', async t => {
  const page = await openPhone(t, 390, 760, '<syncfy-site-picker></syncfy-site-picker>');
  const row = page.locator('[part~="organization"]').first();
  await row.waitFor();
  await page.getByRole('searchbox').fill('aguas');
  await page.locator('[part~="chips"]').waitFor({ state: 'hidden' });
  const { y } = await row.boundingBox();
  await row.tap();
  await page.locator('[part~="organization"][aria-current]').waitFor();
  assert.equal((await row.boundingBox()).y, y);
});
