// What can go wrong with a job, by name, each as schedules of many kinds (schedule.ts).
import fc from 'fast-check';
import type { SyncfyErrorCode } from '../../src/api/errors.js';
import type { Connection, PageEvent, Poll, Schedule } from './schedule.js';

const CODES = [100, 101, 102, 103, 150, 301, 410, 410];
const ENDS = [200, 202, 401, 403, 411, 500, 504, 599];
const WAITS = [0, 0, 5, 50, 300, 1_000, 4_000, 9_000];
const JUNK = [
  'ping',
  '{}',
  '[]',
  'null',
  '{"code":"x"}',
  '{"code":200,"status":true,"response":null}',
  '[[{"code":1}]]',
];
/** What passes by itself, or with another try. */
const PASSING: SyncfyErrorCode[] = ['network', 'offline', 'timeout', 'server', 'unavailable', 'bad-response'];

const upTo = (max: number) => fc.noBias(fc.integer({ min: 0, max }));

const step = (code: fc.Arbitrary<number>, waits: readonly number[]) =>
  fc.record({
    code,
    wait: fc.constantFrom(...waits).chain(most => upTo(most)),
  });
/** Neighbours are often equal. */
const steps = (waits: readonly number[] = WAITS) =>
  fc
    .tuple(
      fc.array(fc.tuple(step(fc.constantFrom(...CODES), waits), fc.nat(9)), {
        minLength: 1,
        maxLength: 12,
        size: 'max',
      }),
      step(fc.constantFrom(...ENDS), waits),
    )
    .map(([before, end]) => {
      const all: { code: number; wait: number }[] = [];
      for (const [one, luck] of before) all.push(luck < 3 && all.length ? { ...one, code: all.at(-1)!.code } : one);
      return [...all, end];
    });

const inTurn = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 6 });

const connection = (more: Partial<{ [K in keyof Connection]: fc.Arbitrary<Connection[K]> }>) =>
  fc.record({
    takes: upTo(150),
    refused: fc.constant(false),
    dropsAfter: fc.constant<number | undefined>(undefined),
    silent: fc.constant(false),
    replay: fc.constantFrom('none', 'last', 'all'),
    asArray: fc.constant(false),
    delays: inTurn(upTo(50)),
    twice: fc.constant([false]),
    junk: fc.constant(['']),
    words: fc.constant(['textOptions']),
    ...more,
  }) as fc.Arbitrary<Connection>;
const connections = (more: Parameters<typeof connection>[0] = {}) =>
  fc.array(connection(more), { minLength: 1, maxLength: 8, size: 'max' });

const poll = (more: Partial<{ [K in keyof Poll]: fc.Arbitrary<Poll[K]> }>) =>
  fc.record({ takes: upTo(200), lag: fc.constant(0), ...more }) as fc.Arbitrary<Poll>;
/** Never more than three failures in a row: what lasts longer than frames wait is another weather. */
const polls = (more: Parameters<typeof poll>[0] = {}) =>
  fc
    .array(poll(more), { maxLength: 25, size: 'max' })
    .map(list => list.map((one, i) => (i >= 3 && i % 4 === 3 ? { ...one, fails: undefined } : one)));
const sometimes = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

const events = (...does: PageEvent['does'][]) =>
  fc.array(fc.record({ at: upTo(40_000), does: fc.constantFrom(...does) }), { maxLength: 6, size: 'max' });

const schedule = (more: Partial<{ [K in keyof Schedule]: fc.Arbitrary<Schedule[K]> }> = {}): fc.Arbitrary<Schedule> =>
  fc.record({
    steps: steps(),
    polls: polls(),
    connections: connections(),
    events: fc.constant([]),
    chance: inTurn(fc.double({ min: 0, max: 0.999, noNaN: true })),
    ...more,
  }) as fc.Arbitrary<Schedule>;

const drops = { dropsAfter: sometimes(upTo(6_000)) };
const often = fc.boolean();
const replay = (how: Connection['replay']) =>
  schedule({ connections: connections({ ...drops, replay: fc.constant(how) }) });
const failing = { fails: sometimes(fc.constantFrom(...PASSING)) };

