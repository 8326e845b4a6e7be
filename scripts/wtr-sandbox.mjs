// Gives every test in the browser an offline Syncfy of its own: a server command starts it in this process, and
// test/support/sandbox.ts is its other end. What a test leaves running is closed with the run.
const SESSION_PATH = '/syncfy/session';

/** Made here from `dist/`, so that what is tested is what is published. */
async function loadSandbox() {
  try {
    return await import('../dist/sandbox/index.js');
  } catch (cause) {
    throw new Error('The tests need dist/sandbox: run `npm run build` first.', { cause });
  }
}

export function sandboxes() {
  /** By their origin. */
  const running = new Map();

  const actions = {
    async start(options) {
      const { startSandbox } = await loadSandbox();
      const sandbox = await startSandbox(options);
      running.set(sandbox.origin, sandbox);
      const { origin, apiBase, assetsBase } = sandbox;
      return { origin, apiBase, assetsBase };
    },
    token: (_, sandbox) => sandbox.issueToken(),
    faults: (set, sandbox) => sandbox.faults.set(set),
    requests: (_, sandbox) => structuredClone(sandbox.requests),
    expireTokens: (_, sandbox) => sandbox.expireTokens(),
    reset: (_, sandbox) => sandbox.reset(),
    async close(_, sandbox) {
      running.delete(sandbox.origin);
      await sandbox.close();
    },
  };

  const plugin = {
    name: 'sandboxes',
    async executeCommand({ command, payload }) {
      if (command !== 'sandbox') return undefined;
      const { action, origin, argument } = payload;
      const sandbox = running.get(origin);
      if (action !== 'start' && !sandbox) throw new Error(`No sandbox runs at ${origin}`);
      // A command that answers nothing counts as unknown.
      return (await actions[action](argument, sandbox)) ?? true;
    },
    async serverStop() {
      await Promise.all([...running.values()].map(sandbox => sandbox.close()));
      running.clear();
    },
  };

  /**
   * The page's own endpoint, as an integrator has one: `POST /syncfy/session?sandbox=ORIGIN` answers a token.
   * `status` makes it fail, `token` answers that one, `wrapped` answers as Syncfy itself does.
   */
  async function tokenEndpoint(context, next) {
    if (context.path !== SESSION_PATH) return next();
    const { sandbox: origin, status, token, wrapped } = context.query;
    const sandbox = running.get(origin);
    context.set('Cache-Control', 'no-store');
    if (context.method !== 'POST') context.status = 405;
    else if (status) context.status = Number(status);
    else if (!sandbox && token === undefined) context.status = 404;
    else {
      const answer = { token: token ?? sandbox.issueToken() };
      context.body = wrapped === undefined ? answer : { code: 200, status: true, response: answer };
    }
    return undefined;
  }

  return { plugin, tokenEndpoint };
}
