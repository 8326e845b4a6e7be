import { LitElement, type PropertyDeclaration, type PropertyValues } from 'lit';
import { SyncfyError } from '../api/errors.js';
import { emit } from '../events.js';
import type { Declaration } from './properties.js';

/** What tells the page that an attribute has a value that cannot be used. */
export const cannotUse = (attribute: string): SyncfyError =>
  new SyncfyError('invalid-attribute', `${attribute} cannot be used; its default is.`);

const inOneWord = (name: string) => name.replaceAll('-', '');

/**
 * An element whose property, set to nothing by a framework or by taking its attribute off, is as if it had never been set.
 * A framework that renders on a server writes a property (`siteId`) as an attribute, whose name HTML has in lower case: it is read as `site-id`.
 */
export abstract class BaseElement extends LitElement {
  static override get observedAttributes(): string[] {
    const own = super.observedAttributes;
    return [...own, ...own.map(inOneWord)];
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    const known = (this.constructor as typeof LitElement).observedAttributes;
    super.attributeChangedCallback(known.find(one => inOneWord(one) === name) ?? name, before, value);
  }

  override requestUpdate(name?: PropertyKey, before?: unknown, options?: PropertyDeclaration): void {
    super.requestUpdate(name, before, options);
    const type = this.constructor as new () => this;
    const isSet = (value: unknown) => value !== undefined && value !== null;
    // What an element keeps for itself has no default: to ask for one would make a whole element.
    if (name && String(name)[0] !== '_' && isSet(before) && !isSet(this[name as keyof this]))
      this[name as keyof this] = new type()[name as keyof this];
  }

  /** What is again as it was has not changed. Whoever overrides this calls it first. */
  protected override willUpdate(changed: PropertyValues): void {
    for (const [name, before] of changed) {
      if (before === this[name as keyof this]) changed.delete(name);
      else this.#check(name);
    }
  }

  /** Tells the page of a value that cannot be used, unless an element around it that hands it on has. */
  #check(name: PropertyKey): void {
    const { elementProperties } = this.constructor as typeof LitElement;
    const { attribute, fits } = (elementProperties.get(name) ?? {}) as Declaration;
    const value: unknown = this[name as keyof this];
    const isText = /string|number/.test(typeof value) && value !== '';
    if (!isText || !fits || fits.test(String(value)) || (this.getRootNode() as ShadowRoot).host instanceof BaseElement)
      return;
    emit(this, 'syncfy-error', { error: cannotUse(String(attribute)) });
  }
}
