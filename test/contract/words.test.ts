// Every language says everything, with the same values in it, as it is written there; every code and error says what
// happened, whose matter it is and what to do next.
import { expect } from '@open-wc/testing';
import type { SyncfyErrorCode } from '../../src/api/errors.js';
import { SyncfyError } from '../../src/api/errors.js';
import { DICTIONARIES as TYPED } from '../../src/i18n/dictionaries.js';
import { en } from '../../src/i18n/en.js';
import { localizer, type Words } from '../../src/i18n/localize.js';
import { wordsOfCode, wordsOfError } from '../../src/i18n/words.js';
import type { Job } from '../../src/job/job.js';
import { wordsOfJob } from '../../src/session/report.js';
import { CANCELLED, KNOWN_CODES } from '../../src/job/codes.js';

const DICTIONARIES: Record<string, Record<string, string>> = TYPED;
const English: Record<string, string> = en;

// The compiler holds this list to the type: a code that is missing here fails the type check.
const ERRORS: Record<SyncfyErrorCode, Whose> = {
  offline: 'user',
  network: 'syncfy',
  timeout: 'syncfy',
  'no-token': 'page',
  'token-expired': 'page',
  'bad-request': 'syncfy',
  'payment-required': 'page syncfy',
  forbidden: 'page syncfy',
  'not-found': 'syncfy',
  'rate-limited': 'syncfy',
  server: 'syncfy',
  unavailable: 'syncfy',
  http: 'syncfy',
  'bad-response': 'syncfy',
  'unknown-site': 'institution page syncfy',
  'unknown-credential': 'user',
  'untrusted-origin': 'page',
  'no-session': 'page',
  'invalid-attribute': 'page',
};

/** What stands on a button, which may not be longer than a phone is wide. */
const BUTTONS = [
  ...['tryAgain', 'back', 'close', 'continue', 'cancel', 'done'].map(name => `common.${name}`),
  ...['pick.clear', 'form.submit', 'form.sending', 'form.show', 'form.hide'],
  ...['twofa.submit', 'twofa.sending', 'twofa.selectAll', 'twofa.enlarge'],
  ...['end.another', 'end.correct', 'end.chooseSite', 'end.chooseOther'],
];

/** How long (characters) a text may be: a title is three lines on a phone of 320 px, what stands under it four. */
const LONGEST = { button: 26, title: 44, sentence: 66, text: 115 };

/** What says "you" as the others do not, or is not said in the country that the texts are for. */
const FOREIGN: Record<string, RegExp> = {
  en: /\b(colour|whilst|kindly|please)\b/iu,
  es: /(?<!\p{L})(usted|ustedes|vos|vosotros|ordenador|móvil|pulsa)(?!\p{L})/iu,
  pt: /(?<!\p{L})(tu|te|ti|teus?|tuas?|contigo|senhor|utilizador|palavra-passe|ficheiro|ecrã|telemóvel)(?!\p{L})/iu,
};

/** What is written alike in two languages. Nothing else may be: it was forgotten then. */
const ALIKE: Record<string, readonly string[]> = {
  'en es': ['pick.type.Blockchain', 'pick.personal'],
  'en pt': ['pick.type.Blockchain'],
  'es pt': [
    ...['common.continue', 'common.cancel', 'common.code'],
    ...['pick.country', 'pick.allTypes', 'pick.type.Bank', 'pick.type.Blockchain', 'pick.business'],
    ...[
      'form.submit',
      'form.sending',
      'form.optional',
      'form.unnamed',
      'form.show',
      'form.hide',
      'form.filter',
      'form.found',
    ],
    ...['twofa.submit', 'twofa.sending', 'twofa.enlarge'],
  ],
};

type Whose =
  'institution' | 'syncfy' | 'page' | 'institution syncfy' | 'page syncfy' | 'institution page syncfy' | 'user';

