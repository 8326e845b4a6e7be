// The whole way without a mouse. At every stop the focus can be seen, and each step puts it where SCREENS.md says.
import { sendKeys } from '@web/test-runner-commands';
import { assert } from '@open-wc/testing';
import {
  PACE,
  assertToldAll,
  closePages,
  ended,
  focused,
  nameOf,
  open,
  settled,
  startSandbox,
  textOf,
  until,
  type Page,
  type Sandbox,
} from '../support/flow.js';

const press = (key: string) => sendKeys({ press: key });
const type = (text: string) => sendKeys({ type: text });

const isHeading = (element: HTMLElement) => /^h[1-6]$/.test(element.localName);
const hasRing = ({ outlineStyle, outlineWidth, boxShadow }: CSSStyleDeclaration) =>
  (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';

/** The element that has the focus, of which it is sure that a person can see that it has. */
function seen(): HTMLElement {
  const element = focused();
  assert(element, 'something has the focus');
  const box = element.getBoundingClientRect();
  const around = element.closest<HTMLElement>('label') ?? element;
  const outer = around.getBoundingClientRect();
  assert.isAbove(
    Math.max(box.width, outer.width) * Math.max(box.height, outer.height),
    0,
    `${nameOf(element)} has a size`,
  );
  // A heading is no control: its focus says where one is to whom cannot see, and shows no ring.
  const ringed = isHeading(element) || [element, around].some(one => hasRing(getComputedStyle(one)));
  assert.isTrue(ringed, `the focus on ${nameOf(element)} can be seen`);
  return element;
}

/** Goes on with Tab until something with a name has the focus. */
async function tabTo(name: string, most = 12): Promise<HTMLElement> {
  const passed: string[] = [];
  for (let stop = 0; stop < most; stop++) {
    await press('Tab');
    const element = seen();
    if (nameOf(element) === name) return element;
    passed.push(nameOf(element));
  }
  throw new Error(`No way to ${name} with Tab; passed ${passed.join(' | ')}`);
}

/** Waits for the focus to be on the heading of a step. */
function onHeading({ user }: Page, text: string): Promise<true> {
  return until(`focus on the heading ${text}; it is on ${focused()?.outerHTML.slice(0, 90)}`, () => {
    const heading = focused();
    return (
      heading !== undefined && isHeading(heading) && heading === user.sees('heading') && textOf(heading).includes(text)
    );
  });
}

/** From the top of the page to the login form of a site. */
async function keysToForm(page: Page, site: string, organization = 'Acme Bank'): Promise<void> {
  const { user } = page;
  await user.find('button', user.words('common.continue'));
  await tabTo(user.words('common.continue'));
  await press('Enter');
  const search = await user.find('searchbox');
  await settled();
  if (focused() !== search) await tabTo(nameOf(search));
  seen();
  await type(organization);
  await user.find('button', site);
  await press('ArrowDown');
  assert.include(nameOf(seen()), organization, 'down from the search is the list');
  for (let row = 0; nameOf(seen()) !== site; row++) {
    assert.isBelow(row, 40, `${site} is in the list`);
    await press('ArrowDown');
  }
  await press('Enter');
  await onHeading(page, site);
}

async function keysToLogIn(): Promise<void> {
  await tabTo('Username');
  await type('test');
  await tabTo('Password');
  await type('test');
}

/** From the end of a job to handing back control. */
async function keysToDone(page: Page, codes: readonly number[]): Promise<void> {
  const { user, events } = page;
  assert.equal((await ended(page)).code, 200);
  await assertToldAll(page, codes);
  await onHeading(page, 'Acme');
  await tabTo(user.words('common.done'));
  await press('Enter');
  await until('control is handed back', () => events.of('syncfy-close').length === 1);
}

describe('with the keyboard alone', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ pace: PACE });
  });
  after(() => sandbox.close());
  afterEach(async () => {
    closePages();
    await sandbox.reset();
  });

  it('from the consent to the search, where one types at once', async () => {
    const page = await open(sandbox);
    const { user } = page;
    await user.find('button', user.words('common.continue'));
    await tabTo(user.words('common.continue'));
    await press('Enter');
    const search = await user.find('searchbox');
    await until('focus in the search', () => focused() === search, 1000);
  });

  it('Normal: Enter in a field sends', async () => {
    const page = await open(sandbox);
    await keysToForm(page, 'Normal');
    await keysToLogIn();
    await press('Enter');
    await keysToDone(page, [100, 101, 102, 200]);
  });

  it('Normal: Space on the button sends, and revealing the password is on the way', async () => {
    const page = await open(sandbox);
    const { user } = page;
    await keysToForm(page, 'Normal');
    await keysToLogIn();
    const password = focused() as HTMLInputElement;
    const reveal = await user.revealOf('Password');
    const shows = nameOf(reveal);
    await tabTo(shows, 1);
    await press('Space');
    assert.equal(password.type, 'text');
    assert.equal(seen(), reveal, 'the focus stays');
    assert.notEqual(nameOf(reveal), shows, 'it says what it does now');
    await press('Space');
    assert.equal(password.type, 'password');
    assert.equal(password.value, 'test');
    await tabTo(user.words('form.submit'));
    await press('Space');
    await keysToDone(page, [100, 101, 102, 200]);
  });

  it('Token (2FA)', async () => {
    const page = await open(sandbox);
    await keysToForm(page, 'Token (2FA)');
    await keysToLogIn();
    await press('Enter');
    await onHeading(page, page.user.words('twofa.heading', { site: 'Token (2FA)' }));
    await tabTo('Enter any number sequence as a token', 1);
    await type('4711');
    await press('Enter');
    await keysToDone(page, [100, 101, 410, 103, 102, 200]);
  });

  it('Multiple Image (2FA): arrows go through the pictures', async () => {
    const page = await open(sandbox);
    const { user } = page;
    await keysToForm(page, 'Multiple Image (2FA)');
    await keysToLogIn();
    await press('Enter');
    await onHeading(page, user.words('twofa.heading', { site: 'Multiple Image (2FA)' }));
    await tabTo('Picture 1', 1);
    await press('ArrowDown');
    assert.equal(nameOf(seen()), 'Picture 2');
    await press('ArrowDown');
    assert.equal(nameOf(seen()), 'Picture 3');
    assert.isTrue((focused() as HTMLInputElement).checked);
    await tabTo(user.words('twofa.submit'), 1);
    await press('Enter');
    await keysToDone(page, [100, 101, 410, 103, 102, 200]);
    const answer = (await sandbox.requests()).find(({ path }) => path.endsWith('/twofa'));
    assert.deepEqual(answer?.body, { twofa: { image: 3 } });
  });

  it('Multiple Text (2FA): Space picks, and the second question is one of its own', async () => {
    const page = await open(sandbox);
    const { user, events } = page;
    await keysToForm(page, 'Multiple Text (2FA)');
    await keysToLogIn();
    await press('Enter');
    for (const round of [1, 2]) {
      await until(`question ${round}`, () => events.of('syncfy-challenge').length === round);
      await onHeading(page, user.words('twofa.heading', { site: 'Multiple Text (2FA)' }));
      const first = (await tabTo('Option One', 1)) as HTMLInputElement;
      assert.isFalse(first.checked, 'nothing is chosen for the user');
      await press('Space');
      assert.isTrue(first.checked);
      await tabTo(user.words('twofa.submit'), 1);
      await press('Enter');
    }
    await keysToDone(page, [100, 101, 410, 103, 410, 103, 102, 200]);
  });

  it('Select Input', async () => {
    const page = await open(sandbox);
    await keysToForm(page, 'Select Input');
    await keysToLogIn();
    const select = (await tabTo('Select an option')) as HTMLSelectElement;
    await type('Option Two');
    assert.equal(select.selectedOptions[0]?.label, 'Option Two');
    await tabTo(page.user.words('form.submit'));
    await press('Enter');
    await keysToDone(page, [100, 101, 102, 200]);
    const post = (await sandbox.requests()).find(({ method }) => method === 'POST');
    assert.deepNestedInclude(post?.body, { 'credentials.option': '02' });
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
      await user.find('combobox', 'Select an option'),
    ]) {
      assert.equal(input.getAttribute('aria-invalid'), 'true');
      const said = (input.getRootNode() as ShadowRoot).getElementById(input.getAttribute('aria-describedby') ?? '');
      assert.isNotEmpty(textOf(said ?? undefined));
    }
    await type('test');
    assert.equal(username.getAttribute('aria-invalid'), 'false');
    await press('Enter');
    const password = await user.find('textbox', 'Password');
    await until('focus in the password', () => focused() === password);
    assert.isEmpty((await sandbox.requests()).filter(({ method }) => method === 'POST'));
  });

  it('an answer that is left out: the focus is on what asks for it', async () => {
    const page = await open(sandbox);
    const { user } = page;
    await keysToForm(page, 'Multiple Text (2FA)');
    await keysToLogIn();
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
    search.focus();
    await press('ArrowDown');
    const first = seen();
    await press('End');
    const last = seen();
    assert.notEqual(last, first);
    await press('ArrowDown');
    assert.equal(focused(), last, 'the end is the end');
    await press('Home');
    assert.equal(focused(), first);
    await press('ArrowUp');
    assert.equal(focused(), search);
    await type('acme bank');
    await user.find('button', 'Normal');
    await press('Enter');
    const row = seen();
    assert.equal(row.getAttribute('aria-expanded'), 'true');
    await press('Enter');
    assert.equal(row.getAttribute('aria-expanded'), 'false');
    assert.isUndefined(user.sees('button', 'Normal'));
    assert.equal(seen(), row, 'the focus stays');
    await press('Space');
    await user.find('button', 'Normal');
  });

  it('several ways to log in: arrows change the tab, and what was typed in the other is kept', async () => {
    const page = await open(sandbox);
    await keysToForm(page, 'Several Ways (version 3)', 'Acme Labs');
    await tabTo('User and password');
    await press('ArrowRight');
    assert.equal(nameOf(seen()), 'Card and PIN');
    assert.equal(focused()?.getAttribute('aria-selected'), 'true');
    await tabTo('Card', 1);
    await type('4111');
    await press('Shift+Tab');
    assert.equal(nameOf(seen()), 'Card and PIN', 'the tabs are one stop');
    await press('ArrowRight');
    assert.equal(nameOf(seen()), 'User and password', 'around the end');
    await press('End');
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
    await press('Shift+Tab');
    assert.equal(nameOf(seen()), user.words('common.back'));
    await press('Enter');
    const search = await user.find('searchbox');
    await until('focus in the search', () => focused() === search);
  });

  it('a step that ends under the focus hands it on to the heading of the next', async () => {
    const page = await open(sandbox);
    const { user } = page;
    await keysToForm(page, 'Error');
    await keysToLogIn();
    await press('Enter');
    assert.equal((await ended(page)).code, 500);
    await onHeading(page, user.l10n.words('code.500').title);
    await tabTo(user.words('common.tryAgain'));
    await press('Enter');
    await until('the form', () => page.connect.step === 'credentials');
    await settled();
    seen();
  });

  it('a dialog keeps the focus, and Escape leaves it', async () => {
    const page = await open(sandbox, {
      body: `<button id="before">before</button><syncfy-connect mode="dialog"></syncfy-connect><button id="after">after</button>`,
    });
    const opener = page.root.querySelector<HTMLElement>('#before')!;
    opener.focus();
    page.connect.show();
    await onHeading(page, page.user.words('consent.heading'));
    for (let stop = 0; stop < 6; stop++) {
      await press('Tab');
      assert.notInclude(['before', 'after'], focused()?.id);
    }
    await press('Escape');
    await until('focus on the opener', () => focused() === opener);
    seen();
  });
});
