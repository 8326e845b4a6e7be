// What a session shares with the elements in it: who may speak to the API, in which language, for which country.
// It holds the token (in Tokens, and nowhere else).
import { SyncfyClient, type ClientOptions, type TokenSource } from '../api/client.js';
import type { JobTicket } from '../api/schemas.js';
import type { Messages } from '../i18n/localize.js';
import { isTerminal } from '../job/codes.js';
import { Job } from '../job/job.js';
import type { Flow } from './flow.js';

/** One of another copy of this code is a job, too. */
export const isJob = (value: unknown): value is Job => typeof (value as Job | undefined)?.takeNews === 'function';

/** The settings of a session that its client is made from. */
export type ConnectionSettings = Pick<
  ClientOptions,
  'apiBase' | 'assetsBase' | 'authScheme' | 'trustedOrigins' | 'testMode'
>;

/** What can become a job: itself, the API's answer, or a handle, which may name its site. */
export type JobLike = Job | JobTicket | Record<string, unknown>;

/** How many follow a job, of whatever session. */
const followers = new WeakMap<Job, number>();

function count(job: Job, by: number): number {
  const now = (followers.get(job) ?? 0) + by;
  followers.set(job, now);
  return now;
}

export class SessionState {
  readonly #tokens: TokenSource;
  readonly #settings: () => ConnectionSettings;
  #client: SyncfyClient | undefined;
  /** The session's element, where there is one. */
  readonly element: Element | undefined;
  /** How the elements speak, and for which country; who sets them calls `update()` then. */
  locale = '';
  country = '';
  messages: Partial<Messages> = {};
  /** The flows that run in this session: its own, and that of each `<syncfy-connect>`. */
  readonly flows = new Set<Flow>();
  /** The jobs that are followed here, and by how many. */
  readonly #followed = new Map<Job, number>();
  /** Jobs whose element was taken away before their end: who takes one up again is not told anew what was told of it. */
  readonly #abandoned = new Set<Job>();
  /** The id of the session's element, from when it knows its settings; undefined where no job is kept. */
  scope: string | undefined;
  /** Whether nobody sees the page. */
  resting = false;
  /** How often there was a reason to try again; and how often one for whatever had failed, not for want of a token alone. */
  wakes = 0;
  returns = 0;
  /** How often newer catalogues have come than those that are shown. */
  fresh = 0;
  /** The flow that moved last: what `session.site` and `session.job` speak of. */
  latest: Flow | undefined;

  constructor(tokens: TokenSource, settings: () => ConnectionSettings = () => ({}), element?: Element) {
    this.element = element;
    this.#tokens = tokens;
    this.#settings = settings;
  }

  get client(): SyncfyClient {
    return (this.#client ??= new SyncfyClient({
      ...this.#settings(),
      tokens: this.#tokens,
      onFreshCatalogue: () => {
        this.fresh++;
        this.update();
      },
    }));
  }

  /** The settings are others now; what runs already goes on with the client it has. */
  resetClient(): void {
    this.#client = undefined;
  }

  /** Tells the elements that something has changed. */
  update(): void {
    for (const flow of this.flows) {
      void flow.restore();
      flow.changed();
    }
  }

  /** A job as it is; from the API's answer, or a handle that a page kept, the one that is followed already, or a new one. */
  jobOf(job: JobLike, client = this.client): Job {
    if (isJob(job)) return job;
    const made = new Job(job, { client });
    // One that nobody waited for any longer may be taken up again.
    const isSame = (one: Job) => made.id && one.id === made.id && (!one.end || isTerminal(one.status?.code ?? 0));
    return [...this.#followed.keys(), ...this.#abandoned].find(isSame) ?? made;
  }

  /** Follows a job for somebody, who may listen, and answers how it is let go; it stops with the last who follows it. */
  follow(job: Job, listener?: () => void): () => void {
    this.#followed.set(job, (this.#followed.get(job) ?? 0) + 1);
    this.#abandoned.delete(job);
    count(job, 1);
    job.start();
    if (this.resting) job.rest();
    const unsubscribe = listener && job.subscribe(listener);
    return () => {
      unsubscribe?.();
      const left = this.#followed.get(job)! - 1;
      if (left) this.#followed.set(job, left);
      else this.#followed.delete(job);
      if (!count(job, -1)) job.stop();
    };
  }

  /** A job's element was taken away; somebody else may follow it. */
  abandon(job: Job): void {
    if (!job.end && !this.#followed.has(job)) this.#abandoned.add(job);
  }

  /** What is followed asks at once. */
  look(): void {
    for (const job of this.#followed.keys()) job.look();
  }

  /**
   * What failed may try again, what waits may ask at once.
   * @param anew the network has come, or somebody looks again: sockets are opened anew, too. Otherwise a token, and what failed
   * for another reason stays as it is: a page may give one at each failure.
   */
  wake(anew: boolean): void {
    this.wakes++;
    if (anew) {
      this.returns++;
      this.resting = false;
    }
    for (const job of this.#followed.keys()) {
      if (anew) job.wake();
      else if (job.trouble) job.look();
    }
    this.update();
  }

  /** What failed, if anything, may be tried once more. */
  retry(): void {
    this.returns++;
    this.update();
  }

  /** Nobody sees the page. */
  rest(): void {
    this.resting = true;
    for (const job of this.#followed.keys()) job.rest();
    this.update();
  }
}
