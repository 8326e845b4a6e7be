import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Site } from '../../src/api/schemas.js';
import type { SyncfyCredentialForm } from '../../src/index.js';
import {
  all,
  closePages,
  deep,
  fill,
  focused,
  hold,
  mouse,
  nameOf,
  open,
  parts,
  sandboxForAll,
  settled,
  standsStill,
  textOf,
  until,
  visibleText,
  type Page,
} from '../support/flow.js';
import { expectAccessible } from '../support/page.js';
import { pretend } from '../support/pretend.js';

const NORMAL = '56cf5728784806f72b8b4568';

const sandbox = await sandboxForAll();

const show = (attributes = '', more: Parameters<typeof open>[1] = {}) =>
  open(sandbox, { body: `<syncfy-credential-form ${attributes}></syncfy-credential-form>`, ...more });
const form = ({ root }: Page) => root.querySelector('syncfy-credential-form') as SyncfyCredentialForm;
const posted = async () =>
  (await sandbox.requests()).filter(one => ['POST', 'PUT'].includes(one.method) && one.path.startsWith('/v1/'));
const bodies = async () => (await posted()).map(one => one.body as Record<string, unknown>);
const problems = ({ root }: Page) => parts(root, 'field-error').map(textOf);

/** A site of the page's own. */
const site = (credentials: object[], more: object = {}) =>
  ({ id_site: 's1', name: 'My bank', credentials, ...more }) as unknown as Site;
const text = (name: string, more: object = {}) => ({ name, type: 'text', label: name, required: true, ...more });
/** Of an update, nothing is asked. */
const ALL_IDENTIFIERS = site([], {
  version: 4,
  credentials: undefined,
  input: [{ name: 'Default', fields: [text('rfc', { identifier: true })] }],
});

async function own(given: Site, attributes = ''): Promise<Page> {
  const page = await show(attributes);
  form(page).site = given;
  await until('the form', () => page.user.sees('heading'));
  return page;
}

async function ready(attributes = `site-id="${NORMAL}"`): Promise<Page> {
  const page = await show(attributes);
  await page.user.find('button', page.user.words('form.submit'));
  return page;
}

