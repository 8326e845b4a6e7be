// Marked values are typed with the keyboard into every field of every test site, and looked for wherever a script, a log,
// another host or who comes later could find them. The page has no script but the built file: whatever holds a value, that file does.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { challengeFields, loginWays, SyncfyClient } from '../../dist/headless.js';
import { sessionHtml, startBrowser, startPages, startRelay } from './page-helpers.mjs';
import { heapOf } from './heap-helpers.mjs';
import { startFast, until } from './sandbox-helpers.mjs';

const WATCH = fileURLToPath(new URL('pages/watch.js', import.meta.url));
const TOKEN_SITE = '56cf5728784806f72b8b4569';
const PARTS = ['site-picker', 'credential-form', 'job-status', 'twofa'];
const SECRET = new Set(['password', 'file']);

/** A world of its own: what one test breaks or lets expire is no other's. */
async function startWorld(options) {
  const sandbox = await startFast({ pace: 10, recordValues: true, ...options });
  const relay = await startRelay(sandbox);
  const pages = await startPages(sandbox);
  return { sandbox, relay, pages, close: () => Promise.all([relay.close(), pages.close(), sandbox.close()]) };
}

/** The tests' own way to the sandbox, past the relay. */
function clientOf({ sandbox }) {
  const token = async () => sandbox.issueToken();
  return new SyncfyClient({ apiBase: sandbox.apiBase, tokens: { get: token, renew: token } });
}

// What there is to fill in is known before the tests are named.
const world = await startWorld();
const organizations = await clientOf(world).organizations();
const sites = organizations
  .filter(({ name }) => name.startsWith('Acme'))
  .flatMap(({ name, sites }) => sites.map(site => ({ ...site, isBank: name !== 'Acme Labs' })));
const flows = sites.flatMap(site => loginWays(site).map((way, at) => ({ site, way, at })));
/** So many share a page. */
const groups = Array.from({ length: Math.ceil(flows.length / 4) }, (_, index) => ({
  layout: ['connect', 'parts', 'dialog'][index % 3],
  flows: flows.slice(4 * index, 4 * index + 4),
}));

const folder = mkdtempSync(join(tmpdir(), 'canary-'));
let browser;
before(async () => {
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await world.close();
  rmSync(folder, { recursive: true });
});

/** Something to type that occurs nowhere else. It is found by its stem, which looks the same in a URL, in JSON and in HTML. */
function canary({ name, kind, rules = [] }, isAnswer) {
  const hex = randomBytes(6).toString('hex');
  const stem = `Canary${hex}`;
  const kinds = [
    { stem, text: `${stem}"é<&%+/\\'` },
    // A taxpayer's id, and digits where only those are taken.
    { stem: `CNR${(parseInt(hex, 16) % 9e5) + 1e5}${hex.slice(0, 3)}` },
    { stem: String(parseInt(hex, 16) + 1e15).slice(-13) },
  ].map(one => ({ text: one.stem, ...one }));
  const digits = isAnswer && /^(?:token|captcha)$/.test(name);
  const found = digits ? kinds[2] : kinds.find(({ text }) => rules.every(({ pattern }) => pattern.test(text)));
  if (kind === 'file') {
    const path = join(folder, `${hex}.pdf`);
    writeFileSync(path, stem);
    return { name, kind, stem, text: `data:application/pdf;base64,${Buffer.from(stem).toString('base64')}`, path };
  }
  return { name, kind, ...found };
}

/** How a text may be written: as it is, or in Base64, of which each third letter may begin a group. */
function formsOf({ stem }) {
  const base64 = [0, 1, 2].map(before => {
    const text = Buffer.from(' '.repeat(before) + stem).toString('base64');
    return text.slice(before && 4, 4 * Math.floor((before + stem.length) / 3));
  });
  return [stem, ...base64];
}

const has = (text, secret) => formsOf(secret).some(form => text.includes(form));

