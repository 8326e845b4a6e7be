// Where a running job's handle outlives its page: an entry of sessionStorage, and a lock that says which document follows it.
// Neither need be there; and what is stored may be of another version, or of anybody: it is read like an answer of the API.

/** The entries of this document's flows. */
const taken = new Map<string, Kept>();

/** How long (ms) a document that is on its way out has to let go of its lock. */
const WAIT = 10_000;

/** One flow's entry. */
export class Kept {
  /** The entry's name. */
  key = '';
  #held: Promise<boolean> | undefined;
  #done: (() => void) | undefined;

  /**
   * Takes the first entry of a name that no other flow has; the one it had before, if it can.
   * @param isOwn what the entry holds is this flow's: under another name it is not left behind
   */
  claim(name: string, isOwn: boolean): void {
    this.leave();
    if (!this.key.startsWith(name)) {
      if (isOwn && !taken.has(this.key)) this.#remove();
      this.key = name;
    }
    for (let n = 1; taken.has(this.key); n++) this.key = name + n;
    taken.set(this.key, this);
  }

  /** Leaves the entry, as it is, to whoever claims it next. */
  leave(): void {
    if (taken.get(this.key) === this) taken.delete(this.key);
  }

  read(): Record<string, unknown> {
    try {
      return Object(JSON.parse(sessionStorage.getItem(this.key)!)) as Record<string, unknown>;
    } catch {
      return {};
    }
  }

  /** Keeps a handle, unless its job cannot be asked for. */
  write(handle: Record<string, unknown>): void {
    const { status } = handle;
    if (!status) return;
    try {
      sessionStorage.setItem(this.key, JSON.stringify(handle));
      void this.hold(status as string);
    } catch {
      // Storage is blocked or full: a reload begins anew.
    }
  }

  /** The job is over, or nobody's any more. */
  forget(): void {
    this.letGo();
    this.#remove();
  }

  #remove(): void {
    try {
      sessionStorage.removeItem(this.key);
    } catch {
      // Blocked: nothing is kept.
    }
  }

  /** Whether this document is the one that follows a job by itself; so it is where there are no locks. */
  hold(job: string): Promise<boolean> {
    return (this.#held ??= new Promise(resolve => {
      const until = new Promise<void>(done => (this.#done = done));
      const { locks } = navigator as { locks?: LockManager };
      if (!locks) return resolve(true);
      const take = () => (resolve(true), until);
      locks.request(`syncfy ${job}`, { signal: AbortSignal.timeout(WAIT) }, take).catch(() => resolve(false));
    }));
  }

  /** Lets another document follow the job: this one goes, or is put aside. */
  letGo(): void {
    this.#done?.();
    this.#held = this.#done = undefined;
  }
}
