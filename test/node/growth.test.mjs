// How the work grows with the catalogue: five times the sites may take six times the steps, not more. Steps are what is counted here, so
// that a busy machine changes nothing; how long they take, and how that grows, is in the bench.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SyncfyClient, createIndex, search } from '../../dist/headless.js';
import { startSandbox } from '../../dist/sandbox/index.js';

const MOST = 6;
const SIZES = [10_000, 50_000];
const QUERIES = ['b', 'ba', 'banco', 'banco or', 'ceiba cuenta', 'bankk orental', 'nothing at all'];
/** Of texts and lists, whatever is called for each of many. */
const COUNTED = [
  [String.prototype, ['startsWith', 'includes', 'indexOf', 'split', 'slice', 'replace', 'toLowerCase', 'padStart']],
  [Array.prototype, ['push', 'map', 'filter', 'flatMap', 'slice', 'every', 'some', 'includes']],
  [Set.prototype, ['add', 'has']],
  [Object, ['entries', 'keys', 'assign']],
];

/** How often they are called by some work; what a list's method calls is counted, too. */
async function steps(work) {
  let count = 0;
  const undo = COUNTED.flatMap(([owner, names]) =>
    names.map(name => {
      const native = Object.getOwnPropertyDescriptor(owner, name);
      const value = function (...given) {
        count++;
        const [first, ...rest] = given;
        if (typeof first !== 'function') return native.value.apply(this, given);
        const counted = (...args) => (count++, first(...args));
        return native.value.call(this, counted, ...rest);
      };
      Object.defineProperty(owner, name, { ...native, value });
      return () => Object.defineProperty(owner, name, native);
    }),
  );
  const { sort } = Array.prototype;
  Array.prototype.sort = function (compare) {
    return sort.call(this, compare && ((a, b) => (count++, compare(a, b))));
  };
  try {
    await work();
  } finally {
    for (const back of undo) back();
    Array.prototype.sort = sort;
  }
  return count;
}

describe('with 50,000 sites instead of 10,000', () => {
  const clients = [];
  const catalogues = [];
  before(async () => {
    for (const catalogueSize of SIZES) {
      const sandbox = await startSandbox({ catalogueSize });
      const answer = await fetch(`${sandbox.apiBase}/catalogues/organizations/sites`, {
        headers: { Authorization: `TOKEN token=${sandbox.issueToken()}` },
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

  async function grows(t, work) {
    const [small, large] = [await steps(() => work(0)), await steps(() => work(1))];
    t.diagnostic(`${small} steps, ${large} steps, ${(large / small).toFixed(1)} times as many`);
    assert.ok(small > 1000, 'they are counted');
    assert.ok(large <= small * MOST, `${(large / small).toFixed(1)} times as many steps`);
  }

  test('there are five times as many', () => {
    const [small, large] = catalogues.map(list => list.flatMap(({ sites }) => sites).length);
    assert.ok(Math.abs(large / small - 5) < 0.2, `${small} and ${large}`);
  });

  test('reading', t => grows(t, i => clients[i].organizations()));

  test('indexing', t => grows(t, i => createIndex(catalogues[i])));

  for (const query of QUERIES) {
    test(`searching for ${query}`, t => {
      const indexes = catalogues.map(createIndex);
      return grows(t, i => search(indexes[i], query));
    });
  }
});
