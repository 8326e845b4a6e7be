// The fields of a form, each kind as people use it: what it shows, says, takes and hands on.
import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { Challenge, Site } from '../../src/api/schemas.js';
import type { SyncfyCredentialForm, SyncfyTwofa } from '../../src/index.js';
import { holdClock } from '../support/clock.js';
import {
  all,
  closePages,
  deep,
  fill,
  focused,
  holdTimers,
  nameOf,
  open,
  parts,
  sandboxForAll,
  settled,
  textOf,
  until,
  visibleText,
  type Page,
} from '../support/flow.js';
import { expectAccessible } from '../support/page.js';

const sandbox = await sandboxForAll();

const element = (name: string, more: object = {}) => ({ name, type: 'text', label: name, required: true, ...more });
const options = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ label: `Choice ${index + 1}`, value: index + 1 }));
const problems = ({ root }: Page) => parts(root, 'field-error').map(textOf);
const form = ({ root }: Page) => root.querySelector('syncfy-credential-form') as SyncfyCredentialForm;

/** A form of the page's own elements. */
async function login(credentials: object[], attributes = '', locale = 'en'): Promise<Page> {
  const page = await open(sandbox, {
    body: `<syncfy-credential-form ${attributes}></syncfy-credential-form>`,
    locale,
  });
  form(page).site = { id_site: 's1', name: 'My bank', credentials } as unknown as Site;
  await until('the form', () => parts(page.root, 'fields')[0]);
  return page;
}

/** A challenge of the page's own elements. */
async function challenge(twofa: object[], attributes = ''): Promise<Page> {
  const page = await open(sandbox, { body: `<syncfy-twofa ${attributes}></syncfy-twofa>` });
  const shown = page.root.querySelector('syncfy-twofa') as SyncfyTwofa;
  shown.challenge = { code: 410, address: `${sandbox.apiBase}/jobs/none/twofa`, twofa } as unknown as Challenge;
  await until('it is shown', () => parts(page.root, 'base')[0]?.querySelector('h2'));
  return page;
}

/** Sends the form, and answers what was posted. */
async function posted(page: Page, button = page.user.words('form.submit')): Promise<Record<string, unknown>> {
  const before = (await sandbox.requests()).length;
  await page.user.press(button);
  const sent = await until('what was posted', async () =>
    (await sandbox.requests()).slice(before).find(one => one.method === 'POST'),
  );
  const body = sent.body as Record<'credentials' | 'twofa', Record<string, unknown>>;
  return body.credentials ?? body.twofa;
}

const sentAnswers = (page: Page) => posted(page, page.user.words('twofa.submit'));

