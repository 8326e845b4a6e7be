import { expect } from '@open-wc/testing';
import { SyncfyClient, type ClientOptions, type TokenSource } from '../../src/api/client.js';
import { SyncfyError, isAbort } from '../../src/api/errors.js';
import { readCredential, readSite, type Site } from '../../src/api/schemas.js';
import { Tokens, tokensFrom } from '../../src/session/tokens.js';
import { Job } from '../../src/job/job.js';
import { timersOf } from '../support/clock.js';
import { listenersOf } from '../support/signal.js';
import { rejection, told } from '../support/errors.js';
import { pretend } from '../support/pretend.js';

const TOKEN = 'TOKEN-5ecret';
const SITE = '56cf5728784806f72b8b4568';

interface Sent {
  url: string;
  init: RequestInit;
  headers: Headers;
}

type Reply = Response | Error | ((sent: Sent) => Response | Promise<Response>);

const envelope = (response: unknown, over: object = {}) =>
  Response.json({ rid: 'rid-1', code: 200, errors: null, status: true, message: null, response, ...over });
const failure = (code: number, init: ResponseInit = {}) =>
  Response.json(
    { rid: 'rid-e', code, errors: null, status: false, message: `No ${TOKEN} pa55word`, response: null },
    { status: code, ...init },
  );

function tokenSource(over: Partial<TokenSource> = {}): TokenSource {
  return {
    get: () => Promise.resolve(TOKEN),
    renew: () => Promise.reject(new SyncfyError('token-expired', '')),
    ...over,
  };
}

function setup(reply: Reply | Reply[], options: ClientOptions = {}) {
  const sent: Sent[] = [];
  const replies = Array.isArray(reply) ? [...reply] : undefined;
  const client = new SyncfyClient({
    tokens: tokenSource(),
    fetch: async (input, init = {}) => {
      const one: Sent = { url: new Request(input).url, init, headers: new Headers(init.headers) };
      sent.push(one);
      const answer = replies ? (replies.shift() ?? new Error('no more')) : (reply as Reply);
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? answer(one) : answer.clone();
    },
    ...options,
  });
  return { client, sent };
}

const site = (over: object = {}): Site =>
  readSite({
    id_site: SITE,
    name: 'Normal',
    version: 1,
    credentials: [
      { name: 'username', type: 'text' },
      { name: 'password', type: 'password' },
    ],
    ...over,
  })!;
const VALUES = {
  values: [
    ['username', 'us3r'],
    ['password', 'pa55word'],
  ] as [string, string][],
};
const TICKET = {
  id_credential: 'c1',
  id_job: 'j1',
  is_new: 1,
  username: 't**t',
  ws: 'wss://api.syncfy.com/v1/status/j1',
};
const STATUS_URL = 'https://api.syncfy.com/v1/jobs/j1/status';

