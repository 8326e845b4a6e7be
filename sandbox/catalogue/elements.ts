import type { Form, SiteElement, Way } from './types.js';

type More = Partial<SiteElement>;

/** An element of a version 1 site: all its keys are always there. */
export function field(name: string, type: string, label: string, more: More = {}): SiteElement {
  return { name, type, label, required: true, username: false, token: false, validation: null, ...more };
}

export function userField(name: string, label: string, more: More = {}): SiteElement {
  return field(name, 'text', label, { username: true, ...more });
}

export function passwordField(label: string, more: More = {}): SiteElement {
  return field('password', 'password', label, more);
}

/** An element of a version 3 site. */
export function input(name: string, type: string, label: string, more: More = {}): SiteElement {
  return { name, type, label, required: true, encrypt: false, validation: null, ...more };
}

/** An element of a version 4 site. */
export function input4(name: string, type: string, label: string, more: More = {}): SiteElement {
  return { ...input(name, type, label), identifier: false, ...more };
}

export function form1(...credentials: SiteElement[]): Form {
  return { version: 1, credentials, endpoint: '/v1/credentials' };
}

export function form3(endpoint: string, ...ways: Way[]): Form {
  return { version: 3, input: ways, endpoint };
}

export function form4(endpoint: string, ...ways: Way[]): Form {
  return { version: 4, input: ways, endpoint };
}

export function way(name: string, label: string, ...fields: SiteElement[]): Way {
  return { name, label, fields };
}

/** Posted to wherever the client thinks credentials go when a site does not say. */
export function withoutEndpoint({ endpoint: _, ...form }: Form): Form {
  return form;
}
