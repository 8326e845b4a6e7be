import { define } from '../../ui/define.js';
import { SyncfyCredentialForm } from './credential-form.js';

define('syncfy-credential-form', SyncfyCredentialForm);

export { SyncfyCredentialForm };

declare global {
  interface HTMLElementTagNameMap {
    'syncfy-credential-form': SyncfyCredentialForm;
  }
}