/** Every call: [name, how, method, URL, the body it answers, what the call gives] */
const calls: [
  string,
  (c: SyncfyClient, signal?: AbortSignal) => Promise<unknown>,
  string,
  string,
  unknown,
  (v: never) => unknown,
][] = [
  [
    'countries',
    (c, s) => c.countries(s),
    'GET',
    '/catalogues/countries',
    [{ id_country: 'a', name: 'México', code: 'MX' }, {}],
    (v: { name: string }[]) => v.map(x => x.name),
  ],
  [
    'organizationTypes',
    (c, s) => c.organizationTypes(s),
    'GET',
    '/catalogues/site_organization_types',
    [{ id_site_organization_type: 't', name: 'Bank' }],
    (v: { name: string }[]) => v.map(x => x.name),
  ],
  [
    'organizations',
    (c, s) => c.organizations({}, s),
    'GET',
    '/catalogues/organizations/sites',
    [{ id_site_organization: 'o', name: 'Acme', sites: [{ id_site: 's' }] }],
    (v: { name: string }[]) => v.map(x => x.name),
  ],
  [
    'organizations, filtered',
    (c, s) => c.organizations({ countryId: 'a&b', organizationTypeId: 't' }, s),
    'GET',
    '/catalogues/organizations/sites?id_country=a%26b&id_site_organization_type=t',
    [],
    (v: unknown[]) => v,
  ],
  [
    'site',
    (c, s) => c.site(SITE, s),
    'GET',
    `/catalogues/widget/sites/${SITE}`,
    [{ id_site: SITE, name: 'Normal' }],
    (v: Site) => [v.name],
  ],
  [
    'credentials',
    (c, s) => c.credentials(s),
    'GET',
    '/credentials',
    [{ id_credential: 'c1', code: 200 }],
    (v: { code: number }[]) => v.map(x => x.code),
  ],
  [
    'credential',
    (c, s) => c.credential('c1', s),
    'GET',
    '/credentials?id_credential=c1',
    [{ id_credential: 'c1', code: 401 }],
    (v: { code: number }) => [v.code],
  ],
  [
    'createCredential',
    (c, s) => c.createCredential(site(), VALUES, s),
    'POST',
    '/credentials',
    TICKET,
    (v: { id_job: string }) => [v.id_job],
  ],
  [
    'syncCredential',
    (c, s) => c.syncCredential('c1', undefined, undefined, s),
    'PUT',
    '/credentials/c1/sync',
    { ...TICKET, id_credential: undefined },
    (v: { id_credential: string }) => [v.id_credential],
  ],
  [
    'syncCredential with values',
    (c, s) => c.syncCredential('c/1', site(), VALUES, s),
    'PUT',
    '/credentials/c%2F1/sync',
    TICKET,
    (v: { id_job: string }) => [v.id_job],
  ],
  ['deleteCredential', (c, s) => c.deleteCredential('c1', s), 'DELETE', '/credentials/c1', true, (v: unknown) => [v]],
  [
    'jobStatus',
    (c, s) => c.jobStatus(STATUS_URL, s),
    'GET',
    '/jobs/j1/status',
    [{ code: 100 }, { code: 410, twofa: [] }, { nonsense: 1 }],
    (v: { code: number }[]) => v.map(x => x.code),
  ],
  [
    'answerChallenge',
    (c, s) => c.answerChallenge('https://api.syncfy.com/v1/jobs/j1/twofa', [['token', '123']], s),
    'POST',
    '/jobs/j1/twofa',
    true,
    (v: unknown) => [v],
  ],
];
const results: Record<string, unknown[]> = {
  countries: ['México'],
  organizationTypes: ['Bank'],
  organizations: ['Acme'],
  'organizations, filtered': [],
  site: ['Normal'],
  credentials: [200],
  credential: [401],
  createCredential: ['j1'],
  syncCredential: ['c1'],
  'syncCredential with values': ['j1'],
  deleteCredential: [undefined],
  jobStatus: [100, 410],
  answerChallenge: [undefined],
};
const bodies: Record<string, unknown> = {
  createCredential: { id_site: SITE, credentials: { username: 'us3r', password: 'pa55word' } },
  'syncCredential with values': { id_site: SITE, credentials: { username: 'us3r', password: 'pa55word' } },
  answerChallenge: { twofa: { token: '123' } },
};

