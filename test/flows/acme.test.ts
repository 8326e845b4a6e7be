// Every site of the public test bank, from picking it to the end that its name promises, in both layouts.
import { assert } from '@open-wc/testing';
import { localizer } from '../../src/i18n/localize.js';
import { wordsOfCode } from '../../src/i18n/words.js';
import { ACME, LOCALES, chosen, goesOnByItself, isElsewhere, type Question } from '../support/acme.js';
import {
  assertToldAll,
  closePages,
  ended,
  focused,
  holdQuestion,
  kindOf,
  LAYOUTS,
  LOGIN,
  messageOf,
  open,
  PACE,
  parts,
  sandboxForAll,
  startSandbox,
  textOf,
  toForm,
  until,
  visibleText,
  type Page,
} from '../support/flow.js';

const sandbox = await sandboxForAll({ pace: PACE });
/** Where a job that goes on by itself leaves time for its question to be heard of. */
const slow = await sandboxForAll({ pace: 150 });

/** Answers a question while a job runs. */
async function answer(page: Page, question: Question): Promise<void> {
  const { user } = page;
  const { label, text } = question;
  if (isElsewhere(question)) {
    // The user acts on their phone; here nothing is to be sent.
    await until(label, () => visibleText(user.root).includes(label));
    assert.isUndefined(user.sees('button', user.words('twofa.submit')), 'nothing to send');
    return;
  }
  if (text === undefined) await user.choose('radio', chosen(question, user.l10n)!);
  else await user.type(label, text);
  await user.pressKey('twofa.submit');
}

const TOKEN = 'Enter any number sequence as a token';

/** What `<syncfy-connect>` shows for a history. */
function stepsOf(codes: readonly number[]): string[] {
  const steps = ['consent', 'pick', 'credentials', 'working'];
  for (const code of codes) {
    if (code === 410) steps.push('challenge', 'working');
  }
  const last = kindOf(codes.at(-1)!);
  return [...steps, last === 'success' ? 'success' : 'failure'];
}

const SIMULATOR = '5d0bb316f9de2a0a8f71aaf1';
const CODE = 'Code to end with (200 if left empty)';

/** Every code of SYNCFY-API.md that ends a job, and some that nobody has seen yet. */
const ENDS = [
  ...[200, 201, 202, 203, 204, 205, 206, 250, 299],
  ...[400, 401, 402, 403, 404, 405, 406, 408, 409, 411, 413, 449, 499],
  ...[500, 501, 504, 507, 509, 550, 599],
];

