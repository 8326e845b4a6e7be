// A picture from a challenge may only become the source of an <img>: nothing else that a URL can be is let through.
import { safeUrl } from '../api/origins.js';

const DATA_URL = /^data:image\/[\w.+-]+(?:;[\w-]+=[\w.-]+)*;base64,[\w+/=\s-]+$/i;
/** Larger ones would take too long to look at, each time they are drawn. */
const LARGEST = 5e6;
const BASE64 = /^[\w+/\s]{32,}={0,2}$/;

/** The source of an `<img>` for a bare Base64 string, a data URL of an image or a URL over https, whose scheme may be missing; undefined for anything else. */
export function imageSource(raw: string | undefined): string | undefined {
  const text = raw?.trim() ?? '';
  if (text.length > LARGEST) return undefined;
  if (DATA_URL.test(text)) return text;
  // Browsers tell one bitmap from another by themselves; SVG they must be told. None but a text begins with a blank, a `<` or
  // the mark of UTF-8.
  const type = /^(?:[CDIP]|77u)/.test(text) ? 'svg+xml' : 'png';
  return BASE64.test(text) ? `data:image/${type};base64,${text}` : safeUrl(text.replace(/^\/\//, 'https://'));
}
