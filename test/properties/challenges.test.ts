// Challenges of any kind and in any combination: each is shown, checked and answered with exactly what was typed and chosen.
import fc from 'fast-check';
import type { Challenge } from '../../src/api/schemas.js';
import type { SyncfyTwofa } from '../../src/index.js';
import { ADDRESSES, challenge, plans, type Plan, type Raw } from './generators.js';
import { posted, questionsOf, type Asked } from './oracle.js';
import {
  controlsOf,
  expectAsked,
  expectRefused,
  fillIn,
  openDesks,
  same,
  soon,
  sorted,
  submitButton,
  type Desk,
  type Done,
} from './person.js';
import { checkAt } from './support.js';

let desks: Desk<SyncfyTwofa>[];
let close: () => Promise<void>;

before(async () => {
  ({ desks, close } = await openDesks<SyncfyTwofa>('syncfy-twofa'));
});
after(() => close());

/** Whether each question has its picture and no other, and each note is told. */
function expectShown(root: ShadowRoot, asked: readonly Asked[]): void {
  // A note that says and shows nothing is none.
  const shown = asked.filter(({ kind, label, picture }) => kind !== 'note' || label || picture !== undefined);
  const fields = [...root.querySelectorAll('[part~="field"]')];
  const pictures = fields.map(field => {
    const picture = field.querySelector('[part~="picture"]');
    return picture && (picture.querySelector('img')?.getAttribute('src') ?? 'none');
  });
  same(
    'pictures',
    pictures,
    shown.map(({ picture }) => (picture === null ? 'none' : (picture ?? null))),
  );
  const notes = fields.filter(field => field.part.contains('note'));
  same(
    'notes',
    notes.map(note => note.querySelector('p[dir]')?.textContent ?? ''),
    shown.filter(({ kind }) => kind === 'note').map(({ label }) => label),
  );
}

async function run(desk: Desk<SyncfyTwofa>, given: Raw, all: Plan[]): Promise<void> {
  const { element, root } = desk;
  desk.begin();
  // An equal one would leave what was typed.
  element.challenge = undefined;
  await element.updateComplete;
  element.challenge = given as unknown as Challenge;
  await element.updateComplete;
  desk.expectPeace();
  const questions = questionsOf(given);
  const shown = questions.filter(({ kind }) => kind !== 'hidden');
  const asked = shown.filter(({ kind }) => kind !== 'note');
  expectShown(root, shown);
  if (!asked.length) {
    // Nothing to be sent: a device answers, or something that is done elsewhere.
    same('a form of nothing', root.querySelector('form') === null, true);
    const device = shown.length < questions.length && !shown.some(({ elsewhere }) => elsewhere);
    same('what is waited for', root.querySelector('[part~="waiting"]') === null, device);
    return;
  }
  const controls = controlsOf(root.querySelector('form')!, asked);
  expectAsked(controls, asked);

  let done = controls.map((control, at) => fillIn(control, asked[at]!, all[at]!, all[at]!.mood));
  const typed = done.flatMap(one => one.typed);
  if (done.some(({ problem }) => problem)) {
    await expectRefused(desk, controls, done);
    desk.expectPeace(typed);
    done = done.map((one, at) => (one.problem ? fillIn(controls[at]!, asked[at]!, all[at]!, 'fill') : one));
  }
  await send(desk, given, questions, asked, done);
  desk.expectPeace([...typed, ...done.flatMap(one => one.typed)]);
}

async function send(
  desk: Desk<SyncfyTwofa>,
  given: Raw,
  questions: readonly Asked[],
  asked: readonly Asked[],
  done: Done[],
): Promise<void> {
  const { root } = desk;
  const path = ADDRESSES.get(given.address);
  submitButton(root)!.click();
  if (!path) {
    await desk.until('syncfy-error');
    return same('what was sent to a strange host', desk.sent, []);
  }
  await desk.until();
  same(
    'requests',
    desk.sent.map(one => [one.method, one.path]),
    [['POST', path]],
  );
  const { twofa: values, ...rest } = desk.sent[0]!.body as Record<string, object>;
  // What a device is asked goes back as it came.
  const answers = questions.map(one => [one.name, one.back ?? done[asked.indexOf(one)]?.answer] as const);
  same('values', sorted(Object.entries(values ?? {})), sorted(posted(answers)));
  same('the rest', rest, {});
  await soon('that it was sent', () => root.querySelector('[part~="sent"]') !== null);
}

describe('challenges of any kind', () => {
  it('are shown, checked and answered as they were filled in', async function () {
    this.timeout(380_000);
    await checkAt(desks, desk => fc.asyncProperty(challenge, plans, (given, all) => run(desk, given, all)));
  });
});
