// What a job tells the page, and in which order.
import { expect } from '@open-wc/testing';
import { localizer } from '../../src/i18n/localize.js';
import { reportJob } from '../../src/session/report.js';
import { Recorder } from '../support/flow.js';
import { fail, h, setup } from '../support/job.js';

describe('session/report', () => {
  /** A job whose every change is reported twice, and the names of what was told of it since the last look. */
  function reported() {
    const made = setup();
    const element = document.createElement('div');
    const events = new Recorder(element);
    for (let i = 0; i < 2; i++) made.job.subscribe(() => reportJob(element, made.job, localizer('en')));
    const turn = async (shows: typeof made.client.shows) => {
      made.client.shows = shows;
      made.job.look();
      await made.clock.tick(0);
      return events.all.splice(0).map(({ name }) => name);
    };
    made.job.start();
    return turn;
  }

  it('that it asks comes after the entry that says so', async () => {
    const turn = reported();
    expect(await turn(h(100))).to.deep.equal(['syncfy-status']);
    expect(await turn(h(100, 410))).to.deep.equal(['syncfy-status', 'syncfy-challenge']);
    expect(await turn(h(100, 410, 102, 200))).to.deep.equal(['syncfy-status', 'syncfy-status', 'syncfy-success']);
  });

  it('a trouble is told once, whatever else comes while it lasts, and anew when it has come back', async () => {
    const turn = reported();
    await turn(h(100));
    expect(await turn(fail('server'))).to.deep.equal(['syncfy-error']);
    expect(await turn(fail('server'))).to.deep.equal([]);
    expect(await turn(h(100, 101))).to.deep.equal(['syncfy-status']);
    expect(await turn(fail('server'))).to.deep.equal(['syncfy-error']);
  });
});
