// What a code or an error says to a person.
import type { SyncfyError, SyncfyErrorCode } from '../api/errors.js';
import { CANCELLED, kindOf } from '../job/codes.js';
import type { Localizer, MessageKey, Words } from './localize.js';

/** Codes that mean the same to a person share their words. */
const CODES_LIKE: Readonly<Record<number, number>> = { 205: 201, 413: 401 };
const ERRORS_LIKE: Readonly<Partial<Record<SyncfyErrorCode, MessageKey>>> = {
  timeout: 'error.network',
  forbidden: 'error.payment-required',
  'no-session': 'error.no-token',
  'invalid-attribute': 'error.no-token',
};

/** What a job's code says; a code without words of its own is explained by its kind. */
export function wordsOfCode(l10n: Localizer, code: number): Words {
  if (code === CANCELLED) return l10n.words('status.cancelled');
  const key = `code.${CODES_LIKE[code] ?? code}`;
  return l10n.words([key, `kind.${kindOf(code)}`].find(l10n.has)!);
}

/**
 * What an error says; one without words of its own is the server's.
 * @param typed whether the request carried what the user had typed: then a refusal may be about that
 */
export function wordsOfError(l10n: Localizer, { code, httpStatus }: SyncfyError, typed = false): Words {
  const refused = typed && [400, 413, 422].includes(httpStatus!);
  return l10n.words([refused ? 'code.400' : (ERRORS_LIKE[code] ?? `error.${code}`), 'code.500'].find(l10n.has)!);
}
