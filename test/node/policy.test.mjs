// The file for a script tag in a page whose policy comes as a header and allows nothing but what docs/security.md says: whole
// logins with a captcha, a file and the dialog, after which the page around is as it was.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chromium } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../scripts/browsers.mjs';
import { startSandbox } from '../../dist/sandbox/index.js';

const SCRIPT = 'dist/cdn/syncfy-elements.js';

/** Runs first: keeps what the policy objects to, and what the page was like. */
const WATCH = `
const violations = [];
document.addEventListener('securitypolicyviolation', event =>
  violations.push([event.effectiveDirective, event.blockedURI, event.sample].join(' ')));
const errors = [];
addEventListener('error', event => errors.push(event.message));
addEventListener('unhandledrejection', event => errors.push(String(event.reason)));
for (const name of ['pushState', 'replaceState', 'back', 'forward', 'go']) {
  const original = History.prototype[name];
  Object.defineProperty(History.prototype, name, {
    configurable: true, writable: true, value(...args) { errors.push('history.' + name); return original.apply(this, args); },
  });
}
const builtIns = new Map();
for (const name of Reflect.ownKeys(globalThis)) {
  const { value } = Reflect.getOwnPropertyDescriptor(globalThis, name);
  if (typeof value !== 'function' && typeof value !== 'object' || !value || value === globalThis) continue;
  builtIns.set(String(name), value);
  if (value.prototype) builtIns.set(String(name) + '.prototype', value.prototype);
}
const functions = one => Reflect.ownKeys(one).map(key => [key, Reflect.getOwnPropertyDescriptor(one, key)]);
const prototypes = new Map([...builtIns].map(([name, one]) => [name, functions(one)]));
globalThis.events = [];
globalThis.report = undefined;
const globals = new Set(Reflect.ownKeys(globalThis));
const start = [history.length, JSON.stringify(history.state), location.href, document.title].join();
globalThis.report = () => {
  const changed = [];
  for (const [name, before] of prototypes) {
    const now = new Map(functions(builtIns.get(name)));
    const known = new Set(before.map(([key]) => key));
    for (const key of now.keys()) if (!known.has(key)) changed.push(name + '.' + String(key));
    for (const [key, { value, get, set }] of before) {
      const other = now.get(key);
      if (!other || other.get !== get || other.set !== set || (typeof value === 'function' && other.value !== value))
        changed.push(name + '.' + String(key));
    }
  }
  return {
    violations, errors, changed,
    globals: Reflect.ownKeys(globalThis).filter(key => !globals.has(key)).map(String),
    inline: document.querySelectorAll('style, [style], script:not([src])').length,
    moved: start !== [history.length, JSON.stringify(history.state), location.href, document.title].join(),
    stored: [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(Boolean),
  };
};
for (const name of ['syncfy-success', 'syncfy-failure', 'syncfy-error', 'syncfy-close'])
  addEventListener(name, event => events.push(name + ' ' + (event.detail.code ?? event.detail.reason ?? event.detail.error?.code)));
`;

/** By which two copies of Lit find each other; nothing else may come. */
const THEIRS = /^(?:litElementVersions|litHtmlVersions|reactiveElementVersions|litPropertyMetadata|Symbol\.metadata)$/;
const CLEAN = { violations: [], errors: [], changed: [], globals: [], inline: 0, moved: false, stored: [] };

