// Whether a value may be sent. The site has the last word: what cannot be checked passes.
import { isLine, type Field, type FieldOption } from './fields.js';
import { matches } from './matches.js';

/** What a form reads from a field: the lines of a list and the checked boxes are arrays; where nothing is chosen, an empty one. */
export type FieldValue = string | number | boolean | readonly string[];

/** What is wrong with a value; `message` is the site's own. */
export type FieldProblem =
  | { key: 'required' | 'choose' | 'fileType' | 'fileSize' | 'fileUnread'; message?: undefined }
  | { key: 'pattern'; message?: string | undefined };

/** Whether a value holds nothing; '' may be one of the options. */
export const isEmpty = (value: FieldValue, options: readonly FieldOption[] = []): boolean =>
  value === '' ? !options.some(option => option.value === '') : typeof value === 'object' && !value.length;

/** What is between the figures of a code as it is written for people, or comes along unseen. */
const BETWEEN = /[\s\p{Pd}\p{Cf}]/gu;
/** A text without the blanks around it, and without what comes along unseen there: a number copied from an address book has such marks. */
export const bare = (text: string): string => text.replace(/^[\s\p{Cf}]+|(?<![\s\p{Cf}])[\s\p{Cf}]+$/gu, '');

/** Codes are written in threes or fours (123 456, 123-456), or with blanks (12 34 56). Others may be a date, or a number with its parts. */
const GROUPED = /^\D*(\d+|\d{3}(\D+\d{3})*|\d{4}(\D+\d{4})*|(\d\d?\s)+\d\d?)\D*$/;

/** A code of figures alone, as it is meant. One of letters may have its dashes, and a site may ask for some. */
export function codeOf({ kind, token, numeric, rules }: Field, text: string): string {
  // An input method may have made full-width figures, which look the same.
  const plain = text.normalize('NFKC');
  const code = plain.replace(BETWEEN, '');
  const isCode = kind === 'text' ? numeric || (token && GROUPED.test(plain)) : token && numeric;
  if (!isCode || /\D/.test(code)) return text;
  const fits = (one: string) => rules.every(({ pattern }) => matches(pattern, one) !== false);
  return !fits(code) && fits(text) ? text : code;
}

/** What counts of a value: a list's lines, a text without the blanks around it (a password keeps them), of a number or a hidden code its figures. */
export function givenOf(field: Field, value: FieldValue): FieldValue {
  const { kind } = field;
  if (isLine(kind) && typeof value === 'string') return codeOf(field, kind === 'text' ? bare(value) : value);
  if (kind !== 'list') return value;
  const lines = typeof value === 'object' ? value : String(value).split(/[\r\n]+/);
  return lines.map(line => line.trim()).filter(line => line);
}

/** What is wrong with a chosen file: its type (as `accept` says; a dropped one passes by the browser's dialog) or its size in bytes. */
export function validateFile(
  field: Field,
  file: Pick<File, 'name' | 'type' | 'size'>,
  most: number,
): FieldProblem | undefined {
  if (!isAccepted(field.accept ?? '', file)) return { key: 'fileType' };
  if (!file.size) return { key: 'fileUnread' };
  return file.size > most ? { key: 'fileSize' } : undefined;
}

function isAccepted(accept: string, { name, type }: Pick<File, 'name' | 'type'>): boolean {
  const accepted = accept.toLowerCase().match(/[^\s,]+/g);
  return (
    !accepted ||
    accepted.some(
      one =>
        // All of a kind, or whatever (*, *.*).
        (one.endsWith('*') && type.startsWith(one.replace(/\*.*/, ''))) ||
        // A system that does not know the type leaves it empty: then the site decides.
        (one.includes('/') && (!type || one === type)) ||
        // Systems call one type by several names (application/x-zip-compressed), and the name's end speaks for it, too.
        name.toLowerCase().endsWith(`.${one.replace(/^\*?\.|.*\//, '')}`),
    )
  );
}

/** How long (ms) all the rules and lines of one field may take. */
const PATIENCE = 25;

/** The first thing wrong with a value, or undefined. Where an option is worth '', only `[]` is nothing chosen. */
export function validateField(field: Field, value: FieldValue): FieldProblem | undefined {
  const { kind, options } = field;
  if (kind === 'note' || kind === 'hidden') return undefined;
  const given = givenOf(field, value);
  if (isEmpty(given, options)) return field.required ? { key: 'required' } : undefined;
  if (kind === 'file') return undefined;
  const values = [given].flat().map(String);
  if (!isLine(kind) && kind !== 'list') {
    const offered = new Set(options.map(option => String(option.value)));
    return values.every(one => offered.has(one)) ? undefined : { key: 'choose' };
  }
  const until = performance.now() + PATIENCE;
  for (const { pattern, message } of field.rules) {
    for (const one of values) {
      if (performance.now() > until) return undefined;
      if (matches(pattern, one) === false) return message ? { key: 'pattern', message } : { key: 'pattern' };
    }
  }
  return undefined;
}
