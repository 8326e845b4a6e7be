// WebKitGTK for the test runner. It calls itself a puppeteer, and its page has as much of one as the runner's own
// commands need: sendKeys, sendMouse and setViewport.
import { startWebKit } from './webkit-driver.mjs';

/** Keys as WebDriver writes them. */
const KEYS = {
  Alt: '\uE00A',
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  ArrowUp: '\uE013',
  Backspace: '\uE003',
  Control: '\uE009',
  Delete: '\uE017',
  End: '\uE010',
  Enter: '\uE007',
  Escape: '\uE00C',
  Home: '\uE011',
  Meta: '\uE03D',
  PageDown: '\uE00F',
  PageUp: '\uE00E',
  Shift: '\uE008',
  Tab: '\uE004',
};
const BUTTONS = { left: 0, middle: 1, right: 2 };

function keyOf(name) {
  const key = KEYS[name] ?? name;
  if ([...key].length !== 1) throw new Error(`Unknown key: ${name}`);
  return key;
}

function pageOf(send) {
  const act = source => send('POST', '/actions', { actions: [source] });
  const keyboard = (...actions) => act({ type: 'key', id: 'keyboard', actions });
  const pointer = (...actions) => act({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });
  const down = key => ({ type: 'keyDown', value: keyOf(key) });
  const up = key => ({ type: 'keyUp', value: keyOf(key) });
  const move = (x, y) => ({ type: 'pointerMove', duration: 0, x, y, origin: 'viewport' });
  const hold = ({ button = 'left' } = {}) => ({ type: 'pointerDown', button: BUTTONS[button] });
  const release = ({ button = 'left' } = {}) => ({ type: 'pointerUp', button: BUTTONS[button] });
  const evaluate = (script, ...args) => send('POST', '/execute/sync', { script, args });

  return {
    send,
    evaluate,
    keyboard: {
      down: key => keyboard(down(key)),
      up: key => keyboard(up(key)),
      press: key => keyboard(down(key), up(key)),
      type: text => keyboard(...[...text].flatMap(key => [down(key), up(key)])),
    },
    mouse: {
      move: (x, y) => pointer(move(x, y)),
      down: options => pointer(hold(options)),
      up: options => pointer(release(options)),
      click: (x, y, options) => pointer(move(x, y), hold(options), release(options)),
      reset: () => send('DELETE', '/actions'),
    },
    /** The window's edges are not known beforehand. */
    async setViewport({ width, height }) {
      for (let tries = 0; tries < 4; tries++) {
        const [w, h] = await evaluate('return [innerWidth, innerHeight]');
        if (w === width && h === height) return;
        const window = await send('GET', '/window/rect');
        await send('POST', '/window/rect', { width: window.width + width - w, height: window.height + height - h });
      }
      throw new Error(`WebKit cannot be made ${width} by ${height} px large.`);
    },
  };
}

export function webkitLauncher(path) {
  /** The addresses of what runs, by its session. */
  const running = new Map();
  let starting;
  let page;

  async function start() {
    const browser = await startWebKit(path);
    page = pageOf(browser.send);
    return browser;
  }

  return {
    name: 'WebKit',
    type: 'puppeteer',
    concurrency: 1,
    async startSession(id, url) {
      await (starting ??= start());
      running.set(id, url);
      await page.setViewport({ width: 800, height: 600 });
      await page.send('POST', '/url', { url });
    },
    isActive: id => running.has(id),
    getBrowserUrl: id => running.get(id),
    getPage: () => page,
    async stopSession(id) {
      running.delete(id);
      await page.mouse.reset();
      await page.send('POST', '/url', { url: 'about:blank' });
      return {};
    },
    async stop() {
      const browser = await starting?.catch(() => {});
      await browser?.stop();
    },
    startDebugSession: () => Promise.reject(new Error('WebKit has no debugger here.')),
  };
}
