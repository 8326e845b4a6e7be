import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { SyncfySitePicker } from '../../src/index.js';
import type { Organization } from '../../src/api/schemas.js';
import { pt } from '../../src/i18n/pt.js';
import {
  all,
  closePages,
  deep,
  fill,
  focused,
  hold,
  holdTimers,
  open,
  parts,
  sandboxForAll,
  settled,
  startSandbox,
  textOf,
  until,
  visibleText,
  type Page,
} from '../support/flow.js';
import { expectAccessible } from '../support/page.js';
import { pretend } from '../support/pretend.js';

const sandbox = await sandboxForAll();

const show = (attributes = '', more: Parameters<typeof open>[1] = {}) =>
  open(sandbox, { body: `<syncfy-site-picker ${attributes}></syncfy-site-picker>`, ...more });
const picker = ({ root }: Page) => root.querySelector('syncfy-site-picker') as SyncfySitePicker;
const names = ({ root }: Page) => parts(root, 'organization-name').map(textOf);
const loaded = async (page: Page) => {
  await until('the list', () => names(page)[0]);
  return page;
};
const status = ({ root }: Page) =>
  all(root, 'status')
    .concat([...deep(root)].filter(one => one.role === 'status'))
    .map(textOf);
const asked = async (path: string) => (await sandbox.requests()).filter(one => one.path.includes(path));

const ORGANIZATIONS = [
  {
    id_site_organization: 'o1',
    name: 'Banco <b>Uno</b>',
    sites: [
      { id_site: 's1', name: 'Personas', is_personal: 1, is_business: 0 },
      { id_site: 's2', name: 'Empresas', is_personal: 0, is_business: 1 },
    ],
  },
  { id_site_organization: 'o2', name: '__proto__', sites: [{ id_site: 's3', name: 'constructor' }] },
] as unknown as Organization[];

const types = async () =>
  (await (
    await fetch(`${sandbox.apiBase}/catalogues/site_organization_types`, {
      headers: { authorization: `TOKEN token=${await sandbox.token()}` },
    })
  ).json()) as { response: object[] };

/** The types cannot be had, once. */
const typesFail = () =>
  sandbox.faults({ rules: [{ match: { path: '*/site_organization_types' }, action: { status: 503 }, times: 1 }] });

