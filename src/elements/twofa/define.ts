import { define } from '../../ui/define.js';
import { SyncfyTwofa } from './twofa.js';

define('syncfy-twofa', SyncfyTwofa);

export { SyncfyTwofa };

declare global {
  interface HTMLElementTagNameMap {
    'syncfy-twofa': SyncfyTwofa;
  }
}
