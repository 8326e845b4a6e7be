// The two pages that are compared, served from this computer, each as a user of the product would write it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath, URLSearchParams } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const WIDGET = `${here}node_modules/@syncfy/authentication-widget/dist/`;

/** The files of both products, as they are now: what is built meanwhile changes nothing. */
export function readProducts() {
  if (!existsSync(WIDGET)) {
    console.error("Installing Syncfy's own widget into bench/.");
    const args = ['install', '--omit=optional', '--ignore-scripts', '--prefix', here];
    const { status } = spawnSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new Error("Syncfy's own widget could not be installed: npm says why.");
  }
  const bundle = `${here}../dist/cdn/syncfy-elements.js`;
  if (!existsSync(bundle)) throw new Error('There is no dist/: npm run build makes it.');
  return {
    'syncfy-elements.js': readFileSync(bundle),
    'widget.js': readFileSync(`${WIDGET}syncfy-authentication-widget.umd.js`),
    'widget.css': readFileSync(`${WIDGET}style.css`),
  };
}

const page = (head, body) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <link rel="icon" href="data:," />
    <title>Benchmark</title>
    ${head}
  </head>
  <body>
    ${body}
  </body>
</html>`;

const elements =
  country =>
  ({ token, api, assets }) =>
    page(
      '<script type="module" src="/syncfy-elements.js"></script>',
      `<syncfy-session token="${token}" api-base="${api}" assets-base="${assets}" locale="en" ${country && `country="${country}"`}>
      <syncfy-connect no-consent no-country></syncfy-connect>
    </syncfy-session>`,
    );

const official = ({ token, assets }) =>
  page(
    '<link rel="stylesheet" href="/widget.css" />',
    `<div id="widget"></div>
    <script src="/widget.js"></script>
    <script>
      new SyncfyWidget({
        token: '${token}',
        element: '#widget',
        config: {
          locale: 'en',
          entrypoint: { country: 'MX' },
          navigation: { displayPrivacyScreen: false },
          __internal__: { apiBaseUrl: '${assets}', assetsBaseUrl: '${assets}' },
        },
      }).open();
    </script>`,
  );

const plain = () => page('', '<input />');

const PAGES = { official, elements: elements('MX'), everywhere: elements(''), plain };
const TYPES = { js: 'text/javascript', css: 'text/css' };

/** Serves them. `address` says where a product's page is for a sandbox and a token. */
export async function servePages(files) {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://bench');
    const name = pathname.slice(1);
    const send = (type, body) =>
      response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' }).end(body);
    if (files[name]) send(TYPES[name.split('.').at(-1)], files[name]);
    else if (PAGES[name]) send('text/html', PAGES[name](Object.fromEntries(searchParams)));
    else response.writeHead(404).end();
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${server.address().port}`;
  return {
    base,
    address: (product, settings) => `${base}/${product}?${new URLSearchParams(settings)}`,
    close: () => server.close(),
  };
}
