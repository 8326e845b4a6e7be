import { ACME } from './catalogue/acme.js';
import { RawReply, type Call } from './http.js';

/** The page at `/`: what this is, for whoever opens the address in a browser; the same as JSON for the others. */
export function home(call: Call): unknown {
  const { http } = call.base;
  const about = {
    name: 'Syncfy sandbox',
    description: 'An offline Syncfy for development and tests. The test bank is Acme: user test, password test.',
    apiBase: `${http}/v1`,
    assetsBase: http,
    token: tokenCommand(http),
    acme: ACME,
    control: ['faults', 'requests', 'reset', 'expire-tokens'].map(name => `${http}/sandbox/${name}`),
  };
  if (!/\btext\/html\b/.test(call.headers.accept ?? '')) return about;
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${about.name}</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}
pre{overflow:auto;padding:1rem;border:1px solid #8884;border-radius:.5rem}</style>
<h1>${about.name}</h1><p>${about.description}</p>
<dl><dt>API</dt><dd><code>${about.apiBase}</code></dd><dt>Pictures</dt><dd><code>${http}/assets/…</code></dd></dl>
<p>Ask for a session token:</p><pre>${about.token}</pre>
<p>For tests: <a href="/sandbox/requests">requests</a>, <a href="/sandbox/faults">faults</a>.</p></html>`;
  return new RawReply(page, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
}

export function tokenCommand(origin: string): string {
  return `curl -s -X POST ${origin}/v1/sessions -H 'Authorization: api_key api_key=any' -H 'Content-Type: application/json' -d '{"id_user":"someone"}'`;
}
