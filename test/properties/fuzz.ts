// What an API that has gone mad, or is somebody else's, might answer: true answers that were tampered with, seeded, so that
// a case can be had again; and what must hold of whatever is made of them.
import fc from 'fast-check';
import { SyncfyClient } from '../../src/api/client.js';
import { SyncfyError } from '../../src/api/errors.js';
import { en } from '../../src/i18n/en.js';
import { localizer } from '../../src/i18n/localize.js';
import { wordsOfCode, wordsOfError } from '../../src/i18n/words.js';

/** Two out of three cases are the same in each run, and one in three is new; a failure says which seed makes it again. */
export const SEEDS = [20_261_123, Number(new URLSearchParams(location.search).get('seed')) || Date.now() % 2 ** 31];

/** Checks a property with `runs` cases, so many of them new. */
export async function fuzz<T>(runs: number, property: fc.IAsyncProperty<T>): Promise<void> {
  for (const [seed, share] of [
    [SEEDS[0]!, 2 / 3],
    [SEEDS[1]!, 1 / 3],
  ] as const) {
    await fc.assert(property, {
      seed,
      numRuns: Math.ceil(runs * share),
      includeErrorInReport: true,
      // Making a case smaller would take as long as finding it: seed and path find it again.
      endOnFailure: true,
    });
  }
}

export const HOST = 'api.syncfy.com';
const API = `https://${HOST}/v1`;

export const SITE = {
  id_site: '56cf5728784806f72b8b4568',
  id_site_organization: '56cf4ff5784806152c8b4567',
  id_site_organization_type: '56cf4f5b784806cf028b4568',
  name: 'Normal',
  is_business: 0,
  is_personal: 1,
  version: 1,
  endpoint: '/v1/credentials',
  credentials: [
    { name: 'username', type: 'text', label: 'Usuario', required: true, username: true, validation: null },
    {
      name: 'password',
      type: 'password',
      label: 'Contraseña',
      required: true,
      validation: [{ type: 'regex', value: '^.{4,20}$', error_message: 'De 4 a 20' }],
    },
    { name: 'kind', type: 'select', label: 'Tipo', required: false, options: [{ label: 'UNO', value: '01' }] },
    { name: 'key', type: 'file', label: 'Llave', required: false, accept: '.key' },
  ],
};
const WAYS = {
  ...SITE,
  id_site: '5da784f1f9de2a06483abec1',
  version: 4,
  credentials: undefined,
  input: [
    { name: 'ciec', label: 'CIEC', fields: SITE.credentials.slice(0, 2) },
    { name: 'efirma', label: 'e.firma', type: 'file', fields: SITE.credentials.slice(1) },
  ],
};
export const ORGANIZATION = {
  id_site_organization: '56cf4ff5784806152c8b4567',
  id_site_organization_type: '56cf4f5b784806cf028b4568',
  id_country: '51ad44b83b8e7763120003c4',
  name: 'Acme Bank',
  avatar: '/assets/acme',
  small_cover: '/assets/acme-small',
  cover: '/assets/acme-cover',
  sites: [SITE, WAYS],
};
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export const CHALLENGE = {
  code: 410,
  address: `${API}/jobs/j1/twofa`,
  twofa: [
    { name: 'token', type: 'text', label: 'Token', imgBase64File: PIXEL, validation: '^\\d{6}$' },
    { name: 'image', type: 'options', label: 'Imagen', options: [{ imgURL: `https://${HOST}/x.png`, value: 1 }] },
    { name: 'account', type: 'accounts', label: 'Cuentas', options: [{ label: 'Una', value: '01' }] },
    { name: 'device', type: 'bluetooth_device', label: 'x' },
    { name: 'note', type: 'instructions', label: 'Confirma' },
  ],
};
export const TICKET = {
  id_credential: '5ff5a6ec804fa4566c5c5fe5',
  id_job_uuid: '5ff5a6ecc1b77b0683239143',
  id_job: '5ff5a6ecc1b77b0683239142',
  is_new: 1,
  username: 't**t',
  ws: `wss://${HOST}/v1/status/j1`,
  status: `${API}/jobs/j1/status`,
  twofa: `//${HOST}/v1/jobs/j1/twofa`,
};
export const HISTORY = [{ code: 100 }, { code: 101 }, CHALLENGE, { code: 103 }, { code: 102 }, { code: 200 }];
const COUNTRY = { id_country: '51ad44b83b8e7763120003c4', name: 'México', code: 'MX' };
const TYPE = { id_site_organization_type: '56cf4f5b784806cf028b4568', name: 'Bank', label: 'webapp_add_banks' };
const CREDENTIAL = { id_credential: 'c1', id_site: SITE.id_site, username: 't**t', is_authorized: 1, ready_in: 15704 };

