// Every token, in one place: public ones are named --syncfy-*, what is derived from them --_*. Colours follow the
// page's own `color-scheme`.
import { css } from 'lit';

export const tokens = css`
  :host {
    --_accent: var(--syncfy-color-accent, light-dark(#0b5cad, #8cc2ff));
    --_on-accent: var(--syncfy-color-on-accent, light-dark(#ffffff, #06213d));
    --_text: var(--syncfy-color-text, light-dark(#16202b, #eef2f6));
    --_quiet: var(--syncfy-color-text-quiet, light-dark(#526070, #a9b6c4));
    --_surface: var(--syncfy-color-surface, light-dark(#ffffff, #151b23));
    --_field: var(--syncfy-color-field, light-dark(#ffffff, #1d2530));
    --_border: var(--syncfy-color-border, light-dark(#dce2e9, #33404e));
    --_field-border: var(--syncfy-color-field-border, light-dark(#7d8a98, #738294));
    --_danger: var(--syncfy-color-danger, light-dark(#b3261e, #ff9d94));
    --_success: var(--syncfy-color-success, light-dark(#14713d, #6fd79b));
    --_focus: var(--syncfy-color-focus, var(--_accent));
    --_tint: color-mix(in srgb, var(--_accent) 9%, var(--_surface));
    --_danger-tint: color-mix(in srgb, var(--_danger) 9%, var(--_surface));
    --_success-tint: color-mix(in srgb, var(--_success) 13%, var(--_surface));
    --_font: var(--syncfy-font, inherit);
    --_size-small: max(14px, 0.875rem);
    --_size-body: max(16px, 1rem);
    --_size-heading: max(22px, 1.375rem);
    --_s1: var(--syncfy-space, 4px);
    --_s2: calc(2 * var(--_s1));
    --_s3: calc(3 * var(--_s1));
    --_s4: calc(4 * var(--_s1));
    --_s5: calc(5 * var(--_s1));
    --_s6: calc(6 * var(--_s1));
    --_radius: var(--syncfy-radius, 10px);
    --_focus-ring: var(--syncfy-focus-ring, 3px solid var(--_focus));
    --_shadow: var(--syncfy-shadow, 0 16px 48px rgb(10 20 35 / 24%));
    --_duration: var(--syncfy-duration, 150ms);
    --_control: 48px;
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_duration: 0ms;
    }
  }
`;
