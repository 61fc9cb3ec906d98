/** Every listed connector against the real sandbox, with every way in which an approval system fails. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpsServer } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Attachment, Connector, PushMemory, Submission } from '../../electron/connectors/connector.ts';
import { connectors } from '../../electron/connectors/index.ts';
import { demoClient } from '../../electron/connectors/sandbox/demo-client.ts';
import { startSandbox } from '../../electron/connectors/sandbox/start-sandbox.ts';
import type { Sandbox } from '../../electron/connectors/sandbox/start-sandbox.ts';
import type { ConnectionSettings } from '../../electron/shared/connection/connection-settings.ts';

let dataFolder: string;
let sandbox: Sandbox;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'connector-test-'));
  sandbox = await startSandbox({ dataFolder, faults: true });
});
afterEach(async () => {
  await sandbox.close();
  await rm(dataFolder, { recursive: true, force: true });
});

const never = new AbortController().signal;

function settingsFor(kind: string, change: Partial<ConnectionSettings> = {}): ConnectionSettings {
  return { kind, baseUrl: sandbox.url, clientId: demoClient.id, clientSecret: demoClient.secret, timeoutMs: 1500, ...change };
}

function attachmentOf(materialCode: string, words: string): Attachment {
  const content = Buffer.from(`%PDF-1.7\n% ${words}\n%%EOF\n`);
  return {
    materialCode,
    materialName: `材料${materialCode}`,
    fileName: `1-材料${materialCode}-1.pdf`,
    mimeType: 'application/pdf',
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    md5: createHash('md5').update(content).digest('hex'),
    read: () => Promise.resolve(content),
  };
}

const payload = {
  caseId: 'd4c1b2de-1c5f-4f3f-9a58-7f0f52b5a001',
  item: { taskCode: 'ITEM-1', name: '个体工商户设立登记', version: 1 },
  applicationType: 'window',
  applicant: { type: 'naturalPerson', name: '覃样例', idType: '111', idNumber: '450103199003070012', phone: '13800000000' },
  form: { name: '样例米粉店' },
  materials: [{ materialCode: 'A', name: '材料A', necessity: 'required', kind: 'original', copies: 1, collectionMethod: 'scan', pages: 1 }],
  review: { reviewer: '审核员', reviewedAt: '2026-03-02T01:00:00.000Z', changedFields: [] },
  timestamps: { appliedAt: '2026-03-02T00:30:00.000Z' },
};

/** What the outbox does: remembers at once, and hands it all in again on the next attempt. */
function createPush(attachments = [attachmentOf('A', 'first'), attachmentOf('B', 'second')]) {
  const submission: Submission = {
    caseId: payload.caseId,
    idempotencyKey: randomUUID(),
    itemCode: 'ITEM-1',
    itemName: payload.item.name,
    payload: structuredClone(payload),
    attachments,
    caseNumber: null,
    queryPassword: null,
    uploaded: {},
  };
  const memory: PushMemory = {
    async caseNumberGiven(caseNumber, queryPassword) {
      Object.assign(submission, { caseNumber, queryPassword });
    },
    async attachmentTaken(sha256, remoteId) {
      submission.uploaded[sha256] = remoteId;
    },
  };
  return { submission, memory };
}

const submissions = () => sandbox.summary().map((one) => one.submissions);
const uploads = () => sandbox.summary().flatMap((one) => one.attachments.map((file) => file.uploads));

