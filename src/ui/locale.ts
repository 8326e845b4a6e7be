import type { SessionState } from '../session/state.js';

/** The language that an element stands in: that of the nearest `lang`, through shadow roots too. */
function langAround(element: Element | undefined): string | undefined {
  if (!element) return undefined;
  return element.closest('[lang]')?.getAttribute('lang') || langAround((element.getRootNode() as ShadowRoot).host);
}

/**
 * The locale that an element speaks: its session's, else the page's, else the browser's. A language alone is written as in the
 * session's country: Spanish has a comma in Mexico's thousands, and a full stop in Spain's.
 */
export function localeOf(element: Element, { locale, country }: SessionState): string {
  const named = locale || (langAround(element) ?? navigator.language);
  const withCountry = `${named}-${country}`;
  return /^[a-z]{2}-[a-z]{2}$/i.test(withCountry) ? withCountry : named;
}
