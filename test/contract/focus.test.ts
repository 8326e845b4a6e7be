// The focus is never lost: what takes away the thing that has it puts it where one goes on.
import { aTimeout, assert } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import {
  LOGIN,
  closePages,
  deep,
  ended,
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
  startSandbox,
  textOf,
  toForm,
  until,
  type Page,
  type PageOptions,
} from '../support/flow.js';
import { ask, element, fail, formOf, statusOf, twofaOf } from '../support/states.js';

const sandbox = await sandboxForAll({ pace: 15, catalogueSize: 60 });

const NORMAL = '56cf5728784806f72b8b4568';
const show = (body: string, more: PageOptions = {}) => open(sandbox, { body, ...more });
const picker = () => show('<syncfy-site-picker></syncfy-site-picker>');

/** What has the focus, in words. */
const where = () => {
  const at = focused();
  return at ? `${at.localName} ${nameOf(at) || textOf(at)}` : 'nothing';
};
async function focusOn(what: string): Promise<void> {
  await until(`focus on ${what}`, () => where() === what).catch(() => assert.equal(where(), what));
  // Nothing that comes after takes it away.
  await settled();
  assert.equal(where(), what);
}
/** What stands in the form. */
const login = ({ root }: Page) => {
  const form = [...deep(root)].find(({ localName }) => localName === 'syncfy-credential-form')!;
  return [...form.shadowRoot!.querySelectorAll('input')].map(({ value }) => value);
};
/** A login that was sent by Enter in its last field, in the page's own layout; of its job nothing is heard until `held` is released. */
async function sent(site: string, text: string) {
  const page = await open(sandbox, { layout: 'parts' });
  await page.user.picks(site);
  const held = hold(/\/status/);
  for (const name of ['Username', 'Password']) (await page.user.type(name, text)).focus();
  await sendKeys({ press: 'Enter' });
  await until('the job', () => page.events.of('syncfy-job-start')[0]);
  return { page, held };
}
/** Presses a button as a keyboard does, with the focus on it. */
async function enter(name: string, { user }: Page): Promise<void> {
  const button = await user.find('button', name);
  button.focus();
  await sendKeys({ press: 'Enter' });
}

describe('the focus, in the picker', () => {
  const search = 'input Search institutions';

  it('after trying again: on the search', async () => {
    await fail(sandbox, '*/catalogues/*', { status: 404 });
    const page = await picker();
    await enter('Try again', page);
    await settled();
    await until('it failed again', () => page.events.of('syncfy-error').length === 2);
    await settled();
    assert.isDefined(focused(), 'while it fails');
    await sandbox.faults({});
    await enter('Try again', page);
    await until('the list', () => parts(page.root, 'list')[0]);
    await focusOn(search);
  });

  for (const [what, attributes, narrow] of [
    ['the types come late', 'organization-type="Utility"', () => {}],
    [
      'the page hides it',
      '',
      ({ root }: Page) => {
        root.querySelector('syncfy-site-picker')!.hideOrganizations = 'Aguas del Valle, Acme Bank';
      },
    ],
  ] as const) {
    it(`among the rows, as ${what}: on the search, and on no other institution`, async () => {
      const held = attributes && hold(/types/);
      const page = await show(`<syncfy-site-picker ${attributes}></syncfy-site-picker>`);
      await until('the list', () => parts(page.root, 'organization')[2]);
      (await page.user.find('searchbox')).focus();
      await sendKeys({ press: 'ArrowDown' });
      await until('a row', () => focused()?.part.contains('organization'));
      if (held) held.release();
      narrow(page);
      await focusOn('input Search institutions');
      await sendKeys({ press: 'ArrowDown' });
      await until('a row again', () => focused()?.part.contains('organization'));
    });
  }

  it('after trying again for the list alone: on the search', async () => {
    await fail(sandbox, '*/organizations/sites', { status: 404 });
    const page = await picker();
    await page.user.find('alert');
    await sandbox.faults({});
    await enter('Try again', page);
    await until('the list', () => parts(page.root, 'list')[0]);
    await focusOn(search);
  });

  it('a country whose list fails: still on the country', async () => {
    const page = await picker();
    await until('the list', () => parts(page.root, 'list')[0]);
    await fail(sandbox, '*/organizations/sites', { status: 404 });
    await page.user.select('Country', 'Colombia');
    await page.user.find('alert');
    await focusOn('select Country');
  });

  for (const name of ['message', 'field']) {
    it(`the search is cleared by the button in the ${name}: on the search`, async () => {
      const page = await picker();
      fill(await page.user.find('searchbox'), 'zzzz');
      await until('nothing', () => parts(page.root, 'message')[0]);
      const button = parts(page.root, name === 'field' ? 'clear' : 'button-clear')[0]!;
      button.focus();
      await sendKeys({ press: 'Enter' });
      await until('all', () => parts(page.root, 'list')[0]);
      await focusOn(search);
    });
  }
});