/** Whose matter each code is, as its words say; the user's own names nobody else. */
const WHOSE: Record<number, Whose> = {
  [CANCELLED]: 'syncfy',
  100: 'syncfy',
  101: 'institution syncfy',
  102: 'institution syncfy',
  103: 'institution',
  104: 'user',
  200: 'syncfy',
  201: 'user',
  202: 'institution',
  203: 'user',
  204: 'syncfy',
  205: 'user',
  206: 'institution',
  299: 'institution',
  400: 'user',
  401: 'institution',
  403: 'institution',
  405: 'institution',
  406: 'institution',
  408: 'institution',
  409: 'institution',
  410: 'institution',
  411: 'institution',
  413: 'institution',
  449: 'institution syncfy',
  499: 'institution',
  500: 'syncfy',
  501: 'institution',
  504: 'institution syncfy',
  507: 'institution syncfy',
  509: 'syncfy',
  599: 'institution syncfy',
};

const NAMED = { institution: /institu(tion|ción|ição)/iu, page: /\bpage\b|p[áa]gina/iu, syncfy: /Syncfy/u };

/** What says what to do next. */
const NEXT: Record<string, RegExp> = {
  en: /try again|choose|log in again|start again|answer to|contact them|load (it|the page) again|tell the page|connect (it again|the right one|another)/i,
  es: /inténtalo|elige|entra de nuevo|empieza|empezar|responde|comunícate|reintenta|vuelve a cargar|avisa|conéctala|conecta (el que|otra)/i,
  pt: /tente|escolha|acesse de novo|comece|responda|fale com|carregue|avise|conecte(-a| o certo| outra)/i,
};

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

