import { HttpError } from '../http.js';
import type { Entry, Flag, Site } from './types.js';

type Row = object;

/** The part of a query that picks entries and sites. */
export interface Filter {
  countries?: Set<string>;
  organizations?: Set<string>;
  types?: Set<string>;
  sites?: Set<string>;
  isBusiness?: Flag;
  isPersonal?: Flag;
}

export function filterOf(query: URLSearchParams): Filter {
  return {
    countries: setOf(query, 'id_country'),
    organizations: setOf(query, 'id_site_organization'),
    types: setOf(query, 'id_site_organization_type'),
    sites: setOf(query, 'id_site'),
    isBusiness: flagOf(query, 'is_business'),
    isPersonal: flagOf(query, 'is_personal'),
  };
}

/** The entries with the sites that the filter leaves; those that have none left are left out. */
export function pick(entries: Entry[], filter: Filter): Entry[] {
  const picked: Entry[] = [];
  for (const entry of entries) {
    const { id_country: country, id_site_organization: id, id_site_organization_type: type } = entry.organization;
    if (!has(filter.countries, country) || !has(filter.organizations, id) || !has(filter.types, type)) continue;
    const sites = entry.sites.filter(site => suits(site, filter));
    if (sites.length > 0) picked.push({ organization: entry.organization, sites });
  }
  return picked;
}

function suits(site: Site, filter: Filter): boolean {
  return (
    has(filter.sites, site.id_site) &&
    (filter.isBusiness === undefined || filter.isBusiness === site.is_business) &&
    (filter.isPersonal === undefined || filter.isPersonal === site.is_personal)
  );
}

function has(wanted: Set<string> | undefined, value: string): boolean {
  return wanted === undefined || wanted.has(value);
}

/** `order`, `skip`, `limit` and `fields`, in this order. */
export function arrange(rows: Row[], query: URLSearchParams): Row[] {
  const skip = countOf(query, 'skip') ?? 0;
  const limit = countOf(query, 'limit') ?? rows.length;
  const page = ordered(rows, query.get('order')).slice(skip, skip + limit);
  const fields = query.get('fields');
  if (!fields) return page;
  const wanted = new Set(fields.split(',').map(name => name.trim()));
  return page.map(row => Object.fromEntries(Object.entries(row).filter(([name]) => wanted.has(name))));
}

/** `name`, `-name`, `name desc` and `name:desc`. */
function ordered(rows: Row[], order: string | null): Row[] {
  const found = /^\s*([-+ ])?\s*(\w+)(?:[\s:]+(asc|desc))?\s*$/i.exec(order ?? '');
  if (!found) return rows;
  const [, sign, name = '', direction] = found;
  const backwards = sign === '-' || direction?.toLowerCase() === 'desc' ? -1 : 1;
  const collator = new Intl.Collator('en', { numeric: true });
  const text = (row: Row): string => {
    const value = (row as Record<string, unknown>)[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return [...rows].sort((a, b) => backwards * collator.compare(text(a), text(b)));
}

function setOf(query: URLSearchParams, name: string): Set<string> | undefined {
  const values = query.getAll(name).flatMap(value => value.split(','));
  const wanted = values.map(value => value.trim()).filter(value => value !== '');
  return wanted.length > 0 ? new Set(wanted) : undefined;
}

function flagOf(query: URLSearchParams, name: string): Flag | undefined {
  const value = query.get(name)?.toLowerCase();
  if (value === undefined || value === '') return undefined;
  if (value === '1' || value === 'true') return 1;
  if (value === '0' || value === 'false') return 0;
  throw badValue(name, 'must be 0 or 1');
}

function countOf(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null || value === '') return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw badValue(name, 'must be a whole number, zero or more');
}

function badValue(name: string, problem: string): HttpError {
  return new HttpError(400, `Bad Request: ${name} ${problem}`, [{ field: name, message: `${name} ${problem}` }]);
}
