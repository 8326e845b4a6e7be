// The API's calls. The token goes into one header, values into one body, and neither into anything else: not into a URL,
// an error, its cause or a log.
import { within } from './limit.js';
import { API_BASE, ASSETS_BASE, parseUrl, resolveTrusted, safeImageUrl } from './origins.js';
import { SyncfyError, codeOfStatus, isOffline, noToken, type SyncfyErrorCode } from './errors.js';
import {
  isRecord,
  parseJson,
  readCountry,
  readCredential,
  readJobTicket,
  readList,
  readOrganization,
  readOrganizationType,
  readSite,
  readStatusEntry,
  reading,
  textOrNone,
  type Country,
  type Credential,
  type JobTicket,
  type ListedSite,
  type Organization,
  type OrganizationType,
  type Reader,
  type Site,
  type StatusEntry,
} from './schemas.js';
import { CatalogueCache } from './catalogue-cache.js';
import { inParts } from './parts.js';
import { challengeBody, credentialBody, type CredentialValues } from '../schema/body.js';
import type { FieldValue } from '../schema/validate.js';

/**
 * Where the client gets session tokens from. What it rejects with is handed on where it is a SyncfyError; else, and where it takes
 * longer than a call may, the call rejects with `no-token` or `token-expired`.
 */
export interface TokenSource {
  /** The token to use; asked for before each request, so keep it. The signal aborts when it is not wanted any more. */
  get(signal?: AbortSignal): Promise<string>;
  /**
   * A token other than the one the API rejected, asked for by each call that was rejected.
   * `quiet`: whoever was asked in vain need not be asked again: it is only wanted to look again, or was asked for beside this call.
   */
  renew(rejected: string, signal?: AbortSignal, quiet?: boolean): Promise<string>;
}

/** What a client is told; everything has a default. */
export interface ClientOptions {
  /** The API's base URL; default `https://api.syncfy.com/v1`. A relative one is resolved against the page. */
  apiBase?: string | undefined;
  /** Where logos are; default `https://s.syncfy.com`. */
  assetsBase?: string | undefined;
  /** `Authorization: TOKEN token=…` (`token`, the default) or `Authorization: Bearer …` (`bearer`). */
  authScheme?: 'token' | 'bearer' | undefined;
  /** Further origins that may be told the token, such as `https://proxy.example`. */
  trustedOrigins?: readonly string[] | undefined;
  /** Credentials are created with `test: 1`. Default false. */
  testMode?: boolean | undefined;
  /** Where tokens come from; without it calls go without a token (a page's own proxy may add it). */
  tokens?: TokenSource | undefined;
  /** Another `fetch`; default the global one, looked up at each call. */
  fetch?: typeof fetch | undefined;
  /** How long each request of a call, and each wait for a token, may take, in ms; default 30000; 0 waits for ever. A body has 20 ms more for each kB. */
  timeout?: number | undefined;
  /** Catalogues may be kept ones, up to a week old, in memory and in the browser's cache; this is told when newer ones have come. */
  onFreshCatalogue?: (() => void) | undefined;
}

/** What organizations are asked for; ids of the catalogues. */
export interface OrganizationsQuery {
  countryId?: string | undefined;
  organizationTypeId?: string | undefined;
}

interface Call {
  /** `GET`, or `POST` where there is a body. */
  method?: string;
  body?: object | undefined;
  signal?: AbortSignal | undefined;
  /** One of many: the page is not asked for a token each time. */
  quiet?: boolean;
  /** Catalogues may come from the browser's cache. */
  cached?: boolean;
  /** Whether it may hold any number of values. */
  isCatalogue?: boolean;
  /** What a 404 means here. */
  missing?: SyncfyErrorCode;
}

/** What came; an error is told its first three. */
interface Answer {
  httpStatus: number;
  rid: string | undefined;
  retryAfter: number | undefined;
  text: string;
  /** Without its envelope; undefined where it is no JSON. */
  content: unknown;
  failed: boolean;
}

/** A token as it can stand in a header; undefined where it can't. */
export function usableToken(token: unknown): string | undefined {
  const text = typeof token === 'string' ? token.trim() : '';
  return /^[\x20-\x7e]+$/.test(text) ? text : undefined;
}

/** An id as a part of a path, which it does not lead out of. */
function partOf(id: string, missing: SyncfyErrorCode): string {
  // encodeURIComponent throws at half a character, and leaves dots.
  if (typeof id !== 'string' || /^\.*$|\p{Cs}/u.test(id)) throw new SyncfyError(missing, 'No such id');
  return encodeURIComponent(id);
}

/** What there is to ask for, by the words of our own that its URL has. */
const CALLS = /countries|types|organizations|sites|credentials|status|twofa/;

