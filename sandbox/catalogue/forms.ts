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
import type { Form } from './types.js';

/** The languages of the institutions' own labels. */
export type Language = 'es' | 'pt' | 'en';

const WORDS = {
  es: {
    user: 'Usuario',
    password: 'Contraseña',
    contract: 'Número de contrato',
    company: 'Código de empresa',
    card: 'Número de tarjeta',
    digits16: 'La tarjeta tiene 16 dígitos',
    token: 'Código del token',
    email: 'Correo electrónico',
    phone: 'Número celular a 10 dígitos',
    phoneRule: 'Diez dígitos, sin espacios',
    account: 'Número de servicio',
    key: 'Clave de API',
    secret: 'Secreto de API',
    document: 'Tipo de documento',
    number: 'Número de documento',
    branch: 'Sucursal',
    certificate: 'Certificado (.cer)',
    privateKey: 'Clave privada (.key)',
    byPassword: 'Acceso con contraseña',
    byCertificate: 'Acceso con firma electrónica',
    byToken: 'Acceso con token móvil',
    statement: 'Estado de cuenta (PDF)',
    byFile: 'Subir estados de cuenta',
    accounts: 'Cuentas por consultar',
    taxId: 'RFC',
  },
  pt: {
    user: 'Usuário',
    password: 'Senha eletrônica',
    contract: 'Número do contrato',
    company: 'Código da empresa',
    card: 'Número do cartão',
    digits16: 'O cartão tem 16 dígitos',
    token: 'Código do token',
    email: 'E-mail',
    phone: 'Celular com DDD',
    phoneRule: 'Somente números, com o DDD',
    account: 'Número da instalação',
    key: 'Chave de API',
    secret: 'Segredo da API',
    document: 'Tipo de documento',
    number: 'Número do documento',
    branch: 'Agência',
    certificate: 'Certificado digital (.pfx)',
    privateKey: 'Chave privada (.key)',
    byPassword: 'Entrar com senha',
    byCertificate: 'Entrar com certificado digital',
    byToken: 'Entrar com token',
    statement: 'Extrato (PDF)',
    byFile: 'Enviar extratos',
    accounts: 'Contas a consultar',
    taxId: 'CPF ou CNPJ',
  },
  en: {
    user: 'User ID',
    password: 'Password',
    contract: 'Contract number',
    company: 'Company ID',
    card: 'Card number',
    digits16: 'A card number has 16 digits',
    token: 'Token code',
    email: 'E-mail',
    phone: '10-digit mobile number',
    phoneRule: 'Ten digits, no spaces',
    account: 'Service number',
    key: 'API key',
    secret: 'API secret',
    document: 'Document type',
    number: 'Document number',
    branch: 'Branch',
    certificate: 'Certificate (.cer)',
    privateKey: 'Private key (.key)',
    byPassword: 'Sign in with a password',
    byCertificate: 'Sign in with a certificate',
    byToken: 'Sign in with a mobile token',
    statement: 'Statement (PDF)',
    byFile: 'Upload statements',
    accounts: 'Accounts to read',
    taxId: 'Tax ID',
  },
} as const;

type Words = (typeof WORDS)[Language];
type Template = (words: Words) => Form;

const DOCUMENTS = [
  { label: 'Cédula de ciudadanía', value: '01' },
  { label: 'Cédula de extranjería', value: '02' },
  { label: 'NIT', value: '03' },
];

const BRANCHES = [
  { label: 'Centro', value: 1 },
  { label: 'Norte', value: 2 },
  { label: 'São João', value: 3 },
];

const CARD = String.raw`^\d{16}$`;

const TEMPLATES = {
  user: w => form1(userField('username', w.user), passwordField(w.password)),
  card: w =>
    form1(
      userField('username', w.card, { validation: [{ type: 'regex', value: CARD, error_message: w.digits16 }] }),
      passwordField(w.password),
    ),
  contract: w => form1(userField('contract', w.contract), userField('username', w.user), passwordField(w.password)),
  email: w =>
    form1(userField('email', w.email, { validation: '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$' }), passwordField(w.password)),
  phone: w =>
    form1(
      userField('username', w.phone, {
        validation: [
          { type: 'text', value: w.phoneRule, error_message: w.phoneRule },
          { type: 'regex', value: String.raw`^\d{10,11}$`, error_message: w.phoneRule },
        ],
      }),
      passwordField(w.password),
    ),
  service: w => withoutEndpoint(form1(userField('account', w.account), passwordField(w.password, { required: false }))),
  token: w =>
    form1(
      userField('username', w.user),
      passwordField(w.password),
      field('token', 'text', w.token, { token: true, validation: String.raw`/^\d{6,8}$/` }),
    ),
  document: w =>
    form1(
      field('document', 'select', w.document, { options: DOCUMENTS }),
      userField('username', w.number),
      passwordField(w.password),
    ),
  branch: w =>
    form1(
      field('branch', 'select', w.branch, { options: BRANCHES }),
      userField('username', w.account),
      passwordField(w.password),
    ),
  company: w =>
    form3(
      '/v1/pulls',
      way(
        'Default',
        w.byPassword,
        input('company', 'text', w.company, { validation: '/^[a-z0-9]+$/i' }),
        input('username', 'text', w.user),
        input('password', 'password', w.password, { encrypt: true }),
      ),
    ),
  ways: w =>
    form3(
      '/v1/pulls',
      way('password', w.byPassword, input('username', 'text', w.user), input('password', 'password', w.password)),
      way('token', w.byToken, input('username', 'text', w.user), input('token', 'text', w.token, { token: true })),
    ),
  tax: w =>
    form3(
      '/v1/jobs',
      way('ciec', w.byPassword, input('rfc', 'text', w.taxId), input('password', 'password', w.password)),
      way(
        'efirma',
        w.byCertificate,
        input('cer', 'file', w.certificate, { accept: '.cer,.pfx' }),
        input('key', 'file', w.privateKey, { accept: '.key' }),
        input('password', 'password', w.password),
      ),
    ),
  exchange: w =>
    form3(
      '/v1/jobs',
      way('Default', w.key, input('key', 'text', w.key), input('secret', 'password', w.secret, { encrypt: true })),
    ),
  backup: w =>
    form4(
      '/v1/credentials',
      way(
        'Default',
        w.byPassword,
        input4('username', 'text', w.user, { identifier: true }),
        input4('password', 'password', w.password),
      ),
      { ...way('file', w.byFile, input4('statement', 'file', w.statement, { accept: '.pdf' })), type: 'file' },
    ),
  accounts: w =>
    form4(
      '/v1/pulls',
      way(
        'Default',
        w.byPassword,
        input4('username', 'text', w.user, { identifier: true }),
        input4('branch', 'options', w.branch, { identifier: true, options: BRANCHES }),
        input4('password', 'password', w.password),
        input4('accounts', 'array', w.accounts, { required: false }),
      ),
    ),
} satisfies Record<string, Template>;

export type FormName = keyof typeof TEMPLATES;

export function formOf(name: FormName, language: Language): Form {
  return TEMPLATES[name](WORDS[language]);
}
