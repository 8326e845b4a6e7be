// The fields of a form, drawn from data and read on demand. What the user types lives in the inputs and nowhere else:
// no state, no property and no attribute holds it.
import { html, type ReactiveController, type TemplateResult } from 'lit';
import { answerOf } from '../schema/body.js';
import type { Field } from '../schema/fields.js';
import { validateField, validateFile, type FieldValue } from '../schema/validate.js';
import { FieldView, inputsOf, type FieldHost, type ShownField } from './field-view.js';
import { readFile } from './files.js';

export class FieldGroup implements ReactiveController {
  readonly #host: FieldHost;
  readonly #view: FieldView;
  readonly #shown: readonly ShownField[];

  /** @param scope tells the ids of two groups in one element apart */
  constructor(host: FieldHost, fields: readonly Field[], scope: string) {
    this.#host = host;
    this.#view = new FieldView(host);
    this.#shown = fields.map(field => ({ field, id: `${scope}-${field.key}` }));
    host.addController(this);
  }

  hostDisconnected(): void {
    for (const shown of this.#shown) shown.revealed = false;
  }

  /** Names of the elements that hold something. */
  get filledNames(): string[] {
    return this.#shown.flatMap(shown => (this.#answer(shown) === undefined ? [] : [shown.field.name]));
  }

  /** Checks every field; shows what is wrong and puts the focus on the first of them. */
  async check(): Promise<boolean> {
    for (const shown of this.#shown) {
      this.#judge(shown);
      shown.alert = false;
    }
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const first = this.#shown.find(({ problem }) => problem);
    if (first) this.#focus(first);
    return !first;
  }

  /** What is posted: pairs of name and value. A file is read here, when it is needed; undefined where one can't be read. */
  async values(): Promise<(readonly [string, FieldValue])[] | undefined> {
    // All at once: the fields may be emptied while a file is read.
    const pairs = await Promise.all(
      this.#shown.map(async shown => {
        const file = this.#file(shown);
        return [shown.field.name, file ? await this.#readFile(shown, file) : this.#answer(shown)] as const;
      }),
    );
    if (this.#shown.some(({ problem }) => problem)) return undefined;
    return pairs.filter((pair): pair is readonly [string, FieldValue] => pair[1] !== undefined);
  }

  /** Empties what is secret (passwords, one-time codes, files), or everything. */
  clear(all = false): void {
    for (const shown of this.#shown) {
      shown.problem = shown.hint = undefined;
      if (!all && !isSecret(shown.field)) continue;
      for (const input of this.#inputs(shown)) {
        if (isToggle(input)) input.checked = false;
        else input.value = '';
      }
      this.#countChecked(shown);
      shown.revealed = false;
    }
    this.#host.requestUpdate();
  }

  /** Puts the focus on the first field that is empty, else on the first one. */
  focusFirst(): void {
    const asked = this.#shown.filter(shown => this.#inputs(shown).length);
    const first = asked.find(shown => this.#answer(shown) === undefined) ?? asked[0];
    if (first) this.#focus(first);
  }

  /** Draws the fields in their order. */
  render(): TemplateResult {
    return html`<div
      class="stack"
      part="fields"
      @input=${this.#onInput}
      @focusout=${this.#onLeave}
      @keydown=${this.#onKey}
      @keyup=${this.#onKey}
      @paste=${this.#onPaste}
    >
      ${this.#shown.map(shown => this.#view.render(shown))}
    </div>`;
  }

  #inputs(shown: ShownField): HTMLInputElement[] {
    return inputsOf(this.#host.renderRoot, shown);
  }

  #focus(shown: ShownField): void {
    const inputs = this.#inputs(shown);
    const chosen = inputs.find(input => isToggle(input) && input.checked);
    // A filter may leave nothing to choose from.
    const filter = this.#host.renderRoot.querySelector<HTMLElement>(`#${shown.id}-filter`);
    (chosen ?? inputs.find(input => input.checkVisibility()) ?? filter)?.focus();
  }

  /** What a field holds; of one that offers choices, the values of those that are chosen. */
  #read(shown: ShownField): FieldValue {
    const { kind, options } = shown.field;
    const inputs = this.#inputs(shown);
    const [first] = inputs;
    if (!first) return '';
    const indices = isSelect(first)
      ? [first.selectedIndex - 1]
      : isToggle(first)
        ? inputs.flatMap(input => (input.checked ? Number(input.value) : []))
        : undefined;
    if (!indices) return first.value;
    const values = indices.flatMap(index => options[index]?.value ?? []);
    return kind === 'checkboxes' ? values.map(String) : (values[0] ?? '');
  }

