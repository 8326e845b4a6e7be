// The code table (SYNCFY-API.md, "A job"): what a code means for the one who waits. Words are in i18n/.

/** What a code says of its job. */
export type JobKind = 'progress' | 'challenge' | 'success' | 'user-error' | 'error';

/** The codes that Syncfy is known to send. */
export const KNOWN_CODES = [
  100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 206, 400, 401, 403, 405, 406, 408, 409, 410, 411, 413, 449, 500,
  501, 504, 507, 509,
] as const;

export type KnownCode = (typeof KNOWN_CODES)[number];

export const WAITING_TWOFA = 410;
export const LOGGED_IN = 102;
export const ANSWERED = 103;
export const TOO_LATE = 411;
/** Stands for a job that gave no news for the time allowed. */
export const SCRIPT_TIMEOUT = 504;
/** Stands for a job that the user did not want to wait for. */
export const CANCELLED = 0;

export function isKnownCode(code: number): code is KnownCode {
  return (KNOWN_CODES as readonly number[]).includes(code);
}

const BY_HUNDREDS: Readonly<Record<number, JobKind>> = { 2: 'success', 4: 'user-error', 5: 'error' };

/** The kind of a code of the API, known or not: any 2xx is a success, any 4xx and 5xx but 410 an end that is not; with any other it goes on. (The 0 of a cancelled job is none of the API: its kind is in its end.) */
export function kindOf(code: number): JobKind {
  return code === WAITING_TWOFA ? 'challenge' : (BY_HUNDREDS[Math.floor(code / 100)] ?? 'progress');
}

/** Whether a job with this code is over. */
export function isTerminal(code: number): boolean {
  return !['progress', 'challenge'].includes(kindOf(code));
}
