// What the whole-flow tests share: a page with the elements against a sandbox over real sockets, a user who finds things by
// role and name as a person does, and a record of every event. Nothing here knows a private name of an element.
import { aTimeout, assert } from '@open-wc/testing';
import { whenIdle } from '../../src/api/parts.js';
import '../../src/index.js';
import type { SyncfyConnect, SyncfyEventDetails, SyncfyEventName, SyncfySession } from '../../src/index.js';
import { localizer, type Localizer, type MessageKey } from '../../src/i18n/localize.js';
import { wordsOfCode } from '../../src/i18n/words.js';
import { startSandbox } from './sandbox.js';

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;
export { startSandbox };

/** Ms between a job's steps: as fast as can be told apart. */
export const PACE = 12;

export const EVENTS = [
  'syncfy-site-select',
  'syncfy-credential-submit',
  'syncfy-job-start',
  'syncfy-status',
  'syncfy-challenge',
  'syncfy-twofa-submit',
  'syncfy-success',
  'syncfy-failure',
  'syncfy-error',
  'syncfy-token-expired',
  'syncfy-step',
  'syncfy-close',
] as const satisfies readonly SyncfyEventName[];

/** The two ways to lay the elements out. */
export const LAYOUTS = ['connect', 'parts'] as const;
export type Layout = (typeof LAYOUTS)[number];

const PARTS = `<syncfy-site-picker></syncfy-site-picker>
  <syncfy-credential-form></syncfy-credential-form>
  <syncfy-job-status></syncfy-job-status>
  <syncfy-twofa></syncfy-twofa>`;

/** Waits until something is there; what it was is said when it never comes. */
export async function until<T>(
  what: string,
  read: () => T | Promise<T>,
  ms = 20_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const last = performance.now() + ms;
  for (;;) {
    const found = await read();
    if (found) return found as NonNullable<Exclude<T, false>>;
    if (performance.now() > last) throw new Error(`Not within ${ms} ms: ${what}`);
    await aTimeout(4);
  }
}

/** Lets everything that is due now happen: renderings, microtasks, timers of 0 ms. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await aTimeout(0);
    await new Promise(requestAnimationFrame);
  }
}

/** Every element under a root, through shadow roots. */
export function* deep(root: ParentNode): Iterable<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    yield element;
    if (element.shadowRoot) yield* deep(element.shadowRoot);
  }
}

/** The element that has the focus, through shadow roots. */
export function focused(): HTMLElement | undefined {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement && element !== document.body ? element : undefined;
}

export const textOf = (element: Element | undefined): string =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').trim();

// By name and not by class: a page in a frame has classes of its own.
const isInput = (element: HTMLElement, ...types: string[]) =>
  element.localName === 'input' && types.includes((element as HTMLInputElement).type);

const ROLES: Readonly<Record<string, (element: HTMLElement) => boolean>> = {
  button: element => element.localName === 'button' && !element.hasAttribute('role'),
  link: element => element.localName === 'a',
  heading: element => /^h[1-6]$/.test(element.localName),
  textbox: element => element.localName === 'textarea' || isInput(element, 'text', 'password'),
  searchbox: element => isInput(element, 'search'),
  combobox: element => element.localName === 'select',
  radio: element => isInput(element, 'radio'),
  checkbox: element => isInput(element, 'checkbox'),
  dialog: element => element.localName === 'dialog',
};

export type Role =
  | 'button'
  | 'link'
  | 'heading'
  | 'textbox'
  | 'searchbox'
  | 'combobox'
  | 'radio'
  | 'checkbox'
  | 'dialog'
  | 'radiogroup'
  | 'alert'
  | 'status'
  | 'tab';

/** The name that assistive technology reads. Labels of optional fields carry a remark in brackets, which is left out here. */
export function nameOf(element: HTMLElement): string {
  const given = element.getAttribute('aria-label');
  if (given) return given;
  const labels = (element as HTMLInputElement).labels;
  if (element.localName === 'fieldset') return textOf(element.querySelector('legend')!).replace(/ \([^)]*\)$/, '');
  if (labels?.length) return textOf(labels[0]).replace(/ \([^)]*\)$/, '');
  const pictures = [...element.querySelectorAll('img')].map(({ alt }) => alt);
  return [...pictures, textOf(element)].filter(Boolean).join(' ');
}

