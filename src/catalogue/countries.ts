// The countries that a catalogue is chosen by.
import type { Country } from '../api/schemas.js';

/** The country that has an ISO 3166-1 code or an id. */
export const findCountry = (countries: readonly Country[], code: string): Country | undefined =>
  countries.find(country => country.code.toUpperCase() === code.toUpperCase() || country.id_country === code);

/** The first of some codes (with spaces between them) that is a country. */
export const firstCountry = (countries: readonly Country[], codes: string): Country | undefined =>
  codes
    .split(' ')
    .map(code => findCountry(countries, code))
    .find(country => country);

/** Countries by the names that a language has for them, or else the API, in the language's order. */
export function namedCountries(countries: readonly Country[], locale: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  return countries
    .map(({ code, name }) => ({ code, name: (/^[A-Z]{2}$/.test(code) && names.of(code)) || name || code }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}

/** The regions that language tags name. A browser may name what is no language at all. */
export const regionsOf = (tags: readonly string[]): string[] =>
  tags.flatMap(tag => /-([A-Z]{2})\b/.exec(tag)?.[1] ?? []);
