// How an element finds its flow: by @lit/context from an ancestor, or from the session that `session="id"` names.
import { createContext } from '@lit/context';
import type { Flow } from './flow.js';

/** The shared context: the flow, and through it the session with its client. */
export const flowContext = createContext<Flow>('syncfy-flow');

/** An element that offers a flow to elements outside its subtree. */
export interface FlowProvider extends HTMLElement {
  readonly flow: Flow;
}

const present = new Set<FlowProvider>();
const waiting = new Set<() => void>();

const tell = () => {
  for (const listener of [...waiting]) listener();
};

/** A session has come into the page. */
export function announceProvider(provider: FlowProvider): void {
  present.add(provider);
  tell();
}

/** A session has left the page. */
export function withdrawProvider(provider: FlowProvider): void {
  present.delete(provider);
  tell();
}

/** Calls the listener whenever a session comes or leaves, until the returned function is called. */
export function watchProviders(listener: () => void): () => void {
  waiting.add(listener);
  return () => waiting.delete(listener);
}

/** The flow of the session with an id. */
export function flowById(id: string): Flow | undefined {
  return [...present].find(provider => provider.id === id)?.flow;
}
