/** One person at a kiosk is one call; the first clerk who answers is named, and everybody sees it. */
import { beforeEach, expect, test } from 'vitest';
import type { Actor } from '#shared/case.ts';
import type { Connection, StaffCall } from '#shared/session.ts';
import type { AuditEntry } from '../../store/store.ts';
import { createStaffCalls } from './staff-calls.ts';
import type { StaffCalls } from './staff-calls.ts';

const applicant: Actor = { account: 'kiosk', displayName: '申请人', role: 'applicant' };
const clerk: Actor = { account: 'lisi', displayName: '李四', role: 'operator' };
const kiosk = (id: string) => ({ id, face: 'kiosk' }) as Connection;

let entries: AuditEntry[];
let calls: StaffCalls;
beforeEach(() => {
  entries = [];
  let next = 0;
  let seconds = 0;
  calls = createStaffCalls({
    audit: { append: async (entry) => void entries.push(entry) },
    now: () => new Date(Date.UTC(2026, 0, 1, 8, 0, seconds++)),
    newId: () => `call-${next++}`,
  });
});

/** Reads a stream in the background. */
function reading<T>(stream: AsyncGenerator<T>): T[] {
  const seen: T[] = [];
  void (async () => {
    for await (const value of stream) seen.push(value);
  })();
  return seen;
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test('a call reaches the counters at once, and its answer reaches the kiosk with an audit row each', async () => {
  const stop = new AbortController();
  const counter = reading(calls.watchAll(stop.signal));
  const own = reading(calls.watchOwn('kiosk-1', stop.signal));
  await settled();
  const { id } = await calls.call(kiosk('kiosk-1'), applicant);
  await settled();
  expect(counter.map((list) => list.length)).toEqual([0, 1]);
  await calls.answer(id, clerk);
  await settled();
  expect(counter.at(-1)?.[0]?.answeredBy).toBe('李四');
  expect(own.map((call) => call?.answeredBy)).toEqual([undefined, null, '李四']);
  expect(entries.map(({ actor, action, subject }) => [actor.account, action, subject])).toEqual([
    ['kiosk', 'kiosk.call-staff', 'call:call-0'],
    ['lisi', 'kiosk.call-answered', 'call:call-0'],
  ]);
  stop.abort();
});

test('pressing again is the same call until somebody answered', async () => {
  const first = await calls.call(kiosk('kiosk-1'), applicant);
  expect(await calls.call(kiosk('kiosk-1'), applicant)).toBe(first);
  await calls.answer(first.id, clerk);
  expect((await calls.call(kiosk('kiosk-1'), applicant)).id).not.toBe(first.id);
  expect(entries).toHaveLength(3);
});

test('only one clerk goes, and nobody to a kiosk whose person has left', async () => {
  const { id } = await calls.call(kiosk('kiosk-1'), applicant);
  await calls.answer(id, clerk);
  await expect(calls.answer(id, { ...clerk, account: 'wangwu' })).rejects.toMatchObject({ code: 'conflict' });
  calls.end('kiosk-1');
  await expect(calls.answer(id, clerk)).rejects.toMatchObject({ code: 'not-found' });
});

test('the oldest call comes first, a stream ends with its signal', async () => {
  const stop = new AbortController();
  const seen = reading<StaffCall[]>(calls.watchAll(stop.signal));
  await calls.call(kiosk('kiosk-1'), applicant);
  await calls.call(kiosk('kiosk-2'), applicant);
  await settled();
  expect(seen.at(-1)?.map(({ id }) => id)).toEqual(['call-0', 'call-1']);
  stop.abort();
  await settled();
  const before = seen.length;
  calls.end('kiosk-1');
  await settled();
  expect(seen).toHaveLength(before);
});
