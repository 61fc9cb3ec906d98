/** The invented host's memory: cases, who listens to them, the scan that runs. */
import type { Case } from '#shared/case.ts';
import type { CaseEvent, CaseView } from '#shared/contract/case-view.ts';
import type { ScanProgress } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import { openFields } from '#shared/open-fields.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { addPage, clerk, emptyCase, readPage } from './fake-case.ts';
import { fakeChecklist, fakeForm } from './fake-checklist.ts';
import { fakeItems, individualBusiness } from './fake-items.ts';
import { oneSidedStack, stack } from './fake-papers.ts';

export type FakeCase = { case: Case; scan: ScanProgress | null; push: CaseView['push']; updatedAt: string };
type Listener = (event: CaseEvent) => void;

const cases = new Map<string, FakeCase>();
const listeners = new Map<string, Set<Listener>>();

export const allCases = (): FakeCase[] => [...cases.values()];

export function itemOf(code: string): ServiceItem {
  const item = fakeItems.find((candidate) => candidate.code === code);
  if (!item) throw new AppError('not-found');
  return item;
}

export function caseOf(id: string): FakeCase {
  const found = cases.get(id);
  if (!found) throw new AppError('not-found');
  return found;
}

export function emit(id: string, event: CaseEvent): void {
  for (const listener of listeners.get(id) ?? []) listener(event);
}

export function listen(id: string, listener: Listener): () => void {
  const set = listeners.get(id) ?? new Set();
  listeners.set(id, set.add(listener));
  return () => set.delete(listener);
}

export function change(id: string, next: (current: Case) => Case, more: Partial<FakeCase> = {}): FakeCase {
  const found = caseOf(id);
  const changed = next(found.case);
  const form = fakeForm(itemOf(changed.itemCode), changed);
  const stored = { ...found, ...more, case: { ...changed, form, revision: found.case.revision + 1 }, updatedAt: new Date().toISOString() };
  cases.set(id, stored);
  emit(id, { kind: 'changed', revision: stored.case.revision });
  return stored;
}

export function remember(current: Case, more: Partial<FakeCase> = {}): void {
  cases.set(current.id, { case: current, scan: null, push: null, updatedAt: current.createdAt, ...more });
}

export function viewOf(id: string): CaseView {
  const { case: current, scan, push } = caseOf(id);
  const item = itemOf(current.itemCode);
  return { case: current, item, checklist: fakeChecklist(item, current), scan, push, openFields: openFields(item, current).length };
}

/** Fixed ids, so that the list of screens can link to them. */
export const sampleIds = {
  fresh: '00000000-0000-4000-8000-000000000001',
  read: '00000000-0000-4000-8000-000000000002',
  failed: '00000000-0000-4000-8000-000000000003',
  received: '00000000-0000-4000-8000-000000000004',
  sending: '00000000-0000-4000-8000-000000000005',
  oneSided: '00000000-0000-4000-8000-000000000006',
} as const;

function readCase(id: string, papers = stack, agent = true): Case {
  let current = emptyCase(id, individualBusiness, { agent, premises: 'rented' }, clerk);
  for (const paper of papers) current = addPage(current, paper);
  for (const { id: pageId } of current.pages) current = readPage(current, individualBusiness, pageId);
  const read: Case = current;
  // `?doubt=2` in the address: two sheets went through the feeder when the program was cut off.
  const sheetsThrough = Number(new URLSearchParams(location.search).get('doubt') ?? NaN);
  const last = read.pages.at(-1);
  if (Number.isNaN(sheetsThrough) || !last) return read;
  const sheet = read.pages.length + 1;
  const place = { page: sheet, sheet, sheetsThrough, lastPageId: last.id, frontReceived: false };
  const doubt = { jobId: id, deviceName: '窗口扫描仪', source: 'feeder' as const, duplex: false, since: read.createdAt };
  return { ...read, sheetDoubts: [{ ...doubt, ...place }] };
}

const submitted = (id: string, more: Partial<Case>): Case => ({
  ...readCase(id),
  reviewer: clerk,
  submittedAt: new Date().toISOString(),
  ...more,
});

export function seed(): void {
  remember(emptyCase(sampleIds.fresh, individualBusiness, { agent: false, premises: 'rented' }, clerk));
  remember(readCase(sampleIds.read));
  const oneSided = readCase(sampleIds.oneSided, oneSidedStack, false);
  const typed = { value: '个人经营', source: 'staff', documentId: null, fieldKey: null } as const;
  remember({ ...oneSided, form: { ...oneSided.form, organizationForm: typed } });
  remember(submitted(sampleIds.failed, { state: 'submit_failed', approvalMessage: '经营场所未在标准地址库中找到，请核对门牌。' }), {
    push: {
      state: 'rejected',
      attempts: 1,
      nextAttemptAt: null,
      lastError: { code: 'system-words', details: { words: '经营场所未在标准地址库中找到，请核对门牌。' } },
    },
  });
  remember(
    submitted(sampleIds.received, {
      state: 'received',
      caseNumber: '450103202603070001',
      queryPassword: '7315',
      receivedAt: new Date().toISOString(),
    }),
  );
  remember(submitted(sampleIds.sending, { state: 'submitting' }), {
    push: {
      state: 'pending',
      attempts: 3,
      nextAttemptAt: new Date(Date.now() + 90_000).toISOString(),
      lastError: { code: 'connection-refused' },
    },
  });
}
