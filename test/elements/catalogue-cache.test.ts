// The catalogue on a second visit: at once, while a newer one is asked for.
import { expect } from '@open-wc/testing';
import { closePages, open, parts, startSandbox, textOf, until, type Page, type Sandbox } from '../support/flow.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PICKER = { body: '<syncfy-site-picker></syncfy-site-picker>' };

describe('a catalogue that was loaded before', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  afterEach(async () => {
    closePages();
    await sandbox.reset();
  });

  const names = ({ root }: Page) => parts(root, 'organization-name').map(textOf);
  const listed = (page: Page) => until('the list', () => names(page)[0]);
  const asked = async () => (await sandbox.requests()).filter(({ path }) => path.includes('/catalogues/'));
  const slow = (action: object) =>
    sandbox.faults({ rules: [{ match: { path: '*/catalogues/*' }, action: action as never }] });
  const cache = async () => caches.open((await caches.keys())[0]!);
  const kept = async () => (await (await cache()).keys()).map(({ url }) => url);

  /** Loads the catalogue, and leaves the page. */
  async function visit(): Promise<void> {
    const page = await open(sandbox, PICKER);
    await listed(page);
    await until('kept', async () => (await caches.keys()).length && (await kept()).length === 3);
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
  const onlyBbva = (text: string) => {
    const answer = JSON.parse(text) as { response: { name: string }[] };
    return JSON.stringify({ ...answer, response: answer.response.filter(({ name }) => name === 'BBVA') });
  };

  it('the first visit: one request for each catalogue, and one for each logo that is drawn', async () => {
    const page = await open(sandbox, PICKER);
    await listed(page);
    await new Promise(resolve => setTimeout(resolve, 500));
    const paths = (await sandbox.requests()).map(({ path }) => path);
    expect(paths.filter(path => path.includes('/catalogues/')).map(path => path.split('/').at(-1))).to.have.members([
      'countries',
      'site_organization_types',
      'sites',
    ]);
    const logos = paths.filter(path => path.includes('/assets/'));
    expect(new Set(logos).size, 'none twice').to.equal(logos.length);
    expect(logos.length).to.be.at.most(names(page).length);
    expect(paths.length).to.be.at.most(3 + names(page).length);
  });

  it('within five minutes: nothing is asked', async () => {
    await visit();
    const page = await open(sandbox, { ...PICKER, visited: true });
    await listed(page);
    expect(await asked()).to.deep.equal([]);
  });

  it('later: shown at once, and made new without a skeleton', async () => {
    await visit();
    await age(10 * MINUTE, onlyBbva);
    await slow({ delayMs: 700 });
    const page = await open(sandbox, { ...PICKER, visited: true });
    await listed(page);
    expect(names(page)).to.deep.equal(['BBVA']);
    let skeletons = 0;
    await until('the new one', () => {
      skeletons += parts(page.root, 'skeleton').length;
      return names(page).length > 1;
    });
    expect(skeletons).to.equal(0);
    expect(names(page)).to.include('Acme Bank');
    expect((await asked()).length).to.equal(3);
    closePages();
    await sandbox.reset();
    const next = await open(sandbox, { ...PICKER, visited: true });
    await listed(next);
    expect(names(next)).to.include('Acme Bank');
    expect(await asked(), 'the new one is kept').to.deep.equal([]);
  });

  it('and the API is away: it stays', async () => {
    await visit();
    await age(DAY);
    await slow({ status: 503 });
    const page = await open(sandbox, { ...PICKER, visited: true });
    await listed(page);
    await until('asked', async () => (await asked()).length >= 3);
    expect(names(page)).to.include('Acme Bank');
    expect(parts(page.root, 'error')).to.deep.equal([]);
    expect(page.events.of('syncfy-error')).to.deep.equal([]);
  });

  it('older than a week: asked for first', async () => {
    await visit();
    await age(8 * DAY, onlyBbva);
    await slow({ delayMs: 400 });
    const page = await open(sandbox, { ...PICKER, visited: true });
    await until('the skeleton', () => parts(page.root, 'skeleton')[0]);
    await listed(page);
    expect(names(page).length).to.be.above(1);
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

  it('holds no secret', async () => {
    await visit();
    for (const url of await kept()) {
      expect(url).not.to.match(/token/i);
      const response = (await (await cache()).match(url))!;
      expect([...response.headers.keys()].sort()).to.deep.equal(['content-type', 'x-kept-at']);
    }
  });

  it('a browser without a cache: asked for each time', async () => {
    await visit();
    const { CacheStorage: Native } = globalThis;
    const { open: native } = Native.prototype;
    Native.prototype.open = () => Promise.reject(new DOMException('Blocked', 'SecurityError'));
    try {
      const page = await open(sandbox, { ...PICKER, visited: true });
      await listed(page);
      expect((await asked()).length).to.equal(3);
    } finally {
      Native.prototype.open = native;
    }
  });
});
