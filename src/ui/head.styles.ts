// The head of a screen: logo, heading, organization.
import { css } from 'lit';

export const headStyles = css`
  .head {
    display: flex;
    align-items: center;
    gap: var(--_s3);
  }
  .head > div {
    min-inline-size: 0;
  }
`;
