// A person in front of a form that nobody has seen in advance: finds each thing that is asked by its label, fills it in,
// makes mistakes and mends them; and a watch over everything that must not happen meanwhile.
import '../../src/index.js';
import type { SyncfySession } from '../../src/index.js';
import { localizer } from '../../src/i18n/localize.js';
import { EVENTS } from '../support/flow.js';
import { MARK, type Plan } from './generators.js';
import type { Answer, Asked } from './oracle.js';

/** Throws with what is different; chai would take its time to tell two forms apart. */
export function same(what: string, found: unknown, wanted: unknown): void {
  const [a, b] = [found, wanted].map(one => JSON.stringify(one) ?? 'undefined');
  if (a !== b) throw new Error(`${what}: ${a!.slice(0, 1500)}, not ${b!.slice(0, 1500)}`);
}

const nextTask = (() => {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise<void>(resolve => {
      waiting.push(resolve);
      port2.postMessage(0);
    });
})();

/** Waits for something, step by step: timers are too slow for ten thousand forms. */
export async function soon(what: string, isSo: () => boolean): Promise<void> {
  for (const last = performance.now() + 2000; ;) {
    // Before anybody else takes the focus away.
    for (let step = 0; step < 200; step++) {
      if (isSo()) return;
      await Promise.resolve();
    }
    if (performance.now() > last) throw new Error(`Did not come: ${what}`);
    await nextTask();
  }
}

export interface Sent {
  method: string;
  path: string;
  /** What came over the wire. */
  body: Record<string, unknown>;
}

/** A desk at which one form after the other is filled in: a session, whose API says yes to everything, and its element. */
export class Desk<E extends HTMLElement> {
  readonly session = document.createElement('syncfy-session') as SyncfySession;
  readonly element: E;
  /** What was sent with a body, and has been answered. */
  sent: Sent[] = [];
  events: { name: string; detail: unknown }[] = [];
  #told = () => {};

