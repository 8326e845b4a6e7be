/** Whether an element has a place on the screen; `checkVisibility` is not in every browser yet. */
export const isDrawn = (element: Element): boolean => element.getClientRects().length > 0;
