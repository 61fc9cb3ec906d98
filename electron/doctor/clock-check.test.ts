/** The doctor says when the date of the computer cannot be right. */
import { expect, test } from 'vitest';
import { exampleKey, operator, temporaryFolder } from '../../tests/fixtures/store/examples.ts';
import { createStore } from '../store/sqlite-store.ts';
import { checkClock } from './clock-check.ts';
import { createDataLook } from './data-look.ts';

async function platformLoggedAt(at: string) {
  const dataFolder = temporaryFolder();
  const store = await createStore({ dataFolder, key: exampleKey, foldersAhead: false, now: () => at });
  await store.audit.append({ actor: operator, action: 'test', subject: 'case' });
  await store.close();
  return { dataFolder, loadKey: () => Promise.resolve(exampleKey) };
}

test('a log from the future is told, with both dates and what to do', async () => {
  const platform = await platformLoggedAt('2026-04-02T01:00:00.000Z');
  const finding = await checkClock(createDataLook(platform), () => new Date('2026-03-02T01:00:00.000Z'))();
  expect(finding).toMatchObject({ name: '本机时钟', state: 'limited' });
  expect(finding.detail).toMatch(/本机时钟可能不对.*2026-03-02.*2026-04-02/);
  expect(finding.remedy).not.toBe('');
});

test('an empty battery is told without any log, and a right date is good', async () => {
  const empty = { dataFolder: temporaryFolder(), loadKey: () => Promise.resolve(exampleKey) };
  expect((await checkClock(createDataLook(empty), () => new Date('2015-01-01T00:00:00.000Z'))()).state).toBe('limited');
  expect(
    (await checkClock(createDataLook(await platformLoggedAt('2026-03-01T00:00:00.000Z')), () => new Date('2026-03-02T00:00:00.000Z'))())
      .state,
  ).toBe('good');
});
