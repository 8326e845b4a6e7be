// Schemas and challenges that nobody has seen in advance, sane and insane, and what a person does with them.
import fc from 'fast-check';

/** What would show that data became more than text. */
const ATTEMPTS = [
  '<img src=x onerror="globalThis.hacked=1">',
  '<script>globalThis.hacked=1</script>',
  '<svg onload=globalThis.hacked=1>',
  '"><b onclick="globalThis.hacked=1" id="f0">',
  `' onfocus='globalThis.hacked=1' autofocus='`,
  '</textarea></option></select><i>',
  '<!--',
  '{{constructor.constructor("globalThis.hacked=1")()}}',
  '${globalThis.hacked=1}',
  '<?lit$123$?>',
  '<!--?lit$123456789$-->',
  'javascript:globalThis.hacked=1',
  '&lt;b&gt; &amp; &#0;',
  '$& $1 $` {site} {name} {size}',
];
const ODD = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
  'f0',
  'w0-f0',
  'c-f0',
  '*',
  '"]',
  "'",
  '0',
  '1',
  '-1',
  ' ',
  '\t',
  'a b',
  '\n',
  '\0',
  '\u200b',
  '\u202eRTL',
  '\u2066',
  'العربية',
  'עברית',
  '👨‍👩‍👧',
  '\ud83d',
  '\udc00x',
  'é\u0301',
  'x'.repeat(3000),
];
const SANE = ['Usuario', 'Contraseña', 'username', 'password', 'Número de cliente', 'Código de acceso (token)', 'RFC'];

/** No more than these: a browser takes its time to find a font for each letter that there is. */
const unit = fc.constantFrom(
  ...`abcXYZ019 _-.,:;'"<>&/\\\`$\{}[]()#*?=%\t\n\0ñçßİ\u0301\u200b\u202e\ud83d\udc00😀ع`.split(''),
);

const word = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...SANE) },
  { weight: 3, arbitrary: fc.constantFrom(...ODD) },
  { weight: 3, arbitrary: fc.constantFrom(...ATTEMPTS) },
  { weight: 2, arbitrary: fc.string({ unit, maxLength: 12 }) },
);
const junk = fc.constantFrom<unknown>(null, undefined, true, 7, {}, [], [[]], Number.MAX_SAFE_INTEGER);
/** What should be a text, and mostly is one. */
const text = fc.oneof(
  { weight: 12, arbitrary: word as fc.Arbitrary<unknown> },
  { weight: 1, arbitrary: fc.constant<unknown>('') },
  { weight: 1, arbitrary: junk },
);
/** Few, so that two elements often share one. */
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>('a', 'b', 'username', '', '__proto__') },
  { weight: 6, arbitrary: text },
);
const flag = fc.constantFrom<unknown>(true, true, 1, false, false, 0, undefined, null, '1', 'true', 'no', 2);
const insane = <T>(sane: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 30, arbitrary: sane as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: junk });

/** Leaves keys out. */
const some = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(model, { requiredKeys: [] });

/** A `validation`, and texts that must and must not pass. Without any, everything does. */
export interface Check {
  validation: unknown;
  good?: readonly string[];
  bad?: readonly string[];
  /** The site's own words for what is bad. */
  message?: string;
}

