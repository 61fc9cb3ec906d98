/** Lint rules: import walls, wording in its files, size budgets, and promises that nobody awaits. */
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { wallRules } from './eslint-walls.js';

const everyFile = ['**/*.ts', '**/*.tsx'];

/** Wording has its files, one text per language beside the other; what stands elsewhere reaches a person in Chinese only. */
const wordingFiles = ['**/*-texts.ts', 'renderer/i18n/**'];
/** Words that are matched against paper, or printed on drawn paper. Regular expressions never reach a person and are free everywhere. */
const vocabulary = [
  'electron/shared/document-types/**',
  'electron/shared/service-items/**',
  'electron/shared/validators/**',
  'electron/shared/cross-rules/**',
  'electron/shared/same-value.ts',
  'electron/shared/mapping/mapping-transforms.ts',
  'electron/pipeline/extract/**',
  'electron/pipeline/group/printed-numbers.ts',
  'electron/services/service-items/material-vocabulary.ts',
  'electron/services/taught-types/taught-signs.ts',
  'models/synthesis/**',
  'models/training/**',
];
/** Papers, people and halls that somebody invented for the gallery. */
const inventedData = ['renderer/fake/**'];
/** Papers that the hall hands out in Chinese whatever the screen speaks, and the sandbox, a Chinese system of somebody else. */
const chinesePapers = ['electron/services/documents/**', 'electron/connectors/sandbox/**', 'electron/shared/service-item.ts'];
const inWords = 'Chinese text for a person belongs to a *-texts.ts file or to renderer/i18n, as a code with details here.';
const wordingRule = {
  files: ['electron/**/*.ts', 'drivers/**/*.ts', 'models/**/*.ts', 'renderer/**/*.ts', 'renderer/**/*.tsx'],
  ignores: ['**/*.test.ts', '**/*.test.tsx', '**/*.test-support.ts', ...wordingFiles, ...vocabulary, ...chinesePapers, ...inventedData],
  rules: {
    'no-restricted-syntax': [
      'error',
      ...['Literal[value=/[\\u4e00-\\u9fff]/]', 'TemplateElement[value.raw=/[\\u4e00-\\u9fff]/]', 'JSXText[value=/[\\u4e00-\\u9fff]/]'].map(
        (selector) => ({ selector, message: inWords }),
      ),
    ],
  },
};

export default tseslint.config(
  { ignores: ['node_modules', '.cache', 'renderer/dist', 'dist', 'tests/bench/peers/**', 'test-results', 'data'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: everyFile,
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'react-hooks': reactHooks },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 500 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.test.ts', '**/*.test.tsx', 'tests/**'], rules: { 'max-lines-per-function': 'off', 'no-console': 'off' } },
  {
    files: [
      'electron/cli.ts',
      'electron/cli/**',
      'electron/serve.ts',
      'electron/start.ts',
      'electron/doctor.ts',
      'electron/doctor/**',
      '**/main.ts',
      'models/synthesis/**',
      'models/training/**',
    ],
    rules: { 'no-console': 'off' },
  },
  wordingRule,
  wallRules,
  {
    files: ['**/*.js', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
);
