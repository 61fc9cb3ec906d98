/** Settings and accounts. */
import { expect, test } from 'vitest';
import { exampleKey, temporaryStore } from '../../tests/fixtures/store/examples.ts';
import { openDatabase } from './database.ts';
import { deriveKeys } from './keys.ts';
import { queryBuilder, unwatched } from './query-builder.ts';
import { outerScope } from './scope.ts';
import { createSettings } from './settings.ts';
import type { AccountRow } from './store.ts';

test('the newest version is in force and older ones are kept, newest first', async () => {
  let minute = 10;
  const { store } = await temporaryStore(() => `2026-03-02T01:${minute++}:00.000Z`);
  expect(await store.settings.get('mapping')).toBeUndefined();
  await store.settings.put('mapping', { version: 1 });
  await store.settings.put('mapping', { version: 2 });
  await store.settings.put('mapping', { version: 2 });
  await store.settings.put('other', null);
  expect(await store.settings.get('mapping')).toEqual({ version: 2 });
  expect(await store.settings.get('other')).toBeNull();
  expect(await store.settings.history('mapping')).toEqual([
    { savedAt: '2026-03-02T01:11:00.000Z', value: { version: 2 } },
    { savedAt: '2026-03-02T01:10:00.000Z', value: { version: 1 } },
  ]);
  await expect(store.settings.put('mapping', undefined)).rejects.toMatchObject({ code: 'bad-input' });
});

test('without history nothing of older values is left', async () => {
  const { store } = await temporaryStore();
  await store.settings.put('open-jobs', ['secret']);
  await store.settings.put('open-jobs', [], { keepHistory: false });
  expect((await store.settings.history('open-jobs')).map(({ value }) => value)).toEqual([[]]);
});

test('a full disk is store.out-of-space and leaves the older value', async () => {
  const { store, dataFolder } = await temporaryStore();
  await store.settings.put('mapping', 'small');
  await store.close();
  const raw = openDatabase(dataFolder, deriveKeys(exampleKey).database);
  raw.pragma(`max_page_count = ${raw.pragma('page_count', { simple: true }) as number}`);
  const settings = createSettings(outerScope(queryBuilder(raw, unwatched), () => '2026-03-02T01:00:00.000Z'));
  await expect(settings.put('mapping', 'x'.repeat(200_000))).rejects.toMatchObject({ code: 'store.out-of-space' });
  expect(await settings.get('mapping')).toBe('small');
  raw.close();
});

test('an account is stored, replaced and listed', async () => {
  const { store } = await temporaryStore();
  const account: AccountRow = {
    account: 'zhoumou',
    displayName: '周某',
    role: 'reviewer',
    passwordHash: 'scrypt$…',
    mustChangePassword: true,
    failedAttempts: 0,
    lockedUntil: null,
    disabled: false,
  };
  await store.accounts.save(account);
  const locked = { ...account, mustChangePassword: false, failedAttempts: 5, lockedUntil: '2026-03-02T01:15:00.000Z', disabled: true };
  await store.accounts.save(locked);
  expect(await store.accounts.get('zhoumou')).toEqual(locked);
  expect(await store.accounts.list()).toEqual([locked]);
  expect(await store.accounts.get('nobody')).toBeUndefined();
});
