import { define } from '../../ui/define.js';
import { SyncfyJobStatus } from './job-status.js';

define('syncfy-job-status', SyncfyJobStatus);

export { SyncfyJobStatus };

declare global {
  interface HTMLElementTagNameMap {
    'syncfy-job-status': SyncfyJobStatus;
  }
}
