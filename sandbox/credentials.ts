import { accountsOf, transactionsOf } from './accounts.js';
import { sees, type Caller } from './auth.js';
import type { Catalogue } from './catalogue/index.js';
import type { Site } from './catalogue/types.js';
import { fieldsOf, HttpError, type Base, type Call, type Fields } from './http.js';
import { idFor, newId } from './ids.js';
import type { Job } from './jobs.js';
import { hasLogin, readLogin, shownName, userNames, type Login } from './login.js';
import type { Route } from './router.js';
import type { Runs } from './runs.js';
import type { Entry } from './scenarios.js';
import { isEnd } from './scenarios.js';
import { DEFAULT_USER } from './sessions.js';

interface Credential {
  id: string;
  idUser: string;
  site: Site;
  login: Login;
  username: string;
  code: number | null;
  isTwofa: boolean;
  isAuthorized: boolean;
  running: string | undefined;
  authorizedAt: number | null;
  executedAt: number | null;
  refreshedAt: number | null;
}

const ENVIRONMENT = idFor('sandbox environment');
const CREATING = ['/v1/credentials', '/v1/credentials/pulls', '/v1/pulls'];

/** The credentials that were created, with no more than what running them again takes. */
export class Credentials {
  readonly #stored = new Map<string, Credential>();

  constructor(
    readonly catalogue: Catalogue,
    readonly runs: Runs,
  ) {}

  reset(): void {
    this.#stored.clear();
  }

  routes(): Route[] {
    const post = (path: string, handle: Route['handle']): Route => ({ method: 'POST', path, handle });
    const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, handle });
    return [
      ...CREATING.map(path => post(path, (call, caller) => this.#create(call, caller))),
      post('/v1/jobs', (call, caller) => this.#runOnce(call, caller)),
      get('/v1/credentials', (call, caller) => this.#seen(call, caller).map(row)),
      get('/v1/credentials/:id', (call, caller) => row(this.#own(call, caller))),
      ...['sync', 'pulls'].map(word => ({
        method: 'PUT',
        path: `/v1/credentials/:id/${word}`,
        handle: (call: Call, caller: Caller) => this.#rerun(call, caller),
      })),
      { method: 'DELETE', path: '/v1/credentials/:id', handle: (call, caller) => this.#delete(call, caller) },
      get('/v1/accounts', (call, caller) => this.#finished(call, caller).flatMap(accountsOf)),
      get('/v1/transactions', (call, caller) => this.#finished(call, caller).flatMap(transactionsOf)),
    ];
  }

  #create(call: Call, caller: Caller): object {
    const body = fieldsOf(call);
    const site = this.#siteOf(body);
    const login = readLogin(site, body);
    const idUser = userOf(caller, body, call);
    const isStored = body['save_credential'] !== false;
    const known = isStored ? this.#find(idUser, site, login) : undefined;
    const credential = known ?? newCredential(idUser, site, login);
    credential.login = login;
    if (isStored) this.#stored.set(credential.id, credential);
    const job = this.#run(credential, call.base);
    return { id_credential: credential.id, ...answer(job, known ? 0 : 1, credential.username, call.base) };
  }

  #runOnce(call: Call, caller: Caller): object {
    const body = fieldsOf(call);
    const site = this.#siteOf(body);
    const login = readLogin(site, body);
    const job = this.runs.start({
      owner: { idUser: userOf(caller, body, call), idSite: site.id_site, idCredential: null },
      values: login.values,
      base: call.base,
      onEntry: () => {},
    });
    return answer(job, 1, shownName(site, login), call.base);
  }

  #rerun(call: Call, caller: Caller): object {
    const credential = this.#own(call, caller);
    const body = fieldsOf(call);
    const idSite = body['id_site'];
    if (idSite !== undefined && idSite !== credential.site.id_site) {
      throw new HttpError(400, 'Bad Request', [
        { field: 'id_site', message: 'The credential belongs to another site' },
      ]);
    }
    if (hasLogin(body)) {
      credential.login = readLogin(credential.site, body, credential.login);
      credential.username = shownName(credential.site, credential.login);
    }
    const job = this.#run(credential, call.base);
    return { id_credential: credential.id, ...answer(job, 0, credential.username, call.base) };
  }

  #delete(call: Call, caller: Caller): true {
    this.#stored.delete(this.#own(call, caller).id);
    return true;
  }

  #run(credential: Credential, base: Base): Job {
    credential.executedAt = seconds();
    return this.runs.start({
      owner: { idUser: credential.idUser, idSite: credential.site.id_site, idCredential: credential.id },
      values: credential.login.values,
      base,
      onEntry: (job, entry) => follow(credential, job, entry),
    });
  }

  #siteOf(body: Fields): Site {
    const id = body['id_site'];
    if (typeof id !== 'string' || id === '') {
      throw new HttpError(400, 'Bad Request: id_site is required', [
        { field: 'id_site', message: 'id_site is required' },
      ]);
    }
    const site = this.catalogue.site(id);
    if (!site) throw new HttpError(404, 'Not Found: there is no such site', [{ field: 'id_site', message: 'Unknown' }]);
    return site;
  }

  #find(idUser: string, site: Site, login: Login): Credential | undefined {
    const names = userNames(site, login).join('\n');
    if (names === '') return undefined;
    return [...this.#stored.values()].find(
      known => known.idUser === idUser && known.site === site && userNames(site, known.login).join('\n') === names,
    );
  }

  #seen(call: Call, caller: Caller): Credential[] {
    const wanted = (name: string, value: string): boolean => {
      const asked = call.query.get(name);
      return !asked || asked === value;
    };
    return [...this.#stored.values()].filter(
      credential =>
        sees(caller, credential.idUser, call.query.get('id_user')) &&
        wanted('id_credential', credential.id) &&
        wanted('id_site', credential.site.id_site) &&
        wanted('id_site_organization', credential.site.id_site_organization),
    );
  }

  #own(call: Call, caller: Caller): Credential {
    const credential = this.#stored.get(call.params[0] ?? '');
    if (!credential || !sees(caller, credential.idUser)) throw new HttpError(404, 'Not Found');
    return credential;
  }

  #finished(call: Call, caller: Caller): { id: string; idUser: string; site: Site }[] {
    return this.#seen(call, caller).filter(({ authorizedAt }) => authorizedAt !== null);
  }
}

