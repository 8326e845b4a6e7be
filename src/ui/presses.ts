/** The button that was pressed last, in whichever element; it keeps none that is gone. */
let pressed: WeakRef<EventTarget> | undefined;

/**
 * The second half of a double click is not for what has come in the place of what was pressed, where it takes no focus either, nor does
 * it take back what the first one did, such as opening a row. A button that a page puts in is pressed as often as one likes.
 */
function ignoreSecondClick(event: MouseEvent): void {
  const button = event.composedPath().find(one => (one as Element).localName === 'button') as Element | undefined;
  // Each button of the elements has a part.
  const mayRepeat = button === pressed?.deref() && !button?.part.length;
  if (event.detail < 2 || mayRepeat) pressed = button && new WeakRef(button);
  else {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

/** Enter that is still held down presses nothing on the next screen. */
function ignoreHeldEnter(event: KeyboardEvent): void {
  if (event.repeat && event.key === 'Enter' && !(event.composedPath()[0] instanceof HTMLTextAreaElement))
    event.preventDefault();
}

/** Keeps an element from taking one press for two. */
export function ignoreRepeatedPresses(element: HTMLElement): void {
  for (const type of ['mousedown', 'click'] as const) element.addEventListener(type, ignoreSecondClick, true);
  element.addEventListener('keydown', ignoreHeldEnter, true);
}
