import { expect } from '@open-wc/testing';
import { readList, readSite, readStatusEntry, type ChallengeElement, type Site } from '../../src/api/schemas.js';
import { challengeFields, loginWays, needsDevice, waitsElsewhere } from '../../src/schema/fields.js';

const site = (raw: object): Site => readSite({ id_site: 'site1', name: 'Banco Prueba', ...raw })!;
const challenge = (...twofa: object[]): Partial<ChallengeElement>[] => readStatusEntry({ code: 410, twofa })!.twofa!;
const element = (raw: object) => loginWays(site({ credentials: [raw] }))[0]!.fields[0]!;
const asked = (raw: object) => challengeFields(challenge({ name: 'answer', label: 'Responda', ...raw }))[0]!;

const offered = [
  { label: 'ETIQUETA', value: '01' },
  { label: '', value: 2 },
];
const pictures = [
  { imgBase64File: 'AAAA', value: 0 },
  { imgURL: 'https://s.example/1.png', value: 1 },
];

describe('loginWays', () => {
  it('makes one way of a version 1 site', () => {
    const ways = loginWays(
      site({
        version: 1,
        credentials: [
          {
            name: 'contract',
            type: 'text',
            label: 'Contrato',
            required: true,
            username: true,
            token: false,
            validation: null,
          },
          { name: 'nip', type: 'password', label: '', required: 1 },
        ],
      }),
    );
    expect(ways).to.have.lengthOf(1);
    expect(ways[0]).to.include({ name: undefined, label: 'Banco Prueba' });
    const [contract, nip] = ways[0]!.fields;
    expect(contract).to.deep.include({ key: 'f0', name: 'contract', label: 'Contrato', kind: 'text', required: true });
    expect(contract).to.deep.include({ username: true, token: false, numeric: false, rules: [], options: [] });
    expect(nip).to.include({ key: 'f1', label: 'nip', kind: 'password', required: true, username: false });
  });

  const input = [
    {
      name: 'Default',
      label: 'Con clave',
      fields: [
        { name: 'rfc', type: 'text', identifier: true },
        { name: 'clave', type: 'password', identifier: false },
      ],
    },
    { name: 'Vacía', fields: [] },
    { name: 'Archivo', type: 'file', fields: [{ name: 'constancia', type: 'file', accept: '.pdf' }] },
    { name: 'SoloQuien', fields: [{ name: 'rfc', type: 'text', identifier: true }] },
  ];

  it('makes one way of each input that asks something', () => {
    const ways = loginWays(site({ version: 4, input }));
    expect(ways.map(({ name, label, fields }) => [name, label, fields.map(f => f.name)])).to.deep.equal([
      ['Default', 'Con clave', ['rfc', 'clave']],
      ['Archivo', 'Archivo', ['constancia']],
      ['SoloQuien', 'SoloQuien', ['rfc']],
    ]);
    expect(ways[1]!.fields[0]).to.include({ kind: 'file', accept: '.pdf' });
  });

  it('takes a text that says who the user is for the user name', () => {
    const identifiers = ['text', 'password', 'text'].map((type, index) => ({
      name: type,
      type,
      identifier: index < 2,
    }));
    const [way] = loginWays(site({ version: 4, input: [{ name: 'Default', fields: identifiers }] }));
    expect(way!.fields.map(({ username }) => username)).to.deep.equal([true, false, false]);
  });

  it('leaves identifiers out of an update', () => {
    const ways = loginWays(site({ version: 4, input }), { update: true });
    expect(ways.map(({ name, fields }) => [name, fields.map(f => f.name)])).to.deep.equal([
      ['Default', ['clave']],
      ['Archivo', ['constancia']],
    ]);
    const first = site({ credentials: [{ name: 'rfc', type: 'text', identifier: true }] });
    expect(loginWays(first, { update: true })[0]!.fields).to.have.lengthOf(1);
  });

  it('takes a site with credentials for version 1, whatever else it has', () => {
    const both = site({ version: 3, credentials: [{ name: 'username', type: 'text' }], input });
    expect(loginWays(both).map(way => way.fields.map(f => f.name))).to.deep.equal([['username']]);
  });

  it('has no way where nothing is asked', () => {
    expect(loginWays(site({}))).to.deep.equal([]);
    expect(loginWays(site({ input: [] }))).to.deep.equal([]);
  });

  const kinds: [type: unknown, options: unknown, kind: string][] = [
    ['text', undefined, 'text'],
    ['text', offered, 'text'],
    ['PASSWORD', undefined, 'password'],
    ['select', offered, 'select'],
    ['select', [], 'text'],
    ['options', offered, 'select'],
    ['options', null, 'text'],
    ['file', undefined, 'file'],
    ['array', undefined, 'list'],
    ['biometric', undefined, 'text'],
    ['biometric', offered, 'select'],
    [undefined, undefined, 'text'],
  ];
  for (const [type, options, kind] of kinds) {
    it(`shows ${String(type)} with ${JSON.stringify(options)} as ${kind}`, () => {
      expect(element({ name: 'x', type, options }).kind).to.equal(kind);
    });
  }

  it('keeps names as they are and keys apart', () => {
    const raw = ['__proto__', '', 'x', 'x'].map(name => ({ name, type: 'text', label: '<b>' }));
    const { fields } = loginWays(site({ credentials: raw }))[0]!;
    expect(fields.map(f => f.name)).to.deep.equal(['__proto__', '', 'x', 'x']);
    expect(fields.map(f => f.key)).to.deep.equal(['f0', 'f1', 'f2', 'f3']);
    expect(fields[0]!.label).to.equal('<b>');
  });

  it('has options only where one is chosen', () => {
    for (const type of ['text', 'password', 'file', 'array'])
      expect(element({ name: 'x', type, options: offered }).options).to.deep.equal([]);
  });

  it('keeps an option that can be seen, and its value as it is', () => {
    const { options } = element({ name: 'x', type: 'select', options: [...offered, { label: '', value: '' }] });
    expect(options.map(({ label, value }) => [label, value])).to.deep.equal([
      ['ETIQUETA', '01'],
      ['2', 2],
    ]);
  });

  const numeric: [raw: object, numeric: boolean][] = [
    [{ validation: '^\\d{6}$' }, true],
    [{ validation: '^[0-9]{4,16}$' }, true],
    [{ validation: '/^(?:\\d{6}|\\d{8})$/' }, true],
    [{ type: 'password', validation: [{ type: 'regex', value: '^\\d+$' }] }, true],
    [{ validation: '\\d{6}' }, false],
    [{ validation: '^\\d{3}-\\d{3}$' }, false],
    [{ validation: '^\\d+,\\d+$' }, false],
    [{ validation: '^[A-Z]{4}\\d{6}$' }, false],
    [{ validation: '^.{6}$', token: true, label: 'Token de 6 dígitos' }, false],
    [{ type: 'select', options: offered, validation: '^\\d{2}$' }, false],
    [{ token: true, label: 'Token de 6 dígitos' }, true],
    [{ token: true, label: 'Enter the 8-digit code' }, true],
    [{ token: true, label: 'Token' }, false],
    [{ label: 'Los 4 dígitos de su tarjeta' }, false],
  ];
  for (const [raw, expected] of numeric) {
    it(`${expected ? 'asks' : 'does not ask'} digits for ${JSON.stringify(raw)}`, () => {
      expect(element({ name: 'x', type: 'text', ...raw }).numeric).to.equal(expected);
    });
  }
});

