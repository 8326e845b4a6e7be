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
    if (Array.isArray(value)) return [key, key === 'names' ? value : `${value.length} of them`];
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

/** A choice that holds on every page of the demo, and after the way back. */
function choice(id: string, apply: (value: string) => void): void {
  const select = document.querySelector<HTMLSelectElement>(`#${id}`);
  if (!select) return;
  const choose = () => {
    sessionStorage.setItem(`demo-${id}`, select.value);
    apply(select.value);
  };
  select.addEventListener('change', choose);
  addEventListener('pageshow', () => {
    select.value = sessionStorage.getItem(`demo-${id}`) ?? select.options[0]!.value;
    choose();
  });
}
choice('language', value => session?.setAttribute('locale', value));
choice('scheme', value => document.documentElement.style.setProperty('color-scheme', value));

const connect = document.querySelector<HTMLElement & { show?(): void }>('#connect');
document.querySelector('#open')?.addEventListener('click', () => connect?.show?.());
// A job that goes on after a reload was not begun here: its dialog opens by itself.
let begun = false;
connect?.addEventListener('syncfy-job-start', () => (begun = true));
connect?.addEventListener('syncfy-step', ({ detail }) => {
  if (detail.step === 'working' && !begun) connect.show?.();
});
