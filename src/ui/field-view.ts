// How a field looks: label above, control, hints and errors under it. It shows what a field is like, never what was typed:
// that is in the inputs alone, and read from them.
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { fold } from '../catalogue/search.js';
import type { Localizer, MessageKey } from '../i18n/localize.js';
import type { Field, FieldOption } from '../schema/fields.js';
import { imageSource } from '../schema/image.js';
import type { FieldProblem } from '../schema/validate.js';
import { icon } from './icons.js';

/** The element that fields are drawn in, and what it says of how. */
export interface FieldHost extends ReactiveControllerHost {
  /** How a password is revealed. */
  readonly reveal: string;
  /** Whether the browser may not offer what it has stored. */
  readonly noAutocomplete: boolean;
  /** The largest file that may be sent, in bytes. */
  readonly maxFileSize: number;
  readonly l10n: Localizer;
  readonly renderRoot: ParentNode;
}

/** A field as it stands in its form. */
export interface ShownField {
  readonly field: Field;
  readonly id: string;
  problem?: FieldProblem | undefined;
  /** Whether the problem came up when the field was left: then it is announced by itself. */
  alert?: boolean;
  revealed?: boolean;
  /** What is pointed out, not corrected. */
  hint?: MessageKey | undefined;
  /** Whether its picture could not be shown. */
  broken?: boolean;
  /** How much of its file has been read, from 0 to 1. */
  progress?: number | undefined;
}

/** So many choices are a radio group; more, a native select; and very many, a list with a filter. */
const FEW = 6;
const MANY = 50;

const PROBLEM_WORDS = {
  required: 'form.required',
  pattern: 'form.pattern',
  choose: 'form.pattern',
  fileType: 'form.fileType',
  fileSize: 'form.fileSize',
  fileUnread: 'form.fileUnread',
} as const satisfies Record<FieldProblem['key'], MessageKey>;

const isFiltered = ({ kind, options }: Field) => kind !== 'pictures' && options.length > MANY;

const isGroup = (field: Field) =>
  field.kind === 'pictures' ||
  field.kind === 'checkboxes' ||
  ((field.kind === 'select' || field.kind === 'choices') && (field.options.length <= FEW || isFiltered(field)));

/** The inputs that hold what was typed or chosen for a field. */
export const inputsOf = (root: ParentNode, { id }: ShownField): HTMLInputElement[] => [
  ...root.querySelectorAll<HTMLInputElement>(`[id="${id}"],[name="${id}"]`),
];

export class FieldView {
  readonly #host: FieldHost;

  constructor(host: FieldHost) {
    this.#host = host;
  }

  /** The largest file that may be sent, in bytes; what is no number counts for nothing. */
  get limit(): number {
    const { maxFileSize } = this.#host;
    return maxFileSize > 0 ? maxFileSize : 10e6;
  }

