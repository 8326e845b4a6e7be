// A job's socket: opened anew whenever it breaks. What its frames mean is for others to say (history.ts); when GET is asked
// beside it, too (job.ts).
import { parseJson } from '../api/schemas.js';
import { Repeater, backoff, type Clock } from './timing.js';

/** Before a socket is opened anew, in ms: after the first drop, and how long one was open that counts as a good one. */
const FIRST_REOPEN = 500;
const LASTED = 5_000;

/** What a job needs of a WebSocket: the browser's has it, and that of Node's `ws`, whose types have little else in common. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  close(): void;
}

/** Who is told what the socket does. */
interface Listener {
  onOpen(openedAt: number): void;
  onFrame(data: unknown): void;
  onDrop(drops: number): void;
}

export class JobSocket {
  /** When the one that is open was opened; undefined where none is. */
  openedAt: number | undefined;
  /** Whether something of use has come through it, as its listener finds. */
  proven = false;
  /** How many broke in a row. */
  #drops = 0;
  readonly #connect: () => SocketLike;
  readonly #listener: Listener;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #opener: Repeater;

  constructor(connect: () => SocketLike, listener: Listener, clock: Clock, random: () => number) {
    this.#connect = connect;
    this.#listener = listener;
    this.#clock = clock;
    this.#random = random;
    this.#opener = new Repeater(clock, signal => this.#listen(signal));
  }

  /** Opens it, or opens it anew: the drops so far are forgotten. */
  start(): void {
    this.#drops = 0;
    this.#opener.start();
  }

  stop(): void {
    this.#opener.stop();
  }

  /** One connection, until it breaks; answers when to open the next, in ms. */
  #listen(signal: AbortSignal): Promise<number> {
    return new Promise(resolve => {
      const drop = () => resolve(this.#onDrop());
      let socket: SocketLike;
      try {
        socket = this.#connect();
      } catch {
        // Mixed content, or a policy of the page.
        return drop();
      }
      signal.addEventListener('abort', () => {
        this.#hangUp();
        socket.onopen = socket.onmessage = socket.onclose = null;
        // CONNECTING or OPEN; by number, since a socket handed in need not have the names.
        if (socket.readyState < 2) socket.close();
      });
      socket.onopen = () => this.#listener.onOpen((this.openedAt = this.#clock.now()));
      socket.onmessage = (event: { data: unknown }) => this.#listener.onFrame(parseJson(String(event.data)));
      socket.onclose = drop;
      // Node's `ws` throws an error that nobody listens for; a close follows it everywhere.
      socket.onerror = () => {};
    });
  }

  #onDrop(): number {
    const lasted = this.openedAt !== undefined && this.#clock.now() - this.openedAt >= LASTED;
    this.#drops = lasted ? 1 : this.#drops + 1;
    this.#hangUp();
    this.#listener.onDrop(this.#drops);
    return backoff(this.#drops, FIRST_REOPEN, this.#random);
  }

  #hangUp(): void {
    this.openedAt = undefined;
    this.proven = false;
  }
}
