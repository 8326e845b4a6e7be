import { expect } from '@open-wc/testing';
import { until } from '../../src/api/limit.js';

describe('api/limit: until', () => {
  /** A signal, and how many listen to it. */
  function counted() {
    const { signal } = new AbortController();
    const listening = new Set<unknown>();
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (type: string, listener: unknown) => {
      listening.add(listener);
      addEventListener.call(signal, type, listener as EventListener);
    };
    signal.removeEventListener = (type: string, listener: unknown) => {
      listening.delete(listener);
      removeEventListener.call(signal, type, listener as EventListener);
    };
    return { signal, listening };
  }

  it('listens to the signal no longer than it waits, however that ends', async () => {
    const { signal, listening } = counted();
    const failed = new Error('Failed');
    const works = [Promise.resolve('done'), Promise.reject(failed)];
    const all = works.map(work => until<unknown>(work, signal).catch((error: unknown) => error));
    expect(listening.size).to.equal(2);
    expect(await Promise.all(all)).to.deep.equal(['done', failed]);
    await Promise.resolve();
    expect(listening.size).to.equal(0);
  });

  it('rejects with the signal’s reason as soon as it aborts', async () => {
    const controller = new AbortController();
    const waiting = until(new Promise(() => {}), controller.signal).catch((error: unknown) => error);
    const reason = new Error('Enough');
    controller.abort(reason);
    expect(await waiting).to.equal(reason);
  });
});