const VALUES = { values: [['username', 'test']] as [string, string][] };
type Call = (client: SyncfyClient, own: Record<string, string>) => Promise<unknown>;
/** Every call, and what it answers in truth. */
export const CALLS: Record<string, [call: Call, answer: unknown]> = {
  countries: [c => c.countries(), [COUNTRY, { ...COUNTRY, code: 'CO' }]],
  types: [c => c.organizationTypes(), [TYPE, TYPE]],
  organizations: [c => c.organizations({ countryId: 'x' }), [ORGANIZATION, ORGANIZATION]],
  site: [c => c.site(SITE.id_site), [{ ...SITE, site_organization: ORGANIZATION }]],
  credentials: [c => c.credentials(), [CREDENTIAL]],
  credential: [c => c.credential('c1'), [CREDENTIAL]],
  create: [
    (c, { url }) => c.createCredential({ ...SITE, endpoint: url, input: [], credentials: [] } as never, VALUES),
    TICKET,
  ],
  sync: [c => c.syncCredential('c1'), TICKET],
  remove: [c => c.deleteCredential('c1'), true],
  status: [(c, { url }) => c.jobStatus(url ?? TICKET.status), HISTORY],
  answer: [(c, { url }) => c.answerChallenge(url ?? CHALLENGE.address, VALUES.values), true],
};

// ── What is put in the place of something else

const SCRIPT = 'globalThis.hacked=1';
/** For where a URL is wanted. All but the first are none that anything may be sent to. */
const URLS = [
  `https://${HOST}/v1/other`,
  `javascript:${SCRIPT}`,
  ` java\tscript:${SCRIPT}`,
  `data:text/html,<script>parent.${SCRIPT}</script>`,
  `data:image/svg+xml,<svg onload="${SCRIPT}"/>`,
  `data:image/svg+xml;base64,${btoa(`<svg xmlns="http://www.w3.org/2000/svg" onload="${SCRIPT}"/>`)}`,
  `vbscript:${SCRIPT}`,
  '//evil.example/v1',
  '\\\\evil.example\\v1',
  '/\\evil.example/v1',
  '\t//evil.example/v1',
  'https:evil.example',
  'https:/\n/evil.example/v1',
  `https://${HOST}@evil.example/`,
  `https://user:secret@${HOST}/v1/credentials`,
  `https://${HOST}.evil.example/`,
  `https://${HOST}./v1`,
  `https://${HOST}:8443/v1`,
  `http://${HOST}/v1`,
  'http://localhost:1/x',
  'ws://[::1]:1/x',
  'wss://evil.example/s',
  'https://аpi.syncfy.com/v1',
  'https://',
  'blob:https://api.syncfy.com/1',
  'file:///etc/passwd',
  '#',
  '?token=x',
];
const TEXTS = [
  `<img src=x onerror="${SCRIPT}">`,
  `"><script>${SCRIPT}</script>`,
  `' onfocus='${SCRIPT}' autofocus x='`,
  '<!--?lit$123456789$-->',
  `{{constructor.constructor("${SCRIPT}")()}}`,
  '$& $1 {site} {name}',
  '\u202egnp.exe',
  '\u2066\u2067\u202b\u202a',
  '\u200b\u200d\ufeff',
  '\ud800',
  '\udc00x\ud83d',
  'a\0b',
  '\r\n\t',
  'العربية',
  'Z\u0351\u0357'.repeat(300),
  'x'.repeat(5000),
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  '410',
  '-1',
  '0x64',
  '1e3',
];
const PATTERNS = [
  '^(a+)+$',
  '(a|aa)+$',
  '(',
  '^(\\w+\\s?)*$',
  '/a/xx',
  `${'(a?'.repeat(500)}${')'.repeat(500)}`,
  '.*.*.*=',
];
/** As JSON writes them, and JavaScript may not. */
const NUMBERS = ['1e999', '-1e999', '-0', '1e-400', '123456789012345678901234567890', '410.5', '-410', '99', '1000'];
/** A number as it stands in the text. */
const raw = (number: string) => `#raw:${number}`;

