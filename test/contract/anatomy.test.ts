// Slots and parts: what is documented is there in some state, and what is there in any state is documented.
import { expect } from '@open-wc/testing';
import {
  all,
  closePages,
  deep,
  fill,
  open,
  standsStill,
  startSandbox,
  until,
  parts,
  type Page,
  type Sandbox,
} from '../support/flow.js';
import { STATES } from '../support/states.js';
import { documented, manifest } from './manifest.js';

let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox({ pace: 15, catalogueSize: 1500 });
});
after(() => sandbox.close());

const seen = new Map(manifest.map(({ tagName }) => [tagName, { parts: new Set<string>(), slots: new Set<string>() }]));
const observers: MutationObserver[] = [];

/** Notes every part and slot that an element has, from now on. */
function note(element: Element): void {
  const known = seen.get(element.localName);
  const root = element.shadowRoot;
  if (!known || !root) return;
  const look = () => {
    for (const one of root.querySelectorAll<HTMLElement>('[part]')) for (const name of one.part) known.parts.add(name);
    for (const slot of root.querySelectorAll('slot')) known.slots.add(slot.name);
    for (const inner of root.querySelectorAll('*')) if (inner.shadowRoot && !noted.has(inner)) note(inner);
  };
  noted.add(element);
  const observer = new MutationObserver(look);
  observer.observe(root, { subtree: true, childList: true, attributeFilter: ['part'] });
  observers.push(observer);
  look();
}
const noted = new WeakSet<Element>();

async function show(options: Parameters<typeof open>[1]): Promise<Page> {
  const page = await open(sandbox, options);
  for (const element of deep(page.root)) note(element);
  return page;
}

after(() => {
  for (const observer of observers) observer.disconnect();
});
afterEach(closePages);

const TICKET_SITES = {
  token: '56cf5728784806f72b8b4569',
  normal: '56cf5728784806f72b8b4568',
  code: '5d0bb316f9de2a0a8f71aaf1',
};

/** More choices than are shown without a filter. */
const MANY = Array.from({ length: 60 }, (_, n) => ({ label: `Choice ${n}`, value: n }));

/** The elements of the whole way, by the names that they have in it. */
const ELEMENTS = [
  ['picker', 'syncfy-site-picker'],
  ['form', 'syncfy-credential-form'],
  ['status', 'syncfy-job-status'],
  ['twofa', 'syncfy-twofa'],
] as const;
const slotsOf = (tagName: string) => names(documented(tagName).slots);
const names = (list: { name: string }[] | undefined) => (list ?? []).map(one => one.name).sort();

