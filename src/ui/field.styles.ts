// Fields: label above, control, error under it.
import { css } from 'lit';

export const fieldStyles = css`
  .fields {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_s4);
  }
  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_s2);
  }
  .label {
    font-weight: 600;
    font-size: var(--_size-small);
    padding: 0;
  }
  .label .quiet {
    font-weight: 400;
  }
  .control {
    display: flex;
    position: relative;
  }
  .input {
    inline-size: 100%;
    min-block-size: var(--_control);
    padding: var(--_s2) var(--_s3);
    border: 1px solid var(--_field-border);
    border-radius: var(--_radius);
    background: var(--_field);
    color: var(--_text);
    font: inherit;
    transition: border-color var(--_duration);
  }
  select.input {
    appearance: none;
    padding-inline-end: 40px;
    text-overflow: ellipsis;
  }
  .control > .icon {
    position: absolute;
    inset-inline-end: var(--_s3);
    inset-block-start: 50%;
    inline-size: 18px;
    block-size: 18px;
    margin-block-start: -9px;
    color: var(--_quiet);
    pointer-events: none;
  }
  textarea.input {
    resize: vertical;
  }
  .input::placeholder {
    color: var(--_quiet);
    opacity: 1;
  }
  .input:hover {
    border-color: var(--_text);
  }
  .input:focus-visible {
    outline-offset: -1px;
  }
  .input[aria-invalid='true'] {
    border-color: var(--_danger);
    border-width: 2px;
  }
  .with-reveal .input {
    padding-inline-end: 56px;
  }
  .with-reveal.as-text .input {
    padding-inline-end: 88px;
  }
  .reveal {
    position: absolute;
    inset-inline-end: 2px;
    inset-block: 2px;
    min-inline-size: 44px;
    display: grid;
    place-items: center;
    border: 0;
    border-radius: calc(var(--_radius) - 2px);
    background: none;
    color: var(--_quiet);
    font-size: var(--_size-small);
    font-weight: 600;
  }
  .reveal:hover {
    color: var(--_text);
  }
  .error {
    display: flex;
    align-items: start;
    gap: var(--_s2);
    color: var(--_danger);
    font-size: var(--_size-small);
  }
  .error .icon {
    inline-size: 18px;
    block-size: 18px;
    margin-block-start: 1px;
  }
  .picture {
    display: grid;
    place-items: center;
    padding: var(--_s3);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    /* A captcha or QR code keeps its contrast in the dark. */
    background: #fff;
    color: #16202b;
  }
  .picture img {
    max-inline-size: 100%;
    min-inline-size: min(100%, 200px);
    image-rendering: auto;
  }
  .options {
    display: grid;
    gap: var(--_s2);
  }
  .options.grid {
    grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
  }
  .option {
    display: flex;
    align-items: center;
    gap: var(--_s3);
    position: relative;
    min-block-size: var(--_control);
    padding: var(--_s2) var(--_s3);
    border: 1px solid var(--_field-border);
    border-radius: var(--_radius);
    background: var(--_field);
    cursor: pointer;
  }
  .option:hover {
    border-color: var(--_text);
  }
  .option:has(:checked) {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
    background: var(--_tint);
  }
  .option:has(:focus-visible) {
    outline: var(--_focus-ring);
    outline-offset: 2px;
  }
  .option input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    flex: none;
    accent-color: var(--_accent);
  }
  .option input:focus-visible {
    outline: none;
  }
  .grid .option {
    flex-direction: column;
    text-align: center;
    padding: var(--_s2);
  }
  .option img {
    inline-size: 100%;
    max-block-size: 120px;
    object-fit: contain;
    border-radius: calc(0.6 * var(--_radius));
    background: #fff;
  }
  input[type='file'].input {
    padding-block: var(--_s2);
  }
`;
