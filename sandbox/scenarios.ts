import { ACME, ACME_COLOMBIA, SUBCODES } from './catalogue/acme.js';
import { labId, type LabName } from './catalogue/labs.js';
import * as ask from './challenges.js';
import type { Answers, ChallengeElement } from './challenges.js';
import type { Values } from './login.js';

/** One entry of a job's history. */
export interface Entry {
  code: number;
  twofa?: ChallengeElement[];
  [key: string]: unknown;
}

/** What a job does next: it says something, or asks. With `byItself` it goes on without an answer after so many steps. */
export type Step = { say: Entry } | { ask: ChallengeElement[]; byItself?: number };
export type Scenario = Generator<Step, void, Answers>;

/** What a scenario knows of the login that it plays. */
export interface Visit {
  values: Values;
  /** Where the pictures are, for challenges that name them by URL. */
  assets: string;
}

type Play = (visit: Visit) => Scenario;

const STEPS_BY_ITSELF = 6;

function* say(code: number, more: object = {}): Scenario {
  yield { say: { code, ...more } };
}

function* finish(code = 200): Scenario {
  yield* say(102);
  yield* say(code);
}

/** Starts, and goes no further than a 401 with a login that `accepted` refuses. */
function login(accepted: (visit: Visit) => boolean, then: Play): Play {
  return function* (visit) {
    yield* say(101);
    if (accepted(visit)) yield* then(visit);
    else yield* say(401);
  };
}

/** Asks each challenge in turn; a wrong answer ends the job with a 403. */
function challenged(...rounds: ((visit: Visit) => ChallengeElement[])[]): Play {
  return function* (visit) {
    for (const round of rounds) {
      const elements = round(visit);
      const answers = yield { ask: elements };
      yield* say(103);
      if (!ask.isAccepted(elements, answers)) return yield* say(403);
    }
    yield* finish();
  };
}

function goesOnByItself(...elements: ChallengeElement[]): Play {
  return function* () {
    yield { ask: elements, byItself: STEPS_BY_ITSELF };
    yield* say(103);
    yield* finish();
  };
}

const isTestUser = ({ values }: Visit): boolean =>
  values.get('username') === 'test' && values.get('password') === 'test';

const isTestUserInAnyCase = ({ values }: Visit): boolean =>
  String(values.get('username')).toLowerCase() === 'test' && values.get('password') === 'test';

const isNotWrong = ({ values }: Visit): boolean => ![...values.values()].includes('wrong');

/** Which code to end with: whatever element holds three digits. */
function codeIn({ values }: Visit): number | undefined {
  for (const name of ['code', ...values.keys()]) {
    const value = String(values.get(name) ?? '').trim();
    if (/^\d{3}$/.test(value)) return Number(value);
  }
  return undefined;
}

function* endWithCode(visit: Visit): Scenario {
  const code = codeIn(visit) ?? 200;
  if (code === 410) return yield* challenged(() => [ask.token])(visit);
  if (code >= 200 && code < 300) yield* say(102);
  yield* say(code);
  if (!isEnd(code)) yield* finish();
}

function* endWithSubcode({ values }: Visit): Scenario {
  const subcode = Number(values.get('subcode') ?? SUBCODES[0]?.value);
  const code = Math.floor(subcode / 100);
  const message = SUBCODES.find(option => option.value === subcode)?.label;
  if (code < 300) yield* say(102);
  yield* say(code, { subcode, message });
}

/** Whether a code ends a job: any 2xx, 4xx or 5xx but the challenge. */
export function isEnd(code: number): boolean {
  return code !== 410 && ((code >= 200 && code < 300) || (code >= 400 && code < 600));
}

