import type { IncomingHttpHeaders } from 'node:http';
import { isRecord, type Fields } from './http.js';

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

/** What may be shown: what the sandbox reads, and nobody types. A secret under a wrong name is none of it. */
const SHOWN = words(
  'id_user id_credential id_site id_site_organization id_site_organization_type id_country input_name',
  'save_credential test locale is_business is_personal order skip limit fields',
);
const SHOWN_HEADERS = words(
  'accept accept-encoding accept-language cache-control connection content-length content-type dnt host origin',
  'sec-fetch-dest sec-fetch-mode sec-fetch-site transfer-encoding upgrade user-agent x-app-version',
  'x-forwarded-host x-forwarded-proto x-http-method-override x-requested-with',
);
/** Where what is typed belongs: the names in them are shown. */
const TYPED = ['credentials', 'input', 'twofa'];

function words(...lines: string[]): Set<string> {
  return new Set(lines.join(' ').split(' '));
}

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

/** A path without the token that some have in them. */
export function maskedPath(path: string): string {
  return path.replace(/(\/v1\/+sessions\/+)[^/]+/, `$1${MASK}`);
}

function masked(record: RequestRecord): RequestRecord {
  return {
    ...record,
    path: maskedPath(record.path),
    query: record.query.replace(/[^&]+/g, maskedParameter),
    headers: maskedFields(record.headers, SHOWN_HEADERS) as IncomingHttpHeaders,
    body: maskedBody(record.body),
  };
}

function maskedParameter(parameter: string): string {
  const [name = ''] = parameter.split('=', 1);
  if (SHOWN.has(name)) return parameter;
  return parameter.includes('=') ? `${name}=${MASK}` : MASK;
}

function maskedBody(body: unknown): unknown {
  if (!isRecord(body)) return body === undefined ? undefined : MASK;
  const names = TYPED.flatMap(key => (isRecord(body[key]) ? [[key, maskedFields(body[key])]] : []));
  return { ...maskedFields(body, SHOWN), ...Object.fromEntries(names) };
}

function maskedFields(fields: Fields, shown?: Set<string>): Fields {
  const entries = Object.entries(fields);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, shown?.has(name) && typeof value !== 'object' ? value : MASK]),
  );
}
