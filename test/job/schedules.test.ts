// Random schedules, seeded: whatever the network does, each entry is handed out exactly once, in order.
import { expect } from '@open-wc/testing';
import { SyncfyClient } from '../../src/api/client.js';
import { SyncfyError } from '../../src/api/errors.js';
import type { StatusEntry } from '../../src/api/schemas.js';
import { Job } from '../../src/job/job.js';
import { FakeClock } from '../support/clock.js';
import { fakeSockets, type FakeSocket } from '../support/sockets.js';

function randomOf(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Replay = 'none' | 'last' | 'all';

interface Weather {
  replay: Replay;
  /** How old, in ms, what GET answers may be. */
  lag: number;
  /** How often the socket breaks between two entries. */
  drops: number;
  /** How often a GET fails; never so often in a row that it counts as not to be had. */
  failures: number;
  /** How often a frame comes twice. */
  duplicates: number;
  junk: number;
  /** GET is refused for good, from this moment of the job on (0..1). */
  deadFrom?: number;
  /** … until this one. */
  deadTo?: number;
  /** What happens may be lost for good, the end included. */
  lossy?: boolean;
  noSocket?: boolean;
  noStatus?: boolean;
  /** Frames come this much later than the job moves, at most. */
  frameDelay: number;
}

const JUNK: unknown[] = [
  'ping',
  '{}',
  '[]',
  'null',
  '{"code":"x"}',
  new ArrayBuffer(2),
  '{"code":200,"status":true,"response":null}',
];

/** One job in one weather; what was handed out, by each entry's place in the true history. */
async function play(
  seed: number,
  weather: Weather,
): Promise<{
  got: number[];
  want: number[];
  slowest: number;
  shown: number[];
  truth: number[];
  end: number | undefined;
}> {
  const random = randomOf(seed);
  const clock = new FakeClock();
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;

  // The true history; neighbours are often equal.
  const truth: { entry: StatusEntry; at: number }[] = [];
  const plan = 3 + Math.floor(random() * 9);
  let at = clock.now();
  for (let n = 0; n <= plan; n++) {
    const before = truth.at(-1)?.entry.code;
    const code =
      n === plan ? pick([200, 401, 500]) : random() < 0.3 && before ? before : pick([100, 101, 102, 103, 410, 410]);
    truth.push({ entry: { code, n } as unknown as StatusEntry, at });
    at += pick([0, 5, 50, 300, 1_000, 4_000, 9_000]) * random();
  }
  const start = truth[0]!.at;
  const span = at - start || 1;
  const shownBy = (now: number) => truth.filter(step => step.at <= now).map(step => ({ ...step.entry }));

  let failed = 0;
  const dead = () => {
    const part = (clock.now() - start) / span;
    return weather.deadFrom !== undefined && part >= weather.deadFrom && part < (weather.deadTo ?? Infinity);
  };
  class Client extends SyncfyClient {
    override jobStatus(_url: string, signal?: AbortSignal): Promise<StatusEntry[]> {
      const asOf = clock.now() - random() * weather.lag;
      return new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
        clock.setTimeout(() => {
          if (dead()) return reject(new SyncfyError('token-expired', '', { httpStatus: 401 }));
          if (failed < 2 && random() < weather.failures) {
            failed++;
            return reject(new SyncfyError('network', ''));
          }
          failed = 0;
          resolve(shownBy(asOf));
        }, random() * 200);
      });
    }
  }

  const sockets = fakeSockets(socket => {
    clock.setTimeout(() => {
      if (socket.readyState) return;
      if (random() < weather.drops / 2) return socket.drop();
      socket.open();
      const now = shownBy(clock.now());
      const replay = weather.replay === 'all' ? now : weather.replay === 'last' ? now.slice(-1) : [];
      if (replay.length && random() < 0.2) send(socket, replay);
      else for (const entry of replay) send(socket, entry);
    }, random() * 150);
  });
  const order = new Map<FakeSocket, number>();
  /** Frames of one socket keep their order. */
  function send(socket: FakeSocket, data: unknown): void {
    const due = Math.max(order.get(socket) ?? 0, clock.now() + random() * weather.frameDelay);
    order.set(socket, due);
    clock.setTimeout(() => {
      if (random() < weather.junk) socket.say(pick(JUNK));
      socket.say(data);
      if (random() < weather.duplicates) socket.say(data);
    }, due - clock.now());
  }
  for (const step of truth) {
    clock.setTimeout(() => {
      for (const socket of sockets.all) if (socket.readyState === 1) send(socket, { ...step.entry });
    }, step.at - clock.now());
    if (random() < weather.drops) {
      clock.setTimeout(() => sockets.all.at(-1)?.drop(), step.at - clock.now() + random() * 3_000);
    }
  }

  const job = new Job(
    {
      id_job: 'j',
      ws: weather.noSocket ? undefined : 'wss://api.syncfy.com/v1/status/j',
      status: weather.noStatus ? undefined : 'https://api.syncfy.com/v1/jobs/j/status',
    },
    { client: new Client(), clock, random, WebSocket: sockets.WebSocket },
  );
  const got: number[] = [];
  let slowest = 0;
  job.subscribe(() => {
    for (const entry of job.takeNews()) {
      const n = (entry as unknown as { n: number }).n;
      got.push(n);
      slowest = Math.max(slowest, clock.now() - truth[n]!.at);
    }
  });
  job.start();
  await clock.tick(span + 60_000);
  const end = job.end?.code;
  if (weather.lossy) job.stop();
  await clock.tick(1_000);
  expect(clock.pending, `seed ${seed}: timers left`).to.equal(0);
  expect(sockets.alive, `seed ${seed}: sockets left`).to.equal(0);
  expect(sockets.all.flatMap(socket => socket.sent)).to.deep.equal([]);
  const codes = truth.map(step => step.entry.code);
  return { got, want: truth.map((_, n) => n), slowest, shown: job.history.map(entry => entry.code), truth: codes, end };
}