  constructor(tag: string, token: string) {
    const { session } = this;
    session.innerHTML = `<${tag}></${tag}>`;
    Object.assign(session, { token, apiBase: '/v1', locale: 'en' });
    // Drawn, but not painted: nobody looks at ten thousand forms.
    session.style.cssText = 'display: block; contain: strict; inline-size: 320px; block-size: 0; overflow: clip';
    for (const name of EVENTS) {
      session.addEventListener(name, ({ detail }: CustomEvent<unknown>) => {
        this.events.push({ name, detail });
        this.#told();
        // Nobody follows the job.
        if (name === 'syncfy-job-start') queueMicrotask(() => (session.job = undefined));
      });
    }
    document.body.append(session);
    this.element = session.querySelector(tag) as E;
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  /** What the server got. */
  tell(method: string, path: string, body: unknown): void {
    this.sent.push({ method, path, body: body as Sent['body'] });
    this.#told();
  }

  begin(): void {
    this.sent = [];
    this.events = [];
  }

  /** Waits until one of these events has come; or, where none is named, until something was sent and answered. */
  async until(...names: string[]): Promise<void> {
    const came = () => (names.length ? this.events.some(({ name }) => names.includes(name)) : this.sent.length > 0);
    const last = performance.now() + 20_000;
    while (!came()) {
      if (performance.now() > last) throw new Error(`Nothing was sent, nor came one of: ${names.join(', ')}`);
      let timer: ReturnType<typeof setTimeout> | undefined;
      await new Promise<void>(resolve => {
        this.#told = resolve;
        timer = setTimeout(resolve, 5000);
      });
      clearTimeout(timer);
    }
  }

  /** What has gone wrong, where nothing may; what was typed may be nowhere but in the inputs. */
  expectPeace(typed: readonly string[] = []): void {
    const found = [...trouble.splice(0), ...markup(this.root, typed)];
    if ((globalThis as { hacked?: unknown }).hacked) found.push('a script of the data ran');
    if (Reflect.ownKeys(Object.prototype).length !== PROTOTYPE) found.push('Object.prototype was changed');
    if (JSON.stringify(this.events.map(({ detail }) => detail)).includes(MARK))
      found.push('an event tells what was typed');
    if (found.length) throw new Error([...new Set(found)].join('; '));
  }
}

/** As scripts/wtr-echo.mjs does. */
function answer(path: string): Response {
  const ticket = { id_credential: 'c1', id_job: 'j1', status: '/v1/jobs/j1/status' };
  return Response.json({ code: 200, status: true, response: path.endsWith('/twofa') || ticket });
}

const PROTOTYPE = Reflect.ownKeys(Object.prototype).length;
/** What must never happen, and did. */
const trouble: string[] = [];

/** So many forms are filled in at once: most of the time goes by with waiting for the server. */
const DESKS = 4;

/**
 * Opens desks, and watches the page meanwhile: errors, the console, and what the server was sent, as it got it.
 * Answers what takes everything down.
 */
export async function openDesks<E extends HTMLElement>(
  tag: string,
): Promise<{ desks: Desk<E>[]; close: () => Promise<void> }> {
  const desks = Array.from({ length: DESKS }, (_, index) => new Desk<E>(tag, `desk-${index}`));
  const warned = new Set<string>();
  const { fetch } = globalThis;
  const { error, warn } = console;
  let count = 0;
  globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    const body = (init?.body ?? undefined) as string | undefined;
    // Over the wire and back, where it costs as much as all the rest: one in ten.
    const isReal = count++ % 10 === 0;
    const response = isReal ? await fetch(input, init) : answer(pathname);
    if (body !== undefined) {
      const received = isReal
        ? ((await response.clone().json()) as { received: unknown }).received
        : (JSON.parse(body) as unknown);
      const token = new Headers(init!.headers).get('Authorization') ?? '';
      desks[Number(/desk-(\d+)$/.exec(token)?.[1])]?.tell(init!.method!, pathname, received);
    }
    return response;
  };
  console.error = (...args: unknown[]) => trouble.push(`console.error: ${args.join(' ')}`);
  // A URL that may not be told the token is told, and a pattern that is none, once; and never what was typed.
  console.warn = (...args: unknown[]) => {
    const text = args.join(' ');
    const isNew = warned.size < warned.add(text).size;
    const isTold = text.startsWith('untrusted-origin ') || (isNew && text.startsWith('Not a pattern: '));
    if (!isTold || text.includes(MARK)) trouble.push(`console.warn: ${text}`);
  };
  const onError = ({ message }: ErrorEvent) => trouble.push(`error: ${message}`);
  const onRejection = ({ reason }: PromiseRejectionEvent) => trouble.push(`unhandled rejection: ${String(reason)}`);
  addEventListener('error', onError);
  addEventListener('unhandledrejection', onRejection);
  await Promise.all(desks.map(({ session }) => session.updateComplete));

  const close = async () => {
    await new Promise(resolve => setTimeout(resolve, 100));
    for (const { session } of desks) session.remove();
    globalThis.fetch = fetch;
    Object.assign(console, { error, warn });
    removeEventListener('error', onError);
    removeEventListener('unhandledrejection', onRejection);
    same('what went wrong', trouble, []);
  };
  return { desks, close };
}

/** All that the two elements draw with: anything else comes from the data. */
const DRAWN = new Set(
  (
    'div header h2 slot p span bdi form label input select option textarea fieldset legend button svg path circle rect ' +
    'strong b code img progress'
  ).split(' '),
);
const SOURCE = /^(?:data:image\/(?:png|jpeg|gif|webp|svg\+xml|bmp);base64,[\w+/=]+|https:\/\/[^"'<>\s]+)$/;

/** What is wrong with a tree. */
function markup(root: ShadowRoot, typed: readonly string[]): string[] {
  const found: string[] = [];
  const ids = new Set<string>();
  const secrets = typed.filter(text => text.includes(MARK));
  for (const element of root.querySelectorAll('*')) {
    if (!DRAWN.has(element.localName)) found.push(`<${element.localName}> is drawn`);
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on') || ['href', 'style', 'srcdoc', 'formaction', 'action'].includes(name)) {
        found.push(`${name}="${value}" is drawn`);
      }
      if (name === 'src' && !(element.localName === 'img' && SOURCE.test(value))) found.push(`src="${value}" is drawn`);
      if (value.includes(MARK)) found.push(`${name} holds what was typed`);
      if (name === 'id' && ids.size === ids.add(value).size) found.push(`two elements are called ${value}`);
    }
  }
  const shown = root.textContent ?? '';
  for (const secret of secrets) if (shown.includes(secret)) found.push(`what was typed is shown`);
  return found;
}

