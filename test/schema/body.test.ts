import { expect } from '@open-wc/testing';
import { readSite, type Site } from '../../src/api/schemas.js';
import { answerOf, challengeBody, credentialBody, type CredentialValues } from '../../src/schema/body.js';
import type { Field, FieldKind } from '../../src/schema/fields.js';
import type { FieldValue } from '../../src/schema/validate.js';

const site = (raw: object): Site => readSite({ id_site: 'site1', ...raw })!;
const first = site({ credentials: [{ name: 'username', type: 'text' }] });
const fields = [{ name: 'rfc', type: 'text' }];
const third = site({
  version: 3,
  input: [
    { name: 'Vacía', fields: [] },
    { name: 'Default', fields },
    { name: 'Otra', fields },
  ],
});

describe('credentialBody', () => {
  const values: [string, FieldValue][] = [
    ['username', 'ana'],
    ['sucursal', 7],
  ];
  const filled = { username: 'ana', sucursal: 7 };
  const cases: [what: string, site: Site, v: CredentialValues, testMode: boolean, body: object][] = [
    ['version 1', first, { values }, false, { id_site: 'site1', credentials: filled }],
    [
      'version 1, whose way has no name',
      first,
      { values, inputName: 'x' },
      false,
      { id_site: 'site1', credentials: filled },
    ],
    ['version 3', third, { values, inputName: 'Otra' }, false, { id_site: 'site1', input_name: 'Otra', input: filled }],
    ['version 3, the first way', third, { values }, false, { id_site: 'site1', input_name: 'Default', input: filled }],
    [
      'a way without a name',
      third,
      { values, inputName: '' },
      false,
      { id_site: 'site1', input_name: '', input: filled },
    ],
    [
      'everything optional',
      first,
      { values, locale: 'es', saveCredential: false },
      true,
      { id_site: 'site1', credentials: filled, locale: 'es', save_credential: false, test: 1 },
    ],
    [
      'a credential to keep',
      first,
      { values, locale: 'pt', saveCredential: true },
      false,
      { id_site: 'site1', credentials: filled },
    ],
    ['nothing filled', site({}), { values: [] }, false, { id_site: 'site1', credentials: {} }],
  ];
  for (const [what, of, v, testMode, body] of cases) {
    it(`posts ${what}`, () => {
      const posted = credentialBody(of, v, { testMode });
      expect(JSON.parse(JSON.stringify(posted))).to.deep.equal(body);
    });
  }

  it('posts any name as its own, harming nothing', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''];
    const body = credentialBody(first, { values: names.map(name => [name, 'v']) }, { testMode: false });
    expect(JSON.stringify(body['credentials'])).to.equal(
      '{"__proto__":"v","constructor":"v","toString":"v","hasOwnProperty":"v","":"v"}',
    );
    expect(Object.getPrototypeOf(body['credentials'])).to.equal(Object.prototype);
    expect(({} as Record<string, unknown>)['v']).to.equal(undefined);
  });

  const twice: [values: [string, FieldValue][], posted: FieldValue][] = [
    [
      [
        ['x', 'a'],
        ['x', 'b'],
      ],
      'a',
    ],
    [
      [
        ['x', ''],
        ['x', 'b'],
      ],
      'b',
    ],
    [
      [
        ['x', 'a'],
        ['x', ''],
      ],
      'a',
    ],
    [
      [
        ['x', []],
        ['x', ['b']],
      ],
      ['b'],
    ],
    [
      [
        ['x', 0],
        ['x', 'b'],
      ],
      0,
    ],
    [
      [
        ['x', ''],
        ['x', ''],
      ],
      '',
    ],
  ];
  for (const [given, posted] of twice) {
    it(`of ${JSON.stringify(given)} posts the first that is filled`, () => {
      expect(challengeBody(given)).to.deep.equal({ twofa: { x: posted } });
    });
  }

  it('takes what can be read only once', () => {
    const body = credentialBody(first, { values: new Map<string, FieldValue>(values).entries() }, { testMode: false });
    expect(body['credentials']).to.deep.equal(filled);
  });
});