function choose(input: HTMLElement, ...files: File[]): void {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  (input as HTMLInputElement).files = transfer.files;
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

const fileInput = (page: Page) =>
  [...deep(page.root)].find(one => (one as HTMLInputElement).type === 'file') as HTMLInputElement;

describe('choices', () => {
  it('few are a radio group, whose value is posted as it is', async () => {
    const page = await login([element('branch', { type: 'select', options: options(6) })]);
    expect(all(page.root, 'radiogroup').map(nameOf)).to.deep.equal(['branch']);
    expect(all(page.root, 'radio').map(nameOf)).to.deep.equal(options(6).map(({ label }) => label));
    await expectAccessible(page.root);
    await page.user.choose('radio', 'Choice 3');
    expect(await posted(page)).to.deep.equal({ branch: 3 });
  });

  it('where none need be chosen, a choice can be taken back', async () => {
    const page = await login([element('branch', { type: 'select', options: options(3), required: false })]);
    await page.user.choose('radio', 'Choice 2');
    await page.user.choose('radio', page.user.words('form.none'));
    expect(await posted(page)).to.deep.equal({});
  });

  it('one that must be chosen is asked for, at the group', async () => {
    const page = await login([element('branch', { type: 'options', options: options(2) })]);
    await page.user.pressKey('form.submit');
    await until('the problem', () => problems(page).length === 1);
    const group = all(page.root, 'radiogroup')[0]!;
    expect(group.getAttribute('aria-required')).to.equal('true');
    const said = (group.getRootNode() as ShadowRoot).getElementById(group.getAttribute('aria-describedby')!);
    expect(textOf(said!)).to.equal(page.user.words('form.required'));
    expect(focused() === all(page.root, 'radio')[0]).to.equal(true);
    await expectAccessible(page.root);
  });

  it('many are a native select', async () => {
    const page = await login([element('branch', { type: 'select', options: options(7) })]);
    await page.user.select('branch', 'Choice 7');
    await expectAccessible(page.root);
    expect(await posted(page)).to.deep.equal({ branch: 7 });
  });

  it('the filter is emptied with the rest', async () => {
    const page = await login([element('city', { type: 'select', options: options(60) })]);
    fill(await page.user.find('searchbox'), 'choice 60');
    await until('one', () => all(page.root, 'radio').length === 1);
    form(page).reset();
    await until('all', () => all(page.root, 'radio').length === 60);
  });

  it('two of one value are told apart', async () => {
    const twins = [...options(7), { label: 'Text', value: '7' }];
    const page = await login([element('branch', { type: 'select', options: twins })]);
    await page.user.select('branch', 'Text');
    const select = (await page.user.find('combobox', 'branch')) as HTMLSelectElement;
    // By a person: the eighth one.
    select.selectedIndex = 8;
    expect(await posted(page)).to.deep.equal({ branch: '7' });
  });

  it('very many are a list with a filter, which keeps what is chosen in sight', async () => {
    const page = await login([
      element('city', { type: 'select', options: [...options(300), { label: 'Mérida', value: 'x' }] }),
    ]);
    expect(all(page.root, 'radio').length).to.equal(301);
    await expectAccessible(page.root);
    const filter = await page.user.find('searchbox');
    expect(nameOf(filter)).to.include('city');
    fill(filter, 'merida');
    await until('one', () => all(page.root, 'radio').length === 1);
    expect(all(page.root, 'status').map(textOf)).to.include(page.user.words('form.found', { n: '1', all: '301' }));
    await page.user.choose('radio', 'Mérida');
    fill(filter, 'choice 30 ');
    await until('two and the chosen one', () => all(page.root, 'radio').length === 3);
    expect((all(page.root, 'radio', 'Mérida')[0] as HTMLInputElement).checked).to.equal(true);
    fill(filter, 'nothing of the kind');
    await until('the chosen one', () => all(page.root, 'radio').length === 1);
    filter.focus();
    await sendKeys({ press: 'Enter' });
    await settled();
    expect(page.events.all.map(({ name }) => name)).to.deep.equal([]);
    expect(await posted(page)).to.deep.equal({ city: 'x' });
  });

  it('what a filter leaves moves nothing under the list', async () => {
    const page = await login([element('city', { type: 'select', options: options(60) })]);
    const top = () => parts(page.root, 'button-main')[0]!.getBoundingClientRect().top;
    const before = top();
    for (const text of ['choice 30 ', 'nothing of the kind']) {
      fill(await page.user.find('searchbox'), text);
      await until('fewer', () => all(page.root, 'radio').length < 2);
      expect(top(), text).to.equal(before);
    }
  });

  it('what is wrong stands as far from a long list as from any other', async () => {
    const page = await login([2, 60].map(count => element('city', { type: 'select', options: options(count) })));
    await page.user.pressKey('form.submit');
    await until('the problems', () => problems(page).length === 2);
    const [few, many] = parts(page.root, 'field-error').map(
      one => one.getBoundingClientRect().top - one.previousElementSibling!.getBoundingClientRect().bottom,
    );
    expect(many).to.equal(few);
  });

  it('a challenge’s are shown by the same rule', async () => {
    const page = await challenge([
      element('few', { type: 'textOptions', options: options(6) }),
      element('many', { type: 'select', options: options(7) }),
      element('very', { type: 'textOptions', options: options(51) }),
    ]);
    expect(all(page.root, 'radiogroup').map(nameOf)).to.deep.equal(['few', 'very']);
    expect(all(page.root, 'combobox').map(nameOf)).to.deep.equal(['many']);
  });

  it('accounts can all be chosen at once, and one taken back', async () => {
    const page = await challenge([element('accounts', { type: 'accounts', options: options(3) })]);
    const every = page.user.words('twofa.selectAll');
    const box = (name: string) => all(page.root, 'checkbox', name)[0] as HTMLInputElement;
    await expectAccessible(page.root);
    await page.user.pressKey('twofa.submit');
    await until('the problem', () => problems(page)[0]);
    await settled();
    expect(focused() === box('Choice 1'), 'the focus is on the first').to.equal(true);
    expect(box('Choice 1').ariaInvalid).to.equal('true');
    const said = box('Choice 1').getAttribute('aria-describedby')!;
    expect(textOf((box('Choice 1').getRootNode() as ShadowRoot).getElementById(said)!)).to.equal(problems(page)[0]);
    await expectAccessible(page.root);
    await page.user.choose('checkbox', every);
    await until('it is mended', () => problems(page).length === 0);
    expect(box('Choice 1').ariaInvalid).to.equal(null);
    expect(all(page.root, 'checkbox').map(one => (one as HTMLInputElement).checked)).to.deep.equal(Array(4).fill(true));
    await page.user.choose('checkbox', 'Choice 2');
    expect([box(every).checked, box(every).indeterminate]).to.deep.equal([false, true]);
    await page.user.choose('checkbox', every);
    expect(box('Choice 2').checked).to.equal(true);
    await page.user.choose('checkbox', every);
    expect(all(page.root, 'checkbox').some(one => (one as HTMLInputElement).checked)).to.equal(false);
    await page.user.choose('checkbox', 'Choice 3');
    await page.user.choose('checkbox', 'Choice 1');
    expect(await sentAnswers(page)).to.deep.equal({ accounts: '1,3' });
  });

  it('all that a filter leaves can be chosen at once, and no others', async () => {
    const page = await challenge([element('accounts', { type: 'accounts', options: options(60) })]);
    const every = all(page.root, 'checkbox', page.user.words('twofa.selectAll'))[0] as HTMLInputElement;
    const filter = await page.user.find('searchbox');
    fill(filter, 'choice 6');
    await until('two, and all', () => all(page.root, 'checkbox').length === 3);
    every.click();
    expect(every.checked).to.equal(true);
    fill(filter, '');
    await until('not all', () => every.indeterminate);
    fill(filter, 'nothing');
    await until('but what is chosen', () => all(page.root, 'checkbox').length === 3);
    expect(await sentAnswers(page)).to.deep.equal({ accounts: '6,60' });
  });

  it('all that were chosen at once are not when one comes back to the page, nor does it say so', async () => {
    const page = await challenge([element('accounts', { type: 'accounts', options: options(2) })]);
    const checked = () => all(page.root, 'checkbox').map(one => (one as HTMLInputElement).checked);
    await page.user.choose('checkbox', page.user.words('twofa.selectAll'));
    expect(checked()).to.deep.equal([true, true, true]);
    await settled();
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await settled();
    expect(checked()).to.deep.equal([false, false, false]);
  });

  it('those without a value of their own stand for their label', async () => {
    const plain = [{ label: 'North' }, { label: 'South', value: null }, { label: 'None of these', value: '' }];
    const page = await login([element('branch', { type: 'select', options: plain })]);
    await page.user.choose('radio', 'South');
    expect(await posted(page)).to.deep.equal({ branch: 'South' });
  });

  for (const count of [2, 8, 60]) {
    it(`one that is worth nothing can be made, of ${count}`, async () => {
      const all = [{ label: 'I have no company', value: '' }, ...options(count - 1)];
      const page = await login([element('company', { type: 'select', options: all })]);
      await page.user.pressKey('form.submit');
      await until('nothing is chosen yet', () => problems(page)[0] === page.user.words('form.required'));
      if (count === 8) await page.user.select('company', 'I have no company');
      else await page.user.choose('radio', 'I have no company');
      await until('it is mended', () => problems(page).length === 0);
      expect(await posted(page)).to.deep.equal({ company: '' });
    });
  }

  it('none of some that are worth nothing is not posted', async () => {
    const none = [{ label: 'I have no company', value: '' }];
    const page = await login([
      element('company', { type: 'select', options: [...none, ...options(1)], required: false }),
      element('branch', { type: 'select', options: [...none, ...options(9)], required: false }),
    ]);
    await page.user.choose('radio', 'I have no company');
    await page.user.choose('radio', page.user.words('form.none'));
    expect(await posted(page)).to.deep.equal({});
  });

  it('a challenge’s that is worth nothing, and a picture of which nothing is said, can be made', async () => {
    const picture = { imgURL: 'https://localhost:1/a.png' };
    const page = await challenge([
      element('phone', { type: 'textOptions', options: [{ label: 'Another one', value: '' }, ...options(1)] }),
      element('image', { type: 'options', options: [picture, picture] }),
    ]);
    await page.user.choose('radio', 'Another one');
    (await until('pictures', () => all(page.root, 'radio')[3]))!.click();
    expect(await sentAnswers(page)).to.deep.equal({ phone: '', image: '' });
  });
});

describe('mistakes', () => {
  const CARD = element('card', { validation: [{ type: 'regex', value: '^\\d{4}$', error_message: 'Four digits' }] });
  const required = (page: Page) => page.user.words('form.required');

  it('another one comes only when the field is left', async () => {
    const page = await login([CARD]);
    await page.user.pressKey('form.submit');
    await until('the first', () => problems(page)[0] === required(page));
    const input = await page.user.type('card', '4');
    await settled();
    expect(problems(page)).to.deep.equal([]);
    input.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
    await until('the other', () => problems(page)[0] === 'Four digits');
  });

  it('is told again each time that Enter is pressed in it', async () => {
    const page = await login([CARD]);
    const input = await page.user.find('textbox', 'card');
    input.focus();
    await sendKeys({ press: 'Enter' });
    const alert = await page.user.find('alert');
    await sendKeys({ press: 'Enter' });
    await until('anew', () => all(page.root, 'alert')[0] !== alert);
    expect(textOf(await page.user.find('alert'))).to.equal(required(page));
  });

  it('one that comes while something else is pressed moves nothing from under the pointer', async () => {
    const page = await login([CARD, element('kind', { type: 'select', options: options(2) })]);
    await page.user.type('card', '4');
    (await page.user.find('textbox', 'card')).focus();
    const label = (await page.user.find('radio', 'Choice 1')).closest('label')!;
    const { x, y } = label.getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(x + 30), Math.round(y + 4)] });
    // Until it is sure that nothing is pressed.
    const goOn = holdTimers(1000);
    try {
      await sendMouse({ type: 'down' });
      await settled();
      await sendMouse({ type: 'up' });
    } finally {
      goOn();
    }
    await until('the mistake', () => problems(page)[0] === 'Four digits');
    expect((all(page.root, 'radio')[0] as HTMLInputElement).checked).to.equal(true);
  });

  it('… and comes when that is dragged away, too', async () => {
    const page = await login([CARD]);
    page.root.insertAdjacentHTML('beforeend', '<p draggable="true" id="dragged">Drag</p>');
    await page.user.type('card', '4');
    (await page.user.find('textbox', 'card')).focus();
    const dragged = page.root.querySelector('#dragged')!;
    const ends = new Promise(done => dragged.addEventListener('dragend', done));
    const { x, y } = dragged.getBoundingClientRect();
    const move = (by: number) => sendMouse({ type: 'move', position: [Math.round(x + by), Math.round(y + by / 2)] });
    await move(10);
    await sendMouse({ type: 'down' });
    await move(15);
    await move(60);
    await sendMouse({ type: 'up' });
    await ends;
    await until('the mistake', () => problems(page)[0] === 'Four digits');
  });
});

