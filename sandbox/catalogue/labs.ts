import { idFor } from '../ids.js';
import {
  field,
  form1,
  form3,
  form4,
  input,
  input4,
  passwordField,
  userField,
  way,
  withoutEndpoint,
} from './elements.js';
import { organization, site } from './kits.js';
import type { Entry, Form } from './types.js';

const login = (): Form => form1(userField('username', 'User'), passwordField('Password'));

const NUMBERS = [
  { label: 'One', value: 1 },
  { label: 'Two', value: 2 },
  { label: 'Three', value: 3 },
];

const STATES =
  `Aguascalientes, Baja California, Baja California Sur, Campeche, Chiapas, Chihuahua, Ciudad de México, Coahuila, Colima,
  Durango, Guanajuato, Guerrero, Hidalgo, Jalisco, México, Michoacán, Morelos, Nayarit, Nuevo León, Oaxaca, Puebla,
  Querétaro, Quintana Roo, San Luis Potosí, Sinaloa, Sonora, Tabasco, Tamaulipas, Tlaxcala, Veracruz, Yucatán,
  Zacatecas`.split(/,\s+/);
const coded = (labels: readonly string[]) =>
  labels.map((label, index) => ({ label, value: String(index + 1).padStart(2, '0') }));

/** As many options as have a place on no screen: two for each of Mexico's states. */
export const BRANCHES = coded(STATES.flatMap(state => [`${state} Centro`, `${state} Norte`]));

/** Lists that nobody wants to see as a row of buttons. */
function longLists(): Form {
  return form1(
    userField('username', 'User'),
    passwordField('Password'),
    field('state', 'select', 'State', { options: coded(STATES) }),
    field('branch', 'select', 'Branch', { options: BRANCHES }),
  );
}

function everyElement(): Form {
  return form1(
    userField('username', 'User', { validation: '^.{2,40}$' }),
    passwordField('Password', { validation: '/^\\S+$/u' }),
    field('branch', 'select', 'Branch', { options: NUMBERS }),
    field('picture', 'options', 'Picture', { options: NUMBERS, required: false }),
    field('statement', 'file', 'Statement', { accept: '.pdf', required: false }),
    field('accounts', 'array', 'Accounts', { required: false }),
    field('token', 'text', 'Token', { token: true, required: false }),
  );
}

function severalWays(): Form {
  return form3(
    '/v1/pulls',
    way('Default', 'User and password', input('username', 'text', 'User'), input('password', 'password', 'Password')),
    way('card', 'Card and PIN', input('card', 'text', 'Card'), input('pin', 'password', 'PIN', { encrypt: true })),
  );
}

function backupWay(): Form {
  return form4(
    '/v1/credentials',
    way(
      'Default',
      'User and password',
      input4('username', 'text', 'User', { identifier: true }),
      input4('password', 'password', 'Password'),
    ),
    { ...way('file', 'Upload statements', input4('statement', 'file', 'Statement', { accept: '.pdf' })), type: 'file' },
  );
}

function oddNames(): Form {
  return form1(
    userField('__proto__', 'An element called __proto__'),
    field('constructor', 'text', 'An element called constructor', { required: false }),
    passwordField('Password'),
  );
}

/** Login sites whose challenge is in `../scenarios.ts`, under the same key. */
export const LABS = {
  accounts: ['Accounts (2FA)', login],
  instructions: ['Instructions (2FA)', login],
  password: ['Password (2FA)', login],
  select: ['Select (2FA)', login],
  longList: ['Long List (2FA)', login],
  several: ['Several Elements (2FA)', login],
  different: ['Two Different Challenges (2FA)', login],
  unknownType: ['Unknown Type (2FA)', login],
  hardware: ['Hardware Token (2FA)', login],
  device: ['Device Only (2FA)', login],
  imageUrl: ['Image by URL (2FA)', login],
  imageBare: ['Image in Bare Base64 (2FA)', login],
  optionsUrl: ['Options by URL (2FA)', login],
  optionsBare: ['Options in Bare Base64 (2FA)', login],
  oddNames: ['Odd Names (2FA)', oddNames],
  unknownCodes: ['Unknown Codes', login],
  repeatedCodes: ['Repeated Codes', login],
  everyElement: ['Every Element', everyElement],
  longLists: ['Long Lists', longLists],
  severalWays: ['Several Ways (version 3)', severalWays],
  backupWay: ['Backup Way (version 4)', backupWay],
  job: ['Job without a Credential', () => ({ ...severalWays(), endpoint: '/v1/jobs' })],
  jobToken: ['Job without a Credential (2FA)', () => ({ ...severalWays(), endpoint: '/v1/jobs' })],
  noEndpoint: ['No Endpoint', () => withoutEndpoint(login())],
  badValidation: ['Unreadable Validation', unreadableValidation],
  markup: ['<b>Markup</b> & "Quotes"', login],
} satisfies Record<string, [name: string, form: () => Form]>;

export type LabName = keyof typeof LABS;

/** Expressions as other languages write them; a client must let everything pass rather than break. */
function unreadableValidation(): Form {
  return form1(userField('username', 'User', { validation: '(?i)^[a-z]++$' }), passwordField('Password'));
}

export function labId(name: LabName): string {
  return idFor(`labs ${name}`);
}

/** A second test bank: each of its sites has one thing that the first one has not. */
export function labs(): Entry {
  const owner = organization('MX', 'Bank', 'Acme Labs', idFor('labs'));
  const names = Object.keys(LABS) as LabName[];
  const sites = names.map(name => site(owner, LABS[name][0], LABS[name][1](), 1, 1, labId(name)));
  return { organization: owner, sites };
}
