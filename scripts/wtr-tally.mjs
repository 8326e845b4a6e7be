// Prints one closing line, "N passed, N failed, N skipped", and fails a run that the stock reporter lets pass: one
// without a test, one that ended with errors, one in which a rejection went unhandled or Lit warned of a mistake.
const UNHANDLED = /outside a test|unhandled/i;
const LIT_WARNING = /lit\.dev\/msg\/(?!dev-mode)/;

/** Lit's word that this is its development build, and ours on what a page has not set up: many tests do not on purpose. */
const EXPECTED = /^(Lit is in dev mode|(no-session|no-token|untrusted-origin|invalid-attribute)$)/;
export const isExpected = args => args.some(arg => typeof arg === 'string' && EXPECTED.test(arg));

const troubleIn = logs =>
  (logs ?? [])
    .map(args => args.filter(arg => typeof arg === 'string').join(' '))
    .filter(text => UNHANDLED.test(text) || LIT_WARNING.test(text));

export function tallyReporter() {
  return {
    stop({ sessions }) {
      const count = { passed: 0, failed: 0, skipped: 0 };
      const trouble = [];
      const walk = suite => {
        for (const test of suite?.tests ?? []) count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
        for (const inner of suite?.suites ?? []) walk(inner);
      };
      for (const session of sessions) {
        const before = count.passed + count.failed + count.skipped;
        walk(session.testResults);
        const found = [...(session.errors ?? []).map(error => error.message), ...new Set(troubleIn(session.logs))];
        if (count.passed + count.failed + count.skipped === before && !found.length) found.push('has no test');
        count.failed += found.length;
        trouble.push(...found.map(text => `${session.browser.name}, ${session.testFile}: ${text}`));
      }
      // Late, so that it stands after what the runner itself has to say.
      process.once('exit', () => {
        for (const text of trouble) console.log(`Counted as failed: ${text}`);
        console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
        if (!count.passed || count.failed || count.skipped) process.exitCode = 1;
      });
    },
  };
}
