// What a page offers of the catalogue: from its attributes, and the country and the type that are chosen, to what can be searched.
import { Task, TaskStatus } from '@lit/task';
import type { PropertyValues, TemplateResult } from 'lit';
import { inParts } from '../../api/parts.js';
import { SyncfyError } from '../../api/errors.js';
import {
  readOrganization,
  reading,
  type Country,
  type Organization,
  type OrganizationType,
} from '../../api/schemas.js';
import { FILTERS, offering, parseList, type NameList } from '../../catalogue/catalogue.js';
import { findCountry, firstCountry, regionsOf } from '../../catalogue/countries.js';
import { fold, type SearchIndex } from '../../catalogue/search.js';
import { SyncfyElement } from '../../ui/element.js';
import { whenBegun } from '../../ui/focus.js';
import { memo } from '../../ui/memo.js';
import { errorBanner } from '../../ui/pieces.js';
import { attributes, BOOLEAN, properties } from '../../ui/properties.js';

/** How long (ms) a list waits for the types at most. */
const PATIENCE = 1000;
/** Stands for a catalogue of the page's own. */
const OWN = 'own';
/** What an id of the API looks like; anything else is a name. */
const ID = /^[\da-f]{24}$/i;
const NONE: readonly never[] = [];

/** What a list begins with: the types may yet come, or may not. */
interface Base {
  api: string;
  countries: readonly Country[];
  types?: readonly OrganizationType[];
  error?: unknown;
}

const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** An element that offers a catalogue. */
export abstract class CatalogueElement extends SyncfyElement {
  static override readonly properties = {
    ...attributes(`country organizationType ${FILTERS.join(' ')}`),
    // The one filter that is not a list.
    ...attributes('audience', { fits: /^(all|personal|business)$/ }),
    ...attributes('noCountry', BOOLEAN),
    ...properties('organizations _country _type'),
  };

  /** The country to begin with, an ISO 3166-1 code. Default: the session's, then the region in the locale or in the browser's languages; with `no-country` all. @attr country */
  country = '';
  /** The type to begin with: an `id_site_organization_type` or its name, such as `Bank`. @attr organization-type */
  organizationType = '';
  /** Whose sites are offered. @attr audience */
  audience: 'all' | 'personal' | 'business' = 'all';
  /** Only these sites: ids or names, comma-separated, or in an array, where a name may have a comma itself; likewise the five that follow. @attr only-sites */
  onlySites: NameList = '';
  /** Only these organizations. @attr only-organizations */
  onlyOrganizations: NameList = '';
  /** Only these types of organization. @attr only-organization-types */
  onlyOrganizationTypes: NameList = '';
  /** All but these sites. @attr hide-sites */
  hideSites: NameList = '';
  /** All but these organizations. @attr hide-organizations */
  hideOrganizations: NameList = '';
  /** All but these types of organization. @attr hide-organization-types */
  hideOrganizationTypes: NameList = '';
  /** The country cannot be changed; where none is named, those of all countries are listed. @attr no-country */
  noCountry = false;
  /** A catalogue of the page's own, as `/catalogues/organizations/sites` answers it; then none is asked for, no country is offered, and types are known by their ids alone. */
  organizations: readonly Organization[] | undefined;

  /** What the user chose, in place of what the attributes name. */
  protected _country = '';
  protected _type = '';

  /** What the page's attributes named last, by their name. */
  readonly #checked: Record<string, string | undefined> = {};
  /** The regions of the user's languages when they began here: another language is no other country. */
  #regions: string[] | undefined;
  readonly #choose = memo(firstCountry);

