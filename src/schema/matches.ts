// Patterns come from a catalogue, and JavaScript's matcher backtracks: ^(a+)+$ would freeze the page on thirty letters.
// How many ways one may have to try is read off it. What can match in several ways and is itself repeated may double
// them with each letter: such a pattern is not run at all. Choices and repeats beside each other multiply them, a repeat by
// the length: the value must be short enough. What is not run is left to the site, which has the last word anyway.

/** How many ways may be tried: a few milliseconds. */
const MOST_WAYS = 2e6;
const TOKEN = /\\.|\[(?:\\.|[^\]\\])*\]|\(\?<?[=!]|[*+?]|\{\d+,?\d*\}|[^]/gs;

/** How many characters a value may have to be tested against a pattern; 0 where it is never tested. */
export function longestFor(source: string): number {
  const tokens = source.match(TOKEN) ?? [];
  /** The groups that are open: whether each can match in several ways, and, of a look ahead, the repeats outside. */
  const groups: { varies: boolean; outside?: number | undefined }[] = [{ varies: false }];
  let choices = 0;
  let repeats = 1;
  let most = 1;
  for (const [index, token] of tokens.entries()) {
    const group = groups.at(-1)!;
    if (/^\\[1-9k]/.test(token)) return 0;
    if (token[0] === '(') groups.push({ varies: false, outside: token[1] ? repeats : undefined });
    else if (token === '|' || /^[*+?]|^\{.*,/.test(token)) {
      group.varies = true;
      if (token === '|' || token === '?') choices++;
      else repeats++;
    } else if (token === ')' && groups.length > 1) {
      groups.pop();
      if (group.varies && /^[*+{]/.test(tokens[index + 1] ?? '')) return 0;
      groups.at(-1)!.varies ||= group.varies;
      most = Math.max(most, repeats);
      // What a look ahead tried is not tried again by what follows it.
      repeats = group.outside ?? repeats;
    }
  }
  return Math.floor((MOST_WAYS / 4 ** choices) ** (1 / Math.max(most, repeats)));
}

/** Whether a pattern matches a text somewhere; undefined where that cannot be told in reasonable time. */
export function matches(pattern: RegExp, text: string): boolean | undefined {
  if (text.length > longestFor(pattern.source)) return undefined;
  pattern.lastIndex = 0;
  return pattern.test(text);
}
