// From what an institution asks (a site's login form, a challenge) to fields that a form can show.
import {
  cut,
  readInputs,
  readList,
  readQuestion,
  readSiteElements,
  type ChallengeElement,
  type ElementOption,
  type ListedSite,
  type SiteElement,
} from '../api/schemas.js';
import { imageSource } from './image.js';
import { parseRules, type Rule } from './rules.js';

export type { Rule };

/** How a field is shown. */
export type FieldKind =
  'text' | 'password' | 'select' | 'file' | 'list' | 'pictures' | 'checkboxes' | 'note' | 'hidden';

/** One of the values a field offers. */
export interface FieldOption {
  /** Empty where a picture alone tells it from others. */
  label: string;
  value: string | number | boolean;
  /** A picture as the API gave it (bare Base64, data URL or URL), unchecked: show what `imageSource` makes of it. */
  image?: string | undefined;
}

/** One thing a form asks, shows or silently carries. */
export interface Field {
  /** Unique within the form and made from the index, never from the data. */
  key: string;
  /** The name it is posted under, as the API gave it: may be empty, `__proto__` or a duplicate. */
  name: string;
  /** As given; the name where there is none, but of a note. Data, never HTML. */
  label: string;
  kind: FieldKind;
  required: boolean;
  /** Whether it is the user name. */
  username: boolean;
  /** Whether a one-time token is expected; in a challenge, any secret is taken for one. */
  token: boolean;
  /** Whether only digits are asked for. */
  numeric: boolean;
  /** What the value is checked against. Use `validateField`: running these patterns directly may freeze the page. */
  rules: Rule[];
  /** What there is to choose from; nothing of a kind that is not chosen. */
  options: FieldOption[];
  /** File: what may be picked, as an input's `accept`. */
  accept?: string | undefined;
  /** Challenge: the captcha or QR code above it, as the API gave it, unchecked: show what `imageSource` makes of it. */
  image?: string | undefined;
  /** Hidden: what is posted back. */
  value?: string | undefined;
  /** Note: whether it is done elsewhere, and the job then goes on by itself. */
  elsewhere?: boolean | undefined;
}

/** One way to log in. */
export interface LoginWay {
  /** What is posted as `input_name`; undefined for a site of version 1. */
  name: string | undefined;
  label: string;
  fields: Field[];
}

/** The first of both that can be shown. */
const imageOf = ({ imgBase64File, imgURL }: { imgBase64File?: string | undefined; imgURL?: string | undefined }) =>
  imgURL && !imageSource(imgBase64File) ? imgURL : imgBase64File;

const optionsOf = (options: readonly ElementOption[]): FieldOption[] =>
  options
    .map(option => {
      const image = imageOf(option);
      // A picture is not called by what it is worth.
      const label = cut(option.label || (image ? '' : String(option.value ?? '')));
      return { label, value: option.value ?? option.label, image };
    })
    .filter(({ label, image }) => label || image);

