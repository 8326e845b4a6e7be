// Which texts a locale gets, what a page may put in their place, and what becomes of the values in them.
import { expect } from '@open-wc/testing';
import { en } from '../../src/i18n/en.js';
import { es } from '../../src/i18n/es.js';
import { localizer, type Messages } from '../../src/i18n/localize.js';
import { pt } from '../../src/i18n/pt.js';
import type { SyncfySession } from '../../src/index.js';

const TEXTS = { en, es, pt };
type Language = keyof typeof TEXTS;

describe('a locale', () => {
  // As it is wanted; the language of its texts; what dates and numbers are written in.
  const cases: readonly (readonly [wanted: string | undefined, language: Language, locale: string])[] = [
    ['en', 'en', 'en'],
    ['en-GB', 'en', 'en-GB'],
    ['EN', 'en', 'en'],
    ['es', 'es', 'es'],
    ['es-MX', 'es', 'es-MX'],
    ['es-419', 'es', 'es-419'],
    ['es_MX', 'es', 'es-MX'],
    ['es-Latn-MX', 'es', 'es-Latn-MX'],
    ['pt', 'pt', 'pt'],
    ['pt-BR', 'pt', 'pt-BR'],
    ['PT-br', 'pt', 'pt-BR'],
    ['pt_BR', 'pt', 'pt-BR'],
    ['pt_BR.UTF-8', 'pt', 'pt-BR'],
    ['pt_BR@euro', 'pt', 'pt-BR'],
    ['pt-PT', 'pt', 'pt-PT'],
    ['pt, en;q=0.8', 'pt', 'pt'],
    ['fr', 'en', 'en'],
    ['fr-CA', 'en', 'en'],
    ['ar', 'en', 'en'],
    ['xx', 'en', 'en'],
    ['C', 'en', 'en'],
    ['', 'en', 'en'],
    [' ', 'en', 'en'],
    ['*', 'en', 'en'],
    ['-', 'en', 'en'],
    ['es-', 'en', 'en'],
    ['not a locale', 'en', 'en'],
    ['constructor', 'en', 'en'],
    ['__proto__', 'en', 'en'],
    ['toString', 'en', 'en'],
    ['<script>', 'en', 'en'],
    ['\u0000', 'en', 'en'],
    ['pt'.repeat(9999), 'en', 'en'],
    [undefined, 'en', 'en'],
    [null as never, 'en', 'en'],
    [7 as never, 'en', 'en'],
  ];
  for (const [wanted, language, locale] of cases) {
    it(`${JSON.stringify(wanted)?.slice(0, 30)} is ${language}, and writes numbers as ${locale}`, () => {
      const l10n = localizer(wanted);
      expect([l10n.language, l10n.locale]).to.deep.equal([language, locale]);
      expect(l10n.t('common.tryAgain')).to.equal(TEXTS[language]['common.tryAgain']);
      expect(new Intl.NumberFormat(l10n.locale).format(1)).to.equal('1');
    });
  }
});

describe('texts of the page’s own', () => {
  it('go before those of the language, each by its key', () => {
    const l10n = localizer('pt', { 'form.submit': 'Conectar meu banco', 'code.401': 'Um\nDois {n}' });
    expect(l10n.t('form.submit')).to.equal('Conectar meu banco');
    expect(l10n.words('code.401', { n: 2 })).to.deep.equal({ title: 'Um', text: 'Dois 2' });
    expect(l10n.t('common.back')).to.equal(pt['common.back']);
  });

  it('may leave a text empty, or a text of two parts with one', () => {
    const l10n = localizer('en', { 'form.private': '', 'code.401': 'Refused' });
    expect(l10n.t('form.private', { site: 'Acme' })).to.equal('');
    expect(l10n.words('code.401')).to.deep.equal({ title: 'Refused', text: '' });
  });

  it('may be none', () => {
    for (const none of [undefined, null, {}, false as never, 'texts' as never, 7 as never])
      expect(localizer('es', none).t('common.back')).to.equal('Volver');
    expect(localizer('es', { 'common.back': undefined }).t('common.back')).to.equal('Volver');
  });

  it('make a language of the page’s own, where they are all of them', () => {
    const all: Messages = {
      ...en,
      'pick.results.one': '{n} établissement',
      'pick.results.other': '{n} établissements',
    };
    const french = localizer('fr-CA', all);
    expect([french.language, french.locale]).to.deep.equal(['fr', 'fr-CA']);
    // None, in French, is one.
    expect(french.plural('pick.results', 0)).to.equal('0 établissement');
    expect(french.plural('pick.results', 1234)).to.equal(`${(1234).toLocaleString('fr-CA')} établissements`);
    const { 'common.back': _, ...most } = all;
    expect(localizer('fr-CA', most).locale).to.equal('en');
    expect(localizer('*', all).locale).to.equal('en');
  });

  it('are typed: what is no key, or no text, is refused', () => {
    const session = document.createElement('div') as unknown as Pick<SyncfySession, 'messages'>;
    session.messages = { 'form.submit': 'Connect my bank', 'pick.type.Digital Wallet': 'Money' };
    // @ts-expect-error no such key
    session.messages = { 'form.sumbit': 'Connect my bank' };
    // @ts-expect-error no text
    session.messages = { 'form.submit': 5 };
    // @ts-expect-error no such key
    void (() => localizer('en').t('form.sumbit'));
    // @ts-expect-error a dictionary has every key
    const some: Messages = { 'form.submit': 'Connect' };
    expect(Object.keys(some)).to.have.length(1);
  });
});

