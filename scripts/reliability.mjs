// `npm run reliability`: plays every fault of test/support/weather.ts and test/node/chaos-helpers.mjs, and writes what became of
// it into the table of docs/reliability.md. Needs the build, for the headless client and the sandbox.
// `npm run reliability -- 20000` plays so many schedules of each fault.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { createServer } from 'vite';
import { CHAOS, JOBS, run as runChaos } from '../test/node/chaos-helpers.mjs';
import { writeMadePart } from './made-part.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const PAGE = 'docs/reliability.md';
const RUNS = Number(process.argv[2] ?? 1_000);
const SEED = 20_240_229;

const server = await createServer({
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, watch: null, ws: false },
});
const { judge, play } = await server.ssrLoadModule('/test/support/schedule.ts');
const { BEYOND, WEATHERS } = await server.ssrLoadModule('/test/support/weather.ts');

const seconds = ms => (ms / 1000).toFixed(1);

/** Plays schedules, without stopping at what goes wrong: it is counted. */
async function playAll(weather) {
  const sum = { jobs: 0, entries: 0, lost: 0, twice: 0, unordered: 0, ends: 0, left: 0 };
  const slowest = [];
  for (const schedule of fc.sample(weather, { numRuns: RUNS, seed: SEED })) {
    const seen = await play(schedule);
    sum.jobs++;
    sum.entries += seen.all;
    slowest.push(seen.slowest);
    for (const [what, count] of Object.entries(judge(seen))) sum[what] += count;
  }
  slowest.sort((a, b) => a - b);
  const at = part => slowest[Math.floor(part * (slowest.length - 1))];
  return { ...sum, half: seconds(at(0.5)), most: seconds(at(0.99)) };
}

async function playHere(weathers) {
  const rows = [];
  for (const [name, weather] of Object.entries(weathers)) rows.push({ name, ...(await playAll(weather)) });
  return rows;
}

async function playThere() {
  return Promise.all(
    Object.keys(CHAOS).map(async name => {
      const row = { name, jobs: 0, entries: 0, lost: 0, twice: 0, unordered: 0, ends: 0 };
      for (const { truth, ...faults } of await runChaos(name)) {
        row.jobs++;
        row.entries += truth.length;
        for (const what of ['lost', 'twice', 'unordered', 'ends']) row[what] += faults[what];
      }
      return row;
    }),
  );
}

const HEADS = {
  name: 'what goes wrong',
  jobs: 'jobs',
  entries: 'entries',
  lost: 'lost',
  twice: 'twice',
  unordered: 'out of order',
  ends: 'wrong ends',
  left: 'left running',
  half: 'slowest entry, s: half',
  most: '99 %',
};

function table(rows) {
  const keys = Object.keys(HEADS).filter(key => key in rows[0]);
  const line = cells => `| ${cells.join(' | ')} |`;
  return [
    line(keys.map(key => HEADS[key])),
    line(keys.map(key => (key === 'name' ? '---' : '--:'))),
    ...rows.map(row => line(keys.map(key => row[key]))),
  ].join('\n');
}

const total = (rows, key) => rows.reduce((sum, row) => sum + row[key], 0);

const held = await playHere(WEATHERS);
const beyond = await playHere(BEYOND);
const chaos = await playThere();
await server.close();

const text = `${total(held, 'jobs')} schedules on a clock that only moves when told, ${RUNS} of each kind (fast-check, seed ${SEED}), in which everything must
hold:

${table(held)}

Each kind with what it names, most of them with sockets that break, too. “Left running” counts timers and sockets that outlive the job. Slow
are the polls that are slow, a page that is hidden and looks once a minute, and a machine that sleeps.

Beyond what can be known, ${total(beyond, 'jobs')} schedules: an entry may be lost, but none may be told twice or out of order. Most of
what is lost is one of two equal neighbours, which three in ten are here, and hardly any are of the API's:

${table(beyond)}

${total(chaos, 'jobs')} jobs over real HTTP and real sockets against the sandbox, ${JOBS} of each kind:

${table(chaos)}`;

await writeMadePart(PAGE, 'reliability', text);
const wrong = [...held, ...chaos].flatMap(row => ['lost', 'twice', 'unordered', 'ends'].map(key => row[key]));
const wrongBeyond = beyond.flatMap(row => [row.twice, row.unordered, row.ends]);
const sum = [...wrong, ...wrongBeyond].reduce((a, b) => a + b, 0);
console.log(`${total(held, 'jobs') + total(beyond, 'jobs') + total(chaos, 'jobs')} jobs, ${sum} faults; see ${PAGE}`);
process.exitCode = sum ? 1 : 0;
