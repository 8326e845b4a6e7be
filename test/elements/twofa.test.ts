import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Challenge } from '../../src/api/schemas.js';
import { Job } from '../../src/headless.js';
import type { SyncfyTwofa } from '../../src/index.js';
import { FakeClock } from '../support/clock.js';
import {
  all,
  closePages,
  deep,
  fill,
  focused,
  hold,
  nameOf,
  open,
  parts,
  sandboxForAll,
  settled,
  startSandbox,
  textOf,
  until,
  visibleText,
  type Page,
} from '../support/flow.js';
import { expectAccessible } from '../support/page.js';

const sandbox = await sandboxForAll();
/** Where a job that goes on by itself leaves time to stop it. */
const slow = await sandboxForAll({ pace: 500 });

const LOGIN = { User: 'test', Password: 'test' };
const ACME = { Username: 'test', Password: 'test' };
const twofa = ({ root }: Page) => root.querySelector('syncfy-twofa') as SyncfyTwofa;
const answers = async (where = sandbox) =>
  (await where.requests())
    .filter(one => one.path.endsWith('/twofa'))
    .map(one => (one.body as { twofa: unknown }).twofa);
const problems = ({ root }: Page) => parts(twofa({ root } as Page).shadowRoot!, 'field-error').map(textOf);

/** Picks a site and logs in, until it asks. */
async function asked(site: string, organization = 'Acme Bank', where = sandbox): Promise<Page> {
  const page = await open(where, { layout: 'parts' });
  await page.user.picks(site, organization);
  await page.user.logsIn(organization === 'Acme Bank' ? ACME : LOGIN);
  await until('the challenge', () => page.events.of('syncfy-challenge')[0]);
  await until(
    'it is shown',
    () => parts(twofa(page).shadowRoot!, 'field')[0] ?? parts(twofa(page).shadowRoot!, 'error')[0],
  );
  return page;
}

/** … and of what comes after that, nothing is heard. */
async function askedForGood(site: string): Promise<Page> {
  await sandbox.faults({ socket: { refuse: true } });
  const page = await asked(site);
  hold(/\/status$/);
  return page;
}

/** A challenge of the page's own. */
async function own(
  elements: object[],
  more: object = { address: `${sandbox.apiBase}/jobs/none/twofa` },
): Promise<Page> {
  const page = await open(sandbox, { body: '<syncfy-twofa></syncfy-twofa>' });
  twofa(page).challenge = { code: 410, twofa: elements, ...more } as unknown as Challenge;
  await twofa(page).updateComplete;
  return page;
}

