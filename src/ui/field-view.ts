// How a field looks: label above, control, hints and errors under it. It shows what a field is like, never what was typed:
// that is in the inputs alone, and read from them.
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { fold } from '../catalogue/search.js';
import type { Localizer, MessageKey, MessageParams } from '../i18n/localize.js';
import { answerOf } from '../schema/body.js';
import type { Field, FieldOption } from '../schema/fields.js';
import { bare, validateField, validateFile, type FieldProblem, type FieldValue } from '../schema/validate.js';
import { isDrawn } from './drawn.js';
import { FieldPictures } from './field-pictures.js';
import type { Focusable } from './focus.js';
import { icon } from './icons.js';
import { anew } from './pieces.js';

/** The element that fields are drawn in, and what it says of how. */
export interface FieldHost extends ReactiveControllerHost, Focusable {
  /** How a password is revealed. */
  readonly reveal: string;
  /** Whether the browser may not offer what it has stored. */
  readonly noAutocomplete: boolean;
  /** The largest file that may be sent, in bytes. */
  readonly maxFileSize: number;
  readonly l10n: Localizer;
  readonly renderRoot: ParentNode;
}

/** So many choices are a radio group; more, a native select; and very many, a list with a filter. */
const FEW = 6;
const MANY = 50;

/** A label that asks for an address of mail: a phone's keyboard has its @ at hand then. */
const SAYS_MAIL = /mail|correo/i;
/** … or begins with it: further on, it is where a code was sent to. */
const ASKS_MAIL = /^(\S+\s+){0,2}(e-?mail|correo)/i;

const isFiltered = ({ kind, options }: Field) => kind !== 'pictures' && options.length > MANY;

const isGroup = (field: Field) =>
  /pictures|checkboxes/.test(field.kind) ||
  (field.kind === 'select' && (field.options.length <= FEW || isFiltered(field)));

/** Whether an input is one of the choices of a field. */
const isToggle = (input: HTMLInputElement) => /radio|checkbox/.test(input.type);

/** A browser that undoes, and does again what it has undone, would bring back what was emptied. It forgets with the type, or the place. */
function forgetSteps(input: HTMLInputElement): void {
  const { type } = input;
  if (input.localName === 'input') {
    input.type = 'hidden';
    input.type = type;
  } else if (type === 'textarea') {
    const isFocused = input.matches(':focus');
    input.after(input);
    if (isFocused) input.focus();
  }
}

/**
 * `autocomplete` of a password that no browser has stored. With `off` they fill in the one that they have, and the user name before it; with
 * a one-time code they don't, but for Firefox, which knows no such thing.
 */
const neverStored = (): AutoFill =>
  Object.assign(document.createElement('input'), { autocomplete: 'one-time-code' as const }).autocomplete ||
  'new-password';

/** A field as it stands in its form. */
export class FieldView {
  readonly #host: FieldHost;
  readonly field: Field;
  readonly id: string;
  problem: FieldProblem | undefined;
  /** Whether the problem came up where the focus does not come to it: then it is announced by itself. */
  alert = false;
  revealed = false;
  /** What is pointed out, not corrected. */
  hint: MessageKey | undefined;
  /** How much of its file has been read, from 0 to 1. */
  progress: number | undefined;
  #told = 0;
  readonly #anew = anew();
  readonly #pictures: FieldPictures;

  /** Whether it is the password of the login. */
  readonly #isPassword: boolean;

  constructor(host: FieldHost, field: Field, id: string, isPassword: boolean) {
    this.#host = host;
    this.#isPassword = isPassword;
    this.field = field;
    this.id = id;
    this.#pictures = new FieldPictures(host, id);
    this.forgive();
  }

