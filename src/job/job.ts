// A job that is followed until it ends: what GET answers and the socket tells (transport.ts) goes through the history
// (history.ts), and whoever asks takes each entry once.
import type { SyncfyClient } from '../api/client.js';
import { SyncfyError, isOffline } from '../api/errors.js';
import { withoutToken } from '../api/origins.js';
import {
  flag,
  readList,
  readStatusEntry,
  textOrNone,
  type Challenge,
  type JobTicket,
  type StatusEntry,
} from '../api/schemas.js';
import type { JobInfo } from '../events.js';
import type { FieldValue } from '../schema/validate.js';
import { CANCELLED, LOGGED_IN, SCRIPT_TIMEOUT, WAITING_TWOFA, isTerminal, kindOf, type JobKind } from './codes.js';
import { History } from './history.js';
import { Observable } from './observable.js';
import { Alarm, BUDGET, Repeater, backoff, systemClock, type Clock } from './timing.js';
import { JobSocket, type SocketLike } from './transport.js';

export type { Clock } from './timing.js';

/** How a job is followed. All times in ms. */
export interface JobOptions {
  /** Asks for the job's status and answers its challenges. */
  client: SyncfyClient;
  /** How long a job may give no news before it counts as failed (504), in ms; default 240000. 0 waits for ever. Time offline does not count. */
  timeout?: number | undefined;
  /** Whether 102 (logged in) counts as success while the download goes on. Default false. */
  quickAnswer?: boolean | undefined;
  /** Another WebSocket, such as that of Node's `ws`; default the global one, looked up when the job starts. */
  WebSocket?: (new (url: string) => SocketLike) | undefined;
  /** Another clock, for tests. */
  clock?: Clock | undefined;
  /** Another `Math.random`, for tests. */
  random?: (() => number) | undefined;
}

/** How a job ended. `code`: its last one; 102 for a quick answer, 504 when no news came, 0 when it was cancelled. */
export interface JobEnd {
  code: number;
  kind: JobKind;
}

// All times in ms.
/** How long a job may give no news where nobody says how long. */
export const TIMEOUT = 240_000;
/** How often GET is asked: without an open socket; with one that never spoke; with one that did; and while nobody looks. */
const POLL = 2_000;
const POLL_MUTE = 5_000;
const HEARTBEAT = 15_000;
const REST = 60_000;
/** How long GET rests at most after it failed once. */
const FIRST_BACKOFF = 1_000;
/** When to look again for what a frame announced and GET does not show yet. */
const LOOKS = [150, 400, 1_000, 1_000, 2_000, 4_000];
/** What frames announced waits so long for a GET to show it, before it counts by itself; and so long where GET is refused. */
const DOUBT = 20_000;
const REFUSED = 4_000;
/** A socket that repeats what was does so within this time of opening. */
const SILENCE = 1_000;
/** A timer that is this late means that the page slept. */
const SLEPT = 1_000;
/** So many entries are read of one frame: what is more GET shows. */
const MOST_ANNOUNCED = 1_000;
/** Who follows a job with a good socket has asked within this time. */
const LATELY = 1.25 * HEARTBEAT;

/** A job as events speak of it. */
export function infoOf({ id, credentialId, isNew, username }: JobInfo): JobInfo {
  return { id, credentialId, isNew, username };
}

/** One run of a credential at its institution. */
export class Job extends Observable implements JobInfo {
  /** The job's id (`id_job`). */
  readonly id: string;
  /** The credential it runs for; a job of `/v1/jobs` has none. */
  readonly credentialId: string | undefined;
  /** Whether the credential was created by this job. */
  readonly isNew: boolean;
  /** The user name, obfuscated by Syncfy. */
  readonly username: string;
  /**
   * How long the institution waits for an answer, in ms, where the page knows it: no challenge is given up before. Default 0, not known.
   * A `<syncfy-twofa>` that shows the job sets it to its own `time-limit`.
   */
  timeLimit: number;
  /** Why its socket is not opened (it may lead elsewhere, or there is no `WebSocket`), where the job can be followed without. */
  socketError: SyncfyError | undefined;

