import { define } from '../../ui/define.js';
import '../session/define.js';
import '../site-picker/define.js';
import '../credential-form/define.js';
import '../job-status/define.js';
import '../twofa/define.js';
import { SyncfyConnect } from './connect.js';

define('syncfy-connect', SyncfyConnect);

export { SyncfyConnect };

declare global {
  interface HTMLElementTagNameMap {
    'syncfy-connect': SyncfyConnect;
  }
}
