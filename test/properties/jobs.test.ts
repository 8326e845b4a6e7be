// Whatever the network, the page and the machine do: each entry of a job's history once, in order, and one end.
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { TIMEOUT } from '../../src/job/job.js';
import { NOTHING_WRONG, judge, play, tooOften } from '../support/schedule.js';
import { BEYOND, WEATHERS } from '../support/weather.js';
import { check } from './support.js';

const RUNS = 1_000;

/** For ever, or as long as a job has where nobody says how long: it gives no news for less than that in any weather. */
const timeouts = fc.constantFrom(0, TIMEOUT);

describe('job: any schedule', function () {
  this.timeout(60_000);
  for (const [name, weather] of Object.entries(WEATHERS)) {
    it(name, async () => {
      await check(
        fc.asyncProperty(weather, timeouts, async (schedule, timeout) => {
          const seen = await play(schedule, timeout);
          expect(judge(seen)).to.deep.equal(NOTHING_WRONG);
          expect(tooOften(seen)).to.equal(0);
        }),
        RUNS,
      );
    });
  }

  it('nothing goes wrong, and no time is lost: each entry gives the next one its time anew', async () => {
    // 9 s are the longest wait for one.
    const calm = WEATHERS['nothing goes wrong']!;
    await check(
      fc.asyncProperty(calm, async schedule => {
        expect(judge(await play(schedule, 12_000))).to.deep.equal(NOTHING_WRONG);
      }),
      RUNS,
    );
  });

  for (const [name, weather] of Object.entries(BEYOND)) {
    it(name, async () => {
      await check(
        fc.asyncProperty(weather, timeouts, async (schedule, timeout) => {
          const seen = await play(schedule, timeout);
          expect({ ...judge(seen), lost: 0 }).to.deep.equal(NOTHING_WRONG);
          expect(tooOften(seen)).to.equal(0);
        }),
        RUNS,
      );
    });
  }
});
