// Work on a catalogue of any size, in parts: between two of them the page can answer its user.

/** How long (ms) a part may take; a frame has 16. */
const PART = 8;

/** Does work at once. It yields wherever it may be interrupted. */
export function atOnce<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Does work in parts. Rejects with the signal's reason. */
export async function inParts<T>(work: Generator<unknown, T>, signal?: AbortSignal): Promise<T> {
  for (let end = performance.now() + PART; ;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() < end) continue;
    // A timer waits for 4 ms at least when it follows others.
    await (globalThis.scheduler?.yield?.() ?? new Promise(resolve => setTimeout(resolve)));
    signal?.throwIfAborted();
    end = performance.now() + PART;
  }
}

/** How long (ms) work waits at most for a page that is never idle: one whose frames all come late never says that it is. */
const BUSY = 500;

/** Does work once the page has nothing else to do. */
export const whenIdle = (work: () => unknown): unknown =>
  (globalThis.requestIdleCallback ?? ((idle: () => unknown) => setTimeout(idle)))(work, { timeout: BUSY });
