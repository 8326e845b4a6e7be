// The wire's shapes. They forgive what SYNCFY-API.md says varies (0/1 for booleans, null or missing keys) and keep
// keys that nobody has seen yet; only what nothing can be done without is insisted on.
import * as z from 'zod/mini';
import { atOnce } from './parts.js';

/** No text is shown that is longer: laying it out would keep the page busy. What is posted stays whole. */
export const cut = (text: string, most = 1000): string => text.slice(0, most);

const textOf = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
const text = z.transform(textOf);
const title = z.transform(value => cut(textOf(value), 200));
export const textOrNone = (value: unknown) => (typeof value === 'string' && value ? value : undefined);
const optionalText = z.transform(textOrNone);
const flag = z.transform(value => value === true || value === 1 || value === '1' || value === 'true');
const anything = z.transform(value => value);
const optionValue = z.transform(value => (typeof value === 'number' || typeof value === 'string' ? value : ''));
const id = z.transform(value => {
  if (typeof value !== 'string' || !value) throw new TypeError();
  return value;
});

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Shape = Record<string, z.ZodMiniType>;
type Loose<S extends Shape> = { [K in keyof S]: z.output<S[K]> } & Record<string, unknown>;

// zod's own object weighs 1.5 kB in every page, for lists of issues and modes that nobody reads here: what is of no use
// is left out, not explained.
/** An object of which the known keys are read, missing ones too, and all others kept. What can't be used is left out. */
const looseObject = <S extends Shape>(shape: S) => {
  const schemas = Object.entries(shape);
  return z.transform((value): Loose<S> => {
    if (!isRecord(value)) throw new TypeError();
    // Key by key: to a copy made at once, a browser adds keys ten times as slowly.
    const read: Record<string, unknown> = {};
    for (const [key, schema] of schemas) {
      const known = schema.parse(value[key]);
      if (known !== undefined) read[key] = known;
    }
    // What every object has (`__proto__`) is left out, too.
    for (const key of Object.keys(value)) if (!(key in shape)) read[key] = value[key];
    return read as Loose<S>;
  });
};

const list = <T>(item: Reader<T>, most = 100) => z.transform(value => readList(item, value, most) ?? []);

const elementOption = looseObject({
  label: text,
  value: optionValue,
  imgBase64File: optionalText,
  imgURL: optionalText,
});

/** One input of a login form, or one question of a challenge (seed: Authentication Element). */
export const siteElementSchema = looseObject({
  name: text,
  type: text,
  label: text,
  required: flag,
  username: flag,
  token: flag,
  identifier: flag,
  validation: anything,
  options: list(elementOption, 5000),
  accept: optionalText,
});

const loginInput = looseObject({ name: text, label: text, type: optionalText, fields: list(siteElementSchema) });

const organizationShape = {
  id_site_organization: text,
  id_site_organization_type: text,
  id_country: text,
  name: title,
  avatar: optionalText,
  small_cover: optionalText,
  cover: optionalText,
};
const organizationAlone = looseObject(organizationShape);

const siteShape = {
  id_site: id,
  id_site_organization: text,
  id_site_organization_type: text,
  name: title,
  is_business: flag,
  is_personal: flag,
  version: z.transform(value => (typeof value === 'number' ? value : 1)),
  endpoint: optionalText,
  // Most have none, and to throw takes its time.
  site_organization: z.transform(value => (isRecord(value) ? read(organizationAlone, value) : undefined)),
};

const loginShape = { credentials: list(siteElementSchema), input: list(loginInput) };

/** What a site's form is made of. */
export const siteLoginSchema = looseObject(loginShape);

export const siteSchema = looseObject({ ...siteShape, ...loginShape });

// Of 10,000 sites a person opens one: `siteSchema` reads its elements then.
const listedSite = looseObject(siteShape) as unknown as typeof siteSchema;

export const organizationSchema = looseObject({ ...organizationShape, sites: list(listedSite, 300) });

export const countrySchema = looseObject({ id_country: id, name: title, code: text });

export const organizationTypeSchema = looseObject({ id_site_organization_type: id, name: title });

export const credentialSchema = looseObject({
  id_credential: id,
  id_site: text,
  username: text,
  is_authorized: flag,
  is_locked: flag,
  can_sync: flag,
});