describe('files', () => {
  const pdf = (bytes: number, name = 'statement.pdf') =>
    new File([new Uint8Array(bytes)], name, { type: 'application/pdf' });
  const ask = (more: object = {}, attributes = '') =>
    login([element('file', { type: 'file', accept: '.pdf', ...more })], attributes);

  it('says what may be chosen, then what was', async () => {
    const page = await ask();
    expect(visibleText(page.root)).to.include(page.user.words('form.drop'));
    expect(textOf(parts(page.root, 'file')[0]))
      .to.include('.pdf')
      .and.to.include('10 MB');
    await expectAccessible(page.root);
    choose(fileInput(page), pdf(2500));
    await until('the name', () => textOf(parts(page.root, 'file')[0]) === 'statement.pdf 2.5 kB');
    const input = fileInput(page);
    const said = (input.getRootNode() as ShadowRoot).getElementById(input.getAttribute('aria-describedby')!);
    expect(textOf(said!)).to.equal('statement.pdf 2.5 kB');
    await expectAccessible(page.root);
    expect(await posted(page)).to.deep.equal({ file: `data:application/pdf;base64,${btoa('\0'.repeat(2500))}` });
  });

  it('fills the area that a file is dropped on, and is large enough to touch', async () => {
    const page = await ask();
    const [area, input] = [parts(page.root, 'drop')[0]!, fileInput(page)].map(one => one.getBoundingClientRect());
    expect(Math.abs(area!.width - input!.width)).to.be.lessThan(3);
    expect(Math.abs(area!.height - input!.height)).to.be.lessThan(3);
    expect(input!.height).to.be.greaterThan(44);
  });

  it('one of another kind is refused at once, and mended by another', async () => {
    const page = await ask();
    choose(fileInput(page), new File(['x'], 'photo.png', { type: 'image/png' }));
    await until('the problem', () => problems(page)[0] === page.user.words('form.fileType', { accept: '.pdf' }));
    expect(fileInput(page).ariaInvalid).to.equal('true');
    await expectAccessible(page.root);
    await page.user.pressKey('form.submit');
    await settled();
    expect(focused() === fileInput(page)).to.equal(true);
    expect(page.events.all.length).to.equal(0);
    choose(fileInput(page), pdf(1, 'STATEMENT.PDF'));
    await until('it is mended', () => problems(page).length === 0);
    expect(await posted(page)).to.have.keys('file');
  });

  it('one that was chosen can be taken back', async () => {
    const page = await ask({ required: false });
    choose(fileInput(page), new File(['x'], 'photo.png', { type: 'image/png' }));
    await until('the problem', () => problems(page)[0]);
    await expectAccessible(page.root);
    await page.user.press(`${page.user.words('form.remove')} photo.png`);
    await until('it is gone', () => visibleText(page.root).includes(page.user.words('form.drop')));
    expect(problems(page)).to.deep.equal([]);
    expect(focused() === fileInput(page)).to.equal(true);
    expect(await posted(page)).to.deep.equal({});
  });

  it('one of several kinds is taken, whatever stands between them', async () => {
    for (const accept of ['.pdf;.xml', '.pdf|.xml', '.xml , .pdf', '*.xml; *.pdf']) {
      const page = await ask({ accept });
      expect((fileInput(page) as HTMLInputElement).accept).to.match(/^[^;|]+,[^;|]+$/);
      choose(fileInput(page), new File(['x'], 'photo.png', { type: 'image/png' }));
      await until('the problem', () => problems(page)[0]);
      choose(fileInput(page), pdf(1));
      await until(`it is mended: ${accept}`, () => problems(page).length === 0);
      closePages();
    }
  });

  it('one of a type that systems call by several names is taken by the end of its name', async () => {
    const types = [
      ['application/zip', 'a.ZIP', 'application/x-zip-compressed'],
      ['text/csv', 'a.csv', 'application/vnd.ms-excel'],
      ['image/jpg', 'a.jpg', 'image/jpeg'],
    ] as const;
    for (const [accept, name, type] of types) {
      const page = await ask({ accept });
      choose(fileInput(page), new File(['x'], 'a.png', { type: 'image/png' }));
      await until('the problem', () => problems(page)[0]);
      choose(fileInput(page), new File(['x'], name, { type }));
      await until(`it is mended: ${accept}`, () => problems(page).length === 0);
      closePages();
    }
  });

  it('an empty one is refused at once', async () => {
    const page = await ask();
    choose(fileInput(page), pdf(0));
    await until('the problem', () => problems(page)[0] === page.user.words('form.fileUnread'));
  });

  it('any is taken where any may be chosen', async () => {
    for (const accept of ['*', '*.*', '*/*', '.pdf, *']) {
      const page = await ask({ accept });
      choose(fileInput(page), new File(['x'], 'photo', { type: 'image/png' }));
      await until('it is chosen', () => textOf(parts(page.root, 'file')[0]).includes('photo'));
      expect(problems(page), accept).to.deep.equal([]);
      closePages();
    }
  });

  it('one that is too large is refused; how large it may be, the page says', async () => {
    const page = await ask({}, 'max-file-size="2000"');
    choose(fileInput(page), pdf(2001));
    await until('the problem', () => problems(page)[0] === page.user.words('form.fileSize', { size: '2 kB' }));
    choose(fileInput(page), pdf(2000));
    await until('it is mended', () => problems(page).length === 0);
    for (const none of [Number.NaN, -1]) {
      form(page).maxFileSize = none;
      choose(fileInput(page), pdf(10_000_001));
      await until('the default', () => problems(page)[0] === page.user.words('form.fileSize', { size: '10 MB' }));
      choose(fileInput(page), pdf(1));
      await until('it is mended once more', () => problems(page).length === 0);
    }
  });

  it('shows that it is being read', async () => {
    // It is read, but not told to the end before that was looked at.
    const { FileReader } = globalThis;
    let tell!: () => void;
    const looked = new Promise<void>(resolve => (tell = resolve));
    globalThis.FileReader = class extends FileReader {
      override get onload() {
        return super.onload;
      }
      override set onload(run) {
        super.onload = event => void looked.then(() => run?.call(this, event));
      }
    };
    try {
      const page = await ask({}, `max-file-size="${2 ** 30}"`);
      choose(fileInput(page), pdf(60 * 2 ** 20));
      await page.user.pressKey('form.submit');
      const bar = await until('the progress', () => parts(page.root, 'progress')[0] as HTMLProgressElement);
      await until('some of it', () => bar.value > 0);
      form(page).reset();
      await until('it is gone', () => parts(page.root, 'progress').length === 0);
      tell();
      await settled();
      expect(parts(page.root, 'progress')).to.have.length(0);
    } finally {
      globalThis.FileReader = FileReader;
    }
  });

  it('says so where it cannot be read', async () => {
    const page = await ask();
    const gone = pdf(10);
    // The file was taken away after it had been chosen.
    Object.defineProperty(fileInput(page), 'files', {
      get: () => [{ name: gone.name, type: gone.type, size: gone.size }],
    });
    await page.user.pressKey('form.submit');
    await until('the problem', () => problems(page)[0] === page.user.words('form.fileUnread'));
    expect(page.events.of('syncfy-job-start').length).to.equal(0);
    expect(focused() === fileInput(page), 'it is to be chosen anew').to.equal(true);
  });

  it('says so, and takes the focus from nobody who has gone elsewhere', async () => {
    const page = await ask();
    const elsewhere = page.root.appendChild(document.createElement('input'));
    Object.defineProperty(fileInput(page), 'files', {
      get: () => [{ name: 'a.pdf', type: 'application/pdf', size: 9 }],
    });
    const pressed = page.user.pressKey('form.submit');
    elsewhere.focus();
    await pressed;
    elsewhere.focus();
    await until('it is said', () => parts(page.root, 'field-error')[0]?.role === 'alert');
    expect(focused() === elsewhere).to.equal(true);
  });
});

