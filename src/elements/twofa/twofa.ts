import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { SyncfyError } from '../../api/errors.js';
import { readStatusEntry, type ChallengeLike, type StatusEntry } from '../../api/schemas.js';
import type { MessageKey } from '../../i18n/localize.js';
import { WAITING_TWOFA } from '../../job/codes.js';
import type { Job } from '../../job/job.js';
import { challengeFields, needsDevice, waitsElsewhere, type Field } from '../../schema/fields.js';
import { FormElement, type Post } from '../../ui/form-element.js';
import { FieldGroup } from '../../ui/field-group.js';
import { fieldStyles } from '../../ui/field.styles.js';
import { leadTo } from '../../ui/focus.js';
import { icon } from '../../ui/icons.js';
import { screenHead } from '../../ui/institution.js';
import { banner, busyButton, button, errorBanner, idle, troubleOf } from '../../ui/pieces.js';
import { attributes, NUMBER, properties } from '../../ui/properties.js';

/** Seconds before the end at which the time left is announced, and for how long (ms) it stands there to be heard. */
const TOLD = [0, 10, 30, 60];
const HEARD = 3000;
/** From so long (ms) before the end the time left is a warning. */
const SOON = 30_000;

/**
 * What an institution asks while a job runs: a one-time code, a captcha, a picture to pick, a confirmation elsewhere.
 * The answer is in the inputs alone, and in the one request that posts it.
 *
 * @tag syncfy-twofa
 * @slot heading - In place of the heading's text.
 * @slot intro - Under the heading.
 * @slot help - Before the footer.
 * @slot footer - Last.
 * @slot empty - In place of the text where there is nothing to do.
 * @slot button-main - The text of the button that sends.
 * @slot button-other - The text of the button that leads back where a device is needed.
 * @slot button-cancel - The text of the button that stops waiting.
 * @slot button-retry - The text of the button that tries again.
 * @csspart base - All of it.
 * @csspart header - Logo and heading.
 * @csspart heading - The heading.
 * @csspart organization - Whose site it is.
 * @csspart fields - What is asked.
 * @csspart field - One element: label, picture, input, error.
 * @csspart field-label - Its label, in the institution's words.
 * @csspart field-input - Its input.
 * @csspart field-error - What is wrong with it.
 * @csspart picture - A captcha or QR code.
 * @csspart options - What there is to choose from.
 * @csspart option - One choice.
 * @csspart waiting - That the page waits for an action elsewhere.
 * @csspart button-main - The button that sends.
 * @csspart error - What went wrong.
 * @csspart again - That this is another question.
 * @csspart button - Every button with a text that can be replaced.
 * @csspart code - The code.
 * @csspart button-other - The button that leads back where a device is needed.
 * @csspart button-cancel - The button that stops waiting.
 * @csspart button-retry - The button that asks for a picture, or for news of the job, again.
 * @csspart countdown - How much time is left.
 * @csspart elapsed - How long the page has been waiting.
 * @csspart empty - That there is nothing to do here yet.
 * @csspart error-text - What to do about an error.
 * @csspart error-title - What an error is.
 * @csspart facts - Code and reference.
 * @csspart form - The form.
 * @csspart icon - An icon.
 * @csspart logo - A logo, or the initials that stand for it.
 * @csspart logo-image - The image of a logo.
 * @csspart logo-initials - The initials that stand for a logo.
 * @csspart note - Something that is only said or shown.
 * @csspart option-image - The picture of a choice.
 * @csspart enlarge - That a picture can be enlarged.
 * @csspart enlarged - An enlarged picture.
 * @csspart field-hint - What is pointed out about a field.
 * @csspart filter - The field that narrows a long list down.
 * @csspart picture-image - The image of a captcha or QR code.
 * @csspart reveal - The button that shows a password.
 * @csspart select-all - The choice of everything.
 * @csspart rid - The reference for Syncfy’s support.
 * @csspart sent - That the answers were sent.
 * @csspart spinner - What turns while something is sent, or waited for.
 * @csspart trouble - That the connection was interrupted.
 * @fires {CustomEvent<{names: string[]}>} syncfy-twofa-submit - The answers are about to be sent. Cancelable: nothing is sent.
 * @fires {CustomEvent<{error: SyncfyError}>} syncfy-error - The answers could not be sent, or an attribute cannot be used.
 */