describe('every state is shown', () => {
  it('the picker’s', async () => {
    const { root, user } = await show({ body: '<syncfy-site-picker></syncfy-site-picker>' });
    const search = await user.find('searchbox');
    await until('the list', () => parts(root, 'list')[0]);
    fill(search, 'acme');
    await until('a mark', () => parts(root, 'mark')[0]);
    fill(search, 'Acme Bank');
    await until('sites', () => parts(root, 'site')[0]);
    fill(search, 'BBVA');
    await until('organizations', () => parts(root, 'organization')[0]);
    for (const one of all(root, 'button').filter(button => button.ariaExpanded === 'false')) one.click();
    await until('badges', () => parts(root, 'badge')[0]);
    fill(search, 'zzzzzz');
    await until('nothing', () => parts(root, 'message')[0]);
  });

  it('the picker’s, without logos or without the catalogue', async () => {
    await sandbox.faults({ rules: [{ match: { path: '/assets/*' }, action: { status: 404 } }] });
    const { root, user } = await show({ body: '<syncfy-site-picker></syncfy-site-picker>' });
    // None that the browser has already.
    fill(await user.find('searchbox'), 'x');
    await until('initials', () => parts(root, 'logo-initials')[0]);
    closePages();
    await sandbox.faults({ rules: [{ action: { status: 503 } }] });
    const broken = await show({ body: '<syncfy-site-picker></syncfy-site-picker>' });
    await until('the error', () => parts(broken.root, 'error')[0], 9000);
    await sandbox.faults({});
  });

  for (const site of ['Every Element', 'Several Ways (version 3)', 'Backup Way (version 4)']) {
    it(`the form’s, of ${site}`, async () => {
      const { root, user } = await show({
        body: '<syncfy-site-picker></syncfy-site-picker><syncfy-credential-form></syncfy-credential-form>',
      });
      await user.picks(site, 'Acme Labs');
      await user.pressKey('form.submit');
      await until('errors', () => parts(root, 'field-error')[0]);
    });
  }

  for (const [organization, site] of [
    ['Caja Popular Los Volcanes', /Personas/],
    ['Acme Bank', /^Normal$/],
  ] as const) {
    it(`of an institution ${organization === 'Acme Bank' ? 'with' : 'without'} a logo`, async () => {
      const { root, user } = await show({ layout: 'parts' });
      fill(await user.find('searchbox'), organization);
      await user.press(site);
      const form = root.querySelector('syncfy-credential-form')!.shadowRoot!;
      await until('the form', () => all(form, 'textbox')[0]);
      for (const input of all(form, 'textbox')) fill(input, 'test');
      await user.pressKey('form.submit');
      await until('the end', () => parts(root, 'mark')[0] ?? parts(root, 'steps')[0]);
    });
  }

  it('the form’s, of a long list and a file, of an organization without a cover', async () => {
    const { root } = await show({ body: '<syncfy-credential-form></syncfy-credential-form>' });
    const form = root.querySelector('syncfy-credential-form')!;
    const avatar = '/assets/56cf4ff5784806152c8b4567/avatar.svg';
    form.site = {
      id_site: 'none',
      name: 'Site',
      site_organization: { name: 'Organization', avatar },
      credentials: [
        { name: 'one', type: 'select', label: 'One', options: MANY },
        { name: 'file', type: 'file', label: 'File' },
      ],
    } as never;
    const input = await until('the file', () => form.shadowRoot!.querySelector<HTMLInputElement>('[type=file]'));
    const files = new DataTransfer();
    files.items.add(new File(['…'], 'a.txt'));
    input.files = files.files;
    await form.submit();
  });

  it('the form’s, whose sending fails', async () => {
    const { root, user } = await show({
      body: `<syncfy-credential-form site-id="${TICKET_SITES.normal}"></syncfy-credential-form>`,
    });
    await user.find('textbox', 'Username');
    await sandbox.faults({ rules: [{ match: { method: 'POST' }, action: { status: 500 } }] });
    await user.logsIn();
    await until('the error', () => parts(root, 'error')[0], 9000);
    await sandbox.faults({});
  });

  it('the form’s, that updates a credential', async () => {
    const response = [{ id_credential: 'c', id_site: TICKET_SITES.normal, username: 't**t' }];
    await sandbox.faults({
      rules: [{ match: { path: '/v1/credentials' }, action: { body: JSON.stringify({ response }) } }],
    });
    const { root } = await show({ body: '<syncfy-credential-form credential-id="c"></syncfy-credential-form>' });
    await until('whose it is', () => parts(root, 'username')[0]);
    await sandbox.faults({});
  });

  for (const challenge of [
    'Image in Bare Base64 (2FA)',
    'Options by URL (2FA)',
    'Several Elements (2FA)',
    'Accounts (2FA)',
  ]) {
    it(`a challenge’s, of ${challenge}`, async () => {
      const { root, user } = await show({ layout: 'parts' });
      await user.picks(challenge, 'Acme Labs');
      await user.logsIn({ User: 'test', Password: 'test' });
      await user.find('button', user.words('twofa.submit'));
      await user.pressKey('twofa.submit');
      await until('errors', () => parts(root, 'field-error')[0]);
    });
  }

  it('a second challenge’s, and one that is sent', async () => {
    const { user, events } = await show({ layout: 'parts' });
    await user.picks('Multiple Text (2FA)');
    await user.logsIn();
    for (const turn of [1, 2]) {
      await until(
        `challenge ${turn}`,
        () => events.of('syncfy-challenge').length === turn && user.sees('radio', 'Option One'),
      );
      await user.choose('radio', 'Option One');
      await user.pressKey('twofa.submit');
    }
    await until('the end', () => events.ends[0]);
  });

  it('an action elsewhere, and one that only a device can answer', async () => {
    const { root } = await show({ body: '<syncfy-twofa></syncfy-twofa>' });
    const twofa = root.querySelector('syncfy-twofa')!;
    const ask = (type: string) =>
      ({ code: 410, twofa: [{ name: 'a', type, label: 'A', options: [], imgBase64File: 'broken' }] }) as never;
    twofa.challenge = ask('externalAction');
    await until('it waits', () => parts(root, 'waiting')[0]);
    const imgURL = `${sandbox.assetsBase}/assets/pictures/none.png`;
    twofa.challenge = { code: 410, twofa: [{ name: 'a', type: 'text', label: 'A', imgURL }] } as never;
    await until('it did not come', () => parts(root, 'button-retry')[0]);
    twofa.challenge = ask('device');
    await until('it says so', () => parts(root, 'error')[0]);
    twofa.timeLimit = 60_000;
    twofa.challenge = { code: 410, twofa: [{ name: 'a', type: 'textOptions', label: 'A', options: MANY }] } as never;
    await until('the time left', () => parts(root, 'countdown')[0]);
  });

  it('a challenge’s, of a job that cannot be followed; the form’s, after it was cancelled', async () => {
    const { root, user } = await show({ layout: 'parts' });
    await user.picks('Token (2FA)');
    await user.logsIn();
    await user.find('textbox', 'Enter any number sequence as a token');
    await sandbox.faults({ rules: [{ match: { path: '*/status' }, action: { status: 503 } }] });
    root.querySelector('syncfy-twofa')!.flow.job!.wake();
    await until('trouble', () => parts(root, 'trouble')[0]);
    root.querySelector('syncfy-twofa')!.flow.job!.cancel();
    await until('that', () => parts(root, 'message')[0]);
    await sandbox.faults({});
  });

  it('a challenge’s, that leads back', async () => {
    const { root, user } = await show({ layout: 'parts' });
    await user.picks('Device Only (2FA)', 'Acme Labs');
    await user.logsIn({ User: 'test', Password: 'test' });
    await until('the way back', () => parts(root, 'button-other')[0]);
  });

  it('a job’s, until its end', async () => {
    const { user, events, root } = await show({ layout: 'parts' });
    await sandbox.faults({
      nextJob: { socket: { refuse: true } },
      rules: [{ match: { path: '*/status' }, action: { status: 503 } }],
    });
    await user.picks('Normal');
    await user.logsIn();
    await until('trouble', () => parts(root, 'trouble')[0]);
    await sandbox.faults({});
    await until('the end', () => events.ends[0]);
  }).timeout(30_000);

  it('a challenge’s, whose sending fails, of an institution without a logo', async () => {
    const { root, user, session } = await show({
      body: '<syncfy-twofa></syncfy-twofa><syncfy-job-status></syncfy-job-status>',
    });
    const { client } = session;
    const site = await client.site(TICKET_SITES.token);
    session.site = { ...site, site_organization: undefined };
    session.resume(
      await client.createCredential(site, { values: Object.entries({ username: 'test', password: 'test' }) }),
    );
    await until('initials', () => parts(root, 'logo-initials').length === 2);
    await sandbox.faults({ rules: [{ match: { method: 'POST' }, action: { status: 500 } }] });
    await user.type('Enter any number sequence as a token', '1');
    await user.pressKey('twofa.submit');
    await until('the error', () => parts(root, 'rid')[0]);
    await sandbox.faults({});
  });

  it('a job’s, that may not be followed', async () => {
    const { root, user } = await show({ layout: 'parts' });
    await sandbox.faults({
      nextJob: { socket: { refuse: true } },
      rules: [{ match: { path: '*/status' }, action: { status: 403 } }],
    });
    root.querySelector('syncfy-job-status')!.compact = false;
    await user.picks('Normal');
    await user.logsIn();
    await until('the error', () => parts(root, 'error')[0], 9000);
    await sandbox.faults({});
  });

  it('a job’s, in one line', async () => {
    const { root, user } = await show({ layout: 'parts' });
    root.querySelector('syncfy-job-status')!.compact = true;
    await user.picks('Token (2FA)');
    await user.logsIn();
    await user.find('textbox', 'Enter any number sequence as a token');
  });

  it('a job’s, that fails, or which is compact', async () => {
    const { root, user, events } = await show({ layout: 'parts' });
    await user.picks('Code Response Simulator');
    await user.logsIn({ Username: 'test', Password: 'test', 'Code to end with (200 if left empty)': '500' });
    await until('the end', () => events.ends[0]);
    await until('the reference', () => parts(root, 'code')[0]);
    root.querySelector('syncfy-job-status')!.compact = true;
  });

  it('connect’s, in one line', async () => {
    await standsStill(sandbox, 100, 101);
    const { root, user } = await show({ connect: 'no-consent compact' });
    await user.picks('Normal');
    await user.logsIn();
    await until('a way out', () => parts(root, 'button-cancel')[0]).finally(() => sandbox.faults({}));
  });

  it('a job’s that one may leave', async () => {
    const { root } = await STATES.find(({ name }) => name === 'job: working for long, one may leave')!.show(sandbox);
    for (const element of deep(root)) note(element);
    await sandbox.reset();
  });

  it('connect’s, whose page brings words for each of its elements', async () => {
    const words = ELEMENTS.map(([name, tagName]) => slotsOf(tagName).map(slot => `<i slot="${name}-${slot}">…</i>`));
    await show({ body: `<syncfy-connect no-consent>${words.flat().join('')}</syncfy-connect>` });
  });

  for (const [code, part] of Object.entries({
    400: 'correct',
    409: 'choose-site',
    449: 'choose-other',
    500: 'retry',
  })) {
    it(`connect’s, after ${code}`, async () => {
      const { root, user } = await show({ connect: 'no-consent' });
      await user.picks('Code Response Simulator');
      await user.logsIn({ Username: 'test', Password: 'test', 'Code to end with (200 if left empty)': code });
      await until('the way on', () => parts(root, `button-${part}`)[0]);
    });
  }

  for (const mode of ['inline', 'dialog'] as const) {
    it(`connect’s, as ${mode}`, async () => {
      // One of the two has a logo, the other initials.
      const logo = mode === 'dialog' ? `${sandbox.assetsBase}/assets/56cf4ff5784806152c8b4567/avatar.svg` : '';
      const { root, user, connect, events } = await show({
        connect: `mode="${mode}" client-name="Client" client-logo="${logo}" policy-url="https://example.com/"`,
      });
      connect.show();
      await user.consents();
      await user.picks('Token (2FA)');
      await user.logsIn();
      await user.type('Enter any number sequence as a token', '1');
      await user.pressKey('twofa.submit');
      await until('the end', () => events.ends[0]);
      await until('actions', () => parts(root, 'button-other')[0]);
    });
  }
});

