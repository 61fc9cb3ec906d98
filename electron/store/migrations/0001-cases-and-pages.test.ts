/** From nothing to cases, pages and step results. */
import { expect, test } from 'vitest';
import { migrateTo, objectsOf } from '../../../tests/fixtures/store/saved-state.ts';

test('an empty database gets the three tables, and pages go with their case', () => {
  const raw = migrateTo(1);
  expect(objectsOf(raw, 'table')).toEqual(['cases', 'pages', 'steps']);
  raw.exec(`
    insert into cases values ('c', 0, 'draft', 'counter', 'i', null, 't', 'a', null, 't', '{}');
    insert into pages values ('p', 'c', 0, 't', 'stored', '{}');
    insert into steps (page_id, step, version, result) values ('p', 'ocr', '1', '[]');
  `);
  expect(() => raw.exec("insert into pages values ('q', 'nobody', 0, 't', 'stored', '{}')")).toThrow(/FOREIGN KEY/);
  raw.exec("delete from cases where id = 'c'");
  expect(raw.prepare('select (select count(*) from pages) + (select count(*) from steps)').pluck().get()).toBe(0);
});
