// Not AbortSignal.timeout: until its time is up it holds what listens to it, a page's elements too, though nothing is awaited any more.

/** The longest time (ms) that a timer can be set to. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** Waits for something until the signal aborts; it goes on for the others. */
export const until = <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> =>
  new Promise((resolve, reject) => {
    const leave = () => reject(signal!.reason as Error);
    // What is waited for may have ended the wait when it was begun.
    if (signal?.aborted) leave();
    signal?.addEventListener('abort', leave);
    void work.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
  });

/**
 * Waits for something that has so much time (ms); 0, less, and what no timer can be are for ever. It is told by its signal when
 * nobody waits for it any more.
 * @param reason what this rejects with when the time is up
 * @param other a signal that ends it, too, with its own reason
 */
export async function within<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
  reason?: unknown,
  other?: AbortSignal,
): Promise<T> {
  other?.throwIfAborted();
  const controller = new AbortController();
  const { signal } = controller;
  const leave = () => controller.abort(other!.reason);
  const timer = ms > 0 && ms <= LONGEST_TIMER ? setTimeout(() => controller.abort(reason), ms) : undefined;
  other?.addEventListener('abort', leave);
  try {
    return await until(work(signal), signal);
  } finally {
    clearTimeout(timer);
    other?.removeEventListener('abort', leave);
  }
}
