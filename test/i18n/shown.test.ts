// What the elements show, in each state: texts of the dictionaries, what the API told, digits and signs, and nothing else. In each
// state the language changes, too: everything is said in the other one, fits a phone, and what was typed stays.
import { aTimeout, assert } from '@open-wc/testing';
import type { Faults } from '../../sandbox/index.js';
import { en } from '../../src/i18n/en.js';
import { es } from '../../src/i18n/es.js';
import type { MessageKey, Messages } from '../../src/i18n/localize.js';
import { pt } from '../../src/i18n/pt.js';
import type { Challenge, Site } from '../../src/api/schemas.js';
import type { SyncfyCredentialForm, SyncfyJobStatus, SyncfyTwofa } from '../../src/index.js';
import { KNOWN_CODES } from '../../src/job/codes.js';
import {
  LOGIN,
  all,
  closePages,
  deep,
  fill,
  focused,
  hold,
  open,
  parts,
  startSandbox,
  toForm,
  until,
  type Page,
  type PageOptions,
  type Sandbox,
} from '../support/flow.js';
import { put } from '../support/states.js';
import { pretend } from '../support/pretend.js';

const LANGUAGES: Readonly<Record<string, Messages>> = { pt, es, en };
const KEYS = Object.keys(en) as MessageKey[];

/** Texts that say their own key in place of anything else; the second line of one says that it is the second. */
const MARKED = Object.fromEntries(
  KEYS.map(key => {
    const lines = en[key].split('\n').map(line => line.match(/\{\w+\}/g)?.join('') ?? '');
    return [key, lines.map((values, index) => `⟦${key}${index ? '¶' : ''}⟧${values}`).join('\n')];
  }),
) as Messages;

/** Every marker that there is. */
const MARKERS = Object.values(MARKED).flatMap(text => [...text.matchAll(/⟦(.*?)⟧/g)].map(([, name]) => name!));

/** The lines of a text as they are to be read, without the values in them. */
const fragments = (language: string, name: string) => {
  const line = LANGUAGES[language]![name.replace('¶', '') as MessageKey].split('\n')[name.endsWith('¶') ? 1 : 0]!;
  return line.split(/\{\w+\}/).flatMap(part => part.trim() || []);
};

/** What takes longer to come, or cannot be brought about here; a test in Node shows that the source uses it. */
const NOT_REACHED = ['form.fileUnread', 'status.slow', 'status.slower'];

const SPOKEN = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'placeholder',
  'title',
];
/** Pieces that hold no language: initials, codes, ids. */
const SILENT = ['logo-initials', 'rid', 'code'];

const clean = (text: string) =>
  text
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Every text that stands in a page, seen or not, and every attribute that is read out. */
function textsOf(root: ParentNode): string[] {
  return [...deep(root)].flatMap(element => {
    if (['STYLE', 'MARK'].includes(element.tagName) || SILENT.some(name => element.part.contains(name))) return [];
    const own = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    const text = own ? [...element.childNodes].map(node => (isSilent(node) ? '' : node.textContent)).join('') : '';
    const spoken = SPOKEN.map(name => element.getAttribute(name) ?? '');
    return [text, ...spoken].map(clean).filter(one => one);
  });
}
const isSilent = (node: Node) =>
  node instanceof Element ? SILENT.some(name => node.part.contains(name)) : node.nodeType !== Node.TEXT_NODE;

/** What the API and the page have told. */
const told = new Set<string>();
function tell(data: unknown): void {
  if (typeof data === 'string') {
    if (/\p{L}.*\p{L}/u.test(data)) told.add(clean(data));
  } else if (data && typeof data === 'object') Object.values(data).forEach(tell);
}

/** How wide (px) the smallest phones are. */
const PHONE = 320;

/** Markers that were seen in any state. */
const seen = new Set<string>();
const stateOf = (root: ParentNode) =>
  [...deep(root)]
    .filter(element => /^(input|select|textarea)$/.test(element.localName))
    .map(element => {
      const { value, checked, selectedIndex, type } = element as HTMLInputElement & HTMLSelectElement;
      return [type, value, checked, selectedIndex].join();
    });

