// The fields of a form, drawn from data and read on demand. What the user types lives in the inputs and nowhere else:
// no state, no property and no attribute holds it.
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Localizer, MessageKey } from '../i18n/localize.js';
import { answerOf } from '../schema/body.js';
import type { Field, FieldOption } from '../schema/fields.js';
import { imageSource } from '../schema/image.js';
import { validateField, type FieldProblem, type FieldValue } from '../schema/validate.js';
import { readFile } from './files.js';
import { icon } from './icons.js';

/** The element that a group is drawn in, and what it says of how. */
export interface FieldHost extends ReactiveControllerHost {
  /** How a password is revealed. */
  readonly reveal: string;
  /** Whether the browser may not offer what it has stored. */
  readonly noAutocomplete: boolean;
  readonly l10n: Localizer;
  readonly renderRoot: ParentNode;
}

type Problem = FieldProblem | { key: 'file' };
/** A native radio group that offers more than this is a select instead. */
const MOST_RADIOS = 8;

export class FieldGroup implements ReactiveController {
  readonly fields: readonly Field[];
  readonly #host: FieldHost;
  readonly #scope: string;
  readonly #problems = new Map<Field, Problem>();
  readonly #revealed = new Set<Field>();
  readonly #broken = new Set<Field>();

  /** @param scope tells the ids of two groups in one element apart */
  constructor(host: FieldHost, fields: readonly Field[], scope: string) {
    this.fields = fields;
    this.#host = host;
    this.#scope = scope;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#revealed.clear();
  }

