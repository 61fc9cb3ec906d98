/** The sandbox itself: web pages, decisions of staff, refusals of foreign pages, and what it keeps over a restart. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { request } from 'undici';
import { demoClient } from './demo-client.ts';
import { startSandbox } from './start-sandbox.ts';
import type { Sandbox } from './start-sandbox.ts';

let dataFolder: string;
let sandbox: Sandbox;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  sandbox = await startSandbox({ dataFolder });
});
afterEach(async () => {
  await sandbox.close();
  await rm(dataFolder, { recursive: true, force: true });
});

async function token(): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: demoClient.id, client_secret: demoClient.secret });
  const answer = (await (await fetch(`${sandbox.url}/oauth/token`, { method: 'POST', body })).json()) as { access_token: string };
  return answer.access_token;
}

async function api(path: string, init: RequestInit = {}): Promise<{ code: number; data: Record<string, string> }> {
  const headers = { authorization: `Bearer ${await token()}`, 'idempotency-key': 'key-00000001', ...init.headers };
  const response = await fetch(sandbox.url + path, { ...init, headers });
  return (await response.json()) as { code: number; data: Record<string, string> };
}

const postJson = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const register = async () => (await api('/cases', postJson({ itemCode: 'ITEM-1' }))).data['caseNumber']!;

async function upload(caseNumber: string, content: Buffer, type: string, name: string) {
  const form = new FormData();
  form.set('materialCode', 'M1');
  form.set('materialName', '申请书');
  form.set('sha256', createHash('sha256').update(content).digest('hex'));
  form.set('md5', createHash('md5').update(content).digest('hex'));
  form.set('file', new Blob([new Uint8Array(content)], { type }), name);
  return api(`/cases/${caseNumber}/attachments`, { method: 'POST', body: form });
}

async function submittedCase(applicantName = '覃样例'): Promise<string> {
  const caseNumber = await register();
  const content = Buffer.from('%PDF-1.7 sample');
  const { data } = await upload(caseNumber, content, 'application/pdf', '1-申请书-1.pdf');
  const payload = {
    caseId: 'd4c1b2de-1c5f-4f3f-9a58-7f0f52b5a001',
    item: { taskCode: 'ITEM-1', name: '样例事项', version: 1 },
    applicationType: 'window',
    applicant: { type: 'naturalPerson', name: applicantName, idType: '111', idNumber: '450103199003070012' },
    form: {},
    materials: [{ materialCode: 'M1', name: '申请书', necessity: 'required', kind: 'copy', copies: 1, collectionMethod: 'scan', pages: 1 }],
    review: { reviewer: '李核验', reviewedAt: '2026-03-02T01:00:00.000Z' },
    timestamps: { appliedAt: '2026-03-02T00:30:00.000Z' },
  };
  const sha256 = createHash('sha256').update(content).digest('hex');
  const attachments = [{ attachmentId: data['attachmentId'], materialCode: 'M1', sha256 }];
  expect(await api(`/cases/${caseNumber}/submission`, postJson({ payload, attachments }))).toMatchObject({ code: 0 });
  return caseNumber;
}

const page = async (path: string) => (await fetch(sandbox.url + path)).text();
const decide = (caseNumber: string, decision: string, message = '') =>
  fetch(`${sandbox.url}/desk/${caseNumber}/${decision}`, { method: 'POST', body: new URLSearchParams({ message }), redirect: 'manual' });

test('the pages show the case with its fields and files, and escape what they show', async () => {
  const caseNumber = await submittedCase('<script>alert(1)</script>');
  const list = await page('/');
  expect(list).toContain(caseNumber);
  expect(list).toContain('样例事项');
  const shown = await page(`/desk/${caseNumber}`);
  expect(shown).toContain('450103199003070012');
  expect(shown).toContain('1-申请书-1.pdf');
  expect(list + shown).not.toContain('<script>');
  const link = /src="([^"]+)"/.exec(shown)![1]!;
  const file = await fetch(sandbox.url + link);
  expect(file.headers.get('content-type')).toBe('application/pdf');
  expect(await file.text()).toBe('%PDF-1.7 sample');
});

test('staff decide: 补正 with words, then 受理, then 办结; what is not allowed changes nothing', async () => {
  const caseNumber = await submittedCase();
  const stateOf = async () => (await api(`/cases/${caseNumber}`)).data;
  await decide(caseNumber, 'correction');
  expect(await stateOf()).toMatchObject({ state: 'received' });
  expect((await decide(caseNumber, 'correction', '请补充租赁合同')).status).toBe(303);
  expect(await stateOf()).toMatchObject({ state: 'correction_required', message: '请补充租赁合同' });
  await decide(caseNumber, 'accept');
  expect(await stateOf()).toMatchObject({ state: 'correction_required' });
  expect(await page(`/desk/${caseNumber}`)).toContain('请补充租赁合同');
});

test('a case accepted can be concluded, a refused one is final', async () => {
  const caseNumber = await submittedCase();
  await decide(caseNumber, 'accept');
  await decide(caseNumber, 'reject', '不在范围内');
  await decide(caseNumber, 'conclude');
  expect((await api(`/cases/${caseNumber}`)).data).toMatchObject({ state: 'concluded' });
});

test('foreign hosts and origins are refused, and no fault can be set unless it was asked for', async () => {
  const rebound = await request(`${sandbox.url}/`, { headers: { host: 'evil.example' } });
  expect(rebound.statusCode).toBe(403);
  const forged = await fetch(`${sandbox.url}/desk/1/accept`, { method: 'POST', headers: { origin: 'http://evil.example' } });
  expect(forged.status).toBe(403);
  expect((await fetch(`${sandbox.url}/sandbox/faults`, postJson({ route: 'query', kind: 'error-500' }))).status).toBe(404);
});

test('without a good token nothing is told', async () => {
  for (const authorization of ['', 'Bearer nope', 'Basic abc']) {
    const response = await fetch(`${sandbox.url}/cases/1`, { headers: { authorization } });
    expect(response.status).toBe(401);
  }
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: demoClient.id, client_secret: 'wrong' });
  expect((await fetch(`${sandbox.url}/oauth/token`, { method: 'POST', body })).status).toBe(401);
});

test('only what it claims to be is taken as a file', async () => {
  const caseNumber = await register();
  expect(await upload(caseNumber, Buffer.from('MZ executable'), 'application/pdf', 'a.pdf')).toMatchObject({ code: 4151 });
  expect(await upload(caseNumber, Buffer.from('<html>'), 'text/html', 'a.html')).toMatchObject({ code: 4151 });
});

test('a number survives a restart, and its key gives it again', async () => {
  const caseNumber = await register();
  await sandbox.close();
  sandbox = await startSandbox({ dataFolder });
  expect(await register()).toBe(caseNumber);
  expect((await stat(join(dataFolder, 'sandbox.sqlite'))).mode & 0o077).toBe(0);
});
