// The parts of docs/ that a command makes: each stands between a mark that names the command and the next `<!-- end -->`.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

const END = '<!-- end -->';

/** Writes what `npm run <command>` has made into its place of a page. */
export async function writeMadePart(page, command, text) {
  const start = `<!-- made by: npm run ${command} -->`;
  const before = readFileSync(page, 'utf8');
  const from = before.indexOf(start);
  const to = before.indexOf(END, from);
  if (from < 0 || to < 0) throw new Error(`${page} lacks the place for what npm run ${command} makes.`);
  const after = `${before.slice(0, from)}${start}\n\n${text.trim()}\n\n${before.slice(to)}`;
  writeFileSync(page, await format(after, { ...(await resolveConfig(page)), parser: 'markdown' }));
}
