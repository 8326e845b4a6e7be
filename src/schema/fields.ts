// From what an institution asks (a site's login form, a challenge) to fields that a form can show.
import {
  challengeElementSchema,
  cut,
  readList,
  type ChallengeElement,
  type ElementOption,
  type Site,
  type SiteElement,
  siteLoginSchema,
} from '../api/schemas.js';
import { parseRules, type Rule } from './rules.js';

export type { Rule };

/** How a field is shown. */
export type FieldKind =
  'text' | 'password' | 'select' | 'file' | 'list' | 'pictures' | 'choices' | 'checkboxes' | 'note' | 'hidden';

/** One of the values a field offers. */
export interface FieldOption {
  label: string;
  value: string | number;
  /** A picture as the API gave it (bare Base64, data URL or URL), unchecked. */
  image?: string | undefined;
}

/** One thing a form asks, shows or silently carries. */
export interface Field {
  /** Unique within the form and made from the index, never from the data. */
  key: string;
  /** The name it is posted under, as the API gave it: may be empty, `__proto__` or a duplicate. */
  name: string;
  /** As given; the name where there is none. Data, never HTML. */
  label: string;
  kind: FieldKind;
  required: boolean;
  /** Whether it is the user name. */
  username: boolean;
  /** Whether a one-time token is expected. */
  token: boolean;
  /** Whether only digits are asked for. */
  numeric: boolean;
  /** What the value is checked against. Use `validateField`: running these patterns directly may freeze the page. */
  rules: Rule[];
  options: FieldOption[];
  /** File: what may be picked, as an input's `accept`. */
  accept?: string | undefined;
  /** Challenge: the captcha or QR code above it, as the API gave it, unchecked. */
  image?: string | undefined;
  /** Hidden: what is posted back. */
  value?: string | undefined;
}

/** One way to log in. */
export interface LoginWay {
  /** What is posted as `input_name`; undefined for a site of version 1. */
  name: string | undefined;
  label: string;
  fields: Field[];
}

const imageOf = (raw: { imgBase64File?: string | undefined; imgURL?: string | undefined }) =>
  raw.imgBase64File ?? raw.imgURL;

const optionsOf = (options: readonly ElementOption[]): FieldOption[] =>
  options.flatMap(option => {
    const image = imageOf(option);
    const label = cut(option.label || String(option.value));
    return label || image ? [{ label, value: option.value, image }] : [];
  });

// Only what leaves no doubt: a phone's number pad has no letters, so a wrong guess would lock the user out.
const DIGITS_ONLY = /^(?:\\d|\[0-9\]|\[\\d\]|\{\d+(?:,\d*)?\}|\(\?:|[0-9^$()|?*+])+$/;
const SAYS_DIGITS = /^(?!.*(?:letr|lett|al(?:f|ph)a)).*(?:d[ií]git|num[eé]ri|n[uú]mer|\bnumber|\bpin\b)/is;
const SAYS_TOKEN = /token|otp|\bsms\b|c[oó]d(?:e|igo)\b|clave din/i;

const isNumeric = (rules: readonly Rule[], token: boolean, label: string) =>
  rules.length
    ? rules.some(({ pattern: { source } }) => /^\^.*\$$/.test(source) && DIGITS_ONLY.test(source))
    : token && SAYS_DIGITS.test(label);

const siteKind = (type: string, options: readonly FieldOption[]): FieldKind =>
  type === 'password' || type === 'file'
    ? type
    : type === 'array'
      ? 'list'
      : type !== 'text' && options.length
        ? 'select'
        : 'text';

function siteField(element: SiteElement, index: number): Field {
  const { name, required, username, token } = element;
  const options = optionsOf(element.options);
  const kind = siteKind(element.type.toLowerCase(), options);
  const label = cut(element.label || name);
  const rules = parseRules(element.validation);
  return {
    key: `f${index}`,
    name,
    label,
    kind,
    required,
    username,
    token,
    numeric: (kind === 'text' || kind === 'password') && isNumeric(rules, token, label),
    rules,
    options,
    accept: element.accept && cut(element.accept),
  };
}

/** Whether a site is of version 1. Its shape says so: the `version` of a page's own data may be missing or wrong. */
export function hasOneWay(site: Site): boolean {
  const { credentials, input } = siteLoginSchema.parse(site);
  return credentials.length > 0 || input.length === 0;
}

/**
 * The ways to log in that a site offers, of which the user picks one. Ways that ask for nothing are left out.
 * With `update`, elements that say who the user is are not asked for again.
 */
export function loginWays(site: Site, options: { update?: boolean | undefined } = {}): LoginWay[] {
  // One of a list has its elements as they came.
  const { credentials, input } = siteLoginSchema.parse(site);
  const ways = hasOneWay(site)
    ? [{ name: undefined, label: site.name, elements: credentials }]
    : input.map(({ name, label, fields }) => ({
        name,
        label: cut(label || name),
        elements: options.update ? fields.filter(field => !field.identifier) : fields,
      }));
  return ways.flatMap(({ name, label, elements }) =>
    elements.length ? [{ name, label, fields: elements.map(siteField) }] : [],
  );
}

const HARDWARE = new Set([
  'challenge',
  'connection',
  'authentication_type',
  'interface_version',
  'bluetooth_device',
  'device',
  'message_encrypted',
  'other_message_encrypted',
]);

function challengeKind(type: string, options: readonly FieldOption[]): FieldKind {
  const kind = type.toLowerCase();
  if (HARDWARE.has(kind)) return 'hidden';
  if (kind === 'externalaction' || kind === 'instructions') return 'note';
  if (kind === 'password') return kind;
  // A list without anything to choose from becomes a text input, so that the user is never stuck.
  if (kind === 'text' || !options.length) return 'text';
  if (kind === 'accounts') return 'checkboxes';
  return kind !== 'textoptions' && kind !== 'select' && options.some(option => option.image) ? 'pictures' : 'choices';
}

/** The elements of a challenge, as the API or a page gave them. */
type Asked = readonly Partial<ChallengeElement>[];

const elementsOf = (asked: Asked) => readList(challengeElementSchema, asked, 100) ?? [];

/** What a challenge asks, as fields. */
export function challengeFields(asked: Asked): Field[] {
  return elementsOf(asked).map((element, index) => {
    const { name } = element;
    const options = optionsOf(element.options);
    const kind = challengeKind(element.type, options);
    const label = cut(element.label || name);
    const typed = kind === 'text' || kind === 'password';
    const rules = typed ? parseRules(element.validation) : [];
    const image = imageOf(element);
    const required: unknown = element['required'];
    const token = typed && !image && (SAYS_TOKEN.test(cut(name)) || SAYS_TOKEN.test(label));
    return {
      key: `f${index}`,
      name,
      label,
      kind,
      required: kind !== 'note' && kind !== 'hidden' && required !== false && required !== 0,
      username: false,
      token,
      numeric: typed && isNumeric(rules, token, label),
      rules,
      options,
      image,
      ...(kind === 'hidden' && { value: element.label }),
    };
  });
}

const kindsOf = (asked: Asked) =>
  elementsOf(asked).map(element => challengeKind(element.type, optionsOf(element.options)));

/** Whether there is nothing to submit: the user acts elsewhere and the job goes on by itself. */
export function waitsElsewhere(asked: Asked): boolean {
  return kindsOf(asked).every(kind => kind === 'note');
}

/** Whether only a bank's hardware token can answer: nothing is asked of the user. */
export function needsDevice(asked: Asked): boolean {
  const kinds = kindsOf(asked);
  return kinds.includes('hidden') && kinds.every(kind => kind === 'hidden' || kind === 'note');
}
