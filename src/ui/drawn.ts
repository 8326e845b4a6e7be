/** Whether an element has a place on the screen; `checkVisibility` is not in every browser yet. */
export const isDrawn = (element: Element): boolean => element.getClientRects().length > 0;

/** Whether the focus is in an element already, or nowhere: what a person types elsewhere must not end up in a field of ours. */
export const mayFocus = (element: Element): boolean =>
  element.matches(':focus-within') || (document.activeElement ?? document.body) === document.body;
