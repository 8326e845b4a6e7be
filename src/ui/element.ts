import { TaskStatus, type Task } from '@lit/task';
import type { CSSResultGroup, PropertyDeclaration, PropertyValues, TemplateResult } from 'lit';
import { emit, type SyncfyEventDetails, type SyncfyEventName } from '../events.js';
import { localizer, type Localizer, type MessageKey, type MessageParams } from '../i18n/localize.js';
import type { SyncfyClient } from '../api/client.js';
import { isAbort, SyncfyError } from '../api/errors.js';
import { FlowController, type FlowHost } from '../session/flow-controller.js';
import type { Flow } from '../session/flow.js';
import { baseStyles } from './base.styles.js';
import { BaseElement } from './base-element.js';
import { mayFocus } from './focus.js';
import { localeOf } from './locale.js';
import { Logos } from './logos.js';
import { memo } from './memo.js';
import { frame } from './pieces.js';
import { ignoreRepeatedPresses } from './presses.js';
import { attributes } from './properties.js';
import { makeTranslationsGiveWay } from './translations.js';
import { watchTyping } from './typing.js';

/** A page may answer a failure with a token that fails likewise: beyond two, one in so long (ms) is a reason to load again. */
const SAME = 3_000;

/**
 * What every element that shows something shares: its session, its words, its events.
 *
 * @cssprop [--syncfy-color-accent] - Buttons, links, what is chosen.
 * @cssprop [--syncfy-color-on-accent] - Text on the accent.
 * @cssprop [--syncfy-color-text] - Text.
 * @cssprop [--syncfy-color-text-quiet] - Text that stands back.
 * @cssprop [--syncfy-color-surface] - The card.
 * @cssprop [--syncfy-color-field] - Inside of inputs.
 * @cssprop [--syncfy-color-border] - Lines.
 * @cssprop [--syncfy-color-field-border] - Borders of inputs.
 * @cssprop [--syncfy-color-danger] - Errors.
 * @cssprop [--syncfy-color-success] - What went well.
 * @cssprop [--syncfy-color-focus] - The focus ring.
 * @cssprop [--syncfy-focus-ring=3px solid] - The focus ring, as an `outline`.
 * @cssprop [--syncfy-font=inherit] - The font.
 * @cssprop [--syncfy-font-size=max(16px, 1rem)] - The size of text, in px or rem; small text and headings follow it. Inputs stay at 16px at least.
 * @cssprop [--syncfy-radius=10px] - How round corners are.
 * @cssprop [--syncfy-space=4px] - The unit of all spacing.
 */
export abstract class SyncfyElement extends BaseElement implements FlowHost {
  static override readonly properties = {
    ...attributes('session'),
  };

  static override styles: CSSResultGroup = baseStyles;

  readonly #flow = new FlowController(this);

  /** The `id` of the `<syncfy-session>` to use, for an element that is not inside it. @attr session */
  session = '';

  /**
   * The pictures of institutions that it draws.
   * @internal
   */
  readonly logos = new Logos(this);
  readonly #localize = memo(localizer);
  /** Whether a token or the network has come since the drawing before. */
  protected woke = false;
  #wakes = 0;
  #returns = 0;
  /** Until when a token is no reason to try again. */
  #tried = -SAME;

  /** What the element loads; let go when it leaves the page. */
  protected readonly tasks: Task[] = [];

  constructor() {
    super();
    watchTyping(this);
    ignoreRepeatedPresses(this);
  }

  override requestUpdate(name?: PropertyKey, before?: unknown, options?: PropertyDeclaration): void {
    super.requestUpdate(name, before, options);
    // What is set or asked next is of the new session.
    if (name === 'session') this.#flow.find();
  }

  /** Tells the page of what could not be loaded, unless nobody waits for it any more. */
  protected readonly loadFailed = (error: unknown): void => {
    if (!isAbort(error)) this.report(error);
  };

  /** @internal */
  get flow(): Flow {
    return this.#flow.flow;
  }

  /** Whether it is known which session the element has, or that it has none. */
  protected get settled(): boolean {
    return this.#flow.settled;
  }

  /** The client to load with; undefined while it is not known whose, or the element is not in the page. */
  protected get client(): SyncfyClient | undefined {
    return this.settled && this.isConnected ? this.flow.session.client : undefined;
  }

  /**
   * The words of the moment: language and texts may change while the page runs.
   * @internal
   */
  get l10n(): Localizer {
    const { session } = this.flow;
    return this.#localize(localeOf(this, session), session.messages);
  }

  protected t(key: MessageKey, params?: MessageParams): string {
    return this.l10n.t(key, params);
  }

  protected emit<K extends SyncfyEventName>(name: K, detail: SyncfyEventDetails[K]): boolean {
    return emit(this, name, detail);
  }

  /** Tells the page of an error that is no job's end; answers it as the one typed class. */
  protected report(error: unknown): SyncfyError {
    const typed =
      error instanceof SyncfyError ? error : new SyncfyError('bad-response', 'Unforeseen', { cause: error });
    this.emit('syncfy-error', { error: typed });
    return typed;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const task of this.tasks) task.abort();
  }

  /** What had the focus may be gone with a rendering: then one goes on from where one begins. */
  protected override update(changed: PropertyValues): void {
    makeTranslationsGiveWay(this.renderRoot);
    const had = this.shadowRoot?.activeElement;
    super.update(changed);
    if (had && !had.isConnected && mayFocus(this)) this.focusStart();
  }

  /** Loads again what was let go, and what had failed: whatever it was when the network has come since, for want of a token when one has. */
  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { wakes, returns } = this.flow.session;
    const now = performance.now();
    this.woke = wakes !== this.#wakes;
    const hasToken = this.woke && now >= this.#tried;
    const isBack = returns !== this.#returns;
    this.#wakes = wakes;
    this.#returns = returns;
    const waitUntil = Math.max(this.#tried, now - SAME) + SAME;
    for (const task of this.tasks) {
      // What it could do without may have failed, too.
      const error = (task.error ?? (task.value as { error?: unknown } | undefined)?.error) as SyncfyError | undefined;
      // While it tries again, the last error is still there.
      if (!this.isConnected || !error || task.status === TaskStatus.PENDING) continue;
      const forToken = hasToken && /token|origin/.test(error.code);
      if (forToken) this.#tried = waitUntil;
      if (forToken || isBack || isAbort(error)) void task.run();
    }
  }

  /** What it shows, in its frame. */
  protected abstract content(): unknown;

  protected override render(): TemplateResult {
    return frame(this.l10n, this.content());
  }

  /**
   * Puts the focus where one begins: on the heading, from where a keyboard or a screen reader goes on.
   * @internal
   */
  focusStart(): void {
    this.renderRoot.querySelector<HTMLElement>('[tabindex="-1"]')?.focus();
  }
}
