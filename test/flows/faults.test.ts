// What a network, an API and a page can do wrong: whatever it is, each entry of a job's history is told once and in order, the
// flow ends as the job did, a sentence is shown where something failed, and nothing that was typed is lost.
import { assert } from '@open-wc/testing';
import type { FaultAction, Faults } from '../../sandbox/index.js';
import { wordsOfError } from '../../src/i18n/words.js';
import type { SyncfyError, SyncfyErrorCode } from '../../src/index.js';
import {
  LOGIN,
  PACE,
  Stray,
  assertToldAll,
  closePages,
  deep,
  ended,
  historyOf,
  hold,
  messageOf,
  open,
  parts,
  settled,
  startSandbox,
  textOf,
  toForm,
  until,
  visibleText,
  type Page,
  type Sandbox,
} from '../support/flow.js';

const NORMAL = '56cf5728784806f72b8b4568';
const TOKEN = '56cf5728784806f72b8b4569';
const MULTIPLE_TEXT = '58e28bce056f2903900d4d61';
const ASKED = 'Enter any number sequence as a token';
/** A socket that lies open but has lost what it should have told is made up for by the next look, which may be 15 s away. */
const LONGEST = 60_000;
const NOWHERE = 'http://127.0.0.1:9/v1';

const CODES: Readonly<Record<string, readonly number[]>> = {
  [NORMAL]: [100, 101, 102, 200],
  [TOKEN]: [100, 101, 410, 103, 102, 200],
  [MULTIPLE_TEXT]: [100, 101, 410, 103, 410, 103, 102, 200],
};

/**
 * The error that the page was told of last; a sentence says what it is, and its facts are there to be copied. Where several are
 * told of the same, as when a token dies while a job is asked for and answered at once, the facts are those of any.
 */
async function told(page: Page, code: SyncfyErrorCode, httpStatus?: number): Promise<SyncfyError> {
  const errors = () => page.events.of('syncfy-error').map(one => one.error);
  const error = await until(
    `syncfy-error ${code}; there was ${
      errors()
        .map(one => one.code)
        .join() || 'none'
    }`,
    () => errors().findLast(one => one.code === code),
  );
  assert.equal(error.name, 'SyncfyError');
  assert.equal(error.httpStatus, httpStatus);
  const words = wordsOfError(page.user.l10n, error, !error.retryable);
  await until(`${words.title}. ${words.text}`, () =>
    [words.title, words.text].every(text => visibleText(page.root).includes(text)),
  );
  assert.isNotEmpty(page.user.sees('alert') ?? '', 'it is announced');
  const shown = textOf(parts(page.root, 'rid').find(element => element.checkVisibility()));
  const toldOf = errors().filter(one => one.code === code);
  assert.include(
    toldOf.map(({ rid }) => rid ?? ''),
    shown,
  );
  return error;
}

const tryAgain = ({ user }: Page) => user.pressKey('common.tryAgain');

