import { expect } from '@open-wc/testing';
import { Job, type Clock } from '../../src/headless.js';
import type { JobInfo, SyncfyJobStatus, SyncfySession } from '../../src/index.js';
import { wordsOfCode } from '../../src/i18n/words.js';
import {
  all,
  closePages,
  deep,
  hold,
  open,
  parts,
  sandboxForAll,
  settled,
  standsStill,
  startSandbox,
  textOf,
  until,
  visibleText,
  type Page,
} from '../support/flow.js';
import { expectAccessible } from '../support/page.js';

const NORMAL = '56cf5728784806f72b8b4568';
const ENDS_WITH = '5d0bb316f9de2a0a8f71aaf1';
const TOKEN = '56cf5728784806f72b8b4569';

const sandbox = await sandboxForAll();

const show = (attributes = '', more: Parameters<typeof open>[1] = {}) =>
  open(sandbox, { body: `<syncfy-job-status ${attributes}></syncfy-job-status>`, ...more });
const status = ({ root }: Page) => root.querySelector('syncfy-job-status') as SyncfyJobStatus;
const sentence = ({ root }: Page) => parts(root, 'sentence').map(textOf).join();
const slides = ({ root }: Page) => getComputedStyle(parts(root, 'bar')[0]!, '::before').visibility === 'visible';
const live = ({ root }: Page) =>
  [...deep(root)]
    .filter(one => one.role === 'status' || one.role === 'alert')
    .map(textOf)
    .join();

/** Creates a credential as a page's own form would, and follows its job. */
async function run(
  { session }: { session: SyncfySession },
  idSite = NORMAL,
  more: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const site = await session.client.site(idSite);
  const ticket = await session.client.createCredential(site, {
    values: Object.entries({ username: 'test', password: 'test', ...more }),
  });
  session.resume(ticket);
  return ticket;
}

