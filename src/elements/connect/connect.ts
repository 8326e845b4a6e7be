import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { safeUrl } from '../../api/origins.js';
import { parseList, type NameList } from '../../catalogue/catalogue.js';
import type { CloseReason, ConnectStep } from '../../events.js';
import type { MessageKey } from '../../i18n/localize.js';
import { CANCELLED } from '../../job/codes.js';
import type { Job } from '../../job/job.js';
import { offerFlow, offers } from '../../session/context.js';
import { Flow } from '../../session/flow.js';
import { reportJob } from '../../session/report.js';
import type { SessionState } from '../../session/state.js';
import { SyncfyElement } from '../../ui/element.js';
import { mayFocus, whenBegun } from '../../ui/focus.js';
import type { FormElement } from '../../ui/form-element.js';
import { icon, type IconName } from '../../ui/icons.js';
import { button, frame, sentences, title } from '../../ui/pieces.js';
import { setTyping } from '../../ui/typing.js';
import { SyncfyCredentialForm } from '../credential-form/credential-form.js';
import { SyncfyJobStatus } from '../job-status/job-status.js';
import { SyncfySitePicker } from '../site-picker/site-picker.js';
import { SyncfyTwofa } from '../twofa/twofa.js';
import { styles } from './connect.styles.js';
import { attributes, BOOLEAN, properties } from '../../ui/properties.js';

const WRONG_SITE = 409;
/** Codes after which something can be corrected. After 403 and 411 there is nothing: another login asks anew. */
const TO_CORRECT = [400, 401, WRONG_SITE, 413];
const NOT_OFFERED = 449;
/** Syncfy's privacy policy, as its own widget links to it: in English, and in Spanish, which is nearer to Portuguese. */
const policyOf = (language: string) =>
  `https://help.paybook.com/${/es|pt/.test(language) ? 'es/article/4b9oho' : 'en/article/k33bgf'}`;

/** What is not handed on at each turn: it is set here for each element. */
const OWN = ['siteId', 'credentialId', 'value'];

/** The parts of its elements that a page may style through this one: all but `base` and `form`, which have parts here. */
const PARTS =
  'again badge bar button button-cancel button-clear button-main button-other button-retry chip chips clear code count countdown country country-label cover drop elapsed empty enlarge enlarged error error-text error-title facts field field-error field-hint field-input field-label fields file filter header heading icon leave list logo logo-image logo-initials mark message note option option-image options organization organization-name organization-sites picture picture-image private progress remove reveal rid search search-input select-all sent sentence site sites skeleton spinner step step-done step-next step-now steps tab tabs trouble username waiting';

/** As `::part(site)`, and as `::part(picker-site)`: two elements may have a part of one name. */
const exported = (name: string) =>
  PARTS.split(' ')
    .map(part => `${part},${part}:${name}-${part}`)
    .join();

/** The attributes of an element that are handed on to it. */
const handedOn = (element: { properties: PropertyDeclarations }) =>
  Object.entries(element.properties).filter(([name, { attribute }]) => attribute && !OWN.includes(name));

