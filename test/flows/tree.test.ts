// Every site of the public test bank as assistive technology is told of it, step by step, in every language. Nothing here
// looks at the DOM: what is asked is the browser's own accessibility tree (test/support/tree.ts says how much of it each
// engine tells).
import { ACME, LOCALES, chosen, goesOnByItself, isElsewhere, type AcmeSite, type Question } from '../support/acme.js';
import { ended, fill, holdQuestion, open, PACE, sandboxForAll, toForm, until, type Page } from '../support/flow.js';
import { expectStates, expectTree, type Wanted } from '../support/tree.js';

const sandbox = await sandboxForAll({ pace: PACE });
/** Where a job leaves time to ask what is told of it. */
const slow = await sandboxForAll({ pace: 150 });
/** Where none goes on. */
const still = await sandboxForAll({ pace: 60_000 });

const heading = (name: string, states = {}): Wanted => ({ role: 'heading', name, states: { level: 2, ...states } });
const button = (name: string, more: Partial<Wanted> = {}): Wanted => ({ role: 'button', name, ...more });
const no = (role: string, name?: string): Wanted => ({ role, times: 0, ...(name !== undefined && { name }) });

const LABS = 'Acme Labs';
const GROUPS = ['Select an option', 'Subcode to end with'];
const SECRETS = ['Password', 'CIEC'];

/** A field as it should be told. */
const field = (name: string, label: string, more: Partial<Wanted>): Wanted => ({
  role: GROUPS.includes(label) ? 'radiogroup' : 'textbox',
  name,
  secret: SECRETS.includes(label),
  ...more,
});

/** The fields of a site's form; what is not filled in may be left out. */
function fields({ user }: Page, { login, optional = [] }: AcmeSite, problem = ''): Wanted[] {
  const invalid = Boolean(problem);
  return [
    ...Object.keys(login).map(label =>
      field(label, label, { description: problem, states: { required: true, invalid } }),
    ),
    ...optional.map(label =>
      field(`${label} (${user.words('form.optional')})`, label, { states: { required: false, invalid: false } }),
    ),
    ...Object.keys(login).flatMap(label =>
      SECRETS.includes(label) ? button(`${user.words('form.show')} ${label}`) : [],
    ),
  ];
}

/** What a question and its options are told as. */
function question({ user }: Page, asked: Question, problem = ''): Wanted[] {
  const { label, shown } = asked;
  const option = chosen(asked, user.l10n);
  return [
    {
      role: option === undefined ? 'textbox' : 'radiogroup',
      name: label,
      description: problem,
      states: { required: true, invalid: Boolean(problem) },
    },
    ...(option === undefined ? [] : [{ role: 'radio', name: option, states: { checked: false } }]),
    ...(shown ? [button(`${user.words('twofa.picture')} ${user.words('twofa.enlarge')}`)] : []),
    button(user.words('twofa.submit')),
  ];
}

async function answers(page: Page, { site }: AcmeSite, asked: Question, round: number): Promise<void> {
  const { user, events } = page;
  await until(`question ${round}`, () => events.of('syncfy-challenge').length > round);
  const head = heading(user.words('twofa.heading', { site }));
  if (isElsewhere(asked)) {
    await expectTree(
      { ...head, states: { focused: true } },
      { role: 'status', text: user.words('twofa.waiting') },
      no('button', user.words('twofa.submit')),
    );
    return;
  }
  await expectTree({ ...head, states: { focused: true } }, ...question(page, asked), no('alert'));
  await user.pressKey('twofa.submit');
  await expectStates(head, ...question(page, asked, user.words('form.required')), no('alert'));
  const option = chosen(asked, user.l10n);
  if (option === undefined) await user.type(asked.label, asked.text!);
  else {
    await user.choose('radio', option);
    await expectStates({ role: 'radio', name: option, states: { checked: true } });
  }
  await user.pressKey('twofa.submit');
}

