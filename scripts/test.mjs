// `npm test`: builds, checks, and runs every test; the very last line adds them up.
// `npm test -- --files test/elements/twofa.test.ts …` runs only what is named, in Node or Chromium, against the build that
// is there. `npm run test:browsers` runs only the flows in Firefox and WebKit.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { run as runTests } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './browsers.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const total = { passed: 0, failed: 0, skipped: 0 };
const tool = (name, ...args) => [process.execPath, [`node_modules/${name}`, ...args]];
const title = text => console.log(`\n── ${text}`);

function fail(why) {
  total.failed++;
  console.error(why);
  return false;
}

/** Runs a command; answers what it wrote and whether it went well. With `live` it is shown as it comes. */
function start([command, args], live = true) {
  return new Promise(resolve => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = stream => chunk => {
      output += chunk;
      if (live) stream.write(chunk);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    child.once('error', error => resolve({ output: output + error.message, ok: false }));
    child.once('close', code => resolve({ output, ok: code === 0 }));
  });
}

async function build() {
  title('Build');
  const { ok } = await start([process.execPath, ['scripts/build.mjs']]);
  return ok || fail('The build failed: nothing can be tested.');
}

/** Checks that need no browser, two at a time. The sandbox's types are checked as they are built. */
async function check() {
  const waiting = [
    ['Types', tool('typescript/bin/tsc', '-p', 'tsconfig.json')],
    ['Lint', tool('eslint/bin/eslint.js', '.')],
    ['Format', tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
  ];
  async function work() {
    for (let next; (next = waiting.shift());) {
      const [name, command] = next;
      const { output, ok } = await start(command, false);
      title(name);
      process.stdout.write(output);
      if (ok) console.log('Nothing found.');
      else fail(`${name}: see above.`);
    }
  }
  await Promise.all([work(), work()]);
}

/** Looks for browsers, and installs what is missing; says plainly which one is not to be had. */
function haveBrowsers(...names) {
  try {
    for (const name of names) findBrowser(name);
    return true;
  } catch (error) {
    return fail(error.message);
  }
}

async function testNode(files) {
  title('Tests in Node');
  // Files that run side by side would each try to install it.
  if (files.length > 1) haveBrowsers('Chromium');
  const stream = runTests({ files, concurrency: 2 });
  stream.on('test:pass', ({ name, file, details, skip, todo }) => {
    if (details.type === 'suite') return;
    // A file that registers no test is reported as a test that passes.
    if (file?.endsWith(name)) fail(`${file} has no test.`);
    else total[skip !== undefined || todo !== undefined ? 'skipped' : 'passed']++;
  });
  stream.on('test:fail', ({ details }) => {
    if (details.type !== 'suite' || details.error?.failureType !== 'subtestsFailed') total.failed++;
  });
  const report = stream.compose(spec.prototype ? new spec() : spec);
  for await (const text of report) process.stdout.write(text);
}

async function testIn(browsers, ...args) {
  const names = browsers.join(' and ');
  title(`Tests in ${names}`);
  if (!haveBrowsers(...browsers)) return false;
  const { output, ok } = await start(tool('@web/test-runner/dist/bin.js', ...args));
  const tally = [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1);
  if (!tally) return fail(`The tests in ${names} did not come to their end.`);
  const [passed, failed, skipped] = tally.slice(1).map(Number);
  total.passed += passed;
  total.skipped += skipped;
  // Coverage below its threshold fails the run, but no test.
  total.failed += failed || skipped || ok ? failed : 1;
  return true;
}

const testChromium = (...args) => testIn(['Chromium'], ...args);
const testOthers = () => testIn(['Firefox', 'WebKit'], '--config', 'web-test-runner.browsers.config.mjs');

/** Those that take minutes, so that none of them is left alone at the end. */
const LONG = ['reload', 'canary', 'heap', 'demo', 'search'].map(name => `${name}.test.mjs`);
const nodeTests = () => {
  const names = readdirSync('test/node').filter(name => name.endsWith('.test.mjs'));
  return [...LONG, ...names.filter(name => !LONG.includes(name))].map(name => `test/node/${name}`);
};

/** What is tried at random, a hundred thousand times: counting what it reaches would take as long again. */
const PROPERTIES = 'test/properties/*.test.ts';

async function all() {
  // Neither needs the other, and a build leaves one of two cores alone.
  const [isBuilt] = await Promise.all([build(), check()]);
  if (!isBuilt) return;
  await testNode(nodeTests());
  await testChromium('--coverage', '--files', 'test/*/*.test.ts', `!${PROPERTIES}`);
  await testChromium('--files', PROPERTIES);
  await testOthers();
}

const isBuilt = async () => existsSync('dist/sandbox/index.js') || (await build());

async function only(files) {
  if (!(await isBuilt())) return;
  const forNode = files.filter(file => file.endsWith('.mjs'));
  const forBrowser = files.filter(file => !file.endsWith('.mjs'));
  if (forNode.length) await testNode(forNode);
  if (forBrowser.length) await testChromium('--files', ...forBrowser);
}

const [option, ...files] = process.argv.slice(2);
try {
  if (option === undefined) await all();
  else if (option === '--files' && files.length) await only(files);
  else if (option === '--browsers' && !files.length) (await isBuilt()) && (await testOthers());
  else fail(`Unknown: ${process.argv.slice(2).join(' ')}. Known: --files FILE…, --browsers`);
} catch (error) {
  fail(error);
}
const { passed, failed, skipped } = total;
if (!passed && !failed) fail('No test ran.');
process.exitCode = passed && !total.failed && !skipped ? 0 : 1;
console.log(`\n${passed} passed, ${total.failed} failed, ${skipped} skipped`);