const CALM: Weather = { replay: 'none', lag: 0, drops: 0, failures: 0, duplicates: 0, junk: 0, frameDelay: 30 };
const ROUGH: Weather = {
  replay: 'none',
  lag: 900,
  drops: 0.4,
  failures: 0.15,
  duplicates: 0.15,
  junk: 0.2,
  frameDelay: 300,
};
const REPLAYS: readonly Replay[] = ['none', 'last', 'all'];

/** [name, weather, slowest: no entry is later than that, in ms] */
const weathers: [string, Weather, number][] = [
  ...REPLAYS.flatMap((replay): [string, Weather, number][] => [
    [`calm, replay ${replay}`, { ...CALM, replay }, 1_000],
    [`GET lags, replay ${replay}`, { ...CALM, replay, lag: 900 }, 15_500],
    [`drops, replay ${replay}`, { ...CALM, replay, drops: 0.7 }, 15_500],
    [`duplicates, replay ${replay}`, { ...CALM, replay, duplicates: 0.4 }, 15_500],
    [`all at once, replay ${replay}`, { ...ROUGH, replay }, 31_000],
    [`slow frames, replay ${replay}`, { ...ROUGH, replay, frameDelay: 3_000 }, 31_000],
  ]),
  ['GET dead', { ...CALM, replay: 'all', deadFrom: 0 }, 1_500],
  ['GET dead for a while', { ...CALM, replay: 'all', deadFrom: 0.3, deadTo: 0.7 }, 31_000],
  ['GET dead, drops, all repeated', { ...CALM, replay: 'all', drops: 0.4, deadFrom: 0 }, 31_000],
  ['no socket', { ...CALM, noSocket: true, failures: 0.3, lag: 500 }, 12_000],
  ['no status', { ...CALM, noStatus: true, replay: 'all' }, 1_000],
  ['no status, drops', { ...CALM, noStatus: true, replay: 'all', drops: 0.4, frameDelay: 0 }, 31_000],
];

/** What happened while nobody could know of it may be left out; the rest comes in order, and nothing twice. */
const lossy: [string, Weather][] = REPLAYS.flatMap((replay): [string, Weather][] => [
  [`GET dead for a while, replay ${replay}`, { ...CALM, replay, deadFrom: 0.3, deadTo: 0.7, lossy: true }],
  [
    `GET dead for a while, drops, replay ${replay}`,
    { ...CALM, replay, drops: 0.5, deadFrom: 0.2, deadTo: 0.6, lossy: true },
  ],
  [`GET dead, drops, replay ${replay}`, { ...CALM, replay, drops: 0.5, deadFrom: 0, lossy: true }],
]);

describe('job: random schedules', () => {
  weathers.forEach(([name, weather, limit], row) => {
    it(name, async function () {
      this.timeout(20_000);
      for (let i = 0; i < 40; i++) {
        const seed = row * 1_000 + i;
        const { got, want, slowest, truth, end } = await play(seed, weather);
        expect(got, `seed ${seed}`).to.deep.equal(want);
        expect(end, `seed ${seed}: end`).to.equal(truth.at(-1));
        expect(slowest, `seed ${seed}: ms until the slowest entry`).to.be.at.most(limit);
      }
    });
  });
  lossy.forEach(([name, weather], row) => {
    it(name, async function () {
      this.timeout(20_000);
      for (let i = 0; i < 40; i++) {
        const seed = 100_000 + row * 1_000 + i;
        const { got, shown, truth } = await play(seed, weather);
        expect(got.length, `seed ${seed}`).to.equal(shown.length);
        let at = -1;
        for (const code of shown) {
          at = truth.indexOf(code, at + 1);
          expect(at, `seed ${seed}: ${shown.join(' ')} of ${truth.join(' ')}`).to.be.at.least(0);
        }
      }
    });
  });
});
