let warned = false;

/** Registers an element; where its name is taken, by another copy or version of these elements, the first one stays. */
export function define(tag: string, constructor: CustomElementConstructor): void {
  // A server may have a window of its own making.
  if (!globalThis.customElements) return;
  if (!customElements.get(tag)) {
    customElements.define(tag, constructor);
  } else if (!warned) {
    warned = true;
    console.warn(`<${tag}> is registered twice: the first one stays`);
  }
}
