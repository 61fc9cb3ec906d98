/** From version 3 to the audit log. */
import { expect, test } from 'vitest';
import { migrateTo, objectsOf } from '../../../tests/fixtures/store/saved-state.ts';

test('the log comes with its triggers, and accounts and settings stay', () => {
  const raw = migrateTo(4);
  expect(objectsOf(raw, 'table')).toContain('audit');
  expect(objectsOf(raw, 'trigger')).toEqual(['audit_refuses_delete', 'audit_refuses_other_links', 'audit_refuses_update']);
  expect(raw.prepare('select account, display_name, role from accounts').all()).toEqual([
    { account: 'zhoumou', display_name: '周某', role: 'reviewer' },
  ]);
  expect(raw.prepare('select name, value from settings').all()).toEqual([{ name: 'mapping', value: '{"version":1}' }]);
  const add = raw.prepare(
    "insert into audit (sequence, at, actor, action, subject, previous_hash, hash) values (?, 't', '{}', 'a', 's', ?, ?)",
  );
  add.run(1, '', 'h1');
  add.run(2, 'h1', 'h2');
  expect(() => add.run(3, 'h1', 'h3')).toThrow(/chain/);
  expect(() => add.run(4, 'h2', 'h4')).toThrow(/chain/);
  expect(() => raw.exec('delete from audit where sequence = 2')).toThrow(/append-only/);
  expect(() => raw.exec("update audit set subject = 'x'")).toThrow(/append-only/);
});
