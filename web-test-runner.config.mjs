// The tests that need a browser, in Chromium. `npm test` runs them among all others; by hand, after `npm run build`:
// npx wtr [--files test/elements/twofa.test.ts] [--watch]
import { playwrightLauncher } from '@web/test-runner-playwright';
import { chromiumArgs, findChromium } from './scripts/browsers.mjs';
import { base } from './scripts/wtr-base.mjs';

export default {
  ...base,
  files: ['test/**/*.test.ts'],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: findChromium(), args: chromiumArgs },
      // Texts and countries must not depend on where the tests run.
      createBrowserContext: ({ browser }) => browser.newContext({ locale: 'en-US', timezoneId: 'UTC' }),
    }),
  ],
  concurrency: 2,
  coverageConfig: {
    include: ['src/**/*.ts'],
    report: true,
    reportDir: 'coverage',
    reporters: ['lcovonly', 'text-summary'],
    threshold: { statements: 90, branches: 85, functions: 90, lines: 90 },
  },
};
