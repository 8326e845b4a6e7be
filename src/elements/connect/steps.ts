// Which step a flow is at. Pure: the element asks, and renders what it is told.
import type { ConnectStep } from '../../events.js';
import { CANCELLED, type JobKind } from '../../job/codes.js';

/** What the step depends on. */
export interface Progress {
  consented: boolean;
  /** A site was picked, or is named by an attribute. */
  site: boolean;
  job: { end: { code: number; kind: JobKind } | undefined; asks: boolean } | undefined;
  /** Codes after which the user goes back to the form. */
  retryCodes: readonly number[];
}

/** The step that is due. */
export function stepOf({ consented, site, job, retryCodes }: Progress): ConnectStep {
  if (!job) return !consented ? 'consent' : site ? 'credentials' : 'pick';
  if (!job.end) return job.asks ? 'challenge' : 'working';
  if (job.end.kind === 'success') return 'success';
  return job.end.code === CANCELLED || retryCodes.includes(job.end.code) ? 'credentials' : 'failure';
}

/** What helps after a failure, as the main button. */
export type NextAction = 'retry' | 'correct' | 'chooseSite' | 'chooseOther';

// After 403 and 411 there is nothing to correct: another login asks anew.
const CORRECT = [400, 401, 413];
const ELSEWHERE: Readonly<Record<number, NextAction>> = { 409: 'chooseSite', 449: 'chooseOther' };

/** The next step that a code calls for. */
export function nextAction(code: number): NextAction {
  return ELSEWHERE[code] ?? (CORRECT.includes(code) ? 'correct' : 'retry');
}
