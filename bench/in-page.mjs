// What runs in the measured page itself, before anything else does. Playwright sends it there as text, so it uses nothing from outside.
/* global document, performance, requestAnimationFrame, MessageChannel, PerformanceObserver, addEventListener, benchSettled */

/** Watches the product that is named, and leaves what it sees in `globalThis.bench`. */
export function watch(name) {
  const FIRST_ROWS = 8;
  /** A result counts as final when it has stood for so long (ms) and for so many frames. */
  const QUIET = 80;
  const QUIET_FRAMES = 5;

  const all = (root, selector) => [...(root?.querySelectorAll(selector) ?? [])];
  const text = node => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const byText = (nodes, wanted) => nodes.find(node => text(node) === wanted);

  const inConnect = element => document.querySelector('syncfy-connect')?.shadowRoot?.querySelector(element)?.shadowRoot;
  const picker = () => inConnect('syncfy-site-picker');
  const rowName = row => text(row.querySelector('[part~="organization-name"]'));
  const elements = {
    search: () => picker()?.querySelector('[part~="search-input"]'),
    rows: () => all(picker(), '[part~="organization"]'),
    usable: () => elements.search() && elements.rows().length > 0,
    openList() {},
    results: () =>
      `${text(picker()?.querySelector('[part~="count"]'))} ${elements.rows().slice(0, FIRST_ROWS).map(text)}`,
    organization: wanted => elements.rows().find(row => rowName(row) === wanted),
    site: wanted => all(picker(), '[part~="site"]').find(row => text(row).startsWith(wanted)),
    formReady: () => all(inConnect('syncfy-credential-form'), 'input').length > 1,
    status: () => text(inConnect('syncfy-job-status')?.querySelector('[part~="sentence"]')),
  };

  const content = () => document.querySelector('.pb-w-sync_widget-content');
  const official = {
    search: () => content()?.querySelector('[data-testid="search-organization"]'),
    rows: () => all(content(), '.pb-w-sync_organization-button'),
    types: () => all(content(), '.pb-w-sync_organization-types-list button'),
    usable: () => official.types().length > 0,
    openList: () => official.types()[0].click(),
    names: rows => rows.map(row => row.querySelector('img')?.alt ?? text(row)),
    results: () => `${official.rows().length} ${official.names(official.rows().slice(0, FIRST_ROWS))}`,
    organization: wanted => official.rows().find(row => official.names([row])[0] === wanted),
    site: wanted => byText(all(content(), '.pb-w-sync_sites button'), wanted),
    formReady: () => all(content(), 'form input').length > 1,
    status: () => text(content()?.querySelector('.pb-w-sync_loader-title')),
  };

  // What any page pays for a keystroke: a field, and nothing that listens.
  const plain = {
    search: () => document.querySelector('input'),
    rows: () => [plain.search()],
    usable: () => plain.search(),
    results: () => plain.search().value,
  };
  const product = { official, elements, everywhere: elements, plain }[name];

  /** The next frame: `seen` is what `look` says just before it is painted, `at` the time when the main thread has done its part. */
  const frame = look =>
    new Promise(done => {
      requestAnimationFrame(() => {
        const seen = look();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done({ seen, at: performance.now() });
        port2.postMessage(0);
      });
    });
  const until = async test => {
    for (;;) {
      const { seen, at } = await frame(test);
      if (seen) return at;
    }
  };

  const longTasks = [];
  new PerformanceObserver(list => longTasks.push(...list.getEntries())).observe({ type: 'longtask', buffered: true });

  // Frames on the socket, noted before the product hears of them, and what the page says meanwhile.
  const sockets = [];
  const said = [];
  globalThis.WebSocket = class extends WebSocket {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', () => sockets.push(performance.now()));
    }
  };

  // Each keystroke: all frames until the results stand still; the first that showed these is the one that counts.
  let typing = false;
  let key;
  let keys = 0;
  let frames = 0;
  const settle = async stroke => {
    const shown = [];
    for (;;) {
      const { seen, at } = await frame(product.results);
      const number = frames++;
      performance.mark(`bench:frame:${number}`);
      shown.push({ seen, at, number });
      const first = shown.findLastIndex(one => one.seen !== seen) + 1;
      if (shown.length - first < QUIET_FRAMES || at - shown[first].at < QUIET) continue;
      benchSettled({ key: stroke.number, frame: shown[first].number, painted: shown[first].at - stroke.at });
      return;
    }
  };
  const whileTyping = (type, listener) => addEventListener(type, event => typing && listener(event), { capture: true });
  whileTyping('keydown', ({ timeStamp }) => {
    key = { number: keys++, at: timeStamp };
    performance.mark(`bench:key:${key.number}`);
  });
  whileTyping('input', () => void settle(key));

  const nodesIn = root => {
    let count = 0;
    const visit = node => {
      count++;
      if (node.shadowRoot) visit(node.shadowRoot);
      node.childNodes.forEach(visit);
    };
    visit(root);
    return count;
  };

  const usable = until(product.usable);
  globalThis.bench = {
    usable,
    list: usable.then(at => {
      if (product.rows().length > 0) return at;
      product.openList();
      return until(() => product.rows().length > 0);
    }),
    atList: () => ({
      nodes: nodesIn(document),
      rows: product.rows().length,
      longTasks: longTasks.map(({ startTime, duration }) => ({ startTime, duration })),
    }),
    startTyping: () => {
      product.search().focus();
      typing = true;
    },
    emptySearch: () => {
      typing = false;
      product.search().select();
    },
    /** Opens the organization and picks its site: the time from the click on the site to the form. */
    async pick(organization, site) {
      typing = false;
      await until(() => product.organization(organization));
      product.organization(organization).click();
      await until(() => product.site(site));
      const start = performance.now();
      product.site(site).click();
      return (await until(product.formReady)) - start;
    },
    /** How long after each frame that changed the text the page said something else, until so many frames have come. */
    async follow(count) {
      let last = product.status();
      let quietSince = performance.now();
      while (sockets.length < count || performance.now() - quietSince < 500) {
        const { seen, at } = await frame(product.status);
        if (seen === last) continue;
        last = seen;
        quietSince = at;
        said.push(at);
      }
      return sockets.flatMap((come, i) => {
        const changed = said.find(at => at >= come && at < (sockets[i + 1] ?? Infinity));
        return changed === undefined ? [] : changed - come;
      });
    },
  };
}
