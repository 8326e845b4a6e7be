// One dictionary a language; a text is looked up each time it is rendered, so that language and texts can change
// while the page runs. A locale that is not there falls back by its language, then to the first: English.
import { DICTIONARIES } from './dictionaries.js';
import type { en } from './en.js';

/** The key of a text. */
export type MessageKey = keyof typeof en;
/** Every text, by its key. */
export type Messages = Record<MessageKey, string>;
/** What stands for the `{name}`s of a text. */
export type MessageParams = Readonly<Record<string, string | number>>;

const FIRST = Object.keys(DICTIONARIES)[0]!;

/** What happened, and what to do next. */
export interface Words {
  title: string;
  text: string;
}

/** A locale's texts and formats. */
export interface Localizer {
  /** The BCP 47 tag that numbers and names of countries are written in; for `lang`, too. */
  readonly locale: string;
  /** The language of the texts. */
  readonly language: string;
  /** The text of a key. */
  t(key: MessageKey, params?: MessageParams): string;
  /** A text of two parts: a title, and the sentence under it. */
  words(key: MessageKey, params?: MessageParams): Words;
  /** The text of a plural: `key` without its `.one` or `.other`. */
  plural(key: string, n: number): string;
  /** Whether there is a text for a key that is made from data. */
  has(key: string): key is MessageKey;
  /** A time span as minutes and seconds: 1:05. */
  duration(ms: number): string;
  /** A number with its unit, which is written in full unless `short`. */
  unit(n: number, unit: 'kilobyte' | 'megabyte' | 'second', display?: 'short'): string;
  /** A number of bytes as people read it: 1.4 MB. */
  size(bytes: number): string;
}

/** The locale that was wanted, perhaps written as on a server: pt_BR.UTF-8; of any language where the page has every text (`isWhole`). */
function knownLocale(wanted = '', isWhole?: boolean): Intl.Locale {
  try {
    const locale = new Intl.Locale(wanted.replace(/[^\w-].*/, '').replaceAll('_', '-'));
    if (isWhole || locale.language in DICTIONARIES) return locale;
  } catch {
    // It is no locale.
  }
  return new Intl.Locale(FIRST);
}

/** A value is isolated where something in it may be right-to-left, and none turns what stands around it. */
const isolate = (value: string): string =>
  value
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^.*[\u0590-\u08ff\u200f\ufb1d-\ufeff\ud802-\ud83b].*/s, '\u2068$&\u2069');

const fill = (text: string, params: MessageParams): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? isolate(String(params[name])) : whole));

/** The texts for a locale, some of them perhaps replaced by the page's own. */
export function localizer(wanted: string | undefined, replaced?: Partial<Messages> | null): Localizer {
  // A page that replaces every text brings a language of its own.
  const isWhole = Object.keys(DICTIONARIES[FIRST]!).every(key => key in Object(replaced));
  const known = knownLocale(wanted, isWhole);
  const locale = known.toString();
  const { language } = known;
  const dictionary = DICTIONARIES[language] ?? DICTIONARIES[FIRST]!;
  const has = (key: string): key is MessageKey => key in dictionary;
  const t = (key: MessageKey, params: MessageParams = {}) => fill(`${replaced?.[key] ?? dictionary[key]}`, params);
  // Both are costly to make, and wanted at each keystroke in a search.
  let rules: Intl.PluralRules | undefined;
  let numbers: Intl.NumberFormat | undefined;
  return {
    locale,
    language,
    t,
    has,
    words(key, params) {
      const [title = '', text = ''] = t(key, params).split('\n');
      return { title, text };
    },
    plural(key, n) {
      rules ??= new Intl.PluralRules(language);
      numbers ??= new Intl.NumberFormat(locale);
      const form = [`${key}.${rules.select(n)}`, `${key}.other`].find(has)!;
      return t(form, { n: numbers.format(n) });
    },
    unit: (n, unit, unitDisplay: 'long' | 'short' = 'long') =>
      n.toLocaleString(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 }),
    size(bytes) {
      return bytes < 1e6
        ? this.unit(Math.max(bytes && 0.1, bytes / 1e3), 'kilobyte', 'short')
        : this.unit(bytes / 1e6, 'megabyte', 'short');
    },
    duration(ms) {
      const seconds = Math.floor(ms / 1000);
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    },
  };
}
