/** The audit log: a chain that tells every change, even by somebody who has the key. */
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exampleKey, operator, temporaryFolder, temporaryStore } from '../../tests/fixtures/store/examples.ts';
import { openDatabase } from './database.ts';
import { deriveKeys } from './keys.ts';
import { anchorPath } from './anchor.ts';
import { createStore } from './sqlite-store.ts';
import type { AuditMark } from './store.ts';

const triggers = ['audit_refuses_update', 'audit_refuses_delete', 'audit_refuses_other_links'];

async function closedLog(rows: number): Promise<string> {
  const dataFolder = temporaryFolder();
  const store = await createStore({ dataFolder, key: exampleKey });
  for (let number = 1; number <= rows; number++) {
    await store.audit.append({ actor: operator, action: 'case.save', subject: `case-${number}`, details: { number, ok: true } });
  }
  await store.close();
  return dataFolder;
}

function withRawDatabase(dataFolder: string, statements: string[]): void {
  const raw = openDatabase(dataFolder, deriveKeys(exampleKey).database);
  try {
    for (const statement of statements) raw.exec(statement);
  } finally {
    raw.close();
  }
}

async function verify(dataFolder: string) {
  const store = await createStore({ dataFolder, key: exampleKey });
  const result = await store.audit.verify();
  await store.close();
  return result;
}

test('entries form a chain and are listed newest first, in slices', async () => {
  const { store } = await temporaryStore();
  expect(await store.audit.verify()).toEqual({ rows: 0, brokenAt: null });
  for (const subject of ['a', 'b', 'c']) await store.audit.append({ actor: operator, action: 'test', subject });
  const [third, second, first] = await store.audit.list();
  expect([first?.subject, second?.subject, third?.subject]).toEqual(['a', 'b', 'c']);
  expect([first?.previousHash, second?.previousHash, third?.previousHash]).toEqual(['', first?.hash, second?.hash]);
  expect(await store.audit.list({ limit: 1, before: 3 })).toEqual([second]);
  expect(second).toMatchObject({ sequence: 2, actor: operator, action: 'test' });
  expect(await store.audit.verify()).toEqual({ rows: 3, brokenAt: null });
});

test('entries appended at the same time still form one chain', async () => {
  const { store } = await temporaryStore();
  const subjects = Array.from({ length: 25 }, (_, number) => `case-${number}`);
  await Promise.all(subjects.map((subject) => store.audit.append({ actor: operator, action: 'test', subject })));
  expect(await store.audit.verify()).toEqual({ rows: 25, brokenAt: null });
});

test.each([
  ['update', "update audit set subject = 'other' where sequence = 2"],
  ['delete', 'delete from audit where sequence = 2'],
  [
    'replace',
    "insert or replace into audit select sequence, at, actor, action, 'other', details, previous_hash, hash from audit where sequence = 2",
  ],
  ['a foreign link', "insert into audit select 9, at, actor, action, subject, details, previous_hash, 'x' from audit where sequence = 2"],
])('the database itself refuses %s', async (_name, statement) => {
  const dataFolder = await closedLog(3);
  expect(() => withRawDatabase(dataFolder, [statement])).toThrow(/audit is/);
  expect(await verify(dataFolder)).toEqual({ rows: 3, brokenAt: null });
});

test.each([
  ['a changed subject', "update audit set subject = 'other' where sequence = 2", 2],
  ['a changed actor', `update audit set actor = replace(actor, 'window3', 'window4') where sequence = 1`, 1],
  ['changed details', `update audit set details = '{"number":3,"ok":false}' where sequence = 3`, 3],
  ['a changed time', "update audit set at = '2020-01-01T00:00:00.000Z' where sequence = 3", 3],
  ['a missing row', 'delete from audit where sequence = 2', 2],
  ['a missing first row', 'delete from audit where sequence = 1', 1],
  ['a cut end', 'delete from audit where sequence >= 3', 3],
  ['an emptied log', 'delete from audit', 1],
  ['a forged hash', "update audit set hash = 'abc' where sequence = 2", 2],
])('%s is found, though the triggers were dropped', async (_name, statement, brokenAt) => {
  const dataFolder = await closedLog(4);
  // The anchor would notice the shorter logs at the door already.
  for (const slot of [0, 1]) rmSync(anchorPath(dataFolder, slot));
  withRawDatabase(dataFolder, [...triggers.map((name) => `drop trigger ${name}`), 'update store_state set anchored = 0', statement]);
  expect((await verify(dataFolder)).brokenAt).toBe(brokenAt);
});

test('verifying lets the host work in between, and is not misled by rows that are added meanwhile', async () => {
  const { store } = await temporaryStore();
  const append = (subject: string) => store.audit.append({ actor: operator, action: 'test', subject });
  await store.transaction(async ({ audit }) => {
    for (let number = 0; number < 1100; number++) await audit.append({ actor: operator, action: 'test', subject: `${number}` });
  });
  let turns = 0;
  let appended: Promise<void> = Promise.resolve();
  let ended = false;
  const turn = () => {
    if (++turns === 2) appended = append(`meanwhile-${turns}`);
    if (!ended) setImmediate(turn);
  };
  setImmediate(turn);
  const { rows, brokenAt } = await store.audit.verify();
  ended = true;
  await appended;
  expect(brokenAt).toBeNull();
  expect(rows).toBeGreaterThanOrEqual(1100);
  expect(turns).toBeGreaterThanOrEqual(4);
});

test('from a mark on only the newer rows are verified, and the row of the mark', async () => {
  const dataFolder = await closedLog(4);
  const marks: AuditMark[] = [];
  const first = await createStore({ dataFolder, key: exampleKey });
  await first.audit.verify({ onProgress: (mark) => void marks.push(mark) });
  await first.close();
  const from = marks.at(-1)!;
  expect(from.rows).toBe(4);
  const brokenAfter = async (statement: string, given?: AuditMark) => {
    for (const slot of [0, 1]) rmSync(anchorPath(dataFolder, slot), { force: true });
    const open = ['update store_state set anchored = 0', ...triggers.map((name) => `drop trigger if exists ${name}`)];
    withRawDatabase(dataFolder, [...open, statement]);
    const store = await createStore({ dataFolder, key: exampleKey });
    const { brokenAt } = await store.audit.verify(given ? { from: given } : {});
    await store.close();
    return brokenAt;
  };
  expect(await brokenAfter('select 1', from)).toBeNull();
  expect(await brokenAfter("update audit set subject = 'other' where sequence = 2", from)).toBeNull();
  expect(await brokenAfter('select 1')).toBe(2);
  expect(
    await brokenAfter("insert into audit select 5, at, actor, action, subject, details, hash, 'x' from audit where sequence = 4", from),
  ).toBe(5);
  expect(await brokenAfter('delete from audit where sequence >= 4', from)).toBe(4);
});

test('verifying stops when it is told to', async () => {
  const { store } = await temporaryStore();
  const stop = new AbortController();
  stop.abort();
  await expect(store.audit.verify({ signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
});
