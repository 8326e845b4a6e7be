// Patterns come from a catalogue, and JavaScript's matcher backtracks: ^(a+)+$ would freeze the page on thirty letters.
// How many steps one may take is read off it and the text: what can match in several ways multiplies what follows, and
// itself where it is repeated. What may take too many is not run but left to the site, which has the last word anyway.

/** How many steps may be taken: a few milliseconds. */
const MOST_STEPS = 1e6;
/** The length of a pattern times that of the text: merely reading them takes time. */
const MOST_READ = 4e5;
/** So many letters of text is a letter of a pattern that knows Unicode: its classes take long to compile. */
const UNICODE = 2000;

const TOKEN =
  /\\(?:u\{[\da-f]+\}|.)|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[=!]|[^:>]*[:>]))?|(?:[*+?]|\{\d+,?\d*\})\??|[^]/gis;
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/;
/** A class, and what takes one character or marks the end. */
const CLASS = /^(?:\[|\.|\\[dws])/i;
const SINGLE = /^(?:\\[dws\W]|[^\\()^|])/i;
/** Where what stands next in the pattern is not all that decides on what comes next. */
const UNEVEN = /\(\?[-a-z<]|\/\w*[muy]\w*$/;

/** How many steps testing a text against a pattern may take, at most. */
function costOf(pattern: RegExp, text: string): number {
  const { source, flags } = pattern;
  const { length } = text;
  // With v, a class can match in several ways.
  if (/v/.test(flags) || source.length * (length + (/u/.test(flags) ? UNICODE : 0)) > MOST_READ) return Infinity;
  const tokens = source.match(TOKEN) ?? [];
  const even = !UNEVEN.test(String(pattern));
  let at = 0;

  /** In how many ways all up to the closing bracket can match, begun in so many places, and after how many steps. */
  const group = (starts: number): [ways: number, steps: number] => {
    let others = 0;
    let steps = starts;
    let ways = starts;
    for (let token; (token = tokens[at++] ?? ')') !== ')';) {
      if (token === '|') {
        others += ways;
        ways = starts;
      }
      if (token === '^' && even && ways === starts) ways = 1;
      let [w, s] = token[0] === '(' ? group(1) : [1, /^\\[1-9k]/.test(token) ? Infinity : 1];
      // A look around is not looked into again.
      if (/^\(\?<?[=!]/.test(token)) w = 1;
      for (let found; (found = QUANTIFIER.exec(tokens[at] ?? ''));) {
        const [sign, exactly, comma, end] = found;
        const next = tokens[++at] ?? '';
        const least = Number(exactly ?? sign === '+');
        const more = sign === '?' ? 1 : exactly && !comma ? 0 : Math.min(Number(end || Infinity) - least, length);
        const several = w > 1 && 2 * w ** (least + more);
        s *= several || 2 * (least + more);
        w =
          several ||
          // It can only end where the next token begins, if no letter of the text fits both.
          (even &&
          CLASS.test(token) &&
          SINGLE.test(next) &&
          !/^(?:[*?]|\{0)/.test(tokens[at + 1] ?? '') &&
          !new RegExp(`(?=${token})${next}`, flags).test(text)
            ? 1
            : more + 1);
      }
      steps += ways * s;
      ways *= w;
    }
    return [others + ways, steps];
  };
  return group(length + 1)[1];
}

/** Whether a pattern matches a text somewhere; undefined where that cannot be told in reasonable time. */
export function matches(pattern: RegExp, text: string): boolean | undefined {
  try {
    if (!(costOf(pattern, text) <= MOST_STEPS)) return undefined;
    pattern.lastIndex = 0;
    return pattern.test(text);
  } catch {
    // Too large or too deep for this browser.
    return undefined;
  }
}