/**
 * The whole way: consent, picking a site, logging in, waiting, answering, and how it ended.
 * It shows one step at a time, in the page or as a dialog, and hands back control with `syncfy-close`.
 * The attributes of its elements are attributes of its own.
 *
 * The slots of its elements are slots of its own under their names: `slot="form-intro"` is the form's `intro`. So are their
 * parts, all but `base` and `form`: `::part(field-label)`, or `::part(form-field-label)` for those of one element.
 *
 * @tag syncfy-connect
 * @slot consent-heading - In place of the first step’s heading.
 * @slot consent - Under the promises of the first step: words of the page's own.
 * @slot help - Under every step, before the footer.
 * @slot footer - Under every step, last.
 * @slot button-back - The text of the button that goes back.
 * @slot button-cancel - With `compact`: the text of the button that stops waiting.
 * @slot button-continue - The text of the first step’s button.
 * @slot button-done - The text of the button that ends a success.
 * @slot button-another - The text of the button that connects another institution.
 * @slot button-retry - The text of the button that tries again.
 * @slot button-correct - The text of the button that leads back to the form.
 * @slot button-choose-site - The text of the button that leads to the right site (409).
 * @slot button-choose-other - The text of the button that leads to other institutions.
 * @slot picker-heading - Of `<syncfy-site-picker>`: in place of the heading’s text.
 * @slot picker-intro - Of `<syncfy-site-picker>`: under the heading.
 * @slot picker-help - Of `<syncfy-site-picker>`: before its footer.
 * @slot picker-footer - Of `<syncfy-site-picker>`: last.
 * @slot picker-empty - Of `<syncfy-site-picker>`: in place of the message that there are no institutions, or that none was found.
 * @slot picker-button-clear - Of `<syncfy-site-picker>`: the text of the button that clears the search.
 * @slot picker-button-retry - Of `<syncfy-site-picker>`: the text of the button that tries again.
 * @slot form-heading - Of `<syncfy-credential-form>`: in place of the heading’s text.
 * @slot form-intro - Of `<syncfy-credential-form>`: under the heading.
 * @slot form-help - Of `<syncfy-credential-form>`: before its footer.
 * @slot form-footer - Of `<syncfy-credential-form>`: last.
 * @slot form-empty - Of `<syncfy-credential-form>`: in place of the text where there is nothing to do yet.
 * @slot form-button-main - Of `<syncfy-credential-form>`: the text of the button that connects.
 * @slot form-button-retry - Of `<syncfy-credential-form>`: the text of the button that tries again.
 * @slot status-heading - Of `<syncfy-job-status>`: in place of the heading’s text.
 * @slot status-intro - Of `<syncfy-job-status>`: under the heading.
 * @slot status-help - Of `<syncfy-job-status>`: before its footer.
 * @slot status-footer - Of `<syncfy-job-status>`: last.
 * @slot status-empty - Of `<syncfy-job-status>`: in place of the text where there is nothing to do yet.
 * @slot status-actions - Of `<syncfy-job-status>`: under the end of a job, before the buttons.
 * @slot status-button-cancel - Of `<syncfy-job-status>`: the text of the button that stops waiting.
 * @slot status-button-retry - Of `<syncfy-job-status>`: the text of the button that tries again.
 * @slot twofa-heading - Of `<syncfy-twofa>`: in place of the heading’s text.
 * @slot twofa-intro - Of `<syncfy-twofa>`: under the heading.
 * @slot twofa-help - Of `<syncfy-twofa>`: before its footer.
 * @slot twofa-footer - Of `<syncfy-twofa>`: last.
 * @slot twofa-empty - Of `<syncfy-twofa>`: in place of the text where there is nothing to do yet.
 * @slot twofa-button-main - Of `<syncfy-twofa>`: the text of the button that sends.
 * @slot twofa-button-other - Of `<syncfy-twofa>`: the text of the button that leads back where a device is needed.
 * @slot twofa-button-cancel - Of `<syncfy-twofa>`: the text of the button that stops waiting.
 * @slot twofa-button-retry - Of `<syncfy-twofa>`: the text of the button that tries again.
 * @csspart card - The column that holds all.
 * @csspart dialog - The dialog, with `mode="dialog"`.
 * @csspart top - The bar with back and close.
 * @csspart button - Every button with a text that can be replaced, but the one that goes back.
 * @csspart button-back - The button that goes back.
 * @csspart button-close - The button that closes.
 * @csspart button-main - The main button of a step.
 * @csspart button-other - The quiet button beside it.
 * @csspart button-continue - The first step’s button.
 * @csspart button-done - The button that ends a success.
 * @csspart button-another - The button that connects another institution.
 * @csspart button-retry - The button that tries again.
 * @csspart button-cancel - The button that stops waiting, with `compact`.
 * @csspart button-correct - The button that leads back to the form.
 * @csspart button-choose-site - The button that leads to the right site (409).
 * @csspart button-choose-other - The button that leads to other institutions.
 * @csspart policy - The link to the privacy policy.
 * @csspart heading - The heading of the consent step; those of the others are parts of their elements.
 * @csspart logos - The client’s logo and Syncfy’s.
 * @csspart asks - Who asks.
 * @csspart promises - What is promised on the consent step.
 * @csspart promise - One of the promises.
 * @csspart picker - `<syncfy-site-picker>`.
 * @csspart form - `<syncfy-credential-form>`.
 * @csspart status - `<syncfy-job-status>`.
 * @csspart twofa - `<syncfy-twofa>`.
 * @csspart icon - An icon.
 * @csspart logo - A logo, or the initials that stand for it.
 * @csspart logo-image - The image of a logo.
 * @csspart logo-initials - The initials that stand for a logo.
 * @cssprop [--syncfy-max-width=440px] - How wide it gets.
 * @cssprop [--syncfy-list-height=max(416px, 26rem)] - How tall the list of institutions grows before it scrolls; less where what stands above it takes more than 14rem, and in a dialog, no taller than there is room.
 * @cssprop [--syncfy-shadow] - The dialog's shadow.
 * @cssprop [--syncfy-duration=150ms] - How long the dialog takes to come.
 * @fires {CustomEvent<{step: ConnectStep, previous: ConnectStep | undefined}>} syncfy-step - Another step is shown.
 * @fires {CustomEvent<{reason: CloseReason}>} syncfy-close - Control is handed back. Cancelable: it stays as it is.
 * @fires {CustomEvent<{site: Site, organization: Organization | undefined}>} syncfy-site-select - Of `<syncfy-site-picker>`: a site was picked.
 * @fires {CustomEvent<{site: Site, names: string[]}>} syncfy-credential-submit - Of `<syncfy-credential-form>`: the form is valid and about to be sent. Cancelable: nothing is sent.
 * @fires {CustomEvent<{job: JobInfo}>} syncfy-job-start - Of `<syncfy-credential-form>`: Syncfy took the credential and started a job.
 * @fires {CustomEvent<{status: StatusEntry, history: readonly StatusEntry[], kind: JobKind}>} syncfy-status - Of `<syncfy-job-status>`: once for each entry of the job's history, in its order.
 * @fires {CustomEvent<{challenge: Challenge}>} syncfy-challenge - Of `<syncfy-job-status>`: the institution asks the user for something.
 * @fires {CustomEvent<JobResult>} syncfy-success - Of `<syncfy-job-status>`: the job ended well.
 * @fires {CustomEvent<JobResult>} syncfy-failure - Of `<syncfy-job-status>`: the job ended, not well; also when it gave no news in time (504) or was cancelled (0).
 * @fires {CustomEvent<{names: string[]}>} syncfy-twofa-submit - Of `<syncfy-twofa>`: the answers are about to be sent. Cancelable: nothing is sent.
 * @fires {CustomEvent<{error: SyncfyError}>} syncfy-error - Of any of its elements: something failed that is no job’s end; or an attribute cannot be used.
 */
