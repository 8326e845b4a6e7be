// The elements in pages of the frameworks that docs/integration.md names, written as it says there: their properties are set,
// their events are heard, and a page that is rendered anew at every step takes nobody back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { compile } from 'svelte/compiler';
import ts from 'typescript';
import { build } from 'vite';
import { startSandbox } from '../../dist/sandbox/index.js';
import { startBrowser } from './page-helpers.mjs';
import { complaints, IN_A_PAGE } from './types-helpers.mjs';

const PAGES = {
  'React 19': 'react.tsx',
  'React 19 from a server': 'react-hydrated.tsx',
  Vue: 'vue.js',
  Angular: 'angular.js',
  Svelte: 'svelte.js',
  Preact: 'preact.js',
};

const svelte = {
  name: 'svelte',
  transform: (code, id) => (id.endsWith('.svelte') ? compile(code, { filename: id }).js : null),
};

/** The script of a page, as the page's own bundler makes it. */
async function bundle(page) {
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [svelte],
    build: { write: false, target: 'es2022', modulePreload: false, rolldownOptions: { input: page } },
  });
  assert.equal(output.length, 1);
  return output[0].code;
}

async function startShop(sandbox, script) {
  const html = `<!doctype html><html lang="en" data-origin="${sandbox.origin}"><head><meta charset="utf-8"><title>A shop</title>
    <link rel="icon" href="data:,"><script type="module" src="/shop.js"></script></head><body><div id="app"></div></body></html>`;
  const server = createServer(({ url }, response) => {
    const answer = (type, body) => response.writeHead(200, { 'Content-Type': type }).end(body);
    if (url === '/token') answer('application/json', JSON.stringify({ token: sandbox.issueToken() }));
    else if (url === '/shop.js') answer('text/javascript', script);
    else answer('text/html', html);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => new Promise(done => server.close(done)) };
}

describe('a page of', () => {
  let sandbox;
  let browser;

  before(async () => {
    sandbox = await startSandbox({ pace: 15 });
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  async function open(t, file) {
    const shop = await startShop(sandbox, await bundle(`test/node/frameworks/${file}`));
    const context = await browser.newContext();
    t.after(async () => {
      await context.close();
      await shop.close();
    });
    const page = await context.newPage();
    const complaints = [];
    page.on('pageerror', error => complaints.push(error.message));
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()));
    page.setDefaultTimeout(20_000);
    await page.goto(shop.url);
    return { page, complaints };
  }

  for (const [name, file] of Object.entries(PAGES)) {
    it(name, async t => {
      const { page, complaints } = await open(t, file);
      const add = page.getByRole('button', { name: 'Add an account' });
      const dialog = page.getByRole('dialog');
      const press = button => dialog.getByRole('button', { name: button }).click();

      await add.click();
      await dialog.getByText('A shop uses').waitFor();
      await press('Go on');
      await page.getByText('Begun').waitFor();
      await dialog.getByRole('searchbox').fill('acme');
      await press('Normal');
      await dialog.getByLabel('Username').fill('test');
      await dialog.getByLabel('Password', { exact: true }).fill('test');
      await press('Connect');
      await dialog.getByRole('button', { name: 'Done' }).waitFor();
      assert.match(await page.locator('output').textContent(), /^[\da-f]{24}$/);
      await press('Done');
      await dialog.waitFor({ state: 'hidden' });

      await add.click();
      await dialog.waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      assert.deepEqual(complaints, []);
    });
  }
});

describe('the file of types that docs/integration.md has for', () => {
  const folder = 'test/node/frameworks';
  const blocks = [
    ...readFileSync('docs/integration.md', 'utf8').matchAll(/```ts\n(\/\/ syncfy-elements\.d\.ts\n.*?)```/gs),
  ];
  const bundler = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, allowJs: true };
  const options = { ...IN_A_PAGE, ...bundler, jsx: ts.JsxEmit.ReactJSX, skipLibCheck: true };

  /** What is said against modules beside the file that the documentation has for a framework. */
  function complaintsOf(framework, modules) {
    const types = blocks.map(([, code]) => code).find(code => code.includes(`declare module '${framework}'`));
    const files = Object.entries({ ...modules, 'syncfy-elements.d.ts': types });
    return complaints(Object.fromEntries(files.map(([name, code]) => [resolve(folder, name), code])), options);
  }

  it('React', () => {
    const pages = ['react.tsx', 'react-hydrated.tsx'].map(name => [name, readFileSync(`${folder}/${name}`, 'utf8')]);
    assert.deepEqual(complaintsOf('react', Object.fromEntries(pages)), []);
    const wrong = `export const wrong = [
      <syncfy-connect key="1" open="yes" />,
      <syncfy-connect key="2" isOpen />,
      <syncfy-session key="3" refreshToken={() => 1} />,
      <syncfy-connect key="4" onsyncfy-success={event => event.detail.unknown} />,
      <syncfy-connected key="5" />,
    ];`;
    assert.equal(complaintsOf('react', { 'wrong.tsx': wrong }).length, 5);
  });

  it('Vue', () => {
    const code = props => `import type { GlobalComponents } from 'vue';
      export const props: InstanceType<GlobalComponents['syncfy-connect']>['$props'] = ${props};`;
    const right = "{ open: true, onlySites: ['Normal'], onSyncfySuccess: event => event.detail.credentialId }";
    assert.deepEqual(complaintsOf('vue', { 'right.ts': code(right) }), []);
    for (const wrong of ["{ open: 'yes' }", '{ onSyncfySuccess: event => event.detail.unknown }'])
      assert.equal(complaintsOf('vue', { 'wrong.ts': code(wrong) }).length, 1, wrong);
  });

  it('Svelte', () => {
    const code = props => `import type { SvelteHTMLElements } from 'svelte/elements';
      export const props: SvelteHTMLElements['syncfy-connect'] = ${props};`;
    const right = `{ open: true, noConsent: true, 'client-name': 'A shop', 'onsyncfy-success': event => event.detail.credentialId }`;
    assert.deepEqual(complaintsOf('svelte/elements', { 'right.ts': code(right) }), []);
    for (const wrong of [
      "{ open: 'yes' }",
      "{ 'no-bakk': true }",
      "{ 'onsyncfy-success': event => event.detail.unknown }",
    ])
      assert.equal(complaintsOf('svelte/elements', { 'wrong.ts': code(wrong) }).length, 1, wrong);
  });
});
