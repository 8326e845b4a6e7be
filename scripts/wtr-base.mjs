// What the tests in every browser share.
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { echo } from './wtr-echo.mjs';
import { sandboxes } from './wtr-sandbox.mjs';
import { isExpected, tallyReporter } from './wtr-tally.mjs';
import { treePlugin } from './wtr-tree.mjs';

const { plugin, tokenEndpoint } = sandboxes();

export const base = {
  nodeResolve: { exportConditions: ['development', 'browser'] },
  middleware: [tokenEndpoint, echo],
  plugins: [
    plugin,
    treePlugin(),
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
    }),
  ],
  testFramework: { config: { forbidOnly: true, timeout: 30_000 } },
  // A machine may be at work on something else, and browsers that were just installed start slowly.
  browserStartTimeout: 180_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 900_000,
  staticLogging: !process.stdout.isTTY,
  filterBrowserLogs: ({ args }) => !isExpected(args),
  reporters: [defaultReporter(), tallyReporter()],
};
