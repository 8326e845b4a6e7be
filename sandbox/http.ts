import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** Of requests, exactly what the API's own preflight allows; a client that needs more must fail here as it would there. */
export const CORS_HEADERS: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE, OPTIONS',
  'Access-Control-Allow-Headers':
    'Authorization, Content-Type, DNT, Origin, Referer, Sec-Fetch-Mode, User-Agent, X-App-Version, X-Requested-With',
  // Or a page on another origin, as every page is to the API, could not obey a 429.
  'Access-Control-Expose-Headers': 'Retry-After',
};

/** A problem with one value of a request. */
export interface Problem {
  field: string;
  message: string;
}

/** Ends a request with an error envelope. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errors: Problem[] | null = null,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** An answer that is not the envelope: a picture, a page. */
export class RawReply {
  constructor(
    readonly body: string | Buffer,
    readonly headers: Record<string, string>,
    readonly status = 200,
  ) {}
}

/** What goes into the envelope, written once for all who ask for it. */
export class Written {
  readonly json: Buffer;

  constructor(response: unknown) {
    this.json = Buffer.from(JSON.stringify(response));
  }
}

export function envelope(code: number, response: unknown, message: string | null, errors: Problem[] | null): string {
  return JSON.stringify({ rid: randomUUID(), code, errors, status: code < 400, message, response });
}

/** An envelope around what is written already. */
export function envelopeAround({ json }: Written): Buffer {
  const empty = envelope(200, null, null, null);
  return Buffer.concat([Buffer.from(empty.replace(/null}$/, '')), json, Buffer.from('}')]);
}

/** Where this very client reached the sandbox, so that the URLs it is given lead back through the same proxy. */
export interface Base {
  http: string;
  ws: string;
}

export function baseOf(headers: IncomingHttpHeaders, fallbackHost: string): Base {
  const first = (name: string): string =>
    String(headers[name] ?? '')
      .split(',')[0]!
      .trim();
  const named = [first('x-forwarded-host'), headers.host ?? ''];
  const host = named.find(name => /^[\w.\-:[\]]{1,255}$/.test(name)) ?? fallbackHost;
  const secure = first('x-forwarded-proto').toLowerCase() === 'https' ? 's' : '';
  return { http: `http${secure}://${host}`, ws: `ws${secure}://${host}` };
}

/** What a route's handler is told. */
export interface Call {
  method: string;
  path: string;
  params: string[];
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: unknown;
  /** What is wrong with the body; it has then none. */
  problem?: HttpError;
  base: Base;
}

/** A file of 10,000,000 bytes, the largest that a form sends by default, is 13,333,336 letters of Base64. */
const MAX_BODY = 14 * 1024 * 1024;
const MAX_DRAINED = 8 * MAX_BODY;
const MAX_DEPTH = 100;

/** Reads to the end even what is too large: a client still writing would otherwise see a reset instead of the 413. */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
    else chunks.length = 0;
    if (size > MAX_DRAINED) break;
  }
  if (size > MAX_BODY) throw new HttpError(413, 'Payload Too Large');
  return Buffer.concat(chunks);
}

/** JSON whatever the content type says, as curl's `-d` sends it; forms too. */
export function parseBody(raw: Buffer, contentType: string | undefined): unknown {
  const text = raw.toString('utf8').trim();
  if (text === '') return undefined;
  const body = parseText(text, contentType);
  if (isDeeper(body, MAX_DEPTH)) throw new HttpError(400, 'Bad Request: the body is nested too deeply');
  return body;
}

function parseText(text: string, contentType: string | undefined): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What has no `=` is no form but a value by itself, and must become no name.
    const isForm = /^application\/x-www-form-urlencoded/i.test(contentType ?? '') && text.includes('=');
    if (isForm && !/^[[{"]/.test(text)) return Object.fromEntries(new URLSearchParams(text));
    throw new HttpError(400, 'Bad Request: the body is not valid JSON');
  }
}

/** JSON is read at any depth, but not written: what is deeper could never be shown again. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some(item => isDeeper(item, levels - 1));
}

export type Fields = Record<string, unknown>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body as an object; an absent one is an empty one. */
export function fieldsOf(call: Call): Fields {
  if (call.body === undefined || call.body === null) return {};
  if (!isRecord(call.body)) throw new HttpError(400, 'Bad Request: the body must be a JSON object');
  return call.body;
}
