import { fold } from '../catalogue/search.js';

/** How long (ms) what is typed counts as one word. */
const PAUSE = 800;

/** Finds, in a list that has the focus, the next name that begins with what is typed. */
export class TypeAhead {
  #text = '';
  #at = 0;

  /** The index of that name; `active` where there is none, undefined where the key is no letter. */
  find(
    { key, altKey, ctrlKey, metaKey, timeStamp }: KeyboardEvent,
    names: readonly string[],
    active: number,
  ): number | undefined {
    const goesOn = this.#text !== '' && timeStamp - this.#at < PAUSE;
    // A space alone presses the row's button.
    if ([...key].length > 1 || altKey || ctrlKey || metaKey || (key === ' ' && !goesOn)) return undefined;
    this.#text = (goesOn ? this.#text : '') + fold(key);
    this.#at = timeStamp;
    const order = names.map((_, i) => (active + i + (goesOn ? 0 : 1)) % names.length);
    return order.find(i => fold(names[i]!).startsWith(this.#text)) ?? active;
  }
}
