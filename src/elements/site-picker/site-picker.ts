import { Task } from '@lit/task';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from '../../ui/property.js';
import { isAbort, SyncfyError } from '../../api/errors.js';
import {
  organizationSchema,
  readList,
  type Country,
  type Organization,
  type OrganizationType,
  type Site,
} from '../../api/schemas.js';
import { filterCatalogue, parseList, type CatalogueFilters } from '../../catalogue/catalogue.js';
import { createIndex, fold, markRanges, search, type SearchHit } from '../../catalogue/search.js';
import type { Words } from '../../i18n/localize.js';
import { wordsOfError } from '../../i18n/words.js';
import { SyncfyElement } from '../../ui/element.js';
import { fieldStyles } from '../../ui/field.styles.js';
import { icon } from '../../ui/icons.js';
import { Logos } from '../../ui/logos.js';
import { banner, facts } from '../../ui/pieces.js';
import { styles } from './site-picker.styles.js';

/** How many organizations are shown before "show more". */
const PAGE = 50;

/**
 * Picks a site: country, type and search narrow the organizations down, each of which has one site or several.
 *
 * @tag syncfy-site-picker
 * @slot empty - Under the message that nothing was found: words of the page's own.
 * @slot footer - Under the list.
 * @csspart base - All of it.
 * @csspart heading - The heading.
 * @csspart search - The search and its field.
 * @csspart search-input - The search field.
 * @csspart country - The choice of the country.
 * @csspart chips - The types to narrow down to.
 * @csspart chip - One of them.
 * @csspart count - How many there are.
 * @csspart list - The organizations.
 * @csspart organization - One of them.
 * @csspart organization-name - Its name.
 * @csspart sites - The sites of one that has several.
 * @csspart site - One of them.
 * @csspart badge - Whether a site is for people or companies.
 * @csspart logo - A logo, or the initials that stand for it.
 * @csspart mark - The part of a name that matches the search.
 * @csspart message - That there is nothing to show, and why.
 * @csspart error - That the institutions could not be loaded.
 * @cssprop [--syncfy-list-height=26rem] - How tall the list grows before it scrolls.
 * @fires {CustomEvent<{site: Site, organization: Organization | undefined}>} syncfy-site-select - A site was picked.
 * @fires {CustomEvent<{error: SyncfyError}>} syncfy-error - The catalogue could not be loaded, or an attribute cannot be used.
 */
export class SyncfySitePicker extends SyncfyElement {
  static override readonly styles = [SyncfyElement.styles, fieldStyles, styles];

  /** The country to begin with, an ISO 3166-1 code. Default: the session's, then the browser's region. */
  @property() country = '';
  /** The type to begin with: an `id_site_organization_type` or its name, such as `Bank`. */
  @property({ attribute: 'organization-type' }) organizationType = '';
  /** Whose sites are offered. */
  @property() audience: 'all' | 'personal' | 'business' = 'all';
  /** Only these sites: ids or names, comma-separated; likewise the five that follow. */
  @property({ attribute: 'only-sites' }) onlySites = '';
  /** Only these organizations. */
  @property({ attribute: 'only-organizations' }) onlyOrganizations = '';
  /** Only these types of organization. */
  @property({ attribute: 'only-organization-types' }) onlyOrganizationTypes = '';
  /** All but these sites. */
  @property({ attribute: 'hide-sites' }) hideSites = '';
  /** All but these organizations. */
  @property({ attribute: 'hide-organizations' }) hideOrganizations = '';
  /** All but these types of organization. */
  @property({ attribute: 'hide-organization-types' }) hideOrganizationTypes = '';
  /** The country cannot be changed. */
  @property({ type: Boolean, attribute: 'no-country' }) noCountry = false;
  /** No logos are shown, nor asked for. */
  @property({ type: Boolean, attribute: 'no-logos' }) noLogos = false;
  /** The site that is picked (`id_site`). */
  @property() value = '';
  /** A catalogue of the page's own, as `/catalogues/organizations/sites` answers it; then none is asked for. */
  @property({ attribute: false }) organizations: Organization[] | undefined;

  @state() private _country = '';
  @state() private _type = '';
  @state() private _query = '';
  @state() private _shown = PAGE;
  @state() private _open = '';

  readonly #logos = new Logos(this);

