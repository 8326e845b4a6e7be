import type { AddressInfo } from 'node:net';
import { assetRoutes } from './assets.js';
import { Catalogue } from './catalogue/index.js';
import { controlRoutes } from './control.js';
import { Credentials } from './credentials.js';
import { FaultBox, type FaultControl } from './faults.js';
import { home } from './home.js';
import { HttpError } from './http.js';
import { withDefaults, type SandboxOptions } from './options.js';
import { RequestLog, type RequestRecord } from './requests.js';
import { Router } from './router.js';
import { Runs } from './runs.js';
import { createHttpServer } from './server.js';
import { Sessions } from './sessions.js';
import { Sockets } from './sockets.js';

export type { FaultAction, FaultControl, FaultRule, Faults } from './faults.js';
export type { JobFaults, SocketFaults } from './jobs.js';
export type { SandboxOptions } from './options.js';
export type { RequestRecord } from './requests.js';

/** An offline Syncfy that is running. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly port: number;
  /** What a client takes as the API's base: `origin` and `/v1`. */
  readonly apiBase: string;
  /** What a client puts before an organization's pictures. */
  readonly assetsBase: string;
  /** What goes wrong, on purpose. */
  readonly faults: FaultControl;
  /** The last 1000 requests, oldest first. */
  readonly requests: readonly RequestRecord[];
  /** A session token without the request for one; without a user it is the sandbox's own. */
  issueToken(idUser?: string): string;
  /** From now on every token that was issued answers 401. */
  expireTokens(): void;
  /** Forgets jobs, credentials, users, faults and requests. Tokens stay. */
  reset(): void;
  /** Ends every connection and job, and stops listening. */
  close(): Promise<void>;
}

/** Starts an offline Syncfy; resolves once it listens. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = withDefaults(options);
  const catalogue = new Catalogue(settings.catalogueSize);
  const sessions = new Sessions(settings.tokenIdleMs);
  const faults = new FaultBox();
  const requests = new RequestLog(settings.recordValues);
  const runs = new Runs(settings, faults);
  const credentials = new Credentials(catalogue, runs);
  const sockets = new Sockets(runs, faults);

  function reset(): void {
    runs.reset();
    sockets.reset();
    credentials.reset();
    sessions.forgetUsers();
    faults.clear();
    requests.clear();
  }

  const router = new Router([
    { method: 'GET', path: '/', open: true, handle: home },
    { method: 'GET', path: '/v1/status/:id', open: true, handle: onlySockets },
    ...sessions.routes(),
    ...catalogue.routes(),
    ...credentials.routes(),
    ...runs.routes(),
    ...assetRoutes(catalogue),
    ...controlRoutes({ faults, requests, sessions, reset }),
  ]);
  const server = createHttpServer({ options: settings, router, sessions, faults, requests, sockets });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`;

  let closing: Promise<void> | undefined;
  function close(): Promise<void> {
    return (closing ??= new Promise(resolve => {
      runs.reset();
      sockets.close();
      server.close(() => resolve());
      server.closeAllConnections();
    }));
  }

  return {
    origin,
    port,
    apiBase: `${origin}/v1`,
    assetsBase: origin,
    faults,
    requests: requests.list,
    issueToken: idUser => sessions.issue(idUser),
    expireTokens: () => sessions.expireAll(),
    reset,
    close,
  };
}

function onlySockets(): never {
  throw new HttpError(426, 'Upgrade Required: this is a WebSocket', null, { Upgrade: 'websocket' });
}