for (const [name, call, method, path, answer, look] of calls) {
  describe(`api/client: ${name}`, () => {
    for (const [form, reply] of [
      ['in an envelope', () => envelope(answer)],
      ['bare', () => Response.json(answer)],
    ] as const) {
      it(`asks as the API wants to be asked, and reads the answer ${form}`, async () => {
        const { client, sent } = setup(reply);
        expect(look((await call(client)) as never)).to.deep.equal(results[name]);
        expect(sent.length).to.equal(1);
        const [{ url, init, headers }] = sent as [Sent];
        expect(url).to.equal(`https://api.syncfy.com/v1${path}`);
        expect(init.method).to.equal(method);
        expect(init.body ? JSON.parse(init.body as string) : undefined).to.deep.equal(bodies[name]);
        // Of the headers that CORS lets through, none but these.
        expect([...headers.keys()].sort()).to.deep.equal(
          bodies[name] ? ['authorization', 'content-type'] : ['authorization'],
        );
        expect(headers.get('Authorization')).to.equal(`TOKEN token=${TOKEN}`);
        expect(init.credentials).to.equal('omit');
        expect(init.redirect).to.equal('manual');
        // Not even `default`: Cloudflare's workers refuse it.
        expect(init.cache).to.equal(path.startsWith('/catalogues') ? undefined : 'no-store');
        expect(client.lastRid).to.equal(form === 'bare' ? undefined : 'rid-1');
      });
    }

    it('tells the token in the header only, and nobody the values', async () => {
      const { client, sent } = setup(() => failure(500));
      const error = await rejection(call(client));
      const [{ url, init, headers }] = sent as [Sent];
      headers.delete('Authorization');
      expect(JSON.stringify([url, init.body, [...headers]])).not.to.include(TOKEN);
      expect(told(error)).not.to.match(/5ecret|pa55word|us3r/);
      expect(url).not.to.match(/pa55word|us3r/);
      expect(JSON.stringify(client)).not.to.include(TOKEN);
    });

    it('fails as told by its status', async () => {
      for (const [status, code] of [
        [400, 'bad-request'],
        [402, 'payment-required'],
        [403, 'forbidden'],
        [
          404,
          /^(site|createCredential)$/.test(name)
            ? 'unknown-site'
            : /redential/.test(name) && name !== 'credentials'
              ? 'unknown-credential'
              : 'not-found',
        ],
        [418, 'http'],
        [429, 'rate-limited'],
        [500, 'server'],
        [502, 'server'],
        [503, 'unavailable'],
      ] as const) {
        for (const reply of [failure(status), failure(status, { status: 200 }), new Response('<h1>', { status })]) {
          const { client } = setup(reply);
          const error = await rejection(call(client));
          expect(error).to.be.instanceOf(SyncfyError);
          expect(error.code, `${status}`).to.equal(code);
          expect(error.httpStatus).to.equal(status);
          if (reply.headers.get('content-type')?.includes('json')) {
            expect(error.rid).to.equal('rid-e');
            expect(client.lastRid).to.equal('rid-e');
          }
        }
      }
    });

    it('does not take nonsense for an answer', async () => {
      const yes = name === 'deleteCredential' || name === 'answerChallenge';
      for (const text of [
        '<html>',
        '{',
        yes ? '<b>' : '7',
        yes ? 'false' : '"text"',
        '{"status":false}',
        yes ? '!' : 'true',
      ]) {
        const { client } = setup(new Response(text));
        const { code } = await rejection(call(client));
        expect(code, text).to.be.oneOf(text === '{"status":false}' ? ['http'] : ['bad-response']);
      }
    });

    it('rethrows its caller’s abort', async () => {
      const { client, sent } = setup(
        ({ init }) =>
          new Promise((_, reject) =>
            init.signal!.addEventListener('abort', () => reject(init.signal!.reason as Error)),
          ),
      );
      const controller = new AbortController();
      const pending = call(client, controller.signal);
      setTimeout(() => controller.abort());
      const error = await rejection(pending);
      expect(isAbort(error)).to.equal(true);
      expect(error).to.equal(controller.signal.reason);
      expect(await rejection(call(client, controller.signal))).to.equal(controller.signal.reason);
      expect(sent.length).to.equal(1);
    });

    describe('its token', () => {
      const never = () => new Promise<string>(() => {});
      for (const [what, over, code] of [
        ['does not come', { get: never }, 'no-token'],
        ['is not renewed', { renew: never }, 'token-expired'],
        ['cannot be had, for a reason of the page’s own', { get: () => Promise.reject(new Error(TOKEN)) }, 'no-token'],
        ['cannot be renewed, for one', { renew: () => Promise.reject(new TypeError(TOKEN)) }, 'token-expired'],
      ] as const) {
        it(`${what}: says so in time, and keeps to itself why`, async () => {
          // Read before any time is up, however slow the machine is.
          const refused = { status: 401, headers: new Headers(), text: () => Promise.resolve('') } as Response;
          const { client } = setup(() => refused, { tokens: tokenSource(over), timeout: 5 });
          const error = await rejection(call(client));
          expect(error).to.be.instanceOf(SyncfyError);
          expect(error.code).to.equal(code);
          expect(`${error.message} ${String(error.cause)}`).not.to.include(TOKEN);
        });
      }

      for (const over of [{ get: never }, { renew: never }]) {
        it(`is waited for until its caller aborts: ${Object.keys(over).join()}`, async () => {
          const { client, sent } = setup(failure(401), { tokens: tokenSource(over) });
          const controller = new AbortController();
          const pending = rejection(call(client, controller.signal));
          setTimeout(() => controller.abort());
          expect(await pending).to.equal(controller.signal.reason);
          const { length } = sent;
          expect(await rejection(call(client, controller.signal))).to.equal(controller.signal.reason);
          expect(sent.length).to.equal(length);
        });
      }
    });

    it('says what the API refused where no other token is to be had', async () => {
      const cause = new SyncfyError('server', 'token-url answered 500');
      const none = new SyncfyError('token-expired', '', { cause });
      for (const [renew, why] of [
        [() => Promise.reject(none), cause],
        [() => Promise.reject(new Error('its own')), undefined],
      ] as const) {
        const { client } = setup(failure(401), { tokens: tokenSource({ renew }) });
        const error = await rejection(call(client));
        expect(error).to.include({ code: 'token-expired', httpStatus: 401, rid: 'rid-e', cause: why });
      }
      const offline = new SyncfyError('offline', '');
      const { client } = setup(failure(401), { tokens: tokenSource({ renew: () => Promise.reject(offline) }) });
      expect(await rejection(call(client))).to.equal(offline);
    });

    it('renews the token once', async () => {
      const renewed: [string, boolean][] = [];
      const tokens = tokenSource({
        renew: (rejected, _, quiet) => (renewed.push([rejected, !!quiet]), Promise.resolve('NEW')),
      });
      const { client, sent } = setup(
        ({ headers }) => (headers.get('Authorization')?.includes('NEW') ? envelope(answer) : failure(401)),
        { tokens },
      );
      expect(look((await call(client)) as never)).to.deep.equal(results[name]);
      // What is asked again and again asks nobody for a token each time.
      expect(renewed).to.deep.equal([[TOKEN, name === 'jobStatus']]);
      expect(sent.map(one => one.init.body)).to.deep.equal([sent[0]!.init.body, sent[0]!.init.body]);
      const never = setup(() => failure(401), { tokens });
      expect((await rejection(call(never.client))).code).to.equal('token-expired');
      expect(never.sent.length).to.equal(2);
    });
  });
}