const visible = (element: HTMLElement) => element.checkVisibility({ visibilityProperty: true });

export type Name = string | RegExp;
const fits = (text: string, name: Name | undefined) =>
  name === undefined || (typeof name === 'string' ? text === name : name.test(text));

/** All that are visible of a role, with a name. */
export function all(root: ParentNode, role: Role, name?: Name): HTMLElement[] {
  const is = ROLES[role] ?? (element => element.getAttribute('role') === role);
  return [...deep(root)].filter(element => is(element) && visible(element) && fits(nameOf(element), name));
}

/** The parts with a name, visible or not. */
export function parts(root: ParentNode, name: string): HTMLElement[] {
  return [...deep(root)].filter(element => element.part.contains(name));
}

/** What can be read now. */
export function visibleText(root: ParentNode): string {
  // A slot has no box of its own, and its text is that for want of another.
  const shown = (element: HTMLElement) =>
    element.localName === 'slot'
      ? !(element as HTMLSlotElement).assignedNodes().length &&
        !!element.parentElement &&
        visible(element.parentElement)
      : visible(element) && element.localName !== 'style';
  const leaves = [...deep(root)].filter(element => !element.shadowRoot && shown(element));
  return leaves
    .flatMap(element =>
      [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.textContent ?? ''),
    )
    .join(' ')
    .replace(/\s+/g, ' ');
}

/** Types into an input as a browser would tell it: focus, value, input, change. */
export function fill(input: HTMLElement, value: string): void {
  input.focus();
  (input as HTMLInputElement).value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, data: value }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** One event that reached the page. */
export type Recorded = {
  [K in SyncfyEventName]: { name: K; detail: SyncfyEventDetails[K]; target: EventTarget | null; event: Event };
}[SyncfyEventName];

/** Keeps every event that reaches a root. */
export class Recorder {
  readonly all: Recorded[] = [];
  readonly #root: EventTarget;

  constructor(root: EventTarget) {
    this.#root = root;
    for (const name of EVENTS) root.addEventListener(name, this.#keep);
  }

  readonly #keep = (event: Event) => {
    const { detail } = event as CustomEvent;
    this.all.push({ name: event.type, detail, target: event.composedPath()[0] ?? null, event } as Recorded);
  };

  /** The details of the events with a name, in their order. */
  of<K extends SyncfyEventName>(name: K): SyncfyEventDetails[K][] {
    return this.all.flatMap(one => (one.name === name ? [one.detail as SyncfyEventDetails[K]] : []));
  }

  /** The codes that were told, in their order. */
  get codes(): number[] {
    return this.of('syncfy-status').map(({ status }) => status.code);
  }

  /** How jobs ended. */
  get ends() {
    return this.all.flatMap(one =>
      one.name === 'syncfy-success' || one.name === 'syncfy-failure' ? [{ name: one.name, ...one.detail }] : [],
    );
  }

  get steps(): string[] {
    return this.of('syncfy-step').map(({ step }) => step);
  }

  clear(): void {
    this.all.length = 0;
  }

  stop(): void {
    for (const name of EVENTS) this.#root.removeEventListener(name, this.#keep);
  }
}

/** A user in front of some elements. What is looked for is waited for. */
export class User {
  readonly root: ParentNode;
  readonly l10n: Localizer;

  constructor(root: ParentNode, locale = 'en') {
    this.root = root;
    this.l10n = localizer(locale);
  }

  words(key: MessageKey, params?: Record<string, string>): string {
    return this.l10n.t(key, params);
  }

  sees(role: Role, name?: Name): HTMLElement | undefined {
    return all(this.root, role, name)[0];
  }