describe('plurals', () => {
  const count = (locale: string, n: number) => localizer(locale).plural('pick.results', n);
  const cases: readonly (readonly [locale: string, n: number, text: string])[] = [
    ['en', 0, '0 institutions'],
    ['en', 1, '1 institution'],
    ['en', 1234, '1,234 institutions'],
    ['es', 0, '0 instituciones'],
    ['es', 1, '1 institución'],
    ['es-MX', 1234, '1,234 instituciones'],
    ['es', 12345, '12.345 instituciones'],
    ['pt', 0, '0 instituição'],
    ['pt-BR', 1, '1 instituição'],
    ['pt-BR', 2, '2 instituições'],
    ['pt-BR', 12345, '12.345 instituições'],
    // "Many", which no text is written for.
    ['es', 1_000_000, '1.000.000 instituciones'],
    ['pt-BR', 1_000_000, '1.000.000 instituições'],
  ];
  for (const [locale, n, text] of cases) {
    it(`${n} in ${locale}`, () => expect(count(locale, n)).to.equal(text));
  }

  it('millions are a form of their own in Spanish and Portuguese: else the two above say nothing', () => {
    for (const language of ['es', 'pt']) expect(new Intl.PluralRules(language).select(1e6)).to.equal('many');
  });

  it('may be replaced, form by form', () => {
    const l10n = localizer('en', { 'pick.results.one': 'just {n}' });
    expect([1, 2].map(n => l10n.plural('pick.results', n))).to.deep.equal(['just 1', '2 institutions']);
  });
});

describe('units', () => {
  const cases: readonly (readonly [locale: string, bytes: number, text: string])[] = [
    ['en', 1500, '1.5 kB'],
    ['es', 1500, '1,5 kB'],
    ['pt-BR', 2_340_000, '2,3 MB'],
    ['xx', 2_340_000, '2.3 MB'],
    ['en', 0, '0 kB'],
    ['en', 3, '0.1 kB'],
  ];
  for (const [locale, bytes, text] of cases) {
    it(`${bytes} bytes in ${locale}`, () => {
      expect(localizer(locale).size(bytes).replace(/\s/g, ' ')).to.equal(text);
    });
  }

  it('a text of the page’s that is none is shown as it reads', () => {
    expect(localizer('en', { 'form.submit': 5 as never }).t('form.submit')).to.equal('5');
  });

  it('seconds are written in full', () => {
    const say = (locale: string) => localizer(locale).unit(30, 'second');
    expect(['en', 'es', 'pt-BR'].map(say)).to.deep.equal(['30 seconds', '30 segundos', '30 segundos']);
  });

  it('a time span is minutes and seconds', () => {
    const say = (ms: number) => localizer('es').duration(ms);
    expect([0, 999, 5000, 65_000, 3_600_000].map(say)).to.deep.equal(['0:00', '0:00', '0:05', '1:05', '60:00']);
  });
});

describe('values in a text', () => {
  const heading = (site: string) => localizer('en').t('form.heading', { site });

  it('stay as they are, where nothing in them turns the text round', () => {
    for (const site of ['Acme Bank', 'Ñandú & Cía. “Sur”', '银行', 'Банк', '🏦 $& $1 {site} \\n', '']) {
      expect(heading(site)).to.equal(`Log in to ${site}`);
    }
  });

  for (const [what, site] of [
    ['Arabic', 'بنك القاهرة'],
    ['Hebrew', 'בנק לאומי'],
    ['both directions', 'Bank בנק 1'],
    ['Thaana', 'ބޭންކް'],
    ['N’Ko', 'ߓߊ߲ߞ'],
    ['Adlam, beyond 16 bits', '𞤀𞤣𞤤𞤢𞤥'],
    ['a presentation form', 'ﷲ'],
    ['a mark that is right-to-left', 'Acme\u200f!'],
  ] as const) {
    it(`are isolated, where they are ${what}`, () => {
      expect(heading(site)).to.equal(`Log in to \u2068${site}\u2069`);
    });
  }

  for (const control of ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069']) {
    it(`cannot turn what stands around them with U+${control.charCodeAt(0).toString(16)}`, () => {
      expect(heading(`a${control}b`)).to.equal('Log in to ab');
      expect(heading(`${control}בנק${control}`)).to.equal('Log in to \u2068בנק\u2069');
    });
  }

  it('leave a placeholder alone that there is no value for', () => {
    expect(localizer('en').t('form.heading')).to.equal('Log in to {site}');
    expect(localizer('en').t('form.heading', { other: 1 })).to.equal('Log in to {site}');
  });
});
