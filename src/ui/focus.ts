/**
 * Whether the focus may come to an element: it is there already, or nowhere, or on one of our buttons. What a person types
 * elsewhere must not end up in a field of ours.
 */
export function mayFocus(element: Element): boolean {
  // In another frame of the page.
  if (parent !== self && !document.hasFocus()) return false;
  let at = document.activeElement ?? document.body;
  const isOurs = at.localName.startsWith('syncfy-');
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at === document.body || element.matches(':focus-within') || (isOurs && !at.matches('input,select,textarea'));
}
