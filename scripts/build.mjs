// Everything in dist/: the modules, the CDN file, the sandbox, and the types of both.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { languages } from './entries.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

function types(project, outDir) {
  const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
  const args = ['-p', project, '--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', outDir];
  const { status } = spawnSync(process.execPath, [tsc, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const quiet = { logLevel: 'warn' };
await build({ ...quiet });
for (const mode of ['cdn', ...languages().map(language => `cdn.${language}`)]) await build({ ...quiet, mode });
await build({ ...quiet, configFile: 'sandbox/vite.config.ts' });
types('tsconfig.build.json', 'dist/types');
types('sandbox/tsconfig.json', 'dist/sandbox/types');
