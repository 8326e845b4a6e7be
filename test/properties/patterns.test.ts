// Attacks on the guard of patterns: whatever a catalogue holds and whatever is typed, checking a field takes under 50 ms
// or gives up. Patterns are made together with a text that they match, which is then pumped up and spoilt at its end.
import { aTimeout, assert } from '@open-wc/testing';
import fc from 'fast-check';
import { challengeFields, type Field, type FieldKind } from '../../src/schema/fields.js';
import { matches } from '../../src/schema/matches.js';
import { parseRules } from '../../src/schema/rules.js';
import { validateField, type FieldValue } from '../../src/schema/validate.js';
import { RUNS, check } from './support.js';

/** What checking a field may take, in ms. */
const LIMIT = 50;

/** A piece of a pattern, and a text that it matches. */
interface Piece {
  source: string;
  fits: string;
}

const ATOMS: Piece[] = [
  ...['a', 'b', 'ab', 'A', 'ñ', '0', '-', ' ', ',', 'a{300}', 'aaaaaaaa'].map(text => ({
    source: text,
    fits: text.startsWith('a{') ? 'a'.repeat(300) : text,
  })),
  { source: '.', fits: 'a' },
  { source: '\\w', fits: 'a' },
  { source: '\\d', fits: '0' },
  { source: '\\s', fits: ' ' },
  { source: '\\S', fits: 'a' },
  { source: '\\W', fits: '!' },
  { source: '[ab]', fits: 'a' },
  { source: '[^b]', fits: 'a' },
  { source: '[a-z]', fits: 'b' },
  { source: '[\\w.-]', fits: 'a' },
  { source: '[()|*+]', fits: '(' },
  { source: '[]', fits: '' },
  { source: '[^]', fits: 'a' },
  { source: '\\(', fits: '(' },
  { source: '\\[', fits: '[' },
  { source: '\\u0061', fits: 'a' },
  { source: '\\x61', fits: 'a' },
  { source: '\\u{61}', fits: 'a' },
  { source: '\\p{L}', fits: 'a' },
  { source: '[\\p{L}\\p{N}]', fits: 'a' },
  { source: '[\\q{a|aa}]', fits: 'a' },
  { source: '\\p{RGI_Emoji}', fits: '👨‍👩‍👧' },
  { source: '😀', fits: '😀' },
  { source: '[😀a]', fits: 'a' },
  { source: '\\cA', fits: '\u0001' },
  { source: '\\0', fits: '\0' },
  { source: '\\012', fits: '\n' },
  { source: '^', fits: '' },
  { source: '$', fits: '' },
  { source: '\\b', fits: '' },
  { source: '\\B', fits: '' },
  { source: '\\1', fits: 'a' },
  { source: '\\2', fits: '' },
  { source: '\\k<n>', fits: '' },
  { source: '(?:)', fits: '' },
  { source: '()', fits: '' },
];

const OPENINGS = ['(', '(?:', '(?:', '(?<n>', '(?=', '(?!', '(?<=', '(?<!', '(?i:', '(?-i:', '(?m:'];
const QUANTIFIERS = [
  ...['*', '+', '?', '*?', '+?', '??', '{2}', '{2,}', '{0,3}', '{1,2}', '{1,20}', '{1,1000}', '{0,}', '{30}'],
  ...['{1000}', '{0,1000000000}', '{100000000}', '{1000000,}', '{1,1}', '{0}', '{3}?', '{2,}?'],
];
const FLAGS = ['', '', '', 'i', 'u', 'iu', 's', 'm', 'v', 'iv', 'gy', 'd'];

const { piece } = fc.letrec<{ piece: Piece }>(tie => ({
  piece: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(...ATOMS),
    // One after the other.
    fc.array(tie('piece'), { minLength: 2, maxLength: 4 }).map(all => ({
      source: all.map(({ source }) => source).join(''),
      fits: all.map(({ fits }) => fits).join(''),
    })),
    // Repeated: what is needed to repeat it as a whole is put around it.
    fc.tuple(tie('piece'), fc.constantFrom(...OPENINGS), fc.constantFrom(...QUANTIFIERS)).map(([one, open, often]) => ({
      source: `${open}${one.source})${often}`,
      fits: one.fits,
    })),
    fc.tuple(fc.constantFrom(...ATOMS), fc.constantFrom(...QUANTIFIERS)).map(([one, often]) => ({
      source: one.source + often,
      fits: one.fits,
    })),
    // One or the other.
    fc
      .tuple(fc.constantFrom(...OPENINGS), fc.array(tie('piece'), { minLength: 1, maxLength: 4 }), fc.boolean())
      .map(([open, all, nothing]) => ({
        source: `${open}${all.map(({ source }) => source).join('|')}${nothing ? '|' : ''})`,
        fits: all[0]!.fits,
      })),
    // The same again and again.
    fc.tuple(tie('piece'), fc.constantFrom(2, 3, 8, 30, 200)).map(([one, times]) => ({
      source: one.source.repeat(times).slice(0, 5000),
      fits: one.fits.repeat(Math.min(times, 20)),
    })),
  ),
}));

