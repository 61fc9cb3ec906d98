/** From version 6 to the names of the steps as the pipeline has them, and to errors of pushes as codes. */
import { expect, test } from 'vitest';
import { pushReasonText } from '#shared/push-reason-texts.ts';
import { pushReasonSchema } from '#shared/push-reason.ts';
import { migrateTo } from '../../../tests/fixtures/store/saved-state.ts';

test('what was read of a page stays usable under its new name', () => {
  const raw = migrateTo(7);
  expect(raw.prepare('select step, version from steps').all()).toEqual([{ step: 'read', version: 'v4' }]);
});

test('a sentence that was stored as the last error is still told, word by word; no error stays none', () => {
  const raw = migrateTo(7);
  const rows = raw.prepare("select id, last_error from outbox where id like 'o_' order by id").all() as {
    id: string;
    last_error: string | null;
  }[];
  expect(rows.map(({ id }) => id)).toEqual(['o1', 'o2']);
  const [told, none] = rows.map(({ last_error: text }) => text);
  expect(pushReasonText(pushReasonSchema.parse(JSON.parse(told ?? '')), 'zh')).toBe('对方系统拒绝连接（“端口”不对）');
  expect(none).toBeNull();
});
