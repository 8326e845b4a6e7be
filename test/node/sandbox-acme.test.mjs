// Every site of the test bank, by looking at `status` and by its socket.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { codesOf, clientOf, create, poll, startFast, TEST_LOGIN, watch } from './sandbox-helpers.mjs';

const NORMAL = '56cf5728784806f72b8b4568';
const CODE = '5d0bb316f9de2a0a8f71aaf1';
const done = [100, 101, 102, 200];
const asked = [100, 101, 410, 103, 102, 200];
const refused = [100, 101, 410, 103, 403];
const give = value => elements => ({ [elements[0].name]: value });
const login = (username, password = 'test', more = {}) => ({ username, password, ...more });

// [what, id, login, answer, history]
const CASES = [
  ['Normal', NORMAL, TEST_LOGIN, undefined, done],
  ['Normal, wrong password', NORMAL, login('test', 'nope'), undefined, [100, 101, 401]],
  ['Normal, wrong case', NORMAL, login('TEST'), undefined, [100, 101, 401]],
  ['Token', '56cf5728784806f72b8b4569', TEST_LOGIN, give('123456'), asked],
  ['Token, as a number', '56cf5728784806f72b8b4569', TEST_LOGIN, give(123456), asked],
  ['Token, no number', '56cf5728784806f72b8b4569', TEST_LOGIN, give('abc'), refused],
  ['Error', '56cf5728784806f72b8b456a', TEST_LOGIN, undefined, [100, 101, 500]],
  ['Captcha', '572ba390784806060f8b458b', TEST_LOGIN, give('r7k4p'), asked],
  ['Captcha, misread', '572ba390784806060f8b458b', TEST_LOGIN, give('wrong'), refused],
  ['Multiple Image', '573ce20978480645038b4589', TEST_LOGIN, give(3), asked],
  ['Multiple Image, not offered', '573ce20978480645038b4589', TEST_LOGIN, give(9), refused],
  ['Multiple Text', '58e28bce056f2903900d4d61', TEST_LOGIN, give('02'), [100, 101, 410, 103, 410, 103, 102, 200]],
  ['Multiple Text, not offered', '58e28bce056f2903900d4d61', TEST_LOGIN, give('9'), refused],
  ['Normal (case insensitive)', '58b884fc056f295aa1483a01', login('TeSt'), undefined, done],
  ['Normal with Attachments', '58b884fc056f295aa1483a02', TEST_LOGIN, undefined, done],
  ['Select Input', '5ae37e06056f290607126261', login('test', 'test', { option: '02' }), undefined, done],
  ['Select Input, left out', '5ae37e06056f290607126261', TEST_LOGIN, undefined, done],
  ['Subcodes', '5c75cff1f9de2a0fae569281', TEST_LOGIN, undefined, done],
  [
    'Subcodes, chosen',
    '5c75cff1f9de2a0fae569281',
    login('test', 'test', { subcode: 40102 }),
    undefined,
    [100, 101, 401],
  ],
  ['CIEC', '5da784f1f9de2a06483abec1', TEST_LOGIN, undefined, done],
  ['QR Code Scan', '5efe27e84cc5f861897a5431', TEST_LOGIN, undefined, asked],
  ['Confirm Login', '5f427f7810dff8730c50d1c1', TEST_LOGIN, undefined, asked],
  ['Live Transactions', '5f427fae9c41a502e30ebe93', TEST_LOGIN, undefined, done],
  ['Code Response Simulator', CODE, TEST_LOGIN, undefined, done],
  ['a challenge by code', CODE, login('test', 'test', { code: '410' }), give('1'), asked],
  ['a progress code', CODE, login('test', 'test', { code: '104' }), undefined, [100, 101, 104, 102, 200]],
  ['a code as the user name', CODE, login('403'), undefined, [100, 101, 403]],
  ...[201, 202, 203, 204, 205, 206].map(code => [
    `code ${code}`,
    CODE,
    login('test', 'test', { code }),
    undefined,
    [100, 101, 102, code],
  ]),
  ...[400, 401, 403, 405, 406, 408, 409, 411, 413, 449, 500, 501, 504, 507, 509, 599].map(code => [
    `code ${code}`,
    CODE,
    login('test', 'test', { code: String(code) }),
    undefined,
    [100, 101, code],
  ]),
];

describe('the test bank', () => {
  let sandbox;
  let api;
  before(async () => {
    sandbox = await startFast();
    api = clientOf(sandbox);
  });
  after(() => sandbox.close());

  for (const [what, id, credentials, answer, expected] of CASES) {
    test(what, async () => {
      const run = await create(api, id, credentials);
      const [history, seen] = await Promise.all([poll(api, run, answer), watch(api, run)]);
      assert.deepEqual(codesOf(history), expected);
      assert.deepEqual(history.slice(-seen.frames.length), seen.frames, 'frames are the end of the history');
      assert.equal(seen.code, 1000);
    });

    test(`${what}, by socket alone`, async () => {
      sandbox.faults.set({ nextJob: { socket: { replay: 'all' } } });
      const run = await create(api, id, credentials);
      const { frames } = await watch(api, run, answer);
      assert.deepEqual(codesOf(frames), expected);
    });
  }

  test('the same challenge twice is equal', async () => {
    const history = await poll(api, await create(api, '58e28bce056f2903900d4d61'), give('01'));
    const [first, second] = history.filter(({ code }) => code === 410);
    assert.deepEqual(first, second);
  });

  test('pictures are PNGs in data URLs', async () => {
    for (const [id, value] of [
      ['572ba390784806060f8b458b', 'R7K4P'],
      ['573ce20978480645038b4589', 1],
      ['5efe27e84cc5f861897a5431', undefined],
    ]) {
      const history = await poll(api, await create(api, id), give(value));
      const [element] = history.find(({ code }) => code === 410).twofa;
      const pictures = (element.options ?? [element]).map(({ imgBase64File }) => imgBase64File);
      assert.equal(new Set(pictures).size, pictures.length);
      for (const picture of pictures) {
        assert.match(picture, /^data:image\/png;base64,/);
        const bytes = Buffer.from(picture.split(',')[1], 'base64');
        assert.equal(bytes.subarray(0, 8).toString('hex'), '89504e470d0a1a0a');
        assert.ok(bytes.readUInt32BE(16) >= 100);
      }
    }
  });

  test('a chosen subcode comes with its words', async () => {
    const run = await create(api, '5c75cff1f9de2a0fae569281', login('test', 'test', { subcode: 40102 }));
    assert.deepEqual((await poll(api, run)).at(-1), { code: 401, subcode: 40102, message: 'Wrong password' });
  });

  test('a late socket is told the last entry and closed', async () => {
    const run = await create(api, NORMAL);
    await poll(api, run);
    assert.deepEqual(await watch(api, run), { frames: [{ code: 200 }], code: 1000 });
  });
});

test('a challenge that nobody answers ends with 411', async t => {
  const sandbox = await startFast({ challengeTimeoutMs: 20 });
  t.after(() => sandbox.close());
  const api = clientOf(sandbox);
  for (const id of [
    '56cf5728784806f72b8b4569',
    '572ba390784806060f8b458b',
    '573ce20978480645038b4589',
    '58e28bce056f2903900d4d61',
    '5efe27e84cc5f861897a5431',
    '5f427f7810dff8730c50d1c1',
  ]) {
    assert.deepEqual(codesOf(await poll(api, await create(api, id))), [100, 101, 410, 411]);
  }
});
