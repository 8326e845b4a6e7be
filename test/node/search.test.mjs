// The search, beside one that is simple and slow: for 5,000 queries over the sandbox's catalogue they find the same.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { SyncfyClient, createIndex, search } from '../../dist/headless.js';
import { startSandbox } from '../../dist/sandbox/index.js';

const SEED = 20261123;
const RUNS = 5000;

const wordsOf = text =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mn}/gu, '')
    .split(/[\s\p{P}]+/u)
    .filter(Boolean);

/** Levenshtein's distance, in which two letters exchanged are one step. */
function distance(a, b) {
  const d = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  for (let j = 0; j <= b.length; j++) d[0][j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (exchanged) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.length][b.length];
}

const beginnings = word => Array.from({ length: word.length + 1 }, (_, i) => word.slice(0, i));

/** 0 the whole, 1 its beginning, 2 beginnings of words, 3 inside of words; undefined where it is not there. */
function rankOf(name, query) {
  const whole = name.join(' ');
  if (!query.length || whole === query.join(' ')) return 0;
  if (whole.startsWith(query.join(' '))) return 1;
  if (query.every(word => name.some(one => one.startsWith(word)))) return 2;
  return query.every(word => name.some(one => one.includes(word))) ? 3 : undefined;
}

const isNear = memo((typed, word) => beginnings(word).some(beginning => distance(typed, beginning) <= 1));

function memo(compute) {
  const known = new Map();
  return (a, b) => {
    const key = `${a} ${b}`;
    if (!known.has(key)) known.set(key, compute(a, b));
    return known.get(key);
  };
}

const roughly = (name, query) =>
  query.every(word => name.some(one => one.includes(word) || (word.length >= 5 && isNear(word, one)))) ? 4 : undefined;

function slowly(catalogue, query, rank) {
  const found = catalogue.flatMap(({ organization, name, sites }) => {
    const own = rank(name, query);
    const of = sites.map(site => {
      const ranks = [rank(site.name, query), rank([...name, ...site.name], query)].filter(one => one !== undefined);
      return { id: site.id, rank: ranks.length ? Math.min(...ranks) : undefined };
    });
    const withIt = of.filter(site => site.rank !== undefined);
    if (own === undefined && !withIt.length) return [];
    const best = Math.min(own === undefined ? Infinity : own * 2, ...withIt.map(site => site.rank * 2 + 1));
    return [{ id: organization, best, order: name, sites: (own === undefined ? withIt : of).map(site => site.id) }];
  });
  const compare = (a, b) => {
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
      if (a[i] === b[i]) continue;
      if (a[i] === undefined || b[i] === undefined) return a[i] === undefined ? -1 : 1;
      if (/^\d+$/.test(a[i]) && /^\d+$/.test(b[i])) return Number(a[i]) - Number(b[i]);
      return a[i] < b[i] ? -1 : 1;
    }
    return 0;
  };
  return found.sort((a, b) => a.best - b.best || compare(a.order, b.order)).map(({ id, sites }) => [id, ...sites]);
}

function reference(catalogue, text) {
  const query = wordsOf(text);
  const found = slowly(catalogue, query, rankOf);
  return found.length || !query.some(word => word.length >= 5) ? found : slowly(catalogue, query, roughly);
}

describe('search', () => {
  let sandbox;
  let organizations;
  before(async () => {
    sandbox = await startSandbox({ catalogueSize: 600 });
    const token = sandbox.issueToken();
    const client = new SyncfyClient({
      apiBase: sandbox.apiBase,
      tokens: { get: async () => token, renew: async () => token },
    });
    organizations = await client.organizations();
  });
  after(() => sandbox.close());

  test(`finds what a slow one finds, in the same order: ${RUNS} queries, seed ${SEED}`, t => {
    const index = createIndex(organizations);
    const catalogue = organizations.map(({ id_site_organization: organization, name, sites }) => ({
      organization,
      name: wordsOf(name),
      sites: sites.map(site => ({ id: site.id_site, name: wordsOf(site.name) })),
    }));
    const names = organizations.flatMap(({ name, sites }) => [name, ...sites.map(site => `${name} ${site.name}`)]);
    const letter = fc.constantFrom(...'aeioursntlcdb ñÁ1&-');
    /** Some words of a name, cut, in any order, with what fingers do to them. */
    const typed = fc
      .record({
        name: fc.constantFrom(...names),
        words: fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }),
        cut: fc.nat(9),
        slip: fc.constantFrom('none', 'none', 'extra', 'missing', 'other', 'exchanged', 'upper'),
        at: fc.nat(30),
        letter,
      })
      .map(({ name, words, cut, slip, at, letter: by }) => {
        const all = name.split(/\s+/);
        const text = words.map(i => all[i % all.length]).join(' ');
        const short = text.slice(0, Math.max(1, text.length - cut));
        const i = at % short.length;
        const [before, rest] = [short.slice(0, i), short.slice(i)];
        if (slip === 'extra') return before + by + rest;
        if (slip === 'missing') return before + rest.slice(1);
        if (slip === 'other') return before + by + rest.slice(1);
        if (slip === 'exchanged') return before + (rest[1] ?? '') + rest[0] + rest.slice(2);
        return slip === 'upper' ? short.toUpperCase() : short;
      });
    const anything = fc.string({ unit: letter, maxLength: 8 });
    const counts = { nothing: 0, forgiven: 0 };
    fc.assert(
      fc.property(fc.oneof({ weight: 5, arbitrary: typed }, { weight: 1, arbitrary: anything }), query => {
        const { hits, words } = search(index, query);
        if (!hits.length) counts.nothing++;
        if (hits.length && words.length > wordsOf(query).length) counts.forgiven++;
        const found = hits.map(({ organization, sites }) => [
          organization.id_site_organization,
          ...sites.map(site => site.id_site),
        ]);
        assert.deepEqual(found, reference(catalogue, query));
      }),
      { numRuns: RUNS, seed: SEED },
    );
    t.diagnostic(`${organizations.length} organizations; nothing found ${counts.nothing}, forgiven ${counts.forgiven}`);
    assert.ok(counts.forgiven > 100 && counts.nothing > 100);
  });
});
