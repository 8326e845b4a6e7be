import { sees, type Caller } from './auth.js';
import { labId } from './catalogue/labs.js';
import { SILENT_TYPES, type Answers, type ChallengeElement } from './challenges.js';
import type { FaultBox } from './faults.js';
import { fieldsOf, HttpError, isRecord, type Base, type Call, type Problem } from './http.js';
import { Job, type JobOwner } from './jobs.js';
import type { Values } from './login.js';
import type { Options } from './options.js';
import type { Route } from './router.js';
import { play, type Entry } from './scenarios.js';

const KEPT_JOBS = 5000;

export interface Start {
  owner: JobOwner;
  values: Values;
  base: Base;
  onEntry: (job: Job, entry: Entry) => void;
}

/** The jobs that run and those that ended lately. */
export class Runs {
  readonly #jobs = new Map<string, Job>();

  constructor(
    readonly options: Options,
    readonly faults: FaultBox,
  ) {}

  start({ owner, values, base, onEntry }: Start): Job {
    const job = new Job({
      owner,
      onEntry,
      address: id => `${hostFor(owner.idSite, base)}/v1/jobs/${id}/twofa`,
      pace: this.options.pace,
      challengeTimeoutMs: this.options.challengeTimeoutMs,
      scenario: play(owner.idSite, { values, assets: base.http }),
      faults: this.faults.forNextJob(),
    });
    this.#jobs.set(job.id, job);
    this.#forgetOldest();
    return job;
  }

  get(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  reset(): void {
    for (const job of this.#jobs.values()) job.stop();
    this.#jobs.clear();
  }

  routes(): Route[] {
    return [
      { method: 'GET', path: '/v1/jobs/:id', handle: (call, caller) => summary(this.#own(call, caller)) },
      { method: 'GET', path: '/v1/jobs/:id/status', handle: (call, caller) => this.#status(call, caller) },
      // The API's own example posts an answer to the status address.
      { method: 'POST', path: '/v1/jobs/:id/status', handle: (call, caller) => this.#twofa(call, caller) },
      { method: 'POST', path: '/v1/jobs/:id/twofa', handle: (call, caller) => this.#twofa(call, caller) },
    ];
  }

  #own(call: Call, caller: Caller): Job {
    const job = this.#jobs.get(call.params[0] ?? '');
    if (!job || !sees(caller, job.owner.idUser, call.query.get('id_user'))) throw new HttpError(404, 'Not Found');
    return job;
  }

  #status(call: Call, caller: Caller): Entry[] {
    const job = this.#own(call, caller);
    return job.visible(job.faults.statusLagMs ?? this.faults.current.statusLagMs ?? 0);
  }

  #twofa(call: Call, caller: Caller): true {
    const job = this.#own(call, caller);
    const given = fieldsOf(call)['twofa'];
    if (!isRecord(given)) {
      const message = 'twofa must be an object of the challenge’s elements';
      throw new HttpError(400, `Bad Request: ${message}`, [{ field: 'twofa', message }]);
    }
    if (!job.waiting) throw new HttpError(409, 'Conflict: the job is not waiting for an answer');
    if (job.waiting.every(element => SILENT_TYPES.has(element.type))) return true;
    job.answer(readAnswers(job.waiting, given));
    return true;
  }

  #forgetOldest(): void {
    if (this.#jobs.size <= KEPT_JOBS) return;
    for (const [id, job] of this.#jobs) {
      if (!job.ended) continue;
      this.#jobs.delete(id);
      return;
    }
  }
}

function summary(job: Job): object {
  const { idSite, idCredential } = job.owner;
  return {
    id_job: job.id,
    id_job_uuid: job.uuid,
    id_site: idSite,
    ...(idCredential === null ? {} : { id_credential: idCredential }),
    code: job.history.at(-1)?.entry.code,
  };
}

function readAnswers(elements: readonly ChallengeElement[], given: Record<string, unknown>): Answers {
  const answers = new Map<string, string | number>();
  const problems: Problem[] = [];
  for (const { name, type } of elements) {
    if (SILENT_TYPES.has(type)) continue;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    const isMissing = value === undefined || value === null || value === '';
    if (isMissing) problems.push({ field: name, message: `${name} is required` });
    else if (typeof value === 'string' || typeof value === 'number') answers.set(name, value);
    else problems.push({ field: name, message: `${name} must be a text or a number` });
  }
  if (problems.length > 0) throw new HttpError(400, `Bad Request: ${problems[0]?.message}`, problems);
  return answers;
}

/** A job without a credential may get URLs that leave the protocol to the page; here, one site's does. */
function hostFor(idSite: string, { http }: Base): string {
  return idSite === labId('jobToken') ? http.replace(/^\w+:/, '') : http;
}