/** Opens a page, and listens to all that it says. */
async function open(t, body, { sandbox, relay, pages } = world, more) {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  t.after(() => context.close());
  await context.addInitScript({ path: WATCH });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const told = { 'the console': [], 'an uncaught error': [], 'a socket': [] };
  const requests = [];
  page.on('console', message => told['the console'].push(message.text()));
  page.on('pageerror', error => told['an uncaught error'].push(`${error.message} ${error.stack}`));
  page.on('websocket', socket => {
    told['a socket'].push(socket.url());
    socket.on('framesent', ({ payload }) => told['a socket'].push(String(payload)));
  });
  context.on('request', request =>
    requests.push({
      method: request.method(),
      url: request.url(),
      headers: JSON.stringify(request.headers()),
      body: request.postData() ?? '',
    }),
  );
  await page.goto(pages.urlOf(sessionHtml(relay, body, more)));
  return { page, context, sandbox, relay, pages, told, requests };
}

const layouts = {
  connect: id => `<syncfy-connect no-consent site-id="${id}"></syncfy-connect>`,
  dialog: id => `<syncfy-connect mode="dialog" open no-consent site-id="${id}"></syncfy-connect>`,
  parts: id =>
    PARTS.map(name => `<syncfy-${name}${name === 'credential-form' ? ` site-id="${id}"` : ''}></syncfy-${name}>`).join(
      '',
    ),
};

/** What an intended request has besides what was typed; of any other request, all of it. */
function besides({ method, url, body }) {
  const { pathname } = new URL(url, 'http://any');
  const may =
    /^(?:POST \/v1\/(?:credentials|pulls|jobs|jobs\/[\da-f]{24}\/twofa)|PUT \/v1\/credentials\/[\da-f]{24}\/sync)$/;
  if (!may.test(`${method} ${pathname}`)) return body;
  const others = JSON.parse(body);
  for (const values of ['credentials', 'input', 'twofa']) delete others[values];
  return JSON.stringify(others);
}

