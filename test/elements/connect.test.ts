import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { SyncfyConnect } from '../../src/index.js';
import {
  all,
  closePages,
  fill,
  focused,
  open,
  PACE,
  parts,
  settled,
  standsStill,
  startSandbox,
  textOf,
  toForm,
  until,
  visibleText,
  type Page,
  type Sandbox,
} from '../support/flow.js';
import { expectAccessible } from '../support/page.js';

let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox({ pace: PACE });
});
after(async () => {
  await sandbox.close();
  await setViewport({ width: 800, height: 600 });
});
afterEach(async () => {
  closePages();
  await sandbox.reset();
});

async function reaches({ connect }: Page, step: string): Promise<void> {
  await until(step, () => connect?.step === step);
  await connect?.updateComplete;
}

const CODE = 'Code to end with (200 if left empty)';
const cover = ({ root }: Page) => parts(root, 'cover')[0] as HTMLImageElement | undefined;
const form = ({ root }: Page) => parts(root, 'form')[0]?.shadowRoot as ShadowRoot;

describe('the organization leads the form', () => {
  /** Has the browser ask again for a picture whose first answer never comes. */
  async function comes(image: HTMLImageElement): Promise<void> {
    await sandbox.faults({});
    image.src += '?again';
  }

  it('its cover, in place of the logo, has its room before it is there', async () => {
    await sandbox.faults({ rules: [{ match: { path: '*/cover.svg' }, action: { hang: true } }] });
    const page = await open(sandbox, { connect: 'no-consent' });
    await toForm(page, 'Normal');
    const image = await until('the cover', () => cover(page));
    expect(image.complete).to.equal(false);
    const { height } = image.getBoundingClientRect();
    expect(height).to.be.greaterThan(60);
    await comes(image);
    await until('it is loaded', () => image.naturalWidth > 0);
    expect(image.getBoundingClientRect().height).to.equal(height);
    expect(image.alt).to.equal('');
    expect(parts(form(page), 'logo')).to.have.length(0);
  });

  it('a cover that cannot be loaded leaves its room, with the logo in it', async () => {
    await sandbox.faults({ rules: [{ match: { path: '*/cover.svg' }, action: { hang: true } }] });
    const page = await open(sandbox, { connect: 'no-consent' });
    // Another organization: the browser keeps the picture of the first.
    await toForm(page, 'Accounts (2FA)', 'Acme Labs');
    const image = await until('the cover', () => cover(page));
    const top = () => parts(form(page), 'heading')[0]!.getBoundingClientRect().top;
    const before = top();
    await sandbox.faults({ rules: [{ match: { path: '*/cover.svg' }, action: { status: 404 } }] });
    image.src += '?again';
    await until('the logo', () => parts(form(page), 'logo-image')[0]);
    expect(image.isConnected).to.equal(false);
    expect(top()).to.equal(before);
    // Whoever comes again finds the logo beside the heading.
    await sandbox.faults({});
    for (const [site, organization] of [['Normal'], ['Accounts (2FA)', 'Acme Labs']] as const) {
      await page.user.pressKey('common.back');
      await toForm(page, site, organization);
    }
    await until('the logo', () => parts(form(page), 'logo-image')[0]);
    expect(cover(page) === undefined).to.equal(true);
  });

  it('its name stands clear of the ring around the heading', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    await toForm(page, 'Normal');
    const heading = parts(form(page), 'heading')[0]!;
    const text = document.createRange();
    text.selectNodeContents(parts(form(page), 'organization')[0]!);
    heading.focus({ focusVisible: true } as FocusOptions);
    const { outlineWidth, outlineOffset } = getComputedStyle(heading);
    expect(outlineWidth).to.equal('3px');
    const ring = heading.getBoundingClientRect().bottom + parseFloat(outlineOffset) + parseFloat(outlineWidth);
    expect(text.getBoundingClientRect().top).to.be.at.least(ring);
  });

  it('none where the organization has none', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    fill(await page.user.find('searchbox'), 'Caja Popular Los Volcanes');
    await page.user.press(/Personas/);
    await until('initials', () => parts(form(page), 'logo-initials')[0]);
    expect(cover(page) === undefined).to.equal(true);
  });
});