  find(role: Role, name?: Name): Promise<HTMLElement> {
    return until(`${role} ${String(name ?? '')}; there is: ${visibleText(this.root).slice(0, 400)}`, () =>
      this.sees(role, name),
    );
  }

  /** Presses a button, by its name. */
  async press(name: Name): Promise<HTMLElement> {
    const button = await this.find('button', name);
    button.focus();
    button.click();
    return button;
  }

  /** Presses a button, by the key of its text. */
  pressKey(key: MessageKey, params?: Record<string, string>): Promise<HTMLElement> {
    return this.press(this.words(key, params));
  }

  async type(label: Name, value: string): Promise<HTMLElement> {
    const input = await this.find('textbox', label);
    fill(input, value);
    return input;
  }

  async select(label: Name, option: string): Promise<void> {
    const select = (await this.find('combobox', label)) as HTMLSelectElement;
    select.focus();
    const wanted = [...select.options].find(one => one.label === option);
    assert(wanted, `no option ${option}`);
    select.selectedIndex = wanted.index;
    select.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }

  async choose(role: 'radio' | 'checkbox', name: Name): Promise<void> {
    const input = await this.find(role, name);
    input.focus();
    input.click();
  }

  /** The button that shows or hides what a field holds. */
  revealOf(label: string): Promise<HTMLElement> {
    return until(`reveal of ${label}`, () =>
      parts(this.root, 'reveal').find(element => visible(element) && nameOf(element).includes(label)),
    );
  }

  /** Says yes to the first step. */
  async consents(): Promise<void> {
    await this.pressKey('common.continue');
  }

  /** Searches for an organization and picks one of its sites. */
  async picks(site: string, organization = 'Acme Bank'): Promise<void> {
    fill(await this.find('searchbox'), organization);
    await this.press(site);
  }

  /** Fills in the login; an element's label comes first. */
  async logsIn(values: Readonly<Record<string, string>> = LOGIN): Promise<void> {
    for (const [label, value] of Object.entries(values)) {
      const input = await until(
        `field ${label}`,
        () => this.sees('textbox', label) ?? this.sees('combobox', label) ?? this.sees('radiogroup', label),
      );
      if (input.localName === 'select') await this.select(label, value);
      else if (input.localName === 'fieldset') await this.choose('radio', value);
      else fill(input, value);
    }
    await this.pressKey('form.submit');
  }
}

export const LOGIN = { Username: 'test', Password: 'test' } as const;

/** A page with the elements in it. */
export interface Page {
  root: HTMLElement;
  session: SyncfySession;
  connect: SyncfyConnect;
  user: User;
  events: Recorder;
  sandbox: Sandbox;
}

export interface PageOptions {
  layout?: Layout;
  /** Attributes of `<syncfy-connect>`, as in HTML. */
  connect?: string;
  /** Attributes of `<syncfy-session>`, in place of the usual ones. */
  session?: string;
  /** More attributes of `<syncfy-session>`. */
  more?: string;
  locale?: string;
  /** What stands inside the session, in place of the layout's elements. */
  body?: string;
  /** Where the page stands; default a new element in the document. */
  token?: string;
  /** The browser has been here before: what it keeps of catalogues is there. */
  visited?: boolean;
}

const opened: Page[] = [];

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Lays out a page by its HTML alone. */
export async function open(sandbox: Sandbox, options: PageOptions = {}): Promise<Page> {
  const { layout = 'connect', connect = '', more = '', locale = 'en' } = options;
  // What an earlier page has loaded may be stored only now.
  await new Promise(done => whenIdle(() => done(0)));
  if (!options.visited) for (const name of await caches.keys()) await caches.delete(name);
  const root = document.createElement('div');
  const events = new Recorder(root);
  const token = options.token ?? (await sandbox.token());
  const session =
    options.session ??
    `token="${escape(token)}" api-base="${sandbox.apiBase}" assets-base="${sandbox.assetsBase}" country="MX" locale="${locale}"`;
  const body = options.body ?? (layout === 'connect' ? `<syncfy-connect ${connect}></syncfy-connect>` : PARTS);
  document.body.append(root);
  root.innerHTML = `<syncfy-session ${session} ${more}>${body}</syncfy-session>`;
  const page: Page = {
    root,
    session: root.querySelector('syncfy-session') as SyncfySession,
    connect: root.querySelector('syncfy-connect') as SyncfyConnect,
    user: new User(root, locale),
    events,
    sandbox,
  };
  opened.push(page);
  return page;
}

