// The two wires of a job: the socket that is opened again and again, and GETs of which there is never more than one at a time.
// Clock, WebSocket and chance are handed in.

/** Time, as a job knows it; all in ms. */
export interface Clock {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** The browser's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
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

  get isSet(): boolean {
    return this.#timer !== undefined;
  }

  set(ms: number): void {
    this.clear();
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = undefined;
      this.#run();
    }, ms);
  }

  clear(): void {
    if (this.isSet) this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** A connection that lasted this long counts as a good one: its end is a first drop again. */
const LASTED = 5_000;
const FIRST_BACKOFF = 500;
const LAST_BACKOFF = 15_000;

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

/** Keeps a socket open: again at once after the first drop, then after waits with full jitter, so that clients spread out. */
export class Socket {
  readonly #options: SocketOptions;
  readonly #again: Alarm;
  #socket: WebSocket | undefined;
  #openedAt: number | undefined;
  #drops = 0;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#again = new Alarm(options.clock, () => this.#connect());
  }

  get isOpen(): boolean {
    return this.#openedAt !== undefined;
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
      this.#openedAt = clock.now();
      this.#options.onOpen();
    };
    socket.onmessage = event => this.#options.onFrame(parse(event.data));
    socket.onclose = () => this.#dropped();
    // Node's `ws` throws an error that nobody listens for; a close follows it everywhere.
    socket.onerror = () => {};
  }

  #dropped(): void {
    const { clock, random } = this.#options;
    if (this.#openedAt !== undefined && clock.now() - this.#openedAt >= LASTED) this.#drops = 0;
    this.#letGo();
    const most = this.#drops && Math.min(LAST_BACKOFF, FIRST_BACKOFF * 2 ** (this.#drops - 1));
    this.#drops++;
    this.#again.set(most * random());
    this.#options.onDrop(this.#drops);
  }

  #letGo(): void {
    const socket = this.#socket;
    this.#socket = this.#openedAt = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    // CONNECTING or OPEN; by number, since a socket handed in need not have the names.
    if (socket.readyState < 2) socket.close();
  }
}

function parse(data: unknown): unknown {
  try {
    return typeof data === 'string' ? (JSON.parse(data) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

export interface PollerOptions<T> {
  clock: Clock;
  get(signal: AbortSignal): Promise<T>;
  /** Takes an answer or an error; returns after how many ms to ask again at the latest. */
  onAnswer(answer: { value: T } | { error: unknown }): number;
}

/** Asks, one question at a time. What is wanted while one is on its way is asked after it. */
export class Poller<T> {
  readonly #options: PollerOptions<T>;
  readonly #next: Alarm;
  #due = Infinity;
  #notBefore = 0;
  #asking: AbortController | undefined;

  constructor(options: PollerOptions<T>) {
    this.#options = options;
    this.#next = new Alarm(options.clock, () => void this.#ask());
  }

  /** Asks in `ms` at the latest. */
  ask(ms: number): void {
    const at = Math.max(this.#options.clock.now() + ms, this.#notBefore);
    if (at >= this.#due) return;
    this.#due = at;
    if (!this.#asking) this.#arm();
  }

  /** Asks nothing for so long. */
  hold(ms: number): void {
    this.#notBefore = this.#options.clock.now() + ms;
    this.#due = Math.max(this.#due, this.#notBefore);
  }

  stop(): void {
    this.#next.clear();
    this.#due = Infinity;
    this.#asking?.abort();
    this.#asking = undefined;
  }

  #arm(): void {
    if (this.#due < Infinity) this.#next.set(Math.max(0, this.#due - this.#options.clock.now()));
  }

  async #ask(): Promise<void> {
    const asking = (this.#asking = new AbortController());
    this.#due = Infinity;
    let answer: { value: T } | { error: unknown };
    try {
      answer = { value: await this.#options.get(asking.signal) };
    } catch (error) {
      answer = { error };
    }
    if (this.#asking !== asking) return;
    const ms = this.#options.onAnswer(answer);
    // It may have been the last one that was wanted.
    if (this.#asking !== asking) return;
    this.#asking = undefined;
    this.ask(ms);
    this.#arm();
  }
}
