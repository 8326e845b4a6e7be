import { randomBytes } from 'node:crypto';
import { apiKeyOf } from './auth.js';
import { fieldsOf, HttpError, type Call } from './http.js';
import { idFor, newId } from './ids.js';
import type { Route } from './router.js';

/** The user of tokens that were asked for without naming one. */
export const DEFAULT_USER = idFor('sandbox user');

interface User {
  id_user: string;
  id_external: string;
  name: string;
  dt_create: number;
}

/** Session tokens, which live as long as they are used, and the users they belong to. */
export class Sessions {
  readonly #tokens = new Map<string, { idUser: string; usedAt: number }>();
  readonly #users = new Map<string, User>();

  constructor(readonly idleMs: number) {}

  issue(idUser: string = DEFAULT_USER): string {
    this.#forgetExpired();
    const token = randomBytes(16).toString('hex');
    this.#tokens.set(token, { idUser, usedAt: Date.now() });
    this.#addUser(idUser, '', '');
    return token;
  }

  /** The user of a living token. Looking does not prolong its life; `use` does. */
  look(token: string): string | undefined {
    const session = this.#tokens.get(token);
    if (!session) return undefined;
    if (Date.now() - session.usedAt <= this.idleMs) return session.idUser;
    this.#tokens.delete(token);
    return undefined;
  }

  use(token: string): string | undefined {
    const idUser = this.look(token);
    const session = this.#tokens.get(token);
    if (session) session.usedAt = Date.now();
    return idUser;
  }

  end(token: string): boolean {
    return this.look(token) !== undefined && this.#tokens.delete(token);
  }

  expireAll(): void {
    this.#tokens.clear();
  }

  forgetUsers(): void {
    this.#users.clear();
  }

  routes(): Route[] {
    return [
      { method: 'POST', path: '/v1/sessions', open: true, handle: call => this.#create(call) },
      { method: 'GET', path: '/v1/sessions/:token/verify', open: true, handle: call => this.#verify(call) },
      { method: 'DELETE', path: '/v1/sessions/:token', open: true, handle: call => this.#delete(call) },
      { method: 'POST', path: '/v1/users', open: true, handle: call => this.#createUser(call) },
      { method: 'GET', path: '/v1/users', open: true, handle: call => this.#listUsers(call) },
    ];
  }

  #create(call: Call): unknown {
    requireKey(call);
    const asked = fieldsOf(call)['id_user'] ?? call.query.get('id_user') ?? DEFAULT_USER;
    if (typeof asked !== 'string' || asked === '' || asked.length > 200) {
      throw new HttpError(400, 'Bad Request', [{ field: 'id_user', message: 'id_user must be a string' }]);
    }
    const token = this.issue(asked);
    return { token, id_user: asked, dt_expire: new Date(Date.now() + this.idleMs).toISOString() };
  }

  #verify(call: Call): unknown {
    const token = call.params[0] ?? '';
    const idUser = this.look(token);
    if (idUser === undefined) throw new HttpError(401, 'Unauthorized');
    return { token, id_user: idUser };
  }

  #delete(call: Call): unknown {
    if (!this.end(call.params[0] ?? '')) throw new HttpError(401, 'Unauthorized');
    return true;
  }

  #createUser(call: Call): unknown {
    requireKey(call);
    const { name, id_external: external } = fieldsOf(call);
    if (typeof name !== 'string' || name.trim() === '') {
      throw new HttpError(400, 'Bad Request', [{ field: 'name', message: 'name is required' }]);
    }
    return this.#addUser(newId(), name, typeof external === 'string' ? external : '');
  }

  #listUsers(call: Call): unknown {
    requireKey(call);
    const wanted = call.query.get('id_user');
    return [...this.#users.values()].filter(user => !wanted || user.id_user === wanted);
  }

  #addUser(id: string, name: string, external: string): User {
    const known = this.#users.get(id);
    if (known) return known;
    const user = { id_user: id, id_external: external, name, dt_create: Math.floor(Date.now() / 1000) };
    this.#users.set(id, user);
    return user;
  }

  #forgetExpired(): void {
    for (const token of this.#tokens.keys()) this.look(token);
  }
}

function requireKey(call: Call): void {
  if (apiKeyOf(call) === undefined) throw new HttpError(401, 'Unauthorized');
}
