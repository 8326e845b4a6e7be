import { html, render, type ReactiveController, type ReactiveElement } from 'lit';
import { focusOn } from './focus.js';
import type { Logos } from './logos.js';

/** Who rushes past more rows than these at once sees no logo; so long (ms) after that, those in sight come. */
const RUSH = 3;
const REST = 150;

/** How many rows are in the page beyond those in sight, on each side. */
const SPARE = 4;

/** The element with the list. */
interface Host extends ReactiveElement {
  readonly logos: Logos;
}

/** A row of the list; or, with a `gap`, so many rows from there on that are not in the page. */
interface Item {
  index: number;
  gap: number;
}

/** What is listed: how many rows there are, and what is in each. */
interface Rows {
  total: number;
  row(index: number): unknown;
}

/** The index of the row that an element is in; NaN where it is in none. */
export const placeOf = (element: Element): number => Number(element.closest('[aria-posinset]')?.ariaPosInSet) - 1;

/** Scrolls so far on the screen: where the page is scaled, a list's own pixels are others. */
function scroll(list: HTMLElement, by: number): void {
  list.scrollTop += (by * list.offsetHeight) / list.getBoundingClientRect().height || 0;
}

const keyOf = ({ index, gap }: Item) => (gap ? -1 - index : index);

/**
 * A long list, of which only the rows in sight, some around them and the one to go on from are in the page; gaps of
 * their height stand for the others. The list may scroll by itself, or with the page.
 */
export class Windowed implements ReactiveController {
  readonly #host: Host;
  readonly #rows: () => Rows;
  /** The rows in sight. */
  #from = 0;
  #to = 7;
  /** The height of a row, in px. */
  #size = 64;
  #items: readonly Item[] = [];
  /** A row in sight, which stays where it is when the window moves. */
  #anchor: [row: Element, top: number] | undefined;
  /** The row that has the focus, or will have it when one comes to the list. */
  active = 0;
  /** The row that will have the focus next: until then, both are there. */
  #next: number | undefined;
  #scrolled = 0;
  /**
   * A list may be shown only later, or a gap come into sight by what scrolls in another shadow root. (An observer of its size would
   * tell the page of loops, where that changes anew.)
   */
  readonly #shown = new IntersectionObserver(() => this.look());

