import { chmodSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here('../package.json'), 'utf8')) as { version: string };

export default defineConfig({
  root: here('.'),
  define: { __SANDBOX_VERSION__: JSON.stringify(version) },
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: here('../dist/sandbox'),
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: { index: here('index.ts'), cli: here('cli.ts') },
      // ws asks for these two inside a try and does without them.
      external: ['bufferutil', 'utf-8-validate'],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
  plugins: [{ name: 'executable-cli', closeBundle: () => chmodSync(here('../dist/sandbox/cli.js'), 0o755) }],
});
