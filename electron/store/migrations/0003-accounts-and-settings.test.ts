/** From version 2 to accounts and settings. */
import { expect, test } from 'vitest';
import { migrateTo, objectsOf } from '../../../tests/fixtures/store/saved-state.ts';

test('accounts and settings come, and the outbox keeps its parked row', () => {
  const raw = migrateTo(3);
  expect(objectsOf(raw, 'table')).toEqual(['accounts', 'cases', 'outbox', 'pages', 'settings', 'steps']);
  expect(raw.prepare('select state, case_number, attempts from outbox').all()).toEqual([
    { state: 'parked', case_number: 'SN-1', attempts: 8 },
  ]);
  const account = raw.prepare("insert into accounts values ('zhoumou', '周某', 'admin', 'hash', 1, 0, null, 0)");
  account.run();
  expect(() => account.run()).toThrow(/UNIQUE/);
  raw.exec("insert into settings (name, saved_at, value) values ('mapping', 't', '1'), ('mapping', 't', '2')");
  expect(raw.prepare("select value from settings where name = 'mapping' order by sequence desc limit 1").pluck().get()).toBe('2');
});
