// Icons of our own, drawn on a grid of 24 with one stroke; decorative, since the text beside them says it.
import { html, type TemplateResult } from 'lit';

// A circle is an arc that ends just beside its beginning: round caps close it.
const EYE = 'M2 12q10-13 20 0-10 13-20 0M12 9a3 3 0 1 0 .1 0';

const PATHS = {
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M11 4a7 7 0 1 0 .1 0M16 16l4 4',
  check: 'M5 12l5 5 9-9',
  alert: 'M12 3a9 9 0 1 0 .1 0M12 7v6M12 17v.1',
  clock: 'M12 3a9 9 0 1 0 .1 0M12 7v5l3 2',
  lock: 'M6 11h12l1 1v7l-1 1H6l-1-1v-7zM8 11V8a4 4 0 0 1 8 0v3',
  eye: EYE,
  eyeOff: `${EYE}M4 4l16 16`,
};

export type IconName = keyof typeof PATHS;

/** An icon; its name is a class, by which those that point somewhere turn round in a right-to-left page. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg
    class="icon ${name}"
    part="icon"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d=${PATHS[name]} />
  </svg>`;