describe('api/client: tokens', () => {
  it('uses Bearer where told', async () => {
    const { client, sent } = setup(() => envelope([]), { authScheme: 'bearer' });
    await client.countries();
    expect(sent[0]!.headers.get('Authorization')).to.equal(`Bearer ${TOKEN}`);
  });

  it('goes without where there is no source of them', async () => {
    const { client, sent } = setup(() => failure(401), { tokens: undefined });
    expect((await rejection(client.countries())).code).to.equal('token-expired');
    expect([...sent[0]!.headers.keys()]).to.deep.equal([]);
    expect(sent.length).to.equal(1);
  });

  it('sends nothing without a token that it should have', async () => {
    const none = new SyncfyError('no-token', '');
    const { client, sent } = setup(() => envelope([]), { tokens: tokenSource({ get: () => Promise.reject(none) }) });
    expect(await rejection(client.countries())).to.equal(none);
    expect(sent).to.deep.equal([]);
  });

  for (const none of [undefined, null, '', ' ', {}, 'tok’', 'a\nb']) {
    it(`sends nothing with one that is none: ${JSON.stringify(none)}`, async () => {
      const get = () => Promise.resolve(none as string);
      const { client, sent } = setup(() => envelope([]), { tokens: tokenSource({ get }) });
      expect((await rejection(client.countries())).code).to.equal('no-token');
      expect(sent).to.deep.equal([]);
      const late = setup(() => failure(401), { tokens: tokenSource({ renew: get }) });
      expect((await rejection(late.client.countries())).code).to.equal('token-expired');
      expect(late.sent.length).to.equal(1);
    });
  }

  it('is asked for once by calls without elements, and again when it was refused', async () => {
    let asked = 0;
    const tokens = tokensFrom(() => Promise.resolve(`T${++asked}`));
    const { client, sent } = setup(
      ({ headers }) => (headers.get('Authorization')?.endsWith('T1') ? failure(401) : envelope([])),
      { tokens },
    );
    await Promise.all([client.countries(), client.credentials()]);
    await client.credentials();
    expect(asked).to.equal(2);
    expect(sent.map(({ headers }) => headers.get('Authorization')!.slice(-2)).join(' ')).to.equal('T1 T1 T2 T2 T2');
  });

  it('is refreshed once for ten calls at a time', async () => {
    let refreshes = 0;
    const tokens = new Tokens({
      tokenUrl: () => undefined,
      refreshToken: () => () => (refreshes++, new Promise(resolve => setTimeout(() => resolve('NEW'), 20))),
      ask: () => undefined,
    });
    tokens.set('OLD');
    const { client, sent } = setup(
      async ({ headers }) => {
        const old = headers.get('Authorization')?.includes('OLD');
        await new Promise(resolve => setTimeout(resolve, Math.random() * 40));
        return old ? failure(401) : envelope([]);
      },
      { tokens },
    );
    await Promise.all(Array.from({ length: 10 }, () => client.countries()));
    expect(refreshes).to.equal(1);
    expect(sent.length).to.equal(20);
  });

  it('is never told to a foreign host', async () => {
    const { client, sent } = setup(() => envelope(TICKET));
    const evil = [
      'https://evil.example/v1/credentials',
      '//evil.example/v1',
      'http://api.syncfy.com/v1/credentials',
      'javascript:0',
    ];
    for (const url of evil) {
      for (const call of [
        () => client.createCredential(site({ endpoint: url }), VALUES),
        () => client.jobStatus(url),
        () => client.answerChallenge(url, [['token', '1']]),
      ]) {
        expect((await rejection(call())).code).to.equal('untrusted-origin');
      }
      expect(() => client.resolve(url, 'ws')).to.throw(SyncfyError);
    }
    expect((await rejection(new SyncfyClient({ apiBase: 'http://api.example' }).countries())).code).to.equal(
      'untrusted-origin',
    );
    expect(sent).to.deep.equal([]);
  });
});

