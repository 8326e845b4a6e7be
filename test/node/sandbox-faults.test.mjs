import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { clientOf, codesOf, create, listen, poll, startFast, until } from './sandbox-helpers.mjs';

const NORMAL = '56cf5728784806f72b8b4568';
const MULTIPLE_TEXT = '58e28bce056f2903900d4d61';
const TYPES = '/v1/catalogues/site_organization_types';
const codes = frames => codesOf(frames.map(frame => JSON.parse(frame)));

describe('faults', () => {
  let sandbox;
  let api;
  before(async () => {
    sandbox = await startFast({ pace: 15 });
    api = clientOf(sandbox);
  });
  after(() => sandbox.close());
  afterEach(() => sandbox.faults.clear());

  const set = faults => sandbox.faults.set(faults);
  const statuses = async (count, path = TYPES) => {
    const seen = [];
    for (let i = 0; i < count; i++) seen.push((await api('GET', path)).status);
    return seen;
  };

  test('a status, so many times, after so many', async () => {
    set({ rules: [{ match: { path: '/v1/catalogues/*' }, action: { status: 503 }, skip: 1, times: 2 }] });
    assert.deepEqual(await statuses(5), [200, 503, 503, 200, 200]);
  });

  test('by method and path', async () => {
    set({ rules: [{ match: { method: 'post', path: '/v1/credentials' }, action: { status: 500, message: 'Oops' } }] });
    assert.deepEqual(await statuses(1), [200]);
    const { status, code, message } = await api('POST', '/v1/credentials', {});
    assert.deepEqual([status, code, message], [500, 500, 'Oops']);
  });

  test('too many requests', async () => {
    set({ rules: [{ action: { status: 429, retryAfter: 2 }, times: 1 }] });
    const { status, headers } = await api('GET', TYPES);
    assert.deepEqual([status, headers.get('retry-after')], [429, '2']);
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.equal(headers.get('access-control-expose-headers'), 'Retry-After');
    assert.deepEqual(await statuses(1), [200]);
  });

  test('late, not JSON, cut off, and never', async () => {
    set({ rules: [{ action: { delayMs: 80 } }] });
    const start = Date.now();
    assert.deepEqual(await statuses(1), [200]);
    assert.ok(Date.now() - start >= 75);
    set({ rules: [{ action: { body: '<h1>Bad gateway</h1>', status: 502 } }] });
    const response = await fetch(sandbox.origin + TYPES);
    assert.deepEqual([response.status, await response.text()], [502, '<h1>Bad gateway</h1>']);
    set({ rules: [{ action: { reset: true } }] });
    await assert.rejects(api('GET', TYPES));
    set({ rules: [{ action: { hang: true } }] });
    await assert.rejects(fetch(sandbox.origin + TYPES, { signal: globalThis.AbortSignal.timeout(60) }), /timeout/i);
  });

  const SOCKETS = [
    ['refused always', { refuse: true }, { status: 503 }],
    ['refused once', { refuse: 1 }, { status: 503 }],
    ['silent', { silent: true }, { silent: true, codes: [] }],
    ['dropped', { dropAfter: 2, replay: 'all' }, { code: 1006, codes: [100, 101] }],
    ['dropped at once', { dropAfter: 0 }, { code: 1006, codes: [] }],
    ['replaying all', { replay: 'all' }, { code: 1000, codes: [100, 101, 102, 200] }],
    ['replaying none', { replay: 'none' }, { code: 1000, codes: [101, 102, 200] }],
    ['late', { lagMs: 40, replay: 'all' }, { code: 1000, codes: [100, 101, 102, 200] }],
    [
      'each frame twice',
      { frames: 'duplicate', replay: 'all' },
      { code: 1000, codes: [100, 100, 101, 101, 102, 102, 200, 200] },
    ],
  ];
  for (const [what, socket, expected] of SOCKETS) {
    test(`a socket: ${what}`, async () => {
      set({ nextJob: { socket } });
      const run = await create(api, NORMAL);
      const seen = await listen(run.ws, expected.silent ? 300 : 5000);
      for (const name of ['status', 'code', 'silent']) assert.equal(seen[name], expected[name], name);
      // What was before a socket that repeats nothing opened is not told; on a busy machine that may be more.
      const all =
        socket.replay === 'none' ? expected.codes.slice(expected.codes.length - seen.frames.length) : expected.codes;
      if (all) assert.deepEqual(codes(seen.frames), all);
      assert.equal((await poll(api, run)).at(-1).code, 200);
      if (socket.refuse) assert.equal((await listen(run.ws)).status, socket.refuse === 1 ? undefined : 503);
    });
  }

  test('frames that are junk, and arrays', async () => {
    set({ socket: { frames: 'junk' } });
    const junk = await listen((await create(api, NORMAL)).ws);
    assert.throws(() => JSON.parse(junk.frames[0]));
    assert.equal(JSON.parse(junk.frames.at(-1)).code, 200);
    set({ socket: { frames: 'array' } });
    const arrays = await listen((await create(api, NORMAL)).ws);
    assert.deepEqual(JSON.parse(arrays.frames.at(-1)), [{ code: 200 }]);
  });

  test('frames that word a question otherwise than status', async () => {
    set({ nextJob: { socket: { frames: 'reworded', replay: 'all' } } });
    const run = await create(api, MULTIPLE_TEXT);
    const typeIn = entries => entries.find(({ code }) => code === 410)?.twofa[0].type;
    const polled = await until(async () => typeIn((await api('GET', run.status)).response), 'the question');
    const { frames } = await listen(run.ws, 300);
    assert.deepEqual([polled, typeIn(frames.map(frame => JSON.parse(frame)))], ['textOptions', 'select']);
  });

  test('dropped only so many times', async () => {
    set({ socket: { dropAfter: 1, dropTimes: 1 } });
    const run = await create(api, NORMAL);
    assert.equal((await listen(run.ws)).code, 1006);
    assert.equal((await listen(run.ws)).code, 1000);
  });

  test('a status that lags behind', async () => {
    set({ statusLagMs: 1_500 });
    const run = await create(api, NORMAL);
    const { frames } = await listen(run.ws);
    assert.equal(codes(frames).at(-1), 200);
    assert.notEqual((await api('GET', run.status)).response.at(-1)?.code, 200);
    assert.deepEqual(codesOf(await poll(api, run)), [100, 101, 102, 200]);
  });

  test('for the next job only', async () => {
    set({ nextJob: { socket: { refuse: true } } });
    const [first, second] = [await create(api, NORMAL), await create(api, NORMAL)];
    assert.equal((await listen(first.ws)).status, 503);
    assert.equal((await listen(second.ws)).code, 1000);
  });

  for (const faults of [
    { rule: [] },
    { rules: {} },
    { rules: [{}] },
    { rules: [{ action: { state: 500 } }] },
    { rules: [{ action: { status: 99 } }] },
    { socket: { refused: true } },
    { nextJob: { sockets: {} } },
  ]) {
    test(`misspelt: ${JSON.stringify(faults)}`, async () => {
      assert.throws(() => set(faults));
      assert.equal((await api('PUT', '/sandbox/faults', faults)).status, 400);
    });
  }

  const rule = action => ({ rules: [{ action }] });
  for (const [key, faults] of [
    ['rules[0].match.method', { rules: [{ match: { method: 1 }, action: {} }] }],
    ['rules[0].match.path', { rules: [{ match: { path: 5 }, action: {} }] }],
    ['rules[1].times', { rules: [{ action: {} }, { times: '1', action: {} }] }],
    ['rules[0].skip', { rules: [{ skip: -1, action: {} }] }],
    ['rules[0].action.status', rule({ status: '500' })],
    ['rules[0].action.message', rule({ status: 500, message: {} })],
    ['rules[0].action.retryAfter', rule({ status: 429, retryAfter: '1\r\nX: y' })],
    ['rules[0].action.retryAfter', rule({ status: 429, retryAfter: '5 €' })],
    ['rules[0].action.delayMs', rule({ delayMs: '1' })],
    ['rules[0].action.delayMs', rule({ delayMs: 3e9 })],
    ['rules[0].action.body', rule({ body: { a: 1 } })],
    ['rules[0].action.body', rule({ body: 5 })],
    ['rules[0].action.body', rule({ body: null })],
    ['rules[0].action.contentType', rule({ body: '', contentType: 'text/html\n' })],
    ['rules[0].action.contentType', rule({ body: '', contentType: 'text/€' })],
    ['rules[0].action.reset', rule({ reset: 1 })],
    ['rules[0].action.hang', rule({ hang: 'no' })],
    ['rules[0].action.message', rule({ message: 'alone' })],
    ['rules[0].action.retryAfter', rule({ retryAfter: 2 })],
    ['rules[0].action.contentType', rule({ status: 500, contentType: 'text/plain' })],
    ['statusLagMs', { statusLagMs: 'x' }],
    ['socket.refuse', { socket: { refuse: 'yes' } }],
    ['socket.dropAfter', { socket: { dropAfter: 1.5 } }],
    ['socket.dropTimes', { socket: { dropTimes: 1 } }],
    ['socket.silent', { socket: { silent: 'true' } }],
    ['socket.replay', { socket: { replay: 'some' } }],
    ['socket.lagMs', { socket: { lagMs: 'x' } }],
    ['nextJob.socket.frames', { nextJob: { socket: { frames: 'x' } } }],
    ['nextJob.statusLagMs', { nextJob: { statusLagMs: true } }],
  ]) {
    test(`refused, by its name: ${JSON.stringify(faults)}`, async () => {
      const { status, errors } = await api('PUT', '/sandbox/faults', faults);
      assert.equal(status, 400);
      assert.ok(errors[0].message.startsWith(`faults.${key} `), errors[0].message);
      assert.deepEqual(sandbox.faults.get(), {});
    });
  }

  test('what is left out, or undefined, is as it would be anyway', async () => {
    set({ rules: [{ match: undefined, action: { status: undefined, body: '' }, times: undefined }], socket: {} });
    assert.equal(await (await fetch(sandbox.origin + TYPES)).text(), '');
    set({ rules: [{ match: { path: TYPES }, action: {} }, { action: { status: 503 } }] });
    assert.deepEqual([await statuses(1), await statuses(1, '/v1/credentials')], [[200], [503]]);
  });

  test('over HTTP', async () => {
    const faults = { rules: [{ match: { path: TYPES }, action: { status: 500 } }] };
    assert.deepEqual((await api('PUT', '/sandbox/faults', faults)).response, faults);
    assert.deepEqual((await api('GET', '/sandbox/faults')).response, faults);
    assert.deepEqual(await statuses(1), [500]);
    await api('DELETE', '/sandbox/faults');
    assert.deepEqual(await statuses(1), [200]);
  });
});