/** Who was asked, and for what, as an error tells it: whatever else is in a URL may be of an answer. */
const calleeOf = ({ host, pathname }: URL) => `${host} (${CALLS.exec(pathname)?.[0] ?? '…'})`;

/** How long (ms) a call may take where nobody says. */
const TIMEOUT = 30_000;

const UNKNOWN_SITE = 'unknown-site';
const UNKNOWN_CREDENTIAL = 'unknown-credential';

/** `Retry-After` comes in seconds or as a date. */
function waitOf(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const ms = seconds >= 0 ? seconds * 1000 : Date.parse(header) - Date.now();
  // An hour at most: of more than some weeks a timer makes no wait at all.
  return ms >= -Infinity ? Math.min(Math.max(0, ms), 36e5) : undefined;
}

/** Takes an answer out of its envelope. A bare body has no `response`, and no boolean `status` (a job's is a URL). */
function unwrap(text: string, isCatalogue?: boolean, httpStatus = 200, retryAfter?: number): Answer {
  const body = text.trim() ? parseJson(text, isCatalogue) : null;
  const wrapped = isRecord(body) && ('response' in body || typeof body.status === 'boolean');
  const envelope: Record<string, unknown> = wrapped ? { response: null, ...body } : { response: body };
  const { rid, code, status, response: content } = envelope;
  // The envelope may know of an error that the HTTP status does not.
  if (httpStatus < 300 && typeof code === 'number' && code >= 400) httpStatus = code;
  return {
    httpStatus,
    rid: textOrNone(rid)?.slice(0, 100),
    retryAfter,
    text,
    content,
    failed: status === false || httpStatus < 200 || httpStatus > 299,
  };
}

/** A job that cannot be followed is no answer. */
function ticketOf({ content, rid }: Answer): JobTicket | undefined {
  const ticket = readJobTicket([content].flat()[0]);
  return ticket?.ws || ticket?.status ? { ...ticket, rid } : undefined;
}

/** Whatever is not refused is done. */
const done = ({ content }: Answer) => content !== false || undefined;

/** Calls the Syncfy API from a browser (SYNCFY-API.md). Each call rejects with a {@link SyncfyError}, or with its signal's reason. */
export class SyncfyClient {
  /** The API's base URL, without a slash at its end. */
  readonly apiBase: string;
  /** Where logos are. */
  readonly assetsBase: string;
  /** The request id of the last answer, for Syncfy's support. */
  lastRid: string | undefined;
  /** How often no token was to be had. */
  #tokensLacked = 0;
  readonly #options: ClientOptions;
  readonly #cache: CatalogueCache | undefined;

  constructor(options: ClientOptions = {}) {
    // A page may name its own proxy by a path.
    const absolute = (url: string) => {
      const page = (globalThis as { location?: Location }).location?.href;
      return (parseUrl(url, page)?.href ?? url).replace(/\/+$/, '');
    };
    this.#options = options;
    if (options.onFreshCatalogue) this.#cache = new CatalogueCache(options.onFreshCatalogue);
    this.apiBase = absolute(options.apiBase || API_BASE);
    this.assetsBase = absolute(options.assetsBase || ASSETS_BASE);
  }

  /** The countries that organizations belong to. `GET /catalogues/countries` */
  countries(signal?: AbortSignal): Promise<readonly Country[]> {
    return this.#catalogue('countries', readCountry, signal);
  }

  /** The kinds of organizations. `GET /catalogues/site_organization_types` */
  organizationTypes(signal?: AbortSignal): Promise<readonly OrganizationType[]> {
    return this.#catalogue('site_organization_types', readOrganizationType, signal);
  }

  /** Organizations with their sites. `GET /catalogues/organizations/sites` */
  organizations(filter: OrganizationsQuery = {}, signal?: AbortSignal): Promise<readonly Organization[]> {
    const { countryId, organizationTypeId } = filter;
    const query = new URLSearchParams({
      ...(countryId && { id_country: countryId }),
      ...(organizationTypeId && { id_site_organization_type: organizationTypeId }),
    });
    return this.#catalogue(`organizations/sites?${query}`.replace(/\?$/, ''), readOrganization, signal, 50_000);
  }

