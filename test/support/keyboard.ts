// A user who has nothing but a keyboard: every key is pressed for real, and the focus can be seen wherever it goes.
import { sendKeys } from '@web/test-runner-commands';
import { assert } from '@open-wc/testing';
import { chosen, isElsewhere, type AcmeSite, type Question } from './acme.js';
import { focused, nameOf, textOf, until, visibleText, type Page } from './flow.js';

/** Presses a key, perhaps while others are held: `Shift+Tab`. */
export async function press(keys: string): Promise<void> {
  const held = keys.split('+');
  const key = held.pop()!;
  for (const one of held) await sendKeys({ down: one });
  // By what it writes: that is the name that every engine knows the space bar by.
  await sendKeys({ press: key === 'Space' ? ' ' : key });
  for (const one of held) await sendKeys({ up: one });
}

/** Presses a key that moves the focus, and waits until it has: a driver may answer before that. */
export async function move(keys: string): Promise<HTMLElement> {
  const before = focused();
  await press(keys);
  await until(`${keys} moves the focus`, () => focused() !== before);
  return seen();
}

export const type = (text: string): Promise<unknown> => sendKeys({ type: text });

const isHeading = (element: HTMLElement) => /^h[1-6]$/.test(element.localName);
const hasRing = ({ outlineStyle, outlineWidth, boxShadow }: CSSStyleDeclaration) =>
  (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';

/** The element that has the focus, of which it is sure that a person can see that it has. */
export function seen(): HTMLElement {
  const element = focused();
  assert(element, 'something has the focus');
  // What is drawn in place of a control: its label, or the area that a transparent one lies over.
  const around = [element, element.closest('label'), element.parentElement].filter(one => one !== null);
  const boxes = around.map(one => one.getBoundingClientRect());
  assert.isAbove(Math.max(...boxes.map(box => box.width * box.height)), 0, `${nameOf(element)} has a size`);
  // A heading is no control: its focus says where one is to whom cannot see, and shows no ring.
  const ringed = isHeading(element) || around.some(one => hasRing(getComputedStyle(one)));
  assert.isTrue(ringed, `the focus on ${nameOf(element)} can be seen`);
  return element;
}

/** What a control belongs to: the question of a group of choices, else its own name. */
function labelOf(element: HTMLElement): string {
  const group = element.closest('fieldset');
  return nameOf(group ?? element);
}

/** Goes on with Tab until something with a name, or of a group with that name, has the focus. */
export async function tabTo(name: string, most = 12): Promise<HTMLElement> {
  const passed: string[] = [];
  for (let stop = 0; stop < most; stop++) {
    const element = await move('Tab');
    if (nameOf(element) === name || labelOf(element) === name) return element;
    passed.push(nameOf(element));
  }
  throw new Error(`No way to ${name} with Tab; passed ${passed.join(' | ')}`);
}

/** Waits for the focus to be on the heading of a step. */
export function onHeading({ user }: Page, text: string): Promise<true> {
  const where = () => focused()?.outerHTML.slice(0, 90);
  return until(
    `focus on the heading ${text}; it was on ${where()}, with ${visibleText(user.root).slice(0, 200)}`,
    () => {
      const heading = focused();
      return (
        heading !== undefined &&
        isHeading(heading) &&
        heading === user.sees('heading') &&
        textOf(heading).includes(text)
      );
    },
  );
}

/** From the top of the page to the search for an institution. */
export async function keysToSearch({ user }: Page): Promise<void> {
  await user.find('button', user.words('common.continue'));
  await tabTo(user.words('common.continue'));
  await press('Enter');
  const search = await user.find('searchbox');
  // Who has a keyboard types at once.
  await until('focus in the search', () => focused() === search);
  seen();
}

/** From the top of the page to the login form of a site, which is looked for by its name. */
export async function keysToForm(page: Page, site: string, organization = 'Acme Bank'): Promise<void> {
  const { user } = page;
  await keysToSearch(page);
  await type(`${organization} ${site}`);
  const names = [site, `${organization} ${site}`];
  await until(`${site} in the list`, () => names.some(name => user.sees('button', name)));
  assert.include(nameOf(await move('Enter')), organization, 'Enter leads from the search to the list');
  for (let row = 0; !names.includes(nameOf(seen())); row++) {
    assert.isBelow(row, 20, `${site} is in the list`);
    await move('ArrowDown');
  }
  await press('Enter');
  await onHeading(page, user.words('form.heading', { site }));
}

/** Goes to a field and gives it a value, however it is asked for. */
export async function enter(label: string, value: string): Promise<void> {
  const control = await tabTo(label);
  if (control instanceof HTMLSelectElement) {
    await type(value);
    await until(`${value} is chosen`, () => control.selectedOptions[0]?.label === value);
  } else if (control instanceof HTMLInputElement && control.type === 'radio') await pick(control, value);
  else await type(value);
}

/** Goes with the arrows through the choices that it stands on the first of. */
export async function pick(first: HTMLInputElement, name: string): Promise<void> {
  assert.isFalse(first.checked, 'nothing is chosen for the user');
  if (nameOf(first) === name) await press('Space');
  for (let moves = 0; nameOf(seen()) !== name; moves++) {
    assert.isBelow(moves, 20, `${name} is among the choices`);
    await move('ArrowDown');
  }
  await until(`${name} is chosen`, () => (seen() as HTMLInputElement).checked);
}

export async function keysToLogIn(values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await enter(label, value);
}

/** Enlarges the picture of a question and makes it small again. */
async function enlarge({ user }: Page): Promise<void> {
  const button = await tabTo(`${user.words('twofa.picture')} ${user.words('twofa.enlarge')}`, 2);
  const large = () => user.sees('button', user.words('common.close'));
  await press('Enter');
  await until('the large picture', large);
  await press('Escape');
  await until('the small picture', () => !large());
  await until('the focus is where it was', () => focused() === button);
  seen();
}

/** Answers what is asked while a job runs. */
export async function keysToAnswer(page: Page, { site }: AcmeSite, question: Question): Promise<void> {
  const { user } = page;
  await onHeading(page, user.words('twofa.heading', { site }));
  assert.include(visibleText(user.root), question.label);
  if (question.shown) await enlarge(page);
  if (isElsewhere(question)) {
    assert.isUndefined(user.sees('button', user.words('twofa.submit')), 'nothing to send');
    return;
  }
  const { text } = question;
  await enter(question.label, text ?? chosen(question, user.l10n)!);
  // A text is sent from where it is typed.
  if (text === undefined) await tabTo(user.words('twofa.submit'), 1);
  await press('Enter');
}

/** From the end of a job that went well to handing back control. */
export async function keysToDone(page: Page, organization = 'Acme Bank'): Promise<void> {
  const { user, events } = page;
  await onHeading(page, user.words('end.success', { site: organization }));
  await tabTo(user.words('common.done'));
  await press('Enter');
  await until('control is handed back', () => events.of('syncfy-close').length === 1);
}
