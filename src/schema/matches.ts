// Patterns come from a catalogue, and JavaScript's matcher backtracks: ^(a+)+$ would freeze the page on thirty letters.
// This one follows all ways at once (Thompson's construction), so its time grows with the pattern's size times the value's
// length, and it counts its steps. The engine is only asked whether one character is in one class. What it does not know
// (back-references, look-behind, inline flags, the v flag) and what takes too long is left to the site.

interface State {
  /** Consumes a character. */
  test?: RegExp | undefined;
  /** Or asks something about the place. */
  holds?: ((at: number) => boolean) | undefined;
  next: State[];
}
/** Makes the states of a piece of the pattern, given what follows it. */
type Piece = (next: State) => State;

const MOST_STEPS = 25_000;
// A regular expression of its own costs more than a step.
const SINGLE_STEPS = 50;
const LONGEST_TEXT = 10_000;
const KNOWN_ESCAPE = /^\\(?:[dDfnrsStvwW0]|c[a-zA-Z]|u[\da-fA-F]{4}|x[\da-fA-F]{2})$/;
const TOKEN =
  /\\(?:u\{\w+\}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|p\{[^}]*\}|0\d+|[^])|\[(?:\\[^]|[^\]\\])*\]|\(\?(?::|=|!|<(?![=!])[^>]*>|[^])|[*+?]\??|\{\d+(?:,\d*)?\}\??|[^]/gi;

/** What may still be spent on a field, shared by all of its rules and lines. */
export interface Budget {
  steps: number;
}

/** Enough for anything that a person writes, and spent within a few milliseconds. */
export const budget = (): Budget => ({ steps: MOST_STEPS });

/** Whether a pattern matches a text somewhere; undefined where that cannot be told in reasonable time. */
export function matches(pattern: RegExp, text: string, left: Budget = budget()): boolean | undefined {
  if (left.steps < 0 || text.length > LONGEST_TEXT) return undefined;
  const { source, unicode, multiline } = pattern;
  const flags = (pattern.ignoreCase ? 'i' : '') + (pattern.dotAll ? 's' : '') + (unicode ? 'u' : '');
  // With the u flag an emoji is one character, without it two.
  const tokens = source.match(unicode ? new RegExp(TOKEN, 'giu') : TOKEN)!;
  const chars = unicode ? [...text] : text.split('');
  let position = 0;

  const step = (steps = 1) => {
    if ((left.steps -= steps) < 0) throw new RangeError();
  };
  const state = (next: State[], rest?: Partial<State>): State => (step(), { ...rest, next });
  const single = (token: string) => {
    step(SINGLE_STEPS);
    return new RegExp(`^(?:${token})$`, flags);
  };
  const end: State = { next: [] };

  const isWord = (at: number) => /\w/.test(chars[at] ?? '');
  const isBreak = (at: number) => multiline && /[\n\r\u2028\u2029]/.test(chars[at]!);
  const place =
    (holds: (at: number) => boolean): Piece =>
    next =>
      state([next], { holds });

  function follow(start: State, from: number, anywhere: boolean): boolean {
    let current: State[] = [start];
    for (let at = from; ; at++) {
      const seen = new Set<State>();
      const following: State[] = [];
      for (let one; (one = current.pop());) {
        if (seen.has(one)) continue;
        step();
        seen.add(one);
        if (one === end) return true;
        if (one.test) {
          if (at < chars.length && one.test.test(chars[at]!)) following.push(...one.next);
        } else if (!one.holds || one.holds(at)) current.push(...one.next);
      }
      if (at >= chars.length) return false;
      if (anywhere) following.push(start);
      else if (!following.length) return false;
      current = following;
    }
  }

  function group(): Piece {
    const branches: Piece[] = [];
    do branches.push(sequence());
    while (tokens[position] === '|' && ++position);
    position++;
    return branches.length > 1 ? next => state(branches.map(branch => branch(next))) : branches[0]!;
  }

  function sequence(): Piece {
    const pieces: Piece[] = [];
    while (position < tokens.length && tokens[position] !== '|' && tokens[position] !== ')') pieces.push(repeated());
    return next => pieces.reduceRight((after, piece) => piece(after), next);
  }

  function repeated(): Piece {
    const piece = one(tokens[position++]!);
    const times = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??$/.exec(tokens[position] ?? '');
    if (!times) return piece;
    position++;
    const [, sign, min, comma, max] = times;
    const least = sign ? +(sign === '+') : Number(min);
    const most = sign ? (sign === '?' ? 1 : Infinity) : max ? Number(max) : comma ? Infinity : least;
    return next => {
      let first = next;
      if (most === Infinity) {
        first = state([next]);
        first.next.push(piece(first));
      } else for (let i = least; i < most; i++) first = state([piece(first), next]);
      for (let i = 0; i < least; i++, step()) first = piece(first);
      return first;
    };
  }

  function atom(token: string): Piece {
    const test = single(token);
    return next => state([next], { test });
  }

  function one(token: string): Piece {
    if (token === '^') return place(at => !at || isBreak(at - 1));
    if (token === '$') return place(at => at === chars.length || isBreak(at));
    if (token === '\\b') return place(at => isWord(at - 1) !== isWord(at));
    if (token === '\\B') return place(at => isWord(at - 1) === isWord(at));
    if (token === '(' || token === '(?:' || /^\(\?<.+>$/s.test(token)) return group();
    if (token === '(?=' || token === '(?!') {
      const inside = group()(end);
      return place(at => follow(inside, at, false) === (token === '(?='));
    }
    // Other dialects' escapes (\A, \z, \h, \p without the flag) mean something else here: better not to judge by them.
    if (KNOWN_ESCAPE.test(token) || (unicode && /^\\[pPu]\{/.test(token))) return atom(token);
    if (/^(?:\(\?|\\[a-z\d])/i.test(token)) throw new SyntaxError();
    return atom(token);
  }

  try {
    if (pattern.flags.includes('v')) return undefined;
    step(tokens.length + chars.length);
    return follow(group()(end), 0, true);
  } catch {
    return undefined;
  }
}