describe.each(connectors.map((kind) => [kind.kind, kind] as const))('%s', (kind, { create: createConnector }) => {
  let connector: Connector;
  beforeEach(() => {
    connector = createConnector(settingsFor(kind));
  });
  const push = ({ submission, memory }: ReturnType<typeof createPush>, signal = never) => connector.push(submission, memory, signal);

  test('gives a number, takes the files and the submission, and tells the state', async () => {
    const one = createPush();
    const outcome = await push(one);
    expect(outcome).toMatchObject({ kind: 'accepted', caseNumber: expect.stringMatching(/^450100\d{15}$/) });
    expect(one.submission.queryPassword).toMatch(/^\d{6}$/);
    expect(sandbox.summary()).toMatchObject([{ state: 'received', submissions: 1, references: 2 }]);
    expect(sandbox.summary()[0]?.attachments.map(({ fileName }) => fileName)).toEqual(['1-材料A-1.pdf', '1-材料B-1.pdf']);
    expect(sandbox.payloadOf(one.submission.caseNumber!)).toEqual(payload);
    expect(await connector.query(one.submission.caseNumber!, never)).toMatchObject({ state: 'received', message: null });
  });

  test('the same file for two materials is sent once and referenced twice', async () => {
    const one = createPush([attachmentOf('A', 'same'), attachmentOf('B', 'same')]);
    expect(await push(one)).toMatchObject({ kind: 'accepted' });
    expect(uploads()).toEqual([1]);
    expect(sandbox.summary()[0]?.references).toBe(2);
  });

  test('pushing a delivered case again is a duplicate and changes nothing', async () => {
    const one = createPush();
    await push(one);
    expect(await push(one)).toMatchObject({ kind: 'duplicate', caseNumber: one.submission.caseNumber });
    expect(submissions()).toEqual([1]);
    expect(uploads()).toEqual([1, 1]);
  });

  test('a lost number answer is asked again with the same key and gives one case', async () => {
    sandbox.faults.set({ route: 'register', kind: 'drop-after' });
    const one = createPush();
    expect(await push(one)).toMatchObject({ kind: 'retry' });
    expect(one.submission.caseNumber).toBeNull();
    expect(await push(one)).toMatchObject({ kind: 'accepted' });
    expect(submissions()).toEqual([1]);
  });

  test('a lost upload answer sends only that file again', async () => {
    sandbox.faults.set({ route: 'attachment', kind: 'drop-after', skip: 1 });
    const one = createPush();
    expect(await push(one)).toMatchObject({ kind: 'retry' });
    expect(Object.keys(one.submission.uploaded)).toHaveLength(1);
    expect(await push(one)).toMatchObject({ kind: 'accepted' });
    expect(uploads()).toEqual([1, 2]);
    expect(submissions()).toEqual([1]);
  });

  test('a lost submission answer turns into duplicate = success', async () => {
    sandbox.faults.set({ route: 'submission', kind: 'drop-after' });
    const one = createPush();
    expect(await push(one)).toMatchObject({ kind: 'retry' });
    expect(submissions()).toEqual([1]);
    expect(await push(one)).toMatchObject({ kind: 'duplicate', caseNumber: one.submission.caseNumber, receivedAt: expect.any(String) });
    expect(submissions()).toEqual([1]);
  });

  test('a submission that crossed with another is told by the duplicate answer and confirmed by query', async () => {
    // The first query still says "registered": the earlier submission is on its way.
    const one = createPush();
    await push(one);
    const { caseNumber, uploaded } = one.submission;
    sandbox.decide(caseNumber!, 'correction_required', '请补充租赁合同');
    // Far side waits for a correction; the same attempt must not count as one.
    expect(await push({ ...one, submission: { ...one.submission, caseNumber, uploaded } })).toMatchObject({ kind: 'duplicate' });
    expect(submissions()).toEqual([1]);
  });

  test('after 补正 a new submission goes to the same number', async () => {
    const one = createPush();
    await push(one);
    sandbox.decide(one.submission.caseNumber!, 'correction_required', '请补充租赁合同');
    expect(await connector.query(one.submission.caseNumber!, never)).toMatchObject({
      state: 'correction_required',
      message: '请补充租赁合同',
    });
    one.submission.idempotencyKey = randomUUID();
    one.submission.attachments.push(attachmentOf('C', 'lease'));
    expect(await push(one)).toMatchObject({ kind: 'accepted', caseNumber: one.submission.caseNumber });
    expect(sandbox.summary()).toMatchObject([{ state: 'received', submissions: 2, references: 3 }]);
  });

  test.each(['register', 'attachment', 'submission', 'token'] as const)(
    '%s: a server error, a cut line and silence are retries',
    async (route) => {
      for (const fault of [
        { kind: 'error-500' },
        { kind: 'drop-before' },
        { kind: 'garbage' },
        { kind: 'huge' },
        { kind: 'redirect' },
      ] as const) {
        connector = createConnector(settingsFor('rest'));
        sandbox.faults.set({ route, ...fault });
        const one = createPush();
        expect(await push(one), fault.kind).toMatchObject({ kind: 'retry', reason: { code: expect.stringMatching(/\S/) } });
        expect(await push(one), fault.kind).toMatchObject({ kind: 'accepted' });
      }
      expect(new Set(submissions())).toEqual(new Set([1]));
    },
  );

  test('an answer slower than the limit is a retry, not a wait', async () => {
    sandbox.faults.set({ route: 'register', kind: 'slow', delayMs: 4000 });
    const started = performance.now();
    expect(await push(createPush())).toMatchObject({ kind: 'retry', reason: { code: 'no-answer-in-time' } });
    expect(performance.now() - started).toBeLessThan(3500);
  });

  test('Retry-After is handed on', async () => {
    sandbox.faults.set({ route: 'register', kind: 'busy-503', retryAfterS: 7 });
    expect(await push(createPush())).toMatchObject({ kind: 'retry', afterMs: 7000 });
  });

  test('an expired token is renewed unseen; a refused client is unauthorised', async () => {
    await push(createPush());
    sandbox.expireTokens();
    expect(await push(createPush())).toMatchObject({ kind: 'accepted' });
    sandbox.faults.set({ route: 'submission', kind: 'expire-tokens' });
    expect(await push(createPush())).toMatchObject({ kind: 'accepted' });
    sandbox.faults.set({ route: 'register', kind: 'unauthorised', times: 2 });
    expect(await push(createPush())).toMatchObject({ kind: 'unauthorised' });
    const stranger = createConnector(settingsFor('rest', { clientSecret: 'wrong' }));
    const one = createPush();
    expect(await stranger.push(one.submission, one.memory, never)).toMatchObject({ kind: 'unauthorised' });
  });

  test('a business error inside HTTP 200 is a rejection in the words of the system', async () => {
    sandbox.faults.set({ route: 'submission', kind: 'business-error' });
    expect(await push(createPush())).toEqual({
      kind: 'rejected',
      problems: [{ path: null, reason: { code: 'system-words', details: { words: '业务办理窗口已关闭' } } }],
    });
  });

  test('content that breaks the schema is rejected with the path of each problem', async () => {
    const one = createPush();
    one.submission.payload = { ...payload, applicant: { ...payload.applicant, idNumber: '4501031990' } };
    expect(await push(one)).toEqual({
      kind: 'rejected',
      problems: [{ path: '/payload/applicant/idNumber', reason: { code: 'system-words', details: { words: '格式不正确' } } }],
    });
    expect(submissions()).toEqual([0]);
    one.submission.payload = payload;
    expect(await push(one)).toMatchObject({ kind: 'accepted' });
  });

  test('a file that was damaged on the way is refused', async () => {
    const whole = attachmentOf('A', 'whole');
    const one = createPush([{ ...whole, read: () => Promise.resolve(Buffer.from('%PDF-1.7 damaged')) }]);
    expect(await push(one)).toMatchObject({
      kind: 'rejected',
      problems: [{ reason: { code: 'system-words', details: { words: '附件摘要不一致' } } }],
    });
    expect(one.submission.uploaded).toEqual({});
  });

  test('an unknown number: query says null, push says so to staff', async () => {
    expect(await connector.query('450100202601010009999', never)).toBeNull();
    const one = createPush();
    one.submission.caseNumber = '450100202601010009999';
    expect(await push(one)).toMatchObject({ kind: 'rejected' });
  });

  test('a number without a submission is not a case yet', async () => {
    sandbox.faults.set({ route: 'submission', kind: 'error-500' });
    const one = createPush();
    await push(one);
    expect(one.submission.caseNumber).not.toBeNull();
    expect(await connector.query(one.submission.caseNumber!, never)).toBeNull();
  });

  test('cancelling throws cancelled and nothing else', async () => {
    sandbox.faults.set({ route: 'register', kind: 'slow', delayMs: 1200 });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 100);
    await expect(push(createPush(), abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('an unreachable system is a retry, in push and in test', async () => {
    const port = await freePort();
    const lost = createConnector(settingsFor('rest', { baseUrl: `http://127.0.0.1:${port}` }));
    const one = createPush();
    expect(await lost.push(one.submission, one.memory, never)).toMatchObject({ kind: 'retry', afterMs: null });
    expect(await lost.test(never)).toMatchObject({ ok: false, error: { code: 'push.unreachable' } });
    await expect(lost.query('1', never)).rejects.toMatchObject({ code: 'push.unreachable' });
  });

  test('a certificate that nobody vouches for is not trusted, and nothing is sent', async () => {
    let asked = 0;
    const server = createHttpsServer(selfSigned, (_request, response) => {
      asked += 1;
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const secure = createConnector(settingsFor('rest', { baseUrl: `https://127.0.0.1:${port}` }));
    const one = createPush();
    const outcome = await secure.push(one.submission, one.memory, never);
    await new Promise((resolve) => server.close(resolve));
    expect(outcome).toMatchObject({ kind: 'retry', reason: { code: 'certificate-untrusted' } });
    expect(asked).toBe(0);
  });

  test('test() names the system and the clock difference', async () => {
    const report = await connector.test(never);
    expect(report).toMatchObject({ ok: true, systemName: '行政审批系统（沙箱）', error: null });
    expect(Math.abs(report.clockSkewMs!)).toBeLessThan(2000);
    expect(report.roundTripMs).toBeGreaterThan(0);
    const stranger = createConnector(settingsFor('rest', { clientSecret: 'wrong' }));
    expect(await stranger.test(never)).toMatchObject({ ok: false, error: { code: 'push.unauthorised' } });
  });

  test('payloadSchema() is the published one, without references', async () => {
    const schema = await connector.payloadSchema(never);
    expect(schema).toMatchObject({ type: 'object', required: expect.arrayContaining(['applicant', 'review']) });
    expect(JSON.stringify(schema)).not.toContain('$ref');
  });
});

/** A self-signed certificate for 127.0.0.1, made for this test alone. */
const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgTe/YRNPOrBZUFxEU
Gk0c7JBu+uzhALsMI0dCjkpRhiehRANCAARqDhOSM6b+k3fIMCZC6yGY/B0xJu7K
HAe1fWRyvEFBl+fmoqPN2iWhretL+pws4/gNm9y/7zQCBFnTQKJJcdlC
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBkTCCATagAwIBAgIUCRbgVgL2/bR5GucxP4Br297jC7swCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMjA5MDYxNFoYDzIxMjYxMDI5
MDkwNjE0WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARqDhOSM6b+k3fIMCZC6yGY/B0xJu7KHAe1fWRyvEFBl+fmoqPN2iWh
retL+pws4/gNm9y/7zQCBFnTQKJJcdlCo2QwYjAdBgNVHQ4EFgQUEnfNmetL2u71
L3pkc+QdbNn9EqwwHwYDVR0jBBgwFoAUEnfNmetL2u71L3pkc+QdbNn9EqwwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0kAMEYC
IQD9+BC8hfKeADnsEF9Y7j24SlziiBh5m3mzQYyAg+GIWQIhAJMJdOsRaNhuOAdv
FvEvADlGmMDZAJ+CH4EhCruRss39
-----END CERTIFICATE-----`,
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
