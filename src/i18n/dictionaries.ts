// Every language that there are texts in, the first for whoever reads none of them. A script file for one language has
// its own dictionary only (vite.config.ts).
import { en } from './en.js';
import { es } from './es.js';
import { pt } from './pt.js';

export const DICTIONARIES: Readonly<Record<string, Readonly<Record<keyof typeof en, string>>>> = { en, es, pt };
