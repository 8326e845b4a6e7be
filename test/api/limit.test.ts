import { expect } from '@open-wc/testing';
import { until } from '../../src/api/limit.js';
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
