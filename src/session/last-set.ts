/** What a page set last. A framework may hand over a copy of it at each rendering, which is no news; who means it once more sets the very same. */
export class LastSet {
  #value: unknown;
  #text: string | undefined;

  isNews(value: unknown): boolean {
    const text = JSON.stringify(value);
    const isCopy = value !== this.#value && text === this.#text;
    this.#value = value;
    this.#text = text;
    return !isCopy;
  }
}
