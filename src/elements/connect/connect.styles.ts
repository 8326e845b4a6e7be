import { css } from 'lit';

export const styles = css`
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: var(--_s3);
    inline-size: 100%;
    max-inline-size: var(--syncfy-max-width, 440px);
    margin-inline: auto;
    padding: var(--_s5) var(--_s4);
    background: var(--_surface);
    color: var(--_text);
  }
  :host([mode='dialog']) {
    display: contents;
  }
  :host(:not([mode='dialog'])) .card {
    border: 1px solid var(--_border);
    border-radius: calc(1.6 * var(--_radius));
  }
  .top {
    display: flex;
    justify-content: space-between;
    margin: calc(-1 * var(--_s2)) calc(-1 * var(--_s2)) 0;
  }
  .top .link {
    padding-inline: var(--_s2);
    color: var(--_quiet);
  }
  .top .icon {
    inline-size: 20px;
    block-size: 20px;
  }
  .close {
    margin-inline-start: auto;
    min-inline-size: 44px;
    justify-content: center;
  }
  .actions {
    display: grid;
    gap: var(--_s2);
    justify-items: center;
  }
  .who {
    display: flex;
    align-items: center;
    gap: var(--_s3);
  }
  .who .syncfy {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .dots {
    inline-size: 32px;
    border-block-start: 2px dotted var(--_field-border);
  }
  .promises {
    display: grid;
    gap: var(--_s4);
  }
  .promises li {
    display: flex;
    gap: var(--_s3);
  }
  .promises .icon {
    color: var(--_accent);
  }
  .promises strong {
    display: block;
  }
  a {
    color: var(--_accent);
  }
  dialog {
    inline-size: 100%;
    max-inline-size: 100%;
    max-block-size: min(92dvh, 760px);
    margin: auto 0 0;
    padding: 0;
    border: 0;
    border-radius: calc(2 * var(--_radius)) calc(2 * var(--_radius)) 0 0;
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overflow: auto;
    overscroll-behavior: contain;
  }
  dialog::backdrop {
    background: rgb(10 18 28 / 55%);
  }
  dialog .card {
    padding-block-end: max(var(--_s5), env(safe-area-inset-bottom));
  }
  dialog[open] {
    animation: rise var(--_duration) ease-out;
  }
  @keyframes rise {
    from {
      transform: translateY(16px);
      opacity: 0;
    }
  }
  @media (min-width: 520px) {
    .card {
      padding: var(--_s6);
    }
    dialog {
      inline-size: calc(var(--syncfy-max-width, 440px));
      margin: auto;
      border-radius: calc(1.6 * var(--_radius));
    }
  }
  @media (forced-colors: active) {
    dialog {
      border: 1px solid CanvasText;
    }
  }
`;