const withoutToken = headers => headers.replace(/(authorization["\n:\s]+)TOKEN token=[\da-f]{32}/i, '$1');

/** Where any of these is that must be nowhere. */
async function leaks({ page, context, relay, pages, told, requests }, canaries) {
  const { cookies, origins } = await context.storageState({ indexedDB: true });
  const sent = [...requests, ...relay.requests];
  const places = {
    ...(await page.evaluate('watched.dump()')),
    ...told,
    'what is stored': [JSON.stringify({ cookies, origins })],
    'a request’s URL': sent.map(({ url }) => url),
    'a request’s headers': sent.map(({ headers }) => withoutToken(headers)),
    'a request’s body': sent.map(besides),
  };
  const secrets = [...canaries, ...pages.tokens.map(token => ({ stem: token }))];
  return Object.entries(places).flatMap(([place, texts]) =>
    secrets.flatMap(secret =>
      texts.filter(text => has(text, secret)).map(text => `${secret.stem} in ${place}: ${text.slice(0, 300)}`),
    ),
  );
}

async function assertKept(watched, canaries) {
  assert.deepEqual(await leaks(watched, canaries), []);
}

/** How often each was sent. */
const postsOf = ({ relay }, secret) => relay.requests.filter(({ body }) => has(body, secret)).length;

function assertPosted(watched, canaries, times = 1) {
  for (const one of canaries) {
    assert.equal(postsOf(watched, one), times, `${one.name} was sent`);
    const bodies = watched.relay.requests.filter(({ body }) => has(body, one)).map(({ body }) => JSON.parse(body));
    for (const { credentials, input, twofa } of bodies) {
      assert.ok(
        [(credentials ?? input ?? twofa)[one.name]].flat().includes(one.text),
        `${one.name} is sent as it was typed`,
      );
    }
  }
}

async function assertNotInHeap({ context, page }, canaries) {
  const heap = await heapOf(context, page);
  assert.deepEqual(
    canaries.flatMap(one => formsOf(one).flatMap(form => heap.find(form))),
    [],
  );
}

const fieldsIn = (page, tag) => page.locator(`${tag} [part~="field"]:not([part~="note"]):visible`);
const isAsked = ({ kind }) => kind !== 'hidden' && kind !== 'note';

/** Fills in all fields; answers what was typed. */
async function fillIn({ page }, tag, fields) {
  const asked = fields.filter(isAsked);
  const boxes = fieldsIn(page, tag);
  await boxes.first().waitFor();
  assert.equal(await boxes.count(), asked.length, 'every field is there');
  const canaries = [];
  const typed = async (box, field) => {
    const one = canary(field, tag === 'syncfy-twofa');
    canaries.push(one);
    await page.keyboard.type(one.text);
  };
  for (const [index, field] of asked.entries()) {
    const box = boxes.nth(index);
    const input = box.locator('[part~="field-input"]');
    if (field.kind === 'file') {
      const one = canary(field);
      canaries.push(one);
      await input.setInputFiles(one.path);
    } else if (await input.and(page.locator('select')).count()) {
      await input.selectOption({ index: 1 });
    } else if (field.options.length) {
      await box.locator('[part~="option"]').first().click();
    } else {
      await input.click();
      await page.keyboard.press('Control+A');
      await typed(box, field);
      if (field.kind === 'list') {
        await page.keyboard.press('Enter');
        await typed(box, field);
      }
    }
  }
  return canaries;
}

/** Sends, as a keyboard does: Enter in an input, else on the button. */
async function send({ page }, tag) {
  const url = page.url();
  const inputs = page.locator(`${tag} input:is([type=text],[type=password]):visible`);
  const last = inputs.last();
  await ((await inputs.count()) ? last : page.locator(`${tag} [part~="button-main"]:visible`)).press('Enter');
  assert.equal(page.url(), url);
}

const eventsOf = async ({ page }, name) => (await page.evaluate('watched.events')).filter(([type]) => type === name);

/** Waits for the next event of these, after so many; answers it. */
async function next(watched, names, after) {
  return until(
    async () => (await watched.page.evaluate('watched.events')).filter(([type]) => names.includes(type))[after],
    names.join(' or '),
    15_000,
  );
}

const ENDS = ['syncfy-success', 'syncfy-failure'];
const form = 'syncfy-credential-form';
const twofa = 'syncfy-twofa';

/** What the test bank takes in place of what was typed. */
function swap({ relay }, canaries, by) {
  for (const { kind, text } of canaries) if (kind === 'text' || kind === 'password') relay.swaps.set(text, by);
}

/** Which fields a challenge has: those that the job told of last. */
async function challengeOf({ requests, sandbox }) {
  const { url } = requests.findLast(one => /\/v1\/jobs\/\w+\/status$/.test(one.url));
  const history = await clientOf({ sandbox }).jobStatus(new URL(url).pathname);
  return challengeFields(history.findLast(({ code }) => code === 410).twofa);
}

/** Answers challenges until the job ends; answers what was typed. */
async function answerAll(watched, ends) {
  const canaries = [];
  for (let asked = 0; ; asked++) {
    const [type, , code] = await next(watched, ['syncfy-challenge', ...ENDS], asked + ends);
    if (type !== 'syncfy-challenge') return { canaries, code };
    const fields = (await challengeOf(watched)).filter(isAsked);
    const other = watched.page.locator(`${twofa} [part~="button-other"]:visible`);
    if (!fields.length) {
      // A device answers, or nobody can.
      if (await other.count()) await other.click();
      continue;
    }
    const typed = await fillIn(watched, twofa, fields);
    canaries.push(...typed);
    await assertKept(watched, canaries);
    await send(watched, twofa);
  }
}

/** Logs in with something typed into each field; answers what. */
async function logIn(watched, way, by) {
  const canaries = await fillIn(watched, form, way.fields);
  if (by) swap(watched, canaries, by);
  await assertKept(watched, canaries);
  assertPosted(watched, canaries, 0);
  await send(watched, form);
  return canaries;
}

const held = ({ page }) => page.evaluate('watched.held()');
const holdsSecrets = async watched => (await held(watched)).some(type => SECRET.has(type));

/** Puts other elements into the page's session. */
const show = ({ page }, body) =>
  page.evaluate(html => (globalThis.document.querySelector('syncfy-session').innerHTML = html), body);

/** Logs in at a site, refused at first; answers what was typed. */
async function connect(watched, { site, way, at }) {
  const { page } = watched;
  const before = (await watched.page.evaluate('watched.events')).filter(([type]) =>
    [...ENDS, 'syncfy-challenge'].includes(type),
  ).length;
  const endsBefore = (await Promise.all(ENDS.map(name => eventsOf(watched, name)))).flat().length;
  const canaries = [];
  const goOn = async by => {
    if (at) await page.locator('[part~="tab"]').nth(at).click();
    canaries.push(...(await logIn(watched, way, by)));
  };
  const isTyped = way.fields.some(({ kind }) => kind === 'password');
  if (isTyped) {
    await goOn('wrong');
    const [, , code] = await next(watched, ENDS, endsBefore);
    assert.equal(code, 401);
    await page.locator(`${form} [part~="error"]:visible`).waitFor();
    assert.ok(!(await holdsSecrets(watched)), 'what is secret is not kept for another try');
    await assertKept(watched, canaries);
  }
  await goOn(site.isBank ? 'test' : undefined);
  const { canaries: answers, code } = await answerAll(watched, before + isTyped);
  canaries.push(...answers);
  const isDevice = site.name.startsWith('Device');
  assert.equal(code, { Error: 500, 'Unknown Codes': 205 }[site.name] ?? (isDevice ? 0 : 200));
  await until(
    async () => !(code < 300 && code ? await held(watched) : []).length && !(await holdsSecrets(watched)),
    'empty inputs',
  );
  assertPosted(watched, canaries);
  await assertKept(watched, canaries);
  return canaries;
}

describe('a value that is typed is in its input and in the one request that posts it', { concurrency: 3 }, () => {
  test('in every site of the test banks, and every kind of field', () => {
    assert.equal(sites.filter(({ isBank }) => isBank).length, 17);
    assert.ok(sites.length >= 42);
    const kinds = new Set(flows.flatMap(({ way }) => way.fields.map(({ kind }) => kind)));
    assert.deepEqual([...kinds].sort(), ['file', 'list', 'password', 'select', 'text']);
  });

  for (const group of groups) {
    test(`${group.layout}: ${group.flows.map(({ site }) => site.name).join(', ')}`, async t => {
      const watched = await open(t, '');
      const canaries = [];
      for (const flow of group.flows) {
        await t.test(`${flow.site.name}${flow.at ? `, ${flow.way.label}` : ''}: refused, then taken`, async () => {
          await show(watched, layouts[group.layout](flow.site.id_site));
          canaries.push(...(await connect(watched, flow)));
        });
      }
      await t.test('and the heap holds none of it', () => assertNotInHeap(watched, canaries));
    });
  }
});

const login = flows.find(({ site }) => site.id_site === TOKEN_SITE);
const visible = (page, part, tag = '') => page.locator(`${tag} [part~="${part}"]:visible`).first();
const waits = { pace: 10, challengeTimeoutMs: 60_000 };

/** A page at the form of the site that asks for a token, in a world of its own. */
async function start(t, { layout = 'connect', options = waits, more, body } = {}) {
  const own = await startWorld(options);
  t.after(() => own.close());
  const token = more === 'token' ? `token="${own.pages.token()}"` : undefined;
  return open(t, body ?? layouts[layout](TOKEN_SITE), own, token);
}

async function toChallenge(watched) {
  const canaries = await logIn(watched, login.way, 'test');
  await next(watched, ['syncfy-challenge'], 0);
  const answers = await fillIn(watched, twofa, await challengeOf(watched));
  return { canaries, answers };
}

async function assertGone(watched, canaries, times) {
  await until(async () => !(await held(watched)).length, 'empty inputs');
  assertPosted(watched, canaries, times);
  await assertKept(watched, canaries);
  await assertNotInHeap(watched, canaries);
}

describe('so it is when something comes between', { concurrency: 3 }, () => {
  test('an answer that is refused', async t => {
    const watched = await start(t);
    const { canaries, answers } = await toChallenge(watched);
    swap(watched, answers, 'wrong');
    await send(watched, twofa);
    assert.equal((await next(watched, ENDS, 0))[2], 403);
    await visible(watched.page, 'error', form).waitFor();
    assert.ok(!(await holdsSecrets(watched)));
    const all = [...canaries, ...answers];
    assertPosted(watched, all);
    await assertKept(watched, all);
    await assertNotInHeap(watched, all);
  });

  test('an answer that comes too late, half typed', async t => {
    const watched = await start(t, { layout: 'parts', options: { ...waits, challengeTimeoutMs: 10_000 } });
    const { canaries, answers } = await toChallenge(watched);
    assert.equal((await next(watched, ENDS, 0))[2], 411);
    await until(async () => !(await watched.page.locator(`${twofa} input`).count()), 'no question any more');
    assertPosted(watched, canaries);
    assertPosted(watched, answers, 0);
    await assertKept(watched, [...canaries, ...answers]);
    await assertNotInHeap(watched, [...canaries, ...answers]);
  });

  for (const [what, how] of [
    ['a server that fails, and quotes what it was sent', 500],
    ['a server that does not understand, and quotes it', 400],
    ['a connection that breaks', 'cut'],
  ]) {
    test(`${what}: both times what was typed stays for another try`, async t => {
      const watched = await start(t);
      const { relay, page } = watched;
      const broken = async (tag, canaries, errors) => {
        for (const { text } of canaries) relay.breaks.set(text, how);
        const before = await held(watched);
        await send(watched, tag);
        await next(watched, ['syncfy-error'], errors);
        await visible(page, 'error', tag).waitFor();
        assert.deepEqual(await held(watched), before);
        assert.ok(before.length >= canaries.length);
        await assertKept(watched, canaries);
        relay.breaks.clear();
        await send(watched, tag);
      };
      const canaries = await fillIn(watched, form, login.way.fields);
      swap(watched, canaries, 'test');
      await broken(form, canaries, 0);
      await next(watched, ['syncfy-challenge'], 0);
      const answers = await fillIn(watched, twofa, await challengeOf(watched));
      await broken(twofa, answers, 1);
      assert.equal((await next(watched, ENDS, 0))[2], 200);
      // A browser sends again by itself what a connection swallowed.
      const all = [...canaries, ...answers];
      if (how !== 'cut') assertPosted(watched, all, 2);
      await until(async () => !(await held(watched)).length, 'empty inputs');
      await assertKept(watched, all);
      await assertNotInHeap(watched, all);
    });
  }

  test('a token that expires, and none to be had', async t => {
    const watched = await start(t, { more: 'token' });
    const { page, sandbox } = watched;
    const canaries = await fillIn(watched, form, login.way.fields);
    swap(watched, canaries, 'test');
    sandbox.expireTokens();
    await send(watched, form);
    await next(watched, ['syncfy-error'], 0);
    await assertKept(watched, canaries);
    assert.equal((await held(watched)).length, 2);
    // A page's way to the next one.
    await page.evaluate(`fetch('/token', { method: 'POST' }).then(answer => answer.json())
      .then(({ token }) => void (document.querySelector('syncfy-session').token = token))`);
    await send(watched, form);
    await next(watched, ['syncfy-challenge'], 0);
    assert.ok(!(await holdsSecrets(watched)));
    assertPosted(watched, canaries, 2);
    await assertKept(watched, canaries);
    await assertNotInHeap(watched, canaries);
  });

  test('back to the institutions, and the same one again', async t => {
    const watched = await start(t, { body: '<syncfy-connect no-consent></syncfy-connect>' });
    const { page } = watched;
    const pick = async () => {
      await visible(page, 'organization', 'syncfy-site-picker').waitFor();
      await visible(page, 'search-input').fill('Acme Bank');
      const site = page.locator('[part~="site"]:visible', { hasText: 'Token (2FA)' });
      await visible(page, 'organization', 'syncfy-site-picker').click();
      await until(async () => {
        if (await site.count()) return true;
        await visible(page, 'organization', 'syncfy-site-picker').click();
        return false;
      }, 'the sites');
      await site.click();
    };
    await pick();
    const canaries = await fillIn(watched, form, login.way.fields);
    await visible(page, 'button-back').click();
    await assertGone(watched, canaries, 0);
    await pick();
    await fieldsIn(page, form).first().waitFor();
    await assertGone(watched, canaries, 0);
  });

  test('cancelled while it runs', async t => {
    const watched = await start(t, { options: { ...waits, pace: 60_000 } });
    const canaries = await logIn(watched, login.way, 'test');
    await visible(watched.page, 'button-cancel').click();
    await fieldsIn(watched.page, form).first().waitFor();
    assert.ok(!(await holdsSecrets(watched)));
    assertPosted(watched, canaries);
    await assertKept(watched, canaries);
    await assertNotInHeap(watched, canaries);
  });

  for (const layout of ['connect', 'parts']) {
    for (const where of ['form', 'challenge']) {
      test(`taken out of the page in the middle of the ${where}, ${layout}; moved, it is still there`, async t => {
        const watched = await start(t, { layout });
        const { page } = watched;
        const { canaries, answers } =
          where === 'form'
            ? { canaries: [], answers: await fillIn(watched, form, login.way.fields) }
            : await toChallenge(watched);
        const count = (await held(watched)).length;
        await page.evaluate(`{ const session = document.querySelector('syncfy-session');
          const all = [...session.children]; session.replaceChildren(); session.append(...all) }`);
        await page.waitForTimeout(50);
        assert.equal((await held(watched)).length, count, 'a move keeps what was typed');
        await page.evaluate(`globalThis.away = document.querySelector('syncfy-session'); away.remove()`);
        const left = () => page.evaluate('watched.held([away])');
        await until(async () => !(await left()).length, 'empty inputs outside of the page');
        await assertKept(watched, [...canaries, ...answers]);
        await assertNotInHeap(watched, [...canaries, ...answers]);
        await page.evaluate('document.body.append(away)');
        await fieldsIn(page, where === 'form' ? form : twofa)
          .first()
          .waitFor();
        assertPosted(watched, canaries);
        await assertGone(watched, answers, 0);
      });
    }
  }

  test('the page loaded again in the middle of the form, and of the challenge', async t => {
    const watched = await start(t);
    const { page } = watched;
    const half = await fillIn(watched, form, login.way.fields);
    await page.reload();
    await fieldsIn(page, form).first().waitFor();
    await assertGone(watched, half, 0);
    const { canaries, answers } = await toChallenge(watched);
    await page.reload();
    await page.locator('syncfy-connect [part~="field"]:visible').first().waitFor();
    assertPosted(watched, canaries);
    await assertGone(watched, answers, 0);
    await assertKept(watched, [...half, ...canaries]);
    await assertNotInHeap(watched, [...half, ...canaries]);
  });

  test('the page left, and gone back to as it was', async t => {
    const watched = await start(t);
    const { page, pages } = watched;
    const canaries = await fillIn(watched, form, login.way.fields);
    await page.evaluate(`addEventListener('pageshow', event => (globalThis.cameBack = event.persisted))`);
    await page.goto(pages.urlOf('Another page'));
    await page.goBack({ waitUntil: 'commit' });
    await until(() => page.evaluate('globalThis.cameBack').catch(() => false), 'the very page that was left');
    await fieldsIn(page, form).first().waitFor();
    await assertGone(watched, canaries, 0);
  });

  test('the dialog closed by Escape, and opened again', async t => {
    const watched = await start(t, { layout: 'dialog' });
    const { page } = watched;
    const again = async () => {
      await page.evaluate(`document.querySelector('syncfy-connect').show()`);
      await page.locator('syncfy-connect [part~="field"]:visible').first().waitFor();
    };
    const half = await fillIn(watched, form, login.way.fields);
    await page.keyboard.press('Escape');
    await next(watched, ['syncfy-close'], 0);
    await assertGone(watched, half, 0);
    await again();
    const { canaries, answers } = await toChallenge(watched);
    await page.keyboard.press('Escape');
    await next(watched, ['syncfy-close'], 1);
    assertPosted(watched, canaries);
    await assertGone(watched, answers, 0);
    await again();
    await assertGone(watched, [...half, ...answers], 0);
  });

  test('undone: what was emptied does not come back', async t => {
    const watched = await start(t, { layout: 'parts' });
    const { page } = watched;
    const canaries = await logIn(watched, login.way, 'wrong');
    await next(watched, ENDS, 0);
    const input = page.locator(`${form} input[type=password]`);
    await until(async () => !(await input.inputValue()), 'an empty password');
    await input.click();
    for (let turn = 0; turn < 30; turn++) await page.keyboard.press('Control+Z');
    assert.equal(await input.inputValue(), '');
    for (let turn = 0; turn < 30; turn++) await page.keyboard.press('Control+Shift+Z');
    assert.equal(await input.inputValue(), '', 'and done again');
    await assertKept(watched, canaries);
  });
});

describe('the token', { concurrency: 2 }, () => {
  for (const more of [undefined, 'token']) {
    test(`given by ${more ?? 'the page’s endpoint'}: in one private place while the session lives, and then nowhere`, async t => {
      const watched = await start(t, { more });
      const { page, context, pages } = watched;
      const canaries = await logIn(watched, login.way, 'test');
      const { code } = await answerAll(watched, 0);
      assert.equal(code, 200);
      const [token, ...others] = pages.tokens;
      assert.deepEqual(others, []);
      await until(() => !watched.relay.sockets, 'closed sockets');
      const found = (await heapOf(context, page)).find(token);
      assert.deepEqual(
        found.map(({ text }) => text),
        [token],
      );
      assert.equal(found[0].holders.length, 1, found[0].holders.join('\n'));
      assert.match(found[0].holders[0], /–property→ #/);
      await page.evaluate(
        `{ const session = document.querySelector('syncfy-session'); session.remove(); session.token = '' }`,
      );
      await assertNotInHeap(watched, [...canaries, { stem: token }]);
    });
  }
});

test('the search itself finds what is planted anywhere', async t => {
  const own = await startWorld();
  t.after(() => own.close());
  const watched = await open(t, '<p id="here"></p>', own);
  const { page, relay } = watched;
  const plants = {
    'the DOM': `document.querySelector('#here').title = secret`,
    'the DOM, in a shadow root': `document.querySelector('#here').attachShadow({ mode: 'open' }).append(secret)`,
    'the last match': `/.+/.test(secret)`,
    'an event': `dispatchEvent(new CustomEvent('syncfy-error', { detail: { error: new Error('x', { cause: [new Map([[secret, 1]])] }) } }))`,
    'an event, in a stack': `{ const error = new Error(secret); error.message = ''; dispatchEvent(new CustomEvent('x', { detail: { get error() { return error } } })) }`,
    'an event, as a text': `dispatchEvent(new CustomEvent('x', { detail: { toString: () => secret } }))`,
    'the console': `console.debug({ deep: secret })`,
    'an uncaught error': `setTimeout(() => { throw new Error(secret) })`,
    localStorage: `localStorage.setItem(secret, 1)`,
    sessionStorage: `sessionStorage.setItem('kept', secret)`,
    'a cookie': `document.cookie = 'kept=' + secret`,
    'what is stored': `new Promise(done => { const open = indexedDB.open('kept'); open.onupgradeneeded = () => open.result.createObjectStore('all').put(secret, 'key'); open.onsuccess = () => { open.result.close(); done() } })`,
    'a database': `new Promise(done => { const open = indexedDB.open(secret); open.onsuccess = () => { open.result.close(); done() } })`,
    'a cache': `caches.open(secret)`,
    'the address': `history.replaceState({ kept: secret }, '')`,
    'the address, in the URL': `location.hash = secret`,
    'the address, as the title': `document.title = secret`,
    'the address, as the name': `window.name = secret`,
    'a URL': `performance.mark(secret)`,
    'a socket': `{ const socket = new WebSocket(api.replace('http', 'ws') + '/v1/status/1?' + secret); socket.onerror = () => {} }`,
    'a request’s URL': `fetch(api + '/v1/countries?x=' + secret).catch(() => 0)`,
    'a request’s headers': `fetch(api + '/v1/countries', { headers: { 'X-App-Version': secret } }).catch(() => 0)`,
    'a request’s body': `fetch(api + '/v1/sessions', { method: 'POST', body: secret }).catch(() => 0)`,
    'a request’s body, beside the values': `fetch(api + '/v1/credentials', { method: 'POST', body: JSON.stringify({ credentials: {}, x: secret }) }).catch(() => 0)`,
    'a request’s body, in Base64': `fetch(api + '/v1/sessions', { method: 'POST', body: btoa('{"x":"' + secret + '"}') }).catch(() => 0)`,
  };
  for (const [place, plant] of Object.entries(plants)) {
    const secret = canary({ name: place });
    await page.evaluate(
      `(async (secret, api) => { ${plant.startsWith('new Promise') || plant.startsWith('fetch') ? 'await ' : ''}${plant} })('${secret.stem}', '${relay.origin}')`,
    );
    await until(
      async () => (await leaks(watched, [secret])).some(text => text.includes(`in ${place.split(',')[0]}`)),
      place,
    );
  }
  const kept = canary({ name: 'the heap' });
  const [first, last] = [kept.stem.slice(0, 9), kept.stem.slice(9)];
  await page.evaluate(`globalThis.kept = { deep: [['${first}', '${last}'].join('')] }`);
  const [found] = (await heapOf(watched.context, page)).find(kept.stem);
  assert.equal(found.text, kept.stem);
  assert.ok(found.holders.length > 0);
  // Nor does it find what is not there.
  assert.deepEqual(await leaks(watched, [canary({ name: 'nothing' })]), []);
});
