// Reactive properties by their names: no decorators, whose calls would cost every user a kilobyte.
import type { PropertyDeclaration, PropertyDeclarations } from 'lit';

/** How a property is declared; `fits` are the values, as text, that it can use. Any other is told to the page, and is as none. */
export interface Declaration extends PropertyDeclaration {
  fits?: RegExp;
}

const declare = (names: string, of: (name: string) => Declaration): PropertyDeclarations =>
  Object.fromEntries(names.split(' ').map(name => [name, of(name)]));

/** Properties that each have an attribute: their name in kebab-case. */
export const attributes = (names: string, options?: Declaration): PropertyDeclarations =>
  declare(names, name => ({ attribute: name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`), ...options }));

/** Properties without an attribute: public ones, and what an element keeps for itself. */
export const properties = (names: string, options?: PropertyDeclaration): PropertyDeclarations =>
  declare(names, () => ({ attribute: false, ...options }));

/** What is on or off. A framework may write "false" into the attribute of what is off. */
export const BOOLEAN: PropertyDeclaration = {
  type: Boolean,
  converter: value => value !== null && value !== 'false',
};

/** A number that is not negative; without end, too. */
export const NUMBER: Declaration = { type: Number, fits: /^[\dI]/ };
