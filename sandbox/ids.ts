import { createHash, randomBytes } from 'node:crypto';

/** 24 hex digits that start with the time, as the API's ids do. */
export function newId(): string {
  const seconds = Math.floor(Date.now() / 1000);
  return seconds.toString(16).padStart(8, '0') + randomBytes(8).toString('hex');
}

/** The same 24 hex digits for the same name, in every run. */
export function idFor(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 24);
}

/** A small number that is always the same for the same text. */
export function hashOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}
