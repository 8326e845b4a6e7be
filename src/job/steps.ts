// A job as three steps that a person can follow, from its history.
import type { StatusEntry } from '../api/schemas.js';
import { kindOf, LOGGED_IN } from './codes.js';

export type StepState = 'done' | 'now' | 'next';

/** What is done of connecting, logging in and reading. Being asked for something says that the institution was reached. */
export function stepsOf(history: readonly StatusEntry[]): Record<'connected' | 'loggedIn' | 'reading', StepState> {
  const codes = history.map(entry => entry.code);
  const over = codes.some(code => kindOf(code) === 'success');
  const loggedIn = over || codes.includes(LOGGED_IN);
  const connected = loggedIn || codes.some(code => code !== 100 && code !== 101);
  const state = (done: boolean, begun: boolean): StepState => (done ? 'done' : begun ? 'now' : 'next');
  return { connected: state(connected, true), loggedIn: state(loggedIn, connected), reading: state(over, loggedIn) };
}
