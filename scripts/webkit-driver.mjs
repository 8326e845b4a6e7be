// WebKitGTK through its WebDriver: starts a screen that nobody sees and the driver, and speaks to it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a program that is stopped with this process, and fails as soon as it does. */
function start(command, args, options) {
  const child = spawn(command, args, options);
  const failed = new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`${command} ended with ${code}.`)));
  });
  failed.catch(() => {});
  process.once('exit', () => child.kill());
  return { child, failed };
}

/** Picks a display that is free, and tells which. */
async function startScreen() {
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const { child, failed } = start('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = await Promise.race([once(child.stdio[3], 'data'), failed]);
  return { display: `:${String(number).trim()}`, stop: () => child.kill() };
}

async function startDriver(path, display) {
  const port = await freePort();
  const env = {
    ...process.env,
    DISPLAY: display,
    GDK_BACKEND: 'x11',
    GSETTINGS_BACKEND: 'memory',
    LANG: 'en_US.UTF-8',
    LIBGL_ALWAYS_SOFTWARE: '1',
    NO_AT_BRIDGE: '1',
    TZ: 'UTC',
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    WEBKIT_DISABLE_DMABUF_RENDERER: '1',
  };
  const { child, failed } = start(path, ['--host=127.0.0.1', `--port=${port}`], { stdio: 'ignore', env });
  const address = `http://127.0.0.1:${port}`;
  const isUp = () =>
    fetch(`${address}/status`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (const last = Date.now() + 60_000; !(await Promise.race([isUp(), failed])); await wait(50)) {
    if (Date.now() > last) throw new Error('WebKitWebDriver did not start within 60 s.');
  }
  return { address, stop: () => child.kill() };
}

/** A window of the browser; `send` is a command of the WebDriver protocol. */
export async function startWebKit(path) {
  const screen = await startScreen();
  const driver = await startDriver(path, screen.display);

  async function call(method, url, body) {
    const answer = await fetch(driver.address + url, {
      method,
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${url}: ${value?.error}: ${value?.message}`);
    return value;
  }

  const { sessionId } = await call('POST', '/session', { capabilities: {} });
  const send = (method, url, body) => call(method, `/session/${sessionId}${url}`, body);
  return {
    send,
    async stop() {
      await send('DELETE', '').catch(() => {});
      driver.stop();
      screen.stop();
    },
  };
}
