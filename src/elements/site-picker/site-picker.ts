import { html, nothing, render, type PropertyValues, type TemplateResult } from 'lit';
import { whenIdle } from '../../api/parts.js';
import {
  LONGEST_NAME,
  readSite,
  type Country,
  type ListedSite,
  type Organization,
  type Site,
} from '../../api/schemas.js';
import { findSite } from '../../catalogue/catalogue.js';
import { namedCountries } from '../../catalogue/countries.js';
import { markRanges, search, type SearchHit, type SearchIndex, type SearchResult } from '../../catalogue/search.js';
import type { Words } from '../../i18n/localize.js';
import { fieldStyles } from '../../ui/field.styles.js';
import { icon } from '../../ui/icons.js';
import { memo } from '../../ui/memo.js';
import { anew, button, sentences, skeleton, title } from '../../ui/pieces.js';
import { isTyping } from '../../ui/typing.js';
import { attributes, BOOLEAN, properties } from '../../ui/properties.js';
import { RowKeys } from '../../ui/row-keys.js';
import { Windowed } from '../../ui/windowed.js';
import { CatalogueElement } from './catalogue-element.js';
import { styles } from './site-picker.styles.js';

/** How long (ms) one types nothing before new logos come, and the rows that are not in sight yet. */
const PAUSE = 200;
/** So many sites of an institution are named under it at most. */
const MOST_NAMED = 4;
/** Fewer institutions than these leave a list of the usual height empty. */
const FEW = 6;
/** How many types are shown to be on their way, at most: some of them may have no name. */
const MOST_BONES = 8;
const NONE: readonly never[] = [];

/** A site's name without that of its organization, which stands above it. */
const shortName = (name: string, organization: string) =>
  name.startsWith(`${organization} `) ? name.slice(organization.length + 1) : name;

/** That there is nothing to show, and why. */
const message = (words: Words) => html`<div class="stack tight" part="message">${sentences(words)}</div>`;

/**
 * Picks a site: country, type and search narrow the organizations down, each of which has one site or several.
 *
 * @tag syncfy-site-picker
 * @slot heading - In place of the heading’s text.
 * @slot intro - Under the heading.
 * @slot help - Before the footer.
 * @slot footer - Last.
 * @slot empty - In place of the message that there are no institutions, or that none was found.
 * @slot button-clear - The text of the button that clears the search, where nothing was found.
 * @slot button-retry - The text of the button that tries again after an error.
 * @csspart base - All of it.
 * @csspart heading - The heading.
 * @csspart search - The search and its field.
 * @csspart search-input - The search field.
 * @csspart country - The choice of the country.
 * @csspart country-label - Its label.
 * @csspart chips - The types to narrow down to.
 * @csspart chip - One of them.
 * @csspart count - How many there are.
 * @csspart list - The organizations.
 * @csspart organization - One of them.
 * @csspart organization-name - Its name.
 * @csspart organization-sites - The names of its sites, four at most, under it; of several without the organization’s own before them.
 * @csspart sites - The sites of one that has several.
 * @csspart site - One of them.
 * @csspart badge - Whether a site is for people or companies.
 * @csspart logo - A logo, or the initials that stand for it.
 * @csspart mark - The part of a name that matches the search.
 * @csspart message - That there is nothing to show, and why.
 * @csspart error - That the institutions could not be loaded.
 * @csspart button - Every button with a text that can be replaced.
 * @csspart button-clear - The button that clears the search, where nothing was found.
 * @csspart button-retry - The button that tries again after an error.
 * @csspart clear - The button in the search field that clears it.
 * @csspart code - The code.
 * @csspart error-text - What to do about an error.
 * @csspart error-title - What an error is.
 * @csspart facts - Code and reference.
 * @csspart icon - An icon.
 * @csspart logo-image - The image of a logo.
 * @csspart logo-initials - The initials that stand for a logo.
 * @csspart rid - The reference for Syncfy’s support.
 * @csspart skeleton - What stands where something is being loaded.
 * @cssprop [--syncfy-list-height=max(416px, 26rem)] - How tall the list grows before it scrolls; less where what stands above it takes more than 14rem.
 * @fires {CustomEvent<{site: Site, organization: Organization | undefined}>} syncfy-site-select - A site was picked.
 * @fires {CustomEvent<{error: SyncfyError}>} syncfy-error - The catalogue could not be loaded, or an attribute cannot be used.
 */
export class SyncfySitePicker extends CatalogueElement {
  static override readonly properties = {
    ...CatalogueElement.properties,
    ...attributes('value'),
    ...attributes('noLogos', BOOLEAN),
    ...properties('_query _open'),
  };

  static override readonly styles = [CatalogueElement.styles, fieldStyles, styles];

