import js from '@eslint/js';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

// Imports point down only (the layers of src/, from the ground up):
// 1 pure: events, schema/, catalogue/, i18n/, job/, api/, but for
// 2 io: api/client, api/catalogue-cache, job/transport, job/job, session/tokens
// 3 glue: session/, ui/
// 4 elements, none of which knows another; only connect composes
// 5 define.ts and index.ts, the only ones with side effects
// A file may import from its own layer and from those below. `import` stands in a path as it is written in src/.
const LAYERS = {
  lit: { regex: String.raw`^(lit|@lit/.+)($|/)`, message: 'Nothing below the glue knows Lit.' },
  io: {
    regex: String.raw`(^|/)(client|catalogue-cache|transport|job|tokens)\.js$`,
    message: 'What is pure knows neither network nor job.',
  },
  glue: {
    regex: String.raw`/(session(?!/tokens\.js)|ui)/|^\./(session(?!/tokens\.js)|ui)/`,
    message: 'The glue stands above this.',
  },
  elements: { regex: String.raw`(^|/)elements/`, message: 'Elements stand above this.' },
  neighbours: {
    regex: String.raw`^\.\./(?!\.\./)`,
    message: 'An element knows no other element; they speak through the session.',
  },
  definitions: {
    regex: String.raw`(^|/)(define|index|headless)\.js$`,
    message: 'Only define.ts and index.ts may register elements.',
  },
};
const forbid = (...names) => ({ 'no-restricted-imports': ['error', { patterns: names.map(name => LAYERS[name]) }] });

const NETWORK = ['fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource'];
const DOM = ['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'customElements'];
const without = (names, message) => ({
  'no-restricted-globals': ['error', ...names.map(name => ({ name, message }))],
});

const noBareImports = {
  selector: 'ImportDeclaration[specifiers.length=0]',
  message: 'Imports for their side effect belong into define.ts and index.ts.',
};
const noAxeByChai = {
  selector: "MemberExpression[property.name='accessible']",
  message: 'Use expectAccessible() of test/support/page.ts: it cannot be forgotten to be awaited, and knows dark mode.',
};
const noFocus = {
  selector: 'CallExpression[callee.object.name=/^(it|describe|test)$/][callee.property.name=/^(only|skip|todo)$/]',
  message: 'No test is skipped, and none runs alone.',
};

// What is not named here is pure: a new file, too.
const PURE = ['src/events.ts', 'src/{schema,catalogue,i18n,job,api}/**'];
const IO = ['src/api/{client,catalogue-cache}.ts', 'src/job/{transport,job}.ts', 'src/session/tokens.ts'];

export default tseslint.config(
  {
    ignores: ['dist', 'coverage', 'screenshots', '.cache', 'node_modules'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Lit binds what templates call: @click=${this.x}.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // String(data) is what it says.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-unused-expressions': ['error', { allowTernary: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { properties: false } }],
      // A global map of events is added to by an interface that is another one.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'demo/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/best-practice']],
    settings: { wc: { elementBaseClasses: ['LitElement', 'SyncfyElement'] } },
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      // VoiceOver takes a list without marks for none, unless it says so.
      'lit-a11y/no-redundant-role': 'off',
      // Lit's own callbacks exist: super may be called without asking.
      'wc/guard-super-call': 'off',
      // define() does it, after asking whether the name is free.
      'wc/guard-define-call': 'off',
    },
  },

  // The layers.
  {
    files: ['src/**/*.ts'],
    ignores: ['src/index.ts', 'src/**/define.ts'],
    rules: { 'no-restricted-syntax': ['error', noBareImports] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/ui/define.ts'],
    rules: {
      'no-restricted-properties': ['error', { object: 'customElements', property: 'define', message: 'Use define().' }],
    },
  },
  {
    files: PURE,
    ignores: IO,
    rules: {
      ...forbid('lit', 'io', 'glue', 'elements', 'definitions'),
      ...without([...NETWORK, ...DOM], 'What is pure knows neither network nor page.'),
    },
  },
  {
    files: IO,
    rules: forbid('lit', 'glue', 'elements', 'definitions'),
  },
  {
    files: ['src/headless.ts'],
    rules: forbid('lit', 'glue', 'elements'),
  },
  {
    files: ['src/session/**', 'src/ui/**'],
    ignores: [...IO, 'src/ui/define.ts'],
    rules: { ...forbid('elements', 'definitions'), ...without(NETWORK, 'Only the client speaks to the network.') },
  },
  {
    files: ['src/elements/**'],
    ignores: ['src/**/define.ts', 'src/elements/connect/**'],
    rules: {
      ...forbid('neighbours', 'definitions'),
      ...without(NETWORK, 'Elements never fetch: the session’s client does.'),
    },
  },
  {
    files: ['src/elements/connect/**'],
    ignores: ['src/**/define.ts'],
    rules: { ...forbid('definitions'), ...without(NETWORK, 'Elements never fetch: the session’s client does.') },
  },

  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noAxeByChai, noFocus],
      // A plugin of chai types `equal` as a promise, which it is not; what is one still has to be awaited.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['Equal'], package: 'chai' }] },
      ],
      // expect(x).to.be.true
      '@typescript-eslint/no-unused-expressions': 'off',
      // What the sandbox was sent is read as what it should be.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      'no-console': 'off',
    },
  },
  {
    // Scripts of the pages that tests open.
    files: ['test/**/*.js'],
    rules: { 'no-undef': 'off', 'no-console': 'off' },
  },
  {
    // Programs for people to run may print.
    files: ['sandbox/cli.ts', 'demo/vite.config.ts', 'src/ui/define.ts', '**/*.mjs'],
    rules: { 'no-console': 'off' },
  },
  {
    // Outside of every tsconfig.
    files: ['**/*.mjs', '**/vite.config.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      parserOptions: { projectService: false },
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        structuredClone: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setImmediate: 'readonly',
        Buffer: 'readonly',
        WebSocket: 'readonly',
        AbortController: 'readonly',
        Response: 'readonly',
      },
    },
  },
  {
    files: ['test/node/**/*.mjs'],
    rules: { 'no-restricted-syntax': ['error', noFocus] },
  },
);
