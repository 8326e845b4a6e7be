/** How many listen to a signal, from now on. */
export function listenersOf(signal: AbortSignal): () => number {
  const listening = new Set<unknown>();
  const { addEventListener: add, removeEventListener: remove } = signal;
  signal.addEventListener = (...args: Parameters<typeof add>) => (listening.add(args[1]), add.apply(signal, args));
  signal.removeEventListener = (...args: Parameters<typeof remove>) => (
    listening.delete(args[1]),
    remove.apply(signal, args)
  );
  return () => listening.size;
}
