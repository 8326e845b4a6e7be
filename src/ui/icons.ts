// Icons of our own, drawn on a grid of 24 with one stroke; decorative, since the text beside them says it.
import { html, type TemplateResult } from 'lit';

const EYE = 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M9 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0';

const PATHS = {
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M4.5 11a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M16 16l4.5 4.5',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  alert: 'M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M12 7.5V13M12 16.4v.1',
  clock: 'M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M12 7.5V12l3 2',
  lock: 'M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2M8 11V8a4 4 0 0 1 8 0v3',
  eye: EYE,
  eyeOff: `${EYE}M4 4l16 16`,
};

export type IconName = keyof typeof PATHS;

/** An icon; those that point somewhere turn round in a right-to-left page. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg
    class=${name === 'back' || name === 'next' ? 'icon flips' : 'icon'}
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
