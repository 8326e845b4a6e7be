// What docs/fields.md shows: for each type of element an example as the API would send it, and what a person does with
// it. The pictures, what is posted, and the table itself are made of these by gallery.mjs.
//
// `site` holds keys of a site (SYNCFY-API.md, "Shapes as they come"), `twofa` the elements of a challenge. `does` is what
// the person does: fill, pick (a native select), choose (a radio or checkbox), search (the filter above a list), attach
// (a file), tab. `$name` stands for a picture of the sandbox.

const STATES =
  `Aguascalientes, Baja California, Campeche, Chiapas, Chihuahua, Coahuila, Colima, Durango, Guanajuato, Guerrero,
  Hidalgo, Jalisco, Michoacán, Morelos, Nayarit, Nuevo León, Oaxaca, Puebla, Querétaro, Quintana Roo, Sinaloa, Sonora,
  Tabasco, Tamaulipas, Tlaxcala, Veracruz, Yucatán, Zacatecas`.split(/,\s+/);
const CITIES =
  `Acapulco, Aguascalientes, Apodaca, Campeche, Cancún, Celaya, Chetumal, Chihuahua, Ciudad del Carmen, Ciudad Juárez,
  Ciudad Obregón, Ciudad Victoria, Coatzacoalcos, Colima, Córdoba, Cuautla, Cuernavaca, Culiacán, Durango, Ensenada,
  Fresnillo, Guadalajara, Guanajuato, Hermosillo, Iguala, Irapuato, La Paz, León, Los Cabos, Los Mochis, Manzanillo,
  Matamoros, Mazatlán, Mérida, Mexicali, Minatitlán, Monclova, Monterrey, Morelia, Nogales, Nuevo Laredo, Oaxaca,
  Orizaba, Pachuca, Piedras Negras, Playa del Carmen, Poza Rica, Puebla, Puerto Vallarta, Querétaro, Reynosa, Salamanca,
  Saltillo, San Luis Potosí, Tampico, Tapachula, Tehuacán, Tepic, Tijuana, Tlaxcala, Toluca, Torreón, Tuxtla Gutiérrez,
  Uruapan, Veracruz, Villahermosa, Xalapa, Zacatecas, Zamora`.split(/,\s+/);

const numbered = labels => labels.map((label, index) => ({ label, value: index + 1 }));
const coded = labels => labels.map((label, index) => ({ label, value: String(index + 1).padStart(2, '0') }));

const FEW = numbered(['Downtown', 'North', 'São João']);
const CARD = [{ type: 'regex', value: String.raw`^\d{16}$`, error_message: 'A card number has 16 digits' }];
const OWNED = [
  { label: 'Checking · 0011', value: '0011' },
  { label: 'Savings · 0022', value: '0022' },
  { label: 'Credit card · 0033', value: '0033' },
];
const SHAPES = ['circle', 'square', 'triangle', 'cross'];
const shapes = form => SHAPES.map((shape, index) => ({ imgBase64File: `$${form}:${shape}`, value: index + 1 }));

const element = (name, type, label, more = {}) => ({ name, type, label, required: true, ...more });
const one = (...args) => ({ version: 1, credentials: [element(...args)] });
const user = { username: true };
const identifier = { identifier: true };

const PASSWORD_WAY = {
  name: 'Default',
  label: 'User and password',
  fields: [element('username', 'text', 'User', identifier), element('password', 'password', 'Password')],
};
const TOKEN_WAY = {
  name: 'token',
  label: 'Mobile token',
  fields: [element('username', 'text', 'User'), element('token', 'text', 'Token code', { token: true })],
};
const FILE_WAY = {
  name: 'file',
  label: 'Upload statements',
  type: 'file',
  fields: [element('statement', 'file', 'Statement', { accept: '.pdf' })],
};

const HARDWARE = `challenge connection authentication_type interface_version bluetooth_device device message_encrypted
  other_message_encrypted`.split(/\s+/);
const hardware = HARDWARE.map((type, index) => ({ name: type, type, label: `data ${index + 1} for the device` }));