for (const [language, dictionary] of Object.entries(DICTIONARIES)) {
  describe(`the words in ${language}`, () => {
    it('have the same keys as the English ones', () => {
      expect(Object.keys(dictionary).sort()).to.deep.equal(Object.keys(en).sort());
    });

    it('are never empty, and never begin or end with a blank', () => {
      const odd = Object.entries(dictionary).filter(([, text]) =>
        text.split('\n').some(line => !line || line !== line.trim()),
      );
      expect(odd).to.deep.equal([]);
    });

    it('have the same values in them as the English ones', () => {
      const differing = Object.keys(en).filter(
        key => placeholders(dictionary[key]!).join() !== placeholders(English[key]!).join(),
      );
      expect(differing).to.deep.equal([]);
    });

    it('have as many parts as the English ones', () => {
      const differing = Object.keys(en).filter(
        key => dictionary[key]!.split('\n').length !== English[key]!.split('\n').length,
      );
      expect(differing).to.deep.equal([]);
    });

    it('have every form of a plural that the language has', () => {
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      const plurals = Object.keys(en).flatMap(key => (key.endsWith('.other') ? key.slice(0, -'.other'.length) : []));
      expect(plurals).not.to.be.empty;
      // Spanish has "many" for millions, which "other" stands in for.
      const needed = pluralCategories.filter(form => form !== 'many');
      const missing = plurals.flatMap(key =>
        needed.filter(form => !(`${key}.${form}` in dictionary)).map(form => `${key}.${form}`),
      );
      expect(missing).to.deep.equal([]);
    });

    it('are typeset: no straight quotes, no three dots, no blank twice', () => {
      const odd = Object.entries(dictionary).filter(([, text]) =>
        /["'`´]|\.\.\.|[^\S\n]{2}|[^\S\n ]| [.,:;?]/.test(text),
      );
      expect(odd).to.deep.equal([]);
    });

    it('can be packed into one string', () => {
      expect(Object.entries(dictionary).filter(([, text]) => text.includes('|'))).to.deep.equal([]);
    });

    it('end as what they are: a sentence with a stop, a title or a label without', () => {
      const odd = Object.entries(dictionary).filter(([, text]) => {
        const [title = '', sentence] = text.split('\n');
        if (sentence !== undefined) return !sentence.endsWith('.') || title.endsWith('.');
        return /[.?] /.test(title) && !/[.?}]$/.test(title);
      });
      expect(odd).to.deep.equal([]);
    });

    it('fit a phone', () => {
      const long = Object.entries(dictionary).flatMap(([key, text]) => {
        const [title = '', sentence] = text.split('\n');
        const most = BUTTONS.includes(key) ? LONGEST.button : sentence ? LONGEST.title : LONGEST.sentence;
        return title.length > most || (sentence ?? '').length > LONGEST.text ? [`${key}: ${text}`] : [];
      });
      expect(BUTTONS.filter(key => !(key in dictionary))).to.deep.equal([]);
      expect(long).to.deep.equal([]);
    });

    it('say “you” alike, and as it is said where it is read', () => {
      expect(Object.entries(dictionary).filter(([, text]) => FOREIGN[language]!.test(text))).to.deep.equal([]);
    });

    it('do not shout, and do not say "Oops"', () => {
      const loud = Object.entries(dictionary).filter(([, text]) =>
        /[!¡]|\b(oops|ups|ops|opa)\b|credencial|credencia[il]s|credential/i.test(text),
      );
      expect(loud).to.deep.equal([]);
    });

    const whoseOf = ({ title, text }: Words) =>
      Object.entries(NAMED)
        .flatMap(([name, pattern]) => (pattern.test(`${title}. ${text}`) ? [name] : []))
        .sort()
        .join(' ') || 'user';

    for (const [code, whose] of Object.entries(WHOSE)) {
      it(`code ${code} says what happened, whose matter it is, and what to do next`, () => {
        const words = wordsOfCode(localizer(language), Number(code));
        expect([words.title, words.text]).not.to.include('');
        expect(whoseOf(words), `${words.title}. ${words.text}`).to.equal(whose);
        if (Number(code) >= 400 || Number(code) === CANCELLED) expect(words.text).to.match(NEXT[language]!);
      });
    }

    it('has every code in the table above', () => {
      expect(KNOWN_CODES.filter(code => !(code in WHOSE))).to.deep.equal([]);
    });

    for (const [code, whose] of Object.entries(ERRORS) as [SyncfyErrorCode, Whose][]) {
      it(`the error ${code} says what happened, whose matter it is, and what to do next`, () => {
        const words = wordsOfError(localizer(language), new SyncfyError(code, 'for developers'));
        expect([words.title, words.text]).not.to.include('');
        expect(whoseOf(words), `${words.title}. ${words.text}`).to.equal(whose);
        expect(words.text).to.match(NEXT[language]!);
      });
    }

    it('what is refused with what was typed may be about that', () => {
      for (const [code, httpStatus] of [
        ['bad-request', 400],
        ['http', 413],
      ] as const) {
        const error = new SyncfyError(code, 'for developers', { httpStatus });
        expect(wordsOfError(localizer(language), error, true)).to.deep.equal(localizer(language).words('code.400'));
        expect(wordsOfError(localizer(language), error)).to.deep.equal(localizer(language).words('code.500'));
      }
    });

    it('say whose time ran out: who was asked and did not answer, or those who did not answer then', () => {
      const l10n = localizer(language);
      const late = { kind: 'challenge', end: { code: 504, kind: 'error' } };
      expect(wordsOfJob(l10n, { ...late, isAnswered: false } as Job)).to.deep.equal(wordsOfCode(l10n, 411));
      expect(wordsOfJob(l10n, { ...late, isAnswered: true } as Job)).to.deep.equal(wordsOfCode(l10n, 504));
      expect(wordsOfJob(l10n, { kind: 'challenge', isAnswered: true } as Job)).to.deep.equal(wordsOfCode(l10n, 103));
    });

    it('explain a job that the user stopped', () => {
      const { title, text } = wordsOfCode(localizer(language), CANCELLED);
      expect([title, text]).not.to.include('');
      expect(title).not.to.equal(wordsOfCode(localizer(language), 100).title);
    });
  });
}

for (const [pair, alike] of Object.entries(ALIKE)) {
  it(`${pair} are written alike only where it is meant`, () => {
    const [one, other] = pair.split(' ').map(language => DICTIONARIES[language]!);
    const same = Object.keys(en).filter(key => one![key] === other![key]);
    expect(same.sort()).to.deep.equal([...alike].sort());
  });
}
