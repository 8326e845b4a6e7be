// What a screen reader says by itself on the whole way: each message once, errors at once (“! ”), the rest when it is quiet.
import { assert } from '@open-wc/testing';
import { Job } from '../../src/headless.js';
import { holdClock } from '../support/clock.js';
import {
  ended,
  fill,
  hold,
  holdTimers,
  LOGIN,
  open,
  parts,
  sandboxForAll,
  settled,
  standsStill,
  toForm,
  until,
  type Page,
  type PageOptions,
} from '../support/flow.js';
import { Listener } from '../support/speech.js';
import { ask, element, fail, formOf, options, put, statusOf, twofaOf } from '../support/states.js';

const sandbox = await sandboxForAll({ pace: 60, catalogueSize: 60 });

const listeners: Listener[] = [];
afterEach(() => {
  for (const one of listeners.splice(0)) one.stop();
});

function listen({ root }: Page): Listener {
  const listener = new Listener(root);
  listeners.push(listener);
  return listener;
}

/** What was said until now, when everything that is due has happened. */
async function heard(listener: Listener): Promise<string[]> {
  await settled();
  return listener.take();
}

const NORMAL = '56cf5728784806f72b8b4568';
const show = (body: string, more: PageOptions = {}) => open(sandbox, { body, ...more });
const said = ({ user }: Page, key: Parameters<Page['user']['l10n']['words']>[0]) => {
  const { title, text } = user.l10n.words(key);
  return `${title} ${text}`;
};

