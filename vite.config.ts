// Two builds of one source: `vite build` makes the ES modules of the package, whose dependencies the page's own
// bundler resolves; `vite build --mode cdn` makes the one self-contained file for a script tag.
import { minifyHTMLLiterals } from 'minify-literals';
import { defineConfig, type Plugin } from 'vite';
import { elementEntries } from './scripts/entries.mjs';

/** Templates and style sheets are strings to a minifier of scripts; this takes the white space out of them. */
const minifyTemplates = (): Plugin => ({
  name: 'minify-templates',
  enforce: 'pre',
  async transform(code, id) {
    if (!id.includes('/src/') || !/\b(?:html|css|svg)`/.test(code)) return null;
    const result = await minifyHTMLLiterals(code, { fileName: id });
    return result ? { code: result.code, map: result.map ?? null } : null;
  },
});

const minified = { minify: true, comments: false } as const;

const modules = defineConfig({
  plugins: [minifyTemplates()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: true,
    lib: { entry: { index: 'src/index.ts', headless: 'src/headless.ts', ...elementEntries() }, formats: ['es'] },
    rolldownOptions: {
      external: [/^lit($|\/)/, /^@lit\//, /^zod($|\/)/],
      output: { chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});

const cdn = defineConfig({
  plugins: [minifyTemplates()],
  build: {
    target: 'es2022',
    outDir: 'dist/cdn',
    emptyOutDir: true,
    sourcemap: true,
    lib: { entry: { 'syncfy-elements': 'src/index.ts' }, formats: ['es'] },
    rolldownOptions: { output: { ...minified, codeSplitting: false } },
  },
});

export default defineConfig(env => (env.mode === 'cdn' ? cdn : modules));
