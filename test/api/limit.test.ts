import { expect } from '@open-wc/testing';
import { until, within } from '../../src/api/limit.js';
import { listenersOf } from '../support/signal.js';

describe('api/limit: until', () => {
  it('listens to the signal no longer than it waits, however that ends', async () => {
    const { signal } = new AbortController();
    const listening = listenersOf(signal);
    const failed = new Error('Failed');
    const works = [Promise.resolve('done'), Promise.reject(failed)];
    const all = works.map(work => until<unknown>(work, signal).catch((error: unknown) => error));
    expect(listening()).to.equal(2);
    expect(await Promise.all(all)).to.deep.equal(['done', failed]);
    await Promise.resolve();
    expect(listening()).to.equal(0);
  });

  it('rejects with the signal’s reason as soon as it aborts', async () => {
    const controller = new AbortController();
    const waiting = until(new Promise(() => {}), controller.signal).catch((error: unknown) => error);
    const reason = new Error('Enough');
    controller.abort(reason);
    expect(await waiting).to.equal(reason);
  });
});

describe('api/limit: within', () => {
  it('ends where the work itself aborts as it begins', async () => {
    const controller = new AbortController();
    const reason = new Error('Enough');
    const work = () => (controller.abort(reason), never());
    expect(await reasonOf(within(0, work, undefined, controller.signal))).to.equal(reason);
  });

  const never = () => new Promise(() => {});
  const reasonOf = (work: Promise<unknown>) => work.catch((error: unknown) => error);

  it('ends with its reason when the time is up, and tells the work', async () => {
    const reason = new Error('Too late');
    let told: AbortSignal | undefined;
    const waiting = within(1, signal => ((told = signal), never()), reason);
    expect(await reasonOf(waiting)).to.equal(reason);
    expect(told!.reason).to.equal(reason);
  });

  it('ends with the caller’s reason, at once where that was there before', async () => {
    const controller = new AbortController();
    const reason = new Error('Enough');
    let begun = 0;
    const work = () => (begun++, never());
    const waiting = reasonOf(within(0, work, undefined, controller.signal));
    controller.abort(reason);
    expect(await waiting).to.equal(reason);
    expect(await reasonOf(within(0, work, undefined, controller.signal))).to.equal(reason);
    expect(begun).to.equal(1);
  });

  for (const work of [() => Promise.resolve(1), () => Promise.reject(new Error('Failed'))]) {
    it('leaves neither a timer nor a listener', async () => {
      const { signal } = new AbortController();
      const listening = listenersOf(signal);
      const { clearTimeout } = globalThis;
      const cleared: unknown[] = [];
      globalThis.clearTimeout = id => (cleared.push(id), clearTimeout(id));
      try {
        await reasonOf(within(60_000, work, undefined, signal));
      } finally {
        globalThis.clearTimeout = clearTimeout;
      }
      expect(cleared.length).to.equal(1);
      expect(cleared[0]).to.be.a('number');
      expect(listening()).to.equal(0);
    });
  }
});
