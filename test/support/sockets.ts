/** What a test sees of a socket, and does to it. */
export class FakeSocket {
  static all: FakeSocket[] = [];
  readonly url: string;
  readyState = 0;
  /** Anything ever sent through it: must stay empty. */
  readonly sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(url: string, protocols?: unknown) {
    if (!/^wss?:/.test(url)) throw new SyntaxError(`not a WebSocket URL: ${url}`);
    if (protocols !== undefined) this.sent.push(protocols);
    this.url = url;
    (this.constructor as typeof FakeSocket).all.push(this);
  }

  send(data: unknown): void {
    this.sent.push(data);
  }

  close(): void {
    this.readyState = 3;
  }

  // From here on: the server's side.

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  /** One frame; strings and binary go out as they are. */
  say(data: unknown): void {
    if (this.readyState !== 1) return;
    const raw = typeof data === 'string' || data instanceof ArrayBuffer || data instanceof Blob;
    this.onmessage?.({ data: raw ? data : JSON.stringify(data) });
  }

  /** The connection breaks, or could not be made. */
  drop(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onerror?.();
    this.onclose?.();
  }
}

export interface FakeSockets {
  /** To hand in as WebSocket. */
  readonly WebSocket: typeof WebSocket;
  readonly all: FakeSocket[];
  /** The one made last. */
  readonly last: FakeSocket;
  /** How many are connecting or open. */
  readonly alive: number;
}

/** A class of its own for each test, so that no socket of another is seen. `onMake` plays the server. */
export function fakeSockets(onMake: (socket: FakeSocket) => void = () => {}): FakeSockets {
  class Socket extends FakeSocket {
    static override all: FakeSocket[] = [];
    constructor(url: string, protocols?: unknown) {
      super(url, protocols);
      onMake(this);
    }
  }
  return {
    WebSocket: Socket as unknown as typeof WebSocket,
    all: Socket.all,
    get last() {
      const socket = Socket.all.at(-1);
      if (!socket) throw new Error('no socket was made');
      return socket;
    },
    get alive() {
      return Socket.all.filter(socket => socket.readyState < 2).length;
    },
  };
}