/** What creating or running a credential answers: where its job can be followed. */
export const jobTicketSchema = looseObject({
  id_credential: optionalText,
  id_job: optionalText,
  id_job_uuid: optionalText,
  is_new: flag,
  username: text,
  ws: optionalText,
  status: optionalText,
  twofa: optionalText,
});

/** One element of a challenge. */
export const challengeElementSchema = looseObject({
  name: text,
  type: text,
  label: text,
  imgBase64File: optionalText,
  imgURL: optionalText,
  options: list(elementOption, 5000),
  validation: anything,
});

const code = z.transform(value => {
  const number = typeof value === 'string' ? Number(value) : value;
  if (!Number.isInteger(number) || (number as number) < 100 || (number as number) > 999) throw new TypeError();
  return number as number;
});

/** One step of a job's history. */
export const statusEntrySchema = looseObject({
  code,
  address: optionalText,
  // Mostly as they came, so that a page's events hold what the API said; they are read where they become fields.
  twofa: z.transform(value =>
    Array.isArray(value)
      ? value
          .slice(0, 100)
          .flatMap((one): Partial<ChallengeElement>[] =>
            isRecord(one) ? [{ ...one, name: textOf(one.name), type: textOf(one.type) }] : [],
          )
      : undefined,
  ),
});

/** An organization (seed: Organization Object), with its sites. */
export type Organization = z.output<typeof organizationSchema>;
/** A site (seed: Site Object). */
export type Site = z.output<typeof siteSchema>;
/** One element of a site's login form (seed: Authentication Element). */
export type SiteElement = z.output<typeof siteElementSchema>;
/** An option of a select or of a challenge. */
export type ElementOption = z.output<typeof elementOption>;
/** One of the ways to log in that a version 3 or 4 site offers. */
export type LoginInput = z.output<typeof loginInput>;
export type Country = z.output<typeof countrySchema>;
export type OrganizationType = z.output<typeof organizationTypeSchema>;
export type Credential = z.output<typeof credentialSchema> & {
  /** Seconds until it may run again. */
  ready_in?: number;
  /** Its last status. */
  code?: number;
};
/** The answer to creating or running a credential. */
export type JobTicket = z.output<typeof jobTicketSchema>;
/** One element of a challenge. */
export type ChallengeElement = z.output<typeof challengeElementSchema>;
/** One entry of a job's history, as `GET status` lists it and the socket sends it. */
export type StatusEntry = z.output<typeof statusEntrySchema>;
/** The entry with code 410: what the institution asks of the user. */
export type Challenge = StatusEntry & { twofa: Partial<ChallengeElement>[] };

/** Reads a value, or throws where it can't be used. */
export interface Reader<T> {
  parse(value: unknown): T;
}

/** Reads something of a page's own (a site, a challenge) as leniently as an answer of the API; undefined where it can't be used. */
export function read<T>(schema: Reader<T>, value: unknown): T | undefined {
  try {
    return schema.parse(value);
  } catch {
    return undefined;
  }
}

/** Reads a list in parts, without its unusable members: one broken row must not take the catalogue with it. */
export function* reading<T>(schema: Reader<T>, values: readonly unknown[]): Generator<undefined, T[]> {
  const list: T[] = [];
  for (const value of values) {
    const item = read(schema, value);
    if (item !== undefined) list.push(item);
    yield;
  }
  return list;
}

/**
 * Reads a list at once. Undefined where the value is none.
 * @param most after so many members the rest is left out: more than anybody needs would only keep the page busy
 */
export function readList<T>(schema: Reader<T>, value: unknown, most = 50_000): T[] | undefined {
  return Array.isArray(value) ? atOnce(reading(schema, value.slice(0, most))) : undefined;
}

/** Reads JSON; undefined where it is none, or so much that reading it would keep the page busy. Catalogues may be large. */
export function parseJson(text: unknown, isCatalogue?: boolean): unknown {
  try {
    if (typeof text !== 'string' || text.length > 5e7) return undefined;
    // So many values, at most. No pattern: the first time, it would be read character by character.
    return isCatalogue || [...',[{'].every(mark => text.split(mark, 1e5).length < 1e5) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
