import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../dist/sandbox/cli.js', import.meta.url));

function start(...args) {
  const child = spawn(process.execPath, [cli, ...args]);
  const run = { child, output: '' };
  child.stdout.on('data', data => (run.output += data));
  child.stderr.on('data', data => (run.output += data));
  run.ended = new Promise(resolve => child.once('close', code => resolve({ code, output: run.output })));
  return run;
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  test(`starts, says where, and ends on ${signal}`, async () => {
    const run = start('--port', '0', '--pace', '5', '--sites', '10', '--quiet');
    while (!/api_key/.test(run.output)) await new Promise(resolve => run.child.stdout.once('data', resolve));
    const [, origin] = /on (http:\/\/127\.0\.0\.1:\d+)/.exec(run.output);
    const [, token] = /token\s+([0-9a-f]{32})/.exec(run.output);
    const response = await fetch(`${origin}/v1/catalogues/countries`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    assert.equal(response.status, 200);
    run.child.kill(signal);
    assert.equal((await run.ended).code, 0);
  });
}

test('--help and --version', async () => {
  assert.match((await start('--help').ended).output, /--challenge-timeout/);
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  assert.deepEqual(await start('--version').ended, { code: 0, output: `${version}\n` });
});

for (const args of [['--bogus'], ['--port', 'x'], ['--port', '70000'], ['extra'], ['--sites', '50001']]) {
  test(`${args.join(' ')} ends with 2`, async () => {
    const { code, output } = await start(...args).ended;
    assert.equal(code, 2);
    assert.match(output, /^syncfy-sandbox: /);
    assert.doesNotMatch(output, /\n\s+at /);
  });
}

for (const [option, value] of [
  ['--port', '70000'],
  ['--pace', '600001'],
  ['--token-idle', '0'],
  ['--challenge-timeout', '0'],
  ['--sites', '60000'],
]) {
  test(`${option} ${value} is told by the option's own name`, async () => {
    const { output } = await start(option, value).ended;
    assert.match(output, new RegExp(`^syncfy-sandbox: ${option} must be a whole number from `));
  });
}

test('a taken port is named', async t => {
  const taken = createServer().listen(0, '127.0.0.1');
  t.after(() => taken.close());
  await new Promise(resolve => taken.once('listening', resolve));
  const { port } = taken.address();
  const { code, output } = await start('--port', String(port)).ended;
  assert.equal(code, 2);
  assert.match(output, new RegExp(`port ${port} is taken`));
});

test('runs as a command', () => {
  assert.match(readFileSync(cli, 'utf8'), /^#!\/usr\/bin\/env node\n/);
});
