// A job with a fake clock, a fake socket and a fake API.
import { SyncfyClient, type ClientOptions } from '../../src/api/client.js';
import { SyncfyError, type SyncfyErrorCode } from '../../src/api/errors.js';
import type { StatusEntry } from '../../src/api/schemas.js';
import { Job, type JobOptions } from '../../src/job/job.js';
import { FakeClock } from './clock.js';
import { fakeSockets } from './sockets.js';

export const WS = 'wss://api.syncfy.com/v1/status/j1';
export const STATUS = 'https://api.syncfy.com/v1/jobs/j1/status';
export const TWOFA = 'https://api.syncfy.com/v1/jobs/j1/twofa';
export const TICKET = {
  id_job: 'j1',
  id_credential: 'c1',
  is_new: 1,
  username: 't**t',
  ws: WS,
  status: STATUS,
  twofa: TWOFA,
};

class FakeApi extends SyncfyClient {
  /** What GET shows; an error is rejected with; a promise is waited for. */
  shows: StatusEntry[] | SyncfyError | Promise<StatusEntry[]> = [];
  /** When GETs came, in ms since the start. */
  readonly asked: number[] = [];
  readonly answered: { address: string; values: [string, unknown][] }[] = [];
  refuses: SyncfyError | undefined;
  /** How long an answer is on its way. */
  takes: Promise<void> | undefined;
  aborted = 0;
  readonly #clock: FakeClock;
  readonly #start: number;

  constructor(clock: FakeClock, options: ClientOptions = {}) {
    super(options);
    this.#clock = clock;
    this.#start = clock.now();
  }

  override async jobStatus(url: string, signal?: AbortSignal): Promise<StatusEntry[]> {
    this.asked.push(this.#clock.now() - this.#start);
    this.resolve(url, 'http');
    signal?.addEventListener('abort', () => this.aborted++);
    if (this.shows instanceof SyncfyError) throw this.shows;
    return structuredClone(await this.shows);
  }

  override async answerChallenge(address: string, values: Iterable<readonly [string, unknown]>): Promise<void> {
    await this.takes;
    if (this.refuses) throw this.refuses;
    this.answered.push({ address, values: [...values].map(([name, value]) => [name, value]) });
  }
}

/** Entries with these codes. */
export const h = (...codes: number[]) => codes.map(code => ({ code }) as StatusEntry);
export const fail = (code: SyncfyErrorCode, retryAfter?: number) => new SyncfyError(code, '', { retryAfter });

/** A job that nobody has started. */
export function setup(
  ticket: Record<string, unknown> = TICKET,
  options: Partial<JobOptions> = {},
  api: ClientOptions = {},
) {
  const clock = new FakeClock();
  const client = new FakeApi(clock, api);
  const sockets = fakeSockets();
  const job = new Job(ticket, { client, clock, random: () => 0.5, WebSocket: sockets.WebSocket, ...options });
  let changes = 0;
  job.subscribe(() => changes++);
  return {
    clock,
    client,
    sockets,
    job,
    codes: () => job.history.map(entry => entry.code).join(' '),
    changes: () => changes,
    /** What GET was asked since the last look, in ms since the start. */
    asked: () => client.asked.splice(0),
  };
}