describe('what has neither label nor name', () => {
  it('a note that has no label says nothing, not even its name', async () => {
    const note = element('externalAction', { type: 'externalAction', label: '' });
    const page = await challenge([note]);
    expect(visibleText(page.root)).to.include(page.user.words('twofa.waiting')).and.not.to.include('externalAction');
    expect(parts(page.root, 'note').length, 'and leaves no gap').to.equal(0);
    await expectAccessible(page.root);
    closePages();
    const { root } = await challenge([{ ...note, imgURL: 'https://localhost:1/qr.png' }]);
    expect(parts(root, 'picture').length).to.equal(1);
    expect(visibleText(root)).not.to.include('externalAction');
  });

  it('is named by its number', async () => {
    const nameless = (type: string, more: object = {}) => element('', { type, label: ' ', ...more });
    const page = await login([
      nameless('text'),
      nameless('select', { options: options(2) }),
      nameless('select', { options: options(9) }),
    ]);
    for (const [at, role] of (['textbox', 'radiogroup', 'combobox'] as const).entries())
      expect(all(page.root, role).map(nameOf)).to.deep.equal([page.user.words('form.unnamed', { n: `${at + 1}` })]);
    await expectAccessible(page.root);
  });

  it('so are the button that shows a password and the filter of a long list', async () => {
    const nameless = (type: string, more: object = {}) => element('', { type, label: '', ...more });
    const page = await login([nameless('password'), nameless('select', { options: options(60) })]);
    const [password, list] = [1, 2].map(n => page.user.words('form.unnamed', { n: `${n}` }));
    await page.user.find('button', `${page.user.words('form.show')} ${password}`);
    await page.user.find('searchbox', `${page.user.words('form.filter')}: ${list}`);
  });
});

describe('a label', () => {
  it('keeps its lines', async () => {
    const label = '1. Open your app\n2. Type 45';
    const page = await challenge(
      ['text', 'instructions', 'options'].map(type => element('a', { type, label, options: options(2) })),
    );
    const shown = [...parts(page.root, 'field-label'), ...parts(page.root, 'note')];
    expect(shown.map(one => one.innerText.trim())).to.deep.equal([label, label, label]);
    const [line, other] = ['A', 'B'].map(one => element(one));
    const plain = parts((await challenge([line!, other!])).root, 'field-label');
    expect(shown[0]!.clientHeight).to.be.within(plain[0]!.clientHeight * 2 - 2, plain[0]!.clientHeight * 2 + 2);
  });
});