describe('<syncfy-twofa>', () => {
  for (const asks of ['the job', 'the page, in its place']) {
    it(`lets nobody’s time run out while they type: asked by ${asks}`, async () => {
      const page = await open(sandbox, { body: '<syncfy-twofa></syncfy-twofa>' });
      const clock = new FakeClock();
      const entries = [{ code: 410, twofa: [{ name: 'token', type: 'text', label: 'Token' }] }];
      const client = { jobStatus: () => Promise.resolve(structuredClone(entries)), lastRid: undefined };
      const status = `${sandbox.apiBase}/jobs/j/status`;
      const job = new Job({ id: 'j', status }, { client: client as never, clock, timeout: 10_000 });
      page.session.job = job;
      await until('it works', () => clock.pending > 0);
      await clock.tick(100);
      if (asks !== 'the job') twofa(page).challenge = { ...entries[0]!, address: status } as unknown as Challenge;
      await settled();
      const input = await page.user.find('textbox', 'Token');
      for (const text of ['1', '12', '123']) {
        await clock.tick(9_000);
        fill(input, text);
      }
      await clock.tick(9_000);
      expect(job.end).to.equal(undefined);
      await clock.tick(2_000);
      expect(job.end?.code).to.equal(504);
    });
  }

  it('says that the session has ended no longer than it has', async () => {
    const page = await asked('Token (2FA)');
    await sandbox.expireTokens();
    await page.user.type('Enter any number sequence as a token', '1');
    await page.user.pressKey('twofa.submit');
    const alerts = () => all(twofa(page).shadowRoot!, 'alert');
    await until('it is said', () => alerts()[0]);
    // It may have been the job's status that was refused first.
    await page.user.find('button', page.user.words('twofa.submit'));
    page.session.token = await sandbox.token();
    await until('it is said no longer', () => !alerts().length);
    await page.user.pressKey('twofa.submit');
    await until('the end', () => page.events.ends[0]);
  });

  it('without a challenge, says that nothing is asked', async () => {
    const page = await open(sandbox, { body: '<syncfy-twofa></syncfy-twofa>' });
    await until('it says so', () => visibleText(page.root).includes(page.user.words('common.idle')));
    await expectAccessible(page.root);
  });

  it('asks for a code in the bank’s words, sends it, and tells the page its name alone', async () => {
    const page = await asked('Token (2FA)');
    const label = 'Enter any number sequence as a token';
    const input = (await page.user.find('textbox', label)) as HTMLInputElement;
    expect(input.autocomplete).to.equal('one-time-code');
    await expectAccessible(twofa(page));
    await page.user.type(label, '123456');
    await page.user.pressKey('twofa.submit');
    await until('the end', () => page.events.ends[0]);
    expect(page.events.codes).to.deep.equal([100, 101, 410, 103, 102, 200]);
    expect(await answers()).to.deep.equal([{ token: '123456' }]);
    expect(page.events.of('syncfy-twofa-submit')).to.deep.equal([{ names: ['token'] }]);
    expect(JSON.stringify(page.events.all.map(({ detail }) => detail))).not.to.contain('123456');
  });

  it('says that an answer is wrong only after trying, and goes there', async () => {
    const page = await asked('Several Elements (2FA)', 'Acme Labs');
    await page.user.pressKey('twofa.submit');
    await until('all', () => problems(page).length === 3);
    expect(problems(page)[0]).to.equal(page.user.words('form.required'));
    expect(nameOf(focused()!)).to.equal('Enter any number sequence as a token');
    await expectAccessible(twofa(page));
    expect(await answers()).to.deep.equal([]);
  });

  it('asks for a secret as a password, which can be revealed', async () => {
    const page = await asked('Password (2FA)', 'Acme Labs');
    const label = 'Enter any PIN but "wrong"';
    const input = (await page.user.find('textbox', label)) as HTMLInputElement;
    expect(input.type).to.equal('password');
    await page.user.press(`${page.user.words('form.show')} ${label}`);
    await until('it is shown', () => input.type === 'text');
    await expectAccessible(twofa(page));
    await page.user.type(label, '4711');
    await page.user.pressKey('twofa.submit');
    await until('the end', () => page.events.ends[0]);
    expect(await answers()).to.deep.equal([{ pin: '4711' }]);
  });

  it('no-autocomplete: the browser offers nothing', async () => {
    const page = await own([
      { name: 'code', type: 'text', label: 'Code' },
      { name: 'pin', type: 'password', label: 'PIN' },
    ]);
    const autocomplete = () => (all(page.root, 'textbox') as HTMLInputElement[]).map(one => one.autocomplete);
    expect(autocomplete()).to.deep.equal(['one-time-code', 'one-time-code']);
    twofa(page).noAutocomplete = true;
    await twofa(page).updateComplete;
    expect(autocomplete()).to.deep.equal(['off', 'one-time-code']);
  });

  for (const [site, organization] of [
    ['Captcha (2FA)', 'Acme Bank'],
    ['Image in Bare Base64 (2FA)', 'Acme Labs'],
    ['Image by URL (2FA)', 'Acme Labs'],
  ] as const) {
    it(`shows a captcha: ${site}`, async () => {
      const page = await asked(site, organization);
      const [image] = parts(page.root, 'picture-image') as HTMLImageElement[];
      await until('it is drawn', () => image!.complete && image!.naturalWidth > 0);
      expect(image!.alt).to.equal(page.user.words('twofa.picture'));
      await expectAccessible(twofa(page));
      await page.user.type('Enter the text of the image', 'test');
      await page.user.pressKey('twofa.submit');
      await until('the end', () => page.events.ends[0]);
      expect(page.events.ends[0]?.code).to.equal(200);
    });
  }

  for (const [site, organization] of [
    ['Multiple Image (2FA)', 'Acme Bank'],
    ['Options in Bare Base64 (2FA)', 'Acme Labs'],
    ['Options by URL (2FA)', 'Acme Labs'],
  ] as const) {
    it(`offers pictures, and posts the value of one: ${site}`, async () => {
      const page = await asked(site, organization);
      const images = parts(page.root, 'option-image') as HTMLImageElement[];
      await until(
        'they are drawn',
        () => images.length > 2 && images.every(one => one.complete && one.naturalWidth > 0),
      );
      const choices = all(page.root, 'radio') as HTMLInputElement[];
      expect(choices.map(nameOf)).to.include(page.user.words('twofa.option', { n: '2' }));
      await expectAccessible(twofa(page));
      choices[0]!.focus();
      await sendKeys({ press: 'ArrowDown' });
      expect(choices[1]!.checked).to.equal(true);
      await page.user.pressKey('twofa.submit');
      await until('the end', () => page.events.ends[0]);
      const [answer] = (await answers()) as { image: unknown }[];
      const [challenge] = page.events.of('syncfy-challenge');
      expect(answer?.image).to.equal(challenge?.challenge.twofa[0]?.options?.[1]?.value);
    });
  }

  for (const site of ['Select (2FA)', 'Multiple Text (2FA)'] as const) {
    it(`offers a list, and posts the value of one: ${site}`, async () => {
      const page = await asked(site, site === 'Select (2FA)' ? 'Acme Labs' : 'Acme Bank');
      expect(all(page.root, 'radio').map(nameOf)).to.deep.equal(['Option One', 'Option Two', 'Option Three']);
      await expectAccessible(twofa(page));
      await page.user.choose('radio', 'Option Two');
      await page.user.pressKey('twofa.submit');
      await until('the answer', async () => (await answers()).length > 0);
      expect((await answers())[0]).to.deep.equal({ option: '02' });
    });
  }

  it('a long list is a select', async () => {
    const options = Array.from({ length: 12 }, (_, i) => ({ label: `Choice ${i}`, value: i }));
    const page = await own([{ name: 'a', type: 'textOptions', label: 'One of many', options }]);
    const select = (await page.user.find('combobox', 'One of many')) as HTMLSelectElement;
    expect(select.options).to.have.length(13);
    await expectAccessible(page.root);
  });

  it('offers several to choose from, and posts them joined', async () => {
    const page = await asked('Accounts (2FA)', 'Acme Labs');
    await page.user.choose('checkbox', 'Checking · 0011');
    await page.user.choose('checkbox', 'Credit card · 0033');
    await expectAccessible(twofa(page));
    await page.user.pressKey('twofa.submit');
    await until('the end', () => page.events.ends[0]);
    expect(await answers()).to.deep.equal([{ accounts: '0011,0033' }]);
  });

  for (const site of ['QR Code Scan (2FA)', 'Confirm Login (2FA)'] as const) {
    it(`waits for an action elsewhere, with nothing to send: ${site}`, async () => {
      const page = await asked(site, 'Acme Bank', slow);
      await until('it waits', () => visibleText(twofa(page).shadowRoot!).includes(page.user.words('twofa.waiting')));
      expect(Boolean(page.user.sees('button', page.user.words('twofa.submit')))).to.equal(false);
      if (site === 'QR Code Scan (2FA)') expect(parts(page.root, 'picture-image')).to.have.length(1);
      await until('the end', () => page.events.ends[0]);
      expect(page.events.ends[0]?.code).to.equal(200);
      expect(await answers(slow)).to.deep.equal([]);
    });
  }

  it('is drawn each second only while time is shown', async () => {
    const { setTimeout: set } = window;
    let seconds = 0;
    window.setTimeout = ((run: () => void, ms = 0, ...rest: unknown[]) => {
      if (ms === 1000) seconds++;
      return set(run, ms, ...rest);
    }) as typeof setTimeout;
    try {
      const page = await own([{ name: 'a', type: 'text', label: 'A', options: [] }]);
      expect(seconds).to.equal(0);
      twofa(page).timeLimit = 60_000;
      await until('it counts', () => seconds > 0);
      // Nor while nobody looks.
      Object.defineProperty(document, 'hidden', { configurable: true, value: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      await twofa(page).updateComplete;
      seconds = 0;
      twofa(page).requestUpdate();
      await twofa(page).updateComplete;
      expect(seconds).to.equal(0);
    } finally {
      window.setTimeout = set;
      Reflect.deleteProperty(document, 'hidden');
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }
  });

  it('an action elsewhere can be read and used by everybody', async () => {
    const page = await own([{ name: 'a', type: 'externalAction', label: 'Confirm in your app', options: [] }]);
    await until('it waits', () => visibleText(page.root).includes(page.user.words('twofa.waiting')));
    await expectAccessible(page.root);
  });

  it('sends what is for a bank’s device back as it came, and shows nothing of it', async () => {
    const page = await asked('Hardware Token (2FA)', 'Acme Labs');
    expect(visibleText(twofa(page).shadowRoot!)).not.to.include('7f3a');
    expect(all(twofa(page).shadowRoot!, 'textbox')).to.have.length(1);
    await page.user.type('Enter any number sequence as a token', '1');
    await page.user.pressKey('twofa.submit');
    await until('the end', () => page.events.ends[0]);
    expect((await answers())[0]).to.include({ device: 'sandbox-device-7f3a', token: '1' });
    expect(page.events.ends[0]?.code).to.equal(200);
  });

  it('says so where only a device can answer', async () => {
    const page = await own([{ name: 'a', type: 'message_encrypted', label: 'abc', options: [] }]);
    await until('it says so', () => visibleText(page.root).includes(page.user.l10n.words('twofa.device').title));
    expect(visibleText(page.root)).not.to.include('abc');
    await expectAccessible(page.root);
  });

  it('says so under what the institution says of it', async () => {
    const page = await own([
      { name: 'a', type: 'instructions', label: 'Plug in your token', options: [] },
      { name: 'b', type: 'device', label: 'abc', options: [] },
    ]);
    await until('it says so', () => visibleText(page.root).includes(page.user.l10n.words('twofa.device').title));
    expect(visibleText(page.root)).to.include('Plug in your token').and.not.include('abc');
  });

  it('what is confirmed elsewhere is shown and waited for, whatever data for a device comes along', async () => {
    const page = await own([
      { name: 'a', type: 'externalAction', label: 'Confirm in your app', options: [] },
      { name: 'b', type: 'device', label: 'Ana’s phone', options: [] },
    ]);
    await until('it waits', () => visibleText(page.root).includes(page.user.words('twofa.waiting')));
    expect(visibleText(page.root)).to.include('Confirm in your app').and.not.include('Ana’s phone');
  });

  it('a type that nobody knows is a text input', async () => {
    const page = await asked('Unknown Type (2FA)', 'Acme Labs');
    await page.user.type('Enter any phrase but "wrong"', 'open sesame');
    await page.user.pressKey('twofa.submit');
    await until('the end', () => page.events.ends[0]);
    expect(await answers()).to.deep.equal([{ phrase: 'open sesame' }]);
  });

  it('posts hostile names as any other, and shows labels as text', async () => {
    const page = await own([
      { name: '__proto__', type: 'text', label: '<img src=x onerror=alert(1)>', options: [] },
      { name: 'constructor', type: 'text', label: 'b', options: [] },
    ]);
    expect(all(page.root, 'textbox').map(nameOf)).to.deep.equal(['<img src=x onerror=alert(1)>', 'b']);
    expect([...deep(page.root)].some(one => one.getAttribute('src') === 'x')).to.equal(false);
    await page.user.type('<img src=x onerror=alert(1)>', '1');
    await page.user.type('b', '2');
    page.root.addEventListener('syncfy-twofa-submit', event => event.preventDefault());
    await page.user.pressKey('twofa.submit');
    await until('the event', () => page.events.of('syncfy-twofa-submit')[0]);
    expect(page.events.of('syncfy-twofa-submit')[0]?.names).to.deep.equal(['__proto__', 'constructor']);
  });

  it('shows no picture that is none', async () => {
    for (const imgURL of ['javascript:alert(1)', 'data:text/html,<b>x</b>', 'http://example.com/a.png']) {
      const page = await own([{ name: 'a', type: 'text', label: 'A', imgURL, options: [] }]);
      // At once: a picture that cannot be drawn is taken away by itself a little later.
      expect([...deep(page.root)].filter(one => one.localName === 'img').length).to.equal(0);
      await until('it says so', () => visibleText(page.root).includes(page.user.words('twofa.pictureBroken')));
      closePages();
    }
  });

  it('keeps the answer when sending fails, and sends it again', async () => {
    const page = await asked('Token (2FA)');
    const label = 'Enter any number sequence as a token';
    await sandbox.faults({ rules: [{ match: { method: 'POST', path: '*/twofa' }, action: { status: 500 } }] });
    await page.user.type(label, '123456');
    await page.user.pressKey('twofa.submit');
    await page.user.find('alert');
    expect(page.events.of('syncfy-error').map(({ error }) => error.code)).to.deep.equal(['server']);
    expect(((await page.user.find('textbox', label)) as HTMLInputElement).value).to.equal('123456');
    await expectAccessible(twofa(page));
    await sandbox.faults({});
    await page.user.pressKey('twofa.submit');
    await until('the end', () => page.events.ends[0]);
    expect(page.events.ends[0]?.code).to.equal(200);
  });

  it('keeps its button at work while it sends, and sends once', async () => {
    const page = await asked('Token (2FA)');
    const held = [/\/twofa$/, /\/status$/].map(hold);
    await page.user.type('Enter any number sequence as a token', '1');
    await page.user.pressKey('twofa.submit');
    const button = await page.user.find('button', page.user.words('twofa.sending'));
    expect(button.ariaDisabled).to.equal('true');
    button.click();
    await twofa(page).submit();
    await expectAccessible(twofa(page));
    expect(button.ariaDisabled).to.equal('true', 'what is on its way is not given up');
    for (const { release } of held) release();
    await until('the end', () => page.events.ends[0]);
    expect(await answers()).to.have.length(1);
  });

  it('sends nothing when the page cancels it', async () => {
    const page = await asked('Token (2FA)');
    page.root.addEventListener('syncfy-twofa-submit', event => event.preventDefault());
    await page.user.type('Enter any number sequence as a token', '1');
    await page.user.pressKey('twofa.submit');
    await until('the event', () => page.events.of('syncfy-twofa-submit')[0]);
    await settled();
    expect(await answers()).to.deep.equal([]);
  });

  it('a question that a page hands in, equal to the one before, is asked anew once that was answered', async () => {
    const page = await askedForGood('Token (2FA)');
    const [{ challenge } = { challenge: undefined }] = page.events.of('syncfy-challenge');
    const label = 'Enter any number sequence as a token';
    twofa(page).challenge = challenge;
    await page.user.type(label, '1');
    await page.user.pressKey('twofa.submit');
    await until('it is sent', () => parts(page.root, 'sent')[0]);
    twofa(page).challenge = { ...challenge! };
    expect(((await page.user.find('textbox', label)) as HTMLInputElement).value).to.equal('');
  });

  it('an answer to a question of the page’s own is gone from its field once it was taken', async () => {
    const { job } = await askedForGood('Token (2FA)').then(page => page.events.of('syncfy-job-start')[0]!);
    const page = await own([{ name: 'token', type: 'text', label: 'Token' }], {
      address: `${sandbox.apiBase}/jobs/${job.id}/twofa`,
    });
    const input = (await page.user.find('textbox', 'Token')) as HTMLInputElement;
    fill(input, '4711');
    await page.user.pressKey('twofa.submit');
    await until('it is sent', () => parts(page.root, 'sent')[0]);
    expect(input.value).to.equal('');
  });

  it('… unless the page hands over copies all the time', async () => {
    const page = await askedForGood('Token (2FA)');
    const [{ challenge } = { challenge: undefined }] = page.events.of('syncfy-challenge');
    const give = async () => {
      twofa(page).challenge = { ...challenge! };
      await settled();
    };
    await give();
    await give();
    await page.user.type('Enter any number sequence as a token', '1');
    await page.user.pressKey('twofa.submit');
    await until('it is sent', () => parts(page.root, 'sent')[0]);
    await give();
    await give();
    expect(parts(page.root, 'sent').length).to.equal(1);
    twofa(page).challenge = undefined;
    await settled();
    await give();
    await page.user.find('textbox', 'Enter any number sequence as a token');
  });

  it('another challenge begins with an empty filter', async () => {
    const choices = (what: string) => [
      {
        name: what,
        type: 'options',
        label: what,
        options: Array.from({ length: 60 }, (_, i) => ({
          label: `${what} ${i}`,
          value: i,
          imgBase64File: undefined,
          imgURL: undefined,
        })),
      },
    ];
    const page = await own(choices('first'));
    fill(await page.user.find('searchbox'), '5');
    await until('it is filtered', () => all(page.root, 'radio').length < 60);
    twofa(page).challenge = { ...twofa(page).challenge!, twofa: choices('second') };
    await twofa(page).updateComplete;
    expect(all(page.root, 'radio').length).to.equal(60);
  });

  it('submit() answers nothing where the user acts elsewhere', async () => {
    const page = await own([{ name: 'app', type: 'externalAction', label: 'Confirm in the app' }]);
    await twofa(page).submit();
    await settled();
    expect(page.events.of('syncfy-twofa-submit')).to.deep.equal([]);
    expect((await sandbox.requests()).some(({ path }) => path.endsWith('/twofa'))).to.equal(false);
  });

  it('says that another question is another one, if the first was not answered here', async () => {
    const page = await open(sandbox, { body: '<syncfy-twofa></syncfy-twofa>' });
    const status = `${sandbox.apiBase}/jobs/j/status`;
    const question = (code: string) => ({ code: 410, twofa: [{ name: 'qr', type: 'externalAction', label: code }] });
    const shows = (...response: object[]) =>
      sandbox.faults({ rules: [{ match: { path: '*/j/status' }, action: { body: JSON.stringify({ response }) } }] });
    await shows(question('First'));
    page.session.resume({ id: 'j', status });
    await until('it asks', () => visibleText(page.root).includes('First'));
    expect(parts(page.root, 'again')[0]!.matches(':empty'), 'and leaves no gap').to.equal(true);
    await shows(question('First'), question('Second'));
    await until('it asks anew', () => visibleText(page.root).includes('Second'));
    expect(all(page.root, 'status').map(textOf)).to.include(page.user.words('twofa.again'));
  });

  it('says why nothing can be heard, does not promise to continue then, and blames no time that ran out', async () => {
    const page = await open(sandbox, {
      body: '<syncfy-job-status></syncfy-job-status><syncfy-twofa></syncfy-twofa>',
    });
    const response = [{ code: 410, twofa: [{ name: 'qr', type: 'externalAction', label: 'Confirm' }] }];
    await sandbox.faults({
      rules: [{ match: { path: '*/j/status' }, action: { body: JSON.stringify({ response }) } }],
    });
    page.session.resume({ id: 'j', status: `${sandbox.apiBase}/jobs/j/status` });
    const shown = () => visibleText(twofa(page).shadowRoot!);
    await until('it waits', () => shown().includes(page.user.words('twofa.waiting')));
    await sandbox.faults({ rules: [{ match: { path: '*/j/status' }, action: { status: 503 } }] });
    page.session.job!.wake();
    await until('it says so', () => shown().includes(page.user.words('status.trouble')));
    // What is being answered stays where it is.
    expect(shown().indexOf(page.user.words('status.trouble'))).to.be.above(
      shown().indexOf(page.user.words('twofa.waiting')),
    );
    await sandbox.faults({ rules: [{ match: { path: '*/j/status' }, action: { status: 403 } }] });
    page.session.job!.wake();
    await until('the error', () => parts(twofa(page).shadowRoot!, 'error')[0]);
    expect(shown()).not.to.include(page.user.words('twofa.waiting'));
    page.root.querySelector('syncfy-job-status')!.timeout = 1500;
    await until('the end', () => page.events.ends[0]);
    expect(page.events.ends[0]?.message).to.include(page.user.l10n.words('code.504').title);
  });

  it('an equal challenge of the page, handed over again, leaves what was typed; another one does not', async () => {
    const asks = (label: string) => [{ name: 'a', type: 'text', label }];
    const page = await own(asks('A'));
    const again = async (label: string) => {
      twofa(page).challenge = { ...twofa(page).challenge!, twofa: asks(label) };
      await twofa(page).updateComplete;
      return ((await page.user.find('textbox', label)) as HTMLInputElement).value;
    };
    await page.user.type('A', 'typed');
    expect(await again('A')).to.equal('typed');
    expect(await again('A')).to.equal('typed');
    expect(await again('B')).to.equal('');
    twofa(page).challenge = undefined;
    await until('nothing is asked', () => visibleText(page.root).includes(page.user.words('common.idle')));
    expect(await again('B')).to.equal('');
  });

  it('is not taken away while there is time left', async () => {
    const page = await asked('Token (2FA)', 'Acme Bank');
    page.root.querySelector('syncfy-job-status')!.timeout = 500;
    twofa(page).timeLimit = 600_000;
    await twofa(page).updateComplete;
    await new Promise(resolve => setTimeout(resolve, 1_000));
    expect(page.session.job!.end).to.equal(undefined);
  });

  it('counts the time by a clock that nobody sets', async () => {
    const page = await own([{ name: 'a', type: 'text', label: 'A' }]);
    twofa(page).timeLimit = 120_000;
    await twofa(page).updateComplete;
    const { now } = Date;
    Date.now = () => now() - 3_600_000;
    try {
      twofa(page).requestUpdate();
      await twofa(page).updateComplete;
      expect(parts(page.root, 'countdown').map(textOf).join()).to.match(/ (2:00|1:59)$/);
    } finally {
      Date.now = now;
    }
  });

  for (const [site, where] of [
    ['Token (2FA)', sandbox],
    ['Confirm Login (2FA)', slow],
  ] as const) {
    it(`nobody has to wait who cannot answer: ${site}`, async () => {
      const page = await asked(site, 'Acme Bank', where);
      await page.user.pressKey('common.cancel');
      await until('the end', () => page.events.ends[0]);
      expect(page.events.ends.map(({ code }) => code)).to.deep.equal([0]);
    });
  }

  it('says that a second challenge is another one, and forgets the first answer', async () => {
    const page = await asked('Two Different Challenges (2FA)', 'Acme Labs');
    await page.user.type('Enter any number sequence as a token', '1');
    await page.user.pressKey('twofa.submit');
    await until('the second', () => page.events.of('syncfy-challenge').length === 2);
    await until('it says so', () => visibleText(twofa(page).shadowRoot!).includes(page.user.words('twofa.again')));
    expect(all(twofa(page).shadowRoot!, 'textbox').length).to.equal(0);
    await expectAccessible(twofa(page));
    all(page.root, 'radio')[0]!.click();
    await page.user.pressKey('twofa.submit');
    await until('the end', () => page.events.ends[0]);
    expect(page.events.ends[0]?.code).to.equal(200);
  });

  it('asks the same question again, with an empty field', async () => {
    const page = await asked('Multiple Text (2FA)');
    for (const turn of [1, 2]) {
      await until(
        `question ${turn}`,
        () => page.events.of('syncfy-challenge').length === turn && page.user.sees('radio', 'Option One'),
      );
      expect((all(page.root, 'radio') as HTMLInputElement[]).filter(one => one.checked)).to.deep.equal([]);
      await page.user.choose('radio', 'Option One');
      await page.user.pressKey('twofa.submit');
    }
    await until('the end', () => page.events.ends[0]);
    expect(await answers()).to.have.length(2);
  });

  it('too late is told as such', async () => {
    const hurried = await startSandbox({ challengeTimeoutMs: 300 });
    const page = await open(hurried, { layout: 'parts' });
    await page.user.picks('Token (2FA)');
    await page.user.logsIn();
    await until('the end', () => page.events.ends[0]);
    expect(page.events.ends[0]).to.include({ name: 'syncfy-failure', code: 411 });
    await hurried.close();
  });
});
