// Fields: label above, control, error under it.
import { css } from 'lit';

export const fieldStyles = css`
  .label {
    font-weight: 600;
    font-size: var(--_size-small);
  }
  legend.label {
    margin-block-end: var(--_s2);
  }
  .label .quiet {
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
  .with-inside .input {
    padding-inline-end: 88px;
  }
  .inside {
    position: absolute;
    inset-inline-end: 2px;
    min-inline-size: 44px;
    padding: 0 var(--_s2);
    color: var(--_quiet);
    font-size: var(--_size-small);
  }
  .picture {
    padding: var(--_s3);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    text-align: center;
    /* A captcha or QR code keeps its contrast in the dark. */
    background: #fff;
    color: #16202b;
  }
  .picture img {
    min-inline-size: min(100%, 200px);
  }
  .grid {
    grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
  }
  .option {
    cursor: pointer;
  }
  .option:has(:checked) {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
    background: var(--_tint);
  }
  .option input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    flex: none;
    accent-color: var(--_accent);
  }
  .grid .option {
    flex-direction: column;
    text-align: center;
  }
`;
