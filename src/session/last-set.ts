import { isJob } from './state.js';

/** What a page set last. A framework may hand over a copy of it at each rendering, which is no news; who means it once more sets the very same. */
export class LastSet {
  #value: unknown;
  #text: string | undefined;

  isNews(value: unknown): boolean {
    const text = textOf(value);
    const isCopy = value !== this.#value && text !== undefined && text === this.#text;
    this.#value = value;
    this.#text = text;
    return !isCopy;
  }
}

/** What a copy of a value has in common with it; none where nothing copies it: a job, or what refers to itself. */
export function textOf(value: unknown): string | undefined {
  try {
    return isJob(value) ? undefined : JSON.stringify(value);
  } catch {
    return undefined;
  }
}
