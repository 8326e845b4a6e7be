// Catalogues change seldom: they are kept in memory while the page lives, and in the browser's cache for the next visit.
// One that is kept is shown at once, while a newer one is asked for.

/** How old (ms) a catalogue may be that is not asked for again, and one that is shown meanwhile. */
const FRESH = 5 * 60_000;
const STALE = 7 * 86_400_000;
/** Ends with the version of what is kept: the API's own answer. */
const NAME = 'syncfy-catalogues-1';
const AT = 'x-kept-at';

interface Kept<T> {
  at: number;
  list: T[];
}

/** A catalogue as the API answered it, and as it was read. */
interface Answered<T> {
  text: string;
  list: T[];
}

export class CatalogueCache {
  readonly #memory = new Map<string, Kept<unknown>>();
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
    load: (signal?: AbortSignal) => Promise<Answered<T>>,
    read: (text: string) => Promise<T[] | undefined>,
    signal?: AbortSignal,
  ): Promise<T[]> {
    const known = (this.#memory.get(url) ?? (await this.#stored(url, read))) as Kept<T> | undefined;
    const renew = async (of?: AbortSignal) => {
      const { text, list } = await load(of);
      this.#memory.set(url, { at: Date.now(), list });
      void store(url, text);
      return list;
    };
    if (!known) return renew(signal);
    this.#memory.set(url, known);
    if (Date.now() - known.at > FRESH) {
      // Once: who asks again meanwhile gets the same.
      this.#memory.set(url, { ...known, at: Date.now() });
      void renew().then(this.#onFresh, () => this.#memory.set(url, known));
    }
    return known.list;
  }

  async #stored<T>(url: string, read: (text: string) => Promise<T[] | undefined>): Promise<Kept<T> | undefined> {
    try {
      const response = await (await caches.open(NAME)).match(url);
      const at = Number(response?.headers.get(AT));
      const list = response && Date.now() - at < STALE && (await read(await response.text()));
      return list ? { at, list } : undefined;
    } catch {
      // There is no cache, or it is blocked.
      return undefined;
    }
  }
}

async function store(url: string, text: string): Promise<void> {
  try {
    await (await caches.open(NAME)).put(url, new Response(text, { headers: { [AT]: `${Date.now()}` } }));
  } catch {
    // There is no cache, or it is full: the next visit asks anew.
  }
}