  /** Names of the elements that hold something. */
  get filledNames(): string[] {
    return this.fields.flatMap(field => (this.#answer(field) === undefined ? [] : [field.name]));
  }

  /** Checks every field; shows what is wrong and puts the focus on the first of them. */
  async check(): Promise<boolean> {
    for (const field of this.fields) this.#judge(field);
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const first = this.fields.find(field => this.#problems.has(field));
    if (first) this.#focus(first);
    return !first;
  }

  /** What is posted: pairs of name and value. A file is read here, when it is needed; undefined where one can't be read. */
  async values(): Promise<(readonly [string, FieldValue])[] | undefined> {
    const pairs: (readonly [string, FieldValue])[] = [];
    for (const field of this.fields) {
      const value = field.kind === 'file' ? await this.#readFile(field) : this.#answer(field);
      if (value !== undefined) pairs.push([field.name, value]);
    }
    return this.fields.some(field => this.#problems.has(field)) ? undefined : pairs;
  }

  /** Empties what is secret (passwords, one-time codes, files), or everything. */
  clear(all = false): void {
    for (const field of this.fields) {
      if (!all && !isSecret(field)) continue;
      for (const input of this.#inputs(field)) {
        if (isToggle(input)) input.checked = false;
        else input.value = '';
      }
      this.#revealed.delete(field);
    }
    this.#problems.clear();
    this.#host.requestUpdate();
  }

  /** Puts the focus on the first field that is empty, else on the first one. */
  focusFirst(): void {
    const asked = this.fields.filter(field => this.#inputs(field).length);
    const field = asked.find(one => this.#answer(one) === undefined) ?? asked[0];
    if (field) this.#focus(field);
  }

  /** Draws the fields in their order. */
  render(): TemplateResult {
    return html`<div class="stack" part="fields" @input=${this.#onInput} @focusout=${this.#onLeave}>
      ${this.fields.map(field => this.#renderField(field))}
    </div>`;
  }

  #id(field: Field): string {
    return `${this.#scope}-${field.key}`;
  }

  #inputs(field: Field): HTMLInputElement[] {
    const id = this.#id(field);
    return [...this.#host.renderRoot.querySelectorAll<HTMLInputElement>(`[id="${id}"],[name="${id}"]`)];
  }

  #focus(field: Field): void {
    const inputs = this.#inputs(field);
    (inputs.find(input => isToggle(input) && input.checked) ?? inputs[0])?.focus();
  }

  #read(field: Field): FieldValue {
    const inputs = this.#inputs(field);
    if (field.kind === 'checkboxes') return chosen(inputs, field).map(String);
    if (inputs[0] && isToggle(inputs[0])) return chosen(inputs, field)[0] ?? '';
    return inputs[0]?.value ?? '';
  }

  #answer(field: Field): FieldValue | undefined {
    return answerOf(field, this.#read(field));
  }

  async #readFile(field: Field): Promise<string | undefined> {
    const file = this.#inputs(field)[0]?.files?.[0];
    if (!file) return undefined;
    try {
      return await readFile(file);
    } catch {
      this.#problems.set(field, { key: 'file' });
      this.#host.requestUpdate();
      this.#focus(field);
      return undefined;
    }
  }

  #judge(field: Field): void {
    const problem = validateField(field, this.#read(field));
    if (problem) this.#problems.set(field, problem);
    else this.#problems.delete(field);
  }

  #fieldOf(event: Event): Field | undefined {
    const { id, name } = event.target as HTMLInputElement;
    return this.fields.find(field => [id, name].includes(this.#id(field)));
  }

  // An error goes as soon as it is mended, and comes only when the field is left or the form sent.
  readonly #onInput = (event: Event) => {
    const field = this.#fieldOf(event);
    if (!field || !this.#problems.has(field)) return;
    this.#judge(field);
    this.#host.requestUpdate();
  };

  readonly #onLeave = (event: FocusEvent) => {
    const field = this.#fieldOf(event);
    // A field that is taken away loses the focus in the middle of a rendering.
    queueMicrotask(() => {
      // An empty field that is passed by is no mistake yet.
      if (!field || this.#answer(field) === undefined) return;
      this.#judge(field);
      this.#host.requestUpdate();
    });
  };

  #renderField(field: Field): TemplateResult | typeof nothing {
    if (field.kind === 'hidden') return nothing;
    if (field.kind === 'note') return this.#renderNote(field);
    const grouped = isGroup(field);
    const label = html`<bdi>${field.label}</bdi>${
        field.required ? nothing : html` <span class="quiet">(${this.#host.l10n.t('form.optional')})</span>`
      }`;
    if (grouped) {
      return html`<fieldset class="stack tight" part="field" aria-describedby=${ifDefined(this.#describedBy(field))}>
        <legend class="label" part="field-label">${label}</legend>
        ${this.#renderPicture(field)} ${this.#renderOptions(field)} ${this.#renderProblem(field)}
      </fieldset>`;
    }
    return html`<div class="stack tight" part="field">
      <label class="label" part="field-label" for=${this.#id(field)}>${label}</label>
      ${this.#renderPicture(field)} ${this.#renderControl(field)} ${this.#renderProblem(field)}
    </div>`;
  }

  #renderNote(field: Field): TemplateResult {
    return html`<div class="stack tight" part="field note">
      <p dir="auto">${field.label}</p>
      ${this.#renderPicture(field)}
    </div>`;
  }

  #renderControl(field: Field): TemplateResult {
    switch (field.kind) {
      case 'password':
        return this.#renderPassword(field);
      case 'select':
      case 'choices':
        return this.#renderSelect(field);
      case 'list':
        return this.#renderList(field);
      case 'file':
        return this.#renderInput(field, 'file');
      default:
        return html`<div class="control">${this.#renderInput(field, 'text')}</div>`;
    }
  }

  #renderInput(field: Field, type: 'text' | 'password' | 'file'): TemplateResult {
    return html`<input
      class="input"
      part="field-input"
      id=${this.#id(field)}
      type=${type}
      autocomplete=${this.#autocomplete(field)}
      inputmode=${ifDefined(field.numeric ? 'numeric' : undefined)}
      accept=${ifDefined(field.accept)}
      autocapitalize="none"
      spellcheck="false"
      dir="auto"
      aria-required=${field.required}
      aria-invalid=${this.#problems.has(field)}
      aria-describedby=${ifDefined(this.#describedBy(field))}
    />`;
  }

  #autocomplete(field: Field): AutoFill {
    if (field.token) return 'one-time-code';
    if (this.#host.noAutocomplete) return 'off';
    if (field.username) return 'username';
    return field.kind === 'password' ? 'current-password' : 'off';
  }

  #renderPassword(field: Field): TemplateResult {
    const { reveal, l10n } = this.#host;
    const shown = this.#revealed.has(field);
    const input = this.#renderInput(field, shown ? 'text' : 'password');
    if (reveal === 'none') return html`<div class="control">${input}</div>`;
    const word = l10n.t(shown ? 'form.hide' : 'form.show');
    const face = reveal === 'text' ? word : icon(shown ? 'eyeOff' : 'eye');
    return html`<div class="control with-inside">
      ${input}
      <button
        class="inside"
        part="reveal"
        type="button"
        aria-controls=${this.#id(field)}
        aria-label=${`${word} ${field.label}`}
        @click=${() => this.#toggle(field)}
      >
        ${face}
      </button>
    </div>`;
  }

  #toggle(field: Field): void {
    if (!this.#revealed.delete(field)) this.#revealed.add(field);
    this.#host.requestUpdate();
  }

  #renderSelect(field: Field): TemplateResult {
    return html`<div class="control small">
      <select
        class="input"
        part="field-input"
        id=${this.#id(field)}
        aria-required=${field.required}
        aria-invalid=${this.#problems.has(field)}
        aria-describedby=${ifDefined(this.#describedBy(field))}
      >
        <option value="">${this.#host.l10n.t('form.choose')}</option>
        ${field.options.map(option => html`<option value=${option.value}>${option.label}</option>`)}
      </select>
      ${icon('down')}
    </div>`;
  }

  #renderList(field: Field): TemplateResult {
    return html`<textarea
      class="input"
      part="field-input"
      rows="3"
      id=${this.#id(field)}
      placeholder=${this.#host.l10n.t('form.listHint')}
      spellcheck="false"
      autocapitalize="none"
      aria-required=${field.required}
      aria-invalid=${this.#problems.has(field)}
      aria-describedby=${ifDefined(this.#describedBy(field))}
    ></textarea>`;
  }

  #renderOptions(field: Field): TemplateResult {
    const type = field.kind === 'checkboxes' ? 'checkbox' : 'radio';
    return html`<div class=${field.kind === 'pictures' ? 'stack tight grid' : 'stack tight'} part="options">
      ${field.options.map((option, index) => this.#renderOption(field, option, index, type))}
    </div>`;
  }

  #renderOption(field: Field, option: FieldOption, index: number, type: 'radio' | 'checkbox'): TemplateResult {
    const { l10n } = this.#host;
    const source = imageSource(option.image);
    const unnamed = option.image && option.label === String(option.value);
    const name = unnamed ? l10n.t('twofa.option', { n: index + 1 }) : option.label;
    // The value stays in the field's options: the input only says which one.
    return html`<label class="option line" part="option">
      ${source ? html`<img src=${source} alt="" part="option-image" />` : nothing}
      <input type=${type} name=${this.#id(field)} value=${index} />
      <bdi>${name}</bdi>
    </label>`;
  }

  #renderPicture(field: Field): TemplateResult | typeof nothing {
    if (!field.image) return nothing;
    const { l10n } = this.#host;
    const source = imageSource(field.image);
    if (!source || this.#broken.has(field)) {
      return html`<p class="picture" part="picture">${l10n.t('twofa.pictureBroken')}</p>`;
    }
    return html`<div class="picture" part="picture">
      <img src=${source} alt=${l10n.t('twofa.picture')} part="picture-image" @error=${() => this.#breaks(field)} />
    </div>`;
  }

  #breaks(field: Field): void {
    this.#broken.add(field);
    this.#host.requestUpdate();
  }

  #describedBy(field: Field): string | undefined {
    return this.#problems.has(field) ? `${this.#id(field)}-error` : undefined;
  }

