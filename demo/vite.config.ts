// The demo: an offline Syncfy beside a page that stands for an integrator's own site. The one thing such a site must
// have is an endpoint that asks Syncfy for a session token with its API key; here it is /syncfy/session.
import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Connect, type Plugin } from 'vite';
import { startSandbox, type Sandbox } from '../sandbox/index.js';

const root = fileURLToPath(new URL('.', import.meta.url));
const src = fileURLToPath(new URL('../src', import.meta.url));
const dist = fileURLToPath(new URL('../dist', import.meta.url));

/** Starts the sandbox on the port it is known by, or on any other where that one is taken. */
const start = (port: number, host: string) => startSandbox({ port, host }).catch(() => startSandbox({ port: 0, host }));

/** What the integrator's own server does: it answers a session token to its page, and serves the script. */
function ownServer(sandbox: Sandbox): Connect.NextHandleFunction {
  return (request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://demo');
    if (pathname === '/syncfy/session' && request.method === 'POST') {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ token: sandbox.issueToken() }));
    } else if (pathname.startsWith('/cdn/syncfy-elements.js')) {
      response.setHeader('Content-Type', 'text/javascript');
      createReadStream(`${dist}${pathname}`).on('error', next).pipe(response);
    } else next();
  };
}

const offlineSyncfy = (): Plugin => {
  let sandbox: Sandbox;
  return {
    name: 'offline-syncfy',
    async configureServer(server) {
      sandbox = await start(4555, '127.0.0.1');
      server.httpServer?.once('close', () => void sandbox.close());
      server.middlewares.use(ownServer(sandbox));
      const print = server.printUrls.bind(server);
      server.printUrls = () => {
        print();
        console.log(`  ➜  Offline Syncfy: ${sandbox.apiBase}`);
        console.log('  ➜  Pick Mexico, then Acme Bank; user "test", password "test", token 123456');
      };
    },
    transformIndexHtml: html =>
      html.replaceAll('%API_BASE%', sandbox.apiBase).replaceAll('%ASSETS_BASE%', sandbox.assetsBase),
  };
};

export default defineConfig({
  root,
  // An address that is none is no page.
  appType: 'mpa',
  publicDir: false,
  plugins: [offlineSyncfy()],
  resolve: { alias: { 'syncfy-elements': `${src}/index.ts` } },
  // What the demo serves by itself is not Vite's to look at before it is asked for.
  server: { host: '127.0.0.1', port: 5173, fs: { allow: ['..'] }, preTransformRequests: false },
});