export class SyncfyConnect extends SyncfyElement {
  static override readonly properties: PropertyDeclarations = {
    ...Object.fromEntries([SyncfySitePicker, SyncfyCredentialForm, SyncfyJobStatus, SyncfyTwofa].flatMap(handedOn)),
    ...attributes('siteId credentialId value clientName clientLogo policyUrl'),
    ...attributes('noBack noConsent', BOOLEAN),
    // A server that renders the page writes no default, and a framework that compares would find one too many.
    ...attributes('mode', { reflect: true, useDefault: true, fits: /^(inline|dialog)$/ }),
    ...attributes('retryCodes', { fits: /^[\d\s,]+$/ }),
    ...attributes('open', { ...BOOLEAN, reflect: true }),
    ...properties('_consented _handedBack _correcting'),
  };

  static override readonly styles = [SyncfyElement.styles, styles];

  /** In the page (`inline`) or as a modal dialog (`dialog`). Another mode keeps the step and empties what was typed. @attr mode */
  mode: 'inline' | 'dialog' = 'inline';
  /** Whether the dialog is open. @attr open */
  open = false;
  /** The site to log in to (`id_site`): nothing is to be picked. @attr site-id */
  siteId = '';
  /** The credential to update (`id_credential`). @attr credential-id */
  credentialId = '';
  /** Codes, comma-separated, after which the user goes back to the form. @attr retry-codes */
  retryCodes = '401,403,411';
  /** There is no way back to the institutions from the form, nor after a failure, but where another site is all that helps (409, 449). @attr no-back */
  noBack = false;
  /** The consent step is left out. @attr no-consent */
  noConsent = false;
  /** Who asks: the name of the page's company. @attr client-name */
  clientName = '';
  /** Its logo, a URL. @attr client-logo */
  clientLogo = '';
  /** Where the privacy policy is, over https; a path is the page’s own. Default Syncfy’s. @attr policy-url */
  policyUrl = '';

