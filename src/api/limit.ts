// Neither AbortSignal.timeout, which holds what listens to it until the time is up, nor AbortSignal.any, which is not in
// every browser yet.

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
