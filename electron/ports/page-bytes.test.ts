/** Page images out, files in: who gets what, and what an upload may be. */
import { beforeEach, expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { Connection, Role } from '#shared/session.ts';
import { createPageBytesHandler } from './page-bytes.ts';
import type { ImportSource, PageBytesHandler } from './page-bytes.ts';
import { maxFileBytes } from './uploaded-files.ts';

const pageId = '11111111-1111-4111-8111-111111111111';
const otherPageId = '22222222-2222-4222-8222-222222222222';
const caseId = '33333333-3333-4333-8333-333333333333';
const otherCaseId = '44444444-4444-4444-8444-444444444444';
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);

let imported: { caseId: string; name: string; bytes: number[]; source: ImportSource }[];
let reported: unknown[];
let handle: PageBytesHandler;

beforeEach(() => {
  imported = [];
  reported = [];
  handle = createPageBytesHandler({
    caseOfPage: async (id) => ({ [pageId]: caseId, [otherPageId]: otherCaseId })[id],
    canSee: async (_connection, id) => id === caseId,
    readPage: async (_id, rendition) => {
      if (rendition === 'thumbnail') throw new Error('disk /data/pages/1 王小明');
      return rendition === 'original' ? { mimeType: 'image/jpeg', bytes: jpeg } : undefined;
    },
    importFile: async (_actor, id, name, bytes, source) => {
      if (name === 'bad.pdf') throw new AppError('file.encrypted');
      imported.push({ caseId: id, name, bytes: [...bytes], source });
      return { pages: 1 };
    },
    issuedDocument: async (_caseId, documentId, page) => {
      if (documentId !== pageId) throw new AppError('not-found');
      return page === null ? { mimeType: 'application/pdf', bytes: jpeg } : { mimeType: 'image/jpeg', bytes: new Uint8Array([page]) };
    },
    report: (_where, error) => reported.push(error),
  });
});

function as(role: Role, mustChange = false): Connection {
  return {
    id: role,
    face: 'counter',
    role: () => role,
    actor: () => ({ account: role, displayName: role, role: 'operator' }),
    mustChangePassword: () => mustChange,
    isLocked: () => false,
    onChange: () => () => undefined,
  };
}
const url = (path: string) => `http://127.0.0.1:1${path}`;
const get = (path: string, connection = as('operator')) => handle(new Request(url(path)), connection);
const post = (init: RequestInit, connection = as('operator')) =>
  handle(new Request(url(`/case/${caseId}/files`), { method: 'POST', ...init }), connection);
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

test('a page is sent with its type, and is kept by nobody', async () => {
  const response = await get(`/page/${pageId}/original`);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(jpeg);
});

test("an unknown page and somebody else's look the same", async () => {
  const unknown = await get(`/page/${caseId}/original`);
  const others = await get(`/page/${otherPageId}/original`);
  expect(await codeOf(unknown)).toEqual([404, 'not-found']);
  expect(await codeOf(others)).toEqual([404, 'not-found']);
  expect(await codeOf(await get(`/page/${pageId}/prepared`))).toEqual([404, 'not-found']);
});

test.each([
  ['visitor', 401, 'session.signed-out'],
  ['admin', 403, 'forbidden'],
] as const)('%s gets no page', async (role, status, code) => {
  expect(await codeOf(await get(`/page/${pageId}/original`, as(role)))).toEqual([status, code]);
});

test('nobody gets a page before a new password is set', async () => {
  expect(await codeOf(await get(`/page/${pageId}/original`, as('operator', true)))).toEqual([403, 'session.password-change-required']);
});

test.each([`/page/${pageId}/key`, `/page/../${pageId}/original`, '/page/x/original', `/page/${pageId}/original/more`, `/case/${caseId}`])(
  '%s is no address',
  async (path) => expect(await codeOf(await get(path))).toEqual([404, 'not-found']),
);

