// <syncfy-connect> as an integrator steers it and a user wanders through it: attributes, methods, events that are
// cancelled, the dialog, the ways back, and more than one connection.
import { sendKeys } from '@web/test-runner-commands';
import { aTimeout, assert } from '@open-wc/testing';
import type { MessageKey, SyncfyConnect } from '../../src/index.js';
import {
  all,
  assertToldAll,
  closePages,
  deep,
  ended,
  fill,
  focused,
  hold,
  LAYOUTS,
  LOGIN,
  messageOf,
  open,
  PACE,
  parts,
  sandboxForAll,
  settled,
  standsStill,
  textOf,
  toForm,
  until,
  visibleText,
  type Page,
} from '../support/flow.js';

const sandbox = await sandboxForAll({ pace: PACE });
/** Jobs move so slowly here that what happens in between can be looked at. */
const slow = await sandboxForAll({ pace: 120 });

const NORMAL = '56cf5728784806f72b8b4568';
const TOKEN = '56cf5728784806f72b8b4569';
const SIMULATOR = '5d0bb316f9de2a0a8f71aaf1';
const CODE = 'Code to end with (200 if left empty)';
const ASKED = 'Enter any number sequence as a token';

describe('syncfy-connect', () => {
  const posts = async (where = sandbox) => (await where.requests()).filter(({ method }) => method === 'POST');

  describe('retry-codes', () => {
    for (const [attribute, code, step] of [
      ['', 401, 'credentials'],
      ['', 403, 'credentials'],
      ['', 411, 'credentials'],
      ['', 405, 'failure'],
      ['retry-codes="405, 500"', 405, 'credentials'],
      ['retry-codes="405, 500"', 500, 'credentials'],
      ['retry-codes="405, 500"', 401, 'failure'],
      ['retry-codes=""', 401, 'failure'],
      ['retry-codes="nonsense"', 401, 'failure'],
      // A success is a success, whatever the page says.
      ['retry-codes="200"', 200, 'success'],
    ] as const) {
      it(`${attribute || 'by default'}: ${code} leads to ${step}`, async () => {
        const page = await open(sandbox, { connect: `no-consent site-id="${SIMULATOR}" ${attribute}` });
        await page.user.logsIn({ ...LOGIN, [CODE]: String(code) });
        await ended(page);
        assert.equal(page.connect.step, step);
        assert.equal(page.events.steps.at(-1), step);
      });
    }
  });

  describe('what to do next', () => {
    for (const [code, key, step] of [
      [500, 'common.tryAgain', 'credentials'],
      [405, 'common.tryAgain', 'credentials'],
      [413, 'end.correct', 'credentials'],
      [409, 'end.chooseSite', 'pick'],
      [449, 'end.chooseOther', 'pick'],
    ] as const) {
      it(`${code}: ${key}`, async () => {
        const page = await open(sandbox, { connect: 'no-consent' });
        const { user } = page;
        await toForm(page, 'Code Response Simulator');
        await user.logsIn({ ...LOGIN, [CODE]: String(code) });
        await ended(page);
        const main = await user.find('button', user.words(key));
        assert.isTrue(main.part.contains('button-main'));
        main.click();
        await until(step, () => page.connect.step === step);
        if (step === 'credentials') {
          assert.equal(
            ((await user.find('textbox', 'Username')) as HTMLInputElement).value,
            'test',
            'the user name is kept',
          );
          const password = (await user.find('textbox', 'Password')) as HTMLInputElement;
          assert.equal(password.value, '');
          if (key === 'end.correct') {
            // There one reads what is to be corrected, and goes on with it.
            await until('the focus', () => focused() === password);
            assert.include(page.events.ends[0]!.message, textOf(await user.find('alert')).slice(0, 30));
          } else assert.isUndefined(user.sees('alert'));
        } else {
          assert.equal(((await user.find('searchbox')) as HTMLInputElement).value, '');
        }
        await settled();
        assert.lengthOf(page.events.ends, 1);
      });
    }

    it('409: the right site stands beside the wrong one, though that alone was searched for', async () => {
      const page = await open(sandbox, { connect: 'no-consent' });
      const { user } = page;
      fill(await user.find('searchbox'), 'simulator');
      (await user.find('button', /Simulator$/)).click();
      await user.logsIn({ ...LOGIN, [CODE]: '409' });
      await ended(page);
      await user.pressKey('end.chooseSite');
      const picked = await user.find('button', 'Code Response Simulator');
      assert.equal(picked.ariaCurrent, 'true');
      const list = parts(page.root, 'list')[0]!.getBoundingClientRect();
      const row = (await user.find('button', /^Acme Bank/)).getBoundingClientRect();
      assert.isTrue(row.top >= list.top - 1 && row.top < list.bottom, 'in sight');
      await user.press('Normal');
      await user.find('textbox', 'Username');
    });

    for (const [code, ...keys] of [
      [409, 'end.correct'],
      [449, 'common.close'],
    ] as const) {
      it(`${code}: where the page has named the site, offers no other, nor what cannot help`, async () => {
        const page = await open(sandbox, { connect: `no-consent site-id="${SIMULATOR}"` });
        await page.user.logsIn({ ...LOGIN, [CODE]: String(code) });
        await ended(page);
        const words = keys.map(key => page.user.words(key));
        await until('buttons', () => all(page.root, 'button').map(textOf).join() === words.join());
        if (code !== 449) return;
        await page.user.pressKey('common.close');
        assert.deepEqual(
          page.events.of('syncfy-close').map(({ reason }) => reason),
          ['cancel'],
        );
      });
    }
  });

  it('quick-answer: logged in is success, and the rest is still told', async () => {
    // What comes together is told together: between 102 and 200 there is time, whatever else the machine does.
    await standsStill(sandbox, 100, 101, 102);
    const page = await open(sandbox, { connect: `no-consent site-id="${NORMAL}" quick-answer` });
    await page.user.logsIn();
    const end = await ended(page);
    assert.equal(end.name, 'syncfy-success');
    assert.equal(end.code, 102);
    assert.equal(end.kind, 'success');
    assert.equal(page.connect.step, 'success');
    await sandbox.faults({});
    await until('the rest', () => page.events.codes.includes(200));
    await settled();
    await assertToldAll(page, [100, 101, 102, 200]);
    assert.lengthOf(page.events.ends, 1);
    assert.equal(page.connect.step, 'success');
  });

  it('quick-answer: a login that is refused is no success', async () => {
    const page = await open(sandbox, { connect: `no-consent site-id="${NORMAL}" quick-answer` });
    await page.user.logsIn({ Username: 'test', Password: 'mistyped' });
    assert.equal((await ended(page)).code, 401);
  });

  for (const layout of LAYOUTS) {
    it(`cancel, ${layout}: ends with 0, nothing follows, and a second try succeeds`, async () => {
      await standsStill(sandbox, 100);
      const page = await open(sandbox, { layout });
      const { user, events } = page;
      await toForm(page, 'Normal');
      await user.logsIn();
      await until('a code', () => events.codes.length > 0);
      await user.pressKey('common.cancel');
      const end = await ended(page);
      await sandbox.faults({});
      assert.equal(end.name, 'syncfy-failure');
      assert.equal(end.code, 0);
      assert.equal(end.kind, 'user-error');
      assert.equal(end.message, messageOf(user.l10n, 0));
      const told = events.codes.length;
      if (layout === 'connect') assert.equal(page.connect.step, 'credentials');

      await user.type('Password', 'test');
      await user.pressKey('form.submit');
      assert.equal((await ended(page, 2)).code, 200);
      assert.deepEqual(
        events.codes.slice(told),
        [100, 101, 102, 200],
        'nothing of the first job is told after its end',
      );
    });

    it(`a cancelled syncfy-credential-submit sends nothing and loses nothing, ${layout}`, async () => {
      const page = await open(sandbox, { layout });
      const { user, root, events } = page;
      await toForm(page, 'Normal');
      root.addEventListener('syncfy-credential-submit', event => event.preventDefault(), { once: true });
      await user.logsIn();
      await until('the event', () => events.of('syncfy-credential-submit').length === 1);
      await settled();
      assert.isEmpty(await posts());
      assert.equal(((await user.find('textbox', 'Username')) as HTMLInputElement).value, 'test');
      assert.equal(((await user.find('textbox', 'Password')) as HTMLInputElement).value, 'test');
      await user.pressKey('form.submit');
      assert.equal((await ended(page)).code, 200);
      assert.lengthOf(await posts(), 1);
    });

    it(`a cancelled syncfy-twofa-submit sends nothing and loses nothing, ${layout}`, async () => {
      const page = await open(sandbox, { layout });
      const { user, root, events } = page;
      await toForm(page, 'Token (2FA)');
      await user.logsIn();
      root.addEventListener('syncfy-twofa-submit', event => event.preventDefault(), { once: true });
      await user.type(ASKED, '4711');
      await user.pressKey('twofa.submit');
      await until('the event', () => events.of('syncfy-twofa-submit').length === 1);
      assert.deepEqual(events.of('syncfy-twofa-submit')[0]?.names, ['token']);
      await settled();
      assert.lengthOf(await posts(), 1);
      assert.equal(((await user.find('textbox', ASKED)) as HTMLInputElement).value, '4711');
      await user.pressKey('twofa.submit');
      assert.equal((await ended(page)).code, 200);
    });

    it(`an impatient user, ${layout}: every button pressed thrice sends once`, async () => {
      const page = await open(sandbox, { layout });
      const { user } = page;
      await toForm(page, 'Token (2FA)');
      await user.type('Username', 'test');
      await user.type('Password', 'test');
      const submit = await user.find('button', user.words('form.submit'));
      for (let press = 0; press < 3; press++) submit.click();
      await user.type(ASKED, '4711');
      const send = await user.find('button', user.words('twofa.submit'));
      for (let press = 0; press < 3; press++) send.click();
      await ended(page);
      await assertToldAll(page);
      assert.lengthOf(await posts(), 2);
      for (const name of ['syncfy-credential-submit', 'syncfy-job-start', 'syncfy-twofa-submit'] as const) {
        assert.lengthOf(page.events.of(name), 1, name);
      }
    });
  }

  it('back leads to the institutions, with the search as it was', async () => {
    const page = await open(sandbox);
    const { user } = page;
    await toForm(page, 'Normal');
    await user.type('Username', 'someone');
    await user.type('Password', 'secret');
    await user.pressKey('common.back');
    const search = (await user.find('searchbox')) as HTMLInputElement;
    assert.equal(search.value, 'Acme Bank');
    await until('focus in the search', () => focused() === search);
    assert.isUndefined(user.sees('button', user.words('common.back')), 'nothing is before this');
    assert.isDefined(user.sees('button', 'Token (2FA)'), 'the sites are as they were');
    await user.press('Normal');
    assert.equal(((await user.find('textbox', 'Username')) as HTMLInputElement).value, '', 'what was typed is gone');
    assert.equal(((await user.find('textbox', 'Password')) as HTMLInputElement).value, '');
    await user.pressKey('common.back');
    await user.press('Token (2FA)');
    await user.logsIn();
    await user.type(ASKED, '1');
    await user.pressKey('twofa.submit');
    await ended(page);
    assert.equal(page.events.of('syncfy-credential-submit')[0]?.site.id_site, TOKEN);
  });

  it('back from a refused login: the next site knows nothing of it', async () => {
    const page = await open(sandbox);
    const { user } = page;
    await toForm(page, 'Normal');
    await user.logsIn({ Username: 'test', Password: 'mistyped' });
    await ended(page);
    await user.pressKey('common.back');
    await user.press('Token (2FA)');
    await user.find('textbox', 'Password');
    await settled();
    assert.isEmpty(parts(page.root, 'error').filter(element => element.checkVisibility()));
    assert.equal(((await user.find('textbox', 'Username')) as HTMLInputElement).value, '');
  });

  it('no-back and a given site leave no way back', async () => {
    for (const attributes of ['no-consent no-back', `no-consent site-id="${NORMAL}"`]) {
      const page = await open(sandbox, { connect: attributes });
      if (attributes.includes('site-id')) await page.user.find('textbox', 'Username');
      else await toForm(page, 'Normal');
      assert.isUndefined(page.user.sees('button', page.user.words('common.back')), attributes);
      closePages();
    }
  });

  it('a second connection after the first: its own job, its own events, and nothing is searched for or open', async () => {
    const page = await open(sandbox);
    const { user, events } = page;
    await toForm(page, 'Normal');
    await user.logsIn();
    const first = await ended(page);
    await user.pressKey('end.another');
    assert.equal(((await user.find('searchbox')) as HTMLInputElement).value, '');
    assert.isAbove(parts(page.root, 'organization').length, 3);
    assert.isEmpty(
      [...deep(page.root)].filter(({ ariaExpanded, ariaCurrent }) => ariaExpanded === 'true' || ariaCurrent),
    );
    await user.picks('Token (2FA)');
    await user.logsIn();
    await user.type(ASKED, '1');
    await user.pressKey('twofa.submit');
    const second = await ended(page, 2);
    assert.equal(second.code, 200);
    assert.notEqual(second.job.id, first.job.id);
    assert.notEqual(second.credentialId, first.credentialId);
    assert.deepEqual(events.codes, [100, 101, 102, 200, 100, 101, 410, 103, 102, 200]);
    const ofSecond = events.of('syncfy-status').slice(4);
    assert.deepEqual(
      ofSecond.map(({ history }) => history.length),
      [1, 2, 3, 4, 5, 6],
    );
    assert.deepEqual(events.steps.slice(4), [
      'success',
      'pick',
      'credentials',
      'working',
      'challenge',
      'working',
      'success',
    ]);
  });

  for (const times of [1, 2])
    it(`another one begins at the first institution, wherever the list stood: asked for ${times} times`, async () => {
      const page = await open(sandbox, { connect: 'no-consent' });
      const list = () => parts(page.root, 'list')[0];
      const first = () => parts(page.root, 'organization')[0]!.closest('li')!.ariaPosInSet;
      (await until('the list', list)).scrollTop = 400;
      await settled();
      parts(page.root, 'organization')
        .find(row => row.ariaExpanded === null)!
        .click();
      await until('the form', () => page.connect.step === 'credentials');
      for (let i = 0; i < times; i++) page.connect.restart();
      await until('the list', () => page.connect.step === 'pick');
      await settled();
      assert.equal(list()!.scrollTop, 0);
      assert.equal(first(), '1');
    });

  for (const step of ['success', 'credentials', 'failure']) {
    it(`a page that takes it away at ${step} is told how it ended`, async () => {
      const page = await open(sandbox, { connect: `no-consent site-id="${SIMULATOR}"` });
      const { connect, events } = page;
      const code = { success: 200, credentials: 401, failure: 500 }[step]!;
      await page.user.find('textbox', CODE);
      connect.addEventListener('syncfy-step', event => event.detail.step === step && connect.remove());
      await page.user.logsIn({ ...LOGIN, [CODE]: `${code}` });
      await until('it is gone', () => !connect.isConnected);
      await settled();
      assert.deepEqual(
        events.ends.map(end => end.code),
        [code],
      );
      assert.equal(events.codes.at(-1), code);
    });
  }

  it('a page that takes it away, told of what led to a step, is told of the step when it puts it back', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const { connect, events, session, user } = page;
    await toForm(page, 'Token (2FA)');
    const takeAway = () => {
      connect.remove();
      setTimeout(() => session.append(connect), 50);
    };
    session.addEventListener('syncfy-challenge', takeAway, { once: true });
    await user.logsIn();
    await user.find('textbox', ASKED);
    await settled();
    assert.deepEqual(events.steps, ['pick', 'credentials', 'working', 'challenge']);
  });

  it('a job that waits for its end is not lost when the page, told of the end, takes the element away', async () => {
    const page = await open(slow, { connect: 'no-consent', more: 'no-resume' });
    const { session, connect, events } = page;
    const ticket = async () => ({
      ...(await session.client.createCredential(await session.client.site(NORMAL), {
        values: Object.entries({ username: 'test', password: 'test' }),
      })),
    });
    const [first, second] = [await ticket(), await ticket()];
    session.resume(first);
    await until('the job', () => connect.step === 'working');
    session.resume(second);
    // Whichever ends first: the one that is shown.
    const takeAway = ({ detail }: DocumentEventMap['syncfy-success']) => {
      if (detail.job.id === first!.id_job) connect.remove();
    };
    session.addEventListener('syncfy-success', takeAway);
    await ended(page, 2);
    assert.deepEqual(events.ends.map(({ job }) => job.id).sort(), [first.id_job, second.id_job].sort());
  });

  it('a job whose site nobody named ends with words and a way on', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const { client } = page.session;
    const site = await client.site(NORMAL);
    page.session.resume(
      await client.createCredential(site, { values: Object.entries({ ...{ username: 'test', password: 'wrong' } }) }),
    );
    await ended(page);
    await until('the end', () => page.connect.step === 'failure');
    assert.include(visibleText(page.root), page.user.l10n.words('code.401').text);
    await page.user.pressKey('end.correct');
    await until('the institutions', () => page.connect.step === 'pick');
  });

  for (const first of ['the job', 'the site'] as const) {
    it(`a job whose site only the page’s site-id names is taken to be of it, though ${first} comes first`, async () => {
      const page = await open(slow, { connect: `${first === 'the site' ? 'no-consent ' : ''}site-id="${NORMAL}"` });
      const { client } = page.session;
      if (first === 'the site') await page.user.find('textbox', 'Username');
      page.session.resume(
        await client.createCredential(await client.site(NORMAL), {
          values: Object.entries({ username: 'test', password: 'test' }),
        }),
      );
      await ended(page);
      await page.user.find('heading', page.user.words('end.success', { site: 'Acme Bank' }));
      assert.equal(page.connect.step, 'success');
      assert.deepEqual(page.events.codes, [100, 101, 102, 200]);
    });
  }

  it('a job of one site is not taken up where another is given, and waits for its own', async () => {
    const connect = `id="kept" no-consent site-id`;
    const page = await open(sandbox, { connect: `${connect}="${TOKEN}"` });
    await page.user.logsIn();
    await page.user.find('textbox', ASKED);
    page.root.remove();
    const other = await open(sandbox, { connect: `${connect}="${NORMAL}"` });
    await other.user.find('textbox', 'Username');
    await settled();
    assert.deepEqual(other.events.codes, []);
    other.root.remove();
    const again = await open(sandbox, { connect: `${connect}="${TOKEN}"` });
    await again.user.type(ASKED, '1');
    await again.user.pressKey('twofa.submit');
    assert.equal((await ended(again)).code, 200);
  });

  it('a job without its site is not shown as the institution’s that was picked before', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    await toForm(page, 'Normal');
    const { client } = page.session;
    page.session.resume(
      await client.createCredential(await client.site(TOKEN), {
        values: Object.entries({ username: 'test', password: 'wrong' }),
      }),
    );
    await ended(page);
    await until('the end', () => page.connect.step === 'failure');
    assert.notInclude(visibleText(page.root), 'Acme');
  });

  it('a job that runs is taken up, though its site-id comes a moment later', async () => {
    const page = await open(sandbox, { connect: `id="kept" no-consent site-id="${TOKEN}"` });
    await page.user.logsIn();
    await page.user.find('textbox', ASKED);
    page.root.remove();
    const again = await open(sandbox, { connect: 'id="kept" no-consent' });
    await again.user.find('searchbox');
    again.connect.siteId = TOKEN;
    await again.user.find('textbox', ASKED);
  });

  it('a site-id that changes while the job of the one before is looked for leaves it that job', async () => {
    const connect = `id="kept" no-consent site-id="${TOKEN}"`;
    const page = await open(sandbox, { connect });
    await page.user.logsIn();
    await page.user.find('textbox', ASKED);
    page.root.remove();
    const held = hold(/\/status$/);
    const other = await open(sandbox, { connect });
    await until('it is looked for', () => held.answers);
    other.connect.siteId = NORMAL;
    await other.user.find('textbox', 'Username');
    held.release();
    await aTimeout(100);
    assert.equal(other.connect.step, 'credentials');
    assert.deepEqual(other.events.codes, []);
    other.connect.siteId = TOKEN;
    await other.user.find('textbox', ASKED);
  });

  it('a job without its site is not taken to be of another site-id than the one it came with', async () => {
    await sandbox.faults({ rules: [{ match: { path: `*/sites/*` }, action: { delayMs: 400 } }] });
    const page = await open(sandbox, { connect: `no-consent site-id="${TOKEN}"` });
    page.session.resume({ id: 'j', status: `${sandbox.apiBase}/jobs/j/status` });
    await until('the job', () => page.connect.step === 'working');
    page.connect.siteId = NORMAL;
    await until('the form', () => page.connect.step === 'credentials');
  });

  it('a dialog takes clicks where the page around takes none', async () => {
    const page = await open(sandbox, { connect: 'mode="dialog"' });
    page.root.style.pointerEvents = 'none';
    page.connect.show();
    const button = await page.user.find('button', page.user.words('common.continue'));
    assert.equal(getComputedStyle(button).pointerEvents, 'auto');
  });

  it('cancelled: says so, and that it may be finished all the same', async () => {
    await standsStill(sandbox, 100);
    const page = await open(sandbox, { connect: 'no-consent' });
    await toForm(page, 'Normal');
    await page.user.logsIn();
    await page.user.pressKey('common.cancel');
    await until('the form', () => page.connect.step === 'credentials');
    const { title, text } = page.user.l10n.words('status.cancelled');
    const note = await page.user.find('status', new RegExp(title));
    assert.include(textOf(note), text);
    assert.isTrue(page.user.sees('alert') === undefined);
  });

  it('another site-id after a success: the one before is gone, though the new one cannot be loaded', async () => {
    const page = await open(sandbox, { connect: `no-consent site-id="${NORMAL}"` });
    await page.user.logsIn();
    await ended(page);
    await until('success', () => page.connect.step === 'success');
    page.connect.siteId = 'nonsense';
    await page.user.find('alert');
    assert.equal(page.connect.step, 'credentials');
    page.connect.siteId = '';
    await until('the institutions', () => page.connect.step === 'pick');
  });

  it('a job that is taken up moves neither the page nor its focus', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const { client } = page.session;
    const site = await client.site(TOKEN);
    page.session.resume({
      ...(await client.createCredential(site, { values: Object.entries({ username: 'test', password: 'test' }) })),
      site,
    });
    await until('asked', () => page.connect.step === 'challenge');
    await settled();
    assert.equal(focused()?.localName, undefined);
  });

  it('done hands back control, once', async () => {
    const page = await open(sandbox, { connect: `no-consent site-id="${NORMAL}"` });
    const { user, events } = page;
    await user.logsIn();
    await ended(page);
    page.root.addEventListener('syncfy-close', event => event.preventDefault(), { once: true });
    await user.pressKey('common.done');
    assert.deepEqual(events.of('syncfy-close'), [{ reason: 'done' }]);
    await settled();
    await user.pressKey('common.done');
    assert.lengthOf(events.of('syncfy-close'), 2, 'a page that said no may be asked again');
    await settled();
    assert.equal(page.connect.step, 'success');
  });

  it('done that the page refused hands back nothing, though show() was called in the page', async () => {
    const page = await open(sandbox, { connect: `no-consent site-id="${NORMAL}"` });
    const { user, events } = page;
    page.connect.show();
    await user.logsIn();
    await ended(page);
    page.root.addEventListener('syncfy-close', event => event.preventDefault(), { once: true });
    await user.pressKey('common.done');
    page.connect.show();
    await settled();
    assert.equal(page.connect.step, 'success');
    await user.pressKey('common.done');
    assert.lengthOf(events.of('syncfy-close'), 2);
    page.connect.show();
    await until('begun anew', () => page.connect.step === 'credentials');
  });

  for (const connect of ['', 'mode="dialog" open'])
    it(`shown again by the page as it is told of its end, it begins anew, each time: ${connect || 'in the page'}`, async () => {
      const page = await open(sandbox, { connect: `no-consent ${connect}` });
      const { user } = page;
      page.root.addEventListener('syncfy-close', ({ detail: { reason } }) => reason === 'done' && page.connect.show());
      for (const count of [1, 2, 3]) {
        await toForm(page, 'Normal');
        await user.logsIn();
        await ended(page, count);
        await user.pressKey('common.done');
        await until('begun anew', () => page.connect.step === 'pick');
      }
    });

  describe('restart()', () => {
    const places: readonly [string, (page: Page) => Promise<unknown>][] = [
      ['consent', page => page.user.find('button', page.user.words('common.continue'))],
      [
        'pick',
        async page => {
          await page.user.consents();
          await page.user.find('searchbox');
        },
      ],
      ['credentials', page => toForm(page, 'Token (2FA)')],
      [
        'working',
        async page => {
          await toForm(page, 'Token (2FA)');
          await page.user.logsIn();
          await until('working', () => page.connect.step === 'working');
        },
      ],
      [
        'challenge',
        async page => {
          await toForm(page, 'Token (2FA)');
          await page.user.logsIn();
          await page.user.find('textbox', ASKED);
        },
      ],
      [
        'success',
        async page => {
          await toForm(page, 'Normal');
          await page.user.logsIn();
          await ended(page);
        },
      ],
      [
        'failure',
        async page => {
          await toForm(page, 'Error');
          await page.user.logsIn();
          await ended(page);
        },
      ],
    ];
    for (const [step, go] of places) {
      it(`from ${step}`, async () => {
        const page = await open(sandbox);
        const { user, events, connect } = page;
        await go(page);
        assert.equal(connect.step, step);
        const ends = events.ends.length;
        const told = events.codes.length;
        connect.restart();
        await connect.updateComplete;
        await settled();
        assert.equal(connect.step, step === 'consent' ? 'consent' : 'pick', 'consent that was given stands');
        assert.lengthOf(events.codes, told, 'what was left is told no more');
        assert.lengthOf(events.ends, ends);
        events.clear();
        await toForm(page, 'Normal');
        assert.equal(((await user.find('textbox', 'Username')) as HTMLInputElement).value, '');
        await user.logsIn();
        assert.equal((await ended(page)).code, 200);
        await assertToldAll(page, [100, 101, 102, 200]);
      });
    }
  });

  describe('as a dialog', () => {
    /** A page with a button that opens it, as integrators write it. */
    async function dialog(attributes = `no-consent site-id="${NORMAL}"`): Promise<Page & { opener: HTMLElement }> {
      const page = await open(sandbox, {
        body: `<button id="opener">Connect an account</button><syncfy-connect mode="dialog" ${attributes}></syncfy-connect>`,
      });
      const opener = page.root.querySelector<HTMLElement>('#opener')!;
      opener.addEventListener('click', () => page.connect.show());
      await page.connect.updateComplete;
      return { ...page, opener };
    }
    const isShown = ({ user }: Page) => user.sees('dialog') !== undefined;

    it('is not there until it is shown, then has the focus on its heading', async () => {
      const page = await dialog('');
      assert.isFalse(isShown(page));
      assert.isFalse(page.connect.hasAttribute('open'));
      page.opener.focus();
      page.opener.click();
      await until('the dialog', () => isShown(page));
      assert.isTrue(page.connect.hasAttribute('open'));
      const heading = await page.user.find('heading', page.user.words('consent.heading'));
      await until('focus on the heading', () => focused() === heading);
    });

    it('the open attribute opens it, too', async () => {
      const page = await open(sandbox, { connect: 'mode="dialog" open' });
      await until('the dialog', () => isShown(page));
      page.connect.removeAttribute('open');
      await until('closed', () => !isShown(page));
    });

    it('Done closes it, the focus returns to its opener, and the next time it begins anew', async () => {
      const page = await dialog('no-consent');
      const { user, events, opener } = page;
      opener.focus();
      opener.click();
      await toForm(page, 'Normal');
      await user.logsIn();
      await ended(page);
      await user.pressKey('common.done');
      assert.deepEqual(events.of('syncfy-close'), [{ reason: 'done' }]);
      await until('closed', () => !isShown(page));
      assert.isFalse(page.connect.open);
      assert.equal(focused(), opener);
      await settled();
      opener.click();
      await until('the dialog', () => isShown(page));
      assert.equal(page.connect.step, 'pick');
      await toForm(page, 'Error');
      await user.logsIn();
      assert.equal((await ended(page, 2)).code, 500);
    });

    it('closed by the page as it is told of success, it begins anew the next time, whatever the session was handed', async () => {
      const page = await dialog();
      const { user, events, opener, connect, session } = page;
      session.site = await session.client.site(NORMAL);
      opener.click();
      await user.find('textbox', 'Username');
      page.root.addEventListener('syncfy-success', () => connect.close());
      await user.logsIn();
      await ended(page);
      await until('closed', () => !isShown(page));
      assert.deepEqual(events.of('syncfy-close'), [{ reason: 'api' }]);
      opener.click();
      await user.find('textbox', 'Username');
      assert.equal(connect.step, 'credentials');
    });

    it('the close button, Escape and close() say why; the focus returns each time', async () => {
      const page = await dialog();
      const { opener, connect, user, events } = page;
      const closings: readonly [string, () => unknown][] = [
        ['cancel', () => user.pressKey('common.close')],
        ['cancel', () => sendKeys({ press: 'Escape' })],
        ['api', () => connect.close()],
      ];
      for (const [reason, close] of closings) {
        events.clear();
        opener.focus();
        opener.click();
        await until('the dialog', () => isShown(page));
        await close();
        await until('closed', () => !isShown(page));
        await settled();
        assert.deepEqual(events.of('syncfy-close'), [{ reason }]);
        assert.isFalse(connect.open);
        assert.equal(focused(), opener);
      }
    });

    it('close() on a closed one tells nothing, also while it is told', async () => {
      const page = await dialog();
      const { connect, events, root } = page;
      connect.close();
      assert.deepEqual(events.of('syncfy-close'), []);
      root.addEventListener('syncfy-close', () => connect.close());
      connect.show();
      await until('the dialog', () => isShown(page));
      connect.close();
      assert.deepEqual(events.of('syncfy-close'), [{ reason: 'api' }]);
    });

    it('closed on success, however and however it is opened, it begins anew', async () => {
      const page = await dialog('no-consent');
      const { user, connect } = page;
      const press = (key: MessageKey) => () => user.pressKey(key);
      const ways: readonly [close: () => unknown, show: () => void][] = [
        [press('common.close'), () => connect.show()],
        [press('common.done'), () => (connect.open = true)],
        [() => (connect.open = false), () => (connect.open = true)],
      ];
      for (const [count, [close, show]] of ways.entries()) {
        show();
        await toForm(page, 'Normal');
        await user.logsIn();
        await ended(page, count + 1);
        await close();
        await until('closed', () => !isShown(page));
        show();
        await until('the dialog', () => isShown(page));
        assert.equal(connect.step, 'pick');
        connect.close();
        await settled();
      }
    });

    it('a job that is handed in after a success is shown when it is opened at the step that it tells', async () => {
      const page = await dialog('no-consent');
      const { user, connect } = page;
      connect.show();
      await toForm(page, 'Normal');
      await user.logsIn();
      await ended(page);
      await user.pressKey('common.done');
      await until('closed', () => !isShown(page));
      const { client } = page.session;
      const site = await client.site(TOKEN);
      const values = Object.entries({ username: 'test', password: 'test' });
      connect.addEventListener(
        'syncfy-step',
        ({ detail }) => detail.step === 'challenge' && queueMicrotask(() => connect.show()),
      );
      page.session.resume({ ...(await client.createCredential(site, { values })), site });
      await user.type(ASKED, '1');
      await user.pressKey('twofa.submit');
      assert.equal((await ended(page, 2)).code, 200);
      await user.find('button', user.words('common.done'));
    });

    const reopen = async (connect: SyncfyConnect) => {
      connect.close();
      await connect.updateComplete;
      connect.show();
    };
    for (const [how, again] of [
      ['opened again', reopen],
      ['begun anew', (connect: SyncfyConnect) => connect.restart()],
    ] as const)
      it(`${how}, it loads what could not be loaded before`, async () => {
        await sandbox.faults({ rules: [{ match: { path: '*/sites/*' }, action: { status: 500 } }] });
        const { connect, user } = await dialog();
        connect.show();
        await user.find('alert');
        await sandbox.faults({});
        await again(connect);
        await user.find('textbox', 'Username');
      });

    it('opened again after what was sent failed, it is an empty form, and says nothing of it', async () => {
      const page = await dialog(`no-consent site-id="${NORMAL}"`);
      const { connect, user } = page;
      connect.show();
      await sandbox.faults({
        rules: [{ match: { method: 'POST', path: '/v1/credentials' }, action: { status: 500 } }],
      });
      await user.logsIn();
      await user.find('alert');
      connect.close();
      await settled();
      connect.show();
      await user.find('textbox', 'Username');
      assert.isUndefined(user.sees('alert'));
    });

    it('closed and shown again at once, it stays open', async () => {
      const page = await dialog();
      const { connect, events } = page;
      connect.show();
      await until('the dialog', () => isShown(page));
      connect.close();
      await connect.updateComplete;
      connect.show();
      await settled();
      assert.isTrue(connect.open);
      assert.isTrue(isShown(page));
      assert.lengthOf(events.of('syncfy-close'), 1);
    });

    it('opened again, it is where it was, and what was typed is gone', async () => {
      const page = await dialog();
      const { opener, user, connect } = page;
      opener.click();
      await user.type('Username', 'test');
      connect.close();
      await until('closed', () => !isShown(page));
      await settled();
      opener.click();
      await until('the dialog', () => isShown(page));
      assert.equal(((await user.find('textbox', 'Username')) as HTMLInputElement).value, '');
    });

    it('a job goes on while it is closed, and is told', async () => {
      const page = await dialog();
      page.opener.click();
      await page.user.logsIn();
      page.connect.close();
      assert.equal((await ended(page)).code, 200);
      await assertToldAll(page, [100, 101, 102, 200]);
      page.opener.click();
      await until('the dialog', () => isShown(page));
      assert.include(visibleText(page.root), 'is connected');
    });

    /** Firefox loses a key at times, beside much else: whoever sees nothing happen presses again. */
    async function escape(what: string, isDone: () => boolean): Promise<void> {
      await sendKeys({ press: 'Escape' });
      await until(what, isDone, 5_000).catch(() => sendKeys({ press: 'Escape' }));
      await until(what, isDone);
    }

    it('a cancelled syncfy-close keeps it open, however often Escape is pressed', async () => {
      const page = await dialog();
      const { opener, connect, user } = page;
      opener.focus();
      opener.click();
      await until('the dialog', () => isShown(page));
      const stay = (event: Event) => event.preventDefault();
      page.root.addEventListener('syncfy-close', stay);
      await user.pressKey('common.close');
      connect.close();
      const { length } = page.events.of('syncfy-close');
      for (let press = 1; press <= 4; press++) {
        // A browser may tell of it a moment later, and close the dialog before: the next one is for the dialog, too.
        await escape('it is told', () => page.events.of('syncfy-close').length >= length + press);
        await until('it is open', () => user.sees('dialog')?.matches(':modal'));
      }
      await settled();
      assert.lengthOf(page.events.of('syncfy-close'), length + 4, 'each is told once');
      assert.isTrue(connect.open);
      assert.isTrue(isShown(page), 'shown, as it says');
      page.root.removeEventListener('syncfy-close', stay);
      await escape('closed', () => !isShown(page));
      assert.isFalse(connect.open);
      opener.click();
      await until('the dialog', () => isShown(page));
    });

    it('moved in the page while it is open, it is still a modal dialog', async () => {
      const page = await dialog();
      const { connect, opener, root, user } = page;
      opener.click();
      await until('the dialog', () => isShown(page));
      root.querySelector('syncfy-session')!.append(document.createElement('section'));
      root.querySelector('section')!.append(connect);
      await settled();
      assert.isTrue(connect.open);
      assert.isTrue(isShown(page));
      assert.isTrue(user.sees('dialog')!.matches(':modal'));
      connect.close();
      await until('closed', () => !isShown(page));
      await settled();
      connect.show();
      await until('the dialog', () => isShown(page));
      assert.isTrue(user.sees('dialog')!.matches(':modal'));
    });

    it('taken away while it is open, nothing of it stays in the way', async () => {
      const page = await dialog();
      const { connect, opener, root } = page;
      opener.click();
      await until('the dialog', () => isShown(page));
      connect.remove();
      await settled();
      opener.focus();
      assert.equal(focused(), opener, 'the page is not inert');
      root.querySelector('syncfy-session')!.append(connect);
      await settled();
      assert.equal(isShown(page), connect.open);
    });

    it('shown while it is out of the page, it opens when it is back', async () => {
      const page = await dialog();
      const { connect, root } = page;
      connect.remove();
      connect.show();
      await settled();
      assert.isTrue(connect.open);
      root.querySelector('syncfy-session')!.append(connect);
      await until('the dialog', () => isShown(page));
      assert.isTrue(page.user.sees('dialog')!.matches(':modal'));
    });

    it('switched between dialog and page, it keeps its step', async () => {
      const page = await dialog();
      const { connect, opener, user } = page;
      opener.click();
      await user.type('Username', 'test');
      connect.mode = 'inline';
      await connect.updateComplete;
      assert.isUndefined(user.sees('dialog'));
      await user.find('textbox', 'Username');
      await user.logsIn();
      assert.equal((await ended(page)).code, 200);
    });
  });

  it('update: only what is no identifier is asked again, of the credential that is named', async () => {
    const first = await open(sandbox, { connect: 'no-consent' });
    await toForm(first, 'Backup Way (version 4)', 'Acme Labs');
    await first.user.type('User', 'someone');
    await first.user.type('Password', 'test');
    await first.user.pressKey('form.submit');
    const { credentialId } = await ended(first);
    closePages();

    const page = await open(sandbox, { connect: `no-consent credential-id="${credentialId}"` });
    await page.user.find('textbox', 'Password');
    assert.isUndefined(page.user.sees('textbox', 'User'));
    await page.user.type('Password', 'another');
    await page.user.pressKey('form.submit');
    const end = await ended(page);
    assert.equal(end.code, 200);
    assert.equal(end.credentialId, credentialId);
    assert.isFalse(end.job.isNew);
    const put = (await sandbox.requests()).find(({ method }) => method === 'PUT');
    assert.include(put?.path, credentialId);
    assert.deepInclude(put?.body as object, { input: { password: 'another' } });
  });

  it('its settings reach its elements: what is offered, no logos, not stored', async () => {
    const page = await open(sandbox, {
      connect:
        'no-consent no-logos no-save no-autocomplete reveal="text" only-organizations="Acme Bank" no-country country="MX"',
    });
    const { user } = page;
    await user.press('Normal');
    assert.isUndefined(user.sees('combobox'));
    assert.equal(textOf(await user.revealOf('Password')), user.words('form.show'));
    await user.logsIn();
    await ended(page);
    const [post] = await posts();
    assert.deepInclude(post?.body as object, { save_credential: false });
    const connect: SyncfyConnect = page.connect;
    assert.isTrue(connect.noSave);
  });

  it('value: a site is marked and in sight, until another one is picked', async () => {
    const page = await open(sandbox, { connect: `value="${NORMAL}"` });
    await page.user.consents();
    assert.equal((await page.user.find('button', 'Normal')).ariaCurrent, 'true');
    await page.user.picks('Token (2FA)');
    await page.user.pressKey('common.back');
    await until('the other is marked', () => page.user.sees('button', 'Token (2FA)')?.ariaCurrent === 'true');
    assert.equal(page.user.sees('button', 'Normal')?.ariaCurrent, null);
    page.connect.value = SIMULATOR;
    await until(
      'the one that is named',
      () => page.user.sees('button', 'Code Response Simulator')?.ariaCurrent === 'true',
    );
  });

  it('what could be corrected is said until another login has ended otherwise', async () => {
    const page = await open(sandbox, { connect: `no-consent site-id="${SIMULATOR}"` });
    const { user, connect, events } = page;
    await user.logsIn({ ...LOGIN, [CODE]: '413' });
    await ended(page);
    await user.pressKey('end.correct');
    await user.find('alert');
    await user.logsIn({ ...LOGIN, [CODE]: '413' });
    await ended(page, 2);
    assert.deepEqual(events.steps.slice(-2), ['working', 'failure']);
    await user.pressKey('end.correct');
    await until('the form', () => connect.step === 'credentials');
    connect.restart();
    await until('a form that says nothing', () => user.sees('textbox', 'Username') && !user.sees('alert'));
  });

  it('compact: one can cancel', async () => {
    await standsStill(sandbox, 100, 101);
    const page = await open(sandbox, { connect: `no-consent compact site-id="${NORMAL}"` });
    await page.user.logsIn();
    await page.user.pressKey('common.cancel');
    await until('the form', () => page.connect.step === 'credentials');
    assert.equal(page.events.ends[0]!.code, 0);
    assert.isUndefined(page.user.sees('button', page.user.words('common.cancel')));
  });

  it('compact: one line while the job runs, which has the focus', async () => {
    await standsStill(sandbox, 100, 101);
    const page = await open(sandbox, { connect: `no-consent compact site-id="${NORMAL}"` });
    await page.user.logsIn();
    await until('it runs', () => page.events.codes.includes(101));
    const [line] = await until('the line', () => parts(page.root, 'sentence'));
    assert.isEmpty(parts(page.root, 'step'));
    await until('the focus', () => line!.contains(focused()!));
    await sandbox.faults({});
    await ended(page);
    assert.equal(page.connect.step, 'success');
  });

  it('consent names who asks', async () => {
    const page = await open(sandbox, {
      connect: 'client-name="Contadora <b>Aurora</b>" policy-url="https://example.com/policy"',
    });
    await page.user.find('button', page.user.words('common.continue'));
    assert.include(visibleText(page.root), 'Contadora <b>Aurora</b>');
    assert.equal(((await page.user.find('link')) as HTMLAnchorElement).href, 'https://example.com/policy');
    assert.isEmpty(parts(page.root, 'error'));
    assert.equal(textOf(await page.user.find('heading')), page.user.words('consent.heading'));
  });

  it('a policy’s path is one of the page’s own', async () => {
    const page = await open(sandbox, { connect: 'policy-url="/privacy?from=connect"' });
    const link = (await page.user.find('link')) as HTMLAnchorElement;
    assert.equal(link.href, `${location.origin}/privacy?from=connect`);
  });

  it('a search is a search: fill, clear, nothing found', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const { user } = page;
    const search = await user.find('searchbox');
    fill(search, 'zzzzqqq');
    const words = user.l10n.words('pick.nothing', { query: 'zzzzqqq' });
    await until(words.title, () => visibleText(page.root).includes(words.title));
    await user.pressKey('pick.clear');
    assert.equal((search as HTMLInputElement).value, '');
    await until('focus in the search', () => focused() === search);
    await user.find('button', /Acme Bank/);
  });
});
