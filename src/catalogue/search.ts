// Finding an institution by what people type: part of its name, without accents, its words in any order.
import { atOnce } from '../api/parts.js';
import { cut, type ListedSite, type Organization } from '../api/schemas.js';

const isPlain = (text: string) => /^[ -~]*$/.test(text);

/** Lower case, without accents, compatible forms made one: 'Ñandú ﬁel' reads 'nandu fiel'. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return isPlain(lower)
    ? lower
    : lower
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[\u0300-\u036f]/g, '')
        // The one letter whose lower case depends on its place, while markRanges folds letter by letter.
        .replace(/ς/g, 'σ');
}

/** A text's words, a space before each, so that ' ' + word finds the starts of words. */
function keyOf(text: string): string {
  const key = ` ${fold(text)}`;
  // Most names have nothing else between their words, and a pattern with classes of Unicode is slow.
  return (/[^ a-z\d]| {2}/.test(key) ? key.replace(/[\s\p{P}]+/gu, ' ') : key).trimEnd();
}

const wordsOf = (text: string) => keyOf(text).split(' ').slice(1);

/** An organization of an index, and what is searched in. */
export interface SearchEntry {
  organization: Organization;
  key: string;
  sites: { site: ListedSite; key: string }[];
  /** All keys: its own and its sites'. */
  text: string;
  /** Orders by name: numbers by their value. */
  order: string;
}

/** A catalogue made ready for searching. */
export interface SearchIndex {
  /** By name. */
  readonly entries: readonly SearchEntry[];
  /** All keys, entry by entry: a word that is not in it is nowhere. Reading one long text is what a processor does best. */
  readonly text: string;
  /** Where each entry ends in it. */
  readonly ends: readonly number[];
  /** Every word of the catalogue, once. */
  readonly words: ReadonlySet<string>;
  /** The types of organizations in it (`id_site_organization_type`). */
  readonly types: ReadonlySet<string>;
}

/** An organization that was found, with those of its sites to show. */
export interface SearchHit {
  organization: Organization;
  sites: readonly ListedSite[];
}

/** What was found, the best first. */
export interface SearchResult {
  hits: SearchHit[];
  /** What to mark in their names: the words of the query, or those of the catalogue that come near them. */
  words: readonly string[];
}

/** Makes a catalogue ready for searching, in parts: done once, so that a keystroke is cheap. */
export function* indexing(organizations: readonly Organization[]): Generator<undefined, SearchIndex> {
  /** Those whose names begin alike: sorted one group after the other. */
  const groups: Record<string, SearchEntry[]> = {};
  const words = new Set<string>();
  const types = new Set<string>();
  for (const organization of organizations) {
    const key = keyOf(organization.name);
    const sites = organization.sites.map(site => ({ site, key: keyOf(site.name) }));
    const text = key + sites.map(site => site.key).join('');
    for (const word of text.split(' ')) words.add(word);
    types.add(organization.id_site_organization_type);
    const order = key.replace(/\d+/g, digits => digits.padStart(9, '0'));
    (groups[order.slice(0, 4)] ??= []).push({ organization, key, sites, text, order });
    yield;
  }
  const beginnings = Object.keys(groups).sort();
  for (const beginning of beginnings) {
    groups[beginning]!.sort((a, b) => (a.order < b.order ? -1 : +(a.order > b.order)));
    yield;
  }
  const sorted = beginnings.flatMap(beginning => groups[beginning]!);
  let end = 0;
  const ends = sorted.map(({ text }) => (end += text.length + 1));
  return { entries: sorted, text: sorted.map(({ text }) => `${text} `).join(''), ends, words, types };
}

/** {@link indexing} at once: 10,000 sites take some 50 ms. */
export const createIndex = (organizations: readonly Organization[]): SearchIndex => atOnce(indexing(organizations));

const NOT_FOUND = Infinity;

/** How well a name has what is asked for. */
type Rank = (key: string) => number;

/** The whole name, its beginning, at the starts of words, inside of words. */
function exactly(words: readonly string[]): Rank {
  if (!words.length) return () => 0;
  const starts = words.map(word => ` ${word}`);
  const query = starts.join('');
  return key => {
    if (key.startsWith(query)) return key === query ? 0 : 1;
    if (starts.every(start => key.includes(start))) return 2;
    return words.every(word => key.includes(word)) ? 3 : NOT_FOUND;
  };
}

