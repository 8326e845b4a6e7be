import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { clientOf, create, poll, startFast, TEST_LOGIN, until } from './sandbox-helpers.mjs';

const NORMAL = '56cf5728784806f72b8b4568';
const TOKEN = '56cf5728784806f72b8b4569';
const SELECT = '5ae37e06056f290607126261';

describe('credentials', () => {
  let sandbox;
  let api;
  let sites;
  before(async () => {
    sandbox = await startFast();
    api = clientOf(sandbox, 'ana');
    sites = (await api('GET', '/v1/catalogues/sites')).response;
  });
  after(() => sandbox.close());

  const siteCalled = name => sites.find(site => site.name === name).id_site;
  const stored = async id => (await api('GET', `/v1/credentials?id_credential=${id}`)).response;

  test('the answer to creating', async () => {
    const user = clientOf(sandbox, 'new');
    const run = await create(user, NORMAL);
    const names = ['id_credential', 'id_job_uuid', 'id_job', 'is_new', 'username', 'ws', 'status', 'twofa'];
    assert.deepEqual(Object.keys(run), names);
    assert.equal(run.is_new, 1);
    assert.equal(run.username, 't**t');
    assert.equal(run.ws, `ws://127.0.0.1:${sandbox.port}/v1/status/${run.id_job}`);
    assert.equal(run.status, `${sandbox.apiBase}/jobs/${run.id_job}/status`);
    assert.equal(run.twofa, `${sandbox.apiBase}/jobs/${run.id_job}/twofa`);
    await poll(user, run);
    const again = await create(user, NORMAL);
    assert.equal(again.is_new, 0);
    assert.equal(again.id_credential, run.id_credential);
    assert.notEqual(again.id_job, run.id_job);
  });

  test('every endpoint, and a job without a credential', async () => {
    for (const path of ['/v1/credentials', '/v1/credentials/pulls', '/v1/pulls']) {
      const { response } = await api('POST', path, { id_site: NORMAL, credentials: TEST_LOGIN });
      assert.match(response.id_credential, /^[0-9a-f]{24}$/);
      assert.equal((await poll(api, response)).at(-1).code, 200);
    }
    const { response } = await api('POST', '/v1/jobs', { id_site: TOKEN, credentials: TEST_LOGIN });
    assert.equal('id_credential' in response, false);
    assert.equal((await poll(api, response, () => ({ token: '1' }))).at(-1).code, 200);
  });

  test('a row as the API has it', async () => {
    const user = clientOf(sandbox, 'row');
    const run = await create(user, TOKEN);
    const path = `/v1/credentials/${run.id_credential}`;
    assert.equal((await user('GET', path)).response.can_sync, 0);
    await poll(user, run, () => ({ token: '1' }));
    const { response: row } = await user('GET', path);
    assert.deepEqual((await user('GET', '/v1/credentials')).response, [row]);
    const { code, username, is_authorized: authorized, is_locked: locked, is_twofa: twofa, can_sync: can } = row;
    assert.deepEqual([code, username, authorized, locked, twofa, can], [200, 't**t', 1, 0, 1, 1]);
    assert.ok(Number.isInteger(row.dt_authorized) && row.dt_authorized < 1e11);
    assert.equal(row.id_site_organization, '56cf4ff5784806152c8b4567');
    assert.doesNotMatch(JSON.stringify(row), /"test"/);
  });

  test('is as authorized as it was while it runs again', async t => {
    const slow = await startFast({ pace: 150 });
    t.after(() => slow.close());
    const user = clientOf(slow, 'authorized');
    const { id_credential: id } = await create(user, NORMAL);
    const isAuthorized = async () => (await user('GET', `/v1/credentials/${id}`)).response.is_authorized;
    const seen = [await isAuthorized()];
    for (const credentials of [TEST_LOGIN, { password: 'nope' }, {}]) {
      const { response } = await user('PUT', `/v1/credentials/${id}/sync`, { credentials });
      seen.push(await isAuthorized());
      await poll(user, response);
      seen.push(await isAuthorized());
    }
    assert.deepEqual(seen, [0, 0, 1, 1, 0, 0, 0]);
  });

  test('two people of one company have two credentials, a person one', async () => {
    const user = clientOf(sandbox, 'company');
    const { response: sites } = await user('GET', '/v1/catalogues/sites');
    const { id_site } = sites.find(({ name, version }) => version === 3 && /Empresas/.test(name));
    const login = async username => {
      const body = { id_site, input_name: 'Default', input: { company: 'ACME01', username, password: 'p' } };
      return (await user('POST', '/v1/pulls', body)).response;
    };
    const all = [await login('alice'), await login('bob'), await login('alice')];
    assert.deepEqual(
      all.map(({ username, is_new }) => [username, is_new]),
      [
        ['a***e', 1],
        ['b*b', 1],
        ['a***e', 0],
      ],
    );
    assert.equal(all[0].id_credential, all[2].id_credential);
  });

  test('run again, with what is stored or with new values', async () => {
    const user = clientOf(sandbox, 'again');
    const { id_credential: id } = await create(user, NORMAL);
    for (const [word, body, code] of [
      ['sync', {}, 200],
      ['pulls', undefined, 200],
      ['sync', { id_site: NORMAL, credentials: { password: 'nope' } }, 401],
      ['sync', {}, 401],
      ['pulls', { credentials: TEST_LOGIN, options: {} }, 200],
    ]) {
      const { response } = await user('PUT', `/v1/credentials/${id}/${word}`, body);
      assert.equal(response.id_credential, id);
      assert.equal(response.is_new, 0);
      assert.equal((await poll(user, response)).at(-1).code, code);
    }
    assert.equal((await user('PUT', `/v1/credentials/${id}/sync`, { id_site: TOKEN })).status, 400);
    assert.equal((await user('PUT', '/v1/credentials/nope/sync', {})).status, 404);
  });

  test('what is not to be saved is not', async () => {
    const run = await create(api, SELECT, TEST_LOGIN, { save_credential: false });
    assert.equal((await poll(api, run)).at(-1).code, 200);
    assert.deepEqual(await stored(run.id_credential), []);
  });

  test('deleted is gone', async () => {
    const run = await create(api, SELECT);
    assert.equal((await stored(run.id_credential)).length, 1);
    assert.equal((await api('DELETE', `/v1/credentials/${run.id_credential}`)).response, true);
    assert.deepEqual(await stored(run.id_credential), []);
    assert.equal((await api('DELETE', `/v1/credentials/${run.id_credential}`)).status, 404);
  });

  test('what is one user’s is nobody else’s', async () => {
    const run = await create(api, TOKEN);
    const other = clientOf(sandbox, 'berta');
    assert.deepEqual((await other('GET', '/v1/credentials')).response, []);
    for (const [method, path, body] of [
      ['GET', `/v1/credentials/${run.id_credential}`],
      ['PUT', `/v1/credentials/${run.id_credential}/sync`, {}],
      ['DELETE', `/v1/credentials/${run.id_credential}`],
      ['GET', run.status],
      ['POST', run.twofa, { twofa: { token: '1' } }],
    ]) {
      assert.equal((await other(method, path, body)).status, 404, `${method} ${path}`);
    }
    const key = { Authorization: 'api_key api_key=k' };
    assert.equal((await api('GET', run.status, undefined, key)).status, 200);
    assert.equal((await api('GET', '/v1/credentials?id_user=berta', undefined, key)).response.length, 0);
  });

  test('versions 3 and 4', async () => {
    const ways = siteCalled('Several Ways (version 3)');
    const v3 = await api('POST', '/v1/pulls', { id_site: ways, input_name: 'card', input: { card: '4111', pin: '1' } });
    assert.equal((await poll(api, v3.response)).at(-1).code, 200);
    assert.equal(v3.response.username, '4**1');
    const backup = siteCalled('Backup Way (version 4)');
    const body = { id_site: backup, input_name: 'Default', input: { username: 'carla', password: 'wrong' } };
    const v4 = await api('POST', '/v1/credentials', body);
    assert.equal((await poll(api, v4.response)).at(-1).code, 401);
    const path = `/v1/credentials/${v4.response.id_credential}/sync`;
    const updated = await api('PUT', path, { input_name: 'Default', input: { password: 'right' } });
    assert.equal((await poll(api, updated.response)).at(-1).code, 200);
    const file = { id_site: backup, input_name: 'file', input: { statement: 'data:application/pdf;base64,JVBERi0=' } };
    assert.equal((await poll(api, (await api('POST', '/v1/credentials', file)).response)).at(-1).code, 200);
  });

  test('any other site lets in everybody but the password wrong', async () => {
    const bbva = siteCalled('BBVA Personal');
    const login = password => ({ username: 'x', password });
    assert.equal((await poll(api, await create(api, bbva, login('y')))).at(-1).code, 200);
    assert.equal((await poll(api, await create(api, bbva, login('wrong')))).at(-1).code, 401);
  });

  const everything = { username: 'u1', password: 'p', branch: 1 };
  const BAD = [
    ['no body', () => undefined, 400, 'id_site'],
    ['no JSON', () => '{', 400],
    ['no object', () => [], 400],
    ['null', () => 'null', 400, 'id_site'],
    ['no site', () => ({ credentials: TEST_LOGIN }), 400, 'id_site'],
    ['an unknown site', () => ({ id_site: 'nope', credentials: TEST_LOGIN }), 404, 'id_site'],
    ['a site that is no text', () => ({ id_site: {}, credentials: TEST_LOGIN }), 400, 'id_site'],
    ['no credentials', () => ({ id_site: NORMAL }), 400, 'credentials'],
    ['credentials that are no object', () => ({ id_site: NORMAL, credentials: 'test' }), 400, 'credentials'],
    ['a missing element', () => ({ id_site: NORMAL, credentials: { username: 'test' } }), 400, 'password'],
    ['an empty element', () => ({ id_site: NORMAL, credentials: { username: 'test', password: '' } }), 400, 'password'],
    ['an object', () => ({ id_site: NORMAL, credentials: { ...TEST_LOGIN, password: {} } }), 400, 'password'],
    ['no option', () => ({ id_site: SELECT, credentials: { ...TEST_LOGIN, option: '9' } }), 400, 'option'],
    [
      'a file that is no data URL',
      () => ({ id_site: siteCalled('Every Element'), credentials: { ...everything, statement: 'x' } }),
      400,
      'statement',
    ],
    [
      'a list of objects',
      () => ({ id_site: siteCalled('Every Element'), credentials: { ...everything, accounts: [{}] } }),
      400,
      'accounts',
    ],
    [
      'an unknown way',
      () => ({ id_site: siteCalled('Several Ways (version 3)'), input_name: 'x', input: {} }),
      400,
      'input_name',
    ],
    ['too much', () => `{"id_site":"${'x'.repeat(14 * 1024 * 1024)}"}`, 413],
  ];
  for (const [what, body, expected, field] of BAD) {
    test(`refused: ${what}`, async () => {
      const { status, code, errors, message, response } = await api('POST', '/v1/credentials', body());
      assert.deepEqual([status, code, response], [expected, expected, null]);
      assert.ok(message);
      if (field) assert.equal(errors[0].field, field);
    });
  }

  test('every element in its right type', async () => {
    const credentials = { ...everything, picture: 2, accounts: ['1', 2], statement: 'data:,x', token: '1' };
    const run = await create(api, siteCalled('Every Element'), credentials);
    assert.equal((await poll(api, run)).at(-1).code, 200);
  });

  test('the largest file that a form sends by default', async () => {
    const statement = `data:application/pdf;base64,${Buffer.alloc(10_000_000).toString('base64')}`;
    const run = await create(api, siteCalled('Every Element'), { ...everything, statement });
    assert.equal((await poll(api, run)).at(-1).code, 200);
  });

  test('answers that are refused, and one that is not', async () => {
    const run = await create(api, TOKEN);
    await until(async () => (await api('GET', run.status)).response.at(-1).code === 410);
    for (const body of [{}, { twofa: '1' }, { twofa: ['1'] }, { twofa: {} }, { twofa: { token: {} } }, '{']) {
      assert.equal((await api('POST', run.twofa, body)).status, 400);
    }
    assert.equal((await api('POST', '/v1/jobs/nope/twofa', { twofa: { token: '1' } })).status, 404);
    // The API's own example posts the answer to the status address.
    assert.equal((await api('POST', run.status, { twofa: { token: '1' } })).response, true);
    assert.equal((await poll(api, run)).at(-1).code, 200);
    assert.equal((await api('POST', run.twofa, { twofa: { token: '1' } })).status, 409);
  });

  test('an answer before anything is asked', async t => {
    const slow = await startFast({ pace: 60_000 });
    t.after(() => slow.close());
    const user = clientOf(slow);
    const run = await create(user, TOKEN);
    assert.equal((await user('POST', run.twofa, { twofa: { token: '1' } })).status, 409);
  });

  test('a look at a job, and rows for a finished credential', async () => {
    const user = clientOf(sandbox, 'rows');
    const run = await create(user, NORMAL);
    await poll(user, run);
    assert.equal((await user('GET', `/v1/jobs/${run.id_job}`)).response.code, 200);
    const { response: accounts } = await user('GET', `/v1/accounts?id_credential=${run.id_credential}`);
    assert.equal(accounts.length, 2);
    assert.ok(accounts.every(({ id_account: id }) => /^[0-9a-f]{24}$/.test(id)));
    const { response: moves } = await user('GET', `/v1/transactions?id_credential=${run.id_credential}`);
    assert.equal(moves[0].id_account, accounts[0].id_account);
  });
});
