import { isDrawn } from './drawn.js';
import { FIELDS, isTyping } from './typing.js';

/** An element of ours, as far as the focus goes. */
export interface Focusable extends Element {
  flow?: unknown;
  focusStart(): void;
}

/**
 * From where the focus could come to an element: from nowhere, from within it, or from another element of the same flow, where
 * nothing is being typed. Two `<syncfy-connect>` share the session's flow alone, and leave each other the focus. What a person
 * types must not end up in another field: one that is typed in keeps the focus as long as it is there.
 */
function focusFrom(element: Focusable): 'nowhere' | 'here' | 'flow' | undefined {
  // In another frame of the page.
  if (globalThis.parent !== self && !document.hasFocus()) return undefined;
  let at: Element = document.body;
  let isHere = false;
  let isOurs = false;
  // Not by :focus-within: of a window that is not the active one, WebKit says that nothing in it has the focus.
  for (let next = document.activeElement; next; next = next.shadowRoot?.activeElement ?? null) {
    at = next;
    isHere ||= element.contains(at);
    isOurs ||= at.localName !== 'syncfy-connect' && (at as Focusable).flow === element.flow;
  }
  if (at === document.body) return 'nowhere';
  const isField = at.matches(FIELDS);
  // A field that is typed in; and any that the page has put in a slot, which is the page's.
  const isKept = isField && isDrawn(at) && (isTyping() || at.getRootNode() === element.getRootNode());
  if (isHere) return isKept ? undefined : 'here';
  // What is in no form is the picker's: who goes there begins something else.
  return isOurs && !isTyping() && (!isField || (at as HTMLInputElement).form) ? 'flow' : undefined;
}

/** Whether the focus may come to an element. */
export const mayFocus = (element: Focusable): boolean => focusFrom(element) !== undefined;

/**
 * Leads the user on, in a page's own layout, from another element of the same flow that they have come from. All of it comes in
 * sight: it may stand anywhere.
 */
export function leadTo(element: Focusable): void {
  if (!isDrawn(element) || focusFrom(element) !== 'flow') return;
  element.focusStart();
  element.scrollIntoView({ block: 'nearest' });
}

/** Calls each time the user does something in an element. */
export function whenBegun(element: Element, then: () => void): void {
  for (const type of ['click', 'focusin']) element.addEventListener(type, then);
}

/** Puts the focus on an element, and all of it in sight: Firefox does not move one that is there in part, no browser one that has the focus. */
export const focusOn = (element: HTMLElement | null | undefined): void => {
  element?.focus();
  element?.scrollIntoView({ block: 'nearest' });
};
