// Not AbortSignal.timeout: until its time is up it holds what listens to it, a page's elements too, though nothing is awaited any more.

/** The longest time (ms) that a timer can be set to. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** A limit to how long something may take. */
export interface Limit {
  /** Aborts when the time is up. */
  readonly signal: AbortSignal;
  /** Lets the timer go: it is done. */
  clear(): void;
}

/**
 * Begins to count.
 * @param ms how long it may take; 0, less, and what no timer can be are for ever
 * @param reason why the signal aborts when the time is up
 * @param other a signal that ends it, too
 */
export function limited(ms: number, reason?: unknown, other?: AbortSignal): Limit {
  const controller = new AbortController();
  const end = () => controller.abort(reason);
  const timer = ms > 0 && ms <= LONGEST_TIMER ? setTimeout(end, ms) : undefined;
  other?.addEventListener('abort', end);
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      other?.removeEventListener('abort', end);
    },
  };
}

/** Waits for something until the signal aborts; it goes on for the others. */
export const until = <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> =>
  new Promise((resolve, reject) => {
    const leave = () => reject(signal!.reason as Error);
    signal?.addEventListener('abort', leave);
    void work.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
  });