/** Lets elements, and those in them, draw what has changed. */
async function drawn(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await aTimeout(0);
}

/** Changes the language, and then every text, of a page as it stands. */
async function speaks(page: Page, what: string): Promise<void> {
  const { root, session } = page;
  // While one types, the number announced is the one before.
  await until('all is announced', () =>
    parts(root, 'count').every(one => one.textContent.trim() === one.nextElementSibling?.textContent.trim()),
  );
  const before = { state: stateOf(root), focus: focused() };
  const texts: Record<string, string> = {};
  root.style.cssText = `box-sizing: border-box; inline-size: ${PHONE}px; padding: 16px`;
  for (const language of Object.keys(LANGUAGES)) {
    session.locale = language;
    await drawn();
    texts[language] = textsOf(root).join('\n');
    assert.isAtMost(root.scrollWidth, PHONE, `${what}: fits a phone in ${language}`);
  }
  session.messages = MARKED;
  await drawn();
  const shown = textsOf(root);
  session.messages = {};
  await drawn();
  // The time left runs.
  const still = (text = '') => text.replace(/\d/g, '');
  assert.equal(still(textsOf(root).join('\n')), still(texts['en']), `${what}: the language’s own texts come back`);

  const markers = new Set(shown.flatMap(text => [...text.matchAll(/⟦(.*?)⟧/g)].map(([, name]) => name!)));
  assert.isNotEmpty(markers, what);
  for (const name of markers) {
    seen.add(name);
    for (const language of Object.keys(LANGUAGES)) {
      // No institution is one of them in Portuguese, and many in English.
      const forms = name.startsWith('pick.results.') ? ['pick.results.one', 'pick.results.other'] : [name];
      const said = forms.some(form => fragments(language, form).every(part => texts[language]!.includes(part)));
      assert.isTrue(said, `${what}: ${name} in ${language}, in ${texts[language]!.slice(-400)}`);
    }
  }
  page.events.all.forEach(({ detail }) =>
    tell(JSON.parse(JSON.stringify(detail, (key, value: unknown) => (key === 'message' ? '' : value)))),
  );
  const data = [...told].sort((a, b) => b.length - a.length);
  const written = shown.flatMap(text => {
    let rest = text.replace(/⟦.*?⟧/g, ' ').replace(/\b\d+(\.\d+)? (kB|MB)/g, '');
    for (const one of data) if (/\p{L}/u.test(rest)) rest = rest.replaceAll(one, ' ');
    return /\p{L}/u.test(rest) ? [text] : [];
  });
  assert.deepEqual(written, [], `${what}: is written elsewhere`);
  assert.deepEqual(stateOf(root), before.state, `${what}: what was typed stays`);
  assert.isTrue(focused() === before.focus, `${what}: the focus stays`);
}

const NORMAL = '56cf5728784806f72b8b4568';
const ASKED = 'Enter any number sequence as a token';

let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox({ pace: 5, catalogueSize: 1500 });
  const token = await sandbox.token();
  const get = async (path: string) => {
    const answer = await fetch(`${sandbox.apiBase}${path}`, { headers: { Authorization: `TOKEN token=${token}` } });
    const { response } = (await answer.json()) as { response: unknown };
    tell(response);
    return response;
  };
  const [countries, organizations] = await Promise.all([
    get('/catalogues/countries') as Promise<{ code: string }[]>,
    get('/catalogues/organizations/sites') as Promise<{ name: string; sites: { name: string }[] }[]>,
  ]);
  // Under an organization, its sites are named without its own name before each.
  for (const { name, sites } of organizations) tell(sites.map(site => site.name.replace(`${name} `, '')));
  const names = new Intl.DisplayNames('en', { type: 'region' });
  tell(countries.map(({ code }) => names.of(code)));
  told.add('Acme');
});
after(() => sandbox.close());
afterEach(async () => {
  closePages();
  await sandbox.reset();
});

