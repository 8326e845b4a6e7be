/** How a sandbox is set up. All of it may be left out. */
export interface SandboxOptions {
  /** The port to listen on; 0, the default, takes any that is free. */
  port?: number;
  /** The address to listen on. Default `127.0.0.1`: only this computer. */
  host?: string;
  /** A token dies after so many ms without use. Default 300000. */
  tokenIdleMs?: number;
  /** Ms between a job's steps. Default 700, for people; tests pass 15. */
  pace?: number;
  /** A challenge that is not answered within so many ms ends with 411. Default 60000. */
  challengeTimeoutMs?: number;
  /** So many generated sites on top of the catalogue, the same in every run. Default 0, at most 50000. */
  catalogueSize?: number;
  /** Whether `requests` keeps what was typed and the tokens. Default true; the command line says false. */
  recordValues?: boolean;
  /** Is told a line for each request: method, path and status, and what was wrong with it: names, never a value. */
  log?: (line: string) => void;
}

export type Options = Required<SandboxOptions>;

const LIMITS = {
  port: [0, 0, 65535],
  tokenIdleMs: [300_000, 1, 86_400_000],
  pace: [700, 0, 600_000],
  challengeTimeoutMs: [60_000, 1, 86_400_000],
  catalogueSize: [0, 0, 50_000],
} as const;

export function withDefaults(options: SandboxOptions): Options {
  const all: Options = {
    host: options.host ?? '127.0.0.1',
    recordValues: options.recordValues ?? true,
    log: options.log ?? (() => {}),
    port: number(options, 'port'),
    tokenIdleMs: number(options, 'tokenIdleMs'),
    pace: number(options, 'pace'),
    challengeTimeoutMs: number(options, 'challengeTimeoutMs'),
    catalogueSize: number(options, 'catalogueSize'),
  };
  // One that is misspelt would make a test pass for the wrong reason.
  const unknown = Object.keys(options).filter(name => !Object.hasOwn(all, name));
  if (unknown.length)
    throw new TypeError(`${unknown.join(', ')}: no such option. There are ${Object.keys(all).join(', ')}`);
  return all;
}

function number(options: SandboxOptions, name: keyof typeof LIMITS): number {
  const [fallback, least, most] = LIMITS[name];
  const value = options[name] ?? fallback;
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(`${name} must be a whole number from ${least} to ${most}`);
}
