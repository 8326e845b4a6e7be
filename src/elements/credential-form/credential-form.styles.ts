import { css } from 'lit';

export const styles = css`
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