  /**
   * One site, with the elements of its form. `GET /catalogues/widget/sites/{id_site}`
   * @throws SyncfyError `unknown-site` where there is none
   */
  site(idSite: string, signal?: AbortSignal): Promise<Site> {
    return this.#one('/catalogues/widget/sites/', idSite, readSite, 'id_site', UNKNOWN_SITE, {
      signal,
      cached: true,
    });
  }

  /** The user's credentials. `GET /credentials` */
  credentials(signal?: AbortSignal): Promise<Credential[]> {
    return this.#list(`${this.apiBase}/credentials`, readCredential, { signal });
  }

  /**
   * One of the user's credentials. `GET /credentials?id_credential=`
   * @throws SyncfyError `unknown-credential` where there is none
   */
  credential(id: string, signal?: AbortSignal): Promise<Credential> {
    return this.#one('/credentials?id_credential=', id, readCredential, 'id_credential', UNKNOWN_CREDENTIAL, {
      signal,
    });
  }

  /**
   * Creates a credential and starts its job. `POST` to the site's `endpoint`, `/credentials` where it names none
   * @throws SyncfyError `untrusted-origin` where the endpoint leads elsewhere: nothing was sent; `unknown-site` where it is not found
   */
  async createCredential(site: ListedSite, values: CredentialValues, signal?: AbortSignal): Promise<JobTicket> {
    const body = credentialBody(site, values, this.#options);
    return this.#call(
      site.endpoint || `${this.apiBase}/credentials`,
      { body, signal, missing: UNKNOWN_SITE },
      ticketOf,
    );
  }

  /**
   * Runs a credential again, with other values of its site where some are given. `PUT /credentials/{id}/sync`
   * @throws SyncfyError `unknown-credential` where there is none
   */
  syncCredential(idCredential: string, site?: ListedSite, values?: undefined, signal?: AbortSignal): Promise<JobTicket>;
  syncCredential(
    idCredential: string,
    site: ListedSite,
    values?: CredentialValues,
    signal?: AbortSignal,
  ): Promise<JobTicket>;
  async syncCredential(
    idCredential: string,
    site?: ListedSite,
    values?: CredentialValues,
    signal?: AbortSignal,
  ): Promise<JobTicket> {
    const body = values && credentialBody(site!, values, this.#options);
    const url = `${this.apiBase}/credentials/${partOf(idCredential, UNKNOWN_CREDENTIAL)}/sync`;
    const ticket = await this.#call(url, { method: 'PUT', body, signal, missing: UNKNOWN_CREDENTIAL }, ticketOf);
    return { ...ticket, id_credential: ticket.id_credential ?? idCredential };
  }

  /**
   * Deletes a credential. `DELETE /credentials/{id}`
   * @throws SyncfyError `unknown-credential` where there is none
   */
  async deleteCredential(id: string, signal?: AbortSignal): Promise<void> {
    const url = `${this.apiBase}/credentials/${partOf(id, UNKNOWN_CREDENTIAL)}`;
    await this.#call(url, { method: 'DELETE', signal, missing: UNKNOWN_CREDENTIAL }, done);
  }

  /**
   * A job's whole history, oldest first. `GET` of the job's `status`
   * @throws SyncfyError `untrusted-origin` where the URL leads elsewhere
   */
  jobStatus(url: string, signal?: AbortSignal): Promise<StatusEntry[]> {
    return this.#list(url, readStatusEntry, { signal, quiet: true });
  }

  /**
   * Answers a challenge. `POST` to its `address`
   * @throws SyncfyError `untrusted-origin` where the URL leads elsewhere; nothing was sent
   */
  async answerChallenge(
    address: string,
    values: Iterable<readonly [string, FieldValue]>,
    signal?: AbortSignal,
  ): Promise<void> {
    const body = challengeBody(values);
    await this.#call(address, { body, signal }, done);
  }

  /** The URL of an organization's picture (`avatar`, `small_cover`, `cover`); undefined where there is none that may be shown. */
  assetUrl(path: string | undefined): string | undefined {
    return path ? safeImageUrl(path, this.assetsBase) : undefined;
  }

  /**
   * Resolves a URL of the API's answers, if its host may be told the token.
   * @throws SyncfyError `untrusted-origin`
   */
  resolve(url: string, kind: 'http' | 'ws'): URL {
    // The API's own paths are where a page's proxy has put them.
    const path = url.startsWith('/v1/') && this.apiBase.endsWith('/v1') ? this.apiBase + url.slice(3) : url;
    return resolveTrusted(path, this.apiBase, this.#options.trustedOrigins ?? [], kind);
  }

  #list<T>(url: string, read: Reader<T>, call: Call): Promise<T[]> {
    return this.#call(url, call, ({ content }) => readList(read, content));
  }

  /** One of a list, which may also come as its only member, or as nothing. */
  async #one<T>(
    path: string,
    id: string,
    read: Reader<T>,
    key: keyof T,
    missing: SyncfyErrorCode,
    call: Call,
  ): Promise<T> {
    const list = await this.#call(this.apiBase + path + partOf(id, missing), { ...call, missing }, ({ content }) =>
      readList(read, isRecord(content) ? [content] : (content ?? [])),
    );
    const found = list.find(one => one[key] === id);
    if (!found) throw new SyncfyError(missing, 'No such id', { rid: this.lastRid });
    return found;
  }

  #catalogue<T>(path: string, read: Reader<T>, signal?: AbortSignal, most = 1000): Promise<readonly T[]> {
    const url = `${this.apiBase}/catalogues/${path}`;
    const readAll = async ({ content, text }: Answer, of?: AbortSignal) =>
      Array.isArray(content) ? { text, list: await inParts(reading(read, content.slice(0, most)), of) } : undefined;
    const load = (of?: AbortSignal) =>
      this.#call(url, { signal: of, cached: true, isCatalogue: true }, answer => readAll(answer, of));
    if (!this.#cache) return load(signal).then(({ list }) => list);
    const kept = async (text: string) => (await readAll(unwrap(text, true), signal))?.list;
    return this.#cache.get(url, load, kept, signal);
  }

  async #call<T>(
    url: string,
    call: Call,
    read: (answer: Answer) => T | undefined | Promise<T | undefined>,
  ): Promise<T> {
    const { tokens } = this.#options;
    const target = this.resolve(url, 'http');
    const token = tokens && (await this.#token('no-token', call, signal => tokens.get(signal)));
    const before = this.#tokensLacked;
    let answer = await this.#send(target, call, token);
    if (answer.httpStatus === 401 && tokens && token) {
      // Whoever could give none while this call was under way is not asked for the same once more.
      const quiet = call.quiet || before < this.#tokensLacked;
      const renew = (signal: AbortSignal) => tokens.renew(token, signal, quiet);
      answer = await this.#send(target, call, await this.#token('token-expired', call, renew, answer));
    }
    const { httpStatus } = answer;
    // Not the API's own message: it may quote what was typed.
    const fail = (code: SyncfyErrorCode, what: string | number) =>
      new SyncfyError(code, `${calleeOf(target)} answered ${what}`, answer);
    if (answer.failed)
      throw fail((httpStatus === 404 && call.missing) || codeOfStatus(httpStatus), httpStatus || 'with a redirect');
    const result = answer.content !== undefined && (await read(answer));
    if (!result) throw fail('bad-response', 'nothing usable');
    return result;
  }

  /** A token, in time, or that there is none; `refused`: the answer to the last one. */
  async #token(
    code: SyncfyErrorCode,
    { signal }: Call,
    ask: (signal: AbortSignal) => Promise<string>,
    refused?: Answer,
  ): Promise<string> {
    const none = noToken(code);
    try {
      const token = usableToken(await within(this.#options.timeout ?? TIMEOUT, ask, none, signal));
      if (!token) throw none;
      return token;
    } catch (error) {
      this.#tokensLacked++;
      signal?.throwIfAborted();
      // The page's own error is not handed on: nobody knows what it quotes.
      const known = error instanceof SyncfyError ? error : none;
      throw known.code === 'token-expired' ? noToken(known.code, { ...refused, cause: known.cause }) : known;
    }
  }

  async #send(
    url: URL,
    { body, method = body ? 'POST' : 'GET', signal, cached, isCatalogue }: Call,
    token?: string,
  ): Promise<Answer> {
    // Taken out of its object: a browser's fetch refuses any `this` but the window.
    const { timeout = TIMEOUT, authScheme, fetch = globalThis.fetch } = this.#options;
    const text = JSON.stringify(body) as string | undefined;
    const none = (code: SyncfyErrorCode) => new SyncfyError(code, `No answer from ${calleeOf(url)}`);
    const tooLate = none('timeout');
    const ask = async (signal: AbortSignal) => {
      const response = await fetch(url.href, {
        method,
        headers: {
          ...(token && {
            Authorization: `${authScheme === 'bearer' ? 'Bearer ' : 'TOKEN token='}${token}`,
          }),
          ...(body && { 'Content-Type': 'application/json' }),
        },
        body: text,
        signal,
        credentials: 'omit',
        ...(!cached && { cache: 'no-store' as const }),
        // Not followed: it would carry the body, and in older browsers the token, to a host that nobody vouched for.
        redirect: 'manual',
        // The page's address is none of the API's business; CORS sends the origin anyway.
        referrerPolicy: 'no-referrer',
      });
      const wait = waitOf(response.headers.get('Retry-After'));
      const answer = unwrap(await response.text(), isCatalogue, response.status, wait);
      this.lastRid = answer.rid ?? this.lastRid;
      return answer;
    };
    try {
      // A large file takes its time over a phone's network.
      return await within(timeout > 0 ? timeout + (text?.length ?? 0) / 50 : 0, ask, tooLate, signal);
    } catch (error) {
      signal?.throwIfAborted();
      // No cause: what a fetch rejects with may quote the request.
      throw error === tooLate ? tooLate : none(isOffline() ? 'offline' : 'network');
    }
  }
}
