// What pages and frameworks do with elements: several of them side by side, far from their session, made by script, moved,
// taken away in whatever state they are and put back.
import { assert } from '@open-wc/testing';
import type {
  SyncfyConnect,
  SyncfyCredentialForm,
  SyncfyJobStatus,
  SyncfySession,
  SyncfyTwofa,
} from '../../src/index.js';
import {
  PACE,
  Recorder,
  Stray,
  User,
  assertToldAll,
  closePages,
  ended,
  focused,
  historyOf,
  hold,
  kindOf,
  open,
  settled,
  startSandbox,
  toForm,
  until,
  visibleText,
  type Page,
  type Sandbox,
} from '../support/flow.js';

const NORMAL = '56cf5728784806f72b8b4568';
const TOKEN = '56cf5728784806f72b8b4569';
const ASKED = 'Enter any number sequence as a token';
const TOKEN_CODES = [100, 101, 410, 103, 102, 200];

describe('in a page', () => {
  let sandbox: Sandbox;
  let stray: Stray;
  const sockets: WebSocket[] = [];
  const Native = globalThis.WebSocket;
  before(async () => {
    sandbox = await startSandbox({ pace: PACE });
    globalThis.WebSocket = class extends Native {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    };
  });
  after(async () => {
    globalThis.WebSocket = Native;
    await sandbox.close();
  });
  beforeEach(() => {
    sockets.length = 0;
    stray = new Stray();
  });
  afterEach(async () => {
    closePages();
    await sandbox.reset();
    assert.deepEqual(stray.stop(), []);
  });

  const openSockets = () => sockets.filter(({ readyState }) => readyState < WebSocket.CLOSING).length;
  const answers = async ({ user }: Pick<Page, 'user'>) => {
    await user.type(ASKED, '4711');
    await user.pressKey('twofa.submit');
  };

  describe('side by side', () => {
    it('two sessions with their own tokens do not disturb each other', async () => {
      const other = await startSandbox({ pace: PACE });
      const [first, second] = await Promise.all([open(sandbox), open(other, { locale: 'es' })]);
      await toForm(first, 'Token (2FA)');
      await toForm(second, 'Error');
      await first.user.logsIn();
      await second.user.logsIn();
      assert.equal((await ended(second)).code, 500);
      await answers(first);
      assert.equal((await ended(first)).code, 200);
      await assertToldAll(first, TOKEN_CODES);
      await assertToldAll(second, [100, 101, 500]);
      assert.isEmpty((await other.requests()).filter(({ path }) => path.endsWith('/twofa')));
      assert.notEqual(first.session.lastRid, second.session.lastRid);
      closePages();
      await other.close();
    });

    it('two connects in one session have each their own way', async () => {
      const page = await open(sandbox, {
        body: `<syncfy-connect id="a" no-consent site-id="${TOKEN}"></syncfy-connect><syncfy-connect id="b" no-consent site-id="${NORMAL}"></syncfy-connect>`,
      });
      const within = (id: string): Page => {
        const connect = page.root.querySelector<SyncfyConnect>(id)!;
        return { ...page, connect, root: connect, user: new User(connect.shadowRoot!), events: new Recorder(connect) };
      };
      const a = within('#a');
      const b = within('#b');
      await a.user.logsIn();
      await a.user.find('textbox', ASKED);
      await b.user.logsIn();
      assert.equal((await ended(b)).code, 200);
      assert.equal(a.connect.step, 'challenge');
      await answers(a);
      assert.equal((await ended(a)).code, 200);
      await assertToldAll(a, TOKEN_CODES);
      await assertToldAll(b, [100, 101, 102, 200]);
      assert.equal(page.session.job?.id, a.events.of('syncfy-job-start')[0]?.job.id, 'the one that moved last');
    });

    it('the job of one connect takes the focus from no other', async () => {
      const page = await open(sandbox, {
        body: `<syncfy-connect id="a" no-consent site-id="${TOKEN}"></syncfy-connect><syncfy-connect id="b"></syncfy-connect>`,
      });
      const [a, b] = [...page.root.querySelectorAll<SyncfyConnect>('syncfy-connect')];
      await new User(a!.shadowRoot!).logsIn();
      const button = await new User(b!.shadowRoot!).find('button', page.user.words('common.continue'));
      button.focus();
      await until('it asks', () => a!.step === 'challenge');
      await settled();
      assert.isTrue(focused() === button);
    });

    it('two that show one job tell of it once', async () => {
      const page = await open(sandbox, {
        body: `<syncfy-credential-form site-id="${TOKEN}"></syncfy-credential-form><syncfy-job-status></syncfy-job-status>
          <syncfy-job-status compact></syncfy-job-status><syncfy-twofa></syncfy-twofa>`,
      });
      await page.user.logsIn();
      await answers(page);
      assert.equal((await ended(page)).code, 200);
      await assertToldAll(page, TOKEN_CODES);
    });

    it('without anything that shows the job, the session tells of it', async () => {
      const page = await open(sandbox, {
        body: `<syncfy-credential-form site-id="${NORMAL}"></syncfy-credential-form>`,
      });
      await page.user.logsIn();
      assert.equal((await ended(page)).code, 200);
      await assertToldAll(page, [100, 101, 102, 200]);
      assert.equal(page.events.all.find(({ name }) => name === 'syncfy-status')?.target, page.session);
    });
  });

  describe('far from the session', () => {
    const OUTSIDE = `<syncfy-site-picker session="far"></syncfy-site-picker><section><syncfy-credential-form session="far"></syncfy-credential-form></section>
      <syncfy-job-status session="far"></syncfy-job-status><syncfy-twofa session="far"></syncfy-twofa>`;

    for (const order of ['after', 'before'] as const) {
      it(`elements ${order} it that name it work`, async () => {
        const page = await open(sandbox, { more: 'id="far"', body: '' });
        const outside = document.createElement('div');
        page.root[order === 'after' ? 'append' : 'prepend'](outside);
        outside.innerHTML = OUTSIDE;
        await toForm(page, 'Token (2FA)');
        await page.user.logsIn();
        await answers(page);
        assert.equal((await ended(page)).code, 200);
        await assertToldAll(page, TOKEN_CODES);
        assert.isEmpty(page.events.of('syncfy-error'));
      });
    }

    describe('that is another now', () => {
      /** A page with two sessions, of which each has a token of its own, and an element outside them. */
      async function between(body: string): Promise<Page & { tokens: string[] }> {
        const tokens = [await sandbox.token(), await sandbox.token()];
        const page = await open(sandbox, { token: tokens[0]!, more: 'id="one"', body: '' });
        const two = document.createElement('syncfy-session');
        const { apiBase, country, locale } = page.session;
        page.root.append(Object.assign(two, { id: 'two', token: tokens[1], apiBase, country, locale }));
        page.root.insertAdjacentHTML('afterbegin', body);
        const connect = page.root.querySelector('syncfy-connect') as SyncfyConnect;
        return Object.assign(page, { tokens, connect });
      }
      const senders = async (path: string) =>
        (await sandbox.requests())
          .filter(one => one.method === 'POST' && one.path.startsWith(path))
          .map(({ headers }) => headers['authorization']);

      it('what was typed goes to that one', async () => {
        const page = await between(`<syncfy-connect session="one" no-consent site-id="${NORMAL}"></syncfy-connect>`);
        await page.user.find('textbox', 'Username');
        page.connect.session = 'two';
        await page.user.logsIn();
        assert.equal((await ended(page)).code, 200);
        assert.deepEqual(await senders('/v1/credentials'), [`TOKEN token=${page.tokens[1]}`]);
      });

      it('what is being sent is given up', async () => {
        const page = await between(`<syncfy-connect session="one" no-consent site-id="${NORMAL}"></syncfy-connect>`);
        const held = hold(/\/credentials/);
        await page.user.logsIn();
        await until('sent', () => page.events.of('syncfy-credential-submit')[0]);
        page.connect.session = 'two';
        await settled();
        held.release();
        await until('it can be sent again', () => page.user.sees('button', page.user.words('form.submit')));
        await settled();
        assert.isEmpty(page.events.of('syncfy-job-start'));
        await page.user.logsIn();
        assert.equal((await ended(page)).code, 200);
      });

      it('an element that had none begins', async () => {
        const page = await between('<syncfy-connect session="none" no-consent></syncfy-connect>');
        await page.user.find('alert');
        page.connect.setAttribute('session', 'two');
        await page.user.find('searchbox');
      });

      it('its question is asked', async () => {
        const page = await between('<syncfy-twofa session="two"></syncfy-twofa>');
        const twofa = page.root.querySelector('syncfy-twofa')!;
        const { client } = page.session;
        page.session.resume(
          await client.createCredential(await client.site(TOKEN), {
            values: Object.entries({ username: 'test', password: 'test' }),
          }),
        );
        await until('the question', () => page.session.job?.challenge);
        twofa.session = 'one';
        await until('it is asked', () => twofa.shadowRoot!.querySelector('input'));
      });
    });

    it('elements that wait for a session that comes later', async () => {
      const page = await open(sandbox, { session: 'id="unused"', body: '' });
      page.root.innerHTML = OUTSIDE;
      await until('told that there is none', () => page.events.of('syncfy-error')[0]);
      page.events.clear();
      const session = document.createElement('syncfy-session');
      Object.assign(session, {
        id: 'far',
        token: await sandbox.token(),
        apiBase: sandbox.apiBase,
        country: 'MX',
        locale: 'en',
      });
      page.root.append(session);
      await toForm(page, 'Normal');
      await page.user.logsIn();
      assert.equal((await ended(page)).code, 200);
      assert.isEmpty(page.events.of('syncfy-error'));
    });

    it('a session put around elements that are there already', async () => {
      const page = await open(sandbox, { session: 'id="unused"', body: '' });
      page.root.innerHTML = '<syncfy-connect no-consent></syncfy-connect>';
      const connect = page.root.firstElementChild!;
      await settled();
      page.events.clear();
      const session = document.createElement('syncfy-session');
      Object.assign(session, { token: await sandbox.token(), apiBase: sandbox.apiBase, country: 'MX', locale: 'en' });
      page.root.append(session);
      session.append(connect);
      await toForm(page, 'Normal');
      await page.user.logsIn();
      assert.equal((await ended(page)).code, 200);
    });
  });

  describe('made by script', () => {
    /** As frameworks do it: created, properties set, then put into the page. */
    async function made(properties: Partial<SyncfyConnect>): Promise<Page> {
      const page = await open(sandbox, { session: 'id="unused"', body: '' });
      const session = document.createElement('syncfy-session') as SyncfySession;
      session.token = await sandbox.token();
      session.apiBase = sandbox.apiBase;
      session.assetsBase = sandbox.assetsBase;
      session.country = 'MX';
      session.locale = 'en';
      const connect = document.createElement('syncfy-connect') as SyncfyConnect;
      Object.assign(connect, properties);
      session.append(connect);
      page.root.replaceChildren(session);
      return Object.assign(page, { session, connect });
    }

    it('properties set before it is in the page count', async () => {
      const page = await made({ noConsent: true, siteId: TOKEN });
      await page.user.logsIn();
      await answers(page);
      assert.equal((await ended(page)).code, 200);
      await assertToldAll(page, TOKEN_CODES);
    });

    it('put in, taken out and put in again at once, as React does while it develops', async () => {
      const page = await made({ noConsent: true });
      const { session, root } = page;
      session.remove();
      root.append(session);
      await toForm(page, 'Normal');
      await page.user.logsIn();
      assert.equal((await ended(page)).code, 200);
      await assertToldAll(page, [100, 101, 102, 200]);
      assert.deepEqual(page.events.steps, ['pick', 'credentials', 'working', 'success']);
    });

    it('attributes that a framework writes as text, one by one and late', async () => {
      const page = await open(sandbox, { session: 'id="unused"', body: '' });
      const session = document.createElement('syncfy-session') as SyncfySession;
      const connect = document.createElement('syncfy-connect') as SyncfyConnect;
      page.root.replaceChildren(session);
      session.append(connect);
      Object.assign(page, { session, connect });
      await settled();
      page.events.clear();
      for (const [name, value] of [
        ['locale', 'en'],
        ['api-base', sandbox.apiBase],
        ['country', 'MX'],
        ['token', await sandbox.token()],
      ] as const) {
        session.setAttribute(name, value);
        await settled();
      }
      for (const [name, value] of [
        ['no-consent', ''],
        ['site-id', NORMAL],
      ] as const) {
        connect.setAttribute(name, value);
        await settled();
      }
      await page.user.logsIn();
      assert.equal((await ended(page)).code, 200);
    });

    it('parts with data of the page’s own: site, job, challenge', async () => {
      const page = await open(sandbox, {
        body: `<syncfy-credential-form site-id="${TOKEN}"></syncfy-credential-form>`,
      });
      const { session, root, user } = page;
      await user.find('textbox', 'Username');
      const site = session.site!;
      const form = document.createElement('syncfy-credential-form') as SyncfyCredentialForm;
      form.site = site;
      session.replaceChildren(form);
      await user.logsIn();
      await until('the challenge', () => page.events.of('syncfy-challenge').length);
      const job = session.job!;
      // What a page may keep over a reload.
      const handle = JSON.parse(JSON.stringify(job)) as Record<string, unknown>;
      const { challenge } = page.events.of('syncfy-challenge')[0]!;
      root.replaceChildren();

      const again = await open(sandbox, {
        body: '<syncfy-job-status></syncfy-job-status><syncfy-twofa></syncfy-twofa>',
      });
      const status = again.root.querySelector('syncfy-job-status') as SyncfyJobStatus;
      const twofa = again.root.querySelector('syncfy-twofa') as SyncfyTwofa;
      status.job = handle as never;
      twofa.challenge = challenge;
      await answers(again);
      assert.equal((await ended(again)).code, 200);
      assert.deepEqual(again.events.codes, TOKEN_CODES, 'all of it, from its beginning');
      assert.equal(status.status?.code, 200);
      assert.deepEqual(
        status.history.map(entry => entry.code),
        TOKEN_CODES,
      );
    });

    it('resume() in the very task that makes the session', async () => {
      const page = await open(sandbox, { connect: `no-consent site-id="${TOKEN}"`, more: 'no-resume' });
      await page.user.logsIn();
      await page.user.find('textbox', ASKED);
      const handle = JSON.parse(JSON.stringify(page.session.job)) as Record<string, unknown>;
      for (const isIn of [false, true]) {
        page.root.replaceChildren();
        page.events.clear();
        const session = document.createElement('syncfy-session') as SyncfySession;
        Object.assign(session, { apiBase: sandbox.apiBase, noResume: true, token: await sandbox.token() });
        if (isIn) page.root.append(session);
        session.resume(handle);
        page.root.append(session);
        await until('the question', () => page.events.codes.includes(410));
        assert.deepEqual(page.events.of('syncfy-error'), []);
      }
    });

    it('session.resume() goes on with a job that was begun in another page', async () => {
      const page = await open(sandbox, { connect: `no-consent site-id="${TOKEN}"` });
      await page.user.logsIn();
      await page.user.find('textbox', ASKED);
      const handle = JSON.stringify(page.session.job);
      closePages();
      const next = await open(sandbox, { layout: 'parts' });
      next.session.resume(JSON.parse(handle) as Record<string, unknown>);
      await answers(next);
      assert.equal((await ended(next)).code, 200);
      assert.deepEqual(next.events.codes, TOKEN_CODES);
    });
  });

  describe('made anew in the middle of a challenge', () => {
    const form = (page: Page) => page.user.find('button', page.user.words('form.submit'));

    /** Makes a credential, and answers its id. */
    async function credential({ session }: Page, username: string): Promise<string> {
      const site = await session.client.site(TOKEN);
      const ticket = await session.client.createCredential(site, {
        values: Object.entries({ username, password: 'x' }),
      });
      return ticket.id_credential!;
    }

    /** At the challenge of the first of two credentials. */
    async function updating(): Promise<{ page: Page; one: string; two: string }> {
      const page = await open(sandbox, { body: '' });
      const one = await credential(page, 'ann');
      const two = await credential(page, 'bob');
      show(page, one);
      await form(page);
      await page.user.logsIn();
      await page.user.find('textbox', ASKED);
      return { page, one, two };
    }

    function show({ session }: Page, credentialId: string): SyncfyConnect {
      session.replaceChildren();
      const connect = document.createElement('syncfy-connect');
      connect.noConsent = true;
      connect.credentialId = credentialId;
      session.append(connect);
      return connect;
    }

    it('nobody is asked for another credential what is asked for one', async () => {
      const { page, one, two } = await updating();
      const connect = show(page, two);
      await form(page);
      assert.equal(connect.step, 'credentials');
      const plain = show(page, '');
      await page.user.find('searchbox');
      assert.equal(plain.step, 'pick');
      show(page, one);
      await page.user.find('textbox', ASKED);
    });

    it('nor where only the attribute is another', async () => {
      const { page, two } = await updating();
      const connect = page.root.querySelector('syncfy-connect') as SyncfyConnect;
      connect.credentialId = two;
      await form(page);
      assert.equal(connect.step, 'credentials');
      assert.equal(page.session.job === undefined, true);
    });

    it('and nothing is taken away where it is the same once more, or set to nothing as it was', async () => {
      const { page, one, two } = await updating();
      const connect = page.root.querySelector('syncfy-connect') as SyncfyConnect;
      for (const ids of [
        [two, one],
        ['', one],
      ])
        for (const id of ids) connect.credentialId = id;
      Object.assign(connect, { siteId: undefined });
      await connect.updateComplete;
      await answers(page);
      await ended(page);
      assert.deepEqual(page.events.codes, TOKEN_CODES);
    });

    it('the page is told nothing twice', async () => {
      const { page, one } = await updating();
      show(page, one);
      await answers(page);
      await ended(page);
      assert.deepEqual(page.events.codes, TOKEN_CODES);
    });
  });

  it('a session that gets its id late is found', async () => {
    const page = await open(sandbox, { body: '' });
    const picker = document.createElement('syncfy-site-picker');
    picker.session = 'late';
    page.root.append(picker);
    await until('there is none', () => page.events.of('syncfy-error').some(({ error }) => error.code === 'no-session'));
    page.session.id = 'late';
    await page.user.find('button', /Acme Bank/);
  });

  describe('taken away', () => {
    const begun = async (page: Page, site = 'Token (2FA)') => {
      await toForm(page, site);
      await page.user.logsIn();
    };
    const slowly = (path: string) =>
      sandbox.faults({ rules: [{ match: { method: 'POST', path }, action: { delayMs: 200 } }] });
    const post = async (page: Page, path: string) =>
      (await page.sandbox.requests()).find(one => one.method === 'POST' && one.path.endsWith(path));
    const sent = (page: Page, path: string) => until('it is being sent', () => post(page, path));
    const states: readonly [string, (page: Page) => Promise<unknown>][] = [
      ['at once', async () => {}],
      ['at the consent', page => page.user.find('button', page.user.words('common.continue'))],
      [
        'while the institutions load',
        async page => {
          await page.user.consents();
          await until('a question', async () => (await page.sandbox.requests()).length > 1);
        },
      ],
      [
        'while a site is picked',
        async page => {
          await page.user.consents();
          await page.user.find('searchbox');
        },
      ],
      ['at the form', page => toForm(page, 'Token (2FA)')],
      [
        'while the login is being sent',
        async page => {
          await slowly('/v1/credentials');
          await begun(page);
          await sent(page, '/v1/credentials');
        },
      ],
      [
        'as the job starts',
        async page => {
          await begun(page);
          await until('a job', () => page.events.of('syncfy-job-start').length);
        },
      ],
      [
        'while the job works',
        async page => {
          await begun(page);
          await until('a code', () => page.events.codes.length > 0);
        },
      ],
      [
        'at the challenge',
        async page => {
          await begun(page);
          await page.user.find('textbox', ASKED);
        },
      ],
      [
        'while the answer is being sent',
        async page => {
          await slowly('*/twofa');
          await begun(page);
          await answers(page);
          await sent(page, '/twofa');
        },
      ],
      [
        'waiting for an action elsewhere',
        async page => {
          await begun(page, 'Confirm Login (2FA)');
          await until('challenge', () => page.events.of('syncfy-challenge').length);
        },
      ],
      [
        'after it went well',
        async page => {
          await begun(page, 'Normal');
          await ended(page);
        },
      ],
      [
        'after it went not well',
        async page => {
          await begun(page, 'Error');
          await ended(page);
        },
      ],
    ];

    for (const [when, go] of states) {
      for (const what of ['connect', 'session'] as const) {
        it(`${when}, the ${what}: nothing goes on without it`, async () => {
          const token = await sandbox.token();
          const page = await open(sandbox, { token });
          const { events } = page;
          await go(page);
          // Nothing of what has left the page comes to its root.
          const away = [page.session, page.connect].map(one => new Recorder(one));
          page[what].remove();
          await settled();
          assert.equal(openSockets(), 0, 'sockets are closed');
          const all = () => [events, ...away].flatMap(one => one.all.map(({ name }) => name));
          const told = all();
          // Whatever runs on at Syncfy: nobody asks for it here.
          await sandbox.faults({});
          const started = events.of('syncfy-job-start')[0]?.job;
          const mine = async () =>
            (await sandbox.requests()).filter(({ headers }) => headers.authorization?.includes(token)).length;
          for (const path of ['/v1/credentials', '/twofa']) {
            if (await post(page, path)) await until('it is answered', async () => (await post(page, path))?.status);
          }
          const asked = await mine();
          if (started && !events.of('syncfy-challenge').length) {
            await until(
              'the job moved on',
              async () => ![100, 101].includes((await historyOf(page, started.id)).at(-1)?.['code'] as number),
            );
          }
          await until('all is answered', async () => (await sandbox.requests()).every(({ status }) => status));
          await settled();
          assert.equal(await mine(), asked, 'nothing is asked');
          assert.deepEqual(all(), told, 'nothing is told');
        });
      }

      for (const what of ['connect', 'session'] as const) {
        it(`${when}, the ${what}, and put back somewhere else: it goes on`, async () => {
          const page = await open(sandbox);
          const { root, session, events, connect, user } = page;
          await go(page);
          const section = document.createElement('section');
          (what === 'connect' ? session : root).append(section);
          page[what].remove();
          await settled();
          await sandbox.faults({});
          section.append(page[what]);
          await settled();
          assert.isTrue(root.contains(connect));
          // From wherever it stands, a user finds a way to an end.
          await until(`an end; step ${connect.step}, codes ${events.codes.join()}`, async () => {
            if (events.ends.length) return true;
            if (user.sees('button', user.words('common.continue'))) await user.consents();
            else if (user.sees('searchbox')) await user.picks('Token (2FA)');
            else if (
              user.sees('button', user.words('form.submit')) &&
              connect.step === 'credentials' &&
              !events.of('syncfy-job-start').length
            )
              await user.logsIn();
            else if (user.sees('textbox', ASKED) && user.sees('button', user.words('twofa.submit')))
              await answers(page);
            await settled();
            return false;
          });
          const end = await ended(page);
          await assertToldAll(page);
          assert.equal(end.name, kindOf(end.code) === 'success' ? 'syncfy-success' : 'syncfy-failure');
          const { text } = user.l10n.words(end.code === 500 ? 'code.500' : 'code.200');
          await until('the end is shown', () => visibleText(root).includes(text));
        });
      }
    }

    for (const what of ['connect', 'session'] as const) {
      it(`between two questions to the catalogue, the ${what}: the second is not asked`, async () => {
        const countries = hold(/\/countries$/);
        const page = await open(sandbox, { connect: 'no-consent' });
        await until('the first', () => countries.answers);
        page[what].remove();
        countries.release();
        // Time for what should not come.
        await new Promise(resolve => setTimeout(resolve, 100));
        await settled();
        const asked = (await sandbox.requests()).map(({ path }) => path);
        assert.isFalse(asked.some(path => path.endsWith('/organizations/sites')));
        assert.isEmpty(page.events.of('syncfy-error'));
      });
    }

    it('moved in one go, nothing is lost: what is typed stays', async () => {
      const page = await open(sandbox);
      await toForm(page, 'Normal');
      await page.user.type('Username', 'test');
      await page.user.type('Password', 'test');
      const section = document.createElement('section');
      page.session.append(section);
      section.append(page.connect);
      await settled();
      assert.equal(((await page.user.find('textbox', 'Username')) as HTMLInputElement).value, 'test');
      assert.equal(((await page.user.find('textbox', 'Password')) as HTMLInputElement).value, 'test');
      await page.user.pressKey('form.submit');
      assert.equal((await ended(page)).code, 200);
    });

    it('moved from one session to another, it begins anew with the other’s token', async () => {
      const other = await startSandbox({ pace: PACE });
      const page = await open(sandbox, { connect: 'no-consent' });
      const next = await open(other, { body: '' });
      await toForm(page, 'Token (2FA)');
      await page.user.logsIn();
      await page.user.find('textbox', ASKED);
      next.session.append(page.connect);
      await settled();
      assert.equal(openSockets(), 0);
      await next.user.picks('Normal');
      await next.user.logsIn();
      assert.equal((await ended(next)).code, 200);
      await assertToldAll(next, [100, 101, 102, 200]);
      assert.isEmpty(page.events.ends);
      closePages();
      await other.close();
    });

    for (const part of ['syncfy-site-picker', 'syncfy-credential-form', 'syncfy-job-status', 'syncfy-twofa']) {
      it(`${part} alone, in the middle of a challenge, and back`, async () => {
        const page = await open(sandbox, { layout: 'parts' });
        await toForm(page, 'Token (2FA)');
        await page.user.logsIn();
        await page.user.find('textbox', ASKED);
        const element = page.root.querySelector(part)!;
        const next = element.nextSibling;
        element.remove();
        await settled();
        page.session.insertBefore(element, next);
        await settled();
        await answers(page);
        assert.equal((await ended(page)).code, 200);
        await assertToldAll(page, TOKEN_CODES);
      });
    }
  });

  for (const mode of ['inline', 'dialog']) {
    it(`a form that a script submits past us, ${mode}: it leads nowhere, and what was typed stays`, async () => {
      const page = await open(sandbox, { connect: `no-consent mode="${mode}" open` });
      const submitted = async (label: string, value: string) => {
        const input = (await page.user.type(label, value)) as HTMLInputElement;
        try {
          input.closest('form')!.submit();
        } catch {
          // Firefox tells the script that it leads nowhere.
        }
        await settled();
        assert.equal(input.value, value);
        assert.equal(page.connect.open, true);
      };
      await toForm(page, 'Token (2FA)');
      await submitted('Username', 'test');
      await page.user.logsIn();
      await submitted(ASKED, '1');
      await page.user.pressKey('twofa.submit');
      assert.equal((await ended(page)).code, 200);
    });
  }
});
