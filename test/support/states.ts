// Every state that a person may meet, of every element: each is brought about in the page, with texts longer than people have.
import type { Challenge, Site } from '../../src/api/schemas.js';
import type { SyncfyCredentialForm, SyncfyJobStatus, SyncfyTwofa } from '../../src/index.js';
import {
  all,
  deep,
  fill,
  open,
  parts,
  settled,
  toForm,
  until,
  type Page,
  type PageOptions,
  type Sandbox,
} from './flow.js';

export interface State {
  name: string;
  /** Shows it, and answers when it is there. */
  show: (sandbox: Sandbox, more?: PageOptions) => Promise<Page>;
}

type Rule = { reset?: boolean; status?: number; delayMs?: number; hang?: boolean; body?: string };
export const fail = (sandbox: Sandbox, path: string, action: Rule) =>
  sandbox.faults({ rules: [{ match: { path }, action }] });

const NORMAL = '56cf5728784806f72b8b4568';
const LONG = 'Banco Nacional de los Trabajadores del Autotransporte';
const WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

export const element = (type: string, label: string, more: object = {}) => ({
  name: label,
  type,
  label,
  required: true,
  ...more,
});
export const options = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ label: n % 3 ? `Choice ${n}` : `${WORD} ${n}`, value: n }));

/** A picture of 120 px, made here. */
function picture(): string {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 120;
  const pen = canvas.getContext('2d')!;
  pen.fillRect(20, 20, 80, 80);
  return canvas.toDataURL();
}

const one =
  (name: string, attributes: (sandbox: Sandbox) => string = () => '') =>
  (sandbox: Sandbox, more: PageOptions = {}) =>
    open(sandbox, { body: `<syncfy-${name} ${attributes(sandbox)}></syncfy-${name}>`, ...more });

// The picker.
const picker = (attributes = '') => one('site-picker', () => attributes);
const searched =
  (query: string, part: string): State['show'] =>
  async (sandbox, more) => {
    const page = await picker()(sandbox, more);
    fill(await page.user.find('searchbox'), query);
    await until(part, () => parts(page.root, part)[0]);
    return page;
  };

const pickers: State[] = [
  {
    name: 'picker: loading',
    show: async (sandbox, more) => {
      await fail(sandbox, '*/catalogues/*', { hang: true });
      const page = await picker()(sandbox, more);
      await until('the skeleton', () => parts(page.root, 'skeleton')[0]);
      return page;
    },
  },
  {
    name: 'picker: list, a type chosen',
    show: async (sandbox, more) => {
      const page = await picker()(sandbox, more);
      await page.user.pressKey('pick.type.Government');
      await until(
        'it is chosen',
        () => all(page.root, 'button').filter(chip => chip.ariaPressed === 'true').length === 1,
      );
      return page;
    },
  },
  { name: 'picker: matches', show: searched('acme', 'mark') },
  { name: 'picker: sites', show: searched('Acme Labs', 'site') },
  {
    name: 'picker: whose sites they are, one picked',
    show: async (sandbox, more) => {
      const page = await searched('BBVA', 'organization')(sandbox, more);
      for (const row of all(page.root, 'button').filter(button => button.ariaExpanded === 'false')) row.click();
      const site = await until('a site', () => parts(page.root, 'badge')[0]?.closest('button'));
      site.click();
      await until('it is picked', () => site.ariaCurrent === 'true');
      return page;
    },
  },
  { name: 'picker: nothing found', show: searched(`zz${WORD}`, 'message') },
  {
    name: 'picker: empty',
    show: async (sandbox, more) => {
      const page = await picker('only-sites="none"')(sandbox, more);
      await until('nothing', () => parts(page.root, 'message')[0]);
      return page;
    },
  },
  {
    name: 'picker: failed',
    show: async (sandbox, more) => {
      await fail(sandbox, '*/catalogues/*', { status: 404 });
      const page = await picker()(sandbox, more);
      await until('the error', () => parts(page.root, 'error')[0]);
      return page;
    },
  },
  {
    name: 'picker: long names of the page’s own',
    show: async (sandbox, more) => {
      const page = await picker()(sandbox, more);
      const site = (name: string, more: object = {}) => ({ id_site: name, name, ...more });
      page.root.querySelector('syncfy-site-picker')!.organizations = [
        { id_site_organization: 'a', name: LONG, sites: [site(LONG)] },
        { id_site_organization: 'b', name: WORD, sites: [site(LONG), site(WORD, { is_business: 1 })] },
      ] as never;
      await until('both', () => parts(page.root, 'organization').length === 2);
      parts(page.root, 'organization')[1]!.click();
      await until('its sites', () => parts(page.root, 'site').length === 2);
      return page;
    },
  },
];

