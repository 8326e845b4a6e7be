import { HttpError, type Call } from './http.js';
import type { Caller } from './auth.js';

/** Answers a call with what goes into the envelope, or with a `RawReply`. */
export type Handler = (call: Call, caller: Caller) => unknown;

export interface Route {
  method: string;
  /** `:name` stands for one segment. */
  path: string;
  /** No token and no API key are asked for. */
  open?: boolean;
  handle: Handler;
}

export interface Found {
  route: Route;
  params: string[];
}

/** Looks a request up among the routes. */
export class Router {
  readonly #routes: { route: Route; segments: string[] }[];

  constructor(routes: Route[]) {
    this.#routes = routes.map(route => ({ route, segments: split(route.path) }));
  }

  find(method: string, path: string): Found {
    const segments = split(path);
    const wanted = method === 'HEAD' ? 'GET' : method;
    const allowed = new Set<string>();
    for (const { route, segments: pattern } of this.#routes) {
      const params = match(pattern, segments);
      if (!params) continue;
      if (route.method === wanted) return { route, params };
      allowed.add(route.method);
    }
    if (allowed.size === 0) throw new HttpError(404, 'Not Found');
    throw new HttpError(405, 'Method Not Allowed', null, { Allow: [...allowed].join(', ') });
  }
}

function split(path: string): string[] {
  return path.split('/').filter(segment => segment !== '');
}

function match(pattern: string[], segments: string[]): string[] | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: string[] = [];
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) params.push(decode(segment));
    else if (part !== segment) return undefined;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new HttpError(400, 'Bad Request: the URL is badly encoded');
  }
}
