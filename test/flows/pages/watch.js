// Runs first in the pages of cdn.test.ts: keeps what a policy objects to, what is warned of and what nobody catches.
window.seen = { violations: [], warnings: [], errors: [] };
document.addEventListener('securitypolicyviolation', event => {
  window.seen.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
addEventListener('error', event => window.seen.errors.push(String(event.message)));
addEventListener('unhandledrejection', event => window.seen.errors.push(String(event.reason)));
for (const method of ['warn', 'error']) {
  const original = console[method];
  console[method] = (...args) => {
    window.seen.warnings.push(args.join(' '));
    original.apply(console, args);
  };
}
