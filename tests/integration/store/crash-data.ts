/** Invented cases for the children of the store's tests, which run without the test runner. */
import { nothingYet } from '#shared/case.ts';
import type { Case } from '#shared/case.ts';
import type { NewPage, OutboxRow } from '../../../electron/store/store.ts';

export const crashKey = Buffer.alloc(32, 0x33);

export function crashCase(id: string): Case {
  return {
    id,
    revision: 0,
    state: 'ready',
    face: 'headless',
    itemCode: '11440000-ITEM',
    itemVersion: 1,
    answers: {},
    createdAt: '2026-03-02T01:00:00.000Z',
    createdBy: { account: 'window3', displayName: '窗口三', role: 'operator' },
    ...nothingYet(),
  };
}

export function crashPage(id: string, index: number): Omit<NewPage, 'sha256' | 'bytes'> {
  return {
    id,
    index,
    source: { kind: 'scanner', deviceName: 'Feeder 1', jobId: 'job-1', side: 'front' },
    mimeType: 'image/jpeg',
    widthPx: 100,
    heightPx: 140,
    dpi: 300,
    receivedAt: '2026-03-02T01:00:00.000Z',
  };
}

export function crashOutboxRow(id: string, caseId: string): OutboxRow {
  return {
    id,
    caseId,
    idempotencyKey: id,
    state: 'pending',
    mappingVersion: 1,
    payload: {},
    attachments: [],
    caseNumber: null,
    queryPassword: null,
    uploaded: {},
    attempts: 0,
    nextAttemptAt: '2026-03-02T02:00:00.000Z',
    lastError: null,
    createdAt: '2026-03-02T01:30:00.000Z',
  };
}