const ACME_PLAYS: Readonly<Record<keyof typeof ACME, Play>> = {
  normal: login(isTestUser, () => finish()),
  token: login(
    isTestUser,
    challenged(() => [ask.token]),
  ),
  error: login(isTestUser, () => say(500)),
  captcha: login(
    isTestUser,
    challenged(() => [ask.captchaElement({ imgBase64File: ask.captchaPicture() })]),
  ),
  multipleImage: login(
    isTestUser,
    challenged(() => [ask.pictures(ask.asDataUrl, [1, 2, 3, 4])]),
  ),
  multipleText: login(
    isTestUser,
    challenged(
      () => [ask.wordList()],
      () => [ask.wordList()],
    ),
  ),
  caseInsensitive: login(isTestUserInAnyCase, () => finish()),
  attachments: login(isTestUser, () => finish()),
  selectInput: login(isTestUser, () => finish()),
  subcodes: login(isTestUser, endWithSubcode),
  codeResponse: login(visit => codeIn(visit) !== undefined || isTestUser(visit), endWithCode),
  ciec: login(isTestUserInAnyCase, () => finish()),
  qr: login(isTestUser, goesOnByItself(ask.scan())),
  confirm: login(isTestUser, goesOnByItself(ask.confirmLogin)),
  live: login(isTestUser, () => finish()),
};

const imageAt = (assets: string, name: string): { imgURL: string } => ({
  imgURL: `${assets}/assets/pictures/${name}.png`,
});

const LAB_PLAYS: Readonly<Partial<Record<LabName, Play>>> = {
  accounts: challenged(() => [ask.accounts]),
  instructions: goesOnByItself(ask.instructions),
  password: challenged(() => [{ name: 'pin', type: 'password', label: 'Enter any PIN but "wrong"' }]),
  select: challenged(() => [ask.wordList('select')]),
  longList: challenged(() => [ask.longList()]),
  several: challenged(() => [ask.token, { name: 'pin', type: 'password', label: 'PIN' }, ask.wordList()]),
  different: challenged(
    () => [ask.token],
    () => [ask.pictures(ask.asDataUrl, [1, 2, 3, 4])],
  ),
  unknownType: challenged(() => [{ name: 'phrase', type: 'spoken_phrase', label: 'Enter any phrase but "wrong"' }]),
  hardware: challenged(ask.hardware),
  device: challenged(ask.device),
  imageUrl: challenged(({ assets }) => [ask.captchaElement(imageAt(assets, 'captcha'))]),
  imageBare: challenged(() => [ask.captchaElement({ imgBase64File: ask.bareCaptchaPicture() })]),
  optionsUrl: challenged(({ assets }) => [ask.pictures(name => imageAt(assets, name), ask.SHAPE_NAMES)]),
  optionsBare: challenged(() => [ask.pictures(ask.asBareBase64, [1, 2, 3, 4])]),
  oddNames: challenged(() => [
    { name: '__proto__', type: 'text', label: 'An answer called __proto__' },
    { name: 'constructor', type: 'text', label: 'An answer called constructor' },
  ]),
  jobToken: challenged(() => [ask.token]),
  unknownCodes: function* () {
    yield* say(104);
    yield* say(150);
    yield* finish(205);
  },
  repeatedCodes: function* () {
    yield* say(101);
    yield* say(102);
    yield* finish();
  },
};

const PLAYS = new Map<string, Play>();
for (const [name, play] of Object.entries(ACME_PLAYS)) PLAYS.set(ACME[name as keyof typeof ACME], play);
for (const [name, play] of Object.entries(LAB_PLAYS)) PLAYS.set(labId(name as LabName), login(isNotWrong, play));
PLAYS.set(ACME_COLOMBIA.normal, ACME_PLAYS.normal);
PLAYS.set(ACME_COLOMBIA.token, ACME_PLAYS.token);

const anySite = login(isNotWrong, () => finish());

/** How a login at a site goes. Any site that has no play of its own lets everybody in but the password `wrong`. */
export function play(idSite: string, visit: Visit): Scenario {
  return (PLAYS.get(idSite) ?? anySite)(visit);
}
