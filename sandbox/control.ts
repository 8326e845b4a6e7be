import type { FaultBox } from './faults.js';
import { fieldsOf } from './http.js';
import type { RequestLog } from './requests.js';
import type { Route } from './router.js';
import type { Sessions } from './sessions.js';

export interface Controlled {
  faults: FaultBox;
  requests: RequestLog;
  sessions: Sessions;
  reset: () => void;
}

/** What tests that run elsewhere ask of the sandbox. Outside /v1, since the API has nothing of the kind. */
export function controlRoutes({ faults, requests, sessions, reset }: Controlled): Route[] {
  const route = (method: string, name: string, handle: Route['handle']): Route => {
    return { method, path: `/sandbox/${name}`, open: true, handle };
  };
  const done = (act: () => void) => () => {
    act();
    return true;
  };
  return [
    route('GET', 'faults', () => faults.get()),
    route('PUT', 'faults', call => {
      faults.set(fieldsOf(call));
      return faults.get();
    }),
    route(
      'DELETE',
      'faults',
      done(() => faults.clear()),
    ),
    route('GET', 'requests', () => requests.list),
    route('POST', 'reset', done(reset)),
    route(
      'POST',
      'expire-tokens',
      done(() => sessions.expireAll()),
    ),
  ];
}