const pattern = fc
  .tuple(piece, fc.constantFrom('', '^'), fc.constantFrom('', '$', 'z', '!', '\\d$'), fc.constantFrom(...FLAGS))
  .map(([{ source, fits }, start, end, flags]) => ({
    validation: flags ? `/${start}${source}${end}/${flags}` : start + source + end,
    fits: fits || 'a',
  }));

const LONGEST = 100_000;

/** Texts that drive a matcher to despair: nearly what the pattern wants, and then not. */
const text = (fits: string, length: number, end: string, start: string) =>
  start + fits.repeat(Math.ceil(length / fits.length)).slice(0, length) + end;

const field = (validation: unknown, kind: FieldKind = 'text'): Field => ({
  ...challengeFields([{ name: 'x', type: 'text', validation }])[0]!,
  kind,
});

/** How long checking a value takes, in ms. */
function duration(what: Field, value: FieldValue): number {
  const start = performance.now();
  validateField(what, value);
  return performance.now() - start;
}

/** What took too long, each time: others use this machine too, and may for longer than a few tries take. */
const late: { ms: number; what: Field; value: FieldValue }[] = [];
let worst = { ms: 0, what: '' };

function expectInTime(what: Field, value: FieldValue): void {
  let ms = Infinity;
  let spent = 0;
  for (let tries = 0; tries < 12 && spent < 2_000 && ms > (tries < 3 ? LIMIT / 2 : LIMIT); tries++) {
    const took = duration(what, value);
    spent += took;
    ms = Math.min(ms, took);
  }
  if (ms > LIMIT) late.push({ ms, what, value });
  else note(ms, what, value);
}

function note(ms: number, { rules }: Field, value: FieldValue): string {
  const told = `${String(rules[0]?.pattern).slice(0, 200)} on ${value.toString().length} characters`;
  if (ms > worst.ms) worst = { ms, what: told };
  return told;
}

/** Tries what was late again, with a rest before each try. What takes long even then is too long. */
async function expectNoneLate(): Promise<void> {
  for (const { what, value, ...first } of late.splice(0)) {
    let { ms } = first;
    for (let rest = 20, spent = 0; ms > LIMIT && spent < 5_000; rest = Math.min(2 * rest, 320)) {
      await aTimeout(rest);
      const took = duration(what, value);
      spent += rest + took;
      ms = Math.min(ms, took);
    }
    const told = note(ms, what, value);
    if (ms > LIMIT) throw new Error(`${ms.toFixed()} ms: ${told}`);
  }
}

/** What is known to freeze pages, and what was thought up against this guard: the unit that its text is made of. */
const ATTACKS: [validation: unknown, unit: string][] = [
  ['^(a+)+$', 'a'],
  ['(a*)*b', 'a'],
  ['(a|aa)+$', 'a'],
  ['(a|a?)+$', 'a'],
  ['(.*?,){11}P', '1,'],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'],
  ['^\\w+([.-]?\\w+)*@\\w+([.-]?\\w+)*(\\.\\w{2,3})+$', 'a'],
  [
    '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$',
    'a',
  ],
  // Polynomials.
  ['.*.*=', 'a'],
  ['\\s*\\s*\\s*\\s*x', ' '],
  ['a*a{500}b', 'a'],
  [`a*${'a'.repeat(700)}b`, 'a'],
  ['(?=.*(?=.*(?=.*q)))z', 'a'],
  ['(?<=a*a*a*a*)b', 'a'],
  ['(?<!(a|aa)+)b', 'a'],
  [`${'(?=a*a*a*b)'.repeat(40)}`, 'a'],
  ['^a*a*a*a*$|b', 'a'],
  ['a|^a*a*a*a*b', 'b'],
  ['(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)^b', 'a'],
  ['^^^^^^^^a*a*a*a*b', 'a'],
  // Choices, each of which doubles what follows.
  ['a?'.repeat(40) + 'a'.repeat(40), 'a'],
  ['(a|a)'.repeat(30) + 'b', 'a'],
  ['(?:(?:(?:a{0,9}){0,9}){0,9}){0,9}b', 'a'],
  // What takes nothing, very often.
  ['(?:(?=a)){1000000000}b', 'a'],
  ['(?:(?:(?=a){999}){999}){999}b', 'a'],
  ['((){1000}){1000}b', 'a'],
  ['(?:a{1000}){1000}', 'a'],
  [`${'('.repeat(300)}a${'{3})'.repeat(300)}`, 'a'],
  [`${'('.repeat(1900)}a*${')'.repeat(1900)}`, 'a'],
  // What a reader of patterns may take for something else.
  ['/^(\\u{61}?a)+$/u', 'a'],
  ['(\\u{1,9})+$', 'u'],
  ['(\\u0061+a)+$', 'a'],
  ['/^[\\q{a|aa}]+$/v', 'a'],
  ['/^([[a-z]--[b]]+a)+$/v', 'a'],
  ['/^([😀a]+😀)+x/u', '😀'],
  ['^([😀a]+\\uDE00)+x', '😀'],
  ['/^([A-Z]+a)+$/i', 'a'],
  ['^(?i:([A-Z]+a)+)$', 'a'],
  ['/^([^]+$)+x/m', '\n'],
  ['^(?m:([^]+$)+)x', '\n'],
  ['/^([ſa]+S)+x/iu', 'ſ'],
  ['^([^]*\\b)+x', 'a '],
  ['^([\\w ]+[ ]?)+x', 'a '],
  ['^([ab]+b{0,3})+x', 'b'],
  ['^([ab]+(?:b|c))+x', 'b'],
  ['(?<n>a+)+\\k<n>b', 'a'],
  ['(a*)\\1\\1\\1b', 'a'],
  ['^(?:a(?:b(?:c+)?)?)+$', 'abc'],
  ['([()|*+]+[(])+$', '('],
  ['([\\]a]+\\])+$', ']'],
  ['(\\(+[(])+$', '('],
  // What takes long to compile, or to walk through.
  [`/${'\\p{L}'.repeat(790)}z/iu`, 'a'],
  [`/${'[^\\p{L}\\p{N}\\p{S}]'.repeat(200)}z/iu`, '!'],
  [`/${'[\\u0000-\\uffff]'.repeat(265)}z/i`, 'a'],
  [`${'[^b]'.repeat(990)}c`, 'a'],
  ['[^b]{300}c', 'a'],
  [Array.from({ length: 900 }, (_, index) => `a${index.toString(36)}`).join('|'), 'a'],
  // Many rules, each of them harmless enough.
  [Array.from({ length: 2000 }, () => '^.{0,1000}[a-z]{0,300}$'), 'a'],
  [Array.from({ length: 2000 }, (_, index) => `${'a?'.repeat(8)}${index}`), 'a'],
];

