import type { SessionState } from '../session/state.js';

/** The language that an element stands in: that of the nearest `lang`, through shadow roots too. */
function langAround(element: Element): string | undefined {
  for (let node: Node | null = element; node; node = (node.getRootNode() as ShadowRoot).host ?? null) {
    const lang = (node as Element).closest('[lang]')?.getAttribute('lang');
    if (lang) return lang;
  }
  return undefined;
}

/** The locale that an element speaks: its session's, else the page's, else the browser's. */
export const localeOf = (element: Element, session: SessionState): string =>
  session.locale ?? langAround(element) ?? navigator.language;
