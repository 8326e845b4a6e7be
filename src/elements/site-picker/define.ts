import { define } from '../../ui/define.js';
import { SyncfySitePicker } from './site-picker.js';

define('syncfy-site-picker', SyncfySitePicker);

export { SyncfySitePicker };

declare global {
  interface HTMLElementTagNameMap {
    'syncfy-site-picker': SyncfySitePicker;
  }
}