const OBJECTS: unknown[] = [
  null,
  true,
  false,
  0,
  1,
  410,
  200,
  {},
  [],
  [[]],
  [null],
  { toString: 1, valueOf: null },
  { toString: { call: 1 } },
  { length: 5 },
  { length: 1e9, 0: 'x' },
  { then: 'x' },
  { then: {} },
  { toJSON: 'x' },
  { response: null },
  { code: 410, twofa: [{ name: { toString: null }, type: ['x', ['y']] }] },
  { code: 410, twofa: { 0: { name: 'x' } } },
  { code: 410, address: 'javascript:1', twofa: [null, 1, 'x', [], { name: null, options: [null, { value: {} }] }] },
  [
    { type: 'regex', value: {} },
    { type: 'regex', value: '(a*)*b' },
  ],
];
const junk = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...TEXTS) },
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...URLS) },
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...OBJECTS) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(...PATTERNS) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...NUMBERS.map(raw)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) as fc.Arbitrary<unknown> },
);

const HOWS = [
  ...['replace', 'replace', 'replace', 'replace', 'drop', 'list', 'unlist', 'repeat', 'nest'],
  ...['__proto__', 'constructor', 'prototype'],
] as const;
interface Edit {
  at: number;
  how: (typeof HOWS)[number];
  junk: unknown;
}
export const edits = fc.array(fc.record({ at: fc.nat(100_000), how: fc.constantFrom(...HOWS), junk }), {
  minLength: 1,
  maxLength: 6,
  size: 'max',
});

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

function* spots(tree: Tree): Iterable<readonly [Tree, string]> {
  for (const key of Object.keys(tree)) {
    yield [tree, key];
    if (isTree(tree[key])) yield* spots(tree[key]);
  }
}

// Defined, since `__proto__` would be swallowed otherwise.
const put = (tree: Tree, key: string, value: unknown) =>
  Object.defineProperty(tree, key, { value, enumerable: true, configurable: true, writable: true });

/** What would show up everywhere, were it taken for a prototype. */
const poison = () => ({ polluted: true, code: 200, name: 'polluted', then: 1, response: [] });

function apply(root: Tree, { at, how, junk: other }: Edit): void {
  const all = [...spots(root)];
  const [tree, key] = all[at % all.length] ?? [root, 'value'];
  const value = tree[key];
  const bad: unknown = structuredClone(other);
  if (how === 'replace') put(tree, key, bad);
  else if (how === 'drop') delete tree[key];
  else if (how === 'list') put(tree, key, [value, bad]);
  else if (how === 'unlist') put(tree, key, { ...(value as object) });
  else if (how === 'repeat')
    put(
      tree,
      key,
      Array.from({ length: at % 40 }, () => structuredClone(value)),
    );
  else if (how === 'nest')
    put(
      tree,
      key,
      Array.from({ length: at % 60 }).reduce(inner => [inner], bad),
    );
  else {
    const poisoned = isTree(value) ? value : tree;
    put(poisoned, how, how === 'constructor' ? { prototype: poison(), name: bad } : { ...poison(), value: bad });
  }
}

/** A true answer, tampered with, as it is once it was read. */
export function tampered(answer: unknown, changes: readonly Edit[]): unknown {
  return JSON.parse(tamper(answer, changes));
}

/** … and as it comes over the wire. */
export function tamper(answer: unknown, changes: readonly Edit[]): string {
  const root: Tree = { answer: JSON.parse(JSON.stringify(answer)) as unknown };
  for (const edit of changes) apply(root, edit);
  return (JSON.stringify(root.answer) ?? 'null').replace(/"#raw:([^"]*)"/g, '$1');
}

// ── The whole of a response

