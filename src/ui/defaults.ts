import { LitElement, type PropertyDeclaration } from 'lit';

/** An element whose property, set to nothing by a framework or by taking its attribute off, is as if it had never been set. */
export abstract class DefaultsElement extends LitElement {
  override requestUpdate(name?: PropertyKey, before?: unknown, options?: PropertyDeclaration): void {
    super.requestUpdate(name, before, options);
    const type = this.constructor as new () => this;
    const isSet = (value: unknown) => value !== undefined && value !== null;
    // What an element keeps for itself has no default: to ask for one would make a whole element.
    if (name && String(name)[0] !== '_' && isSet(before) && !isSet(this[name as keyof this]))
      this[name as keyof this] = new type()[name as keyof this];
  }
}