  /** Of `<syncfy-site-picker>`: the country to begin with. Default: that element’s. @attr country */
  declare country: string | undefined;
  /** Of `<syncfy-site-picker>`: the type to begin with. Default: that element’s. @attr organization-type */
  declare organizationType: string | undefined;
  /** Of `<syncfy-site-picker>`: whose sites are offered. Default: that element’s. @attr audience */
  declare audience: 'all' | 'personal' | 'business' | undefined;
  /** Of `<syncfy-site-picker>`: only these sites. Default: that element’s. @attr only-sites */
  declare onlySites: NameList | undefined;
  /** Of `<syncfy-site-picker>`: only these organizations. Default: that element’s. @attr only-organizations */
  declare onlyOrganizations: NameList | undefined;
  /** Of `<syncfy-site-picker>`: only these types. Default: that element’s. @attr only-organization-types */
  declare onlyOrganizationTypes: NameList | undefined;
  /** Of `<syncfy-site-picker>`: all but these sites. Default: that element’s. @attr hide-sites */
  declare hideSites: NameList | undefined;
  /** Of `<syncfy-site-picker>`: all but these organizations. Default: that element’s. @attr hide-organizations */
  declare hideOrganizations: NameList | undefined;
  /** Of `<syncfy-site-picker>`: all but these types. Default: that element’s. @attr hide-organization-types */
  declare hideOrganizationTypes: NameList | undefined;
  /** Of `<syncfy-site-picker>`: the country cannot be changed; where none is named, those of all countries are listed. Default: that element’s. @attr no-country */
  declare noCountry: boolean | undefined;
  /** Of `<syncfy-site-picker>`: no logos in the list. Default: that element’s. @attr no-logos */
  declare noLogos: boolean | undefined;
  /** Of `<syncfy-site-picker>`: the site that is marked as picked (`id_site`), and in sight. What the user picks cannot be read here. Default: none. @attr value */
  declare value: string | undefined;
  /** Of `<syncfy-credential-form>`: the credential is not stored at Syncfy. Default: that element’s. @attr no-save */
  declare noSave: boolean | undefined;
  /** Of `<syncfy-credential-form>`: the largest file that may be sent, in bytes. Default: that element’s. @attr max-file-size */
  declare maxFileSize: number | undefined;
  /** Of the forms: the browser does not offer what it has stored. Default: that element’s. @attr no-autocomplete */
  declare noAutocomplete: boolean | undefined;
  /** Of the forms: how a password is revealed. Default: that element’s. @attr reveal */
  declare reveal: 'icon' | 'text' | 'none' | undefined;
  /** Of `<syncfy-twofa>`: how long the institution waits for an answer, in ms. Default: that element’s. @attr time-limit */
  declare timeLimit: number | undefined;
  /** Of `<syncfy-job-status>`: the login counts as success. Default: that element’s. @attr quick-answer */
  declare quickAnswer: boolean | undefined;
  /** Of `<syncfy-job-status>`: how long to wait without news, in ms. Default: that element’s. @attr timeout */
  declare timeout: number | undefined;
  /** Of `<syncfy-job-status>`: one line, and a button to cancel, while the job runs. Default: that element’s. @attr compact */
  declare compact: boolean | undefined;

  private _consented = false;
  private _handedBack = false;
  /** The job after which the user has gone back to the form, to correct what was refused. */
  private _correcting: Job | undefined;

  readonly #children = new MutationObserver(() => this.requestUpdate());
  /** Its own flow, once it is made. */
  #made: Flow | undefined;
  #step: ConnectStep | undefined;
  /** Whether the user has done something here: a job that is taken up moves no page. */
  #begun = false;
  /** The picker keeps its search and scroll position once it has been shown. */
  #pickerShown = false;