describe('challengeBody', () => {
  it('posts answers under their names', () => {
    expect(
      challengeBody([
        ['token', '123456'],
        ['picture', 2],
      ]),
    ).to.deep.equal({ twofa: { token: '123456', picture: 2 } });
    expect(JSON.stringify(challengeBody([['__proto__', 'v']]))).to.equal('{"twofa":{"__proto__":"v"}}');
  });
});

describe('answerOf', () => {
  const options = [
    { label: 'Uno', value: 1 },
    { label: 'Uno, en letras', value: '1' },
    { label: 'Cero', value: 0 },
  ];
  const field = (kind: FieldKind, rest: Partial<Field> = {}): Field => ({
    key: 'f0',
    name: 'x',
    label: 'X',
    kind,
    required: true,
    username: false,
    token: false,
    numeric: false,
    rules: [],
    options: [],
    ...rest,
  });
  const cases: [what: Field, value: FieldValue | undefined, answer: FieldValue | undefined][] = [
    [field('text'), ' ana ', 'ana'],
    [field('text'), '0012', '0012'],
    [field('text'), 12, 12],
    [field('text'), '', undefined],
    [field('text'), '  ', undefined],
    [field('text'), undefined, undefined],
    // A code as it is written for people.
    [field('text', { token: true }), '123 456', '123456'],
    [field('text', { token: true }), '\u202a123\u200b456\u202c', '123456'],
    [field('text', { token: true, rules: [{ pattern: /^\d{3}-\d{3}$/ }] }), '123-456', '123-456'],
    [field('text', { token: true, rules: [{ pattern: /^[\d-]+$/ }] }), '123-456', '123456'],
    [field('text', { token: true }), 'ab-12 x', 'ab-12 x'],
    [field('text', { numeric: true }), '4555-1234 1234', '455512341234'],
    [field('text', { token: true }), '1234-5678', '12345678'],
    [field('text', { token: true }), ' 123456 ', '123456'],
    [field('text', { token: true }), '12 34 56', '123456'],
    [field('text', { token: true }), '１２３　４５６', '123456'],
    [field('text', { numeric: true }), '１２３４', '1234'],
    [field('text'), '１２３４', '１２３４'],
    [field('text', { token: true }), '1 2 3 4 5 6', '123456'],
    // A date, or a number with its parts, is no code, whatever the field is called.
    [field('text', { token: true }), '31-01-1990', '31-01-1990'],
    [field('text', { token: true }), '31-01-90', '31-01-90'],
    [field('text', { token: true }), '06600-12', '06600-12'],
    [field('text', { token: true }), '31 01 1990', '31 01 1990'],
    [field('text', { token: true, numeric: true }), '31-01-90', '310190'],
    [field('password'), ' a b ', ' a b '],
    // Only a hidden code is one: a password of figures may have its blanks.
    [field('password', { numeric: true }), '12 34', '12 34'],
    [field('password', { token: true, numeric: true }), '12 34', '1234'],
    [field('select', { options }), '0', 0],
    [field('select', { options }), '1', '1'],
    [field('pictures', { options }), 1, 1],
    [field('select', { options }), 'nada', 'nada'],
    [field('select', { options }), '', undefined],
    [field('select', { options }), [], undefined],
    [field('select', { options: [{ label: 'Ninguno', value: '' }] }), '', ''],
    [field('select', { options: [{ label: 'Ninguno', value: '' }] }), [], undefined],
    // An option may be no text.
    [field('select', { options: [{ label: 'Sí', value: true }] }), 'true', true],
    [field('select', { options: [{ label: 'No', value: false }] }), false, false],
    [field('checkboxes', { options }), ['1', '0'], '1,0'],
    [field('checkboxes', { options }), [], undefined],
    [field('list'), 'a\n\n b \r\nc', ['a', 'b', 'c']],
    [field('list'), ['a ', ''], ['a']],
    [field('list'), ' \n', undefined],
    [field('file'), 'data:application/pdf;base64,AAAA', 'data:application/pdf;base64,AAAA'],
    [field('note'), 'x', undefined],
    [field('hidden', { value: 'b64==' }), undefined, 'b64=='],
    [field('hidden', { value: '' }), 'x', ''],
  ];
  for (const [what, value, answer] of cases) {
    it(`of ${what.kind}, ${JSON.stringify(value)}, is ${JSON.stringify(answer)}`, () => {
      expect(answerOf(what, value)).to.deep.equal(answer);
    });
  }
});
