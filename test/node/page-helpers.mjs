// A page with nothing but the built file in it, in a real Chromium; and between it and the sandbox a relay, which writes down
// what went over the wire, puts a value that the test bank takes in place of one that was typed, and breaks what it is told to.
import { readFileSync } from 'node:fs';
import { createServer, request as send } from 'node:http';
import { connect } from 'node:net';
import { chromium } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../scripts/browsers.mjs';

const FILE = new URL('../../dist/cdn/syncfy-elements.js', import.meta.url);

/** A Chromium as the tests want it. It keeps pages to go back to, as people's do. */
export const startBrowser = () =>
  chromium.launch({
    executablePath: findChromium(),
    args: chromiumArgs,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });

function listen(server) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
}

function closeServer(server) {
  return new Promise(resolve => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

async function readAll(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** As a text stands in JSON, without its quotes. */
export const inJson = text => JSON.stringify(text).slice(1, -1);

/** @returns the relay: `requests` are what came, `swaps` what is put in place of what, `breaks` what to do to a body that has a text. */
export async function startRelay({ port }) {
  const requests = [];
  const swaps = new Map();
  const breaks = new Map();
  const tunnels = new Set();

  function pass(request, response, body) {
    let text = body;
    for (const [from, to] of swaps) text = text.replaceAll(inJson(from), to);
    const headers = { ...request.headers };
    if (body) headers['content-length'] = String(Buffer.byteLength(text));
    const { method, url: path } = request;
    const onward = send({ port, method, path, headers }, answer => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    onward.end(text);
  }

  const server = createServer(async (request, response) => {
    const { method, url, rawHeaders } = request;
    const body = await readAll(request).catch(() => '');
    requests.push({ method, url, headers: rawHeaders.join('\n'), body });
    const broken = [...breaks].find(([text]) => body.includes(inJson(text)))?.[1];
    if (broken === 'cut') request.socket.resetAndDestroy();
    else if (broken) {
      // An answer that quotes what it was sent, as careless servers do.
      const headers = { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' };
      response
        .writeHead(broken, headers)
        .end(JSON.stringify({ status: false, code: broken, message: body, response: body }));
    } else pass(request, response, body);
  });
  server.on('upgrade', (request, socket, head) => {
    const { method, url, rawHeaders } = request;
    requests.push({ method, url, headers: rawHeaders.join('\n'), body: '' });
    const lines = rawHeaders.map((text, index) => text + (index % 2 ? '\r\n' : ': ')).join('');
    const onward = connect(port, '127.0.0.1', () => {
      onward.write(`${method} ${url} HTTP/1.1\r\n${lines}\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const one of [onward, socket]) {
      tunnels.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        tunnels.delete(one);
        onward.destroy();
        socket.destroy();
      });
    }
  });
  const origin = await listen(server);
  return {
    origin,
    requests,
    swaps,
    breaks,
    /** How many sockets are open. */
    get sockets() {
      return tunnels.size / 2;
    },
    close: () => {
      for (const one of tunnels) one.destroy();
      return closeServer(server);
    },
  };
}

/** Serves pages with a body, the one file, and tokens of the sandbox; `tokens` are all it gave out. */
export async function startPages(sandbox) {
  const file = readFileSync(FILE);
  const tokens = [];
  const bodies = [];
  const token = () => {
    tokens.push(sandbox.issueToken());
    return tokens.at(-1);
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://page');
    const page = bodies[/^\/page\/(\d+)$/.exec(pathname)?.[1]];
    const answer = (type, body) => response.writeHead(200, { 'Content-Type': type }).end(body);
    if (pathname === '/syncfy-elements.js') answer('text/javascript', file);
    else if (pathname === '/token' && request.method === 'POST')
      answer('application/json', JSON.stringify({ token: token() }));
    else if (page !== undefined) answer('text/html; charset=utf-8', pageOf(page));
    else response.writeHead(404).end();
  });
  const origin = await listen(server);
  return {
    origin,
    tokens,
    token,
    urlOf: body => `${origin}/page/${bodies.push(body) - 1}`,
    close: () => closeServer(server),
  };
}

const pageOf = body => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>
<link rel="icon" href="data:,"><script type="module" src="/syncfy-elements.js"></script></head><body>${body}</body></html>`;

/** The elements around which a page says nothing: a session, with whatever stands in it. */
export const sessionHtml = (relay, inside, more = 'token-url="/token"') =>
  `<syncfy-session ${more} api-base="${relay.origin}/v1" assets-base="${relay.origin}" country="MX" locale="en">${inside}</syncfy-session>`;
