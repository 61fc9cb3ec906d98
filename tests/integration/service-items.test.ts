/** One case of each of the five items: papers → checklist → review → mapping → sandbox; with its notice and its receipt as PDF. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../electron/connectors/sandbox/start-sandbox.ts';
import type { Sandbox } from '../../electron/connectors/sandbox/start-sandbox.ts';
import { acceptanceBlockers, blockersOf, noDecisions } from '../../electron/shared/acceptance.ts';
import { listGaps } from '../../electron/shared/checklist/case-gaps.ts';
import { createStore } from '../../electron/store/sqlite-store.ts';
import type { Store } from '../../electron/store/store.ts';
import { connectionTo, reviewer } from './outbox-fixture.ts';
import { createDesk, openCase } from './service-item-desk.ts';
import type { Desk } from './service-item-desk.ts';
import { samples } from './service-item-papers.ts';

let folder: string;
let sandbox: Sandbox;
let store: Store;
let desk: Desk;
let pdfium: PDFiumLibrary;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'items-'));
  sandbox = await startSandbox({ dataFolder: join(folder, 'sandbox') });
  store = await createStore({ dataFolder: join(folder, 'data'), key: Buffer.alloc(32, 7) });
  desk = await createDesk(store, connectionTo(sandbox.url));
  await desk.configuration.saveHall(
    { name: '样例市政务服务中心', address: '样例路1号', phone: '0771-5550000', hours: '工作日', queryUrl: '' },
    reviewer,
  );
  await desk.worker.start();
  pdfium = await PDFiumLibrary.init();
});
afterAll(async () => {
  await desk.worker.close();
  await store.close();
  await sandbox.close();
  pdfium.destroy();
  await rm(folder, { recursive: true, force: true });
});

/** Text of all pages without white space. */
async function textOf(pdf: Uint8Array): Promise<string> {
  const document = await pdfium.loadDocument(pdf);
  const text = [...document.pages()].map((page) => page.getText()).join('');
  document.destroy();
  return text.replace(/\s/g, '');
}

