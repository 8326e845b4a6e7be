import { expect } from '@open-wc/testing';
import { SyncfyClient } from '../../src/api/client.js';
import type { SyncfyError } from '../../src/api/errors.js';
import { Tokens, type TokenWays } from '../../src/session/tokens.js';
import { timersOf } from '../support/clock.js';
import { rejection, told } from '../support/errors.js';
import { pretend } from '../support/pretend.js';

function make(ways: Partial<TokenWays> & { url?: string; own?: () => Promise<string> } = {}) {
  const calls: { url: string; init: RequestInit }[] = [];
  const tokens = new Tokens({
    tokenUrl: () => ways.url,
    refreshToken: () => ways.own,
    ask: ways.ask ?? (() => undefined),
    patience: ways.patience ?? 0,
    ...(ways.limit && { limit: ways.limit }),
    ...(ways.cameLate && { cameLate: ways.cameLate }),
    fetch: (input, init = {}) => {
      calls.push({ url: new Request(input).url, init });
      return ways.fetch ? ways.fetch(input, init) : Promise.resolve(Response.json({ token: 'from-url' }));
    },
  });
  return { tokens, calls };
}

describe('session/tokens: get', () => {
  it('gives the token it was given', async () => {
    const { tokens, calls } = make({ url: '/session' });
    tokens.set(' T1 ');
    expect(await tokens.get()).to.equal('T1');
    expect(calls).to.deep.equal([]);
  });

  it('has none once it is taken back', async () => {
    const { tokens } = make();
    tokens.set('T1');
    tokens.set(undefined);
    expect((await rejection(tokens.get())).code).to.equal('no-token');
  });

  const unusable: unknown[] = ['', '  ', 'a\nb', 'añ', '\u0000', 7, null, {}];
  for (const token of unusable) {
    it(`takes no ${JSON.stringify(token)} for a token`, async () => {
      const { tokens } = make({ own: () => Promise.resolve(token as string) });
      tokens.set(token as string);
      expect((await rejection(tokens.get())).code).to.equal('no-token');
    });
  }

  it('prefers the page’s function to its URL, and both to asking', async () => {
    let asked = 0;
    const ask = () => (asked++, Promise.resolve('asked'));
    expect(await make({ own: () => Promise.resolve('own'), url: '/session', ask }).tokens.get()).to.equal('own');
    expect(await make({ url: '/session', ask }).tokens.get()).to.equal('from-url');
    expect(asked).to.equal(0);
    expect(await make({ ask }).tokens.get()).to.equal('asked');
    expect((await rejection(make().tokens.get())).code).to.equal('no-token');
  });

  it('posts to the page’s own endpoint, as the page would', async () => {
    const { tokens, calls } = make({ url: 'session?x=1' });
    await tokens.get();
    expect(calls[0]?.url).to.equal(location.origin + '/session?x=1');
    const { signal, headers, ...init } = calls[0]!.init;
    expect(init).to.deep.equal({ method: 'POST', credentials: 'same-origin', cache: 'no-store', redirect: 'manual' });
    expect(headers).to.equal(undefined);
    expect(signal).to.be.instanceOf(AbortSignal);
  });

  for (const url of [
    'https://evil.example/session',
    '//evil.example/session',
    `https://${location.host}/session`,
    'https://',
    'data:,x',
  ]) {
    it(`never asks ${url}`, async () => {
      const { tokens, calls } = make({ url });
      expect((await rejection(tokens.get())).code).to.equal('untrusted-origin');
      expect((await rejection(tokens.renew('old'))).code).to.equal('untrusted-origin');
      expect(calls).to.deep.equal([]);
    });
  }

  const answers: [string, () => Response | Promise<Response>, string | undefined, string | undefined][] = [
    ['a token', () => Response.json({ token: 'N' }), 'N', undefined],
    ['Syncfy’s own envelope', () => Response.json({ rid: 'r', response: { token: 'N' } }), 'N', undefined],
    ['no token', () => Response.json({ error: 'SECRET' }), undefined, 'bad-response'],
    ['null', () => Response.json(null), undefined, 'bad-response'],
    ['no JSON', () => new Response('<html>SECRET'), undefined, 'bad-response'],
    ['401', () => Response.json({ token: 'SECRET' }, { status: 401 }), undefined, 'token-expired'],
    ['500', () => new Response('SECRET', { status: 500 }), undefined, 'server'],
    ['nothing', () => Promise.reject(new TypeError('SECRET')), undefined, 'network'],
  ];
  for (const [what, answer, token, cause] of answers) {
    it(`the endpoint answers ${what}`, async () => {
      const { tokens } = make({ url: '/session', fetch: () => Promise.resolve(answer()) });
      if (token) {
        expect(await tokens.get()).to.equal(token);
        return;
      }
      const error = await rejection(tokens.get());
      expect(error.code).to.equal('no-token');
      expect((error.cause as SyncfyError).code).to.equal(cause);
      expect(told(error)).not.to.include('SECRET');
      const renewal = await rejection(tokens.renew('OLD'));
      expect(renewal.code).to.equal('token-expired');
      expect(told(renewal)).not.to.match(/SECRET|OLD/);
    });
  }

  it('the endpoint leads elsewhere: it is not followed, and that is said', async () => {
    const { tokens } = make({ url: '/v1/moved/session', fetch: (input, init) => fetch(input, init) });
    const { cause } = await rejection(tokens.get());
    expect((cause as SyncfyError).code).to.equal('http');
    expect((cause as SyncfyError).message).to.match(/answered with a redirect$/);
  });

  it('without a network, that is the reason', async () => {
    const { tokens } = make({ url: '/session', fetch: () => Promise.reject(new TypeError()) });
    const goOnline = pretend(navigator, 'onLine', false);
    try {
      expect((await rejection(tokens.get())).code).to.equal('offline');
      expect((await rejection(tokens.renew('OLD'))).code).to.equal('offline');
    } finally {
      goOnline();
    }
    expect((await rejection(tokens.get())).code).to.equal('no-token');
  });

  it('hands on no error of the page’s function', async () => {
    const { tokens } = make({ own: () => Promise.reject(new Error('token SECRET')) });
    expect(told(await rejection(tokens.get()))).not.to.include('SECRET');
    const thrown = make({
      own: () => {
        throw new Error('SECRET');
      },
    });
    expect(told(await rejection(thrown.tokens.get()))).not.to.include('SECRET');
  });

  it('keeps the token where nobody sees it', async () => {
    const { tokens } = make();
    tokens.set('SECRET');
    expect(JSON.stringify(tokens)).not.to.include('SECRET');
    expect(Object.values(tokens).map(String).join()).not.to.include('SECRET');
    expect(await tokens.get()).to.equal('SECRET');
  });
});

