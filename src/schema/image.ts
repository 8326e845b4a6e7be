// A picture from a challenge may only become the source of an <img>: nothing else that a URL can be is let through.
import { safeImageUrl } from '../api/origins.js';

const DATA_URL = /^data:image\/(?:png|jpe?g|gif|webp|svg\+xml)(?:;charset=[\w-]+)?;base64,[\w+/=\s-]+$/i;
const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

const BY_START: readonly (readonly [string, string])[] = [
  ['iVBOR', 'png'],
  ['/9j/', 'jpeg'],
  ['R0lGOD', 'gif'],
  ['UklGR', 'webp'],
  ['PHN2Zy', 'svg+xml'],
  ['PD94bWw', 'svg+xml'],
];

/** The source of an `<img>` for a bare Base64 string, a data URL of an image or a URL over https; undefined for anything else. */
export function imageSource(raw: string | undefined): string | undefined {
  const text = raw?.trim();
  if (!text) return undefined;
  if (/^data:/i.test(text)) return DATA_URL.test(text) ? text : undefined;
  const known = BY_START.find(([start]) => text.startsWith(start));
  if (known && BASE64.test(text)) return `data:image/${known[1]};base64,${text}`;
  return /^https?:/i.test(text) ? safeImageUrl(text, text) : undefined;
}
