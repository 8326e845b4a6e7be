import { expect } from '@open-wc/testing';
import { longestFor, matches } from '../../src/schema/matches.js';
import type { Field, FieldKind } from '../../src/schema/fields.js';
import { parseRules, validateField, type FieldProblem, type FieldValue } from '../../src/schema/validate.js';

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
    ['a'.repeat(100_000), []],
  ];
  for (const [validation, rules] of cases) {
    it(`reads ${(JSON.stringify(validation) ?? 'undefined').slice(0, 60)}`, () => {
      const read = parseRules(validation).map(({ pattern, message }) =>
        message ? [String(pattern), message] : [String(pattern)],
      );
      expect(read).to.deep.equal(rules);
    });
  }
});

describe('validateField', () => {
  const options = [
    { label: 'Uno', value: '01' },
    { label: 'Cero', value: 0 },
  ];
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
    [field('password', { rules: six }), ' 123456', { key: 'pattern', message: 'Solo dígitos' }],
    [field('text', { rules: parseRules('b') }), 'abc', undefined],
    [field('select', { options }), '', undefined],
    [field('select', { options, required: true }), '', required],
    [field('select', { options }), '01', undefined],
    [field('select', { options }), 0, undefined],
    [field('select', { options }), '0', undefined],
    [field('select', { options }), '1', choose],
    [field('choices', { options }), '02', choose],
    [field('pictures', { options, required: true }), 0, undefined],
    [field('pictures', { options }), 'toString', choose],
    [field('checkboxes', { options, required: true }), [], required],
    [field('checkboxes', { options }), [], undefined],
    [field('checkboxes', { options }), ['01', '0'], undefined],
    [field('checkboxes', { options }), ['01', '7'], choose],
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
  ];
  const enforced = [
    /^[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}$/,
    /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
    /^\d{6}$/,
    /^.{8,20}$/,
    /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])(?!.*\s).{8,}$/,
    /^\+?[\d ()-]{7,}$/,
    /^(?:[a-c]|\d{1,3}|x)/,
    /^\p{Lu}/u,
    /^b$/m,
    /a.b/s,
    /a{2}B/i,
    /\u0061\)\(/,
    /^[()|*]$/,
  ];
  for (const pattern of enforced) {
    it(`enforces ${String(pattern)}`, () => {
      for (const text of texts) expect(matches(pattern, text), JSON.stringify(text)).to.equal(pattern.test(text));
    });
  }

  const risky = [
    '^(a+)+$',
    '(a|aa)+$',
    '(.*)*x',
    '^(\\w+\\s?)*$',
    '(x+x+)+y',
    '([a-z]+)*\\d',
    '^(.+)+@',
    '^(a|b|ab)*\\1c',
  ];
  risky.push('(?:a{1,9}){9}b', '((a|b)c)*', '(a)\\1', '((a|a)(a|a)){9}c', '(?<n>a)\\k<n>', 'a?'.repeat(40));
  for (const source of risky) {
    it(`leaves ${source.slice(0, 30)} to the site`, () => {
      expect(matches(new RegExp(source), 'xx')).to.equal(undefined);
      expect(validateField(field('text', { rules: parseRules(source) }), 'xx')).to.equal(undefined);
    });
  }

  // Each would keep the browser busy for long enough to be felt, on a text that is long enough.
  const slow: [source: string, letter: string][] = [
    ['^(a+)+$', 'a'],
    ['(.*)(.*)(.*)(.*)(.*)(.*)=', 'a'],
    ['^((((a{0,20}){0,20}){0,20}){0,20}){0,20}$', 'a'],
    ['(?=.*(?=.*(?=.*q)))z', 'a'],
    ['a{1,30000}b', 'a'],
    ['.*.*=', 'a'],
    ['\\w*\\w*\\w*\\d$', 'a'],
    [`${'a?'.repeat(9)}b`, 'a'],
    [`${'(a|b)'.repeat(9)}c`, 'a'],
    ['^\\w+([.-]?\\w+)*@\\w+([.-]?\\w+)*(\\.\\w{2,3})+$', 'a'],
    [`${'('.repeat(1900)}a*${')'.repeat(1900)}`, 'a'],
    ['(?:(?:\\w{2})*x){3}', 'a'],
    ['^.*$', 'a'],
  ];
  for (const [source, letter] of slow) {
    const longest = longestFor(source);
    for (const length of [longest - 1, longest, longest + 1, 30, 5_000_000].filter(length => length >= 0)) {
      it(`answers ${source.slice(0, 50)} on ${length} characters in time`, () => {
        const pattern = new RegExp(source);
        const text = `${letter.repeat(Math.max(0, length - 1))}!`;
        const start = performance.now();
        const answer = matches(pattern, text);
        expect(performance.now() - start).to.be.below(50);
        if (text.length > longest) expect(answer).to.equal(undefined);
        else expect(answer).to.be.a('boolean');
      });
    }
  }

  it('spends no more on many rules and lines than on one', () => {
    const rules = parseRules(Array.from({ length: 40 }, () => '(.*)(.*)(.*)='));
    const lines = Array.from({ length: 400 }, () => `${'a'.repeat(42)}=`);
    const start = performance.now();
    expect(validateField(field('list', { rules }), lines)).to.equal(undefined);
    expect(performance.now() - start).to.be.below(50);
  });
});
