// What TypeScript says against modules that import the package by its name, as those of a page do.
import ts from 'typescript';

export const IN_NODE = { lib: ['lib.es2022.d.ts'], types: ['node'] };
export const IN_A_PAGE = { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: [] };

const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  noEmit: true,
};

/** The compiler's own libraries and the packages, by path: read once for each kind of modules. */
const known = new Map();

/** `files` are the modules' texts by their whole paths, where they need not be. */
export function complaints(files, more) {
  const options = { ...STRICT, ...more };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = name => name in files || fileExists(name);
  host.readFile = name => files[name] ?? readFile(name);
  const { getSourceFile } = host;
  host.getSourceFile = (name, version, ...rest) => {
    if (name in files || !/[\\/]node_modules[\\/]/.test(name)) return getSourceFile(name, version, ...rest);
    const key = JSON.stringify([name, version, options.module]);
    if (!known.has(key)) known.set(key, getSourceFile(name, version, ...rest));
    return known.get(key);
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram(Object.keys(files), options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
