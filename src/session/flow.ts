// The way of one credential: the site that was picked, then the job that was started. The elements of one session,
// or of one <syncfy-connect>, share a flow: what one of them does, the others see.
import type { SyncfyError } from '../api/errors.js';
import { organizationSchema, read, siteSchema, type Organization, type Site } from '../api/schemas.js';
import type { Job } from '../job/job.js';
import { backoff } from '../job/transport.js';
import type { CredentialValues } from '../schema/body.js';
import { Kept } from './kept.js';
import { Observable } from './observable.js';
import type { JobLike, SessionState } from './state.js';

/** The element whose flow it is. */
interface FlowOwner {
  localName: string;
  id: string;
}

/** How long (ms) the page shows that an earlier page's job is looked for; then it begins, and the job may still come. */
const LOOKING = 3_000;

/** Which of its page's frames this is. */
let frame: number | undefined;

export class Flow extends Observable {
  readonly session: SessionState;
  #site: Site | undefined;
  #organization: Organization | undefined;
  #job: Job | undefined;
  #unsubscribe: (() => void) | undefined;
  #unfollow: (() => void) | undefined;
  #live = false;
  #reporters = 0;
  /** Whether the page handed the job in, for whatever shows it. */
  offered = false;
  /** Whether the form shows, and says, that a job ended not well: then nobody else says it. */
  formTells: ((job: Job) => boolean) | undefined;
  /** Whether a job of an earlier page is looked for, and nothing else to be shown yet. */
  pending = false;
  readonly #owner: FlowOwner;
  readonly #kept = new Kept();
  #looking: AbortController | undefined;
  #looked = '';
  /** Looks before its time. */
  #lookNow: (() => void) | undefined;
  /** How often in a row the API was not to be had. */
  #misses = 0;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(session: SessionState, owner: FlowOwner) {
    super();
    this.session = session;
    this.#owner = owner;
  }

  get site(): Site | undefined {
    return this.#site;
  }

  get organization(): Organization | undefined {
    return this.#organization;
  }

  get job(): Job | undefined {
    return this.#job;
  }

  /** Whether a job is under way that has not ended yet. */
  get busy(): boolean {
    return this.#job !== undefined && this.#job.end === undefined;
  }

  /** Whether an element tells the page of the job; the session does where there is none. */
  get isReported(): boolean {
    return this.#reporters > 0;
  }

  /** Somebody tells the page of the job, until the returned function is called. */
  report(): () => void {
    this.#reporters++;
    return () => {
      this.#reporters--;
      // What was not told yet is the session's to tell, unless the element is only moved.
      setTimeout(() => this.changed());
    };
  }

  /** A site is picked, or none any more. A job of another site is let go. */
  select(site: Site | undefined, organization?: Organization): void {
    if (site?.id_site !== this.#site?.id_site && !this.#looking) this.#drop();
    this.#site = site;
    this.#organization = organization;
    this.#moved();
  }

  /** Creates the site's credential, or updates the one that is named, and answers its job, which nobody follows yet. */
  async create(site: Site, values: CredentialValues, credentialId?: string, signal?: AbortSignal): Promise<Job> {
    const { client } = this.session;
    const ticket = credentialId
      ? await client.syncCredential(credentialId, site, values, signal)
      : await client.createCredential(site, values, signal);
    return this.session.jobOf(ticket);
  }

  /** Follows a job; the one before it is let go. */
  follow(from: JobLike | undefined): void {
    const job = from && this.session.jobOf(from);
    if (job === this.#job) return;
    this.#drop();
    if (from && job) this.#begin(from, job);
    this.#moved();
  }

  /** Takes over a job that the page handed to another flow, where nothing shows it. */
  adopt(from: Flow): void {
    const { job, site, organization } = from;
    if (!from.offered || from.isReported || !job || this.#job) return;
    this.select(site, organization);
    this.follow(job);
    from.reset();
    this.#moved();
  }

  /** Begins again: no job, and no site unless it is kept. */
  reset(keepSite = false): void {
    this.#drop();
    if (!keepSite) {
      this.#site = undefined;
      this.#organization = undefined;
    }
    this.#moved();
  }

  /** The flow's owner is in the page: its job is followed. */
  resume(): void {
    if (this.#live) return;
    this.#live = true;
    this.session.flows.add(this);
    this.#start();
    void this.look();
  }

  /** The flow's owner has left the page: every timer, socket and request is let go, and comes back with `resume()`. */
  pause(): void {
    this.#live = false;
    this.session.flows.delete(this);
    this.#stop();
    this.#stopLooking();
    this.#looked = '';
    this.letGo();
    this.#kept.leave();
  }

  /** Another document may follow the job. */
  letGo(): void {
    this.#kept.letGo();
  }

  /** Keeps the job's handle; where there is no job, takes up the one that was kept, once the API says that it is this session's. */
  async look(): Promise<void> {
    if (this.#job) return this.#keep();
    if (!this.#claim()) return;
    const { client, wakes } = this.session;
    const now = wakes + this.#kept.key;
    if (this.#looked === now) return;
    if (this.#looking) return this.#lookNow?.();
    const handle = this.#kept.read();
    const { status } = handle;
    const site = read(siteSchema, handle.site);
    /** Whether nothing else was begun; a site that an attribute names may have come first. */
    const fits = () => !this.#site || this.#site.id_site === site?.id_site;
    if (typeof status !== 'string' || !fits()) return;
    this.#looked = now;
    const { signal } = (this.#looking = new AbortController());
    if (!this.#misses) {
      this.#setPending(true);
      this.#patience = setTimeout(() => this.#setPending(false), LOOKING);
    }
    let found = false;
    try {
      found = (await this.#kept.hold(status)) && !!(await client.jobStatus(status, signal));
    } catch (error) {
      const { code, retryable, retryAfter } = error as SyncfyError;
      if (signal.aborted) return;
      if (retryable) return this.#lookLater(signal, retryAfter);
      if (!/token/.test(code)) this.#kept.forget();
    }
    if (signal.aborted) return;
    this.#stopLooking();
    if (!found) this.letGo();
    else if (fits()) this.#begin(handle, this.session.jobOf(handle));
    else this.#kept.forget();
    this.#moved();
    // There may have been another reason to look in the meantime.
    void this.look();
  }

  /** The API is not to be had: it is asked again after a while, or at once where there is a new reason to. */
  #lookLater(signal: AbortSignal, retryAfter = 0): void {
    const again = () => {
      clearTimeout(timer);
      this.#looking = this.#lookNow = undefined;
      this.#looked = '';
      void this.look();
    };
    const wait = Math.max(retryAfter, backoff(Math.min(++this.#misses, 9), 1_000, Math.random));
    const timer = setTimeout(() => {
      // While nobody sees the page, it waits until somebody does.
      this.#lookNow = again;
      if (!this.session.resting) again();
    }, wait);
    if (!retryAfter) this.#lookNow = again;
    signal.addEventListener('abort', () => clearTimeout(timer));
  }

  #setPending(pending: boolean): void {
    this.pending = pending;
    this.changed();
  }

  #stopLooking(): void {
    this.#looking?.abort();
    clearTimeout(this.#patience);
    this.#looking = this.#lookNow = undefined;
    this.#misses = 0;
    this.pending = false;
  }

  /** Whether a job may be kept; then there is an entry for it. */
  #claim(): boolean {
    const { scope, client } = this.session;
    const { localName, id } = this.#owner;
    const may = this.#live && scope !== undefined;
    // Frames of a page share its storage. When the page goes, they go one by one, and a frame's place changes.
    frame ??= [].indexOf.call(parent, self as never);
    if (may) this.#kept.claim(`syncfy ${client.apiBase} ${frame} ${scope} ${localName} ${id} `);
    return may;
  }

  #keep(): void {
    if (!this.#job || !this.#claim()) return;
    const { username: _, ...handle } = this.#job.toJSON();
    const organization = this.#organization && { ...this.#organization, sites: undefined };
    if (this.#job.end) this.#kept.forget();
    else this.#kept.write({ ...handle, site: this.#site, organization });
  }

  #begin(from: JobLike, job: Job): void {
    const site = read(siteSchema, (from as { site?: unknown }).site);
    if (site) {
      this.#site = site;
      this.#organization = read(organizationSchema, (from as { organization?: unknown }).organization);
    }
    this.#job = job;
    this.#unsubscribe = job.subscribe(() => this.#moved());
    this.#start();
  }

  #start(): void {
    if (this.#live && this.#job) this.#unfollow ??= this.session.follow(this.#job);
  }

  #stop(): void {
    this.#unfollow?.();
    this.#unfollow = undefined;
  }

  #drop(): void {
    this.#unsubscribe?.();
    this.#stop();
    this.#job = undefined;
    this.offered = false;
    this.#stopLooking();
    this.#kept.forget();
  }

  #moved(): void {
    this.session.latest = this;
    this.#keep();
    this.changed();
  }
}