describe('the consent', () => {
  const promises = ({ root }: Page) => parts(root, 'promise').map(textOf);

  it('says that Syncfy keeps the password, and with no-save, that nobody does', async () => {
    const page = await open(sandbox);
    const words = (key: 'consent.notKept' | 'consent.notStored') => page.user.l10n.words(key).text;
    await until('the promises', () => promises(page)[2]);
    expect(promises(page).join()).to.include(words('consent.notKept'));
    page.root.querySelector('syncfy-connect')!.toggleAttribute('no-save', true);
    await until('it says so', () => promises(page).join().includes(words('consent.notStored')));
    expect(promises(page).join()).not.to.include(words('consent.notKept'));
    // What is stored already stays.
    page.root.querySelector('syncfy-connect')!.setAttribute('credential-id', 'c');
    await until('it says so', () => promises(page).join().includes(words('consent.notKept')));
  });
});

describe('on a phone', () => {
  it('a step begins with the way back, and the heading, in sight', async () => {
    await setViewport({ width: 390, height: 640 });
    try {
      const page = await open(sandbox, { connect: 'no-consent' });
      await page.user.picks('Normal');
      await until('the heading', () => focused()?.localName === 'h2');
      const back = await page.user.find('button', page.user.words('common.back'));
      document.body.style.paddingBlockEnd = '2000px';
      scrollBy(0, focused()!.getBoundingClientRect().top + 10);
      expect(back.getBoundingClientRect().bottom).to.be.below(0);
      focused()!.blur();
      page.connect.shadowRoot!.querySelector('syncfy-credential-form')!.focusStart();
      expect(back.getBoundingClientRect().top).to.be.at.least(0);
    } finally {
      document.body.style.paddingBlockEnd = '';
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('no word of a heading is broken for want of room beside the logos', async () => {
    await setViewport({ width: 320, height: 640 });
    try {
      const page = await open(sandbox, { connect: 'no-consent', locale: 'es' });
      await toForm(page, 'Code Response Simulator');
      await page.user.logsIn({ Username: 'test', Password: 'test', [CODE]: '509' });
      await reaches(page, 'failure');
      const status = page.connect.shadowRoot!.querySelector('syncfy-job-status')!.shadowRoot!;
      const heading = parts(status, 'heading')[0]!.querySelector('slot')!;
      // Under the widest font that there may be.
      Object.assign(heading.style, { fontFamily: 'DejaVu Sans, Verdana' });
      const text = [...heading.childNodes].find(node => node.nodeType === Node.TEXT_NODE && node.nodeValue!.trim())!;
      const word = document.createRange();
      for (const { 0: letters, index } of text.nodeValue!.matchAll(/\S+/g)) {
        word.setStart(text, index);
        word.setEnd(text, index + letters.length);
        expect(word.getClientRects(), letters).to.have.length(1);
      }
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });
});

describe('after the time ran out', () => {
  it('the way back is one button: the user name is there, the password has the focus', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const { user, events } = page;
    await toForm(page, 'Code Response Simulator');
    await user.logsIn({ Username: 'test', Password: 'test', [CODE]: '411' });
    const refusal = await until('the refusal', () => user.sees('alert'));
    expect(textOf(refusal), 'what support asks for is read out to nobody').not.to.include(events.ends[0]!.rid);
    expect(((await user.find('textbox', 'Username')) as HTMLInputElement).value).to.equal('test');
    const password = await user.find('textbox', 'Password');
    expect(focused() === password).to.equal(true);
    expect(parts(form(page), 'rid').map(textOf)).to.deep.equal([events.ends[0]!.rid]);
    fill(password, 'test');
    fill(await user.find('textbox', CODE), '');
    await user.pressKey('form.submit');
    await reaches(page, 'success');
    expect(events.ends.map(({ code }) => code)).to.deep.equal([411, 200]);
  });
});

describe('in a dialog on a phone that lies on its side', () => {
  it('the way out stays in sight, and covers neither what has the focus nor its label', async () => {
    await setViewport({ width: 640, height: 320 });
    try {
      const page = await open(sandbox, { connect: 'no-consent mode="dialog" open' });
      await toForm(page, 'Code Response Simulator');
      const bar = () => parts(page.root, 'top')[0]!.getBoundingClientRect();
      const dialog = () => parts(page.root, 'dialog')[0]!.getBoundingClientRect();
      for (const input of [...all(form(page), 'textbox'), ...all(form(page), 'textbox').reverse()]) {
        input.focus();
        await settled();
        expect(bar().top).to.be.at.least(dialog().top);
        const [label] = (input as HTMLInputElement).labels!;
        expect(label!.getBoundingClientRect().top).to.be.at.least(bar().bottom);
      }
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });
});

describe('a sheet', () => {
  it('moves no button when a lost connection is said, nor when it is back', async () => {
    await setViewport({ width: 390, height: 844 });
    try {
      await sandbox.faults({ nextJob: { socket: { refuse: true } } });
      const page = await open(sandbox, { connect: 'no-consent mode="dialog" open' });
      await toForm(page, 'Token (2FA)');
      await page.user.logsIn();
      const send = await page.user.find('button', page.user.words('twofa.submit'));
      const { root, session } = page;
      const places = () => [send, ...parts(root, 'button-cancel'), ...parts(root, 'field-input')].map(topOf);
      const topOf = (element: Element) => element.getBoundingClientRect().top;
      await settled();
      const before = places();
      await sandbox.faults({ rules: [{ match: { path: '*/status' }, action: { status: 500 } }] });
      session.job!.wake();
      const trouble = await until('the trouble', () => parts(root, 'trouble').at(-1));
      expect(places()).to.deep.equal(before);
      const fields = parts(root, 'fields').find(one => one.contains(parts(root, 'field-input').at(-1)!))!;
      expect(trouble!.getBoundingClientRect().bottom).to.be.at.most(topOf(fields));
      expect(trouble!.getBoundingClientRect().top).to.be.above(topOf(parts(root, 'header').at(-1)!));
      await sandbox.faults({});
      session.job!.wake();
      await until('all is well', () => !parts(root, 'trouble').length);
      expect(places()).to.deep.equal(before);
    } finally {
      await sandbox.faults({});
      await setViewport({ width: 800, height: 600 });
    }
  });
});

describe('in a dialog', () => {
  for (const [width, height] of [
    [1280, 720],
    [390, 664],
  ] as const) {
    it(`the list scrolls, and nothing around it, at ${width} × ${height}`, async () => {
      await setViewport({ width, height });
      try {
        const page = await open(sandbox, { connect: 'no-consent mode="dialog" open' });
        const list = await until('the list', () => parts(page.root, 'list')[0]);
        const [dialog] = parts(page.root, 'dialog');
        expect(list.scrollHeight).to.be.above(list.clientHeight);
        expect(dialog!.scrollHeight).to.equal(dialog!.clientHeight);
      } finally {
        await setViewport({ width: 800, height: 600 });
      }
    });

    it(`its lower end is on the screen where the page is zoomed by CSS, at ${width} × ${height}`, async () => {
      await setViewport({ width, height });
      document.documentElement.style.zoom = '2';
      try {
        const page = await open(sandbox, { connect: 'no-consent mode="dialog" open' });
        await until('the list', () => parts(page.root, 'list')[0]);
        const dialog = parts(page.root, 'dialog')[0]!;
        await Promise.all(dialog.getAnimations().map(({ finished }) => finished));
        const { top, bottom } = dialog.getBoundingClientRect();
        expect(top).to.be.above(0);
        expect(bottom).to.be.at.most(document.documentElement.clientHeight + 1);
      } finally {
        document.documentElement.style.zoom = '';
        await setViewport({ width: 800, height: 600 });
      }
    });
  }
});

describe('where the page makes it as wide as what is in it', () => {
  const widthOf = (page: Page) => parts(page.root, 'card')[0]!.offsetWidth;

  it('it has one width in all steps', async () => {
    const page = await open(sandbox, { connect: '' });
    Object.assign(page.session.style, { display: 'flex', justifyContent: 'center' });
    const widths = [widthOf(page)];
    page.connect.addEventListener('syncfy-step', () => {
      void page.connect.updateComplete.then(() => widths.push(widthOf(page)));
    });
    (await page.user.find('button', page.user.words('common.continue'))).click();
    await toForm(page, 'Normal');
    await page.user.logsIn();
    await reaches(page, 'success');
    await settled();
    expect(widths.length).to.equal(5);
    expect([...new Set(widths)]).to.deep.equal([440]);
  });

  it('it is no wider than there is room', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    Object.assign(page.session.style, { display: 'flex', inlineSize: '320px' });
    await toForm(page, 'Normal');
    expect(widthOf(page)).to.equal(320);
  });

  it('it keeps enough to be used beside an article that takes all it can', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const article = document.createElement('p');
    article.textContent = 'What an account is for. '.repeat(99);
    page.session.append(article);
    page.session.style.display = 'flex';
    await toForm(page, 'Normal');
    expect(widthOf(page)).to.equal(240);
  });

  it('but is no wider than a narrow column', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    page.session.style.cssText = 'display: block; inline-size: 200px';
    await toForm(page, 'Normal');
    expect(widthOf(page)).to.equal(200);
    // Nor moved aside where the page lays out what is in the element.
    page.session.style.inlineSize = '440px';
    page.connect.style.display = 'flex';
    await settled();
    const [card] = parts(page.root, 'card');
    expect(card!.getBoundingClientRect().left).to.equal(page.connect.getBoundingClientRect().left);
  });

  it('closed as a dialog, it takes no room there', async () => {
    const page = await open(sandbox, { connect: 'mode="dialog"' });
    page.session.style.display = 'flex';
    const after = document.createElement('p');
    page.session.append(after);
    await settled();
    expect(after.getBoundingClientRect().left).to.equal(page.session.getBoundingClientRect().left);
  });

  it('it is as wide as the page makes its card', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const [card] = parts(page.root, 'card');
    card!.style.maxInlineSize = '600px';
    await toForm(page, 'Normal');
    const [fields] = parts(page.root, 'fields');
    expect(fields!.offsetWidth).to.be.within(540, 600);
  });
});

