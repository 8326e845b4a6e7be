import { expect } from '@open-wc/testing';
import { matches } from '../../src/schema/matches.js';
import type { Field, FieldKind } from '../../src/schema/fields.js';
import { parseRules } from '../../src/schema/rules.js';
import { validateField, type FieldProblem, type FieldValue } from '../../src/schema/validate.js';

const field = (kind: FieldKind, rest: Partial<Field> = {}): Field => ({
  key: 'f0',
  name: 'x',
  label: 'X',
  kind,
  required: false,
  username: false,
  token: false,
  numeric: false,
  rules: [],
  options: [],
  ...rest,
});

describe('parseRules', () => {
  const cases: [validation: unknown, rules: [pattern: string, message?: string][]][] = [
    [null, []],
    [undefined, []],
    ['', []],
    [7, []],
    [true, []],
    ['^\\d{6}$', [['/^\\d{6}$/']]],
    ['/^[a-z]+$/i', [['/^[a-z]+$/i']]],
    ['/^a$/gimy', [['/^a$/im']]],
    ['/a/b/', [['/a\\/b/']]],
    ['a/b', [['/a\\/b/']]],
    ['/^a$/xU', []],
    ['(', []],
    // Of other dialects, where a browser would take them for letters.
    ['\\A\\d{4}\\z', []],
    ['/^[[:alnum:]]+$/', []],
    ['^\\x{41}$', []],
    ['^\\h*$', []],
    ['^[\\pL\\s]+$', []],
    ['^\\d{,5}$', []],
    ['^\\d{4,}$', [['/^\\d{4,}$/']]],
    // A class of Unicode without its flag, and other signs around a pattern.
    ['^[\\p{L} ]+$', [['/^[\\p{L} ]+$/u']]],
    ['#^a$#i', [['/^a$/i']]],
    // Blanks around it are no part of it.
    [' /^a$/i\n', [['/^a$/i']]],
    ['^a$ ', [['/^a$/']]],
    ['~^a/b$~', [['/^a\\/b$/']]],
    ['[z-a]', []],
    ['a{2,1}', []],
    [{ type: 'regex', value: '^a$', error_message: 'Solo a' }, [['/^a$/', 'Solo a']]],
    [
      [
        { type: 'regex', value: '^a', error_message: 'Empieza con a' },
        { type: 'regex', value: '(', error_message: 'Rota' },
        { type: 'text', value: 'Doce caracteres', error_message: 'No' },
        { type: 'regex', value: 'b$', error_message: '' },
        { value: '^c' },
        { type: 'regex' },
        { type: 'regex', value: 5 },
        null,
        '^d',
      ],
      [['/^a/', 'Empieza con a'], ['/b$/'], ['/^c/'], ['/^d/']],
    ],
    ['a'.repeat(4000), [[`/${'a'.repeat(4000)}/`]]],
    ['b'.repeat(4001), []],
    // Words that would fill the page.
    [{ value: '^a$', error_message: 'x'.repeat(2000) }, [['/^a$/', 'x'.repeat(1000)]]],
  ];
  for (const [validation, rules] of cases) {
    it(`reads ${(JSON.stringify(validation) ?? 'undefined').slice(0, 60)}`, () => {
      const read = parseRules(validation).map(({ pattern, message }) =>
        message ? [String(pattern), message] : [String(pattern)],
      );
      expect(read).to.deep.equal(rules);
    });
  }

  it('reads a hundred of them at most', () => {
    const rules = parseRules(Array.from({ length: 101 }, () => '^a$'));
    expect(rules.length).to.equal(100);
  });
});

describe('what is no pattern', () => {
  const { warn } = console;
  const said: unknown[][] = [];
  beforeEach(() => {
    said.length = 0;
    console.warn = (...args: unknown[]) => said.push(args);
  });
  afterEach(() => (console.warn = warn));

  it('is told to the console once, however often it is read, and without the value', () => {
    const value = 'a-secret';
    for (let times = 0; times < 3; times++) {
      const rules = parseRules(['(?<broken', { type: 'regex', value: '/[z-b]/i', error_message: 'No' }, '^a']);
      expect(rules.length).to.equal(1);
      expect(validateField(field('password', { rules }), value)).to.equal(undefined);
    }
    expect(said).to.deep.equal([['Not a pattern: (?<broken'], ['Not a pattern: /[z-b]/i']]);
  });

  it('is not what has another type, or is empty', () => {
    parseRules([null, 7, true, '', {}, [], ['(?<nested'], { type: 'text', value: '(?<words' }, { type: 'regex' }]);
    expect(said).to.deep.equal([]);
  });

  it('may be as deep as JSON can be', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expect(parseRules(deep)).to.deep.equal([]);
  });
});

