import { localizer, type Localizer } from '../i18n/localize.js';
import type { SessionState } from '../session/state.js';

/** The language that an element stands in: that of the nearest `lang`, through shadow roots too. */
function langAround(element: Element): string | undefined {
  for (let node: Node | null = element; node; node = (node.getRootNode() as ShadowRoot).host ?? null) {
    const lang = (node as Element).closest('[lang]')?.getAttribute('lang');
    if (lang) return lang;
  }
  return undefined;
}

/** The texts that an element speaks with: its session's locale, else the page's, else the browser's. */
export function localizerFor(element: Element, session: SessionState): Localizer {
  return localizer(session.locale ?? langAround(element) ?? navigator.language, session.messages);
}
