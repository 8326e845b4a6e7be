// The one place where a session token lives: a private field, from which it goes into a header and nowhere else.
import { SyncfyError, codeOfStatus, isOffline, noToken } from '../api/errors.js';
import { within } from '../api/limit.js';
import { parseUrl } from '../api/origins.js';
import { usableToken, type TokenSource } from '../api/client.js';

/** Where tokens come from, in this order: the page's function, the page's endpoint, the page asked through an event. */
export interface TokenWays {
  /** The page's own endpoint (same origin): POST, answers `{"token": "…"}`. */
  tokenUrl(): string | undefined;
  /** The page's own function. */
  refreshToken(): (() => Promise<string>) | undefined;
  /** Last resort: asks the page through an event; undefined when nobody answers at once. Each answer goes to `take`, too. */
  ask(take: (answer: Promise<string>) => void): Promise<string> | undefined;
  /** How long a refresh may take, in ms; default 15000. A token that comes later is used, too. */
  limit?: number;
  /** How long the first token may take where nobody answers at once, in ms; default 2000. */
  patience?: number;
  /** Told when a token has come for which nobody waited any longer. */
  cameLate?(): void;
  /** Another `fetch`; default the global one. */
  fetch?: typeof fetch;
}

/** Keeps the session token and renews it, once for however many calls wait. */
export class Tokens implements TokenSource {
  #token: string | undefined;
  /** How often one was set or asked for, and which time gave the one known: an answer may come after a newer one. */
  #turn = 0;
  #given = 0;
  #refreshing: Promise<void> | undefined;
  /** Ends the refresh: a token is there. */
  #came: (() => void) | undefined;
  /** Ends the wait for a first token: there is a way to one. */
  #wayNamed: (() => void) | undefined;
  /** The dead token for which the page was asked, and did not answer. */
  #unheard: string | undefined;
  readonly #how: TokenWays;

  constructor(how: TokenWays) {
    this.#how = how;
  }

  /** Takes a token that the page gave; undefined forgets the one known. */
  set(token: string | undefined): void {
    this.#token = usableToken(token);
    this.#given = ++this.#turn;
    this.#unheard = undefined;
    this.#came?.();
  }

  /** The page has named a way to a token: whoever waits for the first one takes it. */
  wayNamed(): void {
    this.#wayNamed?.();
  }

  /**
   * The token known, else a new one.
   * @throws SyncfyError `no-token` where there is no way to get one or the way failed, `offline` where it failed without a network,
   * `untrusted-origin` where `tokenUrl` is not of the page's origin
   */
  async get(): Promise<string> {
    return this.#token ?? this.#fresh();
  }

  /**
   * A token other than the one rejected: the one known if it differs, else a new one.
   * @param quiet the page is not asked again where it did not answer for this one
   * @throws SyncfyError `token-expired`, `offline`, `untrusted-origin`
   */
  async renew(rejected: string, _signal?: AbortSignal, quiet?: boolean): Promise<string> {
    if (quiet && rejected === this.#unheard) throw noToken('token-expired');
    return this.#token && this.#token !== rejected ? this.#token : this.#fresh(rejected);
  }

  async #fresh(rejected?: string): Promise<string> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    let cause: unknown;
    try {
      await this.#refreshing;
    } catch (error) {
      if ((error as SyncfyError).code === 'untrusted-origin') throw error;
      cause = error;
    }
    // The page may have given one by itself, whatever became of the refresh.
    if (this.#token && this.#token !== rejected) return this.#token;
    const code = rejected === undefined ? 'no-token' : 'token-expired';
    // A page that asks its own server needs the network for it.
    throw noToken(isOffline() ? 'offline' : code, { cause });
  }

  /** One refresh. Rejects with nothing but a SyncfyError without secrets. */
  async #refresh(): Promise<void> {
    const turn = ++this.#turn;
    let late = false;
    const take = (given: unknown) => {
      const token = usableToken(given);
      if (!token) throw new SyncfyError('bad-response', 'The answer is no token');
      if (turn < this.#given || token === this.#token) return;
      this.#token = token;
      this.#given = turn;
      this.#came?.();
      if (late) this.#how.cameLate?.();
    };
    // Nobody is there any more to be told that an answer which came late is none.
    const obtained = () => this.#obtain(answer => void answer.then(take).catch(() => {})).then(take);
    const came = new Promise<void>(resolve => (this.#came = resolve));
    try {
      await within(this.#how.limit ?? 15_000, () => Promise.race([obtained(), came]), noToken('timeout'));
    } catch (error) {
      // The page's own error is not handed on: nobody knows what it quotes.
      throw error instanceof SyncfyError
        ? error
        : new SyncfyError('network', 'token-url, refreshToken or respondWith failed');
    } finally {
      late = true;
    }
  }

  async #obtain(take: Parameters<TokenWays['ask']>[0]): Promise<unknown> {
    const dead = this.#token;
    const asked = this.#askInNamedWay() ?? this.#how.ask(take);
    if (asked) return asked;
    this.#unheard = dead;
    // A page may yet be on its way to its first one, or to say how it is to be had.
    if (dead === undefined)
      await new Promise<void>(resolve => {
        this.#wayNamed = resolve;
        setTimeout(resolve, this.#how.patience ?? 2000);
      });
    const late = this.#token === dead ? this.#askInNamedWay() : undefined;
    if (late) return late;
    throw noToken('no-token');
  }

  /** Asks for a token in the way that the page has named, if any. */
  #askInNamedWay(): Promise<unknown> | undefined {
    const own = this.#how.refreshToken();
    if (own) return Promise.resolve(own());
    const url = this.#how.tokenUrl();
    return url ? this.#post(url) : undefined;
  }

  /** The page's endpoint knows the user by the page's cookies, so only the page's own origin is asked. */
  async #post(url: string): Promise<unknown> {
    const target = parseUrl(url, document.baseURI);
    // A page may call something of its own `origin`; one without an address has that of the page it is shown in, one in a sandbox none.
    const { origin } = globalThis;
    const own = [origin, location.origin].includes('null') ? origin : location.origin;
    if (target?.origin !== own) {
      throw new SyncfyError('untrusted-origin', 'token-url is not of the page’s origin');
    }
    const fetch = this.#how.fetch ?? globalThis.fetch;
    const response = await fetch(target.href, {
      method: 'POST',
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'manual',
      // Longer than anybody waits: a server that has to wake up answers late. Not for ever: its connections are few.
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) {
      const { status } = response;
      throw new SyncfyError(codeOfStatus(status), `token-url answered ${status || 'with a redirect'}`, {
        httpStatus: status,
      });
    }
    type Body = { token?: unknown; response?: { token?: unknown } } | undefined | null;
    const body = (await response.json().catch(() => undefined)) as Body;
    // A page may hand on Syncfy's own answer, envelope and all.
    return body?.token ?? body?.response?.token;
  }
}

/**
 * A source of tokens for a client without elements: it keeps the token, and when that is refused asks for another, once for
 * however many calls wait.
 * @param ask answers a session token, such as your own endpoint's
 */
export const tokensFrom = (ask: () => Promise<string>): TokenSource =>
  new Tokens({ refreshToken: () => ask, tokenUrl: () => undefined, ask: () => undefined });