  constructor() {
    super();
    offerFlow(this, () => this.#ownFlow);
    whenBegun(this, () => (this.#begun = true));
  }

  /** The step that is shown. */
  get step(): ConnectStep {
    const { job, site, pending } = this.#ownFlow;
    if (pending) return 'working';
    if (!job) return !this.#consented ? 'consent' : site || this.#siteGiven ? 'credentials' : 'pick';
    if (!job.end) return job.challenge ? 'challenge' : 'working';
    const { code, kind } = job.end;
    if (kind === 'success') return kind;
    const again = job === this._correcting || code === CANCELLED || parseList(this.retryCodes).includes(`${code}`);
    // The form says what has happened, where it is the form of that job.
    const isTold = site && !this.#ownFlow.isOfOther(this.siteId, this.credentialId);
    return again && isTold ? 'credentials' : 'failure';
  }

  /** Opens the dialog; in the page, it begins anew what was handed back. */
  show(): void {
    this.open = true;
  }

  /** Closes the dialog; in the page, there is none to close, and `syncfy-close` alone is told. A job that runs goes on. */
  close(): void {
    this.#close('api');
  }

  /** Begins again, at an empty search; consent that was given stands. */
  restart(): void {
    this._handedBack = false;
    // What could not be loaded then may be now.
    this.flow.session.retry();
    this.#form?.reset();
    this.shadowRoot?.querySelector('syncfy-site-picker')?.reset();
    this.#ownFlow.reset(this.#siteGiven);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#children.observe(this, { childList: true, subtree: true, attributeFilter: ['slot'] });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#children.disconnect();
    this.#made?.pause();
  }

  /** This element's own flow: two of them in one session do not disturb each other. */
  get #ownFlow(): Flow {
    return this.#made ?? this.#adopt(this.flow.session);
  }

  #adopt(session: SessionState): Flow {
    this.#made?.pause();
    const flow = (this.#made = new Flow(session, this));
    flow.subscribe(() => this.requestUpdate());
    offers.changed();
    return flow;
  }

  get #consented(): boolean {
    return this._consented || this.noConsent;
  }

  get #siteGiven(): boolean {
    return this.siteId !== '' || this.credentialId !== '';
  }

  get #form(): SyncfyCredentialForm | null | undefined {
    return this.shadowRoot?.querySelector('syncfy-credential-form');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#leaveOther(changed);
    if (this.open && changed.has('open')) this.flow.session.retry();
    if (this.open && this._handedBack) this.restart();
    if (this.flow.session !== this.#made?.session) this.#adopt(this.flow.session);
    if (this.isConnected) {
      this.#ownFlow.resume();
      // There may be a job that was begun for what is named now.
      if (changed.has('siteId') || changed.has('credentialId')) void this.#ownFlow.restore();
      // What the page handed in meanwhile comes after the end, not in its place.
      if (this.flow.offered) this.#report();
    }
    // The page, being told, may have closed the dialog, or taken the element away.
    if (changed.get('open') && !this.open) this._handedBack ||= this.step === 'success';
    if (this.isConnected) this.#ownFlow.adopt(this.flow);
    if (this.step !== 'success') this._handedBack = false;
    // Who has a job has consented, if on an earlier page.
    this._consented ||= this.#ownFlow.job !== undefined;
    if (this.step === 'pick') this.#pickerShown = true;
  }

  /** Nobody answers for another credential, or site, what is asked for this one. */
  #leaveOther(changed: PropertyValues<this>): void {
    const siteBefore = changed.get('siteId');
    const isOtherCredential = changed.get('credentialId') !== undefined;
    if (siteBefore === undefined && !isOtherCredential) return;
    const { site, job } = this.#ownFlow;
    // A job that came without its site is that of the site that was named.
    const isOtherSite = siteBefore !== undefined && (site ? site.id_site !== this.siteId : siteBefore && job);
    this.#ownFlow.lookNoMore();
    if (isOtherSite || isOtherCredential) this.#ownFlow.reset();
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#handOn(changed);
    this.#syncDialog();
    if (changed.get('open') && !this.open) {
      for (const form of this.renderRoot.querySelectorAll<FormElement>('syncfy-credential-form,syncfy-twofa'))
        form.empty();
    }
    const { step } = this;
    if (step === this.#step || this.#ownFlow.pending) return;
    // What led to it is told first: the page may take the element away, and is told of the step when it puts it back.
    this.#report();
    if (!this.isConnected) return;
    const previous = this.#step;
    this.#step = step;
    this.emit('syncfy-step', { step, previous });
    // The page's focus is its own until the user has begun here, and while they are elsewhere.
    if (previous !== undefined && this.#begun && mayFocus(this)) void this.#focusStep();
  }

  #report(): void {
    const { job } = this.#ownFlow;
    const status = this.renderRoot.querySelector('syncfy-job-status');
    if (job && status) reportJob(status, job, this.l10n, this.flow.session.element);
  }

