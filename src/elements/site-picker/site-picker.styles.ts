import { css } from 'lit';

export const styles = css`
  .search .input {
    padding-inline: 48px;
    text-overflow: ellipsis;
  }
  /* What it asks for needs the room more than the button, which comes with the first letter. */
  .search:dir(ltr) :placeholder-shown {
    padding-right: var(--_s3);
  }
  ::-webkit-search-cancel-button {
    display: none;
  }
  .search > .icon {
    inset-inline: var(--_s3) auto;
    color: var(--_quiet);
  }
  .chips {
    flex-wrap: wrap;
    gap: var(--_s2);
  }
  /* Under a finger they are one row to swipe: on a phone, and where all is large, the list has the room. */
  @media (pointer: coarse), (max-height: 30em) {
    .chips {
      flex-wrap: nowrap;
      overflow-x: auto;
      /* Room for the focus ring; at the end within it, lest what is around scrolls sideways. */
      margin: -5px;
      margin-inline-end: 0;
      padding: 5px;
      scrollbar-width: thin;
    }
  }
  /* Above a keyboard on the screen, nothing stands between what is typed and what is found. */
  @media (pointer: coarse) {
    .brief > .line {
      display: none;
    }
  }
  .chip {
    flex: none;
    padding: 0 var(--_s3);
    border-color: var(--_field-border);
    border-radius: min(22px, 99 * var(--_radius));
    font-size: var(--_size-small);
  }
  .chip[aria-pressed='true'] {
    background: var(--_fill);
    border-color: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  /* About as wide as the chips in whose place they stand, and as tall. */
  .chip.bone {
    block-size: 44px;
    inline-size: 5.25rem;
  }
  .catalogue {
    display: flex;
    flex-direction: column;
    gap: var(--_s4);
  }
  .catalogue > * {
    flex: none;
  }
  /* As tall while it loads, and whatever is found: nothing under it moves. */
  .steady {
    min-block-size: calc(var(--_list-height) + max(224px, 14rem));
  }
  /* Where what is above it needs more room than that, it is no shorter than this. */
  .steady > :is(.list, [part='skeleton']) {
    flex: 1 0 min(192px, var(--_list-height));
    min-block-size: 0;
    max-block-size: none;
  }
  [part='skeleton'] {
    overflow: clip;
  }
  .list {
    max-block-size: var(--_list-height);
    overflow-y: auto;
    contain: content;
  }
  li > svg {
    display: block;
  }
  .row {
    inline-size: 100%;
    min-block-size: 64px;
    padding: var(--_s2);
  }
  /* Around it, the ring would be cut by the box that scrolls. */
  .row:focus-visible {
    outline-offset: -3px;
  }
  .row[aria-expanded='true'] > .icon {
    rotate: 180deg;
  }
  /* Under a finger, what was pressed last would stay so. */
  @media (hover) {
    .row:hover {
      background: var(--_tint);
    }
  }
  .row[aria-current] {
    background: var(--_tint);
    border-color: var(--_accent);
  }
  .below {
    display: block;
    overflow: clip;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .row * {
    unicode-bidi: normal;
  }
  mark {
    background: none;
    color: inherit;
    text-decoration: underline 2px var(--_accent);
  }
  /* Forced colours leave a match the ink of a marker. */
  @media (forced-colors: active) {
    mark {
      background: Mark;
    }
  }
  .sites {
    margin-inline-start: min(52px, 12%);
  }
  .sites .row {
    min-block-size: 48px;
  }
  /* Under a name that needs the room. */
  .sites .line .line {
    flex-wrap: wrap;
    gap: 0 var(--_s3);
  }
  .sites bdi {
    flex: auto;
  }
`;
