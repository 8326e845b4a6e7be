// Registers every element, the session first so that it stands ready for the others.
export { SyncfySession } from './elements/session/define.js';
export { SyncfySitePicker } from './elements/site-picker/define.js';
export { SyncfyCredentialForm } from './elements/credential-form/define.js';
export { SyncfyJobStatus } from './elements/job-status/define.js';
export { SyncfyTwofa } from './elements/twofa/define.js';
export { SyncfyConnect } from './elements/connect/define.js';
export { SyncfyError, type SyncfyErrorCode } from './api/errors.js';
export type { CloseReason, ConnectStep, JobInfo, JobResult, SyncfyEventDetails, SyncfyEventName } from './events.js';
export type { MessageKey, Messages } from './i18n/localize.js';