describe('a page with the strictest policy', () => {
  let sandbox;
  let server;
  let browser;
  let base;

  const policy = () => {
    const socket = sandbox.origin.replace('http', 'ws');
    return (
      `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${sandbox.origin} ${socket}; ` +
      `img-src ${sandbox.origin} data:; require-trusted-types-for 'script'; trusted-types lit-html`
    );
  };
  const html = (body, more) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>
    <script src="/watch.js"></script><script type="module" src="/syncfy-elements.js"></script>${more}</head><body>
    <syncfy-session token="${sandbox.issueToken()}" api-base="${sandbox.apiBase}" assets-base="${sandbox.assetsBase}"
      country="MX" locale="en">${body}</syncfy-session></body></html>`;

  before(async () => {
    sandbox = await startSandbox({ pace: 15 });
    server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url, 'http://localhost');
      const send = (type, text) => response.writeHead(200, { 'Content-Type': type }).end(text);
      response.setHeader('Content-Security-Policy', policy());
      if (pathname === '/watch.js') send('text/javascript', WATCH);
      else if (pathname === '/syncfy-elements.js') send('text/javascript', readFileSync(SCRIPT));
      else if (pathname === '/') send('text/html', html(searchParams.get('body'), searchParams.get('more') ?? ''));
      else response.writeHead(404).end();
    });
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${server.address().port}/`;
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  });
  after(async () => {
    await browser?.close();
    await new Promise(resolve => (server ? server.close(resolve) : resolve()));
    await sandbox?.close();
  });

  async function open(t, body, more = '') {
    const context = await browser.newContext({ locale: 'en-US' });
    t.after(() => context.close());
    const page = await context.newPage();
    const asked = [];
    page.on('request', request => asked.push(request.url()));
    page.on('websocket', socket => asked.push(socket.url()));
    await page.goto(`${base}?body=${encodeURIComponent(body)}&more=${encodeURIComponent(more)}`);
    return { page, context, asked };
  }

  async function logIn(page, organization, site, fields) {
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('searchbox').fill(organization);
    await page.getByRole('button', { name: site, exact: true }).click();
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
  }

  const told = page => page.evaluate('globalThis.events');
  async function ended(page) {
    await page.waitForFunction(() => globalThis.events.some(name => /success|failure/.test(name)));
    return (await told(page)).filter(name => !name.startsWith('syncfy-close'));
  }

  /** The page around is as it was, and nobody else was asked anything. */
  async function expectClean({ page, context, asked }) {
    const report = await page.evaluate('report()');
    for (const key of ['globals', 'changed']) report[key] = report[key].filter(name => !THEIRS.test(name));
    assert.deepEqual(report, CLEAN);
    const hosts = new Set(asked.filter(url => !url.startsWith('data:')).map(url => new URL(url).host));
    assert.deepEqual([...hosts].sort(), [new URL(base).host, new URL(sandbox.origin).host].sort());
    assert.deepEqual(await context.cookies(), []);
  }

  const LOGIN = { Username: 'test', Password: 'test' };

  test('is told of what it forbids', async t => {
    const { page } = await open(
      t,
      '<p style="color: red"></p>',
      '<script>globalThis.inline = 1</script><style>p {}</style>',
    );
    await page.waitForFunction(() => globalThis.report().violations.length >= 3);
    assert.equal(await page.evaluate('typeof inline'), 'undefined');
  });

  test('connects with a captcha', async t => {
    const opened = await open(t, '<syncfy-connect></syncfy-connect>');
    const { page } = opened;
    await logIn(page, 'Acme Bank', 'Captcha (2FA)', LOGIN);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    const picture = page.locator('[part~="picture-image"]');
    await picture.waitFor();
    assert.ok(await picture.evaluate(image => image.decode().then(() => image.naturalWidth > 0)));
    await page.locator('[part~="picture"]').first().click();
    await page.keyboard.press('Escape');
    await page.getByLabel('Enter the text of the image').fill('test');
    await page.locator('syncfy-twofa [part~="button-main"]').click();
    assert.deepEqual(await ended(page), ['syncfy-success 200']);
    await expectClean(opened);
  });

  const FILE_GIVEN = {
    async 'is chosen'(page, path) {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.locator('input[type=file]').click()]);
      await chooser.setFiles(path);
    },
    async 'is dropped in the corner of its area'(page, path) {
      const area = page.locator('[part~="drop"]');
      await area.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await area.boundingBox();
      const at = { x: x + width - 5, y: y + height - 5 };
      const data = { items: [{ mimeType: 'application/pdf', data: '' }], files: [path], dragOperationsMask: 1 };
      const cdp = await page.context().newCDPSession(page);
      for (const type of ['dragEnter', 'dragOver', 'drop'])
        await cdp.send('Input.dispatchDragEvent', { type, ...at, data });
    },
  };
  for (const [how, give] of Object.entries(FILE_GIVEN)) {
    test(`connects with a file that ${how}`, async t => {
      const opened = await open(t, '<syncfy-connect></syncfy-connect>');
      const { page } = opened;
      const folder = mkdtempSync(join(tmpdir(), 'syncfy-'));
      t.after(() => rmSync(folder, { recursive: true }));
      const path = join(folder, 'march.pdf');
      writeFileSync(path, '%PDF-1.4 march');
      await logIn(page, 'Acme Labs', FILE_SITE, { User: 'test', Password: 'test' });
      await give(page, path);
      await page.getByText('march.pdf').waitFor();
      await page.getByRole('radio').first().check();
      await page.locator('syncfy-credential-form [part~="button-main"]').click();
      assert.deepEqual(await ended(page), ['syncfy-success 200']);
      const posted = sandbox.requests.filter(({ method }) => method === 'POST').at(-1);
      assert.match(JSON.stringify(posted.body), /data:application\/pdf;base64,/);
      await expectClean(opened);
    });
  }

  test('connects in a dialog', async t => {
    const opened = await open(t, '<syncfy-connect mode="dialog" open></syncfy-connect>');
    const { page } = opened;
    await logIn(page, 'Acme Bank', 'Normal', LOGIN);
    await page.locator('syncfy-credential-form [part~="button-main"]').click();
    assert.deepEqual(await ended(page), ['syncfy-success 200']);
    await page.locator('[part~="button-done"]').click();
    await page.waitForFunction(() => globalThis.events.some(name => name.startsWith('syncfy-close')));
    await expectClean(opened);
  });
});

