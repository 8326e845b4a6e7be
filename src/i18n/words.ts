// What a code or an error says to a person: a title, and what to do next.
import type { SyncfyError } from '../api/errors.js';
import { CANCELLED, kindOf } from '../job/codes.js';
import type { Localizer, MessageKey } from './localize.js';

export interface Words {
  title: string;
  text: string;
}

const pair = (l10n: Localizer, key: MessageKey, textKey: MessageKey): Words => ({
  title: l10n.t(key),
  text: l10n.t(textKey),
});

/** What a status code says; a code without words of its own is explained by its kind. */
export function wordsOfCode(l10n: Localizer, code: number): Words {
  const key = `code.${code}`;
  if (l10n.has(key)) return pair(l10n, key, `${key}.text` as MessageKey);
  const kind = kindOf(code);
  return pair(l10n, `kind.${kind}`, `kind.${kind}.text`);
}

/** What a job's end says. An end of our own making (no news, cancelled) has words of its own. */
export function wordsOfEnd(l10n: Localizer, code: number, timedOut: boolean): Words {
  if (code === CANCELLED) return pair(l10n, 'status.cancelled', 'status.cancelledText');
  if (timedOut) return pair(l10n, 'status.timeout', 'status.timeoutText');
  return wordsOfCode(l10n, code);
}

/** What an error says. */
export function wordsOfError(l10n: Localizer, error: SyncfyError): Words {
  return pair(l10n, `error.${error.code}`, `error.${error.code}.text`);
}