describe('what is typed', () => {
  it('a list takes one value a line, and says so', async () => {
    const page = await login([element('accounts', { type: 'array' })]);
    const area = await page.user.find('textbox', 'accounts');
    const said = (area.getRootNode() as ShadowRoot).getElementById(area.getAttribute('aria-describedby')!);
    expect(textOf(said!)).to.equal(page.user.words('form.listHint'));
    fill(area, '1\n2');
    expect(await posted(page)).to.deep.equal({ accounts: ['1', '2'] });
  });

  it('a key that is held down goes on: Enter in a list makes lines, Tab leads from field to field', async () => {
    const page = await login([element('accounts', { type: 'array' }), element('a'), element('b')]);
    const list = (await page.user.find('textbox', 'accounts')) as HTMLTextAreaElement;
    list.focus();
    for (const key of ['Enter', 'Tab']) {
      await sendKeys({ down: key });
      await sendKeys({ down: key });
      await sendKeys({ up: key });
    }
    expect(list.value).to.equal('\n\n');
    expect(nameOf(focused()!)).to.equal('b');
  });

  it('stray spaces in a password are pointed out when it is left, not corrected', async () => {
    const page = await login([element('user'), element('password', { type: 'password' })]);
    const hint = () => textOf(parts(page.root, 'field-hint')[0]);
    const password = (await page.user.find('textbox', 'password')) as HTMLInputElement;
    fill(password, 'two words');
    (await page.user.find('textbox', 'user')).focus();
    await settled();
    expect(hint()).to.equal('');
    const { height } = parts(page.root, 'field')[1]!.getBoundingClientRect();
    expect(height, 'no room for a hint').to.equal(parts(page.root, 'field')[0]!.getBoundingClientRect().height);
    fill(password, 'secret ');
    await settled();
    expect(hint(), 'while it is typed').to.equal('');
    (await page.user.find('textbox', 'user')).focus();
    await until('the hint', () => hint() === page.user.words('form.spaces'));
    expect(parts(page.root, 'field-hint')[0]!.role).to.equal('status');
    await expectAccessible(page.root);
    await page.user.type('user', 'ana');
    expect(await posted(page)).to.deep.equal({ user: 'ana', password: 'secret ' });
    fill(password, 'secret');
    await until('no hint', () => hint() === '');
  });

  it('caps lock is pointed out while a password is typed', async () => {
    const page = await login([element('user'), element('password', { type: 'password' })]);
    const hint = () => textOf(parts(page.root, 'field-hint')[0]);
    const press = (target: HTMLElement, modifierCapsLock: boolean) =>
      target.dispatchEvent(new KeyboardEvent('keyup', { key: 'A', bubbles: true, composed: true, modifierCapsLock }));
    const password = await page.user.find('textbox', 'password');
    press(await page.user.find('textbox', 'user'), true);
    await settled();
    expect(hint()).to.equal('');
    press(password, true);
    await until('the hint', () => hint() === page.user.words('form.capsLock'));
    expect(password.getAttribute('aria-describedby')).to.equal(parts(page.root, 'field-hint')[0]!.id);
    await expectAccessible(page.root);
    press(password, false);
    await until('no hint', () => hint() === '');
    // A password manager's own events have neither modifiers nor a key.
    for (const type of ['keydown', 'keyup']) password.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  });

  it('what comes along unseen around a text is left out, as blanks are, and pointed out in a password', async () => {
    const page = await login([element('phone'), element('password', { type: 'password' })]);
    const [phone, password] = await until('the fields', () => parts(page.root, 'field-input') as HTMLInputElement[]);
    fill(phone!, '\u200b');
    await page.user.pressKey('form.submit');
    await until('it holds nothing', () => problems(page)[0] === page.user.words('form.required'));
    fill(phone!, '\u202a55 1234\u202c ');
    fill(password!, '\u202ahunter\u202c');
    password!.blur();
    await until('the hint', () =>
      parts(page.root, 'field-hint').some(one => textOf(one) === page.user.words('form.spaces')),
    );
    expect(await posted(page)).to.deep.equal({ phone: '55 1234', password: '\u202ahunter\u202c' });
  });

  it('the password that a browser may have stored is the first that is no one-time code', async () => {
    const page = await login([
      element('token', { type: 'password', token: true }),
      element('password', { type: 'password' }),
      element('pin', { type: 'password' }),
    ]);
    const inputs = parts(page.root, 'field-input') as HTMLInputElement[];
    expect(inputs.map(one => one.autocomplete)).to.deep.equal(['one-time-code', 'current-password', 'off']);
  });

  it('what is wrong is announced when a field is left, and read with the field when it is sent', async () => {
    const page = await login([element('code', { validation: '^\\d{4}$' }), element('other')]);
    const code = await page.user.find('textbox', 'code');
    fill(code, '12');
    (await page.user.find('textbox', 'other')).focus();
    const problem = await until('the problem', () => parts(page.root, 'field-error')[0]);
    expect(problem.role).to.equal('alert');
    fill(code, '1234');
    await until('it is mended', () => problems(page).length === 0);
    fill(code, '12');
    await page.user.pressKey('form.submit');
    await until('both', () => problems(page).length === 2);
    await settled();
    expect(parts(page.root, 'field-error').map(one => one.role)).to.deep.equal([null, null]);
    expect(focused() === code).to.equal(true);
  });

  it('what is wrong is announced where the focus is on it already', async () => {
    const page = await login([
      element('user'),
      element('branch', { type: 'select', options: options(2) }),
      element('password', { type: 'password' }),
    ]);
    const enters = async (field: HTMLElement) => {
      field.focus();
      await sendKeys({ press: 'Enter' });
      await settled();
      return parts(page.root, 'field-error').map(one => one.role);
    };
    const user = await page.user.find('textbox', 'user');
    expect(await enters(user)).to.deep.equal(['alert', null, null]);
    fill(user, 'ana');
    expect(await enters(all(page.root, 'radio')[0]!)).to.deep.equal(['alert', null]);
    expect(await enters(await page.user.find('textbox', 'password')), 'it comes to another').to.deep.equal([
      null,
      null,
    ]);
  });
});