  /** The inputs that hold what was typed or chosen. */
  get inputs(): HTMLInputElement[] {
    const { id } = this;
    return [...this.#host.renderRoot.querySelectorAll<HTMLInputElement>(`[id="${id}"],[name="${id}"]`)];
  }

  /** The file that was chosen. */
  get file(): File | undefined {
    return this.inputs[0]?.files?.[0];
  }

  /** What it holds; of one that offers choices, the value of what is chosen, or none. */
  get value(): FieldValue {
    const { kind, options } = this.field;
    const { inputs } = this;
    const [first] = inputs;
    if (!first) return [];
    const indices =
      first instanceof HTMLSelectElement
        ? [first.selectedIndex - 1]
        : isToggle(first)
          ? inputs.flatMap(input => (input.checked ? Number(input.value) : []))
          : undefined;
    if (!indices) return first.value;
    const values = indices.flatMap(index => options[index]?.value ?? []);
    return kind === 'checkboxes' ? values.map(String) : (values[0] ?? []);
  }

  /** What would be posted. */
  get answer(): FieldValue | undefined {
    return answerOf(this.field, this.value);
  }

  /** Says what is wrong though the focus comes to it no more: each time anew. */
  tell(): void {
    this.alert = true;
    this.#told++;
  }

  judge(): void {
    const { field, file } = this;
    this.problem = file ? validateFile(field, file, this.#limit) : validateField(field, this.value);
  }

  focus(): void {
    const { inputs } = this;
    const chosen = inputs.find(input => isToggle(input) && input.checked);
    // A filter may leave nothing to choose from.
    const input = chosen ?? inputs.find(isDrawn) ?? this.#part('filter');
    input?.focus();
    // What is said of it, too: it may have the focus already, behind a keyboard on the screen. Not the field, which may be taller than that.
    for (const one of [this.#part<Element>('error'), input]) one?.scrollIntoView({ block: 'nearest' });
  }

  /** Nothing is said of it but what always is. */
  forgive(): void {
    this.problem = undefined;
    this.hint = this.field.kind === 'list' ? 'form.listHint' : undefined;
  }

  empty(): void {
    for (const input of [...this.inputs, this.#part('filter')]) {
      if (!input) continue;
      if (isToggle(input)) input.checked = false;
      else input.value = '';
      forgetSteps(input);
    }
    this.countChecked();
    this.revealed = false;
    this.progress = undefined;
  }

  /** Whether all that a filter leaves are chosen stands in the choice of everything. */
  countChecked(): void {
    const all = this.#part('all');
    if (!all) return;
    const inputs = this.inputs.filter(isDrawn);
    const checked = inputs.filter(input => input.checked).length;
    all.checked = checked > 0 && checked === inputs.length;
    all.indeterminate = checked > 0 && !all.checked;
  }

  lookForSpaces(): void {
    const { value } = this;
    if (this.field.kind !== 'password' || typeof value !== 'string') return;
    this.hint = value === bare(value) ? undefined : 'form.spaces';
  }

  /** The largest file that may be sent, in bytes; what is no number counts for nothing. */
  get #limit(): number {
    const { maxFileSize } = this.#host;
    return maxFileSize > 0 ? maxFileSize : 10e6;
  }

  render(): TemplateResult | typeof nothing {
    const { field } = this;
    const { kind, required } = field;
    if (kind === 'hidden') return nothing;
    if (kind === 'note') {
      const { label, image } = field;
      if (!label && !image) return nothing;
      return html`<div class="stack tight" part="field note">
        ${label && html`<p dir="auto">${label}</p>`} ${this.#pictures.render(field.image)}
      </div>`;
    }
    // The space is within the value: the build takes it out of a template, and Chromium out of the accessible name where it
    // stands alone.
    const optional = required ? nothing : html`<span class="quiet">${` (${this.#t('form.optional')})`}</span>`;
    const title = html`<bdi>${this.#name}</bdi>${optional}`;
    const group = isGroup(field);
    const content = html`${this.#pictures.render(field.image)} ${group ? this.#group() : this.#control()}
    ${this.#hint()} ${this.#problem()}`;
    if (group) {
      const radios = kind !== 'checkboxes';
      return html`<fieldset
        class="stack tight"
        part="field"
        role=${radios ? 'radiogroup' : nothing}
        aria-required=${radios ? required : nothing}
        aria-invalid=${radios ? !!this.problem : nothing}
        aria-describedby=${radios ? this.#describedBy : nothing}
      >
        <legend class="label" part="field-label">${title}</legend>
        ${content}
      </fieldset>`;
    }
    return html`<div class="stack tight" part="field">
      <label class="label" part="field-label" for=${this.id}>${title}</label>
      ${content}
    </div>`;
  }

  /** What it is called; by its number, where nobody says. */
  get #name(): string {
    const { label, key } = this.field;
    return label.trim() ? label : this.#t('form.unnamed', { n: Number(key.slice(1)) + 1 });
  }

  #t(key: MessageKey, params?: MessageParams): string {
    return this.#host.l10n.t(key, params);
  }

  #part<T extends Element = HTMLInputElement>(name: 'all' | 'error' | 'filter'): T | null {
    return this.#host.renderRoot.querySelector(`#${this.id}-${name}`);
  }

  #control(): TemplateResult {
    const { kind } = this.field;
    if (kind === 'file') return this.#file();
    if (kind === 'list') return this.#list();
    if (kind === 'select') return this.#select();
    const hides = kind === 'password';
    const reveals = hides && this.#host.reveal !== 'none';
    if (!reveals) this.revealed = false;
    const input = this.#input(hides && !this.revealed ? 'password' : 'text');
    return html`<div class="control ${reveals ? 'with-inside' : ''}">
      ${input}${reveals ? this.#reveal() : nothing}
    </div>`;
  }

  /** A recorder of the page that is made of rrweb leaves out what has the class `rr-block`, where it sees that: on the control itself. */
  #input(type: 'text' | 'password' | 'file'): TemplateResult {
    const { field } = this;
    return html`<input
      class="input rr-block ${field.token ? 'code' : ''}"
      part="field-input"
      id=${this.id}
      aria-required=${field.required}
      aria-invalid=${!!this.problem}
      aria-describedby=${this.#describedBy}
      spellcheck="false"
      autocapitalize="none"
      autocorrect="off"
      dir="auto"
      type=${type}
      autocomplete=${this.#autocomplete(field)}
      inputmode=${field.numeric ? 'numeric' : !field.token && SAYS_MAIL.test(field.label) ? 'email' : nothing}
      accept=${field.accept ?? nothing}
    />`;
  }

  #autocomplete({ kind, token, username, label }: Field): AutoFill {
    const { noAutocomplete } = this.#host;
    if (kind === 'password' && (token || noAutocomplete)) return neverStored();
    if (noAutocomplete) return 'off';
    if (token) return 'one-time-code';
    if (username) return 'username';
    if (this.#isPassword) return 'current-password';
    return kind === 'text' && ASKS_MAIL.test(label) ? 'email' : 'off';
  }

  #reveal(): TemplateResult {
    const { revealed } = this;
    const word = this.#t(revealed ? 'form.hide' : 'form.show');
    return html`<button
      class="inside"
      part="reveal"
      type="button"
      aria-controls=${this.id}
      aria-label="${word} ${this.#name}"
      @click=${() => {
        this.revealed = !revealed;
        this.#host.requestUpdate();
      }}
    >
      ${this.#host.reveal === 'text' ? word : icon(revealed ? 'eyeOff' : 'eye')}
    </button>`;
  }