const RFC = '^[A-Z&Ñ]{3,4}\\d{6}[A-V1-9][A-Z1-9][0-9A]$';
const MARKUP = '<b onclick="globalThis.hacked=1">Solo {name} ${1}</b>';
export const CHECKS: readonly Check[] = [
  ...[undefined, null, '', 7, true, {}, [], '(', '[z-a]', 'a{2,1}', '/a/xx', '(?<n>a)(?<n>b)', '\\', '*', '/(/'].map(
    validation => ({ validation }),
  ),
  { validation: [['^\\d+$']] },
  { validation: { type: 'text', value: 'Doce caracteres', error_message: 'No' } },
  { validation: [{ type: 'regex' }, { type: 'regex', value: 5 }, null, 'x{9,1}'] },
  { validation: `${'('.repeat(9999)}` },
  { validation: '^\\d{6}$', good: ['123456', '000000'], bad: ['12345', '12345a', '<b>', '1234567'] },
  { validation: '/^[a-z]{3,9}$/i', good: ['Abc', 'usuario'], bad: ['ab', 'ab1', 'ñandú'] },
  { validation: '/^\\p{Lu}\\p{L}+$/u', good: ['Ñandú', 'Ana'], bad: ['ana', 'A1'] },
  {
    validation: [{ type: 'regex', value: RFC, error_message: MARKUP }],
    good: ['GODE561231GR8'],
    bad: ['gode561231gr8', 'GODE', 'x'],
    message: MARKUP,
  },
  {
    validation: ['(', { type: 'regex', value: '^(?=.*\\d)(?=.*[a-z]).{8,20}$', error_message: 'De 8 a 20' }, '[z-'],
    good: ['abcdefg1', '1abcdefghijklmnopqrs'],
    bad: ['abcdefgh', '12345678', 'a1', 'a1'.repeat(11)],
    message: 'De 8 a 20',
  },
  {
    validation: { value: '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$', error_message: ATTEMPTS[0] },
    good: ['ana@correo.com.mx'],
    bad: ['ana', 'ana@', '@', 'a b@c.d'],
    message: ATTEMPTS[0]!,
  },
  // Would freeze the page: the site decides.
  ...['^(a+)+$', '(a|aa)+$', '^(\\w+\\s?)*$', '/^([a-z]+)*$/i', '^(a|a?)+$'].map(validation => ({
    validation,
    good: [`${'a'.repeat(60)}!`, `${'a'.repeat(5000)}!`, 'aaa'],
  })),
];

/** An `accept`, and files that must and must not pass. */
export interface Accepted {
  accept: unknown;
  good: readonly [name: string, type: string][];
  bad: readonly [name: string, type: string][];
}
const PDF: [string, string] = ['statement.pdf', 'application/pdf'];
const PNG: [string, string] = ['<b>photo</b>.PNG', 'image/png'];
const PLAIN: [string, string] = ['file', ''];
export const ACCEPTS: readonly Accepted[] = [
  ...[undefined, null, '', 7, {}].map(accept => ({ accept, good: [PDF, PNG, PLAIN], bad: [] })),
  { accept: '.pdf', good: [PDF, ['A.PDF', '']], bad: [PNG, PLAIN] },
  { accept: 'application/pdf', good: [PDF, PLAIN], bad: [PNG] },
  { accept: '.pdf;.xml|.png', good: [PDF, PNG, ['a.xml', 'text/xml']], bad: [['a.txt', 'text/plain'], PLAIN] },
  ...['*', '*.*', '*/*'].map(accept => ({ accept, good: [PDF, PNG, PLAIN], bad: [] })),
  { accept: '.PDF , image/*', good: [PDF, PNG], bad: [['a.txt', 'text/plain']] },
  {
    accept: '"><script>globalThis.hacked=1</script>',
    good: [['a."><script>globalthis.hacked=1</script>', '']],
    bad: [PDF],
  },
];

const SVG = btoa(
  '<svg xmlns="http://www.w3.org/2000/svg" onload="globalThis.hacked=1"><rect width="9" height="9"/></svg>',
);
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const GIF = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
const NOWHERE = 'https://localhost:1/captcha.png';
const whole = (type: string, base64: string) => `data:image/${type};base64,${base64}`;

