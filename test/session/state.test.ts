// What a session does with the jobs that are followed in it.
import { expect } from '@open-wc/testing';
import { SessionState } from '../../src/session/state.js';
import { fail, h, setup } from '../support/job.js';

const TOKENS = { get: () => Promise.resolve('T'), renew: () => Promise.resolve('T') };

describe('session/state', () => {
  it('a job that begins while nobody sees the page rests, until somebody does', async () => {
    const { clock, client, sockets, job, asked } = setup();
    client.shows = h(100);
    const state = new SessionState(TOKENS);
    state.rest();
    state.follow(job);
    await clock.tick(30_000);
    expect(sockets.alive).to.equal(0);
    expect(asked()).to.deep.equal([]);
    state.wake(true);
    await clock.tick(0);
    expect(sockets.alive).to.equal(1);
    expect(asked()).to.have.length(1);
  });

  it('with a new token, what could not be asked is asked at once, and nothing else', async () => {
    const [troubled, other] = [setup(), setup()];
    const state = new SessionState(TOKENS);
    troubled.client.shows = fail('token-expired');
    for (const { job, clock, asked } of [troubled, other]) {
      state.follow(job);
      await clock.tick(20_000);
      asked();
    }
    troubled.client.shows = h(100);
    state.wake(false);
    for (const { clock } of [troubled, other]) await clock.tick(0);
    expect(troubled.asked()).to.have.length(1);
    expect(troubled.job.trouble).to.equal(undefined);
    expect(other.asked()).to.deep.equal([]);
  });
});