describe('and then', () => {
  for (const { tagName } of manifest) {
    it(`<${tagName}> has the slots that are documented, and no other`, () => {
      expect([...seen.get(tagName)!.slots].sort()).to.deep.equal(names(documented(tagName).slots));
    });

    it(`<${tagName}> has the parts that are documented, and no other`, () => {
      expect([...seen.get(tagName)!.parts].sort()).to.deep.equal(names(documented(tagName).cssParts));
    });
  }

  it('each slot of its elements is a slot of <syncfy-connect>', () => {
    const passedOn = slotsOf('syncfy-connect').filter(slot => /^(?:picker|form|status|twofa)-/.test(slot));
    const expected = ELEMENTS.flatMap(([name, tagName]) => slotsOf(tagName).map(slot => `${name}-${slot}`));
    expect(passedOn).to.deep.equal(expected.sort());
  });

  it('each part of its elements is a part of <syncfy-connect>, by its own name and under that of its element', async () => {
    const { connect } = await show({ connect: 'no-consent' });
    await until('the picker', () => connect.shadowRoot?.querySelector('syncfy-site-picker'));
    const expected = new Set(ELEMENTS.flatMap(([, tagName]) => names(documented(tagName).cssParts)));
    // Those two are parts of the whole way itself: the card, and the element that the form is.
    expected.delete('base');
    expected.delete('form');
    for (const [name, tagName] of ELEMENTS) {
      const exported = connect.shadowRoot?.querySelector(tagName)?.getAttribute('exportparts')?.split(',');
      expect(exported?.sort()).to.deep.equal([...expected].flatMap(part => [part, `${part}:${name}-${part}`]).sort());
    }
  });
});
