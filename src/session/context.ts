// How an element finds its flow: it asks its ancestors, by the community's context protocol, or the session that `session="id"`
// names. It asks again whenever there may be another answer.
import { createContext } from '@lit/context';
import { Observable } from '../job/observable.js';
import type { Flow } from './flow.js';

/** The shared context: the flow, and through it the session with its client. */
const flowContext = createContext<Flow>('syncfy-flow');

/** An element that offers a flow to elements outside its subtree. */
export interface FlowProvider extends HTMLElement {
  readonly flow: Flow;
}

/** The sessions in the page. */
const present = new Set<FlowProvider>();

/** Tells whenever a flow is offered, or no more. */
export const offers = new Observable();

/** A session has come into the page, or left it. */
export function setPresent(session: FlowProvider, isPresent: boolean): void {
  if (isPresent) present.add(session);
  else present.delete(session);
  offers.changed();
}

/** The flow of the session with an id. */
export function flowById(id: string): Flow | undefined {
  return [...present].find(session => session.id === id)?.flow;
}

/** The flow that an element's ancestors offer. */
export function flowAround(element: HTMLElement): Flow | undefined {
  let found: Flow | undefined;
  const callback = (flow: Flow) => (found = flow);
  // Lit's own event is made of `Event`, in whose place MooTools has put another.
  const request = new CustomEvent('context-request', { bubbles: true, composed: true });
  element.dispatchEvent(Object.assign(request, { context: flowContext, contextTarget: element, callback }));
  return found;
}

/** Offers a flow to what is inside an element; the element itself asks its own ancestors. */
export function offerFlow(element: HTMLElement, flow: () => Flow): void {
  element.addEventListener('context-request', event => {
    if (event.context !== flowContext || event.contextTarget === element) return;
    event.stopPropagation();
    event.callback(flow());
  });
}
