// The theme editor. The CSS in the text area is the theme: the controls, one for each public custom property that
// custom-elements.json documents, are read from it and write into it.
import manifest from '../custom-elements.json';
import '../src/index.js';
import type { SyncfyConnect } from '../src/elements/connect/define.js';
import type { SyncfySession } from '../src/elements/session/define.js';
import clay from './themes/clay.css?raw';
import { colorReader, contrast, type Scheme } from './themes/colors.js';
import { valueIn, withValue } from './themes/css.js';
import institution from './themes/institution.css?raw';
import neobank from './themes/neobank.css?raw';
import { showPreviews } from './themes/previews.js';

const PRESETS = { Neobank: neobank, Institution: institution, Clay: clay, Default: ':root {\n}\n' };
const SCHEMES = ['light', 'dark'] as const;

/** From, to, step. */
const RANGES: Record<string, [number, number, number]> = {
  '--syncfy-radius': [0, 28, 1],
  '--syncfy-space': [3, 7, 0.5],
  '--syncfy-font-size': [14, 22, 1],
  '--syncfy-max-width': [320, 640, 10],
  '--syncfy-duration': [0, 400, 10],
};
/** A default that is a size, or begins with one: `10px`, `max(16px, 1rem)`. */
const SIZE = /^(?:max\()?([\d.]+)(px|rem|ms)\b(?! )/;
const SUGGESTIONS: Record<string, string[]> = {
  '--syncfy-font': ['system-ui', 'Georgia, serif', 'ui-rounded, Nunito, sans-serif', 'ui-monospace, monospace'],
  '--syncfy-shadow': ['none', '0 2px 8px rgb(0 0 0 / 20%)', '0 24px 64px rgb(0 0 0 / 40%)'],
  '--syncfy-focus-ring': ['3px solid', '2px dashed', '4px double'],
};
/** What must be told apart from what, and how well. */
const PAIRS = [
  ['text', 'surface', 4.5],
  ['text-quiet', 'surface', 4.5],
  ['text', 'field', 4.5],
  ['accent', 'surface', 4.5],
  ['on-accent', 'accent', 4.5],
  ['danger', 'surface', 4.5],
  ['success', 'surface', 3],
  ['field-border', 'surface', 3],
] as const;

interface Token {
  name: string;
  description?: string;
  default?: string;
}

function documentedTokens(): Token[] {
  const { modules } = manifest as unknown as { modules: { declarations: { cssProperties?: Token[] }[] }[] };
  const elements = modules.flatMap(module => module.declarations);
  const tokens = elements.flatMap(element => element.cssProperties ?? []);
  return [...new Map(tokens.map(token => [token.name, token])).values()];
}

const find = <E extends Element = HTMLElement>(selector: string) => document.querySelector<E>(selector)!;
const area = find<HTMLTextAreaElement>('#css');
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);

const connect = find<SyncfyConnect>('syncfy-connect');
await connect.updateComplete;
const read = colorReader(connect);
const hexOf = (name: string, scheme: Scheme) => read(`--syncfy-color-${name}`, scheme);

/** Each control, brought up to date with the theme. */
const refreshers: (() => void)[] = [];

function apply(css: string): void {
  if (area.value !== css) area.value = css;
  sheet.replaceSync(css);
  for (const refresh of refreshers) refresh();
}

const set = (token: string, value: string | undefined) => apply(withValue(area.value, token, value));

function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

const shortName = (token: string) => token.replace(/^--syncfy-(?:color-)?/, '');

/** The button that takes a token out of the theme. */
function resetButton(token: Token): HTMLButtonElement {
  const button = make('button', { type: 'button', ariaLabel: `Reset ${shortName(token.name)}` }, 'Reset');
  button.addEventListener('click', () => set(token.name, undefined));
  refreshers.push(() => (button.ariaDisabled = String(valueIn(area.value, token.name) === undefined)));
  return button;
}

