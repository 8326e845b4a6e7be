// A hundred thousand responses, socket frames and catalogues that were tampered with: whatever comes, there is a value of
// the promised shape or an error of our own, nothing is asked of anybody else, and the page is never kept busy.
// What they look like when they are drawn: fuzz-drawn.test.ts.
import fc from 'fast-check';
import { readList, readStatusEntry, type ListedSite, type Organization } from '../../src/api/schemas.js';
import { filterCatalogue, findSite, type CatalogueFilters } from '../../src/catalogue/catalogue.js';
import { createIndex, markRanges, search } from '../../src/catalogue/search.js';
import { Job } from '../../src/job/job.js';
import { answerOf, challengeBody, credentialBody } from '../../src/schema/body.js';
import { challengeFields, loginWays, needsDevice, waitsElsewhere, type Field } from '../../src/schema/fields.js';
import { imageSource } from '../../src/schema/image.js';
import { validateField, type FieldValue } from '../../src/schema/validate.js';
import { FakeClock } from '../support/clock.js';
import { fakeSockets } from '../support/sockets.js';
import {
  CALLS,
  CHALLENGE,
  HISTORY,
  ORGANIZATION,
  SEEDS,
  TICKET,
  clientOf,
  edits,
  expectOnlyTheApi,
  expectOurError,
  expectOurWords,
  expectPlain,
  expectUnharmed,
  fail,
  fuzz,
  inTime,
  longest,
  rejectionTime,
  shell,
  tamper,
  tampered,
  watch,
  write,
} from './fuzz.js';

const RESPONSES = 60_000;
const JOBS = 4_000;
const CATALOGUES = 10_000;
const CHALLENGES = 10_000;
const count = { responses: 0, frames: 0, catalogues: 0, challenges: 0, giants: 0 };

const isText = (value: unknown) => typeof value === 'string';
const isCode = (value: unknown) => Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 999;
const isTitle = (value: unknown) => isText(value) && value.length <= 200;
const list = (is: (item: Record<string, unknown>) => boolean, most: number) => (value: unknown) =>
  Array.isArray(value) &&
  value.length <= most &&
  (value as Record<string, unknown>[]).every(item => {
    expectPlain(item);
    return is(item);
  });
/** Its elements are read when it is picked. */
const isListedSite = (site: Record<string, unknown>): boolean =>
  isText(site.id_site) && site.id_site !== '' && isTitle(site.name);
const isSite = (site: Record<string, unknown>): boolean => isListedSite(site) && list(isElement, 300)(site.credentials);
const isElement = ({ name, type, label, options }: Record<string, unknown>) =>
  isText(name) && isText(type) && isText(label) && list(one => isText(one.label), 5000)(options);
const isTicket = (value: unknown) => {
  const { ws, status, username } = value as Record<string, unknown>;
  return isText(ws ?? status) && isText(status ?? ws) && isText(username);
};
const isCredential = ({ id_credential: id, username }: Record<string, unknown>) => isText(id) && isText(username);
/** What each call promises. */
const SHAPES: Record<string, (value: unknown) => boolean> = {
  countries: list(one => isText(one.id_country) && isTitle(one.name) && isText(one.code), 1000),
  types: list(one => isText(one.id_site_organization_type) && isTitle(one.name), 1000),
  organizations: list(one => isTitle(one.name) && list(isListedSite, 1000)(one.sites), 50_000),
  site: value => isSite(value as Record<string, unknown>),
  credentials: list(isCredential, 10_000),
  credential: value => isCredential(value as Record<string, unknown>),
  create: isTicket,
  sync: isTicket,
  remove: value => value === undefined,
  status: list(one => isCode(one.code) && (one.twofa === undefined || list(() => true, 100)(one.twofa)), 10_000),
  answer: value => value === undefined,
};

/** One call that is answered this; how long reading the answer took us. */
async function ask(
  name: string,
  text: string,
  about: Parameters<typeof clientOf>[0] extends () => infer A ? A : never,
) {
  const { client, wire } = clientOf(() => about);
  const [call] = CALLS[name]!;
  let result: unknown;
  let error: unknown;
  // What is read in parts lets others come in between: this one does, and notes how long it waited.
  let ms = 0;
  let since = 0;
  const look = () => {
    if (wire.read) ms = Math.max(ms, performance.now() - (since || wire.read));
    since = wire.read && performance.now();
  };
  const looking = setInterval(look);
  try {
    result = await call(client, { url: about.shell?.url as string });
  } catch (caught) {
    error = caught;
  }
  clearInterval(looking);
  look();
  if (error !== undefined) expectOurError(error);
  else if (!SHAPES[name]!(result)) fail(`${name}: ${JSON.stringify(result)?.slice(0, 500)} for ${text.slice(0, 500)}`);
  if ((client.lastRid ?? '').length > 100) fail('a rid of any length');
  expectOnlyTheApi(wire.asked);
  return { ours: Math.max(0, ms - rejectionTime(text)), result, error };
}