/** Pictures as a challenge may hold them, and what an `<img>` may show of them: nothing but these. */
export const IMAGES = new Map<unknown, string | undefined>([
  [PIXEL, whole('png', PIXEL)],
  [GIF, whole('png', GIF)],
  [SVG, whole('svg+xml', SVG)],
  ...(['png', 'jpeg', 'gif', 'webp', 'svg+xml', 'bmp'] as const).map((type): [string, string] => {
    const url = whole(type, type === 'svg+xml' ? SVG : PIXEL);
    return [url, url];
  }),
  [NOWHERE, NOWHERE],
  ['//bank.example/captcha.png', 'https://bank.example/captcha.png'],
  ...[
    'data:image/svg+xml,<svg onload="globalThis.hacked=1"/>',
    `data:text/html;base64,${btoa('<script>parent.hacked=1</script>')}`,
    'data:text/html,<script>parent.hacked=1</script>',
    'data:image/png;base64,',
    'data:image/png;base64,AAAA" onerror="globalThis.hacked=1',
    'javascript:globalThis.hacked=1',
    ' JavaScript:globalThis.hacked=1',
    'blob:null/1',
    'http://bank.example/captcha.png',
    'https://user:secret@bank.example/captcha.png',
    '/captcha.png',
    'not a picture',
  ].map((raw): [string, undefined] => [raw, undefined]),
]);
const image = fc.constantFrom<unknown>(...IMAGES.keys(), '', 7, null);
const url = fc.constantFrom<unknown>(
  undefined,
  '',
  '/none.png',
  'https://localhost:1/none.png',
  'http://bank.example/x.png',
  'javascript:globalThis.hacked=1',
  'data:text/html,<script>parent.hacked=1</script>',
  '"><img src=x onerror=globalThis.hacked=1>',
  7,
);

const value = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<unknown>('01', '02', 1, 2, 0, '1', 'x', 1.5, -3) },
  { weight: 2, arbitrary: text },
);
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ label: `Opción ${index}`, value: index % 3 ? index : `${index}` }));

/** Mostly none or a few, seldom two thousand. */
const options = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> => {
  const list = (maxLength: number) => fc.array(insane(some(model)), { maxLength, size: 'max' });
  return fc.oneof(
    { weight: 1500, arbitrary: list(4) as fc.Arbitrary<unknown> },
    { weight: 400, arbitrary: list(12) },
    { weight: 12, arbitrary: list(60) },
    { weight: 60, arbitrary: fc.integer({ min: 5, max: 60 }).map(many) },
    { weight: 10, arbitrary: fc.constant(many(200)) },
    { weight: 1, arbitrary: fc.constant(many(2000)) },
    { weight: 100, arbitrary: junk },
  );
};

const type = (...types: string[]) =>
  fc.oneof(
    { weight: 24, arbitrary: fc.constantFrom<unknown>(...types) },
    { weight: 4, arbitrary: fc.constantFrom<unknown>(...types.map(one => one.toUpperCase())) },
    { weight: 2, arbitrary: fc.constantFrom<unknown>('hologram', 'checkbox', 'email') },
    { weight: 2, arbitrary: text },
  );

const validation = fc.constantFrom<unknown>(...CHECKS.map(check => check.validation));

const siteElement = some({
  name,
  type: type('text', 'text', 'password', 'password', 'select', 'select', 'options', 'file', 'array'),
  label: text,
  required: flag,
  username: flag,
  token: flag,
  identifier: flag,
  encrypt: flag,
  validation,
  accept: fc.constantFrom(...ACCEPTS.map(({ accept }) => accept)),
  options: options({ label: text, value }),
});

const elements = insane(fc.array(insane(siteElement), { maxLength: 6 }));

export interface Raw {
  [key: string]: unknown;
}

/** Where a site says that its credentials go, and where they do; undefined: nowhere, since it is no host to be told. */
export const ENDPOINTS = new Map<unknown, string | undefined>([
  [undefined, '/v1/credentials'],
  ['', '/v1/credentials'],
  [null, '/v1/credentials'],
  [7, '/v1/credentials'],
  ['/v1/credentials', '/v1/credentials'],
  ['/v1/pulls', '/v1/pulls'],
  ['/v1/jobs', '/v1/jobs'],
  ['https://evil.example/v1/credentials', undefined],
  ['//evil.example/v1', undefined],
  ['javascript:globalThis.hacked=1', undefined],
  ['https://', undefined],
]);
const endpoint = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<unknown>('/v1/credentials', '/v1/pulls', '/v1/jobs') },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...ENDPOINTS.keys()) },
);

const organization = some({ name: text, avatar: url, cover: url, small_cover: url, id_site_organization: text });
const about = {
  id_site: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom<unknown>('56cf5728784806f72b8b4568', 's') },
    { weight: 1, arbitrary: text },
  ),
  name: text,
  endpoint,
  is_business: flag,
  site_organization: fc.oneof(fc.constant<unknown>(undefined), organization, junk),
  version: fc.constantFrom<unknown>(1, 3, 4, undefined, 2, '3', null, 99),
};
const way = some({ name, label: text, type: text, fields: elements });

