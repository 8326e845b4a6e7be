import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import type { SyncfyClient } from '../../api/client.js';
import { parseUrl } from '../../api/origins.js';
import { readSite, type Site, type SiteLike } from '../../api/schemas.js';
import { emit } from '../../events.js';
import { localizer, type Messages } from '../../i18n/localize.js';
import { reportJob } from '../../session/report.js';
import type { Job } from '../../job/job.js';
import { offerFlow, offers, setPresent, type FlowProvider } from '../../session/context.js';
import { Flow } from '../../session/flow.js';
import { LastSet } from '../../session/last-set.js';
import { SessionState, type ConnectionSettings, type JobLike } from '../../session/state.js';
import { Tokens } from '../../session/tokens.js';
import { BaseElement, cannotUse } from '../../ui/base-element.js';
import { localeOf } from '../../ui/locale.js';
import { parseList } from '../../catalogue/catalogue.js';
import { attributes, BOOLEAN, properties } from '../../ui/properties.js';

/** `visibilitychange` is the document's, and is heard on its way to it. */
const PAGE_EVENTS = ['online', 'offline', 'pageshow', 'pagehide', 'visibilitychange'];

/** A network that has just come back may fail what is asked at once: so much later (ms) it is asked again. */
const SETTLES = 2_000;

/** A URL that can be used. */
const usable = (url: string) => (url && parseUrl(url, document.baseURI) ? url : undefined);

/**
 * Shares a session with Syncfy: its token, its language, its country. It shows nothing; the elements inside it, or
 * those that name it with `session="id"`, find each other through it.
 *
 * @tag syncfy-session
 * @slot - The elements that share the session, and whatever else the page puts there.
 * @fires {CustomEvent<{error: SyncfyError}>} syncfy-error - An attribute cannot be used (`invalid-attribute`); or following a job is impaired of which no `<syncfy-job-status>` tells; or what a form sent was refused that the page has taken away meanwhile.
 * @fires {CustomEvent<{job: JobInfo}>} syncfy-job-start - Where the page has taken the form away meanwhile: Syncfy took the credential and started a job.
 * @fires {CustomEvent<{respondWith(token: Promise<string> | string): void}>} syncfy-token-expired - A token is needed and there is neither `refreshToken` nor `token-url`. Answer with `event.detail.respondWith(promise)`. For the first one, there are two seconds to answer in, or to set `token`.
 * @fires {CustomEvent<{status: StatusEntry, history: readonly StatusEntry[], kind: JobKind}>} syncfy-status - Where no `<syncfy-job-status>` tells of it: once for each entry of the job's history, in its order.
 * @fires {CustomEvent<{challenge: Challenge}>} syncfy-challenge - Where no `<syncfy-job-status>` tells of it: the institution asks the user for something.
 * @fires {CustomEvent<JobResult>} syncfy-success - Where no `<syncfy-job-status>` tells of it: the job ended well.
 * @fires {CustomEvent<JobResult>} syncfy-failure - Where no `<syncfy-job-status>` tells of it: the job ended, not well; also when it gave no news in time (504) or was cancelled (0).
 */
export class SyncfySession extends BaseElement implements FlowProvider {
  static override readonly properties = {
    ...attributes('tokenUrl apiBase assetsBase trustedOrigins locale country'),
    ...attributes('authScheme', { fits: /^(token|bearer)$/ }),
    ...attributes('testMode noResume', BOOLEAN),
    ...properties('refreshToken messages'),
    ...attributes('token', { noAccessor: true }),
    ...properties('site job', { noAccessor: true }),
  };

  static override readonly styles = css`
    :host {
      display: contents;
    }
    :host([hidden]) {
      display: none;
    }
  `;

  /** The page's own endpoint that makes a token: POST, same origin, answers `{"token": "…"}`. @attr token-url */
  tokenUrl = '';
  /** The API's base URL. Default: `https://api.syncfy.com/v1`. @attr api-base */
  apiBase = '';
  /** Where the institutions' logos are. Default: `https://s.syncfy.com`. @attr assets-base */
  assetsBase = '';
  /** How the token is sent: `token` (`Authorization: TOKEN token=…`) or `bearer`. @attr auth-scheme */
  authScheme: 'token' | 'bearer' = 'token';
  /** More origins, comma-separated, that may be told the token when a job's URL leads there. @attr trusted-origins */
  trustedOrigins = '';
  /** The language of the elements, a BCP 47 tag such as `es` or `es-MX`; a language alone is written as in `country`. Default: the page's `lang`, then the browser's. @attr locale */
  locale = '';
  /** The country whose institutions are offered, an ISO 3166-1 code such as `MX`. @attr country */
  country = '';
  /** Runs in Syncfy's test mode: credentials are created with `test: 1`. @attr test-mode */
  testMode = false;
  /** A running job is not kept for the next load of the page, nor taken up from the one before. @attr no-resume */
  noResume = false;
  /** Gives a new token when one is needed; for pages whose way to one is not a POST. Goes before `token-url`. One in place of another is asked the next time. */
  refreshToken: (() => Promise<string>) | undefined;
  /** Texts of the page's own, by their key. */
  messages: Partial<Messages> = {};

