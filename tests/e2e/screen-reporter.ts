/** Prints what a failed test last saw: on a CI machine the log is all that is left of the run. */
import { readFileSync } from 'node:fs';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

export default class ScreenReporter implements Reporter {
  onTestEnd(test: TestCase, { status, attachments }: TestResult): void {
    if (status === test.expectedStatus || status === 'skipped') return;
    const path = attachments.find(({ name }) => name === 'error-context')?.path;
    const context = path ? readFileSync(path, 'utf8') : '';
    const elements = /```yaml\n([\s\S]*?)```/.exec(context)?.[1] ?? 'not known\n';
    console.log(`\nThe screen when "${test.title}" failed:\n${elements}`);
  }
}