  /** Gives its attributes to the elements that they are for; what is not set stays at the element's own default, or returns to it. */
  #handOn(changed: PropertyValues<this>): void {
    for (const element of this.renderRoot.querySelectorAll<SyncfyElement>('.step')) {
      for (const [name] of handedOn(element.constructor as typeof SyncfyElement)) {
        const value: unknown = Reflect.get(this, name);
        if (value !== undefined || changed.has(name as keyof SyncfyConnect)) Reflect.set(element, name, value);
      }
    }
  }

  #syncDialog(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (!dialog || !this.isConnected || (this.open && dialog.matches(':modal'))) return;
    // One that was moved in the page says that it is open, and is no modal any more.
    dialog.close();
    if (!this.open) return;
    // Whoever is writing in the page goes on writing.
    setTyping(!!document.activeElement?.matches('textarea,input:not([type=button],[type=submit])'));
    dialog.showModal();
    void this.#focusStep();
  }

  /** @internal */
  override focusStart(): void {
    void this.#focusStep();
  }

  async #focusStep(): Promise<void> {
    const shown = this.renderRoot.querySelector<SyncfyElement>('.step:not([hidden])') ?? this;
    if (shown === this) super.focusStart();
    else {
      await shown.updateComplete;
      shown.focusStart();
    }
  }

  #close(reason: CloseReason): void {
    const { open } = this;
    if (this.mode === 'dialog' && !open) return;
    // Before the page is told: it may close it, too.
    this.open = false;
    if (!this.emit('syncfy-close', { reason })) this.open = open;
    else if (reason === 'done') this._handedBack = true;
  }

  protected override render(): TemplateResult {
    const card = frame(this.l10n, this.content(), 'card');
    if (this.mode !== 'dialog') return card;
    const onCancel = (event: Event) => {
      // A file input says so, too, when no file was chosen. What can't be kept from closing is told when it has closed.
      if (event.target !== event.currentTarget || !event.cancelable) return;
      event.preventDefault();
      this.#close('cancel');
    };
    // The browser closes a dialog by itself, too, when Escape is pressed twice.
    const onClosed = (event: Event) => {
      if (!this.open || (event.target as HTMLDialogElement).open) return;
      this.#close('cancel');
      this.requestUpdate();
    };
    return html`<dialog
      part="dialog"
      aria-label=${this.t('consent.heading')}
      lang=${this.l10n.locale}
      @cancel=${onCancel}
      @close=${onClosed}
    >
      ${card}
    </dialog>`;
  }

  protected override content(): TemplateResult {
    return html`${this.#renderTop()} ${this.#renderStep()}`;
  }

  #renderTop(): TemplateResult | typeof nothing {
    const back = this.step === 'credentials' && !this.noBack && !this.#siteGiven;
    const dialog = this.mode === 'dialog';
    if (!back && !dialog) return nothing;
    return html`<div class="bar line small" part="top">
      ${
        back
          ? html`<button class="line" part="button-back" @click=${this.#back}>
              ${icon('back')}<slot name="button-back">${this.t('common.back')}</slot>
            </button>`
          : nothing
      }
      ${
        dialog
          ? html`<button
              class="close"
              part="button-close"
              aria-label=${this.t('common.close')}
              @click=${() => this.#close('cancel')}
            >
              ${icon('close')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderStep(): TemplateResult {
    const { step } = this;
    const { job } = this.#ownFlow;
    const ended = step === 'success' || step === 'failure';
    return html`${step === 'consent' ? this.#renderConsent() : nothing}
      ${
        this.#pickerShown
          ? html`<syncfy-site-picker
              class="step"
              part="picker"
              exportparts=${exported('picker')}
              .value=${this.value}
              ?hidden=${step !== 'pick'}
              >${this.#passOn('picker')}</syncfy-site-picker
            >`
          : nothing
      }
      <syncfy-credential-form
        class="step"
        part="form"
        exportparts=${exported('form')}
        site-id=${this.#consented ? this.siteId : ''}
        credential-id=${this.#consented ? this.credentialId : ''}
        ?hidden=${step !== 'credentials'}
        >${this.#passOn('form')}</syncfy-credential-form
      >
      <syncfy-job-status
        class="step"
        part="status"
        exportparts=${exported('status')}
        ?hidden=${step !== 'working' && !ended}
      >
        ${this.#passOn('status')}${ended ? html`<div slot="actions" class="stack tight">${this.#renderActions(step)}</div>` : nothing}
      </syncfy-job-status>
      ${
        this.compact && job && step === 'working'
          ? this.#button('cancel', 'common.cancel', () => job.cancel(), false)
          : nothing
      }
      <syncfy-twofa class="step" part="twofa" exportparts=${exported('twofa')} ?hidden=${step !== 'challenge'}
        >${this.#passOn('twofa')}</syncfy-twofa
      >`;
  }

  /** What the page's children are for: one with `slot="form-intro"` is the form's `intro`. An empty slot would hide its text. */
  #passOn(name: string): TemplateResult[] {
    const slots = new Set([...this.children].map(({ slot }) => slot).filter(slot => slot.startsWith(`${name}-`)));
    return [...slots].map(slot => html`<slot name=${slot} slot=${slot.slice(name.length + 1)}></slot>`);
  }

  #renderConsent(): TemplateResult {
    const client = this.clientName;
    const policy = safeUrl(this.policyUrl || policyOf(this.l10n.language), document.baseURI);
    return html`<div class="stack">
      <div class="line" part="logos" aria-hidden="true">
        ${client || this.clientLogo ? html`${this.logos.render(client, this.clientLogo)}${icon('next')}` : nothing}
        ${this.logos.render('Syncfy', undefined)}
      </div>
      <div class="stack tight">
        ${title(this.t('consent.heading'), 'consent-heading')}
        ${client ? html`<p part="asks">${this.t('consent.asks', { client })}</p>` : nothing}
      </div>
      <ul class="promises stack" part="promises" role="list">
        ${this.#renderPromise('lock', 'consent.encrypted')}
        ${this.#renderPromise('eyeOff', this.noSave && !this.credentialId ? 'consent.notStored' : 'consent.notKept')}
        ${this.#renderPromise('check', 'consent.yourChoice')}
      </ul>
      <slot name="consent"></slot>
      ${
        policy
          ? html`<p class="quiet">
              <a part="policy" href=${policy} target="_blank" rel="noopener noreferrer">${this.t('consent.policy')}</a>
            </p>`
          : nothing
      }
      ${this.#button('continue', 'common.continue', () => (this._consented = true))}
    </div>`;
  }

  #renderPromise(name: IconName, key: MessageKey): TemplateResult {
    return html`<li class="line top" part="promise">
      ${icon(name)}
      <div>${sentences(this.l10n.words(key))}</div>
    </li>`;
  }

  #button(name: string, key: MessageKey, act = () => this.restart(), main = true): TemplateResult {
    return button(name, this.t(key), act, main ? 'button' : 'link', main ? 'button-main' : 'button-other');
  }

  #renderActions(step: ConnectStep): TemplateResult {
    const given = this.#siteGiven;
    if (step === 'success') {
      return html`${this._handedBack ? nothing : this.#button('done', 'common.done', () => this.#close('done'))}
      ${given ? nothing : this.#button('another', 'end.another', undefined, false)}`;
    }
    const code = this.#ownFlow.job?.end?.code ?? 0;
    const again = () => this.#ownFlow.reset(true);
    const correct = () => {
      this._correcting = this.#ownFlow.job;
      // Another form would not say what was wrong.
      if (this.step === step) again();
    };
    const other = (main?: boolean) => this.#button('choose-other', 'end.chooseOther', undefined, main);
    const chooseSite = () => {
      this.#back();
      this.shadowRoot?.querySelector('syncfy-site-picker')?.showPicked();
    };
    if (!given && code === WRONG_SITE) return this.#button('choose-site', 'end.chooseSite', chooseSite);
    // Where the page has named the site, it alone can name another.
    if (code === NOT_OFFERED)
      return given ? this.#button('done', 'common.close', () => this.#close('cancel')) : other();
    return html`${
      TO_CORRECT.includes(code)
        ? this.#button('correct', 'end.correct', correct)
        : this.#button('retry', 'common.tryAgain', again)
    }
    ${given || this.noBack ? nothing : other(false)}`;
  }

  readonly #back = () => {
    this.#form?.reset();
    this.#ownFlow.reset();
  };
}
