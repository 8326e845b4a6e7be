// Icons of our own, drawn on a grid of 24 with one stroke; decorative, since the text beside them says it.
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const PATHS = {
  back: svg`<path d="M15 5l-7 7 7 7" />`,
  close: svg`<path d="M6 6l12 12M18 6L6 18" />`,
  search: svg`<circle cx="11" cy="11" r="6.5" /><path d="M16 16l4.5 4.5" />`,
  next: svg`<path d="M9 5l7 7-7 7" />`,
  down: svg`<path d="M5 9l7 7 7-7" />`,
  check: svg`<path d="M5 12.5l4.5 4.5L19 7.5" />`,
  alert: svg`<circle cx="12" cy="12" r="9" /><path d="M12 7.5v5.5M12 16.4v.1" />`,
  lock: svg`<rect x="5" y="11" width="14" height="9" rx="2" /><path d="M8 11V8a4 4 0 0 1 8 0v3" />`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" /><circle cx="12" cy="12" r="3" />`,
  eyeOff: svg`<path d="M4 4l16 16M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-3.2 3.9M6 8a16 16 0 0 0-3.5 4S6 18.5 12 18.5a9 9 0 0 0 3.5-.700M10 10a3 3 0 0 0 4 4" />`,
  shield: svg`<path d="M12 3l7.5 3v5.5c0 4.6-3 7.7-7.5 9.5-4.5-1.8-7.5-4.9-7.5-9.5V6z" />`,
  hand: svg`<circle cx="12" cy="12" r="9" /><path d="M8.5 12.5l2.5 2.5 4.5-5.5" />`,
  bank: svg`<path d="M4 9.5L12 4l8 5.5zM6 10v7M10 10v7M14 10v7M18 10v7M4 20h16" />`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof PATHS;

/** An icon; those that point somewhere turn round in a right-to-left page. */
export function icon(name: IconName): TemplateResult {
  const flips = name === 'back' || name === 'next';
  return html`<svg
    class=${flips ? 'icon flips' : 'icon'}
    part="icon"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${PATHS[name]}
  </svg>`;
}