describe('what is said by itself', () => {
  it('of institutions: that they are loading, how many were found, that none was', async () => {
    const rest = hold(/\/organizations\/sites$/);
    const countries = hold(/\/countries$/);
    const page = await show('');
    const listener = listen(page);
    page.session.append(document.createElement('syncfy-site-picker'));
    await until('it says something', () => listener.said.length);
    assert.deepEqual(await heard(listener), ['Loading']);
    countries.release();
    await page.user.find('searchbox');
    assert.deepEqual(await heard(listener), ['Loading'], 'in another place');
    rest.release();
    await until('the list', () => parts(page.root, 'list')[0]);
    assert.deepEqual(await heard(listener), ['19 institutions']);
    const search = await page.user.find('searchbox');
    /** What is heard once one rests. */
    const after = async (act: () => unknown) => {
      const rest = holdTimers(200);
      await act();
      assert.deepEqual(await heard(listener), [], 'not with every key');
      rest();
      return heard(listener);
    };
    const typing = (text: string) => after(() => fill(search, text));
    assert.deepEqual(await typing('acme'), ['2 institutions']);
    assert.deepEqual(await typing('acme bank'), ['1 institution']);
    assert.deepEqual(await typing('acme bank '), [], 'the same is not said again');
    assert.deepEqual(await typing('zzz'), ['0 institutions']);
    assert.deepEqual(await after(() => page.user.pressKey('pick.clear')), ['19 institutions']);
  });

  it('of institutions that cannot be loaded: that, once for each try', async () => {
    await fail(sandbox, '*/catalogues/*', { status: 404 });
    const page = await show('<syncfy-site-picker></syncfy-site-picker>');
    const listener = listen(page);
    await page.user.find('alert');
    const failed = /^! The institutions could not be loaded This was not found\. .* connect anew\.$/;
    const first = (await heard(listener)).filter(text => text !== 'Loading');
    assert.lengthOf(first, 1);
    assert.match(first[0]!, failed);
    await page.user.pressKey('common.tryAgain');
    await until('it failed again', () => page.events.of('syncfy-error').length === 2);
    const second = (await heard(listener)).filter(text => text !== 'Loading');
    assert.lengthOf(second, 1);
    assert.match(second[0]!, failed);
  });

  it('of what cannot be sent: that, once for each try, though it be the same', async () => {
    const page = await show(`<syncfy-credential-form site-id="${NORMAL}"></syncfy-credential-form>`);
    for (const [label, value] of Object.entries(LOGIN)) await page.user.type(label, value);
    const listener = listen(page);
    await fail(sandbox, '/v1/credentials', { reset: true });
    for (const turn of [1, 2]) {
      await formOf(page).submit();
      // That it was sent may be over before it is heard.
      const alerts = (await heard(listener)).filter(text => text !== page.user.words('form.sending'));
      assert.deepEqual(alerts, [`! ${said(page, 'error.network')}`], `try ${turn}`);
    }
  });

  it('of a site that cannot be loaded: that, once for each try, though it be the same', async () => {
    const page = await show(`<syncfy-credential-form site-id="${NORMAL}"></syncfy-credential-form>`, {
      session: `api-base="${sandbox.apiBase}" locale="en"`,
    });
    const listener = listen(page);
    for (const turn of [1, 2]) {
      await until('the error', () => page.events.of('syncfy-error').length === turn);
      const alerts = (await heard(listener)).filter(text => text !== 'Loading');
      assert.deepEqual(alerts, [`! ${said(page, 'error.no-token')}`], `try ${turn}`);
      if (turn === 1) await page.user.pressKey('common.tryAgain');
    }
  });

  it('of a form: what is wrong with a field that is left; nothing of what is read with the focus', async () => {
    const page = await show('<syncfy-credential-form></syncfy-credential-form>');
    formOf(page).site = {
      id_site: 's1',
      name: 'Bank',
      credentials: [
        element('text', 'Code', { validation: '^\\d{4}$' }),
        element('password', 'Password'),
        element('select', 'Branch', { options: options(60), required: false }),
      ],
    } as never;
    const code = await page.user.find('textbox', 'Code');
    const listener = listen(page);
    await page.user.pressKey('form.submit');
    assert.deepEqual(await heard(listener), []);
    fill(code, '12');
    assert.deepEqual(await heard(listener), []);
    fill(code, '1234');
    await settled();
    const password = await page.user.find('textbox', 'Password');
    fill(password, 'x ');
    await settled();
    fill(code, '12');
    assert.deepEqual(await heard(listener), [page.user.words('form.spaces')]);
    password.focus();
    assert.deepEqual(await heard(listener), [`! ${page.user.words('form.pattern')}`]);
    formOf(page).requestUpdate();
    fill(password, 'x y ');
    assert.deepEqual(await heard(listener), [], 'nothing of it again');
    password.dispatchEvent(
      new KeyboardEvent('keyup', { key: 'A', bubbles: true, composed: true, modifierCapsLock: true }),
    );
    assert.deepEqual(await heard(listener), [page.user.words('form.capsLock')]);
    fill(password, 'x');
    await heard(listener);
    fill(await page.user.find('searchbox'), 'Choice 1');
    assert.deepEqual(await heard(listener), ['8 of 60']);
  });

  it('of a file: what is wrong with it, at once, and of another again', async () => {
    const page = await show('<syncfy-credential-form></syncfy-credential-form>');
    formOf(page).site = {
      id_site: 's1',
      name: 'Bank',
      credentials: [element('file', 'File', { accept: '.pdf' })],
    } as never;
    await until('the form', () => parts(page.root, 'drop')[0]);
    const listener = listen(page);
    const wrong = [`! ${page.user.words('form.fileType', { accept: '.pdf' })}`];
    put(page, 'photo.png');
    assert.deepEqual(await heard(listener), wrong);
    formOf(page).requestUpdate();
    assert.deepEqual(await heard(listener), []);
    put(page, 'other.png');
    assert.deepEqual(await heard(listener), wrong);
    put(page, 'statement.pdf');
    assert.deepEqual(await heard(listener), []);
    formOf(page).reset();
    await page.user.pressKey('form.submit');
    assert.deepEqual(await heard(listener), [], 'it is read with the focus');
    put(page, 'photo.png');
    assert.deepEqual(await heard(listener), wrong);
  });

  it('of time: seldom', async () => {
    const clock = holdClock();
    try {
      const page = await ask('time-limit="61500"', () => [element('externalAction', 'Confirm')])(sandbox);
      const listener = listen(page);
      const elapsed = () => parts(page.root, 'elapsed')[0]!.textContent;
      const heardAfter = async (ms: number) => {
        const before = elapsed();
        clock.move(ms);
        await until('it runs', () => elapsed() !== before);
        return heard(listener);
      };
      assert.deepEqual(await heardAfter(1000), []);
      const minute = page.user.words('twofa.left', { time: '60 seconds' });
      assert.deepEqual(await heardAfter(1000), [minute]);
      assert.deepEqual(await heardAfter(1000), []);
      assert.deepEqual(await heardAfter(1000), []);
      twofaOf(page).timeLimit = 34_000;
      assert.deepEqual(await heard(listener), [page.user.words('twofa.left', { time: '30 seconds' })]);
    } finally {
      clock.release();
    }
  });

  it('of an answer: that it is being sent, and that it was', async () => {
    const held = hold(/\/twofa$/);
    await fail(sandbox, '*/twofa', { body: '{"rid":"x","code":200,"status":true,"response":true}' });
    const page = await ask('', () => [element('text', 'Code')])(sandbox);
    const listener = listen(page);
    await page.user.type('Code', '1');
    await page.user.pressKey('twofa.submit');
    await until('it is on its way', () => held.answers);
    assert.deepEqual(await heard(listener), [page.user.words('twofa.sending')]);
    held.release();
    await until('it is sent', () => parts(page.root, 'sent')[0]);
    assert.deepEqual(await heard(listener), [page.user.words('twofa.sent')]);
  });

  it('of a job: each sentence when it comes; when it takes long; when the connection is lost', async () => {
    await fail(sandbox, '*/status', { body: '[{"code":100},{"code":101}]' });
    const page = await show('<syncfy-job-status></syncfy-job-status>');
    const listener = listen(page);
    statusOf(page).job = { id_job: 'j', status: `${sandbox.apiBase}/jobs/j/status` } as never;
    await until('it works', () => statusOf(page).status?.code === 101);
    const working = said(page, 'code.101');
    assert.equal((await heard(listener)).at(-1), working);
    statusOf(page).requestUpdate();
    assert.deepEqual(await heard(listener), []);
    for (const slow of [1, 2] as const) {
      Object.assign(statusOf(page), { _slow: slow });
      const word = page.user.words(slow === 1 ? 'status.slow' : 'status.slower');
      assert.deepEqual(await heard(listener), [word]);
    }
    statusOf(page).cancel();
    const { title, text } = page.user.l10n.words('status.cancelled');
    assert.deepEqual(await heard(listener), [`! ${title}. ${text}`]);
  });

  for (const body of ['<syncfy-job-status></syncfy-job-status>', '<syncfy-job-status compact></syncfy-job-status>']) {
    it(`of a job whose connection is lost: that, once: ${body}`, async () => {
      await fail(sandbox, '*/status', { body: '[{"code":100},{"code":101}]' });
      const page = await show(body);
      statusOf(page).job = { id_job: 'j', status: `${sandbox.apiBase}/jobs/j/status` } as never;
      await until('it works', () => statusOf(page).status?.code === 101);
      await settled();
      const listener = listen(page);
      await fail(sandbox, '*/status', { status: 503 });
      statusOf(page).job!.wake();
      await until('it is lost', () => parts(page.root, 'trouble')[0]);
      assert.deepEqual(await heard(listener), [page.user.words('status.trouble')]);
      assert.equal(parts(page.root, 'trouble')[0]!.closest('[role=status]')?.querySelector('button') ?? null, null);
    });
  }

  it('of a question whose job is refused: that, once', async () => {
    const asks = [{ code: 410, twofa: [{ name: 'token', type: 'text', label: 'Token' }] }];
    await fail(sandbox, '*/status', { body: JSON.stringify(asks) });
    const page = await show('<syncfy-twofa></syncfy-twofa>');
    const job = new Job({ id: 'j', status: `${sandbox.apiBase}/jobs/j/status` }, { client: page.session.client });
    page.session.job = job;
    await page.user.find('textbox', 'Token');
    const listener = listen(page);
    await fail(sandbox, '*/status', { status: 403 });
    job.wake();
    await until('it is refused', () => parts(page.root, 'error')[0]);
    const { title, text } = page.user.l10n.words('error.payment-required');
    assert.deepEqual(await heard(listener), [`! ${title} ${text}`]);
  });

  it('of a job that goes on by itself: that one may leave, once', async () => {
    await fail(sandbox, '*/status', { body: '[{"code":100},{"code":101}]' });
    const page = await show('<syncfy-job-status></syncfy-job-status>');
    statusOf(page).job = { id_job: 'j', status: `${sandbox.apiBase}/jobs/j/status` } as never;
    await until('it works', () => statusOf(page).status?.code === 101);
    await settled();
    const listener = listen(page);
    const region = parts(page.root, 'button-cancel')[0]!.nextElementSibling!;
    assert.equal(getComputedStyle(region).position, 'absolute', 'it takes no room');
    await fail(sandbox, '*/status', { body: '[{"code":100},{"code":101},{"code":102}]' });
    statusOf(page).job!.wake();
    await until('it reads', () => statusOf(page).status?.code === 102);
    assert.deepEqual(await heard(listener), [said(page, 'code.102'), page.user.words('status.mayLeave')]);
    assert.isTrue(region.contains(parts(page.root, 'leave')[0]!), 'in a region that was there before');
    Object.assign(statusOf(page), { _slow: 1 });
    assert.deepEqual(await heard(listener), [page.user.words('status.slow')]);
  });

  for (const layout of ['connect', 'parts'] as const) {
    const begun = async (site: string) => {
      const page = await open(sandbox, { layout, connect: 'no-consent' });
      await toForm(page, site);
      return page;
    };
    /** What was said between two moments. */
    const during = async (page: Page, act: () => Promise<unknown>) => {
      const listener = listen(page);
      await act();
      const all = await heard(listener);
      listener.stop();
      return all;
    };
    const once = (all: string[]) => assert.deepEqual(all, [...new Set(all)], 'each once');

    it(`of a login with a question, ${layout}`, async () => {
      const page = await begun('Token (2FA)');
      const { user } = page;
      // What comes together is said together: until it is said that it works, nothing else comes.
      await standsStill(sandbox, 100, 101);
      const first = await during(page, async () => {
        await user.logsIn();
        await until('it works', () => page.events.codes.includes(101));
        await settled();
        await sandbox.faults({});
        await user.find('textbox', 'Enter any number sequence as a token');
      });
      once(first);
      assert.include(first, said(page, 'code.101'));
      assert.isEmpty(first.filter(text => text.startsWith('!')));
      const then = await during(page, async () => {
        await user.type('Enter any number sequence as a token', '1');
        await user.pressKey('twofa.submit');
        await ended(page);
      });
      once(then);
      assert.isEmpty(then.filter(text => text.startsWith('!')));
      assert.equal(
        then.at(-1),
        `${user.l10n.t('end.success', { site: 'Acme Bank' })}. ${user.l10n.words('code.200').text}`,
      );
    });

    for (const code of [401, 403, 411, 500]) {
      it(`of an end with ${code}: it, at once, and once, ${layout}`, async () => {
        const page = await begun('Code Response Simulator');
        const all = await during(page, async () => {
          await page.user.logsIn({ ...LOGIN, 'Code to end with (200 if left empty)': String(code) });
          await ended(page);
        });
        const { text } = page.user.l10n.words(`code.${code}` as 'code.401');
        const alerts = all.filter(one => one.startsWith('!'));
        assert.lengthOf(alerts, 1, alerts.join(' | '));
        assert.include(alerts[0], text);
        assert.lengthOf(
          all.filter(one => one.includes(text)),
          1,
          all.join(' | '),
        );
      });
    }
  }
});
