// A picture from a challenge may only become the source of an <img>: nothing else that a URL can be is let through.
import { safeUrl } from '../api/origins.js';

/** Larger ones would take too long to look at, each time they are drawn; and an SVG to be drawn. */
const LARGEST = 5e6;
const LARGEST_SVG = 5e5;

/** The source of an `<img>` for a bare Base64 string, a data URL of an image or a URL over https, whose scheme may be missing; undefined for anything else. */
export function imageSource(raw: string | undefined): string | undefined {
  const text = raw?.trim() ?? '';
  if (text.length > LARGEST) return undefined;
  const isDataUrl = /^data:image\/[\w.+-]+(?:;[\w-]+=[\w.-]+)*;base64,[\w+/=\s-]+$/i.test(text);
  if (isDataUrl) return harmless(text);
  // Browsers tell one bitmap from another by themselves; SVG they must be told. None but a text begins with a blank, a `<` or
  // the mark of UTF-8.
  const type = /^(?:[CDIP]|77u)/.test(text) ? 'svg+xml' : 'png';
  const isBase64 = /^[\w+/\s]{32,}={0,2}$/.test(text);
  return isBase64 ? harmless(`data:image/${type};base64,${text}`) : safeUrl(text.replace(/^\/\//, 'https://'));
}

/** A data URL, unless it is an SVG that multiplies, or that cannot be read; in UTF-16, every other letter is none. */
function harmless(url: string): string | undefined {
  const [type, base64] = url.split(',');
  if (!/svg/i.test(type!)) return url;
  try {
    const svg = type! + atob(base64!).replace(/\0/g, '');
    // What draws a few letters a million times, or works out a million times how: a page would stand still.
    const isHarmful = /<!entity|iso-?2022|href|filter|[<:](pattern|marker|mask|clippath|style|animate|set)/i.test(svg);
    return isHarmful || url.length > LARGEST_SVG ? undefined : url;
  } catch {
    return undefined;
  }
}
