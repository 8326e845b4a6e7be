import { css } from 'lit';

export const styles = css`
  .bar {
    block-size: 4px;
    border-radius: 2px;
    overflow: hidden;
    background: var(--_border);
  }
  .bar::before {
    content: '';
    display: block;
    block-size: 100%;
    inline-size: 35%;
    border-radius: 2px;
    background: var(--_accent);
    animation: slide 1.8s ease-in-out infinite;
  }
  @keyframes slide {
    from {
      transform: translateX(-100%);
    }
    to {
      transform: translateX(290%);
    }
  }
  .now strong {
    display: block;
  }
  .steps {
    display: grid;
    gap: var(--_s3);
  }
  .step {
    display: flex;
    align-items: center;
    gap: var(--_s3);
    color: var(--_quiet);
  }
  .step.done,
  .step.now {
    color: var(--_text);
  }
  .step.now {
    font-weight: 600;
  }
  .dot {
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    flex: none;
    border: 2px solid var(--_field-border);
    border-radius: 50%;
  }
  .now .dot {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 4px var(--_surface);
    background: var(--_accent);
  }
  .done .dot {
    border-color: var(--_success);
    background: var(--_success);
    color: var(--_surface);
  }
  .dot .icon {
    inline-size: 16px;
    block-size: 16px;
    stroke-width: 3;
  }
  .leave {
    padding: var(--_s3) var(--_s4);
    border-radius: var(--_radius);
    background: var(--_success-tint);
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    flex: none;
    border-radius: 50%;
    background: var(--_danger-tint);
    color: var(--_danger);
  }
  .mark.success {
    background: var(--_success-tint);
    color: var(--_success);
  }
  .compact {
    display: flex;
    align-items: center;
    gap: var(--_s2);
  }
  @media (prefers-reduced-motion: reduce) {
    .bar::before {
      animation: none;
      inline-size: 100%;
      opacity: 0.5;
    }
  }
  @media (forced-colors: active) {
    .bar {
      border: 1px solid CanvasText;
    }
    .bar::before {
      background: Highlight;
    }
    .now .dot,
    .done .dot {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
