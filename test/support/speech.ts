// What a screen reader says by itself: the live regions of a page, watched through shadow roots. One that is not rendered
// says nothing; one that comes, becomes visible or changes is said as a whole, once a rendering.
import { deep } from './flow.js';

export interface Said {
  /** Whether it interrupts (alert), or waits until it is quiet (status). */
  how: 'assertive' | 'polite';
  text: string;
}

const LIVE: Readonly<Record<string, Said['how']>> = { alert: 'assertive', status: 'polite', log: 'polite' };

const howOf = (element: Element): Said['how'] | undefined => {
  const live = element.getAttribute('aria-live') ?? LIVE[element.role ?? ''];
  return live === 'assertive' || live === 'polite' ? live : undefined;
};

/** What is read of an element: what is shown, slotted or not, and is not hidden from assistive technology. */
function read(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
  if (!(node instanceof Element) || node.ariaHidden === 'true' || node.localName === 'style') return '';
  if (!node.matches('slot') && !node.checkVisibility({ visibilityProperty: true })) return '';
  const slotted = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
  const block = /^(block|flex|grid|list-item)/.test(getComputedStyle(node).display) ? ' ' : '';
  return block + [...(slotted.length ? slotted : node.childNodes)].map(read).join('') + block;
}

export class Listener {
  readonly said: Said[] = [];
  readonly #root: ParentNode;
  readonly #observer = new MutationObserver(records => this.#changed(records));
  readonly #watched = new WeakSet<Node>();
  #regions = new Map<Element, string>();
  readonly #rewritten = new Set<Node>();
  #frame = 0;

  constructor(root: ParentNode) {
    this.#root = root;
    this.#watch();
    for (const region of this.#live()) this.#regions.set(region, textOf(region));
  }

  /** What was said since the last time, `! ` before what interrupts. */
  take(): string[] {
    return this.said.splice(0).map(({ how, text }) => (how === 'assertive' ? `! ${text}` : text));
  }

  stop(): void {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  #watch(): void {
    const roots = [...deep(this.#root)].flatMap(({ shadowRoot }) => shadowRoot ?? []);
    for (const root of [this.#root as Node, ...roots]) {
      if (this.#watched.has(root)) continue;
      this.#watched.add(root);
      this.#observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    }
  }

  #changed(records: readonly MutationRecord[]): void {
    for (const { type, target, addedNodes } of records) {
      if (type === 'characterData' && target.nodeType === Node.TEXT_NODE) this.#rewritten.add(target);
      for (const node of addedNodes)
        if (node.nodeType !== Node.COMMENT_NODE && node.textContent?.trim()) this.#rewritten.add(node);
    }
    // An element that comes has its shadow root already, but not what will be in it.
    this.#watch();
    this.#frame ||= requestAnimationFrame(() => this.#listen());
  }

  #live(): Element[] {
    return [...deep(this.#root)].filter(
      element =>
        howOf(element) &&
        element.checkVisibility({ visibilityProperty: true }) &&
        !element.closest('[aria-hidden=true]'),
    );
  }

  #listen(): void {
    this.#frame = 0;
    const before = this.#regions;
    this.#regions = new Map();
    for (const region of this.#live()) {
      const text = textOf(region);
      this.#regions.set(region, text);
      const again = [...this.#rewritten].some(node => region.contains(node));
      if (text && (before.get(region) !== text || again)) this.said.push({ how: howOf(region)!, text });
    }
    this.#rewritten.clear();
  }
}

const textOf = (region: Element) =>
  read(region)
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