  readonly #urls: { ws: string | undefined; status: string | undefined; twofa: string | undefined };
  readonly #client: SyncfyClient;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #WebSocket: JobOptions['WebSocket'];
  /** Where there is a URL to ask. */
  readonly #poller: Repeater | undefined;
  #socket: JobSocket | undefined;
  #quickAnswer: boolean;
  readonly #history = new History();
  #taken = 0;
  #end: JobEnd | undefined;
  #endTaken = false;
  #over = false;
  #running = false;
  #resting = false;
  #trouble: SyncfyError | undefined;
  #rid: string | undefined;
  /** How many challenges have been answered or passed. */
  #answered: number;
  #looks = 0;
  #failures = 0;

  // When it is given up.
  readonly #deadline: Alarm;
  #timeout: number;
  /** When the last news came. */
  #since = 0;
  /** When GET last answered, if ever. */
  #shownAt = -Infinity;
  /** Before a job is given up, it may be looked at once more. */
  #lastLook: 'asked' | 'answered' | undefined;
  /** Until when one who slept looks again and again, without an answer. */
  #wakesUntil = 0;

  // When frames count by themselves.
  /** Runs while GET fails, or does not show what frames announced. */
  readonly #unconfirmed: Alarm;
  /** GET is not to be had for now: they do. */
  #trustsFrames = false;
  /** Since when each GET was refused. */
  #refusedAt = Infinity;
  /** Since when they wait for GET. */
  #waitingSince: number | undefined;
  /** When that is over. */
  #waitsUntil = 0;

  /**
   * @param ticket what creating or running a credential answered (snake_case), or a handle as {@link Job.toJSON} gives it
   */
  constructor(ticket: Partial<JobTicket> | (object & { then?: never }), options: JobOptions) {
    super();
    this.timeLimit = 0;
    const t = ticket as Record<string, unknown>;
    const ws = textOrNone(t.ws);
    // The token goes into a header there.
    const status = withoutToken(textOrNone(t.status));
    this.#urls = { ws, status, twofa: withoutToken(textOrNone(t.twofa)) };
    // The seed's answer has no id but in its URLs.
    this.id =
      textOrNone(t.id_job) ??
      textOrNone(t.id) ??
      textOrNone(t.id_job_uuid) ??
      /[\da-f-]{24,36}/i.exec(`${status} ${withoutToken(ws)}`)?.[0] ??
      '';
    this.credentialId = textOrNone(t.id_credential) ?? textOrNone(t.credentialId);
    this.isNew = flag(t.is_new ?? t.isNew);
    this.username = textOrNone(t.username) ?? '';
    this.#answered = typeof t.answered === 'number' ? t.answered : 0;
    this.#client = options.client;
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#WebSocket = options.WebSocket;
    this.#rid = textOrNone(t.rid);
    this.#timeout = options.timeout ?? TIMEOUT;
    this.#quickAnswer = !!options.quickAnswer;
    this.#deadline = new Alarm(this.#clock, () => this.#late());
    this.#unconfirmed = new Alarm(this.#clock, () => this.#stopWaiting());
    if (status) this.#poller = new Repeater(this.#clock, signal => this.#askStatus(status, signal));
  }

  /** How long the job may give no news, in ms; default 240000. 0 waits for ever. Time offline does not count. */
  get timeout(): number {
    return this.#timeout;
  }
  set timeout(ms: number) {
    this.#timeout = ms;
    this.#setDeadline();
  }

