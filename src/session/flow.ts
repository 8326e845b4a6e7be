// The way of one credential: the site that was picked, then the job that was started. The elements of one session,
// or of one <syncfy-connect>, share a flow: what one of them does, the others see.
import { readOrganization, readSite, type Organization, type Site } from '../api/schemas.js';
import { Job } from '../job/job.js';
import { Observable } from '../job/observable.js';
import type { CredentialValues } from '../schema/body.js';
import { Kept } from './kept.js';
import type { JobLike, SessionState } from './state.js';

/** The element whose flow it is. */
interface FlowOwner {
  localName: string;
  id: string;
  /** The site, or the credential, that it is for, where it is for one only. */
  siteId?: string;
  credentialId?: string;
}

/** How long (ms) the page shows that an earlier page's job is looked for; then it begins, and the job may still come. */
const LOOKING = 3_000;

/** Whether two ids are known, and not the same. */
const differ = (a?: string, b?: string): boolean => !!a && !!b && a !== b;

/** Which of its page's frames this is. */
let frame: number | undefined;

/** One person's way: a site, its job, and the job's handle, which a later page of the same tab may take up. */
export class Flow extends Observable {
  readonly session: SessionState;
  /** What was picked, and what was started; written here only. */
  site: Site | undefined;
  organization: Organization | undefined;
  job: Job | undefined;
  #sending: AbortController | undefined;
  #unfollow: (() => void) | undefined;
  #reporters = 0;
  /** Whether the page handed the job or the site in, for whatever shows it. */
  offered = false;
  /** Whether the form shows, and says, that a job ended not well: then nobody else says it. */
  formTells: ((job: Job) => boolean) | undefined;
  /** Whether a job of an earlier page is looked for, and nothing else to be shown yet. */
  pending = false;
  readonly #owner: FlowOwner;
  #kept = new Kept();
  #looking: AbortController | undefined;
  #looked = '';
  /** Whether a login is being typed here, or was sent: whatever is found now, it is too late for it. */
  #begun = false;

  constructor(session: SessionState, owner: FlowOwner) {
    super();
    this.session = session;
    this.#owner = owner;
  }

  /** What is being sent, a login or answers, by whichever form: it is sent once. */
  set sending(sending: AbortController | undefined) {
    this.#sending = sending;
    this.changed();
  }
  get sending(): AbortController | undefined {
    return this.#sending;
  }

  /** Whether its owner is in the page. */
  get isOwned(): boolean {
    return this.session.flows.has(this);
  }

  /** Whether something is being sent, or a job is under way that has not ended yet. */
  get busy(): boolean {
    return !!(this.sending || (this.job && !this.job.end));
  }

