// Lit's two decorators, for the decorators that TypeScript emits here; Lit's own carry the standard ones too, which
// costs every user half a kilobyte.
import type { PropertyDeclaration, ReactiveElement } from 'lit';

type Decorate = (prototype: ReactiveElement, name: PropertyKey) => void;

/** A property that renders again when it changes, and has an attribute unless it says otherwise. */
export const property =
  (options?: PropertyDeclaration): Decorate =>
  (prototype, name) =>
    (prototype.constructor as typeof ReactiveElement).createProperty(name, options);

/** An element's own state: a property without an attribute. */
export const state = (): Decorate => property({ state: true, attribute: false });
