// A job in a world that goes wrong as a schedule says, on a clock that only moves when told. Needs no browser.
import { SyncfyClient } from '../../src/api/client.js';
import { SyncfyError, type SyncfyErrorCode } from '../../src/api/errors.js';
import type { StatusEntry } from '../../src/api/schemas.js';
import { Job } from '../../src/job/job.js';
import { FakeClock } from './clock.js';
import { fakeSockets, type FakeSocket } from './sockets.js';

/** One answer of GET. Times in ms. */
export interface Poll {
  /** How long it takes. */
  takes: number;
  /** How old what it shows is. */
  lag: number;
  fails?: SyncfyErrorCode | undefined;
  retryAfter?: number | undefined;
}

/** One connection of the socket. Times in ms. */
export interface Connection {
  /** How long it takes to open, or to be refused. */
  takes: number;
  refused: boolean;
  /** How long after opening it breaks. */
  dropsAfter?: number | undefined;
  silent: boolean;
  replay: 'none' | 'last' | 'all';
  /** What is repeated comes as one array. */
  asArray: boolean;
  /** How late each frame is, in turn; their order is kept. */
  delays: readonly number[];
  /** Which frames come twice, in turn. */
  twice: readonly boolean[];
  /** What comes before a frame, in turn. */
  junk: readonly string[];
  /** What frames call the question that GET calls `textOptions`, in turn. */
  words: readonly string[];
}

/** What happens to the page, and when: ms since the job began. */
export interface PageEvent {
  at: number;
  does: 'rest' | 'wake' | 'look' | 'stop and start' | 'sleep';
}

export interface Schedule {
  /** The true history, which ends with a terminal code; `wait`: ms since the entry before. */
  steps: readonly { code: number; wait: number }[];
  /** What GET answers, in turn; when they are used up, it answers well. */
  polls: readonly Poll[];
  /** The connections, in turn; when they are used up, they are good ones that repeat the last entry. */
  connections: readonly Connection[];
  events: readonly PageEvent[];
  /** For the job's own jitter, in turn. */
  chance: readonly number[];
  /** GET is refused for good. */
  noStatus?: boolean;
}

/** What the page saw. */
export interface Seen {
  /** The entries told, by their place in the true history. */
  told: number[];
  /** How many there are to tell. */
  all: number;
  ends: number[];
  /** The code of the true end. */
  end: number;
  /** The slowest entry, in ms after it happened. */
  slowest: number;
  /** When GET was asked, and when there was a reason to ask at once or soon; in ms, in their order. */
  asked: number[];
  reasons: number[];
  sockets: number;
  timersLeft: number;
  socketsLeft: number;
}

const GOOD: Connection = {
  takes: 20,
  refused: false,
  silent: false,
  replay: 'last',
  asArray: false,
  delays: [10],
  twice: [false],
  junk: [''],
  words: ['textOptions'],
};

/** Takes one after the other, and then from the beginning again. */
function inTurn<T>(list: readonly T[]): () => T {
  let at = 0;
  return () => list[at++ % list.length]!;
}

type Numbered = StatusEntry & { n: number };

/**
 * Plays a schedule to its end, and for long enough after it that all has been told that ever will be.
 * @param timeout how long the job may give no news, in ms; 0 for ever
 */
