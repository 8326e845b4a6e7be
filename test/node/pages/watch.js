// Runs before everything else in a page: keeps the text of each event that a script dispatches, counts what is pending, and
// tells all that another script of the page could find. It never holds what an input has.
{
  /** Whatever text can be reached from a value: keys, getters, maps, an error's message, stack and cause. */
  const textsOf = (value, known = new Set()) => {
    if (typeof value === 'string') return [value];
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || known.has(value)) return [];
    if (value instanceof Node || value === globalThis) return [];
    known.add(value);
    const keys = new Set(Reflect.ownKeys(value));
    for (let type = Object.getPrototypeOf(value); type && type !== Object.prototype && type !== Function.prototype;) {
      for (const [key, { get }] of Object.entries(Object.getOwnPropertyDescriptors(type))) if (get) keys.add(key);
      type = Object.getPrototypeOf(type);
    }
    const inside = value instanceof Map || value instanceof Set ? textsOf([...value], known) : [];
    for (const key of keys) {
      inside.push(String(key));
      try {
        inside.push(...textsOf(value[key], known));
      } catch {
        // A getter that throws tells nothing.
      }
    }
    return [...inside, String(value)];
  };

  const events = [];
  const { dispatchEvent } = EventTarget.prototype;
  EventTarget.prototype.dispatchEvent = function (event) {
    events.push([event.type, textsOf(event.detail).join('\n'), event.detail?.code ?? event.detail?.error?.code]);
    return dispatchEvent.call(this, event);
  };

  const timers = new Map();
  for (const kind of ['Timeout', 'Interval']) {
    const set = globalThis[`set${kind}`];
    const clear = globalThis[`clear${kind}`];
    globalThis[`set${kind}`] = (run, ms, ...rest) => {
      const timer = set(
        (...args) => {
          if (kind === 'Timeout') timers.delete(timer);
          run(...args);
        },
        ms,
        ...rest,
      );
      timers.set(timer, `${kind} ${ms}`);
      return timer;
    };
    globalThis[`clear${kind}`] = timer => {
      timers.delete(timer);
      clear(timer);
    };
  }

  const deep = root =>
    [...root.querySelectorAll('*')].flatMap(one => [one, ...(one.shadowRoot ? deep(one.shadowRoot) : [])]);

  /** The inputs of forms that hold something, by their type. */
  const held = (roots = [document]) =>
    roots
      .flatMap(deep)
      .filter(one => /^syncfy-(?:credential-form|twofa)$/.test(one.localName))
      .flatMap(one => [...one.shadowRoot.querySelectorAll('input, textarea, select')])
      .flatMap(one => ((/^(?:radio|checkbox)$/.test(one.type) ? one.checked : one.value) ? one.type : []));

  const dump = async () => {
    // First of all: what a script finds of the last text that a pattern was tried on.
    const lastMatch = ['$_', '$&', '$`', "$'", '$+', '$1', '$2', '$3'].map(name => RegExp[name]);
    const all = deep(document);
    return {
      'the last match': lastMatch,
      'the DOM': [document.documentElement.outerHTML, ...all.map(one => one.shadowRoot?.innerHTML ?? '')],
      'what is selected': [String(getSelection())],
      'an event': events.map(([type, text]) => `${type} ${text}`),
      localStorage: Object.entries(localStorage).flat(),
      sessionStorage: Object.entries(sessionStorage).flat(),
      'a cookie': [document.cookie],
      'a database': (await indexedDB.databases()).map(({ name }) => name),
      'a cache': globalThis.caches ? await caches.keys() : [],
      'the address': [location.href, document.referrer, JSON.stringify(history.state), document.title, window.name],
      'a URL': performance.getEntries().map(({ name }) => name),
    };
  };

  globalThis.watched = { events, timers, deep, held, dump };
}