describe('<syncfy-credential-form>', () => {
  it('without a site, asks to pick one', async () => {
    const page = await show();
    await until('it says so', () => visibleText(page.root).includes(page.user.words('common.idle')));
    await expectAccessible(page.root);
  });

  it('site-id: loads the site, and shows its fields in their order', async () => {
    const held = hold(/\/catalogues\//);
    const page = await show(`site-id="${NORMAL}"`);
    const isLoading = () =>
      [...deep(page.root)].some(one => one.role === 'status' && textOf(one) === page.user.words('common.loading'));
    await until('it says so', isLoading);
    await expectAccessible(page.root);
    expect(isLoading(), 'all the while').to.equal(true);
    held.release();
    await page.user.find('heading', page.user.words('form.heading', { site: 'Normal' }));
    expect(all(page.root, 'textbox').map(nameOf)).to.deep.equal(['Username', 'Password']);
    expect(problems(page)).to.deep.equal([]);
    await expectAccessible(page.root);
  });

  it('site-id: what stands under it is hardly moved by a form of two fields', async () => {
    const held = hold(/\/catalogues\//);
    const page = await show(`site-id="${NORMAL}"`);
    await until('it loads', () => parts(page.root, 'skeleton')[0]);
    await settled();
    const { height } = form(page).getBoundingClientRect();
    held.release();
    await page.user.find('heading', page.user.words('form.heading', { site: 'Normal' }));
    await settled();
    expect(form(page).getBoundingClientRect().height).to.be.closeTo(height, 48);
  });

  it('site-id: is loaded where the page’s own site is none', async () => {
    const page = await show(`site-id="${NORMAL}"`);
    form(page).site = {} as Site;
    await page.user.find('textbox', 'Username');
  });

  it('site-id: one without a name is called as its organization is', async () => {
    const response = [{ ...site([text('user')]), id_site: NORMAL, name: null, site_organization: { name: 'My bank' } }];
    const body = JSON.stringify({ response });
    await sandbox.faults({ rules: [{ match: { path: '*/widget/sites/*' }, action: { body } }] });
    const page = await show(`site-id="${NORMAL}"`);
    await page.user.find('heading', page.user.words('form.heading', { site: 'My bank' }));
    expect(visibleText(page.root)).to.include(page.user.words('form.private', { site: 'My bank' }));
  });

  it('site-id: a form that is moved while it loads begins anew once, whatever else is drawn meanwhile', async () => {
    const held = hold(/\/sites/);
    const page = await show(`site-id="${NORMAL}"`);
    await until('it is asked for', () => held.answers === 1);
    form(page).parentElement!.append(form(page));
    await until('it is asked for again', () => held.answers === 2);
    for (let i = 0; i < 3; i++) {
      form(page).requestUpdate();
      await form(page).updateComplete;
    }
    held.release();
    await page.user.find('textbox', 'Username');
    expect((await sandbox.requests()).filter(({ path }) => path.includes('/sites'))).to.have.length(2);
  });

  it('site-id: an unknown one is told, in words and to the page', async () => {
    const page = await show('site-id="ffffffffffffffffffffffff"');
    await page.user.find('alert');
    expect(page.events.of('syncfy-error').map(({ error }) => error.code)).to.deep.equal(['unknown-site']);
    expect(visibleText(page.root)).to.include(page.user.l10n.words('error.unknown-site').title);
    await expectAccessible(page.root);
  });

  for (const [attribute, code] of [
    ['site-id', 'unknown-site'],
    ['credential-id', 'unknown-credential'],
  ] as const) {
    it(`${attribute}: an unknown one is told to the console, too`, async () => {
      const { warn } = console;
      const said: unknown[] = [];
      console.warn = (...args: unknown[]) => /^unknown/.test(String(args[0])) && said.push(args[0]);
      try {
        await (await show(`${attribute}="ffffffffffffffffffffffff"`)).user.find('alert');
      } finally {
        console.warn = warn;
      }
      expect(said).to.deep.equal([code]);
    });
  }

  it('site-id: while another one is loaded, and where it cannot be, the one before is not there to be sent', async () => {
    const page = await ready();
    await page.user.type('Username', 'ana');
    const rules = [{ match: { path: '*/catalogues/*' }, action: { delayMs: 300 } }];
    await sandbox.faults({ rules });
    form(page).siteId = 'ffffffffffffffffffffffff';
    await form(page).updateComplete;
    expect(all(page.root, 'textbox')).to.deep.equal([]);
    await page.user.find('alert');
    expect(visibleText(page.root)).to.include(page.user.l10n.words('error.unknown-site').title);
    await form(page).submit();
    expect(await posted()).to.deep.equal([]);
    form(page).siteId = NORMAL;
    await page.user.find('heading', page.user.words('form.heading', { site: 'Normal' }));
  });

  it('an equal site, handed over again, leaves what was typed; another one does not', async () => {
    const page = await own(site([text('user')]));
    await page.user.type('user', 'ana');
    const typed = () => (all(page.root, 'textbox') as HTMLInputElement[]).map(one => one.value);
    form(page).site = site([text('user')]);
    await form(page).updateComplete;
    expect(typed()).to.deep.equal(['ana']);
    form(page).site = site([text('user'), text('pin')]);
    await form(page).updateComplete;
    expect(typed()).to.deep.equal(['', '']);
  });

  it('site: is read once, not at every key', async () => {
    const page = await show();
    const site = await page.session.client.site(NORMAL);
    let reads = 0;
    Object.defineProperty(site, 'credentials', { get: () => (reads++, [{ name: 'a', label: 'A', type: 'text' }]) });
    form(page).site = site;
    await page.user.find('textbox', 'A');
    const before = reads;
    for (const text of ['1', '12', '']) {
      await page.user.type('A', text);
      await settled();
    }
    expect([before > 0, reads - before]).to.deep.equal([true, 0]);
  });

  it('refused: takes no key from whoever types elsewhere', async () => {
    const page = await show('', {
      body: `<textarea></textarea><syncfy-credential-form site-id="${NORMAL}"></syncfy-credential-form>`,
    });
    await page.user.logsIn({ Username: 'test', Password: 'wrong' });
    const elsewhere = page.root.querySelector('textarea')!;
    elsewhere.focus();
    await page.user.find('alert');
    await settled();
    expect(focused() === elsewhere).to.equal(true);
  });

  it('refused for another site, or another credential: that is no matter of this form', async () => {
    const page = await show('', {
      body: `<syncfy-credential-form site-id="${NORMAL}"></syncfy-credential-form>
        <syncfy-credential-form></syncfy-credential-form><syncfy-credential-form credential-id="c2"></syncfy-credential-form>`,
    });
    const forms = [...page.root.querySelectorAll('syncfy-credential-form')];
    forms[1]!.site = site([text('user')]);
    await page.user.find('textbox', 'user');
    forms[2]!.site = { ...forms[1]!.site!, id_site: NORMAL };
    await page.user.logsIn({ Username: 'test', Password: 'wrong' });
    await until('the end', () => page.events.ends[0]);
    await settled();
    expect(forms.map(one => all(one.shadowRoot!, 'alert').length)).to.deep.equal([1, 0, 0]);
  });

  it('connected at another site: what is typed here stays', async () => {
    const page = await show('', {
      body: `<syncfy-credential-form site-id="${NORMAL}"></syncfy-credential-form><syncfy-credential-form></syncfy-credential-form>`,
    });
    const [one, other] = page.root.querySelectorAll('syncfy-credential-form');
    other!.site = site([text('user')]);
    await page.user.type('user', 'ana');
    await page.user.type('Username', 'test');
    await page.user.type('Password', 'test');
    await one!.submit();
    await until('the end', () => page.events.ends[0]);
    await settled();
    expect((all(other!.shadowRoot!, 'textbox')[0] as HTMLInputElement).value).to.equal('ana');
    expect(all(one!.shadowRoot!, 'textbox').map(input => (input as HTMLInputElement).value)).to.deep.equal(['', '']);
  });

  it('what went wrong comes into sight', async () => {
    const page = await own(site(Array.from({ length: 20 }, (_, index) => text(`field ${index}`, { required: false }))));
    await sandbox.faults({ rules: [{ match: { method: 'POST' }, action: { status: 503 } }] });
    const button = await page.user.pressKey('form.submit');
    button.scrollIntoView({ block: 'end' });
    const alert = await page.user.find('alert');
    await until('it is seen', () => {
      const { top, bottom } = alert.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
  });

  it('being offline is said no longer than it lasts', async () => {
    const page = await own(site([text('user', { required: false })]));
    await sandbox.faults({ rules: [{ match: { method: 'POST' }, action: { reset: true } }] });
    const goOnline = pretend(navigator, 'onLine', false);
    try {
      await page.user.pressKey('form.submit');
      await page.user.find('alert');
      expect(visibleText(page.root)).to.include(page.user.l10n.words('error.offline').title);
      page.session.token = await sandbox.token();
      await settled();
      expect(Boolean(page.user.sees('alert'))).to.equal(true);
    } finally {
      goOnline();
    }
    dispatchEvent(new Event('online'));
    await until('it is gone', () => all(page.root, 'alert').length === 0);
  });

  it('a site that asks for nothing says so', async () => {
    const page = await own(site([]));
    await until('it says so', () => visibleText(page.root).includes(page.user.l10n.words('form.noFields').title));
    expect(Boolean(page.user.sees('button', page.user.words('form.submit')))).to.equal(false);
    await expectAccessible(page.root);
    form(page).requestUpdate();
    await settled();
    expect(page.events.of('syncfy-error').map(({ error }) => error.code)).to.deep.equal(['bad-response']);
  });

  it('a refusal that no field can cure does not blame what was typed', async () => {
    for (const [status, key] of [
      [400, 'code.400'],
      [413, 'code.400'],
      [422, 'code.400'],
      [409, 'code.500'],
      [423, 'code.500'],
    ] as const) {
      await sandbox.faults({ rules: [{ match: { method: 'POST', path: '*/credentials' }, action: { status } }] });
      const page = await ready();
      await page.user.logsIn({ Username: 'test', Password: 'test' });
      await page.user.find('alert');
      expect(textOf(page.user.sees('alert')!), String(status)).to.include(page.user.l10n.words(key).title);
      closePages();
    }
  });

  it('says what is wrong only after trying, at the field, and goes to the first', async () => {
    const page = await ready();
    await page.user.pressKey('form.submit');
    await until('both', () => problems(page).length === 2);
    expect(problems(page)).to.deep.equal([page.user.words('form.required'), page.user.words('form.required')]);
    const [username, password] = all(page.root, 'textbox') as HTMLInputElement[];
    expect(focused() === username, `focus on ${textOf(focused())}`).to.equal(true);
    for (const input of [username!, password!]) {
      expect(input.ariaInvalid).to.equal('true');
      const id = input.getAttribute('aria-describedby')!;
      const error = (input.getRootNode() as ShadowRoot).getElementById(id);
      expect(textOf(error!)).to.equal(page.user.words('form.required'));
    }
    await expectAccessible(page.root);
    fill(username!, 'ana');
    await until('one is mended', () => problems(page).length === 1);
    expect(username!.ariaInvalid).to.equal('false');
    expect(await posted()).to.deep.equal([]);
    expect(page.events.all).to.deep.equal([]);
  });

  it('the second half of a double click, which began elsewhere, sends nothing', async () => {
    const page = await ready();
    const button = await page.user.find('button', page.user.words('form.submit'));
    mouse(button, 'click', 2);
    await settled();
    expect(problems(page)).to.deep.equal([]);
    mouse(button, 'click', 1);
    await until('what is wrong', () => problems(page)[0]);
  });

  it('an empty field that is passed by is no mistake yet; a wrong one is', async () => {
    const page = await own(site([text('code', { validation: '^\\d{4}$' }), text('other')]));
    const [code, other] = all(page.root, 'textbox') as [HTMLInputElement, HTMLInputElement];
    code.focus();
    other.focus();
    await settled();
    expect(problems(page)).to.deep.equal([]);
    fill(code, '12');
    other.focus();
    await until('the mistake', () => problems(page)[0]);
    expect(problems(page)).to.deep.equal([page.user.words('form.pattern')]);
  });

  it('says it in the site’s own words where it has some, and never as HTML', async () => {
    const validation = [{ type: 'regex', value: '^[A-Z]{3}$', error_message: 'Three <i>letters</i>' }];
    const page = await own(site([text('rfc', { validation })]));
    await page.user.type('rfc', 'x');
    await page.user.pressKey('form.submit');
    await until('the mistake', () => problems(page)[0]);
    expect(problems(page)).to.deep.equal(['Three <i>letters</i>']);
    expect([...deep(page.root)].some(one => one.localName === 'i')).to.equal(false);
  });

  it('sends what was typed, and tells the page names, never values', async () => {
    const page = await ready();
    let known: string | undefined;
    page.root.addEventListener('syncfy-job-start', () => (known = page.session.job?.id));
    await page.user.logsIn({ Username: 'test', Password: 'test' });
    const [{ job } = { job: undefined }] = await until('the job', () => {
      const started = page.events.of('syncfy-job-start');
      return started.length > 0 && started;
    });
    expect(await bodies()).to.deep.include.members([
      { id_site: NORMAL, credentials: { username: 'test', password: 'test' }, locale: 'en' },
    ]);
    expect(page.events.of('syncfy-credential-submit').map(({ names }) => names)).to.deep.equal([
      ['username', 'password'],
    ]);
    expect(job).to.include({ isNew: true });
    expect(known, 'the session has it when it is told').to.equal(job!.id);
    const inputs = all(page.root, 'textbox') as HTMLInputElement[];
    await until('the password is gone', () => inputs.every(input => input.type !== 'password' || input.value === ''));
  });

  it('keeps its button at work while it sends, and sends once', async () => {
    const held = hold(/\/v1\/credentials$/);
    const page = await ready();
    await page.user.logsIn({ Username: 'test', Password: 'test' });
    const button = await page.user.find('button', page.user.words('form.sending'));
    expect(button.ariaDisabled).to.equal('true');
    expect((all(page.root, 'textbox') as HTMLInputElement[]).map(one => one.value)).to.deep.equal(['test', 'test']);
    button.click();
    await form(page).submit();
    await expectAccessible(page.root);
    held.release();
    await until('the job', () => page.events.of('syncfy-job-start')[0]);
    expect(await posted()).to.have.length(1);
  });

  it('sends nothing when the page cancels it', async () => {
    const page = await ready();
    page.root.addEventListener('syncfy-credential-submit', event => event.preventDefault());
    await page.user.logsIn({ Username: 'test', Password: 'test' });
    await until('the event', () => page.events.of('syncfy-credential-submit')[0]);
    await settled();
    expect(await posted()).to.deep.equal([]);
    expect(Boolean(page.user.sees('button', page.user.words('form.submit')))).to.equal(true);
  });

  it('sends nothing when the page, being told, begins anew', async () => {
    const page = await ready();
    page.root.addEventListener('syncfy-credential-submit', () => form(page).reset());
    await page.user.logsIn({ Username: 'test', Password: 'test' });
    await until('the event', () => page.events.of('syncfy-credential-submit')[0]);
    await settled();
    expect(await posted()).to.deep.equal([]);
    expect(Boolean(page.user.sees('button', page.user.words('form.submit')))).to.equal(true);
  });

  for (const [name, action, code] of [
    ['the network', { reset: true }, 'network'],
    ['Syncfy', { status: 500 }, 'server'],
  ] as const) {
    it(`keeps what was typed when ${name} fails, and tries again`, async () => {
      const page = await ready();
      await sandbox.faults({ rules: [{ match: { method: 'POST', path: '/v1/credentials' }, action }] });
      await page.user.logsIn({ Username: 'test', Password: 'test' });
      await page.user.find('alert');
      expect(page.events.of('syncfy-error').map(({ error }) => error.code)).to.deep.equal([code]);
      expect((all(page.root, 'textbox') as HTMLInputElement[]).map(one => one.value)).to.deep.equal(['test', 'test']);
      await expectAccessible(page.root);
      await sandbox.faults({});
      await page.user.pressKey('common.tryAgain');
      await until('the job', () => page.events.of('syncfy-job-start')[0]);
      expect(Boolean(page.user.sees('alert'))).to.equal(false);
    });
  }

  it('keeps what was typed when the session has ended', async () => {
    const page = await ready();
    await sandbox.expireTokens();
    await page.user.logsIn({ Username: 'test', Password: 'test' });
    await page.user.find('alert');
    expect(visibleText(page.root)).to.include(page.user.l10n.words('error.token-expired').title);
    expect((all(page.root, 'textbox') as HTMLInputElement[]).map(one => one.value)).to.deep.equal(['test', 'test']);
    await expectAccessible(page.root);
    page.session.token = await sandbox.token();
    await until('it is said no longer', () => !page.user.sees('alert'));
    await page.user.pressKey('form.submit');
    await until('the job', () => page.events.of('syncfy-job-start')[0]);
  });

  it('asks for one new token, and sends what was typed without asking again', async () => {
    const page = await ready();
    let refreshed = 0;
    page.session.refreshToken = () => (refreshed++, sandbox.token());
    await sandbox.expireTokens();
    await page.user.logsIn({ Username: 'test', Password: 'test' });
    await until('the job', () => page.events.of('syncfy-job-start')[0]);
    expect(refreshed).to.equal(1);
    expect(page.events.of('syncfy-error')).to.deep.equal([]);
  });

  it('says why the login was refused, empties the password and goes there', async () => {
    const page = await ready();
    await page.user.logsIn({ Username: 'test', Password: 'wrong' });
    await page.user.find('alert');
    expect(visibleText(page.root)).to.include(page.user.l10n.words('code.401').title);
    const [username, password] = all(page.root, 'textbox') as [HTMLInputElement, HTMLInputElement];
    expect([username.value, password.value]).to.deep.equal(['test', '']);
    await until('the focus', () => focused() === password);
    await expectAccessible(page.root);
  });

  it('empties a one-time code, too, when the login was refused', async () => {
    const page = await show();
    form(page).site = site([text('username'), text('password', { type: 'password' }), text('Token', { token: true })], {
      id_site: NORMAL,
    });
    await page.user.logsIn({ username: 'test', password: 'wrong', Token: '123456' });
    await page.user.find('alert');
    const inputs = all(page.root, 'textbox') as HTMLInputElement[];
    expect(inputs.map(({ value }) => value)).to.deep.equal(['test', '', '']);
  });

  it('shows every kind of field', async () => {
    const page = await show('', {
      body: '<syncfy-site-picker></syncfy-site-picker><syncfy-credential-form></syncfy-credential-form>',
    });
    await page.user.picks('Every Element', 'Acme Labs');
    await page.user.find('heading', page.user.words('form.heading', { site: 'Every Element' }));
    const of = form(page).shadowRoot!;
    expect(all(of, 'radiogroup').map(nameOf)).to.deep.equal(['Branch', 'Picture']);
    expect(all(of, 'textbox').map(nameOf)).to.deep.equal(['User', 'Password', 'Accounts', 'Token']);
    const file = [...deep(of)].find(one => one instanceof HTMLInputElement && one.type === 'file') as HTMLInputElement;
    expect(file.accept).to.equal('.pdf');
    await expectAccessible(page.root);
    fill(await page.user.find('textbox', 'User'), 'ana');
    fill(await page.user.find('textbox', 'Password'), 'secret');
    fill(await page.user.find('textbox', 'Accounts'), ' 1 \n\n 2');
    await page.user.choose('radio', 'Two');
    const files = new DataTransfer();
    files.items.add(new File(['%PDF'], 'a.pdf', { type: 'application/pdf' }));
    file.files = files.files;
    await page.user.pressKey('form.submit');
    await until('the job', () => page.events.of('syncfy-job-start')[0]);
    expect((await bodies())[0]?.['credentials']).to.deep.equal({
      username: 'ana',
      password: 'secret',
      branch: 2,
      statement: `data:application/pdf;base64,${btoa('%PDF')}`,
      accounts: ['1', '2'],
    });
    expect(page.events.of('syncfy-credential-submit')[0]?.names).to.have.members([
      'username',
      'password',
      'branch',
      'statement',
      'accounts',
    ]);
  });

  it('shows a type that nobody knows as text, and labels and names as they are', async () => {
    const page = await own(
      site([
        text('__proto__', { type: 'hologram', label: 'A <img src=x onerror=alert(1)> label' }),
        text('constructor', { required: false }),
        text('', { label: '', required: false }),
      ]),
    );
    expect(all(page.root, 'textbox').map(nameOf).slice(0, 2)).to.deep.equal([
      'A <img src=x onerror=alert(1)> label',
      'constructor',
    ]);
    expect([...deep(page.root)].some(one => one.getAttribute('src') === 'x')).to.equal(false);
    fill(all(page.root, 'textbox')[0]!, 'one');
    page.root.addEventListener('syncfy-credential-submit', event => event.preventDefault());
    await page.user.pressKey('form.submit');
    await until('the event', () => page.events.of('syncfy-credential-submit')[0]);
    expect(page.events.of('syncfy-credential-submit')[0]?.names).to.deep.equal(['__proto__']);
  });

  it('posts hostile names as any other', async () => {
    const page = await show('', {
      body: '<syncfy-site-picker></syncfy-site-picker><syncfy-credential-form></syncfy-credential-form>',
    });
    await page.user.picks('Odd Names (2FA)', 'Acme Labs');
    await page.user.logsIn({ 'An element called __proto__': 'a', 'An element called constructor': 'b', Password: 'c' });
    await until('the job', () => page.events.of('syncfy-job-start')[0]);
    const { credentials } = (await bodies())[0] as { credentials: object };
    expect(Object.entries(credentials)).to.deep.equal([
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['password', 'c'],
    ]);
  });

  describe('with several ways to log in', () => {
    const WAYS = site([], {
      version: 3,
      endpoint: '/v1/pulls',
      input: [
        { name: 'user', label: 'User name', fields: [text('username')] },
        { name: 'card', label: 'Card', fields: [text('card'), text('pin', { type: 'password' })] },
        { name: 'file', label: 'Statement', fields: [text('file', { type: 'file' })] },
      ],
    });
    const selected = ({ root }: Page) =>
      all(root, 'tab')
        .filter(tab => tab.ariaSelected === 'true')
        .map(textOf);

    /** Presses one key after the other, each of which chooses a way and puts the focus on its tab. */
    const choosesBy = async (page: Page, ...steps: readonly [key: string, name: string][]) => {
      for (const [key, name] of steps) {
        await sendKeys({ press: key });
        await until(`${key} goes to ${name}`, () => selected(page)[0] === name && textOf(focused()) === name);
      }
    };

    it('shows one at a time, by tabs', async () => {
      const page = await own(WAYS);
      expect(all(page.root, 'tab').map(textOf)).to.deep.equal(['User name', 'Card', 'Statement']);
      expect(all(page.root, 'textbox').map(nameOf)).to.deep.equal(['username']);
      await expectAccessible(page.root);
      all(page.root, 'tab')[1]!.click();
      await page.user.find('textbox', 'card');
      expect(all(page.root, 'textbox').map(nameOf)).to.deep.equal(['card', 'pin']);
      expect(selected(page)).to.deep.equal(['Card']);
      const tab = all(page.root, 'tab')[1]!;
      const panel = (tab.getRootNode() as ShadowRoot).getElementById(tab.getAttribute('aria-controls')!)!;
      expect(panel.role).to.equal('tabpanel');
    });

    it('numbers those that have neither label nor name', async () => {
      const page = await own(site([], { version: 3, input: ['a', 'b'].map(name => ({ fields: [text(name)] })) }));
      const ways = page.user.words('form.ways');
      expect(all(page.root, 'tab').map(nameOf)).to.deep.equal([`${ways} 1`, `${ways} 2`]);
      await expectAccessible(page.root);
    });

    it('is used by the keyboard alone', async () => {
      const page = await own(WAYS);
      all(page.root, 'tab')[0]!.focus();
      await choosesBy(
        page,
        ['ArrowRight', 'Card'],
        ['ArrowRight', 'Statement'],
        ['ArrowRight', 'User name'],
        ['ArrowLeft', 'Statement'],
        ['Home', 'User name'],
        ['End', 'Statement'],
      );
      expect(
        all(page.root, 'tab')
          .filter(tab => tab.tabIndex === 0)
          .map(textOf),
      ).to.deep.equal(['Statement']);
      const isTaken = (more: KeyboardEventInit) => {
        const press = new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, cancelable: true, ...more });
        focused()!.dispatchEvent(press);
        return press.defaultPrevented;
      };
      // What is the browser's own, such as going back; and what would scroll the page besides.
      expect([{ altKey: true }, { ctrlKey: true }, { metaKey: true }, { key: 'a' }, {}].map(isTaken)).to.deep.equal([
        false,
        false,
        false,
        false,
        true,
      ]);
    });

    const answer = (response: object) => ({ body: JSON.stringify({ response }) });
    /** The login is taken, and then refused. */
    const refusal = () => [
      { match: { path: '/v1/pulls' }, action: answer({ id_job: 'j', status: `${sandbox.apiBase}/jobs/j/status` }) },
      { match: { path: '/v1/jobs/j/status' }, action: answer([{ code: 401 }]) },
    ];

    it('what is said against one is not said against another', async () => {
      const page = await own(WAYS);
      const alert = () => parts(page.root, 'error').length;
      await page.user.type('username', 'ana');
      await sandbox.faults({
        rules: [{ match: { path: '/v1/pulls' }, action: { status: 503 }, times: 1 }, ...refusal()],
      });
      await page.user.pressKey('form.submit');
      await until('it failed', alert);
      all(page.root, 'tab')[1]!.click();
      await page.user.find('textbox', 'card');
      expect(alert()).to.equal(0);
      all(page.root, 'tab')[0]!.click();
      await page.user.find('textbox', 'username');
      await page.user.pressKey('common.tryAgain');
      await until('it is refused', () => page.events.ends[0]);
      await page.user.find('alert');
      all(page.root, 'tab')[2]!.click();
      await until('the other', () => selected(page)[0] === 'Statement');
      expect(alert()).to.equal(0);
    });

    for (const [what, rules, asked] of [
      ['fails', () => [{ match: { path: '/v1/pulls' }, action: { status: 503 } }], /pulls/],
      ['is unknown', () => [{ match: { path: '/v1/pulls' }, action: { status: 404 } }], /pulls/],
      ['is refused', refusal, /status/],
    ] as const) {
      it(`what ${what} while another is shown is said nonetheless`, async () => {
        const page = await own(WAYS);
        await page.user.type('username', 'ana');
        await sandbox.faults({ rules: rules() });
        const held = hold(asked);
        await page.user.pressKey('form.submit');
        await until('it is sent', () => held.answers);
        all(page.root, 'tab')[1]!.click();
        await page.user.find('textbox', 'card');
        held.release();
        await page.user.find('alert');
        expect(selected(page)).to.deep.equal(['Card']);
      });
    }

    it('another site begins with its first', async () => {
      const page = await own(WAYS);
      all(page.root, 'tab')[1]!.click();
      await page.user.find('textbox', 'card');
      form(page).site = site([text('name')]) as never;
      await page.user.find('textbox', 'name');
      await page.user.type('name', 'ana');
      await page.user.pressKey('form.submit');
      const sent = await until('sent', () => page.events.of('syncfy-credential-submit')[0]);
      expect(sent.names).to.deep.equal(['name']);
      form(page).site = WAYS as never;
      await page.user.find('textbox', 'username');
      expect(selected(page)).to.deep.equal(['User name']);
    });

    it('where they stand one under the other, up and down lead through them, too', async () => {
      const page = await own(WAYS);
      const tabs = all(page.root, 'tab');
      tabs[0]!.focus();
      const down = new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true });
      tabs[0]!.dispatchEvent(down);
      expect(down.defaultPrevented, 'in one line it scrolls the page').to.equal(false);
      form(page).style.inlineSize = '100px';
      expect(tabs[2]!.offsetTop).to.be.above(tabs[0]!.offsetTop);
      await choosesBy(
        page,
        ['ArrowDown', 'Card'],
        ['ArrowUp', 'User name'],
        ['ArrowUp', 'Statement'],
        ['ArrowRight', 'User name'],
      );
    });

    it('another one that is chosen right after submit(): nothing is sent', async () => {
      const page = await own(WAYS);
      await page.user.type('username', 'ana');
      const sent = form(page).submit();
      all(page.root, 'tab')[1]!.click();
      await sent;
      await settled();
      expect([await posted(), page.events.of('syncfy-credential-submit')]).to.deep.equal([[], []]);
      expect(selected(page)).to.deep.equal(['Card']);
    });

    it('keeps what was typed into each, and posts the one that is shown', async () => {
      const page = await show('', {
        body: '<syncfy-site-picker></syncfy-site-picker><syncfy-credential-form></syncfy-credential-form>',
      });
      await page.user.picks('Several Ways (version 3)', 'Acme Labs');
      await page.user.type('User', 'ana');
      all(page.root, 'tab')[1]!.click();
      await page.user.type('Card', '4111');
      await page.user.type('PIN', '1234');
      all(page.root, 'tab')[0]!.click();
      expect(((await page.user.find('textbox', 'User')) as HTMLInputElement).value).to.equal('ana');
      all(page.root, 'tab')[1]!.click();
      await page.user.find('textbox', 'PIN');
      // A success empties all of it.
      await standsStill(sandbox, 100, 101);
      await page.user.pressKey('form.submit');
      await until('the job', () => page.events.of('syncfy-job-start')[0]);
      const [request] = await posted();
      expect(request?.path).to.equal('/v1/pulls');
      expect(request?.body).to.include({ input_name: 'card' });
      expect((request?.body as { input: unknown }).input).to.deep.equal({ card: '4111', pin: '1234' });
      const inputs = [...form(page).shadowRoot!.querySelectorAll('input')];
      const typed = inputs.map(({ value }) => value).filter(Boolean);
      expect(typed, 'what was sent and is no secret').to.deep.equal(['4111']);
    });
  });

  describe('reveal', () => {
    const password = ({ root }: Page) => all(root, 'textbox')[1] as HTMLInputElement;

    for (const [attribute, show, hide] of [
      ['', 'Show Password', 'Hide Password'],
      ['reveal="text"', 'Show Password', 'Hide Password'],
    ] as const) {
      it(`${attribute || 'by an icon'}: shows the password, and hides it`, async () => {
        const page = await ready(`site-id="${NORMAL}" ${attribute}`);
        await page.user.type('Password', 'secret');
        expect(password(page).type).to.equal('password');
        await page.user.press(show);
        await until('it is shown', () => password(page).type === 'text');
        expect(password(page).value).to.equal('secret');
        await expectAccessible(page.root);
        const button = await page.user.press(hide);
        expect(button.getAttribute('aria-controls')).to.equal(password(page).id);
        await until('it is hidden', () => password(page).type === 'password');
        expect(password(page).value).to.equal('secret');
      });
    }

    it('what is revealed is hidden where it cannot be hidden any more', async () => {
      const page = await ready(`site-id="${NORMAL}"`);
      (await page.user.revealOf('Password')).click();
      const input = await page.user.find('textbox', 'Password');
      await until('it is revealed', () => (input as HTMLInputElement).type === 'text');
      const form = page.root.querySelector('syncfy-credential-form')!;
      form.setAttribute('reveal', 'none');
      await until('it is hidden', () => (input as HTMLInputElement).type === 'password');
      form.removeAttribute('reveal');
      await until('it can be shown', () => parts(page.root, 'reveal')[0]);
      expect((input as HTMLInputElement).type, 'nobody asked for it').to.equal('password');
    });

    it('what is revealed is hidden while it is sent', async () => {
      await sandbox.faults({ rules: [{ match: { method: 'POST', path: '/v1/credentials' }, action: { hang: true } }] });
      const page = await ready();
      const input = (await page.user.type('Password', 'test')) as HTMLInputElement;
      (await page.user.revealOf('Password')).click();
      await page.user.pressKey('form.submit');
      await until('what is wrong', () => parts(page.root, 'field-error')[0]);
      expect(input.type, 'while it is to be corrected').to.equal('text');
      await page.user.logsIn({ Username: 'test' });
      await page.user.find('button', page.user.words('form.sending'));
      expect([input.type, input.value]).to.deep.equal(['password', 'test']);
    });

    it('that it is sent is told, by what stood there before', async () => {
      await sandbox.faults({ rules: [{ match: { method: 'POST', path: '/v1/credentials' }, action: { hang: true } }] });
      const page = await ready();
      const told = all(page.root, 'status').filter(one => !textOf(one));
      await page.user.logsIn({ Username: 'test', Password: 'test' });
      await until('it is told', () => told.map(textOf).includes(page.user.words('form.sending')));
    });

    it('reveal="none": has no button', async () => {
      const page = await ready(`site-id="${NORMAL}" reveal="none"`);
      expect(all(page.root, 'button').map(nameOf)).to.deep.equal([page.user.words('form.submit')]);
    });
  });

  it('no-save, locale and test-mode go into the request', async () => {
    const page = await show(`site-id="${NORMAL}" no-save`, { locale: 'es', more: 'test-mode' });
    await page.user.logsIn({ Username: 'test', Password: 'test' });
    await until('the job', () => page.events.of('syncfy-job-start')[0]);
    expect((await bodies())[0]).to.include({ save_credential: false, locale: 'es', test: 1 });
  });

  it('the first secret alone is filled in with the password that a browser has stored', async () => {
    const page = await ready();
    const site = page.session.site ?? (await page.session.client.site(NORMAL));
    form(page).site = {
      ...site,
      credentials: ['username', 'password', 'pin'].map(name => ({
        name,
        label: name,
        type: name === 'username' ? 'text' : 'password',
        username: name === 'username',
        required: true,
      })),
    } as never;
    const autocomplete = () => (all(page.root, 'textbox') as HTMLInputElement[]).map(one => one.autocomplete).join();
    await until('the three', () => autocomplete() === 'username,current-password,off');
  });

  it('no-autocomplete: the browser offers nothing', async () => {
    const page = await ready();
    const autocomplete = () => (all(page.root, 'textbox') as HTMLInputElement[]).map(one => one.autocomplete);
    expect(autocomplete()).to.deep.equal(['username', 'current-password']);
    form(page).noAutocomplete = true;
    await form(page).updateComplete;
    // Though it is `off`, Chromium fills in a password, and the user name before it.
    expect(autocomplete()).to.deep.equal(['off', 'one-time-code']);
  });

  it('credential-id: updates the credential, and asks only for what is no identifier', async () => {
    const page = await show('', {
      body: '<syncfy-site-picker></syncfy-site-picker><syncfy-credential-form></syncfy-credential-form>',
    });
    await page.user.picks('Backup Way (version 4)', 'Acme Labs');
    await page.user.logsIn({ User: 'ana', Password: 'one' });
    const { job } = await until('the job', () => page.events.of('syncfy-job-start')[0]);
    await until('its end', () => page.events.ends[0]);
    closePages();
    const again = await show(`credential-id="${job.credentialId}"`);
    await again.user.find('textbox', 'Password');
    expect(all(again.root, 'textbox').map(nameOf)).to.deep.equal(['Password']);
    // Whose password it is.
    expect(job.username).to.match(/^a.*\*/);
    expect(parts(again.root, 'username').map(textOf)).to.deep.equal([job.username]);
    await again.user.logsIn({ Password: 'two' });
    const { job: second } = await until('the job', () => again.events.of('syncfy-job-start')[0]);
    expect(second).to.include({ credentialId: job.credentialId, isNew: false });
    expect((await posted()).at(-1)).to.include({ method: 'PUT' });
  });

  it('credential-id: where all say who the user is, it runs again and asks for nothing', async () => {
    const page = await own(ALL_IDENTIFIERS, 'credential-id="c1"');
    expect(all(page.root, 'textbox')).to.deep.equal([]);
    await page.user.pressKey('form.submit');
    const [sent] = await until('the update', async () => (await posted()).length > 0 && (await posted()));
    expect(sent).to.include({ method: 'PUT' });
    expect(sent!.body).to.include({ input_name: 'Default' }).and.to.have.deep.property('input', {});
  });

  it('refused: where nothing is asked, the focus comes to the heading', async () => {
    const page = await own(ALL_IDENTIFIERS, 'credential-id="c1"');
    const response = [{ code: 401 }];
    await sandbox.faults({
      rules: [{ match: { path: '*/j/status' }, action: { body: JSON.stringify({ response }) } }],
    });
    page.session.resume({ id: 'j', status: `${sandbox.apiBase}/jobs/j/status` });
    await page.user.find('alert');
    await until('the focus', () => focused()?.localName === 'h2');
  });

  it('of another site: begins without what was chosen for the one before', async () => {
    const file = { name: 'statement', type: 'file', label: 'Statement', required: true };
    const page = await own(site([file]));
    const input = parts(page.root, 'field-input')[0] as HTMLInputElement;
    const chosen = new DataTransfer();
    chosen.items.add(new File(['x'], 'one.pdf', { type: 'application/pdf' }));
    input.files = chosen.files;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await until('it is chosen', () => visibleText(page.root).includes('one.pdf'));
    form(page).site = { ...site([file]), id_site: 's2' };
    await form(page).updateComplete;
    expect(visibleText(page.root)).not.to.include('one.pdf');
  });

  it('credential-id: an unknown one is told', async () => {
    const page = await show('credential-id="ffffffffffffffffffffffff"');
    await page.user.find('alert');
    expect(page.events.of('syncfy-error').map(({ error }) => error.code)).to.deep.equal(['unknown-credential']);
  });

  it('submit() and reset() do as the button does, and empty everything', async () => {
    const page = await ready();
    await form(page).submit();
    await until('both', () => problems(page).length === 2);
    await page.user.type('Username', 'ana');
    form(page).reset();
    await until('nothing is wrong', () => problems(page).length === 0);
    expect((all(page.root, 'textbox') as HTMLInputElement[]).map(one => one.value)).to.deep.equal(['', '']);
  });

  for (const [what, act] of [
    ['reset()', page => form(page).reset()],
    ['the form is taken away', page => form(page).remove()],
    ['the page is left', () => dispatchEvent(new Event('pagehide'))],
  ] as [string, (page: Page) => void][]) {
    it(`right after submit(), ${what}: nothing is sent, least of all what is empty`, async () => {
      const page = await ready();
      for (const label of ['Username', 'Password']) await page.user.type(label, 'test');
      const sent = form(page).submit();
      act(page);
      await sent;
      await settled();
      expect([await posted(), page.events.of('syncfy-error')]).to.deep.equal([[], []]);
    });
  }

  it('holds what is typed in its inputs alone', async () => {
    const page = await ready();
    await page.user.type('Password', 'only-in-the-input');
    await settled();
    expect(page.root.innerHTML).not.to.contain('only-in-the-input');
    expect(form(page).shadowRoot!.innerHTML).not.to.contain('only-in-the-input');
    expect(
      JSON.stringify({ ...form(page) }, (key, value: unknown) =>
        typeof value === 'object' && key ? String(value) : value,
      ),
    ).not.to.contain('only-in-the-input');
  });
});
