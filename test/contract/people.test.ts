// Every state of every element, for every person: WCAG 2.2 AA as far as it can be measured.
import { assert } from '@open-wc/testing';
import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import {
  closePages,
  deep,
  focused,
  open,
  parts,
  sandboxForAll,
  settled,
  textOf,
  until,
  type Page,
} from '../support/flow.js';
import { expectAccessible } from '../support/page.js';
import { colourAlone, covered, cutOff, faint, moving, smallTargets, unseen } from '../support/people.js';
import { STATES } from '../support/states.js';

const sandbox = await sandboxForAll({ pace: 15, catalogueSize: 60 });

afterEach(async () => {
  document.documentElement.removeAttribute('style');
  document.documentElement.removeAttribute('dir');
  await emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference', forcedColors: 'none' });
  await emulateMedia(USUAL_CONTRAST);
});

// The type of what can be emulated does not name these.
const MORE_CONTRAST: object = { contrast: 'more' };
const USUAL_CONTRAST: object = { contrast: 'no-preference' };

const frame = () => new Promise(requestAnimationFrame);

/** WCAG 1.4.12, as a person sets it for every page. */
const spacing = new CSSStyleSheet();
spacing.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-block-end: 2em !important }`);

function spaced(root: HTMLElement, on: boolean): void {
  for (const { shadowRoot } of deep(root)) {
    if (!shadowRoot) continue;
    const others = shadowRoot.adoptedStyleSheets.filter(sheet => sheet !== spacing);
    shadowRoot.adoptedStyleSheets = on ? [...others, spacing] : others;
  }
}

/** The ways people read a page in, each of which has to have room for all of it. */
const WAYS: readonly [string, number, (root: HTMLElement, on: boolean) => void][] = [
  ['320 px', 320, () => {}],
  ['640 px', 640, () => {}],
  ['320 px and text twice as large', 320, (_, on) => (document.documentElement.style.fontSize = on ? '200%' : '')],
  ['320 px and text spacing', 320, spaced],
  ['320 px from right to left', 320, (_, on) => (document.documentElement.dir = on ? 'rtl' : '')],
];

/** Colours of a page's own that have just enough contrast where the docs ask for it: what is mixed from them has, too. */
const BRAND = [
  ['--syncfy-color-surface', '#fff'],
  ['--syncfy-color-text', '#425466'],
  ['--syncfy-color-accent', '#635bff'],
  ['--syncfy-color-on-accent', '#fff'],
] as const;

async function problems({ root }: Page): Promise<string[]> {
  const found: string[] = [];
  const add = (where: string, lines: string[]) => found.push(...lines.map(line => `${where}: ${line}`));
  add('motion', moving(root));
  for (const [where, width, set] of WAYS) {
    await setViewport({ width, height: 640 });
    set(root, true);
    await frame();
    if (document.documentElement.scrollWidth > width) add(where, ['the page scrolls sideways']);
    add(where, [...cutOff(root), ...covered(root)]);
    if (width === 320) add(where, smallTargets(root));
    set(root, false);
  }
  Object.assign(document.documentElement.style, { colorScheme: 'light dark', background: 'Canvas' });
  for (const colorScheme of ['dark', 'light'] as const) {
    await emulateMedia({ colorScheme });
    await frame();
    add(colorScheme, [...faint(root), ...colourAlone(root)]);
  }
  for (const [token, colour] of BRAND) root.style.setProperty(token, colour);
  await frame();
  add('brand', faint(root));
  for (const [token] of BRAND) root.style.removeProperty(token);
  for (const colorScheme of ['dark', 'light'] as const) {
    await emulateMedia({ colorScheme, forcedColors: 'active' });
    await frame();
    add(`forced ${colorScheme}`, [...faint(root), ...colourAlone(root), ...unseen(root)]);
  }
  await emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' });
  await frame();
  add('reduced motion', moving(root, 0, []));
  return found;
}

for (const { name, show } of STATES) {
  it(name, async () => {
    await setViewport({ width: 320, height: 640 });
    const page = await show(sandbox);
    await settled();
    const found = await problems(page);
    if (found.length) throw new Error(`${found.length} times:\n${found.slice(0, 12).join('\n')}`);
    await expectAccessible(document.body);
  }).timeout(60_000);
}

it('whoever asks for more contrast has all text and all lines in one colour', async () => {
  const { root, connect } = await STATES.find(one => one.name === 'inline: log in')!.show(sandbox);
  await settled();
  const colours = () =>
    [
      getComputedStyle(parts(root, 'private')[0]!).color,
      getComputedStyle(parts(root, 'field-input')[0]!).borderTopColor,
      getComputedStyle(connect.shadowRoot!.querySelector('.card')!).borderTopColor,
    ].filter(one => one !== getComputedStyle(parts(root, 'heading')[0]!).color);
  assert.lengthOf(colours(), 3);
  await emulateMedia(MORE_CONTRAST);
  await frame();
  assert.lengthOf(colours(), 0);
});

describe('in a box that scrolls and leaves no room', () => {
  const picker = () => STATES.find(one => one.name === 'picker: whose sites they are, one picked')!.show(sandbox);
  const longList = async () => {
    const page = await open(sandbox, { body: '<syncfy-twofa></syncfy-twofa>' });
    const options = Array.from({ length: 60 }, (_, value) => ({ label: `Branch ${value}`, value }));
    const twofa = [{ name: 'branch', type: 'select', label: 'Branch', options }];
    Object.assign(page.root.querySelector('syncfy-twofa')!, { challenge: { address: '/', twofa } });
    await page.user.find('searchbox');
    return page;
  };
  for (const [name, show] of Object.entries({ picker, longList }))
    for (const dir of ['ltr', 'rtl'])
      it(`${name}, ${dir}: nothing scrolls sideways`, async () => {
        Object.assign(document.documentElement, { dir });
        const { session } = await show();
        await settled();
        Object.assign(session.style, { display: 'block', overflow: 'auto', inlineSize: '320px' });
        assert.equal(session.scrollWidth, session.clientWidth);
      });
});

describe('in a page from right to left', () => {
  const state = async (name: string) => {
    Object.assign(document.documentElement, { dir: 'rtl', lang: 'ar' });
    const page = await STATES.find(one => one.name === name)!.show(sandbox);
    await settled();
    return page;
  };
  afterEach(() => {
    document.documentElement.lang = 'en';
  });
  const box = (element: Element | null | undefined) => element!.getBoundingClientRect();
  /** The texts right in an element, and where each character of one stands. */
  const texts = (element: Element | undefined) =>
    [...element!.childNodes].filter(node => node.nodeType === Node.TEXT_NODE && node.textContent!.trim());
  const places = (node: Node) =>
    [...node.textContent!.trimEnd()].map((_, at) => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect().left;
    });
  const goesRight = (element: Element | undefined) =>
    texts(element).every(node => places(node).every((left, at, all) => at === 0 || left >= all[at - 1]!));

  it('a row begins at the right with its logo, and its arrow points to the left', async () => {
    const { root } = await state('picker: whose sites they are, one picked');
    const row = parts(root, 'organization')[0]!;
    assert.isAbove(
      box(row.querySelector('[part~=logo]')).left,
      box(row.querySelector('[part=organization-name]')).left,
    );
    const arrow = parts(root, 'site')[0]!.querySelector('svg')!;
    assert.isBelow(box(arrow).right, box(parts(root, 'badge')[0]).left);
    assert.equal(new DOMMatrix(getComputedStyle(arrow).transform).a, -1);
    assert.equal(textOf(parts(root, 'chip')[0]), 'All');
    assert.isAbove(box(parts(root, 'chip')[0]).left, box(parts(root, 'chip')[1]).left);
  });

  it('codes and times read from the left', async () => {
    const { root } = await state('picker: failed');
    assert.isTrue(goesRight(parts(root, 'code')[0]));
    closePages();
    const { root: other } = await state('challenge: a picture, a code, time enough');
    assert.isTrue(goesRight(parts(other, 'countdown')[0]));
  });

  it('the arrow to the left leads to the next tab', async () => {
    const { root } = await state('form: several ways');
    const tabs = parts(root, 'tab');
    assert.isAbove(box(tabs[0]).left, box(tabs[1]).left);
    tabs[0]!.focus();
    await sendKeys({ press: 'ArrowLeft' });
    await until('the next tab', () => focused() === tabs[1]);
    await sendKeys({ press: 'ArrowRight' });
    await until('the tab before', () => focused() === tabs[0]);
  });

  it('what is Arabic in an English text leaves it in its order', async () => {
    document.documentElement.removeAttribute('dir');
    const { root } = await STATES.find(one => one.name === 'form: every kind')!.show(sandbox);
    const label = parts(root, 'field-label').at(-1)!;
    const [name, remark] = [label.firstElementChild!, label.querySelector('span')!];
    assert.isFalse(goesRight(name), 'Arabic goes to the left');
    assert.isTrue(goesRight(remark), 'and English after it to the right');
    assert.isAtLeast(box(remark).left, box(name).right - 1);
  });
});