  /** Whether its site or its job's credential are others than these. */
  isOfOther(siteId: string | undefined, credentialId: string): boolean {
    return differ(this.site?.id_site, siteId) || differ(this.job?.credentialId, credentialId);
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

  /**
   * A site is picked, or none any more. A job of another site is let go.
   * @param isNamed it is the one that an attribute names: a job that came without its site is taken to be of it
   */
  select(site: Site | undefined, organization?: Organization, isNamed = false): void {
    const isOther = site?.id_site !== this.site?.id_site && (this.site || !isNamed);
    if (isOther && !this.#looking) this.#drop();
    this.site = site;
    // A page that hands back what was picked need not know whose it is.
    this.organization = organization ?? (isOther ? undefined : this.organization);
    this.#moved();
  }

  /** Creates the site's credential, or updates the one that is named, and answers its job, which nobody follows yet. */
  async create(site: Site, values: CredentialValues, credentialId?: string, signal?: AbortSignal): Promise<Job> {
    const { client } = this.session;
    const ticket = credentialId
      ? await client.syncCredential(credentialId, site, values, signal)
      : await client.createCredential(site, values, signal);
    const job = this.session.jobOf(ticket, client);
    // Whatever its id, what is created now has not ended.
    return job.end ? new Job(ticket, { client }) : job;
  }

  /** Follows a job; the one before it is let go. */
  follow(from: JobLike | undefined): void {
    const job = from && this.session.jobOf(from);
    if (job === this.job) return;
    this.#drop();
    if (from && job) this.#take(from, job);
    this.#moved();
  }

  /** Takes over a job, or a site, that the page handed to another flow, where nothing shows it. */
  adopt(from: Flow): void {
    const { job, site, organization } = from;
    const { siteId, credentialId } = this.#owner;
    if (!from.offered || this.busy) return;
    if (job ? from.isReported : !site || from.formTells || siteId || credentialId) return;
    if (site) this.select(site, organization);
    // One that comes without its site is not that of the site that was picked before.
    else if (!siteId && !credentialId) this.site = this.organization = undefined;
    this.follow(job);
    // The site is that of a job, too, which may be handed in next.
    if (job) from.reset();
    from.offered = false;
    this.#moved();
  }

  /** Begins again: no job, and no site unless it is kept. */
  reset(keepSite = false): void {
    this.#drop();
    if (!keepSite) {
      this.site = this.organization = undefined;
    }
    this.#moved();
  }

  /** The flow's owner is in the page: its job is followed. */
  resume(): void {
    const { flows } = this.session;
    if (flows.has(this)) return;
    flows.add(this);
    this.#start();
    void this.restore();
  }

  /** The flow's owner has left the page: every timer, socket and request is let go, and comes back with `resume()`. */
  pause(): void {
    this.session.flows.delete(this);
    this.#stop();
    if (this.job) this.session.abandon(this.job);
    this.lookNoMore();
    this.#looked = '';
    this.#begun = false;
    this.letGo();
    this.#kept.leave();
  }

  /** Somebody types a login, or sends one: the job of an earlier page would take its place. */
  begin(): void {
    this.#begun = true;
    this.lookNoMore();
  }

  /** Another document may follow the job. */
  letGo(): void {
    this.#kept.letGo();
  }

  /** Keeps the job's handle; where there is no job, takes up the one that was kept, once the API says that it is this session's. */
  async restore(): Promise<void> {
    if (this.job) return this.#keep();
    if (this.#begun || this.#looking || !this.#claim()) return;
    const reason = this.session.wakes + this.#kept.key;
    const handle = this.#kept.read();
    const { status } = handle;
    const site = readSite(handle.site);
    /** Whether nothing else was begun; a site that an attribute names may have come first. */
    const fits = () => !this.site || this.site.id_site === site?.id_site;
    if (this.#looked === reason || typeof status !== 'string' || !fits()) return;
    const isFirst = !this.#looked;
    this.#looked = reason;
    const { signal } = (this.#looking = new AbortController());
    // Whoever looks again, because another tab may have let it go, is in the middle of something.
    if (isFirst) this.#setPending(true);
    const patience = setTimeout(() => this.#setPending(false), LOOKING);
    signal.addEventListener('abort', () => clearTimeout(patience));
    const held = await this.#kept.hold(status);
    if (signal.aborted) return;
    // Its status is asked for and nothing else, under an id that nobody takes for the job's own.
    const probe = new Job({ id: ' ', status }, { client: this.session.client, timeout: 0 });
    const decide = () => {
      const { trouble } = probe;
      const found = !trouble && probe.isKnown;
      if (held && !found && trouble?.retryable !== false) return;
      if (found && fits()) this.#take(handle, this.session.jobOf(handle));
      else if (found || (trouble && !/token/.test(trouble.code))) this.#kept.forget();
      else this.letGo();
      this.#stopLooking();
      this.#moved();
      // There may have been another reason to look in the meantime.
      void this.restore();
    };
    if (held) signal.addEventListener('abort', this.session.follow(probe, decide));
    decide();
  }

  /** What is looked for, and not found yet, is left as it is to whoever looks for it next. */
  lookNoMore(): void {
    if (!this.#looking) return;
    this.#stopLooking();
    this.letGo();
    this.#kept.leave();
    this.#kept = new Kept();
    this.#looked = '';
  }

  #setPending(pending: boolean): void {
    this.pending = pending;
    this.changed();
  }

  #stopLooking(): void {
    this.#looking?.abort();
    this.#looking = undefined;
    this.pending = false;
  }

  /** Whether a job may be kept; then there is an entry for it. */
  #claim(): boolean {
    const { scope, client } = this.session;
    const { localName, id, credentialId = '', siteId = '' } = this.#owner;
    const may = this.isOwned && scope !== undefined;
    // Frames of a page share its storage. When the page goes, they go one by one, and a frame's place changes. `parent` may be a page's own.
    frame ??= [].indexOf.call(Object(globalThis.parent), self as never);
    const name = `syncfy ${client.apiBase} ${frame} ${scope} ${localName} ${id} ${credentialId} ${siteId} `;
    if (may) this.#kept.claim(name, !!this.job);
    return may;
  }

  #keep(): void {
    const { job, site, organization } = this;
    if (!job) return;
    // What was kept before the page said that nothing is to be.
    if (this.session.scope === undefined) return this.#kept.forget();
    if (!this.#claim()) return;
    const { username: _, ...handle } = job.toJSON();
    if (job.end) this.#kept.forget();
    else this.#kept.write({ ...handle, site, organization: organization && { ...organization, sites: undefined } });
  }

  #take(from: JobLike, job: Job): void {
    const site = readSite((from as { site?: unknown }).site);
    if (site) {
      this.site = site;
      this.organization = readOrganization((from as { organization?: unknown }).organization);
    }
    this.job = job;
    this.#start();
  }

  #start(): void {
    if (this.isOwned && this.job) this.#unfollow ??= this.session.follow(this.job, () => this.#moved());
  }

  #stop(): void {
    this.#unfollow?.();
    this.#unfollow = undefined;
  }

  #drop(): void {
    this.sending?.abort();
    this.#stop();
    this.job = undefined;
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
