import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The house rules that a linter can hold: sizes, no default exports, configuration and console in one place each. */
export default defineConfig(
  {
    ignores: [
      'dist/',
      'node_modules/',
      '.sextant/',
      'coverage/',
      'test/architecture/imagined/',
      '**/*.as.ts',
      'web/src/api/types.ts',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './web/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 5],
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read configuration in src/core/configuration.ts.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export names, never a default.' },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    // Programs that are started by hand or by a test: the console is theirs, and they pass the environment on.
    files: ['**/*.spec.ts', 'test/**', 'bench/**', 'bin/**', 'scripts/**'],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
  {
    // A suite is one long function.
    files: ['**/*.spec.ts', 'test/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // The form that these tools read.
    files: ['**/*.config.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // CommonJS, because danfo is.
    files: ['packages/danfo-tfjs/**'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // What comes over the wire has no type; the assertions are its check.
    files: ['test/end-to-end/**', 'test/browser/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