test('an answer that cannot be sent ends its request and nothing else', async t => {
  const log = line => {
    if (line.includes(TYPES)) throw new Error('No space left');
  };
  const sandbox = await startFast({ log });
  t.after(() => sandbox.close());
  const get = path => fetch(`${sandbox.origin}${path}?api_key=k`, { signal: globalThis.AbortSignal.timeout(1000) });
  assert.equal((await get(TYPES)).status, 500);
  assert.equal((await get('/v1/credentials')).status, 200);
});

test('requests, reset and expiry, over HTTP', async t => {
  const sandbox = await startFast();
  t.after(() => sandbox.close());
  const api = clientOf(sandbox);
  const run = await create(api, NORMAL);
  const { response } = await api('GET', '/sandbox/requests');
  assert.deepEqual(
    response.map(({ method, path, status }) => [method, path, status]),
    [['POST', '/v1/credentials', 200]],
  );
  assert.equal(sandbox.requests[0].body.credentials.password, 'test');
  await api('POST', '/sandbox/reset');
  assert.equal(sandbox.requests.length, 0);
  assert.equal((await api('GET', run.status)).status, 404);
  assert.deepEqual((await api('GET', '/v1/credentials')).response, []);
  await api('POST', '/sandbox/expire-tokens');
  assert.equal((await api('GET', '/v1/credentials')).status, 401);
});

