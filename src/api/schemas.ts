// The wire's shapes. They forgive what SYNCFY-API.md says varies (0/1 for booleans, null or missing keys) and keep
// keys that nobody has seen yet; only what nothing can be done without is insisted on.

import { withoutToken } from './origins.js';

/** Reads a value of the wire; undefined where it can't be used, which is left out, not explained. */
export type Reader<T> = (value: unknown) => T | undefined;
type Read<R> = R extends Reader<infer T> ? T : never;
type Shape = Record<string, (value: unknown) => unknown>;
/** The keys that may be missing. */
type OptionalKeys<S extends Shape> = { [K in keyof S]: undefined extends ReturnType<S[K]> ? K : never }[keyof S];
type Loose<S extends Shape> = { [K in Exclude<keyof S, OptionalKeys<S>>]: Exclude<ReturnType<S[K]>, null> } & {
  [K in OptionalKeys<S>]?: Exclude<ReturnType<S[K]>, null>;
} & Record<string, unknown>;

/** No text is shown that is longer: laying it out would keep the page busy. What is posted stays whole. */
export const cut = (text: string, most = 1000): string => text.slice(0, most);

/** How many characters a name has at most. */
export const LONGEST_NAME = 200;

const text = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
// Where it is cut there may be a space.
const title = (value: unknown) => cut(text(value).trim(), LONGEST_NAME).trim();
export const textOrNone = (value: unknown) => (typeof value === 'string' && value ? value : undefined);
/** The API writes true and false as numbers, and sometimes as texts. */
export const flag = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true';
/** Null: the object that it belongs to is of no use without it. */
const id = (value: unknown) => textOrNone(value) ?? null;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads an object: the known keys, missing ones too, and all others as they came. */
const looseObject =
  <S extends Shape>(shape: S) =>
  (value: unknown): Loose<S> | undefined => {
    if (!isRecord(value)) return undefined;
    // Key by key: to a copy made at once, a browser adds keys ten times as slowly.
    const known: Record<string, unknown> = {};
    for (const key of Object.keys(shape)) {
      const one = shape[key]!(value[key]);
      if (one === null) return undefined;
      if (one !== undefined) known[key] = one;
    }
    // What every object has (`__proto__`) is left out, too.
    for (const key of Object.keys(value)) if (!(key in shape)) known[key] = value[key];
    return known as Loose<S>;
  };

const list =
  <T>(item: Reader<T>, most = 100) =>
  (value: unknown) =>
    readList(item, value, most) ?? [];

const picture = { imgBase64File: textOrNone, imgURL: textOrNone };

const elementOption = looseObject({
  label: text,
  // Undefined where it has none of its own.
  value: (value: unknown) =>
    /number|boolean|string/.test(typeof value) ? (value as number | boolean | string) : undefined,
  ...picture,
});

/** What an input of a login form and a question of a challenge have in common. */
const question = {
  name: text,
  type: text,
  label: text,
  // As it comes: fields read it.
  validation: (value: unknown): unknown => value ?? undefined,
  options: list(elementOption, 5000),
};

const siteElement = looseObject({
  ...question,
  required: flag,
  username: flag,
  token: flag,
  identifier: flag,
  accept: textOrNone,
});

/** What the form of a site of version 1 is made of, and of a later one. */
export const readSiteElements = list(siteElement, 300);

const loginInput = looseObject({ name: text, label: text, type: textOrNone, fields: readSiteElements });
export const readInputs = list(loginInput);

const organization = {
  id_site_organization: text,
  id_site_organization_type: text,
  id_country: text,
  name: title,
  avatar: textOrNone,
  small_cover: textOrNone,
  cover: textOrNone,
};

const site = {
  id_site: id,
  id_site_organization: text,
  id_site_organization_type: text,
  name: title,
  is_business: flag,
  is_personal: flag,
  version: (value: unknown) => (typeof value === 'number' ? value : 1),
  endpoint: textOrNone,
  site_organization: looseObject(organization),
};

const wholeSite = looseObject({ ...site, credentials: readSiteElements, input: readInputs });

/** Reads a site. One without a name has its organization's. */
export const readSite: typeof wholeSite = value => {
  const read = wholeSite(value);
  return read && { ...read, name: read.name || (read.site_organization?.name ?? '') };
};

// Of 10,000 sites a person opens one: `readSite` reads its elements then.
const listedSite = looseObject(site);

