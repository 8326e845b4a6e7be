// What docs/*.md tell a developer to write, done as it stands there, against the sandbox.
/* global document */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { clientOf, codesOf, poll, startFast, TEST_LOGIN } from './sandbox-helpers.mjs';
import { startBrowser, startPages } from './page-helpers.mjs';

const AsyncFunction = (async () => {}).constructor;

/** The code of a guide that begins with a text. */
function codeOf(guide, beginning) {
  const blocks = readFileSync(`docs/${guide}.md`, 'utf8').matchAll(/```js\n(.*?)```/gs);
  const found = [...blocks].map(([, code]) => code).filter(code => code.startsWith(beginning));
  assert.equal(found.length, 1, `${guide}.md: ${beginning}`);
  return found[0];
}

test('a server makes tokens, and asks whose a credential is', async t => {
  const sandbox = await startFast();
  const servers = [];
  t.after(async () => {
    for (const server of servers) server.close();
    await sandbox.close();
  });
  const names = {
    process: { env: { SYNCFY_API: sandbox.apiBase, SYNCFY_API_KEY: 'any' } },
    createServer: listener => servers[servers.push(createServer(listener)) - 1],
  };
  const server = codeOf('integration', 'import { createServer }');
  const check = codeOf('integration', '/** Whether a credential');
  const code = `${server.replace(/^import .*/, '').replace('listen(3000)', 'listen(0)')}; ${check}; return isTheirs;`;
  const isTheirs = await new AsyncFunction(...Object.keys(names), code)(...Object.values(names));
  if (!servers[0].listening) await once(servers[0], 'listening');

  const url = `http://127.0.0.1:${servers[0].address().port}/syncfy/session`;
  const answer = await fetch(url, { method: 'POST' });
  const { token } = await answer.json();
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal((await fetch(url)).status, 404);
  const owner = 'the id_user of whoever is logged in';
  const api = clientOf(sandbox, owner);
  const { response: run } = await api('POST', '/v1/credentials', {
    id_site: '56cf5728784806f72b8b4568',
    credentials: TEST_LOGIN,
  });
  assert.deepEqual(codesOf(await poll(api, run)), [100, 101, 102, 200]);
  const listed = await fetch(`${sandbox.apiBase}/credentials`, { headers: { Authorization: `TOKEN token=${token}` } });
  assert.equal((await listed.json()).response[0].id_credential, run.id_credential, 'the token is that of the user');
  assert.equal(await isTheirs(owner, run.id_credential), true);
  assert.equal(await isTheirs('somebody else', run.id_credential), false);
  for (const path of ['accounts', 'transactions']) {
    const query = `id_user=${encodeURIComponent(owner)}&id_credential=${run.id_credential}`;
    const rows = await fetch(`${sandbox.apiBase}/${path}?${query}`, {
      headers: { Authorization: 'api_key api_key=any' },
    });
    assert.notEqual((await rows.json()).response.length, 0, path);
  }
});

test('locators lead from end to end', async t => {
  const sandbox = await startFast();
  const browser = await startBrowser();
  const pages = await startPages({ issueToken: () => '' });
  t.after(async () => {
    await browser.close();
    await pages.close();
    await sandbox.close();
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(
    pages.urlOf(`<syncfy-session token="${sandbox.issueToken('someone')}" api-base="${sandbox.apiBase}"
      assets-base="${sandbox.assetsBase}" country="MX" locale="en"><syncfy-connect></syncfy-connect></syncfy-session>`),
  );
  const closed = page.evaluate(
    () => new Promise(resolve => document.addEventListener('syncfy-close', ({ detail }) => resolve(detail.reason))),
  );
  await new AsyncFunction('page', codeOf('sandbox', 'await page.getByRole'))(page);
  assert.equal(await closed, 'done');
});
