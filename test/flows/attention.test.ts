// A job and the page around it: hidden, put aside, offline and back. The requests are those that the API saw.
import { assert } from '@open-wc/testing';
import {
  PACE,
  assertToldAll,
  closePages,
  ended,
  open,
  startSandbox,
  until,
  type Page,
  type Sandbox,
} from '../support/flow.js';
import type { SyncfyJobStatus } from '../../src/index.js';
import { pretend } from '../support/pretend.js';

const TOKEN = '56cf5728784806f72b8b4569';
const CODES = [100, 101, 410, 103, 102, 200];
const ASKED = 'Enter any number sequence as a token';
/** Long enough for whatever polls, however slowly, but for the look of a page at rest, which comes once a minute. */
const LONG = 6_500;

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('a page that is not looked at', () => {
  let sandbox: Sandbox;
  const undo: (() => void)[] = [];
  const sockets: WebSocket[] = [];
  const Native = WebSocket;
  before(async () => {
    sandbox = await startSandbox({ pace: PACE });
    globalThis.WebSocket = class extends Native {
      constructor(url: string | URL) {
        super(url);
        sockets.push(this);
      }
    };
  });
  after(async () => {
    globalThis.WebSocket = Native;
    await sandbox.close();
  });
  afterEach(async () => {
    for (const back of undo.splice(0)) back();
    closePages();
    sessionStorage.clear();
    sockets.length = 0;
    await sandbox.reset();
  });

  const openSockets = () => sockets.filter(socket => socket.readyState < 2).length;
  /** Pictures come when the browser likes. */
  const asked = async () => (await sandbox.requests()).filter(({ path }) => path.startsWith('/v1/')).length;

  async function toChallenge(): Promise<Page> {
    const page = await open(sandbox, { connect: `no-consent site-id="${TOKEN}"` });
    await page.user.logsIn();
    await page.user.find('textbox', ASKED);
    await until('a socket', () => sockets.some(socket => socket.readyState === 1));
    return page;
  }

  function hide(): () => void {
    const back = [pretend(document, 'hidden', true), pretend(document, 'visibilityState', 'hidden')];
    undo.push(...back);
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    return () => {
      for (const one of back) one();
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    };
  }

  /** Answers the challenge as another device would, so that the job moves on without the page. */
  async function answerElsewhere(page: Page): Promise<void> {
    const { id } = page.events.of('syncfy-job-start')[0]!.job;
    const answer = await fetch(`${sandbox.apiBase}/jobs/${id}/twofa`, {
      method: 'POST',
      headers: { Authorization: `TOKEN token=${await sandbox.token()}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ twofa: { token: '4711' } }),
    });
    assert.isTrue(answer.ok);
  }

  it('asks nothing while it is hidden, and catches up when it is shown', async () => {
    const page = await toChallenge();
    const show = hide();
    assert.equal(openSockets(), 0);
    await answerElsewhere(page);
    const before = await asked();
    await wait(LONG);
    assert.equal(await asked(), before);
    assert.deepEqual(page.events.codes, [100, 101, 410]);
    show();
    assert.equal((await ended(page)).code, 200);
    await assertToldAll(page, CODES);
  });

  it('a job that only <syncfy-job-status> was given rests, too, and stops with the last who follows it', async () => {
    const page = await toChallenge();
    const { session, connect } = page;
    const job = session.job!;
    connect.remove();
    await until('no socket', () => !openSockets());
    const statuses = ['', ''].map(() => {
      const status = document.createElement('syncfy-job-status') as SyncfyJobStatus;
      session.append(status);
      status.job = job;
      return status;
    });
    await until('one socket for both', () => openSockets() === 1);
    const show = hide();
    assert.equal(openSockets(), 0);
    show();
    await until('a socket again', () => openSockets() === 1);
    statuses[0]!.remove();
    await wait(100);
    assert.equal(openSockets(), 1);
    statuses[1]!.remove();
    await until('none is left', () => !openSockets());
  });

  it('put aside for the way back, it lets go of its socket; restored, it goes on', async () => {
    const page = await toChallenge();
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    assert.equal(openSockets(), 0);
    await answerElsewhere(page);
    const before = await asked();
    await wait(1_000);
    assert.equal(await asked(), before);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    assert.equal((await ended(page)).code, 200);
    await assertToldAll(page, CODES);
  });

  it('the first pageshow of all opens nothing anew', async () => {
    await toChallenge();
    const { length } = sockets;
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    await wait(100);
    assert.equal(sockets.length, length);
  });

  it('offline is said at once; online, it goes on', async () => {
    const page = await toChallenge();
    undo.push(pretend(navigator, 'onLine', false));
    await sandbox.faults({ rules: [{ action: { reset: true } }] });
    dispatchEvent(new Event('offline'));
    const { error } = await until('syncfy-error', () => page.events.of('syncfy-error')[0]);
    assert.equal(error.code, 'offline');
    await wait(2_000);
    assert.lengthOf(page.events.of('syncfy-error'), 1, 'once');
    await sandbox.faults({});
    undo.pop()!();
    await answerElsewhere(page);
    dispatchEvent(new Event('online'));
    assert.equal((await ended(page)).code, 200);
    await assertToldAll(page, CODES);
  });

  it('a session that was taken out while the page was hidden rests no longer than that', async () => {
    const page = await toChallenge();
    const show = hide();
    page.session.remove();
    show();
    await until('it has let go', () => openSockets() === 0);
    page.root.append(page.session);
    await until('a socket', () => openSockets() === 1);
  });

  it('a frame or a form that is named “hidden” hides no page', async () => {
    const page = await toChallenge();
    // document.hidden is the frame now: browsers put what a page names before what they say themselves.
    page.root.append(Object.assign(document.createElement('iframe'), { name: 'hidden' }));
    dispatchEvent(new PageTransitionEvent('pageshow'));
    assert.equal(openSockets(), 1);
    const form = Object.assign(document.createElement('form'), { name: 'hidden' });
    page.root.append(form);
    form.append(page.session);
    dispatchEvent(new PageTransitionEvent('pageshow'));
    await page.user.type(ASKED, '4711');
    await page.user.pressKey('twofa.submit');
    assert.equal((await ended(page)).code, 200);
    await assertToldAll(page, CODES);
  });

  it('a new token leaves the socket as it is', async () => {
    const page = await toChallenge();
    const { length } = sockets;
    page.session.token = await sandbox.token();
    await wait(200);
    assert.equal(sockets.length, length);
    assert.equal(openSockets(), 1);
  });
});
