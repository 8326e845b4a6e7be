// A job with a fake clock, a fake socket and a fake API: when it asks, when it opens, what it lets go.
import { expect } from '@open-wc/testing';
import type { ClientOptions } from '../../src/api/client.js';
import { SyncfyError, type SyncfyErrorCode } from '../../src/api/errors.js';
import { readStatusEntry, type StatusEntry } from '../../src/api/schemas.js';
import { STATUS, TICKET, TWOFA, WS, fail, h, setup } from '../support/job.js';
import { pretend } from '../support/pretend.js';

/** A job of which GET has shown the first entry, with an open socket. */
async function listening() {
  const made = setup();
  const { clock, client, sockets, job } = made;
  job.start();
  client.shows = h(100);
  await clock.tick(0);
  sockets.last.open();
  await clock.tick(0);
  return made;
}

describe('job: without GET', () => {
  it('a frame that is sent twice is told once; a challenge that follows an answer is another one', async () => {
    const { clock, sockets, job, codes } = setup({ id_job: 'j', ws: WS, twofa: TWOFA });
    const sends = async (...list: number[]) => {
      for (const code of list) sockets.last.say({ code, ...(code === 410 && { twofa: [{ name: 'token' }] }) });
      await clock.tick(0);
    };
    job.start();
    await clock.tick(0);
    sockets.last.open();
    await sends(100, 100, 101, 410, 410);
    expect(codes()).to.equal('100 101 410');
    await job.answer([['token', '1']]);
    await sends(410, 410);
    expect(codes()).to.equal('100 101 410 410');
    await job.answer([['token', '2']]);
    await sends(102, 102, 200);
    expect(codes()).to.equal('100 101 410 410 102 200');
  });

  it('says at once that there is no WebSocket to follow it by; where GET is there, that is enough', async () => {
    const Native = globalThis.WebSocket;
    Reflect.deleteProperty(globalThis, 'WebSocket');
    try {
      const { clock, job } = setup({ id_job: 'j', ws: WS }, { WebSocket: undefined });
      job.start();
      await clock.tick(0);
      expect(job.trouble?.code).to.equal('not-found');
      expect(job.isStuck).to.equal(true);
      const polls = setup(TICKET, { WebSocket: undefined });
      polls.client.shows = h(100, 200);
      polls.job.start();
      await polls.clock.tick(0);
      expect(polls.job.end?.code).to.equal(200);
      expect(polls.job.socketError?.code).to.equal('not-found');
    } finally {
      globalThis.WebSocket = Native;
    }
  });
});

describe('job: what it is made from', () => {
  const table: [string, Record<string, unknown>, string, string | undefined, boolean, string][] = [
    ['the API’s answer', TICKET, 'j1', 'c1', true, 't**t'],
    ['a handle', { id: 'j2', credentialId: 'c2', isNew: false, username: 'u', status: STATUS }, 'j2', 'c2', false, 'u'],
    ['a job of /v1/jobs', { id_job: 'j3', ws: WS, is_new: 0 }, 'j3', undefined, false, ''],
    ['only a uuid', { id_job_uuid: 'u4' }, 'u4', undefined, false, ''],
    ['no id but in a token', { status: `${STATUS}?token=${'ab'.repeat(16)}` }, '', undefined, false, ''],
    ['nothing', {}, '', undefined, false, ''],
    ['numbers as texts', { id_job: 'j4', is_new: '0' }, 'j4', undefined, false, ''],
    ['true as a text', { id_job: 'j5', is_new: 'true' }, 'j5', undefined, true, ''],
    ['nonsense', { id_job: 7, ws: {}, username: null, is_new: null }, '', undefined, false, ''],
  ];
  for (const [what, ticket, id, credentialId, isNew, username] of table) {
    it(what, () => {
      const { job } = setup(ticket);
      expect({ id: job.id, credentialId: job.credentialId, isNew: job.isNew, username: job.username }).to.deep.equal({
        id,
        credentialId,
        isNew,
        username,
      });
    });
  }

  it('gives a handle from which it can be made again', () => {
    const json = setup().job.toJSON();
    expect(json).to.deep.equal({
      id: 'j1',
      credentialId: 'c1',
      isNew: true,
      username: 't**t',
      answered: 0,
      ws: WS,
      status: STATUS,
      twofa: TWOFA,
    });
    expect(setup(JSON.parse(JSON.stringify(json)) as Record<string, unknown>).job.toJSON()).to.deep.equal(json);
  });

  it('tells no token that the API’s URLs have in them, neither where it asks, in its handle nor in what it hands on', async () => {
    const urls = {
      ws: `${WS}?token=SECRET`,
      status: `${STATUS}?a=1&TOKEN=SECRET&access_token=SECRET&b=2`,
      twofa: `${TWOFA}?token=SECRET#x`,
    };
    const { clock, client, job } = setup({ ...TICKET, ...urls });
    expect(job.toJSON()).to.include({ ws: `${WS}?`, status: `${STATUS}?a=1&b=2`, twofa: `${TWOFA}?#x` });
    client.shows = [readStatusEntry({ code: 410, twofa: [] })!];
    const asked: string[] = [];
    const resolve = client.resolve.bind(client);
    client.resolve = (url, kind) => {
      if (kind === 'http') asked.push(url);
      return resolve(url, kind);
    };
    job.start();
    await clock.tick(0);
    await job.answer([]);
    asked.push(...client.answered.map(({ address }) => address));
    expect(asked).to.deep.equal([`${STATUS}?a=1&b=2`, `${TWOFA}?#x`]);
    client.shows = [...client.shows, readStatusEntry({ code: 410, address: urls.twofa, twofa: [] })!];
    await clock.tick(2_000);
    expect(JSON.stringify(job.takeNews())).to.include('address').and.not.to.include('SECRET');
  });

  it('does nothing before it is started', async () => {
    const { clock, client, sockets } = setup();
    await clock.tick(300_000);
    expect(clock.pending).to.equal(0);
    expect(client.asked).to.deep.equal([]);
    expect(sockets.all).to.deep.equal([]);
  });
});

