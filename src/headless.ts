// The client, the job and the schema without any element: nothing here needs a DOM.
export { API_BASE, ASSETS_BASE } from './api/origins.js';
export { SyncfyClient, type OrganizationsQuery, type ClientOptions, type TokenSource } from './api/client.js';
export { SyncfyError, isAbort, type SyncfyErrorCode, type SyncfyErrorOptions } from './api/errors.js';
export type {
  AskedElement,
  Challenge,
  ChallengeElement,
  ChallengeLike,
  Country,
  Credential,
  ElementOption,
  JobTicket,
  ListedSite,
  LoginInput,
  Organization,
  OrganizationType,
  Site,
  SiteElement,
  SiteLike,
  StatusEntry,
} from './api/schemas.js';
export {
  createIndex,
  search,
  type SearchHit,
  type SearchEntry,
  type SearchIndex,
  type SearchResult,
} from './catalogue/search.js';
export { filterCatalogue, findSite, type CatalogueFilters, type NameList } from './catalogue/catalogue.js';
export type { JobInfo, JobResult } from './events.js';
export { KNOWN_CODES, isKnownCode, isTerminal, kindOf, type JobKind, type KnownCode } from './job/codes.js';
export { Job, type Clock, type JobEnd, type JobOptions } from './job/job.js';
export type { Observable } from './job/observable.js';
export type { SocketLike } from './job/transport.js';
export { answerOf, challengeBody, credentialBody, type CredentialValues } from './schema/body.js';
export {
  challengeFields,
  loginWays,
  needsDevice,
  waitsElsewhere,
  type Field,
  type FieldKind,
  type FieldOption,
  type LoginWay,
  type Rule,
} from './schema/fields.js';
export { imageSource } from './schema/image.js';
export { validateField, validateFile, type FieldProblem, type FieldValue } from './schema/validate.js';
export { tokensFrom } from './session/tokens.js';
