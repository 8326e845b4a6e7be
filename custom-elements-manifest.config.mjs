// What `npm run analyze` writes into custom-elements.json: the public face of every element, from its types and its
// JSDoc. Attributes are those that a property's comment names (`@attr site-id`), since Lit's `properties` are computed;
// test/contract holds the comments to the truth.
import { getTsProgram, typeParserPlugin } from '@wc-toolkit/type-parser';

const attributeIn = comment => /@attr\s+([a-z][a-z0-9-]*)/.exec(comment)?.[1];
const withoutAttribute = text => text?.replace(/\s*@attr\s+[a-z][a-z0-9-]*/, '').trim() || undefined;

/** TypeScript orders the members of a union by when it met them, which any other file may change. */
const inOrder = text => (/^'[^|]*'(?: \| '[^|]*')+$/.test(text) ? text.split(' | ').sort().join(' | ') : text);

/** What Lit and the DOM call, and what concerns nobody else. */
const isPublic = member =>
  (member.privacy ?? 'public') === 'public' &&
  !/^[#_]/.test(member.name) &&
  !['properties', 'styles', 'connectedCallback', 'disconnectedCallback', 'render'].includes(member.name);

function publicFace() {
  /** By class and property. */
  const attributes = new Map();
  const reflected = new Set();

  const attributeOf = (owner, member) => attributes.get(`${member.inheritedFrom?.name ?? owner.name}.${member.name}`);

  function attributeFor(owner, member) {
    const name = attributeOf(owner, member);
    if (!name) return [];
    const { name: fieldName, type, parsedType, default: initial, description, inheritedFrom } = member;
    return [{ name, fieldName, type, parsedType, default: initial, description, inheritedFrom }];
  }

  function tidy(element) {
    const members = (element.members ?? []).filter(isPublic);
    for (const member of members) {
      member.description = withoutAttribute(member.description);
      const attribute = attributeOf(element, member);
      if (attribute) member.attribute = attribute;
      else delete member.attribute;
      if (reflected.has(`${element.name}.${member.name}`)) member.reflects = true;
      if (member.parsedType) member.parsedType.text = inOrder(member.parsedType.text);
    }
    element.members = members;
    element.attributes = members.flatMap(member => attributeFor(element, member));
  }

  return {
    name: 'public-face',
    analyzePhase({ ts, node }) {
      if (!ts.isClassDeclaration(node) || !node.name) return;
      const text = node.getSourceFile().getFullText();
      for (const member of node.members) {
        const comments = ts.getLeadingCommentRanges(text, member.getFullStart()) ?? [];
        const name = attributeIn(comments.map(({ pos, end }) => text.slice(pos, end)).join('\n'));
        if (name && member.name) attributes.set(`${node.name.text}.${member.name.getText()}`, name);
      }
      for (const [, names] of node.getText().matchAll(/attributes\('([^']+)', \{[^}]*reflect: true/g)) {
        for (const name of names.split(' ')) reflected.add(`${node.name.text}.${name}`);
      }
    },
    // Elements only, at the paths that a page imports them from.
    packageLinkPhase({ customElementsManifest }) {
      customElementsManifest.modules = customElementsManifest.modules.flatMap(module => {
        const [, folder] = /^src\/elements\/([\w-]+)\/(?!define)/.exec(module.path) ?? [];
        const elements = (module.declarations ?? []).filter(one => one.tagName);
        if (!folder || !elements.length) return [];
        elements.forEach(tidy);
        const path = `dist/elements/${folder}.js`;
        const exports = elements.flatMap(({ name, tagName }) => [
          { kind: 'js', name, declaration: { name, module: path } },
          { kind: 'custom-element-definition', name: tagName, declaration: { name, module: path } },
        ]);
        return [{ kind: 'javascript-module', path, declarations: elements, exports }];
      });
      customElementsManifest.modules.sort((a, b) => a.path.localeCompare(b.path));
    },
  };
}

export default {
  globs: ['src/**/*.ts'],
  outdir: '.',
  packagejson: false,
  litelement: true,
  overrideModuleCreation({ ts, globs }) {
    const program = getTsProgram(ts, globs, 'tsconfig.json');
    return program.getSourceFiles().filter(file => globs.some(glob => file.fileName.endsWith(glob)));
  },
  plugins: [typeParserPlugin({ parseObjectTypes: 'none', parseParameters: false }), publicFace()],
};
