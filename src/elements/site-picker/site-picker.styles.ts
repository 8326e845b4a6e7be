import { css } from 'lit';

export const styles = css`
  .search {
    display: flex;
    position: relative;
    align-items: center;
  }
  .search .input {
    padding-inline: 44px;
  }
  .search input::-webkit-search-cancel-button {
    display: none;
  }
  .search > .icon {
    position: absolute;
    inset-inline-start: var(--_s3);
    inline-size: 20px;
    block-size: 20px;
    color: var(--_quiet);
    pointer-events: none;
  }
  .clear {
    position: absolute;
    inset-inline-end: 2px;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border: 0;
    border-radius: calc(var(--_radius) - 2px);
    background: none;
    color: var(--_quiet);
  }
  .clear .icon {
    inline-size: 18px;
    block-size: 18px;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_s2);
  }
  .chip {
    min-block-size: 36px;
    padding: var(--_s1) var(--_s3);
    border: 1px solid var(--_field-border);
    border-radius: 18px;
    background: none;
    font-size: var(--_size-small);
  }
  @media (pointer: coarse) {
    .chip {
      min-block-size: 44px;
      border-radius: 22px;
    }
  }
  .chip:hover {
    border-color: var(--_text);
  }
  .chip[aria-pressed='true'] {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  .list {
    max-block-size: var(--syncfy-list-height, 26rem);
    overflow-y: auto;
    /* Room for the focus ring, which the scrolling box would cut. */
    margin: -5px;
    padding: 5px;
    scrollbar-width: thin;
  }
  .row {
    display: flex;
    align-items: center;
    gap: var(--_s3);
    inline-size: 100%;
    min-block-size: 64px;
    padding: var(--_s2);
    border: 0;
    border-radius: var(--_radius);
    background: none;
    text-align: start;
  }
  .row:hover,
  .row[aria-current='true'] {
    background: var(--_tint);
  }
  .row > .icon {
    inline-size: 18px;
    block-size: 18px;
    color: var(--_quiet);
  }
  .names {
    flex: 1;
    min-inline-size: 0;
  }
  .name {
    display: block;
    font-weight: 600;
  }
  .below {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 1;
    overflow: hidden;
  }
  mark {
    background: none;
    color: var(--_accent);
    text-decoration: underline;
    text-decoration-thickness: 2px;
    text-underline-offset: 3px;
  }
  .sites {
    margin-inline-start: 52px;
    padding-block-end: var(--_s2);
  }
  .sites .row {
    min-block-size: 48px;
  }
  .sites .name {
    font-weight: 400;
  }
  .badge {
    flex: none;
    padding: 0 var(--_s2);
    border: 1px solid var(--_border);
    border-radius: 12px;
    color: var(--_quiet);
    font-size: var(--_size-small);
  }
  .message {
    display: grid;
    justify-items: start;
    gap: var(--_s1);
    padding-block: var(--_s4);
  }
  .skeleton .row {
    pointer-events: none;
  }
  .skeleton .logo {
    background: var(--_border);
  }
  .skeleton .line {
    block-size: 14px;
    inline-size: 60%;
    border-radius: 7px;
    background: var(--_border);
  }
`;