/** A clock that stands still until it is moved. */
class StillClock implements Clock {
  at = 1_000;
  readonly timers = new Map<number, { at: number; run: () => void }>();
  #id = 0;
  now = () => this.at;
  setTimeout = (run: () => void, ms: number) => {
    this.timers.set(++this.#id, { at: this.at + ms, run });
    return this.#id;
  };
  clearTimeout = (timer: unknown) => void this.timers.delete(timer as number);
  move(ms: number): void {
    this.at += ms;
    for (const [id, { at, run }] of [...this.timers]) {
      if (at > this.at) continue;
      this.timers.delete(id);
      run();
    }
  }
}

describe('<syncfy-job-status>', () => {
  it('without a job, says that there is none', async () => {
    const page = await show();
    await until('it says so', () => visibleText(page.root).includes(page.user.words('common.idle')));
    expect(status(page).history).to.deep.equal([]);
    expect(status(page).status).to.equal(undefined);
    await expectAccessible(page.root);
  });

  it('says what is going on, in a live region, and what is done', async () => {
    const page = await show();
    await run(page, TOKEN);
    const { title } = wordsOfCode(page.user.l10n, 410);
    await until('the question', () => live(page).includes(title));
    const steps = parts(page.root, 'step').map(textOf);
    expect(steps).to.have.length(3);
    expect(steps[0]).to.include(page.user.words('status.stepDone'));
    for (const step of steps.slice(1)) expect(step).not.to.include(page.user.words('status.stepDone'));
    const current = parts(page.root, 'step').map(one => one.getAttribute('aria-current'));
    expect(current).to.deep.equal([null, 'step', null]);
    expect(page.events.codes).to.deep.equal([100, 101, 410]);
    expect(status(page).history.map(({ code }) => code)).to.deep.equal([100, 101, 410]);
    expect(status(page).status?.code).to.equal(410);
    expect(page.events.of('syncfy-challenge')).to.have.length(1);
    await expectAccessible(page.root);
  });

  it('does not ask for the answer that was sent', async () => {
    await sandbox.faults({ socket: { refuse: true } });
    const page = await show('', { body: '<syncfy-job-status></syncfy-job-status><syncfy-twofa></syncfy-twofa>' });
    await run(page, TOKEN);
    await page.user.find('textbox', 'Enter any number sequence as a token');
    // Nothing is heard of what the answer leads to.
    hold(/\/status$/);
    await page.user.type('Enter any number sequence as a token', '1');
    await page.user.pressKey('twofa.submit');
    const { title } = wordsOfCode(page.user.l10n, 103);
    await until('it says so', () => live(page).includes(title));
    expect(page.events.codes).to.deep.equal([100, 101, 410]);
  });

  it('its history is a list of the caller’s own', async () => {
    const page = await show();
    await run(page);
    await until('the end', () => page.events.ends[0]);
    (status(page).history as unknown[]).reverse();
    (status(page).history as unknown[]).push({ code: 1 });
    await settled();
    expect(status(page).history.map(({ code }) => code)).to.deep.equal([100, 101, 102, 200]);
    expect(page.events.codes).to.deep.equal([100, 101, 102, 200]);
  });

  it('says as soon as it is true that one may leave', async () => {
    await standsStill(sandbox, 100, 101);
    const page = await show();
    await run(page);
    await until('the first word', () => sentence(page));
    expect(visibleText(page.root)).not.to.include(page.user.words('status.mayLeave'));
    const cancel = () => parts(page.root, 'button-cancel')[0]!.getBoundingClientRect().top;
    const before = cancel();
    await standsStill(sandbox, 100, 101, 102);
    page.session.job!.wake();
    await until('it says so', () => visibleText(page.root).includes(page.user.words('status.mayLeave')));
    expect(cancel(), 'nothing moves from under the pointer').to.equal(before);
    await expectAccessible(page.root);
  });

  for (const [code, kind] of [
    [200, 'success'],
    [202, 'success'],
    [206, 'success'],
    [401, 'user-error'],
    [405, 'user-error'],
    [409, 'user-error'],
    [499, 'user-error'],
    [500, 'error'],
    [509, 'error'],
    [599, 'error'],
  ] as const) {
    it(`ends with ${code}, says so, and tells the page once`, async () => {
      const page = await show();
      await run(page, ENDS_WITH, { code: String(code) });
      await until('the end', () => page.events.ends[0]);
      const { title, text } = wordsOfCode(page.user.l10n, code);
      await until('its words', () => visibleText(page.root).includes(text));
      if (kind !== 'success') expect(visibleText(page.root)).to.include(title);
      expect(live(page)).to.include(text);
      await settled();
      const { ends } = page.events;
      expect(ends).to.have.length(1);
      expect(ends[0]).to.include({ name: kind === 'success' ? 'syncfy-success' : 'syncfy-failure', code, kind });
      expect(ends[0]!.message).to.equal(`${title}. ${text}`);
      expect(ends[0]!.credentialId).to.match(/^[0-9a-f]{24}$/);
      expect((ends[0]!.job as JobInfo).id).to.equal(page.session.job?.id);
      if (kind !== 'success') {
        expect(parts(page.root, 'code').map(textOf)).to.deep.equal([String(code)]);
        expect(parts(page.root, 'rid').map(textOf)).to.deep.equal([ends[0]!.rid]);
      }
      if ([200, 401, 500].includes(code)) await expectAccessible(page.root);
    });
  }

  it('cancel(), and its button: stops waiting, with a word', async () => {
    const page = await show();
    await run(page, TOKEN);
    await until('the question', () => page.events.codes.includes(410));
    await page.user.pressKey('common.cancel');
    await until('the end', () => page.events.ends[0]);
    expect(page.events.ends).to.have.length(1);
    expect(page.events.ends[0]).to.include({ name: 'syncfy-failure', code: 0 });
    const { title } = page.user.l10n.words('status.cancelled');
    await until('its words', () => visibleText(page.root).includes(title));
    await expectAccessible(page.root);
    status(page).cancel();
    await settled();
    expect(page.events.ends).to.have.length(1);
  });

  it('timeout: gives up when no news come for so long', async () => {
    await sandbox.faults({ nextJob: { statusLagMs: 60_000, socket: { silent: true } } });
    const page = await show('timeout="300"');
    await run(page);
    await until('the end', () => page.events.ends[0]);
    expect(page.events.ends[0]).to.include({ name: 'syncfy-failure', code: 504, kind: 'error' });
    await until('its words', () => visibleText(page.root).includes(wordsOfCode(page.user.l10n, 504).title));
  });

  it('quick-answer: the login counts as success', async () => {
    await standsStill(sandbox, 100, 101, 102);
    const page = await show('quick-answer');
    await run(page);
    await until('the end', () => page.events.ends[0]);
    expect(page.events.ends[0]).to.include({ name: 'syncfy-success', code: 102 });
    await standsStill(sandbox, 100, 101, 102, 200);
    page.session.job!.wake();
    await until('the rest', () => page.events.codes.includes(200));
    expect(page.events.ends).to.have.length(1);
  });

  it('compact: is one line', async () => {
    const page = await show('compact');
    await run(page, TOKEN);
    await until('the question', () => sentence(page).includes(wordsOfCode(page.user.l10n, 410).title));
    expect(parts(page.root, 'step').length).to.equal(0);
    expect(parts(page.root, 'bar').length).to.equal(0);
    expect(all(page.root, 'button').length).to.equal(0);
    await expectAccessible(page.root);
  });

  it('compact: says why the job cannot be followed', async () => {
    await sandbox.faults({
      nextJob: { socket: { refuse: true } },
      rules: [{ match: { path: '*/status' }, action: { status: 403 } }],
    });
    const page = await show('compact');
    await run(page);
    await page.user.find('alert');
    await sandbox.faults({});
    await page.user.pressKey('common.tryAgain');
    await until('the end', () => page.events.ends[0]);
  });

  describe('a job that takes long', () => {
    // The element takes its time from the window; here it goes by on command.
    const { setTimeout: set, clearTimeout: clear } = window;
    const waiting = new Map<number, { run: () => void; ms: number }>();
    let last = 0;
    let begun = 0;
    before(() => {
      window.setTimeout = ((run: () => void, ms = 0, ...rest: unknown[]) => {
        if (ms !== 20_000 && ms !== 60_000) return set(run, ms, ...rest);
        waiting.set(--last, { run, ms });
        // A job waits for 20 s at times, too.
        if (ms === 60_000) begun++;
        return last;
      }) as typeof setTimeout;
      window.clearTimeout = id => {
        if (!waiting.delete(Number(id))) clear(id);
      };
    });
    after(() => void Object.assign(window, { setTimeout: set, clearTimeout: clear }));
    const pass = (time: number) => {
      for (const { run, ms } of waiting.values()) if (ms === time) run();
    };
    const counts = () => [...waiting.values()].some(({ ms }) => ms === 60_000);

    it('says that it can take a while, and then that it takes longer than usual', async () => {
      const slow = await startSandbox({ pace: 60_000 });
      const page = await open(slow, { body: '<syncfy-job-status></syncfy-job-status>' });
      await run(page);
      await until('it runs', () => page.events.codes.includes(100));
      expect(visibleText(page.root)).not.to.include(page.user.words('status.slow'));
      pass(20_000);
      await until('a while', () => live(page).includes(page.user.words('status.slow')));
      pass(60_000);
      await until('longer', () => live(page).includes(page.user.words('status.slower')));
      expect(slides(page)).to.equal(true);
      await expectAccessible(page.root);

      await slow.faults({ rules: [{ match: { path: '*/status' }, action: { status: 503 } }] });
      page.session.job!.wake();
      await until('it is interrupted', () => live(page).includes(page.user.words('status.trouble')));
      expect(live(page)).not.to.include(page.user.words('status.slower'));
      expect(slides(page)).to.equal(false);
      await slow.faults({});
      page.session.job!.wake();
      await until('it goes on', () => live(page).includes(page.user.words('status.slower')));
      expect(slides(page)).to.equal(true);
      closePages();
      expect(counts()).to.equal(false);
      await slow.close();
    });

    it('says and shows of no job that it goes on while nothing can be heard of it', async () => {
      await sandbox.faults({
        nextJob: { socket: { refuse: true } },
        rules: [{ match: { path: '*/status' }, action: { status: 403 } }],
      });
      const page = await show();
      await run(page);
      await page.user.find('alert');
      expect(counts()).to.equal(false);
      expect(slides(page)).to.equal(false);
      await sandbox.faults({});
      begun = 0;
      await page.user.pressKey('common.tryAgain');
      await until('the end', () => page.events.ends[0]);
      expect(begun).to.be.above(0);
    });

    it('the time in which the user is asked does not count', async () => {
      const page = await show();
      await run(page, TOKEN);
      await until('the question', () => page.events.codes.includes(410));
      await settled();
      expect(counts()).to.equal(false);
      const before = begun;
      await page.session.job!.answer([['token', '1']]);
      await until('the institution’s time', () => begun > before);
      await until('the end', () => page.events.ends[0]);
      expect(counts()).to.equal(false);
    });
  });

  it('says that the connection is interrupted, and goes on', async () => {
    await sandbox.faults({
      nextJob: { socket: { refuse: true } },
      rules: [{ match: { path: '*/status' }, action: { status: 503 } }],
    });
    const page = await show();
    await run(page);
    await until('it says so', () => live(page).includes(page.user.words('status.trouble')));
    await sandbox.faults({});
    await until('the end', () => page.events.ends[0], 20_000);
    expect(page.events.codes).to.deep.equal([100, 101, 102, 200]);
  }).timeout(30_000);

  it('says when it has tried in vain too often, and tries again when it is told to', async () => {
    const page = await show();
    const ticket = await run(page);
    await until('the end of another', () => page.events.ends[0]);
    const answers = { body: JSON.stringify({ response: [{ code: 100 }] }) };
    await sandbox.faults({ rules: [{ match: { path: '*/status' }, action: { status: 503 } }] });
    // Without a socket, and not waiting in between.
    const job = new Job({ ...ticket, id: 'j', ws: undefined } as never, {
      client: page.session.client,
      random: () => 0,
    });
    status(page).job = job;
    await until('it gives up', () => job.isStuck);
    await page.user.find('alert');
    expect(live(page)).not.to.include(page.user.words('status.trouble'));
    await sandbox.faults({ rules: [{ match: { path: '*/status' }, action: answers }] });
    await page.user.pressKey('common.tryAgain');
    await until('it goes on', () => !job.trouble);
    expect(parts(page.root, 'error')).to.deep.equal([]);
    await expectAccessible(page.root);
  });

  it('says at once that it tries again, where Syncfy has refused for good, and once more that it did', async () => {
    const page = await show();
    const refused = [{ match: { path: '*/status' }, action: { status: 404 } }];
    await sandbox.faults({ rules: refused, socket: { refuse: true } });
    await run(page);
    await until('the refusal', () => parts(page.root, 'error').length, 20_000);
    expect(page.events.of('syncfy-error').length).to.equal(1);
    const held = hold(/\/status$/);
    await page.user.pressKey('common.tryAgain');
    await settled();
    expect(parts(page.root, 'error')).to.have.length(0);
    held.release();
    await page.user.find('alert');
    expect(page.events.of('syncfy-error').length).to.equal(2);
  }).timeout(30_000);

  it('job: takes the API’s answer, a handle of a job, or a Job', async () => {
    const page = await show();
    const { client } = page.session;
    const site = await client.site(NORMAL);
    const login = { values: Object.entries({ username: 'test', password: 'test' }) };
    const ticket = await client.createCredential(site, login);
    const handle = new Job(await client.createCredential(site, login), { client }).toJSON();
    const job = new Job(await client.createCredential(site, login), { client });
    for (const given of [ticket, JSON.parse(JSON.stringify(handle)), job]) {
      page.events.clear();
      status(page).job = given;
      await until('the end', () => page.events.ends[0]);
      expect(page.events.codes).to.deep.equal([100, 101, 102, 200]);
      expect(page.events.ends).to.have.length(1);
    }
  });

  it('job: of an institution that nobody names has no other one’s name', async () => {
    const page = await show();
    const { client } = page.session;
    page.session.site = await client.site(ENDS_WITH);
    const site = await client.site(NORMAL);
    status(page).job = await client.createCredential(site, {
      values: Object.entries({ username: 'test', password: 'test' }),
    });
    await until('the end', () => page.events.ends[0]);
    await settled();
    expect(visibleText(page.root)).to.include(page.user.l10n.words('code.200').title);
    expect(visibleText(page.root)).not.to.include(page.session.site!.name);
  });

  it('job: is followed by the clock that it was given', async () => {
    const page = await show();
    const { client } = page.session;
    const clock = new StillClock();
    const ticket = await client.createCredential(await client.site(TOKEN), {
      values: Object.entries({ username: 'test', password: 'test' }),
    });
    const job = new Job(ticket, { client, clock });
    status(page).job = job;
    await until('the question', () => {
      clock.move(100);
      return page.events.codes.includes(410);
    });
    expect(page.events.ends).to.deep.equal([]);
    await until('the end', () => {
      // Longer steps would pass for sleep, after which an answer is waited for.
      clock.move(900);
      return page.events.ends[0];
    });
    expect(page.events.ends[0]).to.include({ code: 504 });
  });

  it('a handle holds no secret', async () => {
    const page = await show();
    await run(page, TOKEN);
    await until('the question', () => page.events.codes.includes(410));
    const token = await sandbox.token();
    const handle = JSON.stringify(page.session.job);
    expect(handle).not.to.contain('password').and.not.to.contain(token);
    expect(handle).to.contain(page.session.job!.id);
  });

  it('names the institution at the end, where it is known', async () => {
    const page = await open(sandbox, { layout: 'parts' });
    await page.user.picks('Normal');
    await page.user.logsIn();
    await until('the end', () => page.events.ends[0]);
    await page.user.find('heading', page.user.words('end.success', { site: 'Acme Bank' }));
    await expectAccessible(status(page));
  });
});
