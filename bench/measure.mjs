// One visit to one product's page: what it costs to get to the list, to type, to pick a site and to follow its job.
import { watch } from './in-page.mjs';

/** What takes longer (ms) is a result of its own. */
export const CAP = 30_000;
const TEXTS = ['banco ceiba', 'acme'];
const ORGANIZATION = 'Acme Bank';
const SITE = 'Normal';
/** 100, 101, 102, 200; the socket may open after the first. */
const FRAMES = 3;
const FORM = { official: '.pb-w-sync_widget-content form input', elements: 'syncfy-credential-form input' };
const TASKS = new Set(['RunTask', 'ThreadControllerImpl::RunTask']);

class OverCap extends Error {}

function capped(promise) {
  let timer;
  promise.catch(() => {});
  const over = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new OverCap()), CAP);
  });
  return Promise.race([promise, over]).finally(() => clearTimeout(timer));
}

/** Visits a page and measures; what the cap cut off is named in `over`. */
export async function visit(browser, product, { address, throttle, origins, job }) {
  const context = await browser.newContext({ viewport: { width: 800, height: 900 }, locale: 'en-US' });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const seen = { requests: 0, hosts: new Set() };
  page.on('request', request => {
    const { protocol, origin, host } = new URL(request.url());
    if (protocol === 'data:' || protocol === 'blob:') return;
    seen.requests++;
    if (!origins.includes(origin)) seen.hosts.add(host);
  });
  const result = { product, keys: [] };
  let stage = 'usable';
  try {
    let settled;
    await page.exposeFunction('benchSettled', stroke => settled(stroke));
    await page.addInitScript(watch, product);
    await cdp.send('Performance.enable');
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: throttle });

    const atUsable = async () => {
      await page.goto(address, { waitUntil: 'commit', timeout: CAP });
      return page.evaluate(() => globalThis.bench.usable);
    };
    result.usable = await capped(atUsable());
    stage = 'list';
    result.list = await capped(page.evaluate(() => globalThis.bench.list));
    await page.waitForTimeout(400);
    if (product !== 'plain') await capped(atList(page, cdp, seen, result));

    stage = 'keys';
    await browser.startTracing(page, {
      categories: ['toplevel', 'blink.user_timing', 'disabled-by-default-lighthouse'],
    });
    const strokes = [];
    for (const text of TEXTS) {
      await page.evaluate(() => globalThis.bench.emptySearch());
      await page.evaluate(() => globalThis.bench.startTyping());
      for (const letter of text) {
        const stroke = new Promise(done => (settled = done));
        await capped(page.keyboard.press(letter));
        strokes.push(await capped(stroke));
      }
    }
    const work = workOf(JSON.parse(String(await browser.stopTracing())).traceEvents);
    result.keys = strokes.map(({ key, frame, painted }) => ({ painted, work: work(key, frame) }));
    if (!job) return result;

    stage = 'form';
    result.form = await capped(page.evaluate(([one, two]) => globalThis.bench.pick(one, two), [ORGANIZATION, SITE]));
    stage = 'told';
    const inputs = page.locator(FORM[product]);
    for (const at of [0, 1]) await inputs.nth(at).fill('test', { timeout: CAP });
    const told = page.evaluate(count => globalThis.bench.follow(count), FRAMES);
    await inputs.nth(1).press('Enter', { timeout: CAP });
    result.told = await capped(told);
  } catch (error) {
    if (stage === 'keys') await browser.stopTracing().catch(() => {});
    if (!(error instanceof OverCap) && error.name !== 'TimeoutError') throw error;
    result.over = stage;
  } finally {
    // A page that is still at work would not close.
    if (result.over) await Promise.race([cdp.send('Page.crash').catch(() => {}), page.waitForEvent('crash')]);
    await context.close();
  }
  return result;
}

async function atList(page, cdp, seen, result) {
  const { nodes, rows, longTasks } = await page.evaluate(() => globalThis.bench.atList());
  const before = longTasks.filter(({ startTime }) => startTime < result.list);
  Object.assign(result, {
    nodes,
    rows,
    longTasks: before.length,
    longest: Math.max(0, ...before.map(({ duration }) => duration)),
    blocked: before.reduce((sum, { duration }) => sum + duration, 0),
    requests: seen.requests,
    hosts: [...seen.hosts].sort(),
  });
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  result.heap = metrics.find(({ name }) => name === 'JSHeapUsedSize').value;
}

/**
 * From a trace: how long (ms of its CPU time) the page's main thread was at work from a keystroke to the frame that showed
 * its results. The brake that throttles the CPU counts, what other programs took away does not.
 */
function workOf(events) {
  const marks = new Map(events.filter(({ name }) => name.startsWith('bench:')).map(event => [event.name, event]));
  const one = marks.get('bench:key:0');
  const tasks = events
    .filter(({ name, ph, pid, tid }) => ph === 'X' && TASKS.has(name) && pid === one?.pid && tid === one.tid)
    .sort((a, b) => a.ts - b.ts);
  // Both names may be there for one task: the outer one counts.
  const outer = [];
  for (const task of tasks) if (!outer.length || task.ts >= outer.at(-1).ts + outer.at(-1).dur) outer.push(task);
  const around = ({ ts }) => outer.findIndex(task => task.ts <= ts && ts <= task.ts + task.dur);
  return (key, frame) => {
    const [from, to] = [marks.get(`bench:key:${key}`), marks.get(`bench:frame:${frame}`)].map(around);
    if (from < 0 || to < from) throw new Error('The trace lacks the tasks of a keystroke.');
    return outer.slice(from, to + 1).reduce((sum, { dur, tdur = dur }) => sum + tdur, 0) / 1000;
  };
}