const show = (body: string, more: PageOptions = {}) => open(sandbox, { body, ...more });
const fail = (path: string, action: NonNullable<Faults['rules']>[number]['action'], more: object = {}) =>
  sandbox.faults({ rules: [{ match: { path, ...more }, action }] });

describe('<syncfy-site-picker> speaks', () => {
  const picker = (attributes = '', more: PageOptions = {}) =>
    show(`<syncfy-site-picker ${attributes}></syncfy-site-picker>`, more);

  it('while it loads', async () => {
    const held = hold(/\/catalogues\//);
    const page = await picker();
    await until('it is loading', () => parts(page.root, 'skeleton')[0]);
    await speaks(page, 'loading');
    assert.isNotEmpty(parts(page.root, 'skeleton'), 'it was loading all the while');
    held.release();
    await until('the list', () => parts(page.root, 'list')[0]);
  });

  it('with a list, with matches, with none, and with sites', async () => {
    // No more than are in the page at once, however tall they are.
    const page = await picker('only-organizations="Acme Bank,Acme Labs,BBVA,Banca Quetzal"');
    await until('the list', () => parts(page.root, 'list')[0]);
    await speaks(page, 'list');
    const search = await page.user.find('searchbox');
    for (const [query, part] of [
      ['acme', 'mark'],
      ['Acme Labs', 'site'],
      ['zzzzz', 'message'],
    ] as const) {
      tell(query);
      fill(search, query);
      await until(part, () => parts(page.root, part)[0]);
      await speaks(page, query);
    }
    fill(search, 'BBVA');
    await until('BBVA', () => parts(page.root, 'organization').length < 9);
    for (const one of all(page.root, 'button').filter(button => button.ariaExpanded === 'false')) one.click();
    await until('badges', () => parts(page.root, 'badge').length > 1);
    await speaks(page, 'sites');
  });

  it('where nothing is left, where a country is to be chosen, and where loading failed', async () => {
    const page = await picker('only-sites="none"');
    await until('nothing', () => parts(page.root, 'message')[0]);
    await speaks(page, 'empty');
    closePages();
    Object.defineProperty(navigator, 'languages', { value: ['en'], configurable: true });
    try {
      const anywhere = await picker('', {
        session: `token="${await sandbox.token()}" api-base="${sandbox.apiBase}" locale="en"`,
      });
      await until('the question', () => parts(anywhere.root, 'message')[0]);
      await speaks(anywhere, 'choose a country');
    } finally {
      Reflect.deleteProperty(navigator, 'languages');
    }
    closePages();
    await fail('*/catalogues/*', { status: 404 });
    const broken = await picker();
    await until('the error', () => parts(broken.root, 'error')[0]);
    await speaks(broken, 'failed');
  });
});

describe('<syncfy-credential-form> speaks', () => {
  const formOf = ({ root }: Page) => root.querySelector('syncfy-credential-form') as SyncfyCredentialForm;
  const form = (attributes = '') => show(`<syncfy-credential-form ${attributes}></syncfy-credential-form>`);
  const own = async (credentials: object[], attributes = '') => {
    const page = await form(attributes);
    const site = { id_site: 's1', name: 'Own site', credentials };
    tell(site);
    formOf(page).site = site as unknown as Site;
    await until('the form', () => page.user.sees('heading'));
    return page;
  };
  const element = (type: string, label: string, more: object = {}) => ({
    name: label,
    type,
    label,
    required: true,
    ...more,
  });
  const options = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ label: `Option ${index}`, value: String(index) }));
  const submit = async (page: Page) => {
    await page.user.pressKey('form.submit');
    await drawn();
  };

  it('without a site, with one that asks for nothing, and with one that there is not', async () => {
    await speaks(await form(), 'idle');
    await speaks(await own([]), 'no fields');
    const unknown = await form('site-id="ffffffffffffffffffffffff"');
    await unknown.user.find('alert');
    await speaks(unknown, 'unknown site');
    const gone = await form('credential-id="ffffffffffffffffffffffff"');
    await gone.user.find('alert');
    await speaks(gone, 'unknown credential');
  });

  it('with every kind of field, empty and wrong', async () => {
    const page = await own([
      element('text', 'Alpha', { username: true, validation: '^a$' }),
      element('password', 'Beta'),
      element('select', 'Gamma', { options: options(3) }),
      element('select', 'Delta', { options: options(9), required: false }),
      element('select', 'Epsilon', { options: options(80), required: false }),
      element('file', 'Zeta', { accept: '.pdf' }),
      element('array', 'Eta', { required: false }),
      element('options', 'Theta', { options: options(2), required: false }),
    ]);
    tell(['.pdf', 'statement.txt', 'statement.pdf', 'secret']);
    await speaks(page, 'fields');
    await submit(page);
    await until('errors', () => parts(page.root, 'field-error').length > 2);
    await speaks(page, 'required');

    await page.user.type('Alpha', 'secret');
    const password = (await page.user.find('textbox', 'Beta')) as HTMLInputElement;
    fill(password, 'secret ');
    put(page, 'statement.txt');
    await submit(page);
    await until('a hint', () =>
      parts(page.root, 'field-hint').some(hint => hint.textContent?.trim().includes('space')),
    );
    await speaks(page, 'wrong, with spaces');
    formOf(page).maxFileSize = 10;
    put(page, 'statement.pdf', 2000);
    await submit(page);
    await speaks(page, 'file too large');
    password.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'a', modifierCapsLock: true, bubbles: true, composed: true }),
    );
    await speaks(page, 'caps lock');
    const reveal = await page.user.revealOf('Beta');
    reveal.focus();
    reveal.click();
    formOf(page).reveal = 'text';
    await drawn();
    await speaks(page, 'shown');
  });

  it('while a file is read, and with a choice that is none', async () => {
    const page = await own([element('file', 'Zeta'), element('select', 'Gamma', { options: options(3) })]);
    await submit(page);
    await until('errors', () => parts(page.root, 'field-error').length === 2);
    await speaks(page, 'required');
  });

  it('with several ways to log in', async () => {
    const page = await open(sandbox, { layout: 'parts' });
    await toForm(page, 'Several Ways (version 3)', 'Acme Labs');
    await speaks(page, 'ways');
  });

  it('of all that can fail when it is sent, and while it is', async () => {
    const page = await form(`site-id="${NORMAL}"`);
    await page.user.find('textbox', 'Username');
    for (const [label, value] of Object.entries(LOGIN)) await page.user.type(label, value);
    const actions = [400, 402, 403, 404, 418, 429, 500, 503].map(status => ({ status }));
    for (const action of [...actions, { body: 'junk' }, { reset: true }]) {
      await fail('/v1/credentials', action);
      await formOf(page).submit();
      await speaks(page, JSON.stringify(action));
    }
    const goOnline = pretend(navigator, 'onLine', false);
    try {
      await formOf(page).submit();
      await speaks(page, 'offline');
    } finally {
      goOnline();
    }
    await sandbox.faults({});
    await sandbox.expireTokens();
    await formOf(page).submit();
    await speaks(page, 'session ended');
    page.session.token = await sandbox.token();
    await fail('/v1/credentials', { hang: true });
    void formOf(page).submit();
    await until('it is busy', () => parts(page.root, 'spinner')[0]);
    await speaks(page, 'sending');
  });

  it('without a token, and without a session', async () => {
    const page = await show(`<syncfy-credential-form site-id="${NORMAL}"></syncfy-credential-form>`, {
      session: `api-base="${sandbox.apiBase}" locale="en"`,
    });
    await page.user.find('alert');
    await speaks(page, 'no token');
  });

  it('of a login that was refused', async () => {
    const page = await open(sandbox, { layout: 'parts' });
    await toForm(page, 'Normal');
    await page.user.logsIn({ Username: 'test', Password: 'other' });
    await until('the end', () => page.events.ends[0]);
    await drawn();
    await speaks(page, 'refused');
  });
});