describe('the focus, in the form', () => {
  it('after loading again: on the heading', async () => {
    await fail(sandbox, '*/sites*', { status: 404 });
    const page = await show(`<syncfy-credential-form site-id="${NORMAL}"></syncfy-credential-form>`);
    await page.user.find('alert');
    await sandbox.faults({});
    await enter('Try again', page);
    await focusOn('h2 Log in to Normal');
  });

  it('a site that cannot be loaded: on the heading', async () => {
    await fail(sandbox, '*/sites*', { status: 404 });
    const page = await open(sandbox, { connect: `site-id="${NORMAL}"` });
    await enter('Continue', page);
    await focusOn('h2 Connect your account');
  });

  it('sent again after it could not be: still in the form', async () => {
    const page = await show(`<syncfy-credential-form site-id="${NORMAL}"></syncfy-credential-form>`);
    for (const [label, value] of Object.entries(LOGIN)) await page.user.type(label, value);
    await fail(sandbox, '/v1/credentials', { status: 429 });
    await formOf(page).submit();
    await fail(sandbox, '/v1/credentials', { hang: true });
    await enter('Try again', page);
    await until('it is busy', () => parts(page.root, 'spinner')[0]);
    await focusOn('h2 Log in to Normal');
  });
});

describe('the focus, while a job runs', () => {
  const begun = async (status: string, code: number) => {
    await fail(sandbox, '*/status', { body: JSON.stringify([{ code: 100 }, { code }]) });
    const page = await show(status);
    statusOf(page).job = { id_job: 'j', status: `${sandbox.apiBase}/jobs/j/status` } as never;
    await until(`code ${code}`, () => statusOf(page).status?.code === code);
    return page;
  };

  it('cancelled: on the heading that says so', async () => {
    const page = await begun('<syncfy-job-status></syncfy-job-status>', 101);
    await enter('Cancel', page);
    await focusOn(`h2 ${page.user.l10n.words('status.cancelled').title}`);
  });

  it('asked again after it could not be followed: on the heading', async () => {
    await fail(sandbox, '*/status', { status: 403 });
    const page = await show('<syncfy-job-status></syncfy-job-status>');
    statusOf(page).job = { id_job: 'f', status: `${sandbox.apiBase}/jobs/f/status` } as never;
    await page.user.find('alert');
    await fail(sandbox, '*/status', { body: '[{"code":100},{"code":101}]' });
    await enter('Try again', page);
    await until('it goes on', () => statusOf(page).status?.code === 101);
    await focusOn('h2 Connecting');
  });

  it('answered: on the heading, where it says that the answer is sent', async () => {
    await fail(sandbox, '*/twofa', { body: '{"rid":"x","code":200,"status":true,"response":true}' });
    const page = await ask('', () => [element('text', 'Code')])(sandbox);
    await page.user.type('Code', '1');
    await sendKeys({ press: 'Enter' });
    await until('it is sent', () => parts(page.root, 'sent')[0]);
    const heading = `h2 ${page.user.words('twofa.heading', { site: page.session.site!.name })}`;
    await focusOn(heading);
    twofaOf(page).challenge = { code: 410, twofa: [element('text', 'Another')] } as never;
    await page.user.find('textbox', 'Another');
    await focusOn(heading);
  });

  it('another way than a device: in the page’s own layout', async () => {
    const page = await open(sandbox, { layout: 'parts' });
    await page.user.picks('Device Only (2FA)', 'Acme Labs');
    await page.user.logsIn({ User: 'test', Password: 'test' });
    await enter(page.user.words('common.back'), page);
    await ended(page);
    await focusOn(`h2 ${page.events.ends[0]!.message.split('.')[0]}`);
  });
});

