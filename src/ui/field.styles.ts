// Fields: label above, control, error under it.
import { css } from 'lit';

export const fieldStyles = css`
  .label {
    font-weight: 600;
    font-size: var(--_size-small);
  }
  /* Steps to follow stand in lines. */
  bdi,
  p[dir] {
    white-space: pre-line;
  }
  legend.label {
    margin-block-end: var(--_s2);
  }
  .label .quiet,
  .drop .quiet {
    font-weight: 400;
  }
  .control {
    display: grid;
    align-items: center;
    position: relative;
  }
  .control > .icon {
    position: absolute;
    inset-inline-end: var(--_s3);
    pointer-events: none;
  }
  .input,
  .option {
    inline-size: 100%;
    min-block-size: 48px;
    padding: var(--_s2) var(--_s3);
    border: 1px solid var(--_field-border);
    border-radius: var(--_radius);
    background: var(--_field);
    color: inherit;
    font: inherit;
    font-size: max(16px, 1em);
  }
  .input.code {
    font-size: 1.5em;
    letter-spacing: 0.1em;
  }
  .input::placeholder {
    color: var(--_quiet);
    opacity: 1;
  }
  .input:hover,
  .option:hover,
  .chip:hover {
    border-color: currentcolor;
  }
  .input[aria-invalid='true'] {
    border: 2px solid var(--_danger);
  }
  select.input {
    appearance: none;
    padding-inline-end: 40px;
  }
  /* An input has the direction of what is typed, the button in it that of the page. */
  .with-inside:dir(ltr) .input {
    padding-right: max(88px, 4em);
  }
  .with-inside:dir(rtl) .input {
    padding-left: max(88px, 4em);
  }
  .inside {
    position: absolute;
    inset-inline-end: 2px;
    padding: 0 var(--_s2);
    color: var(--_quiet);
    font-size: var(--_size-small);
  }
  /* What a browser fills in has its own colour, light in a page that is dark by our tokens alone. */
  .input:autofill ~ .inside {
    color: fieldtext;
  }
  /* Edge has an eye of its own. */
  .input::-ms-reveal {
    display: none;
  }
  /* Above the area that it fills, unseen: what is under it says what it does. */
  .drop .input {
    position: absolute;
    inset: 0;
    block-size: 100%;
    padding: 0;
    border: 0;
    opacity: 0;
    cursor: pointer;
  }
  /* In a shadow tree, Chromium and Safari take what is dropped on the button alone. */
  ::file-selector-button {
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .drop {
    padding: var(--_s4);
    border: 1px dashed var(--_field-border);
    border-radius: var(--_radius);
    background: var(--_field);
    text-align: center;
  }
  .drop .quiet {
    display: block;
  }
  .drop:hover {
    border-style: solid;
  }
  .drop:focus-within {
    outline: var(--_focus-ring);
    outline-offset: 2px;
  }
  progress {
    inline-size: 100%;
    accent-color: var(--_accent);
  }
  .picture {
    inline-size: 100%;
    padding: var(--_s3);
    border: 1px solid var(--_border);
    font-size: var(--_size-small);
    /* A captcha or QR code keeps its contrast in the dark. */
    background: var(--_paper);
    color: var(--_ink);
    forced-color-adjust: none;
  }
  .picture img {
    display: block;
    min-inline-size: min(100%, 200px);
    margin: auto;
  }
  /* How large one is that has yet to come is not known: it gets its room beforehand. */
  .picture img[src^='http'] {
    block-size: 160px;
  }
  /* That, the padding, and the line under it. */
  .awaited {
    align-content: center;
    min-block-size: calc(160px + 2 * var(--_s3) + 1.45 * var(--_size-small) + 2px);
  }
  .option img[src^='http'] {
    inline-size: 100%;
    block-size: 96px;
  }
  .picture span {
    text-decoration: underline;
  }
  /* A browser puts a popover in the middle. */
  .picture:popover-open {
    inline-size: 96vmin;
  }
  .picture:popover-open img {
    inline-size: 100%;
    block-size: auto;
    max-block-size: 80vh;
  }
  .scroll {
    grid-auto-rows: max-content;
    block-size: max(256px, 16rem);
    overflow-y: auto;
  }
  .out:not(:has(:checked)) {
    display: none;
  }
  .grid {
    grid-template-columns: repeat(auto-fill, minmax(min(140px, 45%), 1fr));
  }
  .option {
    cursor: pointer;
  }
  .option:has(:checked) {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
    background: var(--_tint);
  }
  [aria-invalid='true'] .option,
  :is(.option, .drop):has([aria-invalid='true']) {
    border-color: var(--_danger);
  }
  .option input {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
    margin: 0;
    accent-color: var(--_accent);
  }
  .grid .option {
    flex-direction: column;
    text-align: center;
  }
`;
