/** From version 5 to the state that the anchor is compared with. */
import { expect, test } from 'vitest';
import { migrateTo, objectsOf } from '../../../tests/fixtures/store/saved-state.ts';

test('rows of pages and samples are counted, also those that go with their case or type', () => {
  const raw = migrateTo(6);
  expect(objectsOf(raw, 'table')).toEqual(expect.arrayContaining(['store_state', 'doomed_files']));
  const rows = () => raw.prepare('select page_rows from store_state').pluck().get();
  const counted = 'select (select count(*) from pages) + (select count(*) from taught_samples)';
  const before = raw.prepare(counted).pluck().get();
  expect(before).toBeGreaterThan(1);
  expect(rows()).toBe(before);
  raw.exec("insert into taught_samples values ('s2', 'taught-aaaaaa', 't', '{}')");
  expect(rows()).toBe(raw.prepare(counted).pluck().get());
  raw.exec('delete from cases; delete from taught_types');
  expect(rows()).toBe(0);
  expect(raw.prepare('select anchored, serial, length(installation) as n from store_state').get()).toEqual({
    anchored: 0,
    serial: 0,
    n: 32,
  });
});