describe('one-time codes', () => {
  const paste = (input: HTMLElement, text: string) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', text);
    input.focus();
    return input.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
    );
  };

  it('are not corrected by a phone, which has an @ at hand where one is asked', async () => {
    const page = await login([element('Correo electrónico'), element('Usuario'), element('list', { type: 'array' })]);
    const inputs = all(page.root, 'textbox') as HTMLInputElement[];
    expect(inputs.map(one => one.getAttribute('autocorrect'))).to.deep.equal(['off', 'off', 'off']);
    expect(inputs.map(one => one.inputMode)).to.deep.equal(['email', '', '']);
    expect(inputs.map(one => one.autocomplete)).to.deep.equal(['email', 'username', '']);
  });

  it('are not taken for an address where they were sent to one', async () => {
    const page = await challenge([
      element('key', { label: 'Clave que enviamos a tu correo' }),
      element('pin', { type: 'password', label: 'Correo: su clave' }),
      element('mail', { label: 'Tu correo' }),
    ]);
    const inputs = all(page.root, 'textbox') as HTMLInputElement[];
    expect(inputs.map(one => one.autocomplete)).to.deep.equal(['off', 'one-time-code', 'email']);
  });

  it('are sent to nobody who checks how they are spelt, be they secret or not, nor is what is looked for', async () => {
    const page = await login([
      element('user'),
      element('password', { type: 'password' }),
      element('code', { token: true }),
      element('list', { type: 'array' }),
      element('city', { type: 'select', options: options(60) }),
    ]);
    const inputs = [...all(page.root, 'textbox'), ...all(page.root, 'searchbox')];
    expect(inputs.map(one => one.getAttribute('spellcheck'))).to.deep.equal(Array(5).fill('false'));
  });

  it('are offered by the phone, with a number pad where digits are asked', async () => {
    const page = await challenge([
      element('token', { label: 'Enter the 6-digit code' }),
      element('otp', { label: 'Token from your letter, letters and numbers' }),
      element('mailed', { label: 'Código que enviamos a tu correo' }),
    ]);
    const [digits, letters, mailed] = all(page.root, 'textbox') as HTMLInputElement[] as [
      HTMLInputElement,
      HTMLInputElement,
      HTMLInputElement,
    ];
    expect([mailed.autocomplete, mailed.inputMode], 'no address').to.deep.equal(['one-time-code', '']);
    expect([digits.autocomplete, digits.inputMode]).to.deep.equal(['one-time-code', 'numeric']);
    expect([letters.autocomplete, letters.inputMode]).to.deep.equal(['one-time-code', '']);
  });

  it('are pasted without the spaces and dashes that people read them by', async () => {
    const page = await challenge([element('token', { label: 'Enter the 6-digit code' })]);
    const input = (await page.user.find('textbox')) as HTMLInputElement;
    expect(paste(input, ' 123 – 456\n')).to.equal(false);
    expect(input.value).to.equal('123456');
    input.select();
    paste(input, '9-8 7');
    expect(input.value).to.equal('987');
    expect(paste(input, '42'), 'a clean one is the browser’s own').to.equal(true);
    expect(await sentAnswers(page)).to.deep.equal({ token: '987' });
  });

  it('are had back as they were by undo, and by redo as they were pasted', async () => {
    const page = await challenge([element('token', { label: 'Enter the 6-digit code' })]);
    const input = (await page.user.find('textbox')) as HTMLInputElement;
    input.focus();
    await sendKeys({ type: '99' });
    input.select();
    paste(input, '123-456');
    document.execCommand('undo');
    expect(input.value).to.equal('99');
    document.execCommand('redo');
    expect(input.value).to.equal('123456');
  });

  it('of digits alone are cleaned where they cannot be seen, too', async () => {
    const label = 'Enter the 6-digit code that we sent you';
    const page = await challenge([element('token', { type: 'password', label }), element('pin', { type: 'password' })]);
    const [token, pin] = parts(page.root, 'field-input') as HTMLInputElement[];
    expect(paste(token!, '123 456')).to.equal(false);
    expect(token!.value).to.equal('123456');
    fill(token!, '123-456 ');
    fill(pin!, '12-34 ');
    expect(await sentAnswers(page)).to.deep.equal({ token: '123456', pin: '12-34 ' });
  });

  it('anything else is pasted as it is', async () => {
    const page = await challenge([
      element('answer', { label: 'Your first pet' }),
      element('token', { label: 'Token' }),
      element('code', { type: 'password', label: 'Secret code' }),
    ]);
    const [answer, token, secret] = await until('the fields', () => parts(page.root, 'field-input'));
    expect(paste(answer!, 'Rex the 2-nd')).to.equal(true);
    expect(paste(token!, 'XK4D-9PLM')).to.equal(true);
    expect(paste(secret!, '12-34 5')).to.equal(true);
  });
});