const byRole = (root: ParentNode, role: string) => [...root.querySelectorAll<HTMLElement>(`[role="${role}"]`)];
export const tabs = (root: ParentNode) => byRole(root, 'tab');
export const submitButton = (root: ParentNode) => root.querySelector<HTMLButtonElement>('button[type="submit"]');

/** What one labelled thing of a form is made of. */
export interface Control {
  name: string;
  group: HTMLFieldSetElement | undefined;
  /** One input; or the radios or boxes of a group, without the one that stands for all of them, or for none. */
  inputs: HTMLInputElement[];
  none: HTMLInputElement | undefined;
  all: HTMLInputElement | undefined;
  filter: HTMLInputElement | undefined;
}

/** The things to fill in, in their order, as their labels say. */
export function controlsOf(root: ParentNode, asked: readonly Asked[]): Control[] {
  const found = [...root.querySelectorAll<HTMLElement>('label,fieldset')].filter(
    one => one.localName === 'fieldset' || !one.closest('fieldset'),
  );
  return found.map((one, index): Control => {
    const what = asked[index];
    const nothing = { none: undefined, all: undefined, filter: undefined };
    if (!(one instanceof HTMLFieldSetElement)) {
      const { control, textContent } = one as HTMLLabelElement;
      return { name: textContent ?? '', group: undefined, inputs: [control as HTMLInputElement], ...nothing };
    }
    const inputs = [...one.querySelectorAll<HTMLInputElement>('input:not([type="search"])')];
    return {
      name: one.querySelector('legend')?.textContent ?? '',
      group: one,
      all: what?.kind === 'several' && what.choices.length > 1 ? inputs.shift() : undefined,
      none: what?.kind === 'one' && !what.required ? inputs.pop() : undefined,
      inputs,
      filter: one.querySelector<HTMLInputElement>('input[type="search"]') ?? undefined,
    };
  });
}

const words = localizer('en');

/** Whether what is shown is what is asked: each label, each choice, each kind of control, each picture. */
export function expectAsked(controls: readonly Control[], asked: readonly Asked[]): void {
  same(
    'labels',
    controls.map(control => control.name),
    asked.map(({ label, required }, at) => {
      // What is not shown counts, too, where a field has only its number.
      const [number] = /^Field \d+/.exec(controls[at]!.name) ?? [];
      const name = label.trim() ? label : number;
      return required ? name : `${name} (${words.t('form.optional')})`;
    }),
  );
  for (const [index, { kind, choices, required }] of asked.entries()) {
    const { inputs, group } = controls[index]!;
    const [input] = inputs;
    const types: Partial<Record<typeof kind, string>> = {
      text: 'text',
      password: 'password',
      file: 'file',
      lines: 'textarea',
      several: 'checkbox',
    };
    same('kind', input?.type, types[kind] ?? (group ? 'radio' : 'select-one'));
    same('required', (group ?? input)?.getAttribute('aria-required') ?? `${required}`, `${required}`);
    if (kind !== 'one' && kind !== 'several') continue;
    const labels = group
      ? inputs.map(one =>
          [...(one.closest('label')?.children ?? [])].flatMap(({ textContent }) => textContent.trim() || []).join(' '),
        )
      : [...(input as unknown as HTMLSelectElement).options].slice(1).map(one => one.text);
    const space = (text = '') => (group ? text.trim() : text.replace(/[\t\n\f\r ]+/g, ' ').replace(/^ | $/g, ''));
    same(
      'choices',
      labels,
      choices.map(({ label, value, unnamed, image }, at) => {
        const name =
          group && unnamed
            ? words.t('twofa.option', { n: String(at + 1) })
            : space(label || (group ? '' : String(value ?? '')));
        return group && image === null ? `${words.t('twofa.pictureBroken')} ${name}`.trim() : name;
      }),
    );
    const pictures = group ? inputs.map(one => one.closest('label')?.querySelector('img')?.getAttribute('src')) : [];
    if (group) {
      same(
        'pictures',
        pictures.map(one => one ?? null),
        choices.map(({ image }) => image ?? null),
      );
    }
  }
}

