// `npm run bench`: what a page pays for in bytes, of the file for a script tag and of each entry with all it imports.
// Speed is not measured here yet.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { elementNames } from '../scripts/entries.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function row(name, code) {
  const bytes = Buffer.from(code);
  return {
    entry: name,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
}

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

const rows = [row('cdn/syncfy-elements.js', readFileSync(`${root}dist/cdn/syncfy-elements.js`))];
rows.push(row('headless.js', await bundled('dist/headless.js')));
for (const name of elementNames()) rows.push(row(`elements/${name}.js`, await bundled(`dist/elements/${name}.js`)));
console.table(rows);
