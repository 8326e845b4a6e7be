// What a page pays for in bytes: of both products' files for a script tag, and of each entry of this one with all it imports.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
// The project's own: the widget brings an old one into bench/node_modules.
import { build } from '../node_modules/vite/dist/node/index.js';
import { elementNames } from '../scripts/entries.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function row(name, code) {
  const bytes = Buffer.from(code);
  return {
    name,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
}

const sum = (name, rows) => ({
  name,
  ...Object.fromEntries(['raw', 'gzip', 'brotli'].map(key => [key, rows.reduce((all, one) => all + one[key], 0)])),
});

/** An entry as a page's own bundler would ship it, with its dependencies. */
async function bundled(entry) {
  const { output } = await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: `${root}${entry}`, preserveEntrySignatures: 'strict', output: { minify: true } },
    },
  });
  return output
    .filter(chunk => chunk.type === 'chunk')
    .map(chunk => chunk.code)
    .join('');
}

/** Both products' files for a script tag, and this one's with one language only, if they were built: `syncfy-elements.es.js`. */
export function productBytes(files) {
  const single = readdirSync(`${root}dist/cdn`)
    .filter(name => /^syncfy-elements[.-][a-z]{2}\.js$/.test(name))
    .map(name => row(`these elements, ${name}`, readFileSync(`${root}dist/cdn/${name}`)));
  return {
    official: sum("Syncfy's own widget, script and style", [row('', files['widget.js']), row('', files['widget.css'])]),
    elements: row('these elements, all languages', files['syncfy-elements.js']),
    oneLanguage: single.toSorted((a, b) => b.gzip - a.gzip)[0],
    single,
  };
}

/** Each entry of this package. */
export async function entryBytes() {
  const rows = [];
  for (const entry of ['headless.js', ...elementNames().map(name => `elements/${name}.js`)])
    if (existsSync(`${root}dist/${entry}`)) rows.push(row(entry, await bundled(`dist/${entry}`)));
  return rows;
}
