import { css } from 'lit';

export const styles = css`
  .cover {
    /* Of one that is wider, little would be seen. */
    inline-size: min(100%, 440px);
    aspect-ratio: 10 / 3;
    max-block-size: 96px;
    object-fit: cover;
    border-radius: var(--_radius);
  }
  div.cover {
    inline-size: 100%;
    justify-content: center;
    background: var(--_tint);
  }
  .tabs {
    flex-wrap: wrap;
    gap: var(--_s1);
    padding: var(--_s1);
  }
  .tab {
    flex: auto;
    font-weight: 600;
    font-size: var(--_size-small);
  }
  .tab[aria-selected='true'] {
    background: var(--_surface);
    border-color: var(--_field-border);
  }
`;
