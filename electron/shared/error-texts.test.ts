/** Every code speaks both languages and tells the operator what to do. */
import { expect, test } from 'vitest';
import { errorCodes } from './errors.ts';
import type { ErrorCode } from './errors.ts';
import { errorText } from './error-texts.ts';

test('every code has a title and an action in both languages, and the languages differ', () => {
  for (const code of Object.keys(errorCodes) as ErrorCode[]) {
    const zh = errorText({ code, details: {} }, 'zh');
    const en = errorText({ code, details: {} }, 'en');
    expect(zh.title, code).toMatch(/[\u4e00-\u9fff]/);
    expect(zh.action, code).toMatch(/[\u4e00-\u9fff]/);
    expect(en.title, code).toMatch(/^[A-Z][\x20-\x7e]+$/);
    // Several steps are numbered.
    expect(en.action, code).toMatch(/^(1\. )?[A-Z][\x20-\x7e]+\.$/);
  }
});

test('errors about a sheet in the feeder say whether that sheet was taken', () => {
  for (const code of ['device.paper-jam', 'device.multi-feed', 'device.mispick', 'device.connection-lost', 'device.corrupt-page'] as const)
    expect(errorText({ code, details: {} }, 'zh').title).toContain('没有收进来');
});
