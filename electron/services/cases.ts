/** Cases: opened, shown, grouped anew after every page, corrected by a person, withdrawn. */
import { isOpen, moveCase } from '#shared/case.ts';
import type { Actor, Case, Document } from '#shared/case.ts';
import { checkChecklist, fillForm } from '#shared/check-checklist.ts';
import type { CaseView } from '#shared/contract.ts';
import type { ScanProgress } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import { openFields } from '#shared/open-fields.ts';
import { fieldSchema, textLineSchema } from '#shared/page.ts';
import { placePage, withoutPage } from '#shared/place-page.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { groupPages } from '../pipeline/group.ts';
import type { CaseSummary, Repositories, Store } from '../store/store.ts';
import type { CaseEditor } from './case-editor.ts';
import type { RecognitionQueue } from './recognition-queue.ts';

export const machine: Actor = { account: 'machine', displayName: '', role: 'system' };

type Options = {
  store: Store;
  editor: CaseEditor;
  items: readonly ServiceItem[];
  queue: () => RecognitionQueue;
  lastScan: (caseId: string) => ScanProgress | null;
  now: () => Date;
  newId: () => string;
};
export type Answers = Case['answers'];
export type CasesService = ReturnType<typeof createCasesService>;

/** @throws AppError `case.closed` once the case has been sent */
export function requireOpen(current: Case): Case {
  if (!isOpen(current.state)) throw new AppError('case.closed', { state: current.state });
  return current;
}

/** Moves along as far as the pages allow: every page read → `recognized` → `in_review`. */
function settle(current: Case): Case {
  let next = current;
  if (next.pages.length > 0 && next.state === 'draft') next = moveCase(next, 'scanned');
  if (next.state === 'scanned' && next.pages.length > 0 && next.pages.every(({ state }) => state !== 'stored')) {
    next = moveCase(moveCase(next, 'recognized'), 'in_review');
  }
  return next;
}

