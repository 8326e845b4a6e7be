// A test's own offline Syncfy: it runs in the test runner's process (scripts/wtr-sandbox.mjs).
import { executeServerCommand } from '@web/test-runner-commands';
import type { Faults, RequestRecord, SandboxOptions } from '../../sandbox/index.js';

/** What can be sent to another process. */
export type TestSandboxOptions = Omit<SandboxOptions, 'log'>;

export interface TestSandbox {
  readonly origin: string;
  readonly apiBase: string;
  readonly assetsBase: string;
  /** The page's own endpoint for tokens, for `token-url`. */
  readonly tokenUrl: string;
  /** A new session token. */
  token(): Promise<string>;
  /** What goes wrong from now on, in place of what went wrong before. */
  faults(set: Faults): Promise<void>;
  /** What was asked so far, oldest first. */
  requests(): Promise<RequestRecord[]>;
  /** Every token that was issued answers 401 from now on. */
  expireTokens(): Promise<void>;
  /** Forgets jobs, credentials, faults and requests. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts one. Jobs move every 15 ms unless `pace` says otherwise. Whoever starts it closes it; the run's end closes the rest. */
export async function startSandbox(options: TestSandboxOptions = {}): Promise<TestSandbox> {
  const call = <T>(action: string, argument?: unknown, at?: string) =>
    executeServerCommand<T, Record<string, unknown>>('sandbox', { action, argument, origin: at });
  type Bases = Pick<TestSandbox, 'origin' | 'apiBase' | 'assetsBase'>;
  const { origin, apiBase, assetsBase } = await call<Bases>('start', { pace: 15, ...options });
  const act = async (action: string, argument?: unknown) => void (await call(action, argument, origin));
  return {
    origin,
    apiBase,
    assetsBase,
    tokenUrl: `/syncfy/session?sandbox=${encodeURIComponent(origin)}`,
    token: () => call('token', undefined, origin),
    requests: () => call('requests', undefined, origin),
    faults: set => act('faults', set),
    expireTokens: () => act('expireTokens'),
    reset: () => act('reset'),
    close: () => act('close'),
  };
}
