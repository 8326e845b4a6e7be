import { expect } from '@open-wc/testing';
import type { SyncfyError } from '../../src/api/errors.js';

/** What a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<SyncfyError> {
  let error: unknown;
  await promise.then(
    value => expect.fail(`resolved with ${JSON.stringify(value)}`),
    (e: unknown) => (error = e),
  );
  return error as SyncfyError;
}

/** Everything an error says, its causes included. */
export function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.message, error.stack, JSON.stringify(error), error.cause ? told(error.cause) : ''].join('\n');
}
