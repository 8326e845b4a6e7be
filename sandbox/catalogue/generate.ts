import { entryOf, KITS, organization, type KitName } from './kits.js';
import type { TypeName } from './organization-types.js';
import type { Entry } from './types.js';

const COUNTRIES = ['MX', 'CO', 'AR', 'BR', 'CL', 'PE', 'ES', 'US'];
const TYPES: TypeName[] = ['Bank', 'Bank', 'Bank', 'Government', 'Utility', 'Digital Wallet', 'Blockchain'];
const FIRST = ['Banco', 'Caja', 'Financiera', 'Cooperativa', 'Unión', 'Crédito', 'Casa', 'Fondo'];
const SECOND = ['Águila', 'Ceiba', 'Délfica', 'Estrella', 'Fénix', 'Girasol', 'Horizonte', 'Iguazú', 'Jaguar', 'Ñuñoa'];
const THIRD = ['del Norte', 'del Sur', 'Central', 'Andina', 'São Paulo', 'Oriental', 'Costera', 'Nacional'];

/** `count` further sites, the same ones in every run, for those who measure how a client bears a large catalogue. */
export function generate(count: number): Entry[] {
  const random = seeded(20240229);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const kitNames = Object.keys(KITS) as KitName[];
  const entries: Entry[] = [];
  for (let left = count; left > 0;) {
    const country = pick(COUNTRIES);
    const name = `${pick(FIRST)} ${pick(SECOND)} ${pick(THIRD)} ${entries.length + 1}`;
    const start = Math.floor(random() * kitNames.length);
    const wanted = Math.min(left, 1 + Math.floor(random() * 5));
    const kits = Array.from({ length: wanted }, (_, i) => kitNames[(start + i) % kitNames.length] as KitName);
    entries.push(entryOf(country, organization(country, pick(TYPES), name), kits));
    left -= wanted;
  }
  return entries;
}

/** Mulberry32: small, fast and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