export class SyncfyTwofa extends FormElement {
  static override readonly properties = {
    ...FormElement.properties,
    ...attributes('timeLimit', NUMBER),
    ...properties('challenge _sent'),
  };

  static override readonly styles = [FormElement.styles, fieldStyles];

  /** The challenge to show: the job's entry with code 410, as `syncfy-challenge` tells it. An equal one leaves what was typed; the first that is set after an answer asks anew. Default: that of the session's job, but not of a `<syncfy-connect>`’s, which can be read there (`session.job.challenge`), not here. */
  challenge: ChallengeLike | undefined;

  /** How long the institution waits for an answer, in ms, where the page knows it: the time left is shown, counted from when the question first was, and the job is not given up before. Default: 0, not known. @attr time-limit */
  timeLimit = 0;

  private _sent = false;
  /** The challenge as it was given: a second one of a job may equal the first, but is another object. */
  #given: ChallengeLike | undefined;
  /** Whether the page hands over copies of what it gave. */
  #copies = false;
  #shown: StatusEntry | undefined;
  /** What the user was led to last. */
  #ledTo: unknown;
  #fields: readonly Field[] = [];
  #since = 0;
  #elapsed = 0;
  #ticking: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#ticking);
  }

  protected override get asked(): FieldGroup | undefined {
    return this._sent || waitsElsewhere(this.#fields) ? undefined : this.groups[0];
  }

  protected override begin(names: string[]): Post | undefined {
    const address = this.#shown?.address;
    if (!this.emit('syncfy-twofa-submit', { names })) return undefined;
    return async (values, signal) => {
      if (this.#job) await this.#job.answer(values, signal);
      else if (address) await this.flow.session.client.answerChallenge(address, values, signal);
      else throw new SyncfyError('bad-response', 'No address');
      if (signal.aborted) return;
      this.empty();
      this._sent = true;
    };
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { job } = this.flow;
    if (job) job.timeLimit = this.timeLimit;
    const given = this.challenge ?? job?.challenge;
    if (given !== this.#given) {
      // A framework may hand over an equal challenge at each turn: what was typed stays. A job would ask anew, and so does
      // whoever sets an equal one for the first time after an answer.
      const isCopy = this.challenge && JSON.stringify(given) === JSON.stringify(this.#given);
      if (isCopy && (this.#copies || !this._sent)) this.#copies = true;
      else this.#show(given);
      this.#given = given;
    }
    // An answer that was taken stays on the screen as "sent" until the job goes on.
    if (!given) this._sent = !job?.end && job?.kind === 'challenge';
    // In whole seconds: whatever else is drawn meanwhile does not move it.
    this.#elapsed = Math.floor((performance.now() - this.#since) / 1000) * 1000;
  }

  #show(given: ChallengeLike | undefined): void {
    this.#copies = false;
    this.#shown = readStatusEntry(given && { ...given, code: WAITING_TWOFA });
    this.#fields = challengeFields(this.#shown?.twofa ?? []);
    this.ask(this.#shown ? [new FieldGroup(this, this.#fields, 'c')] : []);
    this._sent = false;
    this.#since = performance.now();
  }

  /** Leads to what is asked, and counts how long it has been, while somebody looks. */
  protected override updated(): void {
    if (this.#shown && this.#shown !== this.#ledTo) leadTo(this);
    this.#ledTo = this.#shown;
    clearTimeout(this.#ticking);
    const counts = this.timeLimit > 0 || waitsElsewhere(this.#fields);
    if (!this.#shown || !counts || !this.isConnected || this.flow.session.resting) return;
    this.#ticking = setTimeout(() => this.requestUpdate(), 1000);
  }

  protected override content(): TemplateResult {
    if (!this._sent && !this.#shown) return idle(this.l10n);
    const { site } = this.flow;
    const heading = site ? this.t('twofa.heading', { site: site.name }) : this.l10n.words('code.410').title;
    return html`${screenHead(this, site, heading)}
    ${this._sent ? html`<p part="sent" role="status">${this.t('twofa.sent')}</p>` : this.#renderAsked()}`;
  }

  /** The job that asks; none where the page asks by itself. */
  get #job(): Job | undefined {
    return this.challenge ? undefined : this.flow.job;
  }

  #renderAsked(): TemplateResult {
    const job = this.#job;
    const trouble = job && troubleOf(this.l10n, job);
    const isStuck = job?.isStuck;
    const error = this._error && errorBanner(this.l10n, this._error);
    return html`<p
        part="again"
        role="status"
        .textContent=${job && job.challengeCount > 1 ? this.t('twofa.again') : ''}
      ></p>
      ${error} ${this.#renderQuestions()} ${!error && isStuck ? trouble : nothing}
      <div class="late" role="status">${error || isStuck ? nothing : trouble}</div>`;
  }

  #renderQuestions(): TemplateResult {
    const fields = this.#fields.every(({ kind }) => kind === 'hidden') ? nothing : this.groups[0]?.render();
    if (needsDevice(this.#fields))
      return html`${fields} ${banner(this.l10n.words('twofa.device'))}
      ${this.#renderWayOut('other', 'common.back', 'button')}`;
    const cancel = this.#renderWayOut('cancel', 'common.cancel', 'link');
    // It does not continue by itself where nothing can be heard of it.
    if (waitsElsewhere(this.#fields))
      return html`${fields}${this.#job?.isStuck ? nothing : this.#renderWaiting()} ${cancel}`;
    // Nobody is cut off while they type.
    const onInput = () => this.flow.job?.waitAnew();
    return html`<form class="stack" part="form" method="dialog" novalidate @submit=${this.onSubmit} @input=${onInput}>
      ${fields} ${this.#renderTimeLeft()}
      ${busyButton(this.t('twofa.submit'), !!this.flow.sending, this.t('twofa.sending'))} ${cancel}
    </form>`;
  }

  /** Nobody has to wait for a question that they cannot answer. */
  #renderWayOut(name: 'other' | 'cancel', text: MessageKey, look: string): TemplateResult | typeof nothing {
    const job = this.#job;
    if (!job) return nothing;
    return button(name, this.t(text), () => job.cancel(), look);
  }

  #renderWaiting(): TemplateResult {
    return html`<div class="box line top" part="waiting">
        <span class="spinner" part="spinner"></span>
        <div>
          <p role="status">${this.t('twofa.waiting')}</p>
          <p class="quiet" part="elapsed">${this.t('twofa.elapsed', { time: this.l10n.duration(this.#elapsed) })}</p>
        </div>
      </div>
      ${this.#renderTimeLeft()}`;
  }

  /** It is seen to run, but heard only now and then. */
  #renderTimeLeft(): TemplateResult | typeof nothing {
    if (!(this.timeLimit > 0)) return nothing;
    const left = Math.max(0, this.timeLimit - this.#elapsed);
    const told = TOLD.find(seconds => left <= 1000 * seconds && left > 1000 * seconds - HEARD);
    const say = (time: string) => this.t('twofa.left', { time });
    const soon = left <= SOON;
    return html`<p class="line small quiet ${soon ? 'error' : ''}" part="countdown" role="timer">
        ${icon(soon ? 'alert' : 'clock')}${say(this.l10n.duration(left))}
      </p>
      <p class="hidden" role="status">${told !== undefined ? say(this.l10n.unit(told, 'second')) : ''}</p>`;
  }
}