/** The press of a mouse's button, or its click, so many in a row; whether the browser does with it what it always does. */
export const mouse = (on: Element, type: 'mousedown' | 'click', detail: number): boolean =>
  on.dispatchEvent(new MouseEvent(type, { detail, bubbles: true, cancelable: true, composed: true }));

/** What is held back now. */
const holds = new Map<RegExp, { answers: number; released: Promise<void>; release: () => void }>();
let unheld: typeof fetch | undefined;

/**
 * Keeps the answers of some paths from the page until they are released, and those that follow: what is shown meanwhile can be
 * looked at for as long as that takes. Pictures are none of these: the browser itself asks for them.
 */
export function hold(path: RegExp): { readonly answers: number; release: () => void } {
  let release!: () => void;
  const released = new Promise<void>(resolve => (release = resolve));
  const held = { answers: 0, released, release };
  holds.set(path, held);
  unheld ??= globalThis.fetch;
  globalThis.fetch = heldFetch;
  return held;
}

const heldFetch: typeof fetch = async (input, init) => {
  const answer = await unheld!(input, init);
  const { pathname } = new URL(answer.url);
  const signal = init?.signal;
  for (const [path, held] of holds) {
    if (!path.test(pathname)) continue;
    held.answers++;
    await Promise.race([held.released, new Promise(resolve => signal?.addEventListener('abort', resolve))]);
    signal?.throwIfAborted();
  }
  return answer;
};

/** As far as can be heard, a job comes to these codes, or entries, and no further until the faults are set anew. */
export const standsStill = (sandbox: Sandbox, ...entries: (number | { code: number })[]): Promise<void> => {
  const body = JSON.stringify(entries.map(entry => (typeof entry === 'number' ? { code: entry } : entry)));
  return sandbox.faults({
    socket: { refuse: true },
    rules: [{ match: { method: 'GET', path: '*/status' }, action: { body } }],
  });
};

/** A question that goes away by itself stays until it is let go: nothing is heard of its job. To be called before the login is sent. */
export function holdQuestion({ root }: Page): () => void {
  let release = () => {};
  root.addEventListener('syncfy-challenge', () => ({ release } = hold(/\/status$/)), { once: true });
  return () => release();
}

/**
 * Keeps timers of so many ms, and longer ones, from running out until they are let go, all at once: what is shown before can be looked
 * at. With a longest one, that of a request that is sent meanwhile is left alone.
 */
export function holdTimers(ms: number, longest = Infinity): () => void {
  const { setTimeout, clearTimeout } = globalThis;
  const waiting = new Map<unknown, () => void>();
  const held = (run: () => void, after = 0) => {
    if (after < ms || after > longest) return setTimeout(run, after);
    const id = setTimeout(() => {});
    waiting.set(id, run);
    return id;
  };
  const clear = (id: number | undefined) => {
    waiting.delete(id);
    clearTimeout(id);
  };
  Object.assign(globalThis, { setTimeout: held, clearTimeout: clear });
  return () => {
    Object.assign(globalThis, { setTimeout, clearTimeout });
    for (const run of waiting.values()) run();
    waiting.clear();
  };
}

/** Takes away every page that was opened. */
export function closePages(): void {
  for (const { root, events } of opened.splice(0)) {
    root.remove();
    events.stop();
  }
  for (const { release } of holds.values()) release();
  holds.clear();
  if (unheld) globalThis.fetch = unheld;
  unheld = undefined;
  // The next page is not to take up what this one left running.
  sessionStorage.clear();
}

