import { Task, TaskStatus } from '@lit/task';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { SyncfyError } from '../../api/errors.js';
import { readSite, type Site, type SiteLike } from '../../api/schemas.js';
import { CANCELLED } from '../../job/codes.js';
import { infoOf, type Job } from '../../job/job.js';
import { loginWays, type LoginWay } from '../../schema/fields.js';
import { textOf } from '../../session/last-set.js';
import { wordsOfJob } from '../../session/report.js';
import { isDrawn } from '../../ui/drawn.js';
import { leadTo, mayFocus } from '../../ui/focus.js';
import { FormElement, type Post } from '../../ui/form-element.js';
import { FieldGroup } from '../../ui/field-group.js';
import { fieldStyles } from '../../ui/field.styles.js';
import { icon } from '../../ui/icons.js';
import { organizationOf, screenHead } from '../../ui/institution.js';
import { memo } from '../../ui/memo.js';
import { banner, busyButton, errorBanner, facts, idle, note, skeleton, title } from '../../ui/pieces.js';
import { FIELDS, isTyping } from '../../ui/typing.js';
import { styles } from './credential-form.styles.js';
import { attributes, BOOLEAN, NUMBER, properties } from '../../ui/properties.js';

/**
 * The login form that a site's schema describes. Submitting it creates the credential and starts its job.
 * What the user types is in the inputs alone, and in the one request that posts it.
 *
 * @tag syncfy-credential-form
 * @slot heading - In place of the heading’s text.
 * @slot intro - Under the heading.
 * @slot help - Before the footer.
 * @slot footer - Last.
 * @slot empty - In place of the text where there is nothing to do yet.
 * @slot button-main - The text of the button that connects.
 * @slot button-retry - The text of the button that tries again after an error.
 * @csspart base - All of it.
 * @csspart cover - The organization’s own picture, a band.
 * @csspart header - Logo and heading.
 * @csspart heading - The heading.
 * @csspart organization - Whose site it is.
 * @csspart private - The line on who receives what is typed.
 * @csspart fields - The fields.
 * @csspart field - One field: label, control, error.
 * @csspart field-label - A field's label.
 * @csspart field-input - A field's input, select or text area.
 * @csspart field-error - What is wrong with a field.
 * @csspart reveal - The button that shows a password.
 * @csspart tabs - The ways to log in, where there are several.
 * @csspart tab - One of them.
 * @csspart button-main - The button that connects.
 * @csspart error - What went wrong.
 * @csspart button - Every button with a text that can be replaced.
 * @csspart button-retry - The button that tries again after an error.
 * @csspart code - The code.
 * @csspart empty - That there is nothing to do here yet.
 * @csspart error-text - What to do about an error.
 * @csspart error-title - What an error is.
 * @csspart facts - Code and reference.
 * @csspart form - The form.
 * @csspart icon - An icon.
 * @csspart logo - A logo, or the initials that stand for it.
 * @csspart logo-image - The image of a logo.
 * @csspart logo-initials - The initials that stand for a logo.
 * @csspart drop - The area of a file field.
 * @csspart field-hint - What is pointed out about a field.
 * @csspart file - The file that was chosen, or may be.
 * @csspart filter - The field that narrows a long list down.
 * @csspart option - One choice.
 * @csspart message - That the user cancelled.
 * @csspart options - What there is to choose from.
 * @csspart progress - How much of a file has been read.
 * @csspart remove - The button that takes a chosen file back.
 * @csspart rid - The reference for Syncfy’s support.
 * @csspart skeleton - What stands where something is being loaded.
 * @csspart spinner - What turns while something is sent.
 * @csspart username - The user name of the credential that is updated, as Syncfy obfuscates it.
 * @fires {CustomEvent<{site: Site, names: string[]}>} syncfy-credential-submit - The form is valid and about to be sent. Cancelable: nothing is sent.
 * @fires {CustomEvent<{job: JobInfo}>} syncfy-job-start - Syncfy took the credential and started a job.
 * @fires {CustomEvent<{error: SyncfyError}>} syncfy-error - The site could not be loaded or has no fields, or the credential could not be created; or an attribute cannot be used.
 */
export class SyncfyCredentialForm extends FormElement {
  static override readonly properties = {
    ...FormElement.properties,
    ...attributes('siteId credentialId'),
    ...attributes('noSave', BOOLEAN),
    ...attributes('maxFileSize', NUMBER),
    ...properties('site _way'),
  };

  static override readonly styles = [FormElement.styles, fieldStyles, styles];

  /** The site to show (`id_site`), for a form without a picker. @attr site-id */
  siteId = '';
  /** The credential to update (`id_credential`) instead of creating one. @attr credential-id */
  credentialId = '';
  /** The credential is not stored at Syncfy for later runs (`save_credential: false`). @attr no-save */
  noSave = false;
  /** The largest file that may be sent, in bytes. Default: 10000000. @attr max-file-size */
  declare maxFileSize: number;
  /** The site to show: the one in the list that `/catalogues/widget/sites/{id_site}` answers. Default: the one that was picked in the session, which can be read there (`session.site`), not here. */
  site: SiteLike | undefined;