const ENVELOPES: ((body: string) => string)[] = [
  body => body,
  body => `{"rid":"r-1","code":200,"errors":null,"status":true,"message":null,"response":${body}}`,
  body => `{"rid":"r-1","code":200,"errors":null,"status":true,"message":null,"response":${body}}`,
  body => `{"response":${body}}`,
  body => `{"code":500,"status":true,"response":${body}}`,
  body => `{"code":"200","status":"true","rid":{"toString":1},"response":${body}}`,
  body => `{"code":1e300,"status":true,"rid":"${'r'.repeat(9999)}","response":${body}}`,
  body => `{"status":false,"message":"<b>${SCRIPT}</b>","response":${body}}`,
  body => `{"status":true}${body}`,
  body => `{"response":{"response":${body}},"__proto__":{"polluted":true,"response":1}}`,
  body => `{"__proto__":{"polluted":true},"code":200,"code":"x","response":null,"response":${body}}`,
  body => `{"response":${body},"response":[${body}]}`,
];
const WRITINGS: ((text: string, at: number) => string)[] = [
  ...Array.from({ length: 12 }, () => (text: string) => text),
  (text, at) => text.slice(0, at % text.length),
  text => `\ufeff${text}`,
  text => `)]}'\n${text}`,
  text => `callback(${text})`,
  text => `${text}${text}`,
  () => '',
  () => ' \n',
  () => `<!doctype html><script>${SCRIPT}</script>`,
  text => text.replaceAll('"', "'"),
];
const STATUSES = [
  200, 200, 200, 200, 200, 200, 201, 202, 206, 299, 300, 400, 401, 402, 403, 404, 409, 413, 418, 429, 451, 500, 503,
  599,
];
const AFTER = [
  '',
  '0',
  '1',
  '-5',
  '99999999999999999999',
  '1e9',
  'Wed, 21 Oct 9999 07:28:00 GMT',
  'soon',
  '2147483648',
  ' 7 ',
];
const KINDS = ['application/json', 'application/json', 'text/html', 'image/svg+xml', 'text/plain; charset=utf-16', ''];

/** All of a response but what it is about. */
export const shell = fc.record({
  envelope: fc.nat(ENVELOPES.length - 1),
  writing: fc.nat(WRITINGS.length - 1),
  at: fc.nat(5000),
  status: fc.constantFrom(...STATUSES),
  after: fc.constantFrom(...AFTER),
  kind: fc.constantFrom(...KINDS),
  url: fc.option(fc.constantFrom(...URLS), { freq: 3, nil: undefined }),
});
type Shell = typeof shell extends fc.Arbitrary<infer T> ? T : never;

export function write(body: string, { envelope, writing, at }: Shell): string {
  return WRITINGS[writing]!(ENVELOPES[envelope]!(body), at);
}

/** A client whose only server answers this, and what it was asked; `read` is when the answer's text had come. */
export function clientOf(answer: () => { text: string; shell?: Partial<Shell> }) {
  const asked: { url: string; authorized: boolean }[] = [];
  const wire = { asked, read: 0 };
  const client = new SyncfyClient({
    tokens: { get: () => Promise.resolve('t'), renew: () => Promise.resolve('t2') },
    fetch: async (input, init) => {
      asked.push({ url: String(input), authorized: new Headers(init?.headers).has('Authorization') });
      const { text, shell: { status = 200, after = '', kind = 'application/json' } = {} } = answer();
      const response = new Response(text, {
        status,
        headers: { ...(after && { 'Retry-After': after }), ...(kind && { 'Content-Type': kind }) },
      });
      const whole = await response.text();
      response.text = () => {
        wire.read = performance.now();
        return Promise.resolve(whole);
      };
      return response;
    },
  });
  return { client, wire };
}

// ── What must hold

const CODES = new Set(
  (
    'offline network timeout no-token token-expired bad-request payment-required forbidden not-found rate-limited ' +
    'server unavailable http bad-response unknown-site unknown-credential untrusted-origin no-session invalid-attribute'
  ).split(' '),
);
const l10n = localizer('en');
const OWN_WORDS = new Set(Object.values(en));
const joined = ({ title, text }: { title: string; text: string }) => (text ? `${title}\n${text}` : title);
/** Nothing of an answer but the host that it names, and the number of its status. */
const MESSAGE =
  /^(?:[\w.:[\]-]+ \((?:countries|types|organizations|sites|credentials|status|twofa|…)\) answered (?:[\d.e+]+|nothing usable|with a redirect)|\w+:\/\/[\w.:[\]-]+ may not be told the token|A URL that cannot be read may not be told the token|No answer from [\w.:[\]-]+ \((?:countries|types|organizations|sites|credentials|status|twofa|…)\)|No such id|No status came|A job without URLs|A site without fields|No socket opens|No WebSocket here|No challenge waits, or it names no address)$/;