/** What sites ask for at login. */
export const SITE_EXAMPLES = [
  {
    id: 'site-text',
    is: '`text`, the user name',
    shows: 'An input under its label.',
    site: one('username', 'text', 'User', user),
    does: [['fill', 'User', ' ana.lopez ']],
    notes:
      'Blanks around it are left out, and marks that nobody sees. With `username`, the browser offers the user names that it knows.',
  },
  {
    id: 'site-text-optional',
    is: '`text` that may be left out',
    shows: 'The label says that it is optional.',
    site: one('company', 'text', 'Company ID', { required: false }),
    does: [],
    notes: 'What is left empty is not posted at all.',
  },
  {
    id: 'site-text-numeric',
    is: '`text` whose `validation` allows digits only',
    shows: 'An input; a phone shows its number pad.',
    site: one('card', 'text', 'Card number', { validation: CARD }),
    does: [['fill', 'Card number', '4555123412341234']],
    notes: 'Stays a text: leading zeros count. Spaces and dashes between them are left out.',
  },
  {
    id: 'site-text-invalid',
    is: '`text` that does not match its `validation`',
    shows: 'The input with a red border, and under it the site’s own words.',
    site: one('card', 'text', 'Card number', { validation: CARD }),
    does: [['fill', 'Card number', '4555 1234']],
    submit: true,
    notes: 'Said when the field is left, or when the form is sent, which puts the focus on it.',
  },
  {
    id: 'site-text-token',
    is: '`text` that expects a one-time code',
    shows: 'An input; a phone offers the code that it has just received.',
    site: one('token', 'text', 'Token code', { token: true, validation: String.raw`/^\d{6,8}$/` }),
    does: [['fill', 'Token code', '123456']],
    notes: '`autocomplete="one-time-code"`.',
  },
  {
    id: 'site-password',
    is: '`password`',
    shows: 'An input that hides what is typed, with a button to show it.',
    site: one('password', 'password', 'Password'),
    does: [['fill', 'Password', 'S3cret word ']],
    notes: 'Posted as it is typed. Caps lock and blanks around it are pointed out, not corrected.',
  },
  {
    id: 'site-select-few',
    is: '`select` with few options',
    shows: 'A radio group.',
    site: one('branch', 'select', 'Branch', { options: FEW }),
    does: [['choose', 'São João']],
    notes: 'Values that are numbers stay numbers.',
  },
  {
    id: 'site-select-many',
    is: '`select` with many options',
    shows: 'The system’s own list.',
    site: one('state', 'select', 'State', { options: coded(STATES) }),
    does: [['pick', 'State', 'Jalisco']],
    notes: 'Nothing is chosen to begin with. An empty value is one like any other.',
  },
  {
    id: 'site-select-very-many',
    is: '`select` with very many options',
    shows: 'A radio group under a search, which says how many were found.',
    site: one('city', 'select', 'City', { options: coded(CITIES) }),
    does: [
      ['search', 'mo'],
      ['choose', 'Morelia'],
    ],
    notes: 'Found without regard to case and accents. What is chosen stays in sight.',
  },
  {
    id: 'site-file',
    is: '`file`',
    shows: 'An area to press or to drop a file on; then the file’s name and size.',
    site: one('statement', 'file', 'Statement', { accept: '.pdf' }),
    does: [['attach', 'Statement', 'statement.pdf']],
    notes:
      '`accept` (several are parted by `,`, `;` or `|`) and the size are checked before anything is read; the value is a data URL.',
  },
  {
    id: 'site-array',
    is: '`array`',
    shows: 'A text area, one value a line.',
    site: one('accounts', 'array', 'Accounts to read'),
    does: [['fill', 'Accounts to read', '0011\n0022\n']],
    notes: 'Posted as an array, without empty lines.',
  },
  {
    id: 'site-options',
    is: '`options`',
    shows: 'A radio group, or a list, as for `select`.',
    site: one('document', 'options', 'Document', { options: coded(['Passport', 'Identity card']) }),
    does: [['choose', 'Identity card']],
    notes: '',
  },
  {
    id: 'site-unknown',
    is: 'any type that is not known',
    shows: 'A text input, so that nobody is ever stuck.',
    site: one('phrase', 'spoken_phrase', 'Security phrase'),
    does: [['fill', 'Security phrase', 'blue horse']],
    notes: '',
  },
  {
    id: 'site-unknown-options',
    is: 'any type that is not known, with options',
    shows: 'A radio group, or a list, as for `select`.',
    site: one('segment', 'segment', 'Segment', { options: coded(['Retail', 'Wealth', 'Business']) }),
    does: [['choose', 'Wealth']],
    notes: '',
  },
  {
    id: 'site-several-ways',
    is: 'version 3 with several ways to log in',
    shows: 'A tab for each way. Each keeps what was typed.',
    site: { version: 3, input: [PASSWORD_WAY, TOKEN_WAY] },
    does: [
      ['tab', 'Mobile token'],
      ['fill', 'User', 'ana.lopez'],
      ['fill', 'Token code', '123456'],
    ],
    notes: 'Arrow keys move between the tabs; only the way that is shown is posted.',
  },
  {
    id: 'site-backup-way',
    is: 'version 4 with a backup way by `file`',
    shows: 'The backup way is the last tab.',
    site: { version: 4, input: [PASSWORD_WAY, FILE_WAY] },
    does: [
      ['tab', 'Upload statements'],
      ['attach', 'Statement', 'statement.pdf'],
    ],
    notes: '',
  },
  {
    id: 'site-update',
    is: 'version 4, to update a credential',
    shows: 'Only what does not say who the person is.',
    site: { version: 4, input: [PASSWORD_WAY] },
    credentialId: '668f458e67fa028489d2c8e5',
    does: [['fill', 'Password', 'S3cret']],
    notes: 'With `credential-id`: elements that are an `identifier` are neither asked for nor posted.',
  },
];

