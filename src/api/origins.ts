// Who may be told the session token, and which links and pictures may be shown. Pure.
import { SyncfyError } from './errors.js';

/** The API's base URL where a page names none (seed). */
export const API_BASE = 'https://api.syncfy.com/v1';
/** Where the paths of logos are found where a page names no other place (seed). */
export const ASSETS_BASE = 'https://s.syncfy.com';

/** Syncfy's API under its several names: an answer of one sends the client to another. */
const SIBLINGS = ['https://api.syncfy.com', 'https://sync.paybook.com', 'https://opendata-api.syncfy.com'];

/** What is encrypted or on loopback, without user or password: its origin. */
const SAFE = /^(https:\/\/[^/@]+|http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?)\//;

/**
 * A URL, or undefined where it is none, or none that a server would take; `URL.parse` is too young for some browsers, and a page may
 * call something of its own `URL`.
 */
export function parseUrl(url: string, base?: string): URL | undefined {
  try {
    return url.length > 8000 ? undefined : new globalThis.URL(url, base);
  } catch {
    return undefined;
  }
}

/** `https://host` for wss as well, so that one entry stands for both; undefined where it is neither safe nor loopback. */
const safeOrigin = (url: URL | undefined) => SAFE.exec(url?.href.replace(/^ws/, 'http') ?? '')?.[1];

/**
 * Resolves a URL of the API's answers (absolute, protocol-relative or relative) against the API base, if its host may be told
 * the token: the API itself, its siblings when it is one of Syncfy's hosts, and `trustedOrigins`. https and wss only; http
 * and ws on loopback.
 * @param kind `ws` turns http into ws and https into wss.
 * @throws SyncfyError `untrusted-origin`; the message names the host and nothing else of the URL.
 */
export function resolveTrusted(
  url: string,
  apiBase: string,
  trustedOrigins: readonly string[],
  kind: 'http' | 'ws',
): URL {
  const target = parseUrl(url, apiBase);
  const origin = safeOrigin(target);
  const trusted = [apiBase, ...trustedOrigins].map(one =>
    safeOrigin(parseUrl(one.includes('://') ? one : `https://${one}`)),
  );
  if (SIBLINGS.includes(trusted[0]!)) trusted.push(...SIBLINGS);
  if (!target || !origin || !trusted.includes(origin)) {
    throw new SyncfyError(
      'untrusted-origin',
      `${target?.host ? `${target.protocol}//${target.host}` : 'A URL that cannot be read'} may not be told the token`,
    );
  }
  // The setter refuses no change between http(s) and ws(s): all four are special schemes.
  target.protocol = target.protocol.replace(/^(http|ws)/, kind);
  return target;
}

/** A URL of the API's for pages to see and to keep: a token goes into a header, and into no URL. */
export const withoutToken = (url: string | undefined): string | undefined =>
  url?.replace(/(?<=[?&])[\w-]*token=[^&#]*&?/gi, '');

/** The URL of a link or a picture; anything but https (and http on loopback) gives undefined. */
export function safeUrl(url: string, base?: string): string | undefined {
  const { href = '' } = parseUrl(url, base) ?? {};
  return SAFE.test(href) ? href : undefined;
}

/** {@link safeUrl} of a picture: a path, whether it begins with a slash or not, is put after the assets' base. */
export const safeImageUrl = (path: string, assetsBase: string): string | undefined =>
  safeUrl(path.replace(/^\/(?!\/)/, './'), assetsBase.replace(/\/*$/, '/'));