describe('the focus, on a phone', () => {
  it('goes from the institution to its form, from that to the question, and to the end, wherever they stand', async () => {
    await setViewport({ width: 390, height: 844 });
    try {
      const page = await open(sandbox, { layout: 'parts' });
      await page.user.picks('Token (2FA)');
      await focusOn(`h2 ${page.user.words('form.heading', { site: 'Token (2FA)' })}`);
      for (const [label, value] of Object.entries(LOGIN)) (await page.user.type(label, value)).focus();
      await sendKeys({ press: 'Enter' });
      const input = await page.user.find('textbox', 'Enter any number sequence as a token');
      await focusOn(`h2 ${page.user.words('twofa.heading', { site: 'Token (2FA)' })}`);
      const { top, bottom } = input.getBoundingClientRect();
      assert.isTrue(top >= 0 && bottom <= innerHeight, `from ${top} to ${bottom}`);
      await page.user.type('Enter any number sequence as a token', '1');
      input.focus();
      await sendKeys({ press: 'Enter' });
      await ended(page);
      await focusOn(`h2 ${page.user.words('end.success', { site: 'Acme Bank' })}`);
      assert.isTrue(focused()!.getBoundingClientRect().bottom <= innerHeight);
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('brings all of the form in sight, not its heading alone', async () => {
    const page = await open(sandbox, { layout: 'parts' });
    await page.user.picks('Normal');
    const form = page.root.querySelector('syncfy-credential-form')!;
    await focusOn(`h2 ${page.user.words('form.heading', { site: 'Normal' })}`);
    const { top, bottom } = form.getBoundingClientRect();
    assert.isTrue(top >= 0 && bottom < innerHeight + 1, `from ${top} to ${bottom}`);
  });

  it('stays with whoever looks for another institution, though nothing is typed yet', async () => {
    const page = await open(sandbox, { layout: 'parts' });
    await page.user.picks('Token (2FA)');
    const release = hold(/\/status$/);
    await page.user.logsIn();
    const search = await page.user.find('searchbox');
    search.focus();
    release.release();
    await page.user.find('textbox', 'Enter any number sequence as a token');
    await settled();
    assert.equal(focused(), search);
  });
});

describe('the focus, the whole way', () => {
  for (const mode of ['inline', 'dialog']) {
    it(`is never lost, ${mode}`, async () => {
      const page = await open(sandbox, {
        body: `<button id="opener">open</button><syncfy-connect mode="${mode}"></syncfy-connect>`,
      });
      const { user, connect, root } = page;
      const opener = root.querySelector<HTMLElement>('#opener')!;
      opener.focus();
      connect.show();
      await settled();
      const bare = () => focused() === undefined;
      const lost: string[] = [];
      // As it is drawn, not only at the end of each step.
      let watching = true;
      const watch = () => {
        if (bare()) lost.push(connect.step);
        if (watching) requestAnimationFrame(watch);
      };
      watch();
      await enter('Continue', page);
      await focusOn('input Search institutions');
      await toForm(page, 'Token (2FA)');
      await focusOn('h2 Log in to Token (2FA)');
      await enter('Back', page);
      await focusOn('input Search institutions');
      await toForm(page, 'Token (2FA)');
      await user.logsIn({ Username: 'test', Password: 'wrong' });
      await focusOn('input Password');
      await user.logsIn();
      await focusOn(`h2 ${user.words('twofa.heading', { site: 'Token (2FA)' })}`);
      await user.type('Enter any number sequence as a token', '1');
      await sendKeys({ press: 'Enter' });
      const connected = `h2 ${user.words('end.success', { site: 'Acme Bank' })}`;
      await focusOn(connected);
      await enter('Done', page);
      await focusOn(mode === 'dialog' ? 'button open' : connected);
      if (mode === 'dialog') connect.show();
      else await enter(user.words('end.another'), page);
      await focusOn('input Search institutions');
      await toForm(page, 'Error');
      await user.logsIn();
      await focusOn(`h2 ${user.l10n.words('code.500').title}`);
      await enter('Try again', page);
      await focusOn('h2 Log in to Error');
      connect.restart();
      await focusOn('input Search institutions');
      await toForm(page, 'Token (2FA)');
      await user.logsIn();
      await user.find('textbox', 'Enter any number sequence as a token');
      watching = false;
      assert.deepEqual(lost, []);
    }).timeout(60_000);
  }

  it('a site that takes its time: on what stands for it, then on its heading', async () => {
    const held = hold(/\/sites/);
    const page = await open(sandbox, { connect: `site-id="${NORMAL}"` });
    await enter('Continue', page);
    await until('what stands for it', () => focused()?.part.contains('skeleton'));
    held.release();
    await focusOn('h2 Log in to Normal');
  });

  it('is left by a <syncfy-connect> to whoever is in another one', async () => {
    const connect = '<syncfy-connect no-consent></syncfy-connect>';
    const page = await open(sandbox, { body: connect + connect });
    const [here, there] = page.root.querySelectorAll('syncfy-connect');
    for (const one of [there!, here!]) {
      const [row] = await until(
        'the list',
        () => parts(one.shadowRoot!, 'organization')[1] && parts(one.shadowRoot!, 'organization'),
      );
      row!.focus();
    }
    const at = where();
    there!.siteId = NORMAL;
    await until('the next step', () => there!.step === 'credentials');
    await settled();
    assert.equal(where(), at);
    assert.isTrue(document.activeElement === here);
  });

  it('whoever writes elsewhere keeps it, whatever comes', async () => {
    const page = await open(sandbox, {
      body: '<textarea></textarea><syncfy-connect no-consent></syncfy-connect>',
    });
    const { user, root, connect } = page;
    const elsewhere = root.querySelector('textarea')!;
    await toForm(page, 'Token (2FA)');
    await user.logsIn({ Username: 'test', Password: 'wrong' });
    elsewhere.focus();
    await until('refused', () => connect.step === 'credentials' && page.events.ends.length === 1);
    await settled();
    assert.equal(focused(), elsewhere);
    await user.logsIn();
    elsewhere.focus();
    await until('asked', () => connect.step === 'challenge');
    await settled();
    assert.equal(focused(), elsewhere);
  });

  it('whoever writes in a field that the page has put in a slot keeps it', async () => {
    const page = await open(sandbox, {
      body: '<syncfy-connect no-consent><input slot="help" aria-label="Ask us" /></syncfy-connect>',
    });
    const { user, root, connect } = page;
    await toForm(page, 'Token (2FA)');
    await user.logsIn({ Username: 'test', Password: 'wrong' });
    const own = root.querySelector('input')!;
    own.focus();
    await until('refused', () => connect.step === 'credentials' && page.events.ends.length === 1);
    await settled();
    await sendKeys({ type: 'how long' });
    assert.equal(own.value, 'how long');
    assert.deepEqual(login(page), ['test', '']);
  });

  for (const [mode, act, types] of [
    ['inline', 'types', (): Promise<unknown> => sendKeys({ type: '12' })],
    ['dialog', 'types', (): Promise<unknown> => sendKeys({ type: '12' })],
    // … and looks at a telephone for it.
    ['inline', 'has gone by the keyboard to', (): Promise<unknown> => sendKeys({ press: 'Tab' })],
    ['inline', 'has pressed on', (field: HTMLElement): Promise<unknown> => Promise.resolve(field.click())],
  ] as const) {
    it(`whoever ${act} an answer as its time runs out types none of it into the login, ${mode}`, async () => {
      const asked = [100, 101, { code: 410, twofa: [element('token', 'Token')] }];
      await standsStill(sandbox, ...asked);
      const page = await open(sandbox, { connect: `no-consent mode="${mode}" open` });
      const { user, connect } = page;
      await toForm(page, 'Token (2FA)');
      await user.logsIn();
      const field = await user.find('textbox', 'Token');
      await focusOn(`h2 ${user.words('twofa.heading', { site: 'Token (2FA)' })}`);
      if (act !== 'has gone by the keyboard to') field.focus();
      await types(field);
      assert.isTrue(field.matches(':focus'));
      await standsStill(sandbox, ...asked, 411);
      await until('the time has run out', () => connect.step === 'credentials');
      await focusOn('h2 Log in to Token (2FA)');
      await sendKeys({ type: '34' });
      await sendKeys({ press: 'Enter' });
      assert.deepEqual(login(page), ['test', '']);
      assert.lengthOf(page.events.of('syncfy-credential-submit'), 1);
    });
  }

  it('whoever has a password manager fill in and send the login is led to the question', async () => {
    const page = await open(sandbox, { layout: 'parts' });
    const { user } = page;
    await user.picks('Token (2FA)');
    for (const name of ['Username', 'Password']) {
      const input = (await user.find('textbox', name)) as HTMLInputElement;
      input.focus();
      input.value = 'test';
      input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    }
    (focused() as HTMLInputElement).form!.requestSubmit();
    await focusOn(`h2 ${user.words('twofa.heading', { site: 'Token (2FA)' })}`);
  });

  it('after an answer that was refused: on the field that is to be filled in', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const { user } = page;
    await toForm(page, 'Token (2FA)');
    await user.logsIn();
    await user.type('Enter any number sequence as a token', 'x');
    await sendKeys({ press: 'Enter' });
    await focusOn('input Password');
  });

  for (const label of ['Username', 'Password']) {
    it(`whoever types the login anew while it is refused keeps the focus: ${label}, in the page’s own layout`, async () => {
      const { page, held } = await sent('Normal', 'wrong');
      const { user } = page;
      const field = (await user.find('textbox', label)) as HTMLInputElement;
      field.focus();
      await sendKeys({ press: 'End' });
      await sendKeys({ type: '12' });
      held.release();
      await ended(page);
      await settled();
      await sendKeys({ type: '34' });
      assert.isTrue(field.matches(':focus'));
      assert.deepEqual(login(page), label === 'Username' ? ['wrong1234', ''] : ['wrong', '1234']);
    });
  }

  it('whoever only moves about by the keyboard is led to the question, in the page’s own layout', async () => {
    const { page, held } = await sent('Token (2FA)', 'test');
    await sendKeys({ press: 'Tab' });
    assert.equal(where(), 'button Show Password');
    held.release();
    await focusOn(`h2 ${page.user.words('twofa.heading', { site: 'Token (2FA)' })}`);
  });

  it('whoever types when it begins anew types nothing into the search', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const { user, connect } = page;
    await toForm(page, 'Normal');
    (await user.find('textbox', 'Password')).focus();
    await sendKeys({ type: 'sec' });
    connect.restart();
    await focusOn('h2 Choose your institution');
    await sendKeys({ type: 'ret' });
    assert.equal(((await user.find('searchbox')) as HTMLInputElement).value, '');
    // Whoever presses a button is at the search, as ever.
    await toForm(page, 'Normal');
    await enter('Back', page);
    await focusOn('input Search institutions');
  });

  for (const [opener, place] of [
    ['<textarea></textarea>', 'h2 Choose your institution'],
    ['<input />', 'h2 Choose your institution'],
    ['<input type="button" value="Connect" />', 'input Search institutions'],
  ] as const)
    it(`a dialog that opens takes nothing that is written in the page into its search: ${opener}`, async () => {
      const page = await open(sandbox, {
        body: `${opener}<syncfy-connect no-consent mode="dialog"></syncfy-connect>`,
      });
      page.root.querySelector<HTMLElement>('textarea,input')!.focus();
      page.connect.show();
      await page.user.find('searchbox');
      await focusOn(place);
    });

  it('a dialog that was closed while one typed begins at its search again', async () => {
    const page = await open(sandbox, { connect: 'no-consent mode="dialog" open' });
    (await page.user.find('searchbox')).focus();
    await sendKeys({ type: 'acme' });
    page.connect.close();
    await settled();
    page.connect.show();
    await focusOn('input Search institutions');
  });

  it('a key that is held down fills nothing that has come there', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    await toForm(page, 'Normal');
    await page.user.logsIn({ Username: 'test', Password: 'wrong' });
    await focusOn('input Password');
    focused()!.blur();
    parts(page.root, 'heading')
      .find(({ localName }) => localName === 'h2')!
      .focus();
    await sendKeys({ down: 'a' });
    (await page.user.find('textbox', 'Password')).focus();
    await sendKeys({ down: 'a' });
    await sendKeys({ down: 'a' });
    await sendKeys({ up: 'a' });
    assert.deepEqual(login(page), ['test', '']);
    await sendKeys({ type: 'aa' });
    assert.deepEqual(login(page), ['test', 'aa']);
  });

  it('nothing that has come in the place of what was pressed takes its second click, or a key held down', async () => {
    const page = await open(sandbox, { connect: '' });
    const { user } = page;
    await enter('Continue', page);
    const search = await user.find('searchbox');
    await until('the list', () => parts(page.root, 'organization')[1]);
    const [first] = parts(page.root, 'organization');
    mouse(first!, 'click', 2);
    assert.isEmpty(page.events.of('syncfy-site-select'));
    search.focus();
    await sendKeys({ down: 'Enter' });
    await sendKeys({ down: 'Enter' });
    await sendKeys({ down: 'Enter' });
    await sendKeys({ up: 'Enter' });
    await settled();
    assert.isEmpty(page.events.of('syncfy-site-select'));
    assert.notEqual(first!.ariaExpanded, 'true');
    mouse(first!, 'click', 1);
    await until(
      'it is picked or open',
      () => page.events.of('syncfy-site-select')[0] ?? first!.ariaExpanded === 'true',
    );
  });

  it('an impatient tap presses nothing that has come there, though it counts as the first: in a sheet, Cancel stands where Connect was', async () => {
    await setViewport({ width: 390, height: 844 });
    const still = await startSandbox({ pace: 60_000 });
    try {
      const page = await open(still, { connect: `mode="dialog" open no-consent site-id="${NORMAL}"` });
      const { user, connect } = page;
      let position: [number, number] = [0, 0];
      const tap = () => sendMouse({ type: 'click', position });
      /** Whether the second tap came soon after the first: a machine may be busy. */
      const tapsTwice = async () => {
        for (const [label, value] of Object.entries(LOGIN)) await user.type(label, value);
        const { x, y, width, height } = (await user.find('button', user.words('form.submit'))).getBoundingClientRect();
        position = [Math.round(x + width / 2), Math.round(y + height / 2)];
        const before = performance.now();
        await tap();
        await until('the next step', () => connect.step === 'working');
        const { top, bottom } = (await user.find('button', user.words('common.cancel'))).getBoundingClientRect();
        assert.isTrue(top < position[1] && bottom > position[1], 'it stands there');
        await tap();
        return performance.now() - before < 600;
      };
      while (!(await tapsTwice())) {
        connect.restart();
        await until('the form', () => connect.step === 'credentials');
      }
      await settled();
      assert.equal(connect.step, 'working');
      // Whoever means it waits, or presses elsewhere.
      await aTimeout(1_000);
      await tap();
      await until('it is cancelled', () => connect.step === 'credentials');
      // Nor is one impatient who has typed.
      await user.type('Password', 'test');
      await tap();
      await until('the next step, once more', () => connect.step === 'working');
      connect.dispatchEvent(new InputEvent('input'));
      await tap();
      await until('it is cancelled, once more', () => connect.step === 'credentials');
    } finally {
      await setViewport({ width: 800, height: 600 });
      closePages();
      await still.close();
    }
  });

  it('what a script presses is meant, however soon', async () => {
    const still = await startSandbox({ pace: 60_000 });
    try {
      const { user, connect } = await open(still, { connect: `no-consent site-id="${NORMAL}"` });
      for (const [label, value] of Object.entries(LOGIN)) await user.type(label, value);
      mouse(await user.find('button', user.words('form.submit')), 'click', 1);
      await until('the next step', () => connect.step === 'working');
      mouse(await user.find('button', user.words('common.cancel')), 'click', 1);
      await until('it is cancelled', () => connect.step === 'credentials');
    } finally {
      closePages();
      await still.close();
    }
  });

  it('a button of the page that takes no focus is given none', async () => {
    const page = await open(sandbox, {
      body: '<syncfy-connect no-consent><button type="button" slot="picker-intro">Bold</button></syncfy-connect>',
    });
    const search = await page.user.find('searchbox');
    const own = page.root.querySelector<HTMLElement>('[slot=picker-intro]')!;
    let pressed = 0;
    own.addEventListener('mousedown', event => event.preventDefault());
    own.addEventListener('click', () => pressed++);
    await settled();
    search.focus();
    const { x, y } = own.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(x + 5), Math.round(y + 5)] });
    await until('it is pressed', () => pressed);
    assert.equal(where(), 'input Search institutions');
  });

  it('nor does what has come there take the focus, or what is not meant: the first press, and a double click on words, do', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    await until('the list', () => parts(page.root, 'organization')[1]);
    const [row] = parts(page.root, 'organization');
    assert.isTrue(mouse(row!, 'mousedown', 1));
    mouse(row!, 'click', 1);
    assert.isFalse(mouse(row!, 'mousedown', 2), 'on what was pressed');
    const [heading] = parts(page.root, 'heading');
    assert.isFalse(mouse(heading!, 'mousedown', 2));
    assert.isFalse(mouse(heading!, 'click', 2));
    for (const detail of [1, 2, 3]) assert.isTrue(mouse(heading!, 'mousedown', detail), `${detail} on words`);
  });

  it('a double click opens a row, and does not close it again; a button of the page is pressed twice', async () => {
    const page = await open(sandbox, {
      body: '<syncfy-connect no-consent><button type="button" slot="picker-intro">Once more</button></syncfy-connect>',
    });
    const [row] = await until(
      'the list',
      () => parts(page.root, 'organization')[1] && parts(page.root, 'organization'),
    );
    const own = page.root.querySelector<HTMLElement>('[slot=picker-intro]')!;
    let pressed = 0;
    own.addEventListener('click', () => pressed++);
    for (const on of [row!, own]) {
      for (const detail of [1, 2]) {
        mouse(on, 'click', detail);
        await settled();
      }
    }
    assert.equal(row!.ariaExpanded, 'true');
    assert.equal(pressed, 2);
    mouse(row!, 'click', 1);
    await settled();
    assert.equal(row!.ariaExpanded, 'false');
  });

  it('cancelled while it works: on the form', async () => {
    const still = await startSandbox({ pace: 60_000 });
    const page = await open(still, { connect: 'no-consent' });
    await toForm(page, 'Normal');
    await page.user.logsIn();
    await enter('Cancel', page);
    await focusOn('h2 Log in to Normal');
    closePages();
    await still.close();
  });

  it('a dialog whose elements ask for nothing is left to its opener, however it is closed', async () => {
    const page = await open(sandbox, {
      body: '<button id="opener">open</button><syncfy-connect mode="dialog"></syncfy-connect>',
    });
    const opener = page.root.querySelector<HTMLElement>('#opener')!;
    for (const close of [
      () => enter('Close', page),
      () => sendKeys({ press: 'Escape' }),
      () => Promise.resolve(page.connect.close()),
    ]) {
      opener.focus();
      page.connect.show();
      await focusOn('h2 Connect your account');
      await close();
      await focusOn('button open');
    }
  });
});
