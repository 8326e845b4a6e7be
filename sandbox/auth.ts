import { HttpError, isRecord, type Call } from './http.js';
import type { Sessions } from './sessions.js';

/** Who is calling: a user by a session token, or a server by an API key. */
export type Caller = { kind: 'user'; idUser: string } | { kind: 'key' } | { kind: 'nobody' };

const TOKEN = /^\s*(?:token\s+token\s*=|bearer\s)\s*"?([^"\s,]+)"?/i;
const API_KEY = /^\s*api_key\s+api_key\s*=\s*"?([^"\s,]+)"?/i;

function tokenOf(call: Call): string | undefined {
  return TOKEN.exec(call.headers.authorization ?? '')?.[1] ?? (call.query.get('token') || undefined);
}

export function apiKeyOf(call: Call): string | undefined {
  const inBody = isRecord(call.body) && typeof call.body['api_key'] === 'string' ? call.body['api_key'] : undefined;
  return (
    API_KEY.exec(call.headers.authorization ?? '')?.[1] ??
    (call.query.get('api_key') || undefined) ??
    (inBody || undefined)
  );
}

export function authorize(call: Call, sessions: Sessions): Caller {
  const token = tokenOf(call);
  if (token !== undefined) {
    const idUser = sessions.use(token);
    if (idUser === undefined) throw new HttpError(401, 'Unauthorized');
    return { kind: 'user', idUser };
  }
  if (apiKeyOf(call) !== undefined) return { kind: 'key' };
  throw new HttpError(401, 'Unauthorized');
}

/** A token sees what is its user's; an API key sees all, or the user that it names. */
export function sees(caller: Caller, idUser: string, named?: string | null): boolean {
  if (caller.kind === 'user') return caller.idUser === idUser;
  return caller.kind === 'key' && (!named || named === idUser);
}
