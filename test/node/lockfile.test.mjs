// What the package is built from: every package at one version, with a hash of its own, from nowhere in particular.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

const text = readFileSync('package-lock.json', 'utf8');
const pkg = JSON.parse(readFileSync('package.json', 'utf8'));
const packages = Object.entries(JSON.parse(text).packages).filter(([path, { link }]) => path && !link);

describe('package-lock.json', () => {
  it('has a SHA-512 of every package', () => {
    assert.ok(packages.length > 100);
    const without = packages.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''));
    assert.deepEqual(
      without.map(([path]) => path),
      [],
    );
  });

  it('names no host that packages come from', () => {
    assert.doesNotMatch(text, /"resolved"/);
    const sources = packages.filter(([, { version }]) => !/^\d+\.\d+\.\d+/.test(version ?? ''));
    assert.deepEqual(
      sources.map(([path]) => path),
      [],
    );
  });

  it('runs nothing when what runs in the page is installed', () => {
    const inPage = packages.filter(([, { dev, devOptional }]) => !dev && !devOptional);
    assert.ok(inPage.length > 0 && inPage.length <= 9, `${inPage.length} packages`);
    for (const [path, { hasInstallScript }] of inPage) assert.ok(!hasInstallScript, path);
  });

  it('has what runs in the page at the exact version that package.json names', () => {
    const root = JSON.parse(text).packages[''];
    assert.deepEqual(root.dependencies, pkg.dependencies);
    for (const [name, version] of Object.entries(pkg.dependencies)) {
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
      assert.equal(JSON.parse(text).packages[`node_modules/${name}`].version, version, name);
    }
  });
});