test('what went wrong stays inside', async () => {
  const response = await get(`/page/${pageId}/thumbnail`);
  expect(await response.text()).toBe('{"code":"internal","details":{}}');
  expect(reported).toHaveLength(1);
});

test('one file as the body, its name in a header', async () => {
  const response = await post({ body: jpeg, headers: { 'x-file-name': encodeURIComponent('..\\身份证/正面.jpg') } });
  expect(await response.json()).toEqual({ imported: [{ pages: 1 }] });
  expect(imported).toEqual([{ caseId, name: '正面.jpg', bytes: [...jpeg], source: 'file' }]);
});

test('a page of the document camera says so', async () => {
  await post({ body: jpeg, headers: { 'x-file-name': 'camera-1.jpg', 'x-source': 'camera' } });
  await post({ body: jpeg, headers: { 'x-source': 'system' } });
  expect(imported.map(({ source }) => source)).toEqual(['camera', 'file']);
});

test('several files in a form', async () => {
  const form = new FormData();
  form.append('files', new File([jpeg], 'a.jpg'));
  form.append('files', new File([jpeg.slice(0, 2)], '../../b.pdf'));
  form.append('note', 'not a file');
  expect((await post({ body: form })).status).toBe(200);
  expect(imported.map(({ name, bytes }) => [name, bytes.length])).toEqual([
    ['a.jpg', 4],
    ['b.pdf', 2],
  ]);
});

test.each([
  ['an empty body', { body: new Uint8Array() }, 422, 'file.empty'],
  ['a broken form', { body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=b' } }, 422, 'bad-input'],
  ['a broken name', { body: jpeg, headers: { 'x-file-name': '%E0%A4%A' } }, 422, 'bad-input'],
  ['a file that the importer refuses', { body: jpeg, headers: { 'x-file-name': 'bad.pdf' } }, 422, 'file.encrypted'],
  ['a body announced too long', { body: jpeg, headers: { 'content-length': String(maxFileBytes + 1) } }, 413, 'file.too-large'],
])('%s is refused', async (_what, init, status, code) => expect(await codeOf(await post(init))).toEqual([status, code]));

test('a body that is longer than announced is cut off while it arrives', async () => {
  let sent = 0;
  const chunk = new Uint8Array(8 * 1024 * 1024);
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += chunk.byteLength;
      controller.enqueue(chunk);
    },
  });
  expect(await codeOf(await post({ body: endless, duplex: 'half' } as RequestInit))).toEqual([413, 'file.too-large']);
  expect(sent).toBeLessThan(maxFileBytes + 4 * chunk.byteLength);
});

test("nobody adds files to somebody else's case", async () => {
  const response = await handle(new Request(url(`/case/${otherCaseId}/files`), { method: 'POST', body: jpeg }), as('applicant'));
  expect(await codeOf(response)).toEqual([404, 'not-found']);
  expect(imported).toEqual([]);
});

test('a notice or receipt is sent as a PDF or as its pages, to those who may see the case', async () => {
  const pdf = await get(`/case/${caseId}/issued/${pageId}.pdf`);
  expect(Object.fromEntries(pdf.headers)).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'no-store' });
  expect(pdf.headers.get('content-security-policy')).toContain("default-src 'none'");
  const second = await get(`/case/${caseId}/issued/${pageId}/2.jpg`);
  expect([second.headers.get('content-type'), [...new Uint8Array(await second.arrayBuffer())]]).toEqual(['image/jpeg', [2]]);
  for (const path of [
    `/case/${otherCaseId}/issued/${pageId}.pdf`,
    `/case/${caseId}/issued/${otherPageId}.pdf`,
    `/case/${caseId}/issued/${pageId}/0.jpg`,
  ])
    expect(await codeOf(await get(path))).toEqual([404, 'not-found']);
  expect(await codeOf(await get(`/case/${caseId}/issued/${pageId}.pdf`, as('admin')))).toEqual([403, 'forbidden']);
});
