// A job outlives its page: Chromium reloads it at each step of each Acme site, and the user goes on where they were.
// Real reloads of a real page, served over http, with the built file for a script tag and the built sandbox.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { startSandbox } from '../../dist/sandbox/index.js';
import { chromiumArgs, findChromium } from '../../scripts/browsers.mjs';

const script = readFileSync(new URL('../../dist/cdn/syncfy-elements.js', import.meta.url));

const LOGIN = { Username: 'test', Password: 'test' };
const WELL = [100, 101, 102, 200];
const ASKED = [100, 101, 410, 103, 102, 200];
const NUMBER = { label: 'Enter any number sequence as a token', text: '8675309' };
const TEXT = { questions: [NUMBER], codes: ASKED };
/** The test bank's sites: what is typed (by label), what is asked, and the codes of their jobs. */
const ACME = {
  Normal: {},
  'Token (2FA)': TEXT,
  Error: { codes: [100, 101, 500] },
  'Captcha (2FA)': { questions: [{ label: 'Enter the text of the image', text: 'test' }], codes: ASKED },
  'Multiple Image (2FA)': { questions: [{ option: /3$/ }], codes: ASKED },
  'Multiple Text (2FA)': {
    questions: [{ option: 'Option One' }, { option: 'Option Three' }],
    codes: [100, 101, 410, 103, 410, 103, 102, 200],
  },
  'Normal (case insensitive)': { login: { Username: 'TeSt', Password: 'test' } },
  'Normal with Attachments': {},
  'Select Input': { choose: 'Option Two' },
  Subcodes: {},
  'Code Response Simulator': {},
  'CIEC (Sandbox)': { login: { RFC: 'test', CIEC: 'test' } },
  // These are answered on a phone, and go on by themselves.
  'QR Code Scan (2FA)': { questions: [{}], codes: ASKED },
  'Confirm Login (2FA)': { questions: [{}], codes: ASKED },
  'Live Transactions': {},
};

const EVENTS =
  'site-select credential-submit job-start status challenge twofa-submit success failure error token-expired step close';

/** What the page's own script does: notes what it is told, in this document, and tells the test. */
function listen(names) {
  globalThis.told = [];
  for (const name of names.split(' ')) {
    globalThis.document.addEventListener(`syncfy-${name}`, ({ detail }) => {
      const what = detail.status?.code ?? detail.code ?? detail.error?.code ?? detail.step;
      const one = { name, what, job: detail.job?.id, message: detail.message };
      globalThis.told.push(one);
      globalThis.tell?.(globalThis.performance.timeOrigin, one);
    });
  }
}

/** Notes what is on the screen at any time. */
function noteScreen() {
  globalThis.seen = '';
  const look = () => {
    const read = root => {
      for (const one of root.querySelectorAll('*')) {
        if (one.shadowRoot) read(one.shadowRoot);
      }
      globalThis.seen += root.textContent;
    };
    read(globalThis.document);
    globalThis.requestAnimationFrame(look);
  };
  look();
}

const isEnd = ({ name }) => name === 'success' || name === 'failure';
const isTrouble = ({ name }) => name === 'error' || name === 'token-expired';

const LAYOUTS = {
  connect: '<syncfy-connect></syncfy-connect>',
  parts: ['site-picker', 'credential-form', 'job-status', 'twofa']
    .map(name => `<syncfy-${name}></syncfy-${name}>`)
    .join(''),
  bare: '',
  two: '<syncfy-connect no-consent></syncfy-connect><syncfy-connect no-consent></syncfy-connect>',
};

function html({ origin, url, sandbox }) {
  const layout = url.searchParams.get('layout') ?? 'connect';
  if (layout === 'frames') return '<iframe src="/"></iframe><iframe src="/"></iframe>';
  const more = url.searchParams.get('more') ?? '';
  return `<!doctype html><meta charset="utf-8"><title>Page</title><link rel="icon" href="data:,">
    <script>(${listen.toString()})(${JSON.stringify(EVENTS)})</script>
    <script type="module" src="${origin}/syncfy-elements.js"></script>
    <syncfy-session token-url="/token" api-base="${sandbox.apiBase}" assets-base="${sandbox.assetsBase}" country="MX"
      locale="en" ${more}>${LAYOUTS[layout]}</syncfy-session>`;
}

