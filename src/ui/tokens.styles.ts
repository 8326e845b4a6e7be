// Every token, in one place: public ones are named --syncfy-*, what is derived from them --_*, and nothing public is read
// anywhere else. Colours follow the page's own `color-scheme`; lines and quiet text are mixed from text and surface, small
// type and headings follow the type's size, so that a theme need not name them.
import { css } from 'lit';

export const tokens = css`
  :host {
    --_accent: var(--syncfy-color-accent, light-dark(#0b5cad, #8cc2ff));
    /* Light enough for a browser that darkens pages by itself to darken it, as it lightens what stands on it. */
    --_fill: var(--syncfy-color-accent, light-dark(#0b5cad, #b3d7ff));
    --_on-accent: var(--syncfy-color-on-accent, light-dark(#fff, #06213d));
    --_text: var(--syncfy-color-text, light-dark(#16202b, #eef2f6));
    --_surface: var(--syncfy-color-surface, light-dark(#fff, #151b23));
    --_danger: var(--syncfy-color-danger, light-dark(#b3261e, #ff9d94));
    --_success: var(--syncfy-color-success, light-dark(#14713d, #6fd79b));
    --_quiet: var(--syncfy-color-text-quiet, color-mix(in srgb, var(--_text) 80%, var(--_surface)));
    --_border: var(--syncfy-color-border, color-mix(in srgb, var(--_text) 16%, var(--_surface)));
    --_field-border: var(--syncfy-color-field-border, color-mix(in srgb, var(--_text) 64%, var(--_surface)));
    --_field: var(--syncfy-color-field, var(--_surface));
    --_tint: color-mix(in srgb, var(--_accent) 9%, var(--_surface));
    --_focus-ring: var(--syncfy-focus-ring, 3px solid var(--syncfy-color-focus, var(--_accent)));
    font-family: var(--syncfy-font, inherit);
    --_size: var(--syncfy-font-size, max(16px, 1rem));
    --_size-small: calc(0.875 * var(--_size));
    --_size-heading: calc(1.375 * var(--_size));
    --_s1: var(--syncfy-space, 4px);
    --_s2: calc(2 * var(--_s1));
    --_s3: calc(3 * var(--_s1));
    --_s4: calc(4 * var(--_s1));
    --_radius: var(--syncfy-radius, 10px);
    --_shadow: var(--syncfy-shadow, 0 16px 48px rgb(10 20 35 / 24%));
    --_duration: var(--syncfy-duration, 150ms);
    --_max-width: var(--syncfy-max-width, 440px);
    /* Where what comes late stands in the order of a screen. */
    --_late: 0;
    --_list-height: var(--syncfy-list-height, max(416px, 26rem));
    --_backdrop: rgb(10 18 28 / 55%);
    /* Under pictures, also in the dark: logos are made for paper, and codes are read by their contrast. An extension that darkens pages by
       itself leaves alone what has a colour of its own there, if not by much. */
    --_paper: light-dark(#fff, #fefefe);
    --_ink: light-dark(#16202b, #16202a);
  }
  @media (prefers-contrast: more) {
    :host {
      --_quiet: var(--_text);
      --_border: var(--_text);
      --_field-border: var(--_text);
    }
  }
`;
