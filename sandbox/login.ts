import type { Site, SiteElement, Way } from './catalogue/types.js';
import { HttpError, isRecord, type Fields, type Problem } from './http.js';

/** A login's values by element name. A map, since a name may be `__proto__`. */
export type Values = ReadonlyMap<string, string>;

export interface Login {
  inputName: string | undefined;
  values: Values;
}

/** Reads a login out of a body. With `stored`, what the body leaves out is taken from there. */
export function readLogin(site: Site, body: Fields, stored?: Login): Login {
  const way = site.version === 1 ? undefined : wayOf(site, body, stored);
  const elements = way?.fields ?? site.credentials ?? [];
  const given = givenValues(site, body, stored !== undefined);
  const kept = stored && stored.inputName === way?.name ? stored.values : new Map<string, string>();
  const problems: Problem[] = [];
  const values = new Map<string, string>();
  for (const element of elements) {
    const value = read(element, given, problems) ?? kept.get(element.name) ?? fallback(element);
    if (value !== undefined) values.set(element.name, value);
    else if (element.required) problems.push({ field: element.name, message: `${element.name} is required` });
  }
  if (problems.length > 0) throw new HttpError(400, `Bad Request: ${problems[0]?.message}`, problems);
  return { inputName: way?.name, values };
}

/** Whether a body has values at all; a rerun usually has not. */
export function hasLogin(body: Fields): boolean {
  return body['credentials'] !== undefined || body['input'] !== undefined;
}

function wayOf(site: Site, body: Fields, stored: Login | undefined): Way {
  const name = body['input_name'] ?? stored?.inputName;
  const found = site.input?.find(way => way.name === name);
  if (found) return found;
  const names = site.input?.map(way => way.name).join(', ');
  throw new HttpError(400, 'Bad Request: unknown input_name', [
    { field: 'input_name', message: `input_name must be one of: ${names}` },
  ]);
}

function givenValues(site: Site, body: Fields, updating: boolean): Fields {
  const key = site.version === 1 ? 'credentials' : 'input';
  const given = body[key] ?? (updating ? (body['credentials'] ?? body['input'] ?? {}) : undefined);
  if (isRecord(given)) return given;
  const message = `${key} must be an object of the site's elements`;
  throw new HttpError(400, `Bad Request: ${message}`, [{ field: key, message }]);
}

function read(element: SiteElement, given: Fields, problems: Problem[]): string | undefined {
  const value = Object.hasOwn(given, element.name) ? given[element.name] : undefined;
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value) && value.length === 0) return undefined;
  const wrong = problemOf(element, value);
  if (wrong) problems.push({ field: element.name, message: `${element.name} ${wrong}` });
  // A value with a problem counts as given, so that it is not reported as missing too.
  return wrong ? '' : String(value);
}

function problemOf(element: SiteElement, value: unknown): string | undefined {
  const isText = typeof value === 'string' || typeof value === 'number';
  if (element.type === 'array') {
    const isList = Array.isArray(value) && value.every(item => typeof item === 'string' || typeof item === 'number');
    return isText || isList ? undefined : 'must be a list of texts';
  }
  if (element.type === 'file') {
    return typeof value === 'string' && /^data:[^,]*,/.test(value) ? undefined : 'must be a data URL';
  }
  if (!isText) return 'must be a text or a number';
  if (!element.options || element.options.some(option => String(option.value) === String(value))) return undefined;
  return 'must be one of the values that are offered';
}

/** A required list that was left out has its first option, as a page's own `<select>` would have. */
function fallback(element: SiteElement): string | undefined {
  if (element.type !== 'select' || !element.required) return undefined;
  return element.options?.[0] === undefined ? undefined : String(element.options[0].value);
}

/** What identifies a login at its site, so that posting it again updates what is there. */
export function userNames(site: Site, login: Login): string[] {
  const way = site.input?.find(candidate => candidate.name === login.inputName);
  const elements = way?.fields ?? site.credentials ?? [];
  const marked = elements.filter(element => element.username || element.identifier);
  const names = marked.length > 0 ? marked : elements.filter(({ type, token }) => type === 'text' && !token);
  return names.map(element => login.values.get(element.name) ?? '').filter(name => name !== '');
}

/** The user name as answers show it: `test` becomes `t**t`. */
export function shownName(site: Site, login: Login): string {
  const letters = [...(login.values.get('username') ?? userNames(site, login)[0] ?? '')];
  if (letters.length <= 2) return '*'.repeat(letters.length);
  return `${letters[0]}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`;
}
