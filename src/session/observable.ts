/** Something that elements watch: they are told after each change, and ask for what they need. */
export class Observable {
  readonly #listeners = new Set<() => void>();

  /** Calls the listener after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  protected changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
