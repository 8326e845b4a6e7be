// Every text of the dictionaries is used, and no text is written elsewhere: read from the source as the compiler reads it.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { startSandbox } from '../../dist/sandbox/index.js';

// The parser that the lint rules for templates use.
const { parseFragment } = createRequire(createRequire(import.meta.url).resolve('eslint-plugin-lit'))('parse5');

const { config } = ts.readConfigFile('tsconfig.build.json', ts.sys.readFile);
const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
const program = ts.createProgram(fileNames, { ...options, noEmit: false, rootDir: 'src' });
const checker = program.getTypeChecker();
const sources = program.getSourceFiles().filter(file => !file.isDeclarationFile && fileNames.includes(file.fileName));
const isDictionary = file => /\/i18n\/[a-z]{2}\.ts$/.test(file.fileName);
const speaking = sources.filter(file => !isDictionary(file));

/** Where a node stands, and what it says. */
function at(node) {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${relative(process.cwd(), file.fileName)}:${line + 1}: ${node.getText().replace(/\s+/g, ' ').slice(0, 120)}`;
}

/** Every node of the source outside the dictionaries, types left out. */
function* nodes(root) {
  if (root && (ts.isTypeNode(root) || ts.isInterfaceDeclaration(root) || ts.isTypeAliasDeclaration(root))) return;
  if (root) yield root;
  const children = [];
  if (root) ts.forEachChild(root, child => void children.push(child));
  for (const child of root ? children : speaking) yield* nodes(child);
}
const all = [...nodes()];
const ofKind = test => all.filter(test);

/** The strings that an expression may be, where its type says which; undefined where it does not. */
function stringsOf(type) {
  const types = type.isUnion() ? type.types : [type];
  return types.every(one => one.isStringLiteral()) ? types.map(one => one.value) : undefined;
}

const LETTER = /\p{L}/u;

/** A text of a template: what it says by itself, and what is put into it. */
function templatesIn(node) {
  const { template } = node;
  if (ts.isNoSubstitutionTemplateLiteral(template)) return { text: template.text, expressions: [] };
  const expressions = template.templateSpans.map(span => span.expression);
  const parts = [template.head, ...template.templateSpans.map(span => span.literal)].map(part => part.text);
  return { text: parts.map((part, index) => (index ? `\uE000${index - 1}\uE001${part}` : part)).join(''), expressions };
}

const isTagged = (node, ...tags) => ts.isTaggedTemplateExpression(node) && tags.includes(node.tag.getText());
const markup = ofKind(node => isTagged(node, 'html', 'svg'));

const emitted = mkdtempSync(join(tmpdir(), 'words-'));
after(() => rmSync(emitted, { recursive: true }));

for (const file of sources.filter(({ fileName }) => /\/(i18n|job)\//.test(fileName))) {
  program.emit(file, (name, text) => {
    const path = join(emitted, relative(join(process.cwd(), 'src'), name));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  });
}
writeFileSync(join(emitted, 'package.json'), '{"type":"module"}');
const [words, localize, { en }] = await Promise.all(
  ['words', 'localize', 'en'].map(name => import(pathToFileURL(join(emitted, `i18n/${name}.js`)).href)),
);

/** The keys that are looked up meanwhile. */
function keysOf(look, locale = 'en') {
  const keys = new Set();
  look(
    localize.localizer(
      locale,
      new Proxy(
        {},
        {
          get: (_, key) => {
            keys.add(key);
            return undefined;
          },
        },
      ),
    ),
  );
  return [...keys];
}

const everyCode = Array.from({ length: 1000 }, (_, code) => code);

/** Every value of a string type of the source. */
function valuesOfType(file, name) {
  const source = sources.find(({ fileName }) => fileName.endsWith(file));
  const type = source.statements.find(one => ts.isTypeAliasDeclaration(one) && one.name.text === name);
  return stringsOf(checker.getTypeAtLocation(type));
}

/** Keys that are put together of what no type tells: the keys that come of all that it really is. */
const FAMILIES = {
  '`code.${CODES_LIKE[code] ?? code}`': () => keysOf(l10n => everyCode.map(code => words.wordsOfCode(l10n, code))),
  '`kind.${kindOf(code)}`': () => keysOf(l10n => everyCode.map(code => words.wordsOfCode(l10n, code))),
  '`error.${code}`': () =>
    keysOf(l10n => valuesOfType('api/errors.ts', 'SyncfyErrorCode').map(code => words.wordsOfError(l10n, { code }))),
  '`pick.type.${name}`': async () => {
    const sandbox = await startSandbox({ log: () => {} });
    const answer = await fetch(`${sandbox.apiBase}/catalogues/site_organization_types`, {
      headers: { Authorization: `TOKEN token=${sandbox.issueToken('words')}` },
    });
    const { response } = await answer.json();
    await sandbox.close();
    assert.equal(response.length, 5);
    return response.map(({ name }) => `pick.type.${name}`);
  },
  '`${key}.${rules.select(n)}`': () =>
    ['en', 'es', 'pt'].flatMap(locale => keysOf(l10n => [0, 1, 2, 1e6].map(n => pluralKeys(l10n, n)), locale)),
  '`${key}.other`': () => keysOf(l10n => pluralKeys(l10n, 2)),
};

/** The texts that the source counts things with. */
const pluralKeys = (l10n, n) =>
  ofKind(node => ts.isCallExpression(node) && /\.plural$/.test(node.expression.getText())).map(call =>
    l10n.plural(call.arguments[0].text, n),
  );

describe('every text of the dictionaries', () => {
  const isString = node => ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);
  const made = ofKind(node => ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(node.parent)).filter(
    ({ head, templateSpans: [first] }) =>
      head.text
        ? head.text.includes('.') && Object.keys(en).some(key => key.startsWith(head.text))
        : /^\.\w*$/.test(first.literal.text),
  );
  /** What a key that is put together may be, by the type of its only value. */
  const typedKeys = ({ head, templateSpans: [first, ...more] }) =>
    more.length
      ? undefined
      : stringsOf(checker.getTypeAtLocation(first.expression))?.map(value => head.text + value + first.literal.text);

  it('is used', async () => {
    const used = new Set(ofKind(isString).map(node => node.text));
    for (const node of made) {
      const keys = (await FAMILIES[node.getText()]?.()) ?? typedKeys(node) ?? assert.fail(at(node));
      assert.ok(keys.length > 0, at(node));
      for (const key of keys) used.add(key);
    }
    assert.deepEqual(
      Object.keys(en).filter(key => !used.has(key)),
      [],
    );
  });

  it('has a key that is put together only as listed here', () => {
    assert.deepEqual(
      Object.keys(FAMILIES).filter(family => !made.some(node => node.getText() === family)),
      [],
    );
  });

  it('is looked up by a key that the compiler has checked, or that is there', () => {
    const casts = ofKind(node => ts.isAsExpression(node) && /MessageKey/.test(node.type.getText()));
    assert.deepEqual(casts.map(node => node.expression.getText()).sort(), []);
  });
});

describe('no text is written elsewhere', () => {
  /** Attributes that people read or hear. */
  const SPOKEN =
    /^(aria-(label|description|roledescription|valuetext|placeholder)|alt|placeholder|title|label|summary)$/;
  /** Attributes whose values are for machines. */
  const MACHINES = new Set(
    `class part id for name type method role rel target slot lang dir translate rows width height loading referrerpolicy autocomplete autocapitalize autocorrect
     spellcheck inputmode exportparts popover popovertarget tabindex viewbox fill stroke stroke-width stroke-linecap
     stroke-linejoin d value aria-hidden aria-live aria-atomic aria-controls aria-labelledby`.split(/\s+/),
  );

  /** Every text and attribute of a template. */
  function* inside(node) {
    for (const { name, value } of node.attrs ?? []) yield { attribute: name, value };
    if (node.nodeName === '#text') yield { value: node.value };
    for (const child of [...(node.childNodes ?? []), ...(node.content?.childNodes ?? [])]) yield* inside(child);
  }

  const places = markup.flatMap(node => {
    const { text, expressions } = templatesIn(node);
    return [...inside(parseFragment(text))].map(place => {
      const put = [...place.value.matchAll(/\uE000(\d+)\uE001/g)].map(([, index]) => expressions[Number(index)]);
      return { ...place, node, bare: place.value.replace(/\uE000\d+\uE001/g, ''), put };
    });
  });
  const spoken = places.filter(({ attribute }) => attribute === undefined || SPOKEN.test(attribute));

  it('there are templates to look at', () => {
    assert.ok(markup.length > 50, `${markup.length} templates`);
    assert.ok(places.filter(({ attribute }) => attribute === 'aria-label').length > 5);
    assert.ok(places.filter(({ attribute, put }) => attribute === undefined && put.length).length > 50);
  });

  it('in a template, as text or as an attribute that is read out', () => {
    const written = spoken.filter(({ bare }) => /[\p{L}\p{N}]/u.test(bare));
    assert.deepEqual(
      written.map(({ bare, node }) => `${bare.trim()} in ${at(node)}`),
      [],
    );
  });

  it('in an attribute that is new: it is one for machines, or one that is read out', () => {
    const unknown = places.filter(
      ({ attribute, bare }) => attribute && LETTER.test(bare) && !SPOKEN.test(attribute) && !MACHINES.has(attribute),
    );
    assert.deepEqual([...new Set(unknown.map(({ attribute, node }) => `${attribute} in ${at(node)}`))], []);
  });

  it('in what is put into a template', () => {
    const written = spoken
      .flatMap(({ put }) => put)
      .filter(expression => {
        const type = checker.getTypeAtLocation(expression);
        return (type.isUnion() ? type.types : [type]).some(one => one.isStringLiteral() && LETTER.test(one.value));
      });
    assert.deepEqual(written.map(at), []);
  });

  /** What reads as language and is none: names of the platform and of this library, and Syncfy's own. */
  const NOT_SHOWN = new Set([
    ...['SyncfyError', 'AbortError', 'Syncfy', 'σ'],
    ...['Authorization', 'Bearer ', 'TOKEN token=', 'Content-Type', 'Retry-After'],
    ...[
      'Enter',
      'Tab',
      'Escape',
      'CapsLock',
      'ArrowLeft',
      'ArrowRight',
      '(pointer: fine)',
      '.search input',
      'button plain',
    ],
    // Ends of an error's message.
    ...['with a redirect', 'nothing usable'],
  ]);
  const forMachines = new Set(places.filter(place => !spoken.includes(place)).flatMap(({ put }) => put));

  it('in any other string', () => {
    // Two words, a word with a capital, or a letter that is not ASCII.
    const reads = text =>
      /\p{L}{2,}[,.;:?…]? +\p{L}/u.test(text) || /(^|\s)\p{Lu}\p{Ll}+/u.test(text) || /(?!\p{ASCII})\p{L}/u.test(text);
    const isForNobody = node =>
      // Errors are for developers, as the last test here shows.
      (ts.isNewExpression(node) && /(Error|Exception)$/.test(node.expression.getText())) ||
      (ts.isCallExpression(node) && /^(console\..*|attributes|properties)$/.test(node.expression.getText())) ||
      isTagged(node, 'css') ||
      (ts.isVariableDeclaration(node) && node.name.text === 'PARTS') ||
      forMachines.has(node);
    const strings = all.filter(
      node =>
        (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) &&
        !ts.isImportDeclaration(node.parent) &&
        !markup.some(
          ({ template }) => template === node || template === node.parent || template === node.parent.parent,
        ),
    );
    assert.ok(strings.length > 500, `${strings.length} strings`);
    const odd = strings
      .filter(node => reads(node.text) && !NOT_SHOWN.has(node.text))
      .filter(node => !ts.findAncestor(node, isForNobody));
    assert.deepEqual(odd.map(at), []);
  });

  it('in the message of an error: nobody reads it', () => {
    const error = node => {
      const type = checker.getTypeAtLocation(node.expression);
      return [type, ...(type.isUnion() ? type.types : [])].some(
        one => one.getProperty('stack') && one.getProperty('message'),
      );
    };
    const read = ofKind(node => ts.isPropertyAccessExpression(node) && node.name.text === 'message' && error(node));
    assert.deepEqual(read.map(at), []);
  });
});
