// What is read of the wire is held to schemas of zod's: whatever comes in, each reader answers just what its type says, or
// nothing. The schemas are written after SYNCFY-API.md, not after the readers.
import { assert } from '@open-wc/testing';
import fc from 'fast-check';
import * as z from 'zod';
import * as wire from '../../src/api/schemas.js';
import { SITE, fuzz } from './fuzz.js';

const RUNS = 1000;

const some = z.string().min(1);
const shown = z.string().max(200);
const values = z.union([z.string(), z.number(), z.boolean()]).optional();
const pictures = { imgBase64File: some.optional(), imgURL: some.optional() };
const question = {
  name: z.string(),
  type: z.string(),
  label: z.string(),
  options: z.array(z.looseObject({ label: z.string(), value: values, ...pictures })),
};
const element = z.looseObject({
  ...question,
  required: z.boolean(),
  username: z.boolean(),
  token: z.boolean(),
  identifier: z.boolean(),
  accept: some.optional(),
});
const organization = {
  id_site_organization: z.string(),
  id_site_organization_type: z.string(),
  id_country: z.string(),
  name: shown,
  avatar: some.optional(),
  small_cover: some.optional(),
  cover: some.optional(),
};
const site = {
  id_site: some,
  id_site_organization: z.string(),
  id_site_organization_type: z.string(),
  name: shown,
  is_business: z.boolean(),
  is_personal: z.boolean(),
  version: z.number(),
  endpoint: some.optional(),
  site_organization: z.looseObject(organization).optional(),
};

const SCHEMAS: Record<string, { read: wire.Reader<unknown>; schema: z.ZodObject }> = {
  'a site': {
    read: wire.readSite,
    schema: z.looseObject({
      ...site,
      credentials: z.array(element),
      input: z.array(
        z.looseObject({ name: z.string(), label: z.string(), type: some.optional(), fields: z.array(element) }),
      ),
    }),
  },
  'an organization': {
    read: wire.readOrganization,
    schema: z.looseObject({ ...organization, sites: z.array(z.looseObject(site)).max(1000) }),
  },
  'a country': {
    read: wire.readCountry,
    schema: z.looseObject({ id_country: some, name: shown, code: some }),
  },
  'a type of organization': {
    read: wire.readOrganizationType,
    schema: z.looseObject({ id_site_organization_type: some, name: shown }),
  },
  'a credential': {
    read: wire.readCredential,
    schema: z.looseObject({
      id_credential: some,
      id_site: z.string(),
      username: shown,
      is_authorized: z.boolean(),
      is_locked: z.boolean(),
      can_sync: z.boolean(),
    }),
  },
  'the answer to a new credential': {
    read: wire.readJobTicket,
    schema: z.looseObject({
      id_credential: some.optional(),
      id_job: some.optional(),
      id_job_uuid: some.optional(),
      is_new: z.boolean(),
      username: z.string(),
      ws: some.optional(),
      status: some.optional(),
      twofa: some.optional(),
    }),
  },
  'a question': { read: wire.readQuestion, schema: z.looseObject({ ...question, ...pictures }) },
  'a status': {
    read: wire.readStatusEntry,
    schema: z.looseObject({
      code: z.int().min(100).max(999),
      address: some.optional(),
      twofa: z
        .array(z.looseObject({ name: z.string(), type: z.string() }))
        .max(100)
        .optional(),
    }),
  },
};

/** Keys that the schemas know, with what belongs there, what might, and anything. */
const KEYS = [
  ...Object.keys(site),
  ...Object.keys(organization),
  ...Object.keys(question),
  ...['credentials', 'input', 'fields', 'sites', 'required', 'username', 'token', 'value', 'imgURL', 'is_new', 'ws'],
  ...['id_credential', 'id_country', 'id_site_organization_type', 'code', 'status', 'twofa', 'address', '__proto__'],
];
const INSISTED: object[] = [
  { id_site: 's' },
  { id_country: 'c', code: 'MX' },
  { id_site_organization_type: 't' },
  { id_credential: 'k' },
  { code: 410 },
];
const plain = fc.oneof(
  fc.constantFrom<unknown>(null, '', 0, 1, '0', '1', true, 'true', 410, '200', 99, 1.5, SITE, SITE.credentials),
  fc.string({ maxLength: 20 }),
  fc.string({ minLength: 195, maxLength: 300 }),
  // Spaces where a text is cut.
  fc.tuple(fc.nat(3), fc.integer({ min: 195, max: 202 })).map(([pad, at]) => `${' '.repeat(pad)}${'x'.repeat(at)}  y`),
  fc.jsonValue({ maxDepth: 2 }),
);
const { object } = fc.letrec<{ object: Record<string, unknown>; value: unknown }>(tie => ({
  object: fc
    .array(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 12 })
    .map(entries => Object.fromEntries(entries)),
  value: fc.oneof({ maxDepth: 4 }, plain, tie('object'), fc.array(fc.oneof(plain, tie('object')), { maxLength: 4 })),
}));
/** Half of it has what a reader insists on. */
const anything = fc
  .tuple(object, fc.constantFrom(...INSISTED, {}))
  .map(([some, insisted]): Record<string, unknown> => ({ ...some, ...insisted }));

describe('what is read of the wire', () => {
  for (const [name, { read, schema }] of Object.entries(SCHEMAS)) {
    it(`is ${name}, or nothing, whatever comes in`, async () => {
      let used = 0;
      await fuzz(
        RUNS,
        fc.asyncProperty(anything, raw => {
          const value = read(raw);
          if (value === undefined) return Promise.resolve();
          used++;
          const { error } = schema.safeParse(value);
          assert.isUndefined(error, error && z.prettifyError(error));
          assert.deepEqual(read(value), value, 'read again, it is the same');
          const unknown = Object.keys(raw).filter(key => !(key in schema.shape) && key !== '__proto__');
          assert.includeMembers(Object.keys(value as object), unknown, 'what nobody knows stays');
          return Promise.resolve();
        }),
      );
      assert.isAbove(used, RUNS / 10, 'enough could be used');
    });
  }
});
