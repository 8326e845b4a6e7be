// From values to what is posted.
import type { ListedSite } from '../api/schemas.js';
import { hasOneWay, loginWays, type Field } from './fields.js';
import { givenOf, isEmpty, type FieldValue } from './validate.js';

/** What a login form has read. */
export interface CredentialValues {
  /** Which of the site's ways; the first one where it is missing. */
  inputName?: string | undefined;
  /** Pairs of name and value, since names may repeat: of those of one name, the first that is not empty is posted. */
  values: Iterable<readonly [string, FieldValue]>;
  /** False: the credential is not stored for later runs. */
  saveCredential?: boolean | undefined;
  /** `en` or `es`; another, such as `es-MX`, is not posted, since the API speaks these two. */
  locale?: string | undefined;
}

// Of two elements of one name the first that is filled counts. fromEntries defines keys, where assigning to
// `__proto__` would be swallowed.
function record(values: Iterable<readonly [string, FieldValue]>): Record<string, FieldValue> {
  const byName = new Map<string, FieldValue>();
  for (const [name, value] of values) {
    if (isEmpty(byName.get(name) ?? '')) byName.set(name, value);
  }
  return Object.fromEntries(byName);
}

/** The body that creates or changes a credential. */
export function credentialBody(
  site: ListedSite,
  v: CredentialValues,
  options: { testMode?: boolean | undefined },
): Record<string, unknown> {
  const values = record(v.values);
  return {
    id_site: site.id_site,
    ...(hasOneWay(site)
      ? { credentials: values }
      : { input_name: v.inputName ?? loginWays(site)[0]?.name ?? '', input: values }),
    ...(/^e[ns]$/.test(v.locale ?? '') && { locale: v.locale }),
    ...(v.saveCredential === false && { save_credential: false }),
    ...(options.testMode && { test: 1 }),
  };
}

/** The body that answers a challenge. */
export function challengeBody(values: Iterable<readonly [string, FieldValue]>): { twofa: Record<string, FieldValue> } {
  return { twofa: record(values) };
}

/**
 * What is posted for a field, given what the form read: an option's own value (numbers stay numbers), checked accounts
 * joined with commas, a list's lines, a text without the blanks around it (a password keeps them), a hidden element's value.
 * Undefined: nothing is posted (a note, or left empty; where an option is worth '', only `[]` is nothing chosen).
 */
export function answerOf(field: Field, value: FieldValue | undefined): FieldValue | undefined {
  const { kind, options } = field;
  if (kind === 'hidden') return field.value ?? '';
  if (kind === 'note' || value === undefined) return undefined;
  const given = givenOf(field, value);
  if (isEmpty(given, options)) return undefined;
  if (kind === 'checkboxes') return String(given);
  const option = options.find(o => o.value === given) ?? options.find(o => String(o.value) === String(given));
  return option?.value ?? given;
}
