import { css } from 'lit';

export const styles = css`
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(5 * var(--_space));
  }
  .waiting {
    display: flex;
    align-items: start;
    gap: calc(3 * var(--_space));
    padding: calc(4 * var(--_space));
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .waiting .spinner {
    margin-block-start: 2px;
    color: var(--_accent);
  }
`;
