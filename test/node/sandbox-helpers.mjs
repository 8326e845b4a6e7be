import { WebSocket } from 'ws';
import { startSandbox } from '../../dist/sandbox/index.js';

export const MEXICO = '51ad44b83b8e7763120003c4';
export const ACME_BANK = '56cf4ff5784806152c8b4567';
export const TEST_LOGIN = { username: 'test', password: 'test' };

/** A sandbox as tests want it: on any port and in a hurry. */
export function startFast(options) {
  return startSandbox({ pace: 5, ...options });
}

/** A client of one user: answers the envelope with the HTTP status and headers. */
export function clientOf(sandbox, idUser) {
  const token = sandbox.issueToken(idUser);
  return async function api(method, path, body, headers = {}) {
    const url = path.startsWith('http') ? path : sandbox.origin + path;
    const response = await fetch(url, {
      method,
      headers: { Authorization: `TOKEN token=${token}`, 'Content-Type': 'application/json', ...headers },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { ...(await response.json()), status: response.status, headers: response.headers };
  };
}

export async function until(check, what = 'a condition', ms = 5000) {
  for (const end = Date.now() + ms; Date.now() < end;) {
    const found = await check();
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  throw new Error(`waited in vain for ${what}`);
}

export const isEnd = ({ code }) => code >= 200 && code < 600 && code !== 410;
export const codesOf = entries => entries.map(({ code }) => code);

/** Looks at `status` until the job is over, and answers each challenge once, as `answer` says. */
export async function poll(api, run, answer = () => undefined) {
  let answered = 0;
  return until(async () => {
    const { response: history } = await api('GET', run.status);
    const last = history.at(-1);
    if (!last) return false;
    const asked = history.filter(({ code }) => code === 410).length;
    if (last.code === 410 && asked > answered) {
      answered = asked;
      await reply(api, last, answer);
    }
    return isEnd(last) && history;
  }, 'the end of a job');
}

async function reply(api, { address, twofa }, answer) {
  const values = answer(twofa);
  if (values !== undefined) await api('POST', address, { twofa: values });
}

/** Follows a job by its socket alone, answering as above. */
export function watch(api, run, answer = () => undefined) {
  return new Promise((resolve, reject) => {
    const frames = [];
    const socket = new WebSocket(run.ws);
    socket.on('message', data => {
      const frame = JSON.parse(data);
      frames.push(frame);
      if (frame.code === 410) reply(api, frame, answer).catch(reject);
    });
    socket.on('error', reject);
    socket.on('close', code => resolve({ frames, code }));
  });
}

/** What a socket does that nobody answers: its frames as texts, its close code or error. */
export function listen(url, ms = 2000, frames = []) {
  return new Promise(resolve => {
    const socket = new WebSocket(url);
    const timer = setTimeout(() => {
      socket.terminate();
      resolve({ frames, silent: true });
    }, ms);
    const end = result => {
      clearTimeout(timer);
      resolve({ frames, ...result });
    };
    socket.on('message', data => frames.push(String(data)));
    socket.on('unexpected-response', (_request, response) => end({ status: response.statusCode }));
    socket.on('error', error => end({ error: error.message }));
    socket.on('close', code => end({ code }));
  });
}

export async function create(api, idSite, credentials = TEST_LOGIN, more = {}) {
  const { response } = await api('POST', '/v1/credentials', { id_site: idSite, credentials, ...more });
  return response;
}
