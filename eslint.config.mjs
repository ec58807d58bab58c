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
  { files: TESTS, rules: { 'max-lines': 'off' } },
);
