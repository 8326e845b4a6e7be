// `npm run outage`: what 100,000 pages, each with a running job, do to the API when it comes back from a minute's outage, beside
// pages that try again every two seconds. The jobs are the real ones (dist/headless.js); clock, network and chance are simulated.
// Writes the table of docs/reliability.md. Needs the build.
import { fileURLToPath } from 'node:url';
import { Job, SyncfyError } from '../dist/headless.js';
import { writeMadePart } from '../scripts/made-part.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const PAGES = Number(process.argv[2] ?? 100_000);
/** All in ms since the beginning. */
const DOWN = 20_000;
const UP = 80_000;
const END = 140_000;
const ANSWER = 40;

/** A clock of whole milliseconds that runs what is due as fast as it can. */
class Clock {
  #now = 0;
  #due = new Map();
  #id = 0;
  #cancelled = new Set();
  now = () => this.#now;
  setTimeout = (run, ms) => {
    const at = this.#now + Math.max(1, Math.round(ms));
    const id = ++this.#id;
    if (at <= END) {
      const list = this.#due.get(at);
      if (list) list.push([id, run]);
      else this.#due.set(at, [[id, run]]);
    }
    return id;
  };
  clearTimeout = id => void this.#cancelled.add(id);
  async run() {
    for (; this.#now <= END; this.#now++) {
      for (const [id, run] of this.#due.get(this.#now) ?? []) if (!this.#cancelled.delete(id)) run();
      if (!this.#due.delete(this.#now)) continue;
      // Lets what was promised go on.
      await new Promise(setImmediate);
    }
  }
}

/** A seeded chance, the same in every run. */
function chance(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An API that is down for a minute, and counts who asks. */
class Api {
  /** By second. */
  asked = [];
  sockets = new Set();
  /** When each page was last served again. */
  served = new Map();
  constructor(clock) {
    this.clock = clock;
    clock.setTimeout(() => {
      for (const socket of [...this.sockets]) this.drop(socket);
    }, DOWN);
  }
  get isDown() {
    return this.clock.now() >= DOWN && this.clock.now() < UP;
  }
  count() {
    const second = Math.floor(this.clock.now() / 1000);
    this.asked[second] = (this.asked[second] ?? 0) + 1;
  }
  get(page) {
    this.count();
    const { isDown, clock } = this;
    return new Promise((resolve, reject) => {
      clock.setTimeout(() => {
        if (isDown) return reject(new SyncfyError('unavailable', '', { httpStatus: 503 }));
        if (clock.now() > UP && !this.served.has(page)) this.served.set(page, clock.now());
        resolve([{ code: 100 }, { code: 101 }]);
      }, ANSWER);
    });
  }
  open(socket) {
    this.count();
    const { isDown, clock } = this;
    clock.setTimeout(() => {
      if (isDown) return this.drop(socket);
      socket.readyState = 1;
      this.sockets.add(socket);
      socket.onopen?.();
      socket.onmessage?.({ data: '{"code":101}' });
    }, ANSWER);
  }
  drop(socket) {
    this.sockets.delete(socket);
    if (socket.readyState > 1) return;
    socket.readyState = 3;
    socket.onclose?.();
  }
}

const socketsOf = api =>
  class {
    readyState = 0;
    onopen = null;
    onmessage = null;
    onclose = null;
    constructor() {
      api.open(this);
    }
    close() {
      api.sockets.delete(this);
      this.readyState = 3;
    }
  };

/** A page with a job of ours. */
function follow(page, api, clock) {
  const client = { lastRid: undefined, resolve: url => new URL(url), jobStatus: () => api.get(page) };
  const job = new Job(
    { id_job: `${page}`, ws: 'wss://api.syncfy.com/ws', status: 'https://api.syncfy.com/status' },
    { client, clock, random: chance(page), WebSocket: socketsOf(api), timeout: 0 },
  );
  job.start();
}

/** A page that asks every two seconds, and opens a lost socket again every two seconds. */
function insist(page, api, clock) {
  const poll = () =>
    api
      .get(page)
      .catch(() => {})
      .then(() => clock.setTimeout(poll, 2_000));
  void poll();
  const Socket = socketsOf(api);
  const open = () => {
    new Socket().onclose = () => clock.setTimeout(open, 2_000);
  };
  open();
}

async function simulate(start) {
  const clock = new Clock();
  const api = new Api(clock);
  const random = chance(1);
  // They began in the first ten seconds, one after the other.
  for (let page = 0; page < PAGES; page++) clock.setTimeout(() => start(page, api, clock), random() * 10_000);
  await clock.run();
  const after = api.asked.slice(UP / 1000);
  const waits = [...api.served.values()].map(at => at - UP).sort((a, b) => a - b);
  const at = part => (waits[Math.floor(part * (waits.length - 1))] / 1000).toFixed(1);
  const during = api.asked.slice(DOWN / 1000, UP / 1000);
  return {
    peak: Math.max(...after),
    during: Math.max(...during.slice(1)),
    all: during.reduce((sum, count) => sum + (count ?? 0), 0),
    steady: after.at(-2) ?? 0,
    back: waits.length,
    half: at(0.5),
    most: at(0.99),
  };
}

const number = new Intl.NumberFormat('en');
const ours = await simulate(follow);
const fixed = await simulate(insist);
const rows = [
  ['requests a second at the peak, once it is back', ours.peak, fixed.peak],
  ['requests a second at the peak, while it is down', ours.during, fixed.during],
  ['requests in the minute that it is down', ours.all, fixed.all],
  ['requests a second a minute later', ours.steady, fixed.steady],
  ['pages served again within a minute', ours.back, fixed.back],
].map(([name, a, b]) => [name, number.format(a), number.format(b), (b / a).toFixed(1)]);
rows.push(
  ['seconds until half of them are', ours.half, fixed.half, ''],
  ['seconds until 99 % are', ours.most, fixed.most, ''],
);
const table = [['', 'these elements', 'every 2 s', 'ratio'], ['---', '--:', '--:', '--:'], ...rows]
  .map(cells => `| ${cells.join(' | ')} |`)
  .join('\n');
await writeMadePart('docs/reliability.md', 'outage', table);
console.log(table);
