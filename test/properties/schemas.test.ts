// Login forms of any schema: each is drawn, checked and sent with exactly the values typed under exactly the names asked.
import fc from 'fast-check';
import type { Site } from '../../src/api/schemas.js';
import { localizer } from '../../src/i18n/localize.js';
import type { SyncfyCredentialForm } from '../../src/index.js';
import { ENDPOINTS, plans, site, type Plan, type Raw } from './generators.js';
import { posted, waysOf, type Way } from './oracle.js';
import {
  controlsOf,
  expectAsked,
  expectRefused,
  fillIn,
  MOST_BYTES,
  openDesks,
  same,
  sorted,
  submitButton,
  tabs,
  type Desk,
  type Done,
} from './person.js';
import { checkAt } from './support.js';

type Form = SyncfyCredentialForm;

let desks: Desk<Form>[];
let close: () => Promise<void>;

before(async () => {
  ({ desks, close } = await openDesks<Form>('syncfy-credential-form'));
  for (const { element } of desks) element.maxFileSize = MOST_BYTES;
});
after(() => close());

/** The panel of a way, after its tab was pressed. */
async function goTo({ element, root }: Desk<Form>, ways: readonly Way[], index: number): Promise<ParentNode> {
  const all = tabs(root);
  if (ways.length === 1) {
    same('tabs', all.length, 0);
    return root.querySelector('form')!;
  }
  same(
    'tabs',
    all.map(tab => tab.textContent?.trim()),
    ways.map(({ label }, at) => label.trim() || `${localizer('en').t('form.ways')} ${at + 1}`),
  );
  all[index]!.click();
  await element.updateComplete;
  const shown = [...root.querySelectorAll<HTMLElement>('[role="tabpanel"]')].filter(panel => !panel.hidden);
  same(
    'panels',
    shown.map(panel => panel.id),
    [all[index]!.getAttribute('aria-controls')],
  );
  return shown[0]!;
}

async function run(desk: Desk<Form>, given: unknown, all: Plan[], which: number, update: boolean): Promise<void> {
  const { element, session, root } = desk;
  desk.begin();
  session.job = undefined;
  session.site = undefined;
  element.credentialId = update ? 'c1' : '';
  element.site = given as Site;
  await element.updateComplete;
  desk.expectPeace();
  const ways = waysOf(given, update);
  if (!ways?.length) return same('a form of nothing', root.querySelector('form') === null, true);

  // What is typed for one way stays there, and is not sent with another.
  const index = which % ways.length;
  const other = (index + 1) % ways.length;
  if (other !== index) {
    const { asked } = ways[other]!;
    const controls = controlsOf(await goTo(desk, ways, other), asked);
    for (const [at, control] of controls.entries()) fillIn(control, asked[at]!, all[at]!, 'fill');
  }
  const way = ways[index]!;
  const { asked } = way;
  const controls = controlsOf(await goTo(desk, ways, index), asked);
  expectAsked(controls, asked);

  let done = controls.map((control, at) => fillIn(control, asked[at]!, all[at]!, all[at]!.mood));
  const typed = done.flatMap(one => one.typed);
  if (done.some(({ problem }) => problem)) {
    await expectRefused(desk, controls, done);
    desk.expectPeace(typed);
    done = done.map((one, at) => (one.problem ? fillIn(controls[at]!, asked[at]!, all[at]!, 'fill') : one));
  }
  await send(desk, given as Raw, way, done, update);
  desk.expectPeace([...typed, ...done.flatMap(one => one.typed)]);
}

async function send(desk: Desk<Form>, given: Raw, way: Way, done: Done[], update: boolean): Promise<void> {
  const path = update ? '/v1/credentials/c1/sync' : ENDPOINTS.get(given.endpoint);
  submitButton(desk.root)!.click();
  await desk.until('syncfy-job-start', 'syncfy-error');
  if (!path) {
    same('what was sent to a strange host', desk.sent, []);
    const { error } = desk.events.at(-1)!.detail as { error?: { code: string } };
    return same('the error', error?.code, 'untrusted-origin');
  }
  same(
    'requests',
    desk.sent.map(one => [one.method, one.path]),
    [[update ? 'PUT' : 'POST', path]],
  );
  const isFirstVersion = way.name === undefined;
  const { [isFirstVersion ? 'credentials' : 'input']: values, ...rest } = desk.sent[0]!.body as Record<string, object>;
  const answers = way.asked.map(({ name }, at) => [name, done[at]!.answer] as const);
  same('values', sorted(Object.entries(values ?? {})), sorted(posted(answers)));
  same('the rest', rest, {
    id_site: given.id_site,
    ...(!isFirstVersion && { input_name: way.name }),
    locale: 'en',
  });
}

describe('schemas of any kind', () => {
  it('are drawn, checked and sent as they were filled in', async function () {
    this.timeout(380_000);
    await checkAt(desks, desk =>
      fc.asyncProperty(site, plans, fc.nat(2), fc.boolean(), (given, all, which, update) =>
        run(desk, given, all, which, update),
      ),
    );
  });
});