export async function play(schedule: Schedule, timeout = 0): Promise<Seen> {
  const clock = new FakeClock();
  const start = clock.now();
  let at = start;
  const truth = schedule.steps.map(({ code, wait }, n) => {
    at += wait;
    const twofa = code === 410 && [{ name: 'option', type: 'textOptions', label: 'By', options: [] }];
    return { at, entry: { code, n, ...(twofa && { twofa }) } as unknown as Numbered };
  });
  const shownAt = (now: number) => truth.filter(step => step.at <= now).map(step => ({ ...step.entry }));

  const polls = [...schedule.polls];
  const asked: number[] = [];
  const reasons: number[] = [];
  const reason = () => void reasons.push(clock.now());
  class Api extends SyncfyClient {
    override jobStatus(_url: string, signal?: AbortSignal): Promise<StatusEntry[]> {
      asked.push(clock.now());
      const poll = polls.shift() ?? {
        takes: 20,
        lag: 0,
        ...(schedule.noStatus && { fails: 'token-expired' as const }),
      };
      const { takes, lag, fails, retryAfter } = poll;
      if (fails) reason();
      const shown = shownAt(clock.now() - lag);
      return new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
        clock.setTimeout(() => (fails ? reject(new SyncfyError(fails, '', { retryAfter })) : resolve(shown)), takes);
      });
    }
  }

  const connections = [...schedule.connections];
  const live = new Map<FakeSocket, (entry: Numbered) => void>();
  const sockets = fakeSockets(socket => {
    const how = connections.shift() ?? GOOD;
    clock.setTimeout(() => serve(socket, how), how.takes);
  });
  function serve(socket: FakeSocket, how: Connection): void {
    if (socket.readyState) return;
    reason();
    if (how.refused) return socket.drop();
    socket.open();
    if (how.dropsAfter !== undefined)
      clock.setTimeout(() => {
        reason();
        socket.drop();
      }, how.dropsAfter);
    if (how.silent) return;
    const [delay, twice] = [inTurn(how.delays), inTurn(how.twice)];
    const [junk, word] = [inTurn(how.junk), inTurn(how.words)];
    const worded = (entry: Numbered) =>
      entry.twofa ? { ...entry, twofa: entry.twofa.map(asked => ({ ...asked, type: word() })) } : entry;
    let due = 0;
    const send = (data: unknown) => {
      due = Math.max(due, clock.now() + delay());
      const [before, again] = [junk(), twice()];
      clock.setTimeout(() => {
        for (const frame of [before, data, again && data]) {
          if (!frame) continue;
          reason();
          socket.say(frame);
        }
      }, due - clock.now());
    };
    live.set(socket, entry => send(worded(entry)));
    const known = shownAt(clock.now());
    const repeated = how.replay === 'all' ? known : how.replay === 'last' ? known.slice(-1) : [];
    if (how.asArray && repeated.length) send(repeated.map(worded));
    else for (const entry of repeated) send(worded(entry));
  }
  for (const step of truth) {
    clock.setTimeout(() => {
      for (const [socket, send] of live) if (socket.readyState === 1) send(step.entry);
    }, step.at - start);
  }

  const job = new Job(
    { id_job: 'j', ws: 'wss://api.syncfy.com/v1/status/j', status: 'https://api.syncfy.com/v1/jobs/j/status' },
    { client: new Api(), clock, random: inTurn(schedule.chance), WebSocket: sockets.WebSocket, timeout },
  );
  const seen: Seen = {
    told: [],
    all: truth.length,
    ends: [],
    end: truth.at(-1)!.entry.code,
    slowest: 0,
    asked,
    reasons,
    sockets: 0,
    timersLeft: 0,
    socketsLeft: 0,
  };
  job.subscribe(() => {
    for (const { n } of job.takeNews() as Numbered[]) {
      seen.told.push(n);
      seen.slowest = Math.max(seen.slowest, clock.now() - truth[n]!.at);
    }
    const end = job.takeEnd();
    if (end) seen.ends.push(end.code);
  });
  job.start();
  const act: Record<PageEvent['does'], () => void> = {
    rest: () => job.rest(),
    wake: () => job.wake(),
    look: () => job.look(),
    'stop and start': () => {
      job.stop();
      job.start();
    },
    sleep: () => clock.sleep(40_000),
  };
  for (const { does, at } of schedule.events)
    clock.setTimeout(() => {
      reason();
      act[does]();
    }, at);
  // A page that rests looks once a minute, and time that was slept through is no time to look.
  await clock.tick(at - start + 900_000);
  await clock.tick(1_000);
  return Object.assign(seen, {
    sockets: sockets.all.length,
    timersLeft: clock.pending,
    socketsLeft: sockets.alive,
  });
}

/** What is wrong with what the page saw; each is to be 0. */
export interface Faults {
  lost: number;
  twice: number;
  unordered: number;
  /** Other than the one true end, once. */
  ends: number;
  /** Timers and sockets that outlived the job. */
  left: number;
}

export function judge(seen: Seen): Faults {
  const { told, all, ends, end } = seen;
  const once = new Set(told);
  return {
    lost: all - once.size,
    twice: told.length - once.size,
    unordered: told.filter((n, i) => i > 0 && n <= told[i - 1]!).length,
    ends: ends.length === 1 && ends[0] === end ? 0 : 1,
    left: seen.timersLeft + seen.socketsLeft,
  };
}

export const NOTHING_WRONG: Faults = { lost: 0, twice: 0, unordered: 0, ends: 0, left: 0 };

const MINUTE = 60_000;
/** How often GET is asked in a minute where nothing happens: every 1.5 s at most. */
const BY_ITSELF = 41;
/** How often it is asked because of one thing that happens: at once, and four times soon after. */
const BECAUSE = 5;

/** How many GETs too many there were in the worst minute. */
export function tooOften({ asked, reasons }: Seen): number {
  const within = (list: readonly number[], from: number, to: number) => list.filter(at => at >= from && at < to).length;
  const over = asked.map(at => {
    // What happened just before may still be looked for.
    const most = BY_ITSELF + BECAUSE * within(reasons, at - MINUTE, at + MINUTE);
    return within(asked, at, at + MINUTE) - most;
  });
  return Math.max(0, ...over);
}
