// 200 jobs over real sockets while everything goes wrong: each entry of their histories is told once, in order, and one end.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CHAOS, JOBS, judge, run } from './chaos-helpers.mjs';

describe('chaos', { concurrency: 10 }, () => {
  test('there are 200 jobs', () => assert.equal(Object.keys(CHAOS).length * JOBS, 200));

  test('what is lost, told twice, out of order or has no end is found', () => {
    const truth = [100, 101, 410, 103, 410, 200];
    const right = { lost: 0, twice: 0, unordered: 0, ends: 0 };
    assert.deepEqual(judge(truth, [200], truth), right);
    assert.deepEqual(judge(truth.slice(1), [200], truth), { ...right, lost: 1 });
    assert.deepEqual(judge([100, ...truth], [200], truth), { ...right, twice: 1 });
    assert.deepEqual(judge([100, 410, 101, 103, 410, 200], [200], truth), { ...right, unordered: 1 });
    assert.deepEqual(judge(truth, [], truth), { ...right, ends: 1 });
    assert.deepEqual(judge(truth, [200, 200], truth), { ...right, ends: 1 });
  });

  for (const name of Object.keys(CHAOS)) {
    test(name, async () => {
      for (const { told, lost, twice, unordered, ends } of await run(name)) {
        assert.deepEqual({ lost, twice, unordered, ends }, { lost: 0, twice: 0, unordered: 0, ends: 0 }, String(told));
      }
    });
  }
});
