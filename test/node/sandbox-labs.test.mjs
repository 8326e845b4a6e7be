// The second test bank: challenge types that the first one has not.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { codesOf, clientOf, create, poll, startFast, until } from './sandbox-helpers.mjs';

const right = {
  token: '123',
  captcha: 'R7K4P',
  accounts: '0011,0033',
  option: '03',
  pin: '0000',
  phrase: 'anything',
};

function answerAll(elements) {
  const entries = elements.map(({ name, label, type, options }) => {
    const isEchoed = !['text', 'password', 'options', 'textOptions', 'select', 'accounts'].includes(type);
    if (type === 'options') return [name, options[0].value];
    return [name, right[name] ?? (isEchoed ? label : 'x')];
  });
  return Object.fromEntries(entries);
}

describe('Acme Labs', () => {
  let sandbox;
  let api;
  let sites;
  before(async () => {
    sandbox = await startFast();
    api = clientOf(sandbox);
    const { response } = await api('GET', '/v1/catalogues/organizations/sites');
    sites = response.find(({ name }) => name === 'Acme Labs').sites;
  });
  after(() => sandbox.close());

  const siteCalled = name => sites.find(site => site.name === name);

  const NAMES = ['Accounts', 'Password', 'Select', 'Several Elements', 'Unknown Type', 'Hardware Token'];
  const MORE = ['Image by URL', 'Image in Bare Base64', 'Options by URL', 'Options in Bare Base64'];
  for (const name of [...NAMES, ...MORE, 'Two Different Challenges', 'Instructions', 'Long List']) {
    test(name, async () => {
      const site = siteCalled(`${name} (2FA)`);
      const history = await poll(api, await create(api, site.id_site, { username: 'a', password: 'b' }), answerAll);
      assert.equal(history.at(-1).code, 200, codesOf(history).join());
    });
  }

  test('a job without a credential asks, at an address that leaves the protocol to the page', async () => {
    const { id_site } = siteCalled('Job without a Credential (2FA)');
    const body = { id_site, input_name: 'card', input: { card: '1', pin: '2' } };
    const { response: run } = await api('POST', '/v1/jobs', body);
    const host = sandbox.apiBase.replace('http:', '');
    assert.equal(run.twofa, `${host}/jobs/${run.id_job}/twofa`);
    const asked = await until(
      async () => (await api('GET', run.status)).response.find(({ code }) => code === 410),
      'the question',
    );
    assert.equal(asked.address, run.twofa);
    await api('POST', `http:${asked.address}`, { twofa: { token: '1' } });
    assert.deepEqual(codesOf(await poll(api, run)), [100, 101, 410, 103, 102, 200]);
  });

  test('a hardware token that does not get its own words back is refused', async () => {
    const run = await create(api, siteCalled('Hardware Token (2FA)').id_site, { username: 'a', password: 'b' });
    const history = await poll(api, run, elements => ({ ...answerAll(elements), challenge: 'other' }));
    assert.equal(history.at(-1).code, 403);
  });

  test('pictures by URL are there, for everybody', async () => {
    const run = await create(api, siteCalled('Options by URL (2FA)').id_site, { username: 'a', password: 'b' });
    const history = await poll(api, run, answerAll);
    for (const { imgURL } of history.find(({ code }) => code === 410).twofa[0].options) {
      const response = await fetch(imgURL);
      assert.equal(response.headers.get('content-type'), 'image/png');
    }
  });

  test('__proto__ is a name like any other', async () => {
    const id = siteCalled('Odd Names (2FA)').id_site;
    const api2 = (path, body) => api('POST', path, body);
    const { response: run } = await api2(
      '/v1/credentials',
      `{"id_site":"${id}","credentials":{"__proto__":"a","password":"b"}}`,
    );
    const challenge = await until(async () => {
      const { response: history } = await api('GET', run.status);
      return history.find(({ code }) => code === 410);
    });
    assert.equal(challenge.twofa[0].name, '__proto__');
    await api2(run.twofa, '{"twofa":{"__proto__":"a","constructor":"b"}}');
    assert.equal((await poll(api, run)).at(-1).code, 200);
    assert.equal({}.a, undefined);
  });

  test('unknown and repeated codes', async () => {
    const login = { username: 'a', password: 'b' };
    assert.deepEqual(
      codesOf(await poll(api, await create(api, siteCalled('Unknown Codes').id_site, login))),
      [100, 101, 104, 150, 102, 205],
    );
    assert.deepEqual(
      codesOf(await poll(api, await create(api, siteCalled('Repeated Codes').id_site, login))),
      [100, 101, 101, 102, 102, 200],
    );
  });
});