describe('<syncfy-site-picker>', () => {
  it('says that it is loading, and shows what comes', async () => {
    const held = hold(/\/catalogues\//);
    const page = await show();
    await until('it says so', () => status(page).includes(page.user.words('common.loading')));
    await expectAccessible(page.root);
    expect(status(page), 'all the while').to.include(page.user.words('common.loading'));
    held.release();
    await loaded(page);
    expect(status(page)).not.to.include(page.user.words('common.loading'));
  });

  it('lists the organizations of the country in their order, and says how many', async () => {
    const page = await loaded(await show());
    expect(names(page)).to.include.members(['Acme Bank', 'BBVA']);
    expect(names(page)).not.to.include('Banco Pampa');
    expect(names(page)).to.deep.equal([...names(page)].sort(new Intl.Collator('en').compare));
    const [first] = parts(page.root, 'list')[0]!.querySelectorAll('li[aria-setsize]');
    expect(status(page)).to.include(`${first!.ariaSetSize} institutions`);
    const search = await page.user.find('searchbox');
    expect(search.closest('[role=search]') === parts(page.root, 'search')[0]).to.equal(true);
    await expectAccessible(page.root);
  });

  it('finds by part of a name, without accents, and marks what matches', async () => {
    const page = await loaded(await show());
    fill(await page.user.find('searchbox'), 'bajio');
    await until('one', () => names(page).length === 1);
    expect(names(page)).to.deep.equal(['Luz del Bajío']);
    expect(parts(page.root, 'mark').map(textOf)).to.include('Bajío');
    await until('its number', () => status(page).includes('1 institution'));
    await expectAccessible(page.root);
  });

  it('has no institution’s name translated', async () => {
    const page = await loaded(await show());
    expect(parts(page.root, 'organization-name').filter(({ translate }) => translate)).to.deep.equal([]);
  });

  it('goes on where a browser has translated the page, and leaves the rest translated', async () => {
    const page = await loaded(await show());
    const root = picker(page).shadowRoot!;
    // As Google Translate does, and whatever does likewise in shadow roots.
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) if (walker.currentNode.nodeValue?.trim()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      inner.append(`(${text.data.trim()})`);
      outer.append(inner);
      text.replaceWith(outer);
    }
    fill(await page.user.find('searchbox'), 'bbva');
    await until('one', () => names(page).length === 1);
    expect(names(page)).to.deep.equal(['BBVA']);
    await until('its number', () => status(page).includes('1 institution'));
    expect(parts(page.root, 'heading').map(textOf)).to.deep.equal([`(${page.user.words('pick.heading')})`]);
  });

  it('says that nothing was found, and clears the search', async () => {
    const page = await loaded(await show());
    const search = (await page.user.find('searchbox')) as HTMLInputElement;
    fill(search, 'no such thing');
    const { title } = page.user.l10n.words('pick.nothing', { query: 'no such thing' });
    await until('it says so', () => visibleText(page.root).includes(title));
    await expectAccessible(page.root);
    await page.user.pressKey('pick.clear');
    await loaded(page);
    expect(search.value).to.equal('');
    expect(focused() === search, `focus on ${textOf(focused())}`).to.equal(true);
  });

  it('shows at once that it tries again', async () => {
    await sandbox.faults({ rules: [{ match: { path: '*/catalogues/*' }, action: { status: 500 } }] });
    const page = await show();
    await page.user.find('alert');
    await sandbox.faults({});
    const held = hold(/\/catalogues\//);
    await page.user.pressKey('common.tryAgain');
    await settled();
    expect(Boolean(page.user.sees('alert'))).to.equal(false);
    expect(status(page)).to.include(page.user.words('common.loading'));
    held.release();
    await loaded(page);
  });

  it('says that the catalogue failed, and tries again', async () => {
    await sandbox.faults({ rules: [{ match: { path: '*/catalogues/*' }, action: { status: 500 } }] });
    const page = await show();
    await page.user.find('alert');
    expect(visibleText(page.root)).to.include(page.user.words('pick.failed'));
    expect(
      page.events.of('syncfy-error').map(({ error }) => [error.code, error.httpStatus, typeof error.rid]),
    ).to.deep.equal([['server', 500, 'string']]);
    expect(visibleText(page.root)).to.include(page.events.of('syncfy-error')[0]!.error.rid!);
    await expectAccessible(page.root);
    await sandbox.faults({});
    await page.user.pressKey('common.tryAgain');
    await loaded(page);
    expect(Boolean(page.user.sees('alert'))).to.equal(false);
  });

  it('leads on to another country where the institutions of one failed', async () => {
    const page = await loaded(await show());
    const country = page.user.words('pick.country');
    const select = await page.user.find('combobox', country);
    await sandbox.faults({ rules: [{ match: { path: '*/organizations/sites' }, action: { status: 500 } }] });
    await page.user.select(country, 'Colombia');
    await page.user.find('alert');
    expect(focused() === select, `focus on ${textOf(focused())}`).to.equal(true);
    await expectAccessible(page.root);
    await page.user.select(country, 'Mexico');
    await until('the others', () => names(page).includes('BBVA'));
    expect(Boolean(page.user.sees('alert'))).to.equal(false);
  });

  it('says that one is offline, and goes on by itself when one is not', async () => {
    const goOnline = pretend(navigator, 'onLine', false);
    try {
      await sandbox.faults({ rules: [{ match: { path: '*/catalogues/*' }, action: { reset: true } }] });
      const page = await show();
      await page.user.find('alert');
      expect(page.events.of('syncfy-error')[0]?.error.code).to.equal('offline');
      expect(visibleText(page.root)).to.include(page.user.l10n.words('error.offline').title);
      // There is nothing to tell Syncfy's support.
      expect(parts(page.root, 'code').length).to.equal(0);
      await expectAccessible(page.root);
      await sandbox.faults({});
      goOnline();
      window.dispatchEvent(new Event('online'));
      await loaded(page);
    } finally {
      goOnline();
    }
  });

  it('asks for the country where none is known, and tells the page of one that does not exist', async () => {
    const page = await show('country="XX"', {
      more: 'data-x',
      session: `token="${await sandbox.token()}" api-base="${sandbox.apiBase}" locale="en"`,
    });
    await until('an error', () => page.events.of('syncfy-error')[0]);
    expect(page.events.of('syncfy-error').map(({ error }) => error.code)).to.deep.equal(['invalid-attribute']);
    const select = (await page.user.find('combobox', page.user.words('pick.country'))) as HTMLSelectElement;
    expect(select.options.length).to.be.greaterThan(100);
    await page.user.select(page.user.words('pick.country'), 'Colombia');
    await until('Colombian ones', () => names(page).includes('Cadena Cóndor'));
  });

  it('tells the page of a country that does not exist when it is set, and once', async () => {
    const page = await loaded(await show());
    const told = () => page.events.of('syncfy-error').map(({ error }) => error.code);
    picker(page).country = 'XX';
    await until('an error', () => told()[0]);
    picker(page).organizationType = 'Bank';
    page.session.apiBase = sandbox.apiBase.replace('127.0.0.1', 'localhost');
    await until('the catalogue of another client', async () => (await asked('/countries')).length === 2);
    await loaded(page);
    expect(told()).to.deep.equal(['invalid-attribute']);
    picker(page).country = 'YY';
    await until('another one', () => told().length === 2);
  });

  /** The countries that the API answers. */
  const answersCountries = (...countries: object[]) =>
    sandbox.faults({ rules: [{ match: { path: '*/countries' }, action: { body: JSON.stringify(countries) } }] });
  const MEXICO = { id_country: '51ad44b83b8e7763120003c4', name: 'México', code: 'MX' };

  it('says so where there are no countries, and tries again', async () => {
    await answersCountries();
    const page = await show();
    await page.user.find('alert');
    expect(page.events.of('syncfy-error').map(({ error }) => error.code)).to.deep.equal(['bad-response']);
    await sandbox.faults({});
    await page.user.pressKey('common.tryAgain');
    await loaded(page);
  });

  it('a country without a code takes the place of no other', async () => {
    await answersCountries({ id_country: '1', name: 'A' }, { id_country: '2', name: 'B', code: '' }, MEXICO);
    const page = await loaded(await show());
    const select = (await page.user.find('combobox')) as HTMLSelectElement;
    expect([...select.options].map(({ label, selected }) => [label, selected])).to.deep.equal([['Mexico', true]]);
    expect(names(page)).to.include('BBVA');
  });

  it('a country is found by its code, however the API writes it', async () => {
    await answersCountries({ ...MEXICO, code: 'mx' });
    const page = await loaded(await show());
    expect(names(page)).to.include('BBVA');
  });

  it('a country that the browser knows no name of has the API’s', async () => {
    await answersCountries(MEXICO, { id_country: '1', name: 'Atlantis', code: 'QQ' }, { id_country: '2', code: 'QR' });
    const page = await loaded(await show());
    const select = (await page.user.find('combobox')) as HTMLSelectElement;
    expect([...select.options].map(({ label }) => label)).to.deep.equal(['Atlantis', 'Mexico', 'QR']);
  });

  it('offers another country', async () => {
    const page = await loaded(await show());
    await page.user.select(page.user.words('pick.country'), 'Argentina');
    await until('the other list', () => names(page).includes('Banco Pampa'));
    expect(names(page)).not.to.include('Acme Bank');
  });

  it('the country that was picked by hand stays the one that is shown, in any language', async () => {
    const page = await loaded(await show());
    const select = (await page.user.find('combobox')) as HTMLSelectElement;
    await page.user.select(page.user.words('pick.country'), 'Germany');
    for (const locale of ['es', 'en', 'es']) {
      const before = select.options[0]!.label;
      page.session.locale = locale;
      await until(locale, () => select.options[0]!.label !== before);
      expect(select.value, locale).to.equal('DE');
    }
  });

  it('country: is shown where the page goes back to it after another was picked by hand', async () => {
    const page = await loaded(await show('country="CO"'));
    const select = (await page.user.find('combobox')) as HTMLSelectElement;
    await page.user.select(page.user.words('pick.country'), 'Germany');
    for (const country of ['MX', 'CO', 'DE', 'CO']) {
      picker(page).country = country;
      await settled();
      expect(select.value, country).to.equal(country);
    }
  });

  it('no-country: leaves the page’s own, whatever the user had chosen before', async () => {
    const page = await loaded(await show('country="CO"'));
    const [first] = names(page);
    await page.user.select(page.user.words('pick.country'), 'Argentina');
    await until('others', () => names(page)[0] && names(page)[0] !== first);
    picker(page).noCountry = true;
    await until('the page’s own again', () => names(page)[0] === first);
  });

  it('no-country: offers none', async () => {
    const page = await loaded(await show('no-country'));
    expect(Boolean(page.user.sees('combobox'))).to.equal(false);
    expect(names(page)).not.to.include('Banco Pampa');
  });

  it('no-country: asks for the institutions of all countries, and tells once that they did not come', async () => {
    await sandbox.faults({ rules: [{ match: { path: '*/catalogues/*/sites' }, action: { status: 500 } }] });
    const session = `token="${await sandbox.token()}" api-base="${sandbox.apiBase}" locale="en"`;
    const page = await show('no-country', { session });
    await page.user.find('alert');
    expect(await asked('/catalogues/countries')).to.deep.equal([]);
    await settled();
    expect(page.events.of('syncfy-error').length).to.equal(1);
    await sandbox.faults({});
    await page.user.pressKey('common.tryAgain');
    await loaded(page);
    for (const name of ['Acme Bank', 'Banco Pampa']) {
      fill(await page.user.find('searchbox'), name);
      await until(name, () => names(page)[0] === name);
    }
    expect(page.events.of('syncfy-error').length).to.equal(1);
  });

  it('no-country: does without the countries until the page names one', async () => {
    const faults = { rules: [{ match: { path: '*/catalogues/countries' }, action: { status: 500 } }] };
    await sandbox.faults(faults);
    const session = `token="${await sandbox.token()}" api-base="${sandbox.apiBase}" locale="en"`;
    const page = await loaded(await show('no-country', { session }));
    await sandbox.faults({});
    picker(page).country = 'MX';
    fill(await page.user.find('searchbox'), 'Banco Pampa');
    await until('that the Argentine one is not there', () => !names(page).length);
    expect(page.events.of('syncfy-error')).to.deep.equal([]);
  });

  it('country: of the element goes before that of the session, and may change', async () => {
    const page = await loaded(await show('country="CO"'));
    expect(names(page)).to.include('Cadena Cóndor');
    picker(page).country = 'AR';
    await until('the other list', () => names(page).includes('Banco Pampa'));
  });

  for (const how of ['the session leads to another', 'it comes into another session'] as const)
    it(`shows the institutions of no API but its own: ${how}`, async () => {
      const other = await startSandbox();
      try {
        await other.faults({
          rules: [{ match: { path: '*/organizations/sites' }, action: { body: JSON.stringify(ORGANIZATIONS) } }],
        });
        const page = await loaded(await show());
        const { session, root } = page;
        const there = document.createElement('syncfy-session');
        Object.assign(there, { id: 'there', country: 'MX', apiBase: other.apiBase, token: await other.token() });
        const token = await other.token();
        const late = hold(/organizations/);
        if (how === 'it comes into another session') {
          root.append(there);
          picker(page).session = 'there';
        } else Object.assign(session, { apiBase: other.apiBase, token });
        await until('it loads', () => !names(page)[0]);
        late.release();
        await loaded(page);
        expect(names(page)).to.deep.equal(['Banco <b>Uno</b>', '__proto__']);
      } finally {
        await other.close();
      }
    });

  it('asks another API for the country that it has by that name, never for that of the API before', async () => {
    const other = await startSandbox();
    try {
      const countries = JSON.stringify([{ id_country: 'another', name: 'México', code: 'MX' }]);
      await other.faults({ rules: [{ match: { path: '*/catalogues/countries' }, action: { body: countries } }] });
      const { session } = await loaded(await show());
      Object.assign(session, { apiBase: other.apiBase, token: await other.token() });
      const queries = async () =>
        (await other.requests())
          .filter(({ method, path }) => method === 'GET' && path.endsWith('/organizations/sites'))
          .map(({ query }) => query);
      await until('that it asks', async () => (await queries()).some(query => query.includes('another')));
      expect(await queries()).to.deep.equal(['id_country=another']);
    } finally {
      await other.close();
    }
  });

  it('its list keeps rows in sight, however little height the page gives it and whatever stands above', async () => {
    const page = await loaded(await show());
    Object.assign(page.root.style, { inlineSize: '320px' });
    page.root.style.setProperty('--syncfy-list-height', '200px');
    page.root.style.setProperty('--syncfy-space', '8px');
    await settled();
    expect(parts(page.root, 'list')[0]!.clientHeight).to.be.at.least(192);
  });

  it('is as tall while it loads, however little height the page gives the list', async () => {
    const held = hold(/organizations/);
    const page = await show();
    page.root.style.setProperty('--syncfy-list-height', '200px');
    await until('it loads', () => parts(page.root, 'skeleton')[0] && parts(page.root, 'search')[0]);
    await settled();
    const { height } = picker(page).getBoundingClientRect();
    held.release();
    await loaded(page);
    await settled();
    expect(picker(page).getBoundingClientRect().height).to.be.closeTo(height, 1);
  });

  it('organization-type: narrows down, and a chip lifts it', async () => {
    const page = await loaded(await show('organization-type="Utility"'));
    expect(names(page)).to.include('Luz del Bajío').and.not.to.include('BBVA');
    await page.user.pressKey('pick.allTypes');
    await until('all', () => names(page).includes('BBVA'));
    const banks = await page.user.press(page.user.words('pick.type.Bank'));
    await until('banks', () => !names(page).includes('Luz del Bajío'));
    expect(banks.ariaPressed).to.equal('true');
  });

  it('a type that the country has none of can be lifted, the page’s as well as the user’s', async () => {
    const page = await show('organization-type="Government" country="PA"');
    const government = page.user.words('pick.type.Government');
    const lift = async () => {
      await until('nothing', () => visibleText(page.root).includes(page.user.l10n.words('pick.empty').title));
      expect((await page.user.find('button', government)).ariaPressed).to.equal('true');
      await expectAccessible(page.root);
      const all = await page.user.pressKey('pick.allTypes');
      await until('the bank', () => names(page).includes('Banco Istmo'));
      expect(focused() === all, `focus on ${textOf(focused())}`).to.equal(true);
    };
    await lift();
    picker(page).country = 'MX';
    await until('the other list', () => names(page).includes('BBVA'));
    await page.user.press(government);
    await until('only these', () => !names(page).includes('BBVA'));
    picker(page).country = 'PA';
    await lift();
  });

  it('organization-type: one that does not exist narrows nothing down, and the page is told', async () => {
    const page = await loaded(await show('organization-type="Banks" country="PA"'));
    expect(names(page)).to.include('Banco Istmo');
    const told = () =>
      page.events.of('syncfy-error').map(({ error }) => `${error.code} ${error.message.split(' ')[0]}`);
    await until('it is told', () => told().length);
    picker(page).requestUpdate();
    for (const known of ['bank', 'all', 'aaaaaaaaaaaaaaaaaaaaaaaa', '']) {
      picker(page).organizationType = known;
      await picker(page).updateComplete;
    }
    expect(told()).to.deep.equal(['invalid-attribute organizationType']);
  });

  it('only-organization-types, hide-organization-types: the page is told, once, of one that does not exist', async () => {
    const page = await show('only-organization-types="Banks" country="PA"');
    const told = () =>
      page.events.of('syncfy-error').map(({ error }) => `${error.code} ${error.message.split(' ')[0]}`);
    await until('it is told', () => told().length);
    await until('nothing is left', () => parts(page.root, 'message')[0]);
    const lists = [['bank', 'Government'], 'Bank, aaaaaaaaaaaaaaaaaaaaaaaa', undefined, ['Bank', 'Shop']] as const;
    for (const list of lists) {
      picker(page).onlyOrganizationTypes = undefined as never;
      picker(page).hideOrganizationTypes = list as never;
      await picker(page).updateComplete;
      picker(page).requestUpdate();
      await picker(page).updateComplete;
    }
    expect(told()).to.deep.equal([
      'invalid-attribute onlyOrganizationTypes',
      'invalid-attribute hideOrganizationTypes',
    ]);
  });

  it('of a text that was pasted by mistake, takes no more than a name may have', async () => {
    const page = await loaded(await show(''));
    const search = parts(page.root, 'search-input')[0] as HTMLInputElement;
    search.focus();
    document.execCommand('insertText', false, 'a text that is long '.repeat(500));
    expect(search.value.length).to.equal(200);
    await until('that nothing is found', () => parts(page.root, 'message')[0]);
  });

  it('says that what was not found may be of another type', async () => {
    const page = await loaded(await show('organization-type="Government"'));
    fill(await page.user.find('searchbox'), 'acme bank');
    const { title } = page.user.l10n.words('pick.nothing', { query: 'acme bank' });
    await until('it says so', () => visibleText(page.root).includes(title));
    expect(visibleText(page.root)).to.include(page.user.l10n.words('pick.empty').text);
  });

  it('another language is no other country once one has begun', async () => {
    const page = await loaded(
      await show('', {
        session: `api-base="${sandbox.apiBase}" assets-base="${sandbox.assetsBase}" token="${await sandbox.token()}" locale="es-MX"`,
      }),
    );
    const country = () => (parts(page.root, 'country')[0] as HTMLSelectElement).value;
    page.session.locale = 'es-AR';
    await until('Argentina', () => country() === 'AR');
    page.session.locale = 'es-MX';
    await until('Mexico', () => country() === 'MX');
    const search = parts(page.root, 'search-input')[0] as HTMLInputElement;
    search.focus();
    fill(search, 'acme');
    page.session.locale = 'pt-BR';
    await until('Portuguese', () => textOf(parts(page.root, 'heading')[0]) === pt['pick.heading']);
    expect(country()).to.equal('MX');
    expect(names(page)).to.include('Acme Bank');
  });

  const FILTERS: [attributes: string, includes: string[], excludes: string[]][] = [
    ['only-organizations="BBVA, luz del bajio"', ['BBVA', 'Luz del Bajío'], ['Acme Bank']],
    ['hide-organizations="BBVA"', ['Acme Bank'], ['BBVA']],
    ['only-organization-types="Government"', ['Servicio Tributario (México)'], ['BBVA']],
    ['hide-organization-types="Bank"', ['Luz del Bajío'], ['BBVA']],
    ['only-sites="56cf5728784806f72b8b4568"', ['Acme Bank'], ['BBVA']],
    ['hide-sites="BBVA Personal,BBVA Empresas,BBVA NetCash"', ['Acme Bank'], ['BBVA']],
    ['audience="business" only-organizations="BBVA,Monedero Ágil,Aguas del Valle"', ['BBVA'], ['Aguas del Valle']],
    ['audience="personal" only-organizations="BBVA,Aguas del Valle"', ['BBVA', 'Aguas del Valle'], []],
  ];
  for (const [attributes, includes, excludes] of FILTERS) {
    it(`${attributes}: narrows down`, async () => {
      const page = await loaded(await show(attributes));
      expect(names(page)).to.include.members(includes);
      for (const name of excludes) expect(names(page)).not.to.include(name);
    });
  }

  it('tells one name with a comma from two names', async () => {
    const page = await show();
    const named = ['Gas', 'Luz', 'Gas, Luz'].map((name, n) => ({ name, sites: [{ id_site: `s${n}`, name }] }));
    picker(page).organizations = named as never;
    picker(page).onlyOrganizations = ['Gas', ' Luz'];
    await until('both', () => names(page).join() === 'Gas,Luz');
    picker(page).onlyOrganizations = ['Gas, Luz'];
    await until('the one', () => names(page).join() === 'Gas, Luz' && names(page).length === 1);
  });

  it('says so where nothing is left', async () => {
    const page = await show('only-organizations="no such bank"');
    await until('it says so', () => visibleText(page.root).includes(page.user.l10n.words('pick.empty').title));
    await expectAccessible(page.root);
  });

  it('picks the one site of an organization at once', async () => {
    const page = await loaded(await show());
    await page.user.press(/^Aguas del Valle/);
    const [picked] = page.events.of('syncfy-site-select');
    expect(picked?.organization?.name).to.equal('Aguas del Valle');
    expect(picker(page).value).to.equal(picked?.site.id_site);
    expect(page.session.site?.id_site).to.equal(picked?.site.id_site);
  });

  it('opens an organization that has several sites, in place', async () => {
    const page = await loaded(await show());
    const row = await page.user.press(/^BBVA/);
    const site = await until('its sites', () => page.user.sees('button', /^BBVA NetCash/));
    expect(row.ariaExpanded).to.equal('true');
    const list = (row.getRootNode() as ShadowRoot).getElementById(row.getAttribute('aria-controls')!);
    expect(list?.contains(site)).to.equal(true);
    expect(page.events.all).to.deep.equal([]);
    expect(parts(page.root, 'badge').map(textOf)).to.include.members([
      page.user.words('pick.personal'),
      page.user.words('pick.business'),
    ]);
    await expectAccessible(page.root);
    await page.user.press(/^BBVA NetCash/);
    expect(page.events.of('syncfy-site-select')[0]?.site.name).to.equal('BBVA NetCash');
  });

  it('names the sites under an organization without its own name before each', async () => {
    const page = await loaded(await show());
    const below = async (query: string, first: string) => {
      fill(await page.user.find('searchbox'), query);
      await until('what is found', () => names(page)[0] === first);
      return textOf(parts(page.root, 'organization-sites')[0]!);
    };
    expect(await below('banco j', 'Banco Jacarandá'), 'the organization is found, with others').to.match(/^Personas, /);
    expect(await below('valle', 'Aguas del Valle'), 'where there is one only').to.equal('Aguas del Valle Hogar');
  });

  it('value: shows which one is picked', async () => {
    const page = await loaded(await show('value="56cf5728784806f72b8b4568" only-organizations="Acme Bank"'));
    expect([...deep(page.root)].filter(one => one.ariaCurrent === 'true').map(textOf)).to.deep.equal(['Normal']);
  });

  it('value: the organization that has it stands open', async () => {
    const page = await loaded(await show('value="56cf5728784806f72b8b4568"'));
    expect(parts(page.root, 'organization').filter(one => one.ariaExpanded === 'true').length).to.equal(1);
    const marked = [...deep(page.root)].filter(one => one.ariaCurrent === 'true');
    expect(marked.map(textOf)).to.deep.equal(['Normal']);
    await page.user.press(/^Acme Bank/);
    await settled();
    expect(marked[0]!.isConnected, 'closed by hand').to.equal(false);
  });

  /** Many of the page's own, of two sites each. */
  const many = Array.from({ length: 20 }, (_, index) => ({
    id_site_organization: `o${index}`,
    name: `Bank ${10 + index}`,
    sites: ['Personal', 'Business'].map(name => ({ id_site: `s${index}-${name}`, name, credentials: [] })),
  })) as unknown as Organization[];
  const isInSight = (page: Page, one: Element) => {
    const [list, box] = [parts(page.root, 'list')[0]!, one].map(element => element.getBoundingClientRect());
    return box!.top >= list!.top - 1 && box!.bottom <= list!.bottom + 1;
  };

  it('what is opened at the lower edge comes in sight', async () => {
    const page = await show();
    picker(page).organizations = many;
    await until('the rows', () => names(page).length > 5);
    await settled();
    const last = parts(page.root, 'organization').findLast(
      row => row.getBoundingClientRect().top < 600 && isInSight(page, row),
    )!;
    last.click();
    await until('its sites', () => parts(page.root, 'site').length === 2);
    await settled();
    expect(parts(page.root, 'site').every(site => isInSight(page, site))).to.equal(true);
  });

  it('value: what is picked comes in sight, and the page stays where it is; what the user picks moves nothing', async () => {
    const page = await show('value="s15-Business"');
    picker(page).organizations = many;
    const picked = await until('it', () => [...deep(page.root)].find(one => one.ariaCurrent === 'true'));
    await settled();
    expect(isInSight(page, picked)).to.equal(true);
    expect(scrollY).to.equal(0);
    const { scrollTop } = parts(page.root, 'list')[0]!;
    parts(page.root, 'site')[0]!.click();
    await settled();
    expect(parts(page.root, 'list')[0]!.scrollTop).to.equal(scrollTop);
  });

  it('what stands beside the picked one comes in sight, whatever was searched for', async () => {
    const page = await show();
    picker(page).organizations = many;
    await until('the list', () => names(page).length > 1);
    fill(parts(page.root, 'search-input')[0]!, 'bank 25 business');
    await until('it alone', () => names(page).length === 1);
    parts(page.root, 'organization')[0]!.click();
    picker(page).showPicked();
    const picked = await until(
      'both of its sites',
      () => parts(page.root, 'site').length === 2 && parts(page.root, 'site'),
    );
    await settled();
    expect(picked.map(site => site.ariaCurrent)).to.deep.equal([null, 'true']);
    expect(isInSight(page, picked[1]!)).to.equal(true);
  });

  it('advises another country only where one can be chosen', async () => {
    for (const [attributes, advises] of [
      ['', true],
      ['no-country country="MX"', false],
    ] as const) {
      const page = await loaded(await show(attributes));
      fill(parts(page.root, 'search-input')[0]!, 'zzz');
      const message = await until('nothing', () => parts(page.root, 'message')[0]);
      expect(textOf(message).includes('country')).to.equal(advises);
      closePages();
    }
  });

  it('names four sites of an institution at most, and shows all of them where it is opened', async () => {
    const page = await loaded(await show());
    const below = () => parts(page.root, 'organization').find(one => textOf(one).startsWith('Acme Bank'))!;
    const named = () => below().querySelector('[part=organization-sites]')?.textContent;
    expect(named()).to.equal('Normal, Token (2FA), Error, Captcha (2FA)…');
    below().click();
    await until('all', () => parts(page.root, 'site').length === 15);
    expect(named()).to.equal(undefined);
  });

  it('a name of blanks is none', async () => {
    const page = await show();
    picker(page).organizations = [
      { id_site_organization: 'a', name: '  ', sites: [{ id_site: 's', name: ' Sites ', credentials: [] }] },
      { id_site_organization: 'b', name: ' ', sites: [{ id_site: 't', name: ' ', credentials: [] }] },
    ] as unknown as Organization[];
    await until('one', () => names(page).length);
    expect(names(page), 'the last has its id').to.deep.equal(['Sites', 't']);
    await expectAccessible(page.root);
  });

  it('organizations: shows those of the page and asks for none; names are text', async () => {
    const page = await show('', { session: 'locale="en"' });
    picker(page).organizations = ORGANIZATIONS;
    await until('both', () => names(page).length === 2);
    expect(names(page)).to.include.members(['Banco <b>Uno</b>', '__proto__']);
    expect(await asked('/catalogues/organizations')).to.deep.equal([]);
    await page.user.press(/Banco <b>/);
    await page.user.press(/^Empresas/);
    expect(page.events.of('syncfy-site-select')[0]?.site.id_site).to.equal('s2');
    await expectAccessible(page.root);
  });

  it('organizations: are of the type that only their sites name', async () => {
    const page = await show('organization-type="aaaaaaaaaaaaaaaaaaaaaaaa"', { session: 'locale="en"' });
    const [one, two] = ORGANIZATIONS;
    const sites = one!.sites.map(site => ({ ...site, id_site_organization_type: 'aaaaaaaaaaaaaaaaaaaaaaaa' }));
    picker(page).organizations = [{ ...one!, sites }, two!];
    await until('the one', () => names(page).join() === 'Banco <b>Uno</b>');
  });

  it('organizations: gets over what is no catalogue', async () => {
    const page = await show('', { session: 'locale="en"' });
    picker(page).organizations = 'nonsense' as unknown as Organization[];
    await settled();
    picker(page).organizations = ORGANIZATIONS;
    await until('both', () => names(page).length === 2);
  });

  it('shows initials where a logo is missing', async () => {
    // One of its own: a browser keeps the pictures that it has seen.
    const bare = await startSandbox();
    await bare.faults({ rules: [{ match: { path: '/assets/*' }, action: { status: 404 } }] });
    const page = await open(bare, {
      body: '<syncfy-site-picker only-organizations="Banco del Altiplano"></syncfy-site-picker>',
    });
    await until('initials', () => textOf(parts(page.root, 'logo-initials')[0]) === 'BD');
    expect(parts(page.root, 'logo-image').length).to.equal(0);
    await expectAccessible(page.root);
    await bare.close();
  });

  it('asks for a logo again when the network is back', async () => {
    const bare = await startSandbox();
    await bare.faults({ rules: [{ match: { path: '/assets/*' }, action: { status: 503 }, times: 1 }] });
    const page = await open(bare, { body: '<syncfy-site-picker only-organizations="BBVA"></syncfy-site-picker>' });
    await until('initials', () => parts(page.root, 'logo-initials')[0]);
    dispatchEvent(new Event('online'));
    await until('the logo', () => (parts(page.root, 'logo-image')[0] as HTMLImageElement | undefined)?.naturalWidth);
    await bare.close();
  });

  it('asks once more for a logo that failed, not at each return', async () => {
    const bare = await startSandbox();
    await bare.faults({ rules: [{ match: { path: '/assets/*' }, action: { status: 404 } }] });
    const page = await open(bare, { body: '<syncfy-site-picker only-organizations="BBVA"></syncfy-site-picker>' });
    for (let turn = 0; turn < 3; turn++) {
      await until('initials', () => parts(page.root, 'logo-initials')[0]);
      dispatchEvent(new Event('online'));
      await settled();
    }
    await until('initials, and they stay', () => parts(page.root, 'logo-initials')[0]);
    expect((await bare.requests()).filter(({ path }) => path.startsWith('/assets')).length).to.equal(2);
    await bare.close();
  });

  for (const locale of ['en', 'es', 'pt']) {
    for (const [lines, width] of [
      [1, 600],
      [2, 392],
      [2, 328],
    ] as const) {
      it(`types that come late move no row, where they take ${lines} of ${width} px, in ${locale}`, async () => {
        const late = hold(/site_organization_types/);
        const body = `<div style="inline-size: ${width}px"><syncfy-site-picker no-country></syncfy-site-picker></div>`;
        const page = await loaded(await open(sandbox, { body, locale }));
        const top = () => parts(page.root, 'organization')[0]!.getBoundingClientRect().top;
        const before = top();
        expect(parts(page.root, 'chip').length).to.equal(0);
        late.release();
        await until('they are there', () => parts(page.root, 'chip')[0]);
        const tops = parts(page.root, 'chip').map(chip => chip.getBoundingClientRect().top);
        expect(new Set(tops).size).to.equal(lines);
        expect(top()).to.equal(before);
      });
    }
  }

  const bones = (page: Page) => picker(page).shadowRoot!.querySelectorAll('.bone');
  for (const [types, places] of [
    [20, 8],
    [3, 4],
    [1, 0],
  ] as const) {
    it(`${places} stand for types that are on their way where there are ${types}, and nobody comes to them by the keyboard`, async () => {
      const response = Array.from({ length: 20 }, (_, index) => ({
        ...ORGANIZATIONS[0],
        id_site_organization: `o${index}`,
        id_site_organization_type: `t${index % types}`,
      }));
      const body = JSON.stringify({ response });
      await sandbox.faults({ rules: [{ match: { path: '*/organizations/sites' }, action: { body } }] });
      const late = hold(/site_organization_types/);
      const page = await loaded(await show());
      expect(bones(page).length).to.equal(places);
      expect([...bones(page)].every(bone => bone.closest('[inert]'))).to.equal(true);
      late.release();
    });
  }

  it('none stand for the types of institutions that the page gives', async () => {
    const page = await show();
    picker(page).organizations = ORGANIZATIONS.map((one, index) => ({
      ...one,
      id_site_organization_type: `t${index}`,
    }));
    await until('the list', () => names(page).length === 2);
    expect(bones(page).length).to.equal(0);
  });

  it('asks for the types again when the network is back', async () => {
    await typesFail();
    const page = await loaded(await show());
    await until('nothing stands for them', () => !bones(page).length);
    expect(parts(page.root, 'chip').length).to.equal(0);
    dispatchEvent(new Event('online'));
    await until('they are there', () => parts(page.root, 'chip')[0]);
    expect(page.events.of('syncfy-error').length).to.equal(1);
  });

  it('comes by itself though the network fails once more as it comes back', async () => {
    await sandbox.faults({ rules: [{ match: { path: '*/catalogues/countries' }, action: { status: 503 }, times: 2 }] });
    const page = await show();
    await page.user.find('alert');
    // However slow it is to fail.
    const goOn = holdTimers(2000);
    try {
      dispatchEvent(new Event('online'));
      await until('it has failed again', () => page.events.of('syncfy-error')[1]);
    } finally {
      goOn();
    }
    await loaded(page);
  });

  it('organization-type: narrows nothing down while the types cannot be had', async () => {
    await typesFail();
    const page = await loaded(await show('organization-type="Bank"'));
    expect(names(page).length).to.be.greaterThan(1);
  });

  it('types that are named by their ids can be left out though the types cannot be had', async () => {
    const { response } = (await types()) as { response: { id_site_organization_type: string; name: string }[] };
    const government = response.find(({ name }) => name === 'Government')!.id_site_organization_type;
    await typesFail();
    const page = await loaded(await show(`hide-organization-types="${government}"`));
    expect(names(page)).not.to.be.empty;
    expect(names(page)).not.to.include('Servicio Tributario (México)');
    picker(page).hideOrganizationTypes = 'Government';
    await until('the types are asked for again', () => parts(page.root, 'chip')[0]);
    expect(names(page)).not.to.include('Servicio Tributario (México)');
  });

  it('offers nothing that is left out by its type while the types cannot be had', async () => {
    await typesFail();
    const page = await show('hide-organization-types="Government"');
    await page.user.find('alert');
    expect(names(page)).to.deep.equal([]);
    await page.user.pressKey('common.tryAgain');
    await loaded(page);
    expect(names(page)).not.to.include('Servicio Tributario (México)');
  });

  it('a type without a name hides nothing', async () => {
    const answer = await types();
    const body = JSON.stringify({
      ...answer,
      response: [{ id_site_organization_type: 'none', name: null }, ...answer.response],
    });
    await sandbox.faults({ rules: [{ match: { path: '*/site_organization_types' }, action: { body } }] });
    const page = await loaded(await show());
    expect(names(page).length).to.be.greaterThan(3);
    expect(parts(page.root, 'chip')[0]!.ariaPressed).to.equal('true');
  });

  it('one element for each logo, wherever it is drawn, and one each where two share an image', async () => {
    const { avatar } = (await (await loaded(await show())).session.client.organizations())[0]!;
    closePages();
    const page = await show();
    picker(page).organizations = ['Uno', 'Dos', 'Otro'].map(name => ({
      id_site_organization: name,
      name,
      avatar,
      sites: [{ id_site: name, name }],
    })) as unknown as Organization[];
    await until('three logos', () => parts(page.root, 'logo-image').length === 3);
    const images = parts(page.root, 'logo-image');
    const search = await page.user.find('searchbox');
    fill(search, 'otro');
    await until('one', () => names(page).length === 1);
    expect(images.includes(parts(page.root, 'logo-image')[0]!)).to.equal(true);
    fill(search, '');
    await until('all again', () => parts(page.root, 'logo-image').length === 3);
    expect(parts(page.root, 'logo-image').every(image => images.includes(image))).to.equal(true);
  });

  it('while one types, new logos wait', async () => {
    const real = await (await loaded(await show())).session.client.organizations();
    closePages();
    const page = await show();
    picker(page).organizations = Array.from({ length: 100 }, (_, i) => ({
      id_site_organization: `${i}`,
      name: i === 99 ? 'Luz del Bajío' : `Banco ${i}`,
      avatar: real[i === 99 ? 1 : 0]!.avatar,
      sites: [{ id_site: `${i}`, name: `${i}` }],
    })) as unknown as Organization[];
    await until('the list', () => names(page)[0] === 'Banco 0');
    const search = await page.user.find('searchbox');
    const shown = parts(page.root, 'logo-image').map(image => (image as HTMLImageElement).src);
    const pause = holdTimers(100);
    try {
      fill(search, 'luz');
      await until('another', () => names(page)[0] === 'Luz del Bajío');
      expect(parts(page.root, 'logo-image').every(image => shown.includes((image as HTMLImageElement).src))).to.equal(
        true,
      );
      expect(parts(page.root, 'logo').length).to.equal(names(page).length);
    } finally {
      pause();
    }
    await until('its logo', () => parts(page.root, 'logo-image').length === names(page).length);
  });

  it('leaves the keys that come with a modifier to the browser', async () => {
    const page = await loaded(await show());
    const search = parts(page.root, 'search-input')[0]!;
    const row = parts(page.root, 'organization')[0]!;
    for (const [target, key, how] of [
      [search, 'ArrowDown', { shiftKey: true }],
      [search, 'ArrowDown', { metaKey: true }],
      [row, 'End', { ctrlKey: true }],
      [row, 'ArrowDown', { altKey: true }],
    ] as const) {
      target.focus();
      const event = new KeyboardEvent('keydown', { key, ...how, bubbles: true, cancelable: true, composed: true });
      expect(target.dispatchEvent(event), key).to.equal(true);
      await settled();
      expect(focused() === target, key).to.equal(true);
    }
  });

  it('no-logos: asks for none', async () => {
    const page = await loaded(await show('no-logos'));
    await settled();
    expect(parts(page.root, 'logo').length).to.equal(0);
    expect(await asked('/assets/')).to.deep.equal([]);
  });

  for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
    it(`leaves the keys of an input method to it: ${JSON.stringify(how)}`, async () => {
      const page = await loaded(await show());
      const search = await page.user.find('searchbox');
      search.focus();
      const key = { key: 'Enter', bubbles: true, composed: true, cancelable: true, ...how };
      expect(search.dispatchEvent(new KeyboardEvent('keydown', key)), 'not prevented').to.equal(true);
      await settled();
      expect(focused() === search).to.equal(true);
    });
  }

  it('is used by the keyboard alone', async () => {
    const page = await loaded(await show('no-country'));
    const search = await page.user.find('searchbox');
    search.focus();
    const rows = () => parts(page.root, 'organization');
    const leads = async (press: string, to: () => HTMLElement | undefined) => {
      await sendKeys({ press });
      await until(`${press} leads there; the focus was on ${textOf(focused())}`, () => focused() === to());
    };
    await leads('ArrowDown', () => rows()[0]);
    await leads('ArrowDown', () => rows()[1]);
    await leads('ArrowUp', () => rows()[0]);
    await leads('End', () => rows().at(-1));
    await leads('Home', () => rows()[0]);
    await leads('ArrowUp', () => search);
    await sendKeys({ type: 'aguas' });
    await until('one', () => names(page).length === 1);
    await leads('Enter', () => rows()[0]);
    await sendKeys({ press: 'Enter' });
    await until('it is picked', () => page.events.of('syncfy-site-select')[0]);
    expect(page.events.of('syncfy-site-select')[0]?.organization?.name).to.equal('Aguas del Valle');
  });

  it('speaks Spanish where the session does', async () => {
    const page = await loaded(await show('', { locale: 'es' }));
    await page.user.find('heading', page.user.words('pick.heading'));
    const select = (await page.user.find('combobox', page.user.words('pick.country'))) as HTMLSelectElement;
    expect(select.selectedOptions[0]?.label).to.equal('México');
  });

  it('messages: takes the page’s own words', async () => {
    const page = await loaded(await show());
    page.session.messages = { 'pick.heading': 'Which bank is yours?' };
    await page.user.find('heading', 'Which bank is yours?');
  });
});