const tell = (input: HTMLElement) => {
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
};

function type(input: HTMLInputElement, text: string): void {
  input.value = text;
  tell(input);
}

const pickOf = <T>(list: readonly T[], at: number): T => list[at % list.length]!;

/** What a person did with a field: what must be posted for it, what was typed, what must be said against it. */
export interface Done {
  answer: Answer | undefined;
  typed: string[];
  /** The words of the problem, where they are known; true for any. */
  problem?: string | true;
}

/** The largest file that the form takes, in bytes. */
export const MOST_BYTES = 1000;

export type Mood = Plan['mood'];

/** Fills a field in, or leaves it empty, or makes a mistake, as far as that can be done. */
export function fillIn(control: Control, asked: Asked, plan: Plan, mood: Mood): Done {
  const [input] = control.inputs;
  switch (asked.kind) {
    case 'text':
    case 'password':
      return fillText(input!, asked, plan, mood);
    case 'lines':
      return fillLines(input!, asked, plan, mood);
    case 'file':
      return choose(input!, asked, plan, mood);
    case 'several':
      return tick(control, asked, plan, mood);
    default:
      return pick(control, asked, plan, mood);
  }
}

const empty = ({ required }: Asked): Done => ({ answer: undefined, typed: [], ...(required && { problem: true }) });
const wrong = ({ check }: Asked, typed: string[]): Done => ({
  answer: undefined,
  typed,
  problem: check.message ?? true,
});

/** A text from its first sign that can be seen to its last. */
function inner(text: string): string {
  const signs = [...text];
  const isUnseen = (sign = 'x') => /[\s\p{Cf}]/u.test(sign);
  while (isUnseen(signs[0])) signs.shift();
  while (isUnseen(signs.at(-1))) signs.pop();
  return signs.join('');
}

function fillText(input: HTMLInputElement, asked: Asked, plan: Plan, mood: Mood): Done {
  const { check, kind } = asked;
  if (mood === 'empty' || (mood === 'wrong' && !check.bad)) {
    // Blanks are nothing, but in a password.
    type(input, kind === 'text' && plan.pick % 2 ? '  ' : '');
    return empty(asked);
  }
  const text =
    mood === 'wrong' ? pickOf(check.bad!, plan.pick) : check.good ? pickOf(check.good, plan.pick) : plan.typed;
  // The blanks around a text are nobody's; those of a password count.
  const around = kind === 'text' && plan.pick % 3 === 0 ? ` ${text} ` : text;
  type(input, around);
  if (mood === 'wrong') return wrong(asked, [text]);
  return { answer: kind === 'text' ? inner(around) : around, typed: [text] };
}

function fillLines(input: HTMLInputElement, asked: Asked, plan: Plan, mood: Mood): Done {
  const { check } = asked;
  if (mood === 'empty' || (mood === 'wrong' && !check.bad)) {
    type(input, plan.pick % 2 ? ' \n\n ' : '');
    return empty(asked);
  }
  const lines = plan.more.map(at => (check.good ? pickOf(check.good, at) : `${plan.typed}${at}`).trim());
  if (mood === 'wrong') lines.push(pickOf(check.bad!, plan.pick));
  type(input, `${lines.join(pickOf(['\n', '\n\n', ' \n '], plan.pick))}${plan.pick % 2 ? '\n' : ''}`);
  return mood === 'wrong' ? wrong(asked, lines) : { answer: lines, typed: lines };
}

