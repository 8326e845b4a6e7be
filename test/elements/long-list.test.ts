// A list of any length: which rows are in the page, how one moves in it, and where one is after coming back.
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import {
  closePages,
  fill,
  holdTimers,
  open,
  parts,
  startSandbox,
  until,
  type Page,
  type Sandbox,
} from '../support/flow.js';
import type { Organization } from '../../src/headless.js';
import type { SyncfySitePicker } from '../../src/index.js';

const LONG = 5000;
/** As many as there are sites at most. */
const LONGEST = 50_000;
const SHORT = 100;
/** Rows of any height: every third name takes several lines on a phone. */
const catalogue = (length: number) =>
  Array.from({ length }, (_, i) => ({
    id_site_organization: `o${i}`,
    name: `${'ABCDEFGHIJ'[Math.floor((i * 10) / length)]}ank ${i}${i % 3 ? '' : ' of the whole country, its towns, its villages and their people'}`,
    sites: Array.from({ length: i % 4 ? 1 : 3 }, (_, k) => ({ id_site: `s${i}.${k}`, name: `Site ${k}` })),
  })) as unknown as Organization[];

describe('a long list', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  afterEach(() => closePages());

  async function show(length: number, style = ''): Promise<Page> {
    const page = await open(sandbox, { body: '' });
    page.root.style.cssText = 'inline-size: 320px';
    const picker = document.createElement('syncfy-site-picker') as SyncfySitePicker;
    picker.style.cssText = style;
    picker.organizations = catalogue(length);
    page.session.append(picker);
    await until('the list', () => listed(page)[0], 15_000);
    await settle();
    return page;
  }
  const frames = (count: number) =>
    Array.from({ length: count }).reduce<Promise<unknown>>(
      before => before.then(() => new Promise(resolve => requestAnimationFrame(resolve))),
      Promise.resolve(),
    );
  /** Until nothing has moved for three frames: what is drawn is measured then, and drawn anew after that. */
  async function settle(): Promise<void> {
    let before = '';
    for (let still = 0; still < 3;) {
      await frames(1);
      const now = places();
      still = now === before ? still + 1 : 0;
      before = now;
    }
  }
  const places = () =>
    [...document.querySelectorAll('syncfy-site-picker')]
      .flatMap(picker => [...picker.shadowRoot!.querySelectorAll('[aria-posinset]')])
      .map(row => `${row.ariaPosInSet} ${row.getBoundingClientRect().top}`)
      .join();
  const list = ({ root }: Page) => parts(root, 'list')[0]!;
  const listed = ({ root }: Page) => parts(root, 'organization');
  const positions = (page: Page) =>
    [...list(page).querySelectorAll('[aria-posinset]')].map(row => Number(row.ariaPosInSet));
  const inSight = (page: Page) => {
    const { top, bottom } = list(page).getBoundingClientRect();
    return [...list(page).querySelectorAll<HTMLElement>('[aria-posinset]')].filter(row => {
      const box = row.getBoundingClientRect();
      return box.bottom > Math.max(0, top) && box.top < Math.min(innerHeight, bottom);
    });
  };
  const focused = (page: Page) => {
    let at: Element | null = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return page.root.contains(document.activeElement) ? (at as HTMLElement) : null;
  };
  const at = (page: Page) => Number(focused(page)?.closest('[aria-posinset]')?.ariaPosInSet);
  async function press(page: Page, key: string, times = 1): Promise<void> {
    for (let i = 0; i < times; i++) {
      focused(page)!.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
      );
      if (i < times - 1) await frames(2);
    }
    await settle();
  }
  async function toList(page: Page): Promise<void> {
    parts(page.root, 'search-input')[0]!.focus();
    await press(page, 'ArrowDown');
  }

  it('has as many elements with 50,000 institutions as with 100', async () => {
    const count = ({ root }: Page) => list({ root } as Page).querySelectorAll('*').length;
    const few = count(await show(SHORT));
    closePages();
    const many = count(await show(LONGEST));
    expect(Math.abs(many - few)).to.be.below(2);
    expect(many).to.be.below(300);
  });

  it('tells how many rows there are, and which one each is', async () => {
    const page = await show(LONG);
    const rows = [...list(page).querySelectorAll('[aria-posinset]')];
    expect(rows.every(row => row.ariaSetSize === `${LONG}`)).to.equal(true);
    expect(positions(page).slice(0, 5)).to.deep.equal([1, 2, 3, 4, 5]);
  });

  for (const [how, style] of [
    ['by itself', ''],
    ['with the page', '--syncfy-list-height: none'],
  ] as const) {
    it(`scrolled ${how}: what is in sight is there, without holes`, async () => {
      const page = await show(2000, style);
      const scroller = style ? document.scrollingElement! : list(page);
      for (const part of [0.1, 0.5, 0.503, 0.497, 0.9, 1, 0]) {
        scroller.scrollTop = part * (scroller.scrollHeight - scroller.clientHeight);
        await settle();
        const seen = inSight(page);
        const { top, bottom } = list(page).getBoundingClientRect();
        expect(seen.length, `${part}`).to.be.above(2);
        expect(seen[0]!.getBoundingClientRect().top, `${part}`).to.be.at.most(Math.max(0, top) + 12);
        expect(seen.at(-1)!.getBoundingClientRect().bottom, `${part}`).to.be.at.least(
          Math.min(innerHeight, bottom) - 12,
        );
        const numbers = seen.map(row => Number(row.ariaPosInSet));
        expect(numbers, `${part}`).to.deep.equal(numbers.map((_, i) => numbers[0]! + i));
      }
      expect(positions(page)[0]).to.equal(1);
    });
  }

  it('scrolled step by step, no row jumps', async () => {
    const page = await show(2000);
    const box = list(page);
    for (let i = 0; i < 40; i++) {
      const row = inSight(page)[1]!;
      const before = row.getBoundingClientRect().top;
      box.scrollTop += 50;
      await settle();
      expect(Math.abs(row.getBoundingClientRect().top - (before - 50)), `step ${i}`).to.be.below(2);
    }
  });

  it('while one types, what is in sight is drawn at once, and the rest when one pauses', async () => {
    const page = await show(LONG);
    const field = parts(page.root, 'search-input')[0] as HTMLInputElement;
    const picker = page.root.querySelector('syncfy-site-picker')!;
    const type = async (text: string) => {
      fill(field, text);
      await picker.updateComplete;
    };
    await type('jank 4999');
    expect(positions(page)).to.deep.equal([1]);
    // A few rows do not make the window smaller.
    await settle();
    const pause = holdTimers(100);
    let drawn: number[];
    try {
      await type('ank');
      drawn = positions(page);
      expect(drawn.slice(0, inSight(page).length)).to.deep.equal(inSight(page).map(row => Number(row.ariaPosInSet)));
      expect(drawn.length - inSight(page).length).to.be.within(0, 1);
      await settle();
      expect(positions(page)).to.deep.equal(drawn);
    } finally {
      pause();
    }
    await until('the rest', () => positions(page).length >= drawn.length + 4);
  });

  for (const [way, by] of [
    ['down', 500],
    ['up', -500],
  ] as const)
    it(`rushed through on the way ${way}, it asks for no logo but of where one stops`, async () => {
      const page = await show(SHORT);
      const picker = page.root.querySelector('syncfy-site-picker') as SyncfySitePicker;
      picker.organizations = catalogue(LONG).map((one, i) => ({
        ...one,
        avatar: `/assets/56cf4ff5784806152c8b4567/avatar.svg?${i}`,
      }));
      const logos = () => parts(page.root, 'logo-image') as HTMLImageElement[];
      await until('the first logos', () => listed(page).length > 3 && logos().length > 3);
      if (by < 0) list(page).scrollTop = list(page).scrollHeight;
      await until('the logos there', () => inSight(page).every(row => row.querySelector('[part~="logo-image"]')));
      await settle();
      const asked = new Set(logos().map(({ src }) => src));
      const before = asked.size;
      const STEPS = 40;
      for (let step = 0; step < STEPS; step++) {
        list(page).scrollTop += by;
        await frames(2);
        for (const { src } of logos()) asked.add(src);
      }
      expect(asked.size).to.be.below(before + STEPS / 2);
      await until('the logos in sight', () => inSight(page).every(row => row.querySelector('[part~="logo-image"]')));
    });

  it('an institution that is open stays there as long as one of its sites is in sight', async () => {
    const page = await open(sandbox, { body: '' });
    const picker = document.createElement('syncfy-site-picker') as SyncfySitePicker;
    picker.organizations = catalogue(1000).map((one, i) => ({
      ...one,
      sites: Array.from({ length: i === 40 ? 200 : 1 }, (_, k) => ({ id_site: `s${i}.${k}`, name: `Site ${k}` })),
    })) as unknown as Organization[];
    page.session.append(picker);
    await until('the list', () => listed(page)[0]);
    await toList(page);
    await press(page, 'PageDown', 20);
    for (let i = 0; at(page) !== 41 && i < 1000; i++) await press(page, at(page) > 41 ? 'ArrowUp' : 'ArrowDown');
    focused(page)!.click();
    await until('its sites', () => parts(page.root, 'site').length === 200);
    for (let i = 0; i < 10; i++) {
      list(page).scrollTop += 900;
      await settle();
      expect(parts(page.root, 'site').length, `${i}`).to.equal(200);
    }
    list(page).scrollTop += 5000;
    await settle();
    expect(inSight(page).length).to.be.above(3);
  }).timeout(120_000);

  it('End, Home and the page keys lead to any row', async () => {
    const page = await show(LONG);
    await toList(page);
    expect(at(page)).to.equal(1);
    await press(page, 'End');
    expect(at(page)).to.equal(LONG);
    expect(inSight(page).includes(focused(page)!.closest('li')!)).to.equal(true);
    await press(page, 'PageUp');
    expect(at(page)).to.be.within(LONG - 12, LONG - 2);
    const before = at(page);
    await press(page, 'PageDown');
    expect(at(page)).to.be.above(before);
    await press(page, 'Home');
    expect(at(page)).to.equal(1);
    await press(page, 'PageUp');
    expect(at(page)).to.equal(1);
    await press(page, 'ArrowUp');
    expect(focused(page)!.getAttribute('part')).to.equal('search-input');
  });

  it('a key leads back to the row that has the focus, when it was scrolled away', async () => {
    const page = await show(LONG);
    await toList(page);
    for (const [key, row, away] of [
      ['End', LONG, 0],
      ['Home', 1, 100_000],
    ] as const) {
      await press(page, key);
      list(page).scrollTop = away;
      await settle();
      expect(inSight(page).includes(focused(page)!.closest('li')!), 'away').to.equal(false);
      await press(page, key);
      expect(at(page)).to.equal(row);
      expect(inSight(page).includes(focused(page)!.closest('li')!), key).to.equal(true);
    }
  });

  it('a row that is there in part is all there once a key has led to it', async () => {
    const page = await show(LONG);
    await toList(page);
    for (const [key, presses] of [
      ['ArrowDown', 12],
      ['ArrowUp', 10],
      ['PageDown', 3],
      ['PageUp', 2],
    ] as const) {
      for (let i = 0; i < presses; i++) {
        await press(page, key);
        const row = focused(page)!.getBoundingClientRect();
        const { top, bottom } = list(page).getBoundingClientRect();
        expect(row.top, `${key} ${i}`).to.be.at.least(top - 1);
        expect(row.bottom, `${key} ${i}`).to.be.at.most(bottom + 1);
      }
    }
  });

  it('the arrows go on beyond what was in the page', async () => {
    const page = await show(SHORT);
    await toList(page);
    for (let i = 2; i <= 40; i++) {
      await press(page, 'ArrowDown');
      expect(at(page)).to.equal(i);
    }
    for (let i = 39; i >= 1; i--) {
      await press(page, 'ArrowUp');
      expect(at(page)).to.equal(i);
    }
  }).timeout(120_000);

  it('from a row that was scrolled away, the arrows lead to its neighbours', async () => {
    const page = await show(LONG);
    await toList(page);
    await press(page, 'PageDown', 5);
    const before = at(page);
    for (const [key, step] of [
      ['ArrowDown', 1],
      ['ArrowUp', -1],
    ] as const) {
      for (const top of [100_000, 0]) {
        const from = at(page);
        list(page).scrollTop = top;
        await settle();
        expect(at(page), 'it keeps the focus').to.equal(from);
        await press(page, key);
        expect(at(page), `${key}, scrolled to ${top}`).to.equal(from + step);
        expect(inSight(page).includes(focused(page)!.closest('li')!)).to.equal(true);
      }
    }
    expect(at(page)).to.equal(before);
  });

  it('from the search, one comes to a row in sight', async () => {
    const page = await show(LONG);
    list(page).scrollTop = 40_000;
    await settle();
    const seen = inSight(page).map(row => Number(row.ariaPosInSet));
    await toList(page);
    expect(seen).to.include(at(page));
  });

  it('below the last site of the last institution, there is no further row', async () => {
    const page = await show(LONG - 3);
    await toList(page);
    await press(page, 'End');
    expect(at(page)).to.equal(LONG - 3);
    focused(page)!.click();
    await settle();
    const last = parts(page.root, 'site')[2]!;
    for (let i = 0; i < 6; i++) await press(page, 'ArrowDown');
    expect(focused(page) === last, 'the last one keeps the focus').to.equal(true);
  });

  it('letters lead to the next name that begins with them', async () => {
    const page = await show(LONG);
    await toList(page);
    await press(page, 'D');
    expect(at(page)).to.equal(0.3 * LONG + 1);
    await new Promise(resolve => setTimeout(resolve, 900));
    await press(page, 'd');
    expect(at(page), 'the next one').to.equal(0.3 * LONG + 2);
    await new Promise(resolve => setTimeout(resolve, 900));
    const begun = performance.now();
    for (const [index, key] of [...'jank'].entries()) {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });
      // As if typed in time, however long three frames take.
      Object.defineProperty(event, 'timeStamp', { value: begun + index });
      focused(page)!.dispatchEvent(event);
      await frames(3);
    }
    expect(at(page)).to.equal(0.9 * LONG + 1);
    await new Promise(resolve => setTimeout(resolve, 900));
    await press(page, 'z');
    expect(at(page), 'nothing begins with it').to.equal(0.9 * LONG + 1);
  });

  it('is one stop of the Tab key, and a search begins at its first row', async () => {
    const page = await show(SHORT);
    await toList(page);
    await press(page, 'End');
    const stops = () => listed(page).filter(row => row.tabIndex === 0);
    expect(stops()).to.have.length(1);
    fill(parts(page.root, 'search-input')[0] as HTMLInputElement, 'ank');
    await settle();
    expect(stops()).to.have.length(1);
    expect(stops()[0]!.closest('li')!.ariaPosInSet).to.equal('1');
    expect(list(page).scrollTop).to.equal(0);
  });

  it('a search begins at its first row though another one in sight had the focus', async () => {
    const page = await show(SHORT);
    await toList(page);
    await press(page, 'ArrowDown', 2);
    expect(at(page)).to.equal(3);
    const search = parts(page.root, 'search-input')[0] as HTMLInputElement;
    search.focus();
    fill(search, 'ank');
    await settle();
    await toList(page);
    expect(at(page)).to.equal(1);
  });

  for (const height of ['1000px', 'none']) {
    it(`that is shown only later has no holes either: ${height}`, async () => {
      await setViewport({ width: 800, height: 1400 });
      try {
        const page = await open(sandbox, { body: '' });
        const picker = document.createElement('syncfy-site-picker') as SyncfySitePicker;
        const whole = () => {
          const seen = inSight(page);
          const { bottom } = list(page).getBoundingClientRect();
          expect(seen.map(row => Number(row.ariaPosInSet))).to.deep.equal(seen.map((_, i) => i + 1));
          expect(seen.at(-1)!.getBoundingClientRect().bottom).to.be.at.least(Math.min(innerHeight, bottom) - 12);
        };
        page.root.style.cssText = 'inline-size: 320px';
        page.root.hidden = true;
        picker.style.setProperty('--syncfy-list-height', height);
        picker.organizations = catalogue(SHORT);
        page.session.append(picker);
        await until('the list', () => listed(page)[0]);
        await settle();
        page.root.hidden = false;
        await settle();
        whole();
      } finally {
        await setViewport({ width: 800, height: 600 });
      }
    });
  }

  it('one comes back to where one was', async () => {
    const page = await show(2000);
    list(page).scrollTop = 40_000;
    await settle();
    const before = inSight(page)[0]!.ariaPosInSet;
    const picker = page.root.querySelector<HTMLElement>('syncfy-site-picker')!;
    picker.hidden = true;
    await settle();
    picker.hidden = false;
    await settle();
    expect(inSight(page)[0]!.ariaPosInSet).to.equal(before);
    const { parentNode } = picker;
    picker.remove();
    await settle();
    parentNode!.append(picker);
    await settle();
    expect(inSight(page)[0]!.ariaPosInSet, 'taken out and put back').to.equal(before);
  });

  it('what comes into sight is there, whatever scrolls around it', async () => {
    const page = await show(SHORT, '--syncfy-list-height: none');
    // Its scrolling is told to nobody outside of the shadow root.
    const around = document.createElement('div');
    around.attachShadow({ mode: 'open' }).innerHTML =
      '<div style="block-size: 400px; overflow: auto"><slot></slot></div>';
    page.root.replaceWith(around);
    around.append(page.root);
    const scroller = around.shadowRoot!.firstElementChild!;
    await settle();
    try {
      for (const top of [900, 3000, 500]) {
        scroller.scrollTop = top;
        await settle();
        const box = scroller.getBoundingClientRect();
        const there = [...list(page).querySelectorAll('[aria-posinset]')].some(row => {
          const { top: from, bottom: to } = row.getBoundingClientRect();
          return from <= box.top + box.height / 2 && to >= box.top + box.height / 2;
        });
        expect(there, `a row in the middle at ${top}`).to.equal(true);
      }
    } finally {
      around.remove();
    }
  });

  for (const [where, style] of [
    ['as it is', ''],
    ['in a page that is zoomed', 'zoom: 1.25'],
    ['in a page that is scaled', 'scale: 0.8'],
  ] as const) {
    it(`what is opened stays where it is, though one above it closes, ${where}`, async () => {
      const page = await show(LONG, style);
      const closed = () => listed(page).filter(row => row.ariaExpanded === 'false');
      closed()[0]!.click();
      await settle();
      const row = closed()[0]!;
      row.scrollIntoView({ block: 'center' });
      await settle();
      const { top } = row.getBoundingClientRect();
      row.click();
      await settle();
      expect(row.ariaExpanded).to.equal('true');
      expect(Math.abs(row.getBoundingClientRect().top - top)).to.be.below(2);
    });

    it(`what is picked comes in sight, ${where}`, async () => {
      const page = await show(LONG, `--syncfy-list-height: 200px; ${style}`);
      page.root.querySelector('syncfy-site-picker')!.value = 's301.0';
      await until('the row', () => positions(page).includes(302));
      await settle();
      expect(inSight(page).map(row => row.ariaPosInSet)).to.include('302');
    });
  }

  it('what is picked above what is in sight comes back', async () => {
    const page = await show(LONG, '--syncfy-list-height: 200px');
    list(page).scrollTop = 20_000;
    await until('the rows there', () => positions(page)[1]! > 100);
    await settle();
    page.root.querySelector('syncfy-site-picker')!.value = 's13.0';
    await until('the row', () => inSight(page).some(row => row.ariaPosInSet === '14'));
    await settle();
    expect(inSight(page).map(row => row.ariaPosInSet)).to.include('14');
  });

  it('a list that has the focus itself, as in Firefox, can be gone through by keys', async () => {
    const page = await show(LONG);
    list(page).tabIndex = -1;
    list(page).focus();
    await settle();
    expect(listed(page).filter(row => row.tabIndex === 0).length).to.equal(1);
    parts(page.root, 'search-input')[0]!.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ArrowDown', cancelable: true }),
    );
    await settle();
    expect(focused(page) === listed(page)[0]).to.equal(true);
  });
});