  readonly #base = new Task(this, {
    args: () => [this.organizations, this.settled ? this.flow.session.client : undefined] as const,
    task: async ([own, client], { signal }) => {
      if (own || !client) return undefined;
      const [countries, types] = await Promise.all([client.countries(signal), client.organizationTypes(signal)]);
      return { countries, types };
    },
    onComplete: base => base && this.#checkCountry(base.countries),
    onError: error => this.#failed(error),
  });

  readonly #list = new Task(this, {
    args: () => [this.organizations, this.#base.value, this.#countryId] as const,
    task: async ([own, base, countryId], { signal }) => {
      if (own) return readList(organizationSchema, own);
      if (!base || countryId === undefined) return undefined;
      return this.flow.session.client.organizations(countryId ? { countryId } : {}, signal);
    },
    onError: error => this.#failed(error),
  });

  /** What was computed last, with what it was computed from. */
  #index: { from: readonly unknown[]; value: ReturnType<typeof createIndex> } | undefined;
  #filtered: { from: readonly unknown[]; value: Organization[] } | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.retryAfterWake(this.#base, this.#list);
    if (changed.has('country')) this._country = '';
    if (changed.has('organizationType')) this._type = '';
  }

  /** Puts the focus where one begins: on the search where there is a keyboard at hand, else on the heading. */
  focusStart(): void {
    const search = this.renderRoot.querySelector<HTMLElement>('.search input');
    if (search && matchMedia('(pointer: fine)').matches) search.focus();
    else this.focusHeading();
  }

  #failed(error: unknown): void {
    if (!isAbort(error)) this.report(error);
  }

  #checkCountry(countries: readonly Country[]): void {
    const wanted = this.country || this.flow.session.country;
    if (!wanted || byCode(countries, wanted)) return;
    this.report(new SyncfyError('invalid-attribute', 'country is no ISO 3166-1 code that Syncfy knows.'));
  }

  /** The chosen country, or the one to begin with. */
  get #countryCode(): string | undefined {
    const countries = this.#base.value?.countries ?? [];
    const wanted = [this._country, this.country, this.flow.session.country, ...regions(this.l10n.locale)];
    return wanted.map(code => code && byCode(countries, code)?.code).find(code => code);
  }

  /** Its id; an empty string for all countries, undefined while there is nothing to ask for. */
  get #countryId(): string | undefined {
    const countries = this.#base.value?.countries ?? [];
    const code = this.#countryCode;
    if (code && (!this.noCountry || this.country || this.flow.session.country))
      return byCode(countries, code)?.id_country;
    return this.noCountry ? '' : undefined;
  }

  get #types(): readonly OrganizationType[] {
    return this.#base.value?.types ?? [];
  }

  get #filters(): CatalogueFilters {
    const audience = this.audience === 'personal' || this.audience === 'business' ? this.audience : 'all';
    return {
      audience,
      onlySites: parseList(this.onlySites),
      onlyOrganizations: parseList(this.onlyOrganizations),
      onlyOrganizationTypes: parseList(this.onlyOrganizationTypes),
      hideSites: parseList(this.hideSites),
      hideOrganizations: parseList(this.hideOrganizations),
      hideOrganizationTypes: parseList(this.hideOrganizationTypes),
    };
  }

  /** The catalogue as the attributes narrow it down. */
  get #catalogue(): Organization[] {
    const filters = this.#filters;
    const from = [this.#list.value, this.#types, JSON.stringify(filters)];
    if (!this.#filtered || !same(this.#filtered.from, from)) {
      this.#filtered = { from, value: filterCatalogue(this.#list.value ?? [], this.#types, filters) };
    }
    return this.#filtered.value;
  }

  /** The type that is chosen, by its id. */
  get #typeId(): string {
    const wanted = this._type || this.organizationType;
    if (!wanted || wanted === 'all') return '';
    const folded = fold(wanted);
    const known = this.#types.find(type => type.id_site_organization_type === wanted || fold(type.name) === folded);
    return known?.id_site_organization_type ?? wanted;
  }

  get #hits(): SearchHit[] {
    const type = this.#typeId;
    const catalogue = this.#catalogue;
    const from = [catalogue, type, this.l10n.locale];
    if (!this.#index || !same(this.#index.from, from)) {
      const ofType = type ? catalogue.filter(one => one.id_site_organization_type === type) : catalogue;
      this.#index = { from, value: createIndex(ofType, this.l10n.locale) };
    }
    return search(this.#index.value, this._query);
  }

  protected override render(): TemplateResult {
    const error = this.#base.error ?? this.#list.error;
    return html`<div class="base" part="base" lang=${this.l10n.language}>
      <h2 class="heading" part="heading" tabindex="-1">${this.t('pick.heading')}</h2>
      ${error instanceof SyncfyError ? this.#renderError(error) : this.#renderCatalogue()}
      <slot name="footer"></slot>
    </div>`;
  }

  #renderError(error: SyncfyError): TemplateResult {
    const words = wordsOfError(this.l10n, error);
    return banner(
      { title: this.t('pick.failed'), text: `${words.title}. ${words.text}` },
      html`${facts(this.l10n, error.httpStatus, error.rid)}
        <div class="actions">
          <button class="button plain" part="button button-retry" type="button" @click=${this.#retry}>
            ${this.t('common.tryAgain')}
          </button>
        </div>`,
    );
  }

  #renderCatalogue(): TemplateResult {
    if (!this.organizations && !this.#base.value) return this.#renderSkeleton();
    return html`${this.#renderCountry()} ${this.#renderSearch()} ${this.#renderChips()} ${this.#renderList()}`;
  }

  #renderSkeleton(): TemplateResult {
    return html`<div class="skeleton" part="skeleton">
      <p class="hidden" role="status">${this.t('common.loading')}</p>
      ${[1, 2, 3, 4, 5].map(() => html`<div class="row"><span class="logo"></span><span class="line"></span></div>`)}
    </div>`;
  }

  #renderCountry(): TemplateResult | typeof nothing {
    const countries = this.#base.value?.countries;
    if (this.noCountry || !countries) return nothing;
    const chosen = this.#countryCode;
    const named = countries.map(({ code, name }) => ({ code, name: this.l10n.country(code) ?? name }));
    named.sort((a, b) => a.name.localeCompare(b.name, this.l10n.locale));
    return html`<div class="field">
      <label class="label" for="country">${this.t('pick.country')}</label>
      <div class="control">
        <select class="input" part="country" id="country" autocomplete="country" @change=${this.#onCountry}>
          ${chosen ? nothing : html`<option value="">${this.l10n.words('pick.chooseCountry').title}</option>`}
          ${named.map(one => html`<option value=${one.code} ?selected=${one.code === chosen}>${one.name}</option>`)}
        </select>
        ${icon('down')}
      </div>
    </div>`;
  }

  #renderSearch(): TemplateResult | typeof nothing {
    if (this.#countryId === undefined && !this.organizations) return nothing;
    return html`<div class="search" part="search" role="search">
      ${icon('search')}
      <input
        class="input"
        part="search-input"
        type="search"
        aria-label=${this.t('pick.search')}
        placeholder=${this.t('pick.searchHint')}
        autocomplete="off"
        autocorrect="off"
        spellcheck="false"
        enterkeyhint="search"
        .value=${this._query}
        @input=${this.#onSearch}
        @keydown=${this.#onSearchKey}
      />
      ${
        this._query
          ? html`<button
              class="clear"
              part="clear"
              type="button"
              aria-label=${this.t('pick.clear')}
              @click=${this.#clear}
            >
              ${icon('close')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderChips(): TemplateResult | typeof nothing {
    const present = new Set(this.#catalogue.map(one => one.id_site_organization_type));
    const types = this.#types.filter(type => present.has(type.id_site_organization_type));
    if (types.length < 2) return nothing;
    return html`<div class="chips" part="chips" role="group" aria-label=${this.t('pick.types')}>
      ${this.#renderChip('all', this.t('pick.allTypes'), this.#typeId === '')}
      ${types.map(({ id_site_organization_type: id, name }) => {
        const key = `pick.type.${name}`;
        return this.#renderChip(id, this.l10n.has(key) ? this.t(key) : name, this.#typeId === id);
      })}
    </div>`;
  }

  #renderChip(id: string, name: string, chosen: boolean): TemplateResult {
    return html`<button class="chip" part="chip" type="button" aria-pressed=${chosen} @click=${() => this.#setType(id)}>
      ${name}
    </button>`;
  }

  #renderList(): TemplateResult {
    if (this.#countryId === undefined && !this.organizations) {
      return this.#renderMessage(this.l10n.words('pick.chooseCountry'));
    }
    if (!this.#list.value) return this.#renderSkeleton();
    const hits = this.#hits;
    return html`<p class=${hits.length ? 'quiet' : 'hidden'} part="count" role="status">
        ${this.l10n.plural('pick.results', hits.length)}
      </p>
      ${hits.length ? this.#renderHits(hits) : this.#renderNothing()}`;
  }

  #renderNothing(): TemplateResult {
    if (!this._query) return this.#renderMessage(this.l10n.words('pick.empty'));
    return this.#renderMessage(
      this.l10n.words('pick.nothing', { query: this._query }),
      html`<button class="link" part="button button-clear" type="button" @click=${this.#clear}>
        ${this.t('pick.clear')}
      </button>`,
    );
  }

  #renderMessage({ title, text }: Words, action: TemplateResult | typeof nothing = nothing): TemplateResult {
    return html`<div class="message" part="message">
      <strong>${title}</strong><span class="quiet">${text}</span>${action}<slot name="empty"></slot>
    </div>`;
  }

  #renderHits(hits: readonly SearchHit[]): TemplateResult {
    const rest = hits.length - this._shown;
    return html`<ul class="list" part="list" aria-label=${this.t('pick.list')} @keydown=${this.#onListKey}>
        ${hits.slice(0, this._shown).map((hit, index) => this.#renderOrganization(hit, index, hits.length))}
      </ul>
      ${
        rest > 0
          ? html`<button
              class="button plain"
              part="button button-more"
              type="button"
              @click=${() => (this._shown += PAGE)}
            >
              ${this.t('pick.more')}
            </button>`
          : nothing
      }`;
  }

  #renderOrganization(hit: SearchHit, index: number, total: number): TemplateResult {
    const { organization, sites } = hit;
    const [only] = sites;
    const single = sites.length === 1 ? only : undefined;
    const open = !single && this.#isOpen(organization, total);
    const below = sites
      .map(site => site.name)
      .filter(name => name !== organization.name)
      .join(', ');
    const id = `sites-${index}`;
    return html`<li>
      <button
        class="row"
        part="organization"
        type="button"
        aria-expanded=${single ? nothing : open}
        aria-controls=${single ? nothing : id}
        aria-current=${single && single.id_site === this.value ? 'true' : nothing}
        @click=${() => (single ? this.#pick(single, organization) : this.#toggle(organization, open))}
      >
        ${this.#renderLogo(organization)}
        <span class="names">
          <span class="name" part="organization-name" dir="auto">${this.#mark(organization.name)}</span>
          ${below && !open ? html`<span class="below quiet" dir="auto">${this.#mark(below)}</span>` : nothing}
        </span>
        ${icon(single ? 'next' : 'down')}
      </button>
      ${
        single
          ? nothing
          : html`<ul class="sites" part="sites" id=${id} aria-label=${organization.name} ?hidden=${!open}>
              ${open ? sites.map(site => this.#renderSite(site, organization)) : nothing}
            </ul>`
      }
    </li>`;
  }

  #renderLogo(organization: Organization): TemplateResult | typeof nothing {
    if (this.noLogos) return nothing;
    return this.#logos.render(organization.name, this.flow.session.client.assetUrl(organization.avatar));
  }

  #renderSite(site: Site, organization: Organization): TemplateResult {
    const badge =
      site.is_business === site.is_personal ? undefined : site.is_business ? 'pick.business' : 'pick.personal';
    return html`<li>
      <button
        class="row"
        part="site"
        type="button"
        aria-current=${site.id_site === this.value ? 'true' : nothing}
        @click=${() => this.#pick(site, organization)}
      >
        <span class="names"><span class="name" dir="auto">${this.#mark(site.name)}</span></span>
        ${badge ? html`<span class="badge" part="badge">${this.t(badge)}</span>` : nothing} ${icon('next')}
      </button>
    </li>`;
  }

  #mark(name: string) {
    if (!this._query) return name;
    return markRanges(name, this._query).map(({ text, match }) =>
      match ? html`<mark part="mark">${text}</mark>` : text,
    );
  }

  /** An organization is open when the user opened it, or when it is all that is left. */
  #isOpen(organization: Organization, total: number): boolean {
    const id = organization.id_site_organization || organization.name;
    return this._open === id || (total === 1 && this._open !== `not ${id}`);
  }

  #toggle(organization: Organization, open: boolean): void {
    const id = organization.id_site_organization || organization.name;
    this._open = open ? `not ${id}` : id;
  }

  #pick(site: Site, organization: Organization): void {
    this.value = site.id_site;
    this.flow.select(site, organization);
    this.emit('syncfy-site-select', { site, organization });
  }

  #setType(id: string): void {
    this._type = id;
    this._shown = PAGE;
  }

  readonly #retry = () => {
    if (this.#base.error) void this.#base.run();
    else void this.#list.run();
  };

  readonly #onCountry = (event: Event) => {
    this._country = (event.target as HTMLSelectElement).value;
    this._type = '';
    this._shown = PAGE;
  };

  readonly #onSearch = (event: Event) => {
    this._query = (event.target as HTMLInputElement).value;
    this._shown = PAGE;
    this._open = '';
  };

  readonly #clear = () => {
    this._query = '';
    this.renderRoot.querySelector<HTMLElement>('.search input')?.focus();
  };

  readonly #onSearchKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    this.#rows[0]?.focus();
  };

  get #rows(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.list .row')];
  }

  readonly #onListKey = (event: KeyboardEvent) => {
    const rows = this.#rows;
    const at = rows.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    if (to < 0) this.renderRoot.querySelector<HTMLElement>('.search input')?.focus();
    else rows[to]?.focus();
  };
}

const byCode = (countries: readonly Country[], code: string) =>
  countries.find(country => country.code.toUpperCase() === code.toUpperCase() || country.id_country === code);

const same = (a: readonly unknown[], b: readonly unknown[]) => a.every((value, index) => value === b[index]);

/** The regions that the user's languages name: where they probably bank. */
const regions = (locale: string) => [locale, ...navigator.languages].flatMap(tag => new Intl.Locale(tag).region ?? []);
