/** Something that is watched: whoever watches is told after each change, and asks for what it needs. */
export class Observable {
  // A listener that throws keeps nobody else from being told, and the page sees its fault.
  readonly #changes = new EventTarget();

  /** Calls the listener after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    const call = () => listener();
    this.#changes.addEventListener('change', call);
    return () => this.#changes.removeEventListener('change', call);
  }

  /** Tells whoever watches. */
  changed(): void {
    // MooTools has an Event of its own; Next.js's edge runtime has no CustomEvent.
    this.#changes.dispatchEvent(new (globalThis.CustomEvent ?? Event)('change'));
  }
}