describe('pictures', () => {
  const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

  const images = (page: Page) => [...deep(page.root)].filter(one => one.localName === 'img') as HTMLImageElement[];
  const says = (page: Page) => visibleText(page.root).split(page.user.words('twofa.pictureBroken')).length - 1;

  it('may be of any type', async () => {
    const urls = ['bmp', 'x-png', 'vnd.microsoft.icon'].map(type => `data:image/${type};base64,${PIXEL}`);
    const page = await challenge(urls.map(imgBase64File => element('captcha', { imgBase64File })));
    expect(images(page).map(one => one.getAttribute('src'))).to.deep.equal(urls.flatMap(url => [url, url]));
  });

  const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"></svg>';
  for (const [what, head] of Object.entries({
    'nothing before it': '',
    'a declaration': '<?xml version="1.0"?>',
    'a doctype': '<!DOCTYPE svg>',
    'a comment': '<!-- Made by a program -->\n',
    'a blank line': '\n',
    blanks: '  ',
    'a byte order mark': '\xef\xbb\xbf',
    'much in it': `<!--${' '.repeat(374e3)}-->`,
  })) {
    it(`may be an SVG in bare Base64 with ${what}`, async () => {
      const page = await challenge([element('captcha', { imgBase64File: btoa(head + SVG) })]);
      await until('it is drawn', () => images(page)[0]?.naturalWidth === 40);
      expect(says(page)).to.equal(0);
    });
  }

  it('that multiply in an SVG, or take long, are not drawn: a page would stand still', async () => {
    const nested = (tag: string) => `<svg xmlns="http://www.w3.org/2000/svg"><${tag} href="#a"/></svg>`;
    const wide = (text: string) => [...text].flatMap(letter => [letter, '\0']).join('');
    const given = [
      btoa(nested('use')),
      `data:image/svg+xml;base64,${btoa(nested('use'))}`,
      `data:image/svg+xml;base64,${btoa(nested('svg:use'))}`,
      `data:image/svg+xml;charset=utf-16;base64,${btoa(wide(nested('use')))}`,
      btoa(nested('pattern')),
      btoa(nested('linearGradient')),
      btoa(SVG.replace('></', '><animate attributeName="x"/></')),
      btoa(SVG.replace('></', '><set attributeName="x" to="1"/></')),
      btoa(SVG.replace('></', '><style>:nth-child(2n of :has(a)){fill:red}</style></')),
      btoa(SVG.replace('></', '><g filter="blur(9px)"/></')),
      btoa(SVG.replace('></', `><desc>${' '.repeat(375e3)}</desc></`)),
      btoa(unescape(encodeURIComponent(nested('é:use')))),
      btoa(`<?xml version="1.0" encoding="iso-2022-jp"?>${SVG}`),
      btoa(`<!DOCTYPE svg [<!ENTITY a "b">]>${SVG}`),
      `data:image/SVG+xml;base64,${btoa(nested('use'))}-`,
    ];
    const page = await challenge(given.map((imgBase64File, index) => element(`p${index}`, { imgBase64File })));
    expect(images(page)).to.deep.equal([]);
    expect(says(page)).to.equal(given.length);
  });

  it('tell nobody where they are shown', async () => {
    const page = await challenge([element('captcha', { imgBase64File: PIXEL })]);
    expect(images(page).map(one => one.referrerPolicy)).to.deep.equal(['no-referrer', 'no-referrer']);
  });

  it('may be a data URL that names its file', async () => {
    const page = await challenge([
      element('captcha', { imgBase64File: `data:image/png;name=a-1.png;base64,${PIXEL}` }),
    ]);
    await until('it is drawn', () => images(page)[0]?.naturalWidth);
  });

  it('that are too large to be looked at are not drawn', async () => {
    const head = 'data:image/png;base64,';
    // Space within Base64 counts for nothing.
    const large = (length: number) =>
      element('captcha', { imgBase64File: head + PIXEL.padStart(length - head.length) });
    const page = await challenge([large(5e6), large(5e6 + 1)]);
    await until('the one that is not', () => images(page)[0]?.naturalWidth);
    expect(images(page)).to.have.length(2, 'small and enlarged');
    expect(says(page)).to.equal(1);
  });

  it('are shown by their URL where what stands beside it is none', async () => {
    const imgURL = `data:image/png;base64,${PIXEL}`;
    const page = await challenge([
      element('captcha', { imgBase64File: 'none', imgURL }),
      element('image', {
        type: 'options',
        options: [{ imgBase64File: 'http://bank.example/1.png', imgURL, value: 1 }],
      }),
    ]);
    expect(images(page).map(one => one.src)).to.deep.equal([imgURL, imgURL, imgURL]);
  });

  it('one that the network did not bring is asked for again', async () => {
    const imgURL = `${sandbox.assetsBase}/assets/pictures/captcha.png?${performance.now()}`;
    await sandbox.faults({ rules: [{ match: { path: '*/pictures/*' }, action: { status: 503 }, times: 1 }] });
    const page = await challenge([element('captcha', { imgURL })]);
    await until('it says so', () => says(page) === 1);
    await expectAccessible(page.root);
    await page.user.pressKey('common.tryAgain');
    await until('it is there', () => images(page)[0]?.naturalWidth);
    expect(says(page)).to.equal(0);
  });

  it('one by URL has its room before it is there', async () => {
    await sandbox.faults({ rules: [{ match: { path: '*/pictures/*' }, action: { hang: true } }] });
    const imgURL = `${sandbox.assetsBase}/assets/pictures/captcha.png?${performance.now()}`;
    const page = await challenge([
      element('captcha', { imgURL }),
      element('image', {
        type: 'options',
        options: [
          { imgURL: `${imgURL}b`, value: 1 },
          { imgURL: `${imgURL}c`, value: 2 },
        ],
      }),
    ]);
    const button = await page.user.find('button', page.user.words('twofa.submit'));
    const { top } = button.getBoundingClientRect();
    expect(images(page)[0]!.naturalWidth).to.equal(0);
    // Of those that hang, no answer ever comes: the browser asks for others in their place.
    await sandbox.faults({});
    for (const image of images(page)) image.src += '&again';
    await until('they are there', () => images(page).every(image => image.naturalWidth));
    expect(button.getBoundingClientRect().top).to.equal(top);
  });

  it('one by URL that does not come leaves its room', async () => {
    await sandbox.faults({ rules: [{ match: { path: '*/pictures/*' }, action: { hang: true } }] });
    const page = await challenge([
      element('captcha', { imgURL: `${sandbox.assetsBase}/assets/pictures/captcha.png?${performance.now()}` }),
    ]);
    const button = await page.user.find('button', page.user.words('twofa.submit'));
    const { top } = button.getBoundingClientRect();
    await sandbox.faults({ rules: [{ match: { path: '*/pictures/*' }, action: { status: 404 } }] });
    images(page)[0]!.src += '&again';
    await until('it says so', () => says(page) === 1);
    expect(button.getBoundingClientRect().top).to.be.closeTo(top, 1);
  });

  it('whoever asks for one again stays there, whether it comes or not', async () => {
    const imgURL = `${sandbox.assetsBase}/assets/pictures/captcha.png?${performance.now()}`;
    await sandbox.faults({ rules: [{ match: { path: '*/pictures/*' }, action: { status: 503 }, times: 2 }] });
    const page = await challenge([element('captcha', { imgURL })]);
    const retry = () => page.user.find('button', page.user.words('common.tryAgain'));
    await until('it says so', () => page.user.sees('alert'));
    const asked = async () => (await sandbox.requests()).filter(({ path }) => path.includes('/pictures/')).length;
    for (const comes of [false, true]) {
      const before = await asked();
      (await retry()).focus();
      await sendKeys({ press: 'Enter' });
      await until('it is asked for', async () => (await asked()) > before);
      await until('it comes, or not', () => (comes ? images(page)[0]?.naturalWidth : says(page) === 1));
      await settled();
      const there = comes
        ? await page.user.find('button', new RegExp(page.user.words('twofa.enlarge')))
        : await retry();
      expect(focused() === there).to.equal(true);
    }
  });

  it('one to choose that cannot be shown says so, and can be chosen', async () => {
    const broken = ['http://bank.example/1.png', 'javascript:alert(1)', `data:image/png;base64,${btoa('no picture')}`];
    const page = await challenge([
      element('image', {
        type: 'options',
        options: [PIXEL, ...broken].map((imgBase64File, value) => ({ imgBase64File, value })),
      }),
    ]);
    (await until('they are there', () => all(page.root, 'radio')[3]))!.click();
    await until('each but the first', () => says(page) === 3);
    expect(images(page).length).to.equal(1);
    expect(all(page.root, 'radio').map(nameOf).join()).to.include(page.user.words('twofa.option', { n: '4' }));
    await expectAccessible(page.root);
    expect(await sentAnswers(page)).to.deep.equal({ image: 3 });
  });

  it('many in a native select, where none is drawn, are told apart by what they are worth', async () => {
    const given = Array.from({ length: 7 }, (_, index) => ({ imgBase64File: PIXEL, value: `p${index}` }));
    const page = await challenge([element('image', { type: 'select', options: given })]);
    const select = (await page.user.find('combobox', 'image')) as HTMLSelectElement;
    expect([...select.options].slice(1).map(({ label }) => label)).to.deep.equal(given.map(({ value }) => value));
  });

  it('can be enlarged, and closed with Escape, which brings the focus back', async () => {
    const page = await challenge([element('captcha', { imgBase64File: PIXEL })]);
    await expectAccessible(page.root);
    const button = await page.user.find('button', new RegExp(page.user.words('twofa.enlarge')));
    expect(nameOf(button)).to.include(page.user.words('twofa.enlarge'));
    const image = button.querySelector('img')!;
    expect(image.alt).to.equal(page.user.words('twofa.picture'));
    const large = () => parts(page.root, 'enlarged').find(one => one.matches(':popover-open'));
    button.focus();
    await sendKeys({ press: 'Enter' });
    const opened = await until('it is large', large);
    expect(opened.getBoundingClientRect().width).to.be.greaterThan(image.getBoundingClientRect().width);
    await expectAccessible(page.root);
    await sendKeys({ press: 'Escape' });
    await until('it is closed', () => !large());
    expect(focused() === button).to.equal(true);
    button.click();
    (await until('it is large again', large)).click();
    await until('it is closed again', () => !large());
    // Before Safari 18.2, no button of a form opens or closes a popover.
    for (const one of [button, opened] as HTMLButtonElement[]) expect(one.form === null, 'of no form').to.equal(true);
  });

  for (const layout of ['inline', 'in a dialog'] as const) {
    it(`one that is closed while it has the focus gives it back, ${layout}`, async () => {
      const page = await challenge([element('captcha', { imgBase64File: PIXEL })]);
      if (layout === 'in a dialog') {
        const dialog = document.createElement('dialog');
        page.root.before(dialog);
        dialog.append(page.root);
        dialog.showModal();
      }
      const button = await page.user.find('button', new RegExp(page.user.words('twofa.enlarge')));
      const large = () => parts(page.root, 'enlarged').find(one => one.matches(':popover-open'));
      for (const press of ['Enter', 'Space', 'Escape']) {
        button.focus();
        await sendKeys({ press: 'Enter' });
        const opened = await until('it is large', large);
        await sendKeys({ press: 'Tab' });
        expect(focused() === opened, 'the focus is on it').to.equal(true);
        await sendKeys({ press });
        await until('it is closed', () => !large());
        expect(focused() === button, press).to.equal(true);
      }
      page.root.closest('dialog')?.remove();
    });
  }

  it('one that is closed by whoever has gone on to the answer leaves the focus there', async () => {
    const page = await challenge([element('captcha', { imgBase64File: PIXEL })]);
    const large = () => parts(page.root, 'enlarged').some(one => one.matches(':popover-open'));
    (await page.user.find('button', new RegExp(page.user.words('twofa.enlarge')))).click();
    await until('it is large', large);
    const answer = await page.user.find('textbox', 'captcha');
    answer.focus();
    await sendKeys({ press: 'Escape' });
    await until('it is closed', () => !large());
    expect(focused() === answer).to.equal(true);
  });
});

