import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { readSite, type Site, type StatusEntry } from '../../api/schemas.js';
import type { MessageKey } from '../../i18n/localize.js';
import { TIMEOUT, type Job } from '../../job/job.js';
import { stepsOf, type StepState } from '../../job/steps.js';
import type { Flow } from '../../session/flow.js';
import { reportJob, wordsOfJob } from '../../session/report.js';
import type { JobLike, SessionState } from '../../session/state.js';
import { LastSet } from '../../session/last-set.js';
import { SyncfyElement } from '../../ui/element.js';
import { leadTo } from '../../ui/focus.js';
import { icon } from '../../ui/icons.js';
import { organizationOf, screenHead } from '../../ui/institution.js';
import { memo } from '../../ui/memo.js';
import { button, facts, idle, sentences, troubleOf } from '../../ui/pieces.js';
import { styles } from './job-status.styles.js';
import { attributes, BOOLEAN, NUMBER, properties } from '../../ui/properties.js';

/** After so long (ms) it is said that this can take a while, and then that it takes longer than usual. */
const SLOW = [20_000, 60_000] as const;

/**
 * What a job is doing, in words a person understands, until it has ended: then how it ended and what to do next.
 *
 * @tag syncfy-job-status
 * @slot actions - Under the end of a job: what the user can do next.
 * @slot heading - In place of the heading’s text.
 * @slot intro - Under the heading.
 * @slot help - Before the footer.
 * @slot footer - Last.
 * @slot empty - In place of the text where there is nothing to do yet.
 * @slot button-cancel - The text of the button that stops waiting.
 * @slot button-retry - The text of the button that tries again after an error.
 * @csspart base - All of it.
 * @csspart header - Logo or mark, and heading.
 * @csspart heading - The heading.
 * @csspart organization - Whose site it is.
 * @csspart bar - The indeterminate progress bar.
 * @csspart sentence - What is going on.
 * @csspart steps - What is done and what is to come.
 * @csspart step - One of them.
 * @csspart leave - That the user may leave.
 * @csspart facts - Code and reference.
 * @csspart code - The code.
 * @csspart rid - The reference for Syncfy's support.
 * @csspart button-cancel - The button that stops waiting.
 * @csspart button - Every button of the element.
 * @csspart button-retry - The button that tries again after an error.
 * @csspart empty - That there is nothing to do here yet.
 * @csspart error - What went wrong.
 * @csspart error-text - What to do about an error.
 * @csspart error-title - What an error is.
 * @csspart icon - An icon.
 * @csspart logo - A logo, or the initials that stand for it.
 * @csspart logo-image - The image of a logo.
 * @csspart logo-initials - The initials that stand for a logo.
 * @csspart mark - The sign of how the job ended.
 * @csspart spinner - What turns while the job runs, with `compact`.
 * @csspart step-done - A step that is done.
 * @csspart step-next - A step to come.
 * @csspart step-now - The step that is under way.
 * @csspart trouble - That the connection was interrupted.
 * @fires {CustomEvent<{status: StatusEntry, history: readonly StatusEntry[], kind: JobKind}>} syncfy-status - Once for each entry of the job's history, in its order.
 * @fires {CustomEvent<{challenge: Challenge}>} syncfy-challenge - The institution asks the user for something.
 * @fires {CustomEvent<JobResult>} syncfy-success - The job ended well.
 * @fires {CustomEvent<JobResult>} syncfy-failure - The job ended, not well; also when it gave no news in time (504) or was cancelled (0).
 * @fires {CustomEvent<{error: SyncfyError}>} syncfy-error - Following the job is impaired, or an attribute cannot be used.
 */
export class SyncfyJobStatus extends SyncfyElement {
  static override readonly properties = {
    ...attributes('quickAnswer compact', BOOLEAN),
    ...attributes('timeout', NUMBER),
    ...properties('_slow'),
    ...properties('job', { noAccessor: true }),
  };

  static override readonly styles = [SyncfyElement.styles, styles];

  /** The login counts as success (102): the rest goes on without the user. A `Job` that is handed in takes it over. Default: false. @attr quick-answer */
  quickAnswer = false;
  /** How long to wait without news, in ms; 0 and less are the default. A `Job` that is handed in takes it over. Default: 240000. @attr timeout */
  timeout = 240_000;
  /** While the job runs, one line without heading, list and bar, nor a button to cancel. @attr compact */
  compact = false;