describe('api/client: where it asks', () => {
  const endpoints: [string | undefined, string, string][] = [
    [undefined, 'https://api.syncfy.com/v1', 'https://api.syncfy.com/v1/credentials'],
    ['/v1/credentials', 'https://api.syncfy.com/v1/', 'https://api.syncfy.com/v1/credentials'],
    ['/v1/pulls', 'https://api.syncfy.com/v1', 'https://api.syncfy.com/v1/pulls'],
    ['/v1/jobs', 'https://proxy.example/syncfy/v2', 'https://proxy.example/v1/jobs'],
    ['/v1/jobs', 'https://proxy.example/syncfy/v1/', 'https://proxy.example/syncfy/v1/jobs'],
    ['/v10/jobs', 'https://proxy.example/syncfy/v1', 'https://proxy.example/v10/jobs'],
    ['//proxy.example/v1/jobs', 'https://proxy.example/syncfy/v1', 'https://proxy.example/v1/jobs'],
    [undefined, 'https://proxy.example/syncfy/v2', 'https://proxy.example/syncfy/v2/credentials'],
    ['https://sync.paybook.com/v1/pulls', 'https://api.syncfy.com/v1', 'https://sync.paybook.com/v1/pulls'],
  ];
  for (const [endpoint, apiBase, url] of endpoints) {
    it(`endpoint ${endpoint} of ${apiBase}`, async () => {
      const { client, sent } = setup(() => envelope(TICKET), { apiBase });
      await client.createCredential(site({ endpoint }), VALUES);
      expect(sent[0]!.url).to.equal(url);
    });
  }

  it('resolves a base that the page names by a path', () => {
    const client = new SyncfyClient({ apiBase: '/syncfy/v1/', assetsBase: '/assets' });
    expect(client.apiBase).to.equal(`${location.origin}/syncfy/v1`);
    expect(client.assetsBase).to.equal(`${location.origin}/assets`);
  });

  it('marks test credentials', async () => {
    const { client, sent } = setup(() => envelope(TICKET), { testMode: true });
    await client.createCredential(site(), VALUES);
    expect(JSON.parse(sent[0]!.init.body as string)).to.include({ test: 1 });
  });

  it('knows where pictures are', () => {
    const { client } = setup(() => envelope([]));
    expect(client.assetUrl('/assets/Z')).to.equal('https://s.syncfy.com/assets/Z');
    for (const none of [undefined, '', 'javascript:alert(1)']) expect(client.assetUrl(none)).to.equal(undefined);
  });
});

