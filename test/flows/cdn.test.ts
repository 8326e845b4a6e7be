// A page with nothing but a script tag on the one file that a CDN serves, in a frame of its own: no bundler, no script of the
// page's, and once under the strictest policy that such a page can have.
import { assert } from '@open-wc/testing';
import { DICTIONARIES } from '../../src/i18n/dictionaries.js';
import {
  all,
  LOGIN,
  PACE,
  parts,
  Recorder,
  sandboxForAll,
  settled,
  until,
  User,
  visibleText,
} from '../support/flow.js';

const sandbox = await sandboxForAll({ pace: PACE });

const SCRIPT = '/dist/cdn/syncfy-elements.js';
const PARTS = `<syncfy-site-picker></syncfy-site-picker><syncfy-credential-form></syncfy-credential-form>
  <syncfy-job-status></syncfy-job-status><syncfy-twofa></syncfy-twofa>`;

interface Frame {
  window: Window & { seen: { violations: string[]; warnings: string[]; errors: string[] } };
  document: Document;
  user: User;
  events: Recorder;
}

const frames: HTMLIFrameElement[] = [];

/** Shows a page, and waits until its scripts have run. */
async function show(html: string): Promise<Frame> {
  const frame = document.createElement('iframe');
  frame.srcdoc = html;
  frame.style.cssText = 'inline-size: 600px; block-size: 700px';
  const loaded = new Promise(resolve => frame.addEventListener('load', resolve));
  frames.push(frame);
  document.body.append(frame);
  await loaded;
  const page = frame.contentDocument!;
  return {
    window: frame.contentWindow as Frame['window'],
    document: page,
    user: new User(page.body),
    events: new Recorder(page),
  };
}

