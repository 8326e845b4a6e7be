// What holds for every call: tokens, the envelope, CORS, and input that nobody meant well.
import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { clientOf, create, listen, startFast, until } from './sandbox-helpers.mjs';

const NORMAL = '56cf5728784806f72b8b4568';
const COUNTRIES = '/v1/catalogues/countries?limit=1';
const ALLOWED =
  'Authorization, Content-Type, DNT, Origin, Referer, Sec-Fetch-Mode, User-Agent, X-App-Version, X-Requested-With';

/** Sends bytes as they are, and answers all that comes back. */
function raw(port, text) {
  return new Promise(resolve => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', data => (answer += data));
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
  });
}

/** One request whose head and parts of a body go out one after the other; answers also whether its connection had been used. */
async function send(url, options, ...parts) {
  const sent = request(url, { timeout: 5000, ...options });
  const answered = new Promise((resolve, reject) => {
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.on('timeout', () => sent.destroy(new Error('no answer')));
  });
  sent.flushHeaders();
  for (const part of parts) {
    await new Promise(resolve => setTimeout(resolve, 20));
    sent.write(part);
  }
  sent.end();
  const response = await answered;
  let body = '';
  for await (const chunk of response) body += chunk;
  return { ...JSON.parse(body), status: response.statusCode, reused: sent.reusedSocket };
}