describe('time', () => {
  let release = () => {};
  afterEach(() => release());

  it('runs down where it is known, is told now and then, and warns before its end', async () => {
    const clock = holdClock();
    ({ release } = clock);
    const page = await challenge([element('token')], 'time-limit="61000"');
    const shown = () => textOf(parts(page.root, 'countdown')[0]);
    const told = () => all(page.root, 'status').map(textOf).find(Boolean) ?? '';
    await until('it is shown', () => shown() === page.user.words('twofa.left', { time: '1:01' }));
    expect(parts(page.root, 'countdown')[0]!.role).to.equal('timer');
    expect(told()).to.equal('');
    await expectAccessible(page.root);
    const first = shown();
    clock.move(1500);
    await until('it runs', () => shown() !== first);
    await until('it is told', () => told() === page.user.words('twofa.left', { time: '60 seconds' }));
    const twofa = page.root.querySelector('syncfy-twofa') as SyncfyTwofa;
    expect(parts(page.root, 'countdown')[0]!.matches('.error')).to.equal(false);
    clock.move(4000);
    await until('what was told is gone before it is wrong', () => told() === '');
    twofa.timeLimit = 33_500;
    await until('it warns', () => parts(page.root, 'countdown')[0]!.matches('.error'));
    expect(told()).to.equal(page.user.words('twofa.left', { time: '30 seconds' }));
    await expectAccessible(page.root);
    twofa.timeLimit = 1;
    await until('it is over', () => shown() === page.user.words('twofa.left', { time: '0:00' }));
    twofa.timeLimit = 0;
    await until('it is not known', () => parts(page.root, 'countdown').length === 0);
  });

  it('goes on where it was when the element comes back', async () => {
    const page = await challenge([{ name: 'qr', type: 'externalAction', label: 'Scan' }]);
    const twofa = page.root.querySelector('syncfy-twofa')!;
    const shown = () => textOf(parts(page.root, 'elapsed')[0]);
    await until('a second', () => /0:0[1-9]/.test(shown()));
    const parent = twofa.parentElement!;
    twofa.remove();
    parent.append(twofa);
    await settled();
    expect(shown()).to.not.include('0:00');
  });
});

describe('a hardware token', () => {
  it('alone cannot be answered here: another way is one button', async () => {
    const page = await open(sandbox, { layout: 'parts' });
    await page.user.picks('Device Only (2FA)', 'Acme Labs');
    await page.user.logsIn({ User: 'test', Password: 'test' });
    await page.user.press(page.user.words('common.back'));
    await until('it ended', () => page.events.ends[0]);
    expect(page.events.ends[0]!.code).to.equal(0);
    await until('the form is free again', () => page.user.sees('button', page.user.words('form.submit')));
  });
});