  #answer(shown: ShownField): FieldValue | undefined {
    return answerOf(shown.field, this.#read(shown));
  }

  #file(shown: ShownField): File | undefined {
    return this.#inputs(shown)[0]?.files?.[0];
  }

  async #readFile(shown: ShownField, file: File): Promise<string | undefined> {
    const tell = (progress?: number) => {
      shown.progress = progress;
      this.#host.requestUpdate();
    };
    try {
      tell(0);
      return await readFile(file, tell);
    } catch {
      shown.problem = { key: 'fileUnread' };
      this.#focus(shown);
      return undefined;
    } finally {
      tell();
    }
  }

  #judge(shown: ShownField): void {
    const file = this.#file(shown);
    const { field } = shown;
    shown.problem = file ? validateFile(field, file, this.#view.limit) : validateField(field, this.#read(shown));
  }

  #shownOf({ target }: Event): ShownField | undefined {
    const { id, name } = target as HTMLInputElement;
    return this.#shown.find(shown => [id, name].includes(shown.id));
  }

  // An error goes as soon as it is mended, and comes only when the field is left or the form sent.
  readonly #onInput = (event: Event) => {
    const { id, checked } = event.target as HTMLInputElement;
    const shown = this.#shownOf(event) ?? this.#shown.find(one => id === `${one.id}-all`);
    if (shown) {
      if (id.endsWith('-all')) for (const input of this.#inputs(shown)) input.checked = checked;
      this.#countChecked(shown);
      if (shown.problem || shown.field.kind === 'file') this.#judge(shown);
      if (shown.hint === 'form.spaces' || (event as InputEvent).inputType === 'insertFromPaste')
        this.#lookForSpaces(shown);
    }
    this.#host.requestUpdate();
  };

  readonly #onLeave = (event: FocusEvent) => {
    const shown = this.#shownOf(event);
    // A field that is taken away loses the focus in the middle of a rendering.
    queueMicrotask(() => {
      if (!shown) return;
      shown.hint = undefined;
      this.#lookForSpaces(shown);
      // An empty field that is passed by is no mistake yet.
      if (this.#answer(shown) !== undefined) {
        const { problem } = shown;
        this.#judge(shown);
        if (!problem) shown.alert = true;
      }
      this.#host.requestUpdate();
    });
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const { type } = event.target as HTMLInputElement;
    // Looking for a choice does not send the form.
    if (type === 'search' && event.key === 'Enter') event.preventDefault();
    const shown = this.#shownOf(event);
    // A password manager's key events have no modifiers.
    if (shown?.field.kind !== 'password' || !event.getModifierState) return;
    const capsLock = event.getModifierState('CapsLock');
    if (capsLock === (shown.hint === 'form.capsLock')) return;
    shown.hint = capsLock ? 'form.capsLock' : undefined;
    this.#host.requestUpdate();
  };

  /** A one-time code is often copied as it is written for people: 123 456, or 123-456. */
  readonly #onPaste = (event: ClipboardEvent) => {
    const { field } = this.#shownOf(event) ?? {};
    const text = event.clipboardData?.getData('text') ?? '';
    const code = text.replace(/[\s\p{Pd}]/gu, '');
    if (!(field?.token || field?.numeric) || code === text) return;
    event.preventDefault();
    const input = event.target as HTMLInputElement;
    input.setRangeText(code, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  };

  #lookForSpaces(shown: ShownField): void {
    const value = this.#read(shown);
    if (shown.field.kind !== 'password' || typeof value !== 'string') return;
    shown.hint = value === value.trim() ? undefined : 'form.spaces';
  }

  #countChecked(shown: ShownField): void {
    const all = this.#host.renderRoot.querySelector<HTMLInputElement>(`#${shown.id}-all`);
    if (!all) return;
    const inputs = this.#inputs(shown);
    const checked = inputs.filter(input => input.checked).length;
    all.checked = checked === inputs.length;
    all.indeterminate = checked > 0 && !all.checked;
  }
}

const isToggle = (input: HTMLInputElement) => input.type === 'radio' || input.type === 'checkbox';

const isSelect = (input: HTMLElement): input is HTMLSelectElement & HTMLInputElement => input.localName === 'select';

const isSecret = (field: Field) => field.kind === 'password' || field.kind === 'file' || field.token;
