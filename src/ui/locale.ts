import type { SessionState } from '../session/state.js';

/** The language that an element stands in: that of the nearest `lang`, through shadow roots too. */
function langAround(element: Element | undefined): string | undefined {
  if (!element) return undefined;
  return element.closest('[lang]')?.getAttribute('lang') || langAround((element.getRootNode() as ShadowRoot).host);
}

/** The locale that an element speaks: its session's, else the page's, else the browser's. */
export const localeOf = (element: Element, session: SessionState): string =>
  session.locale ?? langAround(element) ?? navigator.language;
