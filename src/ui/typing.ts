let typing = false;

/**
 * Whether what somebody did last, in any element, was to type, or to go where one types: they go on, whatever comes, and see only
 * later where it went.
 */
export const isTyping = (): boolean => typing;
export const setTyping = (now: boolean): void => {
  typing = now;
};

/** Whether something happens where one types. */
const isInField = (event: Event) => (event.composedPath()[0] as Element).matches('input,textarea');

function onKeyDown({ key, repeat }: KeyboardEvent): void {
  // What a password manager presses has no key.
  if (!repeat) typing = key?.length === 1 || (typing && key !== 'Enter');
}

/** Where Tab has led to. */
function onKeyUp(event: KeyboardEvent): void {
  if (event.key === 'Tab') typing = isInField(event);
}

function onPress(event: Event): void {
  typing = isInField(event);
}

/** What a browser fills in has no type. */
function onInput(event: Event): void {
  typing ||= !!(event as InputEvent).inputType;
}

/** Sees whether somebody types in an element. */
export function watchTyping(element: HTMLElement): void {
  element.addEventListener('keydown', onKeyDown, true);
  element.addEventListener('keyup', onKeyUp, true);
  element.addEventListener('click', onPress, true);
  element.addEventListener('input', onInput, true);
}