describe('validateField', () => {
  const options = [
    { label: 'Uno', value: '01' },
    { label: 'Cero', value: 0 },
  ];
  const none = [{ label: 'Ninguno', value: '' }, ...options];
  const required = { key: 'required' };
  const choose = { key: 'choose' };
  const six = parseRules([
    { type: 'regex', value: '^\\d+$', error_message: 'Solo dígitos' },
    { type: 'regex', value: '^.{6}$' },
  ]);

  const cases: [what: Field, value: FieldValue, problem: FieldProblem | object | undefined][] = [
    [field('text'), '', undefined],
    [field('text', { rules: six }), '', undefined],
    [field('text', { required: true }), '', required],
    [field('text', { required: true }), '  ', required],
    [field('text', { required: true, rules: six }), '', required],
    [field('text', { required: true }), 0, undefined],
    [field('password', { required: true }), '  ', undefined],
    [field('text', { rules: six }), '12a', { key: 'pattern', message: 'Solo dígitos' }],
    [field('text', { rules: six }), '123', { key: 'pattern' }],
    [field('text', { rules: six }), '123456', undefined],
    [field('text', { rules: six }), ' 123456 ', undefined],
    [field('text', { rules: six }), 123456, undefined],
    // A code with what its pattern asks for between its figures.
    [field('text', { token: true, rules: parseRules('^\\d{3}-\\d{3}$') }), '123-456', undefined],
    [field('text', { token: true, rules: parseRules('^\\d{6}$') }), '123-456', undefined],
    [field('text', { token: true, rules: parseRules('^[\\d-]{6,7}$') }), '123-456', undefined],
    [field('password', { rules: six }), ' 123456', { key: 'pattern', message: 'Solo dígitos' }],
    [field('text', { rules: parseRules('b') }), 'abc', undefined],
    [field('select', { options }), '', undefined],
    [field('select', { options, required: true }), '', required],
    [field('select', { options }), '01', undefined],
    [field('select', { options }), 0, undefined],
    [field('select', { options }), '0', undefined],
    [field('select', { options }), '1', choose],
    [field('select', { options }), '02', choose],
    [field('pictures', { options, required: true }), 0, undefined],
    [field('pictures', { options }), 'toString', choose],
    [field('checkboxes', { options, required: true }), [], required],
    [field('checkboxes', { options }), [], undefined],
    [field('checkboxes', { options }), ['01', '0'], undefined],
    [field('checkboxes', { options }), ['01', '7'], choose],
    // Where an option is worth '', it is chosen by it.
    [field('select', { options: none, required: true }), '', undefined],
    [field('pictures', { options: none, required: true }), [], required],
    [field('select', { options: none }), [], undefined],
    [field('list', { required: true }), ' \n ', required],
    [field('list', { required: true }), ['', ' '], required],
    [field('list', { rules: six }), '123456\r\n 654321\n\n', undefined],
    [field('list', { rules: six }), '123456\n65432', { key: 'pattern' }],
    [field('file', { required: true }), '', required],
    [field('file', { required: true, rules: six }), 'data:application/pdf;base64,AAAA', undefined],
    [field('note', { required: true }), '', undefined],
    [field('hidden', { required: true }), '', undefined],
  ];
  for (const [what, value, problem] of cases) {
    it(`${what.kind}${what.required ? ', required,' : ''} ${JSON.stringify(value)}: ${JSON.stringify(problem)}`, () => {
      expect(validateField(what, value)).to.deep.equal(problem);
    });
  }

  it('keeps no page busy with a text of many blanks', () => {
    const text = `a${' '.repeat(1.5e5)}b`;
    const begun = performance.now();
    expect(validateField(field('text', { required: true }), text)).to.equal(undefined);
    // Where each blank led on to all that follow, it would be many seconds.
    expect(performance.now() - begun).to.be.below(1000);
  });

  it('judges the same value alike each time', () => {
    const rules = [...parseRules('/\\d/gy'), { pattern: /\d/g }, { pattern: /\d/y }];
    for (let i = 0; i < 3; i++) expect(validateField(field('text', { rules }), '7')).to.equal(undefined);
  });
});

