import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { authorize } from './auth.js';
import type { FaultAction, FaultBox } from './faults.js';
import {
  baseOf,
  CORS_HEADERS,
  envelope,
  envelopeAround,
  HttpError,
  parseBody,
  RawReply,
  readBody,
  Written,
  type Call,
} from './http.js';
import type { Options } from './options.js';
import { maskedPath, type RequestLog, type RequestRecord } from './requests.js';
import type { Router } from './router.js';
import type { Sessions } from './sessions.js';
import type { Sockets } from './sockets.js';

export interface Parts {
  options: Options;
  router: Router;
  sessions: Sessions;
  faults: FaultBox;
  requests: RequestLog;
  sockets: Sockets;
}

interface Reply {
  status: number;
  body: string | Buffer;
  headers: Record<string, string>;
  /** What was wrong with the request: names of elements and options, never a value. */
  problem?: string;
}

/** The HTTP side: reads a request, finds its route, puts the answer into its envelope. */
export function createHttpServer(parts: Parts): Server {
  // Node 20 knows no such option, and takes every offer to upgrade for one that the server wants.
  const options: ServerOptions & { shouldUpgradeCallback: typeof isWebSocket } = { shouldUpgradeCallback: isWebSocket };
  const server = createServer(options, (request, response) => {
    serve(parts, request, response)
      .catch((error: unknown) => send(request, response, errorReply(error, parts.options)))
      // Nothing that goes wrong with one request may end the process.
      .catch(() => response.destroy());
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isWebSocket(request)) return readAnew(server, request, socket, head);
    parts.options.log(`upgrade ${maskedPath(pathOf(request))}`);
    parts.sockets.upgrade(request, socket, head);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => answerGarbage(error, socket));
  return server;
}

function isWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** Has a request read once more without its offer to upgrade, of HTTP/2 mostly: a server may decline by an answer in HTTP/1.1. */
function readAnew(server: Server, request: IncomingMessage, socket: Duplex, rest: Buffer): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() !== 'upgrade') lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), rest]));
  server.emit('connection', socket);
}

async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.on('error', () => response.destroy());
  if (request.method === 'OPTIONS') {
    request.resume();
    return send(request, response, { status: 204, body: '', headers: {} });
  }
  const reply = await replyTo(parts, request);
  if (!reply) return;
  const { status } = reply;
  // A name may hold whatever was sent: it is one line, and no command to a terminal.
  const problem = reply.problem?.replace(/\p{Cc}/gu, ' ').slice(0, 200);
  parts.options.log([request.method, maskedPath(pathOf(request)), status, problem].filter(Boolean).join(' '));
  send(request, response, reply);
}

/** The answer to a request, whatever it is: this never throws. None where a fault leaves the client without one. */
async function replyTo(parts: Parts, request: IncomingMessage): Promise<Reply | undefined> {
  const method = methodOf(request);
  const path = pathOf(request);
  let record: RequestRecord = { method, path, query: '', headers: request.headers, body: undefined };
  let reply: Reply | undefined;
  try {
    const content = await contentOf(request);
    const url = urlOf(request);
    record = keep(parts, { ...record, query: url.search.slice(1), body: content.body });
    const fault = parts.faults.ruleFor(method, path);
    const faulty = fault && (await happen(fault, request));
    if (faulty === 'no answer') return undefined;
    reply = faulty ?? (await dispatch(parts, callOf(parts, request, url, content)));
  } catch (error) {
    if (!parts.requests.list.includes(record)) record = keep(parts, record);
    reply = errorReply(error, parts.options);
  }
  record.status = reply.status;
  return reply;
}

/** The body, or what is wrong with it: who may not call at all is told so first. */
async function contentOf(request: IncomingMessage): Promise<Pick<Call, 'body' | 'problem'>> {
  try {
    return { body: parseBody(await readBody(request), request.headers['content-type']) };
  } catch (error) {
    if (error instanceof HttpError) return { body: undefined, problem: error };
    throw error;
  }
}

function keep({ requests }: Parts, record: RequestRecord): RequestRecord {
  return record.path.startsWith('/sandbox') ? record : requests.add(record);
}

function callOf({ options }: Parts, request: IncomingMessage, url: URL, content: Pick<Call, 'body' | 'problem'>): Call {
  return {
    method: methodOf(request),
    path: url.pathname,
    params: [],
    query: url.searchParams,
    headers: request.headers,
    ...content,
    base: baseOf(request.headers, `${options.host}:${request.socket.localPort}`),
  };
}

async function dispatch({ router, sessions }: Parts, call: Call): Promise<Reply> {
  const { route, params } = router.find(call.method, call.path);
  const routed = { ...call, params };
  const caller = route.open ? ({ kind: 'nobody' } as const) : authorize(routed, sessions);
  if (call.problem) throw call.problem;
  const result = await route.handle(routed, caller);
  if (result instanceof RawReply) return { status: result.status, body: result.body, headers: result.headers };
  if (result instanceof Written) return json(200, envelopeAround(result));
  return json(200, envelope(200, result, null, null));
}

function errorReply(error: unknown, options: Options): Reply {
  if (error instanceof HttpError) {
    const reply = json(error.status, envelope(error.status, null, error.message, error.errors), error.headers);
    return { ...reply, problem: error.message };
  }
  options.log(`error ${error instanceof Error ? error.name : 'unknown'}`);
  return json(500, envelope(500, null, 'Internal Server Error', null));
}

function json(status: number, body: string | Buffer, headers: Record<string, string> = {}): Reply {
  const all = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...headers };
  return { status, body, headers: all };
}

/** Lets a fault happen. Nothing comes back where the true answer still follows. */
async function happen(fault: FaultAction, request: IncomingMessage): Promise<Reply | 'no answer' | undefined> {
  if (fault.delayMs) await sleep(fault.delayMs, undefined, { ref: false });
  if (fault.hang) return 'no answer';
  if (fault.reset) {
    request.socket.resetAndDestroy();
    return 'no answer';
  }
  const { status = 200, body, message = 'Fault', contentType = 'text/html; charset=utf-8' } = fault;
  const retry: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) };
  if (body !== undefined) return { status, body, headers: { 'Content-Type': contentType, ...retry } };
  return fault.status === undefined ? undefined : json(status, envelope(status, null, message, null), retry);
}

function send(request: IncomingMessage, response: ServerResponse, { status, body, headers }: Reply): void {
  if (response.destroyed) return;
  const length = status === 204 || status === 304 ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...CORS_HEADERS, ...headers, ...length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The method that is meant. The API lets a POST say that it is another one. */
function methodOf(request: IncomingMessage): string {
  const method = request.method ?? 'GET';
  const override = String(request.headers['x-http-method-override'] ?? '').toUpperCase();
  return method === 'POST' && ['GET', 'PUT', 'DELETE'].includes(override) ? override : method;
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

function urlOf(request: IncomingMessage): URL {
  const target = request.url ?? '/';
  // A target may be absolute, as a proxy writes it; one that starts with two slashes is a path all the same.
  const text = target.startsWith('/') ? `http://sandbox${target}` : target;
  if (!URL.canParse(text)) throw new HttpError(400, 'Bad Request: the URL cannot be read');
  return new URL(text);
}

function answerGarbage(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, message] =
    error.code === 'HPE_HEADER_OVERFLOW' ? [431, 'Request Header Fields Too Large'] : [400, 'Bad Request'];
  const body = envelope(Number(status), null, String(message), null);
  const cors = Object.entries(CORS_HEADERS).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${status} ${message}\r\nContent-Type: application/json\r\n${cors.join('')}` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
