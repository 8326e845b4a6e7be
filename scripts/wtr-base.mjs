// What the tests in every browser share.
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { echo } from './wtr-echo.mjs';
import { sandboxes } from './wtr-sandbox.mjs';
import { isExpected, tallyReporter } from './wtr-tally.mjs';
import { treePlugin } from './wtr-tree.mjs';

const { plugin, tokenEndpoint } = sandboxes();

/**
 * A test's page. What a failed assertion compared is cloned for the report, which an element cannot be: the run would say nothing, and
 * wait until its time is up. It is reported by its tag.
 */
const testRunnerHtml = framework => `<!doctype html><html><head></head><body><script type="module">
  const clone = structuredClone;
  window.structuredClone = (value, options) => {
    try {
      return clone(value, options);
    } catch {
      return JSON.parse(JSON.stringify(value, (_, one) => (one instanceof Node ? one.nodeName : one)));
    }
  };
  await import('${framework}');
</script></body></html>`;

export const base = {
  testRunnerHtml,
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