const FILTERS: CatalogueFilters = {
  audience: 'personal',
  onlySites: '',
  onlyOrganizations: '',
  onlyOrganizationTypes: '',
  hideSites: 'x',
  hideOrganizations: '',
  hideOrganizationTypes: 'Utility',
};
const TYPED = ['', 'test', `${'a'.repeat(60)}!`, '123456', '__proto__', '\u202e'];

function fillIn(fields: readonly Field[]): (readonly [string, FieldValue])[] {
  return fields.flatMap((field, index) => {
    if (field.label.length > 1000 || field.options.some(({ label }) => label.length > 1000))
      fail('a label of any length');
    const source = imageSource(field.image);
    if (source && !/^(?:https:\/\/|http:\/\/localhost:|data:image\/[\w.+-]+[;,])/i.test(source)) fail(source);
    const value = field.kind === 'checkboxes' ? [TYPED[1]!] : TYPED[index % TYPED.length]!;
    const problem = validateField(field, value);
    if (problem && 'message' in problem && (problem.message ?? '').length > 1000) fail('a message of any length');
    const answer = answerOf(field, value);
    return answer === undefined ? [] : [[field.name, answer] as const];
  });
}

/** All that is made of a catalogue before it is drawn. */
function useCatalogue(organizations: readonly Organization[]): void {
  const filtered = filterCatalogue(organizations, [], FILTERS);
  const index = createIndex(filtered);
  for (const query of ['', 'acme nor', '\u202e', '(']) {
    const { hits, words } = search(index, query);
    for (const { organization, sites } of hits.slice(0, 50)) {
      markRanges(organization.name, words);
      markRanges(sites.map(({ name }) => name).join(', '), words);
    }
  }
  findSite(organizations, 'nowhere');
}

function useSite(site: ListedSite): void {
  for (const update of [false, true]) {
    for (const way of loginWays(site, { update })) {
      if (way.label.length > 1000) fail('a way of any length');
      const body = credentialBody(site, { inputName: way.name, values: fillIn(way.fields) }, { testMode: false });
      expectPlain(body.credentials ?? body.input);
      JSON.stringify(body);
    }
  }
}

/** A frame of a socket, before it is written. */
interface Frame {
  which: number;
  changes: Parameters<typeof tamper>[1];
  envelope: number;
  junk: string;
}

const timed = (run: () => void) => () => {
  const start = performance.now();
  run();
  return performance.now() - start;
};

