// What a page cannot do by itself: be offline, or hidden.
/** Replaces what the browser says of the page; answers what undoes it. */
export function pretend(target: object, name: string, value: unknown): () => void {
  Object.defineProperty(target, name, { configurable: true, value });
  return () => void Reflect.deleteProperty(target, name);
}
