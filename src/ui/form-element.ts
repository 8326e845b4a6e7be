import type { PropertyValues } from 'lit';
import { isAbort, isOffline, type SyncfyError } from '../api/errors.js';
import { emit, speakerOf, type SyncfyEventDetails, type SyncfyEventName } from '../events.js';
import type { FieldValue } from '../schema/validate.js';
import { SyncfyElement } from './element.js';
import type { FieldGroup } from './field-group.js';
import type { FieldHost } from './field-view.js';
import { attributes, BOOLEAN, properties } from './properties.js';

/** Posts what was read from the fields. */
export type Post = (values: (readonly [string, FieldValue])[], signal: AbortSignal) => Promise<void>;

/** An element that asks the user for something and sends it. */
export abstract class FormElement extends SyncfyElement implements FieldHost {
  static override readonly properties = {
    ...attributes('noAutocomplete', BOOLEAN),
    ...attributes('reveal', { fits: /^(icon|text|none)$/ }),
    ...properties('_error'),
  };

  /** The browser offers nothing that it has stored. @attr no-autocomplete */
  noAutocomplete = false;
  /** How a password is revealed: by an `icon`, a `text` or not at all (`none`). @attr reveal */
  reveal: 'icon' | 'text' | 'none' = 'icon';

  /** @internal */
  maxFileSize = 10e6;

  protected _error: SyncfyError | undefined;

  #abort: AbortController | undefined;

  /** What is asked, in groups. */
  protected groups: readonly FieldGroup[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    // The browser may keep the page as it is, to go back to.
    addEventListener('pagehide', this.empty);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.empty);
    for (const group of this.groups) group.conceal();
    // What is only moved is back in the same task.
    setTimeout(() => {
      if (this.isConnected) return;
      // What is on its way may have been taken already: its job is not lost, unless all that would show it has gone, too.
      if (!this.#sends || !this.flow.isOwned) this.forget();
      this.empty();
    });
  }

  /**
   * Nothing that was typed stays where nobody sees it.
   * @internal
   */
  readonly empty = (): void => {
    // What is only being checked yet would be sent as it is now.
    if (!this.#sends) this.#abort?.abort();
    for (const group of this.groups) group.clear(true);
    // There is nothing left to try again with.
    this._error = undefined;
  };

  /** That there is no token, or no network, is said no longer than it lasts. */
  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.woke && !isOffline() && /token|offline/.test(this._error?.code ?? '')) this._error = undefined;
  }

  /** What comes of what it sent is told by its session where it was taken away meanwhile. */
  protected override emit<K extends SyncfyEventName>(name: K, detail: SyncfyEventDetails[K]): boolean {
    return emit(speakerOf(this, this.flow.session.element), name, detail);
  }

  /** Asks something else. What was typed is emptied, not only taken away. */
  protected ask(groups: readonly FieldGroup[]): void {
    this.forget();
    this.empty();
    this.groups = groups;
  }

  /** Nobody waits any more for what is being sent. */
  protected forget(): void {
    this.#abort?.abort();
  }

  /** Whether what is being sent, if anything, is its own. */
  get #sends(): boolean {
    return this.flow.sending === this.#abort;
  }

  /** Checks what was typed and sends it, as the button does; while it is sent, does nothing. Fulfilled when it was sent, refused, or found not to be right: `syncfy-error` tells what went wrong. */
  async submit(): Promise<void> {
    const { asked } = this;
    if (!asked || this.flow.sending) return;
    // An impatient second press checks anew.
    this.#abort?.abort();
    const abort = (this.#abort = new AbortController());
    const { signal } = abort;
    const isRight = await asked.check();
    const { flow } = this;
    // Meanwhile, other fields may have come in the place of these, or they may have been emptied.
    if (!isRight || signal.aborted || asked !== this.asked || !this.isConnected || flow.sending) return;
    flow.sending = abort;
    try {
      const post = this.begin(asked.filledNames);
      // The page, being told, may have begun anew.
      if (!post || signal.aborted) return;
      this._error = undefined;
      asked.conceal();
      const values = await asked.values();
      // What the user typed stays in the fields until it has been taken.
      if (values) await post(values, signal);
    } catch (error) {
      if (isAbort(error) || signal.aborted) return;
      this._error = this.report(error);
      void this.updateComplete.then(() => this.showError());
    } finally {
      flow.sending = undefined;
    }
  }

  /** Brings in sight what went wrong. */
  protected showError(): void {
    this.renderRoot.querySelector('[part="error"]')?.scrollIntoView({ block: 'nearest' });
  }

  protected readonly onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void this.submit();
  };

  /** What is to be filled in now; undefined where nothing can be sent. */
  protected abstract get asked(): FieldGroup | undefined;

  /** Tells the page of what is about to be sent, and answers how; undefined where the page keeps it from being sent. */
  protected abstract begin(names: string[]): Post | undefined;
}
