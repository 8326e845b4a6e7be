/**
 * What went wrong, as a page can act on it:
 * - `offline`: the browser says it has no network.
 * - `network`: no answer came (unreachable, CORS, connection cut).
 * - `timeout`: an answer took longer than the client waits.
 * - `no-token`: there is no session token and no way to get one.
 * - `token-expired`: HTTP 401, and a new token could not be had or did not help.
 * - `bad-request` 400, `payment-required` 402, `forbidden` 403, `not-found` 404, `rate-limited` 429, `server` 5xx, `unavailable` 503.
 * - `http`: any other HTTP status that is no success, or a redirect.
 * - `bad-response`: the answer is not JSON, or not of the shape that was asked for.
 * - `unknown-site`: no site has the given id.
 * - `unknown-credential`: no credential has the given id.
 * - `untrusted-origin`: a URL leads to a host that may not be told the token; nothing was sent.
 * - `no-session`: an element found no `<syncfy-session>`.
 * - `invalid-attribute`: an attribute has a value that cannot be used.
 */
export type SyncfyErrorCode =
  | 'offline'
  | 'network'
  | 'timeout'
  | 'no-token'
  | 'token-expired'
  | 'bad-request'
  | 'payment-required'
  | 'forbidden'
  | 'not-found'
  | 'rate-limited'
  | 'server'
  | 'unavailable'
  | 'http'
  | 'bad-response'
  | 'unknown-site'
  | 'unknown-credential'
  | 'untrusted-origin'
  | 'no-session'
  | 'invalid-attribute';

/** The facts of a failure. */
export interface SyncfyErrorOptions {
  httpStatus?: number | undefined;
  rid?: string | undefined;
  /** How long the API asks to wait, in ms (`Retry-After`). */
  retryAfter?: number | undefined;
  cause?: unknown;
}

/** The one error class. Its message is for developers and never holds a token or a typed value. */
export class SyncfyError extends Error {
  override readonly name = 'SyncfyError';
  /** What went wrong. */
  readonly code: SyncfyErrorCode;
  /** The HTTP status, where an answer came; a browser does not tell that of a redirect, which is not followed. */
  readonly httpStatus: number | undefined;
  /** The request id that Syncfy's support asks for, where the answer had one. */
  readonly rid: string | undefined;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** How long the API asks to wait before the next try, in ms. */
  readonly retryAfter: number | undefined;

  constructor(code: SyncfyErrorCode, message: string, options: SyncfyErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.httpStatus = options.httpStatus || undefined;
    this.rid = options.rid;
    this.retryAfter = options.retryAfter;
    this.retryable = /^(offline|network|timeout|rate-limited|server|unavailable|bad-response)$/.test(code);
  }
}

/** That there is no token, and why. */
export const noToken = (code: SyncfyErrorCode, options?: SyncfyErrorOptions): SyncfyError =>
  new SyncfyError(code, 'No session token to be had', options);

const BY_STATUS: Readonly<Record<number, SyncfyErrorCode>> = {
  400: 'bad-request',
  401: 'token-expired',
  402: 'payment-required',
  403: 'forbidden',
  404: 'not-found',
  429: 'rate-limited',
  503: 'unavailable',
};

/** The error code that an HTTP status stands for. */
export function codeOfStatus(status: number): SyncfyErrorCode {
  return BY_STATUS[status] ?? (status >= 500 ? 'server' : 'http');
}

/** Whether the browser knows that it has no network. */
export const isOffline = (): boolean => (globalThis as { navigator?: Navigator }).navigator?.onLine === false;

/** Whether a rejection only says that nobody waits for the answer any more. */
export function isAbort(error: unknown): boolean {
  return (error as Error | undefined)?.name === 'AbortError';
}
