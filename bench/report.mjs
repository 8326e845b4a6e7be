// Tables, chart and the made part of docs/performance.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { writeMadePart } from '../scripts/made-part.mjs';
import { chart } from './chart.mjs';
import { CAP } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const PAGE = `${root}docs/performance.md`;
const CHART = `${root}docs/images/performance.svg`;

const NAMES = {
  official: "Syncfy's own widget",
  elements: 'these elements',
  everywhere: 'these elements, all countries in one list',
};
const BARE = 'a bare text field';
const STAGES = ['usable', 'list', 'keys', 'form', 'told'];
const OVER = Infinity;

const sorted = values => values.toSorted((a, b) => a - b);
const quantile = part => values => sorted(values)[Math.ceil(part * values.length) - 1];
const median = quantile(0.5);

const plain = key => ({ of: results => results.map(result => result[key]), take: median, stage: 'list' });
const keys = (key, take) => ({
  of: results => results.flatMap(result => result.keys.map(one => one[key])),
  take,
  stage: 'keys',
});

const METRICS = [
  { name: 'navigation to a picker one can use, ms', ...plain('usable'), stage: 'usable' },
  { name: 'navigation to the list shown, ms', ...plain('list') },
  { name: 'keystroke to painted results, ms: p50', ...keys('painted', median), digits: 1 },
  { name: 'keystroke to painted results, ms: p95', ...keys('painted', quantile(0.95)), digits: 1 },
  { name: "… the main thread's work of it, ms: p50", ...keys('work', median), digits: 1 },
  { name: "… the main thread's work of it, ms: p95", ...keys('work', quantile(0.95)), digits: 1 },
  { name: 'site picked to form ready, ms', ...plain('form'), stage: 'form' },
  {
    name: 'frame on the socket to text painted, ms',
    of: results => results.flatMap(({ told }) => told ?? []),
    take: median,
    stage: 'told',
  },
  { name: 'long tasks until the list', ...plain('longTasks') },
  { name: 'time in them, ms', ...plain('blocked') },
  { name: 'DOM nodes, list shown', ...plain('nodes') },
  {
    name: 'JavaScript heap, list shown, MB',
    of: results => results.map(({ heap }) => heap / 1e6),
    take: median,
    stage: 'list',
    digits: 1,
  },
  { name: 'requests until the list', ...plain('requests') },
  {
    name: "third parties' hosts asked",
    of: results => results.map(({ hosts }) => hosts?.length),
    take: median,
    stage: 'list',
  },
];

/** A metric's value: a number, infinite where the cap cut it off, undefined where it was not come to or not measured. */
function valueOf({ of, take, stage }, results) {
  if (results.length === 0) return undefined;
  const reached = results.filter(({ over }) => !over || STAGES.indexOf(over) > STAGES.indexOf(stage));
  const cut = results.filter(({ over }) => over === stage).map(() => OVER);
  const values = [...of(reached).filter(value => Number.isFinite(value)), ...cut];
  return values.length ? take(values) : undefined;
}

const number = (value, digits = 0) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const shown = (value, digits) =>
  value === undefined ? '' : value === OVER ? `over ${number(CAP)}` : number(value, digits);

function ratio(theirs, ours) {
  if (theirs === undefined || ours === undefined || ours === OVER || !ours) return '';
  const many = (theirs === OVER ? CAP : theirs) / ours;
  return `${theirs === OVER ? 'over ' : ''}${number(many, many < 10 ? 1 : 0)}`;
}

function growth(sizes, values) {
  const done = sizes.map((size, i) => [size, values[i]]).filter(([, value]) => Number.isFinite(value));
  if (done.length < 2 || !done[0][1]) return '';
  const [size, value] = done.at(-1);
  const many = value / done[0][1];
  return `× ${number(many, many < 10 ? 1 : 0)}${size === sizes.at(-1) ? '' : ` (to ${number(size)})`}`;
}