// The form.
export const formOf = ({ root }: Page) => root.querySelector('syncfy-credential-form') as SyncfyCredentialForm;
const form = (attributes = '') => one('credential-form', () => attributes);
const own =
  (credentials: object[], attributes = ''): State['show'] =>
  async (sandbox, more) => {
    const page = await form(attributes)(sandbox, more);
    const site_organization = { name: WORD, avatar: '/assets/56cf4ff5784806152c8b4567/avatar.svg' };
    formOf(page).site = { id_site: 's1', name: LONG, site_organization, credentials } as unknown as Site;
    await until('the form', () => page.user.sees('heading'));
    return page;
  };
export const EVERY = [
  element('text', 'User', { username: true, validation: '^a$' }),
  element('password', 'Password'),
  element('select', 'Few', { options: options(3) }),
  element('select', LONG, { options: options(9), required: false }),
  element('select', 'Many', { options: options(60), required: false }),
  element('file', 'File', { accept: '.pdf,.zip,.xml' }),
  element('array', WORD, { required: false }),
  element('options', 'رقم الحساب', { options: options(2), required: false }),
];
export const put = (page: Page, name: string, size = 5) => {
  const files = new DataTransfer();
  files.items.add(new File(['x'.repeat(size)], name));
  const input = [...deep(page.root)].find(one => (one as HTMLInputElement).type === 'file') as HTMLInputElement;
  input.files = files.files;
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
};
const filled = async (sandbox: Sandbox, more?: PageOptions) => {
  const page = await form(`site-id="${NORMAL}"`)(sandbox, more);
  await page.user.type('Username', 'test');
  await page.user.type('Password', 'test');
  return page;
};

const forms: State[] = [
  { name: 'form: idle', show: form() },
  { name: 'form: nothing asked', show: own([]) },
  {
    name: 'form: unknown site',
    show: async (sandbox, more) => {
      const page = await form('site-id="ffffffffffffffffffffffff"')(sandbox, more);
      await page.user.find('alert');
      return page;
    },
  },
  { name: 'form: every kind', show: own(EVERY) },
  {
    name: 'form: every kind, nothing filled in',
    show: async (sandbox, more) => {
      const page = await own(EVERY)(sandbox, more);
      await page.user.pressKey('form.submit');
      await until('errors', () => parts(page.root, 'field-error').length > 2);
      return page;
    },
  },
  {
    name: 'form: every kind, filled in wrongly',
    show: async (sandbox, more) => {
      const page = await own(EVERY, 'reveal="text"')(sandbox, more);
      fill(await page.user.find('textbox', 'Password'), 'stray ');
      await page.user.choose('radio', 'Choice 1');
      await page.user.type('User', 'b');
      put(page, `${WORD}.exe`);
      await until('the hint', () => parts(page.root, 'field-hint').some(hint => hint.textContent?.includes('space')));
      await page.user.pressKey('form.submit');
      await until('errors', () => parts(page.root, 'field-error').length > 1);
      return page;
    },
  },
  {
    name: 'form: several ways',
    show: (sandbox, more) =>
      own([])(sandbox, more).then(async page => {
        const way = (name: string, label: string) => ({
          name,
          label,
          fields: [element('text', `${label} number`), element('password', 'PIN')],
        });
        formOf(page).site = {
          id_site: 's2',
          name: LONG,

          input: [way('a', 'User'), way('b', 'Card'), way('c', LONG)],
        } as never;
        await until('tabs', () => parts(page.root, 'tab')[2]);
        return page;
      }),
  },
  {
    name: 'form: sending',
    show: async (sandbox, more) => {
      const page = await filled(sandbox, more);
      await fail(sandbox, '/v1/credentials', { hang: true });
      void formOf(page).submit();
      await until('it is busy', () => parts(page.root, 'spinner')[0]);
      return page;
    },
  },
  {
    name: 'form: sending failed',
    show: async (sandbox, more) => {
      const page = await filled(sandbox, more);
      await fail(sandbox, '/v1/credentials', { status: 429 });
      await formOf(page).submit();
      await until('the error', () => parts(page.root, 'error')[0]);
      return page;
    },
  },
];

