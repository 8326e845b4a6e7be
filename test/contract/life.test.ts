// How elements come and go: upgraded late, before or after their session, taken away, brought back, moved; and what they
// leave behind, which is nothing.
import { expect } from '@open-wc/testing';
import {
  closePages,
  deep,
  open,
  parts,
  settled,
  startSandbox,
  textOf,
  until,
  type Page,
  type Sandbox,
} from '../support/flow.js';
import { closeFrames, load, openFrame } from './frame.js';
import { manifest } from './manifest.js';

const TOKEN_SITE = '56cf5728784806f72b8b4569';

let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox({ pace: 15 });
});
after(() => sandbox.close());
afterEach(() => {
  closePages();
  closeFrames();
});

const organizations = (root: ParentNode) => parts(root, 'organization');

async function sessionHtml(inside: string, more = ''): Promise<string> {
  const token = await sandbox.token();
  return `<syncfy-session token="${token}" api-base="${sandbox.apiBase}" assets-base="${sandbox.assetsBase}" country="MX" ${more}>${inside}</syncfy-session>`;
}

describe('late upgrade', () => {
  it('keeps properties that were set before', async () => {
    const frame = await openFrame(manifest.map(({ tagName }) => `<${tagName}></${tagName}>`).join(''));
    const samples = manifest.flatMap(({ tagName, attributes = [] }) =>
      attributes
        .filter(({ name }) => name !== 'token')
        .map(({ fieldName, type }) => {
          const value =
            type?.text === 'boolean' ? true : type?.text === 'number' ? 4321 : fieldName === 'mode' ? 'dialog' : 'MX';
          return { tagName, fieldName, value };
        }),
    );
    const find = (tag: string) => frame.document.querySelector(tag) as Element & Record<string, unknown>;
    for (const { tagName, fieldName, value } of samples) find(tagName)[fieldName] = value;
    await load(frame, '/src/index.ts');
    await settled();
    for (const { tagName, fieldName, value } of samples) {
      const element = find(tagName);
      expect(element[fieldName], `${tagName} ${fieldName}`).to.equal(value);
      expect(Object.hasOwn(element, fieldName), `${tagName} ${fieldName} hides the property`).to.equal(false);
    }
  });

  it('takes a token that was set as a property before, and does not leave it there', async () => {
    const frame = await openFrame('<syncfy-session></syncfy-session>');
    const session = frame.document.querySelector('syncfy-session')!;
    session.token = 'early-token';
    await load(frame, '/src/index.ts');
    await session.updateComplete;
    expect(session.token).to.equal('');
    expect(Object.values(session).includes('early-token')).to.equal(false);
  });

  it('works when everything stands in the page before the script comes', async () => {
    const frame = await openFrame(
      await sessionHtml('<syncfy-site-picker></syncfy-site-picker><syncfy-connect no-consent></syncfy-connect>'),
    );
    await load(frame, '/src/index.ts');
    await until(
      'a list in each',
      () => organizations(frame.document).length > 1 && parts(frame.document, 'list').length === 2,
    );
  });

  for (const order of [
    ['session', 'site-picker'],
    ['site-picker', 'session'],
  ]) {
    it(`works when ${order.join(' is defined before ')}`, async () => {
      const frame = await openFrame(await sessionHtml('<syncfy-site-picker></syncfy-site-picker>'));
      for (const name of order) {
        await load(frame, `/src/elements/${name}/define.ts`);
        await settled();
      }
      await until('the list', () => organizations(frame.document)[0]);
    });
  }
});

describe('the script, loaded twice', () => {
  it('warns once, and keeps the first', async () => {
    const frame = await openFrame();
    const warnings: unknown[][] = [];
    frame.console.warn = (...args: unknown[]) => warnings.push(args);
    await load(frame, '/dist/cdn/syncfy-elements.js');
    const first = manifest.map(({ tagName }) => frame.customElements.get(tagName));
    expect(first.every(Boolean)).to.equal(true);
    expect(warnings).to.deep.equal([]);
    await load(frame, '/dist/cdn/syncfy-elements.js?again');
    expect(warnings).to.have.length(1);
    expect(String(warnings[0]![0])).to.match(/syncfy/i);
    expect(manifest.map(({ tagName }) => frame.customElements.get(tagName))).to.deep.equal(first);
  });
});

