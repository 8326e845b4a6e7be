import { useReducer, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'syncfy-elements';
import { fetchToken, origin } from './shop.js';

function Shop() {
  const [open, setOpen] = useState(false);
  const [connected, setConnected] = useState<string>();
  const [steps, countStep] = useReducer((count: number) => count + 1, 0);
  return (
    <>
      <button onClick={() => setOpen(true)}>Add an account</button>
      <output>{connected}</output>
      <p>{steps > 0 && 'Begun'}</p>
      <syncfy-session
        apiBase={`${origin}/v1`}
        assetsBase={origin}
        country="MX"
        locale="en"
        messages={{ 'common.continue': 'Go on' }}
        refreshToken={() => fetchToken()}
      >
        <syncfy-connect
          mode="dialog"
          clientName="A shop"
          onlySites={['Normal']}
          open={open}
          onsyncfy-step={countStep}
          onsyncfy-close={() => setOpen(false)}
          onsyncfy-success={event => setConnected(event.detail.credentialId)}
        />
      </syncfy-session>
    </>
  );
}

createRoot(document.querySelector('#app')!).render(<Shop />);
