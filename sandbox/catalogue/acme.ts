import { field, form1, passwordField, userField } from './elements.js';
import { organization, site } from './kits.js';
import type { Entry, Form } from './types.js';

/** The test bank's sites, whose ids and names clients write down. */
export const ACME = {
  normal: '56cf5728784806f72b8b4568',
  token: '56cf5728784806f72b8b4569',
  error: '56cf5728784806f72b8b456a',
  captcha: '572ba390784806060f8b458b',
  multipleImage: '573ce20978480645038b4589',
  multipleText: '58e28bce056f2903900d4d61',
  caseInsensitive: '58b884fc056f295aa1483a01',
  attachments: '58b884fc056f295aa1483a02',
  selectInput: '5ae37e06056f290607126261',
  subcodes: '5c75cff1f9de2a0fae569281',
  codeResponse: '5d0bb316f9de2a0a8f71aaf1',
  ciec: '5da784f1f9de2a06483abec1',
  qr: '5efe27e84cc5f861897a5431',
  confirm: '5f427f7810dff8730c50d1c1',
  live: '5f427fae9c41a502e30ebe93',
} as const;

export const ACME_COLOMBIA = { normal: '668f458e67fa028489d2c8e4', token: '668f458e67fa028489d2c8e5' } as const;

/** What the Subcodes site can be told to end with: the first three digits are the code. */
export const SUBCODES = [
  { label: 'None', value: 20000 },
  { label: 'Unknown user', value: 40101 },
  { label: 'Wrong password', value: 40102 },
  { label: 'Password has to be changed', value: 40801 },
];

/** Lets the user `test` in as well as what looks like a taxpayer's id. */
const RFC = '^([A-Za-zÑñ&]{3,4}[0-9]{6}[A-Za-z0-9]{3}|test)$';

const login = (): Form => form1(userField('username', 'Username'), passwordField('Password'));

function loginWith(...more: ReturnType<typeof field>[]): Form {
  return form1(userField('username', 'Username'), passwordField('Password'), ...more);
}

const SITES: readonly [id: string, name: string, form: () => Form][] = [
  [ACME.normal, 'Normal', login],
  [ACME.token, 'Token (2FA)', login],
  [ACME.error, 'Error', login],
  [ACME.captcha, 'Captcha (2FA)', login],
  [ACME.multipleImage, 'Multiple Image (2FA)', login],
  [ACME.multipleText, 'Multiple Text (2FA)', login],
  [ACME.caseInsensitive, 'Normal (case insensitive)', login],
  [ACME.attachments, 'Normal with Attachments', login],
  [ACME.selectInput, 'Select Input', selectForm],
  [ACME.subcodes, 'Subcodes', subcodesForm],
  [ACME.codeResponse, 'Code Response Simulator', codeForm],
  [ACME.ciec, 'CIEC (Sandbox)', ciecForm],
  [ACME.qr, 'QR Code Scan (2FA)', login],
  [ACME.confirm, 'Confirm Login (2FA)', login],
  [ACME.live, 'Live Transactions', login],
];

function selectForm(): Form {
  const options = ['One', 'Two', 'Three'].map((word, i) => ({ label: `Option ${word}`, value: `0${i + 1}` }));
  return loginWith(field('option', 'select', 'Select an option', { options }));
}

function subcodesForm(): Form {
  return loginWith(field('subcode', 'select', 'Subcode to end with', { required: false, options: SUBCODES }));
}

function codeForm(): Form {
  return loginWith(field('code', 'text', 'Code to end with (200 if left empty)', { required: false }));
}

function ciecForm(): Form {
  return form1(
    userField('username', 'RFC', {
      validation: [{ type: 'regex', value: RFC, error_message: 'An RFC has 12 or 13 letters and digits' }],
    }),
    passwordField('CIEC'),
  );
}

/** The test bank, and its smaller branch in Colombia. */
export function acme(): Entry[] {
  const mexico = organization('MX', 'Bank', 'Acme Bank', '56cf4ff5784806152c8b4567');
  const colombia = organization('CO', 'Bank', 'Acme Bank (Colombia)', '668f458e67fa028489d2c8e3');
  return [
    { organization: mexico, sites: SITES.map(([id, name, form]) => site(mexico, name, form(), 1, 1, id)) },
    {
      organization: colombia,
      sites: [
        site(colombia, 'Normal', login(), 1, 1, ACME_COLOMBIA.normal),
        site(colombia, 'Token (2FA)', login(), 1, 1, ACME_COLOMBIA.token),
      ],
    },
  ];
}
