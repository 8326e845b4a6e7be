// What the demo pages share: the list of events as they come, and a switch of language and colours.
const EVENTS = [
  'syncfy-step',
  'syncfy-site-select',
  'syncfy-credential-submit',
  'syncfy-job-start',
  'syncfy-status',
  'syncfy-challenge',
  'syncfy-twofa-submit',
  'syncfy-success',
  'syncfy-failure',
  'syncfy-error',
  'syncfy-token-expired',
  'syncfy-close',
];

/** A detail as one line: what is long (a site, a history) is told by its name or length. */
function lineOf(detail: Record<string, unknown>): string {
  const shown = Object.entries(detail).map(([key, value]) => {
    if (Array.isArray(value)) return [key, key === 'names' ? value : `${value.length} entries`];
    if (key === 'site' || key === 'organization') return [key, (value as { name?: string } | undefined)?.name];
    if (key === 'challenge') return [key, (value as { twofa: { type: string }[] }).twofa.map(element => element.type)];
    if (value instanceof Error)
      return [key, { code: (value as Error & { code?: string }).code, message: value.message }];
    return [key, value];
  });
  // Pictures are long.
  return JSON.stringify(Object.fromEntries(shown), (_key, value: unknown) =>
    typeof value === 'string' && value.length > 120 ? `${value.slice(0, 60)}…` : value,
  );
}

const log = document.querySelector<HTMLOListElement>('#log');
for (const name of EVENTS) {
  document.addEventListener(name, event => {
    const item = document.createElement('li');
    const title = document.createElement('b');
    title.textContent = name;
    item.append(title, ` ${lineOf((event as CustomEvent<Record<string, unknown>>).detail)}`);
    log?.append(item);
    // The list alone: what the page shows stays in sight.
    log?.scrollTo(0, log.scrollHeight);
  });
}

const session = document.querySelector('syncfy-session');
const language = document.querySelector<HTMLSelectElement>('#language');
const scheme = document.querySelector<HTMLSelectElement>('#scheme');
language?.addEventListener('change', () => session?.setAttribute('locale', language.value));
scheme?.addEventListener('change', () => document.documentElement.style.setProperty('color-scheme', scheme.value));

const connect = document.querySelector<HTMLElement & { show(): void }>('#connect');
document.querySelector('#open')?.addEventListener('click', () => connect?.show());
