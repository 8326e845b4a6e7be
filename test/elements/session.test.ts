import { ContextEvent, createContext } from '@lit/context';
import { aTimeout, expect } from '@open-wc/testing';
import type { SyncfySession } from '../../src/index.js';
import {
  all,
  closePages,
  hold,
  holdTimers,
  open,
  parts,
  sandboxForAll,
  settled,
  startSandbox,
  textOf,
  User,
  until,
  visibleText,
  type Page,
} from '../support/flow.js';
import { expectAccessible } from '../support/page.js';
import { fail, statusOf } from '../support/states.js';

const sandbox = await sandboxForAll();

const PICKER = '<syncfy-site-picker></syncfy-site-picker>';
const bases = () => `api-base="${sandbox.apiBase}" assets-base="${sandbox.assetsBase}" country="MX" locale="en"`;
const show = (attributes: string, body = PICKER) => open(sandbox, { session: `${bases()} ${attributes}`, body });
const listed = ({ root }: Page) => until('the list', () => parts(root, 'organization')[0]);
const headers = async () => (await sandbox.requests()).map(one => one.headers.authorization).filter(Boolean);

describe('<syncfy-session>', () => {
  it('token: is sent with every call, in a header and nowhere else', async () => {
    const token = await sandbox.token();
    const page = await show(`token="${token}"`);
    await listed(page);
    const requests = (await sandbox.requests()).filter(one => one.path.startsWith('/v1/') && one.method !== 'OPTIONS');
    expect(requests).not.to.be.empty;
    for (const { headers: sent, query, path } of requests) {
      expect(sent.authorization).to.equal(`TOKEN token=${token}`);
      expect(query + path).not.to.contain(token);
    }
    expect(
      (await sandbox.requests()).filter(one => one.path.startsWith('/assets') && one.headers.authorization),
    ).to.deep.equal([]);
  });

  it('auth-scheme="bearer": is sent as a bearer token', async () => {
    const token = await sandbox.token();
    await listed(await show(`token="${token}" auth-scheme="bearer"`));
    expect([...new Set(await headers())]).to.deep.equal([`Bearer ${token}`]);
  });

  it('token-url: is asked once for all calls that wait', async () => {
    const page = await open(sandbox, {
      session: `${bases()} token-url="${sandbox.tokenUrl}"`,
      body: PICKER + '<syncfy-connect no-consent></syncfy-connect>',
    });
    await listed(page);
    await until('both lists', () => parts(page.root, 'list').length === 2);
    expect(new Set(await headers()).size).to.equal(1);
    expect(page.events.all.filter(({ name }) => name !== 'syncfy-step')).to.deep.equal([]);
  });

  it('token-url: may answer as Syncfy itself does', async () => {
    await listed(await show(`token-url="${sandbox.tokenUrl}&wrapped"`));
  });

  for (const [what, more] of [
    ['fails', '&status=500'],
    ['answers no token', '&token='],
  ] as const) {
    it(`token-url: that ${what} is told, in words and to the page`, async () => {
      const page = await show(`token-url="${sandbox.tokenUrl}${more}"`);
      await page.user.find('alert');
      expect(page.events.of('syncfy-error').map(({ error }) => error.code)).to.deep.equal(['no-token']);
      expect(visibleText(page.root)).to.include(page.user.l10n.words('error.no-token').title);
      await expectAccessible(page.root);
      page.session.token = await sandbox.token();
      await listed(page);
    });
  }

  it('token-url: of another origin is never asked', async () => {
    const page = await show(`token-url="${sandbox.origin}/v1/sessions"`);
    await page.user.find('alert');
    expect(page.events.of('syncfy-error').map(({ error }) => error.code)).to.deep.equal(['untrusted-origin']);
    expect(parts(page.root, 'code').map(textOf), 'who helps is told').to.deep.equal(['untrusted-origin']);
    expect(await sandbox.requests()).to.deep.equal([]);
  });

  it('refreshToken: goes before token-url', async () => {
    const page = await open(sandbox, { session: bases(), body: '' });
    let asked = 0;
    page.session.refreshToken = () => (asked++, sandbox.token());
    page.session.tokenUrl = `${sandbox.tokenUrl}&status=500`;
    page.session.innerHTML = PICKER;
    await listed(page);
    expect(asked).to.equal(1);
  });

  it('refreshToken: renews a dead token once, while several calls wait', async () => {
    const page = await show(`token="${await sandbox.token()}"`);
    await listed(page);
    let asked = 0;
    page.session.refreshToken = () => (asked++, sandbox.token());
    await sandbox.expireTokens();
    const { client } = page.session;
    // What no browser keeps.
    const answers = await Promise.all([client.credentials(), client.credentials(), client.credentials()]);
    expect(answers).to.deep.equal([[], [], []]);
    expect(asked).to.equal(1);
    expect(page.events.of('syncfy-error')).to.deep.equal([]);
  });

  it('refreshToken: that rejects is told without its words', async () => {
    const page = await open(sandbox, { session: bases(), body: '' });
    page.session.refreshToken = () => Promise.reject(new Error('the secret is 4711'));
    page.session.innerHTML = PICKER;
    await page.user.find('alert');
    const [{ error } = { error: undefined }] = page.events.of('syncfy-error');
    expect(error?.code).to.equal('no-token');
    expect(`${error!.message} ${String(error!.cause)} ${visibleText(page.root)}`).not.to.contain('4711');
  });

  it('syncfy-token-expired: asks the page where there is no other way', async () => {
    const page = await show(`token="dead"`);
    let asked = 0;
    page.root.addEventListener('syncfy-token-expired', event => {
      asked++;
      event.detail.respondWith(sandbox.token());
    });
    await listed(page);
    expect(asked).to.equal(1);
  });

  it('syncfy-token-expired: is told once of a dead token, however many calls it was for, and again when somebody tries again', async () => {
    const later = hold(/\/site_organization_types/);
    const page = await show('token="dead"');
    const told = () => page.events.of('syncfy-token-expired').length;
    await until('the first answer', () => told());
    later.release();
    await page.user.find('alert');
    await settled();
    expect(told()).to.equal(1);
    await page.user.pressKey('common.tryAgain');
    await until('it is told again', () => told() === 2);
    page.session.token = await sandbox.token();
    await listed(page);
  });

  it('syncfy-token-expired: nobody answers, and it goes on as soon as there is a token', async () => {
    const page = await show('');
    await page.user.find('alert');
    expect(page.events.of('syncfy-token-expired').length).to.be.greaterThan(0);
    expect(page.events.of('syncfy-error').map(({ error }) => error.code)).to.deep.equal(['no-token']);
    await expectAccessible(page.root);
    page.session.token = await sandbox.token();
    await listed(page);
    expect(Boolean(page.user.sees('alert'))).to.equal(false);
  });

  for (const way of ['sets', 'answers with'] as const) {
    it(`syncfy-token-expired: a page that ${way} its first token a moment later shows no error`, async () => {
      // Nobody waits to the end.
      const release = holdTimers(2000);
      const page = await show('');
      try {
        const token = await sandbox.token();
        const [{ respondWith }] = await until('it is asked', () => {
          const asked = page.events.of('syncfy-token-expired');
          return asked.length > 0 && (asked as [(typeof asked)[0]]);
        });
        await aTimeout(300);
        expect(Boolean(page.user.sees('alert'))).to.equal(false);
        if (way === 'sets') page.session.token = token;
        else respondWith(token);
        await listed(page);
      } finally {
        release();
      }
      expect(page.events.of('syncfy-error')).to.deep.equal([]);
    });
  }

  for (const [way, name] of [
    ['refreshToken', (session: SyncfySession) => void (session.refreshToken = () => sandbox.token())],
    ['token-url', (session: SyncfySession) => void (session.tokenUrl = sandbox.tokenUrl)],
  ] as const) {
    it(`${way}: named while the first token is waited for, as an effect of React does, is used at once`, async () => {
      // Nobody waits to the end.
      const release = holdTimers(2000);
      const page = await show('');
      try {
        await until('the page is asked', () => page.events.of('syncfy-token-expired').length === 1);
        name(page.session);
        await listed(page);
      } finally {
        release();
      }
      expect(page.events.of('syncfy-error')).to.deep.equal([]);
      expect(page.events.of('syncfy-token-expired')).to.have.length(1);
    });
  }

  it('refreshToken: that hangs keeps nobody waiting once the page sets a token', async () => {
    const page = await open(sandbox, { session: bases(), body: '' });
    page.session.refreshToken = () => new Promise(() => {});
    page.session.innerHTML = PICKER;
    await settled();
    page.session.token = await sandbox.token();
    await until('the list', () => parts(page.root, 'organization')[0], 5_000);
  });

  describe('a page that answers each failure', () => {
    const DOWN = { rules: [{ match: { path: '*/catalogues/*' }, action: { status: 500 } }] };
    /** The failures that are told in a second. */
    const failures = async (page: Page) => {
      await page.user.find('alert');
      await aTimeout(1_000);
      return page.events.of('syncfy-error').map(({ error }) => error.code);
    };

    it('with another refreshToken, as a framework that renders does, is not told of it without end', async () => {
      for (const [answer, code] of [
        [() => sandbox.token(), 'server'],
        [() => Promise.reject(new Error('no')), 'no-token'],
      ] as const) {
        await sandbox.faults(code === 'server' ? DOWN : {});
        const page = await open(sandbox, { session: bases(), body: '' });
        const render = () => (page.session.refreshToken = () => answer());
        page.root.addEventListener('syncfy-error', render);
        render();
        page.session.innerHTML = PICKER;
        expect(await failures(page)).to.deep.equal([code]);
        closePages();
      }
    });

    it('with another token is not told of it without end', async () => {
      await sandbox.faults(DOWN);
      const page = await show(`token="${await sandbox.token()}"`);
      page.root.addEventListener('syncfy-error', () => void sandbox.token().then(one => (page.session.token = one)));
      expect(await failures(page)).to.deep.equal(['server']);
    });

    it('with a token that is none is not told of it without end, and goes on once there is one', async () => {
      const page = await show('token="dead"');
      let count = 0;
      page.root.addEventListener('syncfy-error', () => (page.session.token = `dead ${count++}`));
      expect(await failures(page)).to.deep.equal(['token-expired', 'token-expired', 'token-expired']);
      await aTimeout(2_500);
      page.session.token = await sandbox.token();
      await listed(page);
    });

    it('with a good token, the one it had first being none, is answered at once', async () => {
      const page = await show('');
      await page.user.find('alert');
      const answer = async () => (page.session.token = await sandbox.token());
      page.root.addEventListener('syncfy-error', () => void answer(), { once: true });
      page.session.token = 'dead';
      await listed(page);
    });

    it('and then has a refreshToken, which it had not before, is answered', async () => {
      const page = await show('token="dead"');
      await page.user.find('alert');
      page.session.refreshToken = () => sandbox.token();
      await listed(page);
    });
  });

  it('token and refreshToken: a job that waits is not asked about for another', async () => {
    await fail(sandbox, '*/status', { body: JSON.stringify([{ code: 100 }, { code: 410 }]) });
    const page = await show(`token="${await sandbox.token()}"`, '<syncfy-job-status></syncfy-job-status>');
    // Without a socket it is asked about once, and again after seconds: nobody waits for that.
    const release = holdTimers(1000);
    try {
      statusOf(page).job = { id_job: 'j', status: `${sandbox.apiBase}/jobs/j/status` } as never;
      await until('the question', () => page.events.of('syncfy-challenge')[0]);
      const looks = async () => (await sandbox.requests()).filter(({ path }) => path.endsWith('/status')).length;
      const before = await looks();
      for (let turn = 0; turn < 5; turn++) {
        page.session.refreshToken = () => sandbox.token();
        page.session.token = await sandbox.token();
        await settled();
      }
      expect(await looks()).to.equal(before);
    } finally {
      release();
    }
  });

  it('syncfy-token-expired: an answer that comes late is used, and what failed is tried again', async () => {
    const page = await show('');
    await page.user.find('alert');
    page.events.of('syncfy-token-expired')[0]!.respondWith(await sandbox.token());
    await listed(page);
    expect(Boolean(page.user.sees('alert'))).to.equal(false);
  });

  it('syncfy-token-expired: an answer that comes after the page has set a token is not used', async () => {
    const page = await show('');
    await page.user.find('alert');
    page.session.token = await sandbox.token();
    await listed(page);
    page.events.of('syncfy-token-expired')[0]!.respondWith('dead-token-4711');
    await settled();
    await page.session.client.credentials();
    expect((await headers()).join()).not.to.contain('4711');
  });

  it('syncfy-token-expired: shows no token, whatever it is answered', async () => {
    const page = await show('');
    page.root.addEventListener('syncfy-token-expired', event => event.detail.respondWith('dead-token-4711'));
    await page.user.find('alert');
    const told = page.events.of('syncfy-error').map(({ error }) => `${error.message} ${JSON.stringify(error)}`);
    expect(told.join() + visibleText(page.root) + page.root.innerHTML).not.to.contain('4711');
  });

  it('api-base, assets-base and auth-scheme: what cannot be used is told, and the default stands', async () => {
    const wrong = 'api-base="https://" assets-base="http://[" auth-scheme="Bearer"';
    const page = await open(sandbox, { session: `${wrong} locale="en"`, body: '' });
    await until('all', () => page.events.of('syncfy-error').length === 3);
    expect(
      page.events.of('syncfy-error').map(({ error }) => `${error.code} ${error.message.split(' ')[0]}`),
    ).to.deep.equal(['invalid-attribute auth-scheme', 'invalid-attribute api-base', 'invalid-attribute assets-base']);
    page.events.clear();
    page.session.authScheme = 'bearer';
    await until('it is told of the others', () => page.events.of('syncfy-error').length === 2);
    expect(
      page.events
        .of('syncfy-error')
        .map(({ error }) => error.message)
        .join(),
    ).not.to.match(/auth-scheme/);
  });

  it('locale and country: may change while the page runs', async () => {
    const page = await show(`token="${await sandbox.token()}"`);
    await listed(page);
    page.session.locale = 'es';
    const es = new User(page.root, 'es');
    await es.find('heading', es.words('pick.heading'));
    const lang = () =>
      page.root.querySelector('syncfy-site-picker')!.shadowRoot!.querySelector<HTMLElement>('[lang]')!.lang;
    await until('Spanish as in Mexico', () => lang() === 'es-MX');
    page.session.country = 'AR';
    await until('Argentina', () => visibleText(page.root).includes('Banco Pampa'));
    expect(lang(), 'numbers are written as there').to.equal('es-AR');
    page.session.locale = 'es-ES';
    await until('a region of its own', () => lang() === 'es-ES');
    page.session.locale = 'es';
    page.session.country = '5da784f5f9de2a06483abec1';
    await until('no region', () => lang() === 'es');
  });

  it('locale: is the page’s where the session names none', async () => {
    const page = await open(sandbox, {
      session: `api-base="${sandbox.apiBase}" token="x"`,
      body: '<syncfy-twofa></syncfy-twofa>',
    });
    page.root.lang = 'es';
    page.root.querySelector('syncfy-twofa')!.requestUpdate();
    await until(
      'Spanish',
      () => page.root.querySelector('syncfy-twofa')!.shadowRoot!.querySelector('[lang]')!.getAttribute('lang') === 'es',
    );
  });

  it('site: fills the form that it stands with, and can be taken back', async () => {
    const page = await show(`token="${await sandbox.token()}"`, '<syncfy-credential-form></syncfy-credential-form>');
    const site = await page.session.client.site('56cf5728784806f72b8b4568');
    page.session.site = site;
    await page.user.find('heading', page.user.words('form.heading', { site: 'Normal' }));
    expect(page.session.site?.id_site).to.equal(site.id_site);
    page.session.site = undefined;
    await until('it is gone', () => visibleText(page.root).includes(page.user.words('common.idle')));
    page.session.site = 'nonsense' as never;
    await settled();
    expect(page.session.site).to.equal(undefined);
  });

  describe('site: of a session without a form', () => {
    const NORMAL = '56cf5728784806f72b8b4568';
    const shown = async (body: string) => {
      const page = await open(sandbox, { body });
      page.session.site = await page.session.client.site(NORMAL);
      return page;
    };

    it('fills that of a <syncfy-connect>, which goes on from there', async () => {
      const page = await shown('<syncfy-connect no-consent></syncfy-connect>');
      await page.user.logsIn();
      await until('the end', () => page.events.ends[0]);
      expect(page.connect.step).to.equal('success');
      expect(page.session.site?.id_site).to.equal(NORMAL);
      page.connect.restart();
      await settled();
      expect(page.connect.step).to.equal('pick');
    });

    it('handed over again as a copy, as a framework does at each turn, takes nobody back to it', async () => {
      const page = await shown('<syncfy-connect no-consent></syncfy-connect>');
      const site = page.session.site!;
      const again = () => (page.session.site = { ...site });
      for (const type of ['syncfy-status', 'syncfy-success', 'syncfy-step']) page.root.addEventListener(type, again);
      await page.user.logsIn();
      await until('the end', () => page.events.ends[0]);
      await settled();
      expect(page.events.codes).to.deep.equal([100, 101, 102, 200]);
      expect(page.connect.step).to.equal('success');
      page.connect.restart();
      await settled();
      expect(page.connect.step).to.equal('pick');
      page.session.site = undefined;
      page.session.site = site;
      await until('it was meant', () => page.connect.step === 'credentials');
    });

    it('that was picked, handed back as a framework does, stays that of its organization', async () => {
      const page = await open(sandbox);
      await page.user.consents();
      await page.user.picks('Normal');
      const { site } = page.events.of('syncfy-site-select')[0]!;
      page.session.site = structuredClone(site);
      await page.user.find('heading', /Normal/);
      await settled();
      const form = page.connect.shadowRoot!.querySelector('syncfy-credential-form')!;
      expect(parts(form.shadowRoot!, 'organization').map(textOf)).to.deep.equal(['Acme Bank']);
      expect(page.session.site?.id_site).to.equal(site.id_site);
    });

    it('may refer to itself', async () => {
      const page = await open(sandbox, { body: '<syncfy-connect no-consent></syncfy-connect>' });
      const site = await page.session.client.site(NORMAL);
      page.session.site = Object.assign(site, { self: site });
      await until('the form', () => page.connect.step === 'credentials');
    });

    it('fills that of a <syncfy-connect> that has come in the place of a form', async () => {
      const page = await open(sandbox, {
        body: `<syncfy-credential-form site-id="${NORMAL}"></syncfy-credential-form>`,
      });
      const form = page.root.querySelector('syncfy-credential-form')!;
      await page.user.type('Username', 'test');
      const connect = Object.assign(document.createElement('syncfy-connect'), { noConsent: true });
      form.replaceWith(connect);
      await settled();
      page.session.site = await page.session.client.site(NORMAL);
      await until('the form', () => connect.step === 'credentials');
    });

    it('another one, set while a job runs, comes after its end', async () => {
      const page = await shown('<syncfy-connect no-consent></syncfy-connect>');
      const other = { ...page.session.site!, id_site: 'a'.repeat(24), name: 'Other' };
      const set = () => queueMicrotask(() => (page.session.site = other));
      page.root.addEventListener('syncfy-status', set, { once: true });
      await page.user.logsIn();
      await page.user.find('heading', page.user.words('form.heading', { site: 'Other' }));
      expect(page.events.codes).to.deep.equal([100, 101, 102, 200]);
      expect(page.events.ends.map(({ code }) => code)).to.deep.equal([200]);
    });

    it('fills that of a <syncfy-connect> where the session’s own form has gone', async () => {
      const body = '<syncfy-credential-form></syncfy-credential-form><syncfy-connect no-consent></syncfy-connect>';
      const page = await open(sandbox, { body });
      await settled();
      page.root.querySelector('syncfy-credential-form')!.remove();
      page.session.site = await page.session.client.site(NORMAL);
      await until('the form', () => page.connect.step === 'credentials');
    });

    it('is that of a job, too, which is handed in next', async () => {
      const page = await shown('<syncfy-connect no-consent></syncfy-connect>');
      await until('the form', () => page.connect.step === 'credentials');
      page.session.resume({ id: 'j', status: `${sandbox.apiBase}/jobs/j/status` });
      await until('the job', () => page.connect.step === 'working');
      expect(page.session.site?.id_site).to.equal(NORMAL);
    });

    for (const [what, body] of [
      [
        'where the session has a form',
        '<syncfy-credential-form></syncfy-credential-form><syncfy-connect no-consent></syncfy-connect>',
      ],
      ['that is for one site', '<syncfy-connect no-consent site-id="other"></syncfy-connect>'],
      ['that is for one credential', '<syncfy-connect no-consent credential-id="other"></syncfy-connect>'],
    ] as const) {
      it(`leaves a <syncfy-connect> alone ${what}`, async () => {
        const page = await open(sandbox, { body });
        await settled();
        page.session.site = await page.session.client.site(NORMAL);
        await settled();
        expect(all(page.connect.shadowRoot!, 'textbox')).to.deep.equal([]);
      });
    }
  });

  it('hidden: hides what is in it', async () => {
    const page = await show(`token="${await sandbox.token()}"`);
    await listed(page);
    page.session.hidden = true;
    expect(visibleText(page.root)).to.equal('');
    page.session.hidden = false;
    expect(Boolean(page.user.sees('heading'))).to.equal(true);
  });

  it('lastRid: is what support asks for', async () => {
    const page = await show(`token="${await sandbox.token()}"`);
    await listed(page);
    expect(page.session.lastRid).to.match(/^[0-9a-f-]{36}$/);
  });

  it('resume(): follows a job from its handle, in another page', async () => {
    const first = await open(sandbox, { layout: 'parts' });
    await first.user.picks('Token (2FA)');
    await first.user.logsIn();
    await until('the question', () => first.events.of('syncfy-challenge')[0]);
    const handle = JSON.parse(JSON.stringify(first.session.job)) as Record<string, unknown>;
    closePages();
    const page = await show(
      `token="${await sandbox.token()}"`,
      '<syncfy-job-status></syncfy-job-status><syncfy-twofa></syncfy-twofa>',
    );
    page.session.resume(handle);
    await page.user.type('Enter any number sequence as a token', '1');
    await page.user.pressKey('twofa.submit');
    await until('the end', () => page.events.ends[0]);
    expect(page.events.codes).to.deep.equal([100, 101, 410, 103, 102, 200]);
  });

  it('resume(): of nothing, as storage answers, does nothing', async () => {
    const page = await show(`token="${await sandbox.token()}"`, '<syncfy-job-status></syncfy-job-status>');
    page.session.resume(JSON.parse('null') as never);
    expect(page.session.job).to.equal(undefined);
  });

  it('resume(): a handle may name its site', async () => {
    const first = await open(sandbox, { layout: 'parts' });
    await first.user.picks('Token (2FA)');
    await first.user.logsIn();
    await until('the question', () => first.events.of('syncfy-challenge')[0]);
    const { job, site } = first.session;
    const handle = JSON.parse(JSON.stringify({ ...job!.toJSON(), site })) as Record<string, unknown>;
    closePages();
    const page = await show(`token="${await sandbox.token()}" no-resume`, '<syncfy-twofa></syncfy-twofa>');
    page.session.resume(handle);
    await page.user.find('heading', page.user.words('twofa.heading', { site: 'Token (2FA)' }));
    expect(page.session.site?.id_site).to.equal(site!.id_site);
    expect(page.events.of('syncfy-site-select')).to.deep.equal([]);
    page.session.resume({ ...handle, site: 'nonsense' });
    await page.user.find('textbox', 'Enter any number sequence as a token');
    expect(page.session.site?.id_site).to.equal(site!.id_site);
  });

  describe('a running job’s handle', () => {
    const kept = () => Object.keys(sessionStorage).filter(key => key.startsWith('syncfy'));
    const locks = async () =>
      (await navigator.locks.query()).held!.filter(one => one.name!.startsWith('syncfy')).length;
    const asked = async (layout: 'connect' | 'parts' = 'connect', more = '') => {
      const page = await open(sandbox, { layout, more, connect: 'no-consent' });
      await page.user.picks('Token (2FA)');
      await page.user.logsIn();
      await page.user.find('textbox', 'Enter any number sequence as a token');
      return page;
    };
    const answer = async ({ user }: Page) => {
      await user.type('Enter any number sequence as a token', '1');
      await user.pressKey('twofa.submit');
    };

    for (const layout of ['connect', 'parts'] as const) {
      it(`is kept while it runs, ${layout}, and not longer`, async () => {
        const page = await asked(layout);
        const handle = JSON.parse(sessionStorage.getItem(kept()[0]!)!) as Record<string, unknown>;
        expect(kept()).to.have.length(1);
        expect(Object.keys(handle).sort()).to.deep.equal(
          ['answered', 'credentialId', 'id', 'isNew', 'organization', 'site', 'status', 'twofa', 'ws'].sort(),
        );
        expect(handle['organization']).not.to.have.property('sites');
        await until('it is this document’s', async () => (await locks()) === 1);
        await answer(page);
        await until('the answer', () => page.events.codes.length > 3);
        await until('the end', () => page.events.ends[0]);
        expect(kept()).to.deep.equal([]);
        await until('it is nobody’s', async () => !(await locks()));
      });
    }

    it('counts what was answered', async () => {
      await sandbox.faults({ socket: { refuse: true } });
      const page = await asked();
      // Nothing is heard of what the answer leads to.
      hold(/\/status$/);
      const answered = () => (JSON.parse(sessionStorage.getItem(kept()[0]!)!) as { answered: number }).answered;
      expect(answered()).to.equal(0);
      await answer(page);
      await until('it counts', () => answered() === 1);
    });

    for (const [what, act] of [
      ['the job is cancelled', page => page.session.job!.cancel()],
      ['another site is set', page => (page.session.site = { id_site: 'other' } as never)],
      ['the job is let go', page => (page.session.job = undefined)],
    ] as [string, (page: Page) => void][]) {
      it(`goes when ${what}`, async () => {
        const page = await asked('parts');
        act(page);
        expect(kept()).to.deep.equal([]);
      });
    }

    it('goes along when its element gets another id, and leaves that of another job where it is', async () => {
      const page = await asked();
      const other = await asked();
      const [one, two] = kept();
      for (const { connect } of [page, other]) connect.id = 'later';
      await answer(page);
      await until('the end', () => page.events.ends[0]);
      expect(kept()).to.have.length(1);
      expect([one, two]).to.include(kept()[0]);
      await answer(other);
      await until('the end', () => other.events.ends[0]);
      expect(kept()).to.deep.equal([]);
    });

    it('goes when it begins again', async () => {
      const page = await asked();
      page.connect.restart();
      expect(kept()).to.deep.equal([]);
    });

    it('stays when the element goes, and another one takes the job up', async () => {
      const page = await asked();
      page.connect.remove();
      expect(kept()).to.have.length(1);
      page.events.clear();
      page.session.innerHTML = '<syncfy-connect></syncfy-connect>';
      await answer(page);
      await until('the end', () => page.events.ends[0]);
      // What was told before is not told anew.
      expect(page.events.codes).to.deep.equal([103, 102, 200]);
      expect(page.events.ends).to.have.length(1);
      expect(page.events.steps[0]).to.equal('challenge');
    });

    it('stays with the one that took the job up, though the one before comes back under another id', async () => {
      const { connect, session, user } = await asked();
      const [entry] = kept();
      connect.remove();
      session.innerHTML = '<syncfy-connect></syncfy-connect>';
      await user.find('textbox', 'Enter any number sequence as a token');
      connect.id = 'later';
      session.append(connect);
      await until('it has its own', () => kept().length === 2);
      expect(kept()).to.include(entry);
    });

    it('is taken up when the job has nothing to tell yet', async () => {
      const { root } = await asked();
      root.remove();
      const body = JSON.stringify({ response: [], status: true, code: 200, rid: 'r' });
      await sandbox.faults({
        socket: { refuse: true },
        rules: [{ match: { path: '*/status' }, action: { body, contentType: 'application/json' } }],
      });
      const page = await open(sandbox, {});
      await until('it is taken up', () => page.connect.step === 'working' && page.session.job);
      expect(kept()).to.have.length(1);
    });

    it('is not taken up by a neighbour', async () => {
      await asked();
      const other = await open(sandbox, {});
      await other.user.find('button', other.user.words('common.continue'));
      await settled();
      expect(other.events.codes).to.deep.equal([]);
    });

    it('is none of another API’s, and stays where it is', async () => {
      const { root } = await asked();
      root.remove();
      const handle = kept();
      const other = await startSandbox();
      try {
        const page = await open(other, {});
        await page.user.find('button', page.user.words('common.continue'));
        await settled();
        expect(kept()).to.deep.equal(handle);
        expect(page.events.all.map(({ name }) => name)).to.deep.equal(['syncfy-step']);
        page.root.remove();
        const back = await open(sandbox, {});
        await back.user.find('textbox', 'Enter any number sequence as a token');
      } finally {
        closePages();
        await other.close();
      }
    });

    it('no-resume: there is none', async () => {
      await asked('connect', 'no-resume');
      expect(kept()).to.deep.equal([]);
    });

    it('no-resume, while the job runs: there is none any more', async () => {
      const page = await asked();
      page.session.noResume = true;
      await until('it is gone', () => !kept().length);
      page.session.noResume = false;
      await until('it is kept again', () => kept().length === 1);
    });
  });

  it('tells the page of a job that no element reports', async () => {
    const page = await show(`token="${await sandbox.token()}"`, '');
    const { client } = page.session;
    const ticket = await client.createCredential(await client.site('56cf5728784806f72b8b4568'), {
      values: Object.entries({ username: 'test', password: 'test' }),
    });
    page.session.resume(ticket);
    await until('the end', () => page.events.ends[0]);
    expect(page.events.codes).to.deep.equal([100, 101, 102, 200]);
    expect(page.events.ends).to.have.length(1);
  });

  it('tells the end of a job that ended while the session was out of the page', async () => {
    const page = await show(`token="${await sandbox.token()}" no-resume`, '');
    page.session.resume({ id: 'j', status: `${sandbox.apiBase}/jobs/j/status` });
    await settled();
    const { job } = page.session;
    page.session.remove();
    job!.cancel();
    page.root.append(page.session);
    await until('the end', () => page.events.ends[0]);
    expect(page.events.ends.map(({ code }) => code)).to.deep.equal([0]);
  });

  it('speaks the page’s language, when that changes too, and keeps its country', async () => {
    const { lang } = document.documentElement;
    try {
      document.documentElement.lang = 'es-MX';
      const page = await open(sandbox, {
        session: `token="${await sandbox.token()}" api-base="${sandbox.apiBase}" assets-base="${sandbox.assetsBase}"`,
        connect: 'no-consent',
      });
      const [es, pt] = [new User(page.root, 'es'), new User(page.root, 'pt')];
      await es.find('heading', es.words('pick.heading'));
      const country = (await es.find('combobox', es.words('pick.country'))) as HTMLSelectElement;
      expect(country.value).to.equal('MX');
      document.documentElement.lang = 'pt-BR';
      await pt.find('heading', pt.words('pick.heading'));
    } finally {
      document.documentElement.lang = lang;
    }
  });

  it('is found through a slot, and by whoever asks for its context', async () => {
    const token = await sandbox.token();
    const page = await open(sandbox, { session: bases(), body: '<div></div>' });
    const component = page.root.querySelector('div')!;
    component.innerHTML = PICKER;
    component.attachShadow({ mode: 'open' }).innerHTML =
      `<syncfy-session ${bases()} token="${token}"><slot></slot></syncfy-session>`;
    await until('the list', () => parts(component, 'organization')[0]);
    // What an earlier page asked for may still be on its way.
    expect(await headers()).to.include(`TOKEN token=${token}`);
    const picker = component.querySelector('syncfy-site-picker')!;
    expect(picker.flow).to.equal(component.shadowRoot!.querySelector('syncfy-session')!.flow);
    const ask = (context: string) => {
      const heard: unknown[] = [];
      picker.dispatchEvent(new ContextEvent(createContext(context), picker, value => heard.push(value), true));
      return heard;
    };
    expect(ask('syncfy-flow')).to.deep.equal([picker.flow]);
    expect(ask('another')).to.deep.equal([]);
  });

  it('what neither is in a session nor names one has none', async () => {
    const page = await show(`token="${await sandbox.token()}"`, '<syncfy-credential-form></syncfy-credential-form>');
    const { warn } = console;
    const said: string[] = [];
    console.warn = (...args: unknown[]) => args[0] === 'no-session' && said.push(args.join(' '));
    page.root.insertAdjacentHTML('beforeend', PICKER);
    await page.user.find('alert').finally(() => (console.warn = warn));
    // Whoever has just written the page listens to nothing yet.
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/^no-session SyncfyError: /);
    expect(page.events.of('syncfy-error').map(({ error }) => error.code)).to.deep.equal(['no-session']);
    expect(visibleText(page.root)).to.include(page.user.words('common.idle'));
  });

  it('is found by the id that it gets when both are in the page already', async () => {
    const page = await open(sandbox, { body: '' });
    const session = document.createElement('syncfy-session') as SyncfySession;
    const { apiBase, assetsBase } = page.session;
    Object.assign(session, { apiBase, assetsBase, country: 'MX', token: await sandbox.token() });
    page.root.innerHTML = '<syncfy-site-picker session="late"></syncfy-site-picker>';
    page.root.append(session);
    session.id = 'late';
    await listed(page);
  });

  it('two sessions in a page do not know each other', async () => {
    const one = await show(`token="${await sandbox.token()}"`, '<syncfy-credential-form></syncfy-credential-form>');
    const two = await show(`token="${await sandbox.token()}"`, '<syncfy-credential-form></syncfy-credential-form>');
    one.session.site = await one.session.client.site('56cf5728784806f72b8b4568');
    await one.user.find('button', one.user.words('form.submit'));
    expect((two.session as SyncfySession).site).to.equal(undefined);
    expect(visibleText(two.root)).to.include(two.user.words('common.idle'));
  });
});
