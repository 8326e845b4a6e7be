// What a site says a value must look like.
import { cut } from '../api/schemas.js';

/** A pattern that a value must match somewhere: it is anchored only where it anchors itself. */
export interface Rule {
  pattern: RegExp;
  /** The site's own words for a value that does not match. */
  message?: string | undefined;
}

// Nobody writes a longer one by hand; merely compiling it takes time.
const LONGEST = 4000;
const reported = new Set<string>();

function rule(source: unknown, message?: unknown): Rule[] {
  if (typeof source !== 'string' || !source || source.length > LONGEST) return [];
  const literal = /^\/(.+)\/([a-z]*)$/is.exec(source);
  try {
    // g and y would make a pattern remember where it stopped.
    const pattern = literal ? new RegExp(literal[1]!, literal[2]!.replace(/[gy]/g, '')) : new RegExp(source);
    return [typeof message === 'string' && message ? { pattern, message: cut(message) } : { pattern }];
  } catch {
    // Only what the catalogue says; the user's value is not known here. Once: fields are drawn again and again.
    // eslint-disable-next-line no-console
    if (reported.size < reported.add(source).size) console.warn(`Not a pattern: ${source}`);
    return [];
  }
}

/**
 * Reads a `validation`: null, a regular expression (bare or as `/…/flags`), or a list of `{type, value, error_message}`.
 * What cannot be compiled or is of another type is left out: the site then decides.
 */
export function parseRules(validation: unknown): Rule[] {
  return [validation]
    .flat()
    .slice(0, 100)
    .flatMap(one => {
      if (typeof one !== 'object' || !one) return rule(one);
      const { type, value, error_message: message } = one as Record<string, unknown>;
      return type === 'regex' || type === undefined ? rule(value, message) : [];
    });
}
