// The whole way without a mouse. At every stop the focus can be seen, and each step puts it where SCREENS.md says.
import { assert } from '@open-wc/testing';
import type { SyncfyCredentialForm, SyncfyTwofa } from '../../src/index.js';
import { ACME, LOCALES, goesOnByItself } from '../support/acme.js';
import {
  assertToldAll,
  ended,
  focused,
  holdQuestion,
  LOGIN,
  nameOf,
  open,
  PACE,
  parts,
  sandboxForAll,
  settled,
  textOf,
  toForm,
  until,
  visibleText,
} from '../support/flow.js';
import {
  enter,
  keysToAnswer,
  keysToDone,
  keysToForm,
  keysToLogIn,
  move,
  onHeading,
  pick,
  press,
  seen,
  tabTo,
  type,
} from '../support/keyboard.js';

const sandbox = await sandboxForAll({ pace: PACE });
/** Where a job that goes on by itself leaves time for its question to be heard of. */
const slow = await sandboxForAll({ pace: 150 });

const LABS = 'Acme Labs';
const NORMAL = '56cf5728784806f72b8b4568';

describe('with the keyboard alone', () => {
  for (const locale of LOCALES) {
    for (const one of ACME) {
      const { site, login, questions, codes } = one;
      it(`${site}, ${locale}`, async () => {
        const where = goesOnByItself(one) ? slow : sandbox;
        const page = await open(where, { locale });
        const letGo = goesOnByItself(one) ? holdQuestion(page) : undefined;
        await keysToForm(page, site);
        await keysToLogIn(login);
        await press('Enter');
        for (const question of questions) await keysToAnswer(page, one, question);
        letGo?.();
        await ended(page);
        await assertToldAll(page, codes);
        const answers = (await where.requests()).flatMap(({ path, body }) =>
          path.endsWith('/twofa') ? Object.values((body as { twofa: object }).twofa) : [],
        );
        assert.deepEqual(
          answers,
          questions.flatMap(({ text, sent }) => sent ?? text ?? []),
        );
        if (codes.at(-1) === 200) return keysToDone(page);
        await onHeading(page, page.user.l10n.words('code.500').title);
        await tabTo(page.user.words('common.tryAgain'));
        await press('Enter');
        await onHeading(page, page.user.words('form.heading', { site }));
        return undefined;
      });
    }
  }

  it('Normal: Space on the button sends, and revealing the password is on the way', async () => {
    const page = await open(sandbox);
    const { user } = page;
    await keysToForm(page, 'Normal');
    await keysToLogIn(LOGIN);
    const password = focused() as HTMLInputElement;
    const reveal = await user.revealOf('Password');
    const shows = nameOf(reveal);
    await tabTo(shows, 1);
    await press('Space');
    await until('it is shown', () => password.type === 'text');
    await until('it says what it does now', () => nameOf(reveal) !== shows);
    assert.equal(seen(), reveal, 'the focus stays');
    await press('Space');
    await until('it is hidden', () => password.type === 'password');
    assert.equal(password.value, 'test');
    await tabTo(user.words('form.submit'));
    await press('Space');
    await ended(page);
    await keysToDone(page);
  });

  it('a login that is refused: what is typed next goes into the emptied password, without another key', async () => {
    const page = await open(sandbox, { layout: 'parts' });
    await toForm(page, 'Normal');
    await page.user.type('Username', 'test');
    const password = (await page.user.type('Password', 'wrong')) as unknown as HTMLInputElement;
    password.focus();
    await press('Enter');
    await ended(page);
    await until('it is emptied', () => !password.value && focused() === password);
    await type('new');
    assert.equal(password.value, 'new');
  });

  it('a field that the page empties while it has the focus goes on being typed into', async () => {
    const page = await open(sandbox, { layout: 'parts' });
    await toForm(page, 'Every Element', LABS);
    for (const name of ['User', 'Accounts']) {
      const field = (await page.user.find('textbox', name)) as HTMLInputElement;
      field.focus();
      await type('a');
      (page.root.querySelector('syncfy-credential-form') as SyncfyCredentialForm).reset();
      await type('b');
      assert.equal(field.value, 'b', name);
    }
  });

  it('every kind of field that the public test bank never asks', async () => {
    const page = await open(sandbox);
    const { user } = page;
    await keysToForm(page, 'Every Element', LABS);
    await keysToLogIn({ User: 'test', Password: 'test', Branch: 'Two' });
    const file = (await tabTo('Statement')) as HTMLInputElement;
    // No key chooses a file: that is done in a window of the system's.
    const files = new DataTransfer();
    files.items.add(new File(['%PDF-'], 'march.pdf', { type: 'application/pdf' }));
    file.files = files.files;
    file.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    await until('its name', () => visibleText(page.root).includes('march.pdf'));
    await enter('Accounts', '0011');
    await press('Enter');
    await type('0022');
    await enter('Token', '4711');
    await tabTo(user.words('form.submit'));
    await press('Space');
    await ended(page);
    const post = (await sandbox.requests()).find(({ method }) => method === 'POST');
    assert.deepInclude((post?.body as { credentials: object }).credentials, {
      username: 'test',
      password: 'test',
      branch: 2,
      statement: 'data:application/pdf;base64,JVBERi0=',
      accounts: ['0011', '0022'],
      token: '4711',
    });
    await keysToDone(page, LABS);
  });

  it('a list too long to look through: typing narrows it down, and Enter sends nothing yet', async () => {
    const page = await open(sandbox);
    await keysToForm(page, 'Long Lists', LABS);
    await keysToLogIn({ User: 'test', Password: 'test', State: 'Sonora' });
    const filter = (await tabTo('Branch')) as HTMLInputElement;
    assert.equal(filter.type, 'search');
    await type('sonora');
    await press('Enter');
    assert.equal(seen(), filter);
    await pick((await move('Tab')) as HTMLInputElement, 'Sonora Norte');
    await tabTo(page.user.words('form.submit'));
    await press('Enter');
    await ended(page);
    const post = (await sandbox.requests()).find(({ method }) => method === 'POST');
    assert.deepNestedInclude(post?.body, { 'credentials.state': '26', 'credentials.branch': '52' });
  });

  it('accounts: Space chooses all of them, and takes one back', async () => {
    const page = await open(sandbox);
    const { user } = page;
    const site = 'Accounts (2FA)';
    await keysToForm(page, site, LABS);
    await keysToLogIn({ User: 'test', Password: 'test' });
    await press('Enter');
    await onHeading(page, user.words('twofa.heading', { site }));
    await tabTo(user.words('twofa.selectAll'), 1);
    await press('Space');
    const savings = (await tabTo('Savings · 0022', 2)) as HTMLInputElement;
    await until('all are chosen', () => savings.checked);
    await press('Space');
    await until('all but one are', () => !savings.checked);
    await tabTo(user.words('twofa.submit'), 2);
    await press('Enter');
    await ended(page);
    const answer = (await sandbox.requests()).find(({ path }) => path.endsWith('/twofa'));
    assert.deepEqual(answer?.body, { twofa: { accounts: '0011,0033' } });
  });

  it('sent with nothing in it, the focus is on the first field that is wrong, and what is wrong belongs to it', async () => {
    const page = await open(sandbox);
    const { user } = page;
    await keysToForm(page, 'Select Input');
    await tabTo(user.words('form.submit'));
    await press('Enter');
    const username = (await user.find('textbox', 'Username')) as HTMLInputElement;
    await until('focus in the user name', () => focused() === username);
    seen();
    for (const input of [
      username,
      await user.find('textbox', 'Password'),
      await user.find('radiogroup', 'Select an option'),
    ]) {
      assert.equal(input.getAttribute('aria-invalid'), 'true');
      const said = (input.getRootNode() as ShadowRoot).getElementById(input.getAttribute('aria-describedby') ?? '');
      assert.isNotEmpty(textOf(said ?? undefined));
    }
    await type('test');
    await until('it is mended', () => username.getAttribute('aria-invalid') === 'false');
    await press('Enter');
    const password = await user.find('textbox', 'Password');
    await until('focus in the password', () => focused() === password);
    assert.isEmpty((await sandbox.requests()).filter(({ method }) => method === 'POST'));
  });

  it('what is wrong with a field comes in sight though the field has the focus already', async () => {
    const page = await open(sandbox, { connect: `no-consent site-id="${NORMAL}"` });
    page.root.style.paddingBlock = '100vh';
    const username = (await page.user.find('textbox', 'Username')) as HTMLInputElement;
    username.focus();
    username.scrollIntoView({ block: 'end' });
    await press('Enter');
    const error = await until('what is wrong', () => parts(page.root, 'field-error').find(textOf));
    await until('it is in sight', () => error.getBoundingClientRect().bottom < innerHeight + 1);
    assert.isAtLeast(username.getBoundingClientRect().top, 0);
  });

  it('what one types into stays in sight, with what is wrong with it, under a picture taller than the screen', async () => {
    const { root } = await open(sandbox, { body: '<syncfy-twofa></syncfy-twofa>' });
    root.style.paddingBlock = '100vh';
    const one = root.querySelector('syncfy-twofa') as SyncfyTwofa;
    const tall = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="${innerHeight + 100}"></svg>`;
    const twofa = [{ name: 'captcha', type: 'text', label: 'Letters', imgBase64File: btoa(tall) }];
    one.challenge = { code: 410, address: '/', twofa };
    const image = await until('the picture', () => parts(root, 'picture-image')[0]);
    await until('it is tall', () => image.getBoundingClientRect().height > innerHeight);
    const input = one.shadowRoot!.querySelector('input')!;
    input.focus();
    input.scrollIntoView({ block: 'center' });
    await press('Enter');
    const error = await until('what is wrong', () => parts(root, 'field-error').find(textOf));
    await settled();
    assert.isAtLeast(input.getBoundingClientRect().top, 0);
    assert.isBelow(error.getBoundingClientRect().bottom, innerHeight + 1);
  });

  it('an answer that is left out: the focus is on what asks for it', async () => {
    const page = await open(sandbox);
    const { user } = page;
    await keysToForm(page, 'Multiple Text (2FA)');
    await keysToLogIn(LOGIN);
    await press('Enter');
    await onHeading(page, user.words('twofa.heading', { site: 'Multiple Text (2FA)' }));
    await tabTo(user.words('twofa.submit'));
    await press('Enter');
    const first = await user.find('radio', 'Option One');
    await until('focus on the first choice', () => focused() === first);
    seen();
  });

  it('the list of institutions: arrows, Home, End, and back up to the search', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const { user } = page;
    const search = await user.find('searchbox');
    await user.find('button', /Acme Bank/);
    await tabTo(nameOf(search));
    const first = await move('ArrowDown');
    const at = () => focused()?.closest('[aria-posinset]');
    await press('End');
    await until('the focus on the last', () => at() && at()!.ariaPosInSet === at()!.ariaSetSize);
    seen();
    await press('ArrowDown');
    assert.equal(at()?.ariaPosInSet, at()?.ariaSetSize, 'the end is the end');
    await press('Home');
    await until('the focus on the first', () => at()?.ariaPosInSet === '1');
    assert.equal(nameOf(seen()), nameOf(first));
    assert.equal(await move('ArrowUp'), search);
    await type('acme bank');
    await user.find('button', 'Normal');
    const row = await move('Enter');
    assert.equal(row.getAttribute('aria-expanded'), 'true');
    await press('Enter');
    await until('it is closed', () => row.getAttribute('aria-expanded') === 'false' && !user.sees('button', 'Normal'));
    assert.equal(seen(), row, 'the focus stays');
    await press('Space');
    await user.find('button', 'Normal');
  });

  it('several ways to log in: arrows change the tab, and what was typed in the other is kept', async () => {
    const page = await open(sandbox);
    await keysToForm(page, 'Several Ways (version 3)', LABS);
    await tabTo('User and password');
    const tab = await move('ArrowRight');
    assert.equal(nameOf(tab), 'Card and PIN');
    await until('it is chosen', () => tab.getAttribute('aria-selected') === 'true');
    await tabTo('Card', 1);
    await type('4111');
    assert.equal(nameOf(await move('Shift+Tab')), 'Card and PIN', 'the tabs are one stop');
    assert.equal(nameOf(await move('ArrowRight')), 'User and password', 'around the end');
    await move('End');
    await tabTo('Card', 1);
    assert.equal((focused() as HTMLInputElement).value, '4111');
    await tabTo('PIN', 1);
    await type('1234');
    await press('Enter');
    await ended(page);
    const post = (await sandbox.requests()).find(({ method }) => method === 'POST');
    assert.deepInclude(post?.body as object, { input_name: 'card', input: { card: '4111', pin: '1234' } });
  });

  it('back, and on again', async () => {
    const page = await open(sandbox);
    const { user } = page;
    await keysToForm(page, 'Normal');
    assert.equal(nameOf(await move('Shift+Tab')), user.words('common.back'));
    await press('Enter');
    const search = await user.find('searchbox');
    await until('focus in the search', () => focused() === search);
  });

  it('a dialog keeps the focus, and Escape leaves it', async () => {
    const page = await open(sandbox, {
      body: `<button id="before">before</button><syncfy-connect mode="dialog"></syncfy-connect><button id="after">after</button>`,
    });
    page.root.querySelector('#before')!.addEventListener('click', () => page.connect.show());
    const opener = await tabTo('before', 1);
    await press('Enter');
    await onHeading(page, page.user.words('consent.heading'));
    // Once around, over the browser's own controls.
    for (let stop = 0; stop < 4; stop++) {
      await press('Tab');
      assert.notInclude(['before', 'after'], focused()?.id);
    }
    await press('Escape');
    await until('focus on the opener', () => focused() === opener);
    seen();
  });

  for (const from of ['the picture', 'the field for its text', 'the button that sends it'])
    it(`Escape makes an enlarged picture small again, and leaves the dialog around it: from ${from}`, async () => {
      const page = await open(sandbox, {
        body: '<button id="before">before</button><syncfy-connect no-consent mode="dialog"></syncfy-connect>',
      });
      page.root.querySelector('#before')!.addEventListener('click', () => page.connect.show());
      await tabTo('before', 1);
      await press('Enter');
      await until('it is open', () => page.connect.open);
      await toForm(page, 'Captcha (2FA)');
      await page.user.logsIn();
      const picture = await until('the picture', () => parts(page.root, 'picture').find(one => one.matches('button')));
      const isLarge = () => parts(page.root, 'enlarged')[0]!.matches(':popover-open');
      picture.focus();
      await press('Enter');
      await until('it is large', isLarge);
      // Not with Tab: WebKit's leads past a picture that is enlarged.
      if (from === 'the field for its text') (await page.user.find('textbox')).focus();
      if (from === 'the button that sends it')
        (await page.user.find('button', page.user.words('twofa.submit'))).focus();
      await press('Escape');
      await until('it is small', () => !isLarge());
      assert.isTrue(page.connect.open);
      assert.isEmpty(page.events.of('syncfy-close'));
      await press('Escape');
      await until('it is closed', () => !page.connect.open);
    });

  describe('a page whose shortcuts are for whoever is in none of its fields', () => {
    const SECRET = 'aB3/Secret9';
    const shop = { search: undefined as unknown as HTMLInputElement, heard: [] as string[] };
    const isField = ({ tagName }: Element) => /INPUT|TEXTAREA|SELECT/.test(tagName);
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isField(event.target as Element)) return;
      shop.heard.push(`${event.type} ${event.key}`);
      if (event.key !== '/') return;
      event.preventDefault();
      shop.search.focus();
    };
    beforeEach(() => {
      shop.heard = [];
      shop.search = document.createElement('input');
      document.body.append(shop.search);
      for (const type of ['keydown', 'keypress', 'keyup'] as const) addEventListener(type, onKey);
    });
    afterEach(() => {
      for (const type of ['keydown', 'keypress', 'keyup'] as const) removeEventListener(type, onKey);
      shop.search.remove();
    });

    it('takes no letter of a password, nor of a code, and no key that moves within it', async () => {
      const page = await open(sandbox, { layout: 'parts' });
      const { user, root } = page;
      await toForm(page, 'Token (2FA)');
      const password = (await user.find('textbox', 'Password')) as HTMLInputElement;
      password.focus();
      shop.heard = [];
      await type(SECRET);
      for (const key of ['ArrowLeft', 'Backspace', 'End', 'Enter']) await press(key);
      assert.equal(password.value, 'aB3/Secre9');
      assert.equal(shop.search.value, '');
      assert.deepEqual(shop.heard, []);
      await user.type('Password', 'test');
      await user.type('Username', 'test');
      await user.pressKey('form.submit');
      const code = (await user.find('textbox', 'Enter any number sequence as a token')) as HTMLInputElement;
      code.focus();
      shop.heard = [];
      await type('1/2');
      assert.equal(code.value, '1/2');
      assert.deepEqual(shop.heard, []);
      assert.isTrue(root.contains(document.activeElement));
    });

    it('takes no letter of the search, nor one that leads to another row', async () => {
      const { user, root } = await open(sandbox, { connect: 'no-consent' });
      const search = (await user.find('searchbox')) as HTMLInputElement;
      search.focus();
      shop.heard = [];
      await type('a/b');
      assert.equal(search.value, 'a/b');
      await press('Escape');
      search.value = '';
      search.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      await user.find('button', /Acme Bank/);
      shop.heard = [];
      // Not every shortcut asks whether a key has done something already.
      const careless: string[] = [];
      root.addEventListener('keydown', ({ key }) => careless.push(key));
      search.focus();
      await move('ArrowDown');
      await press('b');
      await until('the focus on another row', () => /^B/.test(nameOf(focused()!)));
      assert.isEmpty(shop.heard.filter(key => key.startsWith('keydown')));
      assert.deepEqual(careless, []);
    });

    it('hears what is not typed: Escape, Tab, with Control or Meta; and a key on a button that does nothing there', async () => {
      const page = await open(sandbox, { layout: 'parts' });
      const { user } = page;
      await toForm(page, 'Normal');
      const username = await user.find('textbox', 'Username');
      username.focus();
      shop.heard = [];
      await press('Escape');
      await press('Control+k');
      await press('Meta+j');
      await press('Tab');
      assert.includeMembers(shop.heard, ['keydown Escape', 'keydown k', 'keydown j', 'keydown Tab']);
      (await user.find('button', user.words('form.submit'))).focus();
      await press('/');
      assert.isTrue(document.activeElement === shop.search);
    });

    it('hears all of a field of its own that it has put in a slot', async () => {
      const { user, session } = await open(sandbox, { connect: 'no-consent' });
      await user.find('searchbox');
      const own = Object.assign(document.createElement('input'), { slot: 'picker-help' });
      session.querySelector('syncfy-connect')!.append(own);
      const heard: string[] = [];
      session.addEventListener('keydown', ({ key }) => heard.push(key));
      await until('it is shown', () => own.offsetHeight);
      own.focus();
      await type('x');
      assert.equal(own.value, 'x');
      assert.deepEqual(heard, ['x']);
    });
  });
});