/** Whether a word begins like another one with one letter too many, too few, another one, or two exchanged. */
function isNear(typed: string, word: string): boolean {
  let i = 0;
  while (i < typed.length && typed[i] === word[i]) i++;
  const rest = typed.slice(i + 1);
  return (
    word.startsWith(rest, i + 1) ||
    word.startsWith(rest, i) ||
    word.startsWith(typed.slice(i), i + 1) ||
    (typed[i] === word[i + 1] && typed[i + 1] === word[i] && word.startsWith(typed.slice(i + 2), i + 2))
  );
}

/**
 * The organizations that have all words of the query in their name or, together with it, in a site's name; the best
 * first, then by name. Where only some sites have them, only those are shown. An empty query finds everything. Where
 * nothing is found, one typo is forgiven in each word of five letters or more.
 * @param typeId only organizations of this type; empty for all
 */
export function search(index: SearchIndex, query: string, typeId = ''): SearchResult {
  const words = wordsOf(query);
  const [longest = ''] = [...words].sort((a, b) => b.length - a.length);
  const hits = find(index, longest, exactly(words), typeId, words.length > 1);
  if (hits.length || longest.length < 5) return { hits, words };
  const near = words.map(word => (word.length > 4 ? [...index.words].filter(one => isNear(word, one)) : []));
  const roughly: Rank = key => {
    const ended = `${key} `;
    const isThere = (word: string, i: number) => key.includes(word) || near[i]!.some(one => ended.includes(` ${one} `));
    return words.every(isThere) ? 4 : NOT_FOUND;
  };
  return { hits: find(index, '', roughly, typeId), words: [...words, ...near.flat()] };
}

/**
 * @param needed what is in the keys of whatever is found
 * @param spread whether the words may be spread over the names of an organization and its site; one word is in either
 */
function find(
  { entries, text, ends }: SearchIndex,
  needed: string,
  rank: Rank,
  typeId: string,
  spread = true,
): SearchHit[] {
  /** By rank: an organization comes before another one's site of the same. */
  const found: SearchHit[][] = [];
  // From one entry that has it to the next.
  for (let at = 0, i = text.indexOf(needed); i >= 0 && i < text.length; i = text.indexOf(needed, ends[at++])) {
    while (ends[at]! <= i) at++;
    const { organization, key, sites, text: all } = entries[at]!;
    if (typeId && organization.id_site_organization_type !== typeId) continue;
    // Most have not all of it anywhere.
    if (spread && rank(all) === NOT_FOUND) continue;
    const own = rank(key);
    let best = own * 2;
    const shown: ListedSite[] = [];
    for (const { site, key: name } of sites) {
      const of = Math.min(own, rank(name), spread ? rank(key + name) : NOT_FOUND) * 2 + 1;
      best = Math.min(best, of);
      if (of < NOT_FOUND) shown.push(site);
    }
    if (best < NOT_FOUND) (found[best] ??= []).push({ organization, sites: shown });
  }
  return found.flat();
}

/**
 * A text in pieces, those that words found marked: at the starts of words, or inside of words where a word
 * starts none. Joined, the pieces are the text, as much of it as is shown.
 * @param words as `search` answers them
 */
export function markRanges(text: string, words: readonly string[]): { text: string; match: boolean }[] {
  text = cut(text);
  let folded = '';
  /** Where each unit of the folded text comes from: one character may fold to several, or to none. */
  const from: number[] = [];
  let at = 0;
  // Unit by unit takes its time; a text without accents stays as long as it is.
  const plain = isPlain(text);
  for (const char of plain ? [text] : text) {
    const units = fold(char);
    folded += units;
    for (let i = 0; i < units.length; i++) from.push(plain ? i : at);
    at += char.length;
  }

  /** The text with an `x` for each unit that is marked, an `o` for each that is not, and its blanks. */
  const shape = text.replace(/\S/g, 'o').split('');
  for (const word of words) {
    const places: number[] = [];
    for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + 1)) places.push(i);
    const starts = places.filter(i => !i || /[\s\p{P}]/u.test(folded[i - 1]!));
    for (const place of starts.length ? starts : places) {
      let end = place + word.length;
      // Half a ligature cannot be painted, and a combining accent goes with its letter.
      while (end < from.length && from[end] === from[end - 1]) end++;
      shape.fill('x', from[place], from[end]);
    }
  }

  // A browser leaves blanks that stand alone out of an accessible name: what they part is one mark.
  return [...shape.join('').matchAll(/x+(\s+(x+|$))*|[^x]+/g)].map(({ 0: { length }, index }) => ({
    text: text.slice(index, index + length),
    match: shape[index] === 'x',
  }));
}