  private _slow = 0;

  /** What the page set; a job is made of it once there is a session to follow it. */
  #given: JobLike | undefined;
  readonly #lastSet = new LastSet();
  readonly #readSite = memo(readSite);
  #own: Job | undefined;
  /** Who follows it. */
  #follower: SessionState | undefined;
  /** What is shown, by whom it was given, and what ends that. */
  #shown: Job | undefined;
  /** The ended job that the user was led to last. */
  #ledTo: Job | undefined;
  #giver: SessionState | Flow | undefined;
  #ends: ((() => void) | undefined)[] = [];

  /** The job to show: a `Job`, its handle, or the API's answer to creating a credential. Default: the session's, but not that of a `<syncfy-connect>`. */
  set job(job: JobLike | undefined) {
    // The same one again, as a framework may set at each turn, goes on.
    if (!this.#lastSet.isNews(job)) return;
    if (job && this.#own && this.#follower?.jobOf(job) === this.#own) return;
    this.#given = job;
    this.#own = this.#follower = undefined;
    this.#take();
    this.requestUpdate();
  }
  get job(): Job | undefined {
    return this.#own ?? this.flow.job;
  }

  /** The last entry of the job's history. */
  get status(): StatusEntry | undefined {
    return this.job?.status;
  }

  /** The job's history so far, oldest first. */
  get history(): readonly StatusEntry[] {
    return this.job?.history ?? [];
  }

  /** Stops waiting for the job. At Syncfy it may go on. */
  cancel(): void {
    this.job?.cancel();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
    // An element that is made anew goes on with it.
    if (this.#own) this.#follower?.abandon(this.#own);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.isConnected) return;
    this.#take();
    this.#turn();
    const { job } = this;
    if (!job) return;
    job.timeout = this.timeout > 0 ? this.timeout : TIMEOUT;
    job.quickAnswer = this.quickAnswer;
  }

  /** Makes a job of what the page set. */
  #take(): void {
    const { session } = this.flow;
    if (!this.#given || !this.isConnected || !this.settled || session === this.#follower) return;
    this.#own = session.jobOf(this.#given);
    this.#follower = session;
    // At once: a session knows the jobs that are followed, if one is handed in anywhere else.
    this.#turn();
  }

  /** Turns to the job that is to be shown, and away from the one before. */
  #turn(): void {
    const { job, flow } = this;
    const giver = this.#own ? this.#follower : flow;
    if (job === this.#shown && giver === this.#giver) return;
    const end = this.#own ? this.#follower?.follow(this.#own) : flow.report();
    this.#leave();
    this.#shown = job;
    this.#giver = giver;
    this.#ends = [end, job && this.#watch(job)];
  }

  #watch(job: Job): () => void {
    let timers: ReturnType<typeof setTimeout>[] = [];
    const stop = () => {
      for (const timer of timers) clearTimeout(timer);
      timers = [];
      this._slow = 0;
    };
    const look = () => {
      // How long the user takes to answer is not the institution's time.
      if (job.end || job.challenge || job.isStuck) stop();
      else if (!timers.length) timers = SLOW.map((ms, index) => setTimeout(() => (this._slow = index + 1), ms));
      this.requestUpdate();
    };
    look();
    const unsubscribe = job.subscribe(look);
    return () => {
      stop();
      unsubscribe();
    };
  }

  #leave(): void {
    for (const end of this.#ends) end?.();
    this.#ends = [];
    this.#shown = this.#giver = undefined;
  }

  protected override updated(): void {
    const { job } = this;
    if (job && this.isConnected) reportJob(this, job, this.l10n, this.flow.session.element);
    // Others come and go beside what the user is at.
    if (job?.end && job !== this.#ledTo && job === this.flow.job && !this.flow.formTells?.(job)) leadTo(this);
    this.#ledTo = job?.end && job;
  }

  protected override content(): TemplateResult {
    const { job } = this;
    const { compact, l10n } = this;
    if (job?.end) return this.#renderEnd(job);
    if (!job && !this.flow.pending) return idle(l10n);
    if (!compact) return job ? this.#renderWorking(job) : this.#renderHead();
    const trouble = job && troubleOf(l10n, job);
    if (job?.isStuck) return trouble!;
    return html`<div part="sentence" role="status">
      ${trouble ?? this.#renderLine(job ? wordsOfJob(l10n, job).title : this.t('form.sending'))}
    </div>`;
  }

  #renderLine(text: string): TemplateResult {
    return html`<p class="line" tabindex="-1"><span class="spinner" part="spinner"></span>${text}</p>`;
  }

  #renderWorking(job: Job): TemplateResult {
    const steps = stepsOf(job.history);
    const leave =
      steps.loggedIn === 'done' && !job.challenge
        ? html`<p class="box success" part="leave">${this.t('status.mayLeave')}</p>`
        : nothing;
    const head = this.#renderHead(this.#site);
    const trouble = troubleOf(this.l10n, job);
    const cancel = button('cancel', this.t('common.cancel'), () => this.cancel(), 'link');
    if (job.isStuck) return html`${head} ${trouble} ${cancel}`;
    // Of what nothing can be heard, nobody knows that it goes on.
    const slow =
      this._slow && !job.trouble
        ? html`<p class="quiet">${this.t(this._slow === 2 ? 'status.slower' : 'status.slow')}</p>`
        : nothing;
    return html`${head} ${this.#renderSentence(job)}
      <ol class="stack" part="steps" role="list" aria-label=${this.t('status.steps')}>
        ${this.#renderStep('status.stepConnected', steps.connected)}
        ${this.#renderStep('status.stepLoggedIn', steps.loggedIn)}
        ${this.#renderStep('status.stepReading', steps.reading)}
      </ol>
      ${cancel}
      <div class="late" role="status">${leave}</div>
      <div class="late" role="status">${slow}</div>
      <div class="late" role="status">${trouble}</div>`;
  }

  /** Whose job it is: a handle may name its site. That of the session's job, or what was picked, need not be that of another job. */
  get #site(): Site | undefined {
    const { site, job } = this.flow;
    const given = this.#readSite((this.#given as { site?: unknown } | undefined)?.site);
    return given ?? (this.#own && this.#own !== job ? undefined : site);
  }

  #renderHead(site?: Site): TemplateResult {
    const heading = site ? this.t('status.heading', { site: site.name }) : this.t('form.sending');
    return html`${screenHead(this, site, heading)}
      <div class="bar" part="bar"></div>`;
  }