/** What institutions ask while a job runs. */
export const CHALLENGE_EXAMPLES = [
  {
    id: 'challenge-text',
    is: '`text`',
    shows: 'An input under its label.',
    twofa: [{ name: 'city', type: 'text', label: 'In which city were you born?' }],
    does: [['fill', 'In which city were you born?', 'Mérida']],
    notes: '',
  },
  {
    id: 'challenge-code',
    is: '`text` for a one-time code',
    shows: 'An input; a phone shows its number pad, and offers the code that it has just received.',
    twofa: [{ name: 'token', type: 'text', label: 'Enter the 6-digit code that we sent you' }],
    does: [['fill', 'Enter the 6-digit code that we sent you', '012345']],
    notes:
      'Name or label say that it is a code. Spaces and dashes are left out between digits in threes or fours, spaces alone between digits in ones or twos, both wherever the label asks for digits.',
  },
  {
    id: 'challenge-time-limit',
    is: 'any, where it is known how long the institution waits',
    shows: 'Under it, how long there is still time.',
    twofa: [{ name: 'token', type: 'text', label: 'Code that we sent you' }],
    timeLimit: 90_000,
    does: [['fill', 'Code that we sent you', '123456']],
    notes: 'With `time-limit`. Said aloud only now and then; near the end it is a warning.',
  },
  {
    id: 'challenge-password',
    is: '`password`',
    shows: 'An input that hides what is typed, with a button to show it.',
    twofa: [{ name: 'pin', type: 'password', label: 'PIN of your card' }],
    does: [['fill', 'PIN of your card', '2468']],
    notes: '',
  },
  {
    id: 'challenge-captcha',
    is: '`text` with a picture',
    shows: 'The captcha on white, also in the dark; a press enlarges it.',
    twofa: [{ name: 'captcha', type: 'text', label: 'Enter the text of the image', imgBase64File: '$base64:captcha' }],
    does: [['fill', 'Enter the text of the image', 'R7K4P']],
    notes:
      'Bare Base64, a data URL of an image or, as `imgURL`, a URL over https. A picture that ' +
      'cannot be shown is said to be missing.',
  },
  {
    id: 'challenge-options',
    is: '`options`',
    shows: 'A radio group of pictures, each with a name.',
    twofa: [{ name: 'image', type: 'options', label: 'Select your image', options: shapes('data') }],
    does: [['choose', /3/]],
    notes: 'Values that are numbers stay numbers.',
  },
  {
    id: 'challenge-options-words',
    is: '`options` without pictures',
    shows: 'A radio group, or a list, as for `textOptions`.',
    twofa: [{ name: 'channel', type: 'options', label: 'Send a code by', options: coded(['SMS', 'E-mail']) }],
    does: [['choose', 'E-mail']],
    notes: '',
  },
  {
    id: 'challenge-text-options-few',
    is: '`textOptions`, or `select`, with few options',
    shows: 'A radio group.',
    twofa: [{ name: 'phone', type: 'textOptions', label: 'Call me at', options: coded(['•• 1234', '•• 5678']) }],
    does: [['choose', '•• 5678']],
    notes: '',
  },
  {
    id: 'challenge-select-many',
    is: '`select`, or `textOptions`, with many options',
    shows: 'The system’s own list; with very many, a list under a search, as at login.',
    twofa: [{ name: 'state', type: 'select', label: 'Where did you open it?', options: coded(STATES) }],
    does: [['pick', 'Where did you open it?', 'Oaxaca']],
    notes: '',
  },
  {
    id: 'challenge-accounts',
    is: '`accounts`',
    shows: 'Checkboxes, and one for all of them.',
    twofa: [{ name: 'accounts', type: 'accounts', label: 'Accounts to connect', options: OWNED }],
    does: [
      ['choose', OWNED[0].label],
      ['choose', OWNED[2].label],
    ],
    notes: 'The values joined with commas.',
  },
  {
    id: 'challenge-external',
    is: '`externalAction`',
    shows: 'What is to be done elsewhere, that the page is waiting, and for how long it has been.',
    twofa: [{ name: 'confirm', type: 'externalAction', label: 'Confirm the login in your bank’s app' }],
    notes: 'The job goes on by itself.',
  },
  {
    id: 'challenge-external-qr',
    is: '`externalAction` with a picture',
    shows: 'The QR code, on white, which a press enlarges.',
    twofa: [
      { name: 'qr', type: 'externalAction', label: 'Scan the code with your bank’s app', imgBase64File: '$data:qr' },
    ],
    notes: '',
  },
  {
    id: 'challenge-instructions',
    is: '`instructions`',
    shows: 'The label, and that the page is waiting.',
    twofa: [{ name: 'instructions', type: 'instructions', label: 'Connect your token to this computer' }],
    notes: '',
  },
  {
    id: 'challenge-hardware',
    is: 'nothing but data for a hardware token, and perhaps instructions',
    shows: 'That a device is needed which this page cannot reach, and a button that leads back.',
    twofa: hardware,
    notes: 'Nothing could be answered: the button cancels the job.',
  },
  {
    id: 'challenge-hardware-code',
    is: 'data for a hardware token, and its code',
    shows: 'Only the code is asked for.',
    twofa: [...hardware.slice(0, 2), { name: 'token', type: 'text', label: 'Code that your token shows' }],
    does: [['fill', 'Code that your token shows', '778899']],
    notes: 'The hidden elements’ labels go back under their names.',
  },
  {
    id: 'challenge-unknown',
    is: 'any other',
    shows: 'A text input; a list where it has options.',
    twofa: [{ name: 'phrase', type: 'spoken_phrase', label: 'Your security phrase' }],
    does: [['fill', 'Your security phrase', 'blue horse']],
    notes: '',
  },
  {
    id: 'challenge-several',
    is: 'several elements in one challenge',
    shows: 'One form, in the challenge’s order.',
    twofa: [
      { name: 'note', type: 'instructions', label: 'Your bank wants to know that it is you.' },
      { name: 'captcha', type: 'text', label: 'Text of the image', imgBase64File: '$data:captcha' },
      { name: 'image', type: 'options', label: 'Your image', options: shapes('base64') },
      { name: 'token', type: 'text', label: 'Code that we sent you' },
    ],
    does: [
      ['fill', 'Text of the image', 'R7K4P'],
      ['choose', /1/],
      ['fill', 'Code that we sent you', '123456'],
    ],
    notes: 'Sent together.',
  },
];

export const EXAMPLES = [...SITE_EXAMPLES, ...CHALLENGE_EXAMPLES];

/** The elements of an example, as the API sends them. */
export const elementsOf = ({ site, twofa }) =>
  twofa ?? [...(site.credentials ?? []), ...(site.input ?? []).flatMap(({ fields }) => fields)];

/** The types that an example is about. */
export const typesOf = example => [...new Set(elementsOf(example).map(({ type }) => type))];