  render(shown: ShownField): TemplateResult | typeof nothing {
    const { field, id } = shown;
    const { kind, required, label } = field;
    if (kind === 'hidden') return nothing;
    if (kind === 'note') {
      return html`<div class="stack tight" part="field note">
        <p dir="auto">${label}</p>
        ${this.#picture(shown)}
      </div>`;
    }
    const title = html`<bdi>${label}</bdi>${
        required ? nothing : html`<span class="quiet"> (${this.#t('form.optional')})</span>`
      }`;
    if (isGroup(field)) {
      const radios = kind !== 'checkboxes';
      return html`<fieldset
        class="stack tight"
        part="field"
        role=${radios ? 'radiogroup' : nothing}
        aria-required=${radios ? required : nothing}
        aria-invalid=${radios ? !!shown.problem : nothing}
        aria-describedby=${this.#describedBy(shown)}
      >
        <legend class="label" part="field-label">${title}</legend>
        ${this.#picture(shown)} ${this.#group(shown)} ${this.#problem(shown)}
      </fieldset>`;
    }
    return html`<div class="stack tight" part="field">
      <label class="label" part="field-label" for=${id}>${title}</label>
      ${this.#picture(shown)} ${this.#control(shown)} ${this.#hint(shown)} ${this.#problem(shown)}
    </div>`;
  }

  #t(key: MessageKey, params?: Record<string, string>): string {
    return this.#host.l10n.t(key, params);
  }

  #control(shown: ShownField): TemplateResult {
    switch (shown.field.kind) {
      case 'password':
        return this.#password(shown);
      case 'select':
      case 'choices':
        return this.#select(shown);
      case 'list':
        return this.#list(shown);
      case 'file':
        return this.#file(shown);
      default:
        return html`<div class="control">${this.#input(shown, 'text')}</div>`;
    }
  }

  #input(shown: ShownField, type: 'text' | 'password' | 'file'): TemplateResult {
    const { field, id } = shown;
    return html`<input
      class="input"
      part="field-input"
      id=${id}
      type=${type}
      autocomplete=${this.#autocomplete(field)}
      inputmode=${field.numeric ? 'numeric' : nothing}
      accept=${ifDefined(field.accept)}
      autocapitalize="none"
      spellcheck="false"
      dir="auto"
      aria-required=${field.required}
      aria-invalid=${!!shown.problem}
      aria-describedby=${this.#describedBy(shown)}
    />`;
  }

  #autocomplete({ token, username, kind }: Field): AutoFill {
    if (token) return 'one-time-code';
    if (this.#host.noAutocomplete) return 'off';
    if (username) return 'username';
    return kind === 'password' ? 'current-password' : 'off';
  }

  #password(shown: ShownField): TemplateResult {
    const { reveal } = this.#host;
    const { revealed } = shown;
    const input = this.#input(shown, revealed ? 'text' : 'password');
    if (reveal === 'none') return html`<div class="control">${input}</div>`;
    const word = this.#t(revealed ? 'form.hide' : 'form.show');
    return html`<div class="control with-inside">
      ${input}
      <button
        class="inside"
        part="reveal"
        type="button"
        aria-controls=${shown.id}
        aria-label=${`${word} ${shown.field.label}`}
        @click=${() => this.#set(shown, { revealed: !revealed })}
      >
        ${reveal === 'text' ? word : icon(revealed ? 'eyeOff' : 'eye')}
      </button>
    </div>`;
  }

  #set(shown: ShownField, state: Partial<ShownField>): void {
    Object.assign(shown, state);
    this.#host.requestUpdate();
  }

  #select(shown: ShownField): TemplateResult {
    return html`<div class="control small">
      <select
        class="input"
        part="field-input"
        id=${shown.id}
        aria-required=${shown.field.required}
        aria-invalid=${!!shown.problem}
        aria-describedby=${this.#describedBy(shown)}
      >
        <option value="">${this.#t('form.choose')}</option>
        ${shown.field.options.map(({ label, value }) => html`<option value=${value}>${label}</option>`)}
      </select>
      ${icon('down')}
    </div>`;
  }

