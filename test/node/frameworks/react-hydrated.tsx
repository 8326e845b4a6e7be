// As one that a server has rendered: React writes attributes there, and sets and hears nothing when it takes them over.
import { useEffect, useRef, useState } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server.browser';
import 'syncfy-elements';
import { fetchToken, origin } from './shop.js';

function Shop() {
  const [open, setOpen] = useState(false);
  const [connected, setConnected] = useState<string>();
  const [begun, setBegun] = useState(false);
  const session = useRef<HTMLElementTagNameMap['syncfy-session']>(null);
  const connect = useRef<HTMLElementTagNameMap['syncfy-connect']>(null);

  useEffect(() => {
    session.current!.refreshToken = () => fetchToken();
    session.current!.messages = { 'common.continue': 'Go on' };
    const told = new AbortController();
    const { signal } = told;
    const element = connect.current!;
    element.addEventListener('syncfy-step', () => setBegun(true), { signal });
    element.addEventListener('syncfy-close', () => setOpen(false), { signal });
    element.addEventListener('syncfy-success', event => setConnected(event.detail.credentialId), { signal });
    return () => told.abort();
  }, []);

  return (
    <>
      <button onClick={() => setOpen(true)}>Add an account</button>
      <output>{connected}</output>
      <p>{begun && 'Begun'}</p>
      <syncfy-session ref={session} apiBase={`${origin}/v1`} assetsBase={origin} country="MX" locale="en">
        <syncfy-connect ref={connect} mode="dialog" clientName="A shop" onlySites={['Normal']} open={open} />
      </syncfy-session>
    </>
  );
}

const app = document.querySelector('#app')!;
app.innerHTML = renderToString(<Shop />);
hydrateRoot(app, <Shop />);
