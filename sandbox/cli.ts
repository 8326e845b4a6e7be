#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { tokenCommand } from './home.js';
import { startSandbox, type SandboxOptions } from './index.js';

declare const __SANDBOX_VERSION__: string;

const HELP = `Usage: syncfy-sandbox [options]

An offline Syncfy over HTTP and WebSocket, for development and tests.

  --port N               port to listen on (default 4555; 0 takes any that is free)
  --host ADDRESS         address to listen on (default 127.0.0.1)
  --pace MS              time between a job's steps (default 700)
  --token-idle MS        life of an unused token (default 300000)
  --challenge-timeout MS time to answer a challenge (default 60000)
  --sites N              generated sites on top of the catalogue (default 0, at most 50000)
  --quiet                no line for each request
  --help, --version
`;

function fail(message: string): never {
  process.stderr.write(`syncfy-sandbox: ${message}\nTry syncfy-sandbox --help\n`);
  process.exit(2);
}

function readArguments(): Record<string, string | boolean | undefined> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      options: {
        port: text,
        host: text,
        pace: text,
        'token-idle': text,
        'challenge-timeout': text,
        sites: text,
        quiet: flag,
        help: { ...flag, short: 'h' },
        version: { ...flag, short: 'v' },
      },
    }).values;
  } catch (error) {
    return fail((error as Error).message);
  }
}

/** What is a number, by its name on the command line. */
const NUMBERS = {
  port: 'port',
  pace: 'pace',
  'token-idle': 'tokenIdleMs',
  'challenge-timeout': 'challengeTimeoutMs',
  sites: 'catalogueSize',
} as const;

function toOptions(given: ReturnType<typeof readArguments>): SandboxOptions {
  const numbers: SandboxOptions = { port: 4555 };
  for (const [option, name] of Object.entries(NUMBERS)) {
    const value = given[option];
    if (value === undefined) continue;
    numbers[name] = /^\d+$/.test(String(value)) ? Number(value) : fail(`--${option} takes a number, not "${value}"`);
  }
  return {
    ...numbers,
    host: given['host'] === undefined ? undefined : String(given['host']),
    recordValues: false,
    log: given['quiet'] ? undefined : line => console.log(line),
  };
}

function explain(error: NodeJS.ErrnoException, { host, port }: SandboxOptions): string {
  if (error.code === 'EADDRINUSE') return `port ${port} is taken; give another one with --port`;
  if (error.code === 'EACCES') return `port ${port} may not be used; give another one with --port`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return `cannot listen on ${host}`;
  const outOfBounds = Object.entries(NUMBERS).find(([, name]) => error.message.startsWith(`${name} `));
  return outOfBounds ? error.message.replace(outOfBounds[1], `--${outOfBounds[0]}`) : error.message;
}

async function main(): Promise<void> {
  const given = readArguments();
  if (given['help']) return void process.stdout.write(HELP);
  if (given['version']) return void console.log(__SANDBOX_VERSION__);
  const options = toOptions(given);
  const sandbox = await startSandbox(options).catch((error: Error) => fail(explain(error, options)));
  console.log(`Syncfy sandbox on ${sandbox.origin}

  API base     ${sandbox.apiBase}
  assets base  ${sandbox.assetsBase}
  a token      ${sandbox.issueToken()}
  another      ${tokenCommand(sandbox.origin)}
  test bank    Acme Bank (Mexico): user "test", password "test"; any other site takes anything but the value "wrong"
`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
}

await main();
