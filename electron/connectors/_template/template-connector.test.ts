/** The template keeps the promises of `Connector` against a small system in memory. */
import { expect, test } from 'vitest';
import type { Attachment, PushMemory, Submission } from '../connector.ts';
import { createTemplateConnector, defineTemplateConnector } from './template-connector.ts';
import type { ApprovalApi } from './template-connector.ts';

function createSystem() {
  const cases = new Map<string, { state: 'open' | 'received'; files: string[] }>();
  const numbers = new Map<string, string>();
  let failSubmit = false;
  const api: ApprovalApi = {
    systemName: () => Promise.resolve('样例系统'),
    state: (caseNumber) => Promise.resolve(cases.get(caseNumber)?.state ?? null),
    giveNumber(_itemCode, key) {
      const caseNumber = numbers.get(key) ?? `N${numbers.size + 1}`;
      numbers.set(key, caseNumber);
      if (!cases.has(caseNumber)) cases.set(caseNumber, { state: 'open', files: [] });
      return Promise.resolve(caseNumber);
    },
    take(caseNumber, attachment) {
      cases.get(caseNumber)!.files.push(attachment.fileName);
      return Promise.resolve(`id-${attachment.fileName}`);
    },
    submit(caseNumber) {
      cases.get(caseNumber)!.state = 'received';
      return failSubmit ? Promise.reject(new Error('answer lost')) : Promise.resolve({ receivedAt: '2026-03-02T01:00:00.000Z' });
    },
  };
  return { api, cases, loseAnswer: (value: boolean) => (failSubmit = value) };
}

const attachment: Attachment = {
  materialCode: 'M1',
  materialName: '申请书',
  fileName: '1-申请书.pdf',
  mimeType: 'application/pdf',
  bytes: 3,
  sha256: 'a'.repeat(64),
  md5: 'b'.repeat(32),
  read: () => Promise.resolve(new Uint8Array([1, 2, 3])),
};

function createSubmission(): { submission: Submission; memory: PushMemory } {
  const submission: Submission = {
    caseId: '0b0e8a52-5c1e-4b0e-9d0e-2b7f0f3a9f10',
    idempotencyKey: 'key-00000001',
    itemCode: 'I1',
    itemName: '样例事项',
    payload: {},
    attachments: [attachment],
    caseNumber: null,
    queryPassword: null,
    uploaded: {},
  };
  const memory: PushMemory = {
    async caseNumberGiven(caseNumber) {
      submission.caseNumber = caseNumber;
    },
    async attachmentTaken(sha256, remoteId) {
      submission.uploaded[sha256] = remoteId;
    },
  };
  return { submission, memory };
}

const signal = new AbortController().signal;

test('pushes number, files and submission, and remembers each', async () => {
  const { api, cases } = createSystem();
  const { submission, memory } = createSubmission();
  const outcome = await createTemplateConnector(api).push(submission, memory, signal);
  expect(outcome).toMatchObject({ kind: 'accepted', caseNumber: 'N1' });
  expect(submission.uploaded).toEqual({ ['a'.repeat(64)]: 'id-1-申请书.pdf' });
  expect([...cases.values()]).toEqual([{ state: 'received', files: ['1-申请书.pdf'] }]);
});

test('a lost answer is a retry, and the retry finds the case already there', async () => {
  const { api, cases, loseAnswer } = createSystem();
  const { submission, memory } = createSubmission();
  const connector = createTemplateConnector(api);
  loseAnswer(true);
  expect(await connector.push(submission, memory, signal)).toMatchObject({ kind: 'retry' });
  loseAnswer(false);
  expect(await connector.push(submission, memory, signal)).toEqual({ kind: 'duplicate', caseNumber: 'N1', receivedAt: null });
  expect(cases.get('N1')?.files).toHaveLength(1);
});

test('the settings are described for the form, and what does not fit them is refused by its name', () => {
  const { fields, check } = defineTemplateConnector(() => createSystem().api);
  const drawn = fields.map(({ key, type, required, secret, binds }) => [key, type, required, secret, binds]);
  expect(drawn).toEqual([
    ['baseUrl', 'url', true, false, 'origin'],
    ['clientId', 'text', true, false, 'value'],
    ['clientSecret', 'text', true, true, null],
    ['signature', 'choice', false, false, null],
    ['sendsCopies', 'yes-no', false, false, null],
    ['timeoutMs', 'number', false, false, null],
  ]);
  expect(fields.at(-1)).toMatchObject({ min: 1000, max: 600_000, scale: 1000, initial: 30_000 });
  expect(fields[3]?.options).toEqual(['SM3', 'SHA-256']);
  const good = { kind: 'template', baseUrl: 'https://approval.example/', clientId: 'c', clientSecret: '' };
  expect(() => check(good)).not.toThrow();
  for (const [field, value] of [
    ['baseUrl', 'ftp://x/'],
    ['clientId', ''],
    ['timeoutMs', 1],
    ['unheardOf', 1],
  ] as const)
    expect(() => check({ ...good, [field]: value })).toThrow(expect.objectContaining({ code: 'bad-input' }));
});
