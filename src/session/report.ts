// What a job tells the page: each entry of its history once, in order, what keeps it from being followed, and how it ended, once.
import type { Challenge } from '../api/schemas.js';
import type { SyncfyError } from '../api/errors.js';
import { emit, speakerOf, type JobResult } from '../events.js';
import type { Localizer, Words } from '../i18n/localize.js';
import { wordsOfCode } from '../i18n/words.js';
import { ANSWERED, SCRIPT_TIMEOUT, TOO_LATE, kindOf } from '../job/codes.js';
import { infoOf, type Job } from '../job/job.js';

/** What a job says of itself. */
export function wordsOfJob(l10n: Localizer, { end, status, kind, isAnswered, trouble }: Job): Words {
  if (!end) return wordsOfCode(l10n, isAnswered ? ANSWERED : (status?.code ?? 100));
  // It was the user who was waited for, unless nothing could be heard.
  const tooLate = kind === 'challenge' && !isAnswered && !trouble && end.code === SCRIPT_TIMEOUT;
  return wordsOfCode(l10n, tooLate ? TOO_LATE : end.code);
}

/** The jobs that the page is just being told of: what a listener does to one is told after what it listens to. */
const telling = new Set<Job>();
/** What was told of what keeps them from being followed. */
const toldErrors = new WeakSet<SyncfyError>();

/**
 * Dispatches what is new of a job, from the one element that reports it; the rest goes out at `session`, should a listener take
 * that element out of the page.
 */
export function reportJob(element: Element, job: Job, l10n: Localizer, session?: Element): void {
  if (telling.has(job)) return;
  telling.add(job);
  const target = () => speakerOf(element, session);
  for (let news = job.takeNews(); news.length; news = job.takeNews()) {
    // Copied once: a hostile history is long.
    const { history } = job;
    let told = history.length - news.length;
    for (const status of news) {
      const kind = kindOf(status.code);
      emit(target(), 'syncfy-status', { status, history: history.slice(0, ++told), kind });
      if (kind === 'challenge') emit(target(), 'syncfy-challenge', { challenge: status as Challenge });
    }
  }
  telling.delete(job);
  for (const error of [job.socketError, job.trouble]) {
    if (!error || toldErrors.has(error)) continue;
    toldErrors.add(error);
    emit(target(), 'syncfy-error', { error });
  }
  const end = job.takeEnd();
  if (end) emit(target(), end.kind === 'success' ? 'syncfy-success' : 'syncfy-failure', resultOf(job, end, l10n));
}

function resultOf(job: Job, end: NonNullable<Job['end']>, l10n: Localizer): JobResult {
  const { title, text } = wordsOfJob(l10n, job);
  return {
    ...end,
    credentialId: job.credentialId,
    job: infoOf(job),
    rid: job.rid,
    message: [title, text].filter(Boolean).join('. '),
  };
}
