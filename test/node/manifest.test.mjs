// custom-elements.json is written by `npm run analyze` and kept with the source: it must say what the source says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';

const kept = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
const elements = kept.modules.flatMap(module => module.declarations);

describe('the manifest', () => {
  let folder;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'manifest-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('says what the source says (else: npm run analyze)', () => {
    const cem = 'node_modules/@custom-elements-manifest/analyzer/cem.js';
    const outdir = relative(process.cwd(), folder);
    const args = [cem, 'analyze', '--config', 'custom-elements-manifest.config.mjs', '--outdir', outdir];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'custom-elements.json'), 'utf8')), kept);
  });

  it('has every element', () => {
    assert.deepEqual(elements.map(element => element.tagName).sort(), [
      'syncfy-connect',
      'syncfy-credential-form',
      'syncfy-job-status',
      'syncfy-session',
      'syncfy-site-picker',
      'syncfy-twofa',
    ]);
  });

  for (const element of elements) {
    it(`explains everything of <${element.tagName}>`, () => {
      const lists = ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties'];
      const silent = lists.flatMap(list =>
        (element[list] ?? []).filter(one => !one.description).map(one => `${list}: ${one.name}`),
      );
      assert.deepEqual(silent, []);
    });

    it(`names every attribute of <${element.tagName}> as its property, in kebab-case`, () => {
      for (const { name, fieldName } of element.attributes) {
        assert.equal(
          name,
          fieldName.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`),
        );
      }
    });

    it(`has nothing that frameworks take for a listener in <${element.tagName}>, but what the documentation says so of`, () => {
      const documented = readFileSync('docs/integration.md', 'utf8');
      const names = [...element.attributes, ...element.members].map(({ name }) => name);
      assert.deepEqual(
        names.filter(name => /^on-?[a-z]/i.test(name) && !/^only[A-Z-]/.test(name)),
        [],
      );
      for (const { name } of element.attributes) {
        if (name.startsWith('on')) assert.ok(documented.includes(`\`${name}\``), name);
      }
    });

    it(`keeps what is private of <${element.tagName}> to itself`, () => {
      const names = element.members.map(member => member.name);
      assert.deepEqual(
        names.filter(name => /^[#_]/.test(name)),
        [],
      );
      assert.ok(!names.includes('flow'));
    });
  }
});