describe('the one file', () => {
  afterEach(() => {
    for (const frame of frames.splice(0)) frame.remove();
  });

  const policy = () => {
    const socket = sandbox.origin.replace('http', 'ws');
    return `default-src 'none'; script-src ${location.origin}; style-src ${location.origin}; connect-src ${sandbox.origin} ${socket}; img-src ${sandbox.origin} data:; require-trusted-types-for 'script'; trusted-types lit-html`;
  };

  async function page({
    body = '<syncfy-connect></syncfy-connect>',
    head = '',
    strict = false,
    script = SCRIPT,
    locale = 'en',
  } = {}): Promise<string> {
    const meta = strict ? `<meta http-equiv="Content-Security-Policy" content="${policy()}">` : '';
    return `<!doctype html><html lang="en"><head><meta charset="utf-8">${meta}<title>A shop</title>
      <script src="/test/flows/pages/watch.js"></script><script type="module" src="${script}"></script>${head}</head>
      <body><syncfy-session token="${await sandbox.token()}" api-base="${sandbox.apiBase}" assets-base="${sandbox.assetsBase}" country="MX" locale="${locale}">${body}</syncfy-session></body></html>`;
  }

  /** Connects a site of Acme, and answers what it asks. */
  async function connect({ user, events }: Frame, site: string, answer?: () => Promise<unknown>): Promise<void> {
    if (all(user.root, 'button', user.words('common.continue')).length) await user.consents();
    await user.picks(site);
    await user.logsIn(LOGIN);
    if (answer) {
      await answer();
      await user.pressKey('twofa.submit');
    }
    await until(`the end; codes ${events.codes.join()}`, () => events.ends.length === 1);
    assert.equal(events.ends[0]?.code, 200);
    assert.deepEqual(
      events
        .of('syncfy-status')
        .at(-1)
        ?.history.map(entry => entry.code),
      events.codes,
    );
  }

  it('works in a browser that lacks what is young', async () => {
    const without = `<script>
      delete AbortSignal.any;
      delete URL.canParse;
      delete globalThis.scheduler;
      delete globalThis.requestIdleCallback;
      const { checkVisibility } = Element.prototype;
      // Whoever looks from outside names what to look for.
      Element.prototype.checkVisibility = function (wanted) {
        if (!wanted) throw new TypeError('checkVisibility is not a function');
        return checkVisibility.call(this, wanted);
      };
    </script>`;
    const frame = await show((await page()).replace('<script', `${without}<script`));
    await connect(frame, 'Normal');
    assert.deepEqual(frame.window.seen.errors, []);
  });

  it('what is on or off is off with "false"', async () => {
    const frame = await show(
      await page({ body: '<syncfy-connect no-consent="false" mode="dialog" open></syncfy-connect>' }),
    );
    await frame.user.find('button', frame.user.words('common.continue'));
    const connect = frame.document.querySelector('syncfy-connect')!;
    connect.setAttribute('open', 'false');
    await until('it is closed', () => !frame.user.sees('dialog'));
    connect.setAttribute('no-consent', '');
    connect.open = true;
    await frame.user.find('searchbox');
    assert.equal(connect.getAttribute('open'), '');
  });

  it('writes what was set into the page, and nothing that was not', async () => {
    const frame = await show(await page());
    await frame.user.find('button', frame.user.words('common.continue'));
    const connect = frame.document.querySelector('syncfy-connect')!;
    assert.deepEqual(connect.getAttributeNames(), []);
    connect.mode = 'dialog';
    connect.open = true;
    await until('both', () => connect.outerHTML.startsWith('<syncfy-connect mode="dialog" open="">'));
    connect.mode = 'inline';
    connect.open = false;
    await until('neither', () => connect.outerHTML.startsWith('<syncfy-connect mode="inline">'));
  });

  it('a script tag and two elements connect', async () => {
    const frame = await show(await page());
    await frame.user.find('button', frame.user.words('common.continue'));
    await connect(frame, 'Normal');
    assert.include(visibleText(frame.document.body), 'is connected');
    assert.deepEqual(frame.window.seen, { violations: [], warnings: [], errors: [] });
  });

  it('a page without an address of its own asks the one that it is shown in for a token', async () => {
    const url = `/syncfy/session?sandbox=${encodeURIComponent(sandbox.origin)}`;
    const frame = await show((await page()).replace(/token="[^"]*"/, `token-url="${url}"`));
    await connect(frame, 'Normal');
    assert.deepEqual(frame.window.seen.errors, []);
  });

  for (const [language, dictionary] of Object.entries(DICTIONARIES)) {
    it(`the file with ${language} alone speaks it, whatever is asked for`, async () => {
      const other = language === 'pt' ? 'es-MX' : 'pt-BR';
      const script = SCRIPT.replace('.js', `.${language}.js`);
      const frame = await show(await page({ script, locale: other }));
      await frame.user.find('button', dictionary['common.continue']);
      assert.include(visibleText(frame.document.body), dictionary['consent.heading']);
      assert.deepEqual(
        parts(frame.document, 'card').map(({ lang }) => lang),
        [language],
        'and says so to screen readers',
      );
      assert.deepEqual(frame.window.seen, { violations: [], warnings: [], errors: [] });
    });
  }

  it('and leaves the page’s globals alone', async () => {
    const html = await page();
    const without = await show(html.replace(SCRIPT, '/test/flows/pages/watch.js'));
    const before = Object.keys(without.window);
    const frame = await show(html);
    await frame.user.find('button', frame.user.words('common.continue'));
    const more = Object.keys(frame.window).filter(name => !before.includes(name));
    assert.isEmpty(
      more.filter(name => !/^(?:lit|reactive)/.test(name)),
      more.join(),
    );
  });

  describe('under a strict policy', () => {
    it('which is one: what it forbids is noticed', async () => {
      const frame = await show(
        await page({ strict: true, head: '<script>window.inline = 1</script><style>p{}</style>' }),
      );
      await until('violations', () => frame.window.seen.violations.length >= 2);
      assert.isUndefined(Reflect.get(frame.window, 'inline'));
      assert.throws(() => (frame.document.createElement('p').innerHTML = '<b></b>'), /TrustedHTML|Sink type mismatch/);
    });

    const cases: readonly [string, string, ((frame: Frame) => Promise<unknown>)?][] = [
      ['connect', 'Normal'],
      ['connect', 'Captcha (2FA)', ({ user }) => user.type('Enter the text of the image', 'test')],
      ['connect', 'Multiple Image (2FA)', ({ user }) => user.choose('radio', 'Picture 2')],
      ['parts', 'Token (2FA)', ({ user }) => user.type('Enter any number sequence as a token', '1')],
      ['dialog', 'Normal'],
    ];
    for (const [layout, site, answer] of cases) {
      it(`${site}, ${layout}: nothing is reported`, async () => {
        const body = {
          connect: undefined,
          parts: PARTS,
          dialog: '<syncfy-connect mode="dialog" open></syncfy-connect>',
        }[layout];
        const frame = await show(await page({ strict: true, ...(body && { body }) }));
        if (layout !== 'parts') await frame.user.find('button', frame.user.words('common.continue'));
        await connect(frame, site, answer && (() => answer(frame)));
        await settled();
        assert.deepEqual(frame.window.seen, { violations: [], warnings: [], errors: [] });
        const [button] = parts(frame.document, 'button-main');
        assert.isDefined(button);
        const { backgroundColor } = frame.window.getComputedStyle(button!);
        assert.notEqual(backgroundColor, 'rgba(0, 0, 0, 0)', 'its style sheets are there');
      });
    }
  });

  it('twice on a page: a second copy warns once, and the first goes on', async () => {
    const frame = await show(await page({ head: `<script type="module" src="${SCRIPT}?again"></script>` }));
    await frame.user.find('button', frame.user.words('common.continue'));
    assert.lengthOf(frame.window.seen.warnings, 1, frame.window.seen.warnings.join('\n'));
    assert.include(frame.window.seen.warnings[0], 'syncfy');
    await connect(frame, 'Normal');
    assert.isEmpty(frame.window.seen.errors);
  });

  it('the same tag twice is one copy, and nothing to warn of', async () => {
    const frame = await show(await page({ head: `<script type="module" src="${SCRIPT}"></script>` }));
    await frame.user.find('button', frame.user.words('common.continue'));
    assert.isEmpty(frame.window.seen.warnings);
  });
});
