import { createApp, ref } from 'vue/dist/vue.esm-bundler.js';
import 'syncfy-elements';
import { fetchToken, origin } from './shop.js';

const template = `
  <button @click="open = true">Add an account</button>
  <output>{{ connected }}</output>
  <p v-if="steps">Begun</p>
  <syncfy-session :api-base="origin + '/v1'" :assets-base="origin" country="MX" locale="en"
    :messages="{ 'common.continue': 'Go on' }" :refreshToken="() => fetchToken()">
    <syncfy-connect mode="dialog" client-name="A shop" :only-sites="['Normal']" :open="open"
      @syncfy-step="steps++" @syncfy-close="open = false" @syncfy-success="connected = $event.detail.credentialId" />
  </syncfy-session>`;

const setup = () => ({ open: ref(false), connected: ref(''), steps: ref(0), origin, fetchToken });
const app = createApp({ template, setup });
app.config.compilerOptions.isCustomElement = tag => tag.startsWith('syncfy-');
app.mount('#app');
