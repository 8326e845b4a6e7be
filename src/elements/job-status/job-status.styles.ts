import { css } from 'lit';

export const styles = css`
  .bar {
    block-size: 4px;
    border-radius: 2px;
    overflow: hidden;
    direction: ltr;
    background: var(--_tint);
  }
  .bar::before {
    content: '';
    display: block;
    inline-size: 35%;
    /* A border is seen with forced colours, too. */
    border-block-start: 4px solid var(--_accent);
    /* Calm, whatever a theme's motion is: it tells of time, and answers to nothing. */
    animation: slide 1.8s ease-in-out infinite;
  }
  /* Nothing is under way as far as anybody can hear. */
  .bar:has(~ [part='error'], ~ * > [part='trouble'])::before {
    visibility: hidden;
  }
  @keyframes slide {
    from {
      translate: -100%;
    }
    to {
      translate: 290%;
    }
  }
  /* Not a third that stands still, as if it hung there. */
  @media (prefers-reduced-motion: reduce) {
    .bar::before {
      inline-size: 100%;
      opacity: 0.4;
    }
  }
  /* Room for the longest, so that nothing under it moves with each code. */
  .sentence {
    min-block-size: 4.35em;
  }
  .next {
    color: var(--_quiet);
  }
  .now {
    font-weight: 600;
  }
  .dot {
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    flex: none;
    border: 2px solid;
    border-radius: 50%;
  }
  .now .dot {
    border: 7px solid var(--_accent);
  }
  .done .dot {
    border-color: var(--_success);
    background: var(--_success);
    color: var(--_surface);
  }
  .mark {
    border-radius: 50%;
    color: var(--_danger);
  }
  .success {
    --_tint: color-mix(in srgb, var(--_success) 13%, var(--_surface));
  }
  .success.mark {
    color: var(--_success);
  }
`;