describe('faults', () => {
  let sandbox: Sandbox;
  let stray: Stray;
  before(async () => {
    sandbox = await startSandbox({ pace: PACE });
    stray = new Stray();
  });
  after(async () => {
    closePages();
    await sandbox.close();
    assert.deepEqual(stray.stop(), [], 'nothing was left uncaught');
  });

  // Some of these take seconds, since a client that is refused waits: all of them run at once.
  describe('of the wires of a job', () => {
    type Case = readonly [what: string, site: string, faults: NonNullable<Faults['nextJob']>];
    const cases: readonly Case[] = [
      ['no socket at all', NORMAL, { socket: { refuse: true } }],
      ['no socket at all, and a challenge', TOKEN, { socket: { refuse: true } }],
      ['a socket that is refused twice', MULTIPLE_TEXT, { socket: { refuse: 2 } }],
      ['a silent socket', NORMAL, { socket: { silent: true } }],
      ['a socket that breaks at once', NORMAL, { socket: { dropAfter: 0 } }],
      ['a socket that breaks after each frame', MULTIPLE_TEXT, { socket: { dropAfter: 1 } }],
      ['a socket that breaks after two frames, thrice', MULTIPLE_TEXT, { socket: { dropAfter: 2, dropTimes: 3 } }],
      ...(['none', 'last', 'all'] as const).flatMap((replay): Case[] => [
        [`a socket that tells ${replay} of what it missed`, MULTIPLE_TEXT, { socket: { replay } }],
        [`a socket that breaks and tells ${replay}`, MULTIPLE_TEXT, { socket: { replay, dropAfter: 1 } }],
        [
          `the same, and status lags`,
          MULTIPLE_TEXT,
          { socket: { replay, dropAfter: 2, dropTimes: 2 }, statusLagMs: 90 },
        ],
      ]),
      ['a late socket', MULTIPLE_TEXT, { socket: { lagMs: 80 } }],
      ['a late socket that tells all', TOKEN, { socket: { lagMs: 80, replay: 'all' } }],
      ['status that lags', MULTIPLE_TEXT, { statusLagMs: 120 }],
      ['both late', TOKEN, { socket: { lagMs: 60 }, statusLagMs: 120 }],
      ['frames between which there is junk', MULTIPLE_TEXT, { socket: { frames: 'junk' } }],
      ['frames that are arrays', MULTIPLE_TEXT, { socket: { frames: 'array' } }],
      ['frames that word a question otherwise', MULTIPLE_TEXT, { socket: { frames: 'reworded' } }],
      ['frames that come twice', MULTIPLE_TEXT, { socket: { frames: 'duplicate' } }],
      [
        'frames that come twice, and all again',
        MULTIPLE_TEXT,
        { socket: { frames: 'duplicate', replay: 'all', dropAfter: 2 } },
      ],
      ['frames that come twice, and status lags', MULTIPLE_TEXT, { socket: { frames: 'duplicate' }, statusLagMs: 90 }],
    ];
    const runs = new Map<string, Promise<void>>();

    async function run(page: Page, site: string): Promise<void> {
      const { user, events } = page;
      for (const [index, code] of CODES[site]!.filter(code => code === 410).entries()) {
        await until(`challenge ${index + 1} (${code})`, () => events.of('syncfy-challenge').length > index, LONGEST);
        if (site === TOKEN) await user.type(ASKED, '4711');
        else await user.choose('radio', 'Option Two');
        await user.pressKey('twofa.submit');
      }
      await until(`the end; codes ${events.codes.join()}`, () => events.ends.length > 0, LONGEST);
      assert.equal((await ended(page)).code, 200);
      await assertToldAll(page, CODES[site]);
      assert.lengthOf(events.of('syncfy-challenge'), CODES[site]!.filter(code => code === 410).length);
      assert.lengthOf(
        (await sandbox.requests()).filter(
          ({ path }) => path.includes(events.of('syncfy-job-start')[0]!.job.id) && path.endsWith('/twofa'),
        ),
        events.of('syncfy-challenge').length,
        'each is answered once',
      );
    }

    before(async function () {
      this.timeout(LONGEST);
      for (const [what, site, faults] of cases) {
        const page = await open(sandbox, { connect: `no-consent site-id="${site}"` });
        await page.user.find('textbox', 'Username');
        await sandbox.faults({ nextJob: faults });
        await page.user.logsIn();
        await until(`job of ${what}`, () => page.events.of('syncfy-job-start').length);
        const done = run(page, site);
        // Whoever awaits it hears of it.
        done.catch(() => {});
        runs.set(what + site + JSON.stringify(faults), done);
      }
    });
    for (const [what, site, faults] of cases) {
      it(`${what}: ${JSON.stringify(faults)}`, () => runs.get(what + site + JSON.stringify(faults))).timeout(LONGEST);
    }
  });

  describe('of the API', () => {
    afterEach(async () => {
      closePages();
      await sandbox.reset();
    });

    const rule = (path: string, action: FaultAction, more: object = {}): Faults => ({
      rules: [{ match: { path }, action, ...more }],
    });

    /** That so much was asked that the rule has met all that it was for. */
    async function assertHit({ rules: [one] = [] }: Faults): Promise<void> {
      const end = one!.match!.path!.replace('*', '');
      const met = (await sandbox.requests()).filter(({ method, path }) => method !== 'OPTIONS' && path.endsWith(end));
      assert.isAtLeast(met.length, (one!.skip ?? 0) + (one!.times ?? 1), 'it went wrong');
    }

    describe('while a job runs', () => {
      const cases: readonly [what: string, faults: Faults][] = [
        ['status fails twice', rule('*/status', { status: 500 }, { times: 2 })],
        ['status fails in the middle', rule('*/status', { status: 503 }, { skip: 1, times: 2 })],
        ['status is no JSON once', rule('*/status', { body: '<h1>Bad gateway</h1>', status: 502 }, { times: 1 })],
        [
          'status has another shape once',
          rule('*/status', { body: '{"rid":"x","code":200,"status":true,"response":{"a":1}}' }, { times: 1 }),
        ],
        ['too many requests, for a second', rule('*/status', { status: 429, retryAfter: 1 }, { times: 1 })],
        ['a connection that breaks', rule('*/status', { reset: true }, { skip: 1, times: 2 })],
        ['a slow status', rule('*/status', { delayMs: 60 })],
        ['a slow answer to the challenge', rule('*/twofa', { delayMs: 200 })],
        ['a slow login', rule('/v1/credentials', { delayMs: 200 })],
      ];
      for (const [what, faults] of cases) {
        it(what, async () => {
          const page = await open(sandbox, { connect: `no-consent site-id="${TOKEN}"` });
          await page.user.find('textbox', 'Username');
          await sandbox.faults(faults);
          await page.user.logsIn();
          await page.user.type(ASKED, '4711');
          await page.user.pressKey('twofa.submit');
          assert.equal((await ended(page)).code, 200);
          await assertHit(faults);
          await assertToldAll(page, CODES[TOKEN]);
        });
      }

      it('status never answers: the socket alone tells the end, once, and nothing twice', async () => {
        const page = await open(sandbox, { connect: `no-consent site-id="${TOKEN}"` });
        await page.user.find('textbox', 'Username');
        await sandbox.faults(rule('*/status', { status: 403 }));
        await page.user.logsIn();
        await page.user.type(ASKED, '4711');
        await page.user.pressKey('twofa.submit');
        assert.equal((await ended(page)).code, 200);
        await sandbox.faults({});
        const { codes } = page.events;
        const history = (await historyOf(page, page.events.of('syncfy-job-start')[0]!.job.id)).map(
          entry => entry['code'] as number,
        );
        assert.deepEqual(codes, history.slice(-codes.length), 'a piece of it, without gaps');
        assert.include(codes, 410);
        assert.equal(page.events.of('syncfy-error')[0]?.error.code, 'forbidden');
      });

      it('the token dies: it is renewed once for all that wait, and the job goes on', async () => {
        const page = await open(sandbox, { connect: `no-consent site-id="${TOKEN}"` });
        let given = 0;
        page.session.refreshToken = async () => {
          given++;
          return sandbox.token();
        };
        await page.user.logsIn();
        await page.user.find('textbox', ASKED);
        await sandbox.expireTokens();
        await page.user.type(ASKED, '4711');
        await page.user.pressKey('twofa.submit');
        assert.equal((await ended(page)).code, 200);
        await assertToldAll(page, CODES[TOKEN]);
        assert.equal(given, 1);
        assert.isEmpty(page.events.of('syncfy-error'));
      });

      it('the token dies and a page answers the event for it', async () => {
        const page = await open(sandbox, { connect: `no-consent site-id="${TOKEN}"` });
        page.root.addEventListener('syncfy-token-expired', event => event.detail.respondWith(sandbox.token()));
        await page.user.logsIn();
        await page.user.find('textbox', ASKED);
        await sandbox.expireTokens();
        await page.user.type(ASKED, '4711');
        await page.user.pressKey('twofa.submit');
        assert.equal((await ended(page)).code, 200);
        await assertToldAll(page, CODES[TOKEN]);
        assert.lengthOf(page.events.of('syncfy-token-expired'), 1);
      });

      it('the token dies and there is no other: said, and it goes on with a token that the page sets', async () => {
        const page = await open(sandbox, { connect: `no-consent site-id="${TOKEN}"` });
        await page.user.logsIn();
        await page.user.type(ASKED, '4711');
        await sandbox.expireTokens();
        await page.user.pressKey('twofa.submit');
        await told(page, 'token-expired', 401);
        assert.equal(
          ((await page.user.find('textbox', ASKED)) as HTMLInputElement).value,
          '4711',
          'the answer is kept',
        );
        // It may have been the job's status that was refused first.
        await page.user.find('button', page.user.words('twofa.submit'));
        page.session.token = await sandbox.token();
        await page.user.pressKey('twofa.submit');
        assert.equal((await ended(page)).code, 200);
        await assertToldAll(page, CODES[TOKEN]);
      });
    });

    const FAILURES = [
      ['bad-request', { status: 400 }],
      ['payment-required', { status: 402 }],
      ['forbidden', { status: 403 }],
      ['unknown-site', { status: 404 }],
      ['rate-limited', { status: 429, retryAfter: 1 }],
      ['server', { status: 500 }],
      ['unavailable', { status: 503 }],
      ['http', { status: 418 }],
      ['network', { reset: true }],
      ['bad-response', { body: '<h1>Hello</h1>' }],
      ['bad-response', { body: '' }],
      ['bad-response', { body: 'null' }],
      ['bad-response', { body: '{"response":[]}' }],
      ['bad-response', { body: '[1,2]' }],
    ] as const satisfies readonly (readonly [SyncfyErrorCode, FaultAction])[];
    const RETRYABLE = ['rate-limited', 'server', 'unavailable', 'network', 'bad-response'];
    const statusOf = (action: FaultAction) => (action.reset ? undefined : (action.status ?? 200));

    describe('at the login', () => {
      for (const [code, action] of FAILURES) {
        it(`${code} ${JSON.stringify(action)}: said, nothing typed is lost, and again it works`, async () => {
          const page = await open(sandbox, { connect: `no-consent site-id="${NORMAL}"` });
          const { user, events } = page;
          await user.find('textbox', 'Username');
          await sandbox.faults(rule('/v1/credentials', action));
          await user.logsIn();
          const error = await told(page, code, statusOf(action));
          if ('status' in action) assert.match(error.rid ?? '', /^[0-9a-f-]{36}$/);
          assert.equal(error.retryable, RETRYABLE.includes(code));
          // For Syncfy's support, where Syncfy has answered.
          const shown = 'reset' in action ? [] : [String(error.httpStatus! >= 300 ? error.httpStatus : code)];
          assert.deepEqual(parts(page.root, 'code').map(textOf), shown);
          assert.lengthOf(events.of('syncfy-error'), 1);
          assert.isEmpty(events.of('syncfy-job-start'));
          assert.equal(page.connect.step, 'credentials');
          for (const label of ['Username', 'Password'])
            assert.equal(((await user.find('textbox', label)) as HTMLInputElement).value, 'test');

          await sandbox.faults({});
          if (error.retryable) await tryAgain(page);
          else await user.pressKey('form.submit');
          assert.equal((await ended(page)).code, 200);
          await assertToldAll(page, CODES[NORMAL]);
        });
      }
    });

    describe('at the answer to a challenge', () => {
      for (const [code, action] of [
        ['server', { status: 500 }],
        ['network', { reset: true }],
        ['bad-request', { status: 400 }],
        ['bad-response', { body: 'false' }],
        ['bad-response', { body: '<p>' }],
      ] as const) {
        it(`${code} ${JSON.stringify(action)}: said, the answer is kept, and again it works`, async () => {
          const page = await open(sandbox, { connect: `no-consent site-id="${TOKEN}"` });
          const { user } = page;
          await user.logsIn();
          await user.type(ASKED, '4711');
          await sandbox.faults(rule('*/twofa', action));
          await user.pressKey('twofa.submit');
          await told(page, code, statusOf(action));
          assert.equal(((await user.find('textbox', ASKED)) as HTMLInputElement).value, '4711');
          assert.equal(page.connect.step, 'challenge');
          await sandbox.faults({});
          await user.pressKey('twofa.submit');
          assert.equal((await ended(page)).code, 200);
          await assertToldAll(page, CODES[TOKEN]);
        });
      }
    });

    describe('at the catalogue', () => {
      for (const path of ['*/countries', '*/organizations/sites']) {
        for (const [code, action] of [
          ['server', { status: 500 }],
          ['network', { reset: true }],
          ['rate-limited', { status: 429, retryAfter: 1 }],
          ['bad-response', { body: '{"response": {"a": 1}}' }],
        ] as const) {
          it(`${path} ${JSON.stringify(action)}: said, and “try again” tries again`, async () => {
            await sandbox.faults(rule(path, action));
            const page = await open(sandbox, { connect: 'no-consent' });
            const error = await until('syncfy-error', () => page.events.of('syncfy-error')[0]?.error);
            assert.equal(error.code, code);
            assert.equal(error.httpStatus, statusOf(action));
            const words = wordsOfError(page.user.l10n, error);
            await until(words.text, () => visibleText(page.root).includes(words.text));
            assert.include(visibleText(page.root), page.user.words('pick.failed'));
            await tryAgain(page);
            await until('a second error', () => page.events.of('syncfy-error').length === 2);
            await sandbox.faults({});
            await tryAgain(page);
            await toForm(page, 'Normal');
            await page.user.logsIn();
            assert.equal((await ended(page)).code, 200);
          });
        }
      }

      it('the types of institutions: told, and one picks without them', async () => {
        await sandbox.faults(rule('*/site_organization_types', { status: 500 }));
        const page = await open(sandbox, { connect: 'no-consent' });
        await toForm(page, 'Normal');
        assert.deepEqual(
          page.events.of('syncfy-error').map(({ error }) => error.code),
          ['server'],
        );
        await page.user.logsIn();
        assert.equal((await ended(page)).code, 200);
      });

      it('types that hang: one picks without them, until they come', async () => {
        const held = hold(/site_organization_types/);
        try {
          const page = await open(sandbox, { connect: 'no-consent' });
          const { user } = page;
          const bank = user.words('pick.type.Bank');
          await user.find('button', /Acme Bank/);
          assert.isUndefined(user.sees('button', bank));
          held.release();
          (await user.find('button', bank)).click();
          await user.picks('Normal');
          await user.logsIn();
          assert.equal((await ended(page)).code, 200);
          assert.deepEqual(page.events.of('syncfy-error'), []);
        } finally {
          held.release();
        }
      });

      it('400: nobody is told of what they typed, since they typed nothing', async () => {
        await sandbox.faults(rule('*/organizations/sites', { status: 400 }));
        const page = await open(sandbox, { connect: 'no-consent' });
        const { text } = page.user.l10n.words('code.500');
        await until(text, () => visibleText(page.root).includes(text));
      });

      it('a country without a catalogue: said, and another country is there to be chosen', async () => {
        const page = await open(sandbox, { connect: 'no-consent' });
        const { user } = page;
        await user.find('button', /Acme Bank/);
        await sandbox.faults(rule('*/organizations/sites', { status: 500 }));
        await user.select(user.words('pick.country'), 'Colombia');
        await told(page, 'server', 500);
        await sandbox.faults({});
        await tryAgain(page);
        await user.find('button', /Acme Bank \(Colombia\)/);
      });

      it('one broken row does not take the others with it', async () => {
        const rows = [
          null,
          7,
          'x',
          { name: 'Nothing else' },
          {
            id_site_organization: '1',
            name: 'Good',
            sites: [
              {},
              { id_site: 'a'.repeat(24), name: 'Only', credentials: [{ name: 'u', type: 'text', label: 'U' }] },
            ],
          },
        ];
        await sandbox.faults(
          rule('*/organizations/sites', { body: JSON.stringify(rows), contentType: 'application/json' }),
        );
        const page = await open(sandbox, { connect: 'no-consent' });
        await page.user.press(/Good/);
        await page.user.find('textbox', 'U');
        assert.isEmpty(page.events.of('syncfy-error'));
      });
    });

    describe('at a given site', () => {
      it('unknown: said, without a form', async () => {
        const page = await open(sandbox, { connect: `no-consent site-id="${'f'.repeat(24)}"` });
        await told(page, 'unknown-site', 404);
        assert.isUndefined(page.user.sees('textbox'));
      });

      it('unknown credential: said', async () => {
        const page = await open(sandbox, { connect: `no-consent credential-id="${'f'.repeat(24)}"` });
        await told(page, 'unknown-credential');
      });

      it('failed: “try again” tries again', async () => {
        await sandbox.faults(rule('*/widget/sites/*', { status: 500 }));
        const page = await open(sandbox, { connect: `no-consent site-id="${NORMAL}"` });
        await told(page, 'server', 500);
        await sandbox.faults({});
        await tryAgain(page);
        await page.user.logsIn();
        assert.equal((await ended(page)).code, 200);
      });

      it('a site that asks for nothing: said', async () => {
        const page = await open(sandbox, { layout: 'parts' });
        page.session.site = { id_site: 'a'.repeat(24), name: 'Empty' } as never;
        const { title } = page.user.l10n.words('form.noFields');
        await until(title, () => visibleText(page.root).includes(title));
        assert.isUndefined(page.user.sees('button', page.user.words('form.submit')));
      });
    });

    it('unreachable: said; reachable again, it goes on', async () => {
      const page = await open(sandbox, {
        session: `token="${await sandbox.token()}" api-base="${NOWHERE}" country="MX" locale="en"`,
        connect: 'no-consent',
      });
      const error = await told(page, 'network');
      assert.isUndefined(error.rid);
      page.session.apiBase = sandbox.apiBase;
      await toForm(page, 'Normal');
      await page.user.logsIn();
      assert.equal((await ended(page)).code, 200);
    });

    it('unreachable in the middle of a job: said quietly, and the job goes on as soon as it is back', async () => {
      const page = await open(sandbox, { connect: `no-consent site-id="${TOKEN}"` });
      const { user } = page;
      await user.logsIn();
      await user.find('textbox', ASKED);
      await sandbox.faults({ socket: { refuse: true }, ...rule('/v1/jobs/*', { reset: true }) });
      await user.type(ASKED, '4711');
      await user.pressKey('twofa.submit');
      await told(page, 'network');
      await sandbox.faults({});
      await user.pressKey('twofa.submit');
      assert.equal((await ended(page)).code, 200);
      await assertToldAll(page, CODES[TOKEN]);
    });
  });

  describe('of the page', () => {
    afterEach(async () => {
      closePages();
      await sandbox.reset();
    });
    const bases = () => `api-base="${sandbox.apiBase}" assets-base="${sandbox.assetsBase}" country="MX" locale="en"`;

    it('no token: said; set later, it goes on by itself', async () => {
      const page = await open(sandbox, { session: bases(), connect: 'no-consent' });
      await told(page, 'no-token');
      page.session.token = await sandbox.token();
      await toForm(page, 'Normal');
      await page.user.logsIn();
      assert.equal((await ended(page)).code, 200);
    });

    it('a wrong token: said; a right one later, it goes on by itself', async () => {
      const page = await open(sandbox, { session: `token="nonsense" ${bases()}`, connect: 'no-consent' });
      await told(page, 'token-expired', 401);
      page.session.setAttribute('token', await sandbox.token());
      await toForm(page, 'Normal');
    });

    it('a token that no header can carry counts as none', async () => {
      const page = await open(sandbox, { session: `token="ñandú&#10;x: y" ${bases()}`, connect: 'no-consent' });
      await told(page, 'no-token');
      assert.isEmpty(await sandbox.requests());
    });

    for (const [what, url] of [
      ['fails', '&status=500'],
      ['is not there', '&status=404'],
      ['answers nothing', '&token='],
    ] as const) {
      it(`a token-url that ${what}: said, and “try again” asks it again`, async () => {
        const page = await open(sandbox, {
          session: `token-url="${sandbox.tokenUrl}${url}" ${bases()}`,
          connect: 'no-consent',
        });
        await told(page, 'no-token');
        await tryAgain(page);
        await until('a second error', () => page.events.of('syncfy-error').length === 2);
        page.session.tokenUrl = sandbox.tokenUrl;
        await toForm(page, 'Normal');
      });
    }

    it('a token-url of another origin is not asked', async () => {
      const page = await open(sandbox, {
        session: `token-url="${sandbox.origin}/v1/sessions" ${bases()}`,
        connect: 'no-consent',
      });
      await told(page, 'untrusted-origin');
      assert.isEmpty(await sandbox.requests());
    });

    it('an endpoint that hands on Syncfy’s own answer is understood', async () => {
      const page = await open(sandbox, {
        session: `token-url="${sandbox.tokenUrl}&wrapped" ${bases()}`,
        connect: 'no-consent',
      });
      await toForm(page, 'Normal');
    });

    for (const [what, refresh] of [
      [
        'throws',
        () => {
          throw new TypeError('the page’s own');
        },
      ],
      ['rejects', () => Promise.reject(new Error('the page’s own'))],
      ['answers nothing', () => Promise.resolve(undefined as never)],
      ['answers an object', () => Promise.resolve({ token: 'x' } as never)],
    ] as const) {
      it(`a refreshToken that ${what}: said`, async () => {
        const page = await open(sandbox, { session: bases(), connect: 'no-consent', body: '' });
        page.session.refreshToken = refresh;
        page.session.innerHTML = '<syncfy-connect no-consent></syncfy-connect>';
        const error = await told(page, 'no-token');
        assert.notInclude(String(error), 'the page’s own');
      });
    }

    it('no session: said, by each element that needs one', async () => {
      const page = await open(sandbox, { session: bases(), body: '' });
      page.root.innerHTML = `<syncfy-site-picker lang="en"></syncfy-site-picker><syncfy-credential-form lang="en" site-id="${NORMAL}"></syncfy-credential-form><syncfy-connect lang="en" session="none" no-consent></syncfy-connect>`;
      await until('three errors', () => page.events.of('syncfy-error').length === 3);
      for (const { error } of page.events.of('syncfy-error')) assert.equal(error.code, 'no-session');
      const [first] = page.events.of('syncfy-error');
      const words = wordsOfError(page.user.l10n, first!.error);
      for (const element of page.root.children) {
        await until(`${element.localName} says it`, () => visibleText(element.shadowRoot!).includes(words.title));
      }
    });

    /** The attributes that the page was told of. */
    const unusable = (page: Page) =>
      page.events
        .of('syncfy-error')
        .filter(({ error }) => error.code === 'invalid-attribute')
        .map(({ error }) => error.message.split(' ')[0]!);

    it('attributes that cannot be used: the page is told, and the rest works', async () => {
      const page = await open(sandbox, { session: bases(), body: '' });
      for (const [name, value] of [
        ['api-base', 'http://['],
        ['assets-base', 'https://:x'],
      ] as const) {
        page.events.clear();
        page.session.setAttribute(name, value);
        await page.session.updateComplete;
        const [one] = page.events.of('syncfy-error');
        assert.equal(one?.error.code, 'invalid-attribute');
        assert.include(one?.error.message, name);
        page.session.setAttribute(name, sandbox.apiBase);
        await page.session.updateComplete;
      }
    });

    it('a country that is none: the page is told, and one can be chosen', async () => {
      const page = await open(sandbox, {
        session: `token="${await sandbox.token()}" api-base="${sandbox.apiBase}" assets-base="${sandbox.assetsBase}" country="Mexico" locale="en"`,
        connect: 'no-consent',
      });
      const { error } = await until('syncfy-error', () => page.events.of('syncfy-error')[0]);
      assert.equal(error.code, 'invalid-attribute');
      await page.user.select(page.user.words('pick.country'), 'Mexico');
      await toForm(page, 'Normal');
    });

    it('nonsense in every attribute of connect breaks nothing', async () => {
      const page = await open(sandbox, {
        connect: `mode="sideways" audience="aliens" organization-type="none" timeout="soon" reveal="maybe" retry-codes="a,b,,"
          country="" only-sites=" , " hide-sites="," client-logo="javascript:alert(1)" policy-url="javascript:alert(1)"`,
      });
      const { user } = page;
      const scripts = () =>
        [...deep(page.root)]
          .flatMap(element => [element.getAttribute('href'), element.getAttribute('src')])
          .filter(url => url?.includes('javascript:'));
      // Where the policy and the page's own logo are.
      await user.find('button', user.words('common.continue'));
      // An image that is none is drawn for a moment; it runs nothing.
      await until('no link', () => !scripts().length);
      await user.consents();
      await toForm(page, 'Normal');
      await user.logsIn();
      assert.equal((await ended(page)).code, 200);
      assert.isEmpty(scripts());
      const once = ['mode', 'audience', 'timeout', 'reveal', 'retry-codes', 'organizationType'];
      assert.sameMembers(unusable(page), once);
    });

    for (const [name, attribute, wrong, right] of [
      ['syncfy-site-picker', 'audience', 'aliens', 'business'],
      ['syncfy-credential-form', 'reveal', 'maybe', 'text'],
      ['syncfy-credential-form', 'max-file-size', 'big', '0.5'],
      ['syncfy-job-status', 'timeout', '-1', '1e5'],
      ['syncfy-twofa', 'time-limit', 'soon', 'Infinity'],
      ['syncfy-connect', 'retry-codes', 'none', '401, 403'],
    ] as const) {
      it(`${name}: ${attribute}="${wrong}" is told once, and neither ${right} nor nothing`, async () => {
        const page = await open(sandbox, { body: `<${name} ${attribute}="${wrong}"></${name}>` });
        await until('it is told', () => unusable(page)[0]);
        const element = page.root.querySelector(name)!;
        for (const value of [wrong, right, '']) {
          element.setAttribute(attribute, value);
          await element.updateComplete;
        }
        element.removeAttribute(attribute);
        // What is no text breaks nothing either.
        const property = attribute.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
        for (const value of [{}, [], undefined]) {
          Reflect.set(element, property, value);
          await element.updateComplete;
        }
        assert.deepEqual(unusable(page), [attribute]);
      });
    }

    it('a listener that throws is the page’s own matter: the flow goes on', async () => {
      const page = await open(sandbox, { connect: `no-consent site-id="${NORMAL}"` });
      const errors: string[] = [];
      const onError = (event: ErrorEvent) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        errors.push(event.message);
      };
      addEventListener('error', onError, true);
      const original = window.onerror;
      window.onerror = null;
      try {
        const fail = () => {
          throw new Error('thrown on purpose, by a test');
        };
        page.root.addEventListener('syncfy-status', fail, { once: true });
        await page.user.logsIn();
        assert.equal((await ended(page)).code, 200);
        await assertToldAll(page, CODES[NORMAL]);
        assert.lengthOf(errors, 1);
      } finally {
        removeEventListener('error', onError, true);
        window.onerror = original;
        stray.errors.length = 0;
      }
    });

    it('a timeout of the page’s own: no news ends it with 504, and a second try is there', async () => {
      const page = await open(sandbox, { connect: `no-consent site-id="${TOKEN}" timeout="1000"` });
      await page.user.logsIn(LOGIN);
      await page.user.find('textbox', ASKED);
      const end = await ended(page);
      assert.equal(end.code, 504);
      assert.equal(end.kind, 'error');
      assert.deepEqual(page.events.codes, [100, 101, 410], 'what was not told is not told');
      // It was the user who was asked.
      assert.equal(end.message, messageOf(page.user.l10n, 411));
      await tryAgain(page);
      await settled();
      assert.equal(page.connect.step, 'credentials');
    });
  });
});
