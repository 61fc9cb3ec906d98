/** From version 4 to taught types and their samples. */
import { expect, test } from 'vitest';
import { migrateTo, objectsOf } from '../../../tests/fixtures/store/saved-state.ts';

test('types and samples come, samples go with their type, and the audit log stays', () => {
  const raw = migrateTo(5);
  expect(objectsOf(raw, 'table')).toEqual(expect.arrayContaining(['taught_types', 'taught_samples']));
  expect(raw.prepare('select action, hash from audit').all()).toEqual([{ action: 'case.create', hash: 'h1' }]);
  raw.exec("insert into taught_types values ('taught-aaaaaa', 'draft', 't', '{}')");
  const add = raw.prepare("insert into taught_samples values (?, ?, 't', '{}')");
  add.run('s1', 'taught-aaaaaa');
  add.run('s2', 'taught-aaaaaa');
  expect(() => add.run('s3', 'taught-bbbbbb')).toThrow(/FOREIGN KEY/);
  raw.exec("delete from taught_types where id = 'taught-aaaaaa'");
  expect(raw.prepare('select count(*) from taught_samples').pluck().get()).toBe(0);
});
