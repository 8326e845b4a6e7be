// What every element looks like: type, buttons, banners, focus.
import { css } from 'lit';
import { tokens } from './tokens.styles.js';

const base = css`
  :host {
    display: block;
    color: var(--_text);
    font-family: var(--_font);
    font-size: var(--_size-body);
    line-height: 1.45;
    text-align: start;
    overflow-wrap: anywhere;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul,
  ol,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  .base {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_s5);
  }
  .heading {
    font-size: var(--_size-heading);
    line-height: 1.25;
    font-weight: 650;
    text-wrap: balance;
  }
  .heading:focus {
    outline: none;
  }
  .quiet {
    color: var(--_quiet);
    font-size: var(--_size-small);
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_s2);
  }
  :focus-visible {
    outline: var(--_focus-ring);
    outline-offset: 2px;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_s2);
    min-block-size: var(--_control);
    padding: var(--_s2) var(--_s5);
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    transition: filter var(--_duration);
  }
  .button.wide {
    inline-size: 100%;
  }
  .button:hover {
    filter: brightness(1.08);
  }
  .button:active {
    filter: brightness(0.94);
  }
  .button[aria-disabled='true'] {
    cursor: progress;
  }
  .button.plain {
    background: none;
    color: var(--_accent);
    border-color: var(--_border);
  }
  .link {
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    padding: 0 var(--_s2);
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_accent);
    font-weight: 600;
  }
  .link:hover {
    text-decoration: underline;
  }
  .banner {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--_s3);
    padding: var(--_s4);
    border-radius: var(--_radius);
    background: var(--_danger-tint);
    border: 1px solid color-mix(in srgb, var(--_danger) 35%, transparent);
  }
  .banner > .icon {
    color: var(--_danger);
  }
  .banner strong {
    display: block;
  }
  .banner .actions {
    margin-block-start: var(--_s2);
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_s1) var(--_s3);
    color: var(--_quiet);
    font-size: var(--_size-small);
  }
  .facts code {
    font-size: inherit;
    user-select: all;
  }
  .facts .link {
    font-size: inherit;
    min-block-size: 32px;
  }
  .icon {
    inline-size: 24px;
    block-size: 24px;
    flex: none;
  }
  .icon.flips:dir(rtl) {
    transform: scaleX(-1);
  }
  .spinner {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
    border: 2px solid currentcolor;
    border-inline-end-color: transparent;
    border-radius: 50%;
    opacity: 0;
    /* Only what takes longer than 300 ms deserves a spinner. */
    animation:
      appear 1ms 300ms forwards,
      turn 800ms linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @keyframes appear {
    to {
      opacity: 1;
    }
  }
  .logo {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    flex: none;
    border-radius: calc(0.8 * var(--_radius));
    overflow: hidden;
    background: var(--_tint);
    color: var(--_accent);
    font-weight: 650;
    font-size: var(--_size-small);
  }
  .logo img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
    background: #fff;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation: appear 1ms 300ms forwards;
    }
  }
  @media (forced-colors: active) {
    .button,
    .banner,
    .logo {
      border: 1px solid ButtonText;
    }
  }
`;

export const baseStyles = [tokens, base];