/** The length up to which a pattern is tested at all: from there on it is not, and just below it takes longest. */
function mostTested(rule: RegExp, make: (length: number) => string): number {
  let [tested, untested] = [0, LONGEST];
  while (untested - tested > 1) {
    const middle = Math.floor((tested + untested) / 2);
    if (matches(rule, make(middle)) === undefined) untested = middle;
    else tested = middle;
  }
  return tested;
}

describe('a pattern of a catalogue', () => {
  const count = { compiled: 0, tested: 0 };
  const { warn } = console;
  before(() => (console.warn = () => {}));
  const tooLong: unknown[] = [];
  afterEach(() => expectNoneLate().catch((error: unknown) => tooLong.push(error)));
  after(() => {
    console.warn = warn;
    // What is not compiled, or not tested for its cost, keeps no page busy either, but proves nothing.
    assert.isAbove(count.compiled, RUNS / 2);
    assert.isAbove(count.tested, RUNS / 4);
    console.log(`patterns: worst ${JSON.stringify(worst)} ${JSON.stringify(count)}`);
  });

  for (const [validation, unit] of ATTACKS) {
    it(`never keeps the page busy: ${JSON.stringify(validation).slice(0, 70)}`, () => {
      const what = field(validation, 'password');
      assert.isNotEmpty(what.rules, 'what is left out attacks nothing');
      for (const end of ['', '!', '\n']) {
        const make = (length: number) => text(unit, length, end, '');
        const most = mostTested(what.rules[0]!.pattern, make);
        for (const length of [30, 60, most, most + 1, LONGEST]) {
          expectInTime(what, make(length));
          expectInTime({ ...what, kind: 'list' }, `${make(Math.min(length, 2000))}\n`.repeat(LONGEST / (length + 2)));
        }
      }
    });
  }

  it('never keeps the page busy: many rules and many lines', () => {
    const rules = parseRules(Array.from({ length: 2000 }, () => '^[a-z]?$'));
    expectInTime({ ...field(null, 'list'), rules }, 'a\n'.repeat(LONGEST / 2));
  });

  it('never keeps the page busy: many boxes', () => {
    const values = Array.from({ length: 5000 }, (_, index) => String(index));
    const options = values.map(value => ({ label: value, value: Number(value) }));
    expectInTime({ ...field(null, 'checkboxes'), options }, values);
  });

  it('never keeps the page busy, whatever is typed', async function () {
    this.timeout(120_000);
    const ends = fc.constantFrom('', '!', 'b', ' ', '\n', 'é', '😀', '\ud83d');
    await check(
      fc.asyncProperty(pattern, ends, fc.constantFrom('', 'b', '!'), async ({ validation, fits }, end, start) => {
        const what = field(validation, 'password');
        const [rule] = what.rules;
        if (!rule) return;
        count.compiled++;
        const make = (length: number) => text(fits, length, end, start);
        const most = mostTested(rule.pattern, make);
        if (matches(rule.pattern, make(2)) !== undefined) count.tested++;
        for (const length of [0, 20, most - 1, most, most + 1, LONGEST]) expectInTime(what, make(Math.max(0, length)));
        if (late.length) await expectNoneLate();
      }),
    );
  });

  it('none of all that keeps the page busy, tried again after a rest', () => {
    assert.deepEqual(tooLong.map(String), []);
  });
});
