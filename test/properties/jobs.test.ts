// Whatever the network, the page and the machine do: each entry of a job's history once, in order, and one end.
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { NOTHING_WRONG, judge, play } from '../support/schedule.js';
import { BEYOND, WEATHERS } from '../support/weather.js';
import { check } from './support.js';

const RUNS = 1_000;

describe('job: any schedule', function () {
  this.timeout(60_000);
  for (const [name, weather] of Object.entries(WEATHERS)) {
    it(name, async () => {
      await check(
        fc.asyncProperty(weather, async schedule => {
          expect(judge(await play(schedule))).to.deep.equal(NOTHING_WRONG);
        }),
        RUNS,
      );
    });
  }

  for (const [name, weather] of Object.entries(BEYOND)) {
    it(name, async () => {
      await check(
        fc.asyncProperty(weather, async schedule => {
          expect({ ...judge(await play(schedule)), lost: 0 }).to.deep.equal(NOTHING_WRONG);
        }),
        RUNS,
      );
    });
  }
});
