// The two wires of a job: the socket that is opened again and again, and GETs of which there is never more than one at a time.
// Clock, WebSocket and chance are handed in.
import { parseJson } from '../api/schemas.js';

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

const LONGEST_TIMER = 2 ** 31 - 1;

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
/** So many failures in a row, and no more is tried until something has changed. */
const BUDGET = 20;

/**
 * How long to wait after so many failures in a row, in ms: full jitter, so that clients spread out, however many failed together.
 * Infinity where the budget is spent.
 */
export function backoff(failures: number, first: number, random: () => number): number {
  return failures > BUDGET ? Infinity : random() * Math.min(LONGEST, first * 2 ** (failures - 1));
}

/** A connection that lasted this long counts as a good one: its end is a first drop again. */
const LASTED = 5_000;
const FIRST_BACKOFF = 500;

export interface SocketOptions {
  url: string;
  /** Undefined where there is none; then nothing happens. */
  WebSocket: typeof WebSocket | undefined;
  clock: Clock;
  random: () => number;
  onOpen(): void;
  /** A frame's data: JSON that was read, or undefined where it is none. */
  onFrame(data: unknown): void;
  /** The connection broke or never was; another try follows. `drops`: how many in a row. */
  onDrop(drops: number): void;
}

/** Keeps a socket open: again nearly at once after the first drop, then after growing waits. */
export class Socket {
  readonly #options: SocketOptions;
  readonly #again: Alarm;
  #socket: WebSocket | undefined;
  /** When the connection that is open was opened. */
  openedAt: number | undefined;
  /** Whether something of use has come through it. */
  spoke = false;
  #drops = 0;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#again = new Alarm(options.clock, () => this.#connect());
  }

  /** Connects; if it is connected, connects anew. */
  start(): void {
    this.stop();
    this.#connect();
  }

  stop(): void {
    this.#again.clear();
    this.#drops = 0;
    this.#letGo();
  }

  #connect(): void {
    const { WebSocket: Native, url, clock } = this.#options;
    if (!Native) return;
    let socket: WebSocket;
    try {
      socket = new Native(url);
    } catch {
      // Mixed content, or a policy of the page.
      this.#dropped();
      return;
    }
    this.#socket = socket;
    socket.onopen = () => {
      this.openedAt = clock.now();
      this.#options.onOpen();
    };
    socket.onmessage = event => this.#options.onFrame(parseJson(event.data as string));
    socket.onclose = () => this.#dropped();
    // Node's `ws` throws an error that nobody listens for; a close follows it everywhere.
    socket.onerror = () => {};
  }

  #dropped(): void {
    const { clock, random } = this.#options;
    if (this.openedAt !== undefined && clock.now() - this.openedAt >= LASTED) this.#drops = 0;
    this.#letGo();
    this.#again.set(backoff(++this.#drops, FIRST_BACKOFF, random));
    this.#options.onDrop(this.#drops);
  }

  #letGo(): void {
    const socket = this.#socket;
    this.#socket = this.openedAt = undefined;
    this.spoke = false;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    // CONNECTING or OPEN; by number, since a socket handed in need not have the names.
    if (socket.readyState < 2) socket.close();
  }
}

/** Asks, one question at a time. What is wanted while one is on its way is asked after it. */
export class Poller {
  readonly #clock: Clock;
  readonly #ask: (signal: AbortSignal) => Promise<number>;
  readonly #next: Alarm;
  #due = Infinity;
  #notBefore = 0;
  #asking: AbortController | undefined;
  /** When the question was asked that is on its way. */
  askedAt: number | undefined;

  /** @param ask asks once; answers after how many ms to ask again at the latest */
  constructor(clock: Clock, ask: (signal: AbortSignal) => Promise<number>) {
    this.#clock = clock;
    this.#ask = ask;
    this.#next = new Alarm(clock, () => void this.#round());
  }

  /** Asks in `ms` at the latest. */
  ask(ms: number): void {
    this.#due = Math.min(this.#due, Math.max(this.#clock.now() + ms, this.#notBefore));
    if (!this.#asking) this.#next.set(this.#due - this.#clock.now());
  }

  /** Asks nothing for so long. */
  hold(ms: number): void {
    this.#notBefore = this.#clock.now() + ms;
    this.#due = Math.max(this.#due, this.#notBefore);
  }

  stop(): void {
    this.#next.clear();
    this.#due = Infinity;
    this.#asking?.abort();
    this.#asking = this.askedAt = undefined;
  }

  async #round(): Promise<void> {
    const { signal } = (this.#asking = new AbortController());
    this.#due = Infinity;
    this.askedAt = this.#clock.now();
    const ms = await this.#ask(signal);
    // It may have been the last one that was wanted.
    if (signal.aborted) return;
    this.#asking = this.askedAt = undefined;
    this.ask(ms);
  }
}