/** The page's own server. Who is logged in, its cookie says. */
async function startSite(sandbox) {
  const tokens = new Set();
  const server = createServer((request, response) => {
    const origin = `http://127.0.0.1:${server.address().port}`;
    const url = new URL(request.url, origin);
    const answer = (type, body, status = 200) =>
      response.writeHead(status, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*' }).end(body);
    if (url.pathname === '/syncfy-elements.js') return answer('text/javascript', script);
    if (url.pathname !== '/token') return answer('text/html', html({ origin, url, sandbox }));
    const user = /user=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
    if (user === 'nobody') return answer('text/plain', '', 403);
    const token = sandbox.issueToken(user);
    tokens.add(token);
    return answer('application/json', JSON.stringify({ token }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    tokens,
    url: `http://127.0.0.1:${server.address().port}/`,
    // Another origin, the bank's, say: the same server by another name.
    elsewhere: `http://localhost:${server.address().port}/elsewhere?layout=bare`,
    close: () => (server.closeAllConnections(), server.close()),
  };
}

/** A tab of a browser, and the person in front of it. */
class Visit {
  sockets = [];
  complaints = [];
  /** What each document was told, in its order. */
  documents = new Map();

  constructor(page, site, written) {
    Object.assign(this, { page, site, written });
    page.setDefaultTimeout(30_000);
    page.on('websocket', socket => this.sockets.push(socket.url()));
    page.on('pageerror', error => this.complaints.push(String(error)));
  }

  listens() {
    return this.page.exposeFunction('tell', (document, event) => {
      this.documents.set(document, [...(this.documents.get(document) ?? []), event]);
    });
  }

  /** Another tab with the same page, which begins with a copy of this one's storage. */
  async duplicates() {
    const opened = this.page.context().waitForEvent('page');
    await this.page.evaluate(() => void globalThis.open(globalThis.location.href));
    return new Visit(await opened, this.site, this.written);
  }

  get endings() {
    return [...this.documents.values()].flatMap(events => events.filter(isEnd));
  }

  part(name, root = this.page) {
    return root.locator(`[part~="${name}"]:visible`);
  }

  open(query = '') {
    return this.page.goto(this.site.url + query);
  }

  /** What this document was told. */
  told(name) {
    return this.page.evaluate(wanted => globalThis.told.filter(one => !wanted || one.name === wanted), name);
  }

  async codes() {
    return (await this.told('status')).map(({ what }) => what);
  }

  async ends() {
    return (await this.told()).filter(isEnd);
  }

  /**
   * Waits until this document was told of so many entries, or begins anew; answers their codes, whether a handle is kept and whether
   * it begins anew, at one moment.
   */
  async hears(count) {
    const look = least => {
      const codes = globalThis.told.filter(({ name }) => name === 'status').map(({ what }) => what);
      const ended = globalThis.told.some(({ name }) => name === 'success' || name === 'failure');
      const kept = globalThis.sessionStorage.length;
      const fresh = !kept && !ended && globalThis.told.at(-1)?.what === 'consent';
      return (codes.length >= least || fresh) && { codes, ended, kept, fresh };
    };
    // Not at each frame, which has six pages draw for no one.
    return (await this.page.waitForFunction(look, count, { polling: 20 })).jsonValue();
  }

  async hasEnded(codes) {
    await this.page.waitForFunction(() => globalThis.told.some(({ name }) => /^(success|failure)$/.test(name)));
    // Time for what should not come.
    await this.page.waitForTimeout(100);
    assert.deepEqual(await this.codes(), codes, 'each entry once, in order');
    const [end, ...others] = await this.ends();
    assert.deepEqual([end.what, others], [codes.at(-1), []], 'one end');
    assert.deepEqual(await this.kept(), [], 'nothing is kept of a job that has ended');
    assert.deepEqual(await this.told('error'), []);
    assert.deepEqual(this.complaints, []);
    return end;
  }

  kept() {
    return this.page.evaluate(() => [
      ...Object.keys(globalThis.sessionStorage),
      ...Object.keys(globalThis.localStorage),
    ]);
  }

  /** That a document shows the first step and was told of no job. */
  async isFresh() {
    await this.part('button-continue').waitFor();
    assert.deepEqual(
      (await this.told()).map(({ name, what }) => `${name} ${what}`),
      ['step consent'],
    );
  }

  /** That nothing is kept: a page that waits for an answer begins anew after a while, and forgets once it is there. */
  async hasForgotten() {
    await this.page.waitForFunction(() => !globalThis.sessionStorage.length);
    assert.deepEqual(await this.kept(), []);
  }

  async consents() {
    await this.part('button-continue').press('Enter');
  }

  async picks(site, root = this.page) {
    await root.getByRole('searchbox').fill('Acme Bank');
    await root.getByRole('button', { name: site, exact: true }).press('Enter');
  }

  async types({ login = LOGIN, choose } = {}, root = this.page) {
    for (const [label, value] of Object.entries(login)) {
      await root.getByRole('textbox', { name: label, exact: true }).fill(value);
    }
    if (choose) await root.getByRole('radio', { name: choose }).press('Space');
  }

  async submits(root = this.page) {
    await this.part('button-main', root.locator('syncfy-credential-form')).press('Enter');
  }

  async logsIn(site, root = this.page) {
    await this.picks(site, root);
    await this.types(ACME[site], root);
    await this.submits(root);
  }

  question({ label, option }) {
    if (label) return this.page.getByRole('textbox', { name: label });
    if (option) return this.page.getByRole('radio', { name: option });
    return this.part('waiting');
  }

  async answers(question) {
    if (question.text) await this.question(question).fill(question.text);
    else await this.question(question).press('Space');
    await this.part('button-main', this.page.locator('syncfy-twofa')).press('Enter');
  }

  /** To where the job asks for a number. */
  async toQuestion(query = '') {
    await this.open(query);
    if (!query) await this.consents();
    await this.logsIn('Token (2FA)');
    await this.question(NUMBER).waitFor();
  }

  async finishes() {
    await this.answers(NUMBER);
    return this.hasEnded(ASKED);
  }
}

/** Every text in what JSON says. */
function* texts(value) {
  if (typeof value === 'string') yield value;
  else if (value && typeof value === 'object') for (const one of Object.values(value)) yield* texts(one);
}

describe('a page that is reloaded', { concurrency: 6 }, () => {
  let sandbox;
  let fast;
  let site;
  let hasty;
  let browser;
  before(async () => {
    // A question lies open while its page is loaded some thirty times.
    const patient = { challengeTimeoutMs: 600_000 };
    [sandbox, fast] = await Promise.all([
      startSandbox({ pace: 1_200, ...patient }),
      startSandbox({ pace: 50, ...patient }),
    ]);
    [site, hasty] = await Promise.all([startSite(sandbox), startSite(fast)]);
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  });
  after(async () => {
    await browser?.close();
    site?.close();
    hasty?.close();
    await Promise.all([sandbox?.close(), fast?.close()]);
  });

  /** A new browser's first tab; when the test is over, what was ever stored is searched for what no page may store. */
  async function visit(t, { at = site, init } = {}) {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const written = [];
    await context.exposeFunction('wrote', text => written.push(text));
    await context.addInitScript(() => {
      const { setItem } = globalThis.Storage.prototype;
      globalThis.Storage.prototype.setItem = function (key, text) {
        globalThis.wrote(`${key}\n${text}`);
        return setItem.call(this, key, text);
      };
    });
    if (init) await context.addInitScript(init);
    t.after(async () => {
      await context.close();
      for (const entry of written) {
        for (const token of at.tokens) assert.ok(!entry.includes(token), 'a token was stored');
        const handle = JSON.parse(entry.slice(entry.indexOf('\n') + 1));
        for (const text of texts(handle)) {
          assert.ok(!['test', 'TeSt', NUMBER.text].includes(text), `what was typed was stored: ${entry}`);
        }
        assert.ok(!('username' in handle));
      }
    });
    const user = new Visit(await context.newPage(), at, written);
    await user.listens();
    return user;
  }

  for (const [name, one] of Object.entries(ACME)) {
    const { questions = [], codes = WELL } = one;
    const steps = ['consent', 'picker', 'form', 'end'];
    codes.slice(0, -1).forEach((code, index) => code === 410 || steps.push(`entry ${index}`));
    questions.forEach(({ label, option }, index) => {
      steps.push(`asked ${index}`);
      if (label || option) steps.push(`half answered ${index}`, `answered ${index}`);
    });

    test(`${name}: at each step`, async t => {
      const left = new Set(steps);
      // A job does not wait: what a slow machine has missed is tried with another one.
      for (let round = 0; left.size && round < 30; round++) await goThrough(await visit(t), left);
      assert.deepEqual([...left], [], 'reloaded at each step');
    });

    async function goThrough(user, left) {
      const { page } = user;
      let asks = 0;

      /** Reloads, where that was not done yet; says whether it did. */
      async function reload(step, heard = 0) {
        if (!left.has(step)) return false;
        const { codes: so, ended, kept } = await user.hears(heard);
        assert.deepEqual(so, codes.slice(0, so.length), `each entry once, in order, ${step}`);
        // It went on.
        if (so.length !== heard) return false;
        assert.equal(kept, heard && !ended ? 1 : 0, step);
        await page.reload();
        // It may have ended for the page that goes.
        if (!heard || ended || !(await user.hears(1)).fresh) left.delete(step);
        return true;
      }

      await user.open();
      await user.part('button-continue').waitFor();
      if (await reload('consent')) await user.isFresh();
      await user.consents();
      await page.getByRole('searchbox').waitFor();
      if (await reload('picker')) await user.consents();
      await user.picks(name);
      await user.types(one);
      if (await reload('form')) {
        await user.consents();
        await user.picks(name);
        await user.types(one);
      }
      await user.submits();

      let over = false;
      for (let heard = 0; heard < codes.length;) {
        const { codes: so, fresh } = await user.hears(heard + 1);
        heard = so.length;
        over = fresh;
        if (over || heard === codes.length) break;
        if (codes[heard - 1] !== 410) await reload(`entry ${heard - 1}`, heard);
        else await isAsked(heard, questions[asks], asks++);
      }

      async function isAsked(heard, question, index) {
        await reload(`asked ${index}`, heard);
        if (!question.label && !question.option) return;
        const box = user.question(question);
        await box.waitFor();
        if (question.text) await box.fill(question.text.slice(0, 2));
        else await box.press('Space');
        if (await reload(`half answered ${index}`, heard)) {
          await box.waitFor();
          if (question.text) assert.equal(await box.inputValue(), '', 'nothing typed is kept');
        }
        await user.answers(question);
        await box.waitFor({ state: 'hidden' });
        if (!(await reload(`answered ${index}`, heard))) return;
        await user.hears(1);
        const steps = (await user.told('step')).map(({ what }) => what);
        const { codes: so } = await user.hears(heard);
        if (so.length === heard) assert.deepEqual(steps, ['working'], 'what was answered is not asked again');
      }

      if (over) await user.isFresh();
      else await user.hasEnded(codes);
      // It has ended in a document that was on its way out; what that one told last may not have come to us.
      if (over && !user.endings.length) return;
      if (await reload('end', (await user.codes()).length)) await user.isFresh();
      assert.deepEqual(await user.kept(), []);
      assert.equal(user.endings.length, 1, 'one end, in all its documents');
      for (const events of user.documents.values()) {
        const so = events.filter(event => event.name === 'status').map(({ what }) => what);
        assert.deepEqual(so, codes.slice(0, so.length), 'each document is told each entry once, in order');
        assert.deepEqual(events.filter(isTrouble), []);
      }
      const answers = sandbox.requests.filter(
        ({ method, path }) => method === 'POST' && path === `/v1/jobs/${user.endings[0].job}/twofa`,
      );
      assert.equal(answers.length, questions.filter(({ label, option }) => label || option).length, 'answered once');
    }
  }

  for (const layout of ['parts', 'bare']) {
    test(`${layout}: the session goes on, too`, async t => {
      const user = await visit(t, { at: hasty });
      await user.open(`?layout=${layout}`);
      if (layout === 'parts') await user.logsIn('Token (2FA)');
      else await user.page.evaluate(begin, '56cf5728784806f72b8b4569');
      for (let times = 0; times < 2; times++) {
        assert.deepEqual((await user.hears(3)).codes, ASKED.slice(0, 3));
        await user.page.reload();
      }
      await user.hears(3);
      if (layout === 'parts') return void (await user.finishes());
      const site = await user.page.evaluate(() => globalThis.document.querySelector('syncfy-session').site.name);
      assert.equal(site, 'Token (2FA)');
      const answer = () => globalThis.document.querySelector('syncfy-session').job.answer([['token', '8675309']]);
      await user.page.evaluate(answer);
      await user.hasEnded(ASKED);
    });
  }

  /** A page without elements of its own to show. */
  async function begin(id) {
    const session = globalThis.document.querySelector('syncfy-session');
    await session.updateComplete;
    session.site = await session.client.site(id);
    const values = Object.entries({ username: 'test', password: 'test' });
    session.resume(await session.client.createCredential(session.site, { values }));
  }

  test('two elements of a session, with a job each: each goes on with its own', async t => {
    const user = await visit(t, { at: hasty });
    await user.open('?layout=two');
    const both = user.page.locator('syncfy-connect');
    await user.logsIn('Captcha (2FA)', both.nth(0));
    await both.nth(0).getByRole('textbox', { name: 'Enter the text of the image' }).waitFor();
    await user.logsIn('Token (2FA)', both.nth(1));
    await both.nth(1).getByRole('textbox', { name: NUMBER.label }).waitFor();
    await user.page.reload();
    await both.nth(0).getByRole('textbox', { name: 'Enter the text of the image' }).waitFor();
    await both.nth(1).getByRole('textbox', { name: NUMBER.label }).waitFor();
    for (const index of [0, 1]) {
      const input = both.nth(index).getByRole('textbox');
      await input.fill('test123'.slice(index && 4, index ? 7 : 4));
      await input.press('Enter');
    }
    await user.page.waitForFunction(() => globalThis.told.filter(({ name }) => name === 'success').length === 2);
    assert.equal(new Set((await user.ends()).map(({ job }) => job)).size, 2);
    assert.deepEqual((await user.codes()).sort(), [...ASKED, ...ASKED].sort());
    assert.deepEqual(await user.kept(), []);
  });

  test('away to another origin, and back: while a question waits, and while the job ends', async t => {
    const user = await visit(t);
    await user.toQuestion();
    await user.page.goto(site.elsewhere);
    await user.open();
    await user.question(NUMBER).waitFor();
    await user.answers(NUMBER);
    await user.question(NUMBER).waitFor({ state: 'hidden' });
    await user.page.goto(site.elsewhere);
    await user.page.waitForTimeout(4_500);
    await user.open();
    const end = await user.hasEnded(ASKED);
    assert.match(end.message, /./);
    await user.part('button-done').waitFor();
    await user.open();
    await user.isFresh();
  });

  test('another user: is shown and told nothing of the job', async t => {
    const user = await visit(t, { at: hasty });
    await user.page.context().addCookies([{ name: 'user', value: 'ana', url: hasty.url }]);
    await user.toQuestion();
    assert.equal((await user.kept()).length, 1);
    const sockets = user.sockets.length;
    await user.page.context().addCookies([{ name: 'user', value: 'berta', url: hasty.url }]);
    await user.page.context().addInitScript(noteScreen);
    await user.page.reload();
    await user.isFresh();
    assert.doesNotMatch(await user.page.evaluate(() => globalThis.seen), /Token \(2FA\)|Acme/);
    await user.hasForgotten();
    assert.equal(user.sockets.length, sockets, 'no socket');
    await user.page.context().addCookies([{ name: 'user', value: 'ana', url: hasty.url }]);
    await user.page.reload();
    await user.isFresh();
  });

  test('a duplicated tab begins anew; when the first is closed, it goes on', async t => {
    const user = await visit(t, { at: hasty });
    await user.toQuestion();
    const other = await user.duplicates();
    await other.isFresh();
    assert.equal((await other.kept()).length, 1, 'the browser has copied it');
    assert.deepEqual(other.sockets, []);
    await user.page.close();
    await other.page.reload();
    await other.finishes();
  });

  /** Reloaded with a job that asks, whose status takes its time: the page begins, and the same site is picked once more. */
  async function toLogin(t) {
    const user = await visit(t, { at: hasty });
    await user.toQuestion();
    let release;
    const held = new Promise(resolve => (release = resolve));
    await user.page.route(/\/v1\/jobs\//, async route => (await held, route.continue()));
    await user.page.reload();
    await user.consents();
    await user.picks('Token (2FA)');
    const field = label => user.page.getByRole('textbox', { name: label, exact: true });
    return { user, field, held, release };
  }

  /** The question that comes is that of the job that was begun last. */
  async function finishesTheirOwn(user) {
    await user.question(NUMBER).waitFor();
    await user.finishes();
    assert.equal((await user.told('challenge')).length, 1);
  }

  test('whoever types another login by the time that the job is found keeps their own', async t => {
    const { user, field, release } = await toLogin(t);
    await user.types();
    await field('Password').press('x');
    release();
    await sleep(1_000);
    assert.equal(await field('Password').inputValue(), `${LOGIN.Password}x`);
    await field('Password').fill(LOGIN.Password);
    await user.submits();
    await finishesTheirOwn(user);
  });

  test('whoever has sent another login by the time that the job is found keeps their own', async t => {
    const { user, field, held, release } = await toLogin(t);
    await user.page.route(/\/credentials$/, async route => (await held, await sleep(500), route.continue()));
    // Filled in by what tells of no input.
    for (const [label, value] of Object.entries(LOGIN))
      await field(label).evaluate((one, text) => (one.value = text), value);
    await user.submits();
    release();
    await finishesTheirOwn(user);
  });

  test('two tabs have a job each, and find their own again', async t => {
    const user = await visit(t, { at: hasty });
    await user.toQuestion();
    const other = await user.duplicates();
    await other.consents();
    await other.logsIn('Captcha (2FA)');
    const captcha = other.page.getByRole('textbox', { name: 'Enter the text of the image' });
    await captcha.waitFor();
    await Promise.all([user.page.reload(), other.page.reload()]);
    await captcha.fill('test');
    await captcha.press('Enter');
    await Promise.all([other.hasEnded(ASKED), user.finishes()]);
  });

  test('two frames with the same page: each job goes on in one of them', async t => {
    const user = await visit(t, { at: hasty });
    await user.page.goto(`${hasty.url}?layout=frames`);
    const frames = () => user.page.frames().slice(1);
    for (const frame of frames()) {
      await frame.locator('[part~="button-continue"]').press('Enter');
      await user.logsIn('Token (2FA)', frame);
      await frame.getByRole('textbox', { name: NUMBER.label }).waitFor();
    }
    assert.equal((await user.kept()).length, 2);
    await user.page.reload();
    for (const frame of frames()) {
      const input = frame.getByRole('textbox', { name: NUMBER.label });
      await input.fill(NUMBER.text);
      await input.press('Enter');
      await frame.waitForFunction(() => globalThis.told.some(({ name }) => name === 'success'));
    }
    const ends = await Promise.all(
      frames().map(frame => frame.evaluate(() => globalThis.told.at(-2).job ?? globalThis.told.at(-1).job)),
    );
    assert.equal(new Set(ends).size, 2);
    assert.deepEqual(await user.kept(), []);
  });

  test('two frames: what comes in one takes the focus from nobody in the other', async t => {
    const user = await visit(t, { at: hasty });
    await user.page.goto(`${hasty.url}?layout=frames`);
    const [here, there] = user.page.frames().slice(1);
    for (const frame of [there, here]) {
      await frame.locator('[part~="button-continue"]').press('Enter');
      if (frame === here) continue;
      await user.picks('Token (2FA)', frame);
      await user.types(ACME['Token (2FA)'], frame);
    }
    const search = here.getByRole('searchbox');
    await search.focus();
    await there.evaluate(() => {
      const { shadowRoot } = globalThis.document.querySelector('syncfy-connect');
      void shadowRoot.querySelector('syncfy-credential-form').submit();
    });
    await there.getByRole('textbox', { name: NUMBER.label }).waitFor();
    assert.deepEqual(await here.evaluate(() => globalThis.document.hasFocus()), true);
  });

  test('a page that is put aside lets go of its job, and takes it back', async t => {
    const user = await visit(t, { at: hasty });
    await user.toQuestion();
    const held = () =>
      user.page.evaluate(
        async () => (await globalThis.navigator.locks.query()).held.filter(({ name }) => /^syncfy/.test(name)).length,
      );
    const pass = type =>
      user.page.evaluate(
        name => globalThis.dispatchEvent(new globalThis.PageTransitionEvent(name, { persisted: true })),
        type,
      );
    const holds = async count => {
      for (const last = Date.now() + 20_000; (await held()) !== count && Date.now() < last;) await sleep(10);
      assert.equal(await held(), count);
    };
    await holds(1);
    await pass('pagehide');
    await holds(0);
    await pass('pageshow');
    await holds(1);
    await user.finishes();
    await holds(0);
  });

  test('what is stored and is no handle does no harm', async t => {
    const user = await visit(t, { at: hasty });
    await user.toQuestion();
    const [key] = await user.kept();
    const text = await user.page.evaluate(name => globalThis.sessionStorage.getItem(name), key);
    const handle = JSON.parse(text);
    const other = url => JSON.stringify({ ...handle, status: url });
    const harmless = [
      ...['', 'junk', 'null', '5', '"text"', '[]', '[1]', '{}', '{"status":5}', '{"status":{}}', '{"status":""}'],
      ...['javascript:alert(1)', 'data:text/html,x', '//evil.example/x', 'https://evil.example/x', 'http://['].map(
        other,
      ),
      '{"__proto__":{"status":"x"}}',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"status":"nothing"}',
      `{"status":"${'x'.repeat(1e6)}"}`,
    ];
    const store = value =>
      user.page.evaluate(([name, one]) => globalThis.sessionStorage.setItem(name, one), [key, value]);
    const hosts = new Set();
    user.page.on('request', request => hosts.add(new URL(request.url()).host));
    user.written.length = 0;
    // The job's own page would store it anew.
    await user.open('?layout=bare&more=no-resume');
    await store(harmless[0]);
    await user.open();
    for (const junk of harmless) {
      await store(junk);
      await user.page.reload();
      await user.isFresh();
      assert.equal(await user.page.evaluate(() => ({}).polluted), undefined);
    }
    assert.ok(![...hosts].some(host => host.includes('evil')));
    assert.deepEqual(user.complaints, []);
    // What is right of one that is half right is used.
    for (const half of [
      { site: 5 },
      { site: { id_site: 5 } },
      { organization: [], site: null },
      { takeNews: 1, twofa: {} },
    ]) {
      await user.open('?layout=bare&more=no-resume');
      await store(JSON.stringify({ ...handle, ...half }));
      await user.open();
      await user.question(NUMBER).waitFor();
    }
    user.written.length = 0;
    await user.finishes();
  });

  for (const [what, init] of [
    [
      'is forbidden',
      () => {
        const get = () => {
          throw new globalThis.DOMException('no', 'SecurityError');
        };
        Object.defineProperty(globalThis, 'sessionStorage', { get });
      },
    ],
    [
      'is full',
      () => {
        globalThis.Storage.prototype.setItem = () => {
          throw new globalThis.DOMException('no', 'QuotaExceededError');
        };
      },
    ],
  ]) {
    test(`storage that ${what}: the job goes on, and a reload begins anew`, async t => {
      const user = await visit(t, { at: hasty, init });
      // Read by the test only where it can be.
      if (what === 'is forbidden') user.kept = () => [];
      await user.toQuestion();
      await user.finishes();
      await user.toQuestion();
      await user.page.reload();
      await user.isFresh();
      assert.deepEqual(user.complaints, []);
    });
  }

  test('without locks, it goes on all the same', async t => {
    const init = () => Object.defineProperty(globalThis.Navigator.prototype, 'locks', { value: undefined });
    const user = await visit(t, { at: hasty, init });
    await user.toQuestion();
    await user.page.reload();
    await user.question(NUMBER).waitFor();
    await user.finishes();
  });

  test('no-resume: nothing is stored, and nothing taken up', async t => {
    const user = await visit(t, { at: hasty });
    await user.open('?more=no-resume');
    await user.consents();
    await user.logsIn('Token (2FA)');
    await user.question(NUMBER).waitFor();
    assert.deepEqual(user.written, []);
    await user.page.reload();
    await user.isFresh();
    await user.toQuestion();
    await user.open('?more=no-resume');
    await user.isFresh();
  });

  test('a URL that tells a token is stored without it; a job without a URL to ask is not', async t => {
    const user = await visit(t, { at: hasty });
    await user.open('?layout=bare');
    await user.page.evaluate(() => {
      const session = globalThis.document.querySelector('syncfy-session');
      const status = `${session.client.apiBase}/jobs/1/status`;
      session.resume({ id: '1', status, ws: `${status}?id=1&session_token=secret` });
      session.resume({ id: '2', ws: status });
    });
    await user.page.waitForTimeout(50);
    const [first, ...more] = [...new Set(user.written)];
    assert.deepEqual(more, []);
    const { status, ws } = JSON.parse(first.slice(first.indexOf('\n')));
    assert.equal(ws, `${status}?id=1&`);
  });

  test('no token to be had: it is kept, and taken up once there is one', async t => {
    const user = await visit(t, { at: hasty });
    await user.toQuestion();
    await user.page.context().addCookies([{ name: 'user', value: 'nobody', url: hasty.url }]);
    await user.page.reload();
    await user.isFresh();
    const token = fast.issueToken();
    await user.page.evaluate(one => (globalThis.document.querySelector('syncfy-session').token = one), token);
    await user.question(NUMBER).waitFor();
    await user.finishes();
  });

  test('what is begun anew is not disturbed by what was kept', async t => {
    const user = await visit(t, { at: hasty });
    await user.toQuestion();
    await user.page.context().addCookies([{ name: 'user', value: 'nobody', url: hasty.url }]);
    await user.page.reload();
    await user.isFresh();
    const token = fast.issueToken();
    await user.consents();
    // Here something fails for want of a token: a new one wakes it, and the job that was kept is taken up before anything is picked.
    await user.page.evaluate(one => (globalThis.document.querySelector('syncfy-session').token = one), token);
    await user.question(NUMBER).waitFor();
    await user.page.evaluate(() => globalThis.document.querySelector('syncfy-connect').restart());
    assert.deepEqual(await user.kept(), []);
    await user.page.reload();
    await user.isFresh();
  });

  describe('while the API', { concurrency: 1 }, () => {
    let ill;
    let page;
    before(async () => {
      ill = await startSandbox({ pace: 20 });
      page = await startSite(ill);
    });
    after(async () => {
      page?.close();
      await ill?.close();
    });

    const fault = (action, times) =>
      ill.faults.set({ rules: [{ match: { method: 'GET', path: '*/status' }, action, times }] });

    test('fails: the job is kept, and taken up when the network is back', async t => {
      const user = await visit(t, { at: page });
      await user.toQuestion();
      fault({ status: 503 });
      await user.page.reload();
      await user.isFresh();
      ill.faults.clear();
      await user.page.evaluate(() => globalThis.dispatchEvent(new globalThis.Event('online')));
      await user.question(NUMBER).waitFor();
      await user.finishes();
    });

    for (const [what, action] of Object.entries({
      'fails twice': { status: 503 },
      'asks to wait': { status: 429, retryAfter: 1 },
      'is cut off': { reset: true },
    })) {
      test(`${what}: the job is taken up by itself`, async t => {
        const user = await visit(t, { at: page });
        await user.toQuestion();
        fault(action, 2);
        await user.page.reload();
        await user.question(NUMBER).waitFor();
        await user.finishes();
      });
    }

    for (const status of [400, 402, 403, 404]) {
      test(`answers ${status}: the job is forgotten, and nobody is bothered`, async t => {
        const user = await visit(t, { at: page });
        await user.toQuestion();
        fault({ status });
        await user.page.reload();
        await user.isFresh();
        await user.hasForgotten();
        ill.faults.clear();
      });
    }

    test('is slow: the page waits without a name, then begins, and still takes the job up', async t => {
      const user = await visit(t, { at: page });
      await user.toQuestion();
      fault({ delayMs: 10_000 });
      await user.page.context().addInitScript(noteScreen);
      await user.page.reload();
      await user.isFresh();
      const { seen, ms } = await user.page.evaluate(() => ({
        seen: globalThis.seen,
        ms: globalThis.performance.now(),
      }));
      assert.ok(ms >= 3_000, 'it waits');
      assert.match(seen, /Connecting/);
      assert.doesNotMatch(seen, /Token \(2FA\)|Acme/);
      ill.faults.clear();
      await user.question(NUMBER).waitFor();
      await user.finishes();
    });
  });
});
