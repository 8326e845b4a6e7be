// URLs of every kind in every place where an answer or a page may name one: no request with a token, and no socket, ever goes
// to a host that may not be told it; and the API's own URLs are never refused.
import fc from 'fast-check';
import { SyncfyClient } from '../../src/api/client.js';
import { SyncfyError } from '../../src/api/errors.js';
import type { Site } from '../../src/api/schemas.js';
import { Job } from '../../src/job/job.js';
import { FakeClock, flush } from '../support/clock.js';
import { fakeSockets } from '../support/sockets.js';
import { SEEDS, fuzz } from './fuzz.js';

const RUNS = 8_000;
const SIBLINGS = ['api.syncfy.com', 'sync.paybook.com', 'opendata-api.syncfy.com'];

const SCHEMES = [
  ...['https://', 'https://', 'https://', 'wss://', 'http://', 'ws://', 'HTTPS://', 'https:', 'https:/', 'https:///'],
  ...[
    '//',
    '\\\\',
    '/\\',
    '\\/',
    '\t//',
    '/\n/',
    ' //',
    'https:\\\\',
    'ht\ttps://',
    'ftp://',
    'javascript:',
    'data:',
    'blob:https://',
    '',
  ],
];
const USERS = [
  '',
  '',
  '',
  '',
  'user@',
  'user:secret@',
  ':@',
  '@',
  'api.syncfy.com@',
  'api.syncfy.com:443@',
  'api.syncfy.com%40',
  'a@b@',
];
const HOSTS = [
  ...SIBLINGS,
  ...[
    'proxy.example',
    'evil.example',
    's.syncfy.com',
    's.paybook.com',
    'syncfy.com',
    'API.Syncfy.COM',
    'api.syncfy.com.',
  ],
  ...['api.syncfy.com.evil.example', 'evilapi.syncfy.com', 'api-syncfy.com', 'api.syncfy.com..', '.api.syncfy.com'],
  ...[
    'аpi.syncfy.com',
    'xn--pi-7kc.syncfy.com',
    'ａｐｉ.syncfy.com',
    'api。syncfy。com',
    'api.syncfy.com%2eevil.example',
    'api%2esyncfy.com',
  ],
  ...[
    'api.sync\tfy.com',
    'api.syncfy.com\0',
    'api.syncfy.com\\.evil.example',
    'api.syncfy.com#.evil.example',
    'api.syncfy.com?.evil.example',
  ],
  ...[
    'localhost',
    'LOCALHOST',
    'localhost.',
    'localhost.evil.example',
    '127.0.0.1',
    '127.1',
    '0x7f000001',
    '2130706433',
    '0177.0.0.1',
  ],
  ...[
    '127.0.0.1.evil.example',
    '0.0.0.0',
    '10.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::]',
    '[2001:db8::1]',
    '[::1%25lo]',
    '',
  ],
];
const PORTS = ['', '', '', '', ':443', ':80', ':8443', ':4555', ':0', ':65536', ':', ':x'];
const PATHS = ['/v1/x', '', '/', '?token=x', '#x', '/../../x', '/v1/\\evil.example', '/@evil.example', '/%2e%2e/'];

const url = fc
  .tuple(
    fc.constantFrom(...SCHEMES),
    fc.constantFrom(...USERS),
    fc.constantFrom(...HOSTS),
    fc.constantFrom(...PORTS),
    fc.constantFrom(...PATHS),
  )
  .map(parts => parts.join(''));
const bases = fc.constantFrom(
  undefined,
  '',
  ...SIBLINGS.map(host => `https://${host}/v1`),
  ...['https://proxy.example/syncfy/', 'http://127.0.0.1:4555/v1', 'http://localhost:4555/v1', 'http://[::1]:4555/v1'],
  ...[
    'http://api.syncfy.com/v1',
    'http://proxy.example',
    'https://user:pw@api.syncfy.com/v1',
    'wss://api.syncfy.com/v1',
  ],
  ...[
    'javascript:x',
    'data:x',
    '//evil.example/v1',
    'nonsense',
    '/v1',
    'https://s.syncfy.com',
    'https://api.syncfy.com/v1?x=1#y',
  ],
);
const trusted = fc.array(
  fc.constantFrom(
    ...['https://proxy.example', 'proxy.example', 'wss://proxy.example/with/path?x#y', 'https://proxy.example:8443'],
    ...[
      '*',
      'https://*',
      '*.syncfy.com',
      'https://*.example',
      '',
      ' ',
      'null',
      'http://evil.example',
      '//',
      'https://',
    ],
    ...[
      'https://user@evil.example',
      'javascript://evil.example',
      'ftp://evil.example',
      'data:,',
      'http://localhost:4555',
      '.',
      'com',
    ],
  ),
  { maxLength: 3 },
);

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const isSafe = ({ protocol, hostname }: URL) =>
  /^(?:https|wss):$/.test(protocol) || (/^(?:http|ws):$/.test(protocol) && LOOPBACK.test(hostname));
