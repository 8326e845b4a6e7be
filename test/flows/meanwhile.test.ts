// What a page does while it is told of a job: it takes elements away, moves them, cancels, hands the same job in again. It is
// still told each entry once, in order, and one end, and nothing is sent twice.
import { assert } from '@open-wc/testing';
import type { SyncfyConnect, SyncfyJobStatus, SyncfySession } from '../../src/index.js';
import { Job } from '../../src/headless.js';
import {
  all,
  closePages,
  ended,
  fill,
  historyOf,
  hold,
  LOGIN,
  open,
  PACE,
  sandboxForAll,
  settled,
  toForm,
  until,
  type Page,
} from '../support/flow.js';

const sandbox = await sandboxForAll({ pace: PACE });

const NORMAL = '56cf5728784806f72b8b4568';
const TOKEN = '56cf5728784806f72b8b4569';
const ASKED = 'Enter any number sequence as a token';
const WELL = [100, 101, 102, 200];
const TOKEN_CODES = [100, 101, 410, 103, 102, 200];

describe('meanwhile', () => {
  /** The whole history comes in one answer. */
  const allAtOnce = () =>
    sandbox.faults({
      socket: { refuse: true },
      rules: [{ match: { method: 'GET', path: '*/status' }, action: { delayMs: 200 } }],
    });

  /** Creates a credential as a page's own form would. */
  async function ticketOf({ session }: { session: SyncfySession }, idSite = NORMAL) {
    const site = await session.client.site(idSite);
    return session.client.createCredential(site, { values: Object.entries({ username: 'test', password: 'test' }) });
  }

  const at = (page: Page, code: number, act: () => void) =>
    page.root.addEventListener('syncfy-status', event => {
      if (event.detail.status.code === code) act();
    });

  const posts = async (path: RegExp) =>
    (await sandbox.requests()).filter(one => one.method === 'POST' && path.test(one.path)).length;

  for (const [layout, name] of [
    ['parts', 'syncfy-job-status'],
    ['connect', 'syncfy-connect'],
  ] as const) {
    for (const code of [100, 200]) {
      it(`${name} is taken away at ${code}: the page is told the rest`, async () => {
        const page = await open(sandbox, { layout, connect: 'no-consent' });
        await toForm(page, 'Normal');
        await allAtOnce();
        at(page, code, () => page.root.querySelector(name)!.remove());
        await page.user.logsIn(LOGIN);
        assert.equal((await ended(page)).code, 200);
        assert.deepEqual(page.events.codes, WELL);
      });
    }
  }

  it('syncfy-job-status is taken away before it has told what came: the session tells it', async () => {
    const page = await open(sandbox, { body: '<syncfy-job-status></syncfy-job-status>' });
    page.session.resume(await ticketOf(page));
    const job = await until('the job', () => page.session.job);
    job.subscribe(() => {
      if (job.over) page.root.querySelector('syncfy-job-status')?.remove();
    });
    assert.equal((await ended(page)).code, 200);
    assert.deepEqual(page.events.codes, WELL);
  });

  it('the job is cancelled at its first entry: the end is told last', async () => {
    const page = await open(sandbox, { body: '<syncfy-twofa></syncfy-twofa>' });
    await sandbox.faults({ socket: { refuse: true } });
    at(page, 100, () => page.session.job!.cancel());
    const ticket = await ticketOf(page, TOKEN);
    // All of it but the end comes in one answer.
    await until('it asks', async () => (await historyOf(page, ticket.id_job!)).at(-1)?.['code'] === 410);
    page.session.resume(ticket);
    assert.equal((await ended(page)).code, 0);
    assert.deepEqual(page.events.codes, [100, 101, 410]);
    assert.equal(page.events.all.at(-1)?.name, 'syncfy-failure');
  });

  describe('the same job is handed in twice at once', () => {
    for (const [what, body, hand] of [
      [
        'to two elements',
        '<syncfy-job-status></syncfy-job-status><syncfy-job-status></syncfy-job-status>',
        ([one, other]: SyncfyJobStatus[], _: SyncfySession, ticket: never) => {
          one!.job = ticket;
          other!.job = ticket;
        },
      ],
      [
        'to an element and its session',
        '<syncfy-job-status></syncfy-job-status>',
        ([one]: SyncfyJobStatus[], session: SyncfySession, ticket: never) => {
          one!.job = ticket;
          session.resume(ticket);
        },
      ],
    ] as const) {
      it(what, async () => {
        const page = await open(sandbox, { body });
        const ticket = await ticketOf(page);
        hand([...page.root.querySelectorAll('syncfy-job-status')], page.session, ticket as never);
        await ended(page);
        await settled();
        await settled();
        assert.deepEqual(page.events.codes, WELL);
        assert.lengthOf(page.events.ends, 1);
      });
    }
  });

  describe('the same job is handed in again', () => {
    it('to the session: while it runs, and when it has ended', async () => {
      const page = await open(sandbox, { layout: 'parts' });
      const ticket = await ticketOf(page, TOKEN);
      page.session.resume(ticket);
      await page.user.find('textbox', ASKED);
      page.session.resume({ ...ticket });
      page.session.resume(page.session.job!.toJSON());
      await settled();
      assert.deepEqual(page.events.codes, [100, 101, 410]);
      await page.user.type(ASKED, '1');
      await page.user.pressKey('twofa.submit');
      await ended(page);
      page.session.resume({ ...ticket });
      await settled();
      assert.deepEqual(page.events.codes, TOKEN_CODES);
      assert.lengthOf(page.events.ends, 1);
    });

    it('to syncfy-job-status, as a framework does at each turn', async () => {
      const page = await open(sandbox, { body: '<syncfy-job-status></syncfy-job-status>' });
      const status = page.root.querySelector('syncfy-job-status') as SyncfyJobStatus;
      const ticket = await ticketOf(page);
      const give = () => Object.assign(status, { job: { ...ticket } });
      give();
      page.root.addEventListener('syncfy-status', give);
      await ended(page);
      give();
      await settled();
      assert.deepEqual(page.events.codes, WELL);
      assert.lengthOf(page.events.ends, 1);
    });

    it('to syncfy-job-status as a copy, after it was cancelled, and to one that is made anew', async () => {
      const page = await open(sandbox, { body: '<syncfy-job-status></syncfy-job-status>' });
      const first = page.root.querySelector('syncfy-job-status') as SyncfyJobStatus;
      const ticket = await ticketOf(page, TOKEN);
      Object.assign(first, { job: { ...ticket } });
      await until('the question', () => page.events.codes.includes(410));
      const second = document.createElement('syncfy-job-status') as SyncfyJobStatus;
      Object.assign(second, { job: { ...ticket } });
      first.replaceWith(second);
      await settled();
      assert.deepEqual(page.events.codes, [100, 101, 410]);
      second.cancel();
      await ended(page);
      Object.assign(second, { job: { ...ticket } });
      await settled();
      assert.deepEqual(page.events.codes, [100, 101, 410]);
      assert.lengthOf(page.events.ends, 1);
    });

    it('to a session whose <syncfy-connect> has just gone: what stands there now shows it', async () => {
      const page = await open(sandbox, { more: 'no-resume' });
      const ticket = await ticketOf(page);
      page.session.resume(ticket);
      page.connect.replaceWith(document.createElement('syncfy-job-status'));
      await ended(page);
      assert.deepEqual(page.events.codes, WELL);
    });

    it('to session.job as a copy, as a framework does at each turn, also when one goes on', async () => {
      const page = await open(sandbox, { more: 'no-resume' });
      const handle = { ...(await ticketOf(page)), site: await page.session.client.site(NORMAL) };
      const give = () => (page.session.job = { ...handle } as never);
      give();
      for (const type of ['syncfy-status', 'syncfy-success', 'syncfy-step']) page.root.addEventListener(type, give);
      await ended(page);
      await page.user.pressKey('end.another');
      await page.user.find('searchbox');
      await settled();
      assert.equal(page.connect.step, 'pick');
      assert.deepEqual(page.events.codes, WELL);
      assert.lengthOf(page.events.ends, 1);
    });

    it('as a new Job, which is no copy: it is followed anew', async () => {
      const page = await open(sandbox, { body: '<syncfy-job-status></syncfy-job-status>' });
      const status = page.root.querySelector('syncfy-job-status') as SyncfyJobStatus;
      const { client } = page.session;
      const ticket = await ticketOf(page, TOKEN);
      status.job = new Job(ticket, { client });
      await until('the question', () => page.events.codes.includes(410));
      status.cancel();
      await ended(page);
      status.job = new Job(ticket, { client });
      await until('the question again', () => page.events.codes.filter(code => code === 410).length === 2);
    });

    it('after the element that showed it, too, has gone, and the end was told', async () => {
      const page = await open(sandbox, { more: 'no-resume', layout: 'parts' });
      const ticket = await ticketOf(page);
      page.session.resume(ticket);
      const second = document.createElement('syncfy-job-status') as SyncfyJobStatus;
      second.job = page.session.job;
      page.session.append(second);
      await settled();
      second.remove();
      await ended(page);
      page.session.job = undefined;
      page.events.clear();
      page.session.resume({ ...ticket });
      await ended(page);
      assert.deepEqual(page.events.codes, WELL);
    });

    it('two jobs whose ids nobody can read are two', async () => {
      const page = await open(sandbox, { body: '<syncfy-job-status></syncfy-job-status>' });
      const handle = (n: number) => ({ status: `${sandbox.apiBase}/jobs/${n}/status` });
      page.session.resume(handle(1));
      const first = page.session.job;
      page.session.resume(handle(2));
      assert.isTrue(page.session.job !== first);
    });
  });

  describe('session.resume() with a <syncfy-connect>', () => {
    const ticket = async () => {
      const page = await open(sandbox, { body: '' });
      const handle = { ...(await ticketOf(page, TOKEN)), site: await page.session.client.site(TOKEN) };
      closePages();
      return handle;
    };

    it('shows the job there, and asks what it asks', async () => {
      const handle = await ticket();
      const page = await open(sandbox, { more: 'no-resume' });
      page.session.resume(handle);
      await page.user.type(ASKED, '1');
      assert.equal(page.connect.step, 'challenge');
      page.session.resume(handle);
      await page.user.pressKey('twofa.submit');
      assert.equal((await ended(page)).code, 200);
      assert.deepEqual(page.events.codes, TOKEN_CODES);
      assert.equal(page.session.job?.end?.code, 200);
      page.connect.restart();
      await page.user.find('searchbox');
      await settled();
      assert.equal(page.connect.step, 'pick', 'and begins again without it');
    });

    it('in the very task that makes both', async () => {
      const handle = await ticket();
      const page = await open(sandbox, { body: '' });
      page.root.replaceChildren();
      const session = document.createElement('syncfy-session') as SyncfySession;
      Object.assign(session, { apiBase: sandbox.apiBase, noResume: true, locale: 'en', token: await sandbox.token() });
      session.append(document.createElement('syncfy-connect'));
      session.resume(handle);
      page.root.append(session);
      await page.user.find('textbox', ASKED);
      assert.equal((session.firstElementChild as SyncfyConnect).step, 'challenge');
    });

    it('where the page lays out its own elements, those show it', async () => {
      const handle = await ticket();
      const body = '<syncfy-job-status></syncfy-job-status><syncfy-connect></syncfy-connect>';
      const page = await open(sandbox, { more: 'no-resume', body });
      await page.user.find('button', page.user.words('common.continue'));
      page.session.resume(handle);
      await until('the question', () => page.events.codes.includes(410));
      await settled();
      assert.equal(page.connect.step, 'consent');
    });
  });

  it('without a syncfy-job-status, the session tells what keeps a job from being followed', async () => {
    const page = await open(sandbox, { body: '' });
    const elsewhere = 'https://elsewhere.example/v1/jobs/6b0405f82f2acafcff8d8b90/status';
    page.session.resume({ status: elsewhere });
    await until('the error', () => page.events.of('syncfy-error').length > 0);
    await settled();
    assert.deepEqual(
      page.events.of('syncfy-error').map(({ error }) => error.code),
      ['untrusted-origin'],
    );
  });

  describe('the page takes away what has just sent', () => {
    for (const [when, take] of [
      ['at once', (one: Element) => one.remove()],
      ['while it is on its way', (one: Element) => setTimeout(() => one.remove(), 30)],
    ] as const) {
      it(`the form, ${when}: its job is followed, and told`, async () => {
        const page = await open(sandbox, {
          body: `<syncfy-credential-form site-id="${NORMAL}"></syncfy-credential-form><syncfy-job-status></syncfy-job-status>`,
        });
        await sandbox.faults({
          rules: [{ match: { method: 'POST', path: '*/credentials' }, action: { delayMs: 120 } }],
        });
        page.root.addEventListener('syncfy-credential-submit', ({ target }) => take(target as Element));
        await page.user.logsIn();
        await ended(page);
        assert.lengthOf(page.events.of('syncfy-job-start'), 1);
        assert.deepEqual(page.events.codes, WELL);
        assert.equal(await posts(/credentials$/), 1);
      });

      it(`the form, ${when}: that it was refused is told`, async () => {
        const page = await open(sandbox, {
          body: `<syncfy-credential-form site-id="${NORMAL}"></syncfy-credential-form>`,
        });
        await sandbox.faults({
          rules: [{ match: { method: 'POST', path: '*/credentials' }, action: { delayMs: 120, status: 503 } }],
        });
        page.root.addEventListener('syncfy-credential-submit', ({ target }) => take(target as Element));
        await page.user.logsIn();
        const error = await until('the error', () => page.events.of('syncfy-error')[0]);
        assert.equal(error.error.code, 'unavailable');
      });

      it(`the question, ${when}: its answer is sent`, async () => {
        const page = await open(sandbox, { layout: 'parts' });
        page.session.resume(await ticketOf(page, TOKEN));
        await page.user.type(ASKED, '1');
        await sandbox.faults({ rules: [{ match: { method: 'POST', path: '*/twofa' }, action: { delayMs: 120 } }] });
        page.root.addEventListener('syncfy-twofa-submit', ({ target }) => take(target as Element));
        await page.user.pressKey('twofa.submit');
        await ended(page);
        assert.deepEqual(page.events.codes, TOKEN_CODES);
      });
    }
  });

  it('a job that something outside the session shows, too, goes on when that has gone', async () => {
    const page = await open(sandbox, { layout: 'parts', more: 'no-resume' });
    page.session.resume(await ticketOf(page, TOKEN));
    await page.user.find('textbox', ASKED);
    const outside = document.createElement('syncfy-job-status') as SyncfyJobStatus;
    outside.job = page.session.job;
    page.root.append(outside);
    await settled();
    outside.remove();
    await settled();
    await page.user.type(ASKED, '1');
    await page.user.pressKey('twofa.submit');
    await ended(page);
    assert.deepEqual(page.events.codes, TOKEN_CODES);
  });

  describe('an element is moved while it sends', () => {
    const slowly = (path: string) =>
      sandbox.faults({ rules: [{ match: { method: 'POST', path }, action: { delayMs: 300 } }] });
    const moves = {
      'the element': (page: Page, name: string) => page.session.append(page.root.querySelector(name)!),
      'the session': (page: Page) => page.root.append(page.session),
    };

    for (const [what, move] of Object.entries(moves)) {
      it(`${what}: the credential is created once, and its job followed`, async () => {
        const page = await open(sandbox, { layout: 'parts' });
        await toForm(page, 'Normal');
        await slowly('*/credentials');
        await page.user.logsIn(LOGIN);
        await until('it is on its way', async () => (await posts(/\/credentials$/)) === 1);
        move(page, 'syncfy-credential-form');
        assert.equal((await ended(page)).code, 200);
        assert.deepEqual(page.events.codes, WELL);
        assert.equal(await posts(/\/credentials$/), 1);
      });

      it(`${what}: the answer counts once`, async () => {
        const page = await open(sandbox, { layout: 'parts' });
        await toForm(page, 'Token (2FA)');
        await page.user.logsIn(LOGIN);
        await slowly('*/twofa');
        await page.user.type(ASKED, '1');
        await page.user.pressKey('twofa.submit');
        await until('it is on its way', async () => (await posts(/\/twofa/)) === 1);
        move(page, 'syncfy-twofa');
        assert.equal((await ended(page)).code, 200);
        assert.deepEqual(page.events.codes, TOKEN_CODES);
        assert.equal(await posts(/\/twofa/), 1);
        assert.deepEqual(page.events.of('syncfy-error'), []);
      });
    }
  });

  describe('two forms of one session send in one task', () => {
    /** Fills in what stands in each of two forms, and sends both. */
    async function sendBoth(
      page: Page,
      name: 'syncfy-credential-form' | 'syncfy-twofa',
      values: Record<string, string>,
    ) {
      for (const [label, value] of Object.entries(values)) {
        await until('both fields', () => all(page.root, 'textbox', label).length === 2);
        for (const input of all(page.root, 'textbox', label)) fill(input, value);
      }
      for (const form of page.root.querySelectorAll(name)) void form.submit();
      assert.equal((await ended(page)).code, 200);
    }

    it('the login is sent once', async () => {
      const one = `<syncfy-credential-form site-id="${NORMAL}"></syncfy-credential-form>`;
      const page = await open(sandbox, { body: `${one}${one}<syncfy-job-status></syncfy-job-status>` });
      await sendBoth(page, 'syncfy-credential-form', LOGIN);
      assert.equal(await posts(/\/credentials$/), 1);
      assert.lengthOf(page.events.of('syncfy-credential-submit'), 1);
    });

    it('the answer is sent once', async () => {
      const page = await open(sandbox, {
        body: '<syncfy-job-status></syncfy-job-status><syncfy-twofa></syncfy-twofa><syncfy-twofa></syncfy-twofa>',
      });
      page.session.resume(await ticketOf(page, TOKEN));
      await sendBoth(page, 'syncfy-twofa', { [ASKED]: '1' });
      assert.equal(await posts(/\/twofa$/), 1);
      assert.lengthOf(page.events.of('syncfy-twofa-submit'), 1);
    });
  });

  describe('a form is made anew while it sends', () => {
    const anew = {
      'by a framework, with another key': ({ root }: Page, name: string) => {
        const before = root.querySelector(name)!;
        before.replaceWith(before.cloneNode());
      },
      'by <syncfy-connect>, in another mode': ({ connect }: Page) => {
        Object.assign(connect, { mode: 'dialog', open: true });
      },
    };
    const layoutOf = (what: string) => (what.includes('connect') ? ('connect' as const) : ('parts' as const));

    for (const [what, make] of Object.entries(anew)) {
      it(`${what}: the login is sent once, and its job followed`, async () => {
        const page = await open(sandbox, { layout: layoutOf(what), connect: 'no-consent' });
        await toForm(page, 'Normal');
        const held = hold(/\/credentials$/);
        await page.user.logsIn(LOGIN);
        await until('it is on its way', () => held.answers);
        make(page, 'syncfy-credential-form');
        for (const label of Object.keys(LOGIN)) await page.user.type(label, 'again');
        await page.user.pressKey('form.sending');
        await settled();
        held.release();
        assert.equal((await ended(page)).code, 200);
        assert.equal(await posts(/\/credentials$/), 1);
        assert.lengthOf(page.events.of('syncfy-credential-submit'), 1);
      });

      it(`${what}: the answer is sent once`, async () => {
        const page = await open(sandbox, { layout: layoutOf(what), connect: 'no-consent' });
        await toForm(page, 'Token (2FA)');
        await page.user.logsIn(LOGIN);
        const held = hold(/\/twofa$/);
        await page.user.type(ASKED, '1');
        await page.user.pressKey('twofa.submit');
        await until('it is on its way', () => held.answers);
        // The job goes on as soon as it has the answer.
        const news = hold(/\/status$/);
        make(page, 'syncfy-twofa');
        await page.user.type(ASKED, '2');
        await page.user.pressKey('twofa.sending');
        await settled();
        news.release();
        held.release();
        assert.equal((await ended(page)).code, 200);
        assert.equal(await posts(/\/twofa/), 1);
        assert.lengthOf(page.events.of('syncfy-twofa-submit'), 1);
      });
    }

    it('and the user goes back: the login is given up', async () => {
      const page = await open(sandbox, { connect: 'no-consent' });
      await toForm(page, 'Normal');
      const held = hold(/\/credentials$/);
      await page.user.logsIn(LOGIN);
      await until('it is on its way', () => held.answers);
      anew['by <syncfy-connect>, in another mode'](page);
      await page.user.find('button', page.user.words('form.sending'));
      await page.user.pressKey('common.back');
      held.release();
      await settled();
      await page.user.find('searchbox');
      assert.equal(page.connect.step, 'pick');
      assert.isEmpty(page.events.of('syncfy-job-start'));
    });
  });

  it('the session turns to another API while a login is on its way: its job is followed where it was begun', async () => {
    const page = await open(sandbox, {
      body: `<syncfy-credential-form site-id="${NORMAL}"></syncfy-credential-form><syncfy-job-status></syncfy-job-status>`,
    });
    const held = hold(/\/credentials$/);
    await page.user.logsIn();
    await until('it is on its way', () => held.answers);
    page.session.apiBase = 'https://elsewhere.example/v1';
    await settled();
    held.release();
    assert.equal((await ended(page)).code, 200);
    assert.deepEqual(page.events.codes, WELL);
  });
});