  #renderProblem(field: Field): TemplateResult | typeof nothing {
    const problem = this.#problems.get(field);
    if (!problem) return nothing;
    return html`<p class="error line top small quiet" part="field-error" id=${`${this.#id(field)}-error`}>
      ${icon('alert')}<span dir="auto">${this.#wordsOf(problem)}</span>
    </p>`;
  }

  #wordsOf(problem: Problem): string {
    if ('message' in problem && problem.message) return problem.message;
    return this.#host.l10n.t(PROBLEM_WORDS[problem.key]);
  }
}

const PROBLEM_WORDS = {
  required: 'form.required',
  pattern: 'form.pattern',
  choose: 'form.chooseOne',
  file: 'form.fileUnread',
} as const satisfies Record<Problem['key'], MessageKey>;

const isToggle = (input: HTMLInputElement) => input.type === 'radio' || input.type === 'checkbox';

const isSecret = (field: Field) => field.kind === 'password' || field.kind === 'file' || field.token;

const isGroup = (field: Field) =>
  field.kind === 'pictures' ||
  field.kind === 'checkboxes' ||
  (field.kind === 'choices' && field.options.length <= MOST_RADIOS);

const chosen = (inputs: readonly HTMLInputElement[], field: Field) =>
  inputs.flatMap(input => {
    const option = input.checked ? field.options[Number(input.value)] : undefined;
    return option ? [option.value] : [];
  });
