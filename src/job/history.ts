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

/** What one connection of the socket has sent. */
interface Run {
  frames: readonly StatusEntry[];
  /** The first entry that `frames` may begin with, if not with the first of all. */
  low: number;
  /** How many entries were known when the socket opened. */
  readonly opened: number;
}

/**
 * Frames and GET may word one entry differently, so only its code counts, and whether what a challenge asks for has a name in common:
 * `textOptions` is `select` in places, and one of the two may have an instruction more.
 */
function same(a: StatusEntry, b: StatusEntry): boolean {
  if (a.code !== b.code) return false;
  if (a.code !== WAITING_TWOFA || !a.twofa?.length || !b.twofa?.length) return true;
  const names = new Set(a.twofa.map(({ name }) => name));
  return b.twofa.some(({ name }) => names.has(name));
}

/** How frames lie on entries: they show those from `start` to `end`; what hangs `over` comes after the last of all. */
interface Place {
  start: number;
  end: number;
  /** The frames that count: without those that were passed over. */
  laid: readonly StatusEntry[];
  over: readonly StatusEntry[];
}

/** Lays the frames on the entries from `start` on; undefined where one contradicts. `lenient` passes over repeats. */
function lay(
  entries: readonly StatusEntry[],
  frames: readonly StatusEntry[],
  start: number,
  lenient?: boolean,
): Place | undefined {
  const laid: StatusEntry[] = [];
  let end = start;
  for (const frame of frames) {
    const entry = entries[end];
    const before = laid.at(-1);
    if (entry && same(entry, frame)) end++;
    else if (lenient && before && same(before, frame)) continue;
    else if (entry) return undefined;
    laid.push(frame);
  }
  return { start, end, laid, over: laid.slice(end - start) };
}

/** The place with the least overhang, at the very start or from `low` on; `end` is 0 where there is none. */
function place(entries: readonly StatusEntry[], frames: readonly StatusEntry[], low: number, lenient?: boolean): Place {
  let best: Place = { start: 0, end: 0, laid: frames, over: frames };
  for (let start = 0; best.over.length && start < entries.length; start = Math.max(start + 1, low)) {
    const found = lay(entries, frames, start, lenient);
    if (found && found.over.length < best.over.length) best = found;
  }
  return best;
}

/** So many frames are taken for lost at most: each takes as long as laying all of them. */
const LOST = 9;

/** What is known of a job. */
export class History {
  /** What was shown: only ever grows at its end. */
  entries: readonly StatusEntry[] = [];
  /** How many entries of GET's answer were taken in. */
  #confirmed = 0;
  /** Entries, by their index, that were taken from frames and not yet seen in an answer of GET. */
  #guesses: number[] = [];
  /** The connections so far that still owe something, and last the present one. */
  #runs: Run[] = [];

  /** Whether the last entry is a terminal one. */
  get hasEnded(): boolean {
    return isTerminal(this.entries.at(-1)?.code ?? 0);
  }

  /** Whether frames announce what is not shown. */
  get owes(): boolean {
    return !this.hasEnded && this.#runs.some(run => this.#isOwing(run));
  }

  /** Whether entries were taken from frames that GET has not shown yet. */
  get hasGuesses(): boolean {
    return this.#guesses.length > 0;
  }

  /** A socket has opened. */
  open(): void {
    const opened = this.entries.length;
    const owing = this.#runs.filter(run => this.#isOwing(run));
    this.#runs = [...owing, { frames: [], low: opened - 1, opened }];
  }

  /** The socket sent a frame. `late`: a good while after it had opened. */
  announce(entries: readonly StatusEntry[], late: boolean): void {
    const run = this.#runs.at(-1);
    if (!run) return;
    // A socket that was silent at first repeats nothing: what it sends is new.
    if (late && !run.frames.length) run.low = run.opened;
    // Several in one frame repeat what was: they stand by themselves.
    run.frames = entries.length > 1 ? entries : [...run.frames, ...entries];
  }

  /** GET has answered: first comes what was guessed, the rest is new. */
  show(list: readonly StatusEntry[]): void {
    const rest = list.slice(this.#confirmed);
    if (!rest.length) return;
    this.#confirmed = list.length;
    const guesses = this.#guesses;
    const frames = guesses.map(index => this.entries[index]!);
    // Guesses were neighbours. One that repeats the entry before it has its place at the beginning, or was never.
    const { start, end } = place(rest, frames, this.#repeats(guesses[0]) ? Infinity : 1);
    if (end) {
      this.#guesses = guesses.slice(end - start);
      return this.#append(rest.slice(end));
    }
    // Or some were lost between them: one by one.
    let at = 0;
    this.#guesses = [];
    for (const index of guesses) {
      const repeats = this.#repeats(index);
      const reach = repeats ? at + 1 : rest.length;
      const found = rest.slice(at, reach).findIndex(entry => same(entry, this.entries[index]!));
      if (found >= 0) {
        at += found + 1;
        this.#guesses = [];
      } else if (!repeats || at >= rest.length) this.#guesses.push(index);
    }
    this.#append(rest.slice(at));
  }

  /** Takes the frames for what they say. `get`: whether GET is to be had; `lenient`: whether one that repeats the one before is no news. */
  settle(get: boolean, lenient = get): void {
    for (const run of this.#runs) {
      if (this.hasEnded || !this.#isOwing(run)) continue;
      const { entries } = this;
      const { frames, opened } = run;
      if (get) run.low = opened - 1;
      let found = place(entries, frames, run.low, lenient);
      // Nowhere at all, though GET has shown more since: some frames were lost.
      const most = Math.min(LOST, frames.length - 1);
      for (let cut = 1; get && !found.end && entries.length > opened && cut <= most; cut++) {
        const part = place(entries, frames.slice(cut), run.low, true);
        if (!part.over.length) found = part;
      }
      run.frames = found.laid;
      this.#append(found.over);
      for (let i = entries.length; i < this.entries.length; i++) this.#guesses.push(i);
    }
  }

  #isOwing({ frames, low }: Run): boolean {
    return place(this.entries, frames, low).over.length > 0;
  }

  /** Whether an entry equals the one before it. */
  #repeats(index = 0): boolean {
    return index > 0 && same(this.entries[index - 1]!, this.entries[index]!);
  }

  #append(more: readonly StatusEntry[]): void {
    if (this.hasEnded) return;
    const end = more.findIndex(entry => isTerminal(entry.code));
    this.entries = [...this.entries, ...(end < 0 ? more : more.slice(0, end + 1))];
  }
}
