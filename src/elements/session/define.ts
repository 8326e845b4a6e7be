import { ContextRoot } from '@lit/context';
import { define } from '../../ui/define.js';
import { SyncfySession } from './session.js';

// Elements that were upgraded before their session is are remembered, and given to it when it comes.
if (typeof document !== 'undefined') new ContextRoot().attach(document.documentElement);
define('syncfy-session', SyncfySession);

export { SyncfySession };

declare global {
  interface HTMLElementTagNameMap {
    'syncfy-session': SyncfySession;
  }
}
