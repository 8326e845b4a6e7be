// A job's history, merged from two sources that may each run ahead of the other. Pure; docs/reliability.md says why it is right.
//
// GET `status` is the truth, the socket is the news:
// - GET answers the whole history, perhaps an older one. What it shows beyond what is known is appended; a shorter answer lags.
// - A frame only announces. It is kept until a GET shows what it speaks of, because a code alone does not say which entry it is:
//   a socket that (re)connects may repeat nothing, the last entry or all of them, and a second challenge may equal the first.
// - The frames of one connection are a contiguous piece of the true history: it begins at its very start (all repeated), or at
//   the earliest with the last entry known when the socket opened (`low`: last repeated; none repeated begins after it).
//   `owes` tells whether entries are missing, for the frames to fit at one of those places. While it does, GET is asked
//   again (job.ts); so an entry that equals its neighbour is still owed: [410, 410] does not fit into [… 410].
// - When asking has not helped for long, `settle` decides. Where GET answers, a frame that repeats the one before it was sent
//   twice, and frames that fit nowhere (one was lost) are cut to what fits. Everything else, and everything where GET is not to
//   be had, is appended: the fewest entries that explain the frames.
// - Entries taken from frames are guesses until GET shows them. If GET disagrees, its new entries begin after the last one that
//   was shown already, so that nothing is shown twice. A guess that equals its neighbour may have been a frame sent twice: it is
//   forgotten as soon as GET shows something else in its place.
// - Nothing follows a terminal entry.
import type { StatusEntry } from '../api/schemas.js';
import { WAITING_TWOFA, isTerminal } from './codes.js';

interface Guess {
  entry: StatusEntry;
  /** Equals the entry before it. */
  repeats: boolean;
}

/** What one connection of the socket has sent. */
interface Run {
  readonly frames: readonly StatusEntry[];
  /** The first entry that `frames` may begin with, if not with the first of all. */
  readonly low: number;
  /** How many entries were known when the socket opened. */
  readonly opened: number;
}

/** What is known of a job. */
export interface HistoryState {
  /** What was shown: only ever grows at its end. */
  readonly entries: readonly StatusEntry[];
  /** How many entries of GET's answer were taken in. */
  readonly confirmed: number;
  /** Shown, but not yet seen in an answer of GET. */
  readonly guesses: readonly Guess[];
  /** The connections so far that still owe something, and last the present one. */
  readonly runs: readonly Run[];
}

/**
 * What happens to a history. `late`: the frame came a good while after the socket opened. `get`: whether GET is to be had.
 */
export type HistoryEvent =
  | { type: 'open' }
  | { type: 'frames'; entries: readonly StatusEntry[]; late: boolean }
  | { type: 'get'; entries: readonly StatusEntry[] }
  | { type: 'settle'; get: boolean };

export const NO_HISTORY: HistoryState = { entries: [], confirmed: 0, guesses: [], runs: [] };

const questions = (entry: StatusEntry) => entry.twofa?.map(({ name, type }) => `${type} ${name}`).join('\n');

/** Frames and GET may word one entry differently, so only its code counts, and what a challenge asks for. */
function same(a: StatusEntry, b: StatusEntry): boolean {
  if (a.code !== b.code) return false;
  if (a.code !== WAITING_TWOFA || !a.twofa?.length || !b.twofa?.length) return true;
  return questions(a) === questions(b);
}

/** How frames lie on the entries: which entries they show, and which of them find none and hang over the end. */
interface Place {
  seen: readonly StatusEntry[];
  over: readonly StatusEntry[];
}

/** Lays the frames on the entries from `start` on; undefined where one contradicts. `lenient` passes over repeats. */
function lay(
  entries: readonly StatusEntry[],
  frames: readonly StatusEntry[],
  start: number,
  lenient: boolean,
): Place | undefined {
  const over: StatusEntry[] = [];
  let at = start;
  for (const frame of frames) {
    const entry = entries[at];
    const before = over.at(-1) ?? (at > start ? entries[at - 1] : undefined);
    if (entry && same(entry, frame)) at++;
    else if (lenient && before && same(before, frame)) continue;
    else if (entry) return undefined;
    else over.push(frame);
  }
  return { seen: entries.slice(start, at), over };
}

/** The place with the least overhang. */
function place(entries: readonly StatusEntry[], frames: readonly StatusEntry[], low: number, lenient = false): Place {
  let best: Place = { seen: [], over: frames };
  for (let start = 0; start < entries.length; start = Math.max(start + 1, low)) {
    const found = lay(entries, frames, start, lenient);
    if (found && found.over.length < best.over.length) best = found;
  }
  return best;
}

