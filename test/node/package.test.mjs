// What is published: every entry is there, has its types, and can be loaded where there is no page.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { describe, it, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';
import { build } from 'vite';
import { entryBytes } from '../../bench/bytes.mjs';
import { elementNames, languages } from '../../scripts/entries.mjs';
import { startFast, until } from './sandbox-helpers.mjs';
import { complaints, IN_A_PAGE, IN_NODE } from './types-helpers.mjs';

const CDN = 'dist/cdn/syncfy-elements.js';
/** Acme’s site with a one-time code, in the sandbox. */
const TOKEN_SITE = '56cf5728784806f72b8b4569';
/** Each file for a script tag, and the bytes that it may have when it is compressed. */
const LIMITS = {
  [CDN]: 49_950,
  ...Object.fromEntries(languages().map(language => [`dist/cdn/syncfy-elements.${language}.js`, 46_250])),
};
/** Each module of the package as a page's own bundler ships it, with all that it imports, compressed likewise. */
const ENTRY_LIMITS = {
  'headless.js': 13_550,
  'elements/connect.js': 54_900,
  'elements/credential-form.js': 39_800,
  'elements/job-status.js': 32_900,
  'elements/session.js': 27_650,
  'elements/site-picker.js': 39_200,
  'elements/twofa.js': 38_550,
};

/** What pages may import by its name; types stand apart. What is lost here breaks them, and what is new is promised. */
const NAMES = {
  index: {
    values: `SyncfyConnect SyncfyCredentialForm SyncfyError SyncfyJobStatus SyncfySession SyncfySitePicker SyncfyTwofa`,
    types: `CloseReason ConnectStep JobInfo JobResult MessageKey Messages SyncfyErrorCode SyncfyEventDetails
      SyncfyEventName`,
  },
  headless: {
    values: `API_BASE ASSETS_BASE Job KNOWN_CODES SyncfyClient SyncfyError answerOf challengeBody challengeFields
      createIndex credentialBody filterCatalogue findSite imageSource isAbort isKnownCode isTerminal kindOf loginWays
      needsDevice search tokensFrom validateField validateFile waitsElsewhere`,
    types: `AskedElement CatalogueFilters Challenge ChallengeElement ChallengeLike ClientOptions Clock Country Credential
      CredentialValues ElementOption Field FieldKind FieldOption FieldProblem FieldValue JobEnd JobInfo JobKind
      JobOptions JobResult JobTicket KnownCode ListedSite LoginInput LoginWay NameList Observable Organization
      OrganizationType OrganizationsQuery Rule SearchEntry SearchHit SearchIndex SearchResult Site SiteElement SiteLike
      SocketLike StatusEntry SyncfyErrorCode SyncfyErrorOptions TokenSource`,
  },
};

const pkg = JSON.parse(readFileSync('package.json', 'utf8'));
const read = path => readFileSync(path, 'utf8');

/** Every file below a folder. */
const filesIn = folder => readdirSync(folder, { recursive: true }).map(name => join(folder, name));