describe('an element and its session', () => {
  it('the element may come first', async () => {
    const { root } = await open(sandbox, { session: '', body: '' });
    root.innerHTML = '<syncfy-site-picker session="later"></syncfy-site-picker>';
    const picker = root.querySelector('syncfy-site-picker')!;
    await settled();
    expect(organizations(root).length).to.equal(0);
    root.insertAdjacentHTML('beforeend', await sessionHtml('', 'id="later"'));
    await until('the list', () => organizations(root)[0]);
    expect(picker.isConnected).to.equal(true);
  });

  it('the element may move into one', async () => {
    const { root } = await open(sandbox, { body: '' });
    const picker = document.createElement('syncfy-site-picker');
    root.append(picker);
    await settled();
    root.querySelector('syncfy-session')!.append(picker);
    await until('the list', () => organizations(root)[0]);
  });

  it('the element may move from one to another', async () => {
    const { root } = await open(sandbox, { body: '<syncfy-site-picker></syncfy-site-picker>' });
    await until('the Mexican list', () => organizations(root).some(one => textOf(one).includes('Acme Bank')));
    root.insertAdjacentHTML('beforeend', await sessionHtml(''));
    const other = root.querySelectorAll('syncfy-session')[1]!;
    other.country = 'CO';
    other.append(root.querySelector('syncfy-site-picker')!);
    await until('the Colombian list', () => organizations(root).some(one => textOf(one).includes('Colombia')));
  });

  it('without any it says so, in words, and to the page', async () => {
    const { root, events } = await open(sandbox, { session: '', body: '' });
    root.innerHTML = '<syncfy-site-picker></syncfy-site-picker>';
    await until('the error', () => events.of('syncfy-error')[0]);
    expect(events.of('syncfy-error').map(({ error }) => error.code)).to.deep.equal(['no-session']);
    await until('an alert', () => [...deep(root)].some(element => element.role === 'alert'));
  });
});

describe('taken away and brought back', () => {
  for (const { tagName } of manifest) {
    it(`<${tagName}> shows what it showed`, async () => {
      const { root } = await open(sandbox, {
        body: tagName === 'syncfy-session' ? '' : `<${tagName} site-id="${TOKEN_SITE}"></${tagName}>`,
      });
      const element = root.querySelector(tagName) as HTMLElement & { updateComplete: Promise<boolean> };
      const seen = () =>
        [...deep(element.shadowRoot!)]
          .filter(one => one.localName !== 'style')
          .map(one => `${one.localName} ${one.part.value}`)
          .join();
      let before = '';
      await until('it stands still', async () => {
        await settled();
        const now = seen();
        const still = now === before && !now.includes('skeleton');
        before = now;
        return still;
      });
      const parent = element.parentElement!;
      element.remove();
      await settled();
      parent.append(element);
      await element.updateComplete;
      await until('the same', () => seen() === before);
    });
  }

  it('what was typed into a form is still there after it was moved, and nothing of it revealed', async () => {
    const { root, user } = await open(sandbox, {
      body: `<syncfy-credential-form site-id="${TOKEN_SITE}"></syncfy-credential-form><div></div>`,
    });
    await user.type('Username', 'ana');
    const password = (await user.type('Password', 'secret')) as HTMLInputElement;
    (await user.revealOf('Password')).click();
    await until('it is revealed', () => password.type === 'text');
    root.querySelector('div div, syncfy-session > div')!.append(root.querySelector('syncfy-credential-form')!);
    await settled();
    const input = (await user.find('textbox', 'Username')) as HTMLInputElement;
    expect(input.value).to.equal('ana');
    expect([password.isConnected, password.type, password.value]).to.deep.equal([true, 'password', 'secret']);
  });

  it('a job goes on where it was, and each of its entries is told once', async () => {
    const page = await open(sandbox, { layout: 'parts' });
    await page.user.picks('Token (2FA)');
    await page.user.logsIn();
    await page.user.find('textbox', 'Enter any number sequence as a token');
    page.session.remove();
    await settled();
    page.root.append(page.session);
    await page.user.type('Enter any number sequence as a token', '123456');
    await page.user.pressKey('twofa.submit');
    await until('the end', () => page.events.ends[0]);
    expect(page.events.codes).to.deep.equal([100, 101, 410, 103, 102, 200]);
    expect(page.events.ends).to.have.length(1);
  });
});