describe('session/tokens: renew', () => {
  it('gives the one it has if that is another', async () => {
    let calls = 0;
    const { tokens } = make({ own: () => Promise.resolve(`T${++calls}`) });
    tokens.set('T0');
    expect(await tokens.renew('older')).to.equal('T0');
    expect(calls).to.equal(0);
    expect(await tokens.renew('T0')).to.equal('T1');
    expect(await tokens.renew('T0')).to.equal('T1');
    expect(calls).to.equal(1);
  });

  it('refreshes once for all who wait, whatever they wait for', async () => {
    let calls = 0;
    let give: (token: string) => void = () => {};
    const { tokens } = make({ own: () => (calls++, new Promise(resolve => (give = resolve))) });
    const first = [tokens.get(), tokens.get(), tokens.renew('other')];
    await Promise.resolve();
    give('T1');
    expect(await Promise.all(first)).to.deep.equal(['T1', 'T1', 'T1']);
    const all = Array.from({ length: 10 }, () => tokens.renew('T1'));
    await Promise.resolve();
    give('T2');
    expect(new Set(await Promise.all(all))).to.deep.equal(new Set(['T2']));
    expect(calls).to.equal(2);
  });

  it('fails for all who wait, and tries again for the next', async () => {
    let calls = 0;
    const { tokens } = make({ own: () => (++calls === 1 ? Promise.reject(new Error('no')) : Promise.resolve('T2')) });
    tokens.set('T1');
    const errors = await Promise.all([rejection(tokens.renew('T1')), rejection(tokens.renew('T1'))]);
    expect(errors.map(error => error.code)).to.deep.equal(['token-expired', 'token-expired']);
    expect(calls).to.equal(1);
    expect(await tokens.renew('T1')).to.equal('T2');
  });

  it('is no renewal if the same dead token comes back', async () => {
    const { tokens } = make({ own: () => Promise.resolve('T1') });
    tokens.set('T1');
    expect((await rejection(tokens.renew('T1'))).code).to.equal('token-expired');
  });

  it('asks the page where there is no other way', async () => {
    let asked = 0;
    const { tokens } = make({ ask: () => (++asked === 1 ? Promise.resolve('T2') : undefined) });
    tokens.set('T1');
    expect(await tokens.renew('T1')).to.equal('T2');
    expect((await rejection(tokens.renew('T2'))).code).to.equal('token-expired');
    expect(asked).to.equal(2);
  });

  it('does not ask the page twice for the same dead token, where it is only to look again', async () => {
    let asked = 0;
    const { tokens } = make({ ask: () => void asked++ as undefined });
    tokens.set('T1');
    for (let i = 0; i < 3; i++) {
      expect((await rejection(tokens.renew('T1', undefined, true))).code).to.equal('token-expired');
    }
    expect(asked).to.equal(1);
    await rejection(tokens.renew('T1'));
    expect(asked, 'the user asks').to.equal(2);
    tokens.set('T2');
    await rejection(tokens.renew('T2', undefined, true));
    expect(asked, 'another token').to.equal(3);
    tokens.set('T2');
    await rejection(tokens.renew('T2', undefined, true));
    expect(asked, 'one that the page gives again').to.equal(4);
  });

  it('takes a token that the page sets instead of answering', async () => {
    const { tokens } = make({
      ask: () => {
        tokens.set('T2');
        return undefined;
      },
    });
    tokens.set('T1');
    expect(await tokens.renew('T1')).to.equal('T2');
  });

  it('forgets the first token, too, that comes after the page took it back', async () => {
    let asked = 0;
    const own = () => new Promise<string>(resolve => setTimeout(() => resolve(`token ${++asked}`), 10));
    const { tokens } = make({ own });
    const first = tokens.get();
    await Promise.resolve();
    tokens.set(undefined);
    expect((await rejection(first)).code).to.equal('no-token');
    expect(await tokens.get()).to.equal('token 2');
  });

  it('does not overwrite a token that the page set in the meantime', async () => {
    let give: (token: string) => void = () => {};
    const { tokens } = make({ own: () => new Promise(resolve => (give = resolve)) });
    tokens.set('T1');
    const renewed = tokens.renew('T1');
    await Promise.resolve();
    tokens.set('T3');
    give('T2');
    expect(await renewed).to.equal('T3');
    expect(await tokens.get()).to.equal('T3');
  });

  it('an abort ends one call’s waiting, not the refresh', async () => {
    let give: (token: string) => void = () => {};
    const { tokens } = make({ own: () => new Promise(resolve => (give = resolve)) });
    const answer = Response.json([]);
    const client = new SyncfyClient({ tokens, fetch: () => Promise.resolve(answer.clone()) });
    const controller = new AbortController();
    const one = client.credentials(controller.signal);
    const other = client.credentials();
    controller.abort();
    expect((await rejection(one)).name).to.equal('AbortError');
    expect((await rejection(client.credentials(AbortSignal.abort()))).name).to.equal('AbortError');
    give('T2');
    expect(await other).to.deep.equal([]);
  });

  for (const [what, own] of [
    ['that hangs', () => new Promise<string>(() => {})],
    ['that nobody answers', undefined],
  ] as const) {
    it(`waits no longer for a refresh ${what}, once the page has set a token`, async () => {
      const { tokens } = make({ ...(own && { own }), patience: 60_000 });
      const first = [tokens.get(), tokens.get()];
      await Promise.resolve();
      tokens.set('T1');
      expect(await Promise.all(first)).to.deep.equal(['T1', 'T1']);
      const renewed = own && tokens.renew('T1');
      await Promise.resolve();
      tokens.set('T2');
      expect(await (renewed ?? tokens.get())).to.equal('T2');
    });
  }

  it('takes one that the page sets, or answers, a moment after it was asked', async () => {
    for (const how of ['sets', 'answers'] as const) {
      let answer: (token: Promise<string>) => void = () => {};
      let told = 0;
      const { tokens } = make({ patience: 60_000, ask: take => void (answer = take), cameLate: () => void told++ });
      const first = tokens.get();
      await new Promise(resolve => setTimeout(resolve, 10));
      if (how === 'sets') tokens.set('T1');
      else answer(Promise.resolve('T1'));
      expect(await first).to.equal('T1');
      expect(told, how).to.equal(0);
    }
  });

  it('takes a first one that the page sets as it is asked, at once', async () => {
    const { tokens } = make({ patience: 60_000, ask: () => void tokens.set('T1') });
    expect(await tokens.get()).to.equal('T1');
  });

  /** A first token that is waited for, and the ways in which it may still come. */
  async function waitingForOne() {
    const ways: NonNullable<Parameters<typeof make>[0]> = { patience: 60_000 };
    const { tokens } = make(ways);
    const coming = tokens.get();
    await Promise.resolve();
    return { ways, tokens, coming };
  }

  it('takes the first one in the way that is named while it waits', async () => {
    const { ways, tokens, coming } = await waitingForOne();
    ways.own = () => Promise.resolve('T1');
    tokens.wayNamed();
    expect(await coming).to.equal('T1');
  });

  it('asks in no way that is named after a token has come', async () => {
    const { ways, tokens, coming } = await waitingForOne();
    let asked = 0;
    tokens.set('T1');
    ways.own = () => Promise.resolve(`T${++asked + 1}`);
    tokens.wayNamed();
    expect([await coming, asked]).to.deep.equal(['T1', 0]);
  });

  it('waits for the first one alone: of one that died it is told at once that there is no other', async () => {
    const { tokens } = make({ patience: 60_000 });
    tokens.set('T1');
    expect((await rejection(tokens.renew('T1'))).code).to.equal('token-expired');
  });

  it('gives up after a while, and keeps a token that comes later', async () => {
    let give: (token: string) => void = () => {};
    const { tokens } = make({ own: () => new Promise(resolve => (give = resolve)), limit: 20 });
    tokens.set('T1');
    const error = await rejection(tokens.renew('T1'));
    expect(error.code).to.equal('token-expired');
    expect((error.cause as SyncfyError).code).to.equal('timeout');
    give('T2');
    await new Promise(resolve => setTimeout(resolve));
    expect(await tokens.renew('T1')).to.equal('T2');
  });

  it('waits 15 s for a refresh, 2 s for a page that does not answer at once, and 60 s for its endpoint', async () => {
    const ways: TokenWays = { tokenUrl: () => undefined, refreshToken: () => undefined, ask: () => undefined };
    const waits = (more: Partial<TokenWays>) => timersOf(() => rejection(new Tokens({ ...ways, ...more }).get()));
    expect(await waits({ refreshToken: () => () => new Promise(() => {}) })).to.deep.equal([15_000]);
    expect(await waits({})).to.deep.equal([15_000, 2_000]);
    const { timeout } = AbortSignal;
    const limits: number[] = [];
    AbortSignal.timeout = ms => (limits.push(ms), timeout.call(AbortSignal, ms));
    try {
      await make({ url: '/session' }).tokens.get();
      expect(limits).to.deep.equal([60_000]);
    } finally {
      AbortSignal.timeout = timeout;
    }
  });

  describe('a token that comes when nobody waits any longer', () => {
    /** What the page is asked for, one after the other, and how often a late token was told. */
    function slow() {
      const gives: ((token: string) => void)[] = [];
      let told = 0;
      const own = () => new Promise<string>(resolve => gives.push(resolve));
      const { tokens } = make({ own, limit: 20, cameLate: () => void told++ });
      const give = (index: number, token: string) => {
        gives[index]!(token);
        return new Promise(resolve => setTimeout(resolve));
      };
      return { tokens, give, told: () => told };
    }

    it('is told, once it is there', async () => {
      const { tokens, give, told } = slow();
      await rejection(tokens.get());
      expect(told()).to.equal(0);
      await give(0, 'T1');
      expect(told()).to.equal(1);
      expect(await tokens.get()).to.equal('T1');
    });

    it('from the page’s endpoint, too', async () => {
      let answer: (response: Response) => void = () => {};
      let told: () => void = () => {};
      const late = new Promise<void>(resolve => (told = resolve));
      const { tokens } = make({
        url: '/session',
        limit: 20,
        cameLate: told,
        fetch: (_, init) =>
          new Promise((resolve, reject) => {
            answer = resolve;
            init!.signal!.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
          }),
      });
      await rejection(tokens.get());
      answer(Response.json({ token: 'T1' }));
      // Reading it takes the browser a moment.
      await late;
      expect(await tokens.get()).to.equal('T1');
    });

    it('from the page that was asked, too, and nothing is made of what is none', async () => {
      let answer: (token: Promise<string>) => void = () => {};
      let told = 0;
      const { tokens } = make({
        ask: take => {
          answer = take;
          return undefined;
        },
        cameLate: () => void told++,
      });
      await rejection(tokens.get());
      for (const none of [Promise.resolve(''), Promise.reject(new Error('no'))]) answer(none);
      await new Promise(resolve => setTimeout(resolve));
      expect(told).to.equal(0);
      answer(Promise.resolve('T1'));
      await new Promise(resolve => setTimeout(resolve));
      expect(told).to.equal(1);
      expect(await tokens.get()).to.equal('T1');
    });

    it('in time, nothing is told', async () => {
      const { tokens, give, told } = slow();
      const first = tokens.get();
      await Promise.resolve();
      await give(0, 'T1');
      expect(await first).to.equal('T1');
      expect(told()).to.equal(0);
    });

    for (const [what, set] of [
      ['set another', 'T2'],
      ['took it back', undefined],
    ] as const) {
      it(`is not used where the page ${what}`, async () => {
        const { tokens, give, told } = slow();
        await rejection(tokens.get());
        tokens.set(set);
        await give(0, 'T1');
        expect(told()).to.equal(0);
        const next = tokens.get();
        await Promise.resolve();
        if (!set) await give(1, 'T2');
        expect(await next).to.equal('T2');
      });
    }

    it('is not used where a newer one was given', async () => {
      const { tokens, give, told } = slow();
      await rejection(tokens.get());
      const second = tokens.get();
      await Promise.resolve();
      await give(1, 'T2');
      expect(await second).to.equal('T2');
      await give(0, 'T1');
      expect(await tokens.get()).to.equal('T2');
      expect(told()).to.equal(0);
    });

    it('is no news where it is the dead one', async () => {
      const { tokens, give, told } = slow();
      tokens.set('T1');
      await rejection(tokens.renew('T1'));
      await give(0, 'T1');
      expect(told()).to.equal(0);
    });
  });
});