export function fail(what: string): never {
  throw new Error(what);
}

/** An error is our own, says nothing of the answer, and has words for people. */
export function expectOurError(error: unknown): void {
  if (!(error instanceof SyncfyError)) fail(`no SyncfyError: ${String(error)}`);
  if (!CODES.has(error.code)) fail(`code ${String(error.code)}`);
  if (!MESSAGE.test(error.message)) fail(`message ${error.message.slice(0, 200)}`);
  if (error.cause !== undefined) fail('a cause');
  if (error.retryAfter !== undefined && !(error.retryAfter >= 0 && error.retryAfter <= 36e5)) {
    fail(`told to wait ${error.retryAfter} ms`);
  }
  if (typeof (error.rid ?? '') !== 'string' || (error.rid ?? '').length > 100) fail('a rid of its own');
  if (!OWN_WORDS.has(joined(wordsOfError(l10n, error)))) fail(`words of ${error.code}`);
}

export function expectOurWords(code: number): void {
  if (!OWN_WORDS.has(joined(wordsOfCode(l10n, code)))) fail(`words of ${code}`);
}

/** Plain data, whatever it holds. */
export function expectPlain(value: unknown): void {
  if (isTree(value) && !Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) {
    fail('another prototype');
  }
}

const PROTOTYPES = [Object, Array, String, Number, Function, Promise].map(type => type.prototype as object);
const keys = () => PROTOTYPES.map(one => Reflect.ownKeys(one).length).join();
const KEYS = keys();
/** What must not have happened, wherever. */
export function expectUnharmed(): void {
  if (keys() !== KEYS || 'polluted' in {}) fail('a prototype was changed');
  if ('hacked' in globalThis) fail('a script of the data ran');
}

/** Nothing was asked of anybody but the API. */
export function expectOnlyTheApi(asked: readonly { url: string }[], hosts = [HOST]): void {
  const strange = asked.find(({ url }) => !hosts.includes(new URL(url).host));
  if (strange) fail(`asked ${strange.url}`);
}

// ── How long it takes

/** Nothing may keep the page busy for longer, in ms. */
const LIMIT = 50;

/** The longest that anything took, in ms. */
export const longest = { ms: 0, what: '' };

/**
 * Measures again what took too long, after some tries with a rest before each: others use this machine, too. What takes long
 * each time is too long.
 */
export async function inTime(what: string, once: () => number | Promise<number>, limit = LIMIT): Promise<number> {
  let best = Infinity;
  for (let tries = 0, rests = 0; best > (tries < 3 ? limit / 3 : limit) && rests < 3_000; tries++) {
    const rest = tries < 8 ? 0 : Math.min(10 * 2 ** (tries - 8), 320);
    if (rest) await new Promise(resolve => setTimeout(resolve, rest));
    rests += rest;
    best = Math.min(best, await once());
  }
  if (best > longest.ms) Object.assign(longest, { ms: best, what });
  if (best > limit) fail(`${best.toFixed()} ms, not ${limit}: ${what}`);
  return best;
}

/**
 * How long the browser takes to find that a text is no JSON, in ms; 0 where it is some. With a debugger attached, which
 * counts what is covered, it reads all of it to tell of it: with 10 MB, that is longer than anything of ours.
 */
export function rejectionTime(text: string): number {
  const start = performance.now();
  try {
    JSON.parse(text);
    return 0;
  } catch {
    return performance.now() - start;
  }
}

/** Keeps what nobody catches. */
export function watch(): { found: string[]; stop: () => void } {
  const found: string[] = [];
  const onError = ({ message }: ErrorEvent) => found.push(`error: ${message}`);
  const onRejection = ({ reason }: PromiseRejectionEvent) => found.push(`unhandled rejection: ${String(reason)}`);
  addEventListener('error', onError);
  addEventListener('unhandledrejection', onRejection);
  return {
    found,
    stop() {
      removeEventListener('error', onError);
      removeEventListener('unhandledrejection', onRejection);
    },
  };
}