describe('how it ended, on a small phone', () => {
  it('stands under its sign and the logo, where words would break beside them', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    page.connect.style.maxInlineSize = '288px';
    await toForm(page, 'Normal');
    await page.user.logsIn();
    await reaches(page, 'success');
    const heading = await page.user.find('heading', page.user.words('end.success', { site: 'Acme Bank' }));
    const status = page.connect.shadowRoot!.querySelector('syncfy-job-status')!;
    const [mark] = parts(status.shadowRoot!, 'mark');
    expect(heading.getBoundingClientRect().top).to.be.at.least(mark!.getBoundingClientRect().bottom);
  });
});

describe('consent', () => {
  const LONG = 'Despacho Contable Internacional Aurora Boreal y Asociados, Sociedad Civil de Responsabilidad Limitada';

  it('says who asks and what for, with a link and one button, and nothing is asked of Syncfy before', async () => {
    const page = await open(sandbox, { connect: `client-name="${LONG}" policy-url="https://example.com/p"` });
    const { connect, user, root } = page;
    await reaches(page, 'consent');
    expect(visibleText(root)).to.include(user.words('consent.asks', { client: LONG }));
    const link = (await user.find('link')) as HTMLAnchorElement;
    expect(link.href).to.equal('https://example.com/p');
    expect([...link.relList]).to.include.members(['noopener', 'noreferrer']);
    // The promises beside the icons, and the names in the text, say it all.
    const pictures = [...parts(root, 'logos'), ...parts(root, 'icon')];
    expect(pictures.map(one => one.ariaHidden)).to.deep.equal(Array(5).fill('true'));
    expect(all(root, 'button').map(textOf)).to.deep.equal([user.words('common.continue')]);
    expect(parts(root, 'logo-initials').map(textOf)).to.deep.equal(['DC', 'S']);
    expect(connect.scrollWidth).to.equal(connect.clientWidth);
    expect((await sandbox.requests()).map(({ path }) => path)).to.deep.equal([]);
    await user.consents();
    await reaches(page, 'pick');
    expect(page.events.steps).to.deep.equal(['consent', 'pick']);
  });

  it('a logo that cannot be loaded leaves initials', async () => {
    const page = await open(sandbox, {
      connect: `client-name="Aurora" client-logo="${sandbox.assetsBase}/assets/x/y"`,
    });
    await until('initials', () => parts(page.root, 'logo-initials').length === 2);
    expect(parts(page.root, 'logo-image')).to.have.length(0);
  });

  it('a logo that cannot be loaded leaves nothing where the page gives no name', async () => {
    const page = await open(sandbox, { connect: `client-logo="${sandbox.assetsBase}/assets/x/y"` });
    await until('initials', () => parts(page.root, 'logo-initials').length === 2);
    const [logos] = parts(page.root, 'logos');
    expect([...logos!.children].map(one => one.checkVisibility())).to.deep.equal([false, false, true]);
  });

  for (const [locale, language] of [
    ['es', 'es'],
    ['pt', 'es'],
    ['en', 'en'],
  ] as const)
    it(`without a client only Syncfy is shown, and its policy: ${locale}`, async () => {
      const page = await open(sandbox, { locale });
      await reaches(page, 'consent');
      expect(parts(page.root, 'logo')).to.have.length(1);
      const { href } = (await page.user.find('link')) as HTMLAnchorElement;
      expect(href).to.match(new RegExp(`^https://help\\.paybook\\.com/${language}/`));
    });

  it('policy-url: one that cannot be used is no link, nor Syncfy’s in its place', async () => {
    const page = await open(sandbox, { connect: 'policy-url="javascript:alert(1)"' });
    await reaches(page, 'consent');
    expect(page.user.sees('link') === undefined).to.equal(true);
  });

  it('no-consent leaves it out', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    await reaches(page, 'pick');
    expect(page.events.steps).to.deep.equal(['pick']);
  });
});