describe('<syncfy-job-status> speaks', () => {
  const statusOf = ({ root }: Page) => root.querySelector('syncfy-job-status') as SyncfyJobStatus;
  const status = () => show('<syncfy-job-status></syncfy-job-status>');
  const job = (id: string | number) => ({ id_job: `j${id}`, status: `${sandbox.apiBase}/jobs/j${id}/status` }) as never;
  const history = (...codes: number[]) => JSON.stringify(codes.map(code => ({ code })));

  it('without a job', async () => speaks(await status(), 'idle'));

  it('of every code, known or not', async () => {
    const codes = [...KNOWN_CODES.filter(code => code !== 410), 104, 299, 499, 599];
    await sandbox.faults({
      rules: codes.map(code => ({
        match: { path: `*/jobs/j${code}/status` },
        action: { body: history(100, ...(code > 103 ? [102] : []), code) },
      })),
    });
    const page = await status();
    for (const code of codes) {
      statusOf(page).job = job(code);
      await until(
        `code ${code}`,
        () => statusOf(page).status?.code === code && (code < 200 || statusOf(page).job?.end),
      );
      await drawn();
      await speaks(page, `code ${code}`);
    }
  }).timeout(20_000);

  it('of a job that is cancelled, in one line, or cannot be followed', async () => {
    const page = await status();
    await fail('*/status', { body: history(100, 101) });
    statusOf(page).job = job('a');
    await until('it goes on', () => statusOf(page).status?.code === 101);
    statusOf(page).compact = true;
    await speaks(page, 'compact');
    statusOf(page).compact = false;
    statusOf(page).cancel();
    await speaks(page, 'cancelled');
    await fail('*/status', { status: 503 });
    statusOf(page).job = job('b');
    await until('trouble', () => parts(page.root, 'trouble')[0]);
    await speaks(page, 'trouble');
    await fail('*/status', { status: 403 });
    statusOf(page).job = job('c');
    await until('an error', () => parts(page.root, 'error')[0]);
    await speaks(page, 'forbidden');
    statusOf(page).job = { id_job: 'd', status: 'https://elsewhere.example/status' } as never;
    await until('another error', () =>
      page.events.of('syncfy-error').some(one => one.error.code === 'untrusted-origin'),
    );
    await drawn();
    await speaks(page, 'untrusted');
  });
});

