// The tests that need a browser, in Chromium. `npm test` runs them among all others; by hand, after `npm run build`:
// npx wtr [--files test/elements/twofa.test.ts] [--watch]
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { chromiumArgs, findChromium } from './scripts/chromium.mjs';
import { sandboxes } from './scripts/wtr-sandbox.mjs';
import { isLitsGreeting, tallyReporter } from './scripts/wtr-tally.mjs';

const { plugin, tokenEndpoint } = sandboxes();

export default {
  files: ['test/**/*.test.ts'],
  nodeResolve: { exportConditions: ['development', 'browser'] },
  middleware: [tokenEndpoint],
  plugins: [
    plugin,
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) }),
  ],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: findChromium(), args: chromiumArgs },
      // Texts and countries must not depend on where the tests run.
      createBrowserContext: ({ browser }) => browser.newContext({ locale: 'en-US', timezoneId: 'UTC' }),
    }),
  ],
  concurrency: 2,
  testFramework: { config: { forbidOnly: true, timeout: 10_000 } },
  testsFinishTimeout: 90_000,
  staticLogging: !process.stdout.isTTY,
  filterBrowserLogs: ({ args }) => !isLitsGreeting(args),
  reporters: [defaultReporter(), tallyReporter()],
  coverageConfig: {
    include: ['src/**/*.ts'],
    report: true,
    reportDir: 'coverage',
    reporters: ['lcovonly', 'text-summary'],
    threshold: { statements: 90, branches: 85, functions: 90, lines: 90 },
  },
};
