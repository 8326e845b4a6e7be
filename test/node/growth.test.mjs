// How the work grows with the catalogue: five times the sites may take six times the time, not more. How long it takes is in the bench.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SyncfyClient, createIndex, search } from '../../dist/headless.js';
import { startSandbox } from '../../dist/sandbox/index.js';

const MOST = 6;
const TRIES = 5;
const SIZES = [10_000, 50_000];
const QUERIES = ['b', 'ba', 'banco', 'banco or', 'ceiba cuenta', 'bankk orental', 'nothing at all'];

/** The processor's time (ms) that work takes, at best: others use the machine, too. */
async function cost(work) {
  let best = Infinity;
  for (let i = 0; i < TRIES; i++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

describe('with 50,000 sites instead of 10,000', () => {
  const clients = [];
  const catalogues = [];
  before(async () => {
    for (const catalogueSize of SIZES) {
      const sandbox = await startSandbox({ catalogueSize });
      const token = sandbox.issueToken();
      const answer = await fetch(`${sandbox.apiBase}/catalogues/organizations/sites`, {
        headers: { Authorization: `TOKEN token=${token}` },
      });
      const text = await answer.text();
      await sandbox.close();
      clients.push(new SyncfyClient({ fetch: async () => new Response(text) }));
      catalogues.push(await clients.at(-1).organizations());
    }
  });
  after(() => {
    clients.length = catalogues.length = 0;
  });

  async function grows(t, what, work) {
    const [small, large] = [await cost(() => work(0)), await cost(() => work(1))];
    t.diagnostic(`${what}: ${small.toFixed()} ms, ${large.toFixed()} ms, ${(large / small).toFixed(1)} times`);
    assert.ok(large <= small * MOST, `${what} takes ${(large / small).toFixed(1)} times as long`);
  }

  test('there are five times as many', () => {
    const [small, large] = catalogues.map(list => list.flatMap(({ sites }) => sites).length);
    assert.ok(Math.abs(large / small - 5) < 0.2, `${small} and ${large}`);
  });

  test('reading and indexing', t =>
    grows(t, 'reading and indexing', async i => void createIndex(await clients[i].organizations())));

  test('searching', t => {
    const indexes = catalogues.map(createIndex);
    return grows(t, 'searching', i => {
      for (let times = 0; times < 5; times++) for (const query of QUERIES) search(indexes[i], query);
    });
  });
});