const FILE_SITE = 'Every Element';

describe('the element in a frame, as docs/security.md tells', () => {
  const blocks = [
    ...readFileSync('docs/security.md', 'utf8')
      .split('### In a frame')[1]
      .matchAll(/```\w*\n([^]*?)```/g),
  ];
  const [PAGE, PAGE_SCRIPT, FRAME, FRAME_SCRIPT, HEADER] = blocks.map(([, text]) => text);
  const servers = [];
  let sandbox;
  let browser;

  /** Serves files by their paths; answers the origin. */
  async function serve(files) {
    const server = createServer((request, response) => {
      const [type, text, headers] = files()[request.url] ?? [];
      response
        .writeHead(text === undefined ? 404 : 200, { 'Content-Type': type ?? 'text/plain', ...headers })
        .end(text);
    });
    servers.push(server);
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${server.address().port}`;
  }

  before(async () => {
    sandbox = await startSandbox({ pace: 15 });
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  });
  after(async () => {
    await browser?.close();
    for (const server of servers) await new Promise(resolve => server.close(resolve));
    await sandbox?.close();
  });

  test('connects, tells the page how it went, and nothing else', async t => {
    let frame = '';
    let page = '';
    const there = text =>
      text
        .replaceAll('https://connect.shop.example/', `${frame}/`)
        .replaceAll('https://connect.shop.example', frame)
        .replaceAll('https://shop.example', page)
        .replaceAll('https://api.syncfy.com', sandbox.origin)
        .replaceAll('wss://api.syncfy.com', sandbox.origin.replace('http', 'ws'))
        .replaceAll('https://s.syncfy.com', sandbox.origin)
        .replace(
          '<syncfy-session ',
          `<syncfy-session api-base="${sandbox.apiBase}" assets-base="${sandbox.assetsBase}" country="MX" `,
        )
        .replace('lang="es"', 'lang="en"');
    page = await serve(() => ({
      '/': ['text/html', `<!doctype html><title>A shop</title><link rel="icon" href="data:,">${there(PAGE)}`],
      '/page.js': ['text/javascript', there(PAGE_SCRIPT)],
    }));
    frame = await serve(() => ({
      '/': ['text/html', there(FRAME), { 'Content-Security-Policy': there(HEADER.trim()) }],
      '/frame.js': ['text/javascript', there(FRAME_SCRIPT)],
      '/syncfy-elements.js': ['text/javascript', readFileSync(SCRIPT)],
      '/syncfy/session': ['application/json', JSON.stringify({ token: sandbox.issueToken() })],
    }));
    const context = await browser.newContext({ locale: 'en-US' });
    t.after(() => context.close());
    const tab = await context.newPage();
    const complaints = [];
    tab.on('console', message => message.type() === 'error' && complaints.push(message.text()));
    tab.on('pageerror', error => complaints.push(error.message));
    await tab.addInitScript(() => {
      globalThis.told = [];
      globalThis.document.addEventListener('connected', ({ detail }) => globalThis.told.push(detail));
    });
    await tab.goto(page);
    const inside = tab.frameLocator('iframe');
    await inside.getByRole('button', { name: 'Continue' }).click();
    await inside.getByRole('searchbox').fill('Acme Bank');
    await inside.getByRole('button', { name: 'Normal', exact: true }).click();
    await inside.getByLabel('Username').fill('test');
    await inside.getByLabel('Password', { exact: true }).fill('test');
    await inside.locator('syncfy-credential-form [part~="button-main"]').click();
    await tab.waitForFunction(() => globalThis.told.length > 0);
    const [{ credentialId, rid, ...told }, ...more] = await tab.evaluate('told');
    const success = { type: 'syncfy-success', code: 200, kind: 'success', httpStatus: undefined, reason: undefined };
    assert.deepEqual([told, more], [success, []]);
    assert.match(rid, /\w/);
    assert.match(credentialId, /^[0-9a-f]{24}$/);
    assert.equal(await tab.evaluate('document.querySelector("iframe").contentDocument'), null);
    assert.deepEqual(complaints, []);
  });

  test('is not shown in anybody else’s page', async t => {
    const frame = await serve(() => ({
      '/': ['text/html', '<p>Here</p>', { 'Content-Security-Policy': HEADER.trim() }],
    }));
    const other = await serve(() => ({ '/': ['text/html', `<iframe src="${frame}/"></iframe>`] }));
    const context = await browser.newContext();
    t.after(() => context.close());
    const tab = await context.newPage();
    const refused = new Promise(resolve => tab.on('console', message => resolve(message.text())));
    await tab.goto(other);
    assert.match(await refused, /frame-ancestors/);
    assert.equal(await tab.frameLocator('iframe').getByText('Here').count(), 0);
  });
});
