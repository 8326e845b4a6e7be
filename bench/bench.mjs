// `npm run bench`: the same work on these elements and on Syncfy's own widget, in one Chromium, by turns, against the sandbox.
// Prints the tables and writes them, with the chart, into docs/performance.md. Needs the build.
//   --runs N        how often each is visited (5)
//   --sizes 10,1000 sites in the catalogue (10,1000,10000,50000)
//   --quick         one visit, small catalogues
//   --dry           writes nothing
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumArgs, findChromium } from '../scripts/browsers.mjs';
import { entryBytes, productBytes } from './bytes.mjs';
import { visit } from './measure.mjs';
import { readProducts, servePages } from './pages.mjs';
import { print, write } from './report.mjs';
import { startCatalogue } from './catalogue.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    sizes: { type: 'string' },
    quick: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs ?? (values.quick ? 1 : 5));
const sizes = (values.sizes ?? (values.quick ? '10,1000' : '10,1000,10000,50000')).split(',').map(Number);
if (!(runs >= 1) || !sizes.every(size => size >= 10 && size <= 50_000)) {
  console.error('--runs takes a number from 1, --sizes numbers from 10 to 50000.');
  process.exit(2);
}
const THROTTLES = [1, 4];
const PRODUCTS = ['official', 'elements', 'everywhere'];
/** Knows no catalogue, so that one size is enough. */
const productsFor = size => (size === sizes[0] ? [...PRODUCTS, 'plain'] : PRODUCTS);

const files = readProducts();
const bytes = { ...productBytes(files), entries: await entryBytes() };
const pages = await servePages(files);
// No other host is found, so that nothing waits for a network: requests to them fail at once, and are counted.
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: [...chromiumArgs, '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
});
const results = [];
// What else the computer did then, as the benchmark itself has not begun.
const [load] = loadavg();
const started = Date.now();

/** All visits to one catalogue. */
async function measure(size) {
  const sandbox = await startCatalogue(size);
  const visitTo = (product, throttle) => {
    const settings = { token: sandbox.issueToken('somebody'), api: sandbox.apiBase, assets: sandbox.assetsBase };
    return visit(browser, product, {
      address: pages.address(product, settings),
      throttle,
      origins: [pages.base, sandbox.assetsBase],
      job: product === 'official' || product === 'elements',
    });
  };
  if (size === sizes[0]) for (const product of PRODUCTS) await visitTo(product, 1); // To warm up what they share.
  for (const throttle of THROTTLES) {
    const beyond = new Set();
    for (let run = 0; run < runs; run++) {
      for (const product of run % 2 ? productsFor(size).toReversed() : productsFor(size)) {
        if (beyond.has(product)) continue;
        // A visit that fails, and is not slow only, is tried once more before all that was measured is lost.
        const result = await visitTo(product, throttle).catch(() => visitTo(product, throttle));
        results.push({ size, throttle, ...result });
        if (result.over) beyond.add(product);
        const end = result.over ? `over the cap: ${result.over}` : `list after ${Math.round(result.list)} ms`;
        console.error(`${size} sites, CPU / ${throttle}, run ${run + 1}, ${product}: ${end}`);
      }
    }
  }
  await sandbox.close();
}

for (const size of sizes) await measure(size);
const facts = {
  command: `npm run bench${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}`,
  date: new Date().toISOString().slice(0, 10),
  minutes: Math.round((Date.now() - started) / 60_000),
  chromium: browser.version(),
  node: process.versions.node,
  cpu: `${cpus().length} cores (${cpus()[0].model.trim()})`,
  load,
  runs,
};
await browser.close();
pages.close();

const all = { facts, sizes, throttles: THROTTLES, bytes, results };
await print(all);
if (!values.dry && !values.quick) await write(all);