describe('as assistive technology is told', () => {
  for (const locale of LOCALES) {
    it(`consent, institutions, and what is going on, ${locale}`, async () => {
      const page = await open(still, { locale });
      const { user } = page;
      await expectTree(
        heading(user.words('consent.heading')),
        { role: 'list' },
        { role: 'listitem', times: 3 },
        button(user.words('common.continue')),
        no('alert'),
      );
      await user.consents();
      const search = { role: 'searchbox', name: user.words('pick.search') };
      const list = { role: 'list', name: user.words('pick.heading') };
      await expectTree(
        heading(user.words('pick.heading')),
        { ...search, states: { focused: true } },
        { role: 'combobox', name: user.words('pick.country') },
        { role: 'group', name: user.words('pick.types') },
        button(user.words('pick.allTypes'), { states: { pressed: true } }),
        button(user.words('pick.type.Bank'), { states: { pressed: false } }),
        list,
      );
      await user.picks('Normal');
      await user.find('button', user.words('form.submit'));
      await user.logsIn();
      await expectTree(
        heading(user.words('status.heading', { site: 'Normal' }), { focused: true }),
        { role: 'status', text: user.l10n.words('code.100').title },
        { role: 'list', name: user.words('status.steps') },
        { role: 'listitem', times: 3 },
        button(user.words('common.cancel')),
        no('alert'),
        // A card in a page is no second head of the page.
        no('banner'),
      );
    });

    for (const one of ACME) {
      const { site, login, questions, codes } = one;
      it(`${site}, ${locale}`, async () => {
        const page = await open(goesOnByItself(one) ? slow : sandbox, { locale, connect: 'no-consent' });
        const { user } = page;
        const letGo = goesOnByItself(one) ? holdQuestion(page) : undefined;
        await toForm(page, site);
        const head = heading(user.words('form.heading', { site }));
        const buttons = [button(user.words('common.back')), button(user.words('form.submit'))];
        await expectTree({ ...head, states: { focused: true } }, ...buttons, ...fields(page, one), no('alert'));
        await user.pressKey('form.submit');
        // Each problem is told by its field, the first of which has the focus: said aloud besides, they would come twice.
        await expectStates(head, ...buttons, ...fields(page, one, user.words('form.required')), no('alert'));
        const [first] = Object.keys(login);
        await expectStates({ role: 'textbox', name: first!, states: { focused: true } });
        await user.logsIn(login);
        for (const [round, asked] of questions.entries()) await answers(page, one, asked, round);
        letGo?.();
        await ended(page);

        const code = codes.at(-1)!;
        const { title, text } = user.l10n.words(code === 200 ? 'code.200' : 'code.500');
        if (code === 200) {
          await expectTree(
            heading(user.words('end.success', { site: 'Acme Bank' }), { focused: true }),
            { role: 'status', text },
            button(user.words('common.done')),
            button(user.words('end.another')),
            no('alert'),
          );
        } else {
          await expectTree(
            heading(title, { focused: true }),
            { role: 'alert', text },
            button(user.words('common.tryAgain')),
            button(user.words('end.chooseOther')),
          );
        }
      });
    }
  }

  it('what is searched for is told by its name, whatever of it is marked', async () => {
    const { user } = await open(sandbox, { connect: 'no-consent' });
    fill(await user.find('searchbox'), 'valle del aguas');
    await expectTree(button('Aguas del Valle Aguas del Valle Hogar'));
  });

  it('a field that is left with a mistake in it is told at once, and once', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const { user } = page;
    await toForm(page, 'CIEC (Sandbox)');
    const text = 'An RFC has 12 or 13 letters and digits';
    const rfc = (states: object): Wanted => ({ role: 'textbox', name: 'RFC', states: { required: true, ...states } });
    await user.type('RFC', 'no such thing');
    await user.type('CIEC', 'test');
    await expectTree({ ...rfc({ invalid: true }), description: text }, { role: 'alert', text });
    await user.type('RFC', 'ABC010203XY4');
    await expectTree({ ...rfc({ invalid: false }), description: '' }, no('alert'));
  });

  it('a refused login: what happened is told at once, and once', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const { user } = page;
    await toForm(page, 'Normal');
    await user.logsIn({ Username: 'test', Password: 'mistyped' });
    await ended(page);
    const { title, text } = user.l10n.words('code.401');
    await expectTree(
      { role: 'alert', text: title },
      { role: 'alert', text },
      { role: 'textbox', name: 'Password', secret: true, states: { focused: true, invalid: false } },
      { role: 'textbox', name: 'Username' },
    );
  });

  it('what the public test bank never asks: accounts, ways to log in, files, lists', async () => {
    const page = await open(sandbox, { connect: 'no-consent' });
    const { user } = page;
    const optional = (label: string) => `${label} (${user.words('form.optional')})`;
    await toForm(page, 'Accounts (2FA)', LABS);
    await user.logsIn({ User: 'test', Password: 'test' });
    const box = (name: string, checked: unknown): Wanted => ({ role: 'checkbox', name, states: { checked } });
    const [all, one] = [user.words('twofa.selectAll'), 'Savings · 0022'];
    await expectTree({ role: 'group', name: 'Select the accounts to connect' }, box(all, false), box(one, false));
    await user.choose('checkbox', one);
    await expectStates(box(all, 'mixed'), box(one, true));
    await user.choose('checkbox', all);
    await expectStates(box(all, true), box('Checking · 0011', true));
    await user.pressKey('twofa.submit');
    await ended(page);

    await user.pressKey('end.another');
    await toForm(page, 'Several Ways (version 3)', LABS);
    const tab = (name: string, selected: boolean): Wanted => ({ role: 'tab', name, states: { selected } });
    await expectTree(
      { role: 'tablist', name: user.words('form.ways') },
      tab('User and password', true),
      tab('Card and PIN', false),
      { role: 'tabpanel', name: 'User and password' },
    );

    await user.pressKey('common.back');
    await toForm(page, 'Every Element', LABS);
    await expectTree(
      {
        role: 'textbox',
        name: optional('Accounts'),
        description: user.words('form.listHint'),
        states: { multiline: true, required: false },
      },
      { role: 'radiogroup', name: optional('Picture') },
      { role: 'textbox', name: optional('Token') },
    );

    await user.pressKey('common.back');
    await toForm(page, 'Long Lists', LABS);
    await expectTree(
      { role: 'combobox', name: 'State', states: { invalid: false } },
      { role: 'radiogroup', name: 'Branch', states: { required: true } },
      { role: 'searchbox', name: `${user.words('form.filter')}: Branch` },
    );
  });

  it('a dialog has a name and hides the page around it', async () => {
    const page = await open(sandbox, {
      body: '<button>Around</button><syncfy-connect mode="dialog" open></syncfy-connect>',
    });
    const { user } = page;
    await expectTree(
      { role: 'dialog', name: user.words('consent.heading'), states: { modal: true } },
      button(user.words('common.close')),
      heading(user.words('consent.heading')),
    );
    await expectStates(no('button', 'Around'));
  });
});
