// Every language says everything, with the same values in it, and every code and error has words of its own.
import { expect } from '@open-wc/testing';
import type { SyncfyErrorCode } from '../../src/api/errors.js';
import { SyncfyError } from '../../src/api/errors.js';
import { en } from '../../src/i18n/en.js';
import { es } from '../../src/i18n/es.js';
import { localizer } from '../../src/i18n/localize.js';
import { wordsOfCode, wordsOfError } from '../../src/i18n/words.js';
import { CANCELLED, KNOWN_CODES } from '../../src/job/codes.js';

const DICTIONARIES: Record<string, Record<string, string>> = { en, es };
const English: Record<string, string> = en;

// The compiler holds this list to the type: a code that is missing here fails the type check.
const ERRORS: Record<SyncfyErrorCode, true> = {
  offline: true,
  network: true,
  timeout: true,
  'no-token': true,
  'token-expired': true,
  'bad-request': true,
  'payment-required': true,
  forbidden: true,
  'not-found': true,
  'rate-limited': true,
  server: true,
  unavailable: true,
  http: true,
  'bad-response': true,
  'unknown-site': true,
  'unknown-credential': true,
  'untrusted-origin': true,
  'no-session': true,
  'invalid-attribute': true,
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

    it('do not shout, and do not say "Oops"', () => {
      const loud = Object.entries(dictionary).filter(([, text]) => /[!¡]|oops|ups\b|credencial|credential/i.test(text));
      expect(loud).to.deep.equal([]);
    });

    it('explain every code', () => {
      const l10n = localizer(language);
      for (const code of [...KNOWN_CODES, 104, 299, 499, 599]) {
        const { title, text } = wordsOfCode(l10n, code);
        expect(title, `${code}`).not.to.equal('');
        expect(text, `${code}`).not.to.equal('');
      }
    });

    it('explain every error', () => {
      const l10n = localizer(language);
      for (const code of Object.keys(ERRORS) as SyncfyErrorCode[]) {
        const { title, text } = wordsOfError(l10n, new SyncfyError(code, 'for developers'));
        expect(title, code).not.to.equal('');
        expect(text, code).not.to.equal('');
      }
    });

    it('explain a job that the user stopped', () => {
      const { title, text } = wordsOfCode(localizer(language), CANCELLED);
      expect([title, text]).not.to.include('');
      expect(title).not.to.equal(wordsOfCode(localizer(language), 100).title);
    });
  });
}

it('Spanish and English are not the same', () => {
  // Names of things may be.
  const same = Object.keys(en).filter(key => English[key] === (es as Record<string, string>)[key]);
  expect(same.length, same.join()).to.be.at.most(Object.keys(en).length / 20);
});

it('a language that is not there is English, a country does not matter', () => {
  expect(localizer('xx').t('common.back')).to.equal(en['common.back']);
  expect(localizer('es-MX').t('common.back')).to.equal(es['common.back']);
  expect(localizer('not a locale').t('common.back')).to.equal(en['common.back']);
  expect(localizer('es', { 'common.back': 'Pa’trás' }).t('common.back')).to.equal('Pa’trás');
});
