// The catalogue in memory: which of its organizations and sites a page wants to offer.
import type { ListedSite, Organization, OrganizationType } from '../api/schemas.js';
import { atOnce } from '../api/parts.js';
import { fold, indexing, type SearchIndex } from './search.js';

/** The attributes that narrow a catalogue down. */
export const FILTERS = [
  'audience',
  'onlySites',
  'onlyOrganizations',
  'onlyOrganizationTypes',
  'hideSites',
  'hideOrganizations',
  'hideOrganizationTypes',
] as const;

/** Ids or names: comma-separated, or in an array, where a name may have a comma itself. */
export type NameList = string | readonly string[];

/**
 * What a page wants to offer: an audience (`personal`, `business`, anything else is all), and ids or names. What is left out,
 * or an empty `only…`, asks for nothing, and hiding always wins.
 */
export type CatalogueFilters = {
  readonly [K in (typeof FILTERS)[number]]?: (K extends 'audience' ? string : NameList) | undefined;
};

/** The members of a comma-separated attribute, or of a list that a framework hands over as it is. */
export function parseList(value: string | readonly unknown[] | null | undefined): string[] {
  const members: readonly unknown[] = typeof value === 'object' && value ? value : String(value ?? '').split(',');
  return members.flatMap(member => String(member).trim() || []);
}

const plain = (text: string) => fold(text).trim().replace(/\s+/g, ' ');

/** Reads two lists of ids and names into a question: is what has these ids and names wanted? */
function wanted(only: NameList | undefined, hide: NameList | undefined): (...names: string[]) => boolean {
  const shown = new Set(parseList(only).map(plain));
  const hidden = new Set(parseList(hide).map(plain));
  return (...names) => {
    if (!shown.size && !hidden.size) return true;
    const given = names.map(plain);
    return (!shown.size || given.some(name => shown.has(name))) && !given.some(name => hidden.has(name));
  };
}

function serves({ is_business: business, is_personal: personal }: ListedSite, audience: string | undefined): boolean {
  // A site that says neither serves both.
  return business === personal || (audience === 'business' ? business : audience !== 'personal' || personal);
}

/**
 * The organizations and sites to offer, in the given order; worked out in parts. Organizations left without a site are dropped; a site that
 * does not say whose it is takes its organization's ids, an organization without a type its site's, and what has no name is called
 * by what it belongs to, or what belongs to it.
 */
function* filtering(
  organizations: readonly Organization[],
  types: readonly OrganizationType[],
  filters: CatalogueFilters,
): Generator<undefined, Organization[]> {
  const typeNames = new Map(types.map(type => [type.id_site_organization_type, type.name]));
  const wantsSite = wanted(filters.onlySites, filters.hideSites);
  const wantsOrganization = wanted(filters.onlyOrganizations, filters.hideOrganizations);
  const wantsType = wanted(filters.onlyOrganizationTypes, filters.hideOrganizationTypes);

  const offered: Organization[] = [];
  for (const organization of organizations) {
    yield;
    if (!wantsOrganization(organization.id_site_organization, organization.name)) continue;
    const sites = organization.sites.flatMap(site => {
      const own = {
        id_site_organization: site.id_site_organization || organization.id_site_organization,
        id_site_organization_type: site.id_site_organization_type || organization.id_site_organization_type,
        name: site.name || organization.name || site.id_site,
      };
      const type = organization.id_site_organization_type || own.id_site_organization_type;
      return serves(site, filters.audience) &&
        wantsSite(site.id_site, site.name) &&
        wantsType(type, typeNames.get(type) ?? '')
        ? [site.id_site_organization && site.id_site_organization_type && site.name ? site : { ...site, ...own }]
        : [];
    });
    const [first] = sites;
    if (!first) continue;
    offered.push({
      ...organization,
      id_site_organization_type: organization.id_site_organization_type || first.id_site_organization_type,
      name: organization.name || first.name,
      sites,
    });
  }
  return offered;
}

/** {@link filtering} at once. */
export const filterCatalogue = (...what: Parameters<typeof filtering>): Organization[] => atOnce(filtering(...what));

/** What a page offers of a catalogue, ready for searching; worked out in parts. */
export function* offering(...what: Parameters<typeof filtering>): Generator<undefined, SearchIndex> {
  return yield* indexing(yield* filtering(...what));
}

/** The site that has an id, and whose it is. */
export function findSite(
  organizations: readonly Organization[],
  idSite: string,
): { site: ListedSite; organization: Organization } | undefined {
  for (const organization of organizations) {
    const site = organization.sites.find(one => one.id_site === idSite);
    if (site) return { site, organization };
  }
  return undefined;
}
