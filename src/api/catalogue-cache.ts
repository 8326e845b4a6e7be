// Catalogues change seldom: they are kept in memory while the page lives, and in the browser's cache for the next visit.
// One that is kept is shown at once, while a newer one is asked for.
import { until } from './limit.js';
import { whenIdle } from './parts.js';

/** How old (ms) a catalogue may be that is not asked for again, and one that is shown meanwhile. */
const FRESH = 5 * 60_000;
const STALE = 7 * 86_400_000;
/** How long (ms) the browser's cache may take to look; and in which steps that is counted. */
const LOOK = 500;
const STEP = 25;
/** So many characters are handed to it at once. */
const PART = 100_000;
/** How long (ms) a request goes on that nobody waits for any more: who moves comes back at once. */
const LINGER = 1000;
/** Ends with the version of what is kept: the API's own answer. */
const NAME = 'syncfy-catalogues-1';
const AT = 'x-kept-at';

interface Kept<T> {
  at: number;
  list: readonly T[];
}

/** A catalogue as the API answered it, and as it was read. */
interface Answered<T> {
  text: string;
  list: readonly T[];
}

type Load<T> = (signal: AbortSignal) => Promise<Answered<T>>;

/** Waits for what the API is being asked for; without a signal to the end. */
type Join<T> = (signal?: AbortSignal) => Promise<readonly T[]>;

export class CatalogueCache {
  readonly #memory = new Map<string, Kept<unknown>>();
  readonly #coming = new Map<string, Join<unknown>>();
  readonly #onFresh: () => void;

  /** @param onFresh a newer one has come than the one that was shown */
  constructor(onFresh: () => void) {
    this.#onFresh = onFresh;
  }

  /**
   * A catalogue by its URL.
   * @param load asks the API for it
   * @param read reads what the API once answered; undefined where it can't be used
   */
  async get<T>(
    url: string,
    load: Load<T>,
    read: (text: string) => Promise<readonly T[] | undefined>,
    signal?: AbortSignal,
  ): Promise<readonly T[]> {
    const known = await this.#known(url, read);
    signal?.throwIfAborted();
    if (!known) return this.#ask(url, load)(signal);
    if (Math.abs(Date.now() - known.at) > FRESH && !this.#coming.has(url))
      // Who can't renew it keeps what there is.
      void this.#ask(url, load)().then(
        list => list.length && this.#onFresh(),
        () => undefined,
      );
    return known.list;
  }

  /** Asks the API, once for all who wait, and no longer than they do. */
  #ask<T>(url: string, load: Load<T>): Join<T> {
    const coming = this.#coming.get(url) as Join<T> | undefined;
    if (coming) return coming;
    const controller = new AbortController();
    const { signal: over } = controller;
    const end = () => controller.abort();
    over.onabort = () => this.#coming.delete(url);
    const answer = load(over)
      .then(({ text, list }) => {
        // An empty one is asked for anew: there may be more in a moment.
        if (list.length) {
          this.#memory.set(url, { at: Date.now(), list });
          store(url, text);
        }
        return list;
      })
      .finally(end);
    let waiting = 0;
    const join: Join<T> = signal => {
      waiting++;
      signal?.addEventListener('abort', () => setTimeout(() => --waiting || end(), LINGER), { signal: over });
      return until(answer, signal);
    };
    this.#coming.set(url, join);
    return join;
  }

  /** What is in memory, or else in the browser's cache. */
  async #known<T>(
    url: string,
    read: (text: string) => Promise<readonly T[] | undefined>,
  ): Promise<Kept<T> | undefined> {
    try {
      if (!this.#memory.has(url)) {
        const response = await Promise.race([caches.match(url, { cacheName: NAME }), patience()]);
        // One from the future was kept when the clock was wrong.
        const at = Number(response?.headers.get(AT));
        const list = response && Math.abs(Date.now() - at) < STALE && (await read(await response.text()));
        // A newer one may have come meanwhile.
        if (list && !this.#memory.has(url)) this.#memory.set(url, { at, list });
      }
    } catch {
      // There is no cache, or it is blocked, or slow.
    }
    return this.#memory.get(url) as Kept<T> | undefined;
  }
}

/** {@link LOOK} in steps: after a page was busy, its timers come before an answer that has long been there. */
async function patience(): Promise<undefined> {
  for (let left = LOOK; left > 0; left -= STEP) await new Promise(resolve => setTimeout(resolve, STEP));
}

/** What one waits for goes first, and it is handed over in parts: to encode a large one at once would keep the page busy. */
function store(url: string, text: string): void {
  whenIdle(async () => {
    try {
      let at = 0;
      const pull = (to: ReadableStreamDefaultController<string>) =>
        at < text.length ? to.enqueue(text.slice(at, (at += PART))) : to.close();
      const body = new ReadableStream({ pull }).pipeThrough(new TextEncoderStream());
      await (await caches.open(NAME)).put(url, new Response(body, { headers: { [AT]: `${Date.now()}` } }));
    } catch {
      // There is no cache, or it is full: the next visit asks anew.
    }
  });
}