export function createCasesService(options: Options) {
  const { store, editor } = options;

  function itemOf(code: string): ServiceItem {
    const item = options.items.find((candidate) => candidate.code === code);
    if (!item) throw new AppError('not-found', { what: 'service-item' });
    return item;
  }

  /** Documents, slots, form and state as the pages read so far say; a person's decisions stay. */
  async function regroup(current: Case, repositories: Repositories): Promise<Case> {
    const item = itemOf(current.itemCode);
    const pages = await Promise.all(
      current.pages
        .filter(({ state }) => state === 'recognized')
        .map(async (page) => {
          const steps = await repositories.pages.steps(page.id);
          const fields = fieldSchema.array().safeParse(steps.extract?.result);
          const lines = textLineSchema.array().safeParse(steps.ocr?.result);
          return { page, fields: fields.success ? fields.data : [], lineTexts: lines.success ? lines.data.map(({ text }) => text) : [] };
        }),
    );
    const documents = groupPages({ pages, item, answers: current.answers, previous: current.documents, newId: options.newId });
    const grouped = { ...current, documents };
    return settle({ ...grouped, form: fillForm(item, grouped) });
  }

  async function view(caseId: string): Promise<CaseView> {
    const current = await store.cases.get(caseId);
    if (!current) throw new AppError('not-found', { what: 'case' });
    const item = itemOf(current.itemCode);
    const row = await store.outbox.forCase(caseId);
    return {
      case: current,
      item,
      checklist: checkChecklist(item, current),
      scan: options.lastScan(caseId),
      push: row ? { state: row.state, attempts: row.attempts, nextAttemptAt: row.nextAttemptAt, lastError: row.lastError } : null,
      openFields: openFields(item, current).length,
    };
  }

  const viewAfter = async (caseId: string, work: Promise<unknown>): Promise<CaseView> => (await work, view(caseId));

  async function create(itemCode: string, answers: Answers, face: Case['face'], actor: Actor): Promise<CaseView> {
    const item = itemOf(itemCode);
    const defaults = Object.fromEntries(item.questions.map(({ id, defaultValue }) => [id, defaultValue]));
    const opened: Case = {
      id: options.newId(),
      revision: 0,
      state: 'draft',
      face,
      itemCode,
      itemVersion: item.version,
      answers: { ...defaults, ...knownAnswers(item, answers) },
      createdAt: options.now().toISOString(),
      createdBy: actor,
      caseNumber: null,
      queryPassword: null,
      pages: [],
      documents: [],
      form: {},
      reviewer: null,
      reviewedAt: null,
      submittedAt: null,
      receivedAt: null,
      approvalMessage: null,
    };
    await store.transaction(async (repositories) => {
      await repositories.cases.insert(opened);
      await repositories.audit.append({ actor, action: 'case.create', subject: opened.id, details: { item: itemCode, face } });
    });
    return view(opened.id);
  }

  function edited(caseId: string, actor: Actor, action: string, change: (current: Case, item: ServiceItem) => Case, details?: Record<string, string>) {
    const reason = details ? { actor, action, details } : { actor, action };
    return viewAfter(
      caseId,
      editor.edit(caseId, reason, (current, repositories) => regroup(backToReview(change(requireOpen(current), itemOf(current.itemCode))), repositories)),
    );
  }

  async function removePage(caseId: string, pageId: string, actor: Actor): Promise<CaseView> {
    options.queue().drop(pageId);
    const reason = { actor, action: 'page.remove', details: { pageId } };
    return viewAfter(
      caseId,
      editor.edit(caseId, reason, async (current, repositories) => {
        requireOpen(current);
        pageOf(current, pageId);
        await repositories.pages.remove(pageId);
        const rest = { ...current, pages: current.pages.filter(({ id }) => id !== pageId), documents: withoutPage(current.documents, pageId) };
        return regroup(backToReview(rest), repositories);
      }),
    );
  }

  async function setDocumentType(caseId: string, documentId: string, documentType: string, actor: Actor): Promise<CaseView> {
    let pageIds: string[] = [];
    const result = await edited(caseId, actor, 'document.set-type', (current) => {
      const chosen = documentOf(current, documentId);
      pageIds = chosen.pageIds;
      const changed: Document = { ...chosen, documentType, placedBy: 'person', fields: [] };
      return { ...current, documents: current.documents.map((document) => (document.id === documentId ? changed : document)) };
    }, { documentType });
    for (const pageId of pageIds) options.queue().add({ caseId, pageId, formLabels: result.item.applicationForm?.labels, documentType });
    return result;
  }

  async function readAgain(caseId: string, pageId: string, actor: Actor): Promise<CaseView> {
    const result = await edited(caseId, actor, 'page.read-again', (current) => (pageOf(current, pageId), current), { pageId });
    options.queue().add({ caseId, pageId, formLabels: result.item.applicationForm?.labels });
    return result;
  }

  return {
    itemOf,
    view,
    readAgain,
    create,
    list: (filter: { open: boolean }): Promise<CaseSummary[]> =>
      store.cases.list(filter.open ? { states: ['draft', 'scanned', 'recognized', 'in_review', 'returned_on_spot', 'ready', 'submitting', 'submit_failed', 'correction_required'], limit: 200 } : { limit: 200 }),
    /** After a page was read (or failed to be): group again. */
    pageDone: (caseId: string) => editor.edit(caseId, { actor: machine, action: 'case.group' }, (current, repositories) => (isOpen(current.state) ? regroup(current, repositories) : current)),
    setAnswers: (caseId: string, answers: Answers, actor: Actor) =>
      edited(caseId, actor, 'case.set-answers', (current, item) => ({ ...current, answers: { ...current.answers, ...knownAnswers(item, answers) } })),
    movePage: (caseId: string, pageId: string, slotId: string | null, actor: Actor) =>
      edited(caseId, actor, 'page.move', (current, item) => {
        pageOf(current, pageId);
        if (slotId !== null && !item.materials.some(({ id }) => id === slotId)) throw new AppError('bad-input', { what: 'slot' });
        return { ...current, documents: placePage(current.documents, pageId, slotId, item, options.newId) };
      }, { pageId, slotId: slotId ?? '' }),
    removePage,
    setDocumentType,
    withdraw: (caseId: string, actor: Actor) => editor.edit(caseId, { actor, action: 'case.withdraw' }, (current) => moveCase(requireOpen(current), 'withdrawn')),
  };
}

/** A change after the confirmation takes the confirmation back: a person stands for what was changed too. */
export function backToReview(current: Case): Case {
  const base = ['ready', 'submit_failed', 'correction_required'].includes(current.state) ? moveCase(current, 'in_review') : current;
  return { ...base, reviewer: null, reviewedAt: null };
}

export function documentOf(current: Case, documentId: string): Document {
  const found = current.documents.find(({ id }) => id === documentId);
  if (!found) throw new AppError('not-found', { what: 'document' });
  return found;
}

function pageOf(current: Case, pageId: string): void {
  if (!current.pages.some(({ id }) => id === pageId)) throw new AppError('not-found', { what: 'page' });
}

/** Only answers to questions of the item, of the right kind. */
function knownAnswers(item: ServiceItem, answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).filter(([id, value]) => {
      const question = item.questions.find((candidate) => candidate.id === id);
      return question && (question.kind === 'boolean' ? typeof value === 'boolean' : question.options.some((option) => option.value === value));
    }),
  );
}
