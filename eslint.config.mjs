import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.test.ts', '**/*.test.tsx', 'tests/**', 'bench/**'];

/** House habits that no ready-made rule covers. */
const HABITS = [
  {
    selector: ':matches(Program, Program > ExportNamedDeclaration) > TSInterfaceDeclaration',
    message: 'Use a type; an interface is only for adding to one that a library declares.',
  },
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only: a name that travels can be searched for.' },
  {
    selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
    message: 'Going through unknown switches the types off. Parse at the edge, or say what it is with a guard.',
  },
];

/** Ways to another computer that need no import. The ledger (adapters/network/ledger.ts) is the only one there is. */
const WAYS_OUT = {
  globals: ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'WebTransport', 'RTCPeerConnection'].map((name) => ({
    name,
    message: 'Every request stands in the ledger: ask for it with the NetworkRequest of adapters/network.',
  })),
  properties: [
    ...['globalThis', 'window', 'self'].flatMap((object) =>
      ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'WebTransport', 'RTCPeerConnection'].map((property) => ({
        object,
        property,
        message: 'The same way out under another name; see adapters/network/ledger.ts.',
      })),
    ),
    { object: 'navigator', property: 'sendBeacon', message: 'Nothing is reported to anybody.' },
    { object: 'net', property: 'fetch', message: 'Electron’s network is reached through main/network only.' },
    { property: 'downloadURL', message: 'Downloads go through adapters/network/download.ts.' },
    { property: 'getBuiltinModule', message: 'Import it, so that the walls can see it.' },
  ],
  electron: ['autoUpdater', 'crashReporter', 'net'].map((name) => ({
    name: 'electron',
    importNames: [name],
    message: 'It reaches the network; main/composition.ts alone hands Electron’s to the ledger.',
  })),
};

export default tseslint.config(
  { ignores: ['out*/', 'dist/', 'coverage/', '.setup/', 'tests/fixtures/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  {
    files: ['**/*.{ts,tsx,mts,mjs}'],
    extends: [js.configs.recommended, tseslint.configs.recommended],
    languageOptions: {
      parserOptions: {
        project: [
          'tsconfig.contract.json',
          'tsconfig.core.json',
          'tsconfig.engine.json',
          'tsconfig.node.json',
          'tsconfig.web.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 500 }],
      'max-params': ['error', { max: 4 }],
      'no-console': 'error',
      eqeqeq: 'error',
      // TypeScript resolves names; escape sequences of terminals need control characters.
      'no-undef': 'off',
      'no-control-regex': 'off',
    },
  },
  { files: ['src/**/*.{ts,tsx}'], ignores: ['**/*.d.ts'], rules: { 'no-restricted-syntax': ['error', ...HABITS] } },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest'], jsxA11y.configs.recommended],
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: [
      ...TESTS,
      // To the server that the page itself came from, on this computer.
      'src/renderer/transport/{browserTransport,eventSocket}.ts',
    ],
    rules: {
      'no-restricted-globals': ['error', ...WAYS_OUT.globals],
      'no-restricted-properties': ['error', ...WAYS_OUT.properties],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: [...TESTS, 'src/main/composition.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: WAYS_OUT.electron }] },
  },
  { files: TESTS, rules: { 'max-lines': 'off' } },
);