describe('<syncfy-twofa> speaks', () => {
  const twofaOf = ({ root }: Page) => root.querySelector('syncfy-twofa') as SyncfyTwofa;
  const twofa = (attributes = '') => show(`<syncfy-twofa ${attributes}></syncfy-twofa>`);
  const PIXEL = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
  const ask = async (page: Page, ...elements: object[]) => {
    tell(elements);
    twofaOf(page).challenge = {
      code: 410,
      twofa: elements,
      address: `${sandbox.apiBase}/jobs/none/twofa`,
    } as unknown as Challenge;
    await drawn();
  };
  const element = (type: string, label: string, more: object = {}) => ({ name: label, type, label, ...more });
  const options = ['Uno', 'Dos', 'Tres'].map((label, value) => ({ label, value }));

  it('without a challenge', async () => speaks(await twofa(), 'idle'));

  it('of every kind of challenge', async () => {
    const page = await twofa('time-limit="600000"');
    await ask(page, element('text', 'Captcha', { imgBase64File: PIXEL }), element('password', 'Pin'));
    fill(await page.user.find('textbox', 'Captcha'), 'abc');
    await speaks(page, 'picture');
    await page.user.pressKey('twofa.submit');
    await until('an error', () => parts(page.root, 'field-error')[0]);
    await speaks(page, 'required');
    await ask(page, element('text', 'Broken', { imgBase64File: 'broken' }));
    await until('it is broken', () => !parts(page.root, 'picture-image')[0]);
    await speaks(page, 'broken');
    await ask(
      page,
      element('options', 'Pictures', { options: [1, 2].map(value => ({ value, imgBase64File: PIXEL })) }),
    );
    await speaks(page, 'pictures');
    await ask(page, element('textOptions', 'List', { options }), element('accounts', 'Accounts', { options }));
    await speaks(page, 'lists');
    await ask(page, element('externalAction', 'Confirm it'), element('instructions', 'Look there'));
    await speaks(page, 'waiting');
    await ask(page, element('text', ' ', { name: '' }));
    await speaks(page, 'unnamed');
    await ask(page, element('device', 'Device'));
    await speaks(page, 'device');
    await ask(page, element('token', 'Unknown type'));
    fill(await page.user.find('textbox', 'Unknown type'), 'abc');
    await page.user.pressKey('twofa.submit');
    await until('the error', () => parts(page.root, 'error')[0]);
    await speaks(page, 'failed');
  });

  it('of another question, and while the answer is sent', async () => {
    const page = await open(sandbox, { layout: 'parts' });
    await page.user.picks('Multiple Text (2FA)');
    await page.user.logsIn();
    for (const turn of [1, 2]) {
      await until(
        `question ${turn}`,
        () => page.events.of('syncfy-challenge').length === turn && page.user.sees('radio', 'Option One'),
      );
      await page.user.choose('radio', 'Option One');
      if (turn === 2) {
        await speaks(page, 'again');
        await fail('*/twofa', { hang: true });
      }
      await page.user.pressKey('twofa.submit');
    }
    await until('it is busy', () => parts(page.root, 'spinner')[0]);
    await speaks(page, 'sending');
  });

  it('of an answer on its way, and of a device that is needed', async () => {
    const page = await twofa();
    await ask(page, element('text', 'Code'));
    const { user } = page;
    await fail('*/twofa', { body: '{"rid":"x","code":200,"status":true,"response":true}' });
    await user.type('Code', '123');
    await user.pressKey('twofa.submit');
    await until('it is sent', () => parts(page.root, 'sent')[0]);
    await speaks(page, 'sent');
    closePages();
    const parted = await open(sandbox, { layout: 'parts' });
    await parted.user.picks('Device Only (2FA)', 'Acme Labs');
    await parted.user.logsIn({ User: 'test', Password: 'test' });
    await parted.user.find('button', parted.user.words('common.back'));
    await speaks(parted, 'device');
  });
});

