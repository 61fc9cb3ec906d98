/** Builds a reviewed case with pages in a real store, and the services that send it, for the outbox tests. */
import { randomUUID } from 'node:crypto';
import type { Connector } from '../../electron/connectors/connector.ts';
import { restConnector } from '../../electron/connectors/rest/rest-connector.ts';
import { demoClient } from '../../electron/connectors/sandbox/demo-client.ts';
import { createCaseEditor } from '../../electron/services/case-editor.ts';
import { createCaseEvents } from '../../electron/services/case-events.ts';
import { createOutboxWorker } from '../../electron/services/submission/outbox-worker.ts';
import type { OutboxWorkerOptions } from '../../electron/services/submission/outbox-worker.ts';
import { createPayloadSchemaSource } from '../../electron/services/submission/payload-schema.ts';
import { createSubmissionService } from '../../electron/services/submission/submission.ts';
import type { Actor, Case } from '../../electron/shared/case.ts';
import type { ConnectionSettings } from '../../electron/shared/connection/connection-settings.ts';
import { AppError } from '../../electron/shared/errors.ts';
import type { Mapping } from '../../electron/shared/mapping/mapping.ts';
import { serviceItemSchema } from '../../electron/shared/service-item.ts';
import type { ServiceItem } from '../../electron/shared/service-item.ts';
import { defaultMappings } from '../../electron/shared/service-items/default-mapping.ts';
import type { Store } from '../../electron/store/store.ts';
import { addPlainPage } from '../fixtures/store/plain-page.ts';

export const mapping: Mapping = { ...defaultMappings[0]!, itemCode: 'OUTBOX-TEST' };
export const reviewer: Actor = { account: 'li', displayName: '李核验', role: 'reviewer' };

const formKeys = [...new Set(mapping.rules.flatMap(({ source }) => (source.kind === 'form' ? [source.key] : [])))];
const material = (id: string, name: string, attachmentForm: 'pdf' | 'images') => ({
  id,
  name,
  necessity: 'required',
  attachmentForm,
  anyOf: [{ documentType: 'contract' }],
  copies: { originals: 1, copies: 0 },
  sourceKind: 'self',
});

/** An item of two materials: one goes as a PDF, the other as images. */
export const item: ServiceItem = serviceItemSchema.parse({
  code: 'OUTBOX-TEST',
  catalogCode: 'CAT',
  handlingItemCode: '',
  name: '个体工商户设立登记',
  version: 1,
  departmentName: '样例市场监督管理局',
  departmentCode: '11450000000000000B',
  caseKind: 'instant',
  questions: [],
  materials: [material('M1', '申请书', 'pdf'), material('M2', '经营场所使用证明', 'images')],
  formFields: formKeys.map((key) => ({ key, label: key, required: key === 'operatorName', sources: [] })),
});

export const formValues: Readonly<Record<string, string>> = {
  operatorName: '覃样例',
  operatorIdNumber: '450103199003070012',
  operatorMobile: '13800000000',
  operatorSex: '男',
  operatorBirthDate: '1990-03-07',
  name: '南宁市样例米粉店',
  fundingAmount: '3.5',
};

/** Stores a case that a reviewer has confirmed: one page for M1, two for M2. */
export async function storeReadyCase(store: Store, change: Partial<Case> = {}): Promise<string> {
  const at = '2026-03-02T00:30:00.000Z';
  const current: Case = {
    id: randomUUID(),
    revision: 0,
    state: 'ready',
    face: 'counter',
    itemCode: item.code,
    itemVersion: item.version,
    answers: {},
    createdAt: at,
    createdBy: { ...reviewer, account: 'wang', displayName: '王收件', role: 'operator' },
    caseNumber: null,
    queryPassword: null,
    pages: [],
    documents: [],
    form: Object.fromEntries(
      Object.entries(formValues).map(([key, value]) => [key, { value, source: 'staff' as const, documentId: null, fieldKey: null }]),
    ),
    reviewer,
    reviewedAt: at,
    submittedAt: null,
    receivedAt: null,
    approvalMessage: null,
    ...change,
  };
  await store.cases.insert(current);
  const pageIds = [];
  for (const [index, grey] of [40, 120, 200].entries()) {
    const colour = { r: grey, g: grey, b: grey };
    const { id } = await addPlainPage(store, current.id, index, colour, '2026-03-02T00:31:00.000Z');
    const stored = await store.pages.get(id);
    // A case goes out only once every page was read.
    await store.pages.save({ ...stored!.page, state: 'recognized' });
    pageIds.push(id);
  }
  const documentOf = (slotId: string, ids: string[]) => ({
    id: randomUUID(),
    documentType: 'contract',
    pageIds: ids,
    slotId,
    placedBy: 'person' as const,
    duplicateOf: null,
    fields: [],
  });
  const stored = await store.cases.get(current.id);
  await store.cases.save({ ...stored!, documents: [documentOf('M1', pageIds.slice(0, 1)), documentOf('M2', pageIds.slice(1))] });
  return current.id;
}

export const connectionTo = (baseUrl: string, change: Partial<ConnectionSettings> = {}): ConnectionSettings => ({
  kind: 'rest',
  baseUrl,
  clientId: demoClient.id,
  clientSecret: demoClient.secret,
  timeoutMs: 2000,
  ...change,
});

type Change = Partial<OutboxWorkerOptions> & { wrap?: (connector: Connector) => Connector };

/** Submission and worker as host.ts puts them together, with short waits. */
export function createPushServices(store: Store, connection: () => ConnectionSettings | null, { wrap, ...change }: Change = {}) {
  const editor = createCaseEditor({ store, events: createCaseEvents() });
  const connectorFor = (settings: ConnectionSettings) => restConnector.create(settings);
  const connector = () => {
    const settings = connection();
    const made = settings && connectorFor(settings);
    return Promise.resolve(made && wrap ? wrap(made) : made);
  };
  const itemOf = (code: string) => {
    if (code !== item.code) throw new AppError('not-found', { what: 'service-item' });
    return item;
  };
  const unexpected: unknown[] = [];
  const worker = createOutboxWorker({
    store,
    editor,
    itemOf,
    connector,
    backOff: { firstMs: 20, maxMs: 100, maxAttempts: 5 },
    onUnexpected: (error) => unexpected.push(error),
    ...change,
  });
  const submission = createSubmissionService({
    store,
    editor,
    itemOf,
    mappingOf: () => Promise.resolve(mapping),
    payloadSchema: createPayloadSchemaSource({
      store,
      connection: () => Promise.resolve(connection()),
      connectorFor,
      addressOf: ({ baseUrl }) => String(baseUrl),
    }),
    connector,
    wake: worker.wake,
    now: change.now ?? (() => new Date()),
    newId: randomUUID,
  });
  return { editor, worker, submission, unexpected };
}
