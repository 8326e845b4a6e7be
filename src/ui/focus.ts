import { isDrawn } from './drawn.js';

/**
 * Whether the focus may come to an element: it is there already, or nowhere, or on a button, or in an empty field, of another element of the same flow.
 * Two `<syncfy-connect>` share the session's flow alone, and leave each other the focus. What a person types elsewhere must not
 * end up in a field of ours.
 */
export function mayFocus(element: Element & { flow?: unknown }): boolean {
  // In another frame of the page.
  if (globalThis.parent !== self && !document.hasFocus()) return false;
  let at: Element = document.body;
  let isOurs = false;
  // Of a window that is not the active one, WebKit says that nothing in it has the focus.
  let isHere = false;
  for (let next = document.activeElement; next; next = next.shadowRoot?.activeElement ?? null) {
    at = next;
    isHere ||= element.contains(at);
    isOurs ||= at.localName !== 'syncfy-connect' && (at as typeof element).flow === element.flow;
  }
  return at === document.body || isHere || (isOurs && !(at as HTMLInputElement).value);
}

/**
 * Leads the user on, in a page's own layout, from another element of the same flow that they have come from. All of it comes in
 * sight: it may stand anywhere.
 */
export function leadTo(element: Element & { flow?: unknown; focusStart(): void }): void {
  if (document.activeElement === document.body || element.matches(':focus-within')) return;
  if (!isDrawn(element) || !mayFocus(element)) return;
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
