import { h, render } from 'preact';
import { useState } from 'preact/hooks';
import 'syncfy-elements';
import { fetchToken, origin } from './shop.js';

function Shop() {
  const [open, setOpen] = useState(false);
  const [connected, setConnected] = useState('');
  const [steps, setSteps] = useState(0);
  const session = {
    apiBase: `${origin}/v1`,
    assetsBase: origin,
    country: 'MX',
    locale: 'en',
    messages: { 'common.continue': 'Go on' },
    refreshToken: () => fetchToken(),
  };
  const connect = {
    mode: 'dialog',
    clientName: 'A shop',
    ref: element => {
      if (element) element.onlySites = ['Normal'];
    },
    open,
    'onsyncfy-step': () => setSteps(count => count + 1),
    'onsyncfy-close': () => setOpen(false),
    'onsyncfy-success': event => setConnected(event.detail.credentialId),
  };
  return [
    h('button', { onClick: () => setOpen(true) }, 'Add an account'),
    h('output', null, connected),
    steps > 0 && h('p', null, 'Begun'),
    h('syncfy-session', session, h('syncfy-connect', connect)),
  ];
}

render(h(Shop), document.querySelector('#app'));
