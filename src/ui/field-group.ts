// The fields of a form, drawn from data and read on demand. What the user types lives in the inputs and nowhere else:
// no state, no property and no attribute holds it.
import { html, render } from 'lit';
import type { Field } from '../schema/fields.js';
import { codeOf, type FieldValue } from '../schema/validate.js';
import { isDrawn } from './drawn.js';
import { FieldView, type FieldHost } from './field-view.js';
import { readFile } from './files.js';
import { mayFocus } from './focus.js';

/** How long (ms) a press may take: one that becomes a drag ends unseen. */
const PRESS = 1_000;

const isSecret = (field: Field) => field.kind === 'password' || field.kind === 'file' || field.token;

export class FieldGroup {
  readonly #host: FieldHost;
  readonly #shown: readonly FieldView[];
  /** No two groups have an input in common. */
  readonly #root = document.createElement('div');

  /** @param scope tells the ids of two groups in one element apart */
  constructor(host: FieldHost, fields: readonly Field[], scope: string) {
    this.#host = host;
    // A second secret is no password that a browser has stored, such as a PIN.
    const password = fields.find(({ kind, token }) => kind === 'password' && !token);
    this.#shown = fields.map(field => new FieldView(host, field, `${scope}-${field.key}`, field === password));
  }

  /** No password stays revealed. */
  conceal(): void {
    for (const shown of this.#shown) shown.revealed = false;
  }

  /** Names of the elements that hold something. */
  get filledNames(): string[] {
    return this.#shown.filter(shown => shown.answer !== undefined).map(({ field }) => field.name);
  }

  /** Checks every field; shows what is wrong and puts the focus on the first of them. */
  async check(): Promise<boolean> {
    for (const shown of this.#shown) {
      shown.judge();
      shown.alert = false;
    }
    const first = this.#shown.find(({ problem }) => problem);
    // Where the focus is there already, nothing else would tell.
    if (first?.inputs.some(input => input.matches(':focus'))) first.tell();
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    first?.focus();
    return !first;
  }

  /** What is posted: pairs of name and value. A file is read here, when it is needed; undefined where one can't be read. */
  async values(): Promise<(readonly [string, FieldValue])[] | undefined> {
    // All at once: the fields may be emptied while a file is read.
    const pairs = await Promise.all(
      this.#shown.map(async shown => {
        const { file } = shown;
        return [shown.field.name, file ? await this.#readFile(shown, file) : shown.answer] as const;
      }),
    );
    if (this.#shown.some(({ problem }) => problem)) return undefined;
    return pairs.filter((pair): pair is readonly [string, FieldValue] => pair[1] !== undefined);
  }

  /** Empties what is secret (passwords, one-time codes, files), or everything. */
  clear(all = false): void {
    for (const shown of this.#shown) {
      shown.forgive();
      if (all || isSecret(shown.field)) shown.empty();
    }
    this.#host.requestUpdate();
  }

  /** Puts the focus on the first field that is empty, rather a required one, else on the first one; answers whether there is one. */
  focusFirst(): boolean {
    const asked = this.#shown.filter(shown => shown.inputs.length);
    const empty = asked.filter(shown => shown.answer === undefined);
    const first = empty.find(({ field }) => field.required) ?? empty[0] ?? asked[0];
    first?.focus();
    return !!first;
  }

  /** Draws the fields in their order. */
  render(): HTMLElement {
    render(
      html`<div
        class="stack"
        part="fields"
        @input=${this.#onInput}
        @focusout=${this.#onLeave}
        @keydown=${this.#onKey}
        @keyup=${this.#onKey}
        @paste=${this.#onPaste}
      >
        ${this.#shown.map(shown => shown.render())}
      </div>`,
      this.#root,
    );
    return this.#root;
  }

  async #readFile(shown: FieldView, file: File): Promise<string | undefined> {
    const tell = (progress?: number) => {
      // It may have been taken back meanwhile.
      shown.progress = shown.file === file ? progress : undefined;
      this.#host.requestUpdate();
    };
    try {
      tell(0);
      return await readFile(file, tell);
    } catch {
      shown.problem = { key: 'fileUnread' };
      if (mayFocus(this.#host)) shown.focus();
      else shown.tell();
      return undefined;
    } finally {
      tell();
    }
  }

  #shownOf({ target }: Event): FieldView | undefined {
    const { id, name } = target as HTMLInputElement;
    return this.#shown.find(shown => [id, name].includes(shown.id));
  }

  // An error goes as soon as it is mended, and comes only when the field is left or the form sent.
  readonly #onInput = (event: Event) => {
    const { id, checked } = event.target as HTMLInputElement;
    const shown = this.#shownOf(event) ?? this.#shown.find(one => id === `${one.id}-all`);
    if (shown) {
      if (id.endsWith('-all')) for (const input of shown.inputs.filter(isDrawn)) input.checked = checked;
      shown.countChecked();
      // A file is chosen elsewhere: what comes back is as if the field were left.
      const isFile = shown.field.kind === 'file';
      // Another may be wrong in the same way: that is said again.
      if (isFile) shown.tell();
      const { problem } = shown;
      if (problem || isFile) shown.judge();
      // Another mistake is none before one is done.
      if (!isFile && JSON.stringify(problem) !== JSON.stringify(shown.problem)) shown.problem = undefined;
      if (shown.hint === 'form.spaces' || (event as InputEvent).inputType === 'insertFromPaste') shown.lookForSpaces();
    }
    this.#host.requestUpdate();
    // A filter has left others now.
    void this.#host.updateComplete.then(() => {
      for (const one of this.#shown) one.countChecked();
    });
  };

  readonly #onLeave = (event: FocusEvent) => {
    const shown = this.#shownOf(event);
    const look = () => {
      if (!shown) return;
      shown.lookForSpaces();
      // An empty field that is passed by is no mistake yet.
      if (shown.answer !== undefined) {
        const { problem } = shown;
        shown.judge();
        if (!problem) shown.alert = true;
      }
      this.#host.requestUpdate();
    };
    // What comes or goes now would move what is being pressed from under the pointer. Firefox says what that is only after the focus
    // has gone; and a field that is taken away loses it in the middle of a rendering.
    setTimeout(() => (document.querySelector(':active') ? whenReleased(look) : look()));
  };

  readonly #onKey = (event: KeyboardEvent) => {
    // Looking for a choice does not send the form.
    if ((event.target as HTMLInputElement).type === 'search' && event.key === 'Enter') event.preventDefault();
    const shown = this.#shownOf(event);
    // A password manager's key events have no modifiers.
    if (shown?.field.kind !== 'password' || !event.getModifierState) return;
    const capsLock = event.getModifierState('CapsLock');
    if (capsLock === (shown.hint === 'form.capsLock')) return;
    shown.hint = capsLock ? 'form.capsLock' : undefined;
    this.#host.requestUpdate();
  };

  /** A one-time code is often copied as it is written for people. */
  readonly #onPaste = (event: ClipboardEvent) => {
    const { field } = this.#shownOf(event) ?? {};
    const text = event.clipboardData?.getData('text') ?? '';
    const code = field ? codeOf(field, text) : text;
    if (code === text) return;
    event.preventDefault();
    // As if it were typed: what stood there can be had back. It goes where the focus is.
    (event.target as HTMLElement).focus();
    document.execCommand('insertText', false, code);
  };
}

/** Calls once what is pressed has been let go, and clicked. */
function whenReleased(then: () => void): void {
  const done = () => {
    removeEventListener('mouseup', done, true);
    clearTimeout(timer);
    setTimeout(then);
  };
  const timer = setTimeout(done, PRESS);
  addEventListener('mouseup', done, true);
}
