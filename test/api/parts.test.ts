import { expect } from '@open-wc/testing';
import { inParts } from '../../src/api/parts.js';
import { holdClock } from '../support/clock.js';

describe('work in parts', () => {
  const clock = { move: (_: number) => {}, release: () => {} };
  /** How long each part took, in ms. */
  let parts: number[] = [];
  let begun = 0;
  const { setTimeout: set } = window;
  const undo = Object.getOwnPropertyDescriptor(globalThis, 'scheduler');
  const pause = () => {
    parts.push(performance.now() - begun);
    begun = performance.now();
  };

  beforeEach(() => {
    Object.assign(clock, holdClock());
    parts = [];
    begun = performance.now();
  });
  afterEach(() => {
    clock.release();
    window.setTimeout = set;
    if (undo) Object.defineProperty(globalThis, 'scheduler', undo);
  });

  /** A thousand steps of 3 ms each. */
  function* work(): Generator<void, string> {
    for (let step = 0; step < 1000; step++) {
      clock.move(3);
      yield;
    }
    return 'done';
  }

  for (const [how, scheduler] of [
    ['scheduler.yield', { yield: () => Promise.resolve(pause()) }],
    ['a timer where there is no scheduler', undefined],
  ] as const) {
    it(`leaves the page time after each 8 ms: by ${how}`, async () => {
      Object.defineProperty(globalThis, 'scheduler', { configurable: true, value: scheduler });
      window.setTimeout = ((run: () => void, ms = 0) => {
        if (!scheduler && ms === 0) pause();
        return set(run, ms);
      }) as typeof setTimeout;
      expect(await inParts(work())).to.equal('done');
      expect(parts.length).to.be.above(300);
      expect(Math.max(...parts)).to.equal(9);
    });
  }

  it('is let go once nobody waits for it', async () => {
    const waits = new AbortController();
    const steps = work();
    const result = inParts(steps, waits.signal);
    waits.abort();
    const error: unknown = await result.catch((reason: unknown) => reason);
    expect((error as Error).name).to.equal('AbortError');
    expect(steps.next().done, 'there is more to do').to.equal(false);
  });
});