describe('job: when it asks', () => {
  it('polls about every 2 s without an open socket, every 5 s with a mute one, every 15 s with one that spoke', async () => {
    const { clock, client, sockets, job, asked } = setup();
    client.shows = h(100);
    job.start();
    await clock.tick(6_500);
    expect(asked()).to.deep.equal([0, 2_000, 4_000, 6_000]);
    sockets.last.open();
    await clock.tick(10_500);
    expect(asked()).to.deep.equal([6_500, 11_500, 16_500]);
    client.shows = h(100, 101);
    sockets.last.say({ code: 101 });
    await clock.tick(31_000);
    expect(asked()).to.deep.equal([17_000, 32_000, 47_000]);
    sockets.last.drop();
    await clock.tick(2_500);
    expect(asked()).to.deep.equal([48_500, 50_500]);
  });

  it('asks more often when GET has news that the socket kept to itself', async () => {
    const { clock, client, sockets, job, asked } = setup();
    client.shows = h(100);
    job.start();
    await clock.tick(0);
    sockets.last.open();
    client.shows = h(100, 101);
    sockets.last.say({ code: 101 });
    await clock.tick(100);
    client.shows = h(100, 101, 102);
    asked();
    await clock.tick(25_100);
    expect(asked()).to.deep.equal([15_000, 20_000, 25_000]);
  });

  it('jitters its polls', async () => {
    for (const [random, ms] of [
      [0, 1_500],
      [0.999999, 2_500],
    ] as const) {
      const { clock, job, asked } = setup(TICKET, { random: () => random });
      job.start();
      await clock.tick(3_000);
      expect(Math.round(asked()[1]!)).to.equal(ms);
      job.stop();
    }
  });

  it('never has two GETs under way, and asks once more for a frame that came meanwhile', async () => {
    const { clock, client, sockets, job, asked, codes } = setup();
    let answer: (list: StatusEntry[]) => void = () => {};
    client.shows = new Promise(resolve => (answer = resolve));
    job.start();
    await clock.tick(0);
    sockets.last.open();
    for (const code of [100, 101, 102]) sockets.last.say({ code });
    await clock.tick(1_000);
    expect(asked()).to.deep.equal([0]);
    client.shows = h(100, 101, 102);
    answer(h(100));
    await clock.tick(0);
    expect(asked()).to.deep.equal([1_000]);
    expect(codes()).to.equal('100 101 102');
  });

  it('looks again quickly for what a frame announced', async () => {
    const { clock, client, sockets, job, asked, codes } = setup();
    client.shows = h(100);
    job.start();
    sockets.last.open();
    sockets.last.say({ code: 100 });
    await clock.tick(1_000);
    asked();
    sockets.last.say({ code: 410 });
    await clock.tick(1_549);
    expect(asked()).to.deep.equal([1_000, 1_150, 1_550]);
    expect(codes()).to.equal('100');
    await clock.tick(18_450);
    expect(asked()).to.deep.equal([2_550, 3_550, 5_550, 9_550, 13_550, 17_550]);
    expect(codes()).to.equal('100');
    await clock.tick(1_001);
    expect(codes()).to.equal('100 410');
  });

  it('does not wait for a GET that hangs', async () => {
    const { clock, client, sockets, job, codes } = setup();
    client.shows = new Promise(() => {});
    job.start();
    sockets.last.open();
    sockets.last.say({ code: 100 });
    await clock.tick(19_900);
    expect(codes()).to.equal('');
    await clock.tick(200);
    expect(codes()).to.equal('100');
  });

  it('… nor for those that hang after it', async () => {
    for (const ms of [1_000, 9_000, 15_000, 19_500]) {
      const { clock, client, sockets, job, codes } = setup();
      const fails: (() => void)[] = [];
      client.jobStatus = () =>
        new Promise((_, reject) => {
          fails.push(() => reject(fail('timeout')));
        });
      job.start();
      sockets.last.open();
      sockets.last.say({ code: 100 });
      for (let at = 0; at < 45_000; at += 500) {
        await clock.tick(500);
        // Each is given up after 30 s, the first one sooner.
        if (at === ms || at === ms + 30_000) fails.shift()!();
      }
      expect(codes(), `the first fails after ${ms} ms`).to.equal('100');
    }
  });

  it('woken, does not wait for what hangs in a network that is gone', async () => {
    const { clock, client, job, codes } = setup();
    client.shows = new Promise(() => {});
    job.start();
    await clock.tick(1_000);
    client.shows = h(100, 101);
    job.wake();
    await clock.tick(0);
    expect(codes()).to.equal('100 101');
    expect(client.aborted).to.equal(1);
  });

  it('asks no more often at rest for what is owed', async () => {
    const { clock, sockets, job, asked } = await listening();
    sockets.last.say({ code: 101 });
    await clock.tick(0);
    job.rest();
    asked();
    await clock.tick(600_000);
    expect(asked().length).to.be.within(1, 12);
  });

  it('that only a socket tells of goes on listening at rest', async () => {
    const { clock, sockets, job, codes } = setup({ id_job: 'j', ws: WS });
    job.start();
    sockets.last.open();
    job.rest();
    await clock.tick(1_000);
    sockets.last.say({ code: 100 });
    await clock.tick(0);
    expect(codes()).to.equal('100');
  });

  it('reads so many entries of a frame, and no more', async () => {
    const { clock, sockets, job } = setup({ id_job: 'j', ws: WS });
    job.start();
    sockets.last.open();
    sockets.last.say(h(...Array<number>(1_500).fill(101)));
    await clock.tick(0);
    expect(job.history).to.have.length(1_000);
  });

  it('asks because of junk, but rarely', async () => {
    const { clock, client, sockets, job, asked, codes } = setup();
    client.shows = h(100);
    job.start();
    sockets.last.open();
    sockets.last.say({ code: 100 });
    await clock.tick(0);
    asked();
    for (let i = 0; i < 90; i++) {
      sockets.last.say(
        [
          'ping',
          '[',
          '{"code":"abc"}',
          '7',
          new ArrayBuffer(3),
          '{"rid":"r","code":200,"status":true,"response":null}',
        ][i % 6],
      );
      await clock.tick(100);
    }
    expect(asked()).to.deep.equal([5_000]);
    expect(codes()).to.equal('100');
    expect(job.end).to.equal(undefined);
  });

  it('takes a frame in an envelope and a list of entries', () => {
    const { sockets, job, codes } = setup({ id_job: 'j', ws: WS });
    job.start();
    sockets.last.open();
    sockets.last.say({ rid: 'r', code: 200, status: true, response: { code: 100 } });
    sockets.last.say([{ code: 100 }, { code: 101 }, { nonsense: true }]);
    expect(codes()).to.equal('100 101');
  });

  const errors: SyncfyErrorCode[] = ['network', 'server', 'token-expired'];
  const at = [0, 500, 1_500, 3_500, 7_500, 15_500, 30_500, 45_500, 60_500, 75_500, 90_500];
  for (const code of errors) {
    it(`backs off after ${code}`, async () => {
      const { clock, client, job, asked } = setup({ id_job: 'j', status: STATUS });
      client.shows = fail(code);
      job.start();
      await clock.tick(100_000);
      expect(asked()).to.deep.equal(at);
      expect(job.trouble).to.equal(client.shows);
      client.shows = h(100);
      await clock.tick(30_000);
      expect(job.trouble).to.equal(undefined);
    });
  }

  it('tells of the same trouble once', async () => {
    const { clock, client, job, changes } = setup({ id_job: 'j', status: STATUS });
    client.shows = fail('server');
    job.start();
    await clock.tick(1_000);
    expect(changes()).to.equal(1);
    const { trouble } = job;
    client.shows = fail('server');
    await clock.tick(10_000);
    expect(changes()).to.equal(1);
    expect(job.trouble).to.equal(trouble);
    client.shows = fail('unavailable');
    await clock.tick(30_000);
    expect(changes()).to.equal(2);
  });

  it('asks no more when its budget of failures is spent, and says so, until something has changed', async () => {
    const { clock, client, job, asked, changes } = setup({ id_job: 'j', status: STATUS }, { timeout: 0 });
    client.shows = fail('server');
    job.start();
    await clock.tick(1_000);
    expect(job.isStuck).to.equal(false);
    const before = changes();
    await clock.tick(599_000);
    expect(asked().length).to.equal(21);
    expect(clock.pending).to.equal(0);
    expect(job.isStuck).to.equal(true);
    expect(changes()).to.equal(before + 1);
    job.look();
    expect(job.isStuck).to.equal(false);
    expect(changes()).to.equal(before + 2);
    await clock.tick(2_000);
    expect(asked()).to.deep.equal([600_000, 601_000]);
  });

  it('says so, too, of a socket that is all there is', async () => {
    const { clock, sockets, job } = setup({ id_job: 'j', ws: WS }, { timeout: 0 });
    job.start();
    for (let drops = 0; drops < 21; drops++) {
      expect(job.isStuck).to.equal(false);
      sockets.last.drop();
      await clock.tick(30_000);
    }
    expect(clock.pending).to.equal(0);
    expect(job.isStuck).to.equal(true);
    job.wake();
    expect(job.isStuck).to.equal(false);
    sockets.last.open();
    expect(job.trouble).to.equal(undefined);
  });

  it('says still, where there is nothing to ask, that there is not, whoever tries again', async () => {
    const { clock, job } = setup({ id_job: 'j' });
    job.start();
    await clock.tick(0);
    expect(job.isStuck).to.equal(true);
    job.retry();
    await clock.tick(1_000);
    expect(job.isStuck).to.equal(true);
  });

  it('obeys Retry-After, a little later than asked, whatever frames say', async () => {
    const { clock, client, sockets, job, asked, codes } = setup();
    client.shows = fail('rate-limited', 16_000);
    job.start();
    await clock.tick(0);
    sockets.last.open();
    sockets.last.say({ code: 100 });
    await clock.tick(5_000);
    job.wake();
    await clock.tick(12_000);
    expect(asked()).to.deep.equal([0]);
    expect(codes()).to.equal('');
    client.shows = h(100, 101);
    await clock.tick(1_000);
    expect(asked()).to.deep.equal([18_000]);
    expect(codes()).to.equal('100 101');
  });

  it('asks no sooner because of frames where GET fails', async () => {
    const askedAt = async (...frames: unknown[]) => {
      const { clock, client, sockets, job, asked } = setup();
      client.shows = fail('server');
      job.start();
      await clock.tick(0);
      sockets.last.open();
      for (let turn = 0; turn < 100; turn++) {
        await clock.tick(100);
        for (const frame of frames) sockets.last.say(frame);
      }
      return asked();
    };
    expect(await askedAt({ code: 101 }, 'ping')).to.deep.equal(await askedAt());
  });

  it('names the last request that had an answer, be it one that failed', async () => {
    const { clock, client, job } = setup({ ...TICKET, rid: 'r0' });
    // That of another call.
    client.lastRid = 'r1';
    const rids: unknown[] = [job.rid];
    job.start();
    for (const shows of [h(100), new SyncfyError('server', '', { rid: 'r2' }), fail('network')]) {
      client.shows = shows;
      job.look();
      await clock.tick(0);
      rids.push(job.rid);
    }
    expect(rids).to.deep.equal(['r0', 'r1', 'r2', 'r2']);
  });

  it('lets frames count by themselves when GET has failed for 20 s', async () => {
    const { clock, client, sockets, codes } = await listening();
    client.shows = fail('network');
    sockets.last.say({ code: 101 });
    await clock.tick(19_900);
    expect(codes()).to.equal('100');
    await clock.tick(100);
    expect(codes()).to.equal('100 101');
    sockets.last.say({ code: 102 });
    expect(codes()).to.equal('100 101 102');
    client.shows = h(100, 101, 102, 410);
    await clock.tick(30_000);
    expect(codes()).to.equal('100 101 102 410');
  });

  it('lets them count sooner where GET is refused; those of a new socket wait anew', async () => {
    const { clock, client, sockets, job, codes } = await listening();
    client.shows = fail('token-expired');
    sockets.last.say({ code: 101 });
    await clock.tick(3_900);
    expect(codes()).to.equal('100');
    await clock.tick(100);
    expect(codes()).to.equal('100 101');
    sockets.last.drop();
    await clock.tick(250);
    sockets.last.open();
    sockets.last.say({ code: 103 });
    await clock.tick(3_900);
    expect(codes()).to.equal('100 101');
    client.shows = h(100, 101, 102, 103);
    job.look();
    await clock.tick(0);
    expect(codes()).to.equal('100 101 102 103');
  });

  const answers: [what: string, shows: StatusEntry[] | SyncfyError, ms: number][] = [
    ['is refused', fail('forbidden'), 4_000],
    ['fails', fail('network'), 20_000],
    ['does not show it', h(100), 20_000],
  ];
  for (const [what, shows, ms] of answers) {
    it(`takes the end that a socket told where GET ${what}, though its server closes it then`, async () => {
      const { clock, client, sockets, job } = await listening();
      client.shows = shows;
      sockets.last.say({ code: 200 });
      sockets.last.drop();
      const { length } = sockets.all;
      for (let waited = 0; waited < ms; waited += 100) {
        expect(job.end, `${waited} ms`).to.equal(undefined);
        // A server takes whoever comes back.
        if (sockets.all.length > length) sockets.last.open();
        await clock.tick(100);
      }
      expect(job.end).to.deep.equal({ code: 200, kind: 'success' });
      expect(sockets.all.length, 'nothing is to be heard any more').to.equal(length);
    });
  }

  it('takes one refusal among failures of another kind for no refusal', async () => {
    const { clock, client, sockets, job, codes } = await listening();
    client.shows = fail('network');
    sockets.last.say({ code: 102 });
    await clock.tick(6_000);
    client.shows = fail('token-expired');
    job.look();
    await clock.tick(100);
    expect(codes(), 'not at once').to.equal('100');
    client.shows = fail('network');
    job.look();
    await clock.tick(8_000);
    expect(codes(), 'nor after 4 s').to.equal('100');
    client.shows = h(100, 101, 102);
    job.look();
    await clock.tick(0);
    expect(codes()).to.equal('100 101 102');
  });

  it('forgets nothing that a lost socket had said', async () => {
    const { clock, client, sockets, codes } = await listening();
    client.shows = fail('token-expired');
    sockets.last.say({ code: 101 });
    sockets.last.drop();
    await clock.tick(250);
    sockets.last.open();
    sockets.last.say({ code: 102 });
    await clock.tick(20_000);
    expect(codes()).to.equal('100 101 102');
  });

  it('rests: no socket, and a look about once a minute, until it is woken', async () => {
    const { clock, client, sockets, job, asked, codes } = setup();
    client.shows = h(100);
    job.start();
    await clock.tick(0);
    sockets.last.open();
    await clock.tick(0);
    asked();
    job.rest();
    job.rest();
    expect(sockets.alive).to.equal(0);
    await clock.tick(125_000);
    expect(asked()).to.deep.equal([60_000, 120_000]);
    expect(sockets.all.length).to.equal(1);
    client.shows = h(100, 101, 410);
    job.wake();
    await clock.tick(0);
    expect(asked()).to.deep.equal([125_000]);
    expect(codes()).to.equal('100 101 410');
    expect(sockets.alive).to.equal(1);
    job.stop();
    job.rest();
    expect(clock.pending).to.equal(0);
  });
});