function newCredential(idUser: string, site: Site, login: Login): Credential {
  return {
    id: newId(),
    idUser,
    site,
    login,
    username: shownName(site, login),
    code: null,
    isTwofa: false,
    isAuthorized: false,
    running: undefined,
    authorizedAt: null,
    executedAt: null,
    refreshedAt: null,
  };
}

/** Keeps the last run's state. An older run that is still going has nothing to say any more. */
function follow(credential: Credential, job: Job, { code }: Entry): void {
  if (code === 100) credential.running = job.id;
  if (credential.running !== job.id) return;
  credential.code = code;
  if (code === 410) credential.isTwofa = true;
  if (!isEnd(code)) return;
  credential.running = undefined;
  credential.refreshedAt = seconds();
  if (code === 401) credential.isAuthorized = false;
  if (code >= 300) return;
  credential.isAuthorized = true;
  credential.authorizedAt = credential.refreshedAt;
}

function row(credential: Credential): object {
  const { site, code } = credential;
  const isRunning = credential.running !== undefined;
  return {
    id_credential: credential.id,
    id_user: credential.idUser,
    id_environment: ENVIRONMENT,
    id_external: '',
    id_site: site.id_site,
    id_site_organization: site.id_site_organization,
    id_site_organization_type: site.id_site_organization_type,
    id_organization: site.id_site_organization,
    is_authorized: credential.isAuthorized ? 1 : 0,
    is_locked: code === 405 ? 1 : 0,
    is_twofa: credential.isTwofa ? 1 : 0,
    can_sync: isRunning ? 0 : 1,
    ready_in: 0,
    username: credential.username,
    code,
    keywords: null,
    dt_authorized: credential.authorizedAt,
    dt_execute: credential.executedAt,
    dt_ready: isRunning ? null : credential.refreshedAt,
    dt_refresh: credential.refreshedAt,
  };
}

function answer(job: Job, isNew: 0 | 1, username: string, base: Base): object {
  return {
    id_job_uuid: job.uuid,
    id_job: job.id,
    is_new: isNew,
    username,
    ws: `${base.ws}/v1/status/${job.id}`,
    status: `${base.http}/v1/jobs/${job.id}/status`,
    twofa: job.address,
  };
}

function userOf(caller: Caller, body: Fields, call: Call): string {
  if (caller.kind === 'user') return caller.idUser;
  const named = body['id_user'] ?? call.query.get('id_user');
  return typeof named === 'string' && named !== '' ? named : DEFAULT_USER;
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
