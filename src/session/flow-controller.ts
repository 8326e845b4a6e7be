import type { ReactiveController, ReactiveElement } from 'lit';
import { SyncfyError } from '../api/errors.js';
import { flowAround, flowById, offers } from './context.js';
import { Flow } from './flow.js';
import { SessionState } from './state.js';

/** An element that works in a session. */
export interface FlowHost extends ReactiveElement {
  /** The id of a session outside the element's ancestors. */
  session: string;
}

const missing = () =>
  Promise.reject(new SyncfyError('no-session', 'No <syncfy-session> around, nor one that session="id" names'));

/** Keeps an element's flow at hand, and renders the element again when it comes into the page, and whenever the flow, its session or its job changes. */
export class FlowController implements ReactiveController {
  readonly #host: FlowHost;
  #flow: Flow | undefined;
  #own: Flow | undefined;
  #settled = false;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #unwatch: (() => void) | undefined;
  #leave: (() => void) | undefined;

  constructor(host: FlowHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The flow; one of the element's own, that no session feeds, while there is no session. */
  get flow(): Flow {
    return this.#flow ?? this.#ownFlow();
  }

  /** Whether the element has a session, or it is certain that none will come by itself. */
  get settled(): boolean {
    return this.#settled || this.flow !== this.#own;
  }

  hostConnected(): void {
    this.#unwatch = offers.subscribe(() => this.find());
    this.find();
    // A session further down the page, or not yet defined, has until the next task to show up.
    this.#settling = setTimeout(() => {
      if (!this.settled) this.#host.requestUpdate();
      this.#settled = true;
    });
  }

  hostDisconnected(): void {
    clearTimeout(this.#settling);
    this.#unwatch?.();
    // The flow is kept: who comes back to the same session goes on where it was.
    this.#leave?.();
    this.#leave = undefined;
    this.#own?.pause();
    this.#settled = false;
  }

  /** Looks for the flow: there may be another. */
  find(): void {
    const host = this.#host;
    if (!host.isConnected) return;
    const flow = (host.session ? flowById(host.session) : flowAround(host)) ?? this.#ownFlow();
    if (flow === this.#flow && this.#leave) return;
    this.#leave?.();
    this.#flow = flow;
    this.#leave = flow.subscribe(() => host.requestUpdate());
    if (flow === this.#own) flow.resume();
    else this.#own?.pause();
    host.requestUpdate();
  }

  #ownFlow(): Flow {
    return (this.#own ??= new Flow(new SessionState({ get: missing, renew: missing }), this.#host));
  }
}
