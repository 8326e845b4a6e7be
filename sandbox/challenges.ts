import { BRANCHES } from './catalogue/labs.js';
import { captcha, CAPTCHA_TEXT, dataUrl, qrCode, shape, SHAPES, type ShapeName } from './images/pictures.js';

/** One thing a job asks its user. */
export interface ChallengeElement {
  name: string;
  type: string;
  label: string;
  imgBase64File?: string;
  imgURL?: string;
  options?: object[];
}

/** What the user answered, by element name. A map, since a name may be `__proto__`. */
export type Answers = ReadonlyMap<string, string | number>;

const WORDS = [
  { label: 'Option One', value: '01' },
  { label: 'Option Two', value: '02' },
  { label: 'Option Three', value: '03' },
];

/** Nothing is typed here: the job goes on by itself, or the client echoes the label. */
export const SILENT_TYPES: ReadonlySet<string> = new Set(['externalAction', 'instructions']);

const ECHOED_TYPES: ReadonlySet<string> = new Set([
  'challenge',
  'connection',
  'authentication_type',
  'interface_version',
  'bluetooth_device',
  'device',
  'message_encrypted',
  'other_message_encrypted',
]);

export const token: ChallengeElement = { name: 'token', type: 'text', label: 'Enter any number sequence as a token' };

export function captchaElement(picture: Pick<ChallengeElement, 'imgBase64File' | 'imgURL'>): ChallengeElement {
  return { name: 'captcha', type: 'text', label: 'Enter the text of the image', ...picture };
}

export function captchaPicture(): string {
  return dataUrl(captcha());
}

export function bareCaptchaPicture(): string {
  return captcha().toString('base64');
}

/** Pictures to choose from; `show` says how each of them is sent. */
export function pictures(show: (name: ShapeName) => object, values: readonly (string | number)[]): ChallengeElement {
  const options = SHAPE_NAMES.map((name, index) => ({ ...show(name), value: values[index] ?? index }));
  return { name: 'image', type: 'options', label: 'Select an image', options };
}

export const SHAPE_NAMES = Object.keys(SHAPES) as ShapeName[];

export const asDataUrl = (name: ShapeName): object => ({ imgBase64File: dataUrl(shape(name)) });
export const asBareBase64 = (name: ShapeName): object => ({ imgBase64File: shape(name).toString('base64') });

export function wordList(type: 'textOptions' | 'select' = 'textOptions'): ChallengeElement {
  return { name: 'option', type, label: 'Select an option', options: WORDS };
}

/** The same with so many options that a client may want to offer a search. */
export function longList(): ChallengeElement {
  return { ...wordList(), label: 'Select your branch', options: BRANCHES };
}

/** A question in the other of the two words that the API has for a list. */
export function reworded(element: ChallengeElement): ChallengeElement {
  const { type } = element;
  return { ...element, type: type === 'textOptions' ? 'select' : type === 'select' ? 'textOptions' : type };
}

export function scan(): ChallengeElement {
  const label = 'Scan the code with your bank’s app';
  return { name: 'qr', type: 'externalAction', label, imgBase64File: dataUrl(qrCode()) };
}

export const confirmLogin: ChallengeElement = {
  name: 'confirm',
  type: 'externalAction',
  label: 'Confirm the login in your bank’s app',
};

export const accounts: ChallengeElement = {
  name: 'accounts',
  type: 'accounts',
  label: 'Select the accounts to connect',
  options: [
    { label: 'Checking · 0011', value: '0011' },
    { label: 'Savings · 0022', value: '0022' },
    { label: 'Credit card · 0033', value: '0033' },
  ],
};

export const instructions: ChallengeElement = {
  name: 'instructions',
  type: 'instructions',
  label: 'Connect your token to this computer; the login goes on by itself',
};

/** Everything that a bank's hardware token is told. */
export function device(): ChallengeElement[] {
  return [...ECHOED_TYPES].map(type => ({ name: type, type, label: `sandbox-${type}-7f3a` }));
}

/** The same, and the code that it shows. */
export function hardware(): ChallengeElement[] {
  return [...device(), token];
}

/** The text of the picture. Scripts, which cannot read it, may send `test` or a number instead. */
function isCaptcha(answer: unknown): boolean {
  const text = String(answer).trim();
  return text.toUpperCase() === CAPTCHA_TEXT || /^(test|\d+)$/i.test(text);
}

export function isNumber(answer: unknown): boolean {
  return /^\d+$/.test(String(answer).trim());
}

/** Whether every answer is one that its element takes. */
export function isAccepted(elements: readonly ChallengeElement[], answers: Answers): boolean {
  return elements.every(element => accepts(element, answers.get(element.name)));
}

function accepts(element: ChallengeElement, answer: unknown): boolean {
  if (SILENT_TYPES.has(element.type)) return true;
  if (ECHOED_TYPES.has(element.type)) return answer === element.label;
  if (element.options) {
    const offered = new Set(element.options.map(option => String((option as { value?: unknown }).value)));
    const chosen = element.type === 'accounts' ? String(answer).split(',') : [String(answer)];
    return chosen.every(value => offered.has(value.trim()));
  }
  if (element.name === 'token') return isNumber(answer);
  if (element.name === 'captcha') return isCaptcha(answer);
  return String(answer).toLowerCase() !== 'wrong';
}