test('requests without what was typed', async t => {
  const lines = [];
  const sandbox = await startFast({ recordValues: false, log: line => lines.push(line) });
  t.after(() => sandbox.close());
  const token = sandbox.issueToken();
  const login = { username: 'secret-user', password: 'secret-word' };
  const post = (body, query = '', headers = {}) =>
    fetch(`${sandbox.apiBase}/credentials?token=${token}${query}`, { method: 'POST', headers, body });
  const bodyOf = async (...sent) => {
    await post(...sent);
    return sandbox.requests.at(-1).body;
  };
  await post(JSON.stringify({ id_site: NORMAL, credentials: login, api_key: 'secret-key' }));
  assert.deepEqual(sandbox.requests[0].body.credentials, { username: '***', password: '***' });
  assert.equal(sandbox.requests[0].body.id_site, NORMAL);

  const misplaced = { ...login, credential: login, locale: [login], input: 'secret', save_credential: false };
  const masked = Object.fromEntries(Object.keys(misplaced).map(name => [name, '***']));
  assert.deepEqual(await bodyOf(JSON.stringify(misplaced)), { ...masked, save_credential: false });
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const url = '&limit=5&password=secret&secret';
  assert.deepEqual(await bodyOf('password=secret&id_site=x', url, form), { password: '***', id_site: 'x' });
  assert.equal(sandbox.requests.at(-1).query, 'token=***&limit=5&password=***&***');
  assert.equal(await bodyOf('secret', '', form), undefined);
  await post('', '', { Cookie: 'session=secret', 'X-Password': 'secret', 'X-App-Version': '1.2' });
  const { cookie, 'x-password': other, 'x-app-version': version } = sandbox.requests.at(-1).headers;
  assert.deepEqual([cookie, other, version], ['***', '***', '1.2']);

  for (const path of ['/sessions', '//sessions/']) await fetch(`${sandbox.apiBase}${path}/${token}/verify`);
  const kept = JSON.stringify([sandbox.requests, lines]);
  assert.doesNotMatch(kept, /secret/);
  assert.ok(!kept.includes(token));
});
