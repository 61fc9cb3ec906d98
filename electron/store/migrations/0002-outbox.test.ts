/** From version 1 to the outbox. */
import { expect, test } from 'vitest';
import { migrateTo, objectsOf } from '../../../tests/fixtures/store/saved-state.ts';

test('the outbox comes, what was there stays, and outbox rows outlive their case', () => {
  const raw = migrateTo(2);
  expect(objectsOf(raw, 'table')).toEqual(['cases', 'outbox', 'pages', 'steps']);
  expect(raw.prepare('select revision, body from cases').all()).toEqual([{ revision: 3, body: '{"kept":"as it is"}' }]);
  expect(raw.prepare('select step, version from steps').all()).toEqual([{ step: 'ocr', version: 'v4' }]);
  const insert = raw.prepare(`
    insert into outbox (id, case_id, idempotency_key, state, mapping_version, payload, attachments, uploaded, attempts, next_attempt_at, created_at)
    values (?, (select id from cases), ?, 'pending', 1, '{}', '[]', '{}', 0, 't', 't')`);
  insert.run('o1', 'key-1');
  expect(() => insert.run('o2', 'key-1')).toThrow(/UNIQUE/);
  raw.exec('delete from cases');
  expect(raw.prepare('select count(*) from outbox').pluck().get()).toBe(1);
});