  constructor(host: Host, rows: () => Rows) {
    this.#host = host;
    this.#rows = rows;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('scroll', this.look, true);
    addEventListener('resize', this.look);
    for (const one of [this.#host, ...(this.#list?.children ?? [])]) this.#shown.observe(one);
    // A list that was taken out of the page has forgotten.
    void this.#host.updateComplete.then(() => this.#list?.scrollTo(0, this.#scrolled));
  }

  hostDisconnected(): void {
    removeEventListener('scroll', this.look, true);
    removeEventListener('resize', this.look);
    this.#shown.disconnect();
  }

  /** Begins at the first row again: others are listed now. */
  reset(): void {
    // Where it is there already, to ask for it would lay out the page once more.
    if (this.#scrolled) this.#list?.scrollTo(0, 0);
    this.#scrolled = 0;
    this.#to -= this.#from;
    this.#from = this.active = 0;
  }

  #choose(total: number): readonly Item[] {
    const spare = this.#spare;
    this.active = Math.max(0, Math.min(this.active, total - 1));
    // The total stands for the list's end.
    const shown = [this.active, Math.min(this.#next ?? total, total), total];
    for (let i = this.#from - spare; i < this.#to + spare; i++) if (i >= 0 && i < total) shown.push(i);
    const items: Item[] = [];
    let next = 0;
    for (const index of shown.sort((a, b) => a - b)) {
      if (index > next) items.push({ index: next, gap: index - next });
      if (index >= next && index < total) items.push({ index, gap: 0 });
      next = index + 1;
    }
    return items;
  }

  /** The row that has the focus is the one to go on from. */
  readonly onFocus = ({ target }: Event): void => {
    const at = placeOf(target as Element);
    // In Firefox, a list that scrolls is a stop of its own.
    if (!(at >= 0)) return;
    this.active = at;
    this.#host.requestUpdate();
  };

  /** Puts the focus on a row, wherever it is; beyond the ends, on the first or the last. */
  async focus(to: number): Promise<void> {
    const index = Math.max(0, Math.min(to, this.#rows().total - 1));
    focusOn((await this.#reach(index))?.querySelector<HTMLElement>('.row'));
  }

  /** Brings a row in sight where the list scrolls by itself; the page stays where it is. */
  async show(index: number): Promise<void> {
    const row = (await this.#reach(index))?.getBoundingClientRect();
    const list = this.#list;
    const box = list?.getBoundingClientRect();
    if (row && box) scroll(list!, Math.min(row.top - box.top, Math.max(0, row.bottom - box.bottom)));
  }

  async #reach(index: number): Promise<Element | null> {
    this.#next = index;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#next = undefined;
    return this.#rowAt(index);
  }

  /** Keeps what is in a row where it is, whatever the next drawing changes above; where the page scrolls, the browser does. */
  hold(row: Element): void {
    this.#anchor = [row, row.getBoundingClientRect().top];
  }

  /** While one types, what is in sight comes first: it begins anew. */
  get #spare(): number {
    return this.#from || !this.#host.logos.resting ? SPARE : 0;
  }

  /** How many rows are in sight. */
  get page(): number {
    return Math.max(1, this.#to - this.#from - 1);
  }

  hostUpdated(): void {
    const list = this.#list;
    if (!list) return;
    this.#draw(list);
    // Not while one scrolls: what is above would change its height.
    const size = this.#from ? 0 : list.querySelector<HTMLElement>('.row')?.offsetHeight;
    if (size && size !== this.#size) {
      this.#size = size;
      this.#draw(list);
    }
    const [row, top] = this.#anchor ?? [];
    this.#anchor = undefined;
    if (row?.isConnected) scroll(list, row.getBoundingClientRect().top - top!);
    void this.#host.updateComplete.then(this.look);
  }

  /** Draws what is to be in the page. A row keeps its element, and with it the focus. */
  #draw(list: HTMLElement): void {
    const { total, row } = this.#rows();
    const before = this.#items;
    const known = new Map([...list.children].map((one, i) => [keyOf(before[i]!), one]));
    this.#items = this.#choose(total);
    const kept = new Set(this.#items.map(keyOf));
    for (const [key, one] of known) {
      if (kept.has(key)) continue;
      this.#shown.unobserve(one);
      one.remove();
    }
    let next = list.firstElementChild;
    for (const item of this.#items) {
      const one = known.get(keyOf(item)) ?? document.createElement('li');
      // Both are in their order: what is kept never moves.
      if (one === next) next = one.nextElementSibling;
      else list.insertBefore(one, next);
      if (item.gap) {
        one.ariaHidden = 'true';
        this.#shown.observe(one);
        // As tall as they are without a style in the markup.
        render(html`<svg width="1" height=${item.gap * this.#size}></svg>`, one as HTMLElement);
      } else {
        one.ariaSetSize = `${total}`;
        one.ariaPosInSet = `${item.index + 1}`;
        render(row(item.index), one as HTMLElement);
      }
    }
  }

  #rowAt(index: number): Element | null {
    return this.#host.renderRoot.querySelector(`[aria-posinset="${index + 1}"]`);
  }

  get #list(): HTMLElement | null {
    return this.#host.renderRoot.querySelector('.list');
  }

  /** Sees which rows are in sight; nothing has to be done while they are all there. */
  readonly look = (): void => {
    const list = this.#list;
    const box = list?.getBoundingClientRect();
    if (!list || !box?.height) return;
    const { total } = this.#rows();
    this.#scrolled = list.scrollTop;
    const top = Math.max(0, box.top);
    const from = Math.floor(this.#indexAt(list, top));
    let to = Math.ceil(this.#indexAt(list, Math.min(box.bottom, innerHeight)));
    // A few rows make no smaller window: the next search may find many again, and draws them at once.
    if (to >= total) to = Math.max(to, from + this.#to - this.#from);
    // At the beginning, exactly: what is searched for next is drawn there, without spare rows.
    const slack = (from && SPARE / 2) || 1;
    if (Math.max(Math.abs(from - this.#from), Math.abs(to - this.#to)) < slack) return;
    // Their requests would stand before those of the rows where one stops.
    if (Math.abs(from - this.#from) > RUSH) this.#host.logos.rest(REST);
    this.#from = from;
    this.#to = to;
    if (!list.contains(this.#host.shadowRoot!.activeElement)) this.active = from;
    // Rows that come in place of a gap are seldom as tall: what is in sight stays, be it the last row, or the one that was led to.
    const row = [from, from + 1, to - 1, this.active].map(at => this.#rowAt(at)).find(Boolean);
    if (row) this.hold(row);
    this.#host.requestUpdate();
  };

  /** The row at a height of the screen, with its fraction. */
  #indexAt(list: HTMLElement, y: number): number {
    let at = 0;
    let child = 0;
    for (const { index, gap } of this.#items) {
      const { top, height } = list.children[child++]!.getBoundingClientRect();
      if (top > y) break;
      at = index + Math.min(1, (y - top) / (height || 1)) * (gap || 1);
    }
    return at;
  }
}
