import { createHash } from 'node:crypto';
import { BROKEN_AVATAR } from './catalogue/institutions.js';
import type { Catalogue } from './catalogue/index.js';
import { HttpError, RawReply, type Call } from './http.js';
import { isLogoKind, logo } from './images/logos.js';
import { captcha, qrCode, shape, SHAPES, type ShapeName } from './images/pictures.js';
import type { Route } from './router.js';

/** The pictures of organizations and challenges. As on the API's asset host, nobody has to say who they are. */
export function assetRoutes(catalogue: Catalogue): Route[] {
  return [
    { method: 'GET', path: '/assets/pictures/:file', open: true, handle: call => pictureReply(call) },
    { method: 'GET', path: '/assets/:organization/:file', open: true, handle: call => logoReply(call, catalogue) },
  ];
}

function logoReply(call: Call, catalogue: Catalogue): RawReply {
  const [id = '', file = ''] = call.params;
  const organization = catalogue.organization(id);
  const kind = file.replace(/\.svg$/, '');
  const isThere = organization && organization.avatar !== null && organization.name !== BROKEN_AVATAR;
  if (!isThere || !isLogoKind(kind) || !file.endsWith('.svg')) throw new HttpError(404, 'Not Found');
  return cached(call, Buffer.from(logo(organization.name, kind)), 'image/svg+xml; charset=utf-8');
}

function pictureReply(call: Call): RawReply {
  const name = (call.params[0] ?? '').replace(/\.png$/, '');
  if (name === 'captcha') return cached(call, captcha(), 'image/png');
  if (name === 'qr') return cached(call, qrCode(), 'image/png');
  if (!Object.hasOwn(SHAPES, name)) throw new HttpError(404, 'Not Found');
  return cached(call, shape(name as ShapeName), 'image/png');
}

function cached(call: Call, body: Buffer, type: string): RawReply {
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
  const headers = {
    'Content-Type': type,
    'Cache-Control': 'public, max-age=86400',
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'",
  };
  return call.headers['if-none-match'] === etag ? new RawReply('', headers, 304) : new RawReply(body, headers);
}
