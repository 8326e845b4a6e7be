// What was tampered with, drawn by the real elements: no script of the data runs, no element, link or handler of its own
// comes to be, nothing is laid out for long. The responses themselves: fuzz.test.ts.
import fc from 'fast-check';
import '../../src/index.js';
import type { SyncfySession } from '../../src/index.js';
import { deep, open, closePages, startSandbox, until, type Sandbox } from '../support/flow.js';
import {
  CHALLENGE,
  HISTORY,
  ORGANIZATION,
  SEEDS,
  SITE,
  TICKET,
  edits,
  expectUnharmed,
  fail,
  fuzz,
  inTime,
  longest,
  shell,
  tamper,
  tampered,
  watch,
  write,
} from './fuzz.js';

const DRAWN = 6_000;
const PAGES = 60;
const count = { drawn: 0, pages: 0 };

/** All that our elements draw with. */
const OURS = new Set(
  (
    'div header h2 slot p span bdi form label input select option textarea fieldset legend button svg path circle rect ' +
    'strong b code img progress ul ol li mark a dialog style'
  ).split(' '),
);
const NEVER = new Set(['style', 'srcdoc', 'srcset', 'action', 'formaction', 'xlink:href', 'background', 'ping']);
const SOURCE = /^(?:data:image\/[\w.+-]+[;,]|https:\/\/|http:\/\/(?:localhost|127\.|\[::1\]))/i;

/** What is wrong with what is drawn under a root, through shadow roots. */
function expectOurs(root: ParentNode): void {
  for (const element of deep(root)) {
    const { localName } = element;
    if (!OURS.has(localName) && !localName.startsWith('syncfy-')) fail(`<${localName}> is drawn`);
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on') || NEVER.has(name)) fail(`${name}="${value}" is drawn`);
      if (name === 'href') fail(`a link to ${value} is drawn`);
      if (name === 'src' && !(localName === 'img' && SOURCE.test(value))) fail(`${localName} src="${value}" is drawn`);
    }
  }
}

const ISOLATING = /^(?:isolate|plaintext|isolate-override)$/;
/** Text of the data turns nothing but itself: what stands around it is told apart by its box. */
function expectIsolated(root: ParentNode): void {
  for (const element of deep(root)) {
    if (element.localName === 'style' || ![...element.childNodes].some(isBidi)) continue;
    const { unicodeBidi, display } = getComputedStyle(element);
    if (display.startsWith('inline') && !ISOLATING.test(unicodeBidi)) fail(`<${element.localName}>: ${unicodeBidi}`);
  }
}
const isBidi = (node: Node) =>
  node.nodeType === Node.TEXT_NODE && /[\u202a-\u202e\u2066-\u2069]/.test(node.textContent!);

type Updating = HTMLElement & { updateComplete: Promise<unknown> } & Record<string, unknown>;

/** Until what was set is drawn; a catalogue is read in a task of its own. */
async function drawn(target: Updating): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    for (let step = 0; step < 10; step++) await Promise.resolve();
    await target.updateComplete;
  }
}