/** What a module imports, statically or not. */
const importsOf = code =>
  [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*(["'`])([\w@.][\w@./:-]*)\1/g)].map(([, , specifier]) => specifier);

/** The targets of an `exports` entry, a pattern filled in for each element. */
function targetsOf(entry) {
  const paths = typeof entry === 'string' ? [entry] : Object.values(entry);
  return paths.flatMap(path => {
    const names = path.includes('/cdn/') ? readdirSync('dist/cdn') : elementNames();
    return path.includes('*') ? names.map(name => path.replace('*', name)) : [path];
  });
}

/** A module and all that it imports of this package, by their paths. */
function graphOf(path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const specifier of importsOf(read(path)))
    if (specifier.startsWith('.')) graphOf(join(path, '..', specifier), seen);
  return seen;
}

test('there is a file for a script tag, one for each language, and the source map of each', () => {
  const paths = Object.keys(LIMITS).flatMap(path => [path, `${path}.map`]);
  assert.deepEqual(readdirSync('dist/cdn').sort(), paths.map(path => basename(path)).sort());
});

for (const [path, limit] of Object.entries(LIMITS)) {
  describe(path, () => {
    const code = read(path);

    it('imports nothing', () => {
      assert.deepEqual(importsOf(code), []);
      assert.doesNotMatch(code, /\brequire\(|\bprocess\.env\b/);
    });

    it(`is at most ${limit} bytes when it is compressed`, t => {
      const size = gzipSync(code, { level: 9 }).length;
      t.diagnostic(`${path}: ${size} bytes gzip`);
      assert.ok(size <= limit, `${size} bytes are ${size - limit} too many`);
    });

    it('evaluates no text as code, which a strict CSP forbids', () => {
      assert.doesNotMatch(code, /\bnew Function\b|\beval\(/);
    });

    it('carries nothing of a development build', () => {
      assert.doesNotMatch(code, /Lit is in dev mode|litIssuedWarnings/);
    });
  });
}

describe('package.json', () => {
  it('exports what is there', () => {
    const missing = Object.values(pkg.exports)
      .flatMap(targetsOf)
      .filter(path => !existsSync(path));
    assert.deepEqual(missing, []);
  });

  it('has an entry for each element', () => {
    const built = readdirSync('dist/elements').filter(name => name.endsWith('.js'));
    assert.deepEqual(
      built.sort(),
      elementNames()
        .map(name => `${name}.js`)
        .sort(),
    );
  });

  it('has types for every module but the one for a script tag', () => {
    const modules = Object.entries(pkg.exports).filter(([name]) => !/\.json$|^\.\/cdn\//.test(name));
    for (const [name, entry] of modules) {
      assert.equal(Object.keys(entry)[0], 'types', `${name}: "types" must stand first`);
      for (const path of targetsOf(entry.types)) assert.match(read(path), /\bexport\b/, path);
    }
  });

  it('names one file as main, module and main entry', () => {
    assert.equal(pkg.main, pkg.exports['.'].default);
    assert.equal(pkg.module, pkg.exports['.'].default);
    assert.equal(pkg.types, pkg.exports['.'].types);
    assert.ok(existsSync(pkg.customElements));
    assert.equal(pkg.type, 'module');
  });

  it('has programs that can be run', () => {
    for (const path of Object.values(pkg.bin)) assert.match(read(path), /^#!\/usr\/bin\/env node\n/);
  });

  it('says of every module that registers an element that it has a side effect', () => {
    const effects = pkg.sideEffects.map(
      glob => new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`),
    );
    const registering = ['./dist/index.js', ...elementNames().map(name => `./dist/elements/${name}.js`), `./${CDN}`];
    for (const path of registering)
      assert.ok(
        effects.some(effect => effect.test(path)),
        path,
      );
  });

  it('lists everything that the modules and their types import', () => {
    const modules = filesIn('dist').filter(path => /\.js$|\.d\.ts$/.test(path) && !/^dist\/(sandbox|cdn)\//.test(path));
    const names = modules.flatMap(path => importsOf(read(path))).filter(specifier => !specifier.startsWith('.'));
    const packages = new Set(
      names.map(name =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
    );
    assert.deepEqual(
      [...packages].filter(name => !pkg.dependencies[name]),
      [],
    );
    assert.deepEqual(
      Object.keys(pkg.dependencies).filter(name => !packages.has(name)),
      [],
    );
  });

  it('has types that need nothing that is not installed with it', () => {
    const types = filesIn('dist/types').filter(path => path.endsWith('.d.ts'));
    const outside = types
      .flatMap(path => importsOf(read(path)))
      .filter(
        name =>
          !name.startsWith('.') &&
          !Object.keys(pkg.dependencies).some(known => name === known || name.startsWith(`${known}/`)),
      );
    assert.deepEqual([...new Set(outside)], []);
  });
});

describe('THIRD-PARTY-NOTICES.txt', () => {
  const words = text => text.split(/\s+/).join(' ').trim();
  const packageIn = path => /\bnode_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  const sourcesOf = {
    [CDN]: JSON.parse(read(`${CDN}.map`)).sources,
    'dist/sandbox/sandbox.js': read('dist/sandbox/sandbox.js').match(/^\/\/ .*\bnode_modules\/.*$/gm),
  };

  for (const [path, sources] of Object.entries(sourcesOf)) {
    it(`has the licence of each package that is part of ${path}`, () => {
      const notices = words(read('THIRD-PARTY-NOTICES.txt'));
      const packages = new Set(sources.flatMap(source => packageIn(source) ?? []));
      assert.ok(packages.size > 0);
      for (const name of packages) {
        assert.ok(notices.includes(`${name} `) || notices.includes(`${name},`), name);
        assert.ok(notices.includes(words(read(`node_modules/${name}/LICENSE`))), name);
      }
    });
  }
});

describe('headless', () => {
  it('has no Lit', () => {
    const outside = [...graphOf('dist/headless.js')]
      .flatMap(path => importsOf(read(path)))
      .filter(name => /lit/.test(name));
    assert.deepEqual(outside, []);
    for (const path of graphOf('dist/headless.js')) assert.doesNotMatch(read(path), /\bLitElement\b/);
  });

  it('does what the guide’s example says, with one token, and of a browser’s names with no more than it says', async () => {
    const sandbox = await startFast();
    const { CustomEvent } = globalThis;
    delete globalThis.CustomEvent;
    try {
      const token = sandbox.issueToken('guide');
      let tokens = 0;
      const told = [];
      const names = {
        ...(await import('../../dist/headless.js')),
        fetchToken: () => (tokens++, Promise.resolve(token)),
        askFor: () => Promise.resolve('123456'),
        console: { log: (...what) => told.push(what.join(' ')), error: error => told.push(`${error}`) },
      };
      const [, example] = /```js\nimport \{ Job[^\n]*\n(.*?)```/s.exec(read('docs/integration.md'));
      const here = example
        .replace('SyncfyClient({', `SyncfyClient({ apiBase: '${sandbox.origin}/v1',`)
        .replace('organization.sites[0].id_site', `'${TOKEN_SITE}'`);
      assert.equal(here.split(sandbox.origin).length + here.split(TOKEN_SITE).length, 4);
      const AsyncFunction = (async () => {}).constructor;
      await new AsyncFunction(...Object.keys(names), here)(...Object.values(names));
      await until(() => told.length >= 7, 'the end of the job');
      assert.deepEqual(told, ['100', '101', '410', '103', '102', '200', 'success 200']);
      assert.equal(tokens, 1);
    } finally {
      globalThis.CustomEvent = CustomEvent;
      await sandbox.close();
    }
  });
});

describe('without a page', () => {
  /** Loads a module in a Node of its own; answers what it left behind. */
  function load(path) {
    const code = `
      const before = new Set(Object.getOwnPropertyNames(globalThis));
      const exported = await import(${JSON.stringify(new URL(`../../${path}`, import.meta.url).href)});
      const handles = process.getActiveResourcesInfo().filter(name => /Timeout|Immediate|TCP/.test(name));
      const globals = Object.getOwnPropertyNames(globalThis).filter(name => !before.has(name));
      console.log(JSON.stringify({ names: Object.keys(exported), handles, globals }));
    `;
    const node = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
    // The stack quotes the whole file, which is one line.
    assert.equal(node.status, 0, /^\w*Error: .*$/m.exec(node.stderr)?.[0] ?? node.stderr);
    assert.equal(node.stderr, '');
    return JSON.parse(node.stdout);
  }

  /** What Lit leaves behind: what it stands for the DOM with, and how two copies of it find each other. */
  const LITS_OWN =
    /^(litElementVersions|litHtmlVersions|reactiveElementVersions|litPropertyMetadata|litServerRoot|customElements)$/;
  const entries = ['dist/index.js', 'dist/headless.js', CDN, ...elementNames().map(name => `dist/elements/${name}.js`)];

  for (const path of entries) {
    it(`${path} does nothing`, () => {
      const { names, handles, globals } = load(path);
      assert.ok(names.length > 0, 'exports nothing');
      assert.deepEqual(handles, []);
      assert.deepEqual(
        globals.filter(name => !LITS_OWN.test(name)),
        [],
      );
    });
  }

  for (const [entry, { values, types }] of Object.entries(NAMES)) {
    it(`${entry} exports what it promises, and nothing else`, () => {
      assert.deepEqual(load(`dist/${entry}.js`).names.sort(), values.split(/\s+/));
      const typed = [];
      for (const [, isType, list] of read(`dist/types/${entry}.d.ts`).matchAll(/^export (type )?\{([^}]*)\}/gm))
        for (const name of list.match(/(type )?\w+/g))
          if (isType || name.includes(' ')) typed.push(name.split(' ').at(-1));
      assert.deepEqual(typed.sort(), types.split(/\s+/));
    });
  }
});

describe('in TypeScript', () => {
  const complaintsOf = (code, more, path = resolve('consumer.mts')) => complaints({ [path]: code }, more);

  it('what the API answers can be handed in as it is, and no promise of it', () => {
    const code = `import type { SyncfyCredentialForm, SyncfySession, SyncfyTwofa } from 'syncfy-elements';
      interface OfMyServer { id_site: string }
      const { form, twofa, session } = {} as { form: SyncfyCredentialForm; twofa: SyncfyTwofa; session: SyncfySession };
      const site = { id_site: 's', name: 'Bank', version: 1, credentials: [{ name: 'user', type: 'text', required: 1 }] };
      form.site = site;
      form.site = { id_site: 's' } as OfMyServer;
      session.site = site;
      session.site = undefined;
      twofa.challenge = { code: 410, twofa: [{ name: 'token', type: 'text', label: 'Code' }] };`;
    assert.deepEqual(complaintsOf(code, IN_A_PAGE), []);
    for (const property of ['form.site', 'session.site', 'twofa.challenge'])
      assert.notEqual(complaintsOf(`${code}\n${property} = Promise.resolve(site);`, IN_A_PAGE).length, 0);
  });

  it('what the API may leave out may be missing, and what is always there is not', () => {
    const code = `import type { Challenge, Organization, StatusEntry } from 'syncfy-elements/headless';
      export const entry: StatusEntry = { code: 200 };
      export const nameOf = ({ twofa: [question] }: Challenge): string | undefined => question?.name;
      export const logoOf = ({ avatar }: Organization): string | undefined => avatar;`;
    assert.deepEqual(complaintsOf(code, IN_NODE), []);
    assert.notEqual(complaintsOf(code.replace('avatar }: O', 'nam }: O'), IN_NODE).length, 0);
  });

  it('the guide’s example without the elements is right', () => {
    const [example] = /import \{ Job[^\n]*\n.*?(?=```)/s.exec(read('docs/integration.md'));
    const code = `import type { Challenge } from 'syncfy-elements/headless';
      declare const fetchToken: () => Promise<string>, askFor: (question: { label?: string }) => Promise<string>;
      ${example
        .replace('let asked', 'let asked: Challenge | undefined')
        .replace('{ twofa: [question] }', '$& : Challenge')
        .replace('organization.sites[0].', 'organization!.sites[0]!.')
        .replaceAll('question', 'question!')
        .replace('[question!]', '[question]')}`;
    assert.deepEqual(complaintsOf(code, IN_A_PAGE), []);
  });

  it('a site of a list is not taken for one whose form has been read', () => {
    const code = `import { loginWays, SyncfyClient } from 'syncfy-elements/headless';
      export const formOf = async (client: SyncfyClient, id: string) => {
        const [organization] = await client.organizations();
        return [...loginWays(organization!.sites[0]!), ...(await client.site(id)).input.map(({ fields }) => fields)];
      };`;
    assert.deepEqual(complaintsOf(code, IN_NODE), []);
    const wrong = code.replace('(await client.site(id)).input', 'organization!.sites[0]!.input');
    assert.match(complaintsOf(wrong, IN_NODE).join(), /unknown/);
  });

  it('a handle of a job may be of any type, and values come with their site', () => {
    const code = `import { Job, type SyncfyClient, type Site } from 'syncfy-elements/headless';
      interface Saved { id: string; status: string }
      export const again = (saved: Saved, client: SyncfyClient) => new Job(saved, { client });
      export const run = (client: SyncfyClient, site: Site) => client.syncCredential('c', site, { values: [] });
      export const rerun = (client: SyncfyClient, signal: AbortSignal) => client.syncCredential('c', undefined, undefined, signal);`;
    assert.deepEqual(complaintsOf(code, IN_NODE), []);
    assert.match(complaintsOf(code.replace("'c', site,", "'c', undefined,"), IN_NODE).join(), /overload/);
    const unawaited = code.replace('new Job(saved, ', 'new Job(Promise.resolve(saved), ');
    assert.match(complaintsOf(unawaited, IN_NODE).join(), /Promise/);
  });

  it('a job takes the WebSocket of ws', () => {
    const code = `import { Job, type JobTicket, type SyncfyClient } from 'syncfy-elements/headless';
      import WebSocket from 'ws';
      export const follow = (ticket: JobTicket, client: SyncfyClient) => new Job(ticket, { client, WebSocket });`;
    assert.deepEqual(complaintsOf(code, IN_NODE), []);
  });

  it('a job takes the WebSocket of the page', () => {
    const code = `import { Job, type JobTicket, type SyncfyClient } from 'syncfy-elements/headless';
      export const follow = (ticket: JobTicket, client: SyncfyClient) => new Job(ticket, { client, WebSocket });`;
    assert.deepEqual(complaintsOf(code, IN_A_PAGE), []);
  });

  it('a list of names is an array or a text', () => {
    const code = `import 'syncfy-elements';
      const picker = document.createElement('syncfy-site-picker');
      const connect = document.createElement('syncfy-connect');
      picker.hideSites = connect.onlyOrganizations = ['Fondo, S.A.'];
      picker.hideSites = connect.onlyOrganizations = 'SAT,Acme Bank';`;
    assert.deepEqual(complaintsOf(code, IN_A_PAGE), []);
  });

  it('a compiler that knows no `exports` finds every module', () => {
    const code = `import type { SyncfyError } from 'syncfy-elements';
      import type { Job } from 'syncfy-elements/headless';
      import type { startSandbox } from 'syncfy-elements/sandbox';
      import 'syncfy-elements/elements/twofa.js';
      export type All = [SyncfyError, Job, typeof startSandbox, HTMLElementTagNameMap['syncfy-twofa']];`;
    const folder = mkdtempSync(join(tmpdir(), 'syncfy-'));
    try {
      const installed = join(folder, 'node_modules/syncfy-elements');
      mkdirSync(installed, { recursive: true });
      copyFileSync('package.json', join(installed, 'package.json'));
      symlinkSync(resolve('dist'), join(installed, 'dist'), 'junction');
      const moduleResolution = ts.ModuleResolutionKind.Node10;
      const old = { module: ts.ModuleKind.ESNext, moduleResolution, ignoreDeprecations: '6.0', skipLibCheck: true };
      assert.deepEqual(complaintsOf(code, { ...IN_A_PAGE, ...old }, join(folder, 'consumer.ts')), []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('in a page’s own bundle', () => {
  it('<syncfy-connect> brings along the registration of every element', async () => {
    const rolldownOptions = { input: 'dist/elements/connect.js', preserveEntrySignatures: 'strict' };
    const { output } = await build({ configFile: false, logLevel: 'error', build: { write: false, rolldownOptions } });
    const code = output.map(chunk => chunk.code ?? '').join('');
    for (const name of elementNames()) assert.match(code, new RegExp(`["'\`]syncfy-${name}["'\`], ?[\\w$]`), name);
  });

  it('no entry weighs more than it may', async t => {
    const entries = await entryBytes();
    for (const { name, gzip } of entries) t.diagnostic(`${name}: ${gzip} bytes gzip`);
    assert.deepEqual(entries.map(({ name }) => name).sort(), Object.keys(ENTRY_LIMITS).sort());
    for (const { name, gzip } of entries) assert.ok(gzip <= ENTRY_LIMITS[name], `${name}: ${gzip} bytes`);
  });
});

describe('src', () => {
  it('touches neither window nor document when it is loaded', () => {
    const ofTopLevel =
      /^(?:export )?(?:const|let|var) [^=]*=(?![^\n]*=>)[^\n]*\b(?:window|document|navigator|location)\./m;
    const touching = filesIn('src').filter(path => path.endsWith('.ts') && ofTopLevel.test(read(path)));
    assert.deepEqual(touching, []);
  });
});
