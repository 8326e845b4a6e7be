import type { ChallengeElement, Answers } from './challenges.js';
import { newId } from './ids.js';
import { isEnd, type Entry, type Scenario, type Step } from './scenarios.js';

export interface JobFaults {
  /** `status` shows an entry only so many ms after it happened. */
  statusLagMs?: number;
  socket?: SocketFaults;
}

/** What goes wrong with sockets. */
export interface SocketFaults {
  /** Refuse to open: always, or so many times. */
  refuse?: boolean | number;
  /** Cut the connection after so many frames. */
  dropAfter?: number;
  /** How many sockets `dropAfter` cuts; without it all of them. */
  dropTimes?: number;
  /** Open, and never say a word. */
  silent?: boolean;
  /** What a socket that connects late is told: `last` (the default), `none`, `all`. */
  replay?: 'none' | 'last' | 'all';
  /** Send each frame so many ms late. */
  lagMs?: number;
  /**
   * `junk`: a frame that is no JSON before each; `array`: frames are arrays; `duplicate`: each comes twice; `reworded`: a list that
   * `status` calls `textOptions` is a `select`, and the other way round.
   */
  frames?: 'junk' | 'array' | 'duplicate' | 'reworded';
}

/** Whose job it is, and what it is about. */
export interface JobOwner {
  idUser: string;
  idSite: string;
  idCredential: string | null;
}

export interface JobOptions {
  owner: JobOwner;
  /** Where answers are posted, given the job's id. */
  address: (idJob: string) => string;
  pace: number;
  challengeTimeoutMs: number;
  scenario: Scenario;
  faults: JobFaults;
  onEntry: (job: Job, entry: Entry) => void;
}

const MIN_PACE_BY_ITSELF = 5;

/** One run of a login: plays its scenario step by step and keeps the history. */
export class Job {
  readonly id = newId();
  readonly uuid = newId();
  readonly owner: JobOwner;
  readonly address: string;
  readonly faults: JobFaults;
  readonly pace: number;
  readonly history: { entry: Entry; at: number }[] = [];
  /** What is being asked, while it is. */
  waiting: ChallengeElement[] | undefined;
  ended = false;
  readonly listeners = new Set<(entry: Entry) => void>();
  /** Knows the values of the login, and is let go when the job ends. */
  #options: JobOptions | undefined;
  readonly #challengeTimeoutMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: JobOptions) {
    this.#options = options;
    this.owner = options.owner;
    this.address = options.address(this.id);
    this.faults = options.faults;
    this.pace = options.pace;
    this.#challengeTimeoutMs = options.challengeTimeoutMs;
    this.#push({ code: 100 });
    this.#next();
  }

  /** The answer to what is being asked; nothing where nothing is. */
  answer(answers: Answers): void {
    if (!this.waiting) return;
    this.waiting = undefined;
    this.#next(answers);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#options = undefined;
    this.listeners.clear();
  }

  /** The entries that `status` shows by now. */
  visible(lagMs: number): Entry[] {
    const until = Date.now() - lagMs;
    return this.history.filter(({ at }) => lagMs <= 0 || at <= until).map(({ entry }) => entry);
  }

  #next(answers: Answers = new Map()): void {
    const next = this.#options?.scenario.next(answers);
    if (!next || next.done) return;
    const step = next.value;
    this.#after(this.pace, () => this.#take(step));
  }

  #take(step: Step): void {
    if ('ask' in step) return this.#ask(step.ask, step.byItself);
    this.#push(step.say);
    if (!this.ended) this.#next();
  }

  #ask(elements: ChallengeElement[], byItself: number | undefined): void {
    this.waiting = elements;
    if (byItself === undefined) {
      this.#after(this.#challengeTimeoutMs, () => this.#giveUp());
    } else {
      const wait = Math.max(this.pace, MIN_PACE_BY_ITSELF) * byItself;
      if (this.#challengeTimeoutMs < wait) this.#after(this.#challengeTimeoutMs, () => this.#giveUp());
      else this.#after(wait, () => this.answer(new Map()));
    }
    this.#push({ code: 410, address: this.address, twofa: elements });
  }

  #giveUp(): void {
    this.waiting = undefined;
    this.#push({ code: 411 });
  }

  #push(entry: Entry): void {
    this.history.push({ entry, at: Date.now() });
    const options = this.#options;
    if (isEnd(entry.code)) {
      this.ended = true;
      this.#options = undefined;
      clearTimeout(this.#timer);
    }
    options?.onEntry(this, entry);
    for (const listener of this.listeners) listener(entry);
  }

  #after(ms: number, act: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, ms);
  }
}
