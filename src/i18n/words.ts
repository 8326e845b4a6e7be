// What a code or an error says to a person.
import type { SyncfyError } from '../api/errors.js';
import { CANCELLED, kindOf } from '../job/codes.js';
import type { Localizer, Words } from './localize.js';

/** What a status code says; a code without words of its own is explained by its kind. */
export function wordsOfCode(l10n: Localizer, code: number): Words {
  const key = `code.${code}`;
  return l10n.words(l10n.has(key) ? key : `kind.${kindOf(code)}`);
}

/** What a job's end says. An end of our own making (no news, cancelled) has words of its own. */
export function wordsOfEnd(l10n: Localizer, code: number, timedOut: boolean): Words {
  if (code === CANCELLED) return l10n.words('status.cancelled');
  return timedOut ? l10n.words('status.timeout') : wordsOfCode(l10n, code);
}

/** What an error says. */
export const wordsOfError = (l10n: Localizer, error: SyncfyError): Words => l10n.words(`error.${error.code}`);