  /** Whether 102 (logged in) counts as success while the download goes on. */
  get quickAnswer(): boolean {
    return this.#quickAnswer;
  }
  set quickAnswer(quick: boolean) {
    this.#quickAnswer = quick;
    if (this.#checkEnd()) this.changed();
  }

  /** What happened so far, oldest first; a list of the caller's own. */
  get history(): readonly StatusEntry[] {
    return [...this.#history.entries];
  }
  /** The last entry of the history. */
  get status(): StatusEntry | undefined {
    return this.#history.entries.at(-1);
  }
  /** What the last entry says of the job. */
  get kind(): JobKind | undefined {
    return this.status && kindOf(this.status.code);
  }

  /** The challenge that waits for an answer; undefined where none does, or it has been answered. */
  get challenge(): Challenge | undefined {
    const { status } = this;
    if (this.#over || status?.code !== WAITING_TWOFA || this.isAnswered) return undefined;
    return status as Challenge;
  }
  /** How many challenges there were so far: tells a second, equal one from the first. */
  get challengeCount(): number {
    return this.#history.entries.filter(entry => entry.code === WAITING_TWOFA).length;
  }

  /** Whether the last entry is a challenge that was answered: nothing has followed yet. */
  get isAnswered(): boolean {
    return this.kind === 'challenge' && this.#answered >= this.challengeCount;
  }

  /** How the job ended; set once. A quick answer ends it while its history goes on. */
  get end(): JobEnd | undefined {
    return this.#end;
  }
  /** Nothing more will come. */
  get over(): boolean {
    return this.#over;
  }
  /** Whether the API has answered for it, if only that there is nothing to tell yet. */
  get isKnown(): boolean {
    return this.#shownAt >= 0;
  }
  /** The id of the last request for this job, for Syncfy's support. */
  get rid(): string | undefined {
    return this.#rid;
  }
  /** Why following the job is impaired, or was when there were no news in time; the next good answer clears it. */
  get trouble(): SyncfyError | undefined {
    return this.#trouble;
  }
  /** Whether somebody should do something, such as to {@link Job.retry} it: it is refused, and is asked for ever more seldom, or has failed too often to be tried again by itself. */
  get isStuck(): boolean {
    return !!this.#trouble && (!this.#trouble.retryable || this.#gaveUp);
  }

  get #gaveUp(): boolean {
    return this.#failures > BUDGET;
  }

  /** Follows the job, until it is over or stopped. Goes on after {@link Job.stop}; the time without news counts anew. */
  start(): void {
    if (this.#running || this.#over) return;
    const { ws } = this.#urls;
    this.#running = true;
    this.#resting = false;
    this.#failures = 0;
    this.#trustsFrames = !this.#poller;
    this.waitAnew();
    this.#poller?.again(0);
    if (ws) this.#open(ws);
    else if (!this.#poller) this.#setTrouble(new SyncfyError('not-found', 'A job without URLs'));
  }

  /** Lets every timer, socket and request go, but for an answer that is on its way. */
  stop(): void {
    this.#running = false;
    this.#deadline.clear();
    this.#trustGet();
    this.#poller?.stop();
    this.#socket?.stop();
  }

  /** Asks for the status at once: for when a token or an answer has come. */
  look(): void {
    // There are as many tries as at first; whether GET answers again is not known yet.
    const gaveUp = this.#gaveUp;
    this.#failures = Math.min(this.#failures, 1);
    if (this.#running) this.#poller?.again(0);
    if (gaveUp) this.changed();
  }

  /** Looks at once and opens the socket anew: for when the network is back, or the page is seen again. */
  wake(): void {
    if (!this.#running) return;
    this.#resting = false;
    this.#socket?.start();
    // What is under way may hang in a network that is gone.
    this.#poller?.stop();
    this.look();
  }

  /** The time without news counts from now on: for when there is some, and while somebody is answering. */
  waitAnew(): void {
    this.#since = this.#clock.now();
    this.#lastLook = undefined;
    this.#setDeadline();
  }

  /** {@link Job.wake}, for a job that is stuck, by somebody who wants it: what still keeps it is told once more. */
  retry(): void {
    // Where there is nothing to ask or to listen to, what keeps it stands.
    if (this.#poller || this.#socket) this.#setTrouble(undefined);
    this.wake();
  }

  /**
   * Closes the socket and only asks for the status about once a minute, until {@link Job.wake}: for when nobody sees the page.
   * A job that has no URL to ask for its status keeps its socket.
   */
  rest(): void {
    if (!this.#running || this.#resting || !this.#poller) return;
    this.stop();
    this.#running = this.#resting = true;
    this.#setDeadline();
    this.#poller.again(this.#interval());
  }

  /** Follows the job no longer and ends it with code 0. The institution's side is not told: the API has no call for it. */
  cancel(): void {
    this.#finish(CANCELLED, 'user-error');
  }

  /**
   * Answers the challenge that waits. `POST` to its `address`, or to the job's `twofa` URL
   * @param values pairs of an element's name and the value to post
   * @throws SyncfyError; the challenge then stays. `bad-request` where none waits. Two at once are both posted.
   */
  async answer(values: Iterable<readonly [string, FieldValue]>, signal?: AbortSignal): Promise<void> {
    const address = this.challenge && (this.challenge.address ?? this.#urls.twofa);
    if (!address) throw new SyncfyError('bad-request', 'No challenge waits, or it names no address');
    const count = this.challengeCount;
    try {
      await this.#client.answerChallenge(address, values, signal);
    } finally {
      // Whether it was taken or not, the job has probably moved.
      this.look();
    }
    this.#answered = Math.max(this.#answered, count);
    this.waitAnew();
    this.changed();
  }

  /** Entries not yet taken: each entry of the history is handed out exactly once, in order, whoever asks. */
  takeNews(): StatusEntry[] {
    const news = this.#history.entries.slice(this.#taken);
    this.#taken = this.#history.entries.length;
    return news;
  }

  /** The job's end, exactly once, when all its news are taken. */
  takeEnd(): JobEnd | undefined {
    if (this.#endTaken || !this.#end || this.#taken < this.#history.entries.length) return undefined;
    this.#endTaken = true;
    return this.#end;
  }

  /** A plain handle without secrets, from which a Job can be made again: its URLs tell no token. */
  toJSON(): Record<string, unknown> {
    return {
      ...infoOf(this),
      answered: this.#answered,
      ...this.#urls,
      ws: withoutToken(this.#urls.ws),
    };
  }

  #open(ws: string): void {
    const Native = this.#WebSocket ?? (globalThis as Pick<JobOptions, 'WebSocket'>).WebSocket;
    try {
      const { href } = this.#client.resolve(ws, 'ws');
      if (!Native) throw new SyncfyError('not-found', 'No WebSocket here');
      this.#socket = new JobSocket(
        () => new Native(href),
        {
          onOpen: openedAt => this.#onOpen(openedAt),
          onFrame: data => this.#onFrame(data),
          onDrop: drops => this.#onDrop(drops),
        },
        this.#clock,
        this.#random,
      );
      this.#socket.start();
    } catch (error) {
      if (!this.#poller) return this.#setTrouble(error as SyncfyError);
      this.socketError ??= error as SyncfyError;
      this.changed();
    }
  }

  #onOpen(openedAt: number): void {
    this.#apply(history => history.open());
    if (!this.#poller) return this.#setTrouble(undefined);
    // What came before its frames may be missing.
    if (this.#trustsFrames || this.#waitingSince !== undefined) {
      this.#trustsFrames = false;
      this.#waitForGet(openedAt);
    }
    this.#poller.again(0);
  }

  #onDrop(drops: number): void {
    // Whatever cut this one may have cut many.
    this.#ask(this.#random() * FIRST_BACKOFF);
    if (this.#poller) return;
    this.#failures = drops;
    if (drops > 1) this.#setTrouble(new SyncfyError('network', 'No socket opens'));
  }

  /** A GET, unless GETs fail: then their backoff holds. */
  #ask(ms: number): void {
    if (this.#running && !this.#failures) this.#poller?.again(ms);
  }

  #onFrame(data: unknown): void {
    // In an envelope, `code` would be that of HTTP.
    const content = 'response' in Object(data) ? (data as { response: unknown }).response : data;
    const entries = readList(readStatusEntry, [content].flat(), MOST_ANNOUNCED)!;
    if (!entries.length) return this.#ask(POLL_MUTE);
    const socket = this.#socket!;
    socket.proven = true;
    this.#looks = 0;
    const late = this.#clock.now() - socket.openedAt! >= SILENCE;
    this.#apply(history => history.announce(entries, late));
    if (this.#trustsFrames) this.#settle();
    else if (this.#history.owes) this.#waitForGet();
    // Nothing follows the end: that the server closes its socket then is no break.
    if (entries.some(({ code }) => isTerminal(code))) socket.stop();
    this.#ask(0);
  }

  /** Answers that nobody waits for any more count for nothing. */
  #askStatus(url: string, signal: AbortSignal): Promise<number> {
    return this.#client.jobStatus(url, signal).then(
      entries => (signal.aborted ? 0 : this.#onStatus(entries)),
      (error: unknown) => (signal.aborted ? 0 : this.#onError(error)),
    );
  }

  #onStatus(entries: StatusEntry[]): number {
    const owed = this.#history.owes;
    const { length } = this.#history.entries;
    this.#failures = 0;
    this.#refusedAt = Infinity;
    const { isKnown } = this;
    this.#shownAt = this.#clock.now();
    this.#rid = this.#client.lastRid;
    this.#setTrouble(undefined);
    if (!isKnown) this.changed();
    this.#apply(history => history.show(entries));
    const news = this.#history.entries.length > length;
    if (this.#lastLook) this.#lastLook = 'answered';
    // News that the socket did not announce: it may be dead.
    if (this.#socket && !owed && news) this.#socket.proven = false;
    if (!this.#history.hasGuesses) this.#trustsFrames = false;
    if (news || !this.#history.owes) this.#trustGet();
    return this.#lookAgain();
  }

  #onError(error: unknown): number {
    const trouble = error instanceof SyncfyError ? error : new SyncfyError('network', 'No status came');
    this.#failures++;
    this.#rid = trouble.rid ?? this.#rid;
    // Not all at the same moment, even if all were told the same.
    if (trouble.retryAfter) this.#poller!.hold(trouble.retryAfter * (1 + this.#random() / 4));
    this.#refusedAt = trouble.retryable ? Infinity : Math.min(this.#refusedAt, this.#clock.now());
    this.#waitForGet();
    // A job may be there a moment after its ticket.
    const early = trouble.code === 'not-found' && !this.isKnown && this.#urls.ws;
    if (!early || this.#clock.now() - this.#refusedAt >= REFUSED) this.#setTrouble(trouble);
    return this.#lookAgain();
  }

  /** Frames wait for GET, but not for ever; and not for long where it is refused. */
  #waitForGet(since = this.#hasSlept ? this.#clock.now() : (this.#waitingSince ?? this.#clock.now())): void {
    if (!this.#running || this.#resting || this.#trustsFrames) return;
    this.#waitingSince = since;
    this.#waitUntil(Math.min(since + DOUBT, Math.max(since, this.#refusedAt) + REFUSED));
  }

  /** Whether the page slept while it waited: GET has not had its chance. */
  get #hasSlept(): boolean {
    return this.#waitingSince !== undefined && this.#clock.now() - this.#waitsUntil > SLEPT;
  }

  #waitUntil(at: number): void {
    const now = this.#clock.now();
    this.#waitsUntil = Math.max(at, now);
    this.#unconfirmed.set(at - now);
  }

  #stopWaiting(): void {
    if (this.#hasSlept) return this.#waitForGet();
    // The answer that is on its way decides, unless it hangs.
    const hangs = (this.#poller?.begunAt ?? -Infinity) + DOUBT;
    if (hangs > this.#clock.now()) return this.#waitUntil(hangs);
    this.#trustsFrames = true;
    this.#settle();
  }

  #trustGet(): void {
    this.#waitingSince = undefined;
    this.#unconfirmed.clear();
  }

  /** When to ask again: soon, where frames announced what GET does not show yet. */
  #lookAgain(): number {
    // A listener may have stopped the job meanwhile.
    if (!this.#running) return 0;
    if (!this.#history.owes) this.#looks = 0;
    else if (this.#trustsFrames) this.#settle();
    else {
      this.#waitForGet();
      if (!this.#failures && !this.#resting) return LOOKS[this.#looks++] ?? LOOKS.at(-1)!;
    }
    return this.#interval();
  }

  #settle(): void {
    const get = !!this.#poller && !this.#failures;
    // What follows an answer may equal the question before it, and so pass for a repetition.
    this.#apply(history => history.settle(get, get || !this.isAnswered));
  }

  /** How long GET may rest. */
  #interval(): number {
    const jitter = 0.75 + this.#random() / 2;
    if (this.#resting) return jitter * REST;
    if (this.#failures) return backoff(this.#failures, FIRST_BACKOFF, this.#random);
    if (this.#socket?.openedAt !== undefined && !this.isAnswered)
      return jitter * (this.#socket.proven ? HEARTBEAT : POLL_MUTE);
    return jitter * POLL;
  }

  #apply(change: (history: History) => void): void {
    if (this.#over) return;
    const { length } = this.#history.entries;
    change(this.#history);
    if (this.#history.entries.length === length) return;
    for (const entry of this.#history.entries.slice(length)) {
      if (entry.code === WAITING_TWOFA) entry.twofa ??= [];
    }
    this.waitAnew();
    this.#checkEnd();
    this.changed();
  }

  /** Whether the job has just ended. */
  #checkEnd(): boolean {
    const { status, kind, end } = this;
    if (this.#history.hasEnded) {
      this.#trouble = undefined;
      this.#close(status!.code, kind!);
    } else if (this.#quickAnswer && kind === 'progress' && this.history.some(entry => entry.code === LOGGED_IN))
      this.#end ??= { code: LOGGED_IN, kind: 'success' };
    return this.#end !== end;
  }

  #close(code: number, kind: JobKind): void {
    this.#end ??= { code, kind };
    this.#over = true;
    this.stop();
  }

  #finish(code: number, kind: JobKind): void {
    if (this.#over) return;
    this.#close(code, kind);
    this.changed();
  }

  #setDeadline(): void {
    const { timeout } = this;
    this.#deadline.set(this.#running && timeout > 0 ? this.#since + timeout - this.#clock.now() : Infinity);
  }

  #late(): void {
    const now = this.#clock.now();
    const { length } = this.history;
    // What was only announced so far is news, too.
    this.#settle();
    if (this.history.length > length || this.#over) return;
    // It is the browser that hears nothing: nobody else is to blame, and the job may go on.
    if (this.#isOffline) return this.waitAnew();
    // The institution still waits for an answer.
    const left = this.#since + this.timeLimit - now;
    if (this.challenge && !this.#lastLook && left > 0) return this.#deadline.set(left);
    const hadLonger = this.challenge && !this.#lastLook && this.timeLimit > this.timeout;
    const slept = now - this.#since - (hadLonger ? this.timeLimit : this.timeout) > SLEPT;
    // The network may take its time to wake, too.
    if (slept) this.#wakesUntil = now + this.timeout;
    const wakes = this.#lastLook && now < this.#wakesUntil;
    // Whoever has not asked lately looks once more: the job may have ended long since. That time is up is the institution's to say.
    const looks = this.#poller && !this.#lastLook && (hadLonger || this.#resting || now - this.#shownAt > LATELY);
    // An answer from before another sleep says nothing of now; one that rests in a hidden page is as old as that.
    const answered = this.#lastLook === 'answered' && now - this.#shownAt < 1.25 * REST;
    if (answered || (!slept && !looks && !wakes)) return this.#finish(SCRIPT_TIMEOUT, 'error');
    this.#lastLook = 'asked';
    this.#since = now - this.timeout + POLL_MUTE;
    this.#setDeadline();
    // In a page that nobody sees, timers are late, too.
    if (slept && !this.#resting) this.wake();
    else this.look();
  }

  /** Until a request says otherwise: the network may take its time to come back. */
  get #isOffline(): boolean {
    return isOffline() || this.#trouble?.code === 'offline';
  }

  #setTrouble(trouble: SyncfyError | undefined): void {
    // The same trouble, once more, is no news, unless it was the last time.
    if (trouble?.code !== this.#trouble?.code) {
      if (this.#isOffline) this.waitAnew();
      this.#trouble = trouble;
    } else if (!this.#gaveUp) return;
    this.changed();
  }
}