/** One way to log in (version 1), several (3 and 4), or neither one nor the other. */
export const site = insane(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ ...about, credentials: elements }) as fc.Arbitrary<Raw> },
    {
      weight: 5,
      arbitrary: fc.record({ ...about, input: insane(fc.array(insane(way), { maxLength: 3 })) }) as fc.Arbitrary<Raw>,
    },
    {
      weight: 1,
      arbitrary: fc.record(
        { ...about, credentials: elements, input: insane(fc.array(insane(way), { maxLength: 2 })) },
        { requiredKeys: ['id_site'] },
      ) as fc.Arbitrary<Raw>,
    },
  ),
);

const HARDWARE =
  'challenge connection authentication_type interface_version bluetooth_device device message_encrypted other_message_encrypted';

const challengeElement = some({
  name,
  type: type(
    ...['text', 'text', 'password', 'options', 'options', 'textOptions', 'select', 'accounts', 'accounts'],
    ...['externalAction', 'instructions', ...HARDWARE.split(' ')],
  ),
  label: text,
  required: flag,
  validation,
  imgBase64File: fc.oneof({ weight: 3, arbitrary: fc.constant<unknown>(undefined) }, { weight: 1, arbitrary: image }),
  imgURL: fc.oneof({ weight: 3, arbitrary: fc.constant<unknown>(undefined) }, { weight: 1, arbitrary: image }),
  options: fc.oneof(
    options({ label: text, value }),
    options({ label: text, value, imgBase64File: image, imgURL: image }),
    options({ value, imgBase64File: image }),
  ),
});

/** Where a challenge says that its answer goes, and where it does. */
export const ADDRESSES = new Map<unknown, string | undefined>([
  ['/v1/jobs/j1/twofa', '/v1/jobs/j1/twofa'],
  [`//${location.host}/v1/jobs/j2/twofa`, '/v1/jobs/j2/twofa'],
  [`${location.origin}/v1/jobs/j3/twofa`, '/v1/jobs/j3/twofa'],
  ['https://evil.example/twofa', undefined],
  ['javascript:globalThis.hacked=1', undefined],
  [undefined, undefined],
  [7, undefined],
]);
const SAFE = [...ADDRESSES.keys()].slice(0, 3);

export const challenge = fc.record({
  code: fc.constantFrom<unknown>(410, 410, '410', undefined, 'x'),
  address: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...SAFE) },
    { weight: 1, arbitrary: fc.constantFrom(...ADDRESSES.keys()) },
  ),
  twofa: insane(fc.array(insane(challengeElement), { maxLength: 6 })),
}) as fc.Arbitrary<Raw>;

/** In everything that is typed freely, so that it can be looked for where it must not be. */
export const MARK = '¤';

/** What a person does with a field. */
export interface Plan {
  /** Left empty where that is allowed; begun with a mistake; or filled in. */
  mood: 'empty' | 'wrong' | 'fill';
  typed: string;
  /** Which of several. */
  pick: number;
  /** Several of several, or lines. */
  more: number[];
}

const typed = fc
  .oneof(
    fc.string({ unit, maxLength: 20 }),
    fc.constantFrom(...ATTEMPTS, ...ODD, ...SANE, ' con espacios ', '007', '1e3', 'null', 'true'),
  )
  .chain(one => fc.constantFrom(`${MARK}${one}`, `${one}${MARK}`, ` ${one}${MARK} `))
  // No key of a keyboard puts a line into an input.
  .map(one => one.replace(/[\r\n]/g, ''));

const plan: fc.Arbitrary<Plan> = fc.record({
  mood: fc.constantFrom('fill', 'fill', 'fill', 'empty', 'wrong'),
  typed,
  pick: fc.nat(4000),
  more: fc.array(fc.nat(4000), { minLength: 1, maxLength: 5 }),
});

/** One for each field. */
export const plans = fc.array(plan, { minLength: 6, maxLength: 6 });
