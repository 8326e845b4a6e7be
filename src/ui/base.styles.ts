// What every element looks like: two ways of laying out (a stack, a line), type, buttons, banners, focus.
import { css } from 'lit';
import { tokens } from './tokens.styles.js';

const base = css`
  :host {
    display: block;
  }
  /* Not on the element itself: whatever rule of the page's fits it, such as one for *, would go before. */
  .frame {
    color: var(--_text);
    font-size: var(--_size);
    line-height: 1.45;
    overflow-wrap: anywhere;
    /* How the page sets the text around is for that text. */
    caret-color: auto;
    font-style: normal;
    text-shadow: none;
    -webkit-text-fill-color: currentcolor;
    font-variant: normal;
    hyphens: manual;
    letter-spacing: normal;
    text-indent: 0;
    text-transform: none;
    white-space: normal;
    word-break: normal;
    word-spacing: normal;
  }
  [hidden],
  :host([hidden]) {
    display: none !important;
  }
  /* The layout goes the page's way, each text its own: English in an Arabic page keeps its full stops. */
  * {
    box-sizing: border-box;
    unicode-bidi: plaintext;
  }
  h2,
  p,
  ul,
  ol,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
    list-style: none;
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_s4);
    text-align: left;
  }
  .stack:dir(rtl) {
    text-align: right;
  }
  select,
  .row {
    text-align: inherit;
  }
  ::slotted(*) {
    margin-block: 0;
  }
  .tight {
    gap: var(--_s2);
  }
  .line {
    display: flex;
    align-items: center;
    gap: var(--_s3);
  }
  .line > div {
    flex: 1;
    min-inline-size: 0;
  }
  .top {
    align-items: start;
  }
  h2 {
    font-size: var(--_size-heading);
    line-height: 1.25;
    text-wrap: balance;
    border-radius: 4px;
    /* The focus comes to it: what stands above, such as the way back and the close button, stays in sight. */
    scroll-margin-block-start: 30vh;
  }
  /* What Syncfy's support asks for. */
  [part='facts'] span {
    display: block;
  }
  code {
    -webkit-user-select: all;
    user-select: all;
  }
  /* Where words would break beside a logo, they stand under it. */
  [part='header'] {
    flex-wrap: wrap;
  }
  [part='header'] > div {
    flex-basis: 12em;
  }
  /* Under the ring of the heading, which has the focus first. */
  [part='header'] p {
    margin-block-start: var(--_s1);
  }
  strong,
  .strong {
    display: block;
    font-weight: 600;
  }
  .quiet {
    color: var(--_quiet);
    font-size: var(--_size-small);
  }
  .box .quiet {
    color: inherit;
  }
  :focus-visible {
    outline: var(--_focus-ring);
    outline-offset: 2px;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: none;
    min-block-size: 44px;
    min-inline-size: 44px;
  }
  .button {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--_s2);
    inline-size: 100%;
    padding: var(--_s3) var(--_s4);
    background: var(--_fill);
    color: var(--_on-accent);
    font-weight: 600;
  }
  /* Under a finger, what was pressed last would stay so. */
  @media (hover) {
    .button:hover {
      box-shadow: 0 0 0 3px var(--_border);
    }
  }
  .plain,
  .link {
    background: none;
    color: var(--_accent);
    font-weight: 600;
  }
  .plain {
    background: var(--_surface);
    border-color: currentcolor;
  }
  .box {
    padding: var(--_s4);
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  /* A live region is there before it has something to say. */
  [role='status']:empty {
    position: absolute;
  }
  /* A sheet grows upwards: in it, what comes late stands above what is pressed. */
  .late {
    order: var(--_late);
  }
  [part='header']:has(~ .late) {
    order: calc(2 * var(--_late));
  }
  .danger {
    --_tint: color-mix(in srgb, var(--_danger) 9%, var(--_surface));
    border-color: var(--_danger);
  }
  .danger > .icon,
  .error {
    color: var(--_danger);
  }
  .box .button,
  .box [part='facts'] {
    margin-block-start: var(--_s2);
  }
  .icon {
    vertical-align: middle;
    inline-size: 24px;
    block-size: 24px;
    flex: none;
  }
  .small .icon {
    inline-size: 18px;
    block-size: 18px;
  }
  svg:is(.back, .next):dir(rtl) {
    transform: scaleX(-1);
  }
  .spinner {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
    border: 2px solid;
    border-inline-end-color: transparent;
    border-radius: 50%;
    opacity: 0;
    /* Only what takes longer than 300 ms deserves a spinner; it turns at its own pace, whatever a theme's motion is. */
    animation: turn 800ms linear 300ms infinite forwards;
  }
  @keyframes turn {
    from {
      opacity: 1;
    }
    to {
      opacity: 1;
      rotate: 1turn;
    }
  }
  .logo,
  .logo-image {
    inline-size: 40px;
    block-size: 40px;
  }
  .logo {
    display: grid;
    place-items: center;
    flex: none;
    border-radius: var(--_radius);
    background: var(--_tint);
    color: var(--_accent);
    font-weight: 600;
    font-size: 14px;
  }
  .logo-image {
    border-radius: inherit;
  }
  img {
    /* A press that slips a little is no drag. */
    -webkit-user-drag: none;
    max-inline-size: 100%;
    object-fit: contain;
    background: var(--_paper);
    forced-color-adjust: none;
    /* A browser that darkens pages by itself leaves the paper white. */
    color-scheme: only light;
  }
  ::backdrop {
    background: var(--_backdrop);
    overflow: hidden;
    overscroll-behavior: contain;
  }
  .bone {
    block-size: 48px;
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before {
      animation-duration: 0s !important;
      animation-iteration-count: 1 !important;
    }
  }
  /* A border that is transparent is seen with forced colours. */
  @media (forced-colors: active) {
    .bone,
    .logo {
      border: 1px solid;
    }
    [aria-selected='true'],
    [aria-pressed='true'],
    [aria-current='true'] {
      border: 3px double;
    }
    svg {
      forced-color-adjust: auto;
    }
    .button:not(.plain) {
      border-width: 3px;
    }
    .picture {
      outline-color: Highlight;
    }
  }
`;

export const baseStyles = [tokens, base];
