import { css } from 'lit';

export const styles = css`
  :host([mode='dialog']) {
    display: contents;
  }
  /* In a row of the page's, a neighbour with much text leaves it this; where there is less, it has what there is. */
  :host(:not([mode='dialog']))::before {
    content: '';
    display: block;
    inline-size: 240px;
    max-inline-size: 100%;
    /* Of a page that makes the element a row, too, it takes no room. */
    flex: 0 0 0px;
  }
  .card,
  dialog {
    background: var(--_surface);
    border-radius: calc(1.6 * var(--_radius));
  }
  .card {
    max-inline-size: var(--_max-width);
    /* As wide in each step, also where the page makes it as wide as what is in it, such as in a flexbox. */
    grid-template-columns: minmax(0, var(--_max-width)) minmax(0, 1fr);
    margin-inline: auto;
    padding: var(--_s4);
    border: 1px solid var(--_border);
  }
  .card > *,
  .card > ::slotted(*) {
    grid-column: span 2;
  }
  .bar {
    margin: calc(-2 * var(--_s1));
  }
  .bar button {
    padding: 0 var(--_s2);
    color: var(--_quiet);
  }
  .close {
    margin-inline-start: auto;
  }
  /* Of a page that gives no name, nothing stands for a logo that does not load. */
  .logo:empty,
  .logo:empty + .icon {
    display: none;
  }
  .promises .icon,
  a {
    color: var(--_accent);
  }
  a {
    display: inline-block;
    padding-block: var(--_s3);
  }
  dialog {
    inline-size: 100%;
    max-inline-size: 100%;
    --_dialog-height: 92dvh;
    /* Where the page is zoomed by CSS, its dvh are taller than the screen. */
    max-block-size: 92%;
    margin: auto 0 0;
    /* Where the page reaches under a phone's home indicator, the last button ends above it. */
    padding: 0 0 env(safe-area-inset-bottom);
    border: 0;
    /* Whatever the page around takes no clicks. */
    pointer-events: auto;
    /* The page behind stays where it is. */
    overscroll-behavior: contain;
    /* The bar covers neither what has the focus nor the label above it. */
    scroll-padding-block-start: 96px;
    box-shadow: var(--_shadow);
    animation: rise var(--_duration);
  }
  dialog .card {
    border: 0;
    /* Of two scrolling boxes, one in the other, nobody knows which will move: the list leaves what is around it its room. */
    --_list-room: clamp(
      160px,
      var(--_dialog-height) - max(360px, 22.5rem) - env(safe-area-inset-bottom),
      var(--_list-height)
    );
  }
  dialog .step {
    --_list-height: var(--_list-room);
    --_late: -1;
  }
  /* The way back and out stays at hand. */
  dialog .bar {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--_surface);
  }
  @keyframes rise {
    from {
      translate: 0 16px;
    }
  }
  @media (min-width: 520px) {
    .card {
      padding: calc(2 * var(--_s3));
    }
    dialog {
      inline-size: var(--_max-width);
      /* Its top stays where it is, however tall a step is. */
      inset-block-start: 8%;
      margin: 0 auto auto;
      --_dialog-height: 84dvh;
      max-block-size: 84%;
    }
    dialog .step {
      --_late: 0;
    }
  }
  @media (forced-colors: active) {
    dialog {
      border: 1px solid;
    }
  }
`;