describe('in a page from right to left', () => {
  afterEach(() => {
    document.documentElement.removeAttribute('dir');
    document.documentElement.lang = 'en';
  });

  it('the layout is mirrored, and what is English reads as English', async () => {
    Object.assign(document.documentElement, { dir: 'rtl', lang: 'ar' });
    await setViewport({ width: 320, height: 700 });
    const page = await open(sandbox, { locale: 'ar', connect: 'client-name="محاسبة"' });
    const { root, user } = page;
    const connect = page.connect as SyncfyConnect;
    await reaches(page, 'consent');
    expect(parts(root, 'card')[0]?.lang).to.equal('en');
    await expectAccessible(connect);
    await toForm(page, 'Normal');
    const heading = (await user.find('heading')) as HTMLElement;
    expect(getComputedStyle(heading).textAlign).to.equal('right');
    const back = all(root, 'button', user.words('common.back'))[0]!;
    const card = parts(root, 'card')[0]!.getBoundingClientRect();
    expect(card.right - back.getBoundingClientRect().right).to.be.lessThan(40);
    // The full stop of an English sentence stands at its right.
    const sentence = parts(root, 'private')[0]!.querySelector('span')!;
    const text = [...sentence.childNodes].find(node => (node as Text).data?.includes('.')) as Text;
    const place = (at: number) => {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect();
    };
    const stop = text.data.lastIndexOf('.');
    expect(place(stop).left).to.be.greaterThan(place(stop - 1).left);
    expect(connect.scrollWidth).to.equal(connect.clientWidth);
    await expectAccessible(connect);
  });
});

