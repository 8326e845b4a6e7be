// The flows once more, in Firefox and in WebKit, with Lit as the file for a script tag carries it.
// `npm run test:browsers` runs them; by hand, after `npm run build`:
// npx wtr --config web-test-runner.browsers.config.mjs [--files test/flows/keyboard.test.ts]
import { chromeLauncher, puppeteerCore } from '@web/test-runner-chrome';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { findBrowser } from './scripts/browsers.mjs';
import { leanLit } from './scripts/lean-lit.mjs';
import { base } from './scripts/wtr-base.mjs';
import { webkitLauncher } from './scripts/wtr-webkit.mjs';

const firefox = findBrowser('Firefox');
const webkit = findBrowser('WebKit');

/** Playwright's own builds, where the browser itself is not to be had. */
const byPlaywright = product =>
  playwrightLauncher({
    product,
    concurrency: 1,
    createBrowserContext: ({ browser }) => browser.newContext({ locale: 'en-US', timezoneId: 'UTC' }),
  });

const files = ['test/flows/*.test.ts'];
if (firefox.isPlaywrights || webkit.isPlaywrights) {
  console.log(
    'Playwright’s own Firefox and WebKit tell nothing of their accessibility tree: tree.test.ts is left out.',
  );
  files.push('!test/flows/tree.test.ts');
}

const lean = {
  name: 'lean-lit',
  transform({ body, path, response }) {
    const rest = response.is('js') ? leanLit(body, path) : null;
    return rest === null ? undefined : { body: rest };
  },
};

export default {
  ...base,
  nodeResolve: { exportConditions: ['browser'] },
  // First: the next one rewrites scripts for the browser that asks.
  plugins: [lean, ...base.plugins],
  files,
  browsers: [
    firefox.isPlaywrights
      ? byPlaywright('firefox')
      : chromeLauncher({
          // Speaks WebDriver BiDi to a Firefox as it is installed.
          puppeteer: puppeteerCore.default ?? puppeteerCore,
          // A tab in the background has no focus.
          concurrency: 1,
          launchOptions: {
            browser: 'firefox',
            executablePath: firefox.path,
            headless: true,
            timeout: 180_000,
            extraPrefsFirefox: {
              'intl.accept_languages': 'en-US',
              // Without a screen it believes that there is no mouse.
              'ui.primaryPointerCapabilities': 6,
              'ui.allPointerCapabilities': 6,
            },
          },
        }),
    webkit.isPlaywrights ? byPlaywright('webkit') : webkitLauncher(webkit.path),
  ],
};