describe('matches', () => {
  const texts = [
    '',
    'a',
    'GODE561231GR8',
    'ÑAN561231GR8',
    'ana.perez@correo.com.mx',
    '123456',
    '1234567',
    'Abcdefgh1',
    'a\nb',
    'GODE561231HDFRRN09',
    'ana.perez.de.la.torre.y.mas@correo.universidad.edu.com.mx',
    '4111 1111 1111 1111',
    '192.168.100.101',
    '31/12/1999',
    'Ana Pérez de la Torre',
  ];
  const enforced = [
    /^[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}$/,
    /^[A-Z&Ñ]{3,4}\d{6}[A-V1-9][A-Z1-9][0-9A]$/,
    /^([A-Z][AEIOUX][A-Z]{2}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[HM](?:AS|BC|BS|CC|CS|CH|CL|CM|DF|DG|GT|GR|HG|JC|MC|MN|MS|NT|NL|OC|PL|QT|QR|SP|SL|SR|TC|TS|TL|VZ|YN|ZS|NE)[B-DF-HJ-NP-TV-Z]{3}[A-Z\d])(\d)$/i,
    /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
    /^[\w.-]+@([\w-]+\.)+[\w-]{2,4}$/,
    /^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}$/,
    /^\d{6}$/,
    /^.{8,20}$/,
    /^(?=.*\d)(?=.*[a-z]).{8,20}$/,
    /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])(?!.*\s).{8,}$/,
    /^\+?[\d ()-]{7,}$/,
    /^(\+\d{1,3}[- ]?)?\d{10}$/,
    /^(?:\d{1,3}\.){3}\d{1,3}$/,
    /^\d{3}\.\d{3}\.\d{3}-\d{2}$/,
    /^(0[1-9]|[12]\d|3[01])[/-](0[1-9]|1[0-2])[/-](19|20)\d{2}$/,
    /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|3[47]\d{13})$/,
    /^(\d{4} ?){4}$/,
    /^\s*\S+\s*$/,
    /^[a-zA-Z0-9]*$/,
    /^(?:[a-c]|\d{1,3}|x)/,
    /^\p{Lu}/u,
    /^[\p{L} '-]+$/u,
    /^b$/m,
    /a.b/s,
    /a{2}B/i,
    /\u0061\)\(/,
    /^[()|*]$/,
    /^(?:\w+\s?)$/,
    /(?<year>\d{4})-\d{2}/,
  ];
  for (const pattern of enforced) {
    it(`enforces ${String(pattern).slice(0, 60)}`, () => {
      for (const text of texts) expect(matches(pattern, text), JSON.stringify(text)).to.equal(pattern.test(text));
    });
  }

  const letters = 'a'.repeat(40);
  const risky = [
    ...['^(a+)+$', '(a|aa)+$', '(.*)*x', '^(\\w+\\s?)*$', '(x+x+)+y', '([a-z]+)*\\d', '^(.+)+@', '^(a|b|ab)*c'],
    ...['(?:a{1,9}){9}b', '((a|b)c)*', '((a|a)(a|a)){9}c', 'a?'.repeat(40), '(a)\\1', '(?<n>a)\\k<n>'],
  ];
  for (const source of risky) {
    it(`leaves ${source.slice(0, 30)} to the site`, () => {
      expect(matches(new RegExp(source), letters)).to.equal(undefined);
      expect(validateField(field('text', { rules: parseRules(source) }), letters)).to.equal(undefined);
    });
  }

  it('tests what is short even against a bad pattern', () => {
    expect(matches(/^(a+)+$/, 'aaa')).to.equal(true);
    expect(matches(/^(a+)+$/, 'ab')).to.equal(false);
  });

  it('spends no more on many rules and lines than on one', () => {
    const rules = parseRules(Array.from({ length: 40 }, () => '(.*)(.*)(.*)='));
    const lines = Array.from({ length: 400 }, () => `${'a'.repeat(20)}=`);
    // A clock on which each test of a line takes 1 ms, whatever else the machine does.
    const { now } = performance;
    let tested = 0;
    performance.now = () => tested;
    for (const { pattern } of rules) {
      pattern.test = text => {
        tested++;
        return RegExp.prototype.test.call(pattern, text);
      };
    }
    try {
      expect(validateField(field('list', { rules }), lines)).to.equal(undefined);
    } finally {
      performance.now = now;
    }
    // Of 16,000.
    expect(tested).to.be.within(10, 50);
  });
});