/** Whether a URL may be asked, said in another way than the product says it. */
function mayBeTold(asked: string, apiBase: string, entries: readonly string[]): boolean {
  const target = new URL(asked);
  if (target.username || target.password || !isSafe(target)) return false;
  const api = new URL(apiBase, location.href);
  const allowed = new Set<string>();
  const isSecure = (protocol: string) => /^(?:https|wss):$/.test(protocol);
  if (isSafe(api) && !api.username && !api.password) {
    allowed.add(`${isSecure(api.protocol)} ${api.host}`);
    if (isSecure(api.protocol) && SIBLINGS.includes(api.host)) for (const host of SIBLINGS) allowed.add(`true ${host}`);
  }
  for (const host of ['proxy.example', 'proxy.example:8443']) {
    if (entries.some(entry => new RegExp(`^(?:(?:https|wss)://)?${host}(?:/|$)`).test(entry)))
      allowed.add(`true ${host}`);
  }
  if (entries.includes('http://localhost:4555')) allowed.add('false localhost:4555');
  return allowed.has(`${isSecure(target.protocol)} ${target.host}`);
}

describe('the token stays', () => {
  const count = { asked: 0, refused: 0, sockets: 0 };
  after(() => console.log(`tokens stay: seeds ${SEEDS.join(' and ')}; ${JSON.stringify(count)}`));

  it(`where it belongs, for ${RUNS} URLs in each place that one can have`, async function () {
    this.timeout(120_000);
    await fuzz(
      RUNS,
      fc.asyncProperty(url, bases, trusted, fc.boolean(), async (where, apiBase, trustedOrigins, isAsset) => {
        const asked: string[] = [];
        const client = new SyncfyClient({
          apiBase,
          trustedOrigins,
          assetsBase: isAsset ? where : undefined,
          tokens: { get: () => Promise.resolve('t'), renew: () => Promise.resolve('t2') },
          fetch: (input, init) => {
            if (new Headers(init?.headers).get('Authorization') !== 'TOKEN token=t') throw new Error('no token');
            if (init?.redirect !== 'manual' || init.credentials !== 'omit') throw new Error('may be redirected');
            asked.push(new Request(input).url);
            return Promise.resolve(Response.json(true));
          },
        });
        const sockets = fakeSockets();
        const ticket = { id_job: 'j', ws: where, status: where, twofa: where };
        const job = new Job(ticket, { client, clock: new FakeClock(), WebSocket: sockets.WebSocket });
        const site = { id_site: 's', endpoint: where, credentials: [], input: [] } as unknown as Site;
        job.start();
        const calls = await Promise.allSettled([
          client.createCredential(site, { values: [] }),
          client.jobStatus(where),
          client.answerChallenge(where, []),
          client.countries(),
          client.site(where),
          client.credential(where),
          client.deleteCredential(where),
        ]);
        await flush();
        job.stop();
        for (const call of calls) {
          if (call.status === 'fulfilled') continue;
          if (!(call.reason instanceof SyncfyError)) throw new Error(String(call.reason));
          if (call.reason.code === 'untrusted-origin') count.refused++;
        }
        count.asked += asked.length;
        count.sockets += sockets.all.length;
        for (const one of [...asked, ...sockets.all.map(socket => socket.url)]) {
          const base = client.apiBase;
          if (!mayBeTold(one, base, trustedOrigins)) throw new Error(`told ${one}`);
          if (isAsset && new URL(one).origin === client.assetsBase && new URL(base).origin !== client.assetsBase) {
            const isTrusted = SIBLINGS.includes(new URL(one).host) || trustedOrigins.length;
            if (!isTrusted) throw new Error(`told ${one}, where pictures are`);
          }
        }
      }),
    );
    if (!count.asked || !count.refused || !count.sockets) throw new Error(JSON.stringify(count));
  });

  it('and an id leads nowhere but to its own place', async () => {
    const asked: string[] = [];
    const fetch = (input: RequestInfo | URL) => {
      asked.push(new Request(input).url);
      return Promise.resolve(Response.json(true));
    };
    const client = new SyncfyClient({ fetch });
    for (const id of ['.', '..', '', '\ud800', 'a\udc00', '../x', '?x', '#x', '%2e%2e', '//evil.example', '\\']) {
      for (const call of [() => client.site(id), () => client.deleteCredential(id), () => client.syncCredential(id)]) {
        const error: unknown = await call().then(
          () => undefined,
          (caught: unknown) => caught,
        );
        if (error !== undefined && !(error instanceof SyncfyError)) throw new Error(`${id}: ${String(error)}`);
      }
    }
    const strange = asked.find(
      one =>
        !/^https:\/\/api\.syncfy\.com\/v1\/(?:catalogues\/widget\/sites|credentials)\/[^/?#]+(?:\/sync)?$/.test(one),
    );
    if (strange || !asked.length) throw new Error(`asked ${strange}`);
  });
});
