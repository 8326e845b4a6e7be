// What a page puts in place of our words: it is seen where it belongs, is part of what a heading or a button is called,
// and comes and goes while the page runs.
import { expect } from '@open-wc/testing';
import type { SyncfyClient } from '../../src/api/client.js';
import type { Site } from '../../src/api/schemas.js';
import type { SyncfyConnect, SyncfyTwofa } from '../../src/index.js';
import { Job } from '../../src/job/job.js';
import {
  all,
  fill,
  focused,
  hold,
  LOGIN,
  open,
  PACE,
  parts,
  sandboxForAll,
  toForm,
  until,
  type Page,
  type Role,
} from '../support/flow.js';
import { expectAccessible } from '../support/page.js';
import { expectTree } from '../support/tree.js';

const CODE = 'Code to end with (200 if left empty)';

const sandbox = await sandboxForAll({ pace: PACE * 10, catalogueSize: 1500 });

/** What an element says, with what stands in its slots: what it is called by. */
function says(node: Node): string {
  const within = node instanceof HTMLSlotElement ? node.assignedNodes({ flatten: true }) : [...node.childNodes];
  const text = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : within.map(says).join('');
  return text.replace(/\s+/g, ' ').trim();
}

const called = (root: ParentNode, role: Role, name: string) => all(root, role).find(one => says(one) === name);

/** What is seen in a slot of the page's own. */
const shown = (page: Page, slot: string) => {
  const child = page.root.querySelector<HTMLElement>(`[slot="${slot}"]`);
  return !!child?.assignedSlot && child.checkVisibility();
};

const words = (...slots: string[]) => slots.map(slot => `<span slot="${slot}">Own ${slot}</span>`).join('');

async function press(page: Page, name: string): Promise<HTMLElement> {
  const button = await until(`button ${name}`, () => called(page.root, 'button', name));
  button.click();
  return button;
}

const show = (attributes: string, ...slots: string[]) =>
  open(sandbox, { body: `<syncfy-connect ${attributes}>${words(...slots)}</syncfy-connect>` });

