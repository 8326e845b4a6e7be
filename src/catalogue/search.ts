// Finding an institution by what people type: part of its name, without accents, its words in any order.
import { cut, type Organization, type Site } from '../api/schemas.js';

/** Lower case, without accents, compatible forms made one: 'Ñandú ﬁel' reads 'nandu fiel'. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return /^[ -~]*$/.test(lower)
    ? lower
    : lower
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[\u0300-\u036f]/g, '')
        // The one letter whose lower case depends on its place, while markRanges folds letter by letter.
        .replace(/ς/g, 'σ');
}

const wordsOf = (text: string) =>
  fold(text)
    .split(/[\s\p{P}]+/u)
    .filter(word => word);

// Every word follows a space, so that ' ' + word finds the starts of words.
const keyOf = (text: string) =>
  wordsOf(text)
    .map(word => ` ${word}`)
    .join('');

interface Entry {
  organization: Organization;
  key: string;
  /** Each site's own key, and the one that has the organization's words before it. */
  sites: { site: Site; key: string; full: string }[];
}

/** A catalogue made ready for searching. */
export interface SearchIndex {
  readonly entries: readonly Entry[];
}

/** An organization that was found, with those of its sites to show. */
export interface SearchHit {
  organization: Organization;
  sites: Site[];
}

/** Makes a catalogue ready for searching: done once, so that a keystroke is cheap. */
export function createIndex(organizations: readonly Organization[], locale?: string): SearchIndex {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return {
    entries: organizations
      .map(organization => {
        const key = keyOf(organization.name);
        const sites = organization.sites.map(site => {
          const own = keyOf(site.name);
          return { site, key: own, full: key + own };
        });
        return { organization, key, sites };
      })
      .sort((a, b) => compare(a.organization.name, b.organization.name)),
  };
}

const NOT_FOUND = Infinity;

/** How well words are found: the whole, its beginning, at the starts of words, inside of words. */
function rank(key: string, query: string, words: readonly string[]): number {
  if (key.startsWith(query)) return key === query ? 0 : 1;
  if (!words.every(word => key.includes(word))) return NOT_FOUND;
  return words.every(word => key.includes(` ${word}`)) ? 2 : 3;
}

/**
 * The organizations that have all words of the query in their name or, together with it, in a site's name; the best
 * first, then by name. Where only some sites have them, only those are shown. An empty query finds everything.
 */
export function search(index: SearchIndex, query: string): SearchHit[] {
  const words = wordsOf(query);
  const whole = words.map(word => ` ${word}`).join('');
  const score = (key: string) => (words.length ? rank(key, whole, words) : 0);
  return index.entries
    .flatMap(({ organization, key, sites }) => {
      const own = score(key);
      let best = own * 2;
      const found = sites.filter(site => {
        // After an organization of the same rank.
        const rank = Math.min(score(site.key), score(site.full)) * 2 + 1;
        best = Math.min(best, rank);
        return rank < NOT_FOUND;
      });
      const shown = own < NOT_FOUND ? sites : found;
      return best < NOT_FOUND ? [{ best, hit: { organization, sites: shown.map(({ site }) => site) } }] : [];
    })
    .sort((a, b) => a.best - b.best)
    .map(({ hit }) => hit);
}

/**
 * A text in pieces, those that the query's words found marked: at the starts of words, or inside of words where a word
 * starts none. Joined, the pieces are the text, as much of it as is shown.
 */
export function markRanges(text: string, query: string): { text: string; match: boolean }[] {
  text = cut(text);
  let folded = '';
  /** Where each unit of the folded text comes from: one character may fold to several, or to none. */
  const from: number[] = [];
  let at = 0;
  for (const char of text) {
    const units = fold(char);
    folded += units;
    for (let i = 0; i < units.length; i++) from.push(at);
    at += char.length;
  }

  const painted: boolean[] = [];
  for (const word of wordsOf(query)) {
    const places: number[] = [];
    for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + 1)) places.push(i);
    const starts = places.filter(i => !i || /[\s\p{P}]/u.test(folded[i - 1]!));
    for (const place of starts.length ? starts : places) {
      let end = place + word.length;
      // Half a ligature cannot be painted, and a combining accent goes with its letter.
      while (end < from.length && from[end] === from[end - 1]) end++;
      for (let i = from[place]!; i < (from[end] ?? text.length); i++) painted[i] = true;
    }
  }

  const pieces: { text: string; match: boolean }[] = [];
  for (let i = 0; i < text.length; i++) {
    const match = painted[i] ?? false;
    const last = pieces.at(-1);
    if (last?.match === match) last.text += text[i]!;
    else pieces.push({ text: text[i]!, match });
  }
  return pieces;
}
