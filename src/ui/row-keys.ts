import { fold } from '../catalogue/search.js';
import { focusOn } from './focus.js';
import { placeOf, type Windowed } from './windowed.js';

/** How long (ms) what is typed counts as one word. */
const PAUSE = 800;

/**
 * The keys of a long list and of the search above it. Up and down lead from the search through the rows, and back; Enter
 * leads to the first one. In the list, Home, End and the page keys lead far away, and letters to the next name that begins so.
 */
export class RowKeys {
  readonly #list: Windowed;
  readonly #search: () => HTMLElement | null;
  readonly #names: () => readonly string[];
  /** What was typed to come to a name, and when. */
  #typed = '';
  #typedAt = 0;

  /** @param names those of all rows, also of those that are not in the page */
  constructor(list: Windowed, search: () => HTMLElement | null, names: () => readonly string[]) {
    this.#list = list;
    this.#search = search;
    this.#names = names;
  }

  readonly onKey = (event: KeyboardEvent): void => {
    // An input method's keys are its own; Safari tells the last of them by the number alone.
    if (event.isComposing || event.keyCode === 229) return;
    // With a modifier, they are the browser's: to select, or to go to the page's end.
    if (event.altKey || event.ctrlKey || event.metaKey || (event.shiftKey && /^Arrow/.test(event.key))) return;
    const to = this.#placeFor(event);
    if (to === undefined) return;
    if (typeof to === 'number') void this.#list.focus(to);
    else focusOn(to);
    event.preventDefault();
  };

  /** Where a key leads: to an element, or to the row with an index. */
  #placeFor(event: KeyboardEvent): HTMLElement | number | null | undefined {
    const { key } = event;
    const { active, page } = this.#list;
    const entry: Record<string, number> = { ArrowDown: active, Enter: active };
    const row = (event.target as HTMLElement).closest<HTMLElement>('.row');
    if (!row) return entry[key];
    const names = this.#names();
    const leap: Record<string, number> = { Home: 0, End: names.length, PageUp: active - page, PageDown: active + page };
    const step = ({ ArrowDown: 1, ArrowUp: -1 } as Record<string, number>)[key];
    if (!step) return leap[key] ?? this.#named(event, names);
    const rows = [...row.closest('.list')!.querySelectorAll<HTMLElement>('.row')];
    const next = rows[rows.indexOf(row) + step];
    // What comes next in the page may be far away, since those between are not in it.
    if (next && Math.abs(placeOf(next) - active) < 2) return next;
    if (active + step < 0) return this.#search();
    return active + step < names.length ? active + step : row;
  }

  /** The next row whose name begins with what is typed, or else the active one; undefined where the key is no letter. */
  #named({ key, timeStamp }: KeyboardEvent, names: readonly string[]): number | undefined {
    const { active } = this.#list;
    const goesOn = this.#typed !== '' && timeStamp - this.#typedAt < PAUSE;
    // A space alone presses the row's button.
    if ([...key].length > 1 || (key === ' ' && !goesOn)) return undefined;
    this.#typed = (goesOn ? this.#typed : '') + fold(key);
    this.#typedAt = timeStamp;
    const order = names.map((_, i) => (active + i + (goesOn ? 0 : 1)) % names.length);
    return order.find(i => fold(names[i]!).startsWith(this.#typed)) ?? active;
  }
}
