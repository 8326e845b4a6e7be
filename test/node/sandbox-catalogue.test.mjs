import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ACME_BANK, clientOf, MEXICO, startFast } from './sandbox-helpers.mjs';

const BANK = '56cf4f5b784806cf028b4568';
const ID = /^[0-9a-f]{24}$/;

describe('the catalogue', () => {
  let sandbox;
  let get;
  let organizations;
  let sites;
  before(async () => {
    sandbox = await startFast();
    const api = clientOf(sandbox);
    get = async path => (await api('GET', `/v1/catalogues/${path}`)).response;
    organizations = await get('organizations/sites');
    sites = await get('sites');
  });
  after(() => sandbox.close());

  const elementsOf = site => site.credentials ?? site.input.flatMap(({ fields }) => fields);
  const idsOf = (list, name) => list.map(item => item[name]);

  test('every country', async () => {
    const countries = await get('countries');
    assert.equal(countries.length, 250);
    assert.equal(new Set(idsOf(countries, 'id_country')).size, 250);
    for (const country of countries) {
      assert.deepEqual(Object.keys(country), ['id_country', 'name', 'code']);
      assert.match(country.id_country, ID);
      assert.match(country.code, /^[A-Z]{2}$/);
      assert.notEqual(country.name, country.code);
    }
    const mexico = { id_country: MEXICO, name: 'Mexico', code: 'MX' };
    assert.deepEqual(
      countries.find(({ code }) => code === 'MX'),
      mexico,
    );
    assert.deepEqual(await get(`countries?id_country=${MEXICO}`), [mexico]);
    assert.equal((await get('countries?locale=es')).find(({ code }) => code === 'MX').name, 'México');
  });

  test('every type of organization', async () => {
    const types = await get('site_organization_types');
    assert.deepEqual(idsOf(types, 'name'), ['Bank', 'Government', 'Utility', 'Digital Wallet', 'Blockchain']);
    assert.equal(types[0].id_site_organization_type, BANK);
    for (const { id_site_organization_type: id } of types) {
      assert.ok(organizations.some(organization => organization.id_site_organization_type === id));
    }
  });

  test('enough of everything, and no id twice', () => {
    assert.ok(organizations.length >= 60);
    assert.ok(sites.length >= 150);
    assert.ok(new Set(idsOf(organizations, 'id_country')).size >= 8);
    assert.deepEqual(new Set(idsOf(sites, 'version')), new Set([1, 3, 4]));
    const ids = [...idsOf(organizations, 'id_site_organization'), ...idsOf(sites, 'id_site')];
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, ID);
    assert.ok(organizations.some(({ name }) => name.length > 80));
  });

  test('every element is whole', () => {
    for (const site of sites) {
      assert.ok([0, 1].includes(site.is_business) && [0, 1].includes(site.is_personal));
      assert.equal(site.version === 1, site.credentials !== undefined);
      assert.equal(site.version === 1, site.input === undefined);
      assert.ok(elementsOf(site).length > 0);
      for (const element of elementsOf(site)) {
        assert.ok(element.name && element.label && typeof element.required === 'boolean');
        assert.ok('validation' in element);
        assert.equal('identifier' in element, site.version === 4);
        if (['select', 'options'].includes(element.type)) assert.ok(element.options.length > 1);
      }
    }
  });

  test('every kind of element, validation and endpoint', () => {
    const elements = sites.flatMap(elementsOf);
    const types = new Set(idsOf(elements, 'type'));
    assert.deepEqual(types, new Set(['text', 'password', 'select', 'file', 'array', 'options']));
    const validations = idsOf(elements, 'validation');
    assert.ok(validations.includes(null));
    assert.ok(validations.some(value => typeof value === 'string' && value.startsWith('^')));
    assert.ok(validations.some(value => typeof value === 'string' && /^\/.*\/\w*$/.test(value)));
    const checks = validations.filter(Array.isArray).flat();
    assert.deepEqual(new Set(idsOf(checks, 'type')), new Set(['regex', 'text']));
    assert.ok(elements.some(({ options }) => options?.some(({ value }) => typeof value === 'number')));
    assert.ok(elements.some(({ token }) => token));
    const endpoints = new Set(idsOf(sites, 'endpoint'));
    assert.deepEqual(endpoints, new Set(['/v1/credentials', '/v1/pulls', '/v1/jobs', undefined]));
    assert.ok(sites.some(({ input }) => input?.length > 1));
    assert.ok(sites.some(({ input, version }) => version === 4 && input.some(({ type }) => type === 'file')));
  });

  test('the test bank has its ids and names', async () => {
    const acme = organizations.find(({ id_site_organization: id }) => id === ACME_BANK);
    assert.equal(acme.name, 'Acme Bank');
    assert.equal(acme.id_country, MEXICO);
    const names = Object.fromEntries(acme.sites.map(({ id_site: id, name }) => [id, name]));
    assert.deepEqual(names, {
      '56cf5728784806f72b8b4568': 'Normal',
      '56cf5728784806f72b8b4569': 'Token (2FA)',
      '56cf5728784806f72b8b456a': 'Error',
      '572ba390784806060f8b458b': 'Captcha (2FA)',
      '573ce20978480645038b4589': 'Multiple Image (2FA)',
      '58e28bce056f2903900d4d61': 'Multiple Text (2FA)',
      '58b884fc056f295aa1483a01': 'Normal (case insensitive)',
      '58b884fc056f295aa1483a02': 'Normal with Attachments',
      '5ae37e06056f290607126261': 'Select Input',
      '5c75cff1f9de2a0fae569281': 'Subcodes',
      '5d0bb316f9de2a0a8f71aaf1': 'Code Response Simulator',
      '5da784f1f9de2a06483abec1': 'CIEC (Sandbox)',
      '5efe27e84cc5f861897a5431': 'QR Code Scan (2FA)',
      '5f427f7810dff8730c50d1c1': 'Confirm Login (2FA)',
      '5f427fae9c41a502e30ebe93': 'Live Transactions',
    });
  });

  test('one site for the widget', async () => {
    const [site, ...more] = await get('widget/sites/56cf5728784806f72b8b4568');
    assert.equal(more.length, 0);
    assert.equal(site.name, 'Normal');
    assert.equal(site.site_organization.id_site_organization, ACME_BANK);
    assert.equal((await clientOf(sandbox)('GET', '/v1/catalogues/widget/sites/000000000000000000000000')).status, 404);
  });

  test('a site inside its organization does not repeat whose it is', () => {
    assert.equal('id_site_organization' in organizations[0].sites[0], false);
    assert.equal(sites[0].id_site_organization, organizations[0].id_site_organization);
  });

  const FILTERS = [
    ['id_country', MEXICO, site => organizationOf(site).id_country === MEXICO],
    ['id_site_organization', ACME_BANK, site => site.id_site_organization === ACME_BANK],
    ['id_site_organization_type', BANK, site => site.id_site_organization_type === BANK],
    ['id_site', '56cf5728784806f72b8b4568', site => site.id_site === '56cf5728784806f72b8b4568'],
    ['is_business', '1', site => site.is_business === 1],
    ['is_business', 'false', site => site.is_business === 0],
    ['is_personal', 'true', site => site.is_personal === 1],
    ['is_personal', '0', site => site.is_personal === 0],
  ];
  const organizationOf = site =>
    organizations.find(organization => organization.id_site_organization === site.id_site_organization);

  for (const [name, value, suits] of FILTERS) {
    test(`${name}=${value}`, async () => {
      const wanted = sites.filter(suits);
      assert.ok(wanted.length > 0 && wanted.length < sites.length);
      assert.deepEqual(await get(`sites?${name}=${value}`), wanted);
      const nested = await get(`organizations/sites?${name}=${value}`);
      assert.deepEqual(
        idsOf(
          nested.flatMap(each => each.sites),
          'id_site',
        ),
        idsOf(wanted, 'id_site'),
      );
      const owners = new Set(idsOf(wanted, 'id_site_organization'));
      assert.deepEqual(
        new Set(idsOf(await get(`site_organizations?${name}=${value}`), 'id_site_organization')),
        owners,
      );
    });
  }

  test('filters add up, and an unknown id leaves nothing', async () => {
    const some = await get(`sites?id_country=${MEXICO}&is_business=0&id_site_organization_type=${BANK}`);
    assert.ok(some.length > 0 && some.every(site => site.is_business === 0));
    for (const path of ['sites', 'organizations/sites', 'site_organizations']) {
      assert.deepEqual(await get(`${path}?id_country=000000000000000000000000`), []);
    }
  });

  test('order, skip, limit and fields', async () => {
    const names = idsOf(await get('sites?order=name&fields=name'), 'name');
    assert.deepEqual(names, [...names].sort(new Intl.Collator('en', { numeric: true }).compare));
    const backwards = [...names].reverse();
    for (const order of ['-name', 'name desc', 'name:desc']) {
      assert.equal((await get(`sites?order=${encodeURIComponent(order)}`))[0].name, backwards[0]);
    }
    assert.deepEqual(await get('sites?skip=3&limit=2'), sites.slice(3, 5));
    assert.deepEqual(await get('countries?limit=1&fields=code'), [{ code: 'AD' }]);
    assert.deepEqual(Object.keys((await get('sites?fields=id_site,name'))[0]), ['id_site', 'name']);
  });

  for (const query of ['limit=x', 'skip=-1', 'is_business=2', 'is_personal=maybe']) {
    test(`${query} is a bad request`, async () => {
      const { status, code, errors } = await clientOf(sandbox)('GET', `/v1/catalogues/sites?${query}`);
      assert.deepEqual([status, code, errors[0].field], [400, 400, query.split('=')[0]]);
    });
  }

  test('BBVA can be searched for', () => {
    const { sites: found } = organizations.find(({ name }) => name === 'BBVA');
    assert.deepEqual(idsOf(found, 'name'), ['BBVA Personal', 'BBVA Empresas', 'BBVA NetCash']);
  });

  test('pictures: there, not there, and none', async () => {
    const broken = [];
    for (const { name, avatar, small_cover: small, cover } of organizations) {
      if (avatar === null) continue;
      for (const picture of [avatar, small, cover]) {
        const response = await fetch(sandbox.assetsBase + picture);
        const text = await response.text();
        if (response.status === 404) broken.push(name);
        else assert.match(text, /^<svg xmlns/);
      }
    }
    assert.deepEqual([...new Set(broken)], ['Banco Ñandú']);
    assert.equal(organizations.filter(({ avatar }) => avatar === null).length, 1);
  });

  test('pictures may be kept', async () => {
    const url = sandbox.assetsBase + organizations[0].avatar;
    const { headers } = await fetch(url);
    assert.match(headers.get('cache-control'), /max-age=\d{4,}/);
    const again = await fetch(url, { headers: { 'If-None-Match': headers.get('etag') } });
    assert.equal(again.status, 304);
  });
});

test('a large catalogue is the same in every run', async t => {
  const [one, other] = await Promise.all([startFast({ catalogueSize: 2000 }), startFast({ catalogueSize: 2000 })]);
  t.after(() => Promise.all([one.close(), other.close()]));
  const read = async sandbox => (await clientOf(sandbox)('GET', '/v1/catalogues/sites')).response;
  const [a, b] = [await read(one), await read(other)];
  assert.ok(a.length >= 2150);
  assert.equal(new Set(a.map(({ id_site: id }) => id)).size, a.length);
  assert.deepEqual(a, b);
});