describe('job: its socket', () => {
  it('is opened again soon after a first drop, then after growing waits, up to 30 s', async () => {
    const { clock, sockets, job } = setup(TICKET, { random: () => 1 });
    const at: number[] = [];
    const start = clock.now();
    job.start();
    for (let i = 0; i < 9; i++) {
      const before = sockets.all.length;
      sockets.last.drop();
      while (sockets.all.length === before) await clock.tick(50);
      at.push(clock.now() - start);
    }
    const gaps = at.map((ms, i) => ms - (at[i - 1] ?? 0));
    expect(gaps).to.deep.equal([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    job.stop();
  });

  it('is opened soon again if it lasted', async () => {
    const { clock, sockets, job } = setup(TICKET, { random: () => 1 });
    job.start();
    for (let i = 0; i < 4; i++) {
      sockets.last.open();
      await clock.tick(6_000);
      sockets.last.drop();
      await clock.tick(500);
      expect(sockets.all.length).to.equal(i + 2);
    }
  });

  it('is not opened in a hot loop by a server that hangs up at once', async () => {
    const { clock, sockets, job } = setup();
    job.start();
    for (let i = 0; i < 600; i++) {
      const { last } = sockets;
      if (last.readyState === 0) {
        last.open();
        last.say({ code: 100 });
        last.drop();
      }
      await clock.tick(100);
    }
    expect(sockets.all.length).to.be.below(15);
  });

  const urls: [string, string, ClientOptions, string | undefined][] = [
    ['as it is', WS, {}, WS],
    ['protocol-relative', '//sync.paybook.com/v1/status/j1', {}, 'wss://sync.paybook.com/v1/status/j1'],
    ['relative', '/v1/status/j1', {}, WS],
    ['https', 'https://api.syncfy.com/v1/status/j1', {}, WS],
    ['relative, on loopback', '/ws/1', { apiBase: 'http://127.0.0.1:8000/v1' }, 'ws://127.0.0.1:8000/ws/1'],
    ['a foreign host', 'wss://evil.example/v1/status/j1', {}, undefined],
    ['not encrypted', 'ws://api.syncfy.com/v1/status/j1', {}, undefined],
  ];
  for (const [what, ws, options, opened] of urls) {
    it(`goes to a trusted host only: ${what}`, async () => {
      const { clock, sockets, job } = setup({ id_job: 'j', ws }, {}, options);
      job.start();
      await clock.tick(1_000);
      expect(sockets.all.map(socket => socket.url)).to.deep.equal(opened ? [opened] : []);
      expect(job.trouble?.code).to.equal(opened ? undefined : 'untrusted-origin');
      expect(sockets.all.flatMap(socket => socket.sent)).to.deep.equal([]);
    });
  }

  it('may be refused by the browser, or missing', async () => {
    class Refused {
      constructor() {
        throw new DOMException('mixed content', 'SecurityError');
      }
    }
    const { clock, client, job, codes } = setup(TICKET, { WebSocket: Refused as unknown as typeof WebSocket });
    client.shows = h(100);
    job.start();
    await clock.tick(60_000);
    expect(codes()).to.equal('100');
    expect(client.asked.length).to.be.within(25, 40);
    job.stop();
    expect(clock.pending).to.equal(0);
  });

  it('a question that GET words otherwise is told once', async () => {
    const { clock, client, sockets, job, codes } = setup();
    const asks = (type: string) => ({ code: 410, twofa: [{ name: 'o', type, label: 'By', options: [] }] }) as never;
    job.start();
    sockets.last.open();
    for (const entry of [{ code: 100 }, { code: 101 }, asks('textOptions')]) sockets.last.say(entry);
    client.shows = [{ code: 100 }, { code: 101 }, asks('select')] as never;
    await clock.tick(30_000);
    expect(codes()).to.equal('100 101 410');
    expect(job.challengeCount).to.equal(1);
  });

  it('alone drives a job without a status URL', async () => {
    const { clock, client, sockets, job, codes } = setup({ id_job: 'j', ws: WS });
    job.start();
    sockets.last.open();
    for (const code of [100, 101, 410, 410]) sockets.last.say({ code });
    sockets.last.drop();
    await clock.tick(500);
    sockets.last.drop();
    expect(job.trouble?.code).to.equal('network');
    await clock.tick(1_000);
    sockets.last.open();
    expect(job.trouble).to.equal(undefined);
    sockets.last.say({ code: 410 });
    sockets.last.say({ code: 200 });
    expect(codes()).to.equal('100 101 410 200');
    expect(job.over).to.equal(true);
    expect(client.asked).to.deep.equal([]);
    expect(clock.pending).to.equal(0);
  });
});

describe('job: frames that GET does not show yet', () => {
  it('wait anew after a sleep, even where the first look fails', async () => {
    const { clock, client, sockets, job, codes } = setup();
    job.start();
    sockets.last.open();
    sockets.last.say({ code: 200 });
    await clock.tick(10);
    let refuse: (error: SyncfyError) => void = () => {};
    client.shows = new Promise((_, reject) => (refuse = reject));
    clock.sleep(40_000);
    await clock.tick(10);
    refuse(fail('network'));
    client.shows = h(100, 101, 200);
    await clock.tick(2_000);
    expect(codes()).to.equal('100 101 200');
  });
});

describe('job: its end', () => {
  for (const [code, kind] of [
    [200, 'success'],
    [205, 'success'],
    [401, 'user-error'],
    [411, 'user-error'],
    [500, 'error'],
    [599, 'error'],
  ] as const) {
    it(`comes with ${code}, and everything is let go`, async () => {
      const { clock, client, sockets, job } = setup();
      client.shows = h(100);
      job.start();
      sockets.last.open();
      await clock.tick(100);
      client.shows = h(100, 101, 102, code, 100);
      sockets.last.say({ code });
      await clock.tick(0);
      expect(job.takeNews().map(entry => entry.code)).to.deep.equal([100, 101, 102, code]);
      expect(job.end).to.deep.equal({ code, kind });
      expect(job.over).to.equal(true);
      expect(clock.pending).to.equal(0);
      expect(sockets.alive).to.equal(0);
      job.start();
      job.wake();
      job.cancel();
      await clock.tick(500_000);
      expect(job.end?.code).to.equal(code);
      expect(clock.pending).to.equal(0);
    });
  }

  it('is handed out once, after the news', async () => {
    const { clock, client, job } = setup();
    client.shows = h(100, 200);
    job.start();
    await clock.tick(0);
    expect(job.takeEnd()).to.equal(undefined);
    expect(job.takeNews().length).to.equal(2);
    expect(job.takeNews()).to.deep.equal([]);
    expect(job.takeEnd()).to.deep.equal({ code: 200, kind: 'success' });
    expect(job.takeEnd()).to.equal(undefined);
    expect(job.end?.code).to.equal(200);
  });

  it('comes as 504 after the time without news, which each entry starts anew', async () => {
    const { clock, client, job } = setup(TICKET, { timeout: 10_500 });
    client.shows = h(100);
    job.start();
    await clock.tick(9_000);
    client.shows = h(100, 410);
    await clock.tick(10_900);
    expect(job.end).to.equal(undefined);
    await clock.tick(1_000);
    expect(job.end).to.deep.equal({ code: 504, kind: 'error' });
    expect(job.takeNews().map(entry => entry.code)).to.deep.equal([100, 410]);
    expect(job.challenge).to.equal(undefined);
    expect(clock.pending).to.equal(0);
  });

  it('does not come while the institution waits for an answer, where it is known how long', async () => {
    const { clock, client, job } = setup({ id_job: 'j', status: STATUS }, { timeout: 10_000 });
    client.shows = h(100, 410);
    job.start();
    await clock.tick(5_000);
    job.timeLimit = 60_000;
    await clock.tick(54_900);
    expect(job.end).to.equal(undefined);
    // The institution's own word comes first.
    await clock.tick(1_000);
    expect(job.end).to.equal(undefined);
    await clock.tick(6_000);
    expect(job.end?.code).to.equal(504);
    expect(clock.pending).to.equal(0);
  });

  it('comes as ever where the limit is shorter, no limit, or nothing is asked any more', async () => {
    for (const [limit, answers] of [
      [5_000, false],
      [NaN, false],
      [-1, false],
      [60_000, true],
    ] as const) {
      const { clock, client, job } = setup({ id_job: 'j', status: STATUS, twofa: TWOFA }, { timeout: 30_000 });
      client.shows = h(100, 410);
      job.timeLimit = limit;
      job.start();
      await clock.tick(1_000);
      if (answers) await job.answer([]);
      await clock.tick(28_000);
      expect(job.end, String(limit)).to.equal(undefined);
      await clock.tick(3_000);
      expect(job.end?.code, String(limit)).to.equal(504);
    }
  });

  it('comes after 240 s by default, and a last look, even if nothing ever answers', async () => {
    const { clock, client, job } = setup();
    client.shows = new Promise(() => {});
    job.start();
    await clock.tick(244_999);
    expect(job.over).to.equal(false);
    await clock.tick(1);
    expect(job.end?.code).to.equal(504);
    expect(client.aborted).to.equal(1);
  });

  it('does not come while the browser is offline, nor at once when it is back', async () => {
    const { clock, client, job } = setup({ id_job: 'j', status: STATUS }, { timeout: 60_000 });
    client.shows = h(100);
    job.start();
    await clock.tick(5_000);
    client.shows = fail('offline');
    await clock.tick(400_000);
    expect(job.over).to.equal(false);
    expect(job.trouble?.code).to.equal('offline');
    client.shows = h(100);
    job.wake();
    await clock.tick(50_000);
    expect(job.over).to.equal(false);
    expect(job.trouble).to.equal(undefined);
    await clock.tick(11_000);
    expect(job.end?.code).to.equal(504);
    expect(clock.pending).to.equal(0);
  });

  it('… which is said all the while, once it is', async () => {
    const { clock, client, job } = setup({ id_job: 'j', status: STATUS }, { timeout: 60_000, random: () => 0.9 });
    client.shows = fail('offline');
    job.start();
    await clock.tick(900_000);
    expect(job.isStuck).to.equal(true);
    let flashes = 0;
    job.subscribe(() => flashes++);
    await clock.tick(900_000);
    expect(flashes).to.equal(0);
    expect(job.over).to.equal(false);
  });

  it('does not come offline where there is but a socket', async () => {
    const { clock, job } = setup({ id_job: 'j', ws: WS }, { timeout: 60_000 });
    job.start();
    const goOnline = pretend(navigator, 'onLine', false);
    try {
      await clock.tick(200_000);
      expect(job.over).to.equal(false);
    } finally {
      goOnline();
    }
    await clock.tick(61_000);
    expect(job.end?.code).to.equal(504);
  });

  it('comes where there is a network, and nothing answers', async () => {
    const { clock, client, job } = setup({ id_job: 'j', status: STATUS }, { timeout: 60_000 });
    client.shows = fail('offline');
    job.start();
    await clock.tick(100_000);
    client.shows = fail('network');
    job.wake();
    await clock.tick(59_000);
    expect(job.over).to.equal(false);
    await clock.tick(7_000);
    expect(job.end?.code).to.equal(504);
  });

  it('has a time limit that can be set later, or be none', async () => {
    const { clock, job } = setup(TICKET, { timeout: 0 });
    job.start();
    await clock.tick(1_000_000);
    expect(job.over).to.equal(false);
    for (const ms of [Infinity, NaN, -1]) {
      job.timeout = ms;
      await clock.tick(1_000);
      expect(job.over, String(ms)).to.equal(false);
    }
    job.timeout = 1_100_000;
    await clock.tick(96_000);
    expect(job.over).to.equal(false);
    await clock.tick(1_000);
    expect(job.end?.code).to.equal(504);
  });

  it('is no trouble where GET knows the job a moment later; it is one where GET never does', async () => {
    const { clock, client, job } = setup();
    client.shows = fail('not-found');
    job.start();
    await clock.tick(2_000);
    expect(job.trouble).to.equal(undefined);
    await clock.tick(8_000);
    expect(job.trouble?.code).to.equal('not-found');
    client.shows = h(100);
    job.look();
    await clock.tick(0);
    client.shows = fail('not-found');
    job.look();
    await clock.tick(0);
    expect(job.trouble?.code, 'of a job that was known').to.equal('not-found');
  });

  it('waits for one more look when the page has slept', async () => {
    const { clock, client, job } = setup({ id_job: 'j', ws: WS, status: STATUS });
    client.shows = h(100);
    job.start();
    await clock.tick(1_000);
    let answer: (list: StatusEntry[]) => void = () => {};
    client.shows = new Promise(resolve => (answer = resolve));
    clock.sleep(600_000);
    await clock.tick(1_000);
    expect(job.over).to.equal(false);
    answer(h(100, 200));
    await clock.tick(0);
    expect(job.end?.code).to.equal(200);
  });

  it('… and then it gives up', async () => {
    const { clock, client, job } = setup({ id_job: 'j', ws: WS, status: STATUS });
    client.shows = h(100);
    job.start();
    await clock.tick(1_000);
    clock.sleep(600_000);
    await clock.tick(6_000);
    expect(job.end?.code).to.equal(504);
  });

  it('… but not after another sleep, of which the look before it says nothing', async () => {
    const { clock, client, job } = setup({ id_job: 'j', status: STATUS });
    client.shows = h(100);
    job.start();
    await clock.tick(1_000);
    clock.sleep(600_000);
    await clock.tick(1_000);
    clock.sleep(3_600_000);
    client.shows = new Promise(resolve => clock.setTimeout(() => resolve(h(100, 200)), 300));
    await clock.tick(5_000);
    expect(job.end?.code).to.equal(200);
  });

  it('… but for a network that takes its time to wake, too', async () => {
    for (const [ms, code] of [
      [60_000, 200],
      [600_000, 504],
    ] as const) {
      const { clock, client, job } = setup({ id_job: 'j', status: STATUS });
      client.shows = h(100);
      job.start();
      await clock.tick(1_000);
      client.shows = fail('network');
      clock.sleep(600_000);
      await clock.tick(ms);
      client.shows = h(100, 200);
      job.look();
      await clock.tick(40_000);
      expect(job.end?.code).to.equal(code);
    }
  });

  it('… which waiting for an answer, for as long as the institution does, is not', async () => {
    for (const answers of [true, false]) {
      const { clock, client, sockets, job } = setup();
      client.shows = h(100, 410);
      job.timeLimit = 600_000;
      job.start();
      sockets.last.open();
      await clock.tick(590_000);
      if (!answers) client.shows = fail('network');
      await clock.tick(14_999);
      expect(job.over).to.equal(false);
      await clock.tick(1);
      expect(job.end?.code).to.equal(504);
      expect(sockets.all.length).to.equal(1);
    }
  });

  it('… nor is a timer that is late in a page that nobody sees', async () => {
    const { clock, client, sockets, job } = setup();
    client.shows = h(100);
    job.start();
    await clock.tick(1_000);
    job.rest();
    await clock.tick(238_000);
    const { length } = sockets.all;
    clock.sleep(6_000);
    await clock.tick(1_000);
    expect(sockets.all.length).to.equal(length);
    expect(job.over).to.equal(false);
  });

  it('counts what is only announced as news, however long that takes to read', async () => {
    const made = setup({ id_job: 'j', ws: WS, status: STATUS }, { timeout: 15_000 });
    const { clock, client, sockets, job, codes } = made;
    client.shows = h(100);
    job.start();
    await clock.tick(0);
    sockets.last.open();
    await clock.tick(5_000);
    sockets.last.say({ code: 101 });
    const { now } = clock;
    clock.now = () => {
      clock.sleep(0.1);
      return now();
    };
    await clock.tick(11_000);
    expect(codes()).to.equal('100 101');
    expect(job.end).to.equal(undefined);
  });

  it('waits for one more look where nobody has asked for long, as behind another app', async () => {
    const { clock, client, job } = setup({ id_job: 'j', status: STATUS }, { timeout: 30_000 });
    client.shows = h(100);
    job.start();
    await clock.tick(100);
    job.rest();
    client.shows = h(100, 200);
    await clock.tick(30_000);
    expect(job.end?.code).to.equal(200);
  });

  it('… and where GET has failed for long: it may have come back since', async () => {
    const { clock, client, job } = setup({ id_job: 'j', status: STATUS }, { timeout: 30_000 });
    client.shows = h(100);
    job.start();
    await clock.tick(1_000);
    client.shows = fail('network');
    await clock.tick(28_000);
    client.shows = h(100, 200);
    await clock.tick(1_000);
    expect(job.end?.code).to.equal(200);
  });

  it('… and where GET has never answered', async () => {
    const { clock, client, job } = setup({ id_job: 'j', status: STATUS }, { timeout: 30_000 });
    client.shows = fail('network');
    job.start();
    await clock.tick(29_000);
    client.shows = h(100, 200);
    await clock.tick(1_000);
    expect(job.end?.code).to.equal(200);
  });

  it('… which is its last, whether it is answered or not', async () => {
    for (const last of [h(100), new Promise<StatusEntry[]>(() => {}), fail('network')]) {
      const { clock, client, job } = setup({ id_job: 'j', status: STATUS }, { timeout: 30_000 });
      client.shows = h(100);
      job.start();
      await clock.tick(100);
      job.rest();
      client.shows = last;
      await clock.tick(35_000);
      expect(job.end?.code).to.equal(504);
    }
  });

  it('comes with 0 when it is cancelled; what was on its way is dropped', async () => {
    const { clock, client, sockets, job, codes } = setup();
    job.start();
    await clock.tick(0);
    client.shows = h(100, 200);
    sockets.last.open();
    job.cancel();
    await clock.tick(60_000);
    expect(job.end).to.deep.equal({ code: 0, kind: 'user-error' });
    expect(job.takeEnd()).to.deep.equal({ code: 0, kind: 'user-error' });
    expect(codes()).to.equal('');
    expect(clock.pending).to.equal(0);
    expect(sockets.alive).to.equal(0);
  });

  it('comes with 102 for a quick answer; the history goes on, a second end does not come', async () => {
    const { clock, client, job } = setup(TICKET, { quickAnswer: true });
    client.shows = h(100, 102);
    job.start();
    await clock.tick(0);
    expect(job.takeNews().length).to.equal(2);
    expect(job.takeEnd()).to.deep.equal({ code: 102, kind: 'success' });
    expect(job.over).to.equal(false);
    client.shows = h(100, 102, 500);
    await clock.tick(3_000);
    expect(job.takeNews().map(entry => entry.code)).to.deep.equal([500]);
    expect(job.takeEnd()).to.equal(undefined);
    expect(job.end).to.deep.equal({ code: 102, kind: 'success' });
    expect(job.over).to.equal(true);
  });

  const quick: [string, number[], number | undefined][] = [
    ['not before 102', [100, 101], undefined],
    ['not while a challenge waits', [100, 102, 410], undefined],
    ['102 and more', [100, 102, 103], 102],
    ['the real end, where it is known', [100, 102, 200], 200],
    ['the real end, where it is bad', [100, 102, 401], 401],
  ];
  for (const [what, codes, end] of quick) {
    it(`quick answer set later: ${what}`, async () => {
      const { clock, client, job, changes } = setup();
      client.shows = h(...codes);
      job.start();
      await clock.tick(0);
      const before = changes();
      job.quickAnswer = true;
      expect(job.end?.code).to.equal(end);
      expect(changes() - before).to.equal(end === 102 ? 1 : 0);
    });
  }
});

describe('job: stop, start, wake', () => {
  it('lets every timer, socket and request go, and goes on where it was', async () => {
    const { clock, client, sockets, job, codes } = setup(TICKET, { timeout: 60_000 });
    client.shows = h(100);
    job.start();
    job.start();
    await clock.tick(50_000);
    expect(sockets.all.length).to.equal(1);
    sockets.last.open();
    client.shows = new Promise(() => {});
    await clock.tick(0);
    job.stop();
    job.stop();
    expect(clock.pending).to.equal(0);
    expect(sockets.alive).to.equal(0);
    expect(client.aborted).to.be.above(0);
    job.wake();
    await clock.tick(500_000);
    expect(clock.pending).to.equal(0);
    client.shows = h(100, 101);
    job.start();
    await clock.tick(100);
    expect(job.over).to.equal(false);
    expect(codes()).to.equal('100 101');
    expect(sockets.alive).to.equal(1);
  });

  it('hears nothing of a socket or an answer that it let go', async () => {
    const { clock, client, sockets, job, codes } = setup();
    let answer: (list: StatusEntry[]) => void = () => {};
    client.shows = new Promise(resolve => (answer = resolve));
    job.start();
    await clock.tick(0);
    const old = sockets.last;
    old.open();
    job.stop();
    client.shows = h(100);
    job.start();
    await clock.tick(0);
    answer(h(100, 101, 200));
    old.readyState = 1;
    old.say({ code: 200 });
    await clock.tick(10_000);
    expect(codes()).to.equal('100');
    expect(sockets.alive).to.equal(1 + Number(old.readyState < 2));
  });

  it('may be stopped by whoever listens', async () => {
    const { clock, client, sockets, job } = setup();
    client.shows = h(100);
    job.subscribe(() => job.stop());
    job.start();
    await clock.tick(0);
    expect(job.history.length).to.equal(1);
    expect(clock.pending).to.equal(0);
    expect(sockets.alive).to.equal(0);
  });

  it('… even while a frame waits for its GET', async () => {
    const { clock, client, sockets, job } = setup();
    client.shows = h(100);
    job.start();
    sockets.last.open();
    sockets.last.say({ code: 410 });
    job.subscribe(() => job.stop());
    await clock.tick(0);
    expect(job.history.length).to.equal(1);
    expect(clock.pending).to.equal(0);
  });

  it('shows nothing more once a listener has cancelled it', async () => {
    const { clock, client, job } = setup();
    client.shows = fail('server');
    job.start();
    await clock.tick(0);
    job.subscribe(() => job.cancel());
    client.shows = h(100, 200);
    await clock.tick(5_000);
    expect(job.end?.code).to.equal(0);
    expect(job.history).to.deep.equal([]);
  });

  it('wakes: asks at once and opens its socket anew', async () => {
    const { clock, client, sockets, job, asked } = setup();
    client.shows = fail('offline');
    job.start();
    await clock.tick(20_000);
    expect(job.trouble?.code).to.equal('offline');
    asked();
    client.shows = h(100);
    sockets.last.drop();
    await clock.tick(100);
    sockets.last.drop();
    const { length } = sockets.all;
    job.wake();
    await clock.tick(0);
    expect(sockets.all.length).to.equal(length + 1);
    expect(asked().length).to.equal(1);
    expect(job.trouble).to.equal(undefined);
  });

  it('goes on when a listener throws, and lets the page see it', async () => {
    const { clock, client, job } = setup();
    client.shows = h(100, 200);
    const seen: unknown[] = [];
    // Mocha would count it as a failure of this test.
    const before = window.onerror;
    window.onerror = (_message, _source, _line, _column, error) => (seen.push(error), true);
    try {
      const fault = new Error('a listener’s fault');
      let calls = 0;
      job.subscribe(() => {
        throw fault;
      });
      const off = job.subscribe(() => calls++);
      job.start();
      await clock.tick(0);
      await new Promise(resolve => setTimeout(resolve));
      expect(seen).to.include(fault);
      expect(calls).to.be.above(0);
      expect(job.end?.code).to.equal(200);
      off();
    } finally {
      window.onerror = before;
    }
  });
});

describe('job: its challenges', () => {
  const ask = (address?: string) =>
    ({ code: 410, address, twofa: [{ name: 'token', type: 'text', label: 'L' }] }) as StatusEntry;

  it('waits for an answer, which goes to the challenge’s address', async () => {
    const { clock, client, job, asked } = setup();
    client.shows = [...h(100), ask(TWOFA + '?n=1')];
    job.start();
    await clock.tick(0);
    expect(job.kind).to.equal('challenge');
    expect(job.challenge).to.equal(job.status);
    expect(job.challengeCount).to.equal(1);
    asked();
    await job.answer([['token', '123']]);
    expect(client.answered).to.deep.equal([{ address: TWOFA + '?n=1', values: [['token', '123']] }]);
    expect(job.challenge).to.equal(undefined);
    await clock.tick(0);
    expect(asked()).to.deep.equal([0]);
  });

  it('goes to the job’s own URL where the challenge has none, and has no elements where none came', async () => {
    const { clock, client, job } = setup();
    client.shows = h(410);
    job.start();
    await clock.tick(0);
    expect(job.challenge?.twofa).to.deep.equal([]);
    await job.answer([]);
    expect(client.answered[0]?.address).to.equal(TWOFA);
  });

  it('stays when the answer is refused', async () => {
    const { clock, client, job } = setup();
    client.shows = [ask()];
    client.refuses = fail('server');
    job.start();
    await clock.tick(0);
    let error: unknown;
    await job.answer([['token', '1']]).catch((e: unknown) => (error = e));
    expect(error).to.equal(client.refuses);
    expect(job.challenge).to.equal(job.status);
    client.refuses = undefined;
    await job.answer([['token', '1']]);
    expect(job.challenge).to.equal(undefined);
  });

  it('is asked again by a second, equal one', async () => {
    const { clock, client, sockets, job } = setup();
    client.shows = [ask()];
    job.start();
    sockets.last.open();
    sockets.last.say(ask());
    await clock.tick(0);
    await job.answer([['token', '1']]);
    client.shows = [ask(), ask()];
    sockets.last.say(ask());
    await clock.tick(0);
    expect(job.challengeCount).to.equal(2);
    expect(job.challenge).to.equal(job.history[1]);
    expect(job.takeNews().length).to.equal(2);
  });

  it('that came while the last was answered stays open', async () => {
    const { clock, client, job } = setup();
    client.shows = [ask()];
    job.start();
    await clock.tick(0);
    let arrive: () => void = () => {};
    client.takes = new Promise(resolve => (arrive = resolve));
    const sent = job.answer([['token', '1']]);
    client.shows = [ask(), ...h(103), ask()];
    job.wake();
    await clock.tick(0);
    expect(job.challengeCount).to.equal(2);
    arrive();
    await sent;
    expect(job.challengeCount).to.equal(2);
    expect(job.challenge).to.equal(job.status);
  });

  it('restarts the time without news when it is answered', async () => {
    const { clock, client, job } = setup(TICKET, { timeout: 10_000 });
    client.shows = [ask()];
    job.start();
    await clock.tick(9_000);
    await job.answer([['token', '1']]);
    await clock.tick(9_000);
    expect(job.over).to.equal(false);
    await clock.tick(1_100);
    expect(job.end?.code).to.equal(504);
  });

  it('cannot be answered where none waits', async () => {
    const { clock, client, job } = setup();
    client.shows = h(100);
    job.start();
    await clock.tick(0);
    let error: unknown;
    await job.answer([['token', '1']]).catch((e: unknown) => (error = e));
    expect((error as SyncfyError).code).to.equal('bad-request');
    expect(client.answered).to.deep.equal([]);
  });
});

describe('job: untrusted URLs', () => {
  it('asks nothing of an untrusted status host; frames go on, the trouble stays', async () => {
    const { clock, sockets, job, codes } = setup({ ...TICKET, status: 'https://evil.example/v1/jobs/j1/status' });
    job.start();
    sockets.last.open();
    await clock.tick(1_000);
    sockets.last.say({ code: 100 });
    await clock.tick(100_000);
    expect(codes()).to.equal('100');
    expect(job.trouble?.code).to.equal('untrusted-origin');
    expect(job.trouble?.message).to.include('evil.example').and.not.include('/v1/jobs');
  });

  it('says so of a socket once, and is followed without, started once or twice', async () => {
    const { clock, client, sockets, job, codes } = setup({ ...TICKET, ws: 'wss://evil.example/' });
    client.shows = h(100, 200);
    job.start();
    const { socketError } = job;
    expect(socketError?.code).to.equal('untrusted-origin');
    expect(job.trouble).to.equal(undefined);
    job.stop();
    job.start();
    expect(job.socketError).to.equal(socketError);
    await clock.tick(1_000);
    expect(codes()).to.equal('100 200');
    expect(sockets.all.length).to.equal(0);
  });

  it('ends by its time limit where no way is left', async () => {
    for (const ticket of [{ id_job: 'j' }, { id_job: 'j', ws: 'wss://evil.example/' }]) {
      const { clock, job } = setup(ticket);
      job.start();
      expect(job.trouble?.code).to.equal('ws' in ticket ? 'untrusted-origin' : 'not-found');
      expect(job.isStuck).to.equal(true);
      await clock.tick(240_000);
      expect(job.end?.code).to.equal(504);
    }
  });
});