describe('<syncfy-connect>', () => {
  // Every other state, in every language and width: contract/people.test.ts.
  for (const [mode, locale, width] of [
    ['inline', 'es', 320],
    ['dialog', 'en', 1280],
  ] as const) {
    it(`is accessible in every step, ${mode}, ${locale}, ${width} px`, async () => {
      await setViewport({ width, height: 700 });
      const page = await open(sandbox, { locale, connect: `mode="${mode}" client-name="Contadora Aurora"` });
      const connect = page.connect as SyncfyConnect;
      if (mode === 'dialog') connect.show();
      await connect.updateComplete;
      const check = () => expectAccessible(mode === 'dialog' ? document.body : connect);
      await reaches(page, 'consent');
      await check();
      await toForm(page, 'Token (2FA)');
      await check();
      await page.user.logsIn({ Username: 'test', Password: 'wrong' });
      await until('the refusal', () => page.user.sees('alert'));
      await check();
      await standsStill(sandbox, 100);
      await page.user.logsIn();
      await reaches(page, 'working');
      await until('it says so', () => page.events.codes.at(-1) === 100);
      await check();
      expect(connect.step, 'all the while').to.equal('working');
      await sandbox.faults({});
      await reaches(page, 'challenge');
      await check();
      await page.user.type('Enter any number sequence as a token', '123456');
      await page.user.pressKey('twofa.submit');
      await reaches(page, 'success');
      await check();
      await page.user.pressKey('end.another');
      await reaches(page, 'pick');
      await check();
    }).timeout(60_000);
  }
});
