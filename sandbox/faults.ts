import { checkFaults } from './fault-checks.js';
import type { JobFaults, SocketFaults } from './jobs.js';

/** What happens to a request that a rule is about. */
export interface FaultAction {
  /** Answer with this HTTP status and an error envelope. */
  status?: number;
  message?: string;
  /** A `Retry-After` header, in seconds. */
  retryAfter?: number;
  /** Wait so many ms; without another action the true answer follows. */
  delayMs?: number;
  /** Answer with this body instead, as it is. */
  body?: string;
  contentType?: string;
  /** Cut the connection without an answer. */
  reset?: boolean;
  /** Never answer. */
  hang?: boolean;
}

export interface FaultRule {
  /** Which requests: a method, a path in which `*` stands for anything. Without it all requests under /v1. */
  match?: { method?: string; path?: string };
  action: FaultAction;
  /** Only for so many requests. */
  times?: number;
  /** Not for the first so many. */
  skip?: number;
}

/** All that goes wrong, by request. */
export interface Faults extends JobFaults {
  rules?: FaultRule[];
  /** For the job that starts next, in place of the general `socket` and `statusLagMs`. */
  nextJob?: JobFaults;
}

/** What tests hold of the faults. */
export interface FaultControl {
  /** Takes the place of all faults that were set before. */
  set(faults: Faults): void;
  get(): Faults;
  clear(): void;
}

export class FaultBox implements FaultControl {
  #faults: Faults = {};
  #seen = new Map<FaultRule, number>();
  #spent = new WeakMap<SocketFaults, { refused: number; dropped: number }>();

  get current(): Faults {
    return this.#faults;
  }

  set(faults: Faults): void {
    checkFaults(faults);
    this.#faults = structuredClone(faults);
    this.#seen.clear();
  }

  get(): Faults {
    return structuredClone(this.#faults);
  }

  clear(): void {
    this.set({});
  }

  /** The first rule about a request that is not used up. */
  ruleFor(method: string, path: string): FaultAction | undefined {
    for (const rule of this.#faults.rules ?? []) {
      if (!matches(rule, method, path)) continue;
      const seen = (this.#seen.get(rule) ?? 0) + 1;
      this.#seen.set(rule, seen);
      const skip = rule.skip ?? 0;
      if (seen > skip && seen <= skip + (rule.times ?? Infinity)) return rule.action;
    }
    return undefined;
  }

  forNextJob(): JobFaults {
    const { nextJob } = this.#faults;
    delete this.#faults.nextJob;
    return nextJob ?? {};
  }

  socketFaults(job: JobFaults): SocketFaults {
    return job.socket ?? this.#faults.socket ?? {};
  }

  refuses(socket: SocketFaults): boolean {
    if (typeof socket.refuse !== 'number') return socket.refuse === true;
    return ++this.#spentOn(socket).refused <= socket.refuse;
  }

  /** After how many frames this socket is cut. */
  dropAfter(socket: SocketFaults): number | undefined {
    if (socket.dropAfter === undefined) return undefined;
    return ++this.#spentOn(socket).dropped <= (socket.dropTimes ?? Infinity) ? socket.dropAfter : undefined;
  }

  #spentOn(socket: SocketFaults): { refused: number; dropped: number } {
    const spent = this.#spent.get(socket) ?? { refused: 0, dropped: 0 };
    this.#spent.set(socket, spent);
    return spent;
  }
}

function matches({ match }: FaultRule, method: string, path: string): boolean {
  if (path.startsWith('/sandbox')) return false;
  if (match?.method && match.method.toUpperCase() !== method) return false;
  if (!match?.path) return path.startsWith('/v1');
  const pattern = match.path.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${pattern.join('.*')}$`).test(path);
}