/** One sandbox for all tests of a file; after each, its pages are closed, and it has forgotten. */
export async function sandboxForAll(options?: Parameters<typeof startSandbox>[0]): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  after(() => sandbox.close());
  afterEach(async () => {
    closePages();
    await sandbox.reset();
  });
  return sandbox;
}

/** From the beginning to the login form of a site. */
export async function toForm({ user, connect }: Page, site: string, organization?: string): Promise<void> {
  if (connect && connect.step === 'consent') await user.consents();
  await user.picks(site, organization);
  await user.find('button', user.words('form.submit'));
}

/** How the job ended; once it has, a moment passes in which nothing more may come. */
export async function ended({ events, user }: Page, count = 1): Promise<Recorder['ends'][number]> {
  await until(
    `end ${count}; codes ${events.codes.join()}; there is: ${visibleText(user.root).slice(0, 300)}`,
    () => events.ends.length >= count,
  );
  await settled();
  assert.lengthOf(events.ends, count, 'as many ends as jobs');
  return events.ends.at(-1)!;
}

/** A job's history, as GET status answers it. */
export async function historyOf({ sandbox }: Pick<Page, 'sandbox'>, idJob: string): Promise<Record<string, unknown>[]> {
  const token = await sandbox.token();
  const answer = await fetch(`${sandbox.apiBase}/jobs/${idJob}/status`, {
    headers: { Authorization: `TOKEN token=${token}` },
  });
  return ((await answer.json()) as { response: Record<string, unknown>[] }).response;
}

/** That the page was told each entry of the job's history once, in order, with its kind and all before it. */
export async function assertToldAll(
  page: Page,
  codes?: readonly number[],
  job = page.events.of('syncfy-job-start').at(-1)?.job,
): Promise<void> {
  assert(job, 'a job was started');
  const told = page.events.of('syncfy-status');
  const history = await historyOf(page, job.id);
  assert.deepEqual(
    page.events.codes,
    history.map(entry => entry['code']),
    'told as GET status answers',
  );
  if (codes) assert.deepEqual(page.events.codes, codes);
  for (const [index, { status, history: before, kind }] of told.entries()) {
    assert.deepEqual(
      before.map(entry => entry.code),
      page.events.codes.slice(0, index + 1),
      'what was before it',
    );
    assert.strictEqual(before.at(-1), status);
    assert.strictEqual(kind, kindOf(status.code));
    assertSays(status, history[index]!);
  }
}

/** What a job says comes through as it is, whatever is added to it. */
function assertSays(told: Record<string, unknown>, said: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(said)) {
    if (key === 'twofa') {
      const elements = value as Record<string, unknown>[];
      const got = told[key] as Record<string, unknown>[];
      assert.deepEqual(
        got.map(({ name, type, label }) => [name, type, label]),
        elements.map(({ name, type, label }) => [name, type, label]),
      );
    } else assert.deepEqual(told[key], value, key);
  }
}

/** The table of SYNCFY-API.md, written down once more. */
export function kindOf(code: number): string {
  if (code === 410) return 'challenge';
  if (code >= 500) return 'error';
  if (code >= 400) return 'user-error';
  return code >= 200 && code < 300 ? 'success' : 'progress';
}

/** What a job's end says, as its event carries it. */
export function messageOf(l10n: Localizer, code: number): string {
  const { title, text } = wordsOfCode(l10n, code);
  return `${title}. ${text}`;
}

/** Collects what nobody caught, and what was written to the console, while a test runs. */
export class Stray {
  readonly errors: string[] = [];
  readonly #onError = (event: ErrorEvent) => {
    this.errors.push(`error: ${event.message}`);
  };
  readonly #onRejection = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    this.errors.push(`rejection: ${String(event.reason)}`);
  };

  constructor() {
    addEventListener('error', this.#onError);
    addEventListener('unhandledrejection', this.#onRejection);
  }

  stop(): string[] {
    removeEventListener('error', this.#onError);
    removeEventListener('unhandledrejection', this.#onRejection);
    return this.errors;
  }
}