const named = (token: Token) => [
  make('code', {}, shortName(token.name)),
  make('small', {}, ` ${token.description?.replaceAll('`', '') ?? ''}`),
];

function colorControl(token: Token): HTMLElement {
  const inputs = SCHEMES.map(scheme =>
    make('input', { type: 'color', ariaLabel: `${shortName(token.name)}, ${scheme}` }),
  );
  const [light, dark] = inputs as [HTMLInputElement, HTMLInputElement];
  for (const input of inputs) {
    input.addEventListener('input', () => set(token.name, `light-dark(${light.value}, ${dark.value})`));
  }
  refreshers.push(() =>
    inputs.forEach((input, index) => (input.value = hexOf(shortName(token.name), SCHEMES[index]!))),
  );
  return make('fieldset', { className: 'token' }, make('legend', {}, ...named(token)), ...inputs, resetButton(token));
}

function rangeControl(token: Token, size: string, unit: string): HTMLElement {
  const usual = Number(size);
  const [min, max, step] = RANGES[token.name] ?? [usual / 2, usual * 2, usual / 20];
  const id = `token${token.name}`;
  const input = make('input', { type: 'range', id, min: String(min), max: String(max), step: String(step) });
  const output = make('output');
  input.addEventListener('input', () => set(token.name, `${input.value}${unit}`));
  refreshers.push(() => {
    const value = valueIn(area.value, token.name) ?? `${size}${unit}`;
    input.value = String(parseFloat(value));
    output.value = value;
    input.ariaValueText = value;
  });
  const label = make('label', { htmlFor: id }, ...named(token));
  return make('div', { className: 'token' }, label, input, output, resetButton(token));
}

function textControl(token: Token): HTMLElement {
  const id = `token${token.name}`;
  const input = make('input', { type: 'text', id, spellcheck: false, placeholder: token.default ?? '' });
  const list = make('datalist', { id: `${id}-list` });
  for (const value of SUGGESTIONS[token.name] ?? []) list.append(make('option', { value }));
  input.setAttribute('list', list.id);
  input.addEventListener('input', () => set(token.name, input.value || undefined));
  refreshers.push(() => {
    if (document.activeElement !== input) input.value = valueIn(area.value, token.name) ?? '';
  });
  const label = make('label', { htmlFor: id }, ...named(token));
  return make('div', { className: 'token' }, label, input, list, resetButton(token));
}

function addControls(): void {
  for (const token of documentedTokens()) {
    if (token.name.includes('-color-')) find('#colors').append(colorControl(token));
    else {
      const [, size, unit] = SIZE.exec(token.default ?? '') ?? [];
      find('#others').append(size && unit ? rangeControl(token, size, unit) : textControl(token));
    }
  }
}

function showContrast(): void {
  const rows = PAIRS.map(([one, other, least]) => {
    const cells = SCHEMES.map(scheme => {
      const ratio = contrast(hexOf(one, scheme), hexOf(other, scheme));
      const enough = ratio >= least;
      const text = `${(Math.floor(ratio * 10) / 10).toFixed(1)}${enough ? '' : `, under ${least}`}`;
      return make('td', { className: enough ? '' : 'low' }, text);
    });
    return make('tr', {}, make('th', { scope: 'row' }, `${one} on ${other}`), ...cells);
  });
  find('#contrast').replaceChildren(...rows);
}

function addPresets(): void {
  for (const [name, css] of Object.entries(PRESETS)) {
    const radio = make('input', { type: 'radio', name: 'preset', value: name });
    radio.addEventListener('change', () => apply(css));
    find('#presets').append(make('label', {}, radio, ` ${name}`));
    refreshers.push(() => (radio.checked = area.value === css));
  }
}

// On a phone what is changed stands under what changes it: first things first.
if (innerWidth < 900) for (const group of document.querySelectorAll('details')) group.open = false;
addControls();
addPresets();
refreshers.push(showContrast);
area.addEventListener('input', () => apply(area.value));
find('#copy').addEventListener('click', () => {
  void navigator.clipboard.writeText(area.value).then(
    () => (find('#copied').textContent = 'Copied.'),
    () => (find('#copied').textContent = 'Not allowed here: select the text and copy it.'),
  );
});
find('#editor').addEventListener('submit', event => event.preventDefault());
void showPreviews(find<SyncfySession>('syncfy-session'));
apply(PRESETS.Neobank);