const isOwing = (entries: readonly StatusEntry[], { frames, low }: Run) => place(entries, frames, low).over.length > 0;

/** Whether frames announce what is not shown. */
export function owes(state: HistoryState): boolean {
  return !hasEnded(state) && state.runs.some(run => isOwing(state.entries, run));
}

/** Whether the last entry is a terminal one. */
export function hasEnded({ entries }: HistoryState): boolean {
  const last = entries.at(-1);
  return !!last && isTerminal(last.code);
}

function append(state: HistoryState, more: readonly StatusEntry[]): HistoryState {
  if (hasEnded(state)) return state;
  const end = more.findIndex(entry => isTerminal(entry.code));
  const added = end < 0 ? more : more.slice(0, end + 1);
  return added.length ? { ...state, entries: [...state.entries, ...added] } : state;
}

function guess(state: HistoryState, more: readonly StatusEntry[]): HistoryState {
  const next = append(state, more);
  const guesses = [...state.guesses];
  for (let i = state.entries.length; i < next.entries.length; i++) {
    const entry = next.entries[i]!;
    const before = next.entries[i - 1];
    guesses.push({ entry, repeats: !!before && same(before, entry) });
  }
  return { ...next, guesses };
}

/** Takes in what GET shows: first what was guessed, the rest is new. */
function absorb(state: HistoryState, list: readonly StatusEntry[]): HistoryState {
  const rest = list.slice(state.confirmed);
  if (!rest.length) return state;
  const next = { ...state, confirmed: list.length };
  // Guesses were neighbours. One that repeats the entry before it has its place at the beginning, or was never.
  for (let start = 0; start < (state.guesses[0]?.repeats ? 1 : rest.length); start++) {
    const found = lay(
      rest,
      state.guesses.map(one => one.entry),
      start,
      false,
    );
    if (found)
      return append(
        { ...next, guesses: state.guesses.slice(found.seen.length) },
        rest.slice(start + found.seen.length),
      );
  }
  // Or some were lost between them: one by one.
  let at = 0;
  let guesses: Guess[] = [];
  for (const one of state.guesses) {
    const reach = one.repeats ? at + 1 : rest.length;
    const found = rest.slice(0, reach).findIndex((entry, i) => i >= at && same(entry, one.entry));
    if (found >= 0) {
      at = found + 1;
      guesses = [];
    } else if (!one.repeats || at >= rest.length) guesses.push(one);
  }
  return append({ ...next, guesses }, rest.slice(at));
}

/** Takes the frames of one connection for what they say. */
function settleRun(state: HistoryState, run: Run, get: boolean): HistoryState {
  const { entries } = state;
  const { frames, opened } = run;
  if (hasEnded(state) || !isOwing(entries, run)) return state;
  const low = get ? Math.max(0, opened - 1) : run.low;
  let found = place(entries, frames, low, get);
  // Nowhere at all, though GET has shown more since: a frame was lost.
  for (let cut = 1; get && !found.seen.length && entries.length > opened && cut < frames.length; cut++) {
    const part = place(entries, frames.slice(cut), low, true);
    if (!part.over.length) found = part;
  }
  const settled = { ...run, low, frames: [...found.seen, ...found.over] };
  return guess({ ...state, runs: state.runs.map(one => (one === run ? settled : one)) }, found.over);
}

/** The history after an event. */
export function reduce(state: HistoryState, event: HistoryEvent): HistoryState {
  const { entries, runs } = state;
  const known = entries.length;
  switch (event.type) {
    case 'open': {
      const run = { frames: [], low: Math.max(0, known - 1), opened: known };
      return { ...state, runs: [...runs.filter(one => isOwing(entries, one)), run] };
    }
    case 'frames': {
      const run = runs.at(-1);
      if (!run || hasEnded(state)) return state;
      const { frames, low, opened } = run;
      const next = {
        opened,
        // Several in one frame repeat what was: they stand by themselves.
        frames: event.entries.length > 1 ? event.entries : [...frames, ...event.entries],
        // A socket that was silent at first repeats nothing: what it sends is new.
        low: event.late && !frames.length ? opened : low,
      };
      return { ...state, runs: [...runs.slice(0, -1), next] };
    }
    case 'get':
      return absorb(state, event.entries);
    case 'settle':
      return runs.reduce((before, run) => settleRun(before, run, event.get), state);
  }
}