  #list(shown: ShownField): TemplateResult {
    return html`<textarea
      class="input"
      part="field-input"
      rows="3"
      id=${shown.id}
      spellcheck="false"
      autocapitalize="none"
      dir="auto"
      aria-required=${shown.field.required}
      aria-invalid=${!!shown.problem}
      aria-describedby=${this.#describedBy(shown)}
    ></textarea>`;
  }

  /** The native input lies over the area, unseen: pressing and dropping are the browser's own. */
  #file(shown: ShownField): TemplateResult {
    const { l10n, renderRoot } = this.#host;
    const file = inputsOf(renderRoot, shown)[0]?.files?.[0];
    const size = l10n.size(file?.size ?? this.limit);
    const limits = [shown.field.accept, this.#t('form.fileUpTo', { size })].filter(Boolean).join(' · ');
    return html`<div class="control drop" part="drop">
      ${this.#input(shown, 'file')}
      <p class="strong" part="file" id=${`${shown.id}-hint`}>
        <bdi>${file?.name ?? this.#t('form.drop')}</bdi> <span class="quiet">${file ? size : limits}</span>
      </p>
      ${
        shown.progress === undefined
          ? nothing
          : html`<progress part="progress" aria-label=${this.#t('common.loading')} .value=${shown.progress}></progress>`
      }
    </div>`;
  }

  #group(shown: ShownField): TemplateResult {
    const { field, id } = shown;
    const filtered = isFiltered(field);
    const type = field.kind === 'checkboxes' ? 'checkbox' : 'radio';
    const query = filtered
      ? fold(this.#host.renderRoot.querySelector<HTMLInputElement>(`#${id}-filter`)?.value ?? '')
      : '';
    const found = new Set(field.options.filter(({ label }) => fold(label).includes(query)));
    return html`${filtered ? this.#filter(shown, found.size) : nothing}
      <div class=${`stack tight ${field.kind === 'pictures' ? 'grid' : filtered ? 'scroll' : ''}`} part="options">
        ${
          type === 'checkbox' && field.options.length > 1
            ? html`<label class="option line" part="option select-all">
                <input type="checkbox" id=${`${id}-all`} /><b>${this.#t('twofa.selectAll')}</b>
              </label>`
            : nothing
        }
        ${field.options.map((option, index) => this.#option(shown, option, index, type, found.has(option)))}
        ${
          // What is chosen among radios can only be taken back by choosing something else.
          type === 'radio' && !field.required
            ? this.#option(shown, { label: this.#t('form.none'), value: '' }, -1, type, true)
            : nothing
        }
      </div>`;
  }

  #filter({ field, id }: ShownField, found: number): TemplateResult {
    return html`<input
        class="input"
        part="filter"
        type="search"
        id=${`${id}-filter`}
        autocomplete="off"
        spellcheck="false"
        placeholder=${this.#t('form.filter')}
        aria-label=${`${this.#t('form.filter')}: ${field.label}`}
      />
      <p class="quiet" role="status">${found} / ${field.options.length}</p>`;
  }

  #option(
    { id }: ShownField,
    option: FieldOption,
    index: number,
    type: 'radio' | 'checkbox',
    found: boolean,
  ): TemplateResult {
    const source = imageSource(option.image);
    const unnamed = option.image && option.label === String(option.value);
    const name = unnamed ? this.#t('twofa.option', { n: String(index + 1) }) : option.label;
    // The value stays in the field's options: the input only says which one.
    return html`<label class=${found ? 'option line' : 'option line out'} part="option">
      ${source ? html`<img src=${source} alt="" part="option-image" />` : nothing}
      <input type=${type} name=${id} value=${index} />
      <bdi>${name}</bdi>
    </label>`;
  }

  #picture(shown: ShownField): TemplateResult | typeof nothing {
    const { field, id } = shown;
    if (!field.image) return nothing;
    const source = imageSource(field.image);
    if (!source || shown.broken) {
      return html`<p class="picture" part="picture">${this.#t('twofa.pictureBroken')}</p>`;
    }
    const large = `${id}-large`;
    return html`<button class="picture" part="picture" type="button" popovertarget=${large}>
        <img
          src=${source}
          alt=${this.#t('twofa.picture')}
          part="picture-image"
          @error=${() => this.#set(shown, { broken: true })}
        />
        <span part="enlarge">${this.#t('twofa.enlarge')}</span>
      </button>
      <button
        class="picture"
        part="enlarged"
        type="button"
        popover
        id=${large}
        popovertarget=${large}
        aria-label=${this.#t('common.close')}
      >
        <img src=${source} alt="" />
      </button>`;
  }

  #hint({ field, id, hint }: ShownField): TemplateResult | typeof nothing {
    const key = field.kind === 'list' ? 'form.listHint' : hint;
    if (field.kind !== 'list' && field.kind !== 'password') return nothing;
    // As text, so that nothing at all stands in it where it has nothing to say.
    return html`<p
      class="hint quiet"
      part="field-hint"
      role="status"
      id=${`${id}-hint`}
      .textContent=${key ? this.#t(key) : ''}
    ></p>`;
  }

  #describedBy({ field: { kind }, id, problem, hint }: ShownField) {
    const ids = [];
    if (problem) ids.push(`${id}-error`);
    if (hint || kind === 'list' || kind === 'file') ids.push(`${id}-hint`);
    return ids.length ? ids.join(' ') : nothing;
  }

  #problem({ field, id, problem, alert }: ShownField): TemplateResult | typeof nothing {
    if (!problem) return nothing;
    const text =
      ('message' in problem && problem.message) ||
      this.#t(PROBLEM_WORDS[problem.key], {
        accept: field.accept ?? '',
        size: this.#host.l10n.size(this.limit),
      });
    return html`<p
      class="error line top small quiet"
      part="field-error"
      id=${`${id}-error`}
      role=${alert ? 'alert' : nothing}
    >
      ${icon('alert')}<span dir="auto">${text}</span>
    </p>`;
  }
}