describe('the Acme sites', () => {
  for (const layout of LAYOUTS) {
    for (const one of ACME) {
      const { site, id, login, questions, codes } = one;
      it(`${site}, ${layout}`, async () => {
        const page = await open(goesOnByItself(one) ? slow : sandbox, { layout });
        const { user, events } = page;
        const letGo = goesOnByItself(one) ? holdQuestion(page) : undefined;
        await toForm(page, site);
        await user.logsIn(login);
        for (const [index, question] of questions.entries()) {
          await until(`challenge ${index + 1}`, () => events.of('syncfy-challenge').length > index);
          await answer(page, question);
        }
        letGo?.();
        const end = await ended(page);
        await assertToldAll(page, codes);

        const [picked] = events.of('syncfy-site-select');
        assert.equal(picked?.site.id_site, id);
        assert.equal(picked?.organization?.name, 'Acme Bank');
        const [submitted] = events.of('syncfy-credential-submit');
        assert.equal(submitted?.site.id_site, id);
        assert.lengthOf(submitted?.names ?? [], Object.keys(login).length);
        assert.lengthOf(events.of('syncfy-challenge'), questions.length);
        assert.isEmpty(events.of('syncfy-error'));

        const code = codes.at(-1)!;
        const [started] = events.of('syncfy-job-start');
        assert.equal(end.name, code < 300 ? 'syncfy-success' : 'syncfy-failure');
        assert.equal(end.code, code);
        assert.equal(end.kind, kindOf(code));
        assert.match(end.credentialId ?? '', /^[0-9a-f]{24}$/);
        assert.equal(end.credentialId, started?.job.credentialId);
        assert.deepEqual(end.job, started?.job);
        assert.isTrue(end.job.isNew);
        assert.match(end.rid ?? '', /^[0-9a-f-]{36}$/);
        assert.equal(end.message, messageOf(user.l10n, code));
        assert.include(visibleText(page.root), wordsOfCode(user.l10n, code).text);

        if (layout === 'connect') {
          assert.deepEqual(events.steps, stepsOf(codes));
          const previous = events.of('syncfy-step').map(step => step.previous);
          assert.deepEqual(previous, [undefined, ...events.steps.slice(0, -1)]);
        }
      });
    }
  }

  for (const layout of LAYOUTS) {
    it(`a wrong password, ${layout}: back in the form, and the second try succeeds`, async () => {
      const page = await open(sandbox, { layout });
      const { user, events } = page;
      await toForm(page, 'Normal');
      await user.logsIn({ Username: 'test', Password: 'mistyped' });
      const end = await ended(page);
      await assertToldAll(page, [100, 101, 401]);
      assert.equal(end.name, 'syncfy-failure');
      assert.equal(end.kind, 'user-error');
      const form = page.root.querySelector('syncfy-connect') ? page.connect.shadowRoot! : page.root;
      const username = (await user.find('textbox', 'Username')) as HTMLInputElement;
      const password = (await user.find('textbox', 'Password')) as HTMLInputElement;
      assert.equal(username.value, 'test');
      assert.equal(password.value, '');
      await until('focus in the password', () => focused() === password);
      const words = wordsOfCode(user.l10n, 401);
      const alert = textOf(parts(form, 'error').find(element => element.checkVisibility()));
      assert.include(alert, words.title);
      assert.include(alert, words.text);

      await user.type('Password', 'test');
      await user.pressKey('form.submit');
      const second = await ended(page, 2);
      assert.equal(second.code, 200);
      assert.isFalse(second.job.isNew, 'the same user name is the same credential');
      assert.equal(second.credentialId, end.credentialId);
      assert.notInclude(visibleText(page.root), words.text, 'nothing is left of the first try');
      assert.deepEqual(events.codes, [100, 101, 401, 100, 101, 102, 200]);
      if (layout === 'connect') {
        assert.deepEqual(events.steps.slice(3), ['working', 'credentials', 'working', 'success']);
      }
    });

    it(`a wrong token, ${layout}: back in the form to get a new one`, async () => {
      const page = await open(sandbox, { layout });
      const { user, events } = page;
      await toForm(page, 'Token (2FA)');
      await user.logsIn();
      await answer(page, { label: TOKEN, text: 'no number' });
      await ended(page);
      await assertToldAll(page, [100, 101, 410, 103, 403]);
      const password = (await user.find('textbox', 'Password')) as HTMLInputElement;
      await until('focus in the password', () => focused() === password);
      assert.equal(password.value, '');
      assert.include(visibleText(page.root), wordsOfCode(user.l10n, 403).text);

      await user.type('Password', 'test');
      await user.pressKey('form.submit');
      await until('the next challenge', () => events.of('syncfy-challenge').length === 2);
      const token = (await user.find('textbox', TOKEN)) as HTMLInputElement;
      assert.equal(token.value, '', 'nothing is left of the first answer');
      await answer(page, { label: TOKEN, text: '4711' });
      assert.equal((await ended(page, 2)).code, 200);
    });

    it(`no answer in time, ${layout}: 411, and back in the form`, async () => {
      const impatient = await startSandbox({ pace: PACE, challengeTimeoutMs: 60 });
      try {
        const page = await open(impatient, { layout });
        await toForm(page, 'Token (2FA)');
        await page.user.logsIn();
        const end = await ended(page);
        await assertToldAll(page, [100, 101, 410, 411]);
        assert.equal(end.name, 'syncfy-failure');
        assert.equal(end.kind, 'user-error');
        assert.include(visibleText(page.root), wordsOfCode(page.user.l10n, 411).text);
        assert.isUndefined(
          page.user.sees('button', page.user.words('twofa.submit')),
          'nothing can be answered any more',
        );
        await until('focus in the password', () => (focused() as HTMLInputElement | undefined)?.type === 'password');
        if (layout === 'connect') assert.equal(page.connect.step, 'credentials');
      } finally {
        closePages();
        await impatient.close();
      }
    });
  }

  it('what is typed in another case is wrong where case counts', async () => {
    const page = await open(sandbox);
    await toForm(page, 'Normal');
    await page.user.logsIn({ Username: 'TEST', Password: 'test' });
    assert.equal((await ended(page)).code, 401);
  });

  for (const [option, subcode] of [
    ['Wrong password', 40102],
    ['Password has to be changed', 40801],
  ] as const) {
    it(`Subcodes: what the job says beside its code comes through (${subcode})`, async () => {
      const page = await open(sandbox);
      await toForm(page, 'Subcodes');
      await page.user.logsIn({ ...LOGIN, 'Subcode to end with': option });
      await ended(page);
      await assertToldAll(page);
      const { status } = page.events.of('syncfy-status').at(-1)!;
      assert.equal(status.code, Math.floor(subcode / 100));
      assert.equal(status['subcode'], subcode);
      assert.equal(status['message'], option);
    });
  }

  it('CIEC: a user name of another form is not sent, and the site says what it should be', async () => {
    const page = await open(sandbox);
    await toForm(page, 'CIEC (Sandbox)');
    const said = 'An RFC has 12 or 13 letters and digits';
    await page.user.logsIn({ RFC: 'no such thing', CIEC: 'test' });
    await until(said, () => visibleText(page.root).includes(said));
    assert.equal(focused(), await page.user.find('textbox', 'RFC'));
    assert.isEmpty((await sandbox.requests()).filter(({ method }) => method === 'POST'));
    await page.user.type('RFC', 'ABC010203XY4');
    assert.notInclude(visibleText(page.root), said, 'gone as soon as it is mended');
  });

  describe('every code that a job can end with', () => {
    for (const code of ENDS) {
      it(String(code), async () => {
        const page = await open(sandbox, { connect: `no-consent site-id="${SIMULATOR}" retry-codes=""` });
        const { user, events, session } = page;
        await user.logsIn({ ...LOGIN, [CODE]: String(code) });
        const end = await ended(page);
        const well = code < 300;
        await assertToldAll(page, well ? [100, 101, 102, code] : [100, 101, code]);
        assert.equal(end.name, well ? 'syncfy-success' : 'syncfy-failure');
        assert.equal(end.code, code);
        assert.equal(end.kind, kindOf(code));
        assert.equal(page.connect.step, well ? 'success' : 'failure');
        const said = new Set<string>();
        for (const locale of LOCALES) {
          session.locale = locale;
          const words = wordsOfCode(localizer(locale), code);
          await until(`${words.text} in ${locale}`, () => visibleText(page.root).includes(words.text));
          if (!well) assert.include(textOf(user.sees('heading')), words.title);
          assert.isNotEmpty(words.title);
          assert.notMatch(visibleText(page.root), /[{}]|undefined|\[object/);
          said.add(words.text);
        }
        assert.lengthOf([...said], LOCALES.length, 'each language has its own words');
        if (well) assert.isNotOk(parts(page.root, 'facts')[0]);
        else {
          assert.equal(textOf(parts(page.root, 'code')[0]), String(code));
          assert.equal(textOf(parts(page.root, 'rid')[0]), end.rid);
        }
        assert.isEmpty(events.of('syncfy-error'));
      });
    }

    for (const code of [104, 150, 310]) {
      it(`${code}, which nobody knows, ends none`, async () => {
        const page = await open(sandbox, { connect: `no-consent site-id="${SIMULATOR}"` });
        await page.user.logsIn({ ...LOGIN, [CODE]: String(code) });
        const end = await ended(page);
        await assertToldAll(page, [100, 101, code, 102, 200]);
        assert.equal(end.code, 200);
      });
    }
  });
});