describe('api/client: what it makes of answers', () => {
  it('an unknown site', async () => {
    for (const response of [[], null, [{ id_site: 'another' }]]) {
      expect((await rejection(setup(() => envelope(response)).client.site(SITE))).code).to.equal('unknown-site');
    }
  });

  it('an unknown credential', async () => {
    for (const response of [[], null, [{ id_credential: 'c2' }]]) {
      expect((await rejection(setup(() => envelope(response)).client.credential('c1'))).code).to.equal(
        'unknown-credential',
      );
    }
  });

  it('one object instead of a list of one', async () => {
    expect((await setup(() => envelope({ id_site: SITE, name: 'N' })).client.site(SITE)).name).to.equal('N');
    expect(
      (await setup(() => Response.json({ id_credential: 'c1', code: 200 })).client.credential('c1')).code,
    ).to.equal(200);
  });

  it('a site may have 100,000 values, and a catalogue more', async () => {
    const more = { more: Array(100_001).fill(0) as number[] };
    const { client } = setup(() => envelope([{ id_site: SITE, id_site_organization: 'o', ...more }]));
    expect(await client.organizations()).to.have.length(1);
    expect((await rejection(client.site(SITE))).code).to.equal('bad-response');
  });

  it('a key that nobody has seen yet is kept, one that every object has is not', () => {
    const given: unknown = JSON.parse(
      '{"id_site": "s", "new": {"a": [1]}, "endpoint": null, "__proto__": {"version": 7}}',
    );
    const site = readSite(given)!;
    expect(site['new']).to.deep.equal({ a: [1] });
    expect(site.version).to.equal(1);
    expect(Object.getPrototypeOf(site)).to.equal(Object.prototype);
    expect(site).to.include.keys('is_business').and.not.include.any.keys('endpoint', 'site_organization');
  });

  it('a name too long is cut, and ends with no space', () => {
    const { name } = readSite({ id_site: 's', name: `  ${'x'.repeat(199)} y` })!;
    expect(name).to.equal('x'.repeat(199));
  });

  it('a credential’s user name, too, without the blanks around it', () => {
    const nameOf = (username: string) => readCredential({ id_credential: 'c', username })!.username;
    expect(nameOf('x'.repeat(5000))).to.equal('x'.repeat(200));
    expect(nameOf(' t**t ')).to.equal('t**t');
  });

  it('a bare ticket, whose status is a URL', async () => {
    const ticket = await setup(() => Response.json({ id_job: 'j', status: STATUS_URL })).client.syncCredential('c9');
    expect(ticket).to.include({ id_job: 'j', status: STATUS_URL, id_credential: 'c9' });
  });

  it('a ticket with the id of its own request', async () => {
    let n = 0;
    const { client } = setup(() => Response.json({ rid: `r${++n}`, response: { status: STATUS_URL } }));
    const tickets = await Promise.all(['a', 'b'].map(id => client.syncCredential(id)));
    expect(tickets.map(ticket => new Job(ticket, { client }).rid)).to.deep.equal(['r1', 'r2']);
  });

  it('values without the site that they are for', async () => {
    const { client, sent } = setup(() => envelope({ status: STATUS_URL }));
    // @ts-expect-error A page without types.
    expect(await rejection(client.syncCredential('c', undefined, { values: [['user', 'u']] }))).to.be.instanceOf(
      TypeError,
    );
    expect(sent).to.deep.equal([]);
  });

  it('no id', async () => {
    const { client, sent } = setup(() => envelope([]));
    const none = undefined as unknown as string;
    expect((await rejection(client.site(none))).code).to.equal('unknown-site');
    expect((await rejection(client.deleteCredential(none))).code).to.equal('unknown-credential');
    expect(sent).to.deep.equal([]);
  });

  it('a redirect, which is not followed, nor tried again', async () => {
    const { client } = setup(() => envelope([]), { apiBase: '/v1', fetch: undefined, tokens: undefined });
    expect(await client.jobStatus('/v1/jobs/j1/status')).to.have.length(2);
    const error = await rejection(client.jobStatus('/v1/moved/jobs/j1/status'));
    expect(error).to.include({ code: 'http', httpStatus: undefined, retryable: false });
    expect(error.message).to.match(/answered with a redirect$/);
  });

  it('a ticket that leads nowhere', async () => {
    expect((await rejection(setup(() => envelope({ id_job: 'j' })).client.syncCredential('c'))).code).to.equal(
      'bad-response',
    );
  });

  it('an empty body after a deletion or an answer', async () => {
    expect(await setup(() => new Response(null, { status: 204 })).client.deleteCredential('c')).to.equal(undefined);
    for (const text of ['', '{"rid":"r","code":200,"status":true,"errors":null,"message":null}'])
      expect(await setup(() => new Response(text)).client.answerChallenge('/v1/jobs/j/twofa', [])).to.equal(undefined);
  });

  const waits: [string | undefined, number | undefined][] = [
    ['3', 3_000],
    ['0', 0],
    [undefined, undefined],
    ['soon', undefined],
    [new Date(0).toUTCString(), 0],
  ];
  for (const [header, ms] of waits) {
    it(`Retry-After: ${header}`, async () => {
      const { client } = setup(() => failure(429, header === undefined ? {} : { headers: { 'Retry-After': header } }));
      const error = await rejection(client.countries());
      expect(error.retryAfter).to.equal(ms);
      expect(error.retryable).to.equal(true);
    });
  }

  it('Retry-After: a date to come', async () => {
    const { client } = setup(() =>
      failure(429, { headers: { 'Retry-After': new Date(Date.now() + 60_000).toUTCString() } }),
    );
    expect((await rejection(client.countries())).retryAfter).to.be.within(57_000, 60_000);
  });

  it('keeps the last rid, that of an error too', async () => {
    const { client } = setup([envelope([]), failure(500), Response.json([])]);
    await client.countries();
    expect(client.lastRid).to.equal('rid-1');
    await rejection(client.countries());
    expect(client.lastRid).to.equal('rid-e');
    await client.countries();
    expect(client.lastRid).to.equal('rid-e');
  });
});

