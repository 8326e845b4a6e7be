import { expect } from '@open-wc/testing';
import type { StatusEntry } from '../../src/api/schemas.js';
import { localizer } from '../../src/i18n/localize.js';
import type { Job } from '../../src/job/job.js';
import { reportJob } from '../../src/session/report.js';

/** A job of which GET has just shown what its challenge asks. */
class FakeJob {
  history: StatusEntry[] = [];
  taken = 0;
  answered = false;
  get challenge(): StatusEntry | undefined {
    return this.answered ? undefined : this.history.at(-1);
  }
  takeNews(): StatusEntry[] {
    return this.history.slice(this.taken, (this.taken = this.history.length));
  }
  takeEnd(): undefined {
    return undefined;
  }
}

describe('session/report', () => {
  const lean = { code: 410, twofa: [] };
  const full = { code: 410, twofa: [{ name: 'token', type: 'text' }] };

  function setup() {
    const element = document.createElement('div');
    const told: unknown[] = [];
    document.body.append(element);
    element.addEventListener('syncfy-status', ({ detail }) => told.push(detail.status.code));
    element.addEventListener('syncfy-challenge', ({ detail }) => told.push(detail.challenge));
    const job = new FakeJob();
    const shows = (...entries: unknown[]) => {
      job.history = entries as StatusEntry[];
      reportJob(element, job as unknown as Job, localizer('en'));
      return told.splice(0);
    };
    return { job, shows };
  }

  it('tells a challenge again, and no entry, when it is known only then what it asks', () => {
    const { shows } = setup();
    expect(shows({ code: 100 }, lean)).to.deep.equal([100, 410, lean]);
    expect(shows({ code: 100 }, lean)).to.deep.equal([]);
    expect(shows({ code: 100 }, full)).to.deep.equal([full]);
    expect(shows({ code: 100 }, full)).to.deep.equal([]);
  });

  it('tells none again that waits for no answer any more', () => {
    const { job, shows } = setup();
    shows(lean);
    job.answered = true;
    expect(shows(full)).to.deep.equal([]);
  });
});
