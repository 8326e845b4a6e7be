// The wire's shapes. They forgive what SYNCFY-API.md says varies (0/1 for booleans, null or missing keys) and keep
// keys that nobody has seen yet; only what nothing can be done without is insisted on.
import * as z from 'zod/mini';

/** Reads any value, also a missing one, as something that can be worked with; throws where there is no such thing. */
const forgiving = <T>(read: (value: unknown) => T) =>
  z.pipe(
    z.optional(z.unknown()),
    z.transform((value, ctx) => {
      try {
        return read(value);
      } catch {
        ctx.issues.push({ code: 'custom', input: value });
        return z.NEVER;
      }
    }),
  );

const insist = (holds: boolean) => {
  if (!holds) throw new TypeError();
};

const text = forgiving(value => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''));
const optionalText = forgiving(value => (typeof value === 'string' && value !== '' ? value : undefined));
const optionalNumber = forgiving(value => (typeof value === 'number' ? value : undefined));
const flag = forgiving(value => value === true || value === 1 || value === '1' || value === 'true');
const id = forgiving(value => {
  insist(typeof value === 'string' && value !== '');
  return value as string;
});

const list = <T>(item: Reader<T>) => forgiving(value => readList(item, value) ?? []);

const optionValue = forgiving(value => (typeof value === 'number' || typeof value === 'string' ? value : ''));

const elementOption = z.looseObject({
  label: text,
  value: optionValue,
  imgBase64File: optionalText,
  imgURL: optionalText,
});

/** One input of a login form, or one question of a challenge (seed: Authentication Element). */
export const siteElementSchema = z.looseObject({
  name: text,
  type: text,
  label: text,
  required: flag,
  username: flag,
  token: flag,
  identifier: flag,
  validation: z.optional(z.unknown()),
  options: list(elementOption),
  accept: optionalText,
});

const loginInput = z.looseObject({ name: text, label: text, type: optionalText, fields: list(siteElementSchema) });

const organizationShape = {
  id_site_organization: text,
  id_site_organization_type: text,
  id_country: text,
  name: text,
  avatar: optionalText,
  small_cover: optionalText,
  cover: optionalText,
};
const organizationAlone = z.looseObject(organizationShape);

export const siteSchema = z.looseObject({
  id_site: id,
  id_site_organization: text,
  id_site_organization_type: text,
  name: text,
  is_business: flag,
  is_personal: flag,
  version: forgiving(value => (typeof value === 'number' ? value : 1)),
  endpoint: optionalText,
  credentials: list(siteElementSchema),
  input: list(loginInput),
  site_organization: forgiving(value => read(organizationAlone, value)),
});

export const organizationSchema = z.looseObject({ ...organizationShape, sites: list(siteSchema) });

export const countrySchema = z.looseObject({ id_country: id, name: text, code: text });

export const organizationTypeSchema = z.looseObject({ id_site_organization_type: id, name: text });

export const credentialSchema = z.looseObject({
  id_credential: id,
  id_site: text,
  username: text,
  is_authorized: flag,
  is_locked: flag,
  can_sync: flag,
  ready_in: optionalNumber,
  code: optionalNumber,
});

/** What creating or running a credential answers: where its job can be followed. */
export const jobTicketSchema = z.looseObject({
  id_credential: optionalText,
  id_job: optionalText,
  id_job_uuid: optionalText,
  is_new: flag,
  username: text,
  ws: optionalText,
  status: optionalText,
  twofa: optionalText,
});

const challengeElement = z.looseObject({
  name: text,
  type: text,
  label: text,
  imgBase64File: optionalText,
  imgURL: optionalText,
  options: list(elementOption),
  validation: z.optional(z.unknown()),
});

const code = forgiving(value => {
  const number = typeof value === 'string' ? Number(value) : value;
  insist(Number.isInteger(number) && (number as number) >= 100 && (number as number) <= 999);
  return number as number;
});

/** One step of a job's history. */
export const statusEntrySchema = z.looseObject({
  code,
  address: optionalText,
  twofa: forgiving(value => readList(challengeElement, value)),
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
export type Credential = z.output<typeof credentialSchema>;
/** The answer to creating or running a credential. */
export type JobTicket = z.output<typeof jobTicketSchema>;
/** One element of a challenge. */
export type ChallengeElement = z.output<typeof challengeElement>;
/** One entry of a job's history, as `GET status` lists it and the socket sends it. */
export type StatusEntry = z.output<typeof statusEntrySchema>;
/** The entry with code 410: what the institution asks of the user. */
export type Challenge = StatusEntry & { twofa: ChallengeElement[] };

interface Reader<T> {
  safeParse(value: unknown): { success: boolean; data?: T };
}

/** Reads something of a page's own (a site, a challenge) as leniently as an answer of the API; undefined where it can't be used. */
export function read<T>(schema: Reader<T>, value: unknown): T | undefined {
  return schema.safeParse(value).data;
}

/** Reads a list, without its unusable members: one broken row must not take the catalogue with it. Undefined where the value is none. */
export function readList<T>(schema: Reader<T>, value: unknown): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap(item => read(schema, item) ?? []) as T[];
}