describe('whatever is drawn', () => {
  let watched: ReturnType<typeof watch>;
  let session: SyncfySession;
  const { warn } = console;
  before(() => {
    watched = watch();
    console.warn = () => {};
    session = document.createElement('syncfy-session') as SyncfySession;
    Object.assign(session, { token: 't', apiBase: '/v1', assetsBase: 'https://localhost:1', locale: 'en' });
    session.style.cssText = 'display: block; contain: strict; inline-size: 320px; block-size: 400px; overflow: clip';
    document.body.append(session);
  });
  after(() => {
    console.warn = warn;
    session.remove();
    watched.stop();
    console.log(
      `fuzz, drawn: seeds ${SEEDS.join(' and ')}; ${JSON.stringify(count)}; longest ${JSON.stringify(longest)}`,
    );
  });
  afterEach(async () => {
    await new Promise(resolve => setTimeout(resolve, 50));
    expectUnharmed();
    if (watched.found.length) fail(watched.found.splice(0).join('\n'));
  });

  function element(tag: string): Updating {
    session.replaceChildren(document.createElement(tag));
    return session.firstElementChild as Updating;
  }

  /** Sets what an element draws, and waits until it has. */
  async function draw(target: Updating, key: string, value: unknown): Promise<void> {
    target[key] = value;
    await drawn(target);
    expectOurs(session);
    if (count.drawn++ % 20 === 0) expectIsolated(session);
    expectUnharmed();
  }

  const kinds: [string, string, unknown][] = [
    ['syncfy-twofa', 'challenge', CHALLENGE],
    ['syncfy-credential-form', 'site', { ...SITE, site_organization: { ...ORGANIZATION, sites: undefined } }],
    ['syncfy-site-picker', 'organizations', [ORGANIZATION, ORGANIZATION]],
  ];
  for (const [tag, key, answer] of kinds) {
    it(`${DRAWN / kinds.length} in <${tag}>`, async function () {
      this.timeout(380_000);
      const target = element(tag);
      await fuzz(
        DRAWN / kinds.length,
        fc.asyncProperty(edits, async changes => {
          const value = tampered(answer, changes);
          // A page's own catalogue that is none is told, and is no matter of data.
          await draw(target, key, tag === 'syncfy-site-picker' && !Array.isArray(value) ? [value] : value);
        }),
      );
    });
  }

  describe('however long', () => {
    const long = 'Lorem \u202eipsum '.repeat(800_000);
    const one = { name: 'x', label: long };
    const cases: [string, string, string, unknown][] = [
      ['a label', 'syncfy-twofa', 'challenge', { ...CHALLENGE, twofa: [{ ...one, type: 'text' }] }],
      ['an instruction', 'syncfy-twofa', 'challenge', { ...CHALLENGE, twofa: [{ ...one, type: 'instructions' }] }],
      [
        'an option',
        'syncfy-twofa',
        'challenge',
        {
          ...CHALLENGE,
          twofa: [{ name: 'x', type: 'textOptions', options: [{ label: long, value: 1 }, { value: long }] }],
        },
      ],
      [
        'a name without label',
        'syncfy-credential-form',
        'site',
        { ...SITE, credentials: [{ name: long, type: 'text' }] },
      ],
      [
        'what a file may be',
        'syncfy-credential-form',
        'site',
        { ...SITE, credentials: [{ name: 'x', type: 'file', accept: long }] },
      ],
      ['a site', 'syncfy-credential-form', 'site', { ...SITE, name: long }],
      ['an institution', 'syncfy-site-picker', 'organizations', [{ ...ORGANIZATION, name: long }]],
      [
        'the sites of an institution',
        'syncfy-site-picker',
        'organizations',
        [
          {
            ...ORGANIZATION,
            sites: Array.from({ length: 1000 }, (_, i) => ({ id_site: `s${i}`, name: long.slice(i, i + 2000) })),
          },
        ],
      ],
      [
        'a list of 1000 questions',
        'syncfy-twofa',
        'challenge',
        { ...CHALLENGE, twofa: Array.from({ length: 1000 }, () => ({ name: 'x', type: 'text', label: 'y' })) },
      ],
    ];
    for (const [what, tag, key, value] of cases) {
      it(`${what} may be, it is drawn and laid out in time`, async () => {
        await inTime(
          `drawing ${what}`,
          async () => {
            const target = element(tag);
            await target.updateComplete;
            const start = performance.now();
            target[key] = value;
            await drawn(target);
            target.getBoundingClientRect();
            return performance.now() - start;
          },
          // On a busy machine; 50 on one that is not.
          300,
        );
        expectOurs(session);
        expectIsolated(session);
        const text = [...deep(session)].find(({ textContent }) => (textContent?.length ?? 0) > 2e6);
        if (text) fail(`${text.textContent?.length} characters are drawn`);
      });
    }
  });

  it(`${PAGES} pages whose API answers anything at all`, async function () {
    this.timeout(120_000);
    const sandbox: Sandbox = await startSandbox({ pace: 5 });
    try {
      await fuzz(
        PAGES,
        fc.asyncProperty(
          edits,
          edits,
          shell,
          fc.constantFrom('catalogue', 'job'),
          async (changes, more, about, which) => {
            const isJob = which === 'job';
            const text = isJob ? tamper(HISTORY, changes) : tamper([ORGANIZATION, ORGANIZATION], changes);
            const fault = {
              body: write(text, about),
              contentType: about.kind || 'application/json',
              ...(about.status > 399 && { status: about.status }),
            };
            await sandbox.faults({
              rules: [{ match: { path: isJob ? '/v1/jobs/*' : '/v1/catalogues/organizations/*' }, action: fault }],
            });
            const page = await open(sandbox, { layout: 'parts' });
            if (isJob) {
              const ticket = tampered({ ...TICKET, ws: undefined }, more) as object;
              page.session.job = { ...ticket, status: `${sandbox.apiBase}/jobs/j1/status` } as never;
            }
            await until('an answer', async () =>
              (await sandbox.requests()).some(({ path }) => path.includes(isJob ? '/v1/jobs/' : '/organizations/')),
            );
            await new Promise(resolve => setTimeout(resolve, 30));
            expectOurs(page.root);
            expectIsolated(page.root);
            expectUnharmed();
            const { origin } = new URL(sandbox.origin);
            const requests = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
            const strange = requests.find(
              ({ name, initiatorType: type }) =>
                type !== 'img' && ![origin, location.origin].includes(new URL(name).origin),
            );
            if (strange) fail(`asked ${strange.name}`);
            closePages();
            await sandbox.reset();
            count.pages++;
          },
        ),
      );
    } finally {
      closePages();
      await sandbox.close();
    }
  });
});