  /** The country that the page names. */
  get #named(): string {
    return this.country || this.flow.session.country;
  }

  readonly #base = new Task(this, {
    args: () =>
      [
        this.organizations,
        this.client,
        // Whether there is one to choose, or one that the page names.
        !this.noCountry || this.#named !== '',
        this.flow.session.fresh,
        this.#needsTypes,
      ] as const,
    task: async ([own, client, needsCountries], { signal }) => {
      if (own || !client) return undefined;
      // What is of no country waits for nothing; whoever shows it says if it fails.
      if (!needsCountries) client.organizations({}, signal).catch(() => {});
      const found: Base = { api: client.apiBase, countries: NONE };
      const coming = client.organizationTypes(signal).then(types => {
        found.types = types;
        this.requestUpdate();
      });
      // What the page leaves out by its type is not offered for want of the types; else there is only less to narrow down by.
      const typesOrNone = this.#needsTypes ? coming : Promise.race([coming, sleep(PATIENCE)]).catch(() => {});
      const answers = Promise.all([needsCountries ? client.countries(signal) : NONE, typesOrNone]);
      // The first number takes a browser some 20 ms, which are left while the network is at work.
      this.l10n.plural('pick.results', 0);
      [found.countries] = await answers;
      if (!found.countries.length && needsCountries) throw new SyncfyError('bad-response', 'No countries');
      coming.catch((error: unknown) => {
        found.error = error;
        found.types = NONE;
        this.loadFailed(error);
        this.requestUpdate();
      });
      return found;
    },
    onError: this.loadFailed,
  });

  /** What was loaded, unless it is of an API that the session has left. */
  get #loaded(): Base | undefined {
    const { value } = this.#base;
    return value?.api === this.flow.session.client.apiBase ? value : undefined;
  }

  /** Whether the page names types otherwise than by their ids. */
  get #needsTypes(): boolean {
    return [this.onlyOrganizationTypes, this.hideOrganizationTypes].flatMap(parseList).some(type => !ID.test(type));
  }

  readonly #list = new Task(this, {
    args: () => [this.organizations, this.#loaded, this.whose] as const,
    task: async ([own, base, of], { signal }) => {
      if (own) {
        if (!Array.isArray(own)) throw new SyncfyError('bad-response', 'organizations is no list');
        return { of, organizations: await inParts(reading(readOrganization, own), signal) };
      }
      if (!base || of === undefined || !this.isConnected) return undefined;
      const countryId = this.chosen?.id_country;
      return { of, organizations: await this.flow.session.client.organizations({ countryId }, signal) };
    },
    onError: this.loadFailed,
  });

  /** The catalogue as the attributes narrow it down, ready for searching. */
  protected readonly index = new Task(this, {
    args: () =>
      [this.#list.value?.organizations, this.#loaded?.types, JSON.stringify(FILTERS.map(name => this[name]))] as const,
    task: async ([organizations, types, filters], { signal }) => {
      const { of } = this.#list.value ?? {};
      return (
        organizations && {
          of,
          types,
          filters,
          index: await inParts(offering(organizations, types ?? NONE, this), signal),
        }
      );
    },
    onComplete: list => list && this.catalogueCame(list.index),
  });

  constructor() {
    super();
    this.tasks.push(this.#base, this.#list, this.index);
    whenBegun(this, () => (this.#regions ??= this.#languages));
  }

  /** A catalogue has come, the first or a newer one. */
  protected abstract catalogueCame(index: SearchIndex): void;

  get #languages(): string[] {
    return regionsOf([this.l10n.locale, ...navigator.languages]);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('country')) this._country = '';
    if (changed.has('organizationType')) this._type = '';
  }

  protected override updated(): void {
    this.#checkNamed();
  }

  /** Tells the page, once, of a country or a type that there is none of. */
  #checkNamed(): void {
    const { countries, types } = this.#loaded ?? {};
    if (countries?.length) this.#check('country', this.#named, named => findCountry(countries, named));
    if (!types?.length) return;
    const isType = (named: string) => named === 'all' || ID.test(named) || this.#typeNamed(named);
    for (const attribute of ['organizationType', 'onlyOrganizationTypes', 'hideOrganizationTypes'] as const) {
      const list = parseList(this[attribute]);
      this.#check(attribute, list.join(), () => list.every(isType));
    }
  }

  #check(attribute: string, named: string | undefined, isKnown: (named: string) => unknown): void {
    if (this.#checked[attribute] === named) return;
    this.#checked[attribute] = named;
    if (named && !isKnown(named))
      this.report(new SyncfyError('invalid-attribute', `${attribute} is none that Syncfy knows.`));
  }

  /** The countries to choose from, once they are there. */
  protected get countries(): readonly Country[] | undefined {
    return this.#loaded?.countries;
  }

  /** Asks for the catalogue anew: a page may have been open for long. */
  protected renew(): void {
    if (!this.organizations) void this.#list.run();
  }

  /** That it could not be loaded, with a way to try again; undefined while that is tried, which shows at once. */
  protected get failed(): TemplateResult | undefined {
    const failing = this.#base.error ? this.#base : this.#list;
    const { error } = failing;
    if (!(error instanceof SyncfyError) || this.tasks.some(({ status }) => status === TaskStatus.PENDING))
      return undefined;
    return errorBanner(this.l10n, error, () => void failing.run(), this.t('pick.failed'));
  }

  /**
   * The chosen country, or the one to begin with: one that the user's languages name, where they probably bank. Where none may be
   * chosen, only a page's own wish narrows down.
   */
  protected get chosen(): Country | undefined {
    const wanted = [this.country, this.flow.session.country];
    const all = this.noCountry ? wanted : [this._country, ...wanted, ...(this.#regions ?? this.#languages)];
    return this.#choose(this.countries ?? NONE, all.join(' '));
  }

  /** Whose catalogue is wanted: that of the page, or of the API, for a country or for all; undefined while one is to be chosen. */
  protected get whose(): string | undefined {
    if (this.organizations) return OWN;
    const { chosen } = this;
    return chosen || this.noCountry ? `${this.flow.session.client.apiBase} ${chosen?.id_country}` : undefined;
  }

  /** The type that is chosen, by its id. */
  protected get typeId(): string {
    const wanted = this._type || this.organizationType;
    if (!wanted || wanted === 'all') return '';
    // A name that is none, or not known yet, narrows nothing down.
    return this.#typeNamed(wanted)?.id_site_organization_type ?? (this.organizations || ID.test(wanted) ? wanted : '');
  }

  #typeNamed(wanted: string): OrganizationType | undefined {
    return this.#loaded?.types?.find(({ name }) => fold(name) === fold(wanted));
  }
}
