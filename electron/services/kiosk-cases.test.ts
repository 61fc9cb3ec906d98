/** What a kiosk session sees, and what its end takes away. */
import { expect, test } from 'vitest';
import type { CaseState } from '#shared/case.ts';
import type { Connection, Role } from '#shared/session.ts';
import type { Store } from '../store/store.ts';
import { createKioskCases } from './kiosk-cases.ts';
import type { RecognitionQueue } from './recognition/recognition-queue.ts';
import type { ScanJobs } from './intake/scan-jobs.ts';

const connection = (id: string, role: Role): Connection => ({
  id,
  face: role === 'applicant' ? 'kiosk' : 'counter',
  role: () => role,
  actor: () => null,
  mustChangePassword: () => false,
  isLocked: () => false,
  onChange: () => () => undefined,
});

function kiosk(states: Record<string, CaseState>) {
  const log: string[] = [];
  const cases = {
    get: async (id: string) => (states[id] ? { id, state: states[id] } : undefined),
    list: async () => Object.entries(states).map(([id, state]) => ({ id, state, face: 'kiosk' })),
    erase: async (id: string) => void log.push(`erase ${id}`),
  };
  const repositories = { cases, audit: { append: async () => undefined } };
  const store = {
    ...repositories,
    transaction: (work: (inner: typeof repositories) => Promise<unknown>) => work(repositories),
  } as unknown as Store;
  const jobs = { stopCase: async (id: string) => void log.push(`stop ${id}`) } as unknown as ScanJobs;
  const queue = { dropCase: (id: string) => void log.push(`drop ${id}`) } as unknown as RecognitionQueue;
  return { log, it: createKioskCases({ store, jobs, queue }) };
}

test('an applicant sees only the cases of this session, staff see all, an administrator none', () => {
  const { it } = kiosk({ a: 'draft' });
  const applicant = connection('kiosk-1', 'applicant');
  it.own(applicant, 'a');
  expect(it.canSee(applicant, 'a')).toBe(true);
  expect(it.canSee(connection('kiosk-2', 'applicant'), 'a')).toBe(false);
  expect(it.canSee(connection('counter', 'reviewer'), 'a')).toBe(true);
  expect(it.canSee(connection('admin', 'admin'), 'a')).toBe(false);
  expect(() => it.require(connection('kiosk-2', 'applicant'), 'a')).toThrow('not-found');
});

test('the end of a session stops scanning and reading before it erases', async () => {
  const { it, log } = kiosk({ a: 'in_review' });
  it.own(connection('kiosk-1', 'applicant'), 'a');
  await it.wipe('kiosk-1');
  expect(log).toEqual(['stop a', 'drop a', 'erase a']);
});

test('a submitted case stays for staff, but the session no longer sees it', async () => {
  const { it, log } = kiosk({ a: 'submitting' });
  const applicant = connection('kiosk-1', 'applicant');
  it.own(applicant, 'a');
  await it.wipe('kiosk-1');
  expect(log).toEqual(['stop a']);
  expect(it.canSee(applicant, 'a')).toBe(false);
});

test('what a crash left of a kiosk session is gone at the next start', async () => {
  const { it, log } = kiosk({ a: 'scanned', b: 'received' });
  expect(await it.wipeAbandoned()).toBe(1);
  expect(log.filter((entry) => entry.startsWith('erase'))).toEqual(['erase a']);
});
