// What a user types and the session's token are looked for everywhere a page, a log or another host could find them.
// Each is a marker that occurs nowhere else, so that finding it is a leak.
import { assert } from '@open-wc/testing';
import { record } from 'rrweb';
import {
  EVENTS,
  PACE,
  closePages,
  deep,
  ended,
  fill,
  open,
  parts,
  settled,
  startSandbox,
  toForm,
  until,
  visibleText,
  type Page,
  type PageOptions,
  type Sandbox,
} from '../support/flow.js';

const USER = 'MARK-user-5f1c2e';
const PASSWORD = 'MARK-password-9d03ab';
const ANSWER = 'MARK-answer-71e4c8';
const DIGITS = '770011882299';
const FILE = 'MARK-file-c4470d';

const LABS = 'Acme Labs';

/** What leaves the page other than by fetch, and what is written to the console. */
class Wires {
  readonly sockets: string[] = [];
  readonly written: unknown[] = [];
  readonly #undo: (() => void)[] = [];
  readonly #since = performance.now();

  constructor() {
    const { sockets, written } = this;
    const methods = Object.entries(console).filter(([, value]) => typeof value === 'function');
    for (const [name, method] of methods) {
      const replaced = (...args: unknown[]) => {
        written.push(...args);
        // What it warns of is the test runner's to see as well.
        if (name === 'warn' || name === 'error') (method as (...args: unknown[]) => void).apply(console, args);
      };
      Reflect.set(console, name, replaced);
      this.#undo.push(() => Reflect.set(console, name, method));
    }
    const Native = globalThis.WebSocket;
    globalThis.WebSocket = class extends Native {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        sockets.push(`${String(url)} ${String(protocols ?? '')}`);
      }
    };
    this.#undo.push(() => (globalThis.WebSocket = Native));
    performance.setResourceTimingBufferSize(5000);
  }

  /** Every URL that was asked since. */
  get urls(): string[] {
    const entries = performance.getEntriesByType('resource').filter(entry => entry.startTime >= this.#since);
    // The test runner's own wires are no part of the page.
    return [
      ...this.sockets,
      ...entries
        .map(entry => entry.name)
        .filter(name => !/wds|web-test-runner|\/(?:src|test|node_modules)\//.test(name)),
    ];
  }

  stop(): void {
    for (const undo of this.#undo) undo();
  }
}

/** Whatever text can be reached from a value: its own keys, its getters, the keys of maps, an error's message and cause. */
function* textsOf(
  root: unknown,
  seen = new Set<unknown>(),
  path = '',
): Iterable<readonly [path: string, text: string]> {
  if (typeof root === 'string') yield [path, root];
  if (
    (typeof root !== 'object' && typeof root !== 'function') ||
    root === null ||
    seen.has(root) ||
    seen.size > 200_000
  )
    return;
  seen.add(root);
  if (root instanceof Window || root instanceof Document || root instanceof StyleSheet) return;
  if (root instanceof Map || root instanceof Set) yield* textsOf([...root], seen, `${path}[]`);
  for (const [key, value] of propertiesOf(root)) {
    yield [`${path}.${String(key)}`, String(key)];
    yield* textsOf(value, seen, `${path}.${String(key)}`);
  }
}

function* propertiesOf(object: object): Iterable<readonly [PropertyKey, unknown]> {
  const keys = new Set<PropertyKey>(Reflect.ownKeys(object));
  // Of the DOM's own nodes only what others put on them, as Lit does: what they show is looked at as HTML.
  const isCustom = object instanceof HTMLElement && object.localName.includes('-');
  if (isCustom) for (const key in object) keys.add(key);
  if (!(object instanceof Node)) {
    for (
      let type = Object.getPrototypeOf(object) as object | null;
      type && type !== Object.prototype && type !== Function.prototype;
    ) {
      for (const [key, { get }] of Object.entries(Object.getOwnPropertyDescriptors(type))) if (get) keys.add(key);
      type = Object.getPrototypeOf(type) as object | null;
    }
  }
  for (const key of keys) {
    let value: unknown;
    try {
      value = Reflect.get(object, key);
    } catch {
      continue;
    }
    yield [key, value];
  }
}

/** The page as HTML, shadow roots and all. */
function htmlOf(root: HTMLElement): string {
  return [root.outerHTML, ...[...deep(root)].map(element => element.shadowRoot?.innerHTML ?? '')].join('\n');
}

interface Look {
  page: Page;
  wires: Wires;
  /** What must be nowhere. */
  secrets: readonly string[];
}

function found(where: string, texts: Iterable<readonly [string, string]>, secrets: readonly string[]): string[] {
  const places: string[] = [];
  for (const [path, text] of texts) {
    for (const secret of secrets) if (text.includes(secret)) places.push(`${secret} in ${where}${path}`);
  }
  return places;
}

/** Looks everywhere. */
async function leaks({ page, wires, secrets }: Look): Promise<string[]> {
  const { events, root } = page;
  const all = [...deep(root)];
  const named = <T>(list: readonly T[], name: (item: T) => string, value: (item: T) => unknown) =>
    Object.fromEntries(list.map((item, index) => [`${name(item)} ${index}`, value(item)]));
  const places = {
    'an event': named(
      events.all,
      one => one.name,
      one => one.detail,
    ),
    'an event as JSON': named(
      events.all,
      one => one.name,
      one => JSON.stringify(one.detail),
    ),
    'an element': named(
      all,
      element => element.localName,
      element => element,
    ),
    'a shadow root': named(
      all,
      element => element.localName,
      element => element.shadowRoot,
    ),
    'the DOM': htmlOf(root),
    'what can be read': visibleText(root),
    'what can be copied': root.innerText,
    localStorage: { ...localStorage },
    sessionStorage: { ...sessionStorage },
    'the cookies': document.cookie,
    'a database': [await indexedDB.databases(), await caches.keys()],
    'the address': [location.href, history.state, document.title, window.name],
    'the console': wires.written,
    'a URL': wires.urls,
  };
  return found('', textsOf(places), secrets);
}

/** What is in inputs now. */
const typed = (root: HTMLElement) =>
  [...deep(root)].flatMap(element => ('value' in element && typeof element.value === 'string' ? [element.value] : []));

/** Where the API was told something secret, other than in the one place that it belongs. */
async function misdirected(sandbox: Sandbox, values: readonly string[], tokens: readonly string[]): Promise<string[]> {
  const requests = await sandbox.requests();
  return requests.flatMap(({ method, path, query, headers, body }) => {
    const { authorization = '', ...others } = headers;
    const isLogin =
      ['POST', 'PUT'].includes(method) && /^\/v1\/(?:credentials|pulls|jobs)(?:\/[0-9a-f]{24}\/sync)?$/.test(path);
    const isAnswer = method === 'POST' && path.endsWith('/twofa');
    const bodyMay = isLogin || isAnswer ? values : [];
    const what = `${method} ${path}`;
    return [
      ...found(`the URL of ${what}`, [['', path + query]], [...values, ...tokens]),
      ...found(`a header of ${what}`, textsOf(others), [...values, ...tokens]),
      ...found(`the authorization of ${what}`, [['', authorization]], values),
      ...found(`the body of ${what}`, textsOf(body), [...values.filter(value => !bodyMay.includes(value)), ...tokens]),
    ];
  });
}

describe('secrets', () => {
  let sandbox: Sandbox;
  let wires: Wires;
  before(async () => {
    sandbox = await startSandbox({ pace: PACE });
  });
  after(() => sandbox.close());
  beforeEach(() => {
    wires = new Wires();
  });
  afterEach(async () => {
    wires.stop();
    closePages();
    await sandbox.reset();
  });

  /** A page whose token is known here. */
  async function start(options: PageOptions = {}): Promise<{ page: Page; token: string }> {
    const token = await sandbox.token();
    return { token, page: await open(sandbox, { token, ...options }) };
  }

  /** That nothing is anywhere, and the API was told in the right places alone. */
  async function assertKept(page: Page, values: readonly string[], tokens: readonly string[]): Promise<void> {
    await settled();
    assert.deepEqual(await leaks({ page, wires, secrets: [...values, ...tokens] }), []);
    assert.deepEqual(await misdirected(sandbox, values, tokens), []);
    const allowed = [sandbox.origin, sandbox.origin.replace('http', 'ws'), location.origin, 'data:', 'blob:'];
    assert.deepEqual(
      wires.urls.filter(url => !allowed.some(start => url.startsWith(start))),
      [],
      'nobody else is told anything',
    );
  }

  /** That a value did reach the API: else there was nothing to leak. */
  async function assertSent(...values: string[]): Promise<void> {
    const bodies = JSON.stringify((await sandbox.requests()).map(({ body }) => body));
    for (const value of values) assert.include(bodies, value);
  }

  it('the search itself finds what leaks', async () => {
    const { page, token } = await start();
    await page.user.find('button', page.user.words('common.continue'));
    const element = document.createElement('p');
    element.title = USER;
    page.root.append(element);
    page.events.all.push({
      name: 'syncfy-error',
      detail: { error: new Error('x', { cause: { deep: [PASSWORD] } }) },
      target: null,
      event: new Event('x'),
    } as never);
    Reflect.set(page.connect, 'kept', new Map([['a', ANSWER]]));
    localStorage.setItem('kept', FILE);
    console.debug({ token });
    const places = await leaks({ page, wires, secrets: [USER, PASSWORD, ANSWER, FILE, token] });
    localStorage.clear();
    for (const [secret, place] of [
      [USER, 'the DOM'],
      [PASSWORD, 'syncfy-error'],
      [ANSWER, 'an element'],
      [ANSWER, 'kept'],
      [FILE, 'localStorage'],
      [token, 'the console'],
    ]) {
      assert.isDefined(
        places.find(one => one.includes(secret!) && one.includes(place!)),
        `${place}: ${places.join('\n')}`,
      );
    }
  });

  for (const layout of ['connect', 'parts'] as const) {
    it(`a login with a challenge that ends well, ${layout}`, async () => {
      const { page, token } = await start({ layout });
      const { user, root } = page;
      await toForm(page, 'Several Elements (2FA)', LABS);
      await user.type('User', USER);
      await user.type('Password', PASSWORD);
      await assertKept(page, [USER, PASSWORD], [token]);
      await user.pressKey('form.submit');
      await user.type('Enter any number sequence as a token', DIGITS);
      await user.type('PIN', ANSWER);
      await user.choose('radio', 'Option Two');
      assert.notInclude(typed(root), PASSWORD, 'the password is not kept for longer than it takes');
      await assertKept(page, [USER, PASSWORD, DIGITS, ANSWER], [token]);
      await user.pressKey('twofa.submit');
      assert.equal((await ended(page)).code, 200);
      await assertKept(page, [USER, PASSWORD, DIGITS, ANSWER], [token]);
      await assertSent(USER, PASSWORD, DIGITS, ANSWER);
      for (const value of [USER, PASSWORD, DIGITS, ANSWER])
        assert.notInclude(typed(root), value, 'no input holds it any more');
    });

    it(`a login that is refused, ${layout}`, async () => {
      const { page, token } = await start({ layout });
      await toForm(page, 'Normal');
      await page.user.logsIn({ Username: USER, Password: PASSWORD });
      assert.equal((await ended(page)).code, 401);
      await assertKept(page, [USER, PASSWORD], [token]);
      await assertSent(USER, PASSWORD);
      assert.notInclude(typed(page.root), PASSWORD);
    });
  }

  for (const hidden of ['', 'class="rr-block"']) {
    it(`a recorder of the page, as it comes, on <syncfy-connect ${hidden}>`, async () => {
      const recorded: unknown[] = [];
      const stop = record({ emit: event => recorded.push(event) });
      const { page } = await start({ connect: `no-consent ${hidden}` });
      const { user } = page;
      const own = document.createElement('input');
      page.root.append(own);
      await settled();
      fill(own, FILE);
      await toForm(page, 'Token (2FA)');
      await user.type('Username', 'test');
      const password = (await user.type('Password', 'test')) as unknown as HTMLInputElement;
      (await user.revealOf('Password')).click();
      await until('it is shown', () => password.type === 'text');
      await user.type('Username', USER);
      await user.type('Password', PASSWORD);
      await user.logsIn();
      await user.type('Enter any number sequence as a token', DIGITS);
      await settled();
      stop?.();
      const everything = JSON.stringify(recorded);
      assert.include(everything, FILE, 'it does record');
      for (const secret of [USER, PASSWORD, DIGITS]) assert.notInclude(everything, secret);
    });
  }

  it('an answer that is refused', async () => {
    const { page, token } = await start();
    await toForm(page, 'Token (2FA)');
    await page.user.logsIn();
    await page.user.type('Enter any number sequence as a token', ANSWER);
    await page.user.pressKey('twofa.submit');
    assert.equal((await ended(page)).code, 403);
    await assertKept(page, [ANSWER], [token]);
    await assertSent(ANSWER);
    assert.notInclude(typed(page.root), ANSWER);
  });

  it('every kind of field: text, password, select, file, list', async () => {
    const { page, token } = await start();
    const { user } = page;
    await toForm(page, 'Every Element', LABS);
    await user.type('User', USER);
    await user.type('Password', PASSWORD);
    await user.choose('radio', 'Two');
    await user.type('Accounts', `${DIGITS}\n${ANSWER}`);
    await user.type('Token', FILE);
    const input = await until('file input', () =>
      [...deep(page.root)].find(element => (element as HTMLInputElement).type === 'file'),
    );
    const files = new DataTransfer();
    files.items.add(new File([FILE], 'statement.pdf', { type: 'application/pdf' }));
    (input as HTMLInputElement).files = files.files;
    const file = btoa(FILE);
    await assertKept(page, [USER, PASSWORD, DIGITS, ANSWER, FILE, file], [token]);
    await user.pressKey('form.submit');
    await ended(page);
    await assertKept(page, [USER, PASSWORD, DIGITS, ANSWER, FILE, file], [token]);
    await assertSent(USER, PASSWORD, DIGITS, ANSWER, FILE, file);
  });

  it('revealed, a password is on the screen and nowhere else', async () => {
    const { page, token } = await start();
    await toForm(page, 'Normal');
    await page.user.type('Password', PASSWORD);
    (await page.user.revealOf('Password')).click();
    await assertKept(page, [PASSWORD], [token]);
  });

  for (const [what, action] of [
    // Not once: Chromium itself sends again what a connection swallowed.
    ['a connection that breaks', { reset: true }],
    ['an answer that quotes what was typed', { status: 400, message: `${USER} ${PASSWORD} is wrong` }],
    ['an answer that is no JSON and quotes it', { status: 500, body: `<p>${USER} ${PASSWORD}</p>` }],
    ['an answer of another shape that quotes it', { status: 200, body: JSON.stringify({ echo: [USER, PASSWORD] }) }],
  ] as const) {
    it(`${what}: the error has nothing of it, and what was typed is still there`, async () => {
      const { page, token } = await start();
      await toForm(page, 'Normal');
      await sandbox.faults({ rules: [{ match: { method: 'POST', path: '/v1/credentials' }, action }] });
      await page.user.logsIn({ Username: USER, Password: PASSWORD });
      await until('syncfy-error', () => page.events.of('syncfy-error').length);
      await assertKept(page, [USER, PASSWORD], [token]);
      assert.includeMembers(typed(page.root), [USER, PASSWORD]);
    });
  }

  it('a password that the browser has stored for the page is for no field of a challenge', async () => {
    const { page } = await start();
    await toForm(page, 'Password (2FA)', LABS);
    await page.user.logsIn({ User: USER, Password: PASSWORD });
    const input = await page.user.find('textbox', 'Enter any PIN but "wrong"');
    // What a browser does not know reads as ''; Firefox then takes the field for a login's.
    assert.include(['one-time-code', 'new-password'], (input as HTMLInputElement).autocomplete);
  });

  it('an answer to a challenge that breaks', async () => {
    const { page, token } = await start();
    await toForm(page, 'Password (2FA)', LABS);
    await page.user.type('User', USER);
    await page.user.type('Password', PASSWORD);
    await page.user.pressKey('form.submit');
    await page.user.type('Enter any PIN but "wrong"', ANSWER);
    await sandbox.faults({
      rules: [{ match: { method: 'POST', path: '*/twofa' }, action: { status: 400, message: ANSWER }, times: 1 }],
    });
    await page.user.pressKey('twofa.submit');
    await until('syncfy-error', () => page.events.of('syncfy-error').length);
    await assertKept(page, [USER, PASSWORD, ANSWER], [token]);
    assert.include(typed(page.root), ANSWER);
  });

  describe('the token', () => {
    it('is taken off the element, and cannot be read back', async () => {
      const { page, token } = await start();
      assert.isFalse(page.session.hasAttribute('token'));
      assert.equal(page.session.token, '');
      const later = await sandbox.token();
      page.session.setAttribute('token', later);
      assert.isFalse(page.session.hasAttribute('token'));
      page.session.token = later;
      await page.session.updateComplete;
      await assertKept(page, [], [token, later]);
    });

    it('goes into one header, in either scheme', async () => {
      for (const [scheme, header] of [
        ['token', 'TOKEN token='],
        ['bearer', 'Bearer '],
      ] as const) {
        const { page, token } = await start({ more: `auth-scheme="${scheme}"`, connect: 'no-consent' });
        await page.user.find('searchbox');
        const sent = (await sandbox.requests()).filter(({ path }) => path.startsWith('/v1/catalogues'));
        assert.isNotEmpty(sent);
        for (const { headers } of sent) {
          assert.equal(headers.authorization, header + token);
          assert.isUndefined(headers.referer);
          assert.isUndefined(headers.cookie);
        }
        await assertKept(page, [], [token]);
        closePages();
        await sandbox.reset();
      }
    });

    it('does not go with pictures', async () => {
      // One of its own, of which the browser has nothing in its cache.
      const fresh = await startSandbox();
      const token = await fresh.token();
      const page = await open(fresh, { token, connect: 'no-consent' });
      await page.user.find('button', /Acme Bank/);
      const pictures = await until('pictures', async () => {
        const asked = (await fresh.requests()).filter(({ path }) => path.startsWith('/assets/'));
        return asked.length > 0 && asked;
      });
      for (const { headers, query } of pictures) assert.notInclude(JSON.stringify([headers, query]), token);
      closePages();
      await fresh.close();
    });

    it('expires in the middle: the page’s endpoint gives the next one, and nobody sees either', async () => {
      const page = await open(sandbox, {
        session: `token-url="${sandbox.tokenUrl}" api-base="${sandbox.apiBase}" assets-base="${sandbox.assetsBase}" country="MX" locale="en"`,
      });
      await toForm(page, 'Token (2FA)');
      await sandbox.expireTokens();
      await page.user.logsIn();
      await page.user.type('Enter any number sequence as a token', DIGITS);
      await sandbox.expireTokens();
      await page.user.pressKey('twofa.submit');
      assert.equal((await ended(page)).code, 200);
      const headers = (await sandbox.requests()).map(one => one.headers.authorization ?? '');
      const tokens = [...new Set(headers.flatMap(header => /^TOKEN token=([0-9a-f]{32})$/.exec(header)?.[1] ?? []))];
      assert.lengthOf(tokens, 3, 'three were in use');
      await assertKept(page, [DIGITS], tokens);
      assert.isEmpty(page.events.of('syncfy-error'));
      const asked = wires.urls.filter(url => url.startsWith(location.origin));
      assert.isNotEmpty(asked);
      for (const url of asked) assert.equal(url, new URL(sandbox.tokenUrl, location.href).href);
    });

    it('expires, and there is no other: what was typed stays in the inputs, and is sent once there is one', async () => {
      const { page, token } = await start();
      await toForm(page, 'Normal');
      await sandbox.expireTokens();
      await page.user.logsIn({ Username: USER, Password: PASSWORD });
      const { error } = await until('syncfy-error', () => page.events.of('syncfy-error')[0]);
      assert.equal(error.code, 'token-expired');
      assert.lengthOf(page.events.of('syncfy-token-expired'), 1);
      await assertKept(page, [USER, PASSWORD], [token]);
      assert.includeMembers(typed(page.root), [USER, PASSWORD]);
      const next = await sandbox.token();
      page.session.token = next;
      await page.user.pressKey('form.submit');
      assert.equal((await ended(page)).code, 401);
      await assertKept(page, [USER, PASSWORD], [token, next]);
    });

    it('is not told where a job’s URLs lead elsewhere, nor is an answer', async () => {
      const { page, token } = await start();
      await toForm(page, 'Normal');
      const elsewhere = 'http://127.0.0.1:9';
      const ticket = {
        id_credential: 'a'.repeat(24),
        id_job: 'b'.repeat(24),
        ws: 'ws://127.0.0.1:9/ws',
        status: `${elsewhere}/status`,
        twofa: `${elsewhere}/twofa`,
      };
      await sandbox.faults({
        rules: [
          { match: { method: 'POST' }, action: { body: JSON.stringify(ticket), contentType: 'application/json' } },
        ],
      });
      await page.user.logsIn({ Username: USER, Password: PASSWORD });
      const { error } = await until('syncfy-error', () => page.events.of('syncfy-error')[0]);
      assert.equal(error.code, 'untrusted-origin');
      await assertKept(page, [USER, PASSWORD], [token]);
    });

    it('is not told where its socket leads elsewhere: the page hears of that, the person of the job', async () => {
      const { page, token } = await start();
      await toForm(page, 'Normal');
      const status = `${sandbox.apiBase}/jobs/${'b'.repeat(24)}/status`;
      const answers = (body: unknown) => ({
        body: JSON.stringify(body),
        contentType: 'application/json',
        delayMs: 200,
      });
      const ticket = { id_job: 'b'.repeat(24), status, ws: 'ws://127.0.0.1:9/ws' };
      const history = [{ code: 100 }, { code: 101 }, { code: 102 }, { code: 200 }];
      await sandbox.faults({
        rules: [
          { match: { method: 'POST', path: '/v1/credentials' }, action: answers(ticket) },
          { match: { path: '*/status' }, action: answers(history) },
        ],
      });
      let alarms = 0;
      const look = () => {
        alarms += parts(page.root, 'error').length;
        if (!page.events.of('syncfy-success').length) requestAnimationFrame(look);
      };
      look();
      await page.user.logsIn({ Username: USER, Password: PASSWORD });
      assert.equal((await ended(page)).code, 200);
      assert.deepEqual(
        page.events.of('syncfy-error').map(({ error }) => error.code),
        ['untrusted-origin'],
      );
      assert.equal(alarms, 0);
      await assertKept(page, [USER, PASSWORD], [token]);
    });

    for (const [what, inChallenge] of [
      ['a challenge’s own address', true],
      ['the address of a job’s challenges', false],
    ] as const) {
      it(`is not told where ${what} leads elsewhere, nor is an answer`, async () => {
        const { page, token } = await start();
        await toForm(page, 'Normal');
        const elsewhere = 'http://127.0.0.1:9/twofa';
        const status = `${sandbox.apiBase}/jobs/${'b'.repeat(24)}/status`;
        const twofa = [{ name: 'token', type: 'text', label: 'Code', required: true }];
        const answers = (body: unknown) => ({ body: JSON.stringify(body), contentType: 'application/json' });
        await sandbox.faults({
          rules: [
            {
              match: { method: 'POST', path: '/v1/credentials' },
              action: answers({ id_job: 'b'.repeat(24), status, twofa: inChallenge ? undefined : elsewhere }),
            },
            {
              match: { path: '*/status' },
              action: answers([{ code: 100 }, { code: 410, twofa, address: inChallenge ? elsewhere : undefined }]),
            },
          ],
        });
        await page.user.logsIn({ Username: USER, Password: PASSWORD });
        await page.user.type('Code', ANSWER);
        await page.user.pressKey('twofa.submit');
        const { error } = await until('syncfy-error', () => page.events.of('syncfy-error')[0]);
        assert.equal(error.code, 'untrusted-origin');
        await assertKept(page, [USER, PASSWORD, ANSWER], [token]);
        assert.include(typed(page.root), ANSWER);
      });
    }

    it('a site whose endpoint leads elsewhere is told nothing', async () => {
      const { page, token } = await start({ layout: 'parts' });
      await toForm(page, 'Normal');
      const site = { ...page.session.site!, id_site: 'c'.repeat(24), endpoint: 'https://evil.example/v1/credentials' };
      page.session.site = site;
      await settled();
      await page.user.logsIn({ Username: USER, Password: PASSWORD });
      const { error } = await until('syncfy-error', () => page.events.of('syncfy-error')[0]);
      assert.equal(error.code, 'untrusted-origin');
      await assertKept(page, [USER, PASSWORD], [token]);
      assert.isNotEmpty(parts(page.root, 'error'));
    });
  });

  it('events tell names, never values', async () => {
    const { page } = await start();
    await toForm(page, 'Several Elements (2FA)', LABS);
    await page.user.type('User', USER);
    await page.user.type('Password', PASSWORD);
    await page.user.pressKey('form.submit');
    fill(await page.user.find('textbox', 'Enter any number sequence as a token'), DIGITS);
    await page.user.type('PIN', ANSWER);
    await page.user.choose('radio', 'Option Two');
    await page.user.pressKey('twofa.submit');
    await ended(page);
    assert.deepEqual(page.events.of('syncfy-credential-submit')[0]?.names, ['username', 'password']);
    assert.deepEqual(page.events.of('syncfy-twofa-submit')[0]?.names, ['token', 'pin', 'option']);
    const silent = EVENTS.filter(name => !page.events.all.some(one => one.name === name));
    assert.sameMembers(silent, ['syncfy-failure', 'syncfy-error', 'syncfy-token-expired', 'syncfy-close']);
  });
});
