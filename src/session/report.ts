// What a job tells the page: each entry of its history once, in order, and how it ended, once.
import type { Challenge } from '../api/schemas.js';
import { emit, type JobInfo, type JobResult } from '../events.js';
import type { Localizer } from '../i18n/localize.js';
import { wordsOfCode } from '../i18n/words.js';
import { kindOf } from '../job/codes.js';
import type { Job } from '../job/job.js';

/** A job as events carry it. */
export function jobInfo(job: Job): JobInfo {
  const { id, credentialId, isNew, username } = job;
  return { id, credentialId, isNew, username };
}

/** Dispatches what is new of a job, from the one element that reports it. */
export function reportJob(target: EventTarget, job: Job, l10n: Localizer): void {
  for (const status of job.takeNews()) {
    const history = job.history.slice(0, job.history.indexOf(status) + 1);
    const kind = kindOf(status.code);
    emit(target, 'syncfy-status', { status, history, kind });
    if (kind === 'challenge') emit(target, 'syncfy-challenge', { challenge: status as Challenge });
  }
  const end = job.takeEnd();
  if (end) emit(target, end.kind === 'success' ? 'syncfy-success' : 'syncfy-failure', resultOf(job, end, l10n));
}

function resultOf(job: Job, end: NonNullable<Job['end']>, l10n: Localizer): JobResult {
  const { title, text } = wordsOfCode(l10n, end.code);
  return {
    ...end,
    credentialId: job.credentialId,
    job: jobInfo(job),
    rid: job.rid,
    message: `${title}. ${text}`,
  };
}
