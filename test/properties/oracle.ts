// What must be asked and posted, told as simply as SYNCFY-API.md tells it. Nothing of the product is used here.
import { ACCEPTS, CHECKS, IMAGES, type Accepted, type Check, type Raw } from './generators.js';

export type Kind = 'text' | 'password' | 'file' | 'lines' | 'one' | 'several' | 'note' | 'hidden';

export interface Choice {
  label: string;
  value: string | number | boolean;
  /** What its picture is; null where there is one that may not be shown. */
  image: string | null | undefined;
  /** A picture that has no name but its value, which is none for people. */
  unnamed: boolean;
}

/** One thing that a form must ask, say or carry. */
export interface Asked {
  kind: Kind;
  name: string;
  label: string;
  required: boolean;
  choices: Choice[];
  check: Check;
  accepted: Accepted;
  /** What its picture is; null where there is one that may not be shown. */
  picture: string | null | undefined;
  /** Hidden: what goes back as it came. */
  back?: string;
  /** Whether it is done elsewhere, and nothing else is waited for. */
  elsewhere?: boolean;
}

export interface Way {
  /** Undefined for the one way of a site of version 1. */
  name: string | undefined;
  label: string;
  asked: Asked[];
}

export type Answer = string | number | boolean | string[];

const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const objects = (value: unknown): Raw[] => (Array.isArray(value) ? value.filter(isObject) : []);
const textOf = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
/** No more of a text is shown. */
const shown = (text: string) => text.slice(0, 1000);
const isYes = (value: unknown) => [true, 1, '1', 'true'].includes(value as never);

/** The first of both that may be shown. */
function pictureOf({ imgBase64File, imgURL }: Raw): string | null | undefined {
  const given = [imgBase64File, imgURL].filter(one => typeof one === 'string' && one !== '');
  return given.length ? (given.map(one => IMAGES.get(one)).find(one => one !== undefined) ?? null) : undefined;
}

/** Choices that can be told by something: a name, a value or a picture. */
const choicesOf = (raw: Raw): Choice[] =>
  objects(raw.options).flatMap(option => {
    const own = /string|number|boolean/.test(typeof option.value)
      ? (option.value as string | number | boolean)
      : undefined;
    const picture = pictureOf(option);
    const label = shown(textOf(option.label) || (picture === undefined ? String(own ?? '') : ''));
    if (label === '' && picture === undefined) return [];
    // One without a value of its own stands for its label.
    const value = own ?? textOf(option.label);
    return [{ label, value, image: picture, unnamed: picture !== undefined && label === '' }];
  });

const askedOf = (raw: Raw, kind: Kind, required: boolean): Asked => ({
  kind,
  name: textOf(raw.name),
  label: shown(textOf(raw.label) || (kind === 'note' ? '' : textOf(raw.name))),
  required,
  choices: choicesOf(raw),
  check: ((kind === 'text' || kind === 'password' || kind === 'lines') &&
    CHECKS.find(({ validation }) => validation === raw.validation)) || { validation: null },
  accepted: ACCEPTS.find(({ accept }) => accept === raw.accept) ?? ACCEPTS[0]!,
  picture: pictureOf(raw),
});

function loginElement(raw: Raw): Asked {
  const type = textOf(raw.type).toLowerCase();
  const chosen = type !== 'text' && choicesOf(raw).length > 0;
  const kind =
    type === 'password' || type === 'file' ? type : type === 'array' ? 'lines' : chosen ? ('one' as const) : 'text';
  return { ...askedOf(raw, kind, isYes(raw.required)), picture: undefined };
}

/** The ways to log in of a site, those that ask for something, or all where an update asks for nothing; undefined where it is no site. */
export function waysOf(site: unknown, update: boolean): Way[] | undefined {
  if (!isObject(site) || typeof site.id_site !== 'string' || site.id_site === '') return undefined;
  const credentials = objects(site.credentials);
  const inputs = objects(site.input);
  const ways =
    credentials.length > 0 || inputs.length === 0
      ? [{ name: undefined, label: shown(textOf(site.name)), asked: credentials.map(loginElement) }]
      : inputs
          .filter(input => objects(input.fields).length > 0)
          .map(input => ({
            name: textOf(input.name),
            label: shown(textOf(input.label) || textOf(input.name)),
            asked: objects(input.fields)
              .filter(field => !(update && isYes(field.identifier)))
              .map(loginElement),
          }));
  const asking = ways.filter(({ asked }) => asked.length > 0);
  return asking.length > 0 || credentials.length > 0 || inputs.length === 0 ? asking : ways;
}

const HARDWARE =
  /^(challenge|connection|authentication_type|interface_version|bluetooth_device|device|message_encrypted|other_message_encrypted)$/;

function question(raw: Raw): Asked {
  const type = textOf(raw.type).toLowerCase();
  const kind: Kind = HARDWARE.test(type)
    ? 'hidden'
    : type === 'externalaction' || type === 'instructions'
      ? 'note'
      : type === 'password'
        ? 'password'
        : type === 'text' || !choicesOf(raw).length
          ? 'text'
          : type === 'accounts'
            ? 'several'
            : 'one';
  return {
    ...askedOf(raw, kind, raw.required !== false && raw.required !== 0),
    ...(kind === 'hidden' && { back: textOf(raw.label) }),
    ...(type === 'externalaction' && { elsewhere: true }),
  };
}

export const questionsOf = (challenge: Raw): Asked[] => objects(challenge.twofa).map(question);

/** Of two elements of one name the first that is filled counts. Entries, since a name may be `__proto__`. */
export function posted(answers: readonly (readonly [string, Answer | undefined])[]): [string, Answer][] {
  const entries: [string, Answer][] = [];
  for (const [name, answer] of answers) {
    if (answer === undefined) continue;
    const twin = entries.find(([other]) => other === name);
    if (!twin) entries.push([name, answer]);
    else if (twin[1] === '') twin[1] = answer;
  }
  return entries;
}
