/** Two projects: fast unit tests beside the code, and integration tests that start real processes. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{electron,drivers,models,renderer}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', 'renderer/dist/**'],
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/{conformance,integration}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Real processes and OCR share two cores: one file at a time keeps deadlines honest.
          fileParallelism: false,
        },
      },
    ],
  },
});