it('a job whose <syncfy-job-status> is taken away is told by the session, and each of its entries once', async () => {
  const page = await open(sandbox, { layout: 'parts' });
  await page.user.picks('Token (2FA)');
  await page.user.logsIn();
  await page.user.type('Enter any number sequence as a token', '123456');
  page.root.querySelector('syncfy-job-status')!.remove();
  await page.user.pressKey('twofa.submit');
  await until('the end', () => page.events.ends[0]);
  expect(page.events.codes).to.deep.equal([100, 101, 410, 103, 102, 200]);
  expect(page.events.ends).to.have.length(1);
});

it('<syncfy-connect> goes on where it was, however long it was away', async () => {
  const page = await open(sandbox);
  await page.user.consents();
  await page.user.picks('Token (2FA)');
  await page.user.logsIn();
  await page.user.find('textbox', 'Enter any number sequence as a token');
  const { job } = page.session;
  page.connect.remove();
  await settled();
  page.session.append(page.connect);
  await settled();
  expect(page.connect.step).to.equal('challenge');
  expect(page.session.job).to.equal(job);
  await page.user.type('Enter any number sequence as a token', '123456');
  await page.user.pressKey('twofa.submit');
  await until('the end', () => page.events.ends[0]);
  expect(page.events.codes).to.deep.equal([100, 101, 410, 103, 102, 200]);
});

type Listening = Parameters<EventTarget['addEventListener']>;

/** Counts what is held: listeners on the window and the document, timers, sockets. */
function watch() {
  const listeners = new Map<string, number>();
  const timers = new Set<unknown>();
  const sockets: WebSocket[] = [];
  const undo: (() => void)[] = [];
  const patch = <T extends object, K extends keyof T>(target: T, name: K, make: (real: T[K]) => T[K]) => {
    const own = Object.getOwnPropertyDescriptor(target, name);
    const real = target[name];
    target[name] = make(real);
    undo.push(() => (own ? Object.defineProperty(target, name, own) : Reflect.deleteProperty(target, name)));
  };
  /** Who listens to what: to the same thing once, however often it is said. */
  const seen = new Map<string, Set<unknown>>();
  const count = (target: EventTarget, [type, listener, options]: Listening, by: 1 | -1) => {
    if (!listener) return;
    const capture = typeof options === 'object' ? !!options.capture : !!options;
    const key = `${target === window ? 'window' : 'document'} ${type}${capture ? ' capture' : ''}`;
    const who = seen.get(key) ?? new Set();
    seen.set(key, who);
    if (by === 1) who.add(listener);
    else who.delete(listener);
    listeners.set(key, who.size);
  };
  for (const target of [window, document] as const) {
    patch(
      target as EventTarget,
      'addEventListener',
      real =>
        function (this: EventTarget | undefined, ...args) {
          count(target, args, 1);
          return Reflect.apply(real, this ?? window, args);
        },
    );
    patch(
      target as EventTarget,
      'removeEventListener',
      real =>
        function (this: EventTarget | undefined, ...args) {
          count(target, args, -1);
          return Reflect.apply(real, this ?? window, args);
        },
    );
  }
  const globals = window as unknown as Record<
    'setTimeout' | 'setInterval' | 'clearTimeout' | 'clearInterval',
    (...args: unknown[]) => unknown
  >;
  patch(globals, 'setTimeout', real => (run, ms, ...rest) => {
    const timer: unknown = Reflect.apply(real, window, [
      () => (timers.delete(timer), (run as () => void)()),
      ms,
      ...rest,
    ]);
    timers.add(timer);
    return timer;
  });
  patch(globals, 'setInterval', real => (...args) => {
    const timer: unknown = Reflect.apply(real, window, args);
    timers.add(timer);
    return timer;
  });
  for (const name of ['clearTimeout', 'clearInterval'] as const) {
    patch(globals, name, real => timer => {
      timers.delete(timer);
      return Reflect.apply(real, window, [timer]);
    });
  }
  patch(
    window as { WebSocket: typeof WebSocket },
    'WebSocket',
    real =>
      class extends real {
        constructor(...args: ConstructorParameters<typeof WebSocket>) {
          super(...args);
          sockets.push(this);
        }
      },
  );
  const held = () => ({
    listeners: [...listeners].flatMap(([name, n]) => (n > 0 ? [`${name}: ${n}`] : [])),
    timers: timers.size,
    sockets: sockets.filter(socket => socket.readyState <= WebSocket.OPEN).length,
  });
  const stop = () => {
    for (const one of undo.reverse()) one();
  };
  return { held, stop, sockets, timers };
}

