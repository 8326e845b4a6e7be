import { expect } from '@open-wc/testing';
import { readOrganization, readList, type Organization } from '../../src/api/schemas.js';
import { createIndex, fold, markRanges, search } from '../../src/catalogue/search.js';

const catalogue = (rows: Record<string, string[]>): Organization[] =>
  readList(
    readOrganization,
    Object.entries(rows).map(([name, sites], i) => ({
      id_site_organization: `o${i}`,
      name,
      sites: sites.map((site, k) => ({ id_site: `s${i}.${k}`, name: site })),
    })),
  )!;

describe('fold', () => {
  const cases: [text: string, folded: string][] = [
    ['', ''],
    ['BBVA', 'bbva'],
    ['Ñandú', 'nandu'],
    ['N\u0303andu\u0301', 'nandu'],
    ['Caixa Econômica São João', 'caixa economica sao joao'],
    ['ﬁnanzas', 'finanzas'],
    ['ＨＳＢＣ', 'hsbc'],
    ['İş', 'is'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['🏦 1ª', '🏦 1a'],
  ];
  for (const [text, folded] of cases) {
    it(`makes ${JSON.stringify(text)} ${JSON.stringify(folded)}`, () => {
      expect(fold(text)).to.equal(folded);
      expect([...text].map(fold).join(''), 'letter by letter').to.equal(folded);
    });
  }
});

describe('search', () => {
  const index = createIndex(
    catalogue({
      Santander: ['Santander Personal', 'Santander Select'],
      BBVA: ['BBVA Personal', 'BBVA Empresas', 'BBVA NetCash'],
      'Banco Ñandú': ['Ñandú Digital'],
      'Banco del Bajío': ['BajíoNet'],
      Azteca: ['Guardadito'],
      'Banco Azteca': ['Banca en línea', 'Empresarial Azteca'],
      'Multiva (Banco)': ['Multivanet'],
      'AT&T': ['Mi AT&T'],
      'Álamo 10': ['Uno'],
      'Álamo 9': ['Uno'],
      Grupo: ['Santander'],
      'Solo nombre': [],
      Fondo: ['Clave'],
      'Clave Única': [],
      'Internet Uno': [],
      'Zona Net': [],
    }),
  );
  const names = (query: string) => search(index, query).hits.map(({ organization }) => organization.name);
  const first = (query: string) => {
    const [hit] = search(index, query).hits;
    return hit && [hit.organization.name, ...hit.sites.map(site => site.name)];
  };

  const order: [query: string, names: string[]][] = [
    // Exact, beginning, start of a word.
    ['azteca', ['Azteca', 'Banco Azteca']],
    ['BANCO', ['Banco Azteca', 'Banco del Bajío', 'Banco Ñandú', 'Multiva (Banco)']],
    ['nandu', ['Banco Ñandú']],
    ['ÑANDÚ', ['Banco Ñandú']],
    ['bajio banco', ['Banco del Bajío']],
    ['aco bajio', []],
    ['clave', ['Fondo', 'Clave Única']],
    ['net', ['Zona Net', 'BBVA', 'Internet Uno', 'Banco del Bajío', 'Multiva (Banco)']],
    // An organization before another one's site.
    ['santander', ['Santander', 'Grupo']],
    ['at&t', ['AT&T']],
    ['AT & T', ['AT&T']],
    ['alamo', ['Álamo 9', 'Álamo 10']],
    ['solo', ['Solo nombre']],
    ['zzz', []],
    ['sntnder', []],
  ];
  for (const [query, found] of order) {
    it(`finds ${found.join(', ') || 'nothing'} for ${query}`, () => expect(names(query)).to.deep.equal(found));
  }

  const sites: [query: string, hit: string[]][] = [
    ['bbva', ['BBVA', 'BBVA Personal', 'BBVA Empresas', 'BBVA NetCash']],
    ['bbva emp', ['BBVA', 'BBVA Empresas']],
    ['emp bbva', ['BBVA', 'BBVA Empresas']],
    ['netcash', ['BBVA', 'BBVA NetCash']],
    ['cash', ['BBVA', 'BBVA NetCash']],
    ['azteca linea', ['Banco Azteca', 'Banca en línea']],
    ['guardadito', ['Azteca', 'Guardadito']],
    ['santander sele', ['Santander', 'Santander Select']],
  ];
  for (const [query, hit] of sites) {
    it(`shows ${hit.slice(1).join(', ')} for ${query}`, () => expect(first(query)).to.deep.equal(hit));
  }

  it('finds all, by name, for nothing typed', () => {
    const all = names('');
    expect(all).to.have.lengthOf(16);
    expect(all.slice(0, 4)).to.deep.equal(['Álamo 9', 'Álamo 10', 'AT&T', 'Azteca']);
    expect(names('  ')).to.deep.equal(all);
    expect(names('¿-?')).to.deep.equal(all);
    expect(search(index, '').hits.find(hit => hit.organization.name === 'BBVA')!.sites).to.have.lengthOf(3);
  });

  it('orders numbers by their value, however many digits they have', () => {
    const branches = createIndex(catalogue({ 'Sucursal 1000': [], 'Sucursal 20': [], 'Sucursal 999': [] }));
    expect(search(branches, '').hits.map(({ organization }) => organization.name)).to.deep.equal([
      'Sucursal 20',
      'Sucursal 999',
      'Sucursal 1000',
    ]);
  });

  it('takes any query as words, not as a pattern', () => {
    for (const query of ['(', '[', '\\', '*', '$&', '.*', '__proto__'])
      expect(() => search(index, query)).not.to.throw();
  });

  it('finds only what is of a type', () => {
    const [bank, other] = catalogue({ 'Banco Uno': ['a'], 'Banco Dos': ['b'] });
    const typed = createIndex([{ ...bank!, id_site_organization_type: 'bank' }, other!]);
    expect(search(typed, 'banco', 'bank').hits.map(hit => hit.organization.name)).to.deep.equal(['Banco Uno']);
    expect(search(typed, '', 'none').hits).to.deep.equal([]);
    expect([...typed.types]).to.have.members(['bank', '']);
  });

  describe('forgives one typo in a word of five letters, where nothing else is found', () => {
    const forgiven: [query: string, name: string | undefined, word: string][] = [
      ['santannder', 'Santander', 'santander'],
      ['santnder', 'Santander', 'santander'],
      ['santandre', 'Santander', 'santander'],
      ['xantander', 'Santander', 'santander'],
      ['sanrand', 'Santander', 'santander'],
      ['multvia', 'Multiva (Banco)', 'multiva'],
      ['bbva empressa', 'BBVA', 'empresas'],
      ['azteka', 'Azteca', 'azteca'],
      ['bbav', undefined, ''],
      ['sntnder', undefined, ''],
      ['santander zzzzz', undefined, ''],
      ['sola nombre', undefined, ''],
    ];
    for (const [query, name, word] of forgiven) {
      it(query, () => {
        const { hits, words } = search(index, query);
        expect(hits[0]?.organization.name).to.equal(name);
        if (name) expect(words).to.include(word);
      });
    }
    it('not where something is found', () => expect(names('clave')).to.deep.equal(['Fondo', 'Clave Única']));
    it('and shows the sites that it is in', () =>
      expect(first('bbva empressa')).to.deep.equal(['BBVA', 'BBVA Empresas']));
  });
});

describe('markRanges', () => {
  // What is marked stands in brackets.
  const cases: [text: string, query: string, painted: string][] = [
    ['', 'a', ''],
    ['BBVA Empresas', '', 'BBVA Empresas'],
    ['BBVA Empresas', 'bbva emp', '[BBVA Emp]resas'],
    ['BBVA Empresas', 'emp bbva', '[BBVA Emp]resas'],
    ['BBVA Empresas', 'zzz', 'BBVA Empresas'],
    ['Banco Ñandú', 'ñandu', 'Banco [Ñandú]'],
    ['Ban\u0303o Nin\u0303o', 'nino', 'Ban\u0303o [Nin\u0303o]'],
    ['Nandu\u0301', 'nandu', '[Nandu\u0301]'],
    ['cafe\u0301s', 'cafe', '[cafe\u0301]s'],
    ['ﬁnanzas', 'fin', '[ﬁn]anzas'],
    ['ﬁnanzas', 'f', '[ﬁ]nanzas'],
    ['🏦 Banco 😀', 'banco', '🏦 [Banco] 😀'],
    ['🏦🏦Banco', 'ban', '🏦🏦[Ban]co'],
    ['𝐁𝐁𝐕𝐀 Net', 'bv', '𝐁[𝐁𝐕]𝐀 Net'],
    ['Banana Ana', 'ana', 'Banana [Ana]'],
    ['Banana', 'ana', 'B[anana]'],
    ['AT&T', 'at&t', '[AT]&[T]'],
    ['BajíoNet', 'net', 'Bajío[Net]'],
    ['İstanbul', 'ist', '[İst]anbul'],
    ['a <b> & c', 'b', 'a <[b]> & c'],
    ['\u0301a', 'a', '\u0301[a]'],
  ];
  for (const [text, query, painted] of cases) {
    it(`marks ${painted || 'nothing'} for ${query || 'nothing'}`, () => {
      const pieces = markRanges(text, search(createIndex([]), query).words);
      expect(pieces.map(({ text: piece, match }) => (match ? `[${piece}]` : piece)).join('')).to.equal(painted);
      expect(pieces.map(piece => piece.text).join('')).to.equal(text);
      expect(pieces.every((piece, i) => piece.text && piece.match !== pieces[i - 1]?.match)).to.equal(true);
    });
  }
});