describe('<syncfy-connect> speaks', () => {
  for (const mode of ['inline', 'dialog']) {
    it(`from consent to the end, ${mode}`, async () => {
      const page = await open(sandbox, {
        connect: `mode="${mode}" client-name="Client Company" policy-url="https://example.com/"`,
      });
      const { user, connect, events } = page;
      tell('Client Company');
      connect.show();
      await drawn();
      await speaks(page, 'consent');
      connect.noSave = true;
      await drawn();
      await speaks(page, 'consent, and nothing is stored');
      await user.consents();
      await until('the list', () => parts(page.root, 'list')[0]);
      await speaks(page, 'pick');
      await user.picks('Token (2FA)');
      await user.find('textbox', 'Username');
      await user.type('Username', 'test');
      await speaks(page, 'credentials');
      await user.logsIn();
      await user.type(ASKED, '12');
      await speaks(page, 'challenge');
      await user.pressKey('twofa.submit');
      await until('the end', () => events.ends[0]);
      await drawn();
      await speaks(page, 'success');
    });
  }

  for (const code of [400, 401, 405, 409, 449, 500]) {
    it(`of an end with ${code}, and its next steps`, async () => {
      const page = await open(sandbox, { connect: 'no-consent' });
      await toForm(page, 'Code Response Simulator');
      await page.user.logsIn({ ...LOGIN, 'Code to end with (200 if left empty)': String(code) });
      await until('the end', () => page.events.ends[0]);
      await drawn();
      await speaks(page, String(code));
    });
  }
});

describe('and so', () => {
  it('every text has been seen, but for those that are listed here', () => {
    const missing = MARKERS.filter(name => !seen.has(name));
    assert.deepEqual(missing, NOT_REACHED);
  });

  it('an element without a session speaks, too', async () => {
    const { root, user } = await open(sandbox, { session: '', body: '' });
    root.lang = 'pt-BR';
    root.innerHTML = '<syncfy-site-picker></syncfy-site-picker>';
    await user.find('alert');
    assert.include(textsOf(root).join('\n'), pt['error.no-token'].split('\n')[0]!);
  });
});