describe('what elements leave behind', () => {
  const NOTHING = { listeners: [], timers: 0, sockets: 0 };
  let held: ReturnType<typeof watch>;
  let token: string;
  beforeEach(async () => {
    // Asking the test runner takes a timer of its own.
    token = await sandbox.token();
    await settled();
    held = watch();
  });
  afterEach(() => held.stop());

  async function untilLetGo(): Promise<void> {
    // The tests' own waiting takes timers, which are let go by then.
    await settled();
    let now = held.held();
    for (let turn = 0; turn < 120 && (now.timers > 0 || now.sockets > 0); turn++) {
      await new Promise(requestAnimationFrame);
      now = held.held();
    }
    expect(now).to.deep.equal(NOTHING);
  }

  async function toChallenge({ user, connect }: Page): Promise<void> {
    if (connect) await user.consents();
    await user.picks('Token (2FA)');
    await user.logsIn();
    await user.find('textbox', 'Enter any number sequence as a token');
  }

  for (const { tagName } of manifest) {
    it(`<${tagName}>: nothing`, async () => {
      const { root } = await open(sandbox, {
        token,
        body: tagName === 'syncfy-session' ? '' : `<${tagName} site-id="${TOKEN_SITE}"></${tagName}>`,
      });
      await settled();
      root.remove();
      await untilLetGo();
    });
  }

  for (const layout of ['connect', 'parts'] as const) {
    it(`a job that waits for its user, laid out as ${layout}: nothing`, async () => {
      const page = await open(sandbox, { token, layout });
      await toChallenge(page);
      expect(held.sockets.length).to.be.greaterThan(0);
      page.root.remove();
      await untilLetGo();
      // And comes back.
      const before = held.sockets.length;
      document.body.append(page.root);
      await until('a socket', () => held.sockets.length > before || page.events.codes.length > 3);
      page.root.remove();
      await untilLetGo();
    });

    it(`a job that has ended, laid out as ${layout}: nothing but the session’s listeners`, async () => {
      const page = await open(sandbox, { token, layout });
      await toChallenge(page);
      await page.user.type('Enter any number sequence as a token', '123456');
      await page.user.pressKey('twofa.submit');
      await until('the end', () => page.events.ends[0]);
      await settled();
      await until('sockets are closed', () => held.held().sockets === 0);
      page.root.remove();
      await untilLetGo();
    });
  }

  it('an action elsewhere, while its time is counted: nothing', async () => {
    const page = await open(sandbox, { token, layout: 'parts', body: '<syncfy-twofa></syncfy-twofa>' });
    const twofa = page.root.querySelector('syncfy-twofa')!;
    twofa.challenge = {
      code: 410,
      twofa: [{ name: 'qr', type: 'externalAction', label: 'Confirm in your app', options: [] }],
    } as never;
    await until('it waits', () => parts(page.root, 'waiting')[0]);
    page.root.remove();
    await untilLetGo();
  });

  it('coming and going many times: nothing', async () => {
    const { root } = await open(sandbox, { token, layout: 'connect' });
    const session = root.querySelector('syncfy-session')!;
    for (let turn = 0; turn < 20; turn++) {
      session.remove();
      root.append(session);
    }
    await settled();
    root.remove();
    await untilLetGo();
  });
});