  private _way = 0;

  readonly #readSite = memo(readSite);
  #shown: Site | undefined;
  /** The site whose form the user was led to last. */
  #ledTo: string | undefined;
  /** The ways to log in, each with its group of fields. */
  #ways: readonly LoginWay[] = [];
  /** The way whose login was sent last. */
  #sentWay: number | undefined;
  /** The ended job that the user was told of: the focus moves once. */
  #told: unknown;

  readonly #load = new Task(this, {
    args: () => [this.siteId, this.credentialId, this.client, this.#readSite(this.site)] as const,
    task: async ([siteId, credentialId, client, own], { signal }) => {
      if (own || !client || !(siteId || credentialId)) return undefined;
      const credential = siteId ? undefined : await client.credential(credentialId, signal);
      const site = await client.site(credential?.id_site ?? siteId, signal);
      this.flow.select(site, site.site_organization && { ...site.site_organization, sites: [site] }, true);
      return { site, of: siteId || credentialId, username: credential?.username };
    },
    onError: this.loadFailed,
  });

  constructor() {
    super();
    this.tasks.push(this.#load);
  }

  protected override get asked(): FieldGroup | undefined {
    return this.flow.busy ? undefined : this.groups[this._way];
  }

  protected override begin(names: string[]): Post | undefined {
    const site = this.#shown;
    const way = this.#ways[this._way];
    const asked = this.groups[this._way];
    if (!site || !way || !this.emit('syncfy-credential-submit', { site, names })) return undefined;
    this.#sentWay = this._way;
    this.flow.begin();
    return async (values, signal) => {
      const { flow } = this;
      const body = {
        inputName: way.name,
        values,
        saveCredential: !this.noSave,
        locale: this.l10n.language,
      };
      const job = await flow.create(site, body, this.credentialId, signal);
      // Where its session is gone, nobody would follow the job.
      if (signal.aborted || !flow.isOwned) return;
      // Of what was sent, what is no secret stays for the way back after a refusal.
      for (const group of this.groups) group.clear(group !== asked);
      if (flow.site?.id_site !== site.id_site) flow.select(site);
      flow.follow(job);
      this.emit('syncfy-job-start', { job: infoOf(job) });
    };
  }

  /** Empties the form. What is being sent is given up, though Syncfy may have it already. */
  reset(): void {
    this.forget();
    this.empty();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const { flow } = this;
    if (flow.formTells === this.#tells) flow.formTells = undefined;
  }

  /**
   * Puts the focus on the heading; after a refusal, on the first field that is to be filled in, unless somebody is typing.
   * @internal
   */
  override focusStart(): void {
    if (isTyping() || !this.#refused || !this.groups[this._way]?.focusFirst()) super.focusStart();
    else this.showError();
  }

  /** The session's job that ended, and not well. That of another site or credential says nothing. */
  get #ended() {
    const { flow } = this;
    const ended = flow.job?.end && flow.job.end.kind !== 'success';
    return ended && !flow.isOfOther(this.#shown?.id_site, this.credentialId) && !flow.sending ? flow.job : undefined;
  }

  /** Whether it is here that the user reads how a job ended. */
  readonly #tells = (job: Job): boolean => this.#shown !== undefined && job === this.#refused && isDrawn(this);

  /** What it says against the form. */
  get #refused() {
    return this.#ended?.end?.code === CANCELLED ? undefined : this.#ended;
  }

  /** The site to show now. While one that is named is loaded, or cannot be, no other stands in for it. */
  get #wanted(): Site | undefined {
    const { siteId, credentialId } = this;
    const { site } = this.flow;
    const { value } = this.#load;
    const loaded = value?.of === (siteId || credentialId) ? value.site : undefined;
    const fits = siteId ? site?.id_site === siteId : !credentialId;
    return this.#readSite(this.site) ?? loaded ?? (fits ? site : undefined);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { flow } = this;
    const site = this.#wanted;
    const { job } = flow;
    const refused = this.#refused;
    // What comes while another way is shown is said there, once it comes.
    if (this.#sentWay !== this._way && (changed.has('_error') || (refused && refused !== this.#told)))
      this.#sentWay = undefined;
    if (this.isConnected) flow.formTells = this.#tells;
    if (
      job?.end?.kind === 'success' &&
      this.#told !== job &&
      !flow.isOfOther(this.#shown?.id_site, this.credentialId)
    ) {
      this.#told = job;
      this.empty();
    }
    // A framework may hand over an equal site at each turn, and a newer catalogue may have others: what was typed stays.
    const mayChange =
      changed.has('site') ||
      (site !== this.#shown &&
        !this.shadowRoot?.activeElement?.matches(FIELDS) &&
        !this.groups.some(group => group.filledNames.length));
    const isOther = mayChange && textOf(site) !== textOf(this.#shown);
    if (site?.id_site !== this.#shown?.id_site || isOther || changed.has('credentialId')) this.#show(site);
  }

  #show(site: Site | undefined): void {
    this.#shown = site;
    this._way = 0;
    this.#sentWay = undefined;
    this.#ways = site ? loginWays(site, { update: this.credentialId !== '' }) : [];
    if (site && !this.#ways.length)
      void this.updateComplete.then(() => this.report(new SyncfyError('bad-response', 'A site without fields')));
    this.ask(this.#ways.map(({ fields }, index) => new FieldGroup(this, fields, `w${index}`)));
  }

  protected override updated(): void {
    const id = this.#shown?.id_site;
    if (id && id !== this.#ledTo) leadTo(this);
    this.#ledTo = id;
    const refused = this.#refused;
    if (!refused || this.#told === refused) return;
    this.#told = refused;
    if (isDrawn(this) && mayFocus(this)) this.focusStart();
  }

  protected override content(): TemplateResult {
    if (this.#shown) return this.#renderForm(this.#shown);
    // Trying again shows at once that it does.
    const error = this.#load.status === TaskStatus.PENDING ? undefined : this.#load.error;
    if (error instanceof SyncfyError)
      return html`${title(this.t('consent.heading'))} ${errorBanner(this.l10n, error, () => void this.#load.run())}`;
    if (this.siteId || this.credentialId) return skeleton(this.l10n);
    return idle(this.l10n);
  }

  #renderForm(site: Site): TemplateResult {
    const { flow } = this;
    const { client } = flow.session;
    const organization = organizationOf(flow, site);
    // It shows the organization's logo in its colours: one of the two is enough.
    const band = this.logos.cover(
      client.assetUrl(organization?.cover ?? organization?.small_cover),
      organization?.name || site.name,
      client.assetUrl(organization?.avatar),
    );
    const { value } = this.#load;
    // As Syncfy obfuscates it: whose password is to be typed.
    const username = value?.of === this.credentialId ? value.username : '';
    const heading = this.t('form.heading', { site: site.name });
    const head = html`${band}${screenHead(this, site, heading, band && nothing, username)}`;
    if (!this.#ways.length) {
      return html`${head}${banner(this.l10n.words('form.noFields'))}`;
    }
    const ended = this.#ended;
    return html`${head} ${ended && !this.#refused && !this._error ? note(wordsOfJob(this.l10n, ended)) : nothing}
      <form class="stack" part="form" method="dialog" novalidate @submit=${this.onSubmit} @input=${() => flow.begin()}>
        ${this.#renderTabs()} ${this.groups.map((group, index) => this.#renderWay(group, index))}
        ${this.#renderTrouble()}
        <p class="line top quiet small" part="private">
          ${icon('lock')}<span>${this.t('form.private', { site: site.name })}</span>
        </p>
        ${busyButton(this.t('form.submit'), this.flow.busy, this.t('form.sending'))}
      </form>`;
  }

  /** What went wrong stands between the field that has the focus then and the button: one sees why. */
  #renderTrouble(): TemplateResult | typeof nothing {
    // Of another way it says nothing.
    if ((this.#sentWay ?? this._way) !== this._way) return nothing;
    if (this._error)
      return errorBanner(this.l10n, this._error, this._error.retryable ? () => void this.submit() : undefined);
    const refused = this.#refused;
    return refused ? banner(wordsOfJob(this.l10n, refused), facts(this.l10n, refused.end!.code, refused.rid)) : nothing;
  }

  #renderWay(group: FieldGroup, index: number): unknown {
    const fields = group.render();
    if (this.#ways.length < 2) return fields;
    return html`<div id="panel-${index}" role="tabpanel" aria-labelledby="tab-${index}" ?hidden=${index !== this._way}>
      ${fields}
    </div>`;
  }

  #renderTabs(): TemplateResult | typeof nothing {
    if (this.#ways.length < 2) return nothing;
    return html`<div
      class="tabs box line"
      part="tabs"
      role="tablist"
      aria-label=${this.t('form.ways')}
      @keydown=${this.#onTabKey}
    >
      ${this.#ways.map(
        (way, index) =>
          html`<button
            class="tab"
            part="tab"
            type="button"
            role="tab"
            id="tab-${index}"
            dir="auto"
            aria-controls="panel-${index}"
            aria-selected=${index === this._way}
            tabindex=${index === this._way ? 0 : -1}
            @click=${() => (this._way = index)}
          >
            ${way.label.trim() || `${this.t('form.ways')} ${index + 1}`}
          </button>`,
      )}
    </div>`;
  }

  readonly #onTabKey = (event: KeyboardEvent) => {
    // With them, the keys are the browser's.
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const tabs = [...this.renderRoot.querySelectorAll<HTMLElement>('.tab')];
    const step = this.matches(':dir(rtl)') ? -1 : 1;
    // Where a line has no room for all of them, they stand one under the other.
    const areStacked = tabs[0]!.offsetTop < tabs.at(-1)!.offsetTop;
    const to = {
      ArrowRight: this._way + step,
      ArrowLeft: this._way - step,
      Home: 0,
      End: -1,
      ...(areStacked && { ArrowDown: this._way + 1, ArrowUp: this._way - 1 }),
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (this._way = (to + tabs.length) % tabs.length);
    void this.updateComplete.then(() => tabs[next]!.focus());
  };
}
