import type { FaultAction, FaultRule, Faults } from './faults.js';
import { HttpError, isRecord } from './http.js';
import type { JobFaults, SocketFaults } from './jobs.js';

/** Refuses a value that its key cannot hold. */
type Check = (value: unknown, key: string) => void;

const DAY_MS = 86_400_000;

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isNumber = (value: unknown, most: number): boolean => typeof value === 'number' && value >= 0 && value <= most;

const TEXT = is('a text', isText);
const FLAG = is('true or false', value => typeof value === 'boolean');
const COUNT = is('a whole number, zero or more', isCount);
const MS = is(`a number from 0 to ${DAY_MS}`, value => isNumber(value, DAY_MS));

const MATCH = object<NonNullable<FaultRule['match']>>({ method: TEXT, path: TEXT });

const ACTION = object<FaultAction>(
  {
    status: is(
      'a whole number from 200 to 599',
      value => isCount(value) && Number(value) >= 200 && Number(value) <= 599,
    ),
    message: TEXT,
    retryAfter: is('a number of seconds, zero or more', value => isNumber(value, Number.MAX_VALUE)),
    delayMs: MS,
    body: TEXT,
    contentType: is(
      'a text that fits into a header',
      value => isText(value) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value),
    ),
    reset: FLAG,
    hang: FLAG,
  },
  { message: ['status'], retryAfter: ['status', 'body'], contentType: ['body'] },
);

const RULE = object<FaultRule>({ match: optional(MATCH), action: ACTION, times: COUNT, skip: COUNT });

const SOCKET = object<SocketFaults>(
  {
    refuse: is('true, false, or how many times', value => typeof value === 'boolean' || isCount(value)),
    dropAfter: COUNT,
    dropTimes: COUNT,
    silent: FLAG,
    replay: oneOf('none', 'last', 'all'),
    lagMs: MS,
    frames: oneOf('junk', 'array', 'duplicate', 'reworded'),
  },
  { dropTimes: ['dropAfter'] },
);

const JOB = { socket: optional(SOCKET), statusLagMs: MS };

const FAULTS = object<Faults>({
  ...JOB,
  rules: optional(listOf(RULE)),
  nextJob: optional(object<JobFaults>(JOB)),
});

/** A fault that is misspelt, or that does nothing, would make a test pass for the wrong reason. */
export function checkFaults(faults: unknown): void {
  FAULTS(faults, 'faults');
}

/** What a single value must be, where there is one. */
function is(what: string, fits: (value: unknown) => boolean): Check {
  return optional((value, key) => {
    if (!fits(value)) throw wrong(`${key} must be ${what}`);
  });
}

function oneOf(...values: string[]): Check {
  return is(`one of ${values.join(', ')}`, value => isText(value) && values.includes(value));
}

/** An object of these keys and no others; of some of them only beside one of those that `needs` names. */
function object<T extends object>(
  checks: Record<keyof T & string, Check>,
  needs: Partial<Record<keyof T & string, (keyof T & string)[]>> = {},
): Check {
  return (value, key) => {
    if (!isRecord(value)) throw wrong(`${key} must be an object`);
    const strange = Object.keys(value).find(name => !Object.hasOwn(checks, name));
    if (strange !== undefined) throw wrong(`${key} has no ${strange}; it has ${Object.keys(checks).join(', ')}`);
    for (const [name, check] of Object.entries<Check>(checks)) check(value[name], `${key}.${name}`);
    for (const [name, others] of Object.entries<string[] | undefined>(needs)) {
      const isIdle = value[name] !== undefined && others?.every(other => value[other] === undefined);
      if (isIdle) throw wrong(`${key}.${name} does nothing without ${others?.join(' or ')}`);
    }
  };
}

function listOf(check: Check): Check {
  return (value, key) => {
    if (!Array.isArray(value)) throw wrong(`${key} must be a list`);
    for (const [index, item] of value.entries()) check(item, `${key}[${index}]`);
  };
}

function optional(check: Check): Check {
  return (value, key) => {
    if (value !== undefined) check(value, key);
  };
}

function wrong(message: string): HttpError {
  return new HttpError(400, `Bad Request: ${message}`, [{ field: 'faults', message }]);
}
