// The API's calls. The token goes into one header, values into one body, and neither into anything else: not into a URL,
// an error, its cause or a log.
import { API_BASE, ASSETS_BASE, parseUrl, resolveTrusted, safeImageUrl } from './origins.js';
import { SyncfyError, codeOfStatus, type SyncfyErrorCode } from './errors.js';
import {
  readCountry,
  readCredential,
  isRecord,
  readJobTicket,
  readOrganization,
  readOrganizationType,
  parseJson,
  readList,
  reading,
  readSite,
  readStatusEntry,
  type Country,
  type Credential,
  type JobTicket,
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

/** Where the client gets session tokens from. */
export interface TokenSource {
  /** The token to use. Rejects with SyncfyError `no-token`, or with the signal's reason. */
  get(signal?: AbortSignal): Promise<string>;
  /**
   * A token other than the one the API rejected. Rejects with SyncfyError `token-expired`, or with the signal's reason.
   * `quiet`: it is only wanted to look again, so nobody need be asked twice.
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
  /** How long a call may take, in ms; default 30000. */
  timeout?: number | undefined;
  /** Catalogues may be kept ones, up to a week old, in memory and in the browser's cache; this is told when newer ones have come. */
  onFreshCatalogue?: (() => void) | undefined;
}

/** What organizations are asked for; ids of the catalogues. */
export interface CatalogueFilter {
  countryId?: string | undefined;
  organizationTypeId?: string | undefined;
}

interface Call {
  method?: string;
  body?: object | undefined;
  signal?: AbortSignal | undefined;
  /** One of many: the page is not asked for a token each time. */
  quiet?: boolean;
  /** Catalogues may come from the browser's cache. */
  cached?: boolean;
  /** What a 404 means here. */
  missing?: SyncfyErrorCode;
}

interface Answer {
  status: number;
  rid: string | undefined;
  retryAfter: number | undefined;
  text: string;
  /** Without its envelope; undefined where it is no JSON. */
  content: unknown;
  failed: boolean;
}

/** An id as a part of a path, which it does not lead out of. */
function partOf(id: string, missing: SyncfyErrorCode): string {
  // encodeURIComponent throws at half a character, and leaves dots.
  if (/^\.*$|\p{Cs}/u.test(id)) throw new SyncfyError(missing, 'No such id');
  return encodeURIComponent(id);
}

const missing = 'unknown-credential';

/** `Retry-After` comes in seconds or as a date. */
function waitOf(header: string | null): number | undefined {
  if (!header) return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  // An hour at most: of more than some weeks a timer makes no wait at all.
  return ms >= -Infinity ? Math.min(Math.max(0, ms), 36e5) : undefined;
}

/** Takes an answer out of its envelope. A bare body has no `response`, and no boolean `status` (a job's is a URL). */
function unwrap(status: number, retryAfter: number | undefined, text: string, isCatalogue?: boolean): Answer {
  const content = text.trim() ? parseJson(text, isCatalogue) : null;
  const answer: Answer = { status, rid: undefined, retryAfter, text, content, failed: status < 200 || status > 299 };
  if (!isRecord(content) || !('response' in content || typeof content.status === 'boolean')) return answer;
  const { rid, code, response } = content;
  if (typeof rid === 'string') answer.rid = rid.slice(0, 100);
  // The envelope may know of an error that the HTTP status does not.
  if (!answer.failed && typeof code === 'number' && code >= 400) answer.status = code;
  answer.failed ||= content.status === false || answer.status !== status;
  answer.content = response;
  return answer;
}

/** Calls the Syncfy API from a browser (SYNCFY-API.md). Each call rejects with a {@link SyncfyError}, or with its signal's reason. */
export class SyncfyClient {
  /** The API's base URL, without a slash at its end. */
  readonly apiBase: string;
  /** Where logos are. */
  readonly assetsBase: string;
  /** The request id of the last answer, for Syncfy's support. */
  lastRid: string | undefined;
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
  countries(signal?: AbortSignal): Promise<Country[]> {
    return this.#catalogue('/catalogues/countries', readCountry, signal);
  }

  /** The kinds of organizations. `GET /catalogues/site_organization_types` */
  organizationTypes(signal?: AbortSignal): Promise<OrganizationType[]> {
    return this.#catalogue('/catalogues/site_organization_types', readOrganizationType, signal);
  }

  /** Organizations with their sites. `GET /catalogues/organizations/sites` */
  organizations(filter: CatalogueFilter = {}, signal?: AbortSignal): Promise<Organization[]> {
    const query = new URLSearchParams();
    if (filter.countryId) query.set('id_country', filter.countryId);
    if (filter.organizationTypeId) query.set('id_site_organization_type', filter.organizationTypeId);
    return this.#catalogue(`/catalogues/organizations/sites?${query}`, readOrganization, signal, 50_000);
  }

  /**
   * One site, with the elements of its form. `GET /catalogues/widget/sites/{id_site}`
   * @throws SyncfyError `unknown-site` where there is none
   */
  async site(idSite: string, signal?: AbortSignal): Promise<Site> {
    const path = `/catalogues/widget/sites/${partOf(idSite, 'unknown-site')}`;
    const sites = await this.#list(path, readSite, { signal, cached: true, missing: 'unknown-site' });
    return found(
      sites.find(site => site.id_site === idSite),
      'unknown-site',
      this.lastRid,
    );
  }

  /** The user's credentials. `GET /credentials` */
  credentials(signal?: AbortSignal): Promise<Credential[]> {
    return this.#list('/credentials', readCredential, { signal });
  }

  /**
   * One of the user's credentials. `GET /credentials?id_credential=`
   * @throws SyncfyError `unknown-credential` where there is none
   */
  async credential(id: string, signal?: AbortSignal): Promise<Credential> {
    const path = `/credentials?id_credential=${partOf(id, missing)}`;
    const credentials = await this.#list(path, readCredential, { signal, missing });
    return found(
      credentials.find(one => one.id_credential === id),
      missing,
      this.lastRid,
    );
  }

  /**
   * Creates a credential and starts its job. `POST` to the site's `endpoint`, `/credentials` where it names none
   * @throws SyncfyError `untrusted-origin` where the endpoint leads elsewhere; nothing was sent
   */
  async createCredential(site: Site, values: CredentialValues, signal?: AbortSignal): Promise<JobTicket> {
    const url = site.endpoint ? this.resolve(site.endpoint, 'http') : this.#url('/credentials');
    const body = credentialBody(site, values, { testMode: !!this.#options.testMode });
    return this.#call(url, { method: 'POST', body, signal }, readTicket);
  }

  /**
   * Runs a credential again, with other values where some are given. `PUT /credentials/{id}/sync`
   * @throws SyncfyError `unknown-credential` where there is none
   */
  async syncCredential(
    idCredential: string,
    site?: Site,
    values?: CredentialValues,
    signal?: AbortSignal,
  ): Promise<JobTicket> {
    const body = site && values && credentialBody(site, values, { testMode: !!this.#options.testMode });
    const url = this.#url(`/credentials/${partOf(idCredential, missing)}/sync`);
    const call: Call = { method: 'PUT', body, signal, missing };
    const ticket = await this.#call(url, call, readTicket);
    return { ...ticket, id_credential: ticket.id_credential ?? idCredential };
  }

  /**
   * Deletes a credential. `DELETE /credentials/{id}`
   * @throws SyncfyError `unknown-credential` where there is none
   */
  async deleteCredential(id: string, signal?: AbortSignal): Promise<void> {
    const url = this.#url(`/credentials/${partOf(id, missing)}`);
    await this.#call(url, { method: 'DELETE', signal, missing }, done);
  }

  /**
   * A job's whole history, oldest first. `GET` of the job's `status`
   * @throws SyncfyError `untrusted-origin` where the URL leads elsewhere
   */
  async jobStatus(url: string, signal?: AbortSignal): Promise<StatusEntry[]> {
    return this.#call(this.resolve(url, 'http'), { signal, quiet: true }, list =>
      readList(readStatusEntry, list, 1000),
    );
  }

  /**
   * Answers a challenge. `POST` to its `address`
   * @throws SyncfyError `untrusted-origin` where the URL leads elsewhere; nothing was sent
   */
  async answerChallenge(
    address: string,
    values: Iterable<readonly [string, unknown]>,
    signal?: AbortSignal,
  ): Promise<void> {
    const url = this.resolve(address, 'http');
    const body = challengeBody(values as Iterable<readonly [string, FieldValue]>);
    await this.#call(url, { method: 'POST', body, signal }, done);
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
    return resolveTrusted(url, this.apiBase, this.#options.trustedOrigins ?? [], kind);
  }

  #url(path: string): string {
    return this.apiBase + path.replace(/\?$/, '');
  }

  /** A list, which may also come as its only member, or as nothing where something may be missing. */
  #list<T>(path: string, schema: Reader<T>, call: Call): Promise<T[]> {
    const listOf = (content: unknown) => (!call.missing ? content : isRecord(content) ? [content] : (content ?? []));
    return this.#call(this.#url(path), call, content => readList(schema, listOf(content), 1000));
  }

  #catalogue<T>(path: string, schema: Reader<T>, signal?: AbortSignal, most = 1000): Promise<T[]> {
    const url = this.#url(path);
    const reader = async ({ content, text }: Answer, of?: AbortSignal) =>
      Array.isArray(content) ? { text, list: await inParts(reading(schema, content.slice(0, most)), of) } : undefined;
    const load = (of?: AbortSignal) => this.#call(url, { signal: of, cached: true }, (_, answer) => reader(answer, of));
    if (!this.#cache) return load(signal).then(({ list }) => list);
    const read = async (text: string) => (await reader(unwrap(200, undefined, text, true), signal))?.list;
    return this.#cache.get(url, load, read, signal);
  }

  async #call<T>(
    url: string | URL,
    call: Call,
    reader: (content: unknown, answer: Answer) => T | undefined | Promise<T | undefined>,
  ): Promise<T> {
    const { tokens } = this.#options;
    const { signal } = call;
    const target = this.resolve(String(url), 'http');
    let token = await tokens?.get(signal);
    let answer = await this.#send(target, call, token);
    if (answer.status === 401 && answer.failed && tokens && token !== undefined) {
      token = await tokens.renew(token, signal, call.quiet);
      answer = await this.#send(target, call, token);
    }
    const facts = { httpStatus: answer.status, rid: answer.rid, retryAfter: answer.retryAfter };
    if (answer.failed) {
      const code = (answer.status === 404 && call.missing) || codeOfStatus(answer.status);
      // Not the API's own message: it may quote what was typed.
      throw new SyncfyError(code, `${target.host} answered ${answer.status}`, facts);
    }
    const result = answer.content === undefined ? undefined : await reader(answer.content, answer);
    if (result === undefined) throw new SyncfyError('bad-response', `${target.host} answered something else`, facts);
    return result;
  }

  async #send(url: URL, call: Call, token: string | undefined): Promise<Answer> {
    const { signal } = call;
    const { timeout = 30_000, authScheme } = this.#options;
    signal?.throwIfAborted();
    // Taken out of its object first: a browser's fetch refuses any `this` but the window.
    const fetch = this.#options.fetch ?? globalThis.fetch;
    const limit = AbortSignal.timeout(timeout);
    try {
      const headers: Record<string, string> = {};
      if (token !== undefined)
        headers['Authorization'] = `${authScheme === 'bearer' ? 'Bearer ' : 'TOKEN token='}${token}`;
      if (call.body) headers['Content-Type'] = 'application/json';
      const response = await fetch(url.href, {
        method: call.method ?? 'GET',
        headers,
        body: call.body ? JSON.stringify(call.body) : null,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
        credentials: 'omit',
        cache: call.cached ? 'default' : 'no-store',
        // A redirect would carry the body, and in older browsers the token, to a host that nobody vouched for.
        redirect: 'error',
        // The page's address is none of the API's business; CORS sends the origin anyway.
        referrerPolicy: 'no-referrer',
      });
      const wait = waitOf(response.headers.get('Retry-After'));
      const answer = unwrap(response.status, wait, await response.text(), call.cached);
      this.lastRid = answer.rid ?? this.lastRid;
      return answer;
    } catch {
      signal?.throwIfAborted();
      const offline = (globalThis as { navigator?: Navigator }).navigator?.onLine === false;
      // No cause: what a fetch rejects with may quote the request.
      const code = limit.aborted ? 'timeout' : offline ? 'offline' : 'network';
      throw new SyncfyError(code, `No answer from ${url.host}`);
    }
  }
}

function found<T>(item: T | undefined, code: SyncfyErrorCode, rid: string | undefined): T {
  if (item === undefined) throw new SyncfyError(code, 'No such id', { rid });
  return item;
}

/** A job that cannot be followed is no answer. */
function readTicket(content: unknown): JobTicket | undefined {
  const ticket = readJobTicket(Array.isArray(content) ? content[0] : content);
  return ticket?.ws || ticket?.status ? ticket : undefined;
}

function done(content: unknown): true | undefined {
  return content === false ? undefined : true;
}
