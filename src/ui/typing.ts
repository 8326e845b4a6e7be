/** What a person fills in. */
export const FIELDS = 'input,select,textarea';

let typing = false;

/**
 * Whether what somebody did last, in any element, was to type, or to go where one types: they go on, whatever comes, and see only
 * later where it went.
 */
export const isTyping = (): boolean => typing;
export const setTyping = (now: boolean): void => {
  typing = now;
};

const targetOf = (event: Event) => event.composedPath()[0] as Element;
/** Whether something happens where one types; in a select, one chooses. */
const isInField = (event: Event) => targetOf(event).matches('input,textarea');

function onKeyDown({ key }: KeyboardEvent): void {
  // What a password manager presses has no key.
  typing = key?.length === 1 || (typing && key !== 'Enter');
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

/**
 * A key that has done something here is for nothing else, such as a page's shortcut. Whoever sees it from outside sees no field in an
 * element, takes a letter of a password for a wish to search, and puts the rest of it there. Of a page's own field in a slot, all is the
 * page's.
 */
function keepKey(event: KeyboardEvent): void {
  const target = targetOf(event);
  const isTyped = target.matches(FIELDS) && !event.ctrlKey && !event.metaKey && !/Esc|Tab|^F./.test(event.key);
  const isOurs = (event.currentTarget as Element).shadowRoot!.contains(target);
  if (isOurs && (isTyped || event.defaultPrevented)) event.stopPropagation();
}

/** Sees whether somebody types in an element, and keeps from the page's shortcuts what they do. */
export function watchTyping(element: HTMLElement): void {
  element.addEventListener('keydown', onKeyDown, true);
  element.addEventListener('keyup', onKeyUp, true);
  element.addEventListener('click', onPress, true);
  element.addEventListener('input', onInput, true);
  for (const type of ['keydown', 'keypress', 'keyup'] as const) element.addEventListener(type, keepKey);
}
