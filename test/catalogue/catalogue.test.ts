import { expect } from '@open-wc/testing';
import { readOrganization, readList, type Organization } from '../../src/api/schemas.js';
import { filterCatalogue, findSite, parseList, type CatalogueFilters } from '../../src/catalogue/catalogue.js';

const BANK = '56cf4f5b784806cf028b4568';
const TAX = '56cf4f5b784806cf028b4569';
const types = [
  { id_site_organization_type: BANK, name: 'Bank' },
  { id_site_organization_type: TAX, name: 'Government' },
];
const organizations: Organization[] = readList(readOrganization, [
  {
    id_site_organization: 'AA01',
    id_site_organization_type: BANK,
    name: 'Banco Ñandú',
    sites: [
      { id_site: 's1', name: 'Ñandú Personal', is_business: 0, is_personal: 1 },
      {
        id_site: 's2',
        name: 'Ñandú  Empresas',
        is_business: 1,
        is_personal: 0,
        id_site_organization: 'AA01',
        id_site_organization_type: BANK,
      },
    ],
  },
  {
    id_site_organization: 'AA02',
    id_site_organization_type: TAX,
    name: 'SAT',
    sites: [
      { id_site: 's3', name: 'SAT (CIEC)', is_business: true, is_personal: true },
      { id_site: 's4', name: 'SAT, Constancia' },
    ],
  },
  { id_site_organization: 'AA03', id_site_organization_type: BANK, name: 'Sin sitios', sites: [] },
])!;

const sitesOf = (filters: CatalogueFilters) =>
  filterCatalogue(organizations, types, filters).flatMap(({ sites }) => sites.map(site => site.id_site));

describe('parseList', () => {
  const cases: [value: string | readonly unknown[] | null | undefined, list: string[]][] = [
    [null, []],
    [undefined, []],
    ['', []],
    [' , ,', []],
    ['a', ['a']],
    [' Banco Ñandú , 56cf ,', ['Banco Ñandú', '56cf']],
    // As a framework hands it over; then a name may have a comma.
    [
      [' Fondo, S.A. ', '', 7],
      ['Fondo, S.A.', '7'],
    ],
    [7 as never, ['7']],
  ];
  for (const [value, list] of cases) {
    it(`reads ${JSON.stringify(value)}`, () => expect(parseList(value)).to.deep.equal(list));
  }
});

describe('filterCatalogue', () => {
  const cases: [filters: CatalogueFilters, sites: string[]][] = [
    [{}, ['s1', 's2', 's3', 's4']],
    [{ audience: 'personal' }, ['s1', 's3', 's4']],
    [{ audience: 'business' }, ['s2', 's3', 's4']],
    [{ onlySites: 's2,sat (ciec)' }, ['s2', 's3']],
    [{ onlySites: ['s2', 'SAT (CIEC)'] }, ['s2', 's3']],
    [{ onlySites: 'nandu empresas' }, ['s2']],
    [{ onlySites: 'S1' }, ['s1']],
    [{ onlySites: 'nada' }, []],
    [{ onlySites: '' }, ['s1', 's2', 's3', 's4']],
    [{ onlyOrganizations: 'BANCO NANDU' }, ['s1', 's2']],
    [{ onlyOrganizations: 'aa02' }, ['s3', 's4']],
    [{ onlyOrganizationTypes: 'bank' }, ['s1', 's2']],
    [{ onlyOrganizationTypes: TAX }, ['s3', 's4']],
    [{ hideSites: 's1,s3,s4' }, ['s2']],
    [{ hideOrganizations: 'sat' }, ['s1', 's2']],
    [{ hideOrganizationTypes: 'Bank' }, ['s3', 's4']],
    [{ onlyOrganizations: 'sat', hideSites: 's3' }, ['s4']],
    [{ onlySites: 's1', hideSites: 's1' }, []],
    [{ onlySites: 's1,s3', onlyOrganizationTypes: 'Government' }, ['s3']],
    [{ onlyOrganizations: 'sat', audience: 'personal', hideOrganizationTypes: 'Bank' }, ['s3', 's4']],
    [{ hideSites: '', hideOrganizationTypes: '' }, ['s1', 's2', 's3', 's4']],
  ];
  for (const [filters, sites] of cases) {
    it(`with ${JSON.stringify(filters)} offers ${sites.join(' ') || 'nothing'}`, () => {
      expect(sitesOf(filters)).to.deep.equal(sites);
    });
  }

  it('drops organizations left without a site and keeps the order', () => {
    const names = (filters: CatalogueFilters) => filterCatalogue(organizations, types, filters).map(({ name }) => name);
    expect(names({})).to.deep.equal(['Banco Ñandú', 'SAT']);
    expect(names({ hideSites: 's3,s4' })).to.deep.equal(['Banco Ñandú']);
  });

  it('tells each site whose it is, without changing the catalogue', () => {
    const [bank] = filterCatalogue(organizations, types, {});
    expect(bank!.sites[0]).to.include({ id_site_organization: 'AA01', id_site_organization_type: BANK });
    expect(organizations[0]!.sites[0]!.id_site_organization).to.equal('');
  });

  it('knows types by their ids without a list of types', () => {
    const found = filterCatalogue(organizations, [], { onlyOrganizationTypes: BANK });
    expect(found.map(({ name }) => name)).to.deep.equal(['Banco Ñandú']);
  });
});

describe('what has no name', () => {
  const named = (name: string | null, ...sites: (string | null)[]) =>
    filterCatalogue(
      readList(readOrganization, [{ name, sites: sites.map((one, i) => ({ id_site: `s${i}`, name: one })) }])!,
      types,
      {},
    ).map(organization => [organization.name, ...organization.sites.map(site => site.name)]);

  it('is called by what it belongs to, an organization by its first site', () => {
    expect(named('SAT', null, 'CIEC')).to.deep.equal([['SAT', 'SAT', 'CIEC']]);
    expect(named(null, 'CIEC', 'FIEL')).to.deep.equal([['CIEC', 'CIEC', 'FIEL']]);
  });

  it('is called by its id where nobody has a name', () => {
    expect(named(null, null)).to.deep.equal([['s0', 's0']]);
  });
});

describe('findSite', () => {
  it('finds a site and whose it is', () => {
    const found = findSite(organizations, 's3')!;
    expect([found.site.name, found.organization.name]).to.deep.equal(['SAT (CIEC)', 'SAT']);
    expect(findSite(organizations, 's9')).to.equal(undefined);
    expect(findSite([], '')).to.equal(undefined);
  });
});
