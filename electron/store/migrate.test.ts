/** Running migrations: in order, whole or not at all. */
import { expect, test } from 'vitest';
import { migrateTo, objectsOf, openSavedState } from '../../tests/fixtures/store/saved-state.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { migrations } from './migrations/index.ts';

test('the list counts up from 1 without gaps', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
});

test.each(migrations.map(({ version }) => version - 1))('from version %i every later migration leads to the newest schema', (version) => {
  const raw = openSavedState(version);
  expect(migrate(raw, migrations)).toBe(version);
  expect(schemaVersion(raw)).toBe(migrations.length);
  const schema = "select name, sql from sqlite_master where name not like 'sqlite_%' order by name";
  const normal = (database: typeof raw) =>
    (database.prepare(schema).all() as { name: string; sql: string }[]).map(({ name, sql }) => [name, sql.replace(/\s+/g, ' ')]);
  expect(normal(raw)).toEqual(normal(migrateTo(migrations.length)));
  expect(migrate(raw, migrations)).toBe(migrations.length);
});

test('a migration that fails half way leaves the version and the tables before it', () => {
  const raw = openSavedState(3);
  const broken = { version: 4, sql: 'create table half (a text) strict; create table half (a text) strict;' };
  expect(() => migrate(raw, [...migrations.slice(0, 3), broken])).toThrow('internal');
  expect(schemaVersion(raw)).toBe(3);
  expect(objectsOf(raw, 'table')).not.toContain('half');
  migrate(raw, migrations);
  expect(schemaVersion(raw)).toBe(migrations.length);
});