function choose(input: HTMLInputElement, asked: Asked, plan: Plan, mood: Mood): Done {
  const { good, bad } = asked.accepted;
  const transfer = new DataTransfer();
  const tooLarge = mood === 'wrong' && (!bad.length || plan.pick % 2 === 0);
  const [name, kind] = pickOf(mood === 'wrong' && !tooLarge ? bad : good, plan.pick);
  const content = tooLarge ? 'x'.repeat(MOST_BYTES + 1) : `${MARK}${plan.pick}`;
  if (mood !== 'empty') transfer.items.add(new File([content], name, { type: kind }));
  input.files = transfer.files;
  tell(input);
  if (mood === 'empty') return empty(asked);
  if (mood === 'wrong') return { answer: undefined, typed: [], problem: true };
  const bytes = String.fromCharCode(...new TextEncoder().encode(content));
  return { answer: `data:${kind || 'application/octet-stream'};base64,${btoa(bytes)}`, typed: [] };
}

function tick({ inputs, all }: Control, asked: Asked, plan: Plan, mood: Mood): Done {
  for (const box of inputs) if (box.checked) box.click();
  if (mood !== 'fill') return empty(asked);
  const chosen = new Set(plan.more.map(at => at % inputs.length));
  // All, and some of them taken back; or one after the other.
  if (all && plan.pick % 4 === 0) {
    all.click();
    for (const [index, box] of inputs.entries()) if (!chosen.has(index)) box.click();
  } else {
    for (const index of chosen) inputs[index]!.click();
  }
  const values = asked.choices.filter((_, index) => chosen.has(index)).map(({ value }) => value);
  return { answer: values.join(','), typed: [] };
}

function pick({ inputs, none, filter, group }: Control, asked: Asked, plan: Plan, mood: Mood): Done {
  const { choices } = asked;
  const chosen = mood === 'fill' ? plan.pick % choices.length : undefined;
  if (filter) type(filter, chosen === undefined ? 'no such thing' : choices[chosen]!.label.slice(-3));
  const [input] = inputs;
  if (!group) {
    (input as unknown as HTMLSelectElement).selectedIndex = chosen === undefined ? 0 : chosen + 1;
    tell(input!);
  } else if (chosen !== undefined) {
    inputs[chosen]!.click();
  } else {
    none?.click();
  }
  return chosen === undefined ? empty(asked) : { answer: choices[chosen]!.value, typed: [] };
}

/** Whether a field says what is wrong with it, and is said to be so. */
function expectProblem(root: ShadowRoot, { group, inputs }: Control, problem: string | true | undefined): void {
  const target = inputs[0]?.type === 'checkbox' ? inputs[0] : (group ?? inputs[0]!);
  const said = (target.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter(id => id.endsWith('-error'))
    .map(id => root.getElementById(id)?.textContent?.trim() ?? '');
  if (!problem) return same('problems', said, []);
  if (said.length !== 1 || !said[0]) throw new Error(`No problem is told, but ${JSON.stringify(problem)}`);
  if (problem !== true) same('problem', said, [problem.trim()]);
}

/** Whether the focus is where a problem can be mended; a filter may leave nothing to choose from but itself. */
function hasFocus({ activeElement }: ShadowRoot, { inputs, filter }: Control): boolean {
  if (!activeElement) return false;
  return activeElement === filter
    ? !inputs.some(input => input.checkVisibility())
    : inputs.includes(activeElement as HTMLInputElement);
}

/** Sends what has problems, and sees it refused: the focus is where the first is, each is told, nothing is sent. */
export async function expectRefused(
  { root, sent, events }: Desk<HTMLElement>,
  controls: readonly Control[],
  done: readonly Done[],
): Promise<void> {
  submitButton(root)!.click();
  const first = controls[done.findIndex(({ problem }) => problem)]!;
  await soon('the focus on what is wrong', () => hasFocus(root, first));
  for (const [at, { problem }] of done.entries()) expectProblem(root, controls[at]!, problem);
  same('what was sent in spite of a problem', [sent, events], [[], []]);
}

/** Entries by their names: whole numbers come first in an object. */
export const sorted = (entries: [string, unknown][]) => entries.sort(([a], [b]) => (a < b ? -1 : 1));
