// The way of one credential: the site that was picked, then the job that was started. The elements of one session,
// or of one <syncfy-connect>, share a flow: what one of them does, the others see.
import type { JobTicket, Organization, Site } from '../api/schemas.js';
import { Job } from '../job/job.js';
import type { CredentialValues } from '../schema/body.js';
import { Observable } from './observable.js';
import type { SessionState } from './state.js';

export class Flow extends Observable {
  readonly session: SessionState;
  #site: Site | undefined;
  #organization: Organization | undefined;
  #job: Job | undefined;
  #unfollow: (() => void) | undefined;
  #live = false;
  /** How many elements tell the page of the job; the session does where there is none. */
  reporters = 0;
  /** Whether the form shows, and says, that a job ended not well: then nobody else says it. */
  formTells: ((job: Job) => boolean) | undefined;

  constructor(session: SessionState) {
    super();
    this.session = session;
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

  /** A site is picked, or none any more. A job of another site is let go. */
  select(site: Site | undefined, organization?: Organization): void {
    if (site?.id_site !== this.#site?.id_site) this.#drop();
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
    return this.jobOf(ticket);
  }

  /** A job as it is, from the API's answer, or from a handle that a page kept. */
  jobOf(job: Job | JobTicket | Record<string, unknown>): Job {
    return 'takeNews' in job ? (job as Job) : new Job(job, { client: this.session.client });
  }

  /** Follows a job; the one before it is let go. */
  follow(job: Job | undefined): void {
    if (job === this.#job) return;
    this.#drop();
    this.#job = job;
    this.#unfollow = job?.subscribe(() => this.#moved());
    if (this.#live) job?.start();
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
    this.#live = true;
    this.session.flows.add(this);
    this.#job?.start();
  }

  /** The flow's owner has left the page: every timer, socket and request is let go, and comes back with `resume()`. */
  pause(): void {
    this.#live = false;
    this.session.flows.delete(this);
    this.#job?.stop();
  }

  #drop(): void {
    this.#unfollow?.();
    this.#unfollow = undefined;
    this.#job?.stop();
    this.#job = undefined;
  }

  #moved(): void {
    this.session.latest = this;
    this.changed();
  }
}