async function delivered(caseId: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const row = await store.outbox.forCase(caseId);
    if (row?.state === 'delivered') return;
    if (row?.state === 'rejected' || row?.state === 'parked' || Date.now() > deadline)
      expect.fail(`row is ${row?.state} (${row?.lastError?.code})`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test.each(samples.map((sample) => [sample.item.name, sample] as const))('%s goes from papers to the approval system', async (_, sample) => {
  const { item, answers, pages, typed } = sample;
  let view = await openCase(store, desk, item.code, answers, pages);
  const caseId = view.case.id;
  expect(view.checklist.slots.filter(({ required, state }) => required && state !== 'filled').map(({ slotId }) => slotId)).toEqual([]);
  expect(view.checklist.extraDocumentIds).toEqual([]);
  expect(view.checklist.crossFindings.map(({ ruleId, ends }) => [ruleId, ends.map(({ value }) => value)])).toEqual([]);
  expect(view.checklist.crossOutcomes.filter(({ result }) => result === 'holds').length).toBeGreaterThanOrEqual(5);
  for (const [key, value] of Object.entries(typed)) view = await desk.review.setFormValue(caseId, key, value, reviewer);
  expect(view.checklist.missingFormKeys).toEqual([]);
  expect(view.openFields).toBe(0);
  await desk.review.confirm(caseId, {}, reviewer);
  await desk.submission.submit(caseId, reviewer);
  await delivered(caseId);
  const current = (await store.cases.get(caseId))!;
  expect(current).toMatchObject({ state: 'received', caseNumber: expect.stringMatching(/^\d{12,}$/) as string });
  const payload = sandbox.payloadOf(current.caseNumber!) as {
    item: { taskCode: string };
    materials: { materialCode: string; pages: number }[];
  };
  expect(payload.item.taskCode).toBe(item.code);
  expect(payload.materials.reduce((sum, one) => sum + one.pages, 0)).toBe(pages.length);

  const [issued, beside] = await Promise.all([1, 2].map(() => desk.documents.issueReceipt(caseId, reviewer)));
  expect(beside).toEqual(issued);
  const { documentId, pages: pageCount } = issued!;
  const text = await textOf(await desk.documents.pdf(caseId, documentId));
  for (const part of [
    '收件凭证',
    '样例市政务服务中心',
    current.caseNumber!,
    item.name,
    item.departmentName,
    '不表示申请已被受理',
    '收件专用章',
  ])
    expect(text).toContain(part.replace(/\s/g, ''));
  for (const slot of view.checklist.slots.filter(({ documentIds }) => documentIds.length > 0))
    expect(text).toContain(slot.name.replace(/\s/g, ''));
  expect(pageCount).toBeLessThanOrEqual(2);
  expect(await desk.documents.issueReceipt(caseId, reviewer)).toEqual({ documentId, pages: pageCount });
});

test.each(samples.map((sample) => [sample.item.name, sample] as const))(
  '%s with one side of an ID card: what the screen lets a person pass is what the host lets go out',
  async (_, { item, answers, pages, typed }) => {
    const oneSide = pages.map((page) => (page.type === 'id-card' ? { ...page, side: 'portrait' as const } : page));
    let view = await openCase(store, desk, item.code, answers, oneSide);
    const caseId = view.case.id;
    for (const [key, value] of Object.entries(typed)) view = await desk.review.setFormValue(caseId, key, value, reviewer);
    const question = () => ({ item: view.item, current: view.case, checklist: view.checklist, mode: 'counter' as const });
    const lacking = blockersOf(acceptanceBlockers({ ...question(), decisions: noDecisions }), 'material-lacking');
    expect(lacking.length).toBeGreaterThan(0);
    await expect(desk.review.confirm(caseId, {}, reviewer)).rejects.toMatchObject({
      code: 'case.incomplete',
      details: { slots: lacking.map(({ slotId }) => slotId).join(',') },
    });
    const passed = lacking.map(({ slotId }) => ({ slotId, reason: 'original-seen' as const }));
    expect(acceptanceBlockers({ ...question(), decisions: { passed, overrides: [] } })).toEqual([]);
    const confirmed = await desk.review.confirm(caseId, { passed }, reviewer);
    expect(confirmed.case).toMatchObject({ state: 'ready', passedMaterials: passed, confirmedAs: 'counter' });
    await desk.submission.submit(caseId, reviewer);
    await delivered(caseId);
    expect((await desk.submission.receipt(caseId)).missing).toEqual([]);
    const recorded = (await store.audit.list()).filter(
      ({ action, subject }) => action === 'case.material-let-through' && subject === caseId,
    );
    expect(recorded.map(({ details }) => details?.['slot']).sort()).toEqual(passed.map(({ slotId }) => slotId).sort());
    expect(recorded.every(({ actor, details }) => actor.account === reviewer.account && details?.['reason'] === 'original-seen')).toBe(
      true,
    );
  },
);

test('what was confirmed by decisions that are gone does not go out', async () => {
  const { item, pages, answers, typed } = samples[0]!;
  const oneSide = pages.map((page) => (page.type === 'id-card' ? { ...page, side: 'portrait' as const } : page));
  const view = await openCase(store, desk, item.code, answers, oneSide);
  const caseId = view.case.id;
  for (const [key, value] of Object.entries(typed)) await desk.review.setFormValue(caseId, key, value, reviewer);
  await desk.review.confirm(caseId, { mode: 'headless' }, reviewer);
  const stored = (await store.cases.get(caseId))!;
  await store.cases.save({ ...stored, confirmedAs: 'counter' });
  await expect(desk.submission.submit(caseId, reviewer)).rejects.toMatchObject({ code: 'case.incomplete' });
  const skipped = (await store.audit.list()).find(({ action, subject }) => action === 'case.materials-not-looked-at' && subject === caseId);
  expect(skipped?.details?.['count']).toBeGreaterThan(0);
});

test('the notice names everything that is missing, wrong, contradictory and to be given back, and stays what it was', async () => {
  const [{ item, pages }] = samples as [(typeof samples)[number]];
  const stranger = { ...pages[4]!, values: { ...pages[4]!.values, name: '农样例', idNumber: '450103199003070020' } };
  const expired = { ...pages[1]!, values: { ...pages[1]!.values, validTo: '2025-05-01' } };
  const broken = [{ ...pages[0]!, values: { ...pages[0]!.values, 'operator.name': '覃小堂', businessScope: '' } }, expired, stranger];
  const view = await openCase(store, desk, item.code, { lessorIsCompany: true }, broken);
  const gaps = listGaps(view.item, view.case, view.checklist);
  const kinds = new Set(gaps.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['form', 'inconsistent', 'missing', 'surplus']);
  const caseId = view.case.id;
  await expect(desk.documents.issueNotice(caseId, { gapIds: [], remark: '' }, reviewer)).rejects.toMatchObject({ code: 'bad-input' });
  const issued = await desk.documents.issueNotice(caseId, { gapIds: gaps.map(({ id }) => id), remark: '请本人到场。' }, reviewer);
  const pdf = await desk.documents.pdf(caseId, issued.documentId);
  const text = await textOf(pdf);
  for (const gap of gaps) expect(text).toContain(gap.name.replace(/\s/g, ''));
  for (const part of [
    '申请材料补正告知书',
    '一次性告知',
    '第三十二条',
    '逾期不告知的',
    '2026年12月7日前',
    '请本人到场。',
    '覃小堂',
    '签收',
    '随件退回',
  ])
    expect(text).toContain(part);
  const after = (await store.cases.get(caseId))!;
  expect(after.state).toBe('returned_on_spot');
  const row = (await store.audit.list()).find(({ action }) => action === 'document.correction-notice');
  expect(row?.details).toEqual({ document: issued.documentId, sha256: after.issued![0]!.sha256 });
  expect(Buffer.compare(pdf, await desk.documents.pdf(caseId, issued.documentId))).toBe(0);
  const image = await desk.documents.image(caseId, issued.documentId, 1);
  expect([...image.subarray(0, 2)]).toEqual([0xff, 0xd8]);
  // A record that was altered is not shown as what was issued.
  const record = after.issued![0]!;
  await store.cases.save({ ...after, issued: [{ ...record, content: { ...record.content, remark: '' } }] });
  await expect(desk.documents.pdf(caseId, issued.documentId)).rejects.toMatchObject({ code: 'store.corrupt' });
});

test('a contradiction needs a reason before staff may confirm; an e-licence meets a line and is told to the far side', async () => {
  const { item, pages, typed } = samples[1]!;
  const wrong = pages.map((page) =>
    page.type === 'application-form' ? { ...page, values: { ...page.values, uscc: '91350100M000100Y43' } } : page,
  );
  const view = await openCase(store, desk, item.code, {}, wrong);
  const caseId = view.case.id;
  expect(view.checklist.crossFindings.map(({ ruleId }) => ruleId)).toEqual(['uscc-on-form']);
  for (const [key, value] of Object.entries(typed)) await desk.review.setFormValue(caseId, key, value, reviewer);
  await expect(desk.review.confirm(caseId, {}, reviewer)).rejects.toMatchObject({
    code: 'case.incomplete',
    details: { rules: 'uscc-on-form' },
  });
  const overrides = [{ ruleId: 'uscc-on-form', reason: 'original-seen' as const }];
  const confirmed = await desk.review.confirm(caseId, { overrides }, reviewer);
  expect(confirmed.case).toMatchObject({ state: 'ready', overrides });
  expect(
    (await store.audit.list()).some(({ action, details }) => action === 'case.finding-let-through' && details?.['rule'] === 'uscc-on-form'),
  ).toBe(true);

  const licensePage = view.case.documents.find(({ slotId }) => slotId === 'subject-licence')!.pageIds[0]!;
  await desk.cases.removePage(caseId, licensePage, reviewer);
  const licence = {
    number: 'E450103-0001',
    fields: { name: '青秀区小棠米粉店', uscc: '91350100M000100Y43', operator: '覃小棠', premises: '青秀区样例路8号1层03铺' },
  };
  await expect(desk.cases.setELicence(caseId, 'layout', licence, reviewer)).rejects.toMatchObject({ code: 'bad-input' });
  const licensed = await desk.cases.setELicence(caseId, 'subject-licence', licence, reviewer);
  expect(licensed.case).toMatchObject({ state: 'in_review', overrides: [] });
  expect(licensed.case.form['uscc']).toMatchObject({ value: '91350100M000100Y43', source: 'e-licence' });
  expect(licensed.checklist.crossFindings).toEqual([]);
  await desk.review.confirm(caseId, {}, reviewer);
  await desk.submission.submit(caseId, reviewer);
  await delivered(caseId);
  const { caseNumber } = (await store.cases.get(caseId))!;
  expect(sandbox.payloadOf(caseNumber!)).toMatchObject({
    applicant: { type: 'legalPerson', idNumber: '91350100M000100Y43' },
    materials: expect.arrayContaining([
      expect.objectContaining({ materialCode: 'subject-licence', kind: 'electronic', collectionMethod: 'eLicense', pages: 0 }),
    ]) as unknown,
  });
});