describe('whatever comes in', () => {
  let watched: ReturnType<typeof watch>;
  const { warn } = console;
  before(() => {
    watched = watch();
    // A pattern that is none is told; there are many of them here.
    console.warn = () => {};
  });
  after(() => {
    console.warn = warn;
    watched.stop();
    console.log(`fuzz: seeds ${SEEDS.join(' and ')}; ${JSON.stringify(count)}; longest ${JSON.stringify(longest)}`);
  });
  afterEach(async () => {
    await new Promise(resolve => setTimeout(resolve, 0));
    expectUnharmed();
    if (watched.found.length) fail(watched.found.splice(0).join('\n'));
  });

  it(`${RESPONSES} responses are values as promised, or errors of our own`, async function () {
    this.timeout(380_000);
    const names = Object.keys(CALLS);
    await fuzz(
      RESPONSES,
      fc.asyncProperty(fc.constantFrom(...names), edits, shell, async (name, changes, about) => {
        const text = write(tamper(CALLS[name]![1], changes), about);
        await inTime(
          `${name}: ${text.length} characters`,
          async () => (await ask(name, text, { text, shell: about })).ours,
        );
        expectUnharmed();
        count.responses++;
      }),
    );
  });

  it(`${CATALOGUES} catalogues can be searched, and their forms filled in`, async function () {
    this.timeout(380_000);
    await fuzz(
      CATALOGUES,
      fc.asyncProperty(edits, async changes => {
        const text = tamper([ORGANIZATION, ORGANIZATION], changes);
        const { result } = await ask('organizations', text, { text });
        const organizations = (result ?? []) as Organization[];
        await inTime(
          'a catalogue',
          timed(() => {
            useCatalogue(organizations);
            for (const { sites } of organizations) sites.forEach(useSite);
          }),
        );
        expectUnharmed();
        count.catalogues++;
      }),
    );
  });

  it(`${CHALLENGES} challenges can be asked and answered`, async function () {
    this.timeout(380_000);
    await fuzz(
      CHALLENGES,
      fc.asyncProperty(edits, async changes => {
        const asked = tampered(CHALLENGE.twofa, changes);
        await inTime(
          'a challenge',
          timed(() => {
            const fields = challengeFields(asked as Parameters<typeof challengeFields>[0]);
            const body = challengeBody(fillIn(fields));
            expectPlain(body.twofa);
            waitsElsewhere(fields);
            needsDevice(fields);
          }),
        );
        expectUnharmed();
        count.challenges++;
      }),
    );
  });

  it(`${JOBS} jobs of five frames each are followed`, async function () {
    this.timeout(380_000);
    const frame = fc.record({
      which: fc.nat(HISTORY.length),
      changes: edits,
      envelope: fc.nat(2),
      junk: fc.constantFrom('', '', '', '', '{', 'ping', '\ufeff', '[]', 'null', '[[[[', '{"code":410,"twofa":1}'),
    });
    await fuzz(
      JOBS,
      fc.asyncProperty(
        edits,
        fc.boolean(),
        shell,
        fc.array(frame, { minLength: 5, maxLength: 5, size: 'max' }),
        edits,
        async (changes, isTrue, about, frames, later) => {
          const ticket = (isTrue ? TICKET : tampered(TICKET, changes)) as Record<string, unknown> | null;
          await follow(
            typeof ticket === 'object' ? (ticket ?? {}) : {},
            () => write(tamper(HISTORY, later), about),
            frames.map(toFrame),
          );
          expectUnharmed();
        },
      ),
    );
  });

  function toFrame({ which, changes, envelope, junk }: Frame): string {
    if (junk) return junk;
    const text = tamper(HISTORY[which] ?? HISTORY, changes);
    return [text, `[${text}]`, `{"code":200,"status":true,"response":${text}}`][envelope]!;
  }

  /** Follows a job whose socket says this and whose API answers that, and answers whatever it is asked. */
  async function follow(
    ticket: Record<string, unknown>,
    status: () => string,
    frames: readonly string[],
  ): Promise<void> {
    const clock = new FakeClock();
    const sockets = fakeSockets();
    const { client, wire } = clientOf(() => ({ text: status() }));
    const answers: Promise<unknown>[] = [];
    const troubles: unknown[] = [];
    const job = new Job(ticket, { client, clock, random: () => 0.5, WebSocket: sockets.WebSocket });
    job.subscribe(() => {
      for (const entry of job.takeNews()) {
        if (!isCode(entry.code)) fail(`code ${String(entry.code)}`);
        expectOurWords(entry.code);
      }
      if (job.trouble) troubles.push(job.trouble);
      if (!job.challenge || answers.length) return;
      const values = fillIn(challengeFields(job.challenge.twofa));
      answers.push(job.answer(values).catch((error: unknown) => error));
    });
    job.start();
    for (const socket of sockets.all) socket.open();
    for (const text of frames) {
      await inTime(
        'a frame',
        timed(() => sockets.all.at(-1)?.say(text)),
      );
      count.frames++;
    }
    await clock.tick(30_000);
    job.look();
    await clock.tick(300_000);
    for (const error of await Promise.all(answers)) if (error !== undefined) expectOurError(error);
    troubles.forEach(expectOurError);
    expectOnlyTheApi([...wire.asked, ...sockets.all]);
    if (sockets.all.some(({ sent }) => sent.length)) fail('something was sent through a socket');
    if (job.end) expectOurWords(job.end.code);
    if (job.history.length > 10_000 + frames.length * 100) fail('a history of any length');
    job.stop();
    if (clock.pending || sockets.alive) fail('timers or sockets are left');
  }

  describe('however large it is', () => {
    const MB = 2 ** 20;
    const long = 'á'.repeat(10 * MB);
    const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    const many = (one: string, times: number) => `[${Array.from({ length: times }, () => one).join()}]`;
    const mask = (answer: unknown) => JSON.stringify(answer);
    const organization = { ...ORGANIZATION, sites: [] };

    /** [what, the call, the answer]; made when they are needed, since they take hundreds of MB together. */
    const giants: [string, string, () => string][] = [
      ['a label of 10 MB', 'status', () => mask([{ ...CHALLENGE, twofa: [{ name: 'x', type: 'text', label: long }] }])],
      ['a name of 10 MB', 'status', () => mask([{ ...CHALLENGE, twofa: [{ name: long, type: 'text' }] }])],
      ['a type of 10 MB', 'status', () => mask([{ ...CHALLENGE, twofa: [{ name: 'x', type: long }] }])],
      [
        'a picture of 10 MB',
        'status',
        () => mask([{ ...CHALLENGE, twofa: [{ name: 'x', imgBase64File: 'A'.repeat(10 * MB) }] }]),
      ],
      [
        'a pattern of 10 MB',
        'status',
        () => mask([{ ...CHALLENGE, twofa: [{ name: 'x', type: 'text', validation: `^${'a?'.repeat(5 * MB)}$` }] }]),
      ],
      ['an address of 10 MB', 'status', () => mask([{ ...CHALLENGE, address: `https://${long}` }])],
      [
        'a message of 10 MB',
        'status',
        () => `{"status":false,"code":400,"message":"${long}","rid":"${long}","response":null}`,
      ],
      ['100,000 brackets', 'status', () => deep(100_000)],
      ['100,000 brackets in a challenge', 'status', () => `[{"code":410,"twofa":[{"name":${deep(99_000)}}]}]`],
      ['2,000,000 brackets', 'status', () => deep(2_000_000)],
      ['1,000,000 entries', 'status', () => many('{"code":101}', 1_000_000)],
      ['1,000,000 numbers', 'status', () => many('1', 1_000_000)],
      ['1,000,000 questions', 'status', () => `[{"code":410,"twofa":${many('{"name":"x"}', 1_000_000)}}]`],
      ['30,000 entries', 'status', () => many('{"code":101}', 30_000)],
      [
        '20,000 options',
        'status',
        () =>
          `[{"code":410,"twofa":[{"name":"x","type":"options","options":${many('{"value":1,"label":"x"}', 20_000)}}]}]`,
      ],
      ['1,000,000 keys', 'create', () => `{${Array.from({ length: 1_000_000 }, (_, i) => `"${i}":1`).join()}}`],
      ['a URL of 10 MB', 'create', () => mask({ ...TICKET, status: `https://${long}`, ws: long })],
      ['a page of 10 MB', 'create', () => `<!doctype html>${long}`],
      ['blanks of 10 MB', 'create', () => ' '.repeat(10 * MB)],
      ['10,000 credentials', 'credentials', () => many('{"id_credential":"c","id_site":"s","username":"u"}', 10_000)],
      ['10,000 countries', 'countries', () => many('{"id_country":"c","name":"x","code":"MX"}', 10_000)],
      ['an institution whose name has 10 MB', 'organizations', () => mask([{ ...ORGANIZATION, name: long }])],
      ['10,000 institutions', 'organizations', () => many(mask(organization), 10_000)],
      [
        'an institution of 20,000 sites',
        'organizations',
        () =>
          mask([
            { ...organization, sites: Array.from({ length: 20_000 }, () => ({ id_site: 's', name: 'x'.repeat(50) })) },
          ]),
      ],
    ];
    for (const [what, name, make] of giants) {
      it(`${what}: in time`, async function () {
        this.timeout(60_000);
        const text = make();
        const { result } = await ask(name, text, { text });
        const reading = await inTime(`${what}, read`, async () => (await ask(name, text, { text })).ours);
        const using = await inTime(
          `${what}, used`,
          timed(() => use(name, result)),
        );
        const frame = name === 'status' ? await inTime(`${what}, as a frame`, () => frameTime(text)) : 0;
        console.log(
          `giant: ${what}: read in ${reading.toFixed()} ms, used ${using.toFixed()}, as a frame ${frame.toFixed()}`,
        );
        count.giants++;
      });
    }

    function use(name: string, result: unknown): void {
      if (!result) return;
      if (name === 'organizations') {
        useCatalogue(result as Organization[]);
        (result as Organization[])[0]!.sites.slice(0, 1).forEach(useSite);
      }
      if (name !== 'status') return;
      const entry = (readList(readStatusEntry, result) ?? []).find(({ twofa }) => twofa);
      if (entry?.twofa) fillIn(challengeFields(entry.twofa));
    }

    function frameTime(text: string): number {
      const sockets = fakeSockets();
      const { client } = clientOf(() => ({ text: '[]' }));
      const job = new Job(TICKET, { client, clock: new FakeClock(), WebSocket: sockets.WebSocket });
      job.start();
      sockets.last.open();
      const ms = timed(() => sockets.last.say(text))();
      job.stop();
      return ms;
    }
  });
});