  #select(): TemplateResult {
    return html`<div class="control small">
      <select
        class="input rr-block"
        part="field-input"
        id=${this.id}
        aria-required=${this.field.required}
        aria-invalid=${!!this.problem}
        aria-describedby=${this.#describedBy}
      >
        <option value="">${this.#t('form.choose')}</option>
        ${this.field.options.map(({ label, value }) => html`<option value=${value}>${label || value}</option>`)}
      </select>
      ${icon('down')}
    </div>`;
  }

  #list(): TemplateResult {
    return html`<textarea
      class="input rr-block"
      part="field-input"
      id=${this.id}
      aria-required=${this.field.required}
      aria-invalid=${!!this.problem}
      aria-describedby=${this.#describedBy}
      spellcheck="false"
      autocapitalize="none"
      autocorrect="off"
      dir="auto"
      rows="3"
    ></textarea>`;
  }

  /** The native input lies over the area, unseen: pressing and dropping are the browser's own. */
  #file(): TemplateResult {
    const { file } = this;
    const size = this.#host.l10n.size(file?.size ?? this.#limit);
    const limits = [this.field.accept, this.#t('form.fileUpTo', { size })].filter(Boolean).join(' · ');
    return html`<div class="control drop" part="drop">
        ${this.#input('file')}
        <p class="strong" part="file" id="${this.id}-hint">
          <bdi>${file?.name ?? this.#t('form.drop')}</bdi> <span class="quiet">${file ? size : limits}</span>
        </p>
        ${
          this.progress === undefined
            ? nothing
            : html`<progress
                part="progress"
                aria-label=${this.#t('common.loading')}
                .value=${this.progress}
              ></progress>`
        }
      </div>
      ${
        file
          ? html`<button
              class="link"
              part="remove"
              type="button"
              aria-label="${this.#t('form.remove')} ${file.name}"
              @click=${() => {
                this.empty();
                this.forgive();
                this.focus();
                this.#host.requestUpdate();
              }}
            >
              ${this.#t('form.remove')}
            </button>`
          : nothing
      }`;
  }

  #group(): TemplateResult {
    const { field, id } = this;
    const filtered = isFiltered(field);
    const type = field.kind === 'checkboxes' ? 'checkbox' : 'radio';
    const query = fold(this.#part('filter')?.value ?? '').trim();
    const found = new Set(field.options.filter(({ label }) => fold(label).includes(query)));
    return html`${filtered ? this.#filter(found.size) : nothing}
      <div class="stack tight ${field.kind === 'pictures' ? 'grid' : filtered ? 'scroll' : ''}" part="options">
        ${
          type === 'checkbox' && field.options.length > 1
            ? html`<label class="option line" part="option select-all">
                <input type="checkbox" id="${id}-all" /><b>${this.#t('twofa.selectAll')}</b>
              </label>`
            : nothing
        }
        ${field.options.map((option, index) => this.#option(option, index, type, found.has(option)))}
        ${
          // What is chosen among radios can only be taken back by choosing something else.
          type === 'radio' && !field.required
            ? this.#option({ label: this.#t('form.none'), value: '' }, -1, type, true)
            : nothing
        }
      </div>`;
  }

  #filter(found: number): TemplateResult {
    const { field, id } = this;
    return html`<input
        class="input"
        part="filter"
        type="search"
        autocomplete="off"
        spellcheck="false"
        autocorrect="off"
        id="${id}-filter"
        aria-label="${this.#t('form.filter')}: ${this.#name}"
        placeholder=${this.#t('form.filter')}
      />
      <p class="quiet" role="status">${this.#t('form.found', { n: found, all: field.options.length })}</p>`;
  }

  #option(option: FieldOption, index: number, type: 'radio' | 'checkbox', found: boolean): TemplateResult {
    // A group of checkboxes can be neither invalid nor required: each of them says it. What describes a group is not read in it everywhere.
    const name = option.label || this.#t('twofa.option', { n: index + 1 });
    // The value stays in the field's options: the input only says which one.
    return html`<label class="option line ${found ? '' : 'out'}" part="option">
      ${option.image ? this.#pictures.image(option.image, '', 'option-image') : nothing}
      <input
        type=${type}
        name=${this.id}
        value=${index}
        aria-invalid=${(type === 'checkbox' && !!this.problem) || nothing}
        aria-describedby=${this.#describedBy}
      />
      <bdi>${name}</bdi>
    </label>`;
  }

  #hint(): TemplateResult | typeof nothing {
    const { hint } = this;
    if (!/list|password/.test(this.field.kind)) return nothing;
    // As text, so that nothing at all stands in it where it has nothing to say.
    return html`<p
      class="quiet"
      part="field-hint"
      role="status"
      id="${this.id}-hint"
      .textContent=${hint ? this.#t(hint) : ''}
    ></p>`;
  }

  get #describedBy() {
    const ids = [];
    if (this.problem) ids.push(`${this.id}-error`);
    if (this.hint || this.field.kind === 'file') ids.push(`${this.id}-hint`);
    return ids.join(' ') || nothing;
  }

  #problem(): unknown {
    const { field, problem } = this;
    if (!problem) return nothing;
    const { key } = problem;
    const text =
      problem.message ||
      this.#t(`form.${key === 'choose' ? 'pattern' : key}`, {
        accept: field.accept ?? '',
        size: this.#host.l10n.size(this.#limit),
      });
    return this.#anew(
      this.#told,
      html`<p
        class="error line top small quiet"
        part="field-error"
        id="${this.id}-error"
        role=${this.alert ? 'alert' : nothing}
      >
        ${icon('alert')}<span dir="auto">${text}</span>
      </p>`,
    );
  }
}