  /** No logos are shown in the list, nor asked for. @attr no-logos */
  noLogos = false;
  /** The site that is picked (`id_site`): it is marked, and its organization stands open. @attr value */
  value = '';
  private _query = '';
  /** The organization that the user opened; an empty string after closing one. */
  private _open: string | undefined;

  #searchNext = false;
  /** Whether what is typed is all that is chosen. It changes with what is typed, and where one is led here: nothing moves while one presses. */
  #brief = false;
  /** How often it has begun again: with a list of its own, since what nobody sees cannot be scrolled back. */
  #turn = 0;
  readonly #anew = anew();
  /** What the user picked, as it was handed on: a newer catalogue may have it otherwise. */
  #picked: Site | undefined;
  /** How many were found, as it is announced: not with every key, and not before what is typed is heard. */
  #counted: number | undefined;
  /** What was listed last: whose, how the page narrows it down, and of which type. */
  #listed = '';
  /** The `value` that was in sight last. */
  #seen = '';
  readonly #window = new Windowed(this, () => {
    const { hits } = this.#found;
    return {
      total: hits.length,
      row: index => this.#renderOrganization(hits[index]!, index, hits.length === 1),
    };
  });
  readonly #keys = new RowKeys(
    this.#window,
    () => this.#searchField,
    () => this.#found.hits.map(({ organization }) => organization.name),
  );
  readonly #search = memo(search);
  readonly #options = memo((countries: readonly Country[], locale: string, chosen: string | undefined) =>
    namedCountries(countries, locale).map(
      ({ code, name }) => html`<option value=${code} .selected=${code === chosen}>${name}</option>`,
    ),
  );

  /** What is shown. A newer one of the same waits for the next search or type: no row moves under a pointer or the focus. */
  #shown = this.index.value;

  protected override catalogueCame(index: SearchIndex): void {
    // The first keystroke would wait until a browser has compiled what it needs, to the pattern before a letter inside of a word; few names have this one.
    whenIdle(() => render(this.#mark('aq', search(index, 'q').words), new DocumentFragment()));
    const { site, organization } = this.flow;
    if (site && site === this.#picked) this.#select(site, organization, index);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { value } = this.index;
    const { of, filters } = this.#shown ?? {};
    const isOther = value?.of !== of || value?.filters !== filters;
    if (this.organizations || isOther || !this.#shown?.types?.length || !this.#found.hits.length) this.#shown = value;
    // Other rows come in the place of these, whoever is among them.
    const listed = [this.#shown?.of, this.#shown?.filters, this.typeId].join();
    if (listed !== this.#listed && this.shadowRoot?.activeElement?.closest('.list')) {
      this.#begin();
      this.#searchField?.focus();
    }
    this.#listed = listed;
  }

  /** Begins again: nothing is searched for, chosen or open; the country stays. */
  reset(): void {
    this.#turn++;
    this._type = this.value = '';
    this.#setQuery('');
  }

  /**
   * Puts the focus on the search where there is a keyboard at hand, and nobody is typing, as soon as it is there; else on the heading.
   * @internal
   */
  override focusStart(): void {
    super.focusStart();
    // Whoever comes back has no keyboard on the screen.
    if (this.#brief) this.requestUpdate();
    this.#brief = false;
    this.#searchNext = !isTyping() && matchMedia('(pointer: fine)').matches;
    this.#focusSearch();
  }

  protected override updated(): void {
    super.updated();
    this.#focusSearch();
    this.#showPicked();
  }

  /**
   * Shows what stands beside the picked site, whatever was searched for.
   * @internal
   */
  showPicked(): void {
    this.#seen = '';
    this.#setQuery('');
  }

  /** What the page says is picked comes in sight; what the user picks is. */
  #showPicked(): void {
    const { hits } = this.#found;
    if (this.value === this.#seen || !hits.length) return;
    this.#seen = this.value;
    const at = hits.findIndex(({ sites }) => sites.some(site => site.id_site === this.value));
    if (at >= 0) void this.updateComplete.then(() => this.#window.show(at));
  }

  #focusSearch(): void {
    const search = this.#searchField;
    if (!this.#searchNext || !search) return;
    this.#searchNext = false;
    // Unless the user has gone elsewhere meanwhile.
    if (this.shadowRoot?.activeElement?.matches('h2')) search.focus();
  }

  get #searchField(): HTMLElement | null {
    return this.renderRoot.querySelector('.search input');
  }

  protected override content(): TemplateResult {
    const { failed } = this;
    return html`${title(this.t('pick.heading'))}
      <slot name="intro"></slot>
      <div
        class="catalogue ${failed || (this.#shown?.index.entries.length ?? FEW) < FEW ? '' : 'steady'} ${
          // Where nothing was found, there is more to choose.
          this.#brief && this.#found.hits.length ? 'brief' : ''
        }"
      >
        ${this.#renderCatalogue(failed)}
      </div>`;
  }

  #renderCatalogue(failed: TemplateResult | undefined): TemplateResult {
    if (!failed && !this.organizations && !this.countries) return skeleton(this.l10n, 9);
    const asks = this.whose === undefined;
    // From a country whose institutions cannot be had, one goes on to another.
    return html`${failed || asks ? nothing : this.#renderSearch()} ${this.#renderCountry()}
    ${
      failed ||
      (asks ? message(this.l10n.words('pick.chooseCountry')) : html`${this.#renderChips()} ${this.#renderList()}`)
    }`;
  }

  #renderCountry(): TemplateResult | typeof nothing {
    const countries = this.countries;
    if (this.noCountry || !countries) return nothing;
    const chosen = this.chosen?.code;
    const choose = ({ target }: Event) => {
      this._country = (target as HTMLSelectElement).value;
      this.#setType('');
    };
    return html`<div class="line">
      <label class="label" part="country-label" for="country">${this.t('pick.country')}</label>
      <div class="control small">
        <select class="input" part="country" id="country" @change=${choose}>
          ${chosen ? nothing : html`<option value="">${this.l10n.words('pick.chooseCountry').title}</option>`}
          ${this.#options(countries, this.l10n.locale, chosen)}
        </select>
        ${icon('down')}
      </div>
    </div>`;
  }

  #renderSearch(): TemplateResult {
    return html`<div class="search control small" part="search" role="search">
      ${icon('search')}
      <input
        class="input"
        part="search-input"
        type="search"
        autocomplete="off"
        spellcheck="false"
        autocapitalize="none"
        autocorrect="off"
        maxlength=${LONGEST_NAME}
        dir="auto"
        aria-label=${this.t('pick.search')}
        placeholder=${this.t('pick.search')}
        .value=${this._query}
        @input=${({ target }: Event) => this.#setQuery((target as HTMLInputElement).value)}
        @keydown=${this.#keys.onKey}
      />
      <button
        class="inside"
        part="clear"
        aria-label=${this.t('pick.clear')}
        ?hidden=${!this._query}
        @click=${this.#clear}
      >
        ${icon('close')}
      </button>
    </div>`;
  }

  #renderChips(): TemplateResult | typeof nothing {
    const chosen = this.typeId;
    const { index, types: known } = this.#shown ?? {};
    // Their place is kept until they come.
    if (index && !known && !this.organizations && index.types.size > 1)
      return html`<div class="chips line" inert>
        ${[0, ...index.types].slice(0, MOST_BONES).map(() => html`<p class="chip bone"></p>`)}
      </div>`;
    const types = (known ?? NONE).filter(
      ({ id_site_organization_type: id, name }) => name && (id === chosen || index?.types.has(id)),
    );
    // Whatever there is, a choice can be lifted; what lifted it stays, and so does the focus.
    if (!index || (types.length < 2 && !this._type && !this.organizationType)) return nothing;
    const chip = (id: string, name: string, chosen: boolean) =>
      html`<button class="chip" part="chip" aria-pressed=${chosen} @click=${() => this.#setType(id)}>${name}</button>`;
    return html`<div class="chips line" part="chips" role="group" aria-label=${this.t('pick.types')}>
      ${chip('all', this.t('pick.allTypes'), !chosen)}
      ${types.map(({ id_site_organization_type: id, name }) => {
        const key = `pick.type.${name}`;
        return chip(id, this.l10n.has(key) ? this.t(key) : name, chosen === id);
      })}
    </div>`;
  }

  /** What the search finds. */
  get #found(): SearchResult {
    const index = this.#shown?.index;
    return index ? this.#search(index, this._query, this.typeId) : { hits: [], words: [] };
  }

  #renderList(): TemplateResult {
    // That of another country is not shown meanwhile, nor another API's; an older one of the same is.
    if (this.#shown?.of !== this.whose) return skeleton(this.l10n, 7);
    const { hits } = this.#found;
    const { length } = hits;
    this.#counted = this.logos.resting ? (this.#counted ?? length) : length;
    return html`<p class=${length ? 'quiet' : 'hidden'} part="count" aria-hidden="true">
        ${this.l10n.plural('pick.results', length)}
      </p>
      <p class="hidden" role="status">${this.l10n.plural('pick.results', this.#counted)}</p>
      ${
        length
          ? this.#anew(
              this.#turn,
              html`<ul
                class="list"
                part="list"
                role="list"
                aria-label=${this.t('pick.heading')}
                @keydown=${this.#keys.onKey}
                @focusin=${this.#window.onFocus}
                @scroll=${this.#window.look}
              ></ul>`,
            )
          : this.#renderNothing()
      }`;
  }

  #renderNothing(): TemplateResult {
    const { title, text } = this.l10n.words(this._query ? 'pick.nothing' : 'pick.empty', { query: this._query });
    // What is searched for may be of another type.
    const advice = this.typeId ? this.l10n.words('pick.empty').text : text;
    // There may be no other country.
    return html`<slot name="empty"
        >${message({ title, text: this.noCountry || this.organizations ? '' : advice })}</slot
      >
      ${this._query ? button('clear', this.t('pick.clear'), this.#clear, 'link') : nothing}`;
  }

  #renderOrganization({ organization, sites }: SearchHit, index: number, alone: boolean): TemplateResult {
    const { id_site_organization, name } = organization;
    const id = id_site_organization || name;
    const listId = `sites-${index}`;
    const single = sites.length === 1 ? sites[0] : undefined;
    // What is all that is left stands open by itself, and what has the picked site.
    const shows = alone || sites.some(site => site.id_site === this.value);
    const open = !single && (this._open ?? (shows ? id : '')) === id;
    const names = sites.flatMap(site => (site.name === name ? [] : single ? site.name : shortName(site.name, name)));
    // Heard with each row: a few are enough.
    const others = names.slice(0, MOST_NAMED).join(', ') + (names[MOST_NAMED] ? '…' : '');
    return html`<button
        class="row line small"
        part="organization"
        tabindex=${index === this.#window.active ? 0 : -1}
        aria-expanded=${single ? nothing : open}
        aria-controls=${single ? nothing : listId}
        aria-current=${single?.id_site === this.value ? 'true' : nothing}
        @click=${({ currentTarget }: Event) => {
          if (single) return this.#pick(single, organization);
          const row = currentTarget as HTMLElement;
          // Another one may close above it.
          this.#window.hold(row);
          this._open = open ? '' : id;
          if (!open) void this.updateComplete.then(() => row.parentElement?.scrollIntoView({ block: 'nearest' }));
        }}
      >
        ${this.noLogos ? nothing : this.logos.render(name, this.flow.session.client.assetUrl(organization.avatar), id)}
        <div>
          <span class="strong" part="organization-name" dir="auto" translate="no">${this.#mark(name)}</span>
          ${others && !open ? html`<span class="below quiet" part="organization-sites" dir="auto">${this.#mark(others)}</span>` : nothing}
        </div>
        ${icon(single ? 'next' : 'down')}
      </button>
      ${
        single
          ? nothing
          : html`<ul class="sites" part="sites" role="list" id=${listId} aria-label=${name} ?hidden=${!open}>
              ${open ? sites.map(site => this.#renderSite(site, organization)) : nothing}
            </ul>`
      }`;
  }

  #renderSite(site: ListedSite, organization: Organization): TemplateResult {
    const { is_business: business, is_personal: personal } = site;
    return html`<li>
      <button
        class="row line small"
        part="site"
        aria-current=${site.id_site === this.value ? 'true' : nothing}
        @click=${() => this.#pick(site, organization)}
      >
        <div class="line">
          <bdi>${this.#mark(site.name)}</bdi>
          ${
            business === personal
              ? nothing
              : html`<span class="quiet" part="badge">${this.t(business ? 'pick.business' : 'pick.personal')}</span>`
          }
        </div>
        ${icon('next')}
      </button>
    </li>`;
  }

  #mark(name: string, words = this.#found.words) {
    return markRanges(name, words).map(({ text, match }) => (match ? html`<mark part="mark">${text}</mark>` : text));
  }

  #pick(picked: ListedSite, organization: Organization): void {
    this.renew();
    this.value = this.#seen = picked.id_site;
    this.emit('syncfy-site-select', this.#select(picked, organization, this.index.value!.index));
  }

  /** Hands a site on as the newest catalogue has it, which need not be shown; its form may be another. */
  #select(picked: ListedSite, shownWith: Organization | undefined, { entries }: SearchIndex) {
    const newest = findSite(
      entries.map(entry => entry.organization),
      picked.id_site,
    );
    const site = (this.#picked = readSite(newest?.site ?? picked)!);
    const organization = newest?.organization ?? shownWith;
    this.flow.select(site, organization);
    return { site, organization };
  }

  /** Others are listed: from the first row, and of the newest catalogue. */
  #begin(): void {
    this.#shown = this.index.value;
    this.#window.reset();
  }

  #setType(id: string): void {
    this._type = id;
    this.#brief = false;
    this.#begin();
  }

  #setQuery(query: string): void {
    this._query = query;
    this.#brief = !!query && !this.typeId;
    this._open = undefined;
    this.logos.rest(PAUSE);
    this.#begin();
  }

  readonly #clear = () => {
    this.#setQuery('');
    this.#searchField?.focus();
  };
}