describe('api/client: no answer', () => {
  it('is network or offline, with nothing of the request in it', async () => {
    const fault = Object.assign(new TypeError(`${TOKEN} pa55word`), { cause: new Error(TOKEN) });
    const { client } = setup(fault);
    const error = await rejection(client.createCredential(site(), VALUES));
    expect([error.code, error.retryable]).to.deep.equal(['network', true]);
    expect(told(error)).not.to.match(/5ecret|pa55word/);
    const goOnline = pretend(navigator, 'onLine', false);
    try {
      const { code, retryable } = await rejection(client.countries());
      expect([code, retryable]).to.deep.equal(['offline', true]);
    } finally {
      goOnline();
    }
    expect(navigator.onLine).to.equal(true);
  });

  it('0, and what no timer can be, are for ever', async () => {
    for (const timeout of [0, Infinity, 2 ** 31]) {
      const reply = ({ init }: Sent) =>
        new Promise<Response>((done, fail) => {
          init.signal!.addEventListener('abort', () => fail(init.signal!.reason as Error));
          setTimeout(() => done(envelope([])), 30);
        });
      expect(await setup(reply, { timeout }).client.countries()).to.deep.equal([]);
      // A body has more time the longer it is; for ever is no less.
      await setup(reply, { timeout }).client.answerChallenge('https://api.syncfy.com/v1/jobs/j/twofa', [['a', '1']]);
    }
  });

  it('is a timeout after a time, headers or no headers', async () => {
    for (const reply of [
      ({ init }: Sent) =>
        new Promise<Response>((_, reject) =>
          init.signal!.addEventListener('abort', () => reject(init.signal!.reason as Error)),
        ),
      ({ init }: Sent) =>
        new Response(
          new ReadableStream({
            start: stream => init.signal!.addEventListener('abort', () => stream.error(init.signal!.reason)),
          }),
        ),
    ]) {
      const error = await rejection(setup(reply, { timeout: 20 }).client.countries());
      expect(error.code).to.equal('timeout');
      expect(error.retryable).to.equal(true);
    }
  });

  it('is one after 30 s, where the page says nothing else', async () => {
    const { client } = setup(
      ({ init }) =>
        new Promise((_, reject) => init.signal!.addEventListener('abort', () => reject(init.signal!.reason as Error))),
      { tokens: undefined },
    );
    const waits = await timersOf(async () => expect((await rejection(client.countries())).code).to.equal('timeout'));
    expect(waits).to.deep.equal([30_000]);
  });

  it('gives a large file the time that it takes on its way', async () => {
    const slow = ({ init }: Sent) =>
      new Promise<Response>((done, fail) => {
        init.signal!.addEventListener('abort', () => fail(init.signal!.reason as Error));
        setTimeout(() => done(envelope(TICKET)), 300);
      });
    const values = { values: Object.entries({ file: 'x'.repeat(100_000) }) };
    const { client } = setup(slow, { timeout: 20 });
    const ticket = await client.createCredential({ id_site: 's' } as Site, values);
    expect(ticket.ws).to.equal(TICKET.ws);
  });

  it('leaves no timer behind, whatever came', async () => {
    const { setTimeout: set, clearTimeout: clear } = globalThis;
    const timers = new Set<unknown>();
    globalThis.setTimeout = ((run: () => void, ms: number) => {
      const timer = set(run, ms);
      timers.add(timer);
      return timer;
    }) as unknown as typeof setTimeout;
    globalThis.clearTimeout = timer => {
      timers.delete(timer);
      clear(timer);
    };
    try {
      await setup(() => envelope([])).client.countries();
      await rejection(setup(new TypeError()).client.countries());
      expect(timers.size).to.equal(0);
    } finally {
      Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
    }
  });

  it('leaves nothing that listens to its caller’s signal, whatever came', async () => {
    const { signal } = new AbortController();
    const listening = listenersOf(signal);
    await setup(() => envelope([])).client.countries(signal);
    await rejection(setup(new TypeError()).client.countries(signal));
    expect(listening()).to.equal(0);
  });

  it('uses the fetch of the moment, called as a browser wants it', async () => {
    const real = globalThis.fetch;
    const client = new SyncfyClient();
    globalThis.fetch = function (this: unknown) {
      if (this !== undefined && this !== globalThis) throw new TypeError('Illegal invocation');
      return Promise.resolve(envelope([]));
    };
    try {
      expect(await client.countries()).to.deep.equal([]);
      const handed = new SyncfyClient({ fetch: globalThis.fetch });
      expect(await handed.countries()).to.deep.equal([]);
    } finally {
      globalThis.fetch = real;
    }
    const { code } = await rejection(new SyncfyClient({ apiBase: `${location.origin}/none`, fetch: real }).countries());
    expect(code).to.equal('not-found');
  });

  it('reads more than a bank has: 900 sites of one institution, 250 fields of a form, 1,501 entries of a history', async () => {
    const many = (length: number, one: object) => Array.from({ length }, () => one);
    const sites = many(900, { id_site: SITE, credentials: many(250, { name: 'n' }) });
    const [bank] = await setup(() => envelope([{ name: 'Bank', sites }])).client.organizations();
    expect(bank!.sites.length).to.equal(900);
    expect((await setup(() => envelope([sites[0]])).client.site(SITE)).credentials.length).to.equal(250);
    const history = [...many(1_500, { code: 102 }), { code: 200 }];
    expect((await setup(() => envelope(history)).client.jobStatus('/v1/jobs/1')).at(-1)!.code).to.equal(200);
  });
});