describe('challengeFields', () => {
  const kinds: [raw: object, kind: string][] = [
    [{ type: 'text' }, 'text'],
    [{ type: 'password' }, 'password'],
    [{ type: 'options', options: pictures }, 'pictures'],
    [{ type: 'options', options: offered }, 'select'],
    [{ type: 'options' }, 'text'],
    [{ type: 'textOptions', options: offered }, 'select'],
    [{ type: 'select', options: offered }, 'select'],
    [{ type: 'accounts', options: offered }, 'checkboxes'],
    [{ type: 'accounts', options: [] }, 'text'],
    [{ type: 'externalAction' }, 'note'],
    [{ type: 'instructions' }, 'note'],
    [{ type: 'challenge' }, 'hidden'],
    [{ type: 'connection' }, 'hidden'],
    [{ type: 'authentication_type' }, 'hidden'],
    [{ type: 'interface_version' }, 'hidden'],
    [{ type: 'bluetooth_device' }, 'hidden'],
    [{ type: 'device' }, 'hidden'],
    [{ type: 'message_encrypted' }, 'hidden'],
    [{ type: 'other_message_encrypted' }, 'hidden'],
    [{ type: 'holograma' }, 'text'],
    [{ type: 'holograma', options: offered }, 'select'],
    [{}, 'text'],
  ];
  for (const [raw, kind] of kinds) {
    it(`shows ${JSON.stringify(raw).slice(0, 60)} as ${kind}`, () => {
      const field = asked(raw);
      expect(field).to.include({ key: 'f0', name: 'answer', label: 'Responda', kind });
      expect(field.required).to.equal(kind !== 'note' && kind !== 'hidden');
    });
  }

  it('is required unless it says otherwise', () => {
    expect(asked({ type: 'text', required: true }).required).to.equal(true);
    expect(asked({ type: 'text', required: null }).required).to.equal(true);
    expect(asked({ type: 'text', required: false }).required).to.equal(false);
    expect(asked({ type: 'text', required: 0 }).required).to.equal(false);
  });

  it('carries pictures as they come', () => {
    expect(asked({ type: 'text', imgBase64File: 'iVBO' }).image).to.equal('iVBO');
    expect(asked({ type: 'externalAction', imgURL: 'https://s.example/qr.png' }).image).to.equal(
      'https://s.example/qr.png',
    );
    const { options } = asked({ type: 'options', options: pictures });
    expect(options.map(({ image, value }) => [image, value])).to.deep.equal([
      ['AAAA', 0],
      ['https://s.example/1.png', 1],
    ]);
  });

  it('calls a picture as it is labelled, though it be worth the same', () => {
    const offered = [
      { label: 'SMS', value: 'SMS', imgURL: 'https://b.example/1.png' },
      { value: 2, imgURL: 'https://b.example/2.png' },
    ];
    expect(asked({ type: 'options', options: offered }).options.map(({ label }) => label)).to.deep.equal(['SMS', '']);
  });

  it('carries the first of two pictures that can be shown', () => {
    const imgURL = 'https://s.example/qr.png';
    const pixel = `data:image/png;base64,${'A'.repeat(40)}`;
    for (const [imgBase64File, image] of [
      [pixel, pixel],
      ['iVBO', imgURL],
      ['javascript:alert(1)', imgURL],
    ])
      expect(asked({ type: 'text', imgBase64File, imgURL }).image).to.equal(image);
  });

  it('carries the data of a hardware token', () => {
    expect(asked({ type: 'device', label: 'b64==' })).to.include({ value: 'b64==' });
    expect(asked({ type: 'device', label: '' })).to.include({ value: '', label: 'answer' });
    expect(asked({ type: 'text' }).value).to.equal(undefined);
  });

  it('knows a one-time token from a captcha', () => {
    expect(asked({ type: 'text', name: 'token' }).token).to.equal(true);
    expect(asked({ type: 'text', label: 'Código de 6 dígitos' })).to.include({ token: true, numeric: true });
    expect(asked({ type: 'text', label: 'Enter any number sequence as a token' })).to.include({ numeric: true });
    expect(asked({ type: 'text', label: 'Token: letras y números' })).to.include({ token: true, numeric: false });
    expect(asked({ type: 'text', label: 'Código alfanumérico' })).to.include({ token: true, numeric: false });
    expect(asked({ type: 'text', label: 'El número que llegó por SMS' })).to.include({ token: true, numeric: true });
    // A phone's keypad of figures has no letters: what a code was sent to says nothing of it.
    for (const label of [
      'Ingresa el código que enviamos a tu número celular terminado en 1234',
      'Enter the code that we sent to your phone number',
      'Código enviado al número ****5678',
      'Código con números y mayúsculas',
      'Digite o código',
    ])
      expect(asked({ type: 'text', label }), label).to.include({ token: true, numeric: false });
    expect(asked({ type: 'text', label: 'Número de token' })).to.include({ token: true, numeric: true });
    // Nor is a secret of the challenge's the password that a browser has stored.
    expect(asked({ type: 'password', label: 'PIN' })).to.include({ token: true, numeric: false });
    expect(asked({ type: 'text', name: 'code', imgBase64File: 'iVBO' }).token).to.equal(false);
    expect(asked({ type: 'text', label: '¿Nombre de su mascota?' }).token).to.equal(false);
  });

  it('checks what is typed by its validation', () => {
    expect(asked({ type: 'text', validation: '^\\d{6}$' }).rules).to.have.lengthOf(1);
    expect(asked({ type: 'textOptions', options: offered, validation: '^x$' }).rules).to.have.lengthOf(0);
  });

  const waits: [elements: object[], waits: boolean, device: boolean][] = [
    [[], true, false],
    [[{ type: 'externalAction' }], true, false],
    [[{ type: 'instructions' }, { type: 'externalAction' }], true, false],
    [[{ type: 'instructions' }, { type: 'text' }], false, false],
    [[{ type: 'device' }, { type: 'challenge' }], false, true],
    [[{ type: 'device' }, { type: 'instructions' }], false, true],
    [[{ type: 'device' }, { type: 'text' }], false, false],
    // What is confirmed elsewhere needs none of the data that comes along.
    [[{ type: 'externalAction' }, { type: 'device' }], true, false],
    [[{ type: 'connection' }, { type: 'instructions' }, { type: 'ExternalAction' }], true, false],
    [[{ type: 'externalAction' }, { type: 'device' }, { type: 'text' }], false, false],
    [[{ type: 'novedad' }], false, false],
  ];
  for (const [elements, elsewhere, device] of waits) {
    it(`of ${JSON.stringify(elements)}: ${elsewhere ? 'waits elsewhere' : device ? 'needs a device' : 'asks'}`, () => {
      expect(waitsElsewhere(challengeFields(challenge(...elements)))).to.equal(elsewhere);
      expect(needsDevice(challengeFields(challenge(...elements)))).to.equal(device);
    });
  }

  it('reads a list of sites as the API sends it', () => {
    const sites = readList(readSite, [
      {
        id_site: 'a',
        version: 3,
        input: [{ name: 'Default', label: 'Clave', fields: [{ name: 'cuit', type: 'text' }] }],
      },
    ])!;
    expect(loginWays(sites[0]!).map(way => way.name)).to.deep.equal(['Default']);
  });
});
