// Jobs over real HTTP and real sockets, against a sandbox that is told what to do wrong. For Node.
import { WebSocket } from 'ws';
import { Job, SyncfyClient } from '../../dist/headless.js';
import { startSandbox } from '../../dist/sandbox/index.js';

/** How many jobs run in each weather. */
export const JOBS = 10;
/** What every job waits for at most, in ms. */
const LONGEST = 60_000;

const STATUS = { path: '*/status' };
/** The first, the third, the fourth … of the first questions for a status, mixed as one number says. */
const now = (action, seed, among = 40) =>
  Array.from({ length: among }, (_, i) => i)
    .filter(i => (Math.imul(i + seed, 2_654_435_761) >>> 28) % 3 === 0)
    .map(skip => ({ match: STATUS, action, skip, times: 1 }));

/** What goes wrong, by name. */
export const CHAOS = {
  'nothing goes wrong': {},
  'no socket opens': { socket: { refuse: true } },
  'every socket breaks after its first frame; nothing repeated': { socket: { dropAfter: 1, replay: 'none' } },
  'every socket breaks after its first frame; the last repeated': { socket: { dropAfter: 1, replay: 'last' } },
  'every socket breaks after its second frame; all repeated': { socket: { dropAfter: 2, replay: 'all' } },
  'sockets open and are silent': { socket: { silent: true } },
  'junk before each frame': { socket: { frames: 'junk', replay: 'all' } },
  'frames are arrays': { socket: { frames: 'array', replay: 'none' } },
  'every frame comes twice': { socket: { frames: 'duplicate', replay: 'last' } },
  'frames are late by 400 ms': { socket: { lagMs: 400 } },
  'status lags by 1.5 s': { statusLagMs: 1_500, socket: { replay: 'none' } },
  'status lags by 1.5 s and sockets break': { statusLagMs: 1_500, socket: { dropAfter: 1, replay: 'none' } },
  'one in three polls is slow by 800 ms': { rules: now({ delayMs: 800 }, 1) },
  'one in three polls fails with 503': { rules: now({ status: 503 }, 2), socket: { dropAfter: 2, replay: 'none' } },
  'one in three polls is cut': { rules: now({ reset: true }, 3), socket: { dropAfter: 1, replay: 'last' } },
  'one in three polls gets 429, Retry-After 1 s': { rules: now({ status: 429, retryAfter: 1 }, 4) },
  'one in three polls hangs': { rules: now({ hang: true }, 5) },
  'one in three polls is no JSON': { rules: now({ body: '<html>' }, 6), socket: { dropAfter: 1, replay: 'none' } },
  'every third call finds its token dead': {},
  'all of it at once': {
    statusLagMs: 300,
    socket: { dropAfter: 2, refuse: 3, frames: 'duplicate', lagMs: 50, replay: 'none' },
    // Few enough that no job is refused for 20 s: then frames count by themselves, and one sent twice counts twice.
    rules: [...now({ status: 500 }, 7, 20), ...now({ reset: true }, 8, 20), ...now({ delayMs: 500 }, 9)],
  },
};

const SITES = {
  normal: '56cf5728784806f72b8b4568',
  token: '56cf5728784806f72b8b4569',
  multipleText: '58e28bce056f2903900d4d61',
  qr: '5efe27e84cc5f861897a5431',
};
const ANSWERS = { token: '4711', option: '01' };

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/** A token may die between two calls, and a busy machine may be slow. */
async function again(call) {
  for (let tries = 0; tries < 20; tries++) {
    try {
      return await call();
    } catch (error) {
      if (error.code !== 'token-expired' && !error.retryable) throw error;
      await pause(100);
    }
  }
  return call();
}

/** Follows one job to its end, answering what it asks; answers what a page would have been told. */
async function follow(client, idSite) {
  const site = await again(() => client.site(idSite));
  const values = Object.entries({ username: 'test', password: 'test' });
  const ticket = await again(() => client.createCredential(site, { values }));
  const job = new Job(ticket, { client, WebSocket });
  const told = [];
  const ends = [];
  let answering = false;
  let left = false;
  const answer = async () => {
    if (!job.challenge || answering || left) return;
    const [{ name, type }] = job.challenge.twofa;
    if (type === 'externalAction') return;
    answering = true;
    await job.answer([[name, ANSWERS[name]]]).catch(() => pause(100));
    answering = false;
    void answer();
  };
  await new Promise(resolve => {
    const timer = setTimeout(resolve, LONGEST);
    job.subscribe(() => {
      told.push(...job.takeNews().map(({ code }) => code));
      const end = job.takeEnd();
      if (end) ends.push(end.code);
      void answer();
      if (!job.over) return;
      clearTimeout(timer);
      setTimeout(resolve, 100);
    });
    job.start();
  });
  left = true;
  job.stop();
  return { job, told, ends };
}

const count = (list, of) => list.filter(one => one === of).length;

/** Compares what was told with the true history, by codes. */
export function judge(told, ends, truth) {
  const codes = [...new Set([...told, ...truth])];
  const sum = pick => codes.reduce((all, code) => all + Math.max(0, pick(count(told, code), count(truth, code))), 0);
  const lost = sum((got, want) => want - got);
  const twice = sum((got, want) => got - want);
  return {
    lost,
    twice,
    unordered: !lost && !twice && String(told) !== String(truth) ? 1 : 0,
    ends: ends.length === 1 && ends[0] === truth.at(-1) ? 0 : 1,
  };
}

/** Runs the jobs of one weather at once; answers what was wrong with each of them. */
export async function run(name) {
  const sandbox = await startSandbox({ pace: 40 });
  const { apiBase } = sandbox;
  const client = () => {
    let token = sandbox.issueToken('chaos');
    let calls = 0;
    const tokens = { get: async () => token, renew: async () => (token = sandbox.issueToken('chaos')) };
    const kill = async (...call) => {
      if (++calls % 3 === 0) await fetch(`${apiBase}/sessions/${token}`, { method: 'DELETE' });
      return fetch(...call);
    };
    return new SyncfyClient({ apiBase, tokens, timeout: 3_000, ...(name.includes('token') && { fetch: kill }) });
  };
  sandbox.faults.set(CHAOS[name]);
  const sites = Object.values(SITES);
  try {
    const runs = await Promise.all(Array.from({ length: JOBS }, (_, i) => follow(client(), sites[i % sites.length])));
    sandbox.faults.clear();
    const results = runs.map(async ({ job, told, ends }) => {
      const history = await again(() => client().jobStatus(`${apiBase}/jobs/${job.id}/status`));
      const truth = history.map(({ code }) => code);
      return { told, truth, ...judge(told, ends, truth) };
    });
    return await Promise.all(results);
  } finally {
    await sandbox.close();
  }
}
