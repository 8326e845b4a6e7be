import type { IncomingHttpHeaders } from 'node:http';
import { isRecord } from './http.js';

/** A request that the sandbox was sent. */
export interface RequestRecord {
  method: string;
  path: string;
  query: string;
  headers: IncomingHttpHeaders;
  body: unknown;
  /** The HTTP status of the answer, once there is one. */
  status?: number;
}

const KEPT = 1000;
const MASK = '***';
const VALUE_KEYS = ['credentials', 'input', 'twofa'];

/** The last requests, for tests to look at. */
export class RequestLog {
  readonly list: RequestRecord[] = [];

  constructor(readonly withValues: boolean) {}

  add(record: RequestRecord): RequestRecord {
    const kept = this.withValues ? record : masked(record);
    this.list.push(kept);
    if (this.list.length > KEPT) this.list.shift();
    return kept;
  }

  clear(): void {
    this.list.length = 0;
  }
}

function masked(record: RequestRecord): RequestRecord {
  const headers = { ...record.headers };
  if (headers.authorization) headers.authorization = MASK;
  return {
    ...record,
    path: record.path.replace(/^(\/v1\/sessions\/)[^/]+/, `$1${MASK}`),
    query: record.query.replace(/((?:token|api_key)=)[^&]*/gi, `$1${MASK}`),
    headers,
    body: maskedBody(record.body),
  };
}

function maskedBody(body: unknown): unknown {
  if (!isRecord(body)) return body === undefined ? undefined : MASK;
  const entries = Object.entries(body).map(([key, value]) => {
    if (key === 'api_key') return [key, MASK];
    return VALUE_KEYS.includes(key) ? [key, namesOnly(value)] : [key, value];
  });
  return Object.fromEntries(entries);
}

function namesOnly(value: unknown): unknown {
  if (!isRecord(value)) return MASK;
  return Object.fromEntries(Object.keys(value).map(name => [name, MASK]));
}