// The job.
export const statusOf = ({ root }: Page) => root.querySelector('syncfy-job-status') as SyncfyJobStatus;
const job =
  (codes: readonly number[], then: (status: SyncfyJobStatus) => void = () => {}): State['show'] =>
  async (sandbox, more) => {
    const page = await one('job-status')(sandbox, more);
    await fail(sandbox, '*/status', { body: JSON.stringify(codes.map(code => ({ code }))) });
    page.session.site = { id_site: 's', name: LONG, site_organization: { name: WORD } } as never;
    const status = statusOf(page);
    status.job = { id_job: 'j', status: `${sandbox.apiBase}/jobs/j/status` } as never;
    await until('the last of them', () => status.status?.code === codes.at(-1));
    then(status);
    await settled();
    return page;
  };
const jobs: State[] = [
  { name: 'job: none', show: one('job-status') },
  { name: 'job: working', show: job([100, 101]) },
  {
    name: 'job: working for long, one may leave',
    show: job([100, 101, 102], status => Object.assign(status, { _slow: 2 })),
  },
  { name: 'job: in one line', show: job([100, 101], status => (status.compact = true)) },
  ...[200, 202, 401, 409, 500].map(code => ({ name: `job: ended with ${code}`, show: job([100, 101, code]) })),
  {
    name: 'job: trouble',
    show: async (sandbox, more) => {
      const page = await one('job-status')(sandbox, more);
      await fail(sandbox, '*/status', { status: 503 });
      statusOf(page).job = { id_job: 't', status: `${sandbox.apiBase}/jobs/t/status` } as never;
      await until('trouble', () => parts(page.root, 'trouble')[0]);
      return page;
    },
  },
  {
    name: 'job: may not be followed',
    show: async (sandbox, more) => {
      const page = await one('job-status')(sandbox, more);
      await fail(sandbox, '*/status', { status: 403 });
      statusOf(page).job = { id_job: 'f', status: `${sandbox.apiBase}/jobs/f/status` } as never;
      await until('the error', () => parts(page.root, 'error')[0]);
      return page;
    },
  },
];

// The challenge.
export const twofaOf = ({ root }: Page) => root.querySelector('syncfy-twofa') as SyncfyTwofa;
export const ask =
  (attributes: string, twofa: () => object[], then: (page: Page) => Promise<unknown> = async () => {}): State['show'] =>
  async (sandbox, more) => {
    const page = await one('twofa', () => attributes)(sandbox, more);
    page.session.site = { id_site: 's', name: LONG } as never;
    const address = `${sandbox.apiBase}/jobs/none/twofa`;
    twofaOf(page).challenge = { code: 410, twofa: twofa(), address } as unknown as Challenge;
    await until('the question', () => page.user.sees('heading'));
    await then(page);
    await settled();
    return page;
  };
