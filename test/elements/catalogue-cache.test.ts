// The catalogue on a second visit: at once, while a newer one is asked for.
import { aTimeout, expect } from '@open-wc/testing';
import {
  closePages,
  fill,
  focused,
  hold,
  holdTimers,
  open,
  parts,
  sandboxForAll,
  settled,
  textOf,
  until,
  visibleText,
  type Page,
} from '../support/flow.js';

const sandbox = await sandboxForAll();

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CATALOGUES = /\/catalogues\//;
const PICKER = { body: '<syncfy-site-picker></syncfy-site-picker>' };

describe('a catalogue that was loaded before', () => {
  /** Keeps the page busy for so long (ms). */
  const work = (ms: number) => {
    for (const end = performance.now() + ms; performance.now() < end;);
  };
  const names = ({ root }: Page) => parts(root, 'organization-name').map(textOf);
  const listed = (page: Page) => until('the list', () => names(page)[0]);
  const asked = async () => (await sandbox.requests()).filter(({ path }) => path.includes('/catalogues/'));
  const slow = (action: object, times?: number) =>
    sandbox.faults({ rules: [{ match: { path: '*/catalogues/*' }, action, ...(times && { times }) }] });
  const cache = async () => caches.open((await caches.keys())[0]!);
  const logos = ({ root }: Page) => parts(root, 'logo-image') as HTMLImageElement[];
  const isKept = async () => (await caches.keys()).length > 0 && (await kept()).length === 3;
  const kept = async () => (await (await cache()).keys()).map(({ url }) => url);

  /** Loads the catalogue, and leaves the page. */
  async function visit(): Promise<void> {
    const page = await open(sandbox, PICKER);
    await listed(page);
    await until('kept', isKept);
    closePages();
    await sandbox.reset();
  }

  /** Makes what is kept older, and perhaps something else. */
  async function age(ms: number, change = (text: string) => text): Promise<void> {
    for (const url of await kept()) {
      const text = await (await (await cache()).match(url))!.text();
      const headers = { 'x-kept-at': `${Date.now() - ms}` };
      await (await cache()).put(url, new Response(url.includes('organizations/') ? change(text) : text, { headers }));
    }
  }
  const only =
    (...wanted: string[]) =>
    (text: string) => {
      const answer = JSON.parse(text) as { response: { name: string }[] };
      return JSON.stringify({ ...answer, response: answer.response.filter(({ name }) => wanted.includes(name)) });
    };
  const onlyBbva = only('BBVA');

  it('who waits no longer is let go at once, and those who do get it', async () => {
    const { session } = await open(sandbox, { body: '' });
    const held = hold(CATALOGUES);
    const giveUp = new AbortController();
    const reason = new Error('Enough');
    const one = session.client.countries(giveUp.signal).catch((error: unknown) => error);
    const other = session.client.countries();
    await until('it is asked for', () => held.answers === 1);
    giveUp.abort(reason);
    expect(await Promise.race([one, other])).to.equal(reason);
    held.release();
    expect((await other).length).to.be.greaterThan(1);
    expect(await asked()).to.have.length(1);
  });

  it('the first visit: one request for each catalogue, and one for each logo that is drawn', async () => {
    const page = await open(sandbox, PICKER);
    await listed(page);
    await until('the logos', () => logos(page).every(image => image.complete));
    await until('kept', isKept);
    const paths = (await sandbox.requests()).map(({ path }) => path);
    expect(paths.filter(path => path.includes('/catalogues/')).map(path => path.split('/').at(-1))).to.have.members([
      'countries',
      'site_organization_types',
      'sites',
    ]);
    const drawn = paths.filter(path => path.includes('/assets/'));
    expect(new Set(drawn).size, 'none twice').to.equal(drawn.length);
    expect(drawn.length).to.be.within(1, names(page).length);
    expect(paths.length).to.be.at.most(3 + names(page).length);
  });

  it('a page that is never idle: it is kept all the same', async () => {
    let busy = true;
    const spin = () => {
      work(25);
      if (busy) requestAnimationFrame(spin);
    };
    spin();
    try {
      await visit();
    } finally {
      busy = false;
    }
  }).timeout(20_000);

  it('within five minutes: nothing is asked', async () => {
    await visit();
    await age(4 * MINUTE);
    const page = await open(sandbox, { ...PICKER, visited: true });
    await listed(page);
    expect(await asked()).to.deep.equal([]);
  });

  it('… though the page is busy as it begins', async () => {
    await visit();
    await age(4 * MINUTE);
    const opening = open(sandbox, { ...PICKER, visited: true });
    const { match } = CacheStorage.prototype;
    let looks = 0;
    CacheStorage.prototype.match = async function (...args) {
      // As a framework that begins at the same time.
      if (!looks++) setTimeout(() => work(700));
      const answer = await match.apply(this, args);
      // One that has not been used yet answers in several steps.
      for (let steps = 3; steps > 0; steps--) await aTimeout(0);
      return answer;
    };
    try {
      await listed(await opening);
    } finally {
      CacheStorage.prototype.match = match;
    }
    expect(looks).to.be.greaterThan(1);
    expect(await asked()).to.deep.equal([]);
  });

  it('is kept as the API answered it, however long', async () => {
    const { session } = await open(sandbox, { body: '' });
    const response = [{ id_country: 'c', name: 'México', code: 'MX', more: `é${'😀'.repeat(120_000)}` }];
    const body = JSON.stringify({ rid: 'r', code: 200, errors: null, status: true, message: null, response });
    await slow({ body });
    await session.client.countries();
    await until('kept', async () => (await caches.keys()).length && (await kept()).length);
    expect((await (await (await cache()).match((await kept())[0]!))!.text()) === body).to.equal(true);
  });

  /** Newer ones have come: they are kept, and what was to be drawn is drawn. */
  const renewed = async () => {
    await until('newer ones', async () => {
      const all = await Promise.all((await kept()).map(async url => (await (await cache()).match(url))!.headers));
      return all.every(headers => Date.now() - Number(headers.get('x-kept-at')) < MINUTE);
    });
    await settled();
  };

  it('later: shown at once; a newer one moves nothing, and is there with the next search', async () => {
    await visit();
    await age(6 * MINUTE, only('BBVA', 'Luz del Bajío'));
    const held = hold(CATALOGUES);
    const page = await open(sandbox, { ...PICKER, visited: true });
    await listed(page);
    const row = await page.user.press(/^BBVA/);
    const place = () => row.getBoundingClientRect().top;
    const top = place();
    held.release();
    await renewed();
    expect((await asked()).length).to.equal(3);
    expect(names(page)).to.deep.equal(['BBVA', 'Luz del Bajío']);
    expect([row.isConnected, row.ariaExpanded, place(), focused() === row]).to.deep.equal([true, 'true', top, true]);
    fill(await page.user.find('searchbox'), 'a');
    await until('the newer list', () => names(page).includes('Acme Bank'));
    expect(parts(page.root, 'skeleton')).to.deep.equal([]);
    closePages();
    await sandbox.reset();
    const next = await open(sandbox, { ...PICKER, visited: true });
    await listed(next);
    expect(names(next)).to.include('Acme Bank');
    expect(await asked(), 'the new one is kept').to.deep.equal([]);
  });

  it('later: a newer one is there at once where nothing is found, and what the page changes is', async () => {
    await visit();
    await age(10 * MINUTE, onlyBbva);
    const held = hold(CATALOGUES);
    const page = await open(sandbox, { ...PICKER, visited: true });
    await listed(page);
    fill(await page.user.find('searchbox'), 'Acme');
    await until('nothing', () => !names(page).length);
    held.release();
    await until('the new one', () => names(page).includes('Acme Bank'));
    page.root.querySelector('syncfy-site-picker')!.hideSites = 'Normal';
    await page.user.press(/^Acme Bank/);
    await page.user.find('button', 'Token (2FA)');
    expect(page.user.sees('button', 'Normal')).to.equal(undefined);
  });

  describe('a site that is picked from an older one', () => {
    const older = (text: string) => text.replaceAll(/"label": ?"/g, '$&Old ');
    const both = { body: '<syncfy-site-picker></syncfy-site-picker><syncfy-credential-form></syncfy-credential-form>' };
    const labels = (page: Page) => parts(page.root, 'field-label').map(textOf);
    async function show() {
      await visit();
      await age(10 * MINUTE, older);
      const held = hold(CATALOGUES);
      const page = await open(sandbox, { ...both, visited: true });
      await page.user.press(/^Acme Bank/);
      const renew = () => {
        held.release();
        return renewed();
      };
      return { page, renew };
    }

    it('has the form of the newer one', async () => {
      const { page, renew } = await show();
      await renew();
      await page.user.press('Normal');
      await until('the form', () => labels(page)[1]);
      expect(labels(page)).to.deep.equal(['Username', 'Password']);
      expect(page.session.site).to.deep.equal(page.events.of('syncfy-site-select')[0]?.site);
    });

    it('has it as soon as the newer one has come', async () => {
      const { page, renew } = await show();
      await page.user.press('Normal');
      await until('the form', () => labels(page)[1]);
      expect(labels(page)).to.deep.equal(['Old Username', 'Old Password']);
      await renew();
      await until('the newer one', () => labels(page)[0] === 'Username');
      expect(labels(page)).to.deep.equal(['Username', 'Password']);
    });

    it('keeps what was typed into its form', async () => {
      const { page, renew } = await show();
      await page.user.press('Normal');
      const input = (await page.user.type('Old Username', 'rosa')) as HTMLInputElement;
      await renew();
      expect([input.isConnected, input.value]).to.deep.equal([true, 'rosa']);
    });

    it('keeps its form while somebody is at a field of it', async () => {
      const { page, renew } = await show();
      await page.user.press('Normal');
      const input = (await page.user.find('textbox', 'Old Username')) as HTMLInputElement;
      input.focus();
      await renew();
      expect(focused() === input).to.equal(true);
    });

    it('is asked for anew where the page was open for long', async () => {
      const { now } = Date;
      const page = await open(sandbox, both);
      await listed(page);
      await sandbox.reset();
      try {
        await page.user.press(/^Aguas del Valle/);
        await settled();
        expect(await asked()).to.deep.equal([]);
        Date.now = () => now() + DAY;
        await page.user.press(/^Aguas del Valle/);
        await until('asked', async () => (await asked()).some(({ path }) => path.endsWith('organizations/sites')));
      } finally {
        Date.now = now;
      }
    });
  });

  it('an empty one is not kept, and takes no place', async () => {
    const empty = () => sandbox.faults({ rules: [{ match: { path: '*/sites' }, action: { body: '[]' } }] });
    await empty();
    const page = await open(sandbox, PICKER);
    await until('nothing', () => visibleText(page.root).includes(page.user.l10n.words('pick.empty').title));
    // The others are, and the next page waits until everything that is to be kept is.
    await until('the others are kept', async () => (await caches.keys()).length && (await kept()).length === 2);
    closePages();
    await sandbox.faults({});
    const again = await open(sandbox, { ...PICKER, visited: true });
    await listed(again);
    await until('kept', async () => (await kept()).length === 3);
    closePages();
    await sandbox.reset();
    await age(10 * MINUTE);
    await empty();
    const next = await open(sandbox, { ...PICKER, visited: true });
    await listed(next);
    await until('asked', async () => (await asked()).length === 3);
    fill(await next.user.find('searchbox'), 'Acme');
    await until('what there was', () => names(next).includes('Acme Bank'));
    await aTimeout(300);
    expect(names(next)).to.include('Acme Bank');
    expect((await asked()).length, 'asked for without end').to.be.below(10);
  });

  it('and the API is away: it stays, for a week', async () => {
    await visit();
    await age(6 * DAY);
    await slow({ status: 503 });
    const page = await open(sandbox, { ...PICKER, visited: true });
    await listed(page);
    await until('asked', async () => (await asked()).length >= 3);
    expect(names(page)).to.include('Acme Bank');
    expect(parts(page.root, 'error')).to.deep.equal([]);
    expect(page.events.of('syncfy-error')).to.deep.equal([]);
  });

  for (const [what, ms] of [
    ['older than a week', 8 * DAY],
    ['kept while the clock was a month ahead', -30 * DAY],
  ] as const)
    it(`${what}: asked for first`, async () => {
      await visit();
      await age(ms, onlyBbva);
      const held = hold(CATALOGUES);
      const page = await open(sandbox, { ...PICKER, visited: true });
      await until('asked', () => held.answers);
      expect(names(page)).to.deep.equal([]);
      await until('the skeleton', () => parts(page.root, 'skeleton')[0]);
      held.release();
      await listed(page);
      expect(names(page).length).to.be.above(1);
    });

  it('kept while the clock was some days ahead: shown, and asked for anew', async () => {
    await visit();
    await age(-3 * DAY);
    const page = await open(sandbox, { ...PICKER, visited: true });
    await listed(page);
    await until('asked', async () => (await asked()).length === 3);
  });

  for (const [what, text] of [
    ['no JSON', '<!doctype html>'],
    ['no list', '{"response": 7, "status": true}'],
    ['empty', ''],
  ] as const) {
    it(`what is kept is ${what}: asked for`, async () => {
      await visit();
      await age(10 * MINUTE, () => text);
      const page = await open(sandbox, { ...PICKER, visited: true });
      await listed(page);
      expect(names(page)).to.include('Acme Bank');
    });
  }

  it('in another country: its own, and what was loaded is there again at once', async () => {
    const page = await open(sandbox, PICKER);
    await listed(page);
    await page.user.select('Country', 'Colombia');
    await until('others', () => names(page).length && !names(page).includes('Acme Bank'));
    const before = (await asked()).length;
    await page.user.select('Country', 'Mexico');
    await until('the first', () => names(page).includes('Acme Bank'));
    expect((await asked()).length).to.equal(before);
  });

  it('is asked for where the browser’s cache does not answer', async () => {
    const { match } = CacheStorage.prototype;
    CacheStorage.prototype.match = () => new Promise(() => {});
    try {
      const page = await open(sandbox, PICKER);
      await listed(page);
      expect(names(page).length).to.be.above(3);
    } finally {
      CacheStorage.prototype.match = match;
    }
  });

  const paths = async () => (await asked()).map(({ path }) => path.split('/').at(-1));
  const ONCE = ['countries', 'site_organization_types', 'sites'];

  it('two elements want it at once: asked for once', async () => {
    const page = await open(sandbox, { body: PICKER.body.repeat(2) });
    await until('both lists', () => parts(page.root, 'list').length === 2);
    expect(await paths()).to.have.members(ONCE);
  });

  it('an element leaves and comes back while it loads: asked for once', async () => {
    const held = hold(CATALOGUES);
    // It comes back before its request is let go, however slow the machine is.
    const goOn = holdTimers(500);
    const page = await open(sandbox, PICKER);
    const picker = page.root.querySelector('syncfy-site-picker')!;
    try {
      for (let i = 0; i < 8; i++) {
        await until('asked', () => held.answers >= Math.min(2, i));
        const { parentNode } = picker;
        picker.remove();
        await aTimeout(20);
        parentNode!.append(picker);
      }
      held.release();
      await listed(page);
    } finally {
      goOn();
    }
    expect(await paths()).to.have.members(ONCE);
    expect(page.events.of('syncfy-error')).to.deep.equal([]);
  });

  it('one of two leaves while it loads: the other has it, asked for once', async () => {
    const held = hold(CATALOGUES);
    const page = await open(sandbox, { body: PICKER.body.repeat(2) });
    await until('asked', () => held.answers === 2);
    page.root.querySelector('syncfy-site-picker')!.remove();
    // Longer than a request goes on that nobody waits for.
    await aTimeout(1_100);
    held.release();
    await listed(page);
    expect(await paths()).to.have.members(ONCE);
  });

  it('nobody waits for it any more: it is let go, and asked for anew', async () => {
    await slow({ hang: true }, 2);
    const page = await open(sandbox, PICKER);
    const picker = page.root.querySelector('syncfy-site-picker')!;
    const { parentNode } = picker;
    await until('asked', async () => (await asked()).length === 2);
    picker.remove();
    await new Promise(resolve => setTimeout(resolve, 1_200));
    parentNode!.append(picker);
    await listed(page);
    expect(page.events.of('syncfy-error')).to.deep.equal([]);
  });

  it('the countries are made new while the institutions come for the first time: these are asked for once', async () => {
    await visit();
    await age(10 * MINUTE);
    for (const url of await kept()) if (url.includes('organizations/')) await (await cache()).delete(url);
    await slow({ delayMs: 300 });
    const page = await open(sandbox, { ...PICKER, visited: true });
    await listed(page);
    expect(await paths()).to.have.members(ONCE);
  });

  it('holds no secret', async () => {
    await visit();
    for (const url of await kept()) {
      expect(url).not.to.match(/token/i);
      const response = (await (await cache()).match(url))!;
      expect([...response.headers.keys()].sort()).to.deep.equal(['x-kept-at']);
    }
  });

  it('a browser without a cache: asked for each time', async () => {
    await visit();
    const { CacheStorage: Native } = globalThis;
    const { open: opened, match: matched } = Native.prototype;
    const blocked = () => Promise.reject<never>(new DOMException('Blocked', 'SecurityError'));
    Object.assign(Native.prototype, { open: blocked, match: blocked });
    try {
      const page = await open(sandbox, { ...PICKER, visited: true });
      await listed(page);
      expect((await asked()).length).to.equal(3);
    } finally {
      Object.assign(Native.prototype, { open: opened, match: matched });
    }
  });
});
