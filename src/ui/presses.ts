import { isDrawn } from './drawn.js';

/** How long (ms), and how far (px), from a press another one may be meant for what was there before. */
const SOON = 700;
const NEAR = 24;

/** The button that was pressed last, in whichever element; it keeps none that is gone. */
let pressed: WeakRef<Element> | undefined;
/** Where and when anything was pressed last. */
let [x, y, at] = [0, 0, -SOON];
/** Where the key went down that may still be held. */
let held: WeakRef<EventTarget> | undefined;

/**
 * The second half of a double click is not for what has come in the place of what was pressed, where it takes no focus either, nor does
 * it take back what the first one did, such as opening a row. A button that a page puts in is pressed as often as one likes.
 * An impatient tap need not count as the second, since a touch screen counts to three: it cancels nothing.
 */
function ignoreSecondClick(event: MouseEvent): void {
  const button = event.composedPath().find(one => (one as Element).localName === 'button') as HTMLElement | undefined;
  // Each button of the elements has a part.
  const part = button?.getAttribute('part') ?? '';
  const before = pressed?.deref();
  const mayRepeat = button === before && !part;
  const { clientX, clientY, detail, timeStamp } = event;
  // What a key or a script presses is nowhere.
  const isPress = event.isTrusted && detail > 0;
  const isSamePlace = isPress && timeStamp - at < SOON && Math.hypot(clientX - x, clientY - y) < NEAR;
  const isImpatient = isSamePlace && part.includes('cancel') && button !== before && !(before && isDrawn(before));
  [x, y, at] = [clientX, clientY, timeStamp];
  if ((detail < 2 && !isImpatient) || mayRepeat) {
    pressed = button && new WeakRef(button);
    // Safari gives it to no button by itself: what comes next would not know where the user has come from.
    if (isPress && part && event.type === 'click') button!.focus({ preventScroll: true });
  } else {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

/**
 * One Escape closes one thing: a picture that is enlarged, not the dialog around it, too. What is still held down presses and closes
 * nothing on the next screen, nor does it fill a field there.
 */
function takeKeyOnce(event: KeyboardEvent): void {
  const { key, repeat } = event;
  const root = (event.currentTarget as Element).shadowRoot;
  const large = key === 'Escape' && root?.querySelector<HTMLElement>(':popover-open');
  // WebKit, and Chrome before 126, would close both.
  if (large) {
    event.preventDefault();
    large.hidePopover();
  }
  const target = event.composedPath()[0]!;
  const isElsewhere = key?.length === 1 && target !== held?.deref();
  const isEnd = /Enter|Escape/.test(key) && !(target instanceof HTMLTextAreaElement);
  if (!repeat) held = new WeakRef(target);
  else if (isElsewhere || isEnd) event.preventDefault();
}

/** Whoever types has seen what is there. */
const onInput = () => {
  at = -SOON;
};

/** Keeps an element from taking one press for two. */
export function ignoreRepeatedPresses(element: HTMLElement): void {
  for (const type of ['mousedown', 'click'] as const) element.addEventListener(type, ignoreSecondClick, true);
  element.addEventListener('keydown', takeKeyOnce, true);
  element.addEventListener('input', onInput, true);
}
