/** Fast unit tests beside the code, and integration tests that start real processes: two files at a time where no deadline of a device is at stake. */
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';
import { provideTypefaces } from './models/synthesis/fontconfig.ts';

// Tests draw pages with text.
provideTypefaces(process.env);
// What a test's process sets for itself, as models/session.ts does, native code does not see there: the runtime would report to its maker.
process.env['ORT_DISABLE_TELEMETRY'] = '1';

/** Tests beside the code that take seconds each: they run with the integration tests, so that the quick check stays quick. */
const slow = [
  'models/image/skew.test.ts',
  'models/image/measure.test.ts',
  'drivers/folder/folder-driver.test.ts',
  'models/ocr/pp-ocr/pp-ocr-engine.test.ts',
  'electron/pipeline/prepare.test.ts',
  'electron/pipeline/read/read-again.test.ts',
  'electron/services/people/session.test.ts',
  'models/ocr/pp-ocr/model-set.test.ts',
  'models/ocr/pp-ocr/hard-pages.test.ts',
  'drivers/escl-network/fault-matrix.test.ts',
  'drivers/process/scanner-process.test.ts',
];

/** They compute or kill, and wait for nothing that a busy machine could make late. The longest begin, so that none is alone at the end. */
const sideBySide = [
  ...[
    ...['kill-walk', 'outbox-kill', 'synthesis-layouts', 'engine-choice', 'synthesis', 'store-crash', 'guards', 'added-parts', 'demo-end'],
    ...['malformed-files', 'added-type', 'store-damage', 'separator-sheets', 'store-leak', 'page-classifier', 'bench-scoring'],
  ].map((name) => `tests/integration/${name}.test.ts`),
  ...slow.filter((file) => /^(models|electron\/(pipeline|services\/people))\//.test(file)),
];

/** They wait for files to stand still and for slow devices, and use a tenth of a core meanwhile. */
const waiting = [
  'drivers/folder/folder-driver.test.ts',
  'drivers/escl-network/fault-matrix.test.ts',
  'tests/integration/device-services.test.ts',
];

/** Nobody has measured anything on a fresh clone, where the runner would begin with the largest file. */
class LongestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    // What is not listed keeps its order, behind what is.
    const place = ({ moduleId }: TestSpecification) => sideBySide.findIndex((file) => moduleId.endsWith(file)) + 1 || sideBySide.length + 1;
    return (await super.sort(specifications)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    reporters: ['default', './tests/skip-reporter.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          // Files share the modules that they load: three times as quick. What one replaces or changes in them, no other may load.
          isolate: false,
          // A deadline against hanging, not a measure of speed: machines are slow at times.
          testTimeout: 30_000,
          include: ['{electron,drivers,models,renderer}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', 'renderer/dist/**', ...slow],
        },
      },
      {
        test: {
          name: 'integration, side by side',
          include: sideBySide,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'integration, waiting',
          include: waiting,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/{conformance,integration}/**/*.test.ts', ...slow],
          exclude: [...sideBySide, ...waiting],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Real processes and OCR share two cores: one file at a time keeps deadlines honest.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
