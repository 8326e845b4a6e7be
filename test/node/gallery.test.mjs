// docs/fields.md names every type that the product knows, and is what the examples make.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, test } from 'node:test';
import { challengeFields, loginWays } from '../../dist/headless.js';
import { CHALLENGE_EXAMPLES, EXAMPLES, SITE_EXAMPLES, typesOf } from '../../scripts/gallery-examples.mjs';
import { cellsOf, PICTURES } from '../../scripts/gallery-table.mjs';

const read = path => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = read('docs/fields.md');
const source = read('src/schema/fields.ts');

/** The literals in a piece of source, from one text to another. */
function literals(from, to, pattern) {
  const start = source.indexOf(from);
  assert.ok(start >= 0, `${from} is no longer in src/schema/fields.ts`);
  return [...source.slice(start, source.indexOf(to, start)).matchAll(pattern)].map(([, name]) => name);
}

const COMPARED = /\b(?:type|kind) [!=]== '(\w+)'/g;
const known = {
  site: literals('const siteKind', '\nfunction', COMPARED),
  challenge: [...literals('const HARDWARE', '$', /[(|](\w+)/g), ...literals('function challengeKind', '\n}', COMPARED)],
};
/** SYNCFY-API.md names these, whether or not the product knows them apart. */
const NAMED = {
  site: ['text', 'password', 'select', 'file', 'array', 'options'],
  challenge: ['text', 'password', 'options', 'textOptions', 'select', 'accounts', 'externalAction', 'instructions'],
};
const shown = {
  site: SITE_EXAMPLES.flatMap(typesOf),
  challenge: CHALLENGE_EXAMPLES.flatMap(typesOf),
};

describe('docs/fields.md', () => {
  for (const asked of ['site', 'challenge']) {
    test(`shows every type of a ${asked}`, () => {
      assert.ok(known[asked].length >= (asked === 'site' ? 4 : 12), `Found only ${known[asked].join()}`);
      const names = new Set(shown[asked].map(name => name.toLowerCase()));
      const wanted = [...known[asked], ...NAMED[asked]];
      assert.deepEqual(
        wanted.filter(name => !names.has(name.toLowerCase())),
        [],
      );
      for (const name of shown[asked]) assert.match(page, new RegExp(`"type": "${name}"|\`${name}\``));
      assert.ok(shown[asked].some(name => !wanted.map(one => one.toLowerCase()).includes(name.toLowerCase())));
    });
  }

  test('shows every kind of field', () => {
    const kinds = literals('export type FieldKind', ';', /'(\w+)'/g);
    assert.ok(kinds.length >= 9);
    const whole = element => ({ options: [], ...element });
    const fields = EXAMPLES.flatMap(({ site, twofa }) => {
      if (twofa) return challengeFields(twofa);
      const credentials = (site.credentials ?? []).map(whole);
      const input = (site.input ?? []).map(way => ({ ...way, fields: way.fields.map(whole) }));
      return loginWays({ name: '', credentials, input }).flatMap(way => way.fields);
    });
    const drawn = new Set(fields.map(({ kind }) => kind));
    assert.deepEqual(
      kinds.filter(kind => !drawn.has(kind)),
      [],
    );
  });

  test('is made of the examples', () => {
    const rows = page.split('\n').filter(line => line.includes('<img '));
    assert.equal(rows.length, EXAMPLES.length);
    EXAMPLES.forEach((example, index) => {
      const [before, after] = cellsOf(example);
      const again = `${example.id} has changed: npm run gallery`;
      assert.ok(rows[index].startsWith(before) && rows[index].endsWith(after), again);
      const posted = rows[index].slice(before.length, -after.length).trim();
      if (example.does && !example.submit) assert.match(posted, /^`\{ "(credentials|input_name|twofa)": /, again);
      else assert.equal(posted, 'nothing', again);
    });
  });

  test('has a small picture of each', () => {
    const files = readdirSync(new URL(`../../${PICTURES}/`, import.meta.url)).sort();
    assert.deepEqual(files, EXAMPLES.map(({ id }) => `${id}.png`).sort());
    const sizes = files.map(name => statSync(new URL(`../../${PICTURES}/${name}`, import.meta.url)).size);
    assert.ok(Math.min(...sizes) > 1000, 'One is empty.');
    assert.ok(sizes.reduce((sum, size) => sum + size) < 1_000_000, 'Together they are under a megabyte.');
  });
});
