import { css } from 'lit';

export const styles = css`
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_s5);
  }
  .waiting {
    display: flex;
    align-items: start;
    gap: var(--_s3);
    padding: var(--_s4);
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .waiting .spinner {
    margin-block-start: 2px;
    color: var(--_accent);
  }
`;
