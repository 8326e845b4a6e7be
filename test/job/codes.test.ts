import { expect } from '@open-wc/testing';
import { isTerminal, kindOf, type JobKind } from '../../src/job/codes.js';

describe('job/codes', () => {
  const table: [kind: JobKind, ends: boolean, codes: number[]][] = [
    ['progress', false, [100, 101, 102, 103, 199, 300, 399, 600, 777, 999]],
    ['challenge', false, [410]],
    ['success', true, [200, 201, 206, 299]],
    ['user-error', true, [400, 401, 409, 411, 499]],
    ['error', true, [500, 504, 599]],
  ];
  for (const [kind, ends, codes] of table) {
    for (const code of codes) {
      it(`${code} is ${kind}, and ${ends ? 'ends a job' : 'ends nothing'}`, () => {
        expect(kindOf(code)).to.equal(kind);
        expect(isTerminal(code)).to.equal(ends);
      });
    }
  }
});