// Only what leaves no doubt: a phone's number pad has no letters, so a wrong guess would lock the user out.
const DIGITS_ONLY = /^\^(\\d|\[(0-9|\\d)\]|\{\d+(,\d*)?\}|\(\?:|[0-9^$()|?*+])*\$$/;
const SAYS_LETTERS = /let[rt]|al(f|ph)a|may[uú]s|upper|ch?ara?ct/i;
const SAYS_DIGITS = /\bd[ií]g[ií]to?s?\b|num[eé]ric|\bpin\b/i;
/** A number that is asked for stands at the beginning: one further on is where a code was sent to. */
const ASKS_NUMBER = /^(?!.*c[oó]d)(\S+\s+){0,2}n[uú]mb?[eé]r/is;
/** A user name; in Mexico, one's number at the tax authority. */
const SAYS_USER = /^(user(name)?|usuario|rfc)$/i;
const SAYS_TOKEN = /token|otp|\bsms\b|c[oó]d(e|igo)\b|clave din/i;

/** Whether a field's value is typed, in one line. */
export const isLine = (kind: FieldKind): boolean => kind === 'text' || kind === 'password';

/** Whether a field asks nothing. */
const isSilent = (kind: FieldKind) => kind === 'note' || kind === 'hidden';

/** What an element of a login form and one of a challenge become alike. */
function fieldOf(
  element: Pick<ChallengeElement, 'name' | 'label' | 'validation'>,
  index: number,
  kind: FieldKind,
  options: FieldOption[],
  token: boolean,
) {
  const { name } = element;
  const label = cut(element.label || (kind === 'note' ? '' : name));
  const rules = isLine(kind) || kind === 'list' ? parseRules(element.validation) : [];
  const numeric = rules.length
    ? rules.some(({ pattern }) => DIGITS_ONLY.test(pattern.source))
    : token && !SAYS_LETTERS.test(label) && (SAYS_DIGITS.test(label) || ASKS_NUMBER.test(label));
  const isChosen = /select|pictures|checkboxes/.test(kind);
  return {
    key: `f${index}`,
    name,
    label,
    kind,
    token,
    rules,
    numeric: isLine(kind) && numeric,
    options: isChosen ? options : [],
  };
}

const siteKind = (type: string, options: readonly FieldOption[]): FieldKind =>
  type === 'password' || type === 'file'
    ? type
    : type === 'array'
      ? 'list'
      : type !== 'text' && options.length
        ? 'select'
        : 'text';

function siteField(element: SiteElement, index: number): Field {
  const { required, token, accept } = element;
  const options = optionsOf(element.options);
  const kind = siteKind(element.type.toLowerCase(), options);
  // What marks the user name in version 1, in version 4 marks all that say who somebody is; version 3 has but names.
  const username = element.username || (kind === 'text' && (element.identifier || SAYS_USER.test(element.name)));
  return {
    ...fieldOf(element, index, kind, options, token),
    required,
    username,
    accept: accept && cut(accept).replace(/[;|]/g, ','),
  };
}

/** All the ways of a site, also those that ask for nothing. One of a list has its elements as they came. */
function waysOf(site: ListedSite) {
  const credentials = readSiteElements(site.credentials);
  const inputs = readInputs(site.input);
  // Its shape says of which version it is: the `version` of a page's own data may be missing or wrong.
  return credentials.length || !inputs.length ? [{ name: undefined, label: site.name, fields: credentials }] : inputs;
}

/** Whether a site is of version 1. */
export const hasOneWay = (site: ListedSite): boolean => waysOf(site)[0]!.name === undefined;

/**
 * The ways to log in that a site offers, of which the user picks one. Ways that ask for nothing are left out.
 * With `update`, elements that say who the user is are not asked for again; where there are no others, nothing is.
 */
export function loginWays(site: ListedSite, options: { update?: boolean | undefined } = {}): LoginWay[] {
  const ways = waysOf(site)
    .filter(({ fields }) => fields.length)
    .map(({ name, label, fields }) => ({
      name,
      label: cut(label || name || ''),
      fields: fields.filter(field => !(options.update && name !== undefined && field.identifier)).map(siteField),
    }));
  const asking = ways.filter(({ fields }) => fields.length);
  return asking.length ? asking : ways;
}

const HARDWARE =
  /^(challenge|connection|authentication_type|interface_version|bluetooth_device|device|message_encrypted|other_message_encrypted)$/;

function challengeKind(type: string, options: readonly FieldOption[]): FieldKind {
  const kind = type.toLowerCase();
  if (HARDWARE.test(kind)) return 'hidden';
  if (kind === 'externalaction' || kind === 'instructions') return 'note';
  if (kind === 'password') return kind;
  // A list without anything to choose from becomes a text input, so that the user is never stuck.
  if (kind === 'text' || !options.length) return 'text';
  if (kind === 'accounts') return 'checkboxes';
  return kind !== 'textoptions' && kind !== 'select' && options.some(option => option.image) ? 'pictures' : 'select';
}

/**
 * What a challenge asks, as fields.
 * @param asked its elements, as the API or a page gave them
 */
export function challengeFields(asked: readonly Partial<ChallengeElement>[]): Field[] {
  return (readList(readQuestion, asked, 100) ?? []).map((element, index) => {
    const options = optionsOf(element.options);
    const kind = challengeKind(element.type, options);
    const image = imageOf(element);
    const { required }: Record<string, unknown> = element;
    const isCode = isLine(kind) && !image && [element.name, element.label].some(one => SAYS_TOKEN.test(cut(one)));
    return {
      ...fieldOf(element, index, kind, options, isCode),
      // A secret that is asked for in between is not the login's password, which a browser may have stored.
      token: isCode || kind === 'password',
      required: !isSilent(kind) && required !== false && required !== 0,
      username: false,
      image,
      ...(kind === 'hidden' && { value: element.label }),
      ...(kind === 'note' && { elsewhere: element.type.toLowerCase() !== 'instructions' }),
    };
  });
}

/** Whether there is nothing to submit: the user acts elsewhere and the job goes on by itself, whatever data comes along. */
export const waitsElsewhere = (fields: readonly Field[]): boolean =>
  fields.every(({ kind }) => isSilent(kind)) &&
  (fields.some(({ elsewhere }) => elsewhere) || fields.every(({ kind }) => kind === 'note'));

/** Whether only a bank's hardware token can answer: nothing is asked of the user. */
export const needsDevice = (fields: readonly Field[]): boolean =>
  fields.every(({ kind }) => isSilent(kind)) && !waitsElsewhere(fields);