/** Whatever of this happens, each entry is told once and in order, and so is the end. */
export const WEATHERS: Readonly<Record<string, fc.Arbitrary<Schedule>>> = {
  'nothing goes wrong': schedule(),
  'the socket breaks; a new one repeats nothing': replay('none'),
  'the socket breaks; a new one repeats the last entry': replay('last'),
  'the socket breaks; a new one repeats all': replay('all'),
  'all that is repeated comes as one array': schedule({ connections: connections({ ...drops, asArray: often }) }),
  'no socket opens': schedule({ connections: fc.constant(Array<Connection>(200).fill(refusedAlways())) }),
  'sockets are refused now and then': schedule({ connections: connections({ ...drops, refused: often }) }),
  'the socket opens and is silent': schedule({ connections: connections({ silent: often }) }),
  'frames come twice': schedule({ connections: connections({ twice: inTurn(often) }) }),
  'frames are junk, between good ones': schedule({
    connections: connections({ junk: inTurn(fc.constantFrom('', ...JUNK)) }),
  }),
  'frames word a question otherwise than GET, and a person takes up to a minute': schedule({
    steps: steps([...WAITS, 60_000]),
    connections: connections({ ...drops, words: inTurn(fc.constantFrom('textOptions', 'select')) }),
  }),
  'frames are late, by up to 8 s': schedule({ connections: connections({ ...drops, delays: inTurn(upTo(8_000)) }) }),
  'polls are slow, by up to 12 s': schedule({ polls: polls({ takes: upTo(12_000) }), connections: connections(drops) }),
  'polls lag, by up to 12 s': schedule({ polls: polls({ lag: upTo(12_000) }), connections: connections(drops) }),
  'polls fail': schedule({ polls: polls(failing), connections: connections(drops) }),
  'polls are refused for a while (429, Retry-After up to 3 s)': schedule({
    polls: polls({ fails: sometimes(fc.constant<SyncfyErrorCode>('rate-limited')), retryAfter: upTo(3_000) }),
    connections: connections(drops),
  }),
  'the token dies while a socket holds, and is renewed': schedule({
    polls: fc
      .tuple(upTo(8), upTo(2))
      .map(([good, bad]) => [
        ...Array<Poll>(good + 1).fill({ takes: 20, lag: 0 }),
        ...Array<Poll>(bad).fill({ takes: 20, lag: 0, fails: 'token-expired' }),
      ]),
    connections: fc.array(connection({}), { minLength: 1, maxLength: 1 }),
  }),
  'the page is hidden, shown, offline, online': schedule({
    events: events('rest', 'wake', 'look'),
    connections: connections(drops),
  }),
  'the elements are removed and return': schedule({
    events: events('stop and start'),
    connections: connections(drops),
  }),
  'the machine sleeps': schedule({ events: events('sleep', 'wake'), connections: connections(drops) }),
  'all of it at once': schedule({
    polls: polls({ takes: upTo(1_000), lag: upTo(4_000), ...failing }),
    connections: connections({
      ...drops,
      refused: often,
      silent: often,
      asArray: often,
      delays: inTurn(upTo(2_000)),
      twice: inTurn(often),
      junk: inTurn(fc.constantFrom('', ...JUNK)),
      words: inTurn(fc.constantFrom('textOptions', 'select')),
    }),
    events: events('rest', 'wake', 'look', 'stop and start', 'sleep'),
  }),
};

const refused = Array<Poll>(1).fill({ takes: 20, lag: 0, fails: 'token-expired' });
const deadFrom = (first: fc.Arbitrary<number>) =>
  first.map(good => [...Array<Poll>(good).fill({ takes: 20, lag: 0 }), ...refused]);

/** GET never comes back: what happens while no socket is open cannot be known. The rest is told once, in order, and so is the end. */
export const BEYOND: Readonly<Record<string, fc.Arbitrary<Schedule>>> = {
  'GET is refused for good, the socket repeats all': schedule({
    polls: deadFrom(upTo(6)),
    noStatus: fc.constant(true),
    connections: connections({ ...drops, replay: fc.constant('all') }),
  }),
  'GET is refused for good, the socket repeats the last entry': schedule({
    polls: deadFrom(upTo(6)),
    noStatus: fc.constant(true),
    connections: connections({ ...drops, replay: fc.constant('last') }),
  }),
  'GET is refused for good, the socket holds': schedule({
    polls: deadFrom(fc.constant(3)),
    noStatus: fc.constant(true),
    connections: fc.array(connection({}), { minLength: 1, maxLength: 1 }),
  }),
};

function refusedAlways(): Connection {
  return {
    takes: 20,
    refused: true,
    silent: false,
    replay: 'none',
    asArray: false,
    delays: [0],
    twice: [false],
    junk: [''],
    words: [''],
  };
}
