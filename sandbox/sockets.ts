import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { reworded } from './challenges.js';
import type { FaultBox } from './faults.js';
import { envelope } from './http.js';
import type { Job, SocketFaults } from './jobs.js';
import type { Runs } from './runs.js';
import { isEnd, type Entry } from './scenarios.js';

const HEARTBEAT_MS = 30_000;
const SHORTEST_GOODBYE_MS = 50;

/** The status sockets: one for each `/v1/status/{id_job}`, asked for by nobody's token. */
export class Sockets {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false });
  readonly #alive = new WeakSet<WebSocket>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(
    readonly runs: Runs,
    readonly faults: FaultBox,
  ) {
    this.#heartbeat = setInterval(() => this.#dropDead(), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const id = /^\/v1\/status\/([^/?]+)\/?(?:\?|$)/.exec(request.url ?? '')?.[1];
    const job = id === undefined ? undefined : this.runs.get(id);
    if (!job) return refuse(socket, 404, 'Not Found');
    const faults = this.faults.socketFaults(job.faults);
    if (this.faults.refuses(faults)) return refuse(socket, 503, 'Service Unavailable');
    this.#server.handleUpgrade(request, socket, head, client => this.#serve(client, job, faults));
  }

  /** Ends the sockets of jobs that are no more. */
  reset(): void {
    for (const client of this.#server.clients) client.close(1001);
  }

  close(): void {
    clearInterval(this.#heartbeat);
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #serve(client: WebSocket, job: Job, faults: SocketFaults): void {
    this.#alive.add(client);
    client.on('pong', () => this.#alive.add(client));
    client.on('error', () => client.terminate());
    if (faults.silent) return;
    const feed = new Feed(client, faults, this.faults.dropAfter(faults), job.pace);
    const listen = (entry: Entry): void => feed.send(entry);
    job.listeners.add(listen);
    client.on('close', () => job.listeners.delete(listen));
    for (const entry of missed(job, faults)) feed.send(entry);
    if (job.ended) feed.sayGoodbye();
  }

  #dropDead(): void {
    for (const client of this.#server.clients) {
      if (!this.#alive.delete(client)) client.terminate();
      else client.ping();
    }
  }
}

function missed(job: Job, { replay = 'last' }: SocketFaults): Entry[] {
  const entries = job.history.map(({ entry }) => entry);
  if (replay === 'all') return entries;
  return replay === 'last' ? entries.slice(-1) : [];
}

/** What one client is sent. */
class Feed {
  #sent = 0;
  #saysGoodbye = false;

  constructor(
    readonly client: WebSocket,
    readonly faults: SocketFaults,
    readonly dropAfter: number | undefined,
    readonly pace: number,
  ) {
    if (dropAfter === 0) client.terminate();
  }

  send(entry: Entry): void {
    const lag = this.faults.lagMs ?? 0;
    if (lag > 0) setTimeout(() => this.#deliver(entry), lag).unref();
    else this.#deliver(entry);
  }

  /** Closes a moment after the last frame, as the API does once there is nothing more to say. */
  sayGoodbye(): void {
    if (this.#saysGoodbye) return;
    this.#saysGoodbye = true;
    const wait = Math.max(this.pace, SHORTEST_GOODBYE_MS) + (this.faults.lagMs ?? 0);
    setTimeout(() => this.client.close(1000), wait).unref();
  }

  #deliver(entry: Entry): void {
    if (this.client.readyState !== this.client.OPEN) return;
    for (const frame of framesOf(entry, this.faults.frames)) this.client.send(frame);
    this.#sent++;
    if (this.dropAfter !== undefined && this.#sent >= this.dropAfter) this.client.terminate();
    else if (isEnd(entry.code)) this.sayGoodbye();
  }
}

function framesOf(entry: Entry, kind: SocketFaults['frames']): string[] {
  const frame = JSON.stringify(entry);
  if (kind === 'junk') return ['not json {', frame];
  if (kind === 'array') return [JSON.stringify([entry])];
  if (kind === 'reworded' && entry.twofa) return [JSON.stringify({ ...entry, twofa: entry.twofa.map(reworded) })];
  return kind === 'duplicate' ? [frame, frame] : [frame];
}

function refuse(socket: Duplex, status: number, message: string): void {
  const body = envelope(status, null, message, null);
  socket.end(
    `HTTP/1.1 ${status} ${message}\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
