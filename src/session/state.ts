// What a session shares with the elements in it: who may speak to the API, in which language, for which country.
// It holds the token (in Tokens, and nowhere else) and knows no element.
import { SyncfyClient, type ClientOptions, type TokenSource } from '../api/client.js';
import type { Messages } from '../i18n/localize.js';
import type { Flow } from './flow.js';
import { Observable } from './observable.js';

/** The settings of a session that its client is made from. */
export type ConnectionSettings = Pick<
  ClientOptions,
  'apiBase' | 'assetsBase' | 'authScheme' | 'trustedOrigins' | 'testMode'
>;

export class SessionState extends Observable {
  readonly #tokens: TokenSource;
  #client: SyncfyClient | undefined;
  #settings: ConnectionSettings = {};
  /** How the elements speak, and for which country; who sets them calls `update()` then. */
  locale: string | undefined;
  country: string | undefined;
  messages: Partial<Messages> = {};
  /** The flows that run in this session: its own, and that of each `<syncfy-connect>`. */
  readonly flows = new Set<Flow>();
  /** The id of the session's element, from when it knows its settings; undefined where no job is kept. */
  scope: string | undefined;
  /** Whether nobody sees the page. */
  resting = false;
  /** How often there was a reason to try again. */
  wakes = 0;
  /** The flow that moved last: what `session.site` and `session.job` speak of. */
  latest: Flow | undefined;

  constructor(tokens: TokenSource) {
    super();
    this.#tokens = tokens;
  }

  get client(): SyncfyClient {
    return (this.#client ??= new SyncfyClient({ ...this.#settings, tokens: this.#tokens }));
  }

  /** Points the session at another API; what runs already goes on with the one it has. */
  connect(settings: ConnectionSettings): void {
    this.#settings = settings;
    this.#client = undefined;
  }

  /** Tells the elements that something has changed. */
  update(): void {
    for (const flow of this.flows) void flow.look();
    this.changed();
  }

  /** What is followed asks at once. */
  look(): void {
    for (const { job } of this.flows) job?.look();
  }

  /**
   * What failed may try again, what waits may ask at once: a new token has come, or the network, or somebody looks again.
   * @param anew sockets are opened anew, too
   */
  wake(anew: boolean): void {
    this.wakes++;
    if (anew) {
      this.resting = false;
      for (const { job } of this.flows) job?.wake();
    } else this.look();
    this.update();
  }

  /** Nobody sees the page. */
  rest(): void {
    this.resting = true;
    for (const { job } of this.flows) job?.rest();
    this.update();
  }
}
