import { HttpError, Written, type Call } from '../http.js';
import type { Route } from '../router.js';
import { acme } from './acme.js';
import { countries } from './countries.js';
import { generate } from './generate.js';
import { institutions } from './institutions.js';
import { labs } from './labs.js';
import { organizationTypes } from './organization-types.js';
import { arrange, filterOf, pick } from './query.js';
import type { Entry, Organization, Site } from './types.js';

/** Answers that are kept as they were written; the oldest goes first. */
const MOST_WRITTEN = 20;

/** Every organization and site of the sandbox. */
export class Catalogue {
  readonly entries: Entry[];
  readonly #sites = new Map<string, { site: Site; organization: Organization }>();
  readonly #organizations = new Map<string, Organization>();
  readonly #written = new Map<string, Written>();

  constructor(extraSites: number) {
    this.entries = [...acme(), labs(), ...institutions(), ...generate(extraSites)];
    for (const { organization, sites } of this.entries) {
      this.#organizations.set(organization.id_site_organization, organization);
      for (const site of sites) this.#sites.set(site.id_site, { site, organization });
    }
  }

  site(id: string): Site | undefined {
    return this.#sites.get(id)?.site;
  }

  organization(id: string): Organization | undefined {
    return this.#organizations.get(id);
  }

  routes(): Route[] {
    const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, handle });
    return [
      get('/v1/catalogues/countries', call => listCountries(call)),
      get('/v1/catalogues/site_organization_types', call => listTypes(call)),
      get('/v1/catalogues/site_organizations', call =>
        arrange(
          this.#pick(call).map(entry => entry.organization),
          call.query,
        ),
      ),
      get('/v1/catalogues/sites', call =>
        this.#write(call, () =>
          arrange(
            this.#pick(call).flatMap(entry => entry.sites),
            call.query,
          ),
        ),
      ),
      get('/v1/catalogues/organizations/sites', call =>
        this.#write(call, () => arrange(this.#pick(call).map(nested), call.query)),
      ),
      get('/v1/catalogues/widget/sites/:id', call => this.#widgetSite(call.params[0] ?? '')),
    ];
  }

  #pick(call: Call): Entry[] {
    return pick(this.entries, filterOf(call.query));
  }

  /** The catalogue never changes, and 10,000 sites are 7 MB: a client's time should not be the sandbox's. */
  #write({ path, query }: Call, rows: () => object[]): Written {
    const name = `${path}?${query.toString()}`;
    let written = this.#written.get(name);
    if (!written) {
      written = new Written(rows());
      this.#written.set(name, written);
      if (this.#written.size > MOST_WRITTEN) this.#written.delete(this.#written.keys().next().value!);
    }
    return written;
  }

  #widgetSite(id: string): unknown {
    const found = this.#sites.get(id);
    if (!found) throw new HttpError(404, 'Not Found');
    return [{ ...found.site, site_organization: found.organization }];
  }
}

/** Inside its organization a site does not say again whose it is. */
function nested({ organization, sites }: Entry): object {
  return {
    ...organization,
    sites: sites.map(({ id_site_organization: _id, id_site_organization_type: _type, ...site }) => site),
  };
}

function listCountries({ query }: Call): object[] {
  const rows = countries(query.get('locale')?.toLowerCase().startsWith('es') ? 'es' : 'en');
  const wanted = query.get('id_country');
  return arrange(wanted ? rows.filter(row => row.id_country === wanted) : rows, query);
}

function listTypes({ query }: Call): object[] {
  const rows = organizationTypes();
  const wanted = query.get('id_site_organization_type');
  return arrange(wanted ? rows.filter(row => row.id_site_organization_type === wanted) : rows, query);
}
