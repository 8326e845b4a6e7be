import { existsSync, readdirSync } from 'node:fs';

const folder = new URL('../src/elements/', import.meta.url);

/** The names of the elements, as their folders under src/elements/ are called. */
export const elementNames = () => readdirSync(folder).filter(name => existsSync(new URL(`${name}/define.ts`, folder)));

/** What the build makes of them: `elements/<name>` from `src/elements/<name>/define.ts`. */
export const elementEntries = () =>
  Object.fromEntries(elementNames().map(name => [`elements/${name}`, `src/elements/${name}/define.ts`]));

/** The languages that there are texts in, as their dictionaries are called. */
export const languages = () =>
  readdirSync(new URL('../src/i18n/', import.meta.url)).flatMap(name => /^([a-z]{2})\.ts$/.exec(name)?.[1] ?? []);