const isBefore = (first: Element, second: Element) =>
  (first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;

describe('slots of each element', () => {
  for (const tagName of ['syncfy-credential-form', 'syncfy-job-status', 'syncfy-twofa']) {
    it(`<${tagName}>: what is said where there is nothing to do`, async () => {
      const page = await open(sandbox, { body: `<${tagName}>${words('empty', 'help', 'footer')}</${tagName}>` });
      const empty = await until('the empty state', () => parts(page.root, 'empty')[0]);
      expect(says(empty)).to.equal('Own empty');
      expect(shown(page, 'help') && shown(page, 'footer')).to.equal(true);
    });
  }

  it('<syncfy-site-picker>: heading, intro, nothing found', async () => {
    const slots = ['heading', 'intro', 'empty', 'button-clear', 'help', 'footer'];
    const page = await open(sandbox, { body: `<syncfy-site-picker>${words(...slots)}</syncfy-site-picker>` });
    const { root, user } = page;
    const search = await user.find('searchbox');
    await until('the list', () => parts(root, 'list')[0]);
    expect(called(root, 'heading', 'Own heading')?.tabIndex).to.equal(-1);
    expect(shown(page, 'intro')).to.equal(true);
    expect(shown(page, 'empty')).to.equal(false);
    fill(search, 'zzzzzz');
    await until('nothing found', () => shown(page, 'empty'));
    expect(parts(root, 'message')[0]?.checkVisibility()).to.equal(false);
    await expectAccessible(root);
    await press(page, 'Own button-clear');
    await until('the list', () => parts(root, 'list')[0]);
  });

  it('<syncfy-site-picker>: a country that is to be chosen is nothing that was not found', async () => {
    // A user whose languages say nothing of a region.
    Object.defineProperty(navigator, 'languages', { configurable: true, value: ['en'] });
    try {
      const page = await open(sandbox, {
        session: `api-base="${sandbox.apiBase}" token="${await sandbox.token()}" locale="en"`,
        body: `<syncfy-site-picker>${words('empty')}</syncfy-site-picker>`,
      });
      const message = await until('the question', () => parts(page.root, 'message')[0]);
      expect(says(message)).to.include('Choose a country');
      expect(message.checkVisibility()).to.equal(true);
      expect(shown(page, 'empty')).to.equal(false);
    } finally {
      Reflect.deleteProperty(navigator, 'languages');
    }
  });

  it('<syncfy-credential-form> and <syncfy-job-status>: everything in its order', async () => {
    const slots = ['heading', 'intro', 'help', 'footer'];
    const page = await open(sandbox, {
      body: `<syncfy-site-picker></syncfy-site-picker>
        <syncfy-credential-form>${words(...slots, 'button-main')}</syncfy-credential-form>
        <syncfy-job-status>${words(...slots, 'button-cancel', 'actions')}</syncfy-job-status>`,
    });
    const { root, user, events } = page;
    const form = root.querySelector('syncfy-credential-form')!.shadowRoot!;
    const status = root.querySelector('syncfy-job-status')!.shadowRoot!;
    const order = () =>
      [form, status].map(one =>
        [...one.querySelectorAll('slot')]
          .filter(slot => slot.assignedElements().some(child => child.checkVisibility()))
          .map(slot => slot.name),
      );
    await user.picks('Normal');
    const username = await user.find('textbox', 'Username');
    expect(order()).to.deep.equal([
      ['heading', 'intro', 'button-main', 'help', 'footer'],
      ['help', 'footer'],
    ]);
    expect(isBefore(form.querySelector('slot[name=intro]')!, username)).to.equal(true);
    fill(username, 'test');
    fill(await user.find('textbox', 'Password'), 'test');
    const held = hold(/\/status$/);
    const button = await press(page, 'Own button-main');
    await until('it says that it is at work', () => says(button) === user.words('form.sending'));
    await until('cancel', () => called(root, 'button', 'Own button-cancel'));
    expect(order()[1]).to.deep.equal(['heading', 'intro', 'button-cancel', 'help', 'footer']);
    held.release();
    await until('the end', () => events.ends[0]);
    await until('what is next', () => shown(page, 'actions'));
    expect(order()[1]).to.deep.equal(['heading', 'intro', 'actions', 'help', 'footer']);
  });

  for (const [layout, body] of [
    ['alone', '<syncfy-job-status><b slot="heading">Own</b></syncfy-job-status>'],
    ['the whole way', '<syncfy-connect no-consent><b slot="status-heading">Own</b></syncfy-connect>'],
  ] as const) {
    for (const [code, words] of [
      [200, 'Site is connected. Syncfy has'],
      [500, 'Something failed at Syncfy. Try again'],
    ] as const) {
      it(`how a job ended is read under a heading of the page’s own: ${code}, ${layout}`, async () => {
        const page = await open(sandbox, { body });
        const job = new Job(
          { id: 'j', status: `${sandbox.apiBase}/jobs/j/status` },
          { client: { jobStatus: () => Promise.resolve([{ code }]), lastRid: undefined } as unknown as SyncfyClient },
        );
        page.session.site = { id_site: 's', name: 'Site' } as Site;
        page.session.job = job;
        await until('the end', () => page.events.ends[0]);
        await until('how', () => parts(page.root, 'sentence').some(one => one.textContent.trim().startsWith(words)));
      });
    }
  }

  it('<syncfy-twofa>: its button', async () => {
    const page = await open(sandbox, { body: `<syncfy-twofa>${words('heading', 'button-main')}</syncfy-twofa>` });
    const twofa = page.root.querySelector('syncfy-twofa') as SyncfyTwofa;
    twofa.challenge = { code: 410, twofa: [{ name: 'a', type: 'text', label: 'Code' }] } as never;
    await until('the button', () => called(page.root, 'button', 'Own button-main'));
    expect(called(page.root, 'heading', 'Own heading')?.part.contains('heading')).to.equal(true);
  });
});

describe('slots of <syncfy-connect>', () => {
  it('its own, and those of its elements, on the whole way', async () => {
    const page = await show(
      'client-name="Client"',
      ...['consent-heading', 'consent', 'button-continue', 'button-back', 'button-done', 'button-another'],
      ...['picker-heading', 'picker-intro', 'form-heading', 'form-intro', 'form-help', 'form-button-main'],
      ...['status-heading', 'status-button-cancel', 'help', 'footer'],
    );
    const { connect, root, user } = page;
    const reaches = (step: string) => until(step, () => connect.step === step);
    await reaches('consent');
    await connect.updateComplete;
    expect(called(root, 'heading', 'Own consent-heading')?.tabIndex).to.equal(-1);
    expect(shown(page, 'consent') && shown(page, 'help') && shown(page, 'footer')).to.equal(true);
    expect(isBefore(parts(root, 'promises')[0]!, page.root.querySelector('[slot=consent]')!.assignedSlot!)).to.equal(
      true,
    );
    await expectAccessible(root);
    await expectTree({ role: 'heading', name: 'Own consent-heading' }, { role: 'button', name: 'Own button-continue' });
    await press(page, 'Own button-continue');
    await until('the picker', () => called(root, 'heading', 'Own picker-heading'));
    expect(shown(page, 'picker-intro')).to.equal(true);
    await user.picks('Normal');
    const heading = await until('the form', () => called(root, 'heading', 'Own form-heading'));
    await until('the focus on it', () => focused() === heading);
    expect(shown(page, 'form-intro') && shown(page, 'form-help') && shown(page, 'help')).to.equal(true);
    await expectTree(
      { role: 'heading', name: 'Own form-heading' },
      { role: 'button', name: 'Own form-button-main' },
      { role: 'button', name: 'Own button-back' },
    );
    await expectAccessible(root);
    for (const [label, value] of Object.entries(LOGIN)) fill(await user.find('textbox', label), value);
    const held = hold(/\/status$/);
    await press(page, 'Own form-button-main');
    await until('cancel', () => called(root, 'button', 'Own status-button-cancel'));
    held.release();
    await reaches('success');
    expect(called(root, 'heading', 'Own status-heading') !== undefined).to.equal(true);
    expect(called(root, 'button', 'Own button-done')?.part.contains('button-main')).to.equal(true);
    await press(page, 'Own button-another');
    await reaches('pick');
  });

  for (const [code, slot, step] of [
    [400, 'button-correct', 'credentials'],
    [401, 'button-correct', 'credentials'],
    [403, 'button-retry', 'credentials'],
    [411, 'button-retry', 'credentials'],
    [405, 'button-retry', 'credentials'],
    [409, 'button-choose-site', 'pick'],
    [449, 'button-choose-other', 'pick'],
    [500, 'button-choose-other', 'pick'],
  ] as const) {
    it(`after ${code}: ${slot}`, async () => {
      const page = await show('no-consent retry-codes=""', slot);
      await toForm(page, 'Code Response Simulator');
      await page.user.logsIn({ ...LOGIN, [CODE]: String(code) });
      await press(page, `Own ${slot}`);
      await until(step, () => page.connect.step === step);
    });
  }

  it('what stands under a step is as wide as the step, one under the other', async () => {
    const page = await open(sandbox, {
      body: '<syncfy-connect><p slot="consent">A</p><p slot="consent">B</p><p slot="help">C</p><p slot="footer">D</p></syncfy-connect>',
    });
    await page.user.find('button', page.user.words('common.continue'));
    const boxes = [...page.root.querySelectorAll('p')].map(one => one.getBoundingClientRect());
    const [button] = parts(page.root, 'button-continue');
    expect(boxes.map(({ width }) => width)).to.deep.equal(boxes.map(() => button!.offsetWidth));
    for (const [above, below] of [boxes.slice(0, 2), boxes.slice(2)]) {
      expect(below!.top).to.be.at.least(above!.bottom);
    }
  });

  it('what is not named keeps our words', async () => {
    const page = await show('no-consent', 'form-help');
    await toForm(page, 'Normal');
    expect(called(page.root, 'heading', 'Log in to Normal') !== undefined).to.equal(true);
    expect(called(page.root, 'button', 'Connect') !== undefined).to.equal(true);
  });

  it('they come, change and go while the page runs', async () => {
    const page = await show('no-consent');
    const connect: SyncfyConnect = page.connect;
    await toForm(page, 'Normal');
    const words = document.createElement('b');
    words.textContent = 'Later';
    words.slot = 'form-heading';
    connect.append(words);
    await until('it came', () => called(page.root, 'heading', 'Later'));
    words.slot = 'form-button-main';
    await until('it moved', () => called(page.root, 'button', 'Later'));
    expect(called(page.root, 'heading', 'Log in to Normal') !== undefined).to.equal(true);
    words.remove();
    await until('our words are back', () => called(page.root, 'button', 'Connect'));
  });

  it('what came while it was out of the page is there when it returns', async () => {
    const page = await show('no-consent');
    const { connect, root } = page;
    await until('the picker', () => called(root, 'heading', 'Choose your institution'));
    const parent = connect.parentElement!;
    connect.remove();
    connect.insertAdjacentHTML('beforeend', '<b slot="picker-heading">Meanwhile</b>');
    parent.append(connect);
    await until('it is there', () => called(root, 'heading', 'Meanwhile'));
  });

  it('what a page puts there is text of its own, and its names go nowhere else', async () => {
    const page = await show('no-consent', 'form-', 'forms-intro', 'unknown-heading', 'picker-');
    await toForm(page, 'Normal');
    expect(shown(page, 'forms-intro') || shown(page, 'unknown-heading')).to.equal(false);
    expect(called(page.root, 'heading', 'Log in to Normal') !== undefined).to.equal(true);
  });
});
