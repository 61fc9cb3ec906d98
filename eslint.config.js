/** Lint rules: the layers that the compiler cannot see, size budgets, and promises that nobody awaits. */
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Packages with one home. `home` is where they may be imported; the message says what to use elsewhere. */
const singleHomes = [
  {
    packages: ['electron'],
    home: ['electron/main.ts', 'electron/preload.ts', 'electron/platform/**', 'electron/ports/**'],
    instead: 'Runtime differences live in electron/platform and electron/ports.',
  },
  {
    packages: ['better-sqlite3-multiple-ciphers'],
    home: ['electron/store/database.ts', 'electron/connectors/sandbox/**'],
    instead: 'Use the repositories of electron/store/store.ts.',
  },
  { packages: ['kysely'], home: ['electron/store/**'], instead: 'Use the repositories of electron/store/store.ts.' },
  { packages: ['onnxruntime-node'], home: ['models/session.ts'], instead: 'Use models/session.ts.' },
  { packages: ['usb'], home: ['drivers/ipp-usb/**'], instead: 'Use a driver of drivers/index.ts.' },
  { packages: ['ws'], home: ['electron/ports/**'], instead: 'Use electron/ports/web-socket.ts.' },
  {
    packages: ['zxing-wasm', 'zxing-wasm/full', 'zxing-wasm/reader', 'zxing-wasm/writer'],
    home: ['models/codes/**'],
    instead: 'Use models/codes/read-codes.ts.',
  },
  { packages: ['pdfkit'], home: ['electron/services/documents/**'], instead: 'Use electron/services/documents/issued-documents.ts.' },
  {
    packages: ['csv-parse', 'csv-parse/sync', 'read-excel-file', 'read-excel-file/node'],
    home: ['electron/services/service-items/**'],
    instead: 'Use electron/services/service-items/table-file.ts.',
  },
  { packages: ['tesseract.js'], home: ['models/ocr/tesseract.ts'], instead: 'Use the OcrEngine interface of models/ocr/engine.ts.' },
];

/** Folders that must not see each other, though the compiler would let them. `allow` are the interface files. */
const drivers = ['escl-network', 'ipp-usb', 'sane', 'folder', 'simulator', '_template'];
const layerPatterns = [
  ...drivers.map((name) => ({
    files: [`drivers/${name}/**`],
    patterns: [
      {
        regex: `^\\.\\./(?!${name}/|driver\\.ts|escl/|process/spool|index\\.ts)[\\w-]+/`,
        message: 'A driver never imports another driver; what two share belongs to drivers/escl or drivers/driver.ts.',
      },
    ],
  })),
  {
    files: ['electron/services/**', 'electron/pipeline/**'],
    patterns: [
      { regex: 'drivers/(?!driver\\.ts)', message: 'Services know only drivers/driver.ts; host.ts hands in the implementation.' },
      {
        regex: 'connectors/(?!connector\\.ts)',
        message: 'Services know only connectors/connector.ts; host.ts hands in the implementation.',
      },
      {
        regex: 'models/(session|ocr/(?!engine\\.ts)|classifier/(?!classifier\\.ts))',
        message: 'Services and pipeline know only the interfaces of models; host.ts and recognizer/entry.ts hand in engines.',
      },
      { regex: '/store/(?!store\\.ts)', message: 'Services know only store/store.ts.' },
      { regex: '/recognizer/', message: 'Services know only pipeline/recognizer.ts.' },
    ],
  },
  {
    files: ['electron/connectors/rest/**', 'electron/connectors/_template/**'],
    patterns: [{ regex: '\\.\\./(sandbox|exchange-database)/', message: 'A connector never imports another connector.' }],
  },
  {
    files: ['**'],
    patterns: [{ regex: '(^|/)host\\.ts$', message: 'Nobody imports host.ts but the entries.' }],
    except: ['electron/*.ts', 'tests/**'],
  },
];

const everyFile = ['**/*.ts', '**/*.tsx'];
/** `no-restricted-imports` is replaced, not merged, when two blocks match a file: so each folder gets the union of its rules. */
const zones = [
  'electron/*.ts',
  'electron/shared/**',
  'electron/platform/**',
  'electron/ports/**',
  'electron/pipeline/**',
  'electron/recognizer/**',
  'electron/services/**',
  'electron/services/documents/**',
  'electron/services/service-items/**',
  'electron/store/**',
  'electron/connectors/*.ts',
  'electron/connectors/rest/**',
  'electron/connectors/_template/**',
  'electron/connectors/sandbox/**',
  'drivers/*.ts',
  'drivers/escl/**',
  'drivers/process/**',
  ...drivers.map((name) => `drivers/${name}/**`),
  'models/**',
  'models/codes/**',
  'renderer/**',
];
const inZone = (glob, zone) => glob === '**' || glob === zone || zone.startsWith(glob.replace(/\*\*$/, ''));
const importRules = zones.map((zone) => ({
  files: [zone],
  ignores: ['**/*.test.ts', '**/*.test.tsx'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: singleHomes
          .filter(({ home }) => !home.some((glob) => inZone(glob, zone)))
          .flatMap(({ packages, instead }) => packages.map((name) => ({ name, message: instead }))),
        patterns: layerPatterns
          .filter(({ files, except }) => files.some((glob) => inZone(glob, zone)) && !except?.includes(zone))
          .flatMap(({ patterns }) => patterns),
      },
    ],
  },
}));
/** Homes that are single files get the rule back with their own package allowed. */
const fileHomes = singleHomes.flatMap(({ home }) => home.filter((glob) => !glob.includes('*')));
const fileHomeRules = fileHomes.map((file) => ({
  files: [file],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: singleHomes
          .filter(({ home }) => !home.includes(file))
          .flatMap(({ packages, instead }) => packages.map((name) => ({ name, message: instead }))),
      },
    ],
  },
}));

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
  ...importRules,
  ...fileHomeRules,
  {
    files: ['**/*.js', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
);
