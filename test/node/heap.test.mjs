// What a page that lives for days is left with: after 1,000 mounts and 200 jobs it holds what it held after 10 of each.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { heapOf } from './heap-helpers.mjs';
import { startBrowser, startPages, startRelay } from './page-helpers.mjs';
import { startFast, until } from './sandbox-helpers.mjs';

const scripts = ['watch', 'mounts'].map(name => fileURLToPath(new URL(`pages/${name}.js`, import.meta.url)));
/**
 * What scripts hold may grow by so many bytes: the browser's own cache of numbers as texts doubles once, by 64 kB. 100 for each
 * mount and 500 for each job are no element, nor much of one.
 */
const HELD = 100_000;
/** The whole heap also grows by the code that the browser compiles once it has been used often. */
const HEAP = 750_000;
/** A template that is drawn for the first time after the first ten stays, as all of them do; one node for each job would be 190. */
const NODES = 50;

let sandbox;
let pages;
let browser;
before(async () => {
  sandbox = await startFast({ pace: 2 });
  pages = await startPages(sandbox);
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await Promise.all([pages, sandbox].map(one => one?.close()));
});

async function open(t) {
  const relay = await startRelay(sandbox);
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  t.after(() => Promise.all([context.close(), relay.close()]));
  const page = await context.newPage();
  page.setDefaultTimeout(0);
  const errors = [];
  page.on('pageerror', error => errors.push(error.message));
  await page.addInitScript({ path: scripts[0] });
  await page.goto(pages.urlOf('<p>A page that stays</p>'));
  await page.waitForFunction(`customElements.get('syncfy-connect')`);
  await page.addScriptTag({ path: scripts[1] });
  const session = await context.newCDPSession(page);
  const sockets = new Set();
  session.on('Network.webSocketCreated', ({ requestId }) => sockets.add(requestId));
  session.on('Network.webSocketClosed', ({ requestId }) => sockets.delete(requestId));
  for (const domain of ['Network', 'Performance', 'HeapProfiler']) await session.send(`${domain}.enable`);
  const run = (what, times) =>
    page.evaluate(`mounts.${what}(${times}, 'api-base="${relay.origin}/v1" assets-base="${relay.origin}"')`);
  return { context, relay, page, session, sockets, errors, run };
}

/** What is left once everything has been collected that nobody holds. */
async function countsOf({ context, relay, page, session, sockets }, patience = 30_000) {
  const timers = () => page.evaluate('[...watched.timers.values()]');
  await until(
    async () => !sockets.size && !relay.sockets && !(await timers()).length,
    'timers and sockets to be let go',
    patience,
  );
  // Collecting takes turns: what one frees may have held something else.
  for (let turn = 0; turn < 3; turn++) {
    await session.send('HeapProfiler.collectGarbage');
    await sleep(50);
  }
  const { held } = await heapOf(context, page);
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = wanted => metrics.find(({ name }) => name === wanted).value;
  const { nodes, documents, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
  assert.equal(metric('JSEventListeners'), listeners);
  return { nodes, documents, listeners, held, heap: metric('JSHeapUsedSize') };
}

async function compare(t, what, times) {
  const opened = await open(t);
  await opened.run(what, 10);
  const first = await countsOf(opened);
  await opened.run(what, times - 10);
  const last = await countsOf(opened);
  t.diagnostic(`after 10: ${JSON.stringify(first)}; after ${times}: ${JSON.stringify(last)}`);
  assert.deepEqual(opened.errors, []);
  assert.equal(last.listeners, first.listeners);
  assert.equal(last.documents, first.documents);
  assert.ok(last.nodes - first.nodes < NODES, `${last.nodes - first.nodes} nodes more`);
  assert.ok(last.held - first.held < HELD, `${last.held - first.held} bytes more are held`);
  assert.ok(last.heap - first.heap < HEAP, `${last.heap - first.heap} bytes more`);
}

describe('a page that stays', { concurrency: 2 }, () => {
  test('holds after 1,000 mounts what it held after 10', t => compare(t, 'mount', 1000));
  test('finds what is held', async t => {
    const opened = await open(t);
    await opened.run('mount', 10);
    const first = await countsOf(opened);
    // A list that keeps the elements, and then a timer.
    await opened.page.evaluate(`{ globalThis.kept = []; const { append } = Element.prototype;
      Element.prototype.append = function (...all) { append.apply(this, all); kept.push(...all) } }`);
    await opened.run('mount', 20);
    const last = await countsOf(opened);
    assert.ok(last.nodes - first.nodes > NODES && last.held - first.held > HELD, JSON.stringify([first, last]));
    assert.ok(last.listeners > first.listeners);
    await opened.page.evaluate('void setInterval(() => 0, 1e6)');
    await assert.rejects(countsOf(opened, 500), /timers and sockets/);
  });

  test('holds after 200 jobs what it held after 10', t => compare(t, 'job', 200));
});