describe('the wire', () => {
  let sandbox;
  let api;
  before(async () => {
    sandbox = await startFast();
    api = clientOf(sandbox);
  });
  after(() => sandbox.close());

  const statusOf = async (path, headers = {}) => (await fetch(sandbox.origin + path, { headers })).status;

  test('every way to say who one is', async () => {
    const token = sandbox.issueToken();
    for (const authorization of [
      `TOKEN token=${token}`,
      `token token=${token}`,
      `Token token="${token}"`,
      `Bearer ${token}`,
      `bearer ${token}`,
      'api_key api_key=any',
      'API_KEY api_key=any',
    ]) {
      assert.equal(await statusOf(COUNTRIES, { authorization }), 200, authorization.split('=')[0]);
    }
    assert.equal(await statusOf(`${COUNTRIES}&token=${token}`), 200);
    assert.equal(await statusOf(`${COUNTRIES}&api_key=any`), 200);
  });

  test('nobody, and a token that nobody issued', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer nope', 'TOKEN token=nope', 'Basic dGVzdA==']) {
      const response = await fetch(sandbox.origin + COUNTRIES, { headers: authorization ? { authorization } : {} });
      assert.equal(response.status, 401);
      const { rid, ...rest } = await response.json();
      assert.match(rid, /^[0-9a-f-]{36}$/);
      assert.deepEqual(rest, { code: 401, errors: null, status: false, message: 'Unauthorized', response: null });
    }
  });

  test('a session: asked for, verified, used, ended', async () => {
    const ask = (headers, path = '/v1/sessions', body = { id_user: 'someone' }) =>
      fetch(sandbox.origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
    assert.equal((await ask({})).status, 401);
    assert.equal((await ask({}, '/v1/sessions?api_key=k')).status, 200);
    assert.equal((await ask({}, '/v1/sessions', { api_key: 'k', id_user: 'x' })).status, 200);
    assert.equal((await ask({ authorization: 'API_KEY api_key=k' }, '/v1/sessions', { id_user: 7 })).status, 400);
    const { response } = await (await ask({ authorization: 'api_key api_key=k' })).json();
    assert.equal(response.id_user, 'someone');
    assert.equal(await statusOf(`/v1/sessions/${response.token}/verify`), 200);
    assert.equal(await statusOf(COUNTRIES, { authorization: `Bearer ${response.token}` }), 200);
    const ended = await fetch(`${sandbox.apiBase}/sessions/${response.token}`, { method: 'DELETE' });
    assert.equal(ended.status, 200);
    assert.equal(await statusOf(COUNTRIES, { authorization: `Bearer ${response.token}` }), 401);
    assert.equal(await statusOf(`/v1/sessions/${response.token}/verify`), 401);
  });

  test('users', async () => {
    const key = { Authorization: 'api_key api_key=k' };
    const made = await api('POST', '/v1/users', { name: 'Ana' }, key);
    assert.match(made.response.id_user, /^[0-9a-f]{24}$/);
    const { response } = await api('GET', `/v1/users?id_user=${made.response.id_user}`, undefined, key);
    assert.equal(response[0].name, 'Ana');
    assert.equal((await api('POST', '/v1/users', {}, key)).status, 400);
    assert.equal((await api('GET', '/v1/users')).status, 401);
  });

  test('CORS: one list for all, on errors as well', async () => {
    for (const [path, method] of [
      ['/v1/credentials', 'OPTIONS'],
      [COUNTRIES, 'GET'],
      ['/v1/nowhere', 'GET'],
    ]) {
      const { headers, status } = await fetch(sandbox.origin + path, {
        method,
        headers: { Origin: 'https://page.example', 'Access-Control-Request-Headers': 'x-http-method-override' },
      });
      assert.ok([204, 401, 404].includes(status));
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.equal(headers.get('access-control-allow-headers'), ALLOWED);
      assert.equal(headers.get('access-control-allow-methods'), 'GET, POST, PUT, DELETE, OPTIONS');
      assert.equal(headers.get('access-control-expose-headers'), 'Retry-After');
    }
  });

  test('a POST may say that it is a GET', async () => {
    const run = await create(api, NORMAL);
    const { status, response } = await api('POST', run.status, undefined, { 'X-Http-Method-Override': 'GET' });
    assert.equal(status, 200);
    assert.equal(response[0].code, 100);
  });

  test('URLs lead back the way the client came', async () => {
    const body = { id_site: NORMAL, credentials: { username: 'test', password: 'test' } };
    const { response } = await api('POST', '/v1/credentials', body, { 'X-Forwarded-Proto': 'https, http' });
    assert.match(response.ws, new RegExp(`^wss://127.0.0.1:${sandbox.port}/v1/status/[0-9a-f]{24}$`));
    assert.match(response.status, /^https:/);
    // A proxy may put the sandbox's own address into Host, as Apache does by default.
    const forwarded = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'shop.example:8443, inner.example' };
    const behind = (await api('POST', '/v1/credentials', body, forwarded)).response;
    assert.match(behind.ws, /^wss:\/\/shop\.example:8443\/v1\/status\//);
    assert.match(behind.twofa, /^https:\/\/shop\.example:8443\/v1\/jobs\//);
    const odd = await api('POST', '/v1/credentials', body, { 'X-Forwarded-Host': 'a/b?c' });
    assert.match(odd.response.ws, new RegExp(`^ws://127.0.0.1:${sandbox.port}/`));
    const payload = JSON.stringify(body);
    const answer = await raw(
      sandbox.port,
      `POST /v1/credentials?api_key=k HTTP/1.1\r\nHost: bank.test:8080\r\nConnection: close\r\n` +
        `Content-Length: ${payload.length}\r\n\r\n${payload}`,
    );
    assert.match(answer, /"ws":"ws:\/\/bank\.test:8080\/v1\/status\//);
  });

  test('paths and methods that are not there', async () => {
    assert.equal((await api('GET', '/v1/nowhere')).status, 404);
    assert.equal((await api('DELETE', '/v1/catalogues/sites')).status, 405);
    assert.equal((await api('GET', '/v1/status/000000000000000000000000')).status, 426);
    const { status } = await listen(`ws://127.0.0.1:${sandbox.port}/v1/status/000000000000000000000000`);
    assert.equal(status, 404);
    assert.equal((await listen(`ws://127.0.0.1:${sandbox.port}/elsewhere`)).status, 404);
  });

  test('an offer of HTTP/2 is declined: the answer comes in HTTP/1.1', async t => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    t.after(() => agent.destroy());
    const offer = {
      Connection: 'Upgrade, HTTP2-Settings',
      Upgrade: 'h2c',
      'HTTP2-Settings': 'AAMAAABkAAQAoAAAAAIAAAAA',
    };
    const get = (path, headers = offer) => send(sandbox.origin + path, { agent, headers });
    const post = (headers, ...parts) =>
      send(
        `${sandbox.apiBase}/sessions?api_key=k`,
        { method: 'POST', agent, headers: { ...offer, ...headers } },
        ...parts,
      );

    assert.equal((await get(`${COUNTRIES}&api_key=k`)).status, 200);
    const body = '{"id_user":"José"}';
    const answers = [
      await post({ 'Content-Length': Buffer.byteLength(body) }, body),
      await post({ 'Content-Length': Buffer.byteLength(body) }, body.slice(0, 5), body.slice(5)),
      await post({ 'Transfer-Encoding': 'chunked' }, body.slice(0, 7), body.slice(7)),
    ];
    for (const { status, reused, response } of answers) {
      assert.deepEqual([status, reused, response.id_user], [200, true, 'José']);
    }
    assert.equal((await get('/v1/status/000000000000000000000000')).status, 426);
    const { status, reused } = await get(`${COUNTRIES}&api_key=k`, {});
    assert.deepEqual([status, reused], [200, true]);
    const together = `POST /v1/sessions?api_key=k HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n`;
    assert.match(
      await raw(sandbox.port, `${together}Content-Length: 13\r\n\r\n{"id_user":7}`),
      /^HTTP\/1.1 400 .*id_user/s,
    );
  });

  test('garbage is answered, and breaks nothing', async () => {
    const host = 'Host: x\r\nConnection: close\r\n';
    const cases = [
      [`GET /v1/catalogues/widget/sites/%E0%A4%A?api_key=k HTTP/1.1\r\n${host}\r\n`, 400],
      [`GET http://[ HTTP/1.1\r\n${host}\r\n`, 400],
      [`GET //////?%%% HTTP/1.1\r\n${host}\r\n`, 200],
      ['NONSENSE\r\n\r\n', 400],
      [`GET / HTTP/1.1\r\n${host}X-Long: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
      [`POST /v1/sessions?api_key=k HTTP/1.1\r\n${host}Content-Length: 5\r\n\r\n{"a":`, 400],
    ];
    for (const [text, status] of cases) {
      const answer = await raw(sandbox.port, text);
      assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `), text.slice(0, 40));
      assert.match(answer, /Access-Control-Allow-Origin: \*/);
    }
    const socket = connect(sandbox.port, '127.0.0.1');
    socket.write('POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
    await new Promise(resolve => setTimeout(resolve, 20));
    socket.destroy();
    assert.equal((await api('GET', COUNTRIES)).status, 200);
  });

  test('a body that is nested too deeply is refused, and requests can be looked at afterwards', async () => {
    const nested = levels => '['.repeat(levels) + ']'.repeat(levels);
    const deep = [nested(20_000), `{"id_site":${nested(20_000)}}`, `{"id_site":${nested(99)}}`];
    const answers = [];
    for (const body of deep) answers.push((await api('POST', '/v1/credentials', body)).message);
    const { status, response } = await api('GET', '/sandbox/requests');
    assert.equal(status, 200);
    assert.equal(JSON.stringify(response.at(-1).body), deep[2]);
    const refused = 'Bad Request: the body is nested too deeply';
    assert.deepEqual(answers, [refused, refused, 'Bad Request: id_site is required']);
  });

  test('without a token that lives, 401 comes before what is wrong with the body', async () => {
    const dead = { Authorization: 'TOKEN token=dead' };
    for (const [body, status] of [
      ['{"a":', 400],
      ['7', 400],
      ['x'.repeat(14 * 1024 * 1024 + 1), 413],
    ]) {
      assert.equal((await api('POST', '/v1/credentials', body, dead)).status, 401);
      assert.equal((await api('POST', '/v1/credentials', body)).status, status);
      assert.equal((await api('POST', '/v1/nowhere', body)).status, 404);
    }
  });

  test('a page for people, JSON for the rest', async () => {
    const page = await fetch(sandbox.origin, { headers: { Accept: 'text/html' } });
    assert.match(await page.text(), /^<!doctype html>/);
    assert.equal((await api('GET', '/')).response.apiBase, sandbox.apiBase);
  });
});

test('a token lives as long as it is used', async t => {
  // Used far more often than it needs to be, and much longer than it lives without: a machine may be busy in between.
  const sandbox = await startFast({ tokenIdleMs: 2000 });
  t.after(() => sandbox.close());
  const api = clientOf(sandbox);
  const wait = ms => new Promise(resolve => setTimeout(resolve, ms));
  for (let i = 0; i < 13; i++) {
    await wait(200);
    assert.equal((await api('GET', COUNTRIES)).status, 200);
  }
  await wait(2400);
  assert.equal((await api('GET', COUNTRIES)).status, 401);
});

test('no line of the log has a token that is part of a path', async () => {
  const lines = [];
  const sandbox = await startFast({ log: line => lines.push(line) });
  const path = `/v1/sessions/${sandbox.issueToken('someone')}`;
  await fetch(`${sandbox.origin}${path}/verify`);
  await listen(`${sandbox.origin.replace('http', 'ws')}${path}`);
  await sandbox.close();
  assert.deepEqual(lines, ['GET /v1/sessions/***/verify 200', 'upgrade /v1/sessions/***']);
});

test('the log says what was wrong with a request', async () => {
  const lines = [];
  const sandbox = await startFast({ log: line => lines.push(line) });
  const answer = await clientOf(sandbox)('POST', '/v1/credentials', {
    id_site: NORMAL,
    credentials: { username: 'me' },
  });
  await sandbox.close();
  assert.equal(answer.status, 400);
  assert.deepEqual(lines, ['POST /v1/credentials 400 Bad Request: password is required']);
});

test('a line of the log is one line, whatever a fault is named', async () => {
  const lines = [];
  const sandbox = await startFast({ log: line => lines.push(line) });
  const key = `\u001b[2J\nGET /v1/users 200${'x'.repeat(1000)}`;
  await fetch(`${sandbox.origin}/sandbox/faults`, { method: 'PUT', body: JSON.stringify({ [key]: 1 }) });
  await sandbox.close();
  assert.match(lines.join(), /^PUT \/sandbox\/faults 400 Bad Request: [^\p{Cc}]{100,200}$/u);
});

test('an option that there is none of is refused by its name', async () => {
  await assert.rejects(startFast({ Pace: 15 }), /TypeError: Pace: no such option\./);
  await assert.rejects(
    startFast({ Pace: 15, toString: 1 }),
    /TypeError: Pace, toString: no such option\. There are host, .*pace/,
  );
});

test('closing ends sockets and lets the port go', async () => {
  const sandbox = await startFast({ pace: 1000 });
  const run = await create(clientOf(sandbox), NORMAL);
  const frames = [];
  const socket = listen(run.ws, 20_000, frames);
  await until(() => frames.length, 'an open socket');
  await sandbox.close();
  assert.equal((await socket).code, 1006);
  await assert.rejects(fetch(sandbox.origin));
});
