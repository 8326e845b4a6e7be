import { define } from '../../ui/define.js';
import { SyncfySession } from './session.js';

define('syncfy-session', SyncfySession);

export { SyncfySession };

declare global {
  interface HTMLElementTagNameMap {
    'syncfy-session': SyncfySession;
  }
}