const pictures = (count: number) => Array.from({ length: count }, (_, value) => ({ value, imgBase64File: picture() }));
const send = ({ user }: Page) => user.pressKey('twofa.submit');
const challenges: State[] = [
  { name: 'challenge: none', show: one('twofa') },
  {
    name: 'challenge: a picture, a code, time enough',
    show: ask('time-limit="600000"', () => [
      element('text', 'Captcha', { imgBase64File: picture() }),
      element('token', LONG),
      element('password', 'PIN'),
    ]),
  },
  {
    name: 'challenge: nothing filled in, hardly any time left',
    show: ask(
      'time-limit="20000"',
      () => [
        element('text', 'Captcha', { imgBase64File: picture() }),
        element('options', LONG, { options: pictures(5) }),
      ],
      async page => {
        await send(page);
        await until('errors', () => parts(page.root, 'field-error').length === 2);
      },
    ),
  },
  {
    name: 'challenge: a picture enlarged',
    show: ask(
      '',
      () => [element('text', 'Captcha', { imgBase64File: picture() })],
      async page => {
        (await until('the picture', () => parts(page.root, 'picture')[0])).click();
        await until('it is large', () => parts(page.root, 'enlarged')[0]?.matches(':popover-open'));
      },
    ),
  },
  { name: 'challenge: a broken picture', show: ask('', () => [element('text', WORD, { imgBase64File: 'broken' })]) },
  {
    name: 'challenge: a picture that did not come',
    show: ask(
      '',
      () => [element('text', 'Captcha', { imgURL: 'https://127.0.0.1:9/captcha.png' })],
      async page => void (await until('it is said', () => parts(page.root, 'button-retry')[0])),
    ),
  },
  {
    name: 'challenge: pictures, one chosen',
    show: ask(
      '',
      () => [element('options', 'Pictures', { options: pictures(5) })],
      page => page.user.choose('radio', /1/),
    ),
  },
  {
    name: 'challenge: lists, some chosen',
    show: ask(
      '',
      () => [
        element('textOptions', 'List', { options: options(4) }),
        element('accounts', LONG, { options: options(4) }),
      ],
      page => page.user.choose('checkbox', 'Choice 1'),
    ),
  },
  {
    name: 'challenge: waiting',
    show: ask('time-limit="20000"', () => [
      element('externalAction', 'Confirm it on your phone', { imgBase64File: picture() }),
    ]),
  },
  { name: 'challenge: a device', show: ask('', () => [element('device', 'Device')]) },
  {
    name: 'challenge: sending failed',
    show: ask(
      '',
      () => [element('text', 'Code')],
      async page => {
        await page.user.type('Code', '1');
        await send(page);
        await until('the error', () => parts(page.root, 'error')[0]);
      },
    ),
  },
  {
    name: 'challenge: sent',
    show: async (sandbox, more) => {
      await fail(sandbox, '*/twofa', { body: '{"rid":"x","code":200,"status":true,"response":true}' });
      return ask(
        '',
        () => [element('text', 'Code')],
        async page => {
          await page.user.type('Code', '1');
          await send(page);
          await until('it is sent', () => parts(page.root, 'sent')[0]);
        },
      )(sandbox, more);
    },
  },
];

// The whole way, whose steps are the elements above: its frame, its consent, its ends.
const whole =
  (attributes: string, go: (page: Page) => Promise<unknown> = async () => {}): State['show'] =>
  async (sandbox, more) => {
    const page = await open(sandbox, { connect: attributes, ...more });
    page.connect.show();
    await page.connect.updateComplete;
    await go(page);
    await settled();
    return page;
  };
const ends = (code: number) =>
  whole('no-consent', async page => {
    await toForm(page, 'Code Response Simulator');
    await page.user.logsIn({
      Username: 'test',
      Password: 'test',
      'Code to end with (200 if left empty)': String(code),
    });
    await until('the end', () => page.events.ends[0]);
  });
const CLIENT = `client-name="${LONG}" policy-url="https://example.com/"`;
const ways: State[] = ['inline', 'dialog'].flatMap(mode => [
  { name: `${mode}: consent`, show: whole(`mode="${mode}" ${CLIENT}`) },
  {
    name: `${mode}: institutions`,
    show: whole(`mode="${mode}" no-consent`, page => until('the list', () => parts(page.root, 'list')[0])),
  },
  { name: `${mode}: log in`, show: whole(`mode="${mode}" no-consent`, page => toForm(page, 'Select Input')) },
]);

export const STATES: readonly State[] = [
  ...pickers,
  ...forms,
  ...jobs,
  ...challenges,
  ...ways,
  { name: 'refused', show: ends(401) },
  { name: 'well', show: ends(200) },
  { name: 'not well', show: ends(500) },
  { name: 'another site', show: ends(409) },
];
