import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { boundaries, boundariesOfSpecifications } from './boundaries.mjs';
import { freshProjectGraph } from './project-graph.mjs';
import { imports, names, shapes } from './restrictions.mjs';

await freshProjectGraph();

const root = new URL('../..', import.meta.url).pathname;
const skipBlank = { skipBlankLines: true, skipComments: true };
const tests = ['**/*.spec.ts', '**/*.spec.mjs', 'test/**/*.ts'];
const pure = ['services/*/domain/src/**/*.ts', 'libs/kernel/src/**/*.ts'];

const sizes = {
  'max-lines': ['error', { max: 200, ...skipBlank }],
  'max-lines-per-function': ['error', { max: 40, ...skipBlank }],
  complexity: ['error', { max: 8, variant: 'modified' }],
  'max-depth': ['error', 3],
  'max-params': ['error', 3],
};

const typeAware = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  '@typescript-eslint/ban-ts-comment': [
    'error',
    { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true, 'ts-check': true },
  ],
};

const everywhere = {
  ...sizes,
  'no-restricted-imports': imports.everywhere,
  'no-restricted-syntax': shapes.everywhere,
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
  'prefer-const': 'error',
  eqeqeq: 'error',
};

export default [
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      '.local/**',
      '.cache/**',
      'coverage/**',
    ],
  },
  // No comment can switch a rule off: what is too long is split, what is forbidden is not done.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
  {
    files: ['**/*.mjs'],
    plugins: { '@nx': nx },
    rules: { ...everywhere, '@nx/enforce-module-boundaries': boundaries },
  },
  {
    // Tools load these by their default export.
    files: ['**/*.config.mjs', '**/jest*.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: ['tsconfig.lint.json'], tsconfigRootDir: root },
    },
    plugins: { '@nx': nx, '@typescript-eslint': tseslint.plugin },
    rules: { ...everywhere, ...typeAware, '@nx/enforce-module-boundaries': boundaries },
  },
  {
    files: ['services/*/app/src/**/*.ts'],
    ignores: ['services/*/app/src/{persistence,projections}/**'],
    rules: { 'no-restricted-syntax': shapes.inDoors },
  },
  {
    files: pure,
    rules: {
      'no-restricted-imports': imports.inDomain,
      'no-restricted-globals': names.inDomain,
      'no-restricted-syntax': shapes.inDomain,
    },
  },
  {
    files: ['libs/contracts/src/**/*.ts'],
    rules: { 'no-restricted-imports': imports.inContracts },
  },
  {
    files: tests,
    rules: {
      '@nx/enforce-module-boundaries': boundariesOfSpecifications,
      'no-restricted-imports': imports.inTests,
      'no-restricted-globals': names.inTests,
      'no-restricted-syntax': shapes.inTests,
      'max-lines': ['error', { max: 400, ...skipBlank }],
      'max-lines-per-function': 'off',
    },
  },
  {
    // The door of a package only lists names: there is no reasoning in it that could grow too long.
    files: ['libs/*/src/index.ts', 'services/*/domain/src/index.ts'],
    rules: { 'max-lines': ['error', { max: 400, ...skipBlank }] },
  },
  {
    // A benchmark keeps to a schedule instead of waiting for something to become true.
    files: ['test/bench/src/**/*.ts'],
    rules: {
      'no-restricted-imports': imports.everywhere,
      'no-restricted-globals': 'off',
      'max-lines-per-function': sizes['max-lines-per-function'],
      'max-lines': sizes['max-lines'],
    },
  },
];