  readonly #tokens = new Tokens({
    tokenUrl: () => this.tokenUrl,
    refreshToken: () => this.refreshToken,
    ask: take => {
      let answer: Promise<string> | undefined;
      emit(this, 'syncfy-token-expired', { respondWith: token => take((answer = Promise.resolve(token))) });
      return answer;
    },
    cameLate: () => this.#state.wake(false),
  });
  readonly #state = new SessionState(this.#tokens, () => this.#settings(), this);
  /** @internal */
  readonly flow = new Flow(this.#state, this);
  readonly #lastSite = new LastSet();
  readonly #lastJob = new LastSet();
  /** Asks once more for what the network still fails when it has come back. */
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** Texts follow the page's own language, and who names the session finds it under the id that it has. */
  readonly #attributes = new MutationObserver(() => {
    offers.changed();
    this.requestUpdate();
  });

  constructor() {
    super();
    offerFlow(this, () => this.flow);
    this.flow.subscribe(() => this.#report());
  }

  /** The session token. It can be set, as an attribute (which is taken off at once) or a property, and never be read back: it reads as an empty string. @attr token */
  set token(token: string | null | undefined) {
    if (token === null) return;
    this.#tokens.set(token);
    this.removeAttribute('token');
    this.#state.wake(false);
  }
  get token(): string {
    return '';
  }

  /** The client that the elements speak to the API with; a page may use it, too. */
  get client(): SyncfyClient {
    return this.#state.client;
  }

  /**
   * The site that was picked last in this session. Setting it fills the form, that of a `<syncfy-connect>` where the session has none;
   * what can't be read as a site counts as none, and a copy of what was set last is no news.
   */
  set site(site: SiteLike | undefined) {
    if (!this.#lastSite.isNews(site)) return;
    this.flow.select(readSite(site));
    this.#offer();
  }
  get site(): Site | undefined {
    return (this.#state.latest ?? this.flow).site;
  }

  /** The job that was started last in this session; undefined where a site was picked or set there since. Setting it, or a handle of it, follows it; a copy of what was set last is no news. */
  set job(job: JobLike | undefined) {
    if (!this.#lastJob.isNews(job)) return;
    if (job) this.resume(job);
    else this.flow.follow(undefined);
  }
  get job(): Job | undefined {
    return (this.#state.latest ?? this.flow).job;
  }

  /** The id of the last request, which Syncfy's support asks for. */
  get lastRid(): string | undefined {
    return this.client.lastRid;
  }

  /** Follows a job that runs already: a `Job`, what `job.toJSON()` gave (it holds no secret), or the API's answer to creating a credential; the latter two may have a `site` and its `organization`, too. Nothing, as storage may answer, is nothing to follow. */
  resume(job: JobLike | null | undefined): void {
    if (!job) return;
    const known = this.#state.jobOf(job);
    if ([...this.#state.flows].some(flow => flow.job === known)) return;
    this.flow.follow(job);
    this.#offer();
  }

  /** What the page handed in is for whatever shows it. */
  #offer(): void {
    this.flow.offered = !!(this.flow.job ?? this.flow.site);
    this.#state.update();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    setPresent(this, true);
    this.flow.resume();
    // What came about meanwhile is told.
    this.requestUpdate();
    for (const type of PAGE_EVENTS) addEventListener(type, this.#attend, true);
    // The page may have been shown again while this was not in it.
    if (this.#state.resting) this.#attend(new Event('pageshow'));
    this.#attributes.observe(document, { subtree: true, attributeFilter: ['lang'] });
    this.#attributes.observe(this, { attributeFilter: ['id'] });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    setPresent(this, false);
    clearTimeout(this.#settling);
    this.flow.pause();
    for (const type of PAGE_EVENTS) removeEventListener(type, this.#attend, true);
    this.#attributes.disconnect();
  }

  /** A page that nobody sees rests; so does one that is kept to come back to, and it lets go of its job. */
  readonly #attend = ({ type }: Event) => {
    const leaves = type === 'pagehide';
    // A frame or a form of that name takes the place of what the browser says.
    if (leaves || document.hidden === true) this.#state.rest();
    else if (type === 'offline') this.#state.look();
    // The first of all pageshows shows nothing that was hidden.
    else if (this.#state.resting || type === 'online') {
      this.#state.wake(true);
      clearTimeout(this.#settling);
      this.#settling = setTimeout(() => this.#state.retry(), SETTLES);
    }
    if (leaves) for (const flow of this.#state.flows) flow.letGo();
  };

  /** A job that no `<syncfy-job-status>` reports is reported from here. */
  #report(): void {
    const { job, isReported } = this.flow;
    if (!job || isReported || !this.isConnected) return;
    reportJob(this, job, localizer(localeOf(this, this.#state), this.#state.messages));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    // They are named as the properties that they come from.
    if (Object.keys(this.#settings()).some(name => changed.has(name as keyof ConnectionSettings))) this.#connect();
    const { locale, country, messages } = this;
    Object.assign(this.#state, { locale, country, messages, scope: this.noResume ? undefined : this.id });
    // A framework may hand over another function at each rendering, and render at each failure: only a first one is news.
    const isFirst = changed.has('refreshToken') && !changed.get('refreshToken');
    if (!changed.has('tokenUrl') && !isFirst) return this.#state.update();
    this.#tokens.wayNamed();
    this.#state.wake(false);
  }

  #connect(): void {
    this.#state.resetClient();
    const bases = { 'api-base': this.apiBase, 'assets-base': this.assetsBase };
    for (const [attribute, url] of Object.entries(bases))
      if (url && !usable(url)) emit(this, 'syncfy-error', { error: cannotUse(attribute) });
  }

  #settings(): ConnectionSettings {
    return {
      apiBase: usable(this.apiBase),
      assetsBase: usable(this.assetsBase),
      authScheme: this.authScheme,
      trustedOrigins: parseList(this.trustedOrigins),
      testMode: this.testMode,
    };
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
