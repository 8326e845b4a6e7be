// Every event's name and detail, in one place. No detail ever carries a token, a credential's or a challenge's value.
import type { Challenge, Organization, Site, StatusEntry } from './api/schemas.js';
import type { SyncfyError } from './api/errors.js';
import type { JobKind } from './job/codes.js';

/** A job, as events speak of it. */
export interface JobInfo {
  /** The job's id (`id_job`). */
  readonly id: string;
  /** The credential it runs for; a job of `/v1/jobs` has none. */
  readonly credentialId: string | undefined;
  /** Whether the credential was created by this job. */
  readonly isNew: boolean;
  /** The user name, obfuscated by Syncfy. */
  readonly username: string;
}

/** How a job ended. */
export interface JobResult {
  /** The job's last code; 102 for a quick answer, 504 when no news came in time, 0 when the user cancelled. */
  readonly code: number;
  readonly kind: JobKind;
  readonly credentialId: string | undefined;
  readonly job: JobInfo;
  /** The id of the last request, for Syncfy's support. */
  readonly rid: string | undefined;
  /** What its code means, for the user, in their language. */
  readonly message: string;
}

/** The steps of `<syncfy-connect>`. */
export type ConnectStep = 'consent' | 'pick' | 'credentials' | 'working' | 'challenge' | 'success' | 'failure';

/** Why `<syncfy-connect>` closes. */
export type CloseReason = 'done' | 'cancel' | 'api';

/** The detail of each event, by its name. */
export interface SyncfyEventDetails {
  /** A site was picked. */
  'syncfy-site-select': { site: Site; organization: Organization | undefined };
  /** The form is valid and about to be sent; cancelling it sends nothing. `names`: the elements that were filled in. */
  'syncfy-credential-submit': { site: Site; names: string[] };
  /** Syncfy took the credential and started a job. */
  'syncfy-job-start': { job: JobInfo };
  /** Once for each entry of the job's history, in its order. `history` ends with `status`. */
  'syncfy-status': { status: StatusEntry; history: readonly StatusEntry[]; kind: JobKind };
  /** The institution asks the user for something. */
  'syncfy-challenge': { challenge: Challenge };
  /** Answers are about to be sent; cancelling it sends nothing. `names`: the elements that were answered. */
  'syncfy-twofa-submit': { names: string[] };
  /** The job ended well. A job ends with exactly one of `syncfy-success` and `syncfy-failure`. */
  'syncfy-success': JobResult;
  /** The job ended, not well. */
  'syncfy-failure': JobResult;
  /** Something failed that is no job's end. */
  'syncfy-error': { error: SyncfyError };
  /** A session token is needed, the first or another, and the session has no way to get one by itself. */
  'syncfy-token-expired': { respondWith: (token: Promise<string> | string) => void };
  /** `<syncfy-connect>` shows another step. */
  'syncfy-step': { step: ConnectStep; previous: ConnectStep | undefined };
  /** `<syncfy-connect>` hands back control; cancelling it keeps it as it is. */
  'syncfy-close': { reason: CloseReason };
}

export type SyncfyEventName = keyof SyncfyEventDetails;

/** Dispatches an event with the detail that its name demands; false when a listener cancelled it. */
export function emit<K extends SyncfyEventName>(target: EventTarget, name: K, detail: SyncfyEventDetails[K]): boolean {
  const { error } = detail as { error?: SyncfyError };
  // What is wrong with the page itself: whoever has just written it listens to nothing yet.
  // eslint-disable-next-line no-console
  if (/no-session|no-token|origin|attribute|unknown/.test(error?.code ?? '')) console.warn(error!.code, error);
  // What asks the page before it is done.
  const cancelable = /submit|close/.test(name);
  return target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
}

/** Who tells the page of an element's events: its session, where it has one and was taken out of the page itself. */
export const speakerOf = <T extends { readonly isConnected: boolean }>(element: T, session: T | undefined): T =>
  element.isConnected ? element : (session ?? element);

/** Each event, by its name. */
type SyncfyEventMap = { [K in SyncfyEventName]: CustomEvent<SyncfyEventDetails[K]> };

declare global {
  interface GlobalEventHandlersEventMap extends SyncfyEventMap {}
}
