import { css } from 'lit';

export const styles = css`
  form,
  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_s5);
  }
  .panel[hidden] {
    display: none;
  }
  .private {
    display: flex;
    gap: var(--_s2);
  }
  .private .icon {
    inline-size: 18px;
    block-size: 18px;
    margin-block-start: 1px;
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_s1);
    padding: var(--_s1);
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .tab {
    flex: 1 1 auto;
    min-block-size: 44px;
    padding: var(--_s2) var(--_s3);
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) - 3px);
    background: none;
    font-weight: 600;
    font-size: var(--_size-small);
  }
  .tab[aria-selected='true'] {
    background: var(--_surface);
    border-color: var(--_border);
  }
  .skeleton {
    display: grid;
    gap: var(--_s4);
  }
  .skeleton span {
    block-size: var(--_control);
    border-radius: var(--_radius);
    background: var(--_tint);
  }
`;
