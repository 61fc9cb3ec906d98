/** Builds invented cases: what a page looks like when it has just come in, and after it has been read. */
import { nothingYet } from '#shared/case.ts';
import type { Actor, Case, CaseField, Document, Page } from '#shared/case.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { boxesOf, pageSize } from './draw-paper.ts';
import { fakeForm } from './fake-checklist.ts';
import type { Paper } from './fake-papers.ts';

export const clerk: Actor = { account: 'lisi', displayName: '李四', role: 'reviewer' };
/** Which paper a page shows, for drawing it. */
export const paperOfPage = new Map<string, Paper>();

export function emptyCase(id: string, item: ServiceItem, answers: Case['answers'], createdBy: Actor): Case {
  const now = new Date().toISOString();
  return {
    id,
    revision: 1,
    state: 'draft',
    face: createdBy.role === 'applicant' ? 'kiosk' : 'counter',
    itemCode: item.code,
    itemVersion: item.version,
    answers,
    createdAt: now,
    createdBy,
    ...nothingYet(),
  };
}

export function addPage(current: Case, paper: Paper): Case {
  const page: Page = {
    id: crypto.randomUUID(),
    index: current.pages.length,
    source: { kind: 'scanner', deviceName: '高速扫描仪', jobId: null, side: 'unknown' },
    sha256: '0'.repeat(64),
    bytes: 120_000,
    mimeType: 'image/jpeg',
    widthPx: pageSize.width,
    heightPx: pageSize.height,
    dpi: 200,
    receivedAt: new Date().toISOString(),
    state: 'stored',
    errorCode: null,
    preparation: null,
    classification: null,
  };
  paperOfPage.set(page.id, paper);
  return { ...current, state: 'scanned', pages: [...current.pages, page] };
}

function fieldsOf(paper: Paper, pageId: string): CaseField[] {
  const boxes = boxesOf(paper);
  return paper.lines.flatMap((line, index): CaseField[] => {
    if (!line.key) return [];
    const value = line.read ?? line.text;
    return [
      {
        key: line.key,
        value,
        machineValue: value,
        raw: value,
        confidence: line.doubt ? 0.66 : 0.985,
        status: line.doubt ? 'review' : 'accepted',
        problems: line.problems ?? [],
        box: boxes[index] ?? null,
        pageId,
        reviewedBy: null,
        reviewedAt: null,
      },
    ];
  });
}

function slotFor(item: ServiceItem, current: Case, paper: Paper): string | null {
  const taken = new Set(current.documents.map(({ slotId }) => slotId));
  const fitting = item.materials.filter(
    ({ id, anyOf, necessity, when }) =>
      (id === 'photo') === paper.title.endsWith('照片') &&
      anyOf.some(({ documentType }) => documentType === paper.documentType) &&
      (necessity !== 'conditional' || when.every(({ question, equals }) => current.answers[question] === equals)),
  );
  return fitting.find(({ id }) => !taken.has(id))?.id ?? null;
}

/** The page after recognition, as a document of its own in the first free slot that takes it. */
export function readPage(current: Case, item: ServiceItem, pageId: string): Case {
  const paper = paperOfPage.get(pageId);
  if (!paper) return current;
  const original =
    paper.duplicateOfIndex === undefined
      ? undefined
      : current.documents.find(({ documentType, duplicateOf }) => documentType === paper.documentType && duplicateOf === null);
  const slotId = original ? original.slotId : slotFor(item, current, paper);
  const placed = original ? 'repeats-number' : slotId ? 'only-type' : null;
  const document: Document = {
    id: crypto.randomUUID(),
    documentType: paper.documentType,
    pageIds: [pageId],
    slotId,
    placedBy: 'machine',
    duplicateOf: original?.id ?? null,
    fields: fieldsOf(paper, pageId),
    reasons: [{ code: 'title', pageId, details: { title: paper.title } }, ...(placed ? [{ code: placed, pageId: null } as const] : [])],
  };
  const pages = current.pages.map((page): Page => (page.id === pageId ? readAs(page, paper) : page));
  const next = { ...current, pages, documents: [...current.documents, document] };
  return { ...next, form: fakeForm(item, next), state: pages.every(({ state }) => state !== 'stored') ? 'recognized' : 'scanned' };
}

function readAs(page: Page, paper: Paper): Page {
  return {
    ...page,
    state: 'recognized',
    preparation: {
      widthPx: pageSize.width,
      heightPx: pageSize.height,
      dpi: 200,
      rotationCw: 0,
      skewDegrees: 0.6,
      blank: paper.blank ?? false,
      inkCoverage: paper.blank ? 0.0004 : 0.06,
      qualityProblems: [],
      seals: paper.seal ? [{ box: [990, 1160, 380, 380], colour: 'red', confidence: 0.92, text: paper.seal }] : [],
      signatures: paper.signatures ?? [],
    },
    classification: {
      documentType: paper.documentType,
      side: paper.side,
      confidence: paper.confidence,
      title: paper.title || null,
      evidence: paper.blank
        ? [{ code: 'no-ink', details: { percent: '0.04' }, weight: 1 }]
        : [
            { code: 'title', details: { text: paper.title }, weight: 0.8 },
            ...paper.lines.slice(0, 2).map(({ label }) => ({ code: 'label' as const, details: { text: label }, weight: 0.2 })),
          ],
      alternatives: [],
      continuation: false,
    },
  };
}
