import { expect } from '@open-wc/testing';
import type { StatusEntry } from '../../src/api/schemas.js';
import { History } from '../../src/job/history.js';

const e = (code: number): StatusEntry => ({ code }) as StatusEntry;
const list = (codes: string) => (codes ? codes.split(' ').map(code => e(Number(code))) : []);
const codes = (history: History) => history.entries.map(entry => entry.code).join(' ');

/** `open`; `f 100 101` a frame; `late 100` one that comes after a silence; `get 100`; `settle`; `blind` settles without GET. */
function play(history: History, step: string): void {
  const [word = '', ...rest] = step.split(' ');
  const entries = Object.freeze(list(rest.join(' ')).map(entry => Object.freeze(entry)));
  if (word === 'f' || word === 'late') history.announce(entries, word === 'late');
  else if (word === 'get') history.show(entries);
  else if (word === 'settle' || word === 'blind') history.settle(word === 'settle');
  else history.open();
}

function run(steps: readonly string[]): History {
  const history = new History();
  for (const step of steps) play(history, step);
  return history;
}

describe('job/history', () => {
  // [what, steps, what is shown, whether entries are owed]
  const table: [string, string[], string, boolean][] = [
    ['nothing', [], '', false],
    ['GET alone', ['get 100 101'], '100 101', false],
    ['GET grows by several', ['get 100', 'get 100 101 410 103'], '100 101 410 103', false],
    ['GET that lags is ignored', ['get 100 101', 'get 100'], '100 101', false],
    ['GET empty', ['get 100', 'get '], '100', false],
    ['GET with equal neighbours', ['get 100 410 410'], '100 410 410', false],
    ['a frame only announces', ['get 100', 'open', 'get 100', 'f 101'], '100', true],
    ['GET explains a frame', ['get 100', 'open', 'get 100', 'f 101', 'get 100 101'], '100 101', false],
    ['GET explains and shows more', ['get 100', 'open', 'get 100', 'f 101', 'get 100 101 102'], '100 101 102', false],
    ['frames come after GET showed them', ['open', 'get 100 101 102', 'f 100', 'f 101', 'f 102'], '100 101 102', false],
    ['frames before any GET', ['open', 'f 100', 'f 101', 'get 100 101'], '100 101', false],
    ['replay none', ['get 100 101', 'open', 'get 100 101', 'f 102'], '100 101', true],
    ['replay last', ['get 100 101', 'open', 'f 101', 'get 100 101'], '100 101', false],
    ['replay last, GET first', ['get 100 101', 'open', 'get 100 101', 'f 101', 'settle'], '100 101', false],
    ['replay last that GET lags behind', ['get 100', 'open', 'f 101', 'get 100'], '100', true],
    ['replay all', ['get 100 101', 'open', 'get 100 101', 'f 100', 'f 101'], '100 101', false],
    ['replay all as one frame', ['get 100 101', 'open', 'f 100 101', 'get 100 101'], '100 101', false],
    ['replay all as one frame, twice', ['open', 'f 100 101', 'f 100 101', 'get 100 101', 'settle'], '100 101', false],
    ['replay all, then live', ['get 100 101', 'open', 'f 100 101 102', 'get 100 101'], '100 101', true],
    ['replay all of more than is known', ['get 100', 'open', 'f 100 101 410', 'get 100 101 410'], '100 101 410', false],
    [
      'replay all begins like its own end',
      ['get 410 103 410', 'open', 'f 410 103 410', 'get 410 103 410'],
      '410 103 410',
      false,
    ],
    ['a second equal challenge on one socket', ['open', 'f 410', 'get 410', 'f 410'], '410', true],
    ['… and GET shows it', ['open', 'f 410', 'get 410', 'f 410', 'get 410 410'], '410 410', false],
    ['… or GET showed it before', ['open', 'f 410', 'get 410 410', 'f 410'], '410 410', false],
    ['… or GET never shows it: sent twice', ['open', 'f 410', 'get 410', 'f 410', 'get 410', 'settle'], '410', false],
    ['… then a heartbeat finds it', ['open', 'f 410', 'get 410', 'f 410', 'settle', 'get 410 410'], '410 410', false],
    [
      '… and what follows it is owed once',
      ['open', 'f 410', 'get 410', 'f 410', 'settle', 'get 410 410', 'f 103', 'get 410 410 103'],
      '410 410 103',
      false,
    ],
    [
      'a second equal challenge on a new, silent socket',
      ['open', 'f 100 410', 'get 100 410', 'open', 'get 100 410', 'late 410'],
      '100 410',
      true,
    ],
    [
      '… is the last repeated, if it comes before GET',
      ['open', 'f 100 410', 'get 100 410', 'open', 'f 410', 'get 100 410'],
      '100 410',
      false,
    ],
    ['frame sent twice', ['open', 'f 100', 'get 100', 'f 100', 'settle'], '100', false],
    [
      'frame sent twice, then the next',
      ['open', 'f 100', 'get 100', 'f 101', 'get 100 101', 'f 101', 'f 102', 'get 100 101 102', 'settle'],
      '100 101 102',
      false,
    ],
    [
      'frame lost',
      ['get 100', 'open', 'get 100', 'f 101', 'f 103', 'get 100 101 102 103', 'settle'],
      '100 101 102 103',
      false,
    ],
    [
      'GET lags too long: fewest entries',
      ['get 100', 'open', 'get 100', 'f 101', 'f 102', 'get 100', 'settle'],
      '100 101 102',
      false,
    ],
    ['GET stuck, codes alternate', ['get 410', 'open', 'f 410 103 410', 'get 410', 'settle'], '410 103 410', false],
    ['GET stuck, overlap', ['get 100 101', 'open', 'f 101 102', 'get 100 101', 'settle'], '100 101 102', false],
    ['no GET: fewest entries', ['get 100 101', 'open', 'f 101 102', 'blind'], '100 101 102', false],
    ['no GET: a live equal frame counts', ['open', 'f 410', 'blind', 'f 410', 'blind'], '410 410', false],
    ['no GET, replay last', ['open', 'f 100', 'blind', 'open', 'f 100', 'blind', 'f 101', 'blind'], '100 101', false],
    [
      'no GET, replay all',
      ['open', 'f 100', 'f 101', 'blind', 'open', 'f 100', 'blind', 'f 101', 'blind', 'f 102', 'blind'],
      '100 101 102',
      false,
    ],
    ['no GET, replay none', ['open', 'f 100', 'blind', 'open', 'f 101', 'blind'], '100 101', false],
    ['guess confirmed', ['get 100', 'open', 'f 101', 'blind', 'get 100 101 102'], '100 101 102', false],
    [
      'guesses half confirmed',
      ['open', 'f 100 101', 'blind', 'get 100', 'get 100 101', 'get 100 101 102'],
      '100 101 102',
      false,
    ],
    [
      'GET missed between: nothing twice',
      ['get 100', 'open', 'f 103', 'blind', 'get 100 410 103 102'],
      '100 103 102',
      false,
    ],
    [
      'GET disagrees and lags: nothing twice',
      ['get 100', 'open', 'f 103', 'blind', 'get 100 410', 'get 100 410 103'],
      '100 103 410',
      false,
    ],
    [
      'guessed repeat that never was',
      ['get 100 410', 'open', 'f 410', 'f 410', 'blind', 'get 100 410 103 410'],
      '100 410 410 103 410',
      false,
    ],
    [
      'guessed repeat that was',
      ['get 100 410', 'open', 'f 410', 'f 410', 'blind', 'get 100 410 410 103'],
      '100 410 410 103',
      false,
    ],
    [
      'guessed repeat, GET still lags',
      ['get 100 410', 'open', 'f 410', 'f 410', 'f 103', 'blind', 'get 100 410', 'get 100 410 410 103 102'],
      '100 410 410 103 102',
      false,
    ],
    ['terminal by GET', ['get 100 200'], '100 200', false],
    [
      'nothing after a terminal entry',
      ['get 100 200 201 100', 'open', 'f 500', 'get 100 200 500 100'],
      '100 200',
      false,
    ],
    ['terminal by frame waits for GET', ['get 100', 'open', 'get 100', 'f 200'], '100', true],
    [
      '… so nothing before it is missing',
      ['get 100', 'open', 'get 100', 'f 200', 'get 100 101 102 200'],
      '100 101 102 200',
      false,
    ],
    ['terminal by frame alone', ['open', 'f 100 500 200', 'blind'], '100 500', false],
    ['unknown codes', ['get 100 150 399', 'open', 'f 399 187', 'get 100 150 399 187'], '100 150 399 187', false],
    ['settle with nothing owed', ['get 100', 'open', 'f 100', 'settle', 'blind'], '100', false],
    [
      'GET asked before the socket opened says nothing of its silence',
      ['get 410', 'open', 'get 410', 'f 410'],
      '410',
      false,
    ],
  ];
  for (const [what, steps, shown, owed] of table) {
    it(what, () => {
      const history = run(steps);
      expect(codes(history)).to.equal(shown);
      expect(history.owes).to.equal(owed);
    });
  }

  it('shows a second question with its own picture, though without GET it passed for the first', () => {
    const ask = (label: string) => ({ code: 410, twofa: [{ name: 'captcha', type: 'text', label }] }) as StatusEntry;
    const history = new History();
    const hears = (...frames: StatusEntry[]) => {
      for (const frame of frames) history.announce([frame], false);
      history.settle(false, true);
    };
    history.open();
    hears(e(301), ask('first'), e(301));
    history.open();
    hears(e(301), e(301), ask('second'));
    hears(e(200));
    expect(codes(history)).to.equal('301 410 301 410 200');
    expect(history.entries[3]).to.deep.equal(ask('second'));
  });

  it('tells challenges apart by what they ask for, not by words, types or pictures', () => {
    const ask = (name: string, label: string) =>
      ({ code: 410, twofa: [{ name, type: 'text', label, options: [] }] }) as unknown as StatusEntry;
    const owesAfter = (frame: StatusEntry) => {
      const history = new History();
      history.show([ask('sms', 'A')]);
      history.open();
      history.announce([frame], false);
      return history.owes;
    };
    expect(owesAfter(ask('sms', 'B'))).to.equal(false);
    // `textOptions` is `select` in places, and an instruction may come along.
    const worded = [
      { name: 'i', type: 'instructions' },
      { name: 'sms', type: 'select' },
    ];
    expect(owesAfter({ code: 410, twofa: worded } as never)).to.equal(false);
    expect(owesAfter(e(410))).to.equal(false);
    expect(owesAfter(ask('mail', 'A'))).to.equal(true);
  });

  it('never changes a list that it showed, nor what was handed in', () => {
    for (const [, steps] of table) {
      const history = new History();
      for (const step of steps) {
        const before = Object.freeze(history.entries);
        play(history, step);
        expect(history.entries.slice(0, before.length)).to.deep.equal(before);
      }
    }
  });

  /** How often codes are looked at. */
  function looks(act: (some: (n: number, code: number) => StatusEntry[]) => void): number {
    let count = 0;
    const watched = (code: number) => ({
      get code() {
        count++;
        return code;
      },
    });
    act((n, code) => Array.from({ length: n }, () => watched(code) as StatusEntry));
    return count;
  }

  it('frames that fit nowhere take no more time than their number squared', () => {
    const settling = (size: number) =>
      looks(some => {
        const history = new History();
        history.show(some(1, 100));
        history.open();
        history.show([...some(1, 100), ...some(size, 101)]);
        history.announce([...some(1, 103), ...some(size, 101), ...some(1, 350)], false);
        history.settle(true);
      });
    expect(settling(400) / settling(200)).to.be.below(5);
  });

  it('many equal entries take no more time than their number', () => {
    const showing = (size: number) =>
      looks(some => {
        const history = new History();
        history.open();
        history.announce(some(size, 100), false);
        history.show(some(size, 100));
        expect(history.owes).to.equal(false);
      });
    expect(showing(400) / showing(200)).to.be.below(3);
  });

  it('knows its end', () => {
    expect(new History().hasEnded).to.equal(false);
    expect(run(['get 100 410']).hasEnded).to.equal(false);
    expect(run(['get 100 411']).hasEnded).to.equal(true);
  });
});