export const readOrganization = looseObject({ ...organization, sites: list(listedSite, 1000) });

export const readCountry = looseObject({ id_country: id, name: title, code: id });

export const readOrganizationType = looseObject({ id_site_organization_type: id, name: title });

export const readCredential = looseObject({
  id_credential: id,
  id_site: text,
  username: title,
  is_authorized: flag,
  is_locked: flag,
  can_sync: flag,
});

/** What creating or running a credential answers: where its job can be followed. */
export const readJobTicket = looseObject({
  id_credential: textOrNone,
  id_job: textOrNone,
  id_job_uuid: textOrNone,
  is_new: flag,
  username: text,
  ws: textOrNone,
  status: textOrNone,
  twofa: textOrNone,
});

/** One element of a challenge. */
export const readQuestion = looseObject({ ...question, ...picture });

// Mostly as they came, so that a page's events hold what the API said; they are read where they become fields.
const asked = looseObject({ name: text, type: text }) as Reader<AskedElement>;

/** One step of a job's history. */
export const readStatusEntry = looseObject({
  code: (value: unknown) => (/^[1-9]\d\d$/.test(text(value)) ? Number(value) : null),
  address: (value: unknown) => withoutToken(textOrNone(value)),
  twofa: (value: unknown) => readList(asked, value, 100),
});

/** An organization (seed: Organization Object), with its sites. */
export interface Organization extends Read<typeof readOrganization> {}
/** A site (seed: Site Object). */
export interface Site extends Read<typeof readSite> {}
/** A site of a list: its `credentials` and `input` are as they came, and `loginWays` reads them. */
export interface ListedSite extends Read<typeof listedSite> {}
/** One element of a site's login form (seed: Authentication Element). */
export interface SiteElement extends Read<typeof siteElement> {}
/** An option of a select or of a challenge. */
export interface ElementOption extends Read<typeof elementOption> {}
/** One of the ways to log in that a version 3 or 4 site offers. */
export interface LoginInput extends Read<typeof loginInput> {}
export interface Country extends Read<typeof readCountry> {}
export interface OrganizationType extends Read<typeof readOrganizationType> {}
/** One of the user's credentials. */
export interface Credential extends Read<typeof readCredential> {
  /** Seconds until it may run again. */
  ready_in?: number;
  /** Its last status. */
  code?: number;
}
/** The answer to creating or running a credential. */
export interface JobTicket extends Read<typeof readJobTicket> {
  /** The id of the request that it answered. */
  rid?: string | undefined;
}
/** One element of a challenge. */
export interface ChallengeElement extends Read<typeof readQuestion> {}
/** What an entry asks for: of a {@link ChallengeElement}, what the API said. */
export type AskedElement = Partial<ChallengeElement> & Pick<ChallengeElement, 'name' | 'type'>;
/** One entry of a job's history, as `GET status` lists it and the socket sends it. */
export interface StatusEntry extends Read<typeof readStatusEntry> {}
/** The entry with code 410: what the institution asks of the user. */
export interface Challenge extends StatusEntry {
  twofa: AskedElement[];
}
/** What can become a site: as it was read here, or as the API answers it. */
export type SiteLike = Site | { id_site: string };
/** What can become a challenge: the entry as an event tells it, or as the API answers it. */
export type ChallengeLike = Challenge | { twofa: readonly object[] };

/** Reads a list in parts, without its unusable members: one broken row must not take the catalogue with it. */
export function* reading<T>(read: Reader<T>, values: readonly unknown[]): Generator<undefined, T[]> {
  const list: T[] = [];
  for (const value of values) {
    const item = read(value);
    if (item !== undefined) list.push(item);
    yield;
  }
  return list;
}

/**
 * Reads a list at once. Undefined where the value is none.
 * @param most after so many members the rest is left out: more than anybody needs would only keep the page busy
 */
export function readList<T>(read: Reader<T>, value: unknown, most = 10_000): T[] | undefined {
  return Array.isArray(value) ? value.slice(0, most).flatMap(one => read(one) ?? []) : undefined;
}

/** Reads JSON; undefined where it is none, or no text, or so much that reading it would keep the page busy. Catalogues may be large. */
export function parseJson(text: string, isCatalogue?: boolean): unknown {
  try {
    if (text.length > 5e7) return undefined;
    // So many values, at most. No pattern: the first time, it would be read character by character.
    return isCatalogue || [...',[{'].every(mark => text.split(mark, 1e5).length < 1e5) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
