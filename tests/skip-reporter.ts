/** Counts the tests that were skipped, for the list at the end of `npm test`. */
import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { addSkip, root } from './skipped.ts';

export default class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules) {
      const tests = [...module.children.allTests('skipped')].length;
      if (tests > 0) addSkip({ what: relative(root, module.moduleId), tests });
    }
  }
}
