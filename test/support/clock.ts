import type { Clock } from '../../src/job/timing.js';

/** Lets every promise that is already settled run its continuations. */
export async function flush(): Promise<void> {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}

/** A clock that only moves when told, timer by timer. */
export class FakeClock implements Clock {
  #now = 1_000_000;
  #id = 0;
  readonly #timers = new Map<number, { at: number; run: () => void }>();

  now = (): number => this.#now;

  setTimeout = (run: () => void, ms: number): number => {
    if (!(ms >= 0) || ms > 2 ** 31 - 1) throw new RangeError(`a browser cannot wait ${ms} ms`);
    this.#timers.set(++this.#id, { at: this.#now + ms, run });
    return this.#id;
  };

  clearTimeout = (timer: unknown): void => {
    this.#timers.delete(timer as number);
  };

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Moves on by `ms`, running what falls due, with the promises in between. */
  async tick(ms: number): Promise<void> {
    const end = this.#now + ms;
    await flush();
    for (;;) {
      const [next] = [...this.#timers].sort((a, b) => a[1].at - b[1].at || a[0] - b[0]);
      if (!next || next[1].at > end) break;
      this.#timers.delete(next[0]);
      this.#now = Math.max(this.#now, next[1].at);
      next[1].run();
      await flush();
    }
    this.#now = end;
    await flush();
  }

  /** The machine sleeps: time passes, timers that fell due come late. */
  sleep(ms: number): void {
    this.#now += ms;
  }
}

/** What timers are set to, in ms, while something runs; each of them rings at once. */
export async function timersOf(act: () => Promise<unknown>): Promise<number[]> {
  const { setTimeout: real } = globalThis;
  const all: number[] = [];
  const set = (run: () => void, ms: number) => {
    all.push(ms);
    return real(run);
  };
  globalThis.setTimeout = set as unknown as typeof setTimeout;
  try {
    await act();
  } finally {
    globalThis.setTimeout = real;
  }
  return all;
}

/** A clock of the page's that is moved by hand: the machine may be busy when a second is over. */
export function holdClock(): { move(ms: number): void; release(): void } {
  const { now } = performance;
  let at = performance.now();
  performance.now = () => at;
  return { move: ms => void (at += ms), release: () => void (performance.now = now) };
}