const table = ([head, ...rows], align) => [head, align, ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');

function speedTable({ sizes, results }, throttle) {
  const rows = [['', 'sites:', ...sizes.map(size => number(size)), 'growth']];
  for (const metric of METRICS) {
    const row = product =>
      sizes.map(size =>
        valueOf(
          metric,
          results.filter(one => one.size === size && one.throttle === throttle && one.product === product),
        ),
      );
    const all = Object.fromEntries(Object.keys(NAMES).map(product => [product, row(product)]));
    const line = (first, product) => {
      const values = all[product];
      if (values.every(value => value === undefined)) return;
      rows.push([first, NAMES[product], ...values.map(value => shown(value, metric.digits)), growth(sizes, values)]);
    };
    line(metric.name, 'official');
    line('', 'elements');
    rows.push(['', 'ratio', ...sizes.map((_, i) => ratio(all.official[i], all.elements[i])), '']);
    line('', 'everywhere');
    if (metric.stage === 'keys') {
      const value = valueOf(
        metric,
        results.filter(one => one.throttle === throttle && one.product === 'plain'),
      );
      rows.push(['', BARE, ...sizes.map(() => shown(value, metric.digits)), '']);
    }
  }
  return table(rows, ['---', '---', ...sizes.map(() => '---:'), '---:']);
}

function bytesTable({ official, elements, single, entries }) {
  const cells = ({ name, raw, gzip, brotli }) => [name, number(raw), number(gzip), number(brotli)];
  const rows = [
    ['file', 'bytes', 'gzip', 'brotli'],
    cells(official),
    cells(elements),
    ['ratio', ...['raw', 'gzip', 'brotli'].map(key => ratio(official[key], elements[key]))],
    ...[...single, ...entries].map(cells),
  ];
  return table(rows, ['---', '---:', '---:', '---:']);
}

function targetsTable({ sizes, results, bytes }) {
  const find = name => METRICS.find(metric => metric.name === name);
  const get = (name, product, size, throttle) =>
    valueOf(
      find(name),
      results.filter(one => one.product === product && one.size === size && one.throttle === throttle),
    );
  const rows = [['target', 'measured', 'held']];
  const held = (target, measured, is) =>
    rows.push([target, measured, is === undefined ? 'not measured' : is ? 'yes' : 'no']);
  const kB = value => `${number(value / 1000, 1)} kB`;
  held('script tag file, all languages: at most 40 kB gzip', kB(bytes.elements.gzip), bytes.elements.gzip <= 40_000);
  const one = bytes.oneLanguage;
  held('the same, built with one language: at most 32 kB gzip', one ? kB(one.gzip) : '', one && one.gzip <= 32_000);

  const bare = get(METRICS[5].name, 'plain', sizes[0], 4);
  const [usable, p95] = [METRICS[0].name, METRICS[5].name];
  for (const product of ['elements', 'everywhere']) {
    const [theirs, ours] = [get(usable, 'official', 10_000, 1), get(usable, product, 10_000, 1)];
    const is = ours === undefined || theirs === undefined ? undefined : Math.min(theirs, CAP) / ours >= 15;
    const which = product === 'elements' ? '' : ' (all countries in one list)';
    held(
      `10,000 sites: to a picker one can use in at most 1/15 of the widget's time${which}`,
      is === undefined ? '' : `1/${ratio(theirs, ours)}`,
      is,
    );
  }
  for (const product of ['elements', 'everywhere']) {
    const work = get(p95, product, 10_000, 4);
    const which = product === 'elements' ? '' : ' (all countries in one list)';
    held(
      `10,000 sites, CPU at a quarter: keystroke to painted results, p95 of the work at most 16 ms${which}`,
      work === undefined ? '' : `${number(work, 1)} ms (${BARE}: ${number(bare, 1)} ms)`,
      work === undefined ? undefined : work <= 16,
    );
  }
  const nodes = sizes.map(size => get('DOM nodes, list shown', 'everywhere', size, 1));
  const filled = nodes.filter((count, i) => sizes[i] >= 1000 && count !== undefined);
  held(
    'DOM nodes bounded, the same at 50,000 sites (within 5 %)',
    sizes.map((size, i) => `${shown(nodes[i])} at ${number(size)}`).join(', '),
    sizes.at(-1) < 50_000 ? undefined : Math.max(...filled) / Math.min(...filled) <= 1.05,
  );
  const hosts = new Set(results.filter(({ product }) => product !== 'official').flatMap(result => result.hosts ?? []));
  held("third parties' hosts asked: 0", String(hosts.size), hosts.size === 0);
  return table(rows, ['---', '---:', '---']);
}

function madePart(all) {
  const { facts, throttles, results } = all;
  const hosts = [...new Set(results.filter(({ product }) => product === 'official').flatMap(one => one.hosts ?? []))];
  const beyond = results
    .filter(({ over }) => over)
    .map(({ product, size, throttle, over }) => {
      const what = METRICS.find(({ stage }) => stage === over).name.replace(/, ms.*/, '');
      return `- ${NAMES[product]}, ${number(size)} sites${throttle === 1 ? '' : ', CPU at a quarter'}: ${what} takes more than ${CAP / 1000} s. What follows was not measured there.`;
    });
  return `
\`${facts.command}\`, ${facts.date}, ${facts.minutes} minutes: Chromium ${facts.chromium}, Node ${facts.node}, ${facts.cpu}, with a load of ${number(facts.load, 1)} before it began; ${facts.runs} visit${facts.runs === 1 ? '' : 's'} of each page at each size and speed.

![Chart: navigation to the list of institutions, by the number of sites in the catalogue.](images/performance.svg)

### Targets

${targetsTable(all)}

### Bytes

${bytesTable(all.bytes)}

${throttles.map(throttle => `### ${throttle === 1 ? 'The CPU as it is' : `The CPU at a quarter of its speed`}\n\n${speedTable(all, throttle)}`).join('\n\n')}

### What could not be done

${beyond.length ? [...new Set(beyond)].join('\n') : 'Nothing took longer than the cap.'}

The widget asked these hosts besides the API; none was reached: ${hosts.sort().join(', ')}.
`;
}

/** Prints all tables. */
export async function print(all) {
  console.log(await format(madePart(all), { parser: 'markdown', printWidth: 140 }));
}

/** Writes the made part of the page, and its chart. */
export async function write(all) {
  const line = throttle => product =>
    all.sizes.flatMap(size => {
      const results = all.results.filter(
        one => one.size === size && one.throttle === throttle && one.product === product,
      );
      if (results.some(({ over }) => over === 'usable')) return [[size, OVER]];
      const value = valueOf(METRICS[1], results);
      return value === undefined ? [] : [[size, value]];
    });
  const panels = all.throttles.map(throttle => ({
    title: throttle === 1 ? 'list shown, the CPU as it is' : 'list shown, the CPU at a quarter',
    lines: Object.fromEntries(Object.keys(NAMES).map(product => [product, line(throttle)(product)])),
  }));
  mkdirSync(`${root}docs/images`, { recursive: true });
  writeFileSync(CHART, chart(panels, NAMES));

  await writeMadePart(PAGE, 'bench', madePart(all));
}