  #renderSentence(job: Job): TemplateResult {
    return html`<div class="sentence" part="sentence" role="status">${sentences(wordsOfJob(this.l10n, job))}</div>`;
  }

  #renderStep(name: MessageKey, state: StepState): TemplateResult {
    const done = state === 'done';
    return html`<li
      class="line small ${state}"
      part="step step-${state}"
      aria-current=${state === 'now' ? 'step' : nothing}
    >
      <span class="dot">${done ? icon('check') : nothing}</span>
      <span>${this.t(name)}${done ? html`<span class="hidden"> (${this.t('status.stepDone')})</span>` : nothing}</span>
    </li>`;
  }

  #renderEnd(job: Job): TemplateResult {
    const { code, kind } = job.end!;
    const well = kind === 'success';
    const words = wordsOfJob(this.l10n, job);
    const site = this.#site;
    const name = organizationOf(this.flow, site)?.name || site?.name;
    const title = well && name ? this.t('end.success', { site: name }) : words.title;
    // The heading is heard only where the focus comes to it; under one of the page's own, how it ended is to be seen here, too.
    const ownHeading = this.querySelector('[slot=heading]');
    const mark = html`<span class="logo mark ${well ? 'success' : 'danger'}" part="mark"
      >${icon(well ? 'check' : 'alert')}</span
    >`;
    return html`${screenHead(this, site, title, mark)}
      <p part="sentence" role=${this.flow.formTells?.(job) ? nothing : well ? 'status' : 'alert'}>
        <span class=${ownHeading ? '' : 'hidden'}>${title}. </span>${words.text}
      </p>
      ${well ? nothing : facts(this.l10n, code, job.rid)}
      <slot name="actions"></slot>`;
  }
}
