// What a site says a value must look like.
import { cut, isRecord, textOrNone } from '../api/schemas.js';

/** A pattern that a value must match somewhere: it is anchored only where it anchors itself. */
export interface Rule {
  pattern: RegExp;
  /** The site's own words for a value that does not match. */
  message?: string | undefined;
}

// Nobody writes a longer one by hand; merely compiling it takes time.
const LONGEST = 4000;
const reported = new Set<string>();

/**
 * Reads a `validation`: null, a regular expression (bare or as `/…/flags`), or a list of `{type, value, error_message}`.
 * What cannot be compiled, or is of another type or dialect, is left out: the site then decides.
 */
export function parseRules(validation: unknown): Rule[] {
  return [validation]
    .flat()
    .slice(0, 100)
    .flatMap((one): Rule[] => {
      const { type = 'regex', value, error_message }: Record<string, unknown> = isRecord(one) ? one : { value: one };
      const source = type === 'regex' && textOrNone(value)?.trim();
      if (!source || source.length > LONGEST) return [];
      // What other dialects have, and a browser takes for something else.
      if (/\\([AzZhHRKGQ]|x\{|[pP][^{])|\[\[:|\{,/.test(source)) return [];
      const [, , body = source, flags = ''] = /^([/#~])(.+)\1([a-z]*)$/is.exec(source) ?? [];
      try {
        // g and y would make a pattern remember where it stopped; classes of Unicode need the u.
        const unicode = /\\p\{/i.test(body) && !/[uv]/.test(flags) ? 'u' : '';
        const pattern = new RegExp(body, flags.replace(/[gy]/g, '') + unicode);
        const message = textOrNone(error_message);
        return [{ pattern, message: message && cut(message) }];
      } catch {
        // Only what the catalogue says; the user's value is not known here. Once: fields are drawn again and again.
        // eslint-disable-next-line no-console
        if (reported.size < reported.add(source).size) console.warn(`Not a pattern: ${source}`);
        return [];
      }
    });
}
