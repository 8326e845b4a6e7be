// Two builds of one source: `vite build` makes the ES modules of the package, whose dependencies the page's own
// bundler resolves; `vite build --mode cdn` makes the one self-contained file for a script tag, `--mode cdn.es` the same
// with Spanish only.
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minifyHTMLLiterals } from 'minify-literals';
import { minify } from 'terser';
import { defineConfig, transformWithOxc, type Plugin } from 'vite';
import { elementEntries } from './scripts/entries.mjs';
import { leanLit } from './scripts/lean-lit.mjs';

/** Templates and style sheets are strings to a minifier of scripts; this takes out of them what a browser doesn't need. */
const minifyTemplates = (): Plugin => ({
  name: 'minify-templates',
  enforce: 'pre',
  async transform(code, id) {
    if (!id.includes('/src/') || !/\b(?:html|css|svg)`/.test(code)) return null;
    const result = await minifyHTMLLiterals(code, { fileName: id, html: { removeAttributeQuotes: true } });
    return result ? { code: result.code, map: result.map ?? null } : null;
  },
});

/**
 * All dictionaries, or only one, as one string, in the order of the first one's keys, which then stand in the file once, and what several
 * of them begin with (`form.`) once, too. The first one comes last: what follows, keys and all, is in English, too.
 */
const packTexts = (only?: string): Plugin => ({
  name: 'pack-texts',
  enforce: 'pre',
  async transform(code, id) {
    if (!id.endsWith('/src/i18n/dictionaries.ts')) return null;
    const [first, ...others] = only ? [only] : [...code.matchAll(/from '.\/(\w+)\.js'/g)].map(([, name]) => name!);
    const read = async (name: string) => texts(await readFile(id.replace('dictionaries', name), 'utf8'));
    const groups: Record<string, string[]> = {};
    for (const key of Object.keys(await read(first!))) {
      const [group, rest] = key.split(/\.(.*)/) as [string, string];
      (groups[group] ??= []).push(rest);
    }
    const keys = Object.entries(groups).flatMap(([group, rests]) => rests.map(rest => `${group}.${rest}`));
    const order = [...others, first!];
    const all = await Promise.all(order.map(read));
    const list = all.flatMap(one => keys.map(key => one[key])).join('|');
    const grouped = Object.entries(groups)
      .map(group => group.flat().join('|'))
      .join('||');
    const dictionaries = [first!, ...others].map(name => `${name}: textsOf(${order.indexOf(name)})`);
    return {
      code: `const texts = ${JSON.stringify(list)}.split('|');
        const keys = ${JSON.stringify(grouped)}.split('||').flatMap(group => {
          const [name, ...rest] = group.split('|');
          return rest.map(one => name + '.' + one);
        });
        const textsOf = place => Object.fromEntries(keys.map((key, index) => [key, texts[index + place * ${keys.length}]]));
        export const DICTIONARIES = { ${dictionaries.join()} };`,
      map: null,
    };
  },
});

/** The dictionary that a module exports. */
async function texts(code: string): Promise<Record<string, string>> {
  const { code: script } = await transformWithOxc(code, 'texts.ts');
  const module = (await import(`data:text/javascript,${encodeURIComponent(script)}`)) as Record<
    string,
    Record<string, string>
  >;
  return Object.values(module)[0]!;
}

/** A page does not carry what of Lit no element uses, such as directives. */
const cutLit = (): Plugin => ({
  name: 'cut-lit',
  transform(code, id) {
    if (/\/lit-html\/(?:async-directive|directive|directives\/[\w-]+)\.js$/.test(id))
      this.error(`lean-lit.mjs cuts what directives need: ${id}`);
    const rest = leanLit(code, id);
    return rest === null ? null : { code: rest, map: null };
  },
});

/** The private custom properties by a letter each. */
const shortTokens = (): Plugin => {
  const token = /--_[\w-]+/g;
  const src = fileURLToPath(new URL('src', import.meta.url));
  const sheets = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.styles.ts'));
  const names = [...new Set(sheets.sort().flatMap(name => readFileSync(join(src, name), 'utf8').match(token) ?? []))];
  return {
    name: 'short-tokens',
    enforce: 'pre',
    transform: (code, id) =>
      id.endsWith('.styles.ts')
        ? { code: code.replace(token, name => `--_${names.indexOf(name).toString(36)}`), map: null }
        : null,
  };
};

/**
 * Like beside like: gzip finds repetition only in what came shortly before, and that is worth a kilobyte. Dictionaries come first,
 * then style sheets, then what has no face, then the elements. The rest of it was found by trying: one module after the other was moved
 * to another place, and stayed there where the file got smaller. What is not named here, such as a new module, comes where it is
 * imported; nothing ever comes before what it imports. Paths under src/, and packages.
 */
const ORDER = `
  i18n/dictionaries lit ui/tokens.styles elements/job-status/job-status.styles ui/field.styles ui/base.styles
  elements/site-picker/site-picker.styles elements/credential-form/credential-form.styles
  elements/connect/connect.styles api/errors api/schemas schema/matches schema/rules schema/fields schema/validate
  api/parts api/limit ui/define api/catalogue-cache schema/body api/client i18n/localize ui/icons job/history
  job/codes i18n/words session/kept session/flow @lit/task session/last-set catalogue/search catalogue/catalogue
  elements/session/session ui/base-element session/context ui/logos ui/windowed job/job session/report ui/institution
  ui/field-pictures ui/translations api/origins ui/memo schema/image session/state session/flow-controller
  ui/properties job/transport elements/site-picker/catalogue-element ui/typing ui/presses ui/focus job/timing
  ui/form-element elements/site-picker/site-picker ui/row-keys ui/element elements/job-status/job-status ui/pieces
  events ui/field-view ui/files ui/field-group elements/twofa/twofa session/tokens ui/locale job/observable
  catalogue/countries elements/credential-form/credential-form job/steps ui/drawn elements/connect/connect
`;

const groupAlike = (): Plugin => ({
  name: 'group-alike',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/src/index.ts')) return null;
    const imports = ORDER.trim()
      .split(/\s+/)
      .map(name => `import '${/^@?lit/.test(name) ? name : `./${name}.js`}';`);
    return { code: imports.join('') + code, map: null };
  },
});

/** A second look at what is minified already finds another quarter of a kilobyte. */
const minifyAgain = (mangle: boolean): Plugin => ({
  name: 'minify-again',
  async renderChunk(code) {
    const compress = {
      passes: 4,
      ecma: 2022,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_methods: true,
      pure_getters: true,
      keep_fargs: false,
    } as const;
    // The one file's names are for the bundler's minifier, which comes last and finds shorter ones by itself.
    const { code: smaller, map } = await minify(code, { module: true, ecma: 2022, compress, mangle, sourceMap: true });
    return { code: smaller!, map: map as string };
  },
});

/** Minifying takes most of the time, which is no news. */
const QUIET = { pluginTimings: false };

const modules = defineConfig({
  plugins: [shortTokens(), minifyTemplates(), packTexts(), minifyAgain(true)],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: true,
    lib: { entry: { index: 'src/index.ts', headless: 'src/headless.ts', ...elementEntries() }, formats: ['es'] },
    rolldownOptions: {
      external: [/^lit($|\/)/, /^@lit\//],
      checks: QUIET,
      output: { chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});

const cdn = (language?: string) => ({
  plugins: [shortTokens(), minifyTemplates(), packTexts(language), groupAlike(), cutLit(), minifyAgain(false)],
  build: {
    target: 'es2022',
    outDir: 'dist/cdn',
    emptyOutDir: !language,
    sourcemap: true,
    lib: { entry: { [`syncfy-elements${language ? `.${language}` : ''}`]: 'src/index.ts' }, formats: ['es'] },
    rolldownOptions: {
      treeshake: { propertyReadSideEffects: false },
      checks: QUIET,
      output: {
        // What is Lit's own begins so.
        minify: { compress: true, mangle: true, codegen: true, mangleProps: { include: /^_\$/ } },
        comments: false,
        codeSplitting: false,
      },
    },
  },
});

export default defineConfig(({ mode }) => {
  const [kind, language] = mode.split('.');
  return kind === 'cdn' ? cdn(language) : modules;
});
