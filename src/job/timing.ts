// When a job's wires are used: a clock that is handed in, and doing a thing again and again, with growing waits where it fails.
import { LONGEST_TIMER } from '../api/limit.js';

/** Time, as a job knows it; all in ms. */
export interface Clock {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** The browser's clock: not that of the wall, which the user or a time server may set. */
export const systemClock: Clock = {
  now: () => performance.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: timer => clearTimeout(timer as number),
};

/** One timer that is set, set anew, or not set. */
export class Alarm {
  #timer: unknown;
  readonly #clock: Clock;
  readonly #run: () => void;

  constructor(clock: Clock, run: () => void) {
    this.#clock = clock;
    this.#run = run;
  }

  /** Rings after so many ms: at once where the time has passed, and never where no timer can be that long. */
  set(ms: number): void {
    this.clear();
    if (ms > LONGEST_TIMER) return;
    this.#timer = this.#clock.setTimeout(
      () => {
        this.#timer = undefined;
        this.#run();
      },
      Math.max(0, ms),
    );
  }

  clear(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

const LONGEST = 30_000;
/** After more failures in a row than these nothing is tried until something has changed. */
export const BUDGET = 20;

/**
 * How long to wait after so many failures in a row, in ms: full jitter, so that clients spread out, however many failed together.
 * Infinity where the budget is spent.
 */
export function backoff(failures: number, first: number, random: () => number): number {
  return failures > BUDGET ? Infinity : random() * Math.min(LONGEST, first * 2 ** (failures - 1));
}

/** Does one thing again and again, never twice at a time: what is wanted meanwhile is done after it. */
export class Repeater {
  readonly #clock: Clock;
  readonly #act: (signal: AbortSignal) => Promise<number>;
  readonly #next: Alarm;
  #due = Infinity;
  #notBefore = 0;
  #acting: AbortController | undefined;
  /** When that began which is under way. */
  begunAt: number | undefined;

  /** @param act does it once; answers after how many ms to do it again at the latest */
  constructor(clock: Clock, act: (signal: AbortSignal) => Promise<number>) {
    this.#clock = clock;
    this.#act = act;
    this.#next = new Alarm(clock, () => void this.#begin());
  }

  /** Lets go what is under way, and begins at once. */
  start(): void {
    this.stop();
    void this.#begin();
  }

  /** Does it again in `ms` at the latest. */
  again(ms: number): void {
    this.#due = Math.min(this.#due, Math.max(this.#clock.now() + ms, this.#notBefore));
    if (!this.#acting) this.#next.set(this.#due - this.#clock.now());
  }

  /** Does nothing for so long. */
  hold(ms: number): void {
    this.#notBefore = this.#clock.now() + ms;
    this.#due = Math.max(this.#due, this.#notBefore);
  }

  stop(): void {
    this.#next.clear();
    this.#due = Infinity;
    this.#acting?.abort();
    this.#acting = this.begunAt = undefined;
  }

  async #begin(): Promise<void> {
    const { signal } = (this.#acting = new AbortController());
    this.#due = Infinity;
    this.begunAt = this.#clock.now();
    const ms = await this.#act(signal);
    // It may have been the last time that was wanted.
    if (signal.aborted) return;
    this.#acting = this.begunAt = undefined;
    this.again(ms);
  }
}
